"""The panel of figures: each leads to its rows, is said in words, fits every screen, and goes to paper."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from sysmap.analysis.benefits import report_benefits
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.money import say_money
from sysmap.model.scenarios import branch
from sysmap.model.sharing import redact
from sysmap.pipeline.drawing import PageWish, data_for_page
from sysmap.pipeline.opening import Opened
from sysmap.pipeline.profiles import find_profile
from sysmap.render.html import write_page
from sysmap.resources import resource
from tests.browser.test_access_states import THEMES, offences, open_all
from tests.render.small_maps import flow, organisation

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def town() -> SystemMap:
    return read_csv_folder(resource("sample_maps/thornmere")).system_map


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, town: SystemMap) -> Path:
    """Give Thornmere and its scenario as `sysmap render` draws them."""
    view = redact(town, find_profile(town, "council")).view
    path = tmp_path_factory.mktemp("figures") / "thornmere.html"
    opened = Opened("town.sysmap", view, branch(view.map))
    write_page(path, data_for_page(opened, PageWish(date(2026, 11, 22), scenarios=True)))
    return path


def turn_to_figures(page: Page) -> None:
    page.get_by_role("button", name="Figures", exact=True).click()
    expect(page.get_by_role("heading", name="Figures", level=2)).to_be_visible()


def test_the_matrix_is_that_of_the_command_and_each_figure_leads_to_rows_that_make_it(open_page, drawn, town):
    opened = open_page(drawn, "#view=money")
    page = opened.page
    turn_to_figures(page)
    report = report_benefits(branch(town))
    shown = dict(
        page.locator(".matrix .sum").evaluate_all("all => all.map(each => [each.dataset.sum, each.textContent])")
    )
    wanted = {f"cell:{payer}:{column}": figure for (payer, column), figure in report.cells.items()}
    wanted |= {f"pays:{payer}": figure for payer, figure in report.paid.items()}
    assert shown == {name: say_money(figure.value) for name, figure in wanted.items()}
    page.locator("[data-sum='cell:O01:O06']").press("Enter")
    assert opened.text(".panel h2").startswith(
        "What “Thornmere Council” pays towards outcomes of “NHS Vale and Wold Integrated Care Board”: £3.4m"
    )
    rows = page.locator(".panel .rows tbody tr")
    assert rows.evaluate_all("all => all.map(row => row.dataset.row)") == list(report.cells["O01", "O06"].rests_on)
    amounts = [Decimal(re.sub(r"[£,]", "", each)) for each in rows.locator("td").all_inner_texts()]
    assert sum(amounts) == report.cells["O01", "O06"].value
    # Whoever lets the figure go is back at the others.
    page.get_by_role("button", name="Close details").click()
    expect(page.get_by_role("heading", name="Figures", level=2)).to_be_visible()
    assert opened.quiet


def test_a_tier_of_another_year_leads_to_its_rows_of_that_year(open_page, drawn):
    opened = open_page(drawn, "#view=map")
    page = opened.page
    turn_to_figures(page)
    page.locator("[data-year='2026-27']").filter(has_text="99.5% crisis").click()
    assert "year=2026-27" in page.evaluate("location.hash")
    assert "2026-27, budget" in opened.text(".panel h2")
    assert opened.quiet


def test_money_that_comes_through_others_lists_the_payments_on_the_way(open_page, drawn):
    opened = open_page(drawn, "#view=money")
    page = opened.page
    turn_to_figures(page)
    item = page.locator(".service-bars").first.locator("li").filter(has_text="Central government")
    assert "none straight, 9.2% in all" in item.inner_text()
    item.locator("summary").click()
    assert item.locator("tbody tr").count() == 4
    assert opened.quiet


def test_measures_are_said_in_words_with_the_values_behind_them_and_lead_to_what_they_measure(open_page, drawn):
    opened = open_page(drawn, "#view=map")
    page = opened.page
    turn_to_figures(page)
    item = page.locator(".spark-item").filter(has_text="Households in temporary accommodation")
    assert "331 on 30 September 2026; 296 on 31 March 2025 at the start; wanted 250 by 31 March 2027." in (
        item.inner_text()
    )
    assert "Getting worse; behind." in item.inner_text()
    item.locator("summary").click()
    assert item.locator("td").all_inner_texts() == ["301", "306", "311", "318", "327", "331"]
    item.locator(".card-title").click()
    assert "pick=F11" in page.evaluate("location.hash")
    assert opened.quiet


def test_what_ends_leads_to_its_agreement_its_money_and_what_hangs_on_it(open_page, drawn):
    opened = open_page(drawn, "#view=money&year=2026-27")
    page = opened.page
    turn_to_figures(page)
    item = page.locator(".end-item").first
    assert " ".join(item.inner_text().split()).startswith("Decide by 30 September 2026, past Better Care Fund")
    # Its money is of the year with actual figures: choosing it turns to that.
    item.locator(".sum").click()
    assert "year=2025-26" in page.evaluate("location.hash")
    assert opened.text(".panel h2").startswith("Cash under “Better Care Fund section 75 agreement”: £9.3m")
    page.get_by_role("button", name="Close details").click()
    page.locator(".end-item").first.get_by_role("button", name="Delayed discharges from hospital").click()
    assert "pick=F03" in page.evaluate("location.hash")
    assert opened.quiet


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_the_figures_at_a_desk(open_page, drawn, theme):
    page = open_page(drawn, "#view=money", **THEMES[theme]).page
    turn_to_figures(page)
    open_all(page)
    assert offences(page) == []


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_figures_fit_and_names_are_not_cut(open_page, drawn, width):
    page = open_page(drawn, "#view=money", width=width, height=844).page
    turn_to_figures(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    body = page.locator(".panel-body")
    assert body.evaluate("each => each.scrollWidth <= each.clientWidth")
    # A wide matrix is moved sideways in its frame; no name in it is broken within a word.
    broken = page.locator(".matrix .way").evaluate_all(
        """all => all.flatMap(each => {
            const text = each.firstChild;
            return [...text.data.matchAll(/\\S+/g)].filter(word => {
                const range = document.createRange();
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                return range.getClientRects().length > 1;
            }).map(word => word[0]);
        })"""
    )
    assert broken == []
    open_all(page)
    assert offences(page) == []


def test_a_scenario_has_figures_of_its_own(open_page, drawn):
    opened = open_page(drawn, "#view=money&scenario=SC1")
    turn_to_figures(opened.page)
    expect(opened.page.locator(".panel")).to_contain_text("2026-27")
    assert opened.quiet


def test_on_paper_the_figures_stand_in_place_of_the_map(open_page, drawn, tmp_path):
    page = open_page(drawn, "#view=money").page
    turn_to_figures(page)
    page.pdf(path=tmp_path / "page.pdf", format="A4", landscape=True)
    with pdfium.PdfDocument(tmp_path / "page.pdf") as printed:
        texts = [each.get_textpage().get_text_range() for each in printed]
    assert "Prevention and crisis by year" in texts[0]
    assert "Close" not in "".join(texts)
    assert "Show " not in "".join(texts), "on paper nobody can ask for more"
    for said in ("£23.8m", "74.1% in all", "Meadow sites: green prescribing and habitat", "331 on 30 September 2026"):
        assert said in " ".join(" ".join(texts).split()), said


def test_figures_stand_on_the_widest_ribbons_unasked_and_what_a_scenario_adds_has_one(open_page, drawn):
    opened = open_page(drawn, "#view=money", script=Path(__file__).with_name("drawn.js"))
    page = opened.page
    texts = [text for text, *_ in page.evaluate("drawnNow()")["texts"]]
    money = [text for text in texts if text.startswith("£")]
    assert {"£82m", "£19.6m", "£8.2m"} <= set(money)
    assert len(money) <= 24
    page.evaluate("location.hash = '#view=money&scenario=SC1'")
    texts = [text for text, *_ in page.evaluate("drawnNow()")["texts"]]
    assert "+ £150k" in texts
    assert "£150k" not in texts, "a figure that stands on a plate stands nowhere else"
    page.evaluate("location.hash = '#view=whole'")
    assert not [text for text, *_ in page.evaluate("drawnNow()")["texts"] if text.startswith("£")]
    assert opened.quiet


def test_what_is_lent_and_what_is_paid_back_differ_from_cash_on_the_map_and_in_the_key(open_page, drawn):
    opened = open_page(drawn, "#view=money&scenario=SC1")
    page = opened.page
    page.get_by_role("button", name="Key", exact=True).click()
    key = opened.text(".panel")
    assert "Lent, guaranteed or invested: it has to come back" in key
    assert "With a line along it: paid back" in key
    page.evaluate("location.hash = '#view=money&scenario=SC1&pick=M35'")
    assert (
        opened.text(".panel h2")
        == "“Upstream Outcomes Fund LLP” lends “Age Well Thornmere” £600,000 in 2026-27, forecast."
    )
    page.evaluate("location.hash = '#view=money&scenario=SC1&pick=M37'")
    assert opened.text(".panel h2").endswith("£100,000 in 2026-27, forecast, paying back.")
    assert opened.quiet


def test_a_map_with_nothing_for_the_figures_says_what_would_fill_them(open_page, tmp_path):
    records = [organisation("a", "Council"), organisation("b", "Charity"), flow("m", "a", "b", "5")]
    empty = SystemMap(records)
    path = tmp_path / "map.html"
    view = redact(empty, find_profile(empty, "council")).view
    write_page(path, data_for_page(Opened("x", view, branch(view.map)), PageWish(date(2026, 11, 22))))
    opened = open_page(path, "#view=money")
    turn_to_figures(opened.page)
    told = opened.text(".panel")
    assert "No payment on this map says which service it is for." in told
    assert "There is no measure on this map." in told
    assert opened.quiet
