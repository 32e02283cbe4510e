"""Rules about money that flows: G03, G15, G16, G19."""

from collections import defaultdict

from sysmap.analysis.flows import Flow, total_of
from sysmap.analysis.guardrails.asking import Severity, Sheet
from sysmap.analysis.guardrails.case import Case, percent
from sysmap.analysis.guardrails.law import LIGHT_TOUCH, NO_LIMIT, with_vat
from sysmap.analysis.guardrails.limits import InForce
from sysmap.analysis.loop_search import find_loops
from sysmap.model.duplicates import names_of
from sysmap.model.findings import Figure
from sysmap.model.money import say_money
from sysmap.model.values import DEFAULT_CURRENCY

CONTRACTED = frozenset({"contract", "block_contract", "framework_calloff", "spot_purchase"})
"""Ways in which money moves under a contract."""

INTERNAL = frozenset({"pooled_s75", "internal_budget"})
"""Ways in which money goes round on purpose."""

POUNDS = "money in pounds"


def no_agreement(case: Case, sheet: Sheet) -> None:
    """G03: much spend of ours under no agreement."""
    if not case.ours:
        sheet.cannot("which organisation is ours: set control=ours")
        return
    groups = _bought(case, sheet)
    if case.selection.currency != DEFAULT_CURRENCY:
        sheet.cannot(POUNDS)
        return
    for (payer, _), flows in groups.items():
        day = min((first for flow in flows if (first := flow.record.day("period_start"))), default=case.as_of)
        low, high = case.limit("goods_and_services", day), case.limit("light_touch", day)
        if low and high:
            _ask_agreement(case, sheet, payer, flows, (low, high))
        else:
            sheet.cannot(NO_LIMIT, flows[0].record.id)


def _bought(case: Case, sheet: Sheet) -> dict[tuple[str, str], list[Flow]]:
    """Give what organisations of ours pay by contract under no agreement: by who pays, and by flow."""
    groups: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in case.selection.flows:
        row = flow.record
        spent = row.get("flow_role", "spend") == "spend" and case.is_body(row.from_id)
        if not spent or row.from_id not in case.ours:
            continue
        if not flow.mechanism:
            sheet.cannot("how the money moves", row.id)
        elif flow.mechanism in CONTRACTED:
            sheet.looked += 1
            if not row.get("agreement_id"):
                payee = f"{row.to_id}/{flow.service_id}"
                groups[case.root(row.from_id), row.get("flow_id") or payee].append(flow)
    return groups


def _ask_agreement(case: Case, sheet: Sheet, payer: str, flows: list[Flow], limits: tuple[InForce, InForce]) -> None:
    low, high = limits
    total = total_of(flows)
    vats = {flow.record.get("vat") for flow in flows}
    vat = vats.pop() if len(vats) == 1 else ""
    gross, missing = with_vat(case, total, vat, low.value)
    if gross < low.value:
        for each in missing:
            sheet.cannot(each, flows[0].record.id)
        return
    gross, doubt = with_vat(case, total, vat, high.value)
    payee = flows[0].record.to_id
    owned = case.is_body(payee) and case.owns(payer, case.root(payee))
    severity: Severity = "info" if owned else "medium" if gross > high.value else "low"
    if severity == "low":
        missing = (*missing, LIGHT_TOUCH)
    whether = (
        f"an agreement stands behind the {say_money(total)} that {case.name(payer)} pays"
        f"{'' if case.is_body(payee) else ' for'} {case.name(payee)} ({case.selection.label}): none is recorded"
    )
    rows = tuple(flow.record.id for flow in flows)
    figures = {"spend": Figure(total, DEFAULT_CURRENCY, f"spend, {case.selection.label}", rows)}
    subject = flows[0].record.get("flow_id") or flows[0].record.id
    sheet.ask(severity, (subject,), whether, figures, missing=(*missing, *doubt), limits=limits)


def circular(case: Case, sheet: Sheet) -> None:
    """G15: money that returns on few steps."""
    steps, least = case.limit("circle_steps"), case.limit("circle_amount")
    if case.selection.currency != DEFAULT_CURRENCY or steps is None or least is None:
        sheet.cannot(POUNDS if steps and least else NO_LIMIT)
        return
    paid: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in case.selection.flows:
        ends = (flow.record.from_id, flow.record.to_id)
        if flow.is_cash and not flow.is_repayment and ends[0] != ends[1] and all(map(case.is_body, ends)):
            paid[ends].append(flow)
    sheet.looked += len(paid)
    successors: dict[str, list[str]] = defaultdict(list)
    for (start, finish), flows in paid.items():
        if sum(flow.amount for flow in flows) > least.value:
            successors[start].append(finish)
            successors.setdefault(finish, [])
    for circle in find_loops(successors, max_length=int(steps.value)):
        turned = circle[circle.index(min(circle)) :] + circle[: circle.index(min(circle))]
        inside = [paid[ends] for ends in zip(turned, (*turned[1:], turned[0]), strict=True)]
        smallest = min(total_of(flows) for flows in inside)
        rows = tuple(flow.record.id for flows in inside for flow in flows)
        internal = any(flow.mechanism in INTERNAL for flows in inside for flow in flows)
        names = ", ".join(map(case.name, turned))
        sheet.ask(
            "info" if internal else "medium",
            turned,
            f"each payment buys something where money returns: it goes round among {names}",
            {"smallest": Figure(smallest, DEFAULT_CURRENCY, f"the smallest of them, {case.selection.label}", rows)},
            limits=(least, steps),
        )


