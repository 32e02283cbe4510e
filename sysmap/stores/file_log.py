"""The log inside a map file: reading it whole or in parts, and adding to it."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sysmap.errors import BadInputError, StoreError
from sysmap.model.edits import Edit
from sysmap.model.history import Conflict
from sysmap.model.parts import PART, Heading, Part, cut, whole_edits
from sysmap.stores import statements

_NAMES = ("id", "time", "by", "what", "why", "undoes", "redoes")


class FileLog:
    """The edits and refused edits of one open map file.

    Parameters
    ----------
    connection : sqlite3.Connection
        The open file; who writes opens the transaction.
    address : str
        How the user called it.
    """

    def __init__(self, connection: sqlite3.Connection, address: str) -> None:
        self._connection = connection
        self._address = address

    def head(self) -> int:
        """Give the number of the last edit; 0 while there is none."""
        number: int = self._connection.execute(statements.HEAD).fetchone()[0]
        return number

    def edits(self, since: int, until: int) -> Iterator[Edit]:
        """Read the edits after number `since`, up to number `until`."""
        return whole_edits(self.parts(since, until))

    def headings(self, since: int, until: int) -> Iterator[Heading]:
        """Read the same edits without their changes."""
        for number, size, *heading in self._connection.execute(statements.HEADINGS_BETWEEN, (since, until)):
            yield Heading(number, self._edit(heading, "[]"), size)

    def parts(self, since: int, until: int) -> Iterator[Part]:
        """Read the same edits in parts."""
        for number, further, *heading, changes in self._connection.execute(statements.EDITS_BETWEEN, (since, until)):
            first = self._edit(heading, changes)
            count = len(first.changes)
            yield Part(number, first, 0, count + further)
            if further:
                for start, more in self._connection.execute(statements.FURTHER_PARTS, (number,)):
                    yield Part(number, self._edit(heading, more), start, count + further)

    def number_of(self, edit_id: str) -> int:
        """Give the number of an edit; 0 where it is not in the log."""
        row = self._connection.execute(statements.NUMBER_OF_EDIT, (edit_id,)).fetchone()
        return row[0] if row else 0

    def append(self, edit: Edit) -> int:
        """Write an edit as the last one and give its number."""
        number = self.head() + 1
        self.begin(edit, number)
        return number

    def begin(self, edit: Edit, number: int) -> None:
        """Write an edit, or the beginning of one."""
        first, *further = cut(edit.changes, PART)
        heading = (edit.id, edit.time, edit.by, edit.what, edit.why, edit.undoes, edit.redoes)
        self._connection.execute(statements.ADD_EDIT, (number, *heading, _written(replace(edit, changes=first))))
        start = len(first)
        for run in further:
            self.go_on(replace(edit, changes=run), number, start)
            start += len(run)

    def go_on(self, piece: Edit, number: int, start: int) -> None:
        """Write further changes of an edit, of which `start` are written."""
        for run in cut(piece.changes, PART):
            row = (number, start, len(run), _written(replace(piece, changes=run)))
            self._connection.execute(statements.ADD_PART, row)
            start += len(run)

    def conflicts(self) -> list[Conflict]:
        """Read the edits that were refused, the first first."""
        rows = self._connection.execute(statements.CONFLICTS).fetchall()
        return [Conflict(Edit.from_json(json.loads(edit)), *rest) for *rest, edit in rows]

    def keep_conflict(self, conflict: Conflict) -> None:
        """Keep an edit that was refused."""
        edit = json.dumps(conflict.edit.to_json(), ensure_ascii=False, separators=(",", ":"))
        row = (conflict.edit.id, conflict.number, conflict.time, conflict.message, edit)
        self._connection.execute(statements.KEEP_CONFLICT, row)

    def _edit(self, heading: list[Any], changes: str) -> Edit:
        try:
            return Edit.from_json({**dict(zip(_NAMES, heading, strict=True)), "changes": json.loads(changes)})
        except (BadInputError, ValueError, RecursionError) as error:
            raise StoreError(f"{self._address} is damaged at {heading[0]}: go back to a copy of it") from error


def _written(edit: Edit) -> str:
    return json.dumps(edit.to_json()["changes"], ensure_ascii=False, separators=(",", ":"))
