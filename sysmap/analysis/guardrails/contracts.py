"""Rules about the life of agreements and pilots: G06, G07, G08, G09, G18."""

import re
from datetime import date
from decimal import Decimal

from sysmap.analysis.guardrails.asking import Severity, Sheet
from sysmap.analysis.guardrails.case import Case, awarded, in_pounds, months_before, percent, value_of
from sysmap.analysis.guardrails.law import NO_LIMIT, capped, is_under_act, with_vat
from sysmap.analysis.guardrails.limits import InForce
from sysmap.model.findings import Figure
from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.values import write_number

_NOT_S52 = frozenset({"framework", "dynamic_market"})
"""Kinds of agreement that section 52 does not cover, beside light touch and concessions."""

_PROTOTYPE = re.compile(r"prototyp|\bsch(?:edule)?\b\.?\s*5\W+para(?:graph)?\b\.?\s*2\b", re.IGNORECASE)
"""Ways to name the ground of prototypes and development: by its word, or by Schedule 5 paragraph 2 of the Act."""


def value_growth(case: Case, sheet: Sheet) -> None:
    """G06: worth much more now than at award."""
    for agreement in case.branch.of("Agreement"):
        if not is_under_act(sheet, agreement):
            continue
        original, now = agreement.number("original_value"), agreement.number("current_value")
        if not original or now is None:
            sheet.cannot("its value at award" if not original else "its value now", agreement.id)
            continue
        works = agreement.get("category") == "works"
        day = awarded(agreement) or case.as_of
        permitted = case.limit("value_growth_works_percent" if works else "value_growth_percent", day)
        cap = case.limit("value_growth_cap_percent", day)
        if permitted is None or cap is None:
            sheet.cannot(NO_LIMIT, agreement.id)
            continue
        sheet.looked += 1
        growth = 100 * (now - original) / original
        if growth <= permitted.value:
            continue
        severity: Severity = "low"
        missing: tuple[str, ...] = ()
        if growth > cap.value:
            severity, missing = capped(case, agreement, "high", "medium")
        whether = (
            f"the growth of {case.name(agreement.id)} by {percent(now - original, original)}% since award was agreed"
            " and recorded"
        )
        if case.light_touch(agreement):
            whether += "; it is light touch, which may be changed, so that this is a check of local policy"
        figures = {
            "growth": Figure(percent(now - original, original), "percent", "growth since award", (agreement.id,)),
            "original_value": Figure(original, "GBP", "value at award", (agreement.id,)),
            "current_value": Figure(now, "GBP", "value now", (agreement.id,)),
        }
        sheet.ask(severity, (agreement.id,), whether, figures, missing=missing, limits=(permitted, cap))


def term_growth(case: Case, sheet: Sheet) -> None:
    """G07: much longer now than at award."""
    for agreement in case.branch.of("Agreement"):
        if not is_under_act(sheet, agreement):
            continue
        original, now = agreement.number("original_term_months"), agreement.number("current_term_months")
        if not original or now is None:
            sheet.cannot("its term at award" if not original else "its term now", agreement.id)
            continue
        limit = case.limit("term_growth_percent", awarded(agreement) or case.as_of)
        if limit is None:
            sheet.cannot(NO_LIMIT, agreement.id)
            continue
        sheet.looked += 1
        if 100 * (now - original) / original <= limit.value:
            continue
        severity, missing = capped(case, agreement, "high", "low")
        growth = percent(now - original, original)
        figures = {
            "growth": Figure(growth, "percent", "longer than at award", (agreement.id,)),
            "original_term": Figure(original, "months", "term at award", (agreement.id,)),
            "current_term": Figure(now, "months", "term now", (agreement.id,)),
        }
        whether = (
            f"the longer term of {case.name(agreement.id)} was an option from the start: it grew by {growth}%, from"
            f" {write_number(original)} to {write_number(now)} months"
        )
        sheet.ask(severity, (agreement.id,), whether, figures, missing=missing, limits=(limit,))


def few_indicators(case: Case, sheet: Sheet) -> None:
    """G08: a large contract with few indicators."""
    for agreement in case.branch.of("Agreement"):
        if not is_under_act(sheet, agreement) or (large := _large(case, sheet, agreement)) is None:
            continue
        value, unsure = large
        count, least = agreement.number("kpi_count"), case.limit("indicators", awarded(agreement) or case.as_of)
        if count is None or least is None:
            sheet.cannot("how many indicators it sets" if least else NO_LIMIT, agreement.id)
            continue
        sheet.looked += 1
        if count >= least.value:
            continue
        severity, missing = _under_s52(case, agreement, "high", "info")
        whether = (
            f"{write_number(count)} indicators tell enough about {case.name(agreement.id)}, worth {say_money(value)}"
        )
        figures = {
            "indicators": Figure(count, "indicators", "indicators it sets", (agreement.id,)),
            "value": Figure(value, "GBP", "value now", (agreement.id,)),
        }
        sheet.ask(
            severity,
            (agreement.id,),
            whether,
            figures,
            missing=(*missing, *unsure),
            limits=(_indicator_value(case, agreement), least),
        )


