"""Whose money services rest on, answered in every format."""

from dataclasses import replace
from decimal import Decimal
from math import isnan
from typing import Any

from sysmap.analysis.funders import FunderReport, ServiceMoney, as_percent, report_funders
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_figure, say_more, say_none, which_money
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked, say_gaps

RULE = "Every body is taken to pay what it pays out of all it takes in alike; money for one purpose only out of that."


def ask_funders(
    opened: Opened,
    name: str = "",
    *,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    listed: int = LISTED,
    ask: Ask | None = None,
) -> Answer:
    """Say whose money each service rests on, paid straight and through chains.

    Parameters
    ----------
    opened : Opened
        The map.
    name : str
        One service, its name typed loosely; all where empty.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str
        The basis and currency; the most to be trusted and the commonest where empty.
    listed : int
        How many rows of each table the text lists.
    ask : callable, optional
        Asks which of several is meant.
    """
    branch = opened.branch
    only = find_named(branch, name, ("Service",), ask).id if name else ""
    report = report_funders(branch, year, basis, currency)
    if only:
        others = {each.service_id for each in report.services} - {only}
        report = replace(
            report, findings=tuple(each for each in report.findings if not others.intersection(each.about))
        )
    services = [each for each in report.services if not only or each.service_id == only]
    network, selection = report.money.network, report.money.selection
    data = {
        **asked(opened),
        **which_money(selection),
        "services": [_service_data(branch, each) for each in services],
        "throughflow": _number(network.total),
        "cycling_index": _number(network.cycling_index),
        "average_path_length": _number(network.average_path_length),
        "just_in": _number(network.shares_by_hand[0]),
        "passed_on_once": _number(network.shares_by_hand[1]),
        "passed_on_more": _number(network.shares_by_hand[2]),
        "kept": {each: str(figure.value) for each, figure in report.kept.items()},
        "short": {each: str(figure.value) for each, figure in report.short.items()},
        "circles": [
            {"bodies": list(each.bodies), "smallest": str(each.amount.value), "rests_on": list(each.amount.rests_on)}
            for each in report.circles
        ],
        "loans": [
            {
                "lender": each.lender,
                "borrower": each.borrower,
                "agreement": each.agreement_id or None,
                "how": each.mechanism,
                "lent": str(each.lent),
                "currency": each.flows[0].currency,
                "repaid": str(each.repaid) if each.repayments else None,
                "rests_on": [flow.record.id for flow in (*each.flows, *each.repayments)],
            }
            for each in report.loans
        ],
        "only_round": list(report.money.closed),
        "left_out": list(selection.left_out),
        "findings": [finding.to_json() for finding in report.findings],
    }
    rows = [
        [
            each.service_id,
            branch.name_of(each.service_id),
            one.funder_id,
            branch.name_of(one.funder_id),
            *(str(as_percent(share)) for share in (one.direct, one.through, one.hidden, one.began)),
        ]
        for each in services
        for one in each.reliances
    ]
    columns = ("service", "service_name", "funder", "funder_name", "direct", "through", "hidden", "began")
    return Answer(
        _parts(opened, report, services, listed),
        data,
        make_table(columns, rows),
        opened.cautions,
        fine=bool(services),
    )


def _parts(opened: Opened, report: FunderReport, services: list[ServiceMoney], listed: int) -> tuple[str | Table, ...]:
    branch, selection = opened.branch, report.money.selection
    if not services:
        return (
            f"{opened.heading}.",
            say_none(selection, "No cash reaches a service on this map"),
            *(finding.sentence for finding in report.findings),
        )
    parts: list[str | Table] = [
        f"{opened.heading}. Whose money services rest on, {selection.label}, {selection.currency}.",
        RULE,
        "",
    ]
    alone = len(services) == 1
    if alone:
        parts.extend(_one_service(branch, services[0]))
    else:
        parts.append(_overview(branch, services[:listed]))
        parts.extend(say_more(len(services), listed))
        parts.append("With the name of a service it tells all who pay for it, and how concentrated that is.")
    # What each service hides stands in the table.
    told = [finding for finding in report.findings if finding.kind != "hidden_dependence"]
    parts.append("")
    parts.extend(finding.sentence for finding in told)
    parts.extend(_not_mapped(branch, report, listed))
    parts.extend(_circulation(report))
    if report.money.closed:
        names = ", ".join(f"“{branch.name_of(each)}”" for each in report.money.closed)
        parts.append(f"Left out, as its money only goes round: {names}.")
    parts.extend(say_gaps(opened, report.findings if alone else told, selection.missing))
    return tuple(parts)


