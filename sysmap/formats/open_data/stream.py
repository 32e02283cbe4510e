"""JSON too large to hold: entries of a file one after the other, packed or not, with limits on what is opened."""

import codecs
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.model.telling import Tell, say_nothing

MAX_BYTES = 512 * 1024 * 1024
"""Largest file of public data read, and most that a packed one may unpack to. A month of the UK's notices is 100 MB."""

MAX_ENTRIES = 500_000
"""Most entries read of one file: they are held until all are known. A year of the UK's notices is 150,000."""

MAX_LINE = 32 * 1024 * 1024
"""Longest line of JSON Lines."""

_GZIP = b"\x1f\x8b"
MAX_DEPTH = 10_000
"""Deepest nesting that is parsed."""

_CHUNK = 1 << 18
_TELL_EVERY = 500
_SHOWN = 64 * 1024 * 1024
"""Up to here a file that is no JSON is read again, to say in which line."""


@dataclass
class Header:
    """What a package says about itself."""

    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry that is no JSON, with the reason."""

    why: str


class _Unpacked(io.RawIOBase):
    """A packed file as it unpacks, refusing what unpacks to too much."""

    def __init__(self, path: Path, packed: BinaryIO) -> None:
        super().__init__()
        self._path = path
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._given = 0

    @property
    def packed_at(self) -> int:
        """How far it is in the packed file."""
        return self._packed.tell()

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        try:
            chunk = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise BadInputError(f"{self._path}: the gzip file is damaged or ends early; fetch it again") from error
        buffer[: len(chunk)] = chunk
        self._given += len(chunk)
        ratio = self._given / max(1, self._packed.tell())
        if self._given > MAX_BYTES or (self._given > guards.RATIO_COUNTS_FROM and ratio > guards.MAX_RATIO):
            raise BadInputError(
                f"{self._path}: it unpacks to more than {self._given // 2**20:,} MB from "
                f"{self._packed.tell() / 2**20:,.1f} MB, as a zip bomb does; it was not read further"
            )
        return len(chunk)


def open_data(path: Path) -> io.BufferedReader:
    """Open a file of public data, packed with gzip or not.

    Raises
    ------
    BadInputError
        When it is no file, empty, too large, a zip archive, or another binary file.
    """
    guards.check_file(path, max_bytes=MAX_BYTES)
    stream = path.open("rb")
    head = stream.peek(4)[:4]
    if head.startswith(_GZIP):
        return io.BufferedReader(_Unpacked(path, stream), 1 << 20)
    if head.startswith(b"PK"):
        stream.close()
        raise BadInputError(f"{path}: this is a zip archive; unpack it and bring the files in it")
    return stream


def digest_of(path: Path) -> str:
    """Give the SHA-256 digest of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def peek(path: Path, size: int = 65536) -> bytes:
    """Give the first bytes of a file, unpacked; none where they cannot be had."""
    try:
        with open_data(path) as stream:
            return stream.read(size)
    except (BadInputError, OSError):
        return b""


def read_entries(
    path: Path, lists: tuple[str, ...], header: Header, tell: Tell = say_nothing
) -> Iterator[tuple[int, Any]]:
    """Give the entries of a JSON file one after the other, numbered from 1, or by their lines in JSON Lines.

    Parameters
    ----------
    path : Path
        A package (an object that holds a list of entries), a list of entries or packages, one entry, or JSON Lines.
    lists : tuple of str
        What a package's list of entries may be called.
    header : Header
        Takes what the package says about itself; complete only when the last entry was given.
    tell : Tell
        Told how far it is, in kilobytes.

    Yields
    ------
    tuple of int and object
        The number, and the entry; `Broken` where a line of JSON Lines is no JSON.

    Raises
    ------
    BadInputError
        When the file is no JSON; one line that says where.
    """
    with open_data(path) as stream:
        if _holds_lines(path, stream):
            yield from _telling(path, stream, tell, _lines(stream, lists, header))
            return
    with open_data(path) as stream:
        yield from _document(path, stream, lists, header, tell)


def _telling(
    path: Path, stream: io.BufferedReader, tell: Tell, entries: Iterator[tuple[int, Any]]
) -> Iterator[tuple[int, Any]]:
    """Give entries on, saying now and then how much of the file was read; refuse more than can be held."""
    size = path.stat().st_size >> 10
    for count, entry in enumerate(entries):
        if count >= MAX_ENTRIES:
            raise BadInputError(f"{path}: it holds more than {MAX_ENTRIES:,} entries; split it first")
        if not count % _TELL_EVERY:
            raw = stream.raw
            tell(
                (raw.packed_at if isinstance(raw, _Unpacked) else stream.tell()) >> 10,
                size,
                f"Reading {path.name}, in kilobytes",
            )
        yield entry


