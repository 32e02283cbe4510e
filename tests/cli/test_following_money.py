"""Whose money services rest on, and what follows from a cut, from the command line."""

import pytest


def test_a_service_and_its_payers(sysmap, thornmere):
    done = sysmap("funders", thornmere, "Community connectors")
    told = [" ".join(line.split()) for line in done.lines]
    assert "where its money began 4,586 of 10,000 2.2 equal ones NHS Vale and Wold Integrated Care Board 53.4%" in told
    assert "those who pay it straight 4,596 of 10,000 2.2 equal ones" in " ".join(told)
    assert "Adult Social Care directorate £56.8m" in told, "what is not mapped"
    assert "£1 that enters passes 2.4 bodies and services on average here." in done.out
    assert "Home care" not in done.out
    rows = sysmap("funders", thornmere, "--format", "csv").rows
    hidden = {row["funder"]: row["hidden"] for row in rows if row["service"] == "S07"}
    assert hidden["O16"] == "41.58"
    home = [" ".join(line.split()) for line in sysmap("funders", thornmere, "S02").lines]
    assert "Who is paid 51.8% of it is not named." in home, "a service is no supplier of itself"
    assert "those who are paid for it 2,327 of 10,000 4.3 equal ones Brightwater Homecare Ltd 48.2%" in home


def test_all_services_stand_in_one_table(sysmap, thornmere):
    told = [" ".join(line.split()) for line in sysmap("funders", thornmere).lines]
    assert "Home care £17m Adult Social Care directorate 100.0% Thornmere Council 74.1% 64.9%" in told
    assert not any("came from before bodies paid it on" in line for line in told), "it is a column of the table"


def test_more_of_a_service_says_who_would_have_to_find_new_money(sysmap, thornmere):
    done = sysmap("funders", thornmere, "S02", "--more", "500k")
    told = [" ".join(line.split()) for line in done.lines]
    assert "Thornmere Council £370k 0.4% £325k" in told
    assert "Taken for granted:" in done.lines
    answer = sysmap("funders", thornmere, "S02", "--more", "500k", "--format", "json").json
    assert sum(float(each["new"]) for each in answer["payers"]) == pytest.approx(500_000, abs=0.05)
    rows = sysmap("funders", thornmere, "S02", "--more", "1", "--format", "csv").rows
    assert rows[0]["payer"] == "O02"
    for wrong in (("S02", "--more", "lots"), ("S02", "--more", "0"), ("--more", "500k")):
        assert sysmap("funders", thornmere, *wrong, code=2).err.count("\n") == 1
    sysmap("add", thornmere, "service", "Befriending")
    assert "no cash reaches “Befriending”" in sysmap("funders", thornmere, "Befriending", "--more", "5", code=1).err


def test_a_cut_says_what_shrinks_and_what_was_taken_for_granted(sysmap, thornmere):
    done = sysmap("cut", thornmere, "Vale and Wold", "20%", "--draws", "200")
    assert "Community connectors and carers support   £62k  10.7%  not known" in done.out
    assert "Taken for granted:" in done.lines
    assert "The least sure of the payments that are cut: low." in done.lines
    rows = sysmap("cut", thornmere, "A02", "--draws", "200", "--format", "csv").rows
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
    assert sysmap("cut", "bare", "Board", code=1).err.startswith(
        "sysmap: no cash for a service is paid to “Board” on this map:"
    )
    assert sysmap("cut", "bare", "Board", code=1).err.count("\n") == 1


def test_money_that_comes_back_is_listed(sysmap, town):
    sysmap("add", town, "organisation", "Charity")
    for payer, payee, amount in (("Care Board", "Charity", "5"), ("Charity", "Care Board", "3")):
        sysmap("link", town, payer, "funds", payee, "--amount", amount, "--year", "2025-26", "--basis", "actual")
    circle = sysmap("funders", town, "--format", "json").json["circles"][0]
    assert (len(circle["bodies"]), circle["smallest"], len(circle["rests_on"])) == (2, "3", 2)


def test_a_cut_without_influences_says_that_outcomes_are_not_known(sysmap, town):
    done = sysmap("cut", town, "Care Board")
    assert "What follows for outcomes is not known" in done.out
    assert "No outcome goes the wrong way" not in done.out


def test_prevention_by_year_with_what_is_unclassified(sysmap, thornmere):
    done = sysmap("prevention", thornmere)
    heads = next(line for line in done.lines if line.startswith("year"))
    assert "unclassified" in heads
    assert "£3.65 for every £100 that the same payers spend on other services" in done.out
    rows = sysmap("prevention", thornmere, "--format", "csv").rows
    known = sysmap("prevention", thornmere, "--format", "json").json["deciding_by_year"]
    assert [(each["year"], each["per_hundred"]) for each in known] == [("2025-26", "3.65")]
    shares = {(row["year"], row["tier"]): row["share_percent"] for row in rows}
    assert shares["2025-26", "acute"] == "87.76"
    sysmap("new", "bare")
    assert "No cash is tied to a service" in sysmap("prevention", "bare", code=1).out
