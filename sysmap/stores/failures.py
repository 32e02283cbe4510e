"""SQLite's errors in plain words, one line each."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sysmap.errors import StoreError

_LINES = {
    sqlite3.SQLITE_BUSY: "{} is being written by another program: try again in a moment",
    sqlite3.SQLITE_LOCKED: "{} is being written by another program: try again in a moment",
    sqlite3.SQLITE_READONLY: "{} cannot be changed: the file or its folder is read-only, or has been moved",
    sqlite3.SQLITE_PERM: "{} cannot be opened: you have no right to",
    sqlite3.SQLITE_AUTH: "{} cannot be opened: you have no right to",
    sqlite3.SQLITE_FULL: "{} cannot be written: the disk is full; what was recorded before is safe",
    sqlite3.SQLITE_IOERR: "{} cannot be read or written: the disk reports an error; what was recorded before is safe",
    sqlite3.SQLITE_CANTOPEN: "{} cannot be opened: look whether you may read it and write in its folder",
    sqlite3.SQLITE_CORRUPT: "{} is damaged: go back to a copy of it",
    sqlite3.SQLITE_NOTADB: "{} is not a map file: maps are made by `sysmap new` or `sysmap import`",
    sqlite3.SQLITE_NOMEM: "{} cannot be read: there is not enough memory",
    sqlite3.SQLITE_TOOBIG: "{} cannot hold a value that large",
}
_PRIMARY = 0xFF
"""SQLite's extended error codes hold the plain one in their lowest byte."""


def line_for(error: sqlite3.Error, address: str) -> str:
    """Give the line to show for an error of SQLite."""
    code = getattr(error, "sqlite_errorcode", None)  # errors that Python's module raises by itself have none
    line = _LINES.get(code & _PRIMARY) if code is not None else None
    return line.format(address) if line else f"{address} cannot be read or written: {error}"


def is_for_want_of_rights(error: sqlite3.Error) -> bool:
    """Whether SQLite could not open or write for want of rights to the file or its folder."""
    return error.sqlite_errorcode & _PRIMARY in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


@contextmanager
def in_plain_words(address: str) -> Iterator[None]:
    """Turn errors of SQLite, of the file system, and over text that no file can hold into `StoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(line_for(error, address)) from error
    except OSError as error:
        raise StoreError(f"{address} cannot be read or written: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        raise StoreError(
            f"{address} cannot hold half a character ({error.object[error.start : error.end]!r})"
        ) from error
