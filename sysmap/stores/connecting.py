"""Opening SQLite files: paths of any system, safe settings, read-only places, files that appear whole or not at all."""

import os
import secrets
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sysmap.errors import NotFoundError, StoreError

PATIENCE = 15.0
"""Seconds to wait for another process that is writing."""

_LONG_ON_WINDOWS = 240
"""Windows refuses plain paths from 260 characters on; SQLite puts up to 8 letters after the name."""


def real_path(address: str | os.PathLike[str]) -> Path:
    """Give the absolute path behind an address, with links followed.

    Raises
    ------
    StoreError
        When no file can have that path.
    """
    try:
        return Path(os.path.realpath(address))
    except (OSError, ValueError) as error:
        raise StoreError(f"{os.fspath(address)!r} cannot be a path: {error}") from error


def refuse_unlike_file(path: Path, address: str) -> None:
    """Raise `NotFoundError` or `StoreError` where a path is nothing that could be a map file.

    The file itself is not opened: closing it again would drop the locks that SQLite holds on it in this process.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(f"there is no map at {address}: look at the path, or make one with `sysmap new`") from None
    except OSError as error:
        raise StoreError(f"{address} cannot be opened: {error.strerror}") from error
    if stat.S_ISDIR(status.st_mode):
        raise StoreError(f"{address} is a folder, not a map file")
    if not stat.S_ISREG(status.st_mode):
        raise StoreError(f"{address} is not a map file")
    if status.st_size == 0:
        raise StoreError(f"{address} is empty, not a map file: delete it and make a map with `sysmap new`")


def may_write(path: Path) -> bool:
    """Whether the file and its folder may be written; SQLite needs both, as it keeps its log beside the file."""
    at_once = {"effective_ids": True} if os.access in os.supports_effective_ids else {}
    return os.access(path, os.W_OK, **at_once) and os.access(path.parent, os.W_OK, **at_once)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a file that is there, with every write safe on the disk before it counts.

    Parameters
    ----------
    path : Path
        The file.
    read_only : bool
        Whether neither the file nor its folder may be written.
    """
    connection = sqlite3.connect(
        file_uri(path, read_only=read_only), uri=True, timeout=PATIENCE, isolation_level=None, cached_statements=32
    )
    # The file may come from anybody: what it defines must not call functions that reach outside. The last two make a
    # Mac's disk write through its own memory; elsewhere they mean nothing.
    connection.executescript(
        "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
        "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON"
    )
    return connection


def file_uri(path: Path, *, read_only: bool = False) -> str:
    """Give the address under which SQLite opens a file and never makes one.

    Every special character is quoted, slashes, colons and backslashes too, so that nothing in a path is taken for a
    server, a query or an escape.
    """
    how = "rw"
    if read_only:
        # Without a log beside it the file is all there is, and SQLite may read it without making anything there.
        how = "ro" if _has_log(path) else "ro&immutable=1"
    return f"file:{quote(os.fsencode(_native(str(path), sys.platform)), safe='')}?mode={how}"


def _has_log(path: Path) -> bool:
    """Whether something beside the file, from a program at work or killed, has to be read together with it."""
    return any(path.with_name(path.name + rest).exists() for rest in ("-wal", "-journal"))


def _native(path: str, platform: str) -> str:
    if platform != "win32" or len(path) < _LONG_ON_WINDOWS or path.startswith("\\\\?\\"):
        return path
    return f"\\\\?\\UNC\\{path[2:]}" if path.startswith("\\\\") else f"\\\\?\\{path}"


@contextmanager
def appearing(path: Path, address: str, *, overwrite: bool = False) -> Iterator[Path]:
    """Give the path of a file to fill, which takes its place in one step once it is filled; else nothing is left.

    Parameters
    ----------
    path : Path
        Where the file is to appear.
    address : str
        What to call it in errors.
    overwrite : bool
        Whether it may replace a map file that is there.
    """
    if not path.parent.is_dir():
        raise StoreError(f"{address} cannot be made: there is no folder {path.parent}")
    if not overwrite:
        _refuse_taken(path, address)
    draft = path.with_name(f".{secrets.token_hex(8)}.sysmap-draft")
    try:
        yield draft
        _write_through(draft)
        if overwrite:
            _settle(path, address)
            draft.replace(path)
        else:
            _place(draft, path, address)
        with suppress(OSError):  # some file systems keep names safe by themselves and refuse to be asked
            _write_through(path.parent)
    finally:
        for rest in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):  # the first error is the one to tell
                draft.with_name(draft.name + rest).unlink(missing_ok=True)


def _refuse_taken(path: Path, address: str) -> None:
    if path.exists() or path.is_symlink():
        raise StoreError(f"{address} is there already and was left as it is: choose another name")


def _place(draft: Path, path: Path, address: str) -> None:
    """Move a draft to a path where nothing is, even if another process tries the same."""
    try:
        if os.name == "nt":
            draft.rename(path)  # which on Windows never replaces
        else:
            os.link(draft, path)
    except FileExistsError:
        _refuse_taken(path, address)
        raise
    except OSError:  # a memory stick knows no links
        _refuse_taken(path, address)
        draft.replace(path)


def _settle(path: Path, address: str) -> None:
    """Have SQLite take up its log beside a file that is to be replaced: the new file must not meet the old log."""
    if not _has_log(path):
        return
    with closing(connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if _has_log(path):
        raise StoreError(f"{address} is open in another program: close it there first")


def _write_through(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; Windows does the latter by itself."""
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