def no_review(case: Case, sheet: Sheet) -> None:
    """G09: a large contract with no sign of performance for a year."""
    for agreement in case.branch.of("Agreement"):
        if not is_under_act(sheet, agreement):
            continue
        ends = agreement.last_day("end_date")
        if agreement.get("status") in {"ended", "planned"} or (ends and ends < case.as_of):
            continue
        months = case.limit("review_months")
        if (large := _large(case, sheet, agreement)) is None:
            continue
        value, unsure = large
        started = agreement.day("start_date")
        if months is None or started is None:
            sheet.cannot("when it starts" if months else NO_LIMIT, agreement.id)
            continue
        sheet.looked += 1
        since = months_before(case.as_of, int(months.value))
        if started > since or _reviewed(case, agreement, since):
            continue
        severity, missing = _under_s52(case, agreement, "medium", "low")
        whether = (
            f"the performance of {case.name(agreement.id)} was reviewed in the last {write_number(months.value)}"
            " months: no value of an indicator and no review is recorded"
        )
        figures = {"value": Figure(value, "GBP", "value now", (agreement.id,))}
        limits = (_indicator_value(case, agreement), months)
        sheet.ask(severity, (agreement.id,), whether, figures, missing=(*missing, *unsure), limits=limits)


def endless_pilot(case: Case, sheet: Sheet) -> None:
    """G18: a pilot that does not say when and how it ends, or a prototype that goes on long."""
    for service in case.branch.of("Service"):
        if not service.get("status"):
            sheet.cannot("whether it is a pilot", service.id)
            continue
        sheet.looked += 1
        if service.get("status") != "pilot":
            continue
        learn_by = service.last_day("learn_by")
        lacks = [] if learn_by else ["no day by which it has to teach something"]
        lacks += [] if service.get("decision_rule") else ["no rule for what is decided then"]
        if learn_by and learn_by < case.as_of:
            lacks.append(f"the day by which it had to teach something, {learn_by.isoformat()}, is past")
        if lacks:
            sheet.ask("medium", (service.id,), f"the pilot {case.name(service.id)} has an end: {' and '.join(lacks)}")
    _long_prototype(case, sheet)


def _long_prototype(case: Case, sheet: Sheet) -> None:
    months = case.limit("prototype_months")
    for agreement in case.branch.of("Agreement"):
        if not _PROTOTYPE.search(agreement.get("direct_award_ground")):
            continue
        if months is None:
            sheet.cannot(NO_LIMIT, agreement.id)
            continue
        term = agreement.number("current_term_months") or agreement.number("original_term_months")
        if term is None:
            sheet.cannot("how long the prototype runs", agreement.id)
            continue
        sheet.looked += 1
        if term > months.value:
            whether = (
                f"{case.name(agreement.id)} still develops something new: it was awarded as a prototype and runs"
                f" {write_number(term)} months"
            )
            figures = {"term": Figure(term, "months", "term now, else at award", (agreement.id,))}
            sheet.ask("low", (agreement.id,), whether, figures, limits=(months,))


def _indicator_value(case: Case, agreement: Record) -> InForce | None:
    return case.limit("indicator_value", awarded(agreement) or case.as_of)


def _large(case: Case, sheet: Sheet, agreement: Record) -> tuple[Decimal, tuple[str, ...]] | None:
    """Give the value of an agreement that is over that of section 52, VAT included, and what is not sure of it.

    None where it is not, or cannot be told.
    """
    limit, value = _indicator_value(case, agreement), value_of(agreement)
    if limit is None or value is None or not in_pounds(agreement, case):
        missing = NO_LIMIT if limit is None else "its value" if value is None else "its value in pounds"
        sheet.cannot(missing, agreement.id)
        return None
    gross, unsure = with_vat(case, value, agreement.get("vat"), limit.value)
    if gross > limit.value:
        return gross, unsure
    sheet.looked += 1
    for each in unsure:
        sheet.cannot(each, agreement.id)
    return None


def _under_s52(case: Case, agreement: Record, plain: Severity, other: Severity) -> tuple[Severity, tuple[str, ...]]:
    if agreement.get("kind") in _NOT_S52 or agreement.get("category") == "concession":
        return other, ()
    return capped(case, agreement, plain, other)


def _reviewed(case: Case, agreement: Record, since: date) -> bool:
    review = agreement.last_day("last_performance_review")
    if review and since <= review <= case.as_of:
        return True
    return any(since <= day <= case.as_of for day in case.indicator_days.get(agreement.id, ()))