def _overview(branch: Branch, services: list[ServiceMoney]) -> Table:
    heads = ("service", "cash", "most straight from", "most passed on by", "source not shown")
    rows = []
    for each in services:
        straight = max(each.reliances, key=lambda one: (one.direct, one.funder_id), default=None)
        hidden = max(each.reliances, key=lambda one: (one.hidden, one.funder_id), default=None)
        rows.append(
            (
                branch.name_of(each.service_id),
                say_figure(each.amount),
                _name_and_share(branch, straight.funder_id, straight.direct) if straight else "",
                _name_and_share(branch, hidden.funder_id, hidden.hidden) if hidden else "",
                _percent(each.not_shown),
            )
        )
    return make_table(heads, rows, (heads[1], heads[4]))


def _name_and_share(branch: Branch, body: str, share: float) -> str:
    return f"{branch.name_of(body)} {_percent(share)}" if as_percent(share) else ""


def _percent(share: float) -> str:
    return f"{as_percent(share):.1f}%"


def _one_service(branch: Branch, service: ServiceMoney) -> list[str | Table]:
    heads = ("payer", "straight", "passes through it", "not seen in what it pays itself", "began with it")
    rows = [
        [branch.name_of(one.funder_id), *map(_percent, (one.direct, one.through, one.hidden, one.began))]
        for one in service.reliances
    ]
    kinds = (
        ("those who pay it straight", service.straight),
        ("where its money began", service.began),
        ("those who are paid for it", service.paid),
    )
    told = [
        (
            words,
            f"{each.index:,.0f} of 10,000",
            f"{each.effective:.1f} equal ones",
            _name_and_share(branch, each.largest_id, each.share),
        )
        for words, each in kinds
        if each.effective
    ]
    parts: list[str | Table] = [
        f"{branch.name_of(service.service_id)}: {say_figure(service.amount)}.",
        make_table(heads, rows, heads[1:]),
    ]
    if told:
        columns = ("how concentrated", "at least", "as of at most", "largest")
        parts.extend(["", make_table(columns, told, columns[1:3])])
    unnamed = service.payees.get(service.service_id, 0.0)
    if as_percent(unnamed):
        parts.append(f"Who is paid {_percent(unnamed)} of it is not named.")
    return parts


def _not_mapped(branch: Branch, report: FunderReport, listed: int) -> list[str | Table]:
    bodies = sorted(
        dict.fromkeys((*report.kept, *report.short)),
        key=lambda each: (-max(_size(report.kept.get(each)), _size(report.short.get(each))), each),
    )
    if not bodies:
        return []
    heads = ("not mapped", "in, and not paid on here", "out, beyond what comes in here")
    rows = [
        (
            branch.name_of(each),
            *(say_figure(found[each]) if each in found else "" for found in (report.kept, report.short)),
        )
        for each in bodies[:listed]
    ]
    parts: list[str | Table] = ["", make_table(heads, rows, heads[1:])]
    parts.extend(say_more(len(bodies), listed))
    return [*parts, ""]


def _size(figure: Figure | None) -> Decimal:
    return figure.or_zero if figure else Decimal(0)


def _circulation(report: FunderReport) -> list[str]:
    """Say how far money goes from hand to hand, and how much of it comes back."""
    network = report.money.network
    if isnan(network.cycling_index):
        return []
    entered, once, more = network.shares_by_hand
    pound = say_money(Decimal(1), report.money.selection.currency)
    said = (
        f"{pound} that enters passes {network.average_path_length:.1f} bodies and services on average here. Of all that"
        f" moves, {_percent(entered)} has just come in, {_percent(once)} was passed on once and {_percent(more)} more"
        " often;"
    )
    if report.circles:
        return [f"{said} {_percent(network.cycling_index)} has been before where it is."]
    return [f"{said} none comes back to where it has been."]


def _service_data(branch: Branch, service: ServiceMoney) -> dict[str, Any]:
    return {
        "id": service.service_id,
        "name": branch.name_of(service.service_id),
        "amount": str(service.amount.value),
        "funders": [
            {
                "id": each.funder_id,
                "name": branch.name_of(each.funder_id),
                "direct": str(as_percent(each.direct)),
                "through": str(as_percent(each.through)),
                "hidden": str(as_percent(each.hidden)),
                "began": str(as_percent(each.began)),
            }
            for each in service.reliances
        ],
        "began_not_shown": str(as_percent(service.not_shown)),
        "concentration_at_least": round(service.began.index),
        "effective_funders_at_most": _rounded(service.began.effective),
        "straight_concentration_at_least": round(service.straight.index),
        "effective_straight_at_most": _rounded(service.straight.effective),
        "paid": {each: str(as_percent(share)) for each, share in service.payees.items()},
        "paid_concentration_at_least": round(service.paid.index),
        "effective_paid_at_most": _rounded(service.paid.effective),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _number(value: float) -> float | None:
    return None if isnan(value) else round(value, 6)
