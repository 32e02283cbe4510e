"""Records below a header, each read as a payment, or set aside with the reason."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sysmap.formats.spend.amounts import parse_amount
from sysmap.formats.spend.columns import Layout
from sysmap.formats.spend.contents import Payment, Recovery, SkippedRow, StatedTotal
from sysmap.formats.spend.dates import DateOrder, find_date_order, parse_date
from sysmap.formats.spend.people import REDACTED_NAMES, find_redaction
from sysmap.formats.spend.profile import SpendProfile
from sysmap.formats.spend.repair import Repair, find_date_shapes, join_cells, repair_cells, split_line
from sysmap.formats.spend.table import Record, Table, clean
from sysmap.model.telling import Tell, say_nothing

_TOTAL = re.compile(
    r"(?:grand|overall|report|sub|running|net)?[ -]?totals?"
    r"(?: (?:spend|expenditure|amount|payments?|invoices?|value|net|for|all|of)\b.*)?:?",
    re.IGNORECASE,
)
_TELL_EVERY = 5000
_SUBTOTAL = re.compile(r"sub[ -]?total|running", re.IGNORECASE)
_POUNDS = frozenset({"", "£", "GBP", "UKP", "STG", "STERLING", "POUND", "POUNDS", "POUND STERLING", "POUNDS STERLING"})
_CAPITAL = {
    "c": "capital",
    "cap": "capital",
    "capital": "capital",
    "r": "revenue",
    "rev": "revenue",
    "revenue": "revenue",
}


class _UnreadableError(Exception):
    """Why a row is not a payment."""


@dataclass
class Rows:
    """What the rows of one table came to."""

    payments: list[Payment] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    recoveries: list[Recovery] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    date_order: DateOrder = "dmy"
    undated: int = 0


def read_rows(table: Table, layout: Layout, profile: SpendProfile, tell: Tell = say_nothing) -> Rows:
    """Read every record of a table.

    Parameters
    ----------
    table : Table
        The records.
    layout : Layout
        Its header and columns.
    profile : SpendProfile
        Its date order wins.
    tell : Tell
        Told how many rows were read.

    Returns
    -------
    Rows
        Payments, and each other line with its number and why it is none.
    """
    body = table.records[layout.header_at + 1 :]
    reader = _RowReader(table, layout, profile, body)
    for record in table.records[: max(0, layout.header_at)]:
        if record.blank:
            reader.skip(record, "blank", "blank line above the header")
        else:
            reader.skip(record, "preamble", "above the header")
    for count, record in enumerate(body):
        if not count % _TELL_EVERY:
            tell(count, len(body))
        reader.read(record)
    return reader.rows


class _RowReader:
    def __init__(self, table: Table, layout: Layout, profile: SpendProfile, body: Sequence[Record]) -> None:
        self.sheet = table.sheet
        self.layout = layout
        self.at = {role: column.position - 1 for role, column in layout.columns.items()}
        self.rows = Rows()
        self.order = self.rows.date_order = self._date_order(profile, body)
        self.shapes = find_date_shapes(body, layout, self.order)
        self.header = [clean(cell).casefold() for cell in layout.headers]
        self.sum = Decimal(0)
        self.sum_at_last_total = Decimal(0)

    def _date_order(self, profile: SpendProfile, body: Iterable[Record]) -> DateOrder:
        if profile.date_order in ("dmy", "mdy", "ymd"):
            return profile.date_order  # type: ignore[return-value]  # narrowed by the line above, which mypy can't see
        at = self.at.get("date")
        if at is None:
            return "dmy"
        return find_date_order(record.cells[at] for record in body if at < len(record.cells))

    def skip(self, record: Record, kind: str, reason: str) -> None:
        text = "" if kind == "blank" else record.text[:300]
        self.rows.skipped.append(SkippedRow(record.line, kind, reason, text, self.sheet))  # type: ignore[arg-type]  # literals only, all in this module

    def read(self, record: Record) -> None:
        if record.blank:
            self.skip(record, "blank", "blank line")
        elif self._is_header(record):
            self.skip(record, "header again", "the header once more")
        elif not self._total(record):
            self._payment(record)

    def _is_header(self, record: Record) -> bool:
        # Each cell in turn: nearly every row differs in its first.
        return len(record.cells) == len(self.header) and all(
            clean(cell).casefold() == heading for cell, heading in zip(record.cells, self.header, strict=True)
        )

    def _total(self, record: Record) -> bool:
        """Take a row for a total: a label such as "Grand Total", an amount, and nothing else."""
        filled: list[tuple[int, str]] = []
        words = 0
        for at, cell in enumerate(record.cells):
            if text := clean(cell):
                filled.append((at, text))
                words += text[0].isalpha()
                if words > 1:
                    return False
        money = [(at, amount) for at, text in filled if (amount := parse_amount(text)) is not None]
        labels = [text for at, text in filled if parse_amount(text) is None]
        amount = next(
            (value for at, value in money if at == self.at["amount"]), money[0][1] if len(money) == 1 else None
        )
        if amount is None or len(labels) > 1:
            return False
        unlabelled = not labels and len(money) == 1 and self.rows.payments and amount == self.sum
        if not unlabelled and not (labels and _TOTAL.fullmatch(labels[0])):
            return False
        label = labels[0] if labels else "an amount alone that equals the sum"
        since = self.sum - self.sum_at_last_total
        whole = self.sum if not _SUBTOTAL.search(label) and amount != since else since
        self.rows.totals.append(StatedTotal(record.line, label, amount, whole, self.sheet))
        self.sum_at_last_total = self.sum
        self.skip(record, "total", f"{label}: checked against the rows, not added")
        return True

    def _payment(self, record: Record) -> None:
        pairs = split_line(record, self.layout)
        if len(pairs) > 1:
            for part, pair in enumerate(pairs, start=1):
                self._recovered(record, pair, part)
            return
        problem = self._try(record, record.cells, 0)
        if not problem:
            return
        if repair := self._repair(record):
            self._recovered(record, repair, 0)
        elif self._is_remark(record):
            self.skip(record, "remark", "text without money")
        else:
            self.skip(record, "unreadable", problem)

    def _repair(self, record: Record) -> Repair | None:
        if len(record.cells) < self.layout.width:
            return repair_cells(record, self.layout, self.shapes, self.order)
        return join_cells(record, self.layout, self.order)

    def _recovered(self, record: Record, repair: Repair, part: int) -> None:
        if part and _TOTAL.fullmatch(clean(repair.cells[0])):
            self._total(Record(record.line, repair.cells, ",".join(repair.cells)))
            return
        problem = self._try(record, repair.cells, part)
        if problem:
            self.skip(record, "unreadable", problem)
            return
        after = " | ".join(clean(cell) for cell in repair.cells)
        before = ",".join(repair.cells) if part else record.text
        self.rows.recoveries.append(Recovery(record.line, repair.what, before[:300], after[:300], self.sheet))

    def _is_remark(self, record: Record) -> bool:
        texts = [text for cell in record.cells if (text := clean(cell))]
        return (
            len(texts) <= 1
            and all(parse_amount(text) is None for text in texts)
            and not re.search(r"[0-9]\.[0-9]{2}\b|£", record.text)
        )

    def _try(self, record: Record, cells: Sequence[str], part: int) -> str:
        """Read cells as a payment; say what is wrong where they are none."""
        try:
            payment = self._read(record.line, cells, part)
        except _UnreadableError as error:
            return str(error)
        self.rows.payments.append(payment)
        self.rows.undated += payment.day is None
        self.sum += payment.amount
        return ""

    def _read(self, line: int, cells: Sequence[str], part: int) -> Payment:
        while len(cells) > self.layout.width and not clean(cells[-1]):
            cells = cells[:-1]
        width = len(cells)
        if width > self.layout.width:
            raise _UnreadableError(f"has {width} cells where the header has {self.layout.width}")

        def cell(role: str) -> str:
            at = self.at.get(role)
            return clean(cells[at]) if at is not None and at < width else ""

        fewer = f" (the row has {width} cells, the header {self.layout.width})" if width < self.layout.width else ""
        name, amount_text = cell("payee"), cell("amount")
        if not name:
            raise _UnreadableError("names no payee" + fewer)
        amount = parse_amount(amount_text)
        if amount is None:
            raise _UnreadableError(_bad("amount", amount_text) + fewer)
        if cell("currency").upper() not in _POUNDS:
            raise _UnreadableError(f"is in {cell('currency')[:20]!r}, and spend files are read in pounds{fewer}")
        day = self._day(cell("date"), fewer)
        redaction = find_redaction(name)
        return Payment(
            line=line,
            part=part,
            payer=cell("payer"),
            payee=REDACTED_NAMES[redaction] if redaction else name,
            amount=amount,
            day=day,
            service=cell("service"),
            department=cell("department"),
            purpose=cell("purpose"),
            reference=cell("reference"),
            capital_or_revenue=_CAPITAL.get(cell("capital_or_revenue").casefold(), ""),
            redaction=redaction,
            sheet=self.sheet,
        )

    def _day(self, text: str, fewer: str) -> date | None:
        if not text:
            if fewer and "date" in self.at:
                raise _UnreadableError("gives no date" + fewer)
            return None
        day = parse_date(text, self.order)
        if day is None:
            raise _UnreadableError(_bad("date", text) + fewer)
        return day


def _bad(what: str, text: str) -> str:
    return f"the {what} is {text[:60]!r}" if text else f"gives no {what}"
