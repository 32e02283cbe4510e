"""Checking a map: what is wrong with it, and what somebody should look at."""

from collections import Counter
from dataclasses import replace
from datetime import date

from sysmap.analysis.tidy import find_untidy
from sysmap.model.commands import say_link
from sysmap.model.maps import SystemMap
from sysmap.model.problems import Problem
from sysmap.model.validation import check_map
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.withholding import say_open, settled


def check(opened: Opened, *, as_of: date, listed: int) -> Answer:
    """List problems, then the tidy-up list.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day on which reviews are overdue or not.
    listed : int
        How many of each the text lists.
    """
    problems = [_named(opened.view.map, problem) for problem in check_map(opened.view.map)]
    findings = settled(opened.view, find_untidy(opened.branch, as_of=as_of))
    counts = Counter(problem.severity for problem in problems)
    parts: list[str | Table] = [f"{opened.heading}, as of {as_of}."]
    said = " and ".join(f"{number} {severity}{'s' * (number > 1)}" for severity, number in counts.items())
    parts.append(f"{said}:" if problems else "Nothing is wrong with it.")
    ordered = sorted(problems, key=lambda problem: problem.severity)
    parts.extend(f"  {problem.severity}: {problem}" for problem in ordered[:listed])
    parts.extend(f"  {each}" for each in say_more(len(problems), listed))
    parts.append("")
    parts.append("To tidy up:" if findings else "Nothing to tidy up.")
    parts.extend(f"  {finding.sentence}" for finding in findings[:listed])
    parts.extend(f"  {each}" for each in say_more(len(findings), listed))
    parts.extend(filter(None, (say_open(opened.view), opened.withheld)))
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "problems": [
            {
                "severity": problem.severity,
                "message": problem.message,
                "todo": problem.todo,
                "field": problem.field,
                "record_id": problem.record_id,
            }
            for problem in ordered
        ],
        "findings": [finding.to_json() for finding in findings],
    }
    columns = ("sort", "what", "todo", "field", "ids")
    rows: list[tuple[str, ...]] = [
        (each.severity, each.message, each.todo, each.field, each.record_id) for each in ordered
    ]
    rows.extend((each.kind, each.sentence, "", "", ";".join(each.about)) for each in findings)
    return Answer(tuple(parts), data, make_table(columns, rows), opened.cautions, fine=not counts["error"])


def _named(system_map: SystemMap, problem: Problem) -> Problem:
    """Say which link a problem is about where its message, made for a row of a file, does not."""
    link = system_map.get(problem.record_id)
    if link is None or not link.joins or link.id in problem.message:
        return problem
    return replace(problem, message=f"{say_link(system_map, link)} ({link.id}): {problem.message}")
