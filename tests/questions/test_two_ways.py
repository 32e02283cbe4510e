"""Every named question gives the same rows in Cypher on a real Neo4j and in Python on the map in memory."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from sysmap.analysis.questions import TWINS
from sysmap.formats import find_format
from sysmap.model.edits import edit_between
from sysmap.model.maps import Branch, SystemMap
from sysmap.model.scenarios import branch
from sysmap.resources import resource
from sysmap.stores.base import create
from sysmap.stores.neo4j.addresses import read_address
from sysmap.stores.neo4j.connecting import Connection, connect
from sysmap.stores.neo4j.questions import Question, ask, list_questions, read_parameters
from tests.questions.generated import generate

AS_OF = date(2026, 11, 22)
QUESTIONS = {each.name: each for each in list_questions()}
IDS_OF = {
    "element": ("Factor", "Service", "Organisation"),
    "start": ("Factor",),
    "finish": ("Factor",),
    "place": ("Place",),
    "source": ("Source",),
}


@pytest.fixture(scope="module", params=["thornmere", 1, 2, 3])
def asked(request: pytest.FixtureRequest, neo4j_server) -> Iterator[tuple[Connection, str, Branch]]:
    """Give a map in Neo4j, its name, and its base in memory."""
    if request.param == "thornmere":
        folder = resource("sample_maps/thornmere")
        system_map = find_format(folder).read(folder).system_map
    else:
        system_map = generate(request.param)
    name = f"questions_{request.param}_{id(system_map)}"
    address = neo4j_server.address(name)
    with create(address) as store:
        store.commit(edit_between(SystemMap(), system_map, "draw", by="analyst"))
        assert store.read_map(bulk=True) == system_map
    connection = connect(read_address(address))
    yield connection, name, branch(system_map)
    connection.close()


def test_there_are_at_least_twenty_each_with_a_twin() -> None:
    assert len(QUESTIONS) >= 20
    assert QUESTIONS.keys() == TWINS.keys()


@pytest.mark.parametrize("name", QUESTIONS)
def test_both_ways_agree(asked, name: str) -> None:
    connection, map_name, base = asked
    question = QUESTIONS[name]
    rows = 0
    for given in every_choice(question, base):
        values = read_parameters(question, given, as_of=AS_OF)
        answer = ask(connection, map_name, question, values)
        assert set(answer.columns) == set(question.columns)
        cypher = plain([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
        assert cypher == plain(TWINS[name](base, **values)), given
        rows += len(cypher)
    HITS[name] = HITS.get(name, 0) + rows


HITS: dict[str, int] = {}


def test_every_question_had_something_to_say() -> None:
    """Runs last: a question that answers nothing on any of the maps would agree with anything."""
    assert [name for name in HITS if not HITS[name]] == []


def every_choice(question: Question, base: Branch) -> list[dict[str, str]]:
    """Give parameters for every element of the kinds that a question asks about."""
    choices: list[dict[str, str]] = [{}]
    for each in question.parameters:
        if each.wants == "id":
            ids = [record.id for record in base.of(*IDS_OF[each.name])][:12]
            choices = [{**choice, each.name: record_id} for choice in choices for record_id in ids]
        elif each.name == "year":
            choices = [{**choice, "year": "2025"} for choice in choices]
    return choices


def plain(rows: list[dict]) -> list[tuple]:
    """Give rows in an order of their own, numbers rounded to what a double carries."""
    return sorted((tuple((name, _plain(row[name])) for name in sorted(row)) for row in rows), key=repr)


def _plain(value):
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float | Decimal):
        return round(float(value), 4)
    return tuple(value) if isinstance(value, list) else value
