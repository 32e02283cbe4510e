"""How a map hangs together, and the shortest ways across it, answered in every format."""

from typing import Any

from sysmap.analysis.connections import PartsReport, PathReport, report_parts, report_paths
from sysmap.errors import UsageError
from sysmap.model.graphs import Layer
from sysmap.model.maps import Branch
from sysmap.model.polarity import joint_polarity
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.engines import Wanted, measuring
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import asked

EITHER_WAY = "Which way links lead is not looked at for this: something may hang together and yet nothing flow."
"""The note that goes with parts (METHODS 9)."""

_EFFECTS = {
    "same": "By this way more “{start}” means more “{finish}”.",
    "opposite": "By this way more “{start}” means less “{finish}”.",
    "unsure": "Which way it works by this way is unsure.",
}


def ask_parts(wanted: Wanted, *, listed: int = LISTED, ask: Ask | None = None) -> Answer:
    """Say which parts of a map hang together and what everything passes through.

    Parameters
    ----------
    wanted : Wanted
        The map, seen how, measured by what.
    listed : int
        How many findings the text lists.
    ask : callable, optional
        Asks which of several is meant.
    """
    with measuring(wanted, ask=ask) as found:
        connections = found.engine.connect()
        branch = found.engine.branch
    report = report_parts(branch, connections, wanted.layer)
    parts: list[str | Table] = [f"{found.opened.heading}."]
    parts.extend(finding.sentence for finding in report.findings[:listed])
    parts.extend(say_more(len(report.findings), listed))
    if len(connections.weak) > 1:
        parts.extend(("", _smaller(branch, report, listed)))
    if connections.weak:
        parts.extend(("", EITHER_WAY))
    if found.opened.withheld:
        parts.append(found.opened.withheld)
    data = {
        **asked(found.opened),
        "engine": found.name,
        "layer": wanted.layer,
        "parts": [list(part) for part in connections.weak],
        "strong": [list(part) for part in connections.strong],
        "passes_through": [{"id": each.element, "pieces": list(each.pieces)} for each in report.points],
        "only_connections": [list(pair) for pair in connections.bridges],
        "names": {each: branch.name_of(each) for part in connections.weak for each in part},
        "findings": [finding.to_json() for finding in report.findings],
    }
    notes = tuple(filter(None, [*found.opened.cautions, found.note]))
    return Answer(tuple(parts), data, _parts_sheet(branch, report), notes)


def _smaller(branch: Branch, report: PartsReport, listed: int) -> Table:
    rows = []
    for number, part in enumerate(report.connections.weak[:listed], 1):
        names = ", ".join(branch.name_of(each) for each in part[:5])
        rows.append((str(number), f"{len(part):,}", f"{names} and {len(part) - 5:,} more" if len(part) > 5 else names))
    return make_table(("part", "elements", "with"), rows, ("part", "elements"))


def _parts_sheet(branch: Branch, report: PartsReport) -> Table:
    pieces = {each.element: each.pieces for each in report.points}
    strong = {each: str(number) for number, part in enumerate(report.connections.strong, 1) for each in part}
    rows = [
        (
            each,
            branch[each].kind,
            branch.name_of(each),
            str(number),
            strong.get(each, ""),
            "yes" if each in pieces else "no",
            ";".join(map(str, pieces.get(each, ()))),
        )
        for number, part in enumerate(report.connections.weak, 1)
        for each in part
    ]
    return make_table(("id", "kind", "name", "part", "strong_part", "passes_through", "pieces"), rows)


def ask_path(wanted: Wanted, start: str, finish: str, *, listed: int = LISTED, ask: Ask | None = None) -> Answer:
    """Say how one element reaches another by as few links as possible.

    Parameters
    ----------
    wanted : Wanted
        The map, seen how, measured by what.
    start, finish : str
        Names of two elements, as they were typed.
    listed : int
        How many ways the text tells.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When both are the same.
    NotFoundError
        When one is not on the map.
    """
    with measuring(wanted, ask=ask) as found:
        first, last = found.find(start, ask), found.find(finish, ask)
        if first == last:
            raise UsageError("a way leads from one element to another: name two (circles: sysmap loops --through)")
        between = found.engine.between(first, last)
        branch = found.engine.branch if between else found.engine.names()
    report = report_paths(Branch(branch.records), between, first, last, wanted.layer)
    named = sorted({first, last}.union(*(way.elements for way in report.ways)))
    parts: list[str | Table] = [f"{found.opened.heading}.", *(finding.sentence for finding in report.findings)]
    names = {"start": branch.name_of(first), "finish": branch.name_of(last)}
    for way in report.ways[:listed]:
        told = [*way.sentences, *([_EFFECTS[way.effect].format(**names)] if way.effect and len(way.links) > 1 else [])]
        parts.extend(("", *told))
    if 0 < listed < report.count:
        more = report.count - min(listed, len(report.ways))
        all_ = f": --list {len(report.ways)} lists {'all' if len(report.ways) == report.count else 'the first'}"
        parts.extend(("", f"{more:,} more as short{all_ if listed < len(report.ways) else ''}."))
    if found.opened.withheld:
        parts.append(found.opened.withheld)
    data = {
        **asked(found.opened),
        "engine": found.name,
        "layer": wanted.layer,
        "from": first,
        "to": last,
        "steps": report.steps,
        "count": report.count,
        "paths": _ways(report),
        "names": {each: branch.name_of(each) for each in named},
        "findings": [finding.to_json() for finding in report.findings],
    }
    notes = tuple(filter(None, [*found.opened.cautions, found.note]))
    return Answer(tuple(parts), data, _path_sheet(branch, report, wanted.layer), notes, fine=bool(between))


def _ways(report: PathReport) -> list[dict[str, Any]]:
    return [
        {
            "elements": list(way.elements),
            "relationships": [[link.id for link in step] for step in way.links],
            "effect": way.effect or None,
            "sentences": list(way.sentences),
        }
        for way in report.ways
    ]


def _path_sheet(branch: Any, report: PathReport, layer: Layer) -> Table:
    rows = [
        (
            str(number),
            str(place),
            way.elements[place - 1],
            branch.name_of(way.elements[place - 1]),
            way.elements[place],
            branch.name_of(way.elements[place]),
            joint_polarity(step) if layer == "influences" else "",
            ";".join(link.id for link in step),
        )
        for number, way in enumerate(report.ways, 1)
        for place, step in enumerate(way.links, 1)
    ]
    columns = ("path", "step", "from", "from_name", "to", "to_name", "polarity", "links")
    return make_table(columns, rows, ("path", "step"))
