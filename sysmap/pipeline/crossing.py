"""What crosses between groups, answered in every format."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sysmap.analysis.brokerage import OutAndIn, as_ties, out_and_in
from sysmap.analysis.crossing import Between, HandOffs, Pair, boundary_betweenness, find_hand_offs
from sysmap.analysis.groups import GROUPINGS, Grouping, groups_of
from sysmap.model.findings import Figure, Finding
from sysmap.model.graphs import Layer, drawn_links
from sysmap.model.maps import Branch
from sysmap.model.vocabulary import property_of
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.brokerage import say_ties, ties_in_groups, too_few
from sysmap.pipeline.opening import Opened, asked

_TOLD = 5
"""Hand-offs, loops and elements that a text tells of each."""


_SECTOR = property_of("Organisation", "sector")
_SECTORS = {choice.value: choice.on_screen for choice in (_SECTOR.allowed if _SECTOR else ())}


@dataclass(frozen=True, slots=True)
class _Crossing:
    """All that is known of what crosses."""

    branch: Branch
    grouping: Grouping
    groups: Mapping[str, str]
    ids: Sequence[str]
    ties: Sequence[tuple[int, int]]
    ways: OutAndIn
    through: Mapping[str, float]
    between: Between
    hand_offs: HandOffs

    @property
    def sizes(self) -> Mapping[str, int]:
        """How many elements with links each group has."""
        return Counter(self.groups[each] for each in self.ids)

    def name(self, group: str) -> str:
        """Give the name of a group."""
        return self.branch.name_of(group) if group in self.branch else _SECTORS.get(group, group)

    def pairs(self) -> Mapping[Pair, int]:
        """Count links from group to group, the most first, those within one left out."""
        counts = Counter((self.groups[self.ids[one]], self.groups[self.ids[other]]) for one, other in self.ties)
        return {pair: count for pair, count in sorted(counts.items(), key=_most_first) if pair[0] != pair[1]}

    def order(self) -> list[str]:
        """Give the elements with links, in a group or not, those first that most ways between groups pass through."""
        return sorted(self.through, key=lambda each: (-self.through[each], each))


def _most_first(counted: tuple[Pair, int]) -> tuple[int, Pair]:
    return -counted[1], counted[0]


def ask_crossing(
    opened: Opened, grouping: Grouping, layer: Layer, *, permutations: int, seed: int, listed: int | None = None
) -> Answer:
    """Say what crosses between groups: links, loops that hand over, and who the ways between groups pass through.

    Parameters
    ----------
    opened : Opened
        The map.
    grouping : str
        What makes a group; see `sysmap.analysis.groups`.
    layer : str
        Which links; loops are those of influence, whichever these are.
    permutations, seed : int
        How often the groups are dealt out anew, and where the random numbers begin.
    listed : int, optional
        How many rows a text lists; all where not given.

    Raises
    ------
    NoAnswerError
        When fewer than two groups have links.
    """
    branch = opened.branch
    groups = groups_of(branch, grouping)
    ids, ties, left_out = ties_in_groups(branch, layer, groups)
    names = sorted({groups[each] for each in ids})
    if len(names) < 2:
        raise too_few(grouping, "nothing crosses")
    labels = [names.index(groups[each]) for each in ids]
    between, through = _ways_between(branch, layer, groups, names, seed)
    found = _Crossing(
        branch,
        grouping,
        groups,
        ids,
        [(int(one), int(other)) for one, other in ties],
        out_and_in(ties, labels, permutations=permutations, seed=seed),
        through,
        between,
        find_hand_offs(branch, groups),
    )
    findings = _findings(found)
    data = {
        **asked(opened),
        "groups": grouping,
        "layer": layer,
        "permutations": permutations,
        "seed": seed,
        **_data(found),
        "left_out": left_out,
        "findings": [finding.to_json() for finding in findings],
    }
    return Answer(_parts(opened, found, findings, left_out, listed), data, _table(found), opened.cautions)


def _ways_between(
    branch: Branch, layer: Layer, groups: Mapping[str, str], names: Sequence[str], seed: int
) -> tuple[Between, dict[str, float]]:
    """Follow ways between groups, over what is in none too."""
    pairs = sorted({(link.from_id, link.to_id) for link in drawn_links(branch, layer)})
    ids = sorted({end for pair in pairs for end in pair})
    number = {each: place for place, each in enumerate(ids)}
    label = {name: place for place, name in enumerate(names)}
    found = boundary_betweenness(
        as_ties([(number[start], number[finish]) for start, finish in pairs]),
        # A group whose every link leads to what is in none has no number of its own among those that are counted.
        [label.setdefault(groups[each], len(label)) if each in groups else -1 for each in ids],
        seed=seed,
    )
    return found, dict(zip(ids, map(float, found.scores), strict=True))


def _findings(found: _Crossing) -> list[Finding]:
    findings = [say_ties(found.grouping, found.ways), _say_loops(found)]
    first = [each for each in found.order()[:_TOLD] if found.through[each] > 0]
    if first:
        named = ", ".join(f"“{found.branch.name_of(each)}”" for each in first)
        sampled = found.between.sources < found.between.of
        basis = f", as far as a sample of {found.between.sources} starting points shows" if sampled else ""
        findings.append(
            Finding(
                "ways_between_groups",
                f"The shortest ways from one of these {GROUPINGS[found.grouping]} to another pass most often through"
                f" {named}{basis}.",
                tuple(first),
                {"sources": Figure(found.between.sources, "elements", "from which ways were followed")},
                scenario=found.branch.scenario,
            )
        )
    return findings


def _say_loops(found: _Crossing) -> Finding:
    hand = found.hand_offs
    groups = GROUPINGS[found.grouping]
    if not hand.loops:
        said = "No loop of influence is drawn" if hand.is_whole else "No loop was found in the time there was"
    else:
        length = "" if hand.is_whole else f" of up to {hand.complete_to_length} elements"
        said = f"{hand.crossing:,} of {hand.loops:,} loops of influence{length} pass through two {groups} or more"
        if hand.by_pair:
            pair, count = next(iter(hand.by_pair.items()))
            said += f"; most often from “{found.name(pair[0])}” to “{found.name(pair[1])}”, along {count:,}"
    figures = {
        "loops": Figure(hand.loops, "loops", "that were looked at"),
        "crossing": Figure(hand.crossing, "loops", f"through two {groups} or more"),
        "complete_to_length": Figure(hand.complete_to_length, "elements", "all loops of at most so many were seen"),
    }
    return Finding("loops_that_cross", f"{said}.", (), figures, scenario=found.branch.scenario)


def _parts(
    opened: Opened, found: _Crossing, findings: Sequence[Finding], left_out: int, listed: int | None
) -> tuple[str | Table, ...]:
    parts: list[str | Table] = [f"{opened.heading}, by {GROUPINGS[found.grouping]}.", findings[0].sentence, ""]
    pairs = list(found.pairs().items())
    sizes = found.sizes
    rows = [
        (found.name(one), found.name(other), str(count), f"{count / (sizes[one] * sizes[other]):.0%}")
        for (one, other), count in pairs[:listed]
    ]
    parts.append(make_table(("from", "to", "links", "of all possible"), rows, ("links", "of all possible")))
    parts.extend(say_more(len(pairs), listed))
    parts.extend(["", findings[1].sentence])
    for loop, times in found.hand_offs.examples[:_TOLD]:
        owners = (found.name(found.groups[each]) if each in found.groups else "nobody" for each in loop)
        steps = (f"{found.branch.name_of(each)} ({owner})" for each, owner in zip(loop, owners, strict=True))
        parts.append(f"  {times} hand-offs: {' → '.join(steps)} → back")
    parts.extend(["", *(finding.sentence for finding in findings[2:])])
    if left_out:
        parts.append(f"{left_out} elements with links are in no group, or in several, and are left out of the counts.")
    parts.append(
        "A hand-off is where somebody else has to carry on: ask those two whether they know it. It is no fault."
    )
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _data(found: _Crossing) -> dict[str, Any]:
    hand, sizes = found.hand_offs, found.sizes
    out: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for one, other in found.ties:
        ends = found.groups[found.ids[one]], found.groups[found.ids[other]]
        (own if ends[0] == ends[1] else out).update(set(ends))
    return {
        "external": found.ways.external,
        "internal": found.ways.internal,
        "index": found.ways.index,
        "index_expected": found.ways.expected,
        "index_as_low": found.ways.lower,
        "index_as_high": found.ways.higher,
        "by_group": [
            {
                "group": group,
                "name": found.name(group),
                "elements": sizes[group],
                "external": out[group],
                "internal": own[group],
                "index": (out[group] - own[group]) / (out[group] + own[group]),
            }
            for group in sorted(sizes)
            if out[group] + own[group]
        ],
        "between": [
            {"from": one, "to": other, "links": count, "density": count / (sizes[one] * sizes[other])}
            for (one, other), count in found.pairs().items()
        ],
        "loops": hand.loops,
        "loops_crossing": hand.crossing,
        "loops_complete_to_length": hand.complete_to_length,
        "loops_are_whole": hand.is_whole,
        "hand_offs": [{"from": one, "to": other, "loops": count} for (one, other), count in hand.by_pair.items()],
        "loops_by_hand_offs": {str(times): count for times, count in hand.by_crossings.items()},
        "shortest_loops": [{"elements": list(loop), "hand_offs": times} for loop, times in hand.examples],
        "ways_from": found.between.sources,
        "ways_of": found.between.of,
        "elements": [_element(found, each) for each in found.order()],
    }


def _element(found: _Crossing, element: str) -> dict[str, Any]:
    return {
        "id": element,
        "name": found.branch.name_of(element),
        "group": found.groups.get(element),
        "ways_between_groups": round(found.through[element], 6),
    }


def _table(found: _Crossing) -> Table:
    columns = ("id", "name", "group", "external", "internal", "ways_between_groups")
    out: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for tie in found.ties:
        ends = [found.ids[place] for place in tie]
        (own if found.groups[ends[0]] == found.groups[ends[1]] else out).update(ends)
    rows = [
        (
            each,
            found.branch.name_of(each),
            found.groups.get(each, ""),
            str(out[each]),
            str(own[each]),
            f"{found.through[each]:.6f}",
        )
        for each in found.order()
    ]
    return make_table(columns, rows, columns[3:])
