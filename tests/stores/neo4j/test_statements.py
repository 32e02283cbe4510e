"""Every statement stands in a file that says what it is for, and the schema is the vocabulary's."""

import re
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import ClientError

import sysmap
from sysmap.errors import NotFoundError, StoreError, UsageError
from sysmap.model.vocabulary import KINDS
from sysmap.resources import resource
from sysmap.stores.base import create
from sysmap.stores.neo4j import schema
from sysmap.stores.neo4j.addresses import read_address
from sysmap.stores.neo4j.connecting import connect
from sysmap.stores.neo4j.looking import check_server, list_maps
from sysmap.stores.neo4j.questions import find_question, list_questions, read_parameters, run_statement
from sysmap.stores.neo4j.statements import quoted, read_statement, schema_steps
from tests.questions.test_two_ways import AS_OF

FILES = sorted(resource("cypher").rglob("*.cypher"))
NAMES = [f"{file.parent.name}/{file.stem}" for file in FILES]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_what_it_is_for_and_what_it_takes(name: str) -> None:
    text = resource(f"cypher/{name}.cypher").read_text(encoding="utf-8")
    comment = "\n".join(line for line in text.splitlines() if line.startswith("//"))
    body = read_statement(name)
    assert body
    if not name.startswith("questions/"):
        assert re.search(r"^// What: .+", comment)
        assert "// Parameters: " in comment
        assert "// Returns: " in comment
    for parameter in set(re.findall(r"\$(\w+)", body)) - ({"map"} if name.startswith("questions/") else set()):
        assert re.search(rf"\b{parameter}\b", comment), parameter


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("questions/")])
def test_a_question_ends_in_a_question_mark_and_names_its_columns(name: str) -> None:
    question = find_question(name.removeprefix("questions/"))
    assert question.asks.endswith("?")
    assert question.columns
    assert set(re.findall(r"\$(\w+)", question.cypher)) - {"map"} == {each.name for each in question.parameters}


def test_every_statement_is_used_and_none_stands_in_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(sysmap.__file__).parent.rglob("*.py"))
    for name in NAMES:
        folder, _, stem = name.partition("/")
        assert folder not in {"store", "gds"} or f'"{stem}"' in code or f'"{name}"' in code, name
    assert not re.search(r"\b(MATCH|MERGE|UNWIND) ?\(?[a-z$(]", code)


def test_the_schema_has_every_relationship_type_of_the_vocabulary() -> None:
    text = read_statement("schema/0003_relationship_types")
    assert set(re.findall(r"\[r:(\w+)\]", text)) == {
        each.name for each in KINDS.values() if each.form == "relationship"
    }


def test_the_script_for_roles_can_be_read(neo4j_server) -> None:
    """Community edition has no roles, and says so only of what it could read."""
    with GraphDatabase.driver(neo4j_server.bolt) as driver:
        for text in filter(None, map(str.strip, read_statement("rights/roles").split(";"))):
            with pytest.raises(ClientError) as error:
                driver.execute_query(text, database_="system")
            assert error.value.code == "Neo.ClientError.Statement.UnsupportedAdministrationCommand", text


def test_schema_steps_run_once(neo4j_server, new_map, monkeypatch: pytest.MonkeyPatch) -> None:
    address = new_map()
    create(address).close()
    known = schema_steps()
    with connect(read_address(address)) as connection:
        assert schema.version_of(connection) == len(known)
        later = ["CREATE (:SteppedOnce {map: 'steps'})"]
        monkeypatch.setattr(schema, "schema_steps", lambda: [*known, later])
        try:
            assert schema.upgrade(connection) == 1
            assert schema.upgrade(connection) == 0
            with GraphDatabase.driver(neo4j_server.bolt) as driver:
                found = driver.execute_query("MATCH (n:SteppedOnce) DELETE n RETURN count(n)", database_="neo4j")
            assert found.records[0][0] == 1
        finally:
            with GraphDatabase.driver(neo4j_server.bolt) as driver:
                driver.execute_query("MATCH (s:SysmapSchema) SET s.version = $v", v=len(known), database_="neo4j")


def test_maps_are_listed_and_a_server_is_looked_at(neo4j_server, new_map) -> None:
    address = new_map()
    create(address).close()
    (entry,) = (each for each in list_maps(neo4j_server.bolt) if each.address.endswith(read_address(address).map))
    assert (entry.title, entry.edits, entry.elements) == ("", 0, 0)
    report = check_server(address)
    assert report.version.startswith("5.26")
    assert report.edition == "community"
    assert report.schema_version == report.schema_known == len(schema_steps())
    assert report.maps >= 1
    assert not report.algorithms
    assert any("Graph Data Science is not installed" in line for line in report.missing)
    assert any("'nowhere'" in line for line in check_server(neo4j_server.address("nowhere")).missing)


def test_ones_own_statement_reads_and_writes_only_when_told(neo4j_server) -> None:
    with connect(read_address(neo4j_server.bolt)) as connection:
        answer = run_statement(
            connection, "town", "RETURN $map AS map, date('2026-01-31') AS day, [1, {a: 2}] AS list", {}
        )
        assert answer.columns == ("map", "day", "list")
        assert answer.rows[0][0] == "town"
        assert str(answer.rows[0][1]) == "2026-01-31"
        assert answer.rows[0][2] == [1, {"a": 2}]
        make = "CREATE (n:OnesOwn {map: $map}) RETURN n"
        with pytest.raises(StoreError, match="may only read"):
            run_statement(connection, "town", make, {})
        assert run_statement(connection, "town", make, {}, write=True).rows == (({"map": "town"},),)
        assert run_statement(connection, "town", "MATCH (n:OnesOwn) DELETE n RETURN 1", {}, write=True).rows == ((1,),)
        with pytest.raises(StoreError, match="refused that: Invalid input"):
            run_statement(connection, "town", "SELECT * FROM town", {})


def test_parameters_that_are_missing_or_mean_nothing() -> None:
    question = find_question("ending-soon")
    assert [str(value) for value in read_parameters(question, {}, as_of=AS_OF).values()] == ["2026-11-22", "2027-11-22"]
    with pytest.raises(UsageError, match="takes no 'till'"):
        read_parameters(question, {"till": "2027"}, as_of=AS_OF)
    with pytest.raises(UsageError, match="write a date"):
        read_parameters(question, {"until": "soon"}, as_of=AS_OF)
    with pytest.raises(UsageError, match="needs element"):
        read_parameters(find_question("loops_through"), {}, as_of=AS_OF)
    with pytest.raises(UsageError, match="write a number"):
        read_parameters(find_question("spend_by_tier"), {"year": "last"}, as_of=AS_OF)
    with pytest.raises(NotFoundError, match="spend_by_tier"):
        find_question("what")
    assert len(list_questions()) >= 20


@pytest.mark.parametrize("name", ["", "a`b", "a\\b", "a\nb"])
def test_a_label_that_could_break_out_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a label"):
        quoted(name)
