"""The newest Neo4j, and Cypher 25 beside Cypher 5: store, schema, measuring and every question work there as well."""

import os
from pathlib import Path

import pytest

from sysmap.analysis.questions import TWINS
from sysmap.model.edits import edit_between, make_edit, remove
from sysmap.model.maps import SystemMap
from sysmap.model.scenarios import branch
from sysmap.resources import resource
from sysmap.stores.base import create
from sysmap.stores.neo4j.addresses import read_address
from sysmap.stores.neo4j.connecting import connect
from sysmap.stores.neo4j.looking import check_server
from sysmap.stores.neo4j.questions import list_questions, read_parameters, run_statement
from sysmap.stores.neo4j.statements import read_statement, schema_steps, statement
from tests.neo4j_server.servers import NEWEST, start
from tests.questions.generated import generate
from tests.questions.test_two_ways import AS_OF, every_choice, plain

DIALECTS = ("CYPHER 5", "CYPHER 25")


@pytest.mark.soak
def test_all_statements_on_cypher_5_and_25(tmp_path: Path) -> None:
    server = start(tmp_path / "home", "gds", owner=os.getpid(), version=NEWEST)
    try:
        system_map = generate(7)
        base = branch(system_map)
        with create(server.address("town")) as store:
            store.commit(edit_between(SystemMap(), system_map, "draw", by="analyst"))
            assert store.read_map(bulk=True) == system_map
            hanging = [each for each in system_map.relationships if not system_map.reaching(each.id)]
            store.commit(make_edit("remove", [remove(each) for each in hanging[:5]], by="analyst"))
            assert len(store.read_map(bulk=True)) == len(system_map) - 5
            store.commit(edit_between(store.read_map(bulk=True), system_map, "again", by="analyst"))
        with connect(read_address(server.bolt)) as connection:
            assert connection.version.startswith(NEWEST.split(".")[0])
            for question in list_questions():
                for given in every_choice(question, base)[:10]:
                    values = read_parameters(question, given, as_of=AS_OF)
                    wanted = plain(TWINS[question.name](base, **values))
                    for dialect in DIALECTS:
                        answer = run_statement(connection, "town", f"{dialect} {question.cypher}", values)
                        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
                        assert plain(rows) == wanted, (question.name, dialect)
            texts = [statement(file.stem) for file in resource("cypher/store").glob("*.cypher")]
            texts += [read_statement(f"gds/{file.stem}") for file in resource("cypher/gds").glob("*.cypher")]
            for text in (*texts, *(each for step in schema_steps() for each in step)):
                for dialect in DIALECTS:
                    connection.schema(f"{dialect} EXPLAIN {text}")
        assert check_server(server.bolt).algorithms
    finally:
        server.stop()
