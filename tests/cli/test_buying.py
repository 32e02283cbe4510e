"""Buying decisions and what was learnt for them, from the command line."""

from pathlib import Path

import pytest

DAY = ("--as-of", "2026-11-22")


def test_places_with_their_decisions_and_places_without(sysmap, thornmere):
    done = sysmap("decide", thornmere, *DAY)
    assert "People needing long-term care         30 September 2026 (late)" in done.out
    without = done.out[done.out.index("No decision is attached to:") :]
    assert "“Community connectors and carers support”: no agreement on this map covers it." in without
    assert "“Loneliness”: no agreement on this map covers what moves it (“Community connectors" in without
    sheet = sysmap("decide", thornmere, *DAY, "--format", "csv").rows
    assert {row["decide_by"] for row in sheet if row["place"] == "F09"} == {""}
    assert [row["agreement"] for row in sheet if row["place"] == "S03"] == ["A03", "A03"]


def test_one_place_with_all_that_could_move_it(sysmap, thornmere):
    done = sysmap("decide", thornmere, "People needing", *DAY, "--ahead", "3")
    assert "30 March 2029" in done.out, "three months before 30 June 2029"
    assert "“Reablement”, over 2 links: more of it means less." in done.out
    assert "docs/money.md" in sysmap("decide", "--explain").out
    assert sysmap("decide", thornmere, "Thornmere Council", code=1).err.count("\n") == 1
    sysmap("new", "bare")
    assert "No place to act is marked" in sysmap("decide", "bare", code=1).out


def test_a_lesson_is_noted_read_before_buying_again_and_undone(sysmap, thornmere):
    before = sysmap("learn", thornmere, *DAY)
    assert before.out.count("Nothing learnt under it is on this map.") == 2
    said = ("--expected", "Money in April", "--happened", "It came in July", "--next", "Agree the plan in January")
    noted = sysmap("learn", thornmere, "Better Care", *said, "--due", "31/1/2027", "--by", "commissioner", *DAY)
    assert "next time: Agree the plan in January." in noted.out
    told = sysmap("learn", thornmere, "--format", "json", *DAY).json
    (lesson,) = told["agreements"][0]["lessons"]
    assert (told["agreements"][0]["id"], lesson["happened"], lesson["due"]) == ("A03", "It came in July", "2027-01-31")
    assert not lesson["overdue"]
    assert told["findings"][0]["sentence"].endswith("goes into what is bought next: Agree the plan in January.")
    late = sysmap("learn", thornmere, "Better Care", "--as-of", "2027-02-01")
    assert "by 31 January 2027: ask whether it was done." in late.out
    # A lesson under an agreement that ends later is listed too, after those that end.
    sysmap("learn", thornmere, "Brightwater", "--happened", "One bid", *DAY)
    assert [row["agreement"] for row in sysmap("learn", thornmere, *DAY, "--format", "csv").rows] == [
        "A03",
        "A04",
        "A02",
    ]
    sysmap("undo", thornmere)
    sysmap("undo", thornmere, "--by", "commissioner")
    assert sysmap("learn", thornmere, *DAY).out == before.out


def test_a_lesson_stays_with_the_council_until_somebody_says_else(sysmap, thornmere):
    sysmap("learn", thornmere, "Better Care", "--happened", "Zqlearnt", *DAY)
    hidden = sysmap("learn", thornmere, "--for", "partner", *DAY)
    assert "Zqlearnt" not in hidden.out
    assert "Nothing learnt" not in hidden.out, "what is withheld is not said to be missing"
    note = sysmap("learn", thornmere, "--format", "json", *DAY).json["agreements"][0]["lessons"][0]["id"]
    sysmap("set", thornmere, note, "sensitivity=partner")
    assert "Zqlearnt" in sysmap("learn", thornmere, "--for", "partner", *DAY).out


def test_what_is_learnt_in_a_scenario_belongs_to_it(sysmap, thornmere):
    sysmap("learn", thornmere, "A05", "--happened", "Zqpilot", *DAY)
    assert "Zqpilot" not in sysmap("learn", thornmere, "--months", "60", *DAY).out
    assert "Zqpilot" in sysmap("learn", thornmere, "--months", "60", "--scenario", "Home-First", *DAY).out


def test_a_plain_note_of_something_learnt_is_a_lesson(sysmap, thornmere):
    added = sysmap("add", thornmere, "note", "--text", "Small lots drew bids", "--kind", "learning", "--format", "json")
    note = added.json["changes"][0]["id"]
    sysmap("link", thornmere, note, "is about", "A03")
    assert "learnt: Small lots drew bids." in sysmap("learn", thornmere, *DAY).out


@pytest.mark.parametrize(
    "typed",
    [
        ("--happened", "x"),
        ("A02", "--next", "x"),
        ("A02", "--happened", " "),
        ("A02", "--happened", "x", "--due", "soon"),
        ("A02", "--happened", "x", "--for", "public"),
    ],
)
def test_a_lesson_that_cannot_be_noted_changes_nothing(sysmap, thornmere, typed):
    before = sysmap("log", thornmere).out
    assert sysmap("learn", thornmere, *typed, code=2).err.count("\n") == 1
    assert sysmap("log", thornmere).out == before


