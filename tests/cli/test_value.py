"""Outcomes, who benefits, kinds of value and ties, from the command line."""

import pytest

DAY = ("--as-of", "2026-11-22")


def test_outcomes_say_where_measures_stand_and_what_has_none(sysmap, thornmere):
    done = sysmap("outcomes", thornmere, *DAY)
    row = next(line for line in done.lines if line.startswith("Households in temporary"))
    assert " ".join(row.split()).endswith("296 (Mar 2025) 331 (Sep 2026) 250 (Mar 2027) -76% getting worse; behind")
    assert (
        "Nothing measures “Loneliness”, and £580k goes to 1 service that should help (2025-26, actual)." in done.lines
    )
    assert "£39.7m, 61.4% of cash spend on services (2025-26, actual), has no stated better outcome" in done.out
    rows = {row["measure"]: row for row in sysmap("outcomes", thornmere, *DAY, "--format", "csv").rows}
    assert (rows["ME01"]["latest"], rows["ME01"]["distance"], rows["ME01"]["behind"]) == ("52", "12", "yes")


def test_a_year_on_every_measure_has_gone_silent(sysmap, thornmere):
    later = sysmap("outcomes", thornmere, "--as-of", "2027-11-22", "--format", "json").json
    assert len(later["silent"]) == 11
    earlier = sysmap("outcomes", thornmere, "--as-of", "2025-07-01", "--format", "json").json
    assert {row["latest"] for row in earlier["measures"] if row["measure"] == "ME01"} == {"57"}


def test_payers_beside_those_who_benefit(sysmap, thornmere):
    done = sysmap("benefits", thornmere)
    assert "no stated better outcome" in next(line for line in done.lines if line.startswith("payer"))
    rows = {
        (row["payer"], row["beneficiary"]): row["amount"]
        for row in sysmap("benefits", thornmere, "--format", "csv").rows
    }
    assert rows["O01", "no_outcome"] == "39700000"
    assert rows["O06", "O07"] == "370000"


def test_kinds_of_value_stand_side_by_side_without_a_total(sysmap, thornmere):
    done = sysmap("value", thornmere, *DAY)
    assert [line for line in done.lines if line in {"Economic", "Social", "Environmental"}] == [
        "Economic",
        "Social",
        "Environmental",
    ]
    assert "there is no total" in done.out
    # A payment says which of the three kinds of unit it is for, and stands apart from the measure that does not.
    sysmap("set", thornmere, "M31", "biodiversity_kind=hedgerow")
    units = {each["kind"]: each for each in sysmap("value", thornmere, *DAY, "--format", "json").json["units"]}
    assert (units["hedgerow"]["paid_for"], units["hedgerow"]["lowest_price"]) == ("6", "25000.00")
    assert units["area_habitat"] == {**units["area_habitat"], "measures": ["ME07"], "paid_for": None}


def test_ties_as_each_side_scores_them(sysmap, thornmere):
    done = sysmap("ties", thornmere)
    assert "4 (50%) transactional or none, 4 (50%) working together, 0 (0%) shared. Their mean is 1.6 of 5." in done.out
    assert "“Brightwater Homecare Ltd” score 1 and 1, and £8.2m is between them" in done.out
    first = sysmap("ties", thornmere, "--format", "csv").rows[0]
    assert (first["by_first"], first["by_second"], first["difference"]) == ("3", "2", "1")


def test_what_is_withheld_is_not_missing(sysmap, thornmere):
    measures = sysmap("outcomes", thornmere, *DAY, "--for", "public")
    assert "Nothing measures" not in measures.out
    assert "Withheld too, so not asked here: which outcomes nothing measures, which measures have gone silent." in (
        measures.lines
    )
    assert not sysmap("outcomes", thornmere, *DAY, "--for", "public", "--format", "json").json["unmeasured"]
    ties = sysmap("ties", thornmere, "--for", "public", code=1)
    assert "have not said" not in ties.out
    assert "No measure." not in sysmap("value", thornmere, *DAY, "--for", "public").out
    # One that answers for an outcome is withheld: that nobody does cannot be said.
    sysmap("set", thornmere, "X60", "sensitivity=internal")
    told = sysmap("benefits", thornmere, "--for", "partner")
    assert "Withheld too, so not asked here: what nobody benefits from." in told.lines


@pytest.mark.parametrize("command", ["outcomes", "benefits", "value", "ties"])
def test_an_empty_map_says_what_would_fill_it(sysmap, command):
    sysmap("new", "bare")
    done = sysmap(command, "bare", code=1)
    assert "on this map" in done.out or "of the map" in done.out


@pytest.mark.parametrize("command", ["outcomes", "benefits", "value", "ties"])
def test_the_method_is_told(sysmap, command):
    assert "docs/value.md" in sysmap(command, "--explain").out


def test_what_was_left_out_of_the_money_is_said_by_every_command_that_speaks_of_it(sysmap, thornmere):
    sysmap(
        "link",
        thornmere,
        "O02",
        "funds",
        "S02",
        "--amount",
        "9",
        "--year",
        "2025-26",
        "--currency",
        "EUR",
        "--basis",
        "actual",
        "--another",
    )
    for command in ("value", "prices", "ties", "ending", "money", "funders", "benefits", "outcomes", "prevention"):
        day = ("--as-of", "2026-11-22") if command == "ending" else ()
        assert "Not known: 1 flow in another currency than GBP left out." in sysmap(command, thornmere, *day).lines, (
            command
        )
