"""Which line is the header and which column holds what, from words, from content, or from a profile."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sysmap.errors import BadInputError
from sysmap.formats.spend.amounts import parse_amount
from sysmap.formats.spend.dates import parse_date
from sysmap.formats.spend.headers import find_role
from sysmap.formats.spend.profile import ROLES, SpendProfile
from sysmap.formats.spend.table import Record, clean

HEADER_WITHIN = 60
"""Records looked at for a header. The longest preamble seen has nine lines."""

_SAMPLE = 500
_HALF = 0.5
_TEXT_ROLES = ("payee", "payer", "service", "department", "purpose")
_MONEY_ROLES = ("amount", "gross", "vat")
_NEEDED = {"payee": "who was paid", "amount": "the amount"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that was given a role.

    Attributes
    ----------
    role : str
        One of `ROLES`.
    position : int
        From 1.
    header : str
        As written in the file, spaces stripped.
    why : str
        "heading", "heading and content" or "profile".
    """

    role: str
    position: int
    header: str
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's header is and what its columns hold.

    Attributes
    ----------
    header_at : int
        Index of the header among the records; -1 for none.
    header_line : int
        Its physical line; 0 for none.
    width : int
        Number of columns.
    headers : tuple of str
        All headings.
    columns : dict of str to Column
        By role.
    """

    header_at: int
    header_line: int
    width: int
    headers: tuple[str, ...]
    columns: dict[str, Column]

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings that were given no role."""
        used = {column.position for column in self.columns.values()}
        return tuple(_shown(header, at) for at, header in enumerate(self.headers, 1) if at not in used)


@dataclass(frozen=True, slots=True)
class _Candidate:
    role: str
    score: int
    position: int
    checked: bool


def find_layout(name: str, records: Sequence[Record], profile: SpendProfile) -> Layout | None:
    """Find the header and the columns of one table.

    Parameters
    ----------
    name : str
        File (and sheet), for messages.
    records : sequence of Record
        The whole table.
    profile : SpendProfile
        Wins where it says something.

    Returns
    -------
    Layout or None
        None where no record could be a header.

    Raises
    ------
    BadInputError
        Where two columns could equally be the payee or the amount, or a column that the profile names is not there.
    """
    at = _find_header(name, records, profile)
    if at is None:
        return None
    headers = tuple(clean(cell) for cell in records[at].cells) if at >= 0 else ()
    sample = [record for record in records[at + 1 : at + 1 + _SAMPLE * 2] if not record.blank][:_SAMPLE]
    width = len(headers) or Counter(len(record.cells) for record in sample).most_common(1)[0][0]
    headers = headers or ("",) * width
    header_line = records[at].line if at >= 0 else 0
    where = f"{name}, header in line {header_line}" if header_line else name
    columns = _from_profile(where, headers, profile)
    candidates = _candidates(headers, sample)
    taken = {column.position for column in columns.values()}
    for role in ROLES:
        if role not in columns and role not in profile.columns:
            fitting = [each for each in candidates if each.role == role and each.position not in taken]
            if chosen := _choose(where, role, fitting, headers, sample):
                columns[role] = chosen
                taken.add(chosen.position)
    _divide_areas(columns, candidates, headers, taken, frozenset(profile.columns))
    for role, what in _NEEDED.items():
        if role not in columns and role == "amount" and "gross" in columns:
            gross = columns.pop("gross")
            columns["amount"] = Column("amount", gross.position, gross.header, gross.why)
        elif role not in columns:
            raise BadInputError(f"{where}: no column says {what}. {_hint(headers, sample, role)}")
    return Layout(at, header_line, width, headers, columns)


def describe_missing(name: str, records: Sequence[Record]) -> str:
    """Say in one line that no header was found, what was seen, and how to write a profile."""
    likeliest = max(
        (record for record in records[:HEADER_WITHIN]),
        key=lambda record: sum(1 for cell in record.cells if find_role(clean(cell))[0]),
        default=None,
    )
    seen = _listed(tuple(clean(cell) for cell in likeliest.cells)) if likeliest else "nothing"
    line = f" Line {likeliest.line} has: {seen}." if likeliest else ""
    return (
        f"{name}: found no header with a column for who was paid and one for the amount.{line} Say which in a profile: "
        "header_line = 1 (0 for none), then [columns] payee = 1, amount = 2"
    )


def _find_header(name: str, records: Sequence[Record], profile: SpendProfile) -> int | None:
    if profile.header_line is not None:
        if profile.header_line == 0:
            return -1
        for at, record in enumerate(records[: profile.header_line]):
            if record.line == profile.header_line:
                return at
        raise BadInputError(f"{name}: there is no line {profile.header_line} to be the header, as the profile says")
    best, best_roles = None, 0
    for at, record in enumerate(records[:HEADER_WITHIN]):
        cells = [clean(cell) for cell in record.cells]
        roles = {role for cell in cells if cell for role in (find_role(cell)[0],) if role}
        named = _profile_headers(profile) & set(cells)
        is_text = not any(parse_amount(cell) is not None or parse_date(cell) for cell in cells if cell)
        fits = ("payee" in roles and roles & {"amount", "gross"}) or (named and len(roles) > 1)
        if is_text and fits and len(roles) + len(named) > best_roles:
            best, best_roles = at, len(roles) + len(named)
    return best