def _holds_lines(path: Path, stream: io.BufferedReader) -> bool:
    """Say whether each line of a file is an entry of its own."""
    endings = [each.lower() for each in path.suffixes]
    if {".jsonl", ".ndjson", ".jl"} & set(endings):
        return True
    first = stream.readline(MAX_LINE)
    if not first.strip().startswith(b"{") or not first.endswith(b"\n"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return any(line.strip() for line in stream)


def _lines(stream: io.BufferedReader, lists: tuple[str, ...], header: Header) -> Iterator[tuple[int, Any]]:
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            yield number, Broken(f"the line is longer than {MAX_LINE // 2**20} MB")
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            continue
        if not line.strip():
            continue
        try:
            entry = json.loads(line.decode("utf-8-sig"), parse_float=Decimal)
        except json.JSONDecodeError as error:
            yield number, Broken(f"this is not JSON ({error.msg.lower()}, at character {error.pos + 1})")
            continue
        except (ValueError, RecursionError):
            yield number, Broken("this is not JSON in UTF-8 that can be read")
            continue
        for each in _entries_of(entry, lists, header):
            yield number, each


def _entries_of(entry: Any, lists: tuple[str, ...], header: Header) -> Iterator[Any]:
    """Give the entries of a package, or the entry itself."""
    name = next((name for name in lists if isinstance(entry, dict) and isinstance(entry.get(name), list)), "")
    if not name or "ocid" in entry:
        yield entry
        return
    header.values.update({key: value for key, value in entry.items() if key != name})
    yield from entry[name]


def _document(
    path: Path, stream: io.BufferedReader, lists: tuple[str, ...], header: Header, tell: Tell
) -> Iterator[tuple[int, Any]]:
    import ijson

    try:
        prefix = _find_list(ijson, stream, lists, header)
        with open_data(path) as again:
            given = ijson.items(_Shallow(again), prefix, buf_size=_CHUNK)
            entries = (each for entry in given for each in _entries_of(entry, lists, header))
            yield from _telling(path, again, tell, enumerate(entries, 1))
        if prefix not in {"", "item"} and not header.values.keys() >= {"version", "publisher", "license"}:
            with open_data(path) as again:
                _read_header(ijson, again, prefix, header)
    except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
        raise BadInputError(f"{path}: {_where(path, error)}") from error


class _Shallow:
    """A stream of JSON for the parser: without a byte order mark, and refused where it nests as no data does.

    The parser's work grows with the square of the depth. Brackets are counted in texts too, which balance or are few.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._depth = 0
        if stream.peek(3)[:3] == codecs.BOM_UTF8:
            stream.read(3)

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self._depth += chunk.count(b"[") + chunk.count(b"{") - chunk.count(b"]") - chunk.count(b"}")
        if self._depth > MAX_DEPTH:
            raise RecursionError
        return chunk


def _find_list(ijson: Any, stream: io.BufferedReader, lists: tuple[str, ...], header: Header) -> str:
    """Say where the entries are: "releases.item" in a package, "item" in a list, "" where the file is one entry."""
    for prefix, event, value in ijson.parse(_Shallow(stream), buf_size=_CHUNK):
        if not prefix and event == "start_array":
            return "item"
        if event == "start_array" and prefix in lists:
            return f"{prefix}.item"
        _note(header, prefix, event, value)
    return ""


def _read_header(ijson: Any, stream: io.BufferedReader, skipped: str, header: Header) -> None:
    """Read what a package says about itself after its entries."""
    for prefix, event, value in ijson.parse(_Shallow(stream), buf_size=_CHUNK):
        if not prefix.startswith(skipped):
            _note(header, prefix, event, value)


def _note(header: Header, prefix: str, event: str, value: Any) -> None:
    """Keep a text of the package itself, or of its publisher."""
    if event == "string" and prefix.count(".") <= 1:
        name, _, part = prefix.partition(".")
        if not part:
            header.values[name] = value
        elif name == "publisher":
            header.values.setdefault(name, {})[part] = value


def _where(path: Path, error: Exception) -> str:
    """Say where a file stops being JSON, where it is small enough to look."""
    with open_data(path) as stream:
        text = stream.read(_SHOWN + 1)
    if len(text) <= _SHOWN:
        try:
            json.loads(text.decode("utf-8-sig"))
        except json.JSONDecodeError as found:
            return f"line {found.lineno}, column {found.colno}: this is not JSON ({found.msg.lower()})"
        except UnicodeDecodeError as found:
            line = text[: found.start].count(b"\n") + 1
            return f"line {line}: this is not UTF-8, as JSON has to be; save it as UTF-8"
        except (ValueError, RecursionError):
            return "this is no JSON that can be read: it is nested far too deeply, or holds a number far too long"
    first = str(error).strip().splitlines()
    return f"this is not JSON ({first[0] if first else 'it ends early'})"
