"""What reaches a place, and from whom (DOMAIN question 27)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sysmap.analysis.endings import outcomes_of
from sysmap.analysis.flows import Flow
from sysmap.analysis.money import report_money
from sysmap.analysis.questions.keeping import reached_in_place
from sysmap.analysis.readings import Reading, read_measures
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class ServiceThere:
    """One service that reaches the place.

    Parameters
    ----------
    service : str
        The service.
    delivers, payers : tuple of str
        Who does it, and who pays for it in the year, straight or by paying somebody for it.
    spend : Figure
        Cash spent on it in the year, there and elsewhere; not known where none is mapped.
    outcomes : tuple of str
        What it should make better within three links.
    agreements : tuple of str
        Agreements that cover it.
    """

    service: str
    delivers: tuple[str, ...]
    payers: tuple[str, ...]
    spend: Figure
    outcomes: tuple[str, ...]
    agreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceProfile:
    """What is known of one place and the places within it.

    Parameters
    ----------
    services : tuple of ServiceThere
        Services that are there.
    others : tuple of str
        Factors and organisations that are there.
    outcomes : tuple of str
        What the services should make better, and outcomes that are there.
    readings : tuple of Reading
        Measures of those outcomes.
    unplaced : int
        Services of the map that do not say where they are.
    label : str
        The year and basis of the money.
    """

    services: tuple[ServiceThere, ...]
    others: tuple[str, ...]
    outcomes: tuple[str, ...]
    readings: tuple[Reading, ...]
    unplaced: int
    label: str


def profile_place(branch: Branch, place: str, as_of: date, year: FinancialYear | None = None) -> PlaceProfile:
    """Say what reaches a place or a place within it.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    place : str
        The place.
    as_of : date
        The day that measures are read on.
    year : FinancialYear, optional
        The year of the money; the latest with actual figures where not given.
    """
    there = list(dict.fromkeys(str(row["element"]) for row in reached_in_place(branch, place)))
    money = report_money(branch, year)
    paid: dict[str, list[Flow]] = defaultdict(list)
    for flow in money.selection.flows:
        if flow.service_id:
            paid[flow.service_id].append(flow)
    missing = Figure(None, money.selection.currency, f"no cash mapped, {money.selection.label}")
    services = tuple(
        ServiceThere(
            each,
            tuple(dict.fromkeys(link.from_id for link in branch.reaching(each, "DELIVERS"))),
            tuple(dict.fromkeys(flow.record.from_id for flow in paid[each])),
            money.by_service.get(each, missing),
            tuple(outcomes_of(branch, each)),
            tuple(dict.fromkeys(link.from_id for link in branch.reaching(each, "COVERS"))),
        )
        for each in there
        if branch[each].kind == "Service"
    )
    others = tuple(each for each in there if branch[each].kind != "Service")
    better = [outcome for each in services for outcome in each.outcomes]
    better += [each for each in others if branch[each].yes("outcome")]
    outcomes = tuple(dict.fromkeys(better))
    readings = tuple(each for each in read_measures(branch, as_of) if each.measure.get("factor_id") in outcomes)
    unplaced = sum(not branch.leaving(each.id, "IN_PLACE") for each in branch.of("Service"))
    return PlaceProfile(services, others, outcomes, readings, unplaced, money.selection.label)
