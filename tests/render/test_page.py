import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.visibility import view_for
from sysmap.model.years import FinancialYear
from sysmap.render.html import render_page
from sysmap.render.loops import PageLoop
from sysmap.render.page import Reading, page_data
from sysmap.resources import resource
from tests.render.small_maps import by_id, factor, flow, link, make_branch, organisation, read_bundle, service
from tests.strategies import system_maps

AS_OF = date(2026, 11, 22)
CONTRACT = (resource("sample_maps").parent / "frontend/src/contract.ts").read_text(encoding="utf-8")
READING = Reading(AS_OF, year=FinancialYear(2025))


@pytest.fixture(scope="module")
def page(thornmere):
    return page_data(thornmere, READING)


def fact_of(thing, label):
    (found,) = (fact for fact in thing["facts"] if fact["label"] == label)
    return found


def interface(name):
    """Give the fields that the page's contract names, by whether they may be missing."""
    body = re.search(rf"interface {name} {{(.*?)^}}", CONTRACT, re.DOTALL | re.MULTILINE)
    return {field: bool(may_miss) for field, may_miss in re.findall(r"^  (\w+)(\?)?:", body[1], re.MULTILINE)}


@pytest.mark.parametrize(
    ("name", "things"),
    [
        ("PageData", lambda page: [page]),
        ("MapFacts", lambda page: [page["map"]]),
        ("Element", lambda page: page["elements"]),
        ("ViewData", lambda page: page["views"]),
        ("Part", lambda page: [view["part"] for view in page["views"] if "part" in view]),
        ("Box", lambda page: page["boxes"]),
        ("Link", lambda page: page["links"]),
        ("Loop", lambda page: page["loops"]),
        ("Table", lambda page: page["tables"]),
        ("Words", lambda page: [page["words"]]),
        ("Fact", lambda page: [fact for element in page["elements"] for fact in element["facts"]]),
    ],
)
def test_the_data_is_what_the_page_expects(page, name, things):
    fields = interface(name)
    required = {field for field, may_miss in fields.items() if not may_miss}
    assert things(page)
    for thing in things(page):
        assert required <= thing.keys() <= fields.keys()


def test_thornmere_is_drawn_whole(page):
    assert page["summary"] == (
        "18 organisations, 10 services and 18 factors (8 of them outcomes), with 42 influences, 27 flows of money"
        " and 11 named loops."
    )
    drawn = {element["id"] for element in page["elements"] if "x" in element}
    assert len(drawn) == 18 + 10 + 18 + 4 + 1 + 2
    assert {link["from"] for link in page["links"]} | {link["to"] for link in page["links"]} <= drawn
    assert [loop["type"] for loop in page["loops"]].count("R") == 8
    assert page["map"]["question"].endswith("?")
    assert page["as_of"] == "2026-11-22"


def test_words_are_those_of_the_room(page):
    things = by_id(page["elements"])
    assert fact_of(things["S04"], "sort")["value"] == "deciding who gets what"
    assert fact_of(things["F12"], "who decides")["value"] == "nobody on this map decides"
    assert fact_of(things["S01"], "prevention or crisis")["value"] == "crisis or immediate need"
    assert fact_of(things["F09"], "who answers for it")["value"] == "nobody on this map owns it"
    links = by_id(page["links"])
    assert links["I05"]["sentence"] == "More “Crisis spending pressure” means less “Prevention budget”."
    assert links["M20"]["sentence"].startswith("“Mereside Homes” gives “Home adaptations")
    assert links["M13"]["sentence"] == (
        "“Adult Social Care directorate” pays “Care home placements 65+” £12,000,000 in 2025-26, actual."
    )


def test_owner_parent_and_sector_are_those_of_the_box(page):
    things = by_id(page["elements"])
    assert (things["F09"]["owner"], things["F09"]["parent"], things["F09"]["sector"]) == ("none", None, "")
    assert (things["F05"]["owner"], things["F05"]["parent"]) == ("known", "O02")
    assert things["F05"]["sector"] == "local_government"
    assert [box["id"] for box in page["boxes"]].index("O01") < [box["id"] for box in page["boxes"]].index("O02")


def test_an_outcome_that_nobody_measures_says_so(page):
    things = by_id(page["elements"])
    assert fact_of(things["F09"], "measured by")["value"] == "nothing on this map"
    assert any(fact["label"].startswith("measured by: ") for fact in things["F03"]["facts"])


def test_money_is_rounded_and_exact_with_year_and_basis(page):
    links = by_id(page["links"])
    assert "M12" not in links  # next year of the same flow
    money = links["M11"]["money"]
    assert money["text"] == "£19.6m"
    assert money["exact"] == "£19,600,000 in 2025-26, actual"


def test_a_scenario_is_named_and_the_base_knows_nothing_of_it(thornmere, page):
    assert page["scenario"] is None
    assert "S11" not in by_id(page["elements"])
    assert "I43" not in by_id(page["links"])
    whole = SystemMap([*thornmere, service("S99", "The pilot", scenario="SC1")])
    piloted = page_data(branch(whole, "SC1"), READING)
    assert piloted["scenario"] == {"id": "SC1", "name": "Home-First Alliance pilot in Eastfield"}
    assert fact_of(by_id(piloted["elements"])["S99"], "only in")["value"] == "Home-First Alliance pilot in Eastfield"


