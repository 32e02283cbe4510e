"""Money year by year, with the rows behind every sum and those left out of it, for a page to show."""

from collections.abc import Iterable, Mapping

from sysmap.analysis.flows import REPAYABLE, Flow, Selection, read_flows, service_of, total_of
from sysmap.analysis.money import TIER_WORDS, MoneyReport, report_money, say_share
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.render.ledger import MoneySum, MoneyYear

Left = tuple[tuple[str, tuple[str, ...]], ...]

_IN_KIND = "valued in kind: never added to cash"
_REPAYABLE = "loans, guarantees and equity: they have to come back"
_PAID_BACK = "paid back"
_PASSED_ON = "new to the map or passed on: counted where it reaches a service"
_WITHHELD = "for a service that is withheld here"
_NO_SERVICE = "tied to no service"
_NOT_SPENT = "said to be new to the map or passed on, though it goes to the service itself"
_TO_ITSELF = "from a body to itself"


def money_by_year(branch: Branch) -> tuple[MoneyYear, ...]:
    """Add up the money of every financial year that a branch has any of, the earliest first.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario. One without a dated row has one year, None, of what is not dated.
    """
    flows = read_flows(branch)
    years = sorted({flow.year for flow in flows if flow.year is not None})
    return tuple(_one_year(branch, report_money(branch, year)) for year in years or [None][: len(flows)])


def _one_year(branch: Branch, report: MoneyReport) -> MoneyYear:
    selection = report.selection
    return MoneyYear(
        selection.year,
        selection.basis,
        selection.currency,
        (*_spend(branch, report), *_beside(report), *_bodies(branch, report)),
        report.findings,
    )


def _spend(branch: Branch, report: MoneyReport) -> Iterable[MoneySum]:
    """Give what is spent on services: all of it, by tier, by service."""
    total, selection = report.total_spend, report.selection
    if not total.rests_on:
        return
    left = _left_rows(selection, _why_no_spend(report))
    services = {row.id: service_of(branch, row) for row in branch.of("FUNDS")}
    tiers = {service: _tier(branch, service) for service in services.values()}
    yield _sum("total", "Cash spend on services", total, left)
    for tier, figure in report.by_tier.items():
        if figure.rests_on or tier == "unclassified":
            of_tier = _only(left, (row for row, service in services.items() if service and tiers[service] == tier))
            yield _sum(f"tier:{tier}", TIER_WORDS.get(tier, tier), figure, of_tier, say_share(figure, total))
    for service, figure in report.by_service.items():
        of_service = _only(left, (row for row, each in services.items() if each == service))
        yield _sum(f"service:{service}", "", figure, of_service, say_share(figure, total))


def _tier(branch: Branch, service: str) -> str:
    record = branch.get(service)
    return (record.get("prevention_tier") if record else "") or "unclassified"


def _beside(report: MoneyReport) -> Iterable[MoneySum]:
    """Give what stands beside spend on services, and is no part of it."""
    for name, why, label in (
        ("in_kind", _IN_KIND, "Valued in kind"),
        ("repayable", _REPAYABLE, "In loans, guarantees and equity"),
        ("no_service", _NO_SERVICE, "Tied to no service"),
        ("withheld", _WITHHELD, "For services that are withheld here"),
        ("repaid", _PAID_BACK, "Paid back"),
        ("not_spent", _NOT_SPENT, "To services, said not to be spent"),
        ("to_itself", _TO_ITSELF, "From a body to itself"),
    ):
        rows = _rows_beside(report)[why]
        if rows:
            value = total_of(flow for flow in report.selection.flows if flow.record.id in rows)
            yield MoneySum(name, label, value, rows, report.selection.left_rows)


def _rows_beside(report: MoneyReport) -> dict[str, tuple[str, ...]]:
    """Give the rows that stand beside the total, by why they are no part of it."""

    def rows(figures: Mapping[str, Figure]) -> tuple[str, ...]:
        return tuple(row for figure in figures.values() for row in figure.rests_on)

    return {
        _IN_KIND: rows(report.in_kind),
        _REPAYABLE: rows(report.repayable),
        _PAID_BACK: rows(report.repaid),
        _WITHHELD: tuple(flow.record.id for flow in report.withheld),
        _NO_SERVICE: tuple(flow.record.id for flow in report.not_tied),
        _NOT_SPENT: rows(report.not_spent),
        _TO_ITSELF: tuple(flow.record.id for flow in report.to_itself),
    }


def _bodies(branch: Branch, report: MoneyReport) -> Iterable[MoneySum]:
    """Give what each organisation takes in and pays out in cash."""
    selection = report.selection
    left = _left_rows(selection, {flow.record.id: _why_no_cash(flow) for flow in selection.flows})
    for body in report.bodies:
        if body.inflow.rests_on:
            coming = _only(left, (row.id for row in branch.reaching(body.body_id, "FUNDS")))
            yield _sum(f"in:{body.body_id}", "", body.inflow, coming)
        if body.outflow.rests_on:
            going = _only(left, (row.id for row in branch.leaving(body.body_id, "FUNDS")))
            yield _sum(f"out:{body.body_id}", "", body.outflow, going)


def _why_no_spend(report: MoneyReport) -> dict[str, str]:
    """Say of each row of the year that is no cash spend on a service why it is not."""
    beside = {row: why for why, rows in _rows_beside(report).items() for row in rows}
    counted = set(report.total_spend.rests_on)
    return {
        flow.record.id: beside.get(flow.record.id) or _why_no_cash(flow) or _PASSED_ON
        for flow in report.selection.flows
        if flow.record.id not in counted
    }


def _why_no_cash(flow: Flow) -> str:
    if flow.goes_nowhere:
        return _TO_ITSELF
    if flow.mechanism == "in_kind":
        return _IN_KIND
    return _REPAYABLE if flow.mechanism in REPAYABLE else ""


def _left_rows(selection: Selection, whys: Mapping[str, str]) -> Left:
    """Give the rows left out by their reason: of the year by what they are, then those that the year did not take."""
    groups: dict[str, list[str]] = {}
    for row, why in whys.items():
        if why:
            groups.setdefault(why, []).append(row)
    return (*((why, tuple(rows)) for why, rows in groups.items()), *selection.left_rows)


def _only(left: Left, rows: Iterable[str]) -> Left:
    wanted = set(rows)
    kept = ((why, tuple(row for row in ids if row in wanted)) for why, ids in left)
    return tuple((why, ids) for why, ids in kept if ids)


def _sum(name: str, label: str, figure: Figure, left: Left, said: str = "") -> MoneySum:
    value = figure.or_zero
    return MoneySum(name, label, value, figure.rests_on, left, said)
