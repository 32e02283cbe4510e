"""The named questions under `cypher/questions/`, and running them where nothing is written."""

from __future__ import annotations  # the driver is named below, and is not needed to list and explain questions

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from sysmap.errors import NotFoundError, UsageError
from sysmap.model.values import first_day, read_number
from sysmap.resources import resource
from sysmap.stores.neo4j.statements import read_statement

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Result

    from sysmap.stores.neo4j.connecting import Connection

Wants = Literal["id", "text", "number", "date"]

_PARAMETER = re.compile(r"Parameter (\w+) (id|text|number|date)(?: = ([^:]+))?: (.+)")
_COLUMN = re.compile(r"Returns (\w+): (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question.

    Parameters
    ----------
    name : str
        Its name.
    wants : {"id", "text", "number", "date"}
        What is to be given: the id of an element, a text, a number or a date.
    default : str
        What is taken where nothing is given; empty where something has to be.
    help : str
        What it means.
    """

    name: str
    wants: Wants
    default: str
    help: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a name.

    Parameters
    ----------
    name : str
        Its name.
    asks : str
        The question in words.
    explains : str
        How it is answered and what is left out; empty where the question says it.
    parameters : tuple of Parameter
        What it takes.
    columns : Mapping of str to str
        What it returns: each column with its meaning.
    cypher : str
        The statement. It speaks of the base map, not of scenarios.
    """

    name: str
    asks: str
    explains: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    cypher: str


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer.

    Parameters
    ----------
    columns : tuple of str
        The names of the columns.
    rows : tuple of tuple
        The rows: texts, numbers, dates, None, and lists and mappings of these.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def list_questions() -> list[Question]:
    """Give every named question, by name."""
    return [_read(file.stem) for file in sorted(resource("cypher/questions").glob("*.cypher"))]


def find_question(name: str) -> Question:
    """Give the question of that name.

    Raises
    ------
    NotFoundError
        When there is none; the message lists those there are.
    """
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    questions = {each.name: each for each in list_questions()}
    if wanted not in questions:
        raise NotFoundError(f"no question is called {name!r}; there are {', '.join(questions)}")
    return questions[wanted]


def read_parameters(question: Question, given: Mapping[str, str], *, as_of: date) -> dict[str, Any]:
    """Read what was typed for a question's parameters.

    Parameters
    ----------
    question : Question
        The question.
    given : Mapping of str to str
        Texts by name; ids are ids, not names.
    as_of : date
        The day that stands for today where a date is not given.

    Raises
    ------
    UsageError
        When something is missing, means nothing, or cannot be read.
    """
    known = {each.name for each in question.parameters}
    unknown = [name for name in given if name not in known]
    if unknown:
        takes = f"it takes {', '.join(sorted(known))}" if known else "it takes nothing"
        raise UsageError(f"{question.name} takes no {unknown[0]!r}: {takes}")
    values = {}
    for each in question.parameters:
        text = given.get(each.name, "").strip() or each.default
        if not text:
            raise UsageError(f"{question.name} needs {each.name}: {each.help}")
        values[each.name] = _value(question, each, text, as_of)
    return values


def ask(connection: Connection, map_name: str, question: Question, values: Mapping[str, Any]) -> Rows:
    """Put a question to a map, in a transaction in which the server lets nothing be written.

    Parameters
    ----------
    connection : Connection
        The database.
    map_name : str
        The map.
    question : Question
        The question.
    values : Mapping of str to any
        Its parameters, read by `read_parameters`.
    """
    return run_statement(connection, map_name, question.cypher, values)


def run_statement(
    connection: Connection, map_name: str, cypher: str, values: Mapping[str, Any], *, write: bool = False
) -> Rows:
    """Run any statement, read-only unless told otherwise; `$map` in it is the map's name.

    Raises
    ------
    StoreError
        When the server refuses it, as it does what would write where `write` is False.
    """

    def run_it(tx: ManagedTransaction) -> Rows:
        result: Result = tx.run(cypher, {"map": map_name, **values})
        columns = tuple(result.keys())
        return Rows(columns, tuple(tuple(_plain(value) for value in record.values()) for record in result))

    # A statement of somebody's own may add something each time it runs.
    return connection.write(run_it, tries=1) if write else connection.read(run_it)


def _read(name: str) -> Question:
    text = resource(f"cypher/questions/{name}.cypher").read_text(encoding="utf-8")
    comments = [line[2:].strip() for line in text.splitlines() if line.startswith("//")]
    asks, *others = comments
    explains: list[str] = []
    parameters: list[Parameter] = []
    columns: dict[str, str] = {}
    for line in others:
        if parameter := _PARAMETER.fullmatch(line):
            wanted: Any = parameter[2]
            parameters.append(Parameter(parameter[1], wanted, (parameter[3] or "").strip(), parameter[4]))
        elif column := _COLUMN.fullmatch(line):
            columns[column[1]] = column[2]
        else:
            explains.append(line)
    cypher = read_statement(f"questions/{name}")
    return Question(name, asks, " ".join(explains), tuple(parameters), columns, cypher)


def _value(question: Question, parameter: Parameter, text: str, as_of: date) -> Any:
    if parameter.wants == "number":
        number = read_number(text)
        if number is None:
            raise UsageError(f"{parameter.name} of {question.name} is {text!r}; write a number")
        return int(number) if number == number.to_integral_value() else float(number)
    if parameter.wants == "date":
        relative = {"today": 0, "in a year": 1, "a year ago": -1}
        if text in relative:
            return _years_on(as_of, relative[text])
        day = first_day(text)
        if day is None:
            raise UsageError(f"{parameter.name} of {question.name} is {text!r}; write a date such as 2026-03-31")
        return day
    return text


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _plain(value: Any) -> Any:
    """Give a value of the driver as a plain one of Python."""
    if hasattr(value, "to_native"):
        return value.to_native()
    if hasattr(value, "items") and not isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
