"""The thirty questions, from the command line."""

import json
from dataclasses import replace
from datetime import date

import pytest

from sysmap.analysis.questions import TWINS
from sysmap.errors import SysmapError
from sysmap.pipeline.opening import open_map
from sysmap.pipeline.thirty import QUESTIONS, answer_question, find_thirty, ways
from sysmap.pipeline.thirty.wish import Wish
from sysmap.stores.base import create
from sysmap.stores.neo4j.questions import list_questions

DAY = ("--as-of", "2026-11-22")
GIVEN = {
    "funder": ("--funder", "Integrated Care Board", "--cut", "20%"),
    "supplier": ("--supplier", "Larkfield"),
    "place": ("--place", "Eastfield"),
    "start": ("--from", "Steady Steps"),
    "finish": ("--to", "Delayed discharges"),
}
EXPECTED = {
    1: "6 services would lose money: “Community connectors and carers support” 10.7%, “Steady Steps",
    2: "£4.3m goes to 4 services that work against what fills 2 crisis services; on those £33.5m is spent (2025-26,",
    3: "£39.7m, 61.4% of cash spend on services (2025-26, actual), has no stated better outcome",
    4: "“Thornmere Council” pays £64m for services (2025-26, actual)",
    5: "Cabinet Member for Adult Social Care",
    6: "11 loops on this map have a name: 8 feed themselves, 3 keep themselves in check. Most money touches",
    8: "15 of 42 influences have an end that nobody on this map answers for, 4 of them strong.",
    10: "Of £64.6m cash spend tied to a service (2025-26, actual): 87.8% crisis or immediate need",
    9: "31 questions worth asking (2 high, 15 medium, 9 low, 5 info).",
    12: "“Home-First Alliance pilot (Eastfield)” is to have taught what it set out to by 30 September 2027",
    13: "were lost, “Care home placements 65+” would need somebody else for 62.0% of what is spent on it. It is",
    14: "In 5 of 10 services one body has over 60% of the money; most is in “Care home placements 65+”, where",
    15: "We pay £490k to 3 charities (2025-26, actual); “Age Well Thornmere” depends on it most, for 58.1%",
    16: "Deciding who gets what costs £1.9m (2025-26, actual): £3.65 for every £100",
    17: "“Better Care Fund section 75 agreement” ends on 31 March 2027",
    18: "96% of prevention money, £4.3m (2025-26, actual)",
    19: "More “Steady Steps falls programme” means less “Frailty and falls among older people”: people disagree.",
    20: "3 strong links in named loops rest on opinion or assumption alone: find out about these first.",
    21: "“Brightwater Homecare Ltd” score 1 and 1, and £8.2m is between them (2025-26, actual). Ask whether that is",
    22: "Nobody was asked whether the 2 factors that are not ours could easily be lost; “Real-terms council funding”",
    23: "leads from “Steady Steps falls programme” to “Delayed discharges from hospital”: it brings the opposite of",
    24: "From “Steady Steps falls programme” to “Delayed discharges from hospital”: within months by the one chain",
    25: "2 services should bring better outcomes of two kinds of value or more; nature is one of them in “Meadow",
    27: "1 service reaches “Eastfield”, paid by “Thornmere Council”, “Local developers buying biodiversity units”",
    28: "“Adult Social Care directorate” decides who gets “Home care”, by “Eligibility, panel and brokerage”: you",
}


def test_twelve_are_listed_first_and_the_rest_on_request(sysmap):
    first = sysmap("ask", "--format", "json").json["questions"]
    assert [each["number"] for each in first] == list(range(1, 13))
    every = sysmap("ask", "--all", "--format", "json").json["questions"]
    assert [each["number"] for each in every] == list(range(1, 31))
    assert "18 more: sysmap ask --all" in sysmap("ask").lines


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: str(each.number))
def test_every_question_is_answered_in_one_sentence_with_how_far_to_trust_it(sysmap, thornmere, question):
    given = [word for option in question.takes for word in GIVEN[option]]
    done = sysmap("ask", thornmere, question.number, *given, *DAY)
    assert done.lines[0] == f"{question.number}. {question.question}"
    assert EXPECTED.get(question.number, "") in done.out
    answer = sysmap("ask", thornmere, question.name, *given, *DAY, "--format", "json").json
    assert (answer["number"], answer["name"]) == (question.number, question.name)
    if answer["sentence"]:
        assert done.lines[2] == answer["sentence"]
        assert done.out.count(answer["sentence"]) == 1, "said once"
    assert [(each["kind"], each["property"]) for each in answer["no_data"]] == [*question.needs]
    assert ("Without data: " in done.out) == bool(question.needs)
    assert sysmap("ask", thornmere, question.number, *given, *DAY, "--format", "csv").rows


