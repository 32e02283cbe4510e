"""What reading and importing a spend file came to, as sentences for people and as plain values for programs."""

from decimal import Decimal
from typing import Any

from sysmap.formats.spend import SkippedRow, SpendFile
from sysmap.model.telling import count_of
from sysmap.pipeline.import_telling import tell_changes, tell_some
from sysmap.pipeline.spend import SpendReport

_SKIPPED = {
    "preamble": ("line above the header", "lines above the header"),
    "blank": ("blank line", "blank lines"),
    "header again": ("line that repeats the header", "lines that repeat the header"),
    "remark": ("line of text without money", "lines of text without money"),
    "total": ("total row, checked and not added", "total rows, checked and not added"),
    "unreadable": ("line that COULD NOT BE READ", "lines that COULD NOT BE READ"),
}


def tell_reading(spend_file: SpendFile, *, most: int = 10, names: bool = True) -> list[str]:
    """Say how a spend file was read, what it sums to, and what in it is not a payment.

    Parameters
    ----------
    spend_file : SpendFile
        What `read_spend` gave.
    most : int
        How many lines of one sort are listed in full; 0 for all. Unreadable lines are always all listed.
    names : bool
        Whether to name the payees that look like private people; where they are left out they are only counted.

    Returns
    -------
    list of str
        Lines to show, in order.
    """
    how = ", ".join(
        part
        for part in (
            spend_file.encoding,
            f"separated by {spend_file.delimiter!r}" if spend_file.delimiter else "",
            f"line ends {spend_file.line_ends}" if spend_file.line_ends else "",
            f"sheet {spend_file.sheet}" if spend_file.sheet else "",
            f"header in line {spend_file.header_line}" if spend_file.header_line else "no header",
            {"dmy": "day first", "mdy": "MONTH FIRST", "ymd": "year first"}.get(spend_file.date_order, "no dates"),
        )
        if part
    )
    lines = [f"{spend_file.name}: {how}", "Columns:"]
    lines += [
        f"  {column.role.replace('_', ' '):<19} {column.position:>3} {column.header or '(blank)'} (by {column.why})"
        for column in spend_file.columns
    ]
    if spend_file.unused:
        lines.append(f"  not used            {', '.join(spend_file.unused)}")
    lines.append(f"Readable: {count_of(len(spend_file.payments), 'payment')}, together {pounds(spend_file.total)}")
    for total in spend_file.totals:
        agreed = "agrees with the rows" if not total.difference else f"the rows come to {pounds(total.sum_of_rows)}"
        off = f", {pounds(total.difference)} apart: find out why" if total.difference else ""
        lines.append(f"  line {total.line} states {total.label!r} {pounds(total.amount)}: {agreed}{off}")
    if not spend_file.totals:
        lines.append("  the file states no total of its own")
    lines += [f"  {count_of(count, 'payment')} to {name!r}" for name, count in spend_file.redacted_counts.items()]
    lines += [f"Not read: {count_of(count, *_SKIPPED[kind])}" for kind, count in spend_file.skipped_counts.items()]
    lines += [f"  {_place(row)}: {row.reason}: {row.text[:100]}" for row in spend_file.unreadable]
    others = [row for row in spend_file.skipped if row.kind not in {"unreadable", "blank"}]
    lines += tell_some((f"  {_place(row)}: {row.reason}: {row.text[:100]}" for row in others), most)
    if spend_file.recoveries:
        lines.append(f"Put right: {count_of(len(spend_file.recoveries), 'damaged row')}, each in the only way possible")
        told = (f"  line {each.line}: {each.what}: {each.before} -> {each.after}" for each in spend_file.recoveries)
        lines += tell_some(told, most)
    lines += _tell_people(spend_file, most) if names else []
    lines += [f"Note: {note}." for note in spend_file.notes]
    return lines


