"""Whose money services rest on, and what follows from a cut, from the command line."""

import csv
import io
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def thornmere(sysmap):
    sysmap("import", "thornmere", ROOT / "sample_maps" / "thornmere", "--new")
    return "thornmere"


def test_a_service_and_its_payers(sysmap, thornmere):
    done = sysmap("funders", thornmere, "Community connectors")
    assert "at least 4,586 of 10,000, as of at most 2.2 equal funders" in done.out
    assert "“Adult Social Care directorate” takes in £56.8m that goes where this map does not show." in done.lines
    assert "Home care" not in done.out
    rows = list(csv.DictReader(io.StringIO(sysmap("funders", thornmere, "--format", "csv").out)))
    hidden = {row["funder"]: row["hidden"] for row in rows if row["service"] == "S07"}
    assert hidden["O16"] == "41.58"


def test_a_cut_says_what_shrinks_and_what_was_taken_for_granted(sysmap, thornmere):
    done = sysmap("cut", thornmere, "Vale and Wold", "20%", "--draws", "200")
    assert "Community connectors and carers support   £62k  10.7%  not known" in done.out
    assert "Taken for granted:" in done.lines
    assert "The least sure of the payments that are cut: low." in done.lines
    rows = csv.DictReader(io.StringIO(sysmap("cut", thornmere, "A02", "--draws", "200", "--format", "csv").out))
    assert [(row["service"], row["share_percent"]) for row in rows] == [("S02", "48.24")]


@pytest.mark.parametrize("typed", ["0%", "101%", "lots", "-5%"])
def test_a_cut_that_is_none_is_refused(sysmap, thornmere, typed):
    done = sysmap("cut", thornmere, "Vale and Wold", "--", typed, code=2)
    assert done.err.count("\n") == 1


def test_the_methods_are_told(sysmap):
    for command in ("cut", "funders", "prevention", "ending"):
        assert "docs/money.md" in sysmap(command, "--explain").out


def test_a_map_without_money_says_so(sysmap):
    sysmap("new", "bare")
    assert "No cash reaches a service on this map" in sysmap("funders", "bare", code=1).out
    sysmap("add", "bare", "organisation", "Board")
    assert sysmap("cut", "bare", "Board", code=1).err.count("\n") == 1


def test_money_that_comes_back_is_listed(sysmap, town):
    sysmap("add", town, "organisation", "Charity")
    for payer, payee, amount in (("Care Board", "Charity", "5"), ("Charity", "Care Board", "3")):
        sysmap("link", town, payer, "funds", payee, "--amount", amount, "--year", "2025-26", "--basis", "actual")
    circle = sysmap("funders", town, "--format", "json").json["circles"][0]
    assert (len(circle["bodies"]), circle["smallest"], len(circle["rests_on"])) == (2, "3", 2)


def test_prevention_by_year_with_what_is_unclassified(sysmap, thornmere):
    done = sysmap("prevention", thornmere)
    heads = next(line for line in done.lines if line.startswith("year"))
    assert "unclassified" in heads
    assert "£3.65 for every £100 that the same payers spend on other services" in done.out
    rows = list(csv.DictReader(io.StringIO(sysmap("prevention", thornmere, "--format", "csv").out)))
    known = sysmap("prevention", thornmere, "--format", "json").json["deciding_by_year"]
    assert [(each["year"], each["per_hundred"]) for each in known] == [("2025-26", "3.65")]
    shares = {(row["year"], row["tier"]): row["share_percent"] for row in rows}
    assert shares["2025-26", "acute"] == "87.76"
    sysmap("new", "bare")
    assert "No cash is tied to a service" in sysmap("prevention", "bare", code=1).out
