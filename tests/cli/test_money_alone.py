"""The thirty questions put to a map of money alone, as a spend file makes one: what cannot be told is not told."""

import pytest

DAY = ("--as-of", "2026-11-22")


@pytest.fixture
def spend(sysmap):
    """Make a map of money alone, as a spend file gives it: a council, two services, no influence and no outcome."""
    sysmap("new", "spend")
    sysmap("add", "spend", "organisation", "Council")
    sysmap("add", "spend", "service", "Beds", "Walks")
    for service, amount in (("Beds", "80"), ("Walks", "20")):
        sysmap(
            "link", "spend", "Council", "funds", service, "--amount", amount, "--year", "2025-26", "--basis", "actual"
        )
    return "spend"


def test_on_a_map_of_money_alone_nothing_is_told_of_what_it_makes_better(sysmap, spend):
    for name, said in (
        ("consequences", "cannot be told, as this map records no influences, no service of primary or secondary"),
        (
            "outcomes",
            "What £100 cash spend on services (2025-26, actual) makes better cannot be told, as this map records",
        ),
        ("benefits", "pays £100 for services (2025-26, actual): who benefits cannot be told, as this map shows"),
        ("prevention", "cannot be told, as none of its 2 services says which it is: set prevention_tier of each."),
    ):
        done = sysmap("ask", spend, name)
        assert said in done.lines[2]
        told = [line for line in done.lines[:-3] if not line.startswith("Without data")]
        assert not [line for line in told if "0%" in line.split("  ")[0]], "no share of what nobody knows"
    outcomes = sysmap("ask", spend, "outcomes", "--format", "json").json["answer"]
    assert (outcomes["without_outcome"], outcomes["without_outcome_percent"]) == ([], None)
    years = sysmap("ask", spend, "prevention", "--format", "json").json["answer"]["years"]
    shares = {each["tier"]: each["share_percent"] for each in years[0]["tiers"]}
    assert (years[0]["prevention_percent"], shares.pop("unclassified")) == (None, "100.00")
    assert set(shares.values()) == {None}
    payer = sysmap("ask", spend, "benefits", "--format", "json").json["answer"]["payers"][0]
    assert payer["parts"] == {"not_told": "100"}


def test_each_thing_that_is_added_is_no_longer_lacking(sysmap, spend):
    sysmap("set", spend, "Walks", "prevention_tier=primary")
    said = sysmap("ask", spend, "consequences").lines[2]
    assert "records no influences and no crisis service: say of each service" in said
    sysmap("set", spend, "Beds", "prevention_tier=acute")
    said = sysmap("ask", spend, "consequences").lines[2]
    assert "records no influences: draw what each service changes" in said
    assert "20% primary" in sysmap("ask", spend, "prevention").lines[2]
    sysmap("add", spend, "factor", "Falls")
    sysmap("link", spend, "Walks", "-", "Falls")
    assert "No chain of at most five influences leads" in sysmap("ask", spend, "consequences").lines[2]
    assert "as this map records no outcomes: add what should" in sysmap("ask", spend, "outcomes").lines[2]
    sysmap("set", spend, "Falls", "outcome=yes", "desired_direction=down")
    assert "£80, 80% of cash spend on services" in sysmap("ask", spend, "outcomes").lines[2]
    assert "£80 towards no stated better outcome" in sysmap("ask", spend, "benefits").lines[2]


def test_what_is_withheld_is_not_said_to_be_lacking(sysmap, spend):
    sysmap("set", spend, "Walks", "prevention_tier=primary")
    sysmap("add", spend, "factor", "Falls", "--sensitivity", "internal")
    sysmap("link", spend, "Walks", "-", "Falls")
    for name in ("consequences", "outcomes"):
        said = sysmap("ask", spend, name, "--for", "partner").out
        assert "this map records no" not in said
        assert "withheld" in said


def test_how_prevention_moved_is_not_told_of_a_year_in_which_no_service_says_which_it_is(sysmap, spend):
    sysmap("add", spend, "service", "Clinics", "--set", "prevention_tier=acute")
    paid = ("--amount", "60", "--year", "2024-25", "--basis", "actual")
    sysmap("link", spend, "Council", "funds", "Clinics", *paid)
    assert "in 2025-26 no service that is paid says whether" in sysmap("ask", spend, "prevention").out
    sysmap("set", spend, "Beds", "prevention_tier=acute")
    moved = "From 2024-25 to 2025-26 (actual) crisis went from 100% to 80% of what is mapped (0% and 20% unclassified)"
    assert moved in sysmap("ask", spend, "prevention").out


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("boundaries", "no influence"),
        ("ending", "no agreement"),
        ("opinion", "no influence"),
        ("watch", "no factor"),
        ("value", "no influence"),
        ("sustain", "no influence"),
        ("learnt", "no agreement"),
    ],
)
def test_nothing_found_on_a_map_without_what_it_would_be_found_in_is_no_answer(sysmap, spend, name, without):
    code = int(name == "sustain")
    done = sysmap("ask", spend, name, code=code)
    assert done.lines[2].startswith(f"This cannot be told, as {without} is on this map: ")
    assert not [line for line in done.lines[3:] if line.startswith(("No ", "£"))]
    assert sysmap("ask", spend, name, "--format", "json", code=code).json["sentence"] == done.lines[2]


def test_what_is_there_but_withheld_is_not_said_not_to_be_on_the_map(sysmap, spend):
    sysmap("add", spend, "agreement", "Deal", "--set", "end_date=2027-01-31", "--sensitivity", "internal")
    said = sysmap("ask", spend, "ending", *DAY, "--for", "public").lines[2]
    assert said == "This cannot be told here, as no agreement is shown: they are withheld."
    assert "“Deal” ends on 31 January 2027" in sysmap("ask", spend, "ending", *DAY).lines[2]


def test_where_no_rule_could_be_checked_it_does_not_read_as_clean(sysmap, spend):
    assert "nothing could be checked" in sysmap("ask", spend, "sides").lines[2]
