"""The named questions of the Cypher library: listing, explaining and asking them; and statements of one's own.

A map in Neo4j is asked in Cypher, a map in a file by the question's twin in Python: the same columns, the same rows in
the same order. For an audience, of a moment or a scenario the twin is asked wherever the map is.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sysmap.errors import BadInputError, NotFoundError, UsageError
from sysmap.model.maps import SystemMap
from sysmap.model.vocabulary import KINDS
from sysmap.pipeline.addresses import FORM, map_name, on_server, refuse_unless_neo4j
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import NOW, asked, open_map
from sysmap.pipeline.rows import plain_value, tell_rows
from sysmap.pipeline.typed import read_year
from sysmap.stores.neo4j.questions import Question, Rows, find_question, list_questions, read_parameters

_ORDER = re.compile(r"(?:size\((?P<list>\w+)\)|(?P<column>\w+))(?P<down> DESC)?")

_ASKED_AGAIN = 3
"""So often a question is asked of a server where each time somebody edits meanwhile, at most."""

Row = tuple[Any, ...]


def tell_questions() -> Answer:
    """List the named questions."""
    questions = list_questions()
    columns = ("name", "asks", "parameters")
    table = make_table(columns, ((each.name, each.asks, _parameters(each)) for each in questions))
    hint = "Ask one: sysmap query MAP NAME --param name=value. See how it is answered: sysmap query --explain NAME"
    data = {
        "questions": [
            {"name": each.name, "asks": each.asks, "parameters": [_parameter(one) for one in each.parameters]}
            for each in questions
        ]
    }
    return Answer((table, "", hint), data, table)


def explain(name: str) -> Answer:
    """Say how a question is answered: what it takes, what it returns, its Cypher.

    Raises
    ------
    NotFoundError
        When no question has that name.
    """
    question = find_question(name)
    parts: list[str | Table] = [question.asks, *([question.explains] if question.explains else [])]
    if question.parameters:
        parts.extend(("", "Parameters"))
        parts.extend(
            f"  {each.name} ({each.wants}{f', else {each.default}' if each.default else ''}): {each.help}"
            for each in question.parameters
        )
    parts.extend(("", "Returns", *(f"  {column}: {said}" for column, said in question.columns.items())))
    parts.extend(("", "Cypher, where $map is the name of the map", question.cypher))
    data = {
        "name": question.name,
        "asks": question.asks,
        "explains": question.explains,
        "parameters": [_parameter(each) for each in question.parameters],
        "columns": dict(question.columns),
        "cypher": question.cypher,
    }
    rows = [("question", question.name, question.asks)]
    rows.extend(("parameter", each.name, each.help) for each in question.parameters)
    rows.extend(("column", column, said) for column, said in question.columns.items())
    rows.append(("cypher", question.name, question.cypher))
    return Answer(tuple(parts), data, make_table(("what", "name", "said"), rows))


def ask_question(
    address: str,
    name: str,
    given: Mapping[str, str],
    *,
    as_of: date,
    at: str = "",
    scenario: str = "",
    audience: str = "council",
    listed: int = LISTED,
    ask: Ask | None = None,
) -> Answer:
    """Put a named question to a map.

    A server filters nothing: in Cypher it answers for all of the base map as it is now. Anything else is worked out in
    Python on what the audience may see.

    Parameters
    ----------
    address : str
        The map, in a file or in Neo4j.
    name : str
        The name of the question.
    given : Mapping of str to str
        Its parameters as they were typed: names of elements, financial years, dates.
    as_of : date
        The day that stands for today where a date is not given.
    at, scenario : str
        A moment and a scenario; empty for the base map as it is now.
    audience : str
        For whom: council, partner, public or another profile.
    listed : int
        How many rows the text lists.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When there is no such map, moment, scenario, question or element.
    UsageError
        When a parameter is missing, means nothing or cannot be read.
    """
    question = find_question(name)
    # What is missing or cannot be read is told before the map is opened.
    values = read_parameters(question, _years_read(given), as_of=as_of)
    plain = audience == "council" and not scenario and at in {"", NOW}
    if plain and on_server(address):
        found = _ask_server(address, question, values, ask)
        if found is not None:
            seen: dict[str, Any] = {
                "map": "",
                "map_version": found.number,
                "at": None,
                "scenario": None,
                "audience": audience,
                "withheld": {},
            }
            return _tell(address, question, found, seen, listed=listed)
    from sysmap.analysis.questions import TWINS

    twin = TWINS.get(question.name)
    if twin is None:
        raise UsageError(f"{question.name} can only be asked of a map in Neo4j, such as {FORM}, whole and as it is now")
    opened = open_map(address, at=at, scenario=scenario, audience=audience, ask=ask, bulk=True)
    values = _ids_read(question, values, lambda *_: opened.view.map, ask)
    rows = tuple(tuple(row[column] for column in question.columns) for row in twin(opened.branch, **values))
    heading = question.asks if plain else f"{opened.heading}: {question.asks}"
    found = _Found(values, Rows(tuple(question.columns), rows), opened.number)
    return _tell(address, question, found, asked(opened), listed=listed, heading=heading, below=opened.withheld)


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of a question, and the parameters that it was asked with: ids where names were typed.

    The number of the last edit is None where people went on editing while a server was asked.
    """

    values: Mapping[str, Any]
    rows: Rows
    number: int | None