def tell_import(report: SpendReport, *, most: int = 20) -> list[str]:
    """Say what importing a spend file does to the map.

    Parameters
    ----------
    report : SpendReport
        From `spend_edit`.
    most : int
        How many lines of one sort are listed; 0 for all.

    Returns
    -------
    list of str
        Lines to show, in order.
    """
    years = ", ".join(str(year) for year in report.years)
    lines = [f"Paid by {', '.join(report.payers)} in {years}"]
    back = f" (spend {pounds(report.spend)} less repayments {pounds(report.repayments)})" if report.repayments else ""
    lines.append(f"Imported total {pounds(report.total)}{back} = sum of the readable rows, to the penny")
    if report.files > 1:
        lines.append(
            f"With the other files on the map, {report.files:,} in all: {pounds(report.all_files)}, to the penny"
        )
    lines += [f"In place of {name}, whose payments no longer count" for name in report.replaced]
    lines += [
        f"Look at these: also in {each.file}, to count twice if the same: {count_of(each.same, 'payment')}"
        for each in report.overlaps
    ]
    lines += tell_changes(report.added, report.changed)
    told = (
        f"  {report.words[flow.id]}: {pounds(flow.number('amount'))} is now {pounds(Decimal(amount))}"
        for flow, amount in report.amounts
    )
    lines += tell_some(told, most)
    if report.vanished:
        lines.append(f"No longer in the file, kept on the map: {len(report.vanished):,}")
        gone = (f"  {report.words.get(each.record.id) or each.record.name}: {each.why}" for each in report.vanished)
        lines += tell_some(gone, most)
    if report.spellings:
        lines.append(f"Taken as one name, as only case or spaces differ: {len(report.spellings):,}")
        told = (f"  {name}: also {', '.join(others)}" for name, others in report.spellings.items())
        lines += tell_some(told, most)
    if report.alike:
        lines.append(f"Look at these, they may be one body (not merged; duplicates takes it up): {len(report.alike):,}")
        lines += tell_some((f"  {' | '.join(names)}" for names in report.alike), most)
    if report.redacted and report.file.people:
        lines.append(f"Left out: {count_of(len(report.file.people), 'name')} of payees like those of private people")
    return lines


def reading_data(spend_file: SpendFile) -> dict[str, Any]:
    """Give what `tell_reading` says as plain JSON values; money is text, so that it stays exact."""
    stated = spend_file.stated_total
    return {
        "file": spend_file.name,
        "encoding": spend_file.encoding,
        "delimiter": spend_file.delimiter,
        "line_ends": spend_file.line_ends,
        "sheet": spend_file.sheet,
        "header_line": spend_file.header_line,
        "date_order": spend_file.date_order,
        "columns": [
            {"role": each.role, "position": each.position, "header": each.header, "why": each.why}
            for each in spend_file.columns
        ],
        "unused": list(spend_file.unused),
        "payments": len(spend_file.payments),
        "total": str(spend_file.total),
        "stated_total": None if stated is None else str(stated.amount),
        "difference": None if stated is None else str(stated.difference),
        "redacted": dict(spend_file.redacted_counts),
        "skipped": [
            {"line": each.line, "sheet": each.sheet, "kind": each.kind, "reason": each.reason, "text": each.text}
            for each in spend_file.skipped
        ],
        "recovered": [
            {"line": each.line, "sheet": each.sheet, "what": each.what, "before": each.before, "after": each.after}
            for each in spend_file.recoveries
        ],
        "people": [{"payee": each.payee, "why": each.why, "lines": list(each.lines)} for each in spend_file.people],
        "notes": list(spend_file.notes),
    }


def import_data(report: SpendReport) -> dict[str, Any]:
    """Give what `tell_import` says as plain JSON values; money is text, so that it stays exact."""
    return {
        "source_id": report.source_id,
        "payers": list(report.payers),
        "years": [str(year) for year in report.years],
        "total": str(report.total),
        "spend": str(report.spend),
        "repayments": str(report.repayments),
        "added": dict(report.added),
        "changed": dict(report.changed),
        "amounts": [{"id": flow.id, "old": flow.get("amount"), "new": amount} for flow, amount in report.amounts],
        "vanished": [
            {"id": each.record.id, "name": report.words.get(each.record.id) or each.record.name, "why": each.why}
            for each in report.vanished
        ],
        "replaced": list(report.replaced),
        "overlaps": [{"file": each.file, "same": each.same, "of": each.of} for each in report.overlaps],
        "files_on_map": report.files,
        "total_of_files": str(report.all_files),
        "spellings": {name: list(others) for name, others in report.spellings.items()},
        "alike": [list(names) for names in report.alike],
        "redacted_names": report.redacted,
    }


def pounds(amount: Decimal | None) -> str:
    """Write an amount of money as people read it."""
    return "not known" if amount is None else f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"


def _tell_people(spend_file: SpendFile, most: int) -> list[str]:
    people = spend_file.people
    if not people:
        return ["Data protection: no payee looks like a private person. This is a screen, not a check"]
    told = (
        f"  {each.payee} ({each.why}): line{'s' if len(each.lines) > 1 else ''} "
        + ", ".join(map(str, each.lines[:8]))
        + (f" and {len(each.lines) - 8:,} more" if len(each.lines) > 8 else "")
        for each in people
    )
    head = (
        f"Data protection: {count_of(len(people), 'payee looks', 'payees look')} like a private person. "
        "This is a screen: look at them, and leave them out with --redact-names"
    )
    return [head, *tell_some(told, most)]


def _place(row: SkippedRow) -> str:
    return f"sheet {row.sheet}, row {row.line}" if row.sheet else f"line {row.line}"
