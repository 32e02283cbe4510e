"""Which feedback loops could pay for themselves: the step from outcome back to income, and its money (question 26).

A loop sustains itself only where an influence reaches income and a flow of money carries it back (DOMAIN 1.7). A loop
without such a flow may feed itself as drawn; nobody pays for it to.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from time import monotonic

from sysmap.analysis.flows import Flow, Selection, add_up, select_flows
from sysmap.analysis.loop_search import find_loops_through
from sysmap.analysis.loops import CausalGraph, FoundLoop
from sysmap.model.duplicates import names_of
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.polarity import REINFORCING
from sysmap.model.sureness import least_sure
from sysmap.model.years import FinancialYear

CARRIES_BACK = {"sale": "sales", "charge": "charges", "outcome_payment": "payments for outcomes"}
"""Mechanisms by which what a service achieves brings money, with their words; repayments do too, by their role."""

LIMIT = 2000
SECONDS = 5.0
"""Loops and seconds of searching after which loops through income are no longer looked for, which the answer says."""

_MONEY_WORDS = re.compile(
    r"\b(?:income|budgets?|re-?invest\w*|surplus(?:es)?|revenues?|earnings|receipts|proceeds|savings)\b", re.IGNORECASE
)
_MONEY_UNIT = re.compile(r"£|€|\$|\b(?:GBP|EUR|USD|pounds?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SelfFunding:
    """A loop that feeds itself through income, and its money.

    Parameters
    ----------
    loop : FoundLoop
        The loop.
    income : tuple of str
        Its elements that stand for income.
    services : tuple of str
        Its services.
    steps : tuple of str
        Ids of the links by which it reaches income.
    money_in : Figure
        Cash that what it achieves brings to somebody who pays for or delivers one of its services; not known where the
        map shows none.
    needed : Figure
        Cash spent on its services; not known where the map shows none.
    gap : Figure
        The second less the first, below 0 where more comes in; not known where either is.
    others : Figure
        Other cash tied to its services that is not spent there yet, such as a grant; not known where none.
    least_sure : str
        The lowest confidence of its links; empty where nobody said of one.
    """

    loop: FoundLoop
    income: tuple[str, ...]
    services: tuple[str, ...]
    steps: tuple[str, ...]
    money_in: Figure
    needed: Figure
    gap: Figure
    others: Figure
    least_sure: str

    @property
    def carried(self) -> bool:
        """Whether any money on the map carries it back."""
        return self.money_in.value is not None


@dataclass(frozen=True, slots=True)
class SustainReport:
    """Loops through income.

    Parameters
    ----------
    selection : Selection
        The money it speaks of.
    income : tuple of str
        The factors that were taken for income.
    loops : tuple of SelfFunding
        Loops that feed themselves through one and through a service; those that money carries first, then named ones.
    not_in_a_loop : Figure
        Money from sales, charges and outcomes that is in none of them; not known where there is none.
    complete : bool
        Whether every such loop was found.
    findings : tuple of Finding
        What this says, a finding for each loop and one for the money in none.
    """

    selection: Selection
    income: tuple[str, ...]
    loops: tuple[SelfFunding, ...]
    not_in_a_loop: Figure
    complete: bool
    findings: tuple[Finding, ...]


def find_income(branch: Branch, also: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the factors that stand for money coming in: measured in money, or called so; and those named by hand."""
    in_money = {measure.get("factor_id") for measure in branch.of("Measure") if _MONEY_UNIT.search(measure.get("unit"))}
    return tuple(
        each.id
        for each in branch.of("Factor")
        if each.id in in_money or each.id in also or any(_MONEY_WORDS.search(name) for name in names_of(each))
    )


def report_sustaining(
    branch: Branch,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    *,
    income: Sequence[str] = (),
) -> SustainReport:
    """Find the loops that could pay for themselves.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str, optional
        The basis and currency; the most to be trusted and the commonest where not given.
    income : sequence of str, optional
        Ids of factors to take for income beside those that say so.
    """
    selection = select_flows(branch, year, basis, currency)
    factors = find_income(branch, income)
    found, complete = _loops(branch, factors)
    brings = [flow for flow in selection.flows if _brings(flow)]
    tied: dict[str, list[Flow]] = {}
    for flow in selection.flows:
        tied.setdefault(flow.service_id, []).append(flow)
    loops = [_with_money(branch, selection, loop, set(factors), tied) for loop in found]
    loops.sort(key=lambda each: (not each.carried, not each.loop.name, each.loop.length, each.loop.elements))
    used = {row for each in loops for row in each.money_in.rests_on}
    apart = add_up(
        selection, [flow for flow in brings if flow.record.id not in used], "money from results, no loop", if_none=None
    )
    findings = (
        *(_say(branch, selection, each) for each in loops),
        *_say_apart(branch, selection, apart),
    )
    return SustainReport(selection, factors, tuple(loops), apart, complete, findings)


