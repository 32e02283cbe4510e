"""query on real servers and on files: the same rows in the same order either way, and nothing written by mistake."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from sysmap.cli.json_keys import JSON_KEYS
from sysmap.cli.main import cli
from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.resources import resource
from sysmap.stores.base import open_store
from sysmap.stores.neo4j.questions import list_questions

GIVEN = {
    "year": "2025-26",
    "element": "Emergency admissions aged 65+",
    "start": "F05",
    "finish": "F09",
    "place": "P1",
    "source": "SRC00",
}
"""What is asked of Thornmere: names typed as people type them, years as they write them."""


@pytest.fixture
def both(sysmap, new_map):
    """Give Thornmere in a file and in Neo4j."""
    address = new_map()
    sysmap("import", "town", resource("sample_maps/thornmere"), "--new")
    sysmap("push", "town", address, "--yes")
    return "town.sysmap", address


def parameters(question, system_map):
    """Give parameters for a question, ids and names that are on the map."""
    ids = {"place": "Place", "source": "Source"}
    pairs = []
    for each in question.parameters:
        if each.name in ids:
            pairs += ["--param", f"{each.name}={next(iter(system_map.of(ids[each.name]))).id}"]
        elif each.name in GIVEN and not each.default:
            pairs += ["--param", f"{each.name}={GIVEN[each.name]}"]
    return pairs


def test_every_question_says_the_same_of_a_file_and_of_neo4j(sysmap, both):
    with open_store(both[0]) as store:
        system_map = store.read_map()
    answered = 0
    for question in list_questions():
        words = (question.name, *parameters(question, system_map), "--as-of", "2026-11-22")
        for shape in ("json", "csv", "text"):
            of_file, of_server = (sysmap("query", each, *words, "--format", shape).out for each in both)
            assert of_server.replace(both[1], both[0]) == of_file, (question.name, shape)
        answered += "No rows." not in of_file
    assert answered >= 20


def test_names_are_typed_loosely_and_never_guessed(sysmap, both):
    for address in both:
        by_name = sysmap(
            "query", address, "what-stops-if-x-stops", "--param", "element=reablem", "--format", "json"
        ).json
        assert by_name["parameters"]["element"].startswith("S")
        assert by_name["rows"]
        refused = sysmap("query", address, "loops_through", "--param", "element=e", code=1)
        assert len(refused.err.splitlines()) == 1


def test_an_audience_is_told_only_what_it_may_see_and_how_much_is_withheld(sysmap, both):
    hidden = "Winter contingency"
    for address in both:
        sysmap("add", address, "service", hidden, "--set", "sensitivity=internal")
        ours = sysmap(
            "query", address, "what_stops_if_x_stops", "--param", f"element={hidden}", "--format", "json"
        ).json
        assert (ours["audience"], ours["withheld"], ours["at"], ours["scenario"]) == ("council", {}, None, None)
        # Neither found by its name or id, nor named as what might have been meant.
        for typed in (hidden, "Winter contingencie", ours["parameters"]["element"]):
            words = ("query", address, "what_stops_if_x_stops", "--param", f"element={typed}", "--for", "public")
            refused = sysmap(*words, code=1)
            assert "nothing on this map is called" in refused.err
            assert hidden not in refused.err.replace(typed, "")
    words = ("who_pays_and_who_benefits", "--param", "year=2025-26", "--for", "public")
    for shape in ("json", "csv", "text"):
        of_file, of_server = (sysmap("query", each, *words, "--format", shape).out for each in both)
        assert of_server.replace(both[1], both[0]) == of_file
    text = sysmap("query", both[0], *words).out
    assert "for public: " in text.splitlines()[0]
    assert "withheld from this audience" in text.splitlines()[-1]
    answer = sysmap("query", both[1], *words, "--format", "json").json
    assert set(answer) == set(JSON_KEYS["query MAP NAME"])
    assert answer["audience"] == "public"
    assert answer["withheld"]["Service"] >= 1
    whole = sysmap("query", both[1], *words[:-2], "--format", "json").json
    assert sum(row["amount"] for row in answer["rows"]) < sum(row["amount"] for row in whole["rows"])


def test_a_map_whose_own_profile_leaves_things_out_is_never_asked_whole(sysmap, both):
    """Sysmap keeps no such profile, but an edit made elsewhere may bring one along."""
    profile = Record("shp_1", "ShareProfile", {"name": "council", "text": 'title = "For us"\nsees = "public"\n'})
    for address in both:
        with open_store(address) as store:
            store.commit(make_edit("keep", [add(profile)], by="analyst"))
        answer = sysmap("query", address, "overdue", "--as-of", "2026-11-22", "--format", "json").json
        assert answer["withheld"]


def test_a_moment_and_a_scenario_are_asked_alike_of_both(sysmap, both):
    ask = ("not_connected", "--format", "json")
    for address in both:
        sysmap("snapshot", address, "before")
        sysmap("add", address, "factor", "Loneliness of carers")
        sysmap("add", address, "scenario", "More wardens")

        def names(*words, address=address):
            return [row["name"] for row in sysmap("query", address, *ask, *words).json["rows"]]

        assert "Loneliness of carers" in names()
        assert "Loneliness of carers" in names("--at", "now")
        assert "Loneliness of carers" not in names("--at", "before")
        asked = sysmap("query", address, *ask, "--scenario", "more wardens").json
        assert asked["scenario"] is not None
        assert "scenario “More wardens”" in sysmap("query", address, "not_connected", "--scenario", "More wardens").out
        assert "is called 'Nowhere'" in sysmap("query", address, *ask, "--scenario", "Nowhere", code=1).err


@pytest.mark.parametrize("words", [("--for", "public"), ("--at", "before"), ("--scenario", "More wardens")])
def test_a_statement_of_ones_own_sees_all_or_nothing(sysmap, words):
    done = sysmap("query", "bolt://nowhere:1?map=town", "--file", "x.cypher", *words, code=2)
    assert "leave out --for, --at and --scenario" in done.err
    assert len(done.err.splitlines()) == 1


def test_names_are_found_in_neo4j_as_in_a_file(sysmap, both):
    """By id, by alias, by part of a name, by nothing that is there: the same answer or the same line."""
    sysmap("add", both[0], "factor", "Waits at the door", "--set", "aliases=Queues; Kerbside delay")
    sysmap("add", both[0], "factor", "Waits for a bed")
    sysmap("push", *both, "--yes")
    with open_store(both[0]) as store:
        ids = [next(iter(store.read_records(kind))).id for kind in ("Place", "Source", "INFLUENCES")]
    found = ("F05", "queues", "kerbs", "waits at the", *ids)
    for typed in (*found, "Waits", "Wiats for a bed", "nothing like it"):
        words = ("what_stops_if_x_stops", "--param", f"element={typed}", "--format", "json")
        of_file, of_server = (sysmap("query", each, *words, code=int(typed not in found)) for each in both)
        assert of_server.out.replace(both[1], both[0]) == of_file.out
        assert of_server.err == of_file.err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("nothing_like_it",), 1, "no question is called"),
        (("spend_by_service",), 2, "needs year"),
        (("spend_by_service", "--param", "year=soon"), 2, "soon"),
        (("spend_by_service", "--param", "years=2025"), 2, "takes no 'years'"),
        (("spend_by_service", "--param", "2025"), 2, "name=value"),
        (("loops_through", "--param", "element=Nobody knows this"), 1, "Nobody knows this"),
        (("spend_by_service", "--write"), 2, "--write goes with --file"),
        ((), 2, "give the name of one question"),
        (("overdue", "--file", "x.cypher"), 2, "give the name of one question"),
        (("overdue", "--explain", "overdue"), 2, "--explain takes no map"),
    ],
)
def test_what_cannot_be_asked_is_one_line(sysmap, town, words, code, says):
    done = sysmap("query", town, *words, code=code)
    assert done.out == ""
    assert says in done.err
    assert len(done.err.splitlines()) == 1


def test_a_map_that_is_not_there_has_no_answers(sysmap, new_map):
    for address in (new_map(), "none.sysmap"):
        assert "there is no map at" in sysmap("query", address, "overdue", code=1).err


def test_alone_it_lists_the_questions(sysmap):
    said = sysmap("query")
    listed = sysmap("query", "--format", "json").json["questions"]
    assert [each["name"] for each in listed] == [each.name for each in list_questions()]
    for each in listed:
        assert each["name"] in said.out
        assert each["asks"] in said.out


@pytest.mark.parametrize("name", [each.name for each in list_questions()])
def test_each_is_explained_with_its_cypher(sysmap, name):
    said = sysmap("query", "--explain", name).out
    (question,) = [each for each in list_questions() if each.name == name]
    assert said.startswith(question.asks)
    assert question.cypher in said
    for each in question.parameters:
        assert each.help in said
    assert all(meaning in said for meaning in question.columns.values())
    answer = sysmap("query", "--explain", name, "--format", "json").json
    assert {key.partition("[")[0] for key in JSON_KEYS["query --explain NAME"]} == set(answer)
    assert answer["cypher"] == question.cypher


def test_a_statement_of_ones_own_reads_and_writes_only_when_told(sysmap, both):
    _, address = both
    Path("mine.cypher").write_text(
        "// Factors whose name begins so\nMATCH (n:Factor {map: $map}) WHERE n.name STARTS WITH $begin\n"
        "RETURN n.id AS id, n.name AS name, 2025 AS year, [1, 2] AS list, n.missing AS missing,\n"
        "date('2026-01-31') AS day\n"
        "ORDER BY id;\n",
        encoding="utf-8",
    )
    words = ("query", address, "--file", "mine.cypher", "--param", "begin=E")
    answer = sysmap(*words, "--format", "json").json
    assert set(answer) == set(JSON_KEYS["query MAP --file FILE"])
    assert answer["columns"] == ["id", "name", "year", "list", "missing", "day"]
    assert answer["rows"]
    assert answer["rows"][0] | {"id": "", "name": ""} == {
        "id": "", "name": "", "year": 2025, "list": [1, 2], "missing": None, "day": "2026-01-31",
    }  # fmt: skip
    rows = list(csv.reader(io.StringIO(sysmap(*words, "--format", "csv").out)))
    assert rows[1][2:] == ["2025", "1; 2", "", "2026-01-31"]
    assert "2025" in sysmap(*words).out

    Path("write.cypher").write_text("CREATE (n:Own {map: $map, n: $n}) RETURN n.n AS n", encoding="utf-8")
    Path("read.cypher").write_text("MATCH (n:Own {map: $map}) RETURN n.n AS n", encoding="utf-8")
    refused = sysmap("query", address, "--file", "write.cypher", "--param", "n=5", code=1)
    assert "may only read" in refused.err
    assert len(refused.err.splitlines()) == 1
    assert sysmap("query", address, "--file", "read.cypher").out == "No rows.\n"
    sysmap("query", address, "--file", "write.cypher", "--param", "n=5", "--write")
    assert sysmap("query", address, "--file", "read.cypher", "--format", "json").json["rows"] == [{"n": 5}]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "there is no such file"),
        (b"", "is empty"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"RETRUN 1", "Invalid input"),
        (b"RETURN $not_given", "not_given"),
    ],
)
def test_a_file_that_cannot_be_run_is_one_line(sysmap, new_map, content, says):
    if content is not None:
        Path("x.cypher").write_bytes(content)
    done = sysmap("query", new_map(), "--file", "x.cypher", code=1)
    assert says in done.err
    assert len(done.err.splitlines()) == 1


def test_cypher_needs_neo4j(sysmap, town):
    Path("x.cypher").write_text("RETURN 1", encoding="utf-8")
    assert "is no address in Neo4j" in sysmap("query", town, "--file", "x.cypher", code=2).err


def test_tab_completes_the_names_of_questions():
    told = CliRunner().invoke(
        cli,
        prog_name="sysmap",
        env={"_SYSMAP_COMPLETE": "bash_complete", "COMP_WORDS": "sysmap query town.sysmap spend", "COMP_CWORD": "3"},
    )
    names = [line.partition(",")[2] for line in told.output.splitlines()]
    assert names == [each.name for each in list_questions() if each.name.startswith("spend")] != []
