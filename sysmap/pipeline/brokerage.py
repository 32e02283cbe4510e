"""Who stands between groups, answered in every format."""

from collections.abc import Mapping, Sequence
from typing import Any

import sysmap.analysis.brokerage as analysis
from sysmap.analysis.groups import GROUPINGS, Grouping, groups_of
from sysmap.errors import NoAnswerError
from sysmap.model.findings import Figure, Finding
from sysmap.model.graphs import Layer, drawn_links
from sysmap.model.maps import Branch
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.opening import Opened, asked

RARE = 0.05
"""A count that as few of the dealings reach is more than the groups' sizes would give by themselves."""

_ROLE_WORDS = {
    "coordinator": "within their own group",
    "consultant": "between two of one other group",
    "representative": "from their own group out",
    "gatekeeper": "from outside into their own group",
    "liaison": "between two other groups",
}


_TO_DO: Mapping[Grouping, str] = {
    "sector": "say the sector of organisations, and who answers for what",
    "place": "say in which place organisations, services or factors are",
    "payer": "draw who pays for what",
}


def ask_brokers(
    opened: Opened,
    grouping: Grouping,
    layer: Layer,
    *,
    permutations: int,
    seed: int,
    listed: int | None = None,
) -> Answer:
    """Say who stands between groups.

    Parameters
    ----------
    opened : Opened
        The map.
    grouping : str
        What makes a group; see `sysmap.analysis.groups`.
    layer : str
        Which links.
    permutations, seed : int
        How often the groups are dealt out anew, and where the random numbers begin.
    listed : int, optional
        How many rows a text lists; all where not given.

    Raises
    ------
    NoAnswerError
        When fewer than two groups have ties.
    """
    branch = opened.branch
    groups = groups_of(branch, grouping)
    ids, ties, left_out = ties_in_groups(branch, layer, groups)
    names = sorted({groups[each] for each in ids})
    if len(names) < 2:
        raise too_few(grouping, "nobody stands between them")
    labels = [names.index(groups[each]) for each in ids]
    found = analysis.find_brokers(ties, labels, permutations=permutations, seed=seed)
    ways = analysis.out_and_in(ties, labels, permutations=permutations, seed=seed)
    order = sorted(range(len(ids)), key=lambda each: (-int(found.counts[each].sum()), ids[each]))
    brokers = [each for each in order if found.counts[each].sum()]
    findings = [say_ties(grouping, ways), *(_say_broker(branch, ids[each], found, each) for each in brokers)]
    parts: list[str | Table] = [f"{opened.heading}, by {GROUPINGS[grouping]}.", findings[0].sentence, ""]
    if brokers:
        rows = [_row(branch, ids[each], found, each) for each in brokers[:listed]]
        headings = ("who stands between", *_ROLE_WORDS.values(), "in all")
        parts.append("Each number counts pairs of others that have no link of their own and are joined through it.")
        parts.append(make_table(headings, rows, headings[1:]))
        parts.extend(say_more(len(brokers), listed))
        parts.append(f"* more than {1 - RARE:.0%} of {permutations:,} dealings of the same groups give.")
    else:
        parts.append("Nobody stands between two others that have no link of their own.")
    if left_out:
        parts.append(f"{left_out} elements with links are in no group, or in several, and are left out.")
    parts.append("Standing between says where a link would be missed in this drawing; it is not leverage.")
    if opened.withheld:
        parts.append(opened.withheld)
    data: dict[str, Any] = {
        **asked(opened),
        "groups": grouping,
        "layer": layer,
        "permutations": permutations,
        "seed": seed,
        "external": ways.external,
        "internal": ways.internal,
        "index": ways.index,
        "index_expected": ways.expected,
        "index_as_low": ways.lower,
        "index_as_high": ways.higher,
        "brokers": [
            {
                "id": ids[each],
                "name": branch.name_of(ids[each]),
                "group": groups[ids[each]],
                "roles": dict(zip(analysis.ROLES, map(int, found.counts[each]), strict=True)),
                "expected": dict(zip(analysis.ROLES, map(float, found.expected[each]), strict=True)),
                "as_many_or_more": dict(zip(analysis.ROLES, map(float, found.rarer[each]), strict=True)),
            }
            for each in brokers
        ],
        "left_out": left_out,
        "findings": [finding.to_json() for finding in findings],
    }
    table = make_table(
        ("id", "name", "group", *analysis.ROLES, *(f"expected_{role}" for role in analysis.ROLES)),
        [
            (
                ids[each],
                branch.name_of(ids[each]),
                groups[ids[each]],
                *map(str, found.counts[each]),
                *(f"{value:.3f}" for value in found.expected[each]),
            )
            for each in brokers
        ],
    )
    return Answer(tuple(parts), data, table, opened.cautions)


def too_few(grouping: Grouping, so: str) -> NoAnswerError:
    """Say that there are no two groups, what follows, and what to do."""
    return NoAnswerError(
        f"fewer than two {GROUPINGS[grouping]} have links of this sort between their elements, so {so}:"
        f" {_TO_DO.get(grouping, 'say who answers for what')}, or ask --groups otherwise"
    )


def ties_in_groups(branch: Branch, layer: Layer, groups: Mapping[str, str]) -> tuple[list[str], analysis.Ints, int]:
    """Give the elements in groups, the ties between them by number, and how many with links are in no group."""
    pairs = {(link.from_id, link.to_id) for link in drawn_links(branch, layer)}
    ends = {end for pair in pairs for end in pair}
    inside = sorted(pair for pair in pairs if pair[0] in groups and pair[1] in groups)
    ids = sorted({end for pair in inside for end in pair})
    number = {each: place for place, each in enumerate(ids)}
    ties = analysis.as_ties([(number[start], number[finish]) for start, finish in inside])
    return ids, ties, sum(end not in groups for end in ends)


def _row(branch: Branch, element: str, found: analysis.Brokerage, place: int) -> Sequence[str]:
    cells = []
    for role in range(len(analysis.ROLES)):
        count = int(found.counts[place, role])
        cells.append(f"{count}{'*' if count and found.rarer[place, role] <= RARE else ''}")
    return (branch.name_of(element), *cells, str(int(found.counts[place].sum())))


def say_ties(grouping: Grouping, ways: analysis.OutAndIn) -> Finding:
    """Say whether links lead out of groups or stay in them, against what chance gives."""
    said = f"{ways.external} links lead between {GROUPINGS[grouping]}, {ways.internal} stay within one"
    if ways.expected is None:
        comparison = ""
    elif ways.lower <= RARE:
        comparison = ": fewer lead out than the same groups dealt out by chance would give"
    elif ways.higher <= RARE:
        comparison = ": more lead out than the same groups dealt out by chance would give"
    else:
        comparison = ": about what the same groups dealt out by chance would give"
    return Finding(
        "ties_out_and_in",
        f"{said}{comparison}.",
        figures={
            "external": Figure(ways.external, "links", "between groups"),
            "internal": Figure(ways.internal, "links", "within one group"),
        },
    )


def _say_broker(branch: Branch, element: str, found: analysis.Brokerage, place: int) -> Finding:
    counts = found.counts[place]
    most = int(counts.argmax())
    words = _ROLE_WORDS[analysis.ROLES[most]]
    return Finding(
        "broker",
        f"“{branch.name_of(element)}” stands between two others without a link of their own {int(counts.sum())} times,"
        f" most often {words}.",
        (element,),
        {role: Figure(int(count), "times", words) for role, count in zip(analysis.ROLES, counts, strict=True)},
        scenario=branch.scenario,
    )
