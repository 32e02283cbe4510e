"""The figures of a page are those of the commands, and the rows behind each make it."""

from datetime import date
from decimal import Decimal

import pytest

from sysmap.analysis.benefits import report_benefits
from sysmap.analysis.decisions import find_decisions, places_to_act
from sysmap.analysis.endings import find_endings
from sysmap.analysis.funders import report_funders
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.pipeline.money_years import money_by_year
from sysmap.pipeline.page_endings import MOST as MOST_ENDS
from sysmap.pipeline.page_figures import BETWEEN, FUNDERS, LARGEST, MOST, figures_of_page
from sysmap.render.figures import say_day
from sysmap.resources import resource
from tests.render.small_maps import flow, make_branch, organisation, service

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def base():
    return branch(read_csv_folder(resource("sample_maps/thornmere")).system_map)


@pytest.fixture(scope="module")
def page(base):
    return figures_of_page(base, money_by_year(base), DAY)


def test_every_sum_that_is_named_is_there_and_its_rows_make_it(base, page):
    for told, year in zip(page.answers["figures"]["years"], page.money, strict=True):
        sums = {each.id: each for each in year.sums}
        assert len(sums) == len(year.sums), "a sum has one meaning"
        cells = [cell for _, _, row in told["matrix"]["rows"] for cell, _ in row if cell]
        named = [*(each[4] for each in told["tiers"]), *(sum_id for _, sum_id in told["matrix"]["payers"]), *cells]
        named += [each["sum"] for service in told["rests"] for each in service["funders"] if each["sum"]]
        assert named
        for each in named:
            assert sums[each].value == sum(Decimal(base[row].get("amount")) for row in sums[each].rows)


def test_on_a_map_of_money_alone_no_payment_is_said_to_go_towards_no_better_outcome():
    here = make_branch(organisation("a"), service("s"), flow("m", "a", "s", "80"))
    told = figures_of_page(here, money_by_year(here), DAY)
    assert [words for _, words, _ in told.answers["figures"]["years"][0]["matrix"]["rows"]] == ["cannot be told"]
    labels = [each.label for each in told.money[0].sums if each.id.startswith("cell:")]
    assert [label.rpartition(" pays ")[2] for label in labels] == [
        "towards what cannot be told, as no outcomes or no influences are on the map"
    ]


def test_payers_and_beneficiaries_are_those_of_the_command(base, page):
    report = report_benefits(base)
    first, sums = page.answers["figures"]["years"][0], {each.id: each.value for each in page.money[0].sums}
    assert [payer for payer, _ in first["matrix"]["payers"]] == list(report.payers)
    found = {
        (payer, column): sums[cell]
        for column, (_, _, row) in zip(report.beneficiaries, first["matrix"]["rows"], strict=True)
        for (payer, _), (cell, _) in zip(first["matrix"]["payers"], row, strict=True)
        if cell
    }
    assert found == {key: figure.value for key, figure in report.cells.items()}


def test_tiers_fill_their_bar_and_unclassified_is_always_said(page):
    for each in page.answers["figures"]["years"]:
        assert sum(width for _, _, width, _, _ in each["tiers"]) == 1000
        assert each["tiers"][-1][:2] == ["unclassified", "unclassified"]


def test_dependence_is_that_of_the_command_with_the_payments_on_the_way(base, page):
    rests = {each["id"]: each for each in page.answers["figures"]["years"][0]["rests"]}
    for service_money in report_funders(base).services[:MOST]:
        told = rests[service_money.service_id]["funders"]
        assert [each["id"] for each in told] == [each.funder_id for each in service_money.reliances[:FUNDERS]]
    connectors = {each["id"]: each for each in rests["S07"]["funders"]}
    # Of government's money for connectors nothing is paid straight: it comes through the council's public health team.
    government = connectors["O16"]
    assert (government["direct"], government["sum"], government["through"]) == ("0%", "", "41.6%")
    ways = [(base[row].from_id, base[row].get("service_id") or base[row].to_id) for row in government["rows"]]
    assert {"O16"} <= {start for start, _ in ways}
    assert {"S07"} <= {end for _, end in ways}
    assert set(rests["S01"]["funders"][1]["rows"]).isdisjoint({"M34"}), "the hospital's money is on no way to it"


def test_measures_stand_on_their_picture_with_every_value(page):
    measures = {each["id"]: each for each in page.answers["figures"]["measures"]}
    homes = measures["ME06"]
    assert (homes["latest"], homes["said"]) == ("331 on 30 September 2026", "getting worse; behind")
    # From the baseline at the left, up to the largest at the top; what is wanted lies at the right, lowest.
    assert homes["drawn"]["points"][0][0] == 0
    assert homes["drawn"]["points"][-1][1] == 0
    assert homes["drawn"]["target"] == [1000, 1000]
    assert [value for _, _, value in homes["rows"]] == ["301", "306", "311", "318", "327", "331"]
    assert all(0 <= place <= 1000 for each in measures.values() for point in each["drawn"]["points"] for place in point)


