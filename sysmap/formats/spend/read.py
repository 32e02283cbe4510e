"""A spend file from its path to its payments."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats.spend.columns import Layout, describe_missing, find_layout
from sysmap.formats.spend.contents import Payment, PersonLike, SpendFile, YearHint
from sysmap.formats.spend.dates import parse_date, parse_financial_year
from sysmap.formats.spend.headers import find_role
from sysmap.formats.spend.people import REDACTED_NAMES, looks_like_person, names_in_text
from sysmap.formats.spend.profile import SpendProfile
from sysmap.formats.spend.rows import read_rows
from sysmap.formats.spend.table import Record, Table, clean, read_table
from sysmap.model.telling import Tell, say_nothing
from sysmap.model.years import FinancialYear

MANY_ROWS = 200
"""From so many rows on, a file without a single credit is unlikely."""

_MONTH_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2})[-_ ]?(0[1-9]|1[0-2])(?![0-9])")
_DATE_IN_TEXT = re.compile(r"[0-9]{1,2}[-/ ](?:[A-Za-z]{3,9}|[0-9]{1,2})[-/ ][0-9]{4}")


def read_spend(path: Path, profile: SpendProfile | None = None, tell: Tell = say_nothing) -> SpendFile:
    """Read a council's spend file: CSV of any sort, or an .xlsx workbook.

    Encoding, delimiter, line ends, header, columns and date order are found from the file and can be overridden by a
    profile. Every line of the file ends up as a payment or as a skipped row with its number and the reason. Rows that
    lost commas or line ends are put right where there is exactly one way to do so, and listed.

    Parameters
    ----------
    path : Path
        The file.
    profile : SpendProfile, optional
        What to take for granted; see `read_profile`.
    tell : Tell
        Told how far it is.

    Returns
    -------
    SpendFile
        The payments, and everything in the file that is not one.

    Raises
    ------
    BadInputError
        Where the file is no table, or it cannot be said for certain which column holds the payee or the amount.
    """
    profile = profile or SpendProfile()
    tables = read_table(path, profile)
    chosen = _choose_tables(path, tables, profile)
    read = [(table, layout, read_rows(table, layout, profile, tell)) for table, layout in chosen]
    payments = tuple(payment for _, _, rows in read for payment in rows.payments)
    table, layout, _ = read[0]
    if not payments:
        raise BadInputError(f"{path}: no row below line {layout.header_line} could be read as a payment")
    hint = _year_hint(path, table, layout, profile)
    undated = sum(rows.undated for _, _, rows in read)
    return SpendFile(
        name=path.name,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        encoding=table.encoding,
        delimiter=table.delimiter,
        line_ends=table.line_ends,
        sheet=", ".join(each.sheet for each, _, _ in read),
        date_order=read[0][2].date_order if "date" in layout.columns else "",
        header_line=layout.header_line,
        columns=tuple(sorted(layout.columns.values(), key=lambda column: column.position)),
        unused=layout.unused,
        payments=payments,
        skipped=tuple(skip for _, _, rows in read for skip in rows.skipped),
        recoveries=tuple(each for _, _, rows in read for each in rows.recoveries),
        totals=tuple(each for _, _, rows in read for each in rows.totals),
        people=find_people(payments),
        year_hint=hint,
        vat=profile.vat or _vat(table, layout),
        notes=(*table.notes, *_notes(layout, payments, undated, hint)),
        profile=profile,
    )


def find_people(payments: Sequence[Payment]) -> tuple[PersonLike, ...]:
    """List payees that look like private people, with the lines they stand on."""
    lines: dict[str, list[int]] = defaultdict(list)
    for payment in payments:
        if not payment.redaction and looks_like_person(payment.payee):
            lines[payment.payee].append(payment.line)
    return tuple(PersonLike(name, looks_like_person(name), tuple(where)) for name, where in sorted(lines.items()))


def redact_people(payments: Sequence[Payment], people: Sequence[PersonLike]) -> tuple[Payment, ...]:
    """Give the payments with those payees replaced by the one anonymous organisation.

    Descriptions of these rows go too: they may hold the name again.
    """
    names = {person.payee for person in people}
    hidden = REDACTED_NAMES["personal"]
    return tuple(
        replace(payment, payee=hidden, redaction="personal", purpose="") if payment.payee in names else payment
        for payment in payments
    )


def _choose_tables(path: Path, tables: list[Table], profile: SpendProfile) -> list[tuple[Table, Layout]]:
    """Take the one table with a header; ask where several sheets have one."""
    found: list[tuple[Table, Layout]] = []
    for table in tables:
        name = f"{path}, sheet {table.sheet}" if table.sheet else str(path)
        if len(tables) == 1 and all(record.blank for record in table.records):
            raise BadInputError(f"{name}: there is nothing in it but blank lines")
        if layout := find_layout(name, table.records, profile):
            found.append((table, layout))
    if not found:
        raise BadInputError(describe_missing(str(path), max(tables, key=lambda table: len(table.records)).records))
    if len(found) > 1 and profile.sheet != "*":
        names = ", ".join(table.sheet for table, _ in found)
        raise BadInputError(
            f"{path}: {len(found)} sheets hold payments ({names}); name one in a profile, "
            f'sheet = "{found[0][0].sheet}", or say sheet = "*" for all of them'
        )
    same = found[0][1].headers
    if any(layout.headers != same for _, layout in found):
        raise BadInputError(f"{path}: its sheets have different columns; read them one by one, with sheet in a profile")
    return found


def _vat(table: Table, layout: Layout) -> str:
    """Say whether amounts include VAT: by their heading, or by what a pivot table says above it."""
    above = [clean(cell) for record in table.records[: max(0, layout.header_at)] for cell in record.cells]
    for header in (layout.columns["amount"].header, *above):
        role, score = find_role(header)
        if role == "gross":
            return "inclusive"
        if role == "amount" and score == 100:
            return "exclusive"
    return ""


def _year_hint(path: Path, table: Table, layout: Layout, profile: SpendProfile) -> YearHint | None:
    """Find a financial year for rows without a date: a profile, dates above the header, the file's name."""
    if year := parse_financial_year(profile.year):
        return YearHint(year, "the profile")
    above = table.records[: max(0, layout.header_at)]
    if day := _preamble_day(above):
        return YearHint(FinancialYear.of(day[0]), f"line {day[1]} of the file")
    if month := _MONTH_IN_NAME.search(path.stem):
        return YearHint(FinancialYear.of(date(int(month[1]), int(month[2]), 1)), f"the file's name ({month[0]})")
    return None


