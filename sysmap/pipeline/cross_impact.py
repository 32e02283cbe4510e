"""Cross-impact (MICMAC), answered in every format."""

from typing import Any

from sysmap.analysis.lab.cross_impact import CAP, QUADRANTS, UNSAID, CrossImpact, Impacts, ranks, report_cross_impact
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.opening import Opened, asked

NOTE = "This describes what is drawn, without its signs. It is not leverage: ask sysmap leverage for places to act."


def ask_cross_impact(
    opened: Opened, *, power: int | None = None, draws: int = 1000, seed: int = 1, listed: int = LISTED
) -> Answer:
    """Say what drives and what depends, directly and along longer ways.

    Parameters
    ----------
    opened : Opened
        The map.
    power : int, optional
        How many links long indirect ways are; from where the order stays the same where not given.
    draws, seed : int
        How often to redraw the map, and where random numbers begin.
    listed : int
        How many elements the text lists.

    Raises
    ------
    NoAnswerError
        When fewer than three elements are joined by causal links.
    """
    report = report_cross_impact(opened.branch, power=power, draws=draws, seed=seed)
    elements = [_one(opened, report, place) for place in range(len(report.elements))]
    best = "indirect" if report.indirect else "direct" if report.direct else "potential"
    elements.sort(key=lambda each: (-each[best]["influence"], each["id"]))
    parts: list[str | Table] = [
        f"{opened.heading}: cross-impact (MICMAC) of {len(elements)} elements.",
        _say_settling(report),
        *_say_strengths(report),
        "",
        _listing(elements[:listed], best),
    ]
    parts.extend(say_more(len(elements), listed))
    parts.append("")
    if report.redrawn:
        parts.append(
            f"Redrawn {draws:,} times from seed {seed}, each link kept by how sure people are of it and unsaid"
            f" strengths drawn from 1 to 3; in {report.redrawn:,} there are ways so long. Nine in ten put an"
            " element's indirect influence between the ranks shown."
        )
    parts.append(NOTE)
    if opened.withheld:
        parts.append(opened.withheld)
    data = {
        **asked(opened),
        "power": report.power,
        "settling": {"outcome": report.settling.outcome, "power": report.settling.power},
        "draws": draws,
        "redrawn": report.redrawn,
        "seed": seed,
        "unsaid": report.unsaid,
        "potential_only": report.doubtful,
        "elements": elements,
        "note": NOTE,
    }
    return Answer(tuple(parts), data, _sheet(elements), opened.cautions)


def _say_settling(report: CrossImpact) -> str:
    settling, power = report.settling, report.power
    used = f"Indirect: along ways of {power} links" if power else ""
    if settling.outcome == "ends":
        end = (
            f"No loop is among the links counted: no way is longer than {settling.power}"
            f" link{'s' * (settling.power != 1)}, so that no indirect order settles."
        )
        return f"{end} {used}, as asked." if power else f"{end} Only single links are compared."
    if settling.outcome == "settled":
        return f"{used}; the order stays the same from {settling.power} on."
    if settling.outcome == "periodic":
        return f"{used}; the order never settles but goes round every {settling.power}, so that another power differs."
    return f"{used}; the order does not settle by {CAP}, so that another power may differ."


def _say_strengths(report: CrossImpact) -> list[str]:
    said = []
    if report.unsaid:
        pairs = f"{report.unsaid} link{'s' * (report.unsaid != 1)}"
        verb = "is" if report.unsaid == 1 else "are"
        said.append(f"Nobody said how strong {pairs} {verb}: counted as {UNSAID} of 3.")
    if report.doubtful:
        links = f"{report.doubtful} link{'s' * (report.doubtful != 1)}"
        said.append(f"{links} of low or contested confidence count only as potential, and there as 3 of 3.")
    return said


def _listing(elements: list[dict[str, Any]], best: str) -> Table:
    rows = []
    for each in elements:
        shown = each[best]
        direct, indirect = each["direct"], each["indirect"]
        moved = f"{direct['influence_rank']} → {indirect['influence_rank']}" if direct and indirect else ""
        between = each["influence_ranks"]
        plain, french = QUADRANTS[shown["quadrant"]]
        rows.append(
            (
                each["name"],
                f"{plain} ({french})",
                f"{shown['influence']:.1%}",
                f"{shown['dependence']:.1%}",
                moved,
                f"{between[0]:g} to {between[1]:g}" if between else "",
            )
        )
    numbers = (f"{best} influence", "dependence", "rank direct → indirect", "redrawn")
    return make_table(("name", "place", *numbers), rows, numbers)


def _one(opened: Opened, report: CrossImpact, place: int) -> dict[str, Any]:
    element = report.elements[place]
    return {
        "id": element,
        "name": opened.branch.name_of(element),
        "direct": _impact(report.direct, place),
        "indirect": _impact(report.indirect, place),
        "potential": _impact(report.potential, place),
        "potential_indirect": _impact(report.potential_indirect, place),
        "influence_ranks": list(report.influence_ranks[place]) if report.influence_ranks else None,
        "dependence_ranks": list(report.dependence_ranks[place]) if report.dependence_ranks else None,
    }


def _impact(impacts: Impacts | None, place: int) -> dict[str, Any] | None:
    if impacts is None:
        return None
    return {
        "influence": impacts.influence[place],
        "dependence": impacts.dependence[place],
        "influence_rank": ranks(impacts.influence)[place],
        "dependence_rank": ranks(impacts.dependence)[place],
        "quadrant": impacts.quadrant(place),
    }


def _sheet(elements: list[dict[str, Any]]) -> Table:
    ways = ("direct", "indirect", "potential", "potential_indirect")
    numbers = ("influence", "dependence", "influence_rank", "dependence_rank", "quadrant")
    between = ("influence_ranks", "dependence_ranks")
    columns = [f"{way}_{number}" for way in ways for number in numbers]
    columns.extend(f"{name}_{end}" for name in between for end in ("low", "high"))
    rows = []
    for each in elements:
        cells = [str(each[way][number]) if each[way] else "" for way in ways for number in numbers]
        for name in between:
            cells.extend(f"{end:g}" for end in each[name]) if each[name] else cells.extend(("", ""))
        rows.append((each["id"], each["name"], *cells))
    return make_table(("id", "name", *columns), rows, columns)
