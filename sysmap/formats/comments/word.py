"""Comments in a Word file: a table to fill in, a row a thing, and what people wrote in it.

The last column names the thing by kind and id, its heading the moment of the map, so that the table can be copied into
another file and still finds its way home.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.comments.reading import CommentReading, Damage, Sent, make_comment
from sysmap.model.values import UnreadableError, clean_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

COLUMNS = ("About", "Wrong, missing or agreed?", "In your words", "It should say", "Your role", "Code")
"""The headings; in the last one the mark of the moment follows."""

BLANK_ROWS = 3
"""Rows for what is on no page."""

_FIELDS = ("about_name", "mark", "text", "value", "role")
_CODE = re.compile(r"(?P<kind>[^:]*):\s*(?P<id>.*)")
MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to comment on: its id, its kind, and what it is called; a link by its sentence."""

    id: str
    kind: str
    name: str


def add_comments_table(
    document: "Document", map_name: str, moment: str, things: Sequence[Thing], audience: str = ""
) -> "Table":
    """Add the table that readers fill in, with a first row for the whole map and some for what is missing.

    Parameters
    ----------
    document : docx.document.Document
        The Word file.
    map_name, moment : str
        What the map is called, and the mark of the moment it is shown as of (`sysmap.model.comments.mark_moment`).
    things : sequence of Thing
        What can be commented on, in order.
    audience : str
        For whom the file is made; empty where for the council.

    Returns
    -------
    docx.table.Table
        The table, for styling.
    """
    rows = [Thing("", "Map", map_name), *things, *[Thing("", "", "")] * BLANK_ROWS]
    table: Table = document.add_table(rows=len(rows) + 1, cols=len(COLUMNS))
    cells = table._cells  # noqa: SLF001 - one look at them all; `cell()` looks at the whole table every time
    for index, heading in enumerate((*COLUMNS[:-1], " ".join([COLUMNS[-1], moment, audience]).strip())):
        cells[index].text = heading
    for number, thing in enumerate(rows, 1):
        at = number * len(COLUMNS)
        cells[at].text = thing.name
        cells[at + len(COLUMNS) - 1].text = f"{thing.kind}: {thing.id}".strip() if thing.kind else ""
    return table


def read_word(path: Path) -> CommentReading:
    """Read what people wrote in the tables of comments of a Word file.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Raises
    ------
    BadInputError
        When it is no Word file or has no such table; one line.
    """
    guards.check_word_file(path)
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        tables = [(rows, heading) for rows in _tables(Document(str(path)).tables) if (heading := _heading(rows))]
    except (OpcError, SyntaxError, KeyError, ValueError, AttributeError, IndexError) as error:
        raise BadInputError(f"{path}: this Word file is damaged; open it in Word and save it again") from error
    if not tables:
        raise BadInputError(f"{path}: no table of comments in it; its columns are {', '.join(COLUMNS)}")
    comments: dict[str, Sent] = {}
    damaged: list[Damage] = []
    for rows, heading in tables:
        for comment in _comments(rows, heading, damaged):
            comments.setdefault(comment.record.id, comment)
    return CommentReading(tuple(comments.values()), tuple(damaged))


Rows = list[tuple[str, ...]]


def _tables(tables: "Iterable[Table]") -> Iterable[Rows]:
    for table in tables:
        if len(table.columns) == len(COLUMNS) and len(table.rows) <= MOST_ROWS:
            cells = [clean_text(cell.text) for cell in table._cells]  # noqa: SLF001 - as above
            yield [tuple(cells[at : at + len(COLUMNS)]) for at in range(0, len(cells), len(COLUMNS))]


def _heading(rows: Rows) -> str | None:
    """Give the moment and the audience in the heading of a table of comments; None where it is another table."""
    if not rows:
        return None
    said = [" ".join(cell.split()).casefold() for cell in rows[0]]
    if said[:-1] != [column.casefold() for column in COLUMNS[:-1]] or not said[-1].startswith(COLUMNS[-1].casefold()):
        return None
    return said[-1][len(COLUMNS[-1]) :].strip()


def _comments(rows: Rows, heading: str, damaged: list[Damage]) -> Iterable[Sent]:
    moment, _, audience = heading.partition(" ")
    map_name = next((row[0] for row in rows[1:] if row[-1].startswith("Map:")), "")
    for number, row in enumerate(rows[1:], 2):
        given = dict(zip(_FIELDS, row[:-1], strict=True))
        if not any(given[name] for name in ("mark", "text", "value")):
            continue
        code = _CODE.fullmatch(row[-1])
        given |= {"about_kind": code["kind"].strip(), "about_id": code["id"].strip()} if code else {}
        try:
            record = make_comment({**given, **_proposed(given["value"])})
        except UnreadableError as error:
            damaged.append(Damage(number, f"the comment on “{row[0][:80]}”: {error}"))
            continue
        yield Sent(record, map_name, moment, number, audience.strip())


def _proposed(value: str) -> dict[str, str]:
    """Read `amount: 310,000` as a value of a property; anything else is words."""
    name, sign, text = value.partition(":")
    return {"property": name.strip(), "value": text.strip()} if sign and name.strip() and text.strip() else {}