def test_the_answer_is_that_of_the_command(sysmap, thornmere):
    for name, command in (
        ("prevention", "prevention"),
        ("tidy", "check"),
        ("benefits", "benefits"),
        ("learnt", "learn"),
    ):
        day = () if command == "benefits" else DAY
        own = sysmap(command, thornmere, *day, "--format", "json").json
        own.pop("again", None)
        assert sysmap("ask", thornmere, name, *DAY, "--format", "json").json["answer"] == own


def test_what_lacks_data_is_counted_and_the_least_sure_is_told(sysmap):
    sysmap("new", "town")
    sysmap("add", "town", "factor", "Strain", "Admissions", "--control", "theirs")
    sysmap("set", "town", "Strain", "vulnerable=yes", "confidence=low")
    answer = sysmap("ask", "town", "watch", "--format", "json").json
    assert answer["no_data"] == [
        {"kind": "Factor", "property": "vulnerable", "without": 1, "of": 2},
        {"kind": "Factor", "property": "control", "without": 0, "of": 2},
    ]
    assert answer["no_data_percent"] == 25.0
    assert answer["weakest_confidence"] == "low"
    assert answer["sentence"].startswith("“Strain” could easily be lost, others decide about it")
    nothing = sysmap("ask", "town", "opinion", "--format", "json").json
    assert nothing["no_data_percent"] is None
    assert nothing["weakest_confidence"] is None


def rows(sysmap, town, name, *given):
    return sysmap("ask", town, name, *given, *DAY, "--format", "json").json["answer"]


def test_the_shapes_of_what_has_no_command_of_its_own(sysmap, thornmere):
    """The shapes of DOMAIN section 2, against what the sample says."""
    markets = {row["service"]: row for row in rows(sysmap, thornmere, "markets")["markets"]}
    assert (markets["S01"]["largest"], markets["S01"]["share"], markets["S01"]["hhi"]) == ("O08", "62.0", "3847")
    assert (markets["S02"]["hhi"], markets["S08"]["hhi"], markets["S10"]["places"]) == ("2327", None, ["P02"])
    charities = {row["body"]: row for row in rows(sysmap, thornmere, "dependence")["charities"]}
    assert {body: row["amount"] for body, row in charities.items()} == {
        "O11": "180000",
        "O12": "240000",
        "O15": "70000",
    }
    assert round(float(charities["O12"]["share"]), 1) == 21.8
    deciding = sysmap("ask", thornmere, "deciding", *DAY)
    assert (
        "For every £100 spent on what it lets people into, as drawn, “Home care”, deciding costs £11.18."
        in deciding.out
    )
    assert "unclassified" not in deciding.out
    cards = rows(sysmap, thornmere, "loops")["loops"]
    assert all(card["elements"] and card["type"] in {"R", "B"} and card["weakest"] for card in cards)
    assert "“Prevention budget” by protecting a multi-year prevention floor" in sysmap("ask", thornmere, "loops").out
    value = {row["service"]: row for row in rows(sysmap, thornmere, "value")["services"]}
    assert value["S10"]["environmental"]
    assert not value["S10"]["social"]
    assert set(value) == {"S03", "S10"}
    place = rows(sysmap, thornmere, "place", "--place", "Eastfield")["rows"]
    assert [(row["element"], row["spend"], sorted(row["payers"])) for row in place] == [
        ("S10", "190000", ["O01", "O15", "O18"])
    ]