def _ask_server(address: str, question: Question, values: Mapping[str, Any], ask: Ask | None) -> _Found | None:
    """Ask in Cypher; None where the map keeps a profile over the one that leaves nothing out, which Cypher does not."""
    from sysmap.stores.neo4j.addresses import read_address
    from sysmap.stores.neo4j.connecting import connect
    from sysmap.stores.neo4j.questions import ask as put
    from sysmap.stores.neo4j.store import Neo4jStore

    with Neo4jStore.open(address) as store:  # which says where there is no such map
        if any(each.name.casefold() == "council" for each in store.read_records("ShareProfile")):
            return None
        read = _ids_read(question, values, store.read_names, ask)
        with connect(read_address(address)) as connection:
            for _ in range(_ASKED_AGAIN):
                number = store.head
                rows = put(connection, map_name(address), question, read)
                if store.head == number:
                    return _Found(read, rows, number)
    return _Found(read, rows, None)


def _tell(
    address: str,
    question: Question,
    found: _Found,
    seen: Mapping[str, Any],
    *,
    listed: int,
    heading: str = "",
    below: str = "",
) -> Answer:
    rows = in_order(question.cypher, found.rows.columns, found.rows.rows)
    told = {
        **seen,
        "map": address,
        "question": question.name,
        "parameters": {key: plain_value(each) for key, each in found.values.items()},
    }
    return tell_rows(told, heading or question.asks, found.rows.columns, rows, listed, below=below)


def run_file(address: str, path: str, given: Mapping[str, str], *, write: bool = False, listed: int = LISTED) -> Answer:
    """Run a statement of one's own on a map in Neo4j, where nothing may be written unless that is asked for.

    Parameters
    ----------
    address : str
        The map; its name is `$map` in the statement.
    path : str
        The file with the statement.
    given : Mapping of str to str
        Its parameters: JSON where it is JSON, else text.
    write : bool
        Whether it may write.
    listed : int
        How many rows the text lists.

    Raises
    ------
    UsageError
        When the map is not in Neo4j.
    BadInputError
        When the file cannot be read.
    StoreError
        When the server refuses the statement, as it does one that would write where that was not asked for.
    """
    refuse_unless_neo4j(address)
    cypher = _read_statement(Path(path))
    from sysmap.stores.neo4j.addresses import read_address
    from sysmap.stores.neo4j.connecting import connect
    from sysmap.stores.neo4j.questions import run_statement

    values = {name: _json_or_text(text) for name, text in given.items()}
    with connect(read_address(address)) as connection:
        answer = run_statement(connection, map_name(address), cypher, values, write=write)
    told = {"map": address, "file": path, "write": write}
    return tell_rows(told, "", answer.columns, answer.rows, listed)


def in_order(cypher: str, columns: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    """Put rows in the order that a statement gives them, so that either way of asking says the same.

    Parameters
    ----------
    cypher : str
        The statement; it ends with the columns, or sizes of them, that it orders by. One that ends without, as a union
        does, orders by all columns, the first first.
    columns : sequence of str
        The names of the columns.
    rows : iterable of tuple
        The rows.
    """
    ordered = list(rows)
    # That of the statement begins a line; those of subqueries do not.
    said = cypher.rpartition("\nORDER BY ")[2] if "\nORDER BY " in cypher else ""
    said = "" if "\nRETURN" in said else said
    for term in reversed(said.split(",") if said else columns):
        wanted = _ORDER.fullmatch(term.strip())
        if wanted is None:
            raise ValueError(f"the order of {term!r} is not known")
        at = columns.index(wanted["list"] or wanted["column"])
        by_size = bool(wanted["list"])

        def key(row: Row, at: int = at, *, by_size: bool = by_size) -> tuple[bool, Any]:
            value = row[at]
            # What is not there comes last, as in Cypher; False stands in for it, as it is compared to nothing else.
            return (value is None, False if value is None else len(value) if by_size else value)

        ordered.sort(key=key, reverse=bool(wanted["down"]))
    return ordered


def _parameters(question: Question) -> str:
    return ", ".join(f"{each.name}={each.default}" if each.default else each.name for each in question.parameters)


def _parameter(parameter: Any) -> dict[str, str | None]:
    return {
        "name": parameter.name,
        "wants": parameter.wants,
        "default": parameter.default or None,
        "help": parameter.help,
    }


def _years_read(given: Mapping[str, str]) -> dict[str, str]:
    """Read a financial year in any spelling; the statements take the calendar year in which it begins."""
    return {name: str(read_year(text).start) if name == "year" and text else text for name, text in given.items()}


def _ids_read(
    question: Question,
    values: Mapping[str, Any],
    near: Callable[[str, Sequence[str]], SystemMap],
    ask: Ask | None,
) -> dict[str, Any]:
    """Find what is meant by the names that were typed where ids belong, among what is near each."""
    read = dict(values)
    for each in question.parameters:
        if each.wants == "id":
            typed = read[each.name]
            kinds = (each.name.capitalize(),) if each.name.capitalize() in KINDS else ()
            read[each.name] = find_named(near(typed, kinds), typed, kinds, ask).id
    return read


def _read_statement(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig").strip().removesuffix(";")
    except FileNotFoundError:
        raise NotFoundError(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", "") or "it is not UTF-8 text"
        raise BadInputError(f"{path} cannot be read: {said}") from error
    if not text:
        raise BadInputError(f"{path} is empty: write one Cypher statement in it")
    return text


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
