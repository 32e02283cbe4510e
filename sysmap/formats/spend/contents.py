"""What was read from a spend file: its payments, and everything in it that is not one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from sysmap.formats.spend.columns import Column
from sysmap.formats.spend.people import REDACTED_NAMES, Redaction
from sysmap.formats.spend.profile import SpendProfile
from sysmap.model.years import FinancialYear

Skip = Literal["preamble", "blank", "header again", "remark", "total", "unreadable"]


@dataclass(frozen=True, slots=True)
class Payment:
    """One readable row.

    Attributes
    ----------
    line : int
        Physical line (or sheet row) from 1.
    part : int
        1, 2, ... where several records were fused in the line; else 0.
    payer : str
        As written; "" where no column says so.
    payee : str
        As written, or the anonymous name where it was withheld.
    amount : Decimal
        Exact, in pounds; negative where money came back.
    day : date or None
        None where the row gives no date.
    service, department, purpose, reference : str
        As written; "" where absent.
    capital_or_revenue : str
        "capital", "revenue" or "".
    redaction : {"", "personal", "commercial", "unstated"}
        Why the payee's name was withheld.
    sheet : str
        The sheet, where the file is a workbook.
    """

    line: int
    part: int
    payer: str
    payee: str
    amount: Decimal
    day: date | None
    service: str = ""
    department: str = ""
    purpose: str = ""
    reference: str = ""
    capital_or_revenue: str = ""
    redaction: Redaction = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A line that is not a payment, and why.

    ``unreadable`` is the one kind that stops an import: the line may hold money.
    """

    line: int
    kind: Skip
    reason: str
    text: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Recovery:
    """A damaged row that was put right in the only way possible."""

    line: int
    what: str
    before: str
    after: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total that the file itself states, and the sum of the readable rows that it is about."""

    line: int
    label: str
    amount: Decimal
    sum_of_rows: Decimal
    sheet: str = ""

    @property
    def difference(self) -> Decimal:
        """Stated total less the sum of readable rows."""
        return self.amount - self.sum_of_rows


@dataclass(frozen=True, slots=True)
class PersonLike:
    """A payee that looks like a private person, why, and where."""

    payee: str
    why: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearHint:
    """The financial year of rows without a date, and what says so."""

    year: FinancialYear
    said_by: str


@dataclass(frozen=True)
class SpendFile:
    """A spend file, read.

    Attributes
    ----------
    name : str
        File name without its folder.
    digest : str
        SHA-256 of its bytes.
    encoding, delimiter, line_ends, sheet, date_order : str
        How it was read.
    header_line : int
        Physical line of the header; 0 for none.
    columns : tuple of Column
        Which column was taken for what.
    unused : tuple of str
        Headings that were given no role.
    payments : tuple of Payment
        The readable rows, in order.
    skipped : tuple of SkippedRow
        Every other line.
    recoveries : tuple of Recovery
        Damaged rows that were put right; they are among the payments.
    totals : tuple of StatedTotal
        Totals that the file states.
    people : tuple of PersonLike
        What the data-protection screen found.
    year_hint : YearHint or None
        For rows without a date.
    vat : str
        "inclusive", "exclusive" or "" where the file does not say.
    notes : tuple of str
        Anything else a reader should know, one sentence each.
    profile : SpendProfile
        The profile it was read with.
    """

    name: str
    digest: str
    encoding: str
    delimiter: str
    line_ends: str
    sheet: str
    date_order: str
    header_line: int
    columns: tuple[Column, ...]
    unused: tuple[str, ...]
    payments: tuple[Payment, ...]
    skipped: tuple[SkippedRow, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    people: tuple[PersonLike, ...] = ()
    year_hint: YearHint | None = None
    vat: str = ""
    notes: tuple[str, ...] = ()
    profile: SpendProfile = field(default_factory=SpendProfile)

    @property
    def total(self) -> Decimal:
        """Sum of the readable rows, exact."""
        return sum((payment.amount for payment in self.payments), Decimal(0))

    @property
    def stated_total(self) -> StatedTotal | None:
        """The total that the file states for all its rows, where it states one."""
        return self.totals[-1] if self.totals else None

    @property
    def unreadable(self) -> tuple[SkippedRow, ...]:
        """Lines that may hold money and could not be read."""
        return tuple(row for row in self.skipped if row.kind == "unreadable")

    @property
    def skipped_counts(self) -> Mapping[str, int]:
        """How many lines were skipped, by kind."""
        return Counter(row.kind for row in self.skipped)

    @property
    def redacted_counts(self) -> Mapping[str, int]:
        """How many rows name no payee, by the anonymous name that stands for it."""
        return Counter(REDACTED_NAMES[payment.redaction] for payment in self.payments if payment.redaction)

    @property
    def body(self) -> str:
        """Who paid: what the profile says, else the one name in the payer column, else ""."""
        if self.profile.body:
            return self.profile.body
        names = Counter(payment.payer for payment in self.payments if payment.payer)
        return names.most_common(1)[0][0] if len(names) == 1 else ""