def _profile_headers(profile: SpendProfile) -> set[str]:
    return {clean(column) for column in profile.columns.values() if isinstance(column, str)}


def _from_profile(where: str, headers: tuple[str, ...], profile: SpendProfile) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for role, wanted in profile.columns.items():
        if wanted == 0:
            continue
        if isinstance(wanted, int):
            position = wanted
        else:
            folded = [header.casefold() for header in headers]
            position = folded.index(clean(wanted).casefold()) + 1 if clean(wanted).casefold() in folded else 0
        if not 1 <= position <= len(headers):
            raise BadInputError(
                f"{where}: the profile gives {role} the column {wanted!r}, which is not there. "
                f"Columns: {_listed(headers)}"
            )
        columns[role] = Column(role, position, headers[position - 1], "profile")
    return columns


def _candidates(headers: tuple[str, ...], sample: Sequence[Record]) -> list[_Candidate]:
    found = []
    for at, header in enumerate(headers):
        role, score = find_role(header)
        if not role:
            continue
        values = [value for record in sample if at < len(record.cells) and (value := clean(record.cells[at]))]
        if sample and (not values or not _holds(role, values)):
            continue
        found.append(_Candidate(role, score, at + 1, checked=bool(sample)))
    return found


def _holds(role: str, values: list[str]) -> bool:
    """Say whether at least half of a column's values are of the kind that its role needs."""
    enough = len(values) * _HALF
    if role in _MONEY_ROLES:
        return sum(parse_amount(value) is not None for value in values) >= enough
    if role == "date":
        return sum(parse_date(value) is not None or parse_date(value, "mdy") is not None for value in values) >= enough
    if role == "capital_or_revenue":
        kinds = {"c", "r", "capital", "revenue", "cap", "rev"}
        return sum(value.casefold() in kinds for value in values) >= enough
    if role == "payer":
        return not any(letter.isdigit() for letter in values[0]) and sum(map(str.isalpha, values[0])) > 2
    if role in _TEXT_ROLES:
        return sum(parse_amount(value) is None and any(map(str.isalpha, value)) for value in values) >= enough
    return True


def _choose(
    where: str, role: str, fitting: list[_Candidate], headers: tuple[str, ...], sample: Sequence[Record]
) -> Column | None:
    if not fitting:
        return None
    best = max(each.score for each in fitting)
    equal = [each for each in fitting if each.score == best]
    contents = {tuple(record.cells[each.position - 1 : each.position] for record in sample) for each in equal}
    if role in _NEEDED and len(equal) > 1 and len(contents) > 1:
        names = " or ".join(_shown(headers[each.position - 1], each.position) for each in equal)
        raise BadInputError(
            f"{where}: which column says {_NEEDED[role]}: {names}? Say so in a profile: [columns] {role} = "
            f"{equal[0].position}. All columns: {_listed(headers)}"
        )
    # Of several service columns the one further right is the finer, in every file seen.
    chosen = equal[-1] if role == "service" else equal[0]
    why = "heading and content" if chosen.checked else "heading"
    return Column(role, chosen.position, headers[chosen.position - 1], why)


def _divide_areas(
    columns: dict[str, Column],
    candidates: list[_Candidate],
    headers: tuple[str, ...],
    taken: set[int],
    settled: frozenset[str],
) -> None:
    """Give a second service column to the department, a second or lone department to the service area."""
    if "service" in columns and "department" not in columns and "department" not in settled:
        for each in candidates:
            if each.role == "service" and each.position not in taken:
                header = headers[each.position - 1]
                columns["department"] = Column("department", each.position, header, "heading and content")
                return
    if "service" in columns or "department" not in columns or settled & {"service", "department"}:
        return
    others = [each for each in candidates if each.role == "department" and each.position not in taken]
    if others:
        finer = others[-1].position
        columns["service"] = Column("service", finer, headers[finer - 1], "heading and content")
    else:
        lone = columns.pop("department")
        columns["service"] = Column("service", lone.position, lone.header, lone.why)


def _hint(headers: tuple[str, ...], sample: Sequence[Record], role: str) -> str:
    likely = []
    for at, header in enumerate(headers):
        values = [value for record in sample if at < len(record.cells) and (value := clean(record.cells[at]))]
        money = sum("." in value and parse_amount(value) is not None for value in values)
        if role == "amount" and values and money > 0.8 * len(values):
            likely.append(_shown(header, at + 1))
    guess = f" Money stands in {', '.join(likely)}." if likely else ""
    return f"Columns: {_listed(headers)}.{guess} Say which in a profile: [columns] {role} = (header or position)"


def _shown(header: str, position: int) -> str:
    return f"{position} {header or '(blank)'}"


def _listed(headers: tuple[str, ...]) -> str:
    return "; ".join(_shown(header[:60], at) for at, header in enumerate(headers[:40], 1))