def _preamble_day(above: Sequence[Record]) -> tuple[date, int] | None:
    for record in above:
        text = " ".join(clean(cell) for cell in record.cells)
        if re.search(r"\b(?:from|period|month)\b", text, re.IGNORECASE) and (found := _DATE_IN_TEXT.search(text)):
            day = parse_date(found[0])
            if day:
                return day, record.line
    return None


def _notes(layout: Layout, payments: Sequence[Payment], undated: int, hint: YearHint | None) -> list[str]:
    notes = []
    if len(payments) >= MANY_ROWS and not any(payment.amount < 0 for payment in payments):
        notes.append(
            f"None of the {len(payments):,} amounts is negative. Copies of spend files often lose the minus signs of "
            "credits, which overstates the total; compare with the council's own file if you can"
        )
    if undated and "date" in layout.columns:
        notes.append(f"{undated:,} rows give no date")
    if undated:
        notes.append(
            f"Rows without a date count in {hint.year}, as {hint.said_by} says"
            if hint
            else "Nothing says which financial year rows without a date belong to; say year in a profile"
        )
    finer = sum(payment.amount.as_tuple().exponent < -2 for payment in payments)  # type: ignore[operator]  # finite, so an int
    if finer:
        notes.append(f"{finer:,} amounts have more than two decimals; they are kept exactly")
    titled = [payment.line for payment in payments if names_in_text(payment.purpose)]
    if titled:
        notes.append(f"{len(titled):,} descriptions hold a title and a name, the first in line {titled[0]}")
    return notes