def test_of_whom_charities_depend_may_be_said(sysmap, thornmere):
    asked = sysmap("ask", thornmere, "dependence", "--funder", "Integrated Care Board", *DAY)
    assert "“NHS Vale and Wold Integrated Care Board” pays £370k to 2 charities" in asked.out
    sysmap("new", "town")
    sysmap("add", "town", "organisation", "Council")
    assert "Nobody on this map is marked as us" in sysmap("ask", "town", "dependence").out


def test_chains_that_work_against_each_other_are_marked_and_their_delays_added_up(sysmap):
    sysmap("new", "town")
    sysmap("add", "town", "factor", "Visits", "Trust", "Fear", "Falls")
    sysmap("set", "town", "Falls", "outcome=yes", "desired_direction=down")
    sysmap("link", "town", "Visits", "+", "Trust", "--delay", "months")
    sysmap("link", "town", "Trust", "-", "Falls", "--delay", "years")
    sysmap("link", "town", "Visits", "+", "Fear", "--delay", "weeks")
    sysmap("link", "town", "Fear", "+", "Falls")
    asked = sysmap("ask", "town", "how", "--from", "Visits", "--to", "Falls").out
    assert "1 brings what is wanted, 1 brings the opposite of what is wanted; they work against each other." in asked
    assert "Visits → Trust → Falls: brings what is wanted; delays: 1 of months + 1 of years;" in asked
    assert "delays: 1 of weeks + 1 not known;" in asked
    when = sysmap("ask", "town", "when", "--from", "Visits", "--to", "Falls").out
    assert "From “Visits” to “Falls”: within years along every chain; of 1 not every delay is known." in when


def test_what_changed_tells_which_measures_moved(sysmap, thornmere):
    sysmap("snapshot", thornmere, "review")
    sysmap(
        "add", thornmere, "observation", "--set", "measure_id=ME06", "--set", "date=2026-11-01", "--set", "value=340"
    )
    said = sysmap("ask", thornmere, "changes", "--since", "review").out
    assert "Since “review”: 1 added, 0 removed, 0 changed, 1 moved measure." in said
    assert "“Households in temporary accommodation”: 331 (30 September 2026) → 340 (1 November 2026)" in said
    younger = sysmap("ask", thornmere, "changes", "--scenario", "Home-First")
    assert "That scenario did not exist then" in younger.err
    # To ask again about an earlier moment compares with that one, not with now.
    earlier = sysmap("ask", thornmere, "changes", "--at", "review").out
    assert "to “review”, after edit" in earlier
    assert "331 (30 September 2026) → 340" not in earlier


def test_every_way_of_disagreeing_is_told(sysmap):
    sysmap("new", "town")
    sysmap("add", "town", "organisation", "Council", "Charity")
    sysmap("add", "town", "factor", "Visits", "Falls")
    sysmap("link", "town", "Council", "works-with", "Charity", "--collab-level", "4")
    sysmap("link", "town", "Charity", "works-with", "Council", "--collab-level", "2")
    sysmap("link", "town", "Visits", "?", "Falls")
    sysmap("add", "town", "note", "--set", "kind=disagreement", "--set", "text=Nurses say no")
    said = sysmap("ask", "town", "disagreement").out
    assert "“Council” says 4 of 5 of how closely it works with “Charity”, which says 2." in said
    assert "nobody is sure which way it goes" in said
    assert "Noted: Nurses say no" in said


def test_factors_that_nobody_was_asked_about_are_on_the_watch_list_and_say_so(sysmap, thornmere):
    sysmap("set", thornmere, "Ageing population", "vulnerable=no")
    sysmap("set", thornmere, "Real-terms council funding", "vulnerable=yes")
    watched = rows(sysmap, thornmere, "watch")["rows"]
    assert [(row["factor"], row["fragile"], len(row["outcomes"])) for row in watched] == [("F12", "yes", 3)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: str(each.number))
