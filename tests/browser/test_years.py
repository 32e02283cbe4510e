"""The year of money: one year or all of them, the same figures as `sysmap money`, and the rows behind each."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sysmap.analysis.money import report_money
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.money import say_exact_money, say_money
from sysmap.model.scenarios import branch
from sysmap.model.sharing import redact
from sysmap.model.years import FinancialYear
from sysmap.pipeline.drawing import PageWish, read_for_page
from sysmap.pipeline.opening import Opened
from sysmap.pipeline.profiles import find_profile
from sysmap.render.html import write_page
from sysmap.render.ledger import TIERS
from sysmap.render.page import page_data
from sysmap.resources import resource

pytestmark = pytest.mark.browser

BUDGET = FinancialYear(2026)


@pytest.fixture(scope="module")
def town() -> SystemMap:
    system_map = read_csv_folder(resource("sample_maps/thornmere")).system_map
    view = redact(system_map, find_profile(system_map, "council")).view
    return view.map


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, town: SystemMap) -> Path:
    """Give Thornmere as `sysmap render` draws it."""
    view = redact(town, find_profile(town, "council")).view
    opened = Opened("town.sysmap", view, branch(view.map))
    path = tmp_path_factory.mktemp("years") / "thornmere.html"
    write_page(path, page_data(opened.branch, read_for_page(opened, PageWish(date(2026, 11, 22)))))
    return path


def exact_sums(page) -> dict[str, str]:
    """Give what the panel of money says of each sum, to the penny, by opening each."""
    said = {}
    names = page.locator(".panel .way[data-id^='sum:']").evaluate_all("all => all.map(each => each.dataset.id)")
    for name in names:
        page.evaluate("id => sysmap.pick(id)", name)
        said[name.removeprefix("sum:")] = page.locator(".panel .figure-big").inner_text().partition(" in ")[0]
    page.evaluate("sysmap.pick('')")
    return said


@pytest.mark.parametrize("year", [None, BUDGET], ids=str)
def test_every_figure_of_the_panel_is_that_of_the_command_line_and_its_rows_add_up_to_it(open_page, drawn, town, year):
    opened = open_page(drawn, f"#view=money&year={year}" if year else "#view=money")
    page = opened.page
    more = page.locator(".panel").get_by_role("button", name=re.compile(r"^Show \d+ more$"))
    while more.count():
        more.first.click()
    report = report_money(branch(town), year)
    said = exact_sums(page)
    wanted = {"total": report.total_spend} | {f"service:{each}": of for each, of in report.by_service.items()}
    wanted |= {f"in:{each.body_id}": each.inflow for each in report.bodies if each.inflow.rests_on}
    wanted |= {f"out:{each.body_id}": each.outflow for each in report.bodies if each.outflow.rests_on}
    wanted |= {f"tier:{tier}": of for tier, of in report.by_tier.items() if of.rests_on}
    assert {name: said.get(name) for name in wanted} == {
        name: say_exact_money(figure.value) for name, figure in wanted.items()
    }
    page.evaluate("sysmap.pick('sum:total')")
    rows = page.locator(".panel section .rows tbody tr")
    assert sorted(rows.evaluate_all("all => all.map(row => row.dataset.row)")) == sorted(report.total_spend.rests_on)
    amounts = [Decimal(re.sub(r"[£,]", "", each)) for each in rows.locator("td").all_inner_texts()]
    assert sum(amounts) == report.total_spend.value
    assert "source: " in rows.first.inner_text()
    assert page.locator(".panel tfoot td").inner_text() == say_exact_money(report.total_spend.value)
    assert opened.quiet


def test_a_year_chosen_by_keyboard_redraws_ribbons_details_tables_and_the_front_page(open_page, drawn, town):
    opened = open_page(drawn, "#view=V06")
    page = opened.page
    before = opened.pixels()
    page.locator("#year").focus()
    page.keyboard.press("End")
    assert page.evaluate("location.hash") == "#view=V06&year=2026-27"
    assert page.evaluate("document.activeElement.id") == "year"
    assert page.get_attribute("#year", "aria-valuetext") == "2026-27"
    assert opened.pixels() != before
    expect(page.locator(".filtered")).to_contain_text("Money of 2026-27 only: 7 of 27 flows.")
    total = report_money(branch(town), BUDGET).total_spend.value
    expect(page.locator(".panel")).to_contain_text(say_money(total))
    # What was chosen by the row of one year is the same flow in another.
    page.evaluate("location.hash = '#view=V06&year=2026-27&pick=M01'")
    expect(page.locator(".panel .figure-big")).to_have_text("£11,000,000 in 2026-27, budget")
    page.get_by_role("button", name="Everything as tables").click()
    assert page.locator("#table-funds tbody tr:visible").count() == 7
    assert "7 of 34 rows: those of 2026-27." in opened.text("#table-funds")
    page.get_by_role("button", name="About this map").click()
    assert f"{say_money(total)} cash spend on services (2026-27, budget)" in opened.text(".shares")
    page.locator(".shares .sum").first.press("Enter")
    assert opened.text(".panel h2") == f"Cash spend on services: {say_money(total)} (2026-27, budget)."
    page.get_by_role("button", name="Show everything").click()
    assert "year" not in page.evaluate("location.hash")
    assert opened.quiet


def test_all_years_say_what_python_wrote_on_the_front_page(open_page, drawn):
    opened = open_page(drawn, "")
    written = opened.text(".front")
    opened.page.evaluate("sysmap.update(sysmap.data())")
    assert opened.text(".front") == written
    assert "87.8% crisis or immediate need" in written
    assert TIERS in written


def test_left_out_rows_and_counts_of_boundaries_can_be_looked_into(open_page, drawn):
    opened = open_page(drawn, "#view=money&pick=sum:total")
    page = opened.page
    left = page.locator(".panel .left")
    assert left.filter(has_text="valued in kind: never added to cash").locator("tr[data-row=M20]").count() == 1
    assert left.filter(has_text="tied to no service").locator("tr[data-row=M34]").count() == 1
    page.goto(f"{drawn.as_uri()}#view=boundaries")
    page.locator("#class-across_sectors").press("Enter")
    heading = opened.text(".panel h2")
    shown = page.locator(".panel section li").count()
    assert heading == f"between sectors: {shown}"
    assert page.evaluate("location.hash").endswith("pick=class%3Aacross_sectors")
    assert opened.quiet


def test_a_year_that_is_not_there_is_as_if_none_were_chosen(open_page, drawn):
    opened = open_page(drawn, "#view=money&year=1999-00")
    assert opened.page.get_attribute("#year", "aria-valuetext") == "All years"
    assert opened.page.locator(".filtered").inner_text() == ""


FILTERS = {
    "kind=Service": "without services",
    "sector=vcfse": "without sectors: voluntary and community sector",
    "boundary=real_world": "without boundaries that links cross: nobody on this map owns an end of it",
    "confidence=low": "without how sure: low",
}


@pytest.mark.parametrize("given", FILTERS)
def test_what_each_filter_leaves_is_counted_in_one_line(open_page, drawn, given):
    opened = open_page(drawn, f"#view=map&hide.{given}&layers=causal,money,other")
    said = opened.text(".filtered span")
    assert FILTERS[given] in said
    things, all_things, links, all_links = map(
        int, re.match(r"(\d+) of (\d+) things and (\d+) of (\d+)", said).groups()
    )
    assert (things, links) != (all_things, all_links)
    opened.page.get_by_role("button", name="Table", exact=True).click()
    assert f"Things ({things})" in opened.text(".panel")
    assert f"Links ({links})" in opened.text(".panel")


def test_who_goes_from_button_to_button_on_the_front_page_hears_of_what_a_figure_is(open_page, drawn):
    page = open_page(drawn, "#view=front").page
    for year in ("", "2026-27"):
        if year:
            page.evaluate("year => { location.hash = `view=front&year=${year}`; }", year)
        total = page.locator("[data-sum=total] button")
        expect(total).to_have_accessible_name(re.compile(rf"^£\S+ cash spend on services \({year or '2025-26'}, "))
        for tier in page.locator("#front li:has([data-sum]), .front li:has([data-sum])").all():
            expect(tier.locator("button")).to_have_accessible_name(re.compile(r"^[\d.]+% [a-z ]+$"))
