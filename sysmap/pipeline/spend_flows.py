"""What tells one flow of money from another, and the payments of a file that make it."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from sysmap.formats.spend import Payment
from sysmap.model.ids import keyed_id
from sysmap.model.values import clean_text
from sysmap.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class FlowKey:
    """What tells one flow from another: names as keys, the financial year and the basis."""

    payer: str
    payee: str
    service: str
    year: FinancialYear
    basis: str

    def id(self, role: str) -> str:
        """Give the id of the flow that runs this way, "spend" or "repayment"."""
        return keyed_id("FUNDS", self.payer, self.payee, self.service, str(self.year), self.basis, role)

    def flow_id(self, role: str) -> str:
        """Give what joins the years of the flow."""
        return "flow_" + keyed_id("FUNDS", self.payer, self.payee, self.service, role).partition("_")[2]


@dataclass
class Flow:
    """The payments of one flow in this file, with the ids of their records."""

    payments: list[tuple[str, Payment]] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        """Their sum; negative where credits exceed payments."""
        return sum((payment.amount for _, payment in self.payments), Decimal(0))


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Give what two spellings of one name share: case and spaces don't tell names apart, punctuation may."""
    return " ".join(clean_text(name).casefold().split())
