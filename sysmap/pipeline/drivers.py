"""Structural controllability, answered in every format."""

from typing import Any

from sysmap.analysis.lab.drivers import ControlReport, Driver, report_drivers
from sysmap.model.graphs import Layer
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.lab import NOT_LEVERAGE, made_with, say_made, stamped
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.position import WALKED

NOTE = (
    "Steered is not improved: this says where inputs would have to enter to set every element at will, in a map without"
    f" signs and strengths, however large the inputs. {NOT_LEVERAGE}"
)
_KINDS: tuple[Driver, ...] = ("always", "sometimes", "never")
_WORDS = {
    "always": "always: nothing drawn leads to it",
    "sometimes": "sometimes: it or another",
    "never": "never",
}


def ask_drivers(
    opened: Opened, *, layer: Layer = "influences", draws: int = 200, seed: int = 1, listed: int = LISTED
) -> Answer:
    """Say where inputs must enter for every element to be steered.

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
    report = report_drivers(opened.branch, layer=layer, draws=draws, seed=seed)
    made = made_with(opened, {"layer": layer, "draws": report.draws, "seed": seed})
    order = sorted(
        range(len(report.elements)),
        key=lambda at: (_KINDS.index(report.control.drivers[at]), -_share(report, at), report.elements[at]),
    )
    name = opened.branch.name_of
    data = {
        **asked(opened),
        "layer": layer,
        "made_with": made,
        "inputs": report.control.inputs,
        "inputs_low": report.inputs_between[0] if report.inputs_between else None,
        "inputs_high": report.inputs_between[1] if report.inputs_between else None,
        "inputs_if_all_damp_themselves": 1,
        "matched": report.control.matched,
        "self_links": report.self_links,
        "elements": [_one(opened, report, at) for at in order],
        "critical": [
            {"from": report.elements[start], "to": report.elements[finish]} for start, finish in report.control.critical
        ],
        "findings": stamped((report.findings[at] for at in order), made),
        "note": NOTE,
    }
    rows = [
        (
            report.elements[at],
            name(report.elements[at]),
            report.control.drivers[at],
            *(f"{share:.4f}" for share in (report.shares[at] if report.shares else ())),
        )
        for at in order
    ]
    columns = ("id", "name", "driver", *(_KINDS if report.shares else ()))
    parts = _parts(opened, report, order, draws, listed, layer)
    return Answer(parts, data, make_table(columns, rows, columns[3:]), opened.cautions)


def _parts(  # noqa: PLR0917 - it only words what was worked out
    opened: Opened, report: ControlReport, order: list[int], wanted: int, listed: int, layer: Layer
) -> tuple[str | Table, ...]:
    control, size = report.control, len(report.elements)
    counts = {kind: control.drivers.count(kind) for kind in _KINDS}
    inputs = f"{control.inputs:,} input{'s' * (control.inputs != 1)}"
    parts: list[str | Table] = [
        f"{opened.heading}: where inputs must enter to steer all of {size:,} elements (structural controllability).",
        f"{WALKED[layer]}: {inputs} at the least, as drawn{_say_between(report)}.",
    ]
    if control.matched == size:
        parts.append("Every element lies on a ring of links or can be reached from one: the input may enter anywhere.")
    else:
        parts.append(
            f"{counts['always']:,} always, {counts['sometimes']:,} sometimes and {counts['never']:,} never have an"
            " input of their own, over all ways to choose."
        )
    parts.append("If every element damps itself, as real ones do, 1 input is enough on any map: so take this lightly.")
    if report.self_links:
        one = report.self_links == 1
        parts.append(f"{report.self_links} element{' has' if one else 's have'} a link to itself, not counted here.")
    heads = ("an input of its own", "same in redrawn maps") if report.shares else ("an input of its own",)
    rows = [
        (
            opened.branch.name_of(report.elements[at]),
            _WORDS[control.drivers[at]],
            *([f"{_share(report, at):.0%}"] if report.shares else []),
        )
        for at in order[:listed]
    ]
    parts.extend(("", make_table(("element", *heads), rows, heads[1:]), *say_more(size, listed)))
    if control.critical:
        ways = [
            f"{opened.branch.name_of(report.elements[start])} → {opened.branch.name_of(report.elements[finish])}"
            for start, finish in control.critical
        ]
        more = f"; {len(ways) - listed:,} more in JSON" if len(ways) > listed else ""
        parts.append(f"Without any one of these links, one more input is needed: {'; '.join(ways[:listed])}{more}.")
    parts.append("")
    if report.draws < wanted:
        parts.append(f"A map this large is redrawn {report.draws} times, not {wanted}.")
    redrawn = f"redrawn {report.draws} times with each link kept by how sure people are of it"
    parts.append(say_made(opened, redrawn, f"seed {report.seed}"))
    parts.append(NOTE)
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _say_between(report: ControlReport) -> str:
    if report.inputs_between is None:
        return ""
    low, high = report.inputs_between
    return f"; {low:,} to {high:,} in nine of ten redrawn maps" if low != high else "; as many in redrawn maps"


def _share(report: ControlReport, at: int) -> float:
    return report.shares[at][_KINDS.index(report.control.drivers[at])] if report.shares else 1.0


def _one(opened: Opened, report: ControlReport, at: int) -> dict[str, Any]:
    shares = report.shares[at] if report.shares else (None, None, None)
    return {
        "id": report.elements[at],
        "name": opened.branch.name_of(report.elements[at]),
        "driver": report.control.drivers[at],
        **dict(zip(_KINDS, shares, strict=True)),
    }
