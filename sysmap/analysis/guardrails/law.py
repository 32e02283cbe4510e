"""Which agreements the Procurement Act is the measure of, and which of its thresholds counts for each."""

from dataclasses import dataclass
from decimal import Decimal

from sysmap.analysis.guardrails.asking import Severity, Sheet
from sysmap.analysis.guardrails.case import Case, awarded, in_pounds, value_of
from sysmap.analysis.guardrails.limits import InForce
from sysmap.model.records import Record

ACT = "PA2023"
NO_PURCHASE = frozenset({"grant_agreement", "loan_agreement", "pooled_s75", "memorandum"})
"""Kinds of agreement that buy nothing, so that nobody need say under which law they were made."""

NO_LIMIT = "a threshold of that law for this nation and that day"
LIGHT_TOUCH = "whether it is light touch"


def is_under_act(sheet: Sheet, agreement: Record) -> bool:
    """Whether an agreement is to be judged by the Procurement Act 2023; what is not is noted on the sheet."""
    regime = agreement.get("regime")
    if regime == ACT:
        return True
    if regime == "none" or (not regime and agreement.get("kind") in NO_PURCHASE):
        sheet.leave("no purchase", agreement.id)
    elif regime:
        sheet.leave(f"made under another law ({regime})", agreement.id)
    else:
        sheet.cannot("the law it was made under", agreement.id)
    return False


@dataclass(frozen=True, slots=True)
class Size:
    """How an agreement stands to its threshold.

    Parameters
    ----------
    over : bool
        Whether it reaches the threshold; that of goods and services where nobody said whether it is light touch.
    value : Decimal
        Its value with VAT, as far as known.
    limit : InForce
        The threshold.
    missing : tuple of str
        What is not known and could change the answer.
    """

    over: bool
    value: Decimal
    limit: InForce
    missing: tuple[str, ...] = ()


def size_of(case: Case, sheet: Sheet, agreement: Record, value: Decimal | None = None) -> Size | None:
    """Hold an agreement's value against the threshold in force when it was awarded; note what is missing for that.

    The threshold includes VAT and is reached by a value of just that (Procurement Act 2023 section 3). A value said to
    be without VAT gets the standard rate added.

    Parameters
    ----------
    case : Case
        The map, the day and the limits.
    sheet : Sheet
        Takes what is missing.
    agreement : Record
        The agreement.
    value : Decimal, optional
        Its value; what it is worth now where not given.
    """
    worth = value_of(agreement) if value is None else value
    day = awarded(agreement)
    if worth is None or day is None or not in_pounds(agreement, case):
        wanted = "its value" if worth is None else "when it was awarded" if day is None else "its value in pounds"
        sheet.cannot(wanted, agreement.id)
        return None
    light = case.light_touch(agreement)
    category = agreement.get("category")
    name = _threshold(category, light=bool(light))
    limit = case.limit(name, day)
    if limit is None:
        sheet.cannot(NO_LIMIT, agreement.id)
        return None
    gross, missing = with_vat(case, worth, agreement.get("vat"), limit.value)
    if gross < limit.value:
        # Silence must not read as clean: with VAT it would reach the threshold.
        for each in missing:
            sheet.cannot(each, agreement.id)
    if light is None and limit.value <= gross:
        higher = case.limit(_threshold(category, light=True), day)
        if higher and gross < higher.value:
            missing = (*missing, LIGHT_TOUCH)
    return Size(gross >= limit.value, gross, limit, missing)


def _threshold(category: str, *, light: bool) -> str:
    if category == "concession":
        return "light_touch_concession" if light else "works_and_concessions"
    if category == "works":
        return "works_and_concessions"
    return "light_touch" if light else "goods_and_services"


def with_vat(case: Case, worth: Decimal, vat: str, limit: Decimal) -> tuple[Decimal, tuple[str, ...]]:
    """Add VAT at the standard rate to a value said to be without; say so where that decides the answer.

    Parameters
    ----------
    case : Case
        Holds the rate.
    worth : Decimal
        The value.
    vat : str
        inclusive, exclusive, exempt, or empty where nobody said.
    limit : Decimal
        What it will be compared with.
    """
    rate = case.limit("vat_percent")
    gross = worth * (100 + rate.value) / 100 if rate else worth
    decides = worth < limit <= gross
    if vat == "exclusive":
        return gross, ("the rate of VAT, which decides whether it reaches the threshold",) if decides else ()
    if not vat and decides:
        return worth, ("whether its value includes VAT",)
    return worth, ()


def capped(case: Case, agreement: Record, plain: Severity, light: Severity) -> tuple[Severity, tuple[str, ...]]:
    """Give how much a finding matters: less for light touch; at most medium where nobody said whether it is.

    Parameters
    ----------
    case : Case
        The map.
    agreement : Record
        The agreement.
    plain, light : Severity
        For one that is not light touch, and for one that is.
    """
    touch = case.light_touch(agreement)
    if touch is None:
        return "medium" if plain == "high" else plain, (LIGHT_TOUCH,)
    return (light if touch else plain), ()
