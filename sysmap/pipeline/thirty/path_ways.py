"""How those of the thirty questions that are about chains of influence between two things are answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sysmap.model.findings import Finding
from sysmap.model.vocabulary import property_of
from sysmap.pipeline.answers import Answer, Table
from sysmap.pipeline.names import find_named
from sysmap.pipeline.thirty.telling import more_of, name_in, shown_rows, tell_rows
from sysmap.pipeline.thirty.wish import Wish


def how(wish: Wish) -> Answer:
    """Question 23."""
    rows, ends = _paths(wish)
    names = [name_in(wish, each) for each in ends]
    counts = Counter(row["does"] for row in rows)
    sides = [
        f"{counts[does]} {words if counts[does] == 1 else words.replace('brings', 'bring')}"
        for does, words in _DOES.items()
        if counts[does]
    ]
    if len(rows) == 1:
        sides = [f"it {_DOES[rows[0]['does']]}"]
    clash = len({row["effect"] for row in rows} - {"unsure"}) > 1
    findings = []
    if rows:
        many = len(rows) != 1
        way = f"of at most five influences lead{'s' * (not many)} from {names[0]} to {names[1]}"
        say = f"{len(rows)} chain{'s' * many} {way}"
        findings.append(
            Finding(
                "paths",
                f"{say}: {', '.join(sides)}{'; they work against each other' if clash else ''}.",
                tuple(ends),
                rests_on=tuple(dict.fromkeys(link for row in rows for link in row["links"])),
                scenario=wish.opened.branch.scenario,
            )
        )
    findings += [_say_path(wish, row, ends) for row in rows]
    shape: list[str | Table] = ["For a chain to work, each of its links has to hold:", ""]
    shape.extend(f"{number}. {each.sentence}" for number, each in enumerate(findings[1 : wish.listed + 1], 1))
    shape.extend(more_of(wish, len(rows)))
    return tell_rows(wish, "paths", rows, tuple(findings), _no_path(names), shape=shape if rows else ())


def when(wish: Wish) -> Answer:
    """Question 24."""
    rows, ends = _paths(wish)
    branch = wish.opened.branch
    names = [name_in(wish, each) for each in ends]
    order = _delays()
    known = [row for row in rows if row["slowest"] and not row["delays_not_known"]]
    findings = []
    if rows:
        said = "how long that takes is not known of any chain"
        if known:
            first, last = (pick((row["slowest"] for row in known), key=order.index) for pick in (min, max))
            along = "along every chain" if len(rows) > 1 else "by the one chain there is"
            if first != last:
                along = f"along the quickest of {len(rows)} chains, {_at(last)} along the slowest"
            said = f"{_at(first)} {along}"
        unknown = len(rows) - len(known)
        beside = f"; of {unknown} not every delay is known" if unknown and known else ""
        findings.append(
            Finding(
                "when",
                f"From {names[0]} to {names[1]}: {said}{beside}.",
                tuple(ends),
                rests_on=tuple(dict.fromkeys(link for row in rows for link in row["links"])),
                missing=(f"how long some links of {unknown} chains take",) if unknown else (),
                scenario=branch.scenario,
            )
        )
    cells = [
        (
            _at(row["slowest"]) if row["slowest"] else "not known",
            row["delays"],
            _DOES[row["does"]],
            _way(wish, row, ends),
        )
        for row in rows
    ]
    shape = shown_rows(wish, ("slowest link", "delays", "more of the first", "by way of"), cells) if cells else []
    if cells:
        shape.append("A delay is what people said of a link. The slowest decides, and nothing shows before it.")
    return tell_rows(wish, "paths", rows, tuple(findings), _no_path(names), shape=shape)


_DOES = {
    "better": "brings what is wanted",
    "worse": "brings the opposite of what is wanted",
    "more": "brings more of the second",
    "less": "brings less of the second",
    "unsure": "could go either way",
}
"""What a chain does, by whether people said what they want of where it ends."""


def _paths(wish: Wish) -> tuple[list[dict[str, Any]], list[str]]:
    """Give the chains between two things, those that bring what is wanted first, and of these the shortest."""
    from sysmap.analysis.questions import TWINS
    from sysmap.model.sureness import least_sure

    branch, view = wish.opened.branch, wish.opened.view.map
    kinds = ("Factor", "Service")
    ends = [find_named(view, name, kinds, wish.ask).id for name in (wish.start, wish.finish)]
    wanted = {"up": "same", "down": "opposite"}.get(branch[ends[1]].get("desired_direction"))
    order = _delays()
    rows: list[dict[str, Any]] = []
    for row in TWINS["paths_between"](branch, start=ends[0], finish=ends[1]):
        ids = row["links"] if isinstance(row["links"], list) else []
        links = [branch[each] for each in ids]
        delays = [each.get("delay") for each in links]
        effect = str(row["effect"])
        does = "unsure"
        if effect != "unsure":
            does = (
                ("better" if effect == wanted else "worse") if wanted else {"same": "more", "opposite": "less"}[effect]
            )
        rows.append(
            {
                **row,
                "does": does,
                "slowest": max((each for each in delays if each in order), key=order.index, default=""),
                "delays": _add_up(delays),
                "delays_not_known": sum(each not in order for each in delays),
                "weakest": least_sure(links),
                "contested": [each.id for each in links if each.get("confidence") == "contested"],
            }
        )
    rows.sort(key=lambda row: (list(_DOES).index(row["does"]), len(row["links"]), row["links"]))
    return rows, ends


def _add_up(delays: Sequence[str]) -> str:
    """Add up the delays of a chain as far as words can be added: 2 of months + 1 of years + 1 not known."""
    order = _delays()
    counts = Counter(each if each in order else "" for each in delays)
    said = [f"{counts[each]} {'at once' if each == 'none' else f'of {each}'}" for each in order if counts[each]]
    return " + ".join([*said, *([f"{counts['']} not known"] if counts[""] else [])])


def _at(delay: str) -> str:
    return "at once" if delay == "none" else f"within {delay}"


def _way(wish: Wish, row: Mapping[str, Any], ends: Sequence[str]) -> str:
    branch = wish.opened.branch
    return " → ".join(branch.name_of(each) for each in (ends[0], *(branch[link].to_id for link in row["links"])))


def _say_path(wish: Wish, row: Mapping[str, Any], ends: Sequence[str]) -> Finding:
    doubt = f"; people disagree on {len(row['contested'])} of its links" if row["contested"] else ""
    sure = row["weakest"] or "nobody said how sure of every link"
    unknown = row["delays_not_known"]
    return Finding(
        "path",
        f"{_way(wish, row, ends)}: {_DOES[row['does']]}; delays: {row['delays']}; least sure link: {sure}{doubt}.",
        tuple(ends),
        rests_on=tuple(row["links"]),
        missing=(f"how long {unknown} of its links take",) if unknown else (),
        scenario=wish.opened.branch.scenario,
    )


def _no_path(names: Sequence[str]) -> str:
    return f"No chain of at most five influences leads from {names[0]} to {names[1]} on this map."


def _delays() -> list[str]:
    declared = property_of("INFLUENCES", "delay")
    return [each.value for each in declared.allowed] if declared else []