def test_a_pilot_says_from_which_value_to_which_its_measures_went_since_it_began(sysmap, thornmere):
    for day, value in (("2026-10-31", "50"), ("2026-11-15", "46")):
        seen = ("measure_id=ME01", f"date={day}", f"value={value}")
        sysmap("add", thornmere, "observation", *(word for each in seen for word in ("--set", each)))
    done = sysmap("pilot", thornmere, *DAY)
    assert "Since it began, of its 2 measures 1 got better, 1 cannot be told; that does not say why." in done.out
    line = (
        "“Patients per night with no criteria to reside”: from 50 on 31 October 2026 to 46 on 15 November 2026, better"
    )
    assert f"{line} (lower is better)." in done.out
    measures = sysmap("pilot", thornmere, *DAY, "--format", "json").json["pilots"][0]["measures"]
    assert [(each["way"], each["first"]) for each in measures] == [
        ("better", {"day": "2026-10-31", "value": "50"}),
        ("cannot_tell", None),
    ]


def test_the_card_of_a_pilot(sysmap, thornmere):
    done = sysmap("pilot", thornmere, *DAY)
    assert "Rule: Scale if delayed-discharge patients per night" in done.out
    assert "Since it began, none of its 2 measures has a value, so which way they went cannot be told." in done.out
    assert "Since it began on 1 October 2026:" in done.out
    assert done.out.count("cannot be told, as there is no value yet.") == 2
    assert "feedback loops                                     51" in done.out
    assert "Loop made: “Pilot earns its growth”, " in done.out
    assert "sysmap gives no verdict." in done.out
    assert [row["since"] for row in sysmap("pilot", thornmere, "Home-First", *DAY, "--format", "csv").rows] == [
        "0",
        "0",
    ]
    assert "is no pilot here" in sysmap("pilot", thornmere, "Reablement", code=1).err
    public = sysmap("pilot", thornmere, *DAY, "--for", "public")
    assert "Nothing measures" not in public.out, "measures are withheld"
    assert "Withheld too, so not asked here: which outcomes nothing measures." in public.out
    sysmap("new", "bare")
    assert "No service on this map is a pilot" in sysmap("pilot", "bare", code=1).out


def test_loops_that_could_pay_for_themselves(sysmap, thornmere):
    done = sysmap("sustain", thornmere)
    line = next(line for line in done.lines if line.startswith("Meadow dividend"))
    assert line.split()[2:] == ["£150k", "£190k", "£40k", "lacking"]
    assert "  The step back to income: More “Biodiversity units secured” means more “Income reinvested in" in done.out
    assert "Relational commissioning      none on the map" in done.out
    assert "£19.4m from sales, charges, outcomes and repayments" in done.out
    pilot = sysmap("sustain", thornmere, "--scenario", "Home-First", "--year", "2026-27", "--basis", "forecast").out
    assert "£250k comes back in “Crisis squeezes prevention”" in pilot
    assert "docs/money.md" in sysmap("sustain", "--explain").out
    sysmap("new", "bare")
    assert "No factor stands for income" in sysmap("sustain", "bare", code=1).out


def test_what_a_unit_costs(sysmap, thornmere):
    done = sysmap("prices", thornmere)
    assert "“Care home placements 65+”: £1,140.79 on average for each bed week." in done.lines
    assert "£1,185.55 is the average price of a week in a care home 2024-25" in done.out
    assert done.out.count("Ask whether ") == 2
    (week,) = (row for row in sysmap("prices", thornmere, "--format", "csv").rows if row["id"] == "M11")
    assert (week["after"], week["difference_percent"]) == ("1180.79", "-5.5")
    assert "docs/money.md" in sysmap("prices", "--explain").out
    sysmap("new", "bare")
    assert "No payment of the year says what is bought" in sysmap("prices", "bare", code=1).out


def test_references_of_ones_own(sysmap, thornmere):
    ours = '[[price]]\nunit = "household_night"\nservices = ["temporary"]\nwords = "price of a night"\nengland = 52\n'
    Path("ours.toml").write_text(f'{ours}source = "Our survey"\n', encoding="utf-8")
    assert "Ask whether" not in sysmap("prices", thornmere, "--references", "ours.toml").out
    told = sysmap("prices", thornmere, "--references", "ours.toml", "--apart", "5").out
    assert "it is 5.4% above the price of a night, £52 (Our survey)." in told
    assert "Ask whether" not in sysmap("prices", thornmere, "--references", "ours.toml", "--nation", "wales").out


@pytest.mark.parametrize("written", [b"[[price]]\nunit = 5\n", b"", b"\xff\xfe", b"= no"])
def test_references_that_cannot_be_read_are_refused(sysmap, thornmere, written):
    Path("ours.toml").write_bytes(written)
    done = sysmap("prices", thornmere, "--references", "ours.toml", code=1)
    assert done.err.count("\n") == 1
    assert "ours.toml" in done.err
    assert sysmap("prices", thornmere, "--references", "none.toml", code=1).err.count("\n") == 1