def test_a_map_with_nothing_on_it_is_answered_plainly_and_without_a_number(tmp_path, question):
    create(str(tmp_path / "bare.sysmap")).close()
    wish = Wish(open_map(str(tmp_path / "bare.sysmap")), date(2026, 11, 22), 20)
    if question.takes:
        wish = replace(wish, **dict.fromkeys(question.takes, "Nobody"))
    if question.name == "levers" or {"funder", "supplier", "place", "start"} & {*question.takes}:
        with pytest.raises(SysmapError, match=r"^[^\n]+$"):
            answer_question(question, wish)
        return
    answer = answer_question(question, wish)
    assert answer.data["sentence"].endswith(".")
    said = "\n".join(part for part in answer.parts if isinstance(part, str))
    assert "£" not in said
    assert "%" not in said
    assert said.count(answer.data["sentence"]) == 1


def test_the_map_may_be_left_out_where_only_one_can_be_meant(sysmap, thornmere, monkeypatch):
    asked = ("--funder", "Integrated Care Board", "--cut", "20%")
    assert "6 services would lose money" in sysmap("ask", 1, *asked).out
    sysmap("new", "other")
    assert "2 maps in this folder" in sysmap("ask", 1, *asked, code=2).err
    monkeypatch.setenv("SYSMAP_MAP", "thornmere.sysmap")
    assert "6 services would lose money" in sysmap("ask", "cut", *asked).out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("31",), "there is no question '31'"),
        (("loop",), "did you mean loops?"),
        (("1",), "question 1 (cut) needs --funder NAME"),
        (("how", "--from", "Reablement"), "question 23 (how) needs --to NAME"),
        (("14", "--supplier", "Larkfield"), "question 14 (markets) takes no --supplier"),
        (("1", "--funder", "Nobody at all"), "nothing on this map is called 'Nobody at all'"),
        (("1", "--funder", "Larkfield", "--cut", "lots"), "lots"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(sysmap, thornmere, typed, said):
    done = sysmap("ask", thornmere, *typed, code=2 if "Nobody" not in said and "nothing" not in said else 1)
    assert said in done.err
    assert done.err.count("\n") == 1


def test_without_a_question_a_map_is_not_enough(sysmap, thornmere):
    assert "which question" in sysmap("ask", thornmere, code=2).err


def test_nothing_that_is_withheld_is_told(sysmap, thornmere):
    out = json.dumps(sysmap("ask", thornmere, "ending", *DAY, "--for", "public", "--format", "json").json)
    assert "Better Care Fund section 75 agreement" not in out


def test_the_table_names_what_there_is():
    known = {each.name for each in list_questions()}
    for question in QUESTIONS:
        assert callable(getattr(ways, question.way))
        assert {*question.cypher} <= known & TWINS.keys()
        assert find_thirty(question.name) is find_thirty(str(question.number)) is question


def test_the_year_that_is_asked_about_is_told_first_and_one_without_money_is_refused(sysmap, thornmere):
    assert "(2025-26, actual)" in sysmap("ask", thornmere, "10").lines[2]
    assert "(2026-27, budget)" in sysmap("ask", thornmere, "10", "--year", "2026-27").lines[2]
    refused = sysmap("ask", thornmere, "10", "--year", "2019-20", code=2).err
    assert "no cash is tied to a service in 2019-20 on this map, but in 2025-26 and 2026-27" in refused


def test_levers_carry_what_raters_judged_beside_them_for_the_council_alone(sysmap, thornmere):
    asked = ("ask", thornmere, "levers")
    assert "takes hold at" not in sysmap(*asked).out
    given = ("intervention=Pay for time at home", "level=5", "rater=the facilitator", "about_id=Reablement")
    sysmap("add", thornmere, "rating", *(word for each in given for word in ("--set", each)))
    told = " ".join(sysmap(*asked).out.split())
    assert (
        "takes hold at: 5 rules: incentives, limits, penalties (Pay for time at home, judged by the facilitator)"
        in told
    )
    places = sysmap(*asked, "--format", "json").json["answer"]["places"]
    rated = {"intervention": "Pay for time at home", "level": "5", "rater": "the facilitator"}
    assert [each["ratings"] for each in places if each["name"] == "Reablement"] == [[rated]]
    assert "takes hold at" not in sysmap(*asked, "--for", "partner").out


def test_how_prevention_moved_is_told_or_why_it_cannot_be(sysmap, thornmere):
    said = sysmap("ask", thornmere, "prevention").out
    assert "How it moved cannot be told: there is 2025-26 actual, 2026-27 budget." in said
    for tier, amount in (("primary", "40"), ("acute", "160")):
        service = "Walks" if tier == "primary" else "Beds"
        sysmap("add", thornmere, "service", service, "--set", f"prevention_tier={tier}")
        year = ("--set", f"amount={amount}m", "--set", "year=2024-25", "--set", "basis=actual")
        sysmap("link", thornmere, "Thornmere Council", "pays", service, *year)
    said = sysmap("ask", thornmere, "prevention").out
    assert "From 2024-25 to 2025-26 (actual) crisis went from 80% to 87.8% of what is mapped" in said


def test_crisis_spend_that_no_prevention_leads_to_is_told_too(sysmap, thornmere):
    said = sysmap("ask", thornmere, "consequences").out
    assert "the other crisis services, with £23.2m: “Home care”, “Temporary accommodation”." in said


def test_a_pilot_whose_agreement_ends_before_it_has_taught_is_asked_about(sysmap, thornmere):
    said = sysmap("pilot", thornmere, "--as-of", "2026-11-22").out
    assert "“Better Care Fund section 75 agreement” ends on 31 March 2027, before that day" in said
    sysmap("set", thornmere, "Better Care Fund section 75 agreement", "end_date=2028-03-31")
    assert "before that day" not in sysmap("pilot", thornmere, "--as-of", "2026-11-22").out


def test_a_cut_says_which_body_bears_most_of_it(sysmap, thornmere):
    said = sysmap("ask", thornmere, 1, "--funder", "Integrated", "--cut", "20%").out
    assert "Most of it, £9.2m, is what “Wold Royal Infirmary NHS Foundation Trust” would lose." in said
    said = sysmap("ask", thornmere, 13, "--supplier", "Larkfield").out
    assert "is what “" not in said.split("\n\n")[1]


def test_a_lost_supplier_says_what_its_money_buys_in_every_format(sysmap, thornmere):
    asked = ("ask", thornmere, 13, "--supplier", "Larkfield")
    line = next(each for each in sysmap(*asked).lines if each.startswith("Care home placements 65+"))
    assert "17,500 of 27,700 bed weeks" in line
    buys = sysmap(*asked, "--format", "json").json["answer"]["services"][0]["buys"]
    assert [(each["unit"], each["count"], each["of"], each["of_at_least"]) for each in buys] == [
        ("bed_week", "17500", "27700", False)
    ]
    (row,) = sysmap(*asked, "--format", "csv").rows
    assert row["buys"] == "17500 bed_week"
    assert "what that buys" not in sysmap("ask", thornmere, 1, "--funder", "Integrated", "--cut", "20%").out


def test_the_three_lists_of_spend_and_measures(sysmap, thornmere):
    """The shape of DOMAIN question 3: spend without a better outcome, outcomes without a measure, silent measures."""
    lines = sysmap("ask", thornmere, "outcomes", *DAY).lines
    start = lines.index("Spend with no stated better outcome")
    assert [line.split() for line in lines[start + 2 : start + 5]] == [
        ["Care", "home", "placements", "65+", "£31.6m", "48.9%"],
        ["Temporary", "accommodation", "£6.2m", "9.6%"],
        ["Eligibility,", "panel", "and", "brokerage", "£1.9m", "2.9%"],
    ]
    assert any(line.startswith("Nothing measures “Loneliness”") for line in lines)
    assert "Every measure was observed in the last twelve months." in lines
    later = sysmap("ask", thornmere, "outcomes", "--as-of", "2028-11-22").out
    assert "Every measure was observed" not in later


def test_a_disagreement_names_its_sources_and_not_their_ids(sysmap, thornmere):
    said = sysmap("ask", thornmere, "disagreement").out
    assert "SRC13" not in said
    assert "“UKHSA/PHE blog” and “" in said
    assert "found no fall in fractures against advice alone." in said


def test_the_most_lopsided_or_the_weakest_that_matters_comes_before_the_mean(sysmap, thornmere):
    assert "score 1 and 1, and £8.2m is between them" in sysmap("ask", thornmere, "ties").lines[2]
