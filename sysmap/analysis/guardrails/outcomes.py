"""The rule about what money achieves: G20."""

from collections import defaultdict
from datetime import date

from sysmap.analysis.endings import STEPS, outcomes_of
from sysmap.analysis.flows import Flow, add_up
from sysmap.analysis.guardrails.asking import Sheet
from sysmap.analysis.guardrails.case import Case, months_before
from sysmap.analysis.guardrails.law import NO_LIMIT
from sysmap.analysis.questions.rows import is_outcome
from sysmap.model.findings import Figure
from sysmap.model.money import say_money
from sysmap.model.values import write_number


def no_meaning(case: Case, sheet: Sheet) -> None:
    """G20: an outcome with no measure, a measure gone silent, spend with no stated better outcome."""
    _unmeasured(case, sheet)
    _silent(case, sheet)
    _aimless(case, sheet)


def _unmeasured(case: Case, sheet: Sheet) -> None:
    measured = {each.get("factor_id") for each in case.branch.of("Measure")}
    outcomes = [each for each in case.branch.of("Factor") if is_outcome(each)]
    if not outcomes:
        sheet.cannot("which factors are outcomes: set outcome=yes")
    for outcome in outcomes:
        sheet.looked += 1
        if outcome.id not in measured:
            sheet.ask("medium", (outcome.id,), f"anybody measures {case.name(outcome.id)}: it has no measure")


def _silent(case: Case, sheet: Sheet) -> None:
    months = case.limit("silent_months")
    if months is None:
        sheet.cannot(NO_LIMIT)
        return
    since = months_before(case.as_of, int(months.value))
    latest: dict[str, date] = {}
    for each in case.branch.of("Observation"):
        day = each.last_day("date")
        if day and day <= case.as_of:
            measure = each.get("measure_id")
            latest[measure] = max(day, latest.get(measure, day))
    for record in case.branch.of("Measure"):
        sheet.looked += 1
        last = latest.get(record.id)
        if last is None or last < since:
            said = f"the last is of {last.isoformat()}" if last else "none is recorded"
            sheet.ask(
                "medium",
                (record.id,),
                f"{case.name(record.id)} is still observed: no value in the last {write_number(months.value)} months,"
                f" {said}",
                {"last": Figure(last.isoformat() if last else None, "", "day of its last value", (record.id,))},
                limits=(months,),
            )


def _aimless(case: Case, sheet: Sheet) -> None:
    spend: dict[str, list[Flow]] = defaultdict(list)
    for flow in case.selection.flows:
        if flow.is_spend and flow.is_cash and flow.service_id in case.branch:
            spend[flow.service_id].append(flow)
    if not spend:
        sheet.cannot("spend on services")
        return
    if not case.branch.of("INFLUENCES"):
        sheet.cannot("what services change: no influences are drawn")
        return
    for service, flows in spend.items():
        sheet.looked += 1
        if outcomes_of(case.branch, service):
            continue
        paid = add_up(case.selection, flows, "cash spend")
        sheet.ask(
            "medium",
            (service,),
            f"the {say_money(paid.or_zero, case.selection.currency)} for {case.name(service)} makes an outcome better:"
            f" none is stated within {STEPS} steps",
            {"spend": paid},
        )
