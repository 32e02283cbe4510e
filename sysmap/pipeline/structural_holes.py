"""Burt's constraint and effective size, answered in every format."""

from typing import Any

from sysmap.analysis.lab.structural_holes import HolesReport, report_holes
from sysmap.model.graphs import Layer
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.lab import NOT_LEVERAGE, made_with, say_made, stamped
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.position import WALKED

NOTE = f"This describes a drawing: a hole in it may be a link that nobody drew. {NOT_LEVERAGE}"


def ask_burt(opened: Opened, *, layer: Layer = "all", draws: int = 200, seed: int = 1, listed: int = LISTED) -> Answer:
    """Say whose links lead to each other.

    Parameters
    ----------
    opened : Opened
        The map.
    layer : {"influences", "money", "all"}
        Which links.
    draws, seed : int
        How often to redraw the map, and where random numbers begin.
    listed : int
        How many elements the text lists.

    Raises
    ------
    NoAnswerError
        When no links of the layer join two elements.
    """
    report = report_holes(opened.branch, layer=layer, draws=draws, seed=seed)
    made = made_with(opened, {"layer": layer, "draws": report.draws, "seed": seed})
    order = sorted(range(len(report.elements)), key=lambda at: (report.ranks[at], report.elements[at]))
    elements = [_one(opened, report, at) for at in order]
    heads = ("neighbours", "count as", "constraint", "hierarchy", "rank", "redrawn")
    rows = [_row(each) for each in elements[:listed]]
    parts: list[str | Table] = [
        f"{opened.heading}: whose links lead to each other (structural holes), {len(elements):,} elements.",
        f"{WALKED[layer]}, either way. The least constrained first: their neighbours have few links with each other.",
        "",
        make_table(("element", *heads), rows, heads),
        *say_more(len(elements), listed),
        "",
    ]
    if report.draws < draws:
        parts.append(f"A map this large is redrawn {report.draws} times, not {draws}.")
    if report.draws:
        parts.append("Redrawn: between what ranks nine in ten redrawn maps put it.")
    redrawn = f"redrawn {report.draws} times with each link kept by how sure people are of it"
    parts.extend((say_made(opened, redrawn, f"seed {seed}"), NOTE))
    if opened.withheld:
        parts.append(opened.withheld)
    data = {
        **asked(opened),
        "layer": layer,
        "made_with": made,
        "elements": elements,
        "findings": stamped((report.findings[at] for at in order), made),
        "note": NOTE,
    }
    columns = tuple(elements[0])
    sheet = make_table(columns, ([_cell(each[name]) for name in columns] for each in elements), columns[2:])
    return Answer(tuple(parts), data, sheet, opened.cautions)


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    return (
        each["name"],
        str(each["neighbours"]),
        f"{each['effective_size']:.1f}",
        f"{each['constraint']:.2f}",
        "" if each["hierarchy"] is None else f"{each['hierarchy']:.2f}",
        str(each["rank"]),
        "" if each["rank_low"] is None else f"{each['rank_low']} to {each['rank_high']}",
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6f}" if isinstance(value, float) else str(value)


def _one(opened: Opened, report: HolesReport, at: int) -> dict[str, Any]:
    holes = report.holes[at]
    low, high = report.between[at] if report.between else (None, None)
    return {
        "id": report.elements[at],
        "name": opened.branch.name_of(report.elements[at]),
        "neighbours": holes.neighbours,
        "constraint": holes.constraint,
        "effective_size": holes.effective_size,
        "efficiency": holes.efficiency,
        "hierarchy": holes.hierarchy,
        "rank": report.ranks[at],
        "rank_low": low,
        "rank_high": high,
    }
