"""Where elements stand in the drawn map, answered in every format."""

from collections.abc import Mapping, Sequence
from typing import Any

from sysmap.analysis.position import MEANINGS, NOT_LEVERAGE, PositionReport, report_position
from sysmap.analysis.press.settings import EXISTENCE
from sysmap.analysis.redrawing import DRAWS, ENOUGH, Rank, redraw
from sysmap.model.graphs import MEASURES, Layer, Measure
from sysmap.model.maps import Branch
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.engines import Measuring, Wanted, measuring
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import asked, say_gaps

WALKED: dict[Layer, str] = {
    "influences": "Along links of influence",
    "money": "Along links of money",
    "all": "Along all links between bodies, services and factors",
}
"""Each layer as a sentence begins."""


def ask_position(
    wanted: Wanted,
    *,
    measures: Sequence[Measure] = (),
    draws: int = DRAWS,
    listed: int = LISTED,
    ask: Ask | None = None,
) -> Answer:
    """Say where elements stand in the drawn map, and in memory how far that holds when it is redrawn.

    Parameters
    ----------
    wanted : Wanted
        The map, seen how, measured by what.
    measures : sequence of str
        What to measure; the first orders what is listed. All where empty.
    draws : int
        How often to redraw the map; 0 for not at all.
    listed : int
        How many elements the text lists.
    ask : callable, optional
        Asks which of several is meant.
    """
    chosen = tuple(dict.fromkeys(measures)) or tuple(MEASURES)
    with measuring(wanted, ask=ask) as found:
        positions = found.engine.measure(chosen)
        branch = found.engine.branch
    # The links that are redrawn are here only where the map was read.
    redrawn = redraw(branch, wanted.layer, chosen, draws=draws) if found.name == "memory" else None
    report = report_position(branch, positions, redrawn)
    order = report.order[chosen[0]]
    parts: list[str | Table] = [f"{found.opened.heading}: position in the drawn map.", _say_basis(wanted, report)]
    parts.extend(finding.sentence for finding in report.findings)
    if order:
        parts.extend(("", _listing(branch, report, chosen, listed)))
        parts.extend(say_more(len(order), listed))
    parts.extend(("", NOT_LEVERAGE, *_how_firm(report, found, draws), *say_gaps(found.opened, report.findings)))
    places = {measure: {each: at for at, each in enumerate(ids, 1)} for measure, ids in report.order.items()}
    elements = [_one(branch, report, places, each) for each in order]
    data = {
        **asked(found.opened),
        "engine": found.name,
        "layer": wanted.layer,
        "links": positions.links,
        "draws": redrawn.draws if redrawn else 0,
        "agreement": dict(redrawn.agreement) if redrawn else {},
        "elements": elements,
        "findings": [finding.to_json() for finding in report.findings],
        "note": NOT_LEVERAGE,
    }
    notes = tuple(filter(None, [*found.opened.cautions, found.note]))
    return Answer(tuple(parts), data, _sheet(elements, report), notes)


def _say_basis(wanted: Wanted, report: PositionReport) -> str:
    size = len(next(iter(report.order.values())))
    if not size:
        return f"{WALKED[wanted.layer]} nothing is drawn yet."
    links = report.positions.links
    joined = f"{links:,} connection{'s' * (links != 1)}"
    return f"{WALKED[wanted.layer]}: {size:,} elements, {joined} from one to another, each one step."


def _how_firm(report: PositionReport, found: Measuring, draws: int) -> list[str]:
    if report.redrawn:
        shares = ", ".join(f"{word or 'not said'} {share:g}" for word, share in EXISTENCE.items())
        redrawn = f"Redrawn {report.redrawn.draws:,} times: each link kept by how sure the group is of it ({shares})"
        return [f"{redrawn}, and each time an element put in or taken out along a link, or a short cut drawn."]
    if found.name == "gds":
        return ["Measured inside Neo4j, where the map is not redrawn."]
    if draws and report.positions.links:
        return [f"The map is too large to be redrawn {min(draws, ENOUGH)} times here."]
    return []


def _listing(branch: Branch, report: PositionReport, chosen: Sequence[Measure], listed: int) -> Table:
    heads = [MEANINGS[measure][0] for measure in chosen]
    ranked = report.redrawn.ranks[chosen[0]] if report.redrawn else None
    rows = []
    for number, each in enumerate(report.order[chosen[0]][:listed], 1):
        scores = (_shown(measure, report.positions.scores[measure][each]) for measure in chosen)
        rows.append((str(number), branch.name_of(each), *scores, *(_moved(ranked.get(each)) if ranked else ())))
    more = ("redrawn, place", "in first five") if ranked else ()
    return make_table(("", "name", *heads, *more), rows, ("", *heads, *more))


def _moved(rank: Rank | None) -> tuple[str, str]:
    if rank is None:
        return ("", "")
    place = str(rank.low) if rank.low == rank.high else f"{rank.low} to {rank.high}"
    return (place, f"{rank.first_share:.0%}")


def _shown(measure: Measure, value: float) -> str:
    if measure.endswith("degree"):
        return f"{value:.0f}"
    return f"{value:,.1f}" if measure == "betweenness" else f"{value:.3f}"


def _one(
    branch: Branch, report: PositionReport, places: Mapping[Measure, Mapping[str, int]], element: str
) -> dict[str, Any]:
    record = branch[element]
    ranks = report.redrawn.ranks if report.redrawn else {}
    measures = {}
    for measure, scores in report.positions.scores.items():
        rank = ranks[measure].get(element) if ranks else None
        measures[measure] = {
            "value": scores[element],
            "place": places[measure][element],
            "redrawn": None
            if rank is None
            else {"median": rank.median, "low": rank.low, "high": rank.high, "first_share": rank.first_share},
        }
    return {"id": element, "kind": record.kind, "name": record.name, "measures": measures}


def _sheet(elements: Sequence[dict[str, Any]], report: PositionReport) -> Table:
    columns = ["id", "kind", "name"]
    for measure in report.order:
        columns.append(measure)
        if report.redrawn:
            columns.extend(f"{measure}_{name}" for name in ("median", "low", "high", "first_share"))
    rows = []
    for each in elements:
        row = [each["id"], each["kind"], each["name"]]
        for measure in report.order:
            said = each["measures"][measure]
            row.append(f"{said['value']:g}" if measure.endswith("degree") else repr(said["value"]))
            if report.redrawn:
                row.extend(str(value) for value in (said["redrawn"] or dict.fromkeys(range(4), "")).values())
        rows.append(row)
    return make_table(columns, rows, columns[3:])
