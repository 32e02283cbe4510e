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


MAPS = ("thornmere", 1, 2, 3)


def map_called(name: str | int) -> SystemMap:
    """Give the sample map, or the one generated from a number."""
    if name == "thornmere":
        folder = resource("sample_maps/thornmere")
        return find_format(folder).read(folder).system_map
    return generate(int(name))


@pytest.fixture(scope="module", params=MAPS)
def asked(request: pytest.FixtureRequest, neo4j_server) -> Iterator[tuple[Connection, str, Branch]]:
    """Give a map in Neo4j, its name, and its base in memory."""
    system_map = map_called(request.param)
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
    for given in every_choice(question, base):
        values = read_parameters(question, given, as_of=AS_OF)
        answer = ask(connection, map_name, question, values)
        assert set(answer.columns) == set(question.columns)
        cypher = plain([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
        assert cypher == plain(TWINS[name](base, **values)), given


def test_every_question_has_something_to_say() -> None:
    """A question that answers nothing on any of the maps would agree with anything."""
    silent = set(QUESTIONS)
    for name in MAPS:
        base = branch(map_called(name))
        silent -= {each for each in silent if any(answers(QUESTIONS[each], base))}
    assert silent == set()


def answers(question: Question, base: Branch) -> Iterator[list[dict]]:
    """Give the rows that the twin of a question has, for each choice of parameters."""
    for given in every_choice(question, base):
        yield list(TWINS[question.name](base, **read_parameters(question, given, as_of=AS_OF)))


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