def test_what_is_overdue_on_the_day_says_so():
    reviewed = factor("f", review_date="2026-05-31")
    (before,) = page_data(make_branch(reviewed), Reading(date(2026, 5, 31)))["elements"]
    (after,) = page_data(make_branch(reviewed), Reading(date(2026, 6, 1)))["elements"]
    assert fact_of(before, "look again by") == {"label": "look again by", "value": "31 May 2026", "note": ""}
    assert fact_of(after, "look again by")["note"] == "overdue"


def test_positions_that_people_gave_are_kept_to_the_digit():
    (element,) = page_data(
        make_branch(factor("f"), Record("p", "Position", {"element_id": "f", "x": "-120.5", "y": "33.25"})), READING
    )["elements"]
    assert (element["x"], element["y"], element["pinned"]) == (-120.5, 33.25, True)
    (element,) = page_data(
        make_branch(factor("f"), Record("p", "Position", {"element_id": "f", "x": "5", "y": "3", "view": "money"})),
        READING,
    )["elements"]
    assert "pinned" not in element


def test_loops_that_were_found_come_after_those_with_a_name_and_a_broken_one_says_where():
    data = page_data(
        make_branch(
            factor("a"),
            factor("b"),
            link("ab", "INFLUENCES", "a", "b", polarity="+"),
            Record("l", "Loop", {"name": "Round", "element_ids": "a;b", "relationship_ids": "ab;gone"}),
        ),
        Reading(AS_OF, loops=(PageLoop("x", "B", ("a", "b"), ("ab", "ba")),)),
    )
    named, found = data["loops"]
    assert (named["name"], named["broken"], named["links"]) == ("Round", True, ["ab"])
    assert fact_of(named, "broken")["value"] == "no link from b to a"
    assert (found["name"], found["named"], found["type"]) == ("a, b", False, "B")


def test_findings_keep_their_view_their_figures_and_what_is_missing():
    finding = Finding(
        "spend_by_tier",
        "Most is spent on crisis.",
        ("o", "elsewhere"),
        {
            "spend": Figure(Decimal("64612345.10"), "GBP", "sum of 3 flows"),
            "share": Figure(Decimal("87.84"), "percent"),
            "o": Figure(None),
            "acute_share": Figure(None),
            "links": Figure(4, "links"),
        },
        missing=("two amounts",),
    )
    reading = Reading(AS_OF, findings={"money": [finding]})
    (said,) = page_data(make_branch(organisation("o", "Oak Trust")), reading)["findings"]
    assert (said["title"], said["view"], said["about"]) == ("Spend by tier", "money", ["o"])
    assert said["facts"] == [
        {"label": "spend", "value": "£64.6m", "note": "£64,612,345.10; sum of 3 flows"},
        {"label": "share", "value": "87.8%", "note": ""},
        {"label": "Oak Trust", "value": "not known", "note": ""},
        {"label": "crisis or immediate need share", "value": "not known", "note": ""},
        {"label": "links", "value": "4 links", "note": ""},
        {"label": "not known", "value": "two amounts", "note": ""},
    ]


def test_boundaries_are_handed_in_and_shown_in_words():
    data = page_data(
        make_branch(organisation("a"), organisation("b"), flow("m", "a", "b", "5")),
        Reading(AS_OF, boundaries={"m": "across_sectors"}, boundary_words={"across_sectors": "between sectors"}),
    )
    assert data["links"][0]["boundary"] == "across_sectors"
    assert data["words"]["boundaries"] == {"across_sectors": "between sectors"}


def test_an_empty_map_says_what_would_fill_it():
    data = page_data(make_branch(), READING)
    assert data["summary"] == "This map is empty: add an organisation, a service or a factor."
    assert data["elements"] == data["links"] == data["tables"] == []


def test_nothing_withheld_is_in_the_page():
    secret = "Zebra-contract"
    whole = SystemMap(
        [
            organisation("a", sensitivity="public"),
            service("b", secret, sensitivity="internal", aliases=f"{secret} two"),
            flow("m", "a", "b", "98765", sensitivity="public"),
            Record("s", "Source", {"publisher": secret, "claim": secret, "sensitivity": "internal"}),
            factor("f", sensitivity="public", source_id="s"),
            Record("l", "Loop", {"name": secret, "element_ids": "f;b", "sensitivity": "public"}),
            Record("p", "Position", {"element_id": "b", "x": "4321", "y": "4321"}),
        ]
    )
    view = view_for(whole, "public")
    data = page_data(branch(view.map), Reading(AS_OF, view.audience, view.withheld))
    html = render_page(data, read_bundle)
    assert secret not in html
    assert "98,765" not in html
    assert "4321" not in html
    assert data["withheld"]["by_kind"] == {"loop": 1, "link (pays)": 1, "service": 1, "source": 1}
    assert "4 items left out for this audience" in html


@settings(max_examples=60)
@given(system_maps())
def test_any_map_can_be_drawn_whatever_is_wrong_with_it(system_map):
    data = page_data(branch(system_map), READING)
    assert render_page(data, read_bundle) == render_page(page_data(branch(system_map), READING), read_bundle)


def test_named_loops_that_do_not_close_are_told_apart():
    town = make_branch(
        factor("f1", "Strain"),
        factor("f2", "Admissions"),
        link("r1", "INFLUENCES", "f1", "f2", polarity="+"),
        link("r2", "INFLUENCES", "f2", "f1", polarity="+"),
        Record("l1", "Loop", {"name": "Round", "element_ids": "f1;f2", "relationship_ids": "r1;r2"}),
        Record("l2", "Loop", {"name": "No way round", "element_ids": "f2;f1", "relationship_ids": "r2"}),
    )
    assert "2 named loops (1 of them does not close)" in page_data(town, Reading(date(2026, 11, 22)))["summary"]
