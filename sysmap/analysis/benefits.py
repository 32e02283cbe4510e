"""Who pays and who benefits: payers of services against those who answer for the outcomes they improve (question 4)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sysmap.analysis.boundaries import Homes
from sysmap.analysis.flows import Flow, Selection, add_up, select_flows, total_of
from sysmap.analysis.outcomes import improved_by_service, lacks_for_outcomes
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.years import FinancialYear

NOBODY = "nobody"
"""The column of outcomes that nobody on the map answers for."""

NO_OUTCOME = "no_outcome"
"""The column of services that push no outcome the wanted way within three links."""

NOT_TOLD = "not_told"
"""The column of all services on a map that has no influences or no outcomes: what any makes better cannot be told."""

PARTS: Mapping[str, str] = {
    "own": "its own outcomes alone",
    "own_and_others": "its own outcomes and others'",
    "others": "others' outcomes alone",
    NOBODY: "outcomes that nobody on this map answers for",
    NO_OUTCOME: "no stated better outcome",
    NOT_TOLD: "what cannot be told",
}
"""What each payment improves: every payment is in one of these, so that they add up."""


@dataclass(frozen=True, slots=True)
class Benefits:
    """Who pays and who benefits in one year.

    Parameters
    ----------
    payers : tuple of str
        Organisations that pay for services, their units among them, the largest payer first.
    beneficiaries : tuple of str
        Organisations that answer for outcomes that those services improve, then `NOBODY`, `NO_OUTCOME` and `NOT_TOLD`
        where there are such; the largest first.
    cells : Mapping of (str, str) to Figure
        Cash spend by payer and beneficiary. A service that improves outcomes of several is in the column of each, so
        columns never add up.
    paid : Mapping of str to Figure
        All that each payer spends on services: these add up.
    parts : Mapping of (str, str) to Figure
        The same by payer and what it improves, by the names of `PARTS`: these add up too.
    services : Mapping of (str, str) to tuple of str
        The services behind each cell.
    selection : Selection
        The flows that this is made of: one year, one basis, one currency.
    findings : tuple of Finding
        What this says.
    """

    payers: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    cells: Mapping[tuple[str, str], Figure]
    paid: Mapping[str, Figure]
    parts: Mapping[tuple[str, str], Figure]
    services: Mapping[tuple[str, str], tuple[str, ...]]
    selection: Selection
    findings: tuple[Finding, ...]


def report_benefits(branch: Branch, year: FinancialYear | None = None, basis: str = "", currency: str = "") -> Benefits:
    """Say who pays for services and who answers for the outcomes that these improve.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str, optional
        The basis and currency; see `select_flows` for what is chosen where not given.
    """
    selection = select_flows(branch, year, basis, currency)
    spend = [flow for flow in selection.flows if flow.is_spend and flow.is_cash and flow.service_id]
    homes = Homes(branch)
    lacks = lacks_for_outcomes(branch)
    improved = improved_by_service(branch)
    owners = {service: _owners(homes, ends) for service, ends in improved.items()}
    cells: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    parts: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    paid: dict[str, list[Flow]] = defaultdict(list)
    for flow in spend:
        payer = _whole(homes, flow.record.from_id)
        none = NOT_TOLD if lacks else NOBODY if improved.get(flow.service_id) else NO_OUTCOME
        columns = owners.get(flow.service_id) or {none}
        paid[payer].append(flow)
        parts[payer, _part(payer, columns)].append(flow)
        for column in columns:
            cells[payer, column].append(flow)
    columns_total: dict[str, Decimal] = defaultdict(Decimal)
    for (_, column), flows in cells.items():
        columns_total[column] += total_of(flows)
    last = (NOBODY, NO_OUTCOME, NOT_TOLD)
    beneficiaries = sorted(columns_total, key=lambda each: (each in last, each != NOBODY, -columns_total[each], each))
    report = Benefits(
        tuple(sorted(paid, key=lambda each: (-total_of(paid[each]), each))),
        tuple(beneficiaries),
        {
            key: add_up(selection, flows, "cash spend on services whose outcomes these answer for")
            for key, flows in cells.items()
        },
        {key: add_up(selection, flows, "cash spend on services") for key, flows in paid.items()},
        {key: add_up(selection, flows, f"cash spend towards {PARTS[key[1]]}") for key, flows in parts.items()},
        {key: tuple(dict.fromkeys(flow.service_id for flow in flows)) for key, flows in cells.items()},
        selection,
        (),
    )
    return replace(report, findings=tuple(_say_payer(branch, report, payer, lacks) for payer in report.payers))


def _owners(homes: Homes, outcomes: list[str]) -> set[str]:
    """Give the whole bodies that answer for outcomes."""
    return {_whole(homes, body) for outcome in outcomes for body in homes.of(outcome)}


def _whole(homes: Homes, body: str) -> str:
    """Give what a unit is part of; a unit of several bodies stays itself, as nobody said whose its money is."""
    roots = homes.roots(body)
    return next(iter(roots)) if len(roots) == 1 else body


def _part(payer: str, columns: set[str]) -> str:
    if columns & {NOBODY, NO_OUTCOME, NOT_TOLD}:
        return next(iter(columns))
    if payer not in columns:
        return "others"
    return "own" if len(columns) == 1 else "own_and_others"


def _say_payer(branch: Branch, report: Benefits, payer: str, lacks: str) -> Finding:
    selection = report.selection
    said = []
    figures = {"paid": report.paid[payer]}
    for name, words in PARTS.items():
        figure = report.parts.get((payer, name))
        if figure is not None and isinstance(figure.value, Decimal):
            said.append(f"{say_money(figure.value, selection.currency)} towards {words}")
            figures[name] = figure
    whole = report.paid[payer]
    parts = f"who benefits cannot be told, as this map shows {lacks}" if lacks else "; ".join(said)
    amount = say_money(whole.value, selection.currency) if isinstance(whole.value, Decimal) else "an unknown amount"
    return Finding(
        "pays_for",
        f"“{branch.name_of(payer)}” pays {amount} for services ({selection.label}): {parts}.",
        (payer, *dict.fromkeys(each for key, ids in report.services.items() if key[0] == payer for each in ids)),
        figures,
        whole.rests_on,
        selection.missing,
        scenario=branch.scenario,
    )
