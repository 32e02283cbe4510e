"""Rules about how agreements were awarded: G02, G04, G05, G10, G13."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from sysmap.analysis.guardrails.asking import Severity, Sheet
from sysmap.analysis.guardrails.case import Case, awarded, months_before, notices
from sysmap.analysis.guardrails.law import NO_LIMIT, Size, is_under_act, size_of
from sysmap.analysis.guardrails.limits import InForce
from sysmap.model.findings import Figure
from sysmap.model.records import Record
from sysmap.model.values import write_number

COMPETITIVE = frozenset({"open", "competitive_flexible"})
_CPV_GROUP = 3
"""Digits of a CPV code that name its group."""

_VALUE = "value, VAT included as far as known"


def conflicts(case: Case, sheet: Sheet) -> None:
    """G02: no conflicts assessment, or one later than the notice."""
    for agreement in case.branch.of("Agreement"):
        if not is_under_act(sheet, agreement) or (size := size_of(case, sheet, agreement)) is None:
            continue
        sheet.looked += 1
        if not size.over:
            continue
        assessed = agreement.day("conflicts_assessment_date")
        published = [day for number in (4, 5) if (day := notices(agreement).get(number))]
        if assessed is None:
            whether = f"conflicts of interest were assessed for {case.name(agreement.id)}: no date of it is recorded"
        elif published and assessed > min(published):
            whether = (
                f"conflicts of interest were assessed before {case.name(agreement.id)} was published: the assessment is"
                f" of {assessed.isoformat()}, the notice of {min(published).isoformat()}"
            )
        else:
            continue
        figures = {"value": Figure(size.value, "GBP", _VALUE, (agreement.id,))}
        severity: Severity = "medium" if size.missing else "high"
        sheet.ask(severity, (agreement.id,), whether, figures, missing=size.missing, limits=(size.limit,))


def unexplained(case: Case, sheet: Sheet) -> None:
    """G04: a direct award with no ground or no transparency notice."""
    for agreement in case.branch.of("Agreement"):
        if not is_under_act(sheet, agreement):
            continue
        procedure = agreement.get("procedure")
        if not procedure:
            sheet.cannot("how it was awarded", agreement.id)
        if procedure != "direct_award":
            sheet.looked += bool(procedure)
            continue
        size = size_of(case, sheet, agreement)
        if size is None:
            continue
        sheet.looked += 1
        lacks = [] if agreement.get("direct_award_ground") else ["ground"]
        lacks += [] if 5 in notices(agreement) else ["transparency notice (UK5)"]
        if size.over and lacks:
            sheet.ask(
                "medium" if size.missing else "high",
                (agreement.id,),
                f"the direct award of {case.name(agreement.id)} was explained: no {' and no '.join(lacks)} is recorded",
                {"value": Figure(size.value, "GBP", _VALUE, (agreement.id,))},
                missing=size.missing,
                limits=(size.limit,),
            )


def repeated(case: Case, sheet: Sheet) -> None:
    """G05: two or more direct awards of one buyer to one supplier within some months."""
    within = case.limit("repeat_months")
    if within is None:
        sheet.cannot(NO_LIMIT)
        return
    direct = []
    for agreement in case.branch.of("Agreement"):
        if not agreement.get("procedure"):
            sheet.cannot("how it was awarded", agreement.id)
        elif agreement.get("procedure") == "direct_award":
            direct.append(agreement)
        else:
            sheet.looked += 1
    for (buyer, supplier), agreements in _by_pair(case, sheet, direct).items():
        sheet.looked += len(agreements)
        near = max(_runs(agreements, int(within.value)), key=len, default=[])
        if len(near) < 2:
            continue
        ids = tuple(each.id for each in near)
        months = write_number(within.value)
        sheet.ask(
            "medium",
            (buyer, supplier, *ids),
            f"other suppliers could have had a chance: {case.name(buyer)} made {len(near)} direct awards to"
            f" {case.name(supplier)} within {months} months",
            {"awards": Figure(len(near), "awards", f"direct awards within {months} months", ids)},
            limits=(within,),
        )


def single_bid(case: Case, sheet: Sheet) -> None:
    """G10: one bid in a competitive procedure."""
    for agreement in case.branch.of("Agreement"):
        if not agreement.get("procedure"):
            sheet.cannot("how it was awarded", agreement.id)
        if agreement.get("procedure") not in COMPETITIVE:
            continue
        bids = agreement.number("bids_received")
        if bids is None:
            sheet.cannot("how many bids came in", agreement.id)
            continue
        sheet.looked += 1
        if bids == 1:
            sheet.ask(
                "medium",
                (agreement.id,),
                f"the market was ready for {case.name(agreement.id)}: one bid came in though others could bid",
                {"bids": Figure(1, "bids", "bids received", (agreement.id,))},
            )


def similar(case: Case, sheet: Sheet) -> None:
    """G13: several awards, each under the threshold and together over it."""
    least, within = case.limit("similar_awards"), case.limit("similar_months")
    if least is None or within is None:
        sheet.cannot(NO_LIMIT)
        return
    groups: dict[str, list[Record]] = defaultdict(list)
    for agreement in case.branch.of("Agreement"):
        if not is_under_act(sheet, agreement):
            continue
        code = "".join(filter(str.isdigit, agreement.get("cpv")))[:_CPV_GROUP]
        if len(code) < _CPV_GROUP:
            sheet.cannot("what is bought, as a CPV code", agreement.id)
        else:
            groups[code].append(agreement)
    for code, agreements in sorted(groups.items()):
        for (buyer, supplier), awards in _by_pair(case, sheet, agreements).items():
            sized = {each.id: size for each in awards if (size := size_of(case, sheet, each))}
            sheet.looked += len(sized)
            under = [each for each in awards if each.id in sized and not sized[each.id].over]
            # The longest run need not be the dearest: what counts is any that reaches the threshold.
            reaching = [
                run
                for run in _runs(under, int(within.value))
                if len(run) >= least.value and _together(run, sized) >= _highest(run, sized).value
            ]
            if not reaching:
                continue
            near = max(reaching, key=len)
            total, highest = _together(near, sized), _highest(near, sized)
            ids = tuple(each.id for each in near)
            sheet.ask(
                "medium",
                (buyer, supplier, *ids),
                f"{len(near)} similar awards of {case.name(buyer)} to {case.name(supplier)} within"
                f" {write_number(within.value)} months were one need (CPV group {code}): each is under the threshold,"
                " together they reach it",
                {"value": Figure(total, "GBP", f"{_VALUE}, of all of them", ids)},
                missing=(missing for each in near for missing in sized[each.id].missing),
                limits=(least, within, highest),
            )


def _together(agreements: Iterable[Record], sized: Mapping[str, Size]) -> Decimal:
    return sum((sized[each.id].value for each in agreements), Decimal(0))


def _highest(agreements: Iterable[Record], sized: Mapping[str, Size]) -> InForce:
    """Give the highest of the thresholds that agreements are held against."""
    return max((sized[each.id].limit for each in agreements), key=lambda each: each.value)


def _by_pair(case: Case, sheet: Sheet, agreements: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    """Group agreements by the buyer's organisation and the supplier's; note those that cannot be placed."""
    pairs: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for each in agreements:
        buyers = case.roots_of(case.parties(each.id, "buyer", "funder"))
        suppliers = case.roots_of(case.parties(each.id, "supplier", "recipient"))
        if not buyers or not suppliers or awarded(each) is None:
            missing = "its buyer" if not buyers else "its supplier" if not suppliers else "when it was awarded"
            sheet.cannot(missing, each.id)
            continue
        for buyer in buyers:
            for supplier in suppliers:
                pairs[buyer, supplier].append(each)
    return pairs


def _runs(agreements: Iterable[Record], months: int) -> list[list[Record]]:
    """Give the agreements awarded within some months up to each of them, the earliest first."""
    dated = sorted(((awarded(each) or date.max, each.id, each) for each in agreements), key=lambda each: each[:2])
    return [
        [each for day, _, each in dated[: at + 1] if day > months_before(last, months)]
        for at, (last, _, _) in enumerate(dated)
    ]