_Pot = tuple[str, str, str, str, str]
"""Organisation, currency, financial year, basis and purpose."""


def off_purpose(case: Case, sheet: Sheet) -> None:
    """G16: more of what is tied to a purpose goes out than came in, or it goes to a service not marked for it."""
    came, gone = _restricted(case)
    if not came:
        sheet.cannot("money that comes in tied to a purpose")
        return
    both = sorted(gone.keys() & came.keys())
    marked = any(service.get("purposes") for service in case.branch.of("Service"))
    if both and not marked:
        sheet.cannot("for which purposes each service may be paid: set purposes")
    for pot in both:
        sheet.looked += 1
        _ask_exceeded(case, sheet, pot, gone[pot], came[pot])
        for flow in gone[pot] if marked else ():
            _ask_marked(case, sheet, pot, flow)


def _restricted(case: Case) -> tuple[dict[_Pot, list[Flow]], dict[_Pot, list[Flow]]]:
    """Give what comes in and what goes out tied to a purpose, by organisation, year and basis."""
    came: dict[_Pot, list[Flow]] = defaultdict(list)
    gone: dict[_Pot, list[Flow]] = defaultdict(list)
    for flow in case.flows:
        purpose = flow.record.get("restriction").partition(":")[2].strip().casefold()
        if not purpose or not case.is_body(flow.record.from_id):
            continue
        payer = case.root(flow.record.from_id)
        payee = case.root(flow.record.to_id) if case.is_body(flow.record.to_id) else ""
        # What an organisation passes on to its own units is still in the pot.
        if payer == payee:
            continue
        where = (flow.currency, str(flow.year or "year not known"), flow.basis, purpose)
        gone[payer, *where].append(flow)
        if payee:
            came[payee, *where].append(flow)
    return came, gone


def _ask_exceeded(case: Case, sheet: Sheet, pot: _Pot, gone: list[Flow], came: list[Flow]) -> None:
    body, currency, year, basis, purpose = pot
    out, into = total_of(gone), total_of(came)
    if out <= into:
        return
    words = purpose.replace("_", " ")
    what = f"for {words}, {year}, {basis}"
    figures = {
        "out": Figure(out, currency, f"paid out {what}", tuple(flow.record.id for flow in gone)),
        "in": Figure(into, currency, f"came in {what}", tuple(flow.record.id for flow in came)),
    }
    subjects = (body, *(flow.record.get("flow_id") or flow.record.id for flow in gone))
    whether = (
        f"the money that {case.name(body)} pays out for {words} is what came in for it: {say_money(out, currency)} goes"
        f" out, {say_money(into, currency)} came in ({year}, {basis})"
    )
    sheet.ask("high", subjects, whether, figures)


def _ask_marked(case: Case, sheet: Sheet, pot: _Pot, flow: Flow) -> None:
    body, currency, year, basis, purpose = pot
    service = case.branch.get(flow.service_id)
    if service is None or purpose in {each.casefold() for each in service.items("purposes")}:
        return
    whether = (
        f"money that {case.name(body)} was given for {purpose.replace('_', ' ')} may pay for {case.name(service.id)}:"
        f" {say_money(flow.amount, currency)} does ({year}, {basis}), and the service is not marked for it"
    )
    figures = {"amount": Figure(flow.amount, currency, f"paid, {year}, {basis}", (flow.record.id,))}
    sheet.ask("high", (flow.record.get("flow_id") or flow.record.id, service.id), whether, figures)


def price(case: Case, sheet: Sheet) -> None:
    """G19: a unit price away from its reference."""
    margin = case.limit("price_percent")
    if margin is None:
        sheet.cannot(NO_LIMIT)
        return
    for flow in case.selection.flows:
        row, service = flow.record, case.branch.get(flow.service_id)
        if service is None or not flow.is_spend:
            continue
        # A row that does not say in what it buys is taken to buy in what its service is bought in.
        unit = row.get("unit_of_purchase") or service.get("unit_of_purchase")
        if not unit or unit == "none":
            continue
        count = row.number("unit_count")
        paid = row.number("unit_price") or (flow.amount / count if count else None)
        day = row.day("period_start")
        if paid is None or day is None or flow.currency != DEFAULT_CURRENCY:
            missing = "its unit price" if paid is None else "the days it is for" if day is None else POUNDS
            sheet.cannot(missing, row.id)
            continue
        reference = case.limits.price_of(unit, tuple(names_of(service)), day)
        if reference is None or not reference.value:
            sheet.cannot(
                f"a reference price of that day by the {unit.replace('_', ' ')} for {case.name(service.id)}", row.id
            )
            continue
        sheet.looked += 1
        difference = 100 * (paid - reference.value) / reference.value
        if abs(difference) <= margin.value:
            continue
        rounded = percent(paid - reference.value, reference.value)
        side = "below" if difference < 0 else "above"
        whether = (
            f"a price of £{paid:,.2f} for each {unit.replace('_', ' ')} of {case.name(service.id)} is fair: it is"
            f" {abs(rounded)}% {side} the {reference.limit.words}, £{reference.value:,.2f}"
        )
        figures = {
            "price": Figure(paid, DEFAULT_CURRENCY, f"unit price, {case.selection.label}", (row.id,)),
            "reference": Figure(reference.value, DEFAULT_CURRENCY, reference.limit.source),
            "difference": Figure(rounded, "percent", "difference from the reference"),
        }
        sheet.ask("medium", (row.get("flow_id") or row.id,), whether, figures, limits=(margin, reference))
