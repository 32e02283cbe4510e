"""The thirty questions, from the command line."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from sysmap.analysis.questions import TWINS
from sysmap.pipeline.thirty import QUESTIONS, find_thirty, ways
from sysmap.stores.neo4j.questions import list_questions

ROOT = Path(__file__).parents[2]
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
    2: "£4.3m goes to 4 services that work against what fills 2 crisis services with £33.5m (2025-26, actual).",
    3: "£39.7m, 61.4% of cash spend on services (2025-26, actual), has no stated better outcome",
    4: "“Thornmere Council” pays £64m for services (2025-26, actual)",
    5: "Cabinet Member for Adult Social Care",
    6: "“Crisis squeezes prevention” feeds itself; 2 links cross between bodies",
    8: "15 of 42 influences have an end that nobody on this map answers for, 4 of them strong.",
    10: "Of £64.6m cash spend tied to a service (2025-26, actual): 87.8% crisis or immediate need",
    12: "“Home-First Alliance pilot (Eastfield)” is to have taught what it set out to by 30 September 2027",
    13: "1 service would lose money: “Care home placements 65+” 62.0%",
    14: "62% of £31.6m goes to “Larkfield Care Group Ltd”; sum of squared shares at least 3,847",
    16: "Deciding who gets what costs £1.9m (2025-26, actual): £3.65 for every £100",
    17: "“Better Care Fund section 75 agreement” ends on 31 March 2027",
    18: "96% of prevention money, £4.3m (2025-26, actual)",
    19: "More “Steady Steps falls programme” means less “Frailty and falls among older people”: people disagree.",
    21: "Their mean is 1.625 of 5.",
    23: "more of it means more, within months; people disagree on 1 of its links.",
    28: "“Adult Social Care directorate” answers for “Eligibility, panel and brokerage”.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    from sysmap.pipeline.importing import import_files

    path = tmp_path_factory.mktemp("thirty") / "thornmere.sysmap"
    import_files(str(path), [str(ROOT / "sample_maps" / "thornmere")], by="analyst", new=True)
    return path


@pytest.fixture
def thornmere(made, tmp_path):
    return Path(shutil.copy(made, tmp_path / "thornmere.sysmap"))


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
    assert csv.DictReader(io.StringIO(sysmap("ask", thornmere, question.number, *given, *DAY, "--format", "csv").out))


def test_the_answer_is_that_of_the_command(sysmap, thornmere):
    for name, command in (
        ("prevention", "prevention"),
        ("tidy", "check"),
        ("benefits", "benefits"),
        ("value", "value"),
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


def test_the_map_may_be_left_out_where_only_one_can_be_meant(sysmap, thornmere, monkeypatch):
    asked = ("--funder", "Integrated Care Board", "--cut", "20%")
    assert "6 services would lose money" in sysmap("ask", 1, *asked).out
    sysmap("new", "other")
    assert "2 maps in this folder" in sysmap("ask", 1, *asked, code=2).err
    monkeypatch.setenv("SYSMAP_MAP", str(thornmere))
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
