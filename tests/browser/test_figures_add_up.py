"""Every figure of the panel, in every year and scenario, is that of the command, and leads to rows that make it."""

import io
import json
from contextlib import redirect_stdout
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sysmap.cli.main import main
from sysmap.model.money import say_money
from sysmap.pipeline.drawing import PageWish, draw_map
from sysmap.pipeline.importing import import_files
from sysmap.pipeline.opening import open_map

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[2] / "sample_maps" / "thornmere"
DAY = date(2026, 11, 22)

OPEN_ALL = """
() => { for (let next; (next = document.querySelector(".panel button.more")); ) next.click(); }
"""
FIGURES = """
() => [...document.querySelectorAll(".panel [data-sum]")]
    .map(each => [each.dataset.sum, each.dataset.year ?? "", each.textContent])
"""
BEHIND = """
names => names.map(name => {
    sysmap.pick(`sum:${name}`);
    const more = document.querySelector(".panel section button.action");
    if (more) more.click();
    const rows = [...document.querySelector(".panel .rows").querySelectorAll("tbody tr")];
    return [
        document.querySelector(".panel .figure-big").textContent,
        rows.map(row => row.dataset.row),
        rows.map(row => row.lastElementChild.textContent),
    ];
})
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("adding")
    file, page = str(folder / "town.sysmap"), folder / "town.html"
    import_files(file, [str(SAMPLE)], by="analyst", new=True)
    draw_map(open_map(file, leaving=True), str(page), PageWish(DAY, scenarios=True))
    return file, page


def ask(command: str, file: str, *options: str) -> dict:
    said = io.StringIO()
    with redirect_stdout(said), pytest.raises(SystemExit) as ended:
        main([command, file, *options, "--format", "json"])
    assert ended.value.code == 0
    return json.loads(said.getvalue())


def amounts_of(file: str, year: str, scenario: str) -> dict[str, Decimal]:
    """Give what the commands say, by the name that the page has for it."""
    here = ("--scenario", scenario) if scenario else ()
    money = ask("money", file, "--year", year, *here)
    found = {"total": money["total_spend"]}
    found |= {f"tier:{each['tier']}": each["amount"] for each in money["by_tier"]}
    found |= {f"service:{each['id']}": each["amount"] for each in money["by_service"]}
    benefits = ask("benefits", file, "--year", year, *here)
    found |= {f"pays:{each['id']}": each["amount"] for each in benefits["payers"]}
    found |= {f"cell:{each['payer']}:{each['beneficiary']}": each["amount"] for each in benefits["cells"]}
    endings = [] if year != "2025-26" else ask("decide", file, "--as-of", DAY.isoformat(), *here)["places"]
    found |= {f"under:{one['agreement']}": one["cash"] for each in endings for one in each["decisions"] if one["cash"]}
    return {name: Decimal(amount) for name, amount in found.items()}


@pytest.mark.parametrize("scenario", ["", "SC1"])
@pytest.mark.parametrize("year", ["2025-26", "2026-27"])
def test_every_figure_is_that_of_the_command_and_its_rows_add_up_to_it(open_page, town, year, scenario):
    file, page_file = town
    wanted = amounts_of(file, year, scenario)
    opened = open_page(page_file, f"#view=money&year={year}&scenario={scenario}")
    page = opened.page
    page.get_by_role("button", name="Figures", exact=True).click()
    page.evaluate(OPEN_ALL)
    shown = [(name, text) for name, of_year, text in page.evaluate(FIGURES) if of_year in {"", year}]
    names = sorted({name for name, _ in shown})
    assert {name.split(":")[0] for name in names} >= {"total", "tier", "pays", "cell", "straight"}
    shares = {
        f"straight:{body['id']}:{service['id']}": (Decimal(body["direct"]), Decimal(service["amount"]))
        for service in ask("funders", file, "--year", year, *(("--scenario", scenario) if scenario else ()))["services"]
        for body in service["funders"]
    }
    for name, (exact, rows, amounts) in zip(names, page.evaluate(BEHIND, names), strict=True):
        made = sum(Decimal(each.replace("£", "").replace(",", "")) for each in amounts)
        assert exact.startswith(f"£{made:,.2f}".removesuffix(".00") + " in "), name
        assert len(rows) == len(set(rows)), name
        if name.startswith("straight:"):
            share, whole = shares[name]
            assert abs(100 * made / whole - share) < Decimal("0.01"), name
        else:
            assert made == wanted[name], name
    for name, text in shown:
        if name.split(":")[0] in {"total", "pays", "cell", "under"}:
            assert text.startswith(say_money(wanted[name])), name
    tiers = {f"tier:{each['tier']}": each for each in ask("prevention", file)["years"][0]["tiers"]}
    for name, text in shown:
        if name in tiers and year == "2025-26" and not scenario:
            share = Decimal(tiers[name]["share_percent"])
            assert abs(Decimal(text.split("%")[0]) - share) <= Decimal("0.06"), name
    assert opened.quiet
