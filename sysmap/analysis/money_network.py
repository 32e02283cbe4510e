"""The money of one year as a flow network: who pays, who passes on, which service it ends at (METHODS 10).

Spend on a service goes from its payer straight to that service, whoever delivers it, so that what else a supplier does
with other money does not mix in. Money restricted to a purpose stays in a pot of its own where its receiver pays out
for that purpose; a pot that pays out more than it takes in is topped up by the same body.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sysmap.analysis.flows import REPAYABLE, Flow, Selection, best_of_each_year, read_flows, total_of
from sysmap.analysis.throughflow import Network, balance
from sysmap.model.maps import Branch

Pot = tuple[str, str]
"""A body or service, and the purpose that its money is restricted to; empty for any."""


@dataclass(frozen=True)
class Spread:
    """Restricted money for whose purpose its receiver pays nothing out on the map: taken to go to all it does.

    Parameters
    ----------
    body_id, purpose : str
        The receiver and the purpose.
    rests_on : tuple of str
        Ids of the flows.
    """

    body_id: str
    purpose: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Loan:
    """What one body lent another under one agreement, of all years, and what is paid back.

    Parameters
    ----------
    lender, borrower : str
        The two; the borrower may be drawn as a service.
    agreement_id : str
        The agreement; empty where none is named.
    mechanism : str
        loan, guarantee or equity.
    flows : tuple of Flow
        What was lent, each year on its most trusted basis, in one currency.
    repayments : tuple of Flow
        Rows that pay it back, to the lender: under the same agreement by whoever pays, else by the borrower. Each year
        on its most trusted basis, in the same currency.
    """

    lender: str
    borrower: str
    agreement_id: str
    mechanism: str
    flows: tuple[Flow, ...]
    repayments: tuple[Flow, ...]

    @property
    def lent(self) -> Decimal:
        """What was lent, in the currency of its rows."""
        return total_of(self.flows)

    @property
    def repaid(self) -> Decimal:
        """What the map shows paid back."""
        return total_of(self.repayments)


@dataclass(frozen=True)
class MoneyNetwork:
    """The cash of one year, one basis and one currency as a network.

    Parameters
    ----------
    selection : Selection
        The flows it was made of.
    network : Network
        The flows as numbers.
    pots : tuple of (str, str)
        What each node of it is.
    ends : Mapping of str to (int, int)
        From which node to which each flow goes, by the id of its row.
    spread : tuple of Spread
        Restricted money that was taken to go to all its receiver does.
    closed : tuple of str
        Bodies among which money only goes round; they are not in the network.
    """

    selection: Selection
    network: Network
    pots: tuple[Pot, ...]
    ends: Mapping[str, tuple[int, int]]
    spread: tuple[Spread, ...]
    closed: tuple[str, ...]

    def nodes_of(self, element_id: str) -> list[int]:
        """Give the nodes that are pots of a body, or a service."""
        return self._places.get(element_id, [])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for node, (element, _) in enumerate(self.pots):
            places[element].append(node)
        return places


def end_of(flow: Flow) -> str:
    """Give where a flow goes in the network: spend to the service it pays for, other money to whom it is paid."""
    return flow.service_id if flow.is_spend and flow.service_id else flow.record.to_id


def purpose_of(flow: Flow) -> str:
    """Give the purpose that a flow is restricted to; empty where it is not, or nobody said to what."""
    return flow.record.get("restriction").partition(":")[2].strip()


def build_network(selection: Selection) -> MoneyNetwork:
    """Make the network of a year's cash.

    In kind, loans, guarantees and equity are no cash; what pays something back is not passed on; what a body pays to
    itself goes nowhere. They stay out.

    Parameters
    ----------
    selection : Selection
        The flows of one year, one basis and one currency.
    """
    flows = [
        flow
        for flow in selection.flows
        if flow.is_cash and not flow.is_repayment and not flow.goes_nowhere and flow.amount > 0
    ]
    coming: dict[Pot, list[Flow]] = defaultdict(list)
    going: dict[Pot, list[Flow]] = defaultdict(list)
    pays = {flow.record.from_id for flow in flows}
    for flow in flows:
        coming[(end_of(flow), purpose_of(flow))].append(flow)
        going[(flow.record.from_id, purpose_of(flow))].append(flow)
    own = {pot for pot in coming if pot[1] and pot in going}
    spread = tuple(
        Spread(body, purpose, tuple(flow.record.id for flow in rows))
        for (body, purpose), rows in coming.items()
        if purpose and body in pays and (body, purpose) not in own
    )
    places: dict[Pot, int] = {}

    def place(element: str, purpose: str) -> int:
        pot = (element, purpose if (element, purpose) in own else "")
        return places.setdefault(pot, len(places))

    arcs: dict[tuple[int, int], float] = defaultdict(float)
    ends = {}
    for flow in flows:
        purpose = purpose_of(flow)
        ends[flow.record.id] = (place(flow.record.from_id, purpose), place(end_of(flow), purpose))
        arcs[ends[flow.record.id]] += float(flow.amount)
    for pot in sorted(own):
        short = total_of(going[pot]) - total_of(coming[pot])
        if short > 0:
            arcs[(place(pot[0], ""), places[pot])] += float(short)
    network, closed = balance(arcs, len(places))
    pots = tuple(places)
    return MoneyNetwork(selection, network, pots, ends, spread, tuple(dict.fromkeys(pots[node][0] for node in closed)))


def find_loans(branch: Branch) -> tuple[Loan, ...]:
    """Find all that was lent, each with what pays it back, the most first.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    """
    flows = best_of_each_year(read_flows(branch))
    lent: dict[tuple[str, ...], list[Flow]] = defaultdict(list)
    back: dict[tuple[str, ...], list[Flow]] = defaultdict(list)
    for flow in flows:
        row, agreement = flow.record, flow.record.get("agreement_id")
        if flow.is_repayment:
            # Under an agreement others may pay it back, as those do that pay for outcomes.
            back[row.to_id, agreement or row.from_id, flow.currency].append(flow)
        elif flow.mechanism in REPAYABLE:
            lent[row.from_id, row.to_id, agreement, flow.mechanism, flow.currency].append(flow)
    loans = [
        Loan(lender, borrower, agreement, how, tuple(rows), tuple(back[lender, agreement or borrower, currency]))
        for (lender, borrower, agreement, how, currency), rows in lent.items()
    ]
    return tuple(sorted(loans, key=lambda each: (-each.lent, each.flows[0].record.id)))
