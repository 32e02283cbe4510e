"""Whose money services rest on, answered in every format."""

from dataclasses import replace
from math import isnan
from typing import Any

from sysmap.analysis.funders import FunderReport, ServiceMoney, as_percent, report_funders
from sysmap.model.maps import Branch
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, missing_lines, say_figure
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked

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
        "year": str(selection.year) if selection.year else None,
        "basis": selection.basis,
        "currency": selection.currency,
        "services": [_service_data(branch, each) for each in services],
        "throughflow": _number(network.total),
        "cycling_index": _number(network.cycling_index),
        "average_path_length": _number(network.average_path_length),
        "kept": {each: str(figure.value) for each, figure in report.kept.items()},
        "short": {each: str(figure.value) for each, figure in report.short.items()},
        "circles": [
            {"bodies": list(each.bodies), "smallest": str(each.amount.value), "rests_on": list(each.amount.rests_on)}
            for each in report.circles
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
        why = f": {'; '.join(selection.left_out)}" if selection.left_out else ""
        return (f"{opened.heading}.", f"No cash reaches a service on this map in {selection.label}{why}.")
    parts: list[str | Table] = [
        f"{opened.heading}. Whose money services rest on, {selection.label}, {selection.currency}.",
        RULE,
    ]
    for each in services[:listed]:
        parts.extend(
            ["", f"{branch.name_of(each.service_id)}: {say_figure(each.amount)}. {_say_concentration(branch, each)}"]
        )
        rows = [
            [
                branch.name_of(one.funder_id),
                *(f"{as_percent(share):.1f}%" for share in (one.direct, one.through, one.hidden)),
            ]
            for one in each.reliances
        ]
        heads = ("payer", "straight", "passes through it", "not seen in what it pays itself")
        parts.append(make_table(heads, rows, heads[1:]))
    if len(services) > listed:
        parts.append(f"{len(services) - listed} more: --list {len(services)} lists all.")
    parts.append("")
    shown = [finding for finding in report.findings if finding.kind != "hidden_dependence"]
    parts.extend(finding.sentence for finding in shown)
    parts.extend(
        f"“{branch.name_of(each)}” takes in {say_figure(figure)} that goes where this map does not show."
        for each, figure in report.kept.items()
    )
    parts.extend(
        f"“{branch.name_of(each)}” pays out {say_figure(figure)} more than this map shows coming in."
        for each, figure in report.short.items()
    )
    network = report.money.network
    if not isnan(network.cycling_index):
        again = (
            f"{100 * network.cycling_index:.1f}% of all the money that moves has" if report.circles else "No money has"
        )
        parts.append(f"{again} been before where it is.")
    if report.money.closed:
        names = ", ".join(f"“{branch.name_of(each)}”" for each in report.money.closed)
        parts.append(f"Left out, as its money only goes round: {names}.")
    parts.extend(missing_lines(report.findings))
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _say_concentration(branch: Branch, service: ServiceMoney) -> str:
    said = []
    if service.effective_funders:
        said.append(
            f"Concentration of where its money began: at least {service.concentration:,.0f} of 10,000,"
            f" as of at most {service.effective_funders:.1f} equal funders."
        )
    if service.payee_concentration:
        largest = max(service.payees, key=lambda each: (service.payees[each], each))
        said.append(
            f"Of those paid for it: at least {service.payee_concentration:,.0f};"
            f" “{branch.name_of(largest)}” gets {as_percent(service.payees[largest]):.1f}%."
        )
    return " ".join(said)


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
        "concentration_at_least": round(service.concentration),
        "effective_funders_at_most": round(service.effective_funders, 2) if service.effective_funders else None,
        "paid": {each: str(as_percent(share)) for each, share in service.payees.items()},
        "paid_concentration_at_least": round(service.payee_concentration),
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else round(value, 6)
