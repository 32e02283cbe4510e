"""From a place to act to the buying decisions that could move it."""

from datetime import date

import pytest

from sysmap.analysis.agreement_dates import add_months
from sysmap.analysis.decisions import find_decisions, places_to_act, say_lever
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

DAY = date(2026, 11, 22)


def lever(here, element, **settings):
    return find_decisions(here, [element], DAY, **settings)[0]


def town(*records, links=(), **agreement):
    """Give a map of a factor, two services that may move it, and an agreement that covers the first."""
    return branch(
        SystemMap(
            [
                Record("f", "Factor", {"name": "Strain", "control": "ours"}),
                Record("s", "Service", {"name": "Respite"}),
                Record("u", "Service", {"name": "Visits"}),
                Record("g", "Agreement", {"name": "Deal", **agreement}),
                Record("c", "COVERS", {"from_id": "g", "to_id": "s"}),
                *(
                    Record(f"i{number}", "INFLUENCES", {"from_id": start, "to_id": finish, "polarity": sign})
                    for number, (start, finish, sign) in enumerate(links)
                ),
                *records,
            ]
        )
    )


def test_thornmere(base):
    levers = {each.element_id: each for each in find_decisions(base, places_to_act(base), DAY)}
    care = levers["F04"]
    # Reablement keeps people at home: F10, then F04.
    assert next((each.service_id, each.links, each.polarity) for each in care.movers) == ("S03", 2, "-")
    first = care.decisions[0]
    assert (first.agreement_id, first.turn.turn, first.turn.day) == ("A03", "ends", date(2027, 3, 31))
    assert (first.decide_by, first.late) == (date(2026, 9, 30), True)
    assert first.cash.rests_on == ("M08",)
    # Nothing buys what moves loneliness under an agreement: a lever with no decision attached.
    assert levers["F09"].lacks == "agreement"
    assert [each.service_id for each in levers["F09"].movers] == ["S07"]
    assert levers["S07"].lacks == "agreement"
    assert "F18" not in levers, "nobody decides about it"


def test_what_is_due_soonest_comes_first_and_what_has_no_decision_last(base):
    levers = find_decisions(base, places_to_act(base), DAY)
    days = [each.decisions[0].decide_by if each.decisions else date.max for each in levers]
    assert days == sorted(days)
    assert days[-1] == date.max


@pytest.mark.parametrize(
    ("values", "lead", "by", "late"),
    [
        ({"end_date": "2027-05-22"}, 6, "2026-11-22", False),
        ({"end_date": "2027-05-21"}, 6, "2026-11-21", True),
        ({"end_date": "2027-05-22", "notice_months": "9"}, 6, "2026-08-22", True),
        ({"end_date": "2027-05-22", "notice_months": "3"}, 6, "2026-11-22", False),
        ({"end_date": "2027-05-22"}, 0, "2027-05-22", False),
        ({"review_date": "2026-12-01"}, 6, "2026-12-01", False),
        ({"break_dates": "2027-08-31"}, 6, "2027-02-28", False),
    ],
)
def test_decide_by(values, lead, by, late):
    found = lever(town(links=[("s", "f", "-")], **values), "f", lead_months=lead).decisions
    assert [(each.decide_by.isoformat(), each.late) for each in found] == [(by, late)]


@pytest.mark.parametrize(
    ("links", "values", "lacks"),
    [
        ([], {}, "service"),
        ([("f", "s", "+")], {}, "service"),
        ([("u", "f", "+")], {}, "agreement"),
        ([("s", "f", "+")], {}, "date"),
        ([("s", "f", "+")], {"end_date": "2026-11-21"}, "date"),
        ([("s", "f", "+")], {"end_date": "2026-11-22"}, ""),
    ],
)
def test_what_is_missing_for_a_decision(links, values, lacks):
    here = town(links=links, **values)
    found = lever(here, "f")
    assert found.lacks == lacks
    said = say_lever(here, found, DAY)
    assert said.kind == ("lever_without_decision" if lacks else "lever_decision")
    assert ("No buying decision is attached to “Strain”" in said.sentence) == bool(lacks)


def test_signs_along_the_way_and_no_way_past_another_service():
    middle = [Record("m", "Factor", {"name": "Time"}), Record("n", "Factor", {"name": "Rest"})]
    ways = [("s", "m", "-"), ("m", "f", "-"), ("s", "n", "-"), ("n", "f", "+"), ("u", "s", "+")]
    one = lever(town(*middle, links=ways[:2]), "f").movers[0]
    assert (one.service_id, one.links, one.polarity) == ("s", 2, "+")
    both = lever(town(*middle, links=ways), "f").movers
    assert [(each.service_id, each.polarity) for each in both] == [("s", "?")], "two ways differ; u moves s, not f"


def test_a_service_is_covered_by_what_it_is_paid_under():
    paid = {"from_id": "o", "to_id": "u", "amount": "5", "agreement_id": "g"}
    body = Record("o", "Organisation", {"name": "Council"})
    here = town(body, Record("p", "FUNDS", paid), links=[("u", "f", "+")], end_date="2028-01-01")
    assert lever(here, "f").movers[0].agreements == ("g",)


def test_months_from_the_end_of_a_month():
    assert add_months(date(2027, 8, 31), -6) == date(2027, 2, 28)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 11, 30), -100_000) == date.min, "whatever somebody typed for months of notice"