def test_what_ends_is_told_by_when_to_decide_with_what_hangs_on_it(base, page):
    ends = page.answers["figures"]["ends"]
    first = ends["items"][0]
    assert (first["name"], first["decide"], first["late"]) == (
        "Better Care Fund section 75 agreement",
        "30 September 2026",
        True,
    )
    assert first["turns"] == ["ends on 31 March 2027", "is to be looked at again on 31 May 2027"]
    (ending,), _ = find_endings(base, DAY)
    assert (first["services"], first["outcomes"]) == (list(ending.services), list(ending.outcomes))
    sums = {each.id: each for each in page.money[0].sums}
    assert sums[first["sum"]].value == ending.amount.value
    by = {each["id"]: each["decide"] for each in ends["items"]}
    for lever in find_decisions(base, places_to_act(base), DAY):
        for decision in lever.decisions[:1]:
            assert by[decision.agreement_id] == say_day(decision.decide_by)


def test_an_agreement_that_covers_nothing_ends_too_and_one_without_a_date_is_counted():
    day = {"end_date": "2027-01-31"}
    here = make_branch(
        Record("x", "Agreement", {"name": "Insurance", **day}),
        Record("y", "Agreement", {"name": "Old letter"}),
        Record("z", "Agreement", {"name": "Far ahead", "end_date": "2030-01-31"}),
    )
    ends = figures_of_page(here, (), DAY).answers["figures"]["ends"]
    (item,) = ends["items"]
    assert (item["name"], item["decide"], item["turns"]) == ("Insurance", "", ["ends on 31 January 2027"])
    assert (item["cash"], item["sum"], ends["undated"]) == ("", "", "1 agreement without a date on this map.")


def test_of_many_agreements_the_soonest_are_listed_and_the_rest_counted():
    many = [
        Record(f"a{n:02}", "Agreement", {"name": f"Agreement {n}", "end_date": f"2027-02-{n + 1:02}"})
        for n in range(MOST_ENDS + 2)
    ]
    ends = figures_of_page(make_branch(*reversed(many)), (), DAY).answers["figures"]["ends"]
    assert [each["id"] for each in ends["items"]] == [each.id for each in many[:MOST_ENDS]]
    assert ends["more"] == 2


def test_a_map_with_neither_spend_nor_measures_has_no_figures():
    assert figures_of_page(branch(SystemMap([organisation("a", "Council")])), (), DAY).answers == {}
    alone = branch(SystemMap([Record("m", "Measure", {"name": "Waiting"})]))
    (measure,) = figures_of_page(alone, (), DAY).answers["figures"]["measures"]
    assert (measure["latest"], measure["drawn"], measure["said"]) == ("", None, "never observed")


def test_a_year_of_very_many_payments_says_whom_to_ask_instead():
    paid = [flow(f"m{number:04}", "a", "s", "1") for number in range(LARGEST + 1)]
    here = make_branch(organisation("a", "Council"), service("s", "Care"), *paid)
    (year,) = figures_of_page(here, money_by_year(here), DAY).answers["figures"]["years"]
    assert (year["rests"], year["too_many"]) == ([], "Not worked out here for 2,001 payments: ask sysmap funders.")
    assert year["matrix"]["payers"], "who pays and who benefits is quick"


def test_a_year_in_which_very_many_bodies_pay_each_other_says_whom_to_ask_instead():
    round_them = [flow(f"m{n:03}", f"o{n:03}", f"o{(n + 1) % (BETWEEN + 1):03}", "1") for n in range(BETWEEN + 1)]
    bodies = [organisation(f"o{n:03}", f"Body {n}") for n in range(BETWEEN + 1)]
    here = make_branch(*bodies, service("s", "Care"), *round_them, flow("m", "o000", "s", "1"))
    (year,) = figures_of_page(here, money_by_year(here), DAY).answers["figures"]["years"]
    assert year["too_many"].startswith("Not worked out here for 152 payments")


def test_of_many_payers_the_largest_are_shown_and_the_rest_counted():
    many = [organisation(f"p{number:02}", f"Payer {number}") for number in range(MOST + 3)]
    paid = [flow(f"m{number:02}", f"p{number:02}", "s", str(100 + number)) for number in range(MOST + 3)]
    here = make_branch(*many, service("s", "Care"), *paid)
    (year,) = figures_of_page(here, money_by_year(here), DAY).answers["figures"]["years"]
    assert year["matrix"]["more"] == 3
    assert year["matrix"]["payers"][0][0] == f"p{MOST + 2:02}"
    assert year["rests"][0]["more"] == MOST + 3 - FUNDERS
