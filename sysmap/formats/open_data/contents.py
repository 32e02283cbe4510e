"""What was read from a file of public data: agreements with who takes part, what they are worth and what was paid."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from sysmap.formats.spend.people import looks_like_person
from sysmap.model.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as a file names it. Nothing is kept of whom to contact there.

    Attributes
    ----------
    name : str
        Its name, cleaned.
    org_ids : tuple of str
        Identifiers of public registers, with their scheme (GB-COH-01234567), the most telling first.
    local_id : str
        The publisher's own identifier, where it means the same body in every file of that publisher; else empty.
    charity : bool
        Whether an identifier is that of a charity register.
    vcse : bool
        Whether the publisher says that it is of the voluntary or community sector.
    """

    name: str
    org_ids: tuple[str, ...] = ()
    local_id: str = ""
    charity: bool = False
    vcse: bool = False

    @property
    def like_a_person(self) -> bool:
        """Whether the name looks like that of a private person and no register knows it; saints are churches."""
        return not self.org_ids and not self.name.startswith(("St ", "St. ")) and bool(looks_like_person(self.name))


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment under an agreement."""

    reference: str
    day: date
    amount: Decimal
    payer: Body
    payee: Body


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole of an agreement's money, as one flow over its term.

    Attributes
    ----------
    payer, payee : Body
        Who pays whom.
    mechanism, role : str
        As FUNDS has them.
    start, end : str
        The term, as far as it is known.
    """

    payer: Body
    payee: Body
    mechanism: str
    role: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Deal:
    """One agreement: a contract, an award, a grant, or a procurement that has not been awarded.

    Attributes
    ----------
    row : int
        Where it stands: the release or grant in the file, or the line.
    ocid : str
        The contracting process; empty for what is not one.
    reference : str
        Its number in the list; empty for a procurement before its award.
    values : Mapping of str to str
        Properties of the Agreement as canonical text, but for money.
    parties : tuple of (str, Body)
        Who takes part, with the part as PARTY_TO has it.
    worth : Decimal or None
        Its whole value now; None where not known.
    original : Decimal or None
        Its whole value when it was first published.
    currency : str
        ISO 4217 code of both and of the payments.
    flow : Flow or None
        The flow that its worth makes.
    no_flow : str
        Why it makes none, in words.
    payments : tuple of Paid
        What was paid under it.
    over : bool
        Whether it came to nothing: it is not brought in, but ends what was brought in before.
    key : str
        What tells it from all others, where its number does so within one list only.
    planned_as : str
        What it was called while it was planned, as far as the file tells.
    """

    row: int
    ocid: str
    reference: str
    values: Mapping[str, str]
    parties: tuple[tuple[str, Body], ...] = ()
    worth: Decimal | None = None
    original: Decimal | None = None
    currency: str = ""
    flow: Flow | None = None
    no_flow: str = ""
    payments: tuple[Paid, ...] = ()
    over: bool = False
    key: str = ""
    planned_as: str = ""

    def bodies(self) -> Iterator[Body]:
        """Give every body it names, some of them more than once."""
        yield from (body for _, body in self.parties)
        for paid in self.payments:
            yield paid.payer
            yield paid.payee


@dataclass(frozen=True)
class OpenFile:
    """One file of public data.

    Attributes
    ----------
    name : str
        Its name.
    digest : str
        The SHA-256 digest of its bytes.
    what : str
        "ocds", "360giving" or "register".
    words : str
        What it is, in words.
    item : str
        What one entry of it is called: release, grant, row.
    count : int
        How many entries it has.
    deals : tuple of Deal
        What could be read.
    problems : tuple of Problem
        What could not, each with its entry and field.
    said : tuple of str
        What else is to be said of how it was read, a sentence each.
    publisher, url, licence, published : str
        Where it comes from; `published` is a day.
    """

    name: str
    digest: str
    what: str
    words: str
    item: str
    count: int
    deals: tuple[Deal, ...]
    problems: tuple[Problem, ...] = ()
    said: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    licence: str = ""
    published: str = ""

    @cached_property
    def live(self) -> tuple[Deal, ...]:
        """The agreements that are to stand on a map."""
        return tuple(deal for deal in self.deals if not deal.over)

    @cached_property
    def totals(self) -> Mapping[str, Decimal]:
        """The sum of what they are worth, by currency."""
        return add_up((deal.currency, deal.worth) for deal in self.live if deal.worth is not None)

    @cached_property
    def paid(self) -> Mapping[str, Decimal]:
        """The sum of what was paid under them, by currency."""
        return add_up((deal.currency, paid.amount) for deal in self.live for paid in deal.payments)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Names that look like those of private people."""
        return tuple(sorted({body.name for deal in self.live for body in deal.bodies() if body.like_a_person}))


def add_up(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Add amounts by currency; those of different currencies are never added."""
    sums: dict[str, Decimal] = {}
    for currency, amount in amounts:
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    return dict(sorted(sums.items()))


@dataclass
class Entry:
    """Where reading is: collects what is wrong with one entry of a file."""

    file: str
    row: int
    about: str = ""
    problems: list[Problem] = field(default_factory=list)

    def error(self, at: str, message: str, todo: str) -> None:
        """Say what makes the entry unsound."""
        self._say(at, message, todo, "error")

    def warn(self, at: str, message: str, todo: str) -> None:
        """Say what of the entry is left out."""
        self._say(at, message, todo, "warning")

    @property
    def failed(self) -> bool:
        """Whether the entry cannot be brought in."""
        return any(problem.severity == "error" for problem in self.problems)

    def _say(self, at: str, message: str, todo: str, severity: Severity) -> None:
        where = f"{self.about}: {message}" if self.about else message
        self.problems.append(Problem(where, todo, severity, self.file, self.row, at))
