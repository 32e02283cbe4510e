"""Feedback loops, answered in every format."""

from collections.abc import Sequence
from typing import Any

from sysmap.analysis.loop_search import DEFAULT_LIMIT, DEFAULT_SECONDS
from sysmap.analysis.loops import FoundLoop, LoopReport, report_loops
from sysmap.model.maps import Branch
from sysmap.model.polarity import joint_polarity, say_loop
from sysmap.model.records import Record
from sysmap.pipeline.answers import Answer, Table, make_table, missing_lines, say_more
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked


def ask_loops(
    opened: Opened,
    *,
    through: str = "",
    max_length: int | None = None,
    limit: int | None = None,
    seconds: float = DEFAULT_SECONDS,
    keep: int | None = None,
    ask: Ask | None = None,
) -> Answer:
    """Find the feedback loops.

    Parameters
    ----------
    opened : Opened
        The map.
    through : str
        An element that every loop must pass through, its name typed loosely; any where empty.
    max_length : int, optional
        The most elements a loop may have.
    limit : int, optional
        Stop counting after this many.
    seconds : float
        Stop when the search has taken this long.
    keep : int, optional
        How many of the shortest to list; as many as a list holds, 200,000, where not given.
    ask : callable, optional
        Asks which of several is meant.
    """
    branch = opened.branch
    element = find_named(branch, through, ("Factor", "Service"), ask).id if through else ""
    report = report_loops(
        branch,
        through=element,
        max_length=max_length,
        limit=limit,
        seconds=seconds,
        keep=min(limit or DEFAULT_LIMIT, DEFAULT_LIMIT) if keep is None else keep,
    )
    return Answer(
        _loop_parts(opened, report),
        _loop_data(opened, report),
        _loop_table(branch, report),
        opened.cautions,
    )


def _loop_parts(opened: Opened, report: LoopReport) -> tuple[str | Table, ...]:
    branch = opened.branch
    counted = report.findings[0]
    parts: list[str | Table] = [f"{opened.heading}.", counted.sentence, *missing_lines(report.findings)]
    parts.extend(
        finding.sentence
        for loop, finding in zip(report.named, report.findings[1:], strict=True)
        if loop.broken and (not report.through or report.through in finding.about)
    )
    listed = (*report.self_loops, *report.loops)
    if listed:
        parts.extend(["", _path_table(branch, listed)])
    parts.extend(_say_more(report))
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _say_more(report: LoopReport) -> list[str]:
    """Say how many loops are counted beside those listed, and what it means that time stopped the search."""
    account = report.account
    more = account.count - len(report.loops)
    said = []
    if more > 0 and account.at_least:
        said.append(f"{more:,} more were counted; --list N lists the N shortest.")
    elif more > 0:
        said.extend(say_more(account.count, len(report.loops)))
    if account.stopped_by == "time":
        again = f"; --max-length {account.complete_to_length} counts the same on any" if more > 0 else ""
        said.append(f"The search was stopped by --seconds: how far it gets in that time hangs on the computer{again}.")
    return said


def _path_table(branch: Branch, loops: Sequence[FoundLoop]) -> Table:
    rows = [
        (str(number), loop.name, say_loop(loop.polarity, len(loop.contested)), str(loop.length), path_of(branch, loop))
        for number, loop in enumerate(loops, 1)
    ]
    return make_table(("", "name", "what it does", "length", "round the loop"), rows, ("", "length"))


def path_of(branch: Branch, loop: FoundLoop) -> str:
    """Tell a loop round its circle: names, and between them + for the same way, - for the opposite, ? for unsure."""
    links: dict[tuple[str, str], list[Record]] = {}
    for each in loop.relationships:
        link = branch[each]
        links.setdefault((link.from_id, link.to_id), []).append(link)
    steps = zip(loop.elements, loop.elements[1:] + loop.elements[:1], strict=True)
    told = [f"{branch.name_of(start)} ({joint_polarity(links[start, finish])})" for start, finish in steps]
    return " ".join([*told, branch.name_of(loop.elements[0])])


def _loop_data(opened: Opened, report: LoopReport) -> dict[str, Any]:
    account = report.account
    branch = opened.branch
    named = {each for loop in (*report.loops, *report.self_loops) for each in loop.elements}
    return {
        **asked(opened),
        "through": report.through or None,
        "complete_to_length": account.complete_to_length,
        "count": account.count,
        "at_least": account.at_least,
        "is_whole": account.is_whole,
        "by_polarity": dict(report.by_polarity),
        "loops": [one_loop(loop) for loop in report.loops],
        "self_loops": [one_loop(loop) for loop in report.self_loops],
        "named": [
            {"id": each.record.id, "name": each.record.name, "polarity": each.type, "breaks": list(each.breaks)}
            for each in report.named
        ],
        "by_element": dict(report.by_element),
        "by_link": dict(report.by_link),
        "names": {each: branch.name_of(each) for each in sorted(named)},
    }


def one_loop(loop: FoundLoop) -> dict[str, Any]:
    """Give a loop as plain JSON values."""
    return {
        "id": loop.id,
        "name": loop.name,
        "elements": list(loop.elements),
        "relationships": list(loop.relationships),
        "length": loop.length,
        "polarity": loop.polarity,
        "contested": list(loop.contested),
    }


def _loop_table(branch: Branch, report: LoopReport) -> Table:
    rows = [
        (
            loop.id,
            loop.name,
            ";".join(loop.elements),
            ";".join(loop.relationships),
            str(loop.length),
            loop.polarity,
            path_of(branch, loop),
        )
        for loop in report.loops
    ]
    return make_table(("id", "name", "elements", "relationships", "length", "polarity", "path"), rows)
