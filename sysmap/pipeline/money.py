"""Money, answered in every format."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sysmap.analysis.flows import Flow
from sysmap.analysis.money import MoneyReport, report_money, share
from sysmap.model.findings import Figure, FigureValue
from sysmap.model.maps import Branch
from sysmap.model.vocabulary import property_of
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import (
    LISTED,
    Answer,
    Table,
    make_table,
    missing_lines,
    say_amount,
    say_more,
    say_none,
    which_money,
)
from sysmap.pipeline.opening import Opened, asked


def ask_money(
    opened: Opened, *, year: FinancialYear | None = None, basis: str = "", currency: str = "", listed: int = LISTED
) -> Answer:
    """Say who pays for what in a year.

    Parameters
    ----------
    opened : Opened
        The map.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str
        The basis and currency; the most to be trusted and the commonest where empty.
    listed : int
        How many rows of each table the text lists.
    """
    branch = opened.branch
    report = report_money(branch, year, basis, currency)
    selection = report.selection
    flows = sorted(selection.flows, key=lambda flow: (-flow.amount, flow.record.id))
    data = {
        **asked(opened),
        **which_money(selection),
        "total_spend": _exact(report.total_spend.value) if report.total_spend.rests_on else None,
        "by_tier": [
            {
                "tier": tier,
                "amount": _exact(figure.value),
                "share_percent": _exact(share(figure, report.total_spend).value),
            }
            for tier, figure in report.by_tier.items()
        ],
        "by_service": _by_service(branch, report.by_service),
        "in_kind": _by_service(branch, report.in_kind),
        "repayable": _by_service(branch, report.repayable),
        "paid_back": _by_service(branch, report.repaid),
        "not_spent": _by_service(branch, report.not_spent),
        "to_itself": [flow.record.id for flow in report.to_itself],
        "tied_to_no_service": [_one_flow(branch, flow) for flow in report.not_tied],
        "organisations": [
            {
                "id": body.body_id,
                "name": branch.name_of(body.body_id),
                "inflow": _exact(body.inflow.value),
                "outflow": _exact(body.outflow.value),
                "remainder": _exact(body.remainder.value),
            }
            for body in report.bodies
        ],
        "flows": [_one_flow(branch, flow) for flow in flows],
        "left_out": list(selection.left_out),
        "findings": [finding.to_json() for finding in report.findings],
    }
    columns = tuple(_one_flow(branch, flows[0])) if flows else ("id", "from", "to", "amount")
    rows = [[str(cell) for cell in _one_flow(branch, flow).values()] for flow in flows]
    return Answer(
        _money_parts(opened, report, flows, listed), data, make_table(columns, rows), opened.cautions, fine=bool(flows)
    )


def _money_parts(opened: Opened, report: MoneyReport, flows: Sequence[Flow], listed: int) -> tuple[str | Table, ...]:
    branch, selection = opened.branch, report.selection
    if not flows:
        return (f"{opened.heading}.", say_none(selection, "No money is on this map"))
    parts: list[str | Table] = [f"{opened.heading}. Money in {selection.label}, {selection.currency}.", ""]
    spend = [finding.sentence for finding in report.findings if finding.kind != "money_in_and_out"]
    parts.extend(spend or ["No cash spend is tied to a service."])
    parts.extend(missing_lines(report.findings))
    if report.by_service:
        parts.extend(["", "Spend by service", _amounts_table(branch, "service", report.by_service, listed)])
    rows = [
        [branch.name_of(body.body_id), *(_words(each) for each in (body.inflow, body.outflow, body.remainder))]
        for body in sorted(report.bodies, key=lambda body: -max(body.inflow.or_zero, body.outflow.or_zero))
    ]
    heads = ("organisation", "in", "out", "in less out")
    parts.extend(["", "In and out", make_table(heads, rows[:listed], heads[1:])])
    parts.extend(say_more(len(rows), listed))
    told = [
        (
            branch.name_of(flow.record.from_id),
            branch.name_of(flow.record.to_id),
            branch.name_of(flow.service_id) if flow.service_id and flow.service_id != flow.record.to_id else "",
            say_amount(flow.amount),
            flow.record.words("mechanism"),
        )
        for flow in flows[:listed]
    ]
    parts.extend(["", "Who pays whom", make_table(("from", "to", "for", "amount", "how"), told, ("amount",))])
    parts.extend(say_more(len(flows), listed))
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _amounts_table(branch: Branch, head: str, figures: Mapping[str, Figure], listed: int) -> Table:
    largest = sorted(figures.items(), key=lambda pair: (-pair[1].or_zero, pair[0]))[:listed]
    tier_words = property_of("Service", "prevention_tier")
    rows = []
    for element_id, figure in largest:
        service = branch.get(element_id)
        tier = service.get("prevention_tier") if service else ""
        said = tier_words.words_for(tier).partition(":")[0] if tier_words and tier else "not said"
        rows.append((branch.name_of(element_id), _words(figure), said))
    return make_table((head, "amount", "prevention or crisis"), rows, ("amount",))


def _words(figure: Figure) -> str:
    return say_amount(figure.value) if isinstance(figure.value, Decimal) else "not known"


def _exact(value: FigureValue) -> str | None:
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _by_service(branch: Branch, figures: Mapping[str, Figure]) -> list[dict[str, Any]]:
    return [
        {"id": element_id or None, "name": branch.name_of(element_id), "amount": _exact(figure.value)}
        for element_id, figure in figures.items()
    ]


def _one_flow(branch: Branch, flow: Flow) -> dict[str, Any]:
    record = flow.record
    return {
        "id": record.id,
        "from": record.from_id,
        "from_name": branch.name_of(record.from_id),
        "to": record.to_id,
        "to_name": branch.name_of(record.to_id),
        "service": flow.service_id,
        "service_name": branch.name_of(flow.service_id) if flow.service_id else "",
        "amount": _exact(flow.amount),
        "currency": flow.currency,
        "year": str(flow.year) if flow.year else "",
        "basis": flow.basis,
        "mechanism": flow.mechanism,
        "flow_role": record.get("flow_role"),
    }
