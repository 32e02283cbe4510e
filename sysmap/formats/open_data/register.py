"""A council's contract register as agreements: any table with suppliers, titles, values and dates."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats.open_data.contents import Body, Deal, Entry, Flow, OpenFile
from sysmap.formats.open_data.register_columns import REGISTER_ROLES, RegisterLayout, find_register
from sysmap.formats.open_data.stream import digest_of
from sysmap.formats.open_data.values import cut_name, make_body, months_between, org_id, read_amount, read_currency
from sysmap.formats.open_data.values import read_text as read_words
from sysmap.formats.spend.dates import DateOrder, find_date_order, parse_date
from sysmap.formats.spend.profile import SpendProfile, read_profile
from sysmap.formats.spend.table import Record, Table, clean, read_table
from sysmap.model.money import say_exact_money
from sysmap.model.problems import Problem
from sysmap.model.telling import count_of

_NOT_SAID = re.compile(
    r"(?:n/?a|tbc|tbd|various|unknown|not known|none|nil|variable|call[ -]?off|-+|\?+)?", re.IGNORECASE
)
_OPEN_END = re.compile(r"(?:ongoing|rolling|open[ -]?ended|perpetual|n/?a|tbc|tbd|none|-+)", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub ?)?totals?\b.*", re.IGNORECASE)
_PROCEDURES = (
    (re.compile(r"framework|call[ -]?off|\bdps\b", re.IGNORECASE), "framework_calloff"),
    (re.compile(r"direct|waiver|exempt|single tender|negotiated", re.IGNORECASE), "direct_award"),
    (re.compile(r"quot|\brfq\b|below", re.IGNORECASE), "below_threshold"),
    (re.compile(r"competitive flexible", re.IGNORECASE), "competitive_flexible"),
    (re.compile(r"\bopen\b", re.IGNORECASE), "open"),
)
_SEVERAL = re.compile(r"\s*(?:;|\n|\s\|\s)\s*")
_CPV = re.compile(r"\b([0-9]{8})(?:-[0-9])?\b")


def read_register(path: Path, profile: SpendProfile | None = None, buyer: str = "") -> OpenFile:
    """Read a contract register: CSV of any sort or an .xlsx workbook.

    Parameters
    ----------
    path : Path
        The file.
    profile : SpendProfile, optional
        Which column holds what, where headings do not say, and who buys.
    buyer : str
        Who buys, where neither the profile nor a column says.

    Returns
    -------
    OpenFile
        One deal for each row.

    Raises
    ------
    BadInputError
        When it is no register, or nobody says who buys.
    """
    profile = profile or SpendProfile()
    table, layout = _find(path, profile)
    reading = _Rows(path, profile, buyer, table, layout)
    deals = tuple(reading.deals())
    buyers = {body.name for deal in deals for part, body in deal.parties if part == "buyer"}
    return OpenFile(
        name=path.name,
        digest=digest_of(path),
        what="register",
        words="contract register",
        item="row",
        count=reading.rows,
        deals=deals,
        problems=tuple(reading.problems),
        said=tuple(reading.say()),
        publisher=profile.publisher or (buyers.pop() if len(buyers) == 1 else ""),
        url=profile.url,
        licence=profile.licence,
    )


def register_profile(path: Path, name: str) -> SpendProfile:
    """Read the profile named, or the `profile.toml` that stands beside a register."""
    beside = path.with_name("profile.toml")
    if name or beside.is_file():
        return read_profile(Path(name) if name else beside, roles=REGISTER_ROLES)
    return SpendProfile()


def _find(path: Path, profile: SpendProfile) -> tuple[Table, RegisterLayout]:
    for table in read_table(path, profile):
        if layout := find_register(table.records, profile, str(path)):
            return table, layout
    raise BadInputError(
        f"{path}: no row of it is the header of a contract register: a supplier, a title or reference, and a start or"
        " end; say which column holds what in a profile"
    )


class _Rows:
    """Reads the rows below the header, one agreement each."""

    def __init__(self, path: Path, profile: SpendProfile, buyer: str, table: Table, layout: RegisterLayout) -> None:
        self.path = path
        self.profile = profile
        self.buyer = buyer or profile.body
        self.table = table
        self.layout = layout
        self.below = [each for each in table.records[layout.header_at + 1 :] if not each.blank]
        self.order: DateOrder = (
            "mdy" if profile.date_order == "mdy" else "ymd" if profile.date_order == "ymd" else "dmy"
        )
        if not profile.date_order:
            self.order = find_date_order(
                self._cell(each, role) for each in self.below for role in ("start", "end", "review")
            )
        self.problems: list[Problem] = []
        self.rows = self.again = self.not_said = 0
        self.totals: list[tuple[int, Decimal]] = []
        self.sum = Decimal(0)
        self._references = Counter(self._cell(each, "reference").casefold() for each in self.below)
        self._seen: set[tuple[str, ...]] = set()

    def _cell(self, record: Record, role: str) -> str:
        column = self.layout.columns.get(role, -1)
        return clean(record.cells[column]) if 0 <= column < len(record.cells) else ""

    def deals(self) -> Iterator[Deal]:
        """Give the agreements that can be read; the others are told as problems."""
        for record in self.below:
            if self._is_total(record):
                continue
            self.rows += 1
            told = tuple(clean(cell) for cell in record.cells)
            if told in self._seen:
                self.again += 1
                continue
            self._seen.add(told)
            entry = Entry(self.path.name, record.line)
            deal = self._deal(record, entry)
            self.problems += entry.problems
            if not entry.failed and deal is not None:
                self.sum += deal.worth or Decimal(0)
                yield deal

    def _is_total(self, record: Record) -> bool:
        """Keep a total row aside: it is compared with the sum, and never added."""
        words = [clean(cell) for cell in record.cells if clean(cell)]
        if self._cell(record, "supplier") or not words or not _TOTAL.fullmatch(words[0]):
            return False
        amount = read_amount(self._cell(record, "value"), "", Entry("", 0))
        if amount is not None:
            self.totals.append((record.line, amount))
        return True

    def _deal(self, record: Record, entry: Entry) -> Deal | None:
        cut_off = not self.table.sheet and len(record.cells) < self.layout.width
        if cut_off and max(self.layout.columns.values()) >= len(record.cells):
            said = f"the row ends after {len(record.cells)} of {self.layout.width} columns"
            entry.error("", said, "complete it, or leave it out")
            return None
        if any(clean(cell) for cell in record.cells[self.layout.width :]):
            said = f"the row has {len(record.cells)} cells where the header has {self.layout.width}"
            entry.error("", said, "put what holds a comma into quotation marks")
            return None
        title, reference = self._cell(record, "title"), self._cell(record, "reference")
        suppliers = [
            each for name in _SEVERAL.split(self._cell(record, "supplier")) if (each := self._body(record, name))
        ]
        buyer = self._buyer(record)
        if not suppliers:
            entry.error(self.layout.headings["supplier"], "nobody is named as supplier", "name the supplier")
        if not title and not reference:
            entry.error(self.layout.headings.get("title", "reference"), "no title and no reference", "say what it is")
        worth, currency = self._worth(record, entry)
        start, end, review = (self._day(record, role, entry) for role in ("start", "end", "review"))
        if start and end and end < start:
            said = f"it ends on {end}, before it starts on {start}; the end is left as not known"
            entry.warn(self.layout.headings["end"], said, "correct the one or the other")
            end = ""
        if entry.failed:
            return None
        procedure = self._cell(record, "procedure")
        department = read_words(self._cell(record, "department"))
        named = next((each for form, each in _PROCEDURES if form.search(procedure)), "")
        notes = [f"Department: {department}." if department else ""]
        notes.append(f"Procedure: {read_words(procedure)}." if procedure and not named else "")
        cpv = _CPV.search(self._cell(record, "cpv"))
        values = {
            "name": cut_name(read_words(title)) or f"Agreement {reference}",
            "kind": "contract",
            "procedure": named,
            "cpv": cpv[1] if cpv else "",
            "start_date": start,
            "end_date": end,
            "original_term_months": months_between(start, end),
            "current_term_months": months_between(start, end),
            "break_dates": review,
            "vat": self.profile.vat,
            "note": " ".join(filter(None, notes)),
        }
        why = "its value is not known" if worth is None else ""
        why = why or ("several bodies share it and nobody says how" if len(suppliers) > 1 else "")
        return Deal(
            row=record.line,
            ocid="",
            reference=reference,
            key=self._key(buyer, reference, title, suppliers, start),
            values={name: text for name, text in values.items() if text},
            parties=(("buyer", buyer), *(("supplier", each) for each in suppliers)),
            worth=worth,
            original=worth,
            currency=currency,
            flow=None if why else Flow(buyer, suppliers[0], "contract", "spend", start, end),
            no_flow=why,
        )

    def _key(self, buyer: Body, reference: str, title: str, suppliers: list[Body], start: str) -> str:
        """Say what tells an agreement from others of its buyer: its reference, where no other row has it."""
        names = ";".join(each.name for each in suppliers)
        alone = reference and self._references[reference.casefold()] == 1
        return "|".join((buyer.name, reference) if alone else (buyer.name, reference, title, names, start)).casefold()

    def _buyer(self, record: Record) -> Body:
        body = make_body(self.buyer or self._cell(record, "buyer"), {})
        if body is None:
            raise BadInputError(
                f"{self.path.name}: line {record.line} does not say who buys; say it with --payer, or with body = "
                '"..." in a profile'
            )
        return body

    def _body(self, record: Record, name: str) -> Body | None:
        company, charity = self._cell(record, "company_number"), self._cell(record, "charity_number").upper()
        scheme = "GB-SC" if charity.startswith("SC") else "GB-CHC"
        vcse = self._cell(record, "vcse").casefold() in {"y", "yes", "true", "vcse", "vcs"}
        return make_body(name, {org_id("GB-COH", company): None, org_id(scheme, charity): None}, vcse=vcse)

    def _worth(self, record: Record, entry: Entry) -> tuple[Decimal | None, str]:
        text = self._cell(record, "value")
        if _NOT_SAID.fullmatch(text):
            self.not_said += "value" in self.layout.columns
            return None, ""
        worth = read_amount(text, self.layout.headings["value"], entry)
        if not worth:
            self.not_said += worth is not None
            return None, ""
        said = self._cell(record, "currency")
        return worth, read_currency(said, self.layout.headings["currency"], entry) if said else "GBP"

    def _day(self, record: Record, role: str, entry: Entry) -> str:
        text = self._cell(record, role)
        day = parse_date(text, self.order) if text else None
        if day is None and text and not _OPEN_END.fullmatch(text):
            said = f"“{text}” is no day that can be read; left as not known"
            entry.warn(self.layout.headings[role], said, "write a day such as 31/03/2026")
        return day.isoformat() if day else ""

    def say(self) -> Iterator[str]:
        """Say how the register was read."""
        used = ", ".join(f"{role.replace('_', ' ')} from “{text}”" for role, text in self.layout.headings.items())
        yield f"Columns: {used}"
        if self.layout.unused:
            yield f"Not used: {', '.join(self.layout.unused)}"
        if self.again:
            yield f"{count_of(self.again, 'row stands', 'rows stand')} twice in the file, to count once"
        if self.not_said:
            yield f"{count_of(self.not_said, 'row gives', 'rows give')} no value: it is not known"
        shared = sum(count for reference, count in self._references.items() if reference and count > 1)
        if shared:
            yield f"{shared:,} rows share a reference: look whether each holds its own value or all hold the whole"
        for line, amount in self.totals:
            off = "agrees with the rows" if amount == self.sum else f"the rows come to {say_exact_money(self.sum)}"
            yield f"Line {line} states a total of {say_exact_money(amount)}: {off}; it is not added"
