"""What the money that is lost with a supplier or an agreement buys: hours, places, bed weeks."""

from decimal import Decimal

import pytest

from sysmap.analysis.cuts import report_cut
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual", "flow_role": "spend"}


def town(*flows, **service):
    """Draw a council that buys services `s` and `t` of suppliers; a flow is a supplier, an amount and its values."""
    bodies = [Record(each, "Organisation", {"name": each.upper()}) for each in "abc"]
    services = [Record(each, "Service", {"name": each, **service}) for each in ("s", "t")]
    rows = [
        Record(
            f"m{number}",
            "FUNDS",
            {"from_id": "a", "to_id": body, "service_id": "s", "amount": str(amount), **YEAR, **values},
        )
        for number, (body, amount, values) in enumerate(flows)
    ]
    return branch(SystemMap([*bodies, *services, Record("g", "Agreement", {"name": "Deal"}), *rows]))


def hours(count, **more):
    return {"unit_of_purchase": "hour", "unit_count": str(count), **more}


def cut(here, share=1.0, element="b"):
    report = report_cut(here, here[element], share, what="agreement" if element == "g" else "supplier")
    return report, report.findings[0]


def test_thornmere_bed_weeks(base):
    _, said = cut(base, element="O08")
    assert "That buys 17,500 of 27,700 bed weeks of “Care home placements 65+”." in said.sentence
    assert "how many people that leaves without: what is bought is counted, not who gets it" in said.missing


@pytest.mark.parametrize(
    ("flows", "share", "said"),
    [
        ([("b", 20, hours(10)), ("c", 20, hours(30))], 1.0, "That buys 10 of 40 hours of “s”."),
        ([("b", 20, hours(10)), ("c", 20, hours(30))], 0.5, "That buys 5 of 40 hours of “s”."),
        ([("b", 20, hours(10))], 1.0, "That buys all 10 hours of “s”."),
        ([("b", 20, hours(1)), ("c", 20, hours(3))], 1.0, "That buys 1 of 4 hours of “s”."),
        ([("b", 20, hours(10)), ("c", 20, {})], 1.0, "That buys 10 hours of “s”."),
        ([("b", 20, hours(10)), ("c", 5, hours(30)), ("c", 9, {})], 1.0, "That buys 10 of at least 40 hours of “s”."),
        ([("b", 20, hours(10)), ("b", 20, {})], 1.0, "That buys at least 10 hours of “s”."),
        (
            [("b", 20, hours(10)), ("b", 9, {"unit_of_purchase": "none"}), ("c", 5, hours(30))],
            1.0,
            "That buys 10 of 40 hours of “s”.",
        ),
        (
            [("b", 20, hours(10)), ("b", 20, hours(7, service_id="t", unit_of_purchase="bed_week"))],
            1.0,
            "That buys all 10 hours of “s”, all 7 bed weeks of “t”.",
        ),
    ],
)
def test_units_are_told_of_as_many_as_are_known(flows, share, said):
    assert cut(town(*flows), share)[1].sentence.endswith(said)


def test_an_agreement_says_what_is_bought_under_it_too():
    report, said = cut(town(("b", 20, hours(10, agreement_id="g")), ("b", 30, hours(20))), element="g")
    assert said.sentence.endswith("That buys 10 of 30 hours of “s”.")
    assert report.bought[0].count.rests_on == ("m0",)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "do not say what is bought and how many (unit_of_purchase, unit_count)"),
        ({"unit_count": "10"}, "do not say what is bought and how many"),
        ({"unit_of_purchase": "hour"}, "do not say what is bought and how many"),
        (hours(10, unit_price="3"), "count times price is not the amount"),
        ({"unit_of_purchase": "none"}, "it is bought by no unit"),
        (hours(10, withheld="unit_count"), "that is withheld here"),
    ],
)
def test_what_does_not_say_it_is_not_known_and_why(values, said):
    report, finding = cut(town(("b", 20, values)))
    assert report.bought == ()
    assert "That buys" not in finding.sentence
    assert [each for each in finding.missing if each.startswith("how many")] == [
        f"how many hours, places or people £20 of “s” is for: {report.not_counted[0].why}"
    ]
    assert said in report.not_counted[0].why


def test_the_service_says_by_what_it_is_bought_where_a_payment_does_not():
    here = town(("b", 20, {"unit_count": "4"}), unit_of_purchase="participant")
    _, said = cut(here)
    assert said.sentence.endswith("That buys all 4 participants of “s”.")
    assert not [each for each in said.missing if "how many people" in each], "those are people"


def test_unlike_units_never_add():
    unit = "biodiversity_unit"
    here = town(
        ("b", 20, hours(2, unit_of_purchase=unit, biodiversity_kind="hedgerow")),
        ("b", 20, hours(3, unit_of_purchase=unit, biodiversity_kind="watercourse")),
    )
    report, said = cut(here)
    assert [each.count.value for each in report.bought] == [Decimal(2), Decimal(3)]
    assert "all 2 biodiversity units (hedgerow) of “s”" in said.sentence


def test_a_funder_that_pays_less_says_nothing_of_units():
    here = town(("b", 20, hours(10)))
    report = report_cut(here, here["a"], what="funder")
    assert (report.bought, report.not_counted) == ((), ())
