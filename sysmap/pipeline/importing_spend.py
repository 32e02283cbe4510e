"""Bringing a council spend file into a map, and saying to the penny what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sysmap.formats.spend import SkippedRow, SpendFile, SpendProfile, StatedTotal, read_profile, read_spend
from sysmap.model.commands import describe_map
from sysmap.model.edits import Change
from sysmap.model.maps import SystemMap
from sysmap.pipeline.answers import Table, make_table
from sysmap.pipeline.spend import SpendReport, spend_edit
from sysmap.stores.base import Store


@dataclass(frozen=True, slots=True)
class SpendOptions:
    """How to read spend files.

    Parameters
    ----------
    profile : str
        A profile that says how the body writes its files; one named `profile.toml` beside the file is taken by itself.
    payer : str
        Who paid, where the file does not say.
    redact_names : bool
        Whether payees that look like private people become one anonymous organisation.
    """

    profile: str = ""
    payer: str = ""
    redact_names: bool = False


@dataclass(frozen=True)
class SpendDone:
    """What came of a spend file.

    Parameters
    ----------
    added, updated : Mapping of str to int
        How many records of each kind.
    lines : tuple of str or Table
        What to say.
    data : Mapping of str to Any
        The same as plain JSON values.
    """

    added: Mapping[str, int]
    updated: Mapping[str, int]
    lines: tuple[str | Table, ...]
    data: Mapping[str, Any]


def import_spend(
    store: Store, path: Path, options: SpendOptions, *, keep_going: bool, by: str, why: str = ""
) -> SpendDone:
    """Bring a spend file into a map.

    Parameters
    ----------
    store : Store
        The map.
    path : Path
        The file.
    options : SpendOptions
        How to read it.
    keep_going : bool
        Whether to bring what is sound although some lines could not be read.
    by, why : str
        The role that imports, and its reason.

    Raises
    ------
    BadInputError
        When it is no spend file, a line of it could not be read, or nobody says who paid.
    """
    spend_file = read_spend(path, _profile(path, options.profile))
    system_map = store.read_map(bulk=True)
    edit, report = spend_edit(
        system_map,
        spend_file,
        by=by,
        payer=options.payer,
        redact_names=options.redact_names,
        keep_going=keep_going,
    )
    if edit.changes:
        naming = () if system_map.about.get("name") else _naming(system_map, spend_file, report, by)
        store.commit(replace(edit, changes=(*edit.changes, *naming), why=why))
    return SpendDone(
        report.added, report.changed, tuple(_lines(spend_file, report)), {"spend": _data(spend_file, report)}
    )


def _naming(system_map: SystemMap, file: SpendFile, report: SpendReport, by: str) -> tuple[Change, ...]:
    """Call a map without a name after what the file is: a page has to be called something."""
    days = sorted(each.day for each in file.payments if each.day)
    if days:
        first, last = f"{days[0]:%B %Y}", f"{days[-1]:%B %Y}"
        when = first if first == last else f"{first} to {last}"
    else:
        when = " and ".join(map(str, report.years))
    values = {"name": f"{' and '.join(report.payers)}: payments in {when}", "question": "Who is paid for what?"}
    return describe_map(system_map, values, by=by).changes


def _profile(path: Path, name: str) -> SpendProfile:
    if name:
        return read_profile(Path(name))
    beside = path.with_name("profile.toml")
    return read_profile(beside) if beside.is_file() else SpendProfile()


def _lines(file: SpendFile, report: SpendReport) -> list[str | Table]:
    lines: list[str | Table] = [
        f"  read as {file.encoding}"
        + (f", sheet {file.sheet}" if file.sheet else "")
        + f", header on line {file.header_line}"
    ]
    columns = [(each.role, each.header, str(each.position), each.why) for each in file.columns]
    lines.append(make_table(("what", "column", "position", "found by"), columns, ("position",)))
    if file.unused:
        lines.append(f"  columns not used: {', '.join(file.unused)}")
    lines.append(f"  {len(file.payments):,} payments come to £{report.total:,}")
    if report.repayments:
        lines.append(f"  of that £{report.spend:,} spent and £{report.repayments:,} paid back")
    lines.extend(map(_say_stated, file.totals))
    if not file.totals:
        lines.append("  the file states no total of its own")
    lines.append(f"  paid by {', '.join(report.payers)} in {', '.join(map(str, report.years))}")
    lines.extend(f"  line {each.line} was put right: {each.before} → {each.after}" for each in file.recoveries)
    lines.extend(f"  line {each.line} was not read ({each.kind}): {each.reason}" for each in _untold(file))
    blank = file.skipped_counts.get("blank", 0)
    if blank:
        lines.append(f"  {blank:,} blank lines")
    lines.extend(f"  {count:,} payments to “{name}”" for name, count in file.redacted_counts.items())
    if report.redacted:
        lines.append(f"  {len(file.people)} payees that look like private people were left out by name")
    elif report.people:
        lines.append(f"  {len(report.people)} payees look like private people; --redact-names leaves their names out:")
        lines.extend(f"    {each.payee} ({each.why}; line {each.lines[0]})" for each in report.people)
    lines.extend(f"  spelt alike, not merged: {', '.join(names)}" for names in report.alike)
    lines.extend(
        f"  no longer in the file: “{each.record.name}” ({each.record.id}): {each.why}" for each in report.vanished
    )
    lines.extend(f"  {record.id}: amount {record.get('amount')} → {amount}" for record, amount in report.amounts)
    lines.extend(f"  {note}." for note in file.notes)
    return lines


def _say_stated(stated: StatedTotal) -> str:
    if not stated.difference:
        return f"  line {stated.line} states £{stated.amount:,}: the rows come to the same, to the penny"
    return (
        f"  line {stated.line} states £{stated.amount:,}; the rows come to £{stated.sum_of_rows:,},"
        f" which differs by £{abs(stated.difference):,}"
    )


def _untold(file: SpendFile) -> list[SkippedRow]:
    return [each for each in file.skipped if each.kind != "blank"]


def _data(file: SpendFile, report: SpendReport) -> dict[str, Any]:
    return {
        "encoding": file.encoding,
        "sheet": file.sheet,
        "header_line": file.header_line,
        "columns": [
            {"role": each.role, "header": each.header, "position": each.position, "why": each.why}
            for each in file.columns
        ],
        "unused_columns": list(file.unused),
        "payments": len(file.payments),
        "total": str(report.total),
        "spend": str(report.spend),
        "repayments": str(report.repayments),
        "stated_totals": [
            {
                "line": each.line,
                "label": each.label,
                "amount": str(each.amount),
                "sum_of_rows": str(each.sum_of_rows),
                "difference": str(each.difference),
            }
            for each in file.totals
        ],
        "payers": list(report.payers),
        "years": [str(each) for each in report.years],
        "not_read": [
            {"line": each.line, "sheet": each.sheet, "kind": each.kind, "reason": each.reason, "text": each.text}
            for each in file.skipped
        ],
        "put_right": [
            {"line": each.line, "sheet": each.sheet, "what": each.what, "before": each.before, "after": each.after}
            for each in file.recoveries
        ],
        "redacted": dict(file.redacted_counts),
        "people": [{"payee": each.payee, "why": each.why, "lines": list(each.lines)} for each in report.people],
        "alike": [list(names) for names in report.alike],
        "vanished": [{"id": each.record.id, "name": each.record.name, "why": each.why} for each in report.vanished],
        "amounts": [{"id": record.id, "old": record.get("amount"), "new": amount} for record, amount in report.amounts],
        "notes": list(file.notes),
    }