def _loops(branch: Branch, factors: Iterable[str]) -> tuple[list[FoundLoop], bool]:
    graph = CausalGraph(branch)
    found: dict[str, FoundLoop] = {}
    complete = True
    seen = 0
    until = monotonic() + SECONDS
    for factor in factors:
        left = max(until - monotonic(), 0)
        stream = find_loops_through(graph.successors, factor, limit=LIMIT - seen, seconds=left)
        for cycle in stream:
            seen += 1
            if graph.type_of(cycle) == REINFORCING and any(branch[each].kind == "Service" for each in cycle):
                loop = graph.describe(cycle)
                found.setdefault(loop.id, loop)
        complete = complete and stream.account.is_whole
    return list(found.values()), complete


def _brings(flow: Flow) -> bool:
    """Whether a flow is money that what was achieved brings: sold, charged for, paid for outcomes, or paid back."""
    return flow.is_cash and flow.amount > 0 and (flow.mechanism in CARRIES_BACK or flow.is_repayment)


def _with_money(
    branch: Branch, selection: Selection, loop: FoundLoop, factors: set[str], by_service: Mapping[str, list[Flow]]
) -> SelfFunding:
    services = tuple(each for each in loop.elements if branch[each].kind == "Service")
    tied = [flow for each in services for flow in by_service.get(each, ())]
    spent = [flow for flow in tied if flow.is_spend and flow.is_cash and not flow.is_repayment and not _brings(flow)]
    # Whoever pays for a service, lends for it or delivers it can spend on it what comes back.
    keepers = {flow.record.from_id for flow in tied if flow.is_spend and not _brings(flow)} | set(services)
    keepers |= {link.from_id for each in services for link in branch.reaching(each, "DELIVERS", "COMMISSIONS")}
    back = [flow for flow in tied if _brings(flow) and flow.record.to_id in keepers]
    counted = {flow.record.id for flow in (*spent, *back)}
    others = [flow for flow in tied if flow.is_cash and not _brings(flow) and flow.record.id not in counted]
    money_in = add_up(
        selection, back, "sales, charges, payments for outcomes and repayments that come back", if_none=None
    )
    needed = add_up(selection, spent, "cash spent on its services", if_none=None)
    links = [branch[each] for each in loop.relationships]
    return SelfFunding(
        loop,
        tuple(each for each in loop.elements if each in factors),
        services,
        tuple(link.id for link in links if link.to_id in factors),
        money_in,
        needed,
        _less(needed, money_in),
        add_up(selection, others, "other cash tied to its services", if_none=None),
        least_sure(links),
    )


def _less(needed: Figure, money_in: Figure) -> Figure:
    known = isinstance(needed.value, Decimal) and isinstance(money_in.value, Decimal)
    value = needed.value - money_in.value if known else None  # type: ignore[operator]  # both are Decimal where known
    return Figure(value, needed.unit, "what is needed less what comes back", (*needed.rests_on, *money_in.rests_on))


def name_of_loop(branch: Branch, loop: FoundLoop) -> str:
    """Give a loop's own name, or the way round."""
    if loop.name:
        return loop.name
    return " → ".join(branch.name_of(each) for each in (*loop.elements, loop.elements[0]))


def _say(branch: Branch, selection: Selection, each: SelfFunding) -> Finding:
    name = f"“{name_of_loop(branch, each.loop)}”"
    income = " and ".join(f"“{branch.name_of(one)}”" for one in each.income)
    missing = [*selection.missing]
    if not each.carried:
        said = (
            f"{name} feeds itself through {income} as drawn, but no sale, charge, payment for outcomes or repayment on"
            f" this map carries money back ({selection.label}). Ask whether any could, and who would have to pay."
        )
    elif not isinstance(each.needed.value, Decimal):
        missing.append("what its services cost")
        said = f"{_money(each.money_in)} comes back in {name} ({selection.label}); what it costs is not known."
    else:
        gap = each.gap.or_zero
        amount = say_money(abs(gap), selection.currency)
        end = f"{amount} is lacking" if gap > 0 else f"{amount} is over" if gap < 0 else "it pays for itself"
        said = (
            f"{_money(each.money_in)} comes back in {name}, and {_money(each.needed)} is spent on it"
            f" ({selection.label}): {end}."
        )
        if each.others.rests_on:
            said += f" {_money(each.others)} of other money is tied to it."
    return Finding(
        "self_funding",
        said,
        (each.loop.id, *each.loop.elements),
        {"money_in": each.money_in, "needed": each.needed, "gap": each.gap, "others": each.others},
        (*each.loop.relationships, *each.money_in.rests_on, *each.needed.rests_on),
        tuple(missing),
        scenario=branch.scenario,
    )


def _money(figure: Figure) -> str:
    return say_money(figure.value, figure.unit) if isinstance(figure.value, Decimal) else "not known"


def _say_apart(branch: Branch, selection: Selection, apart: Figure) -> list[Finding]:
    if not apart.rests_on:
        return []
    return [
        Finding(
            "income_in_no_loop",
            f"{_money(apart)} from sales, charges, outcomes and repayments ({selection.label}) is in none of these"
            " loops. Ask what it is for, and whether a link back is missing.",
            apart.rests_on,
            {"amount": apart},
            apart.rests_on,
            (),
            scenario=branch.scenario,
        )
    ]
