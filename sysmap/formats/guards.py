"""What a file is, judged from its first bytes, and limits on what is opened at all.

Readers call these before anything else, so that a bomb, a huge file or a renamed PDF costs one line and no memory.
"""

import zipfile
from pathlib import Path

from sysmap.errors import BadInputError

MAX_TEXT_BYTES = 64 * 1024 * 1024
"""Largest text file read. A year of a large council's payments is about 20 MB."""

MAX_WORKBOOK_BYTES = 64 * 1024 * 1024
"""Largest workbook opened, as it lies on disk."""

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
"""Largest sum of a workbook's parts once unpacked."""

MAX_RATIO = 250
"""A part of a real workbook packs to a hundredth at best; a bomb packs to a thousandth."""

RATIO_COUNTS_FROM = 8 * 1024 * 1024
"""Small parts may pack however well they like."""

MAX_PARTS = 5_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The part of an old-style container in which Excel keeps a workbook that has a password."""

_SIGNATURES = (
    (b"%PDF", "a PDF, whatever its name says. Ask for the table as CSV or xlsx"),
    (_OLE, "an old Excel file (.xls). Open it in Excel and save it as .xlsx or CSV"),
    (b"\x1f\x8b", "packed with gzip. Unpack it first"),
    (b"\xfd7zXZ\x00", "packed with xz. Unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive. Unpack it first"),
    (b"Rar!", "a rar archive. Unpack it first"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "a Word text (RTF). Save the table as CSV or xlsx"),
    (b"SQLite format 3\x00", "a database. If it is a sysmap map, open it as one"),
)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<?xml")
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def check_file(path: Path, *, max_bytes: int = MAX_TEXT_BYTES) -> int:
    """Refuse what is not a readable, non-empty file of reasonable size.

    Parameters
    ----------
    path : Path
        The file that was named.
    max_bytes : int
        Largest size accepted, in bytes.

    Returns
    -------
    int
        The size in bytes.

    Raises
    ------
    BadInputError
        In one line that names the file and says what to do.
    """
    if path.is_dir():
        raise BadInputError(f"{path}: this is a folder; name one file in it")
    if not path.exists():
        raise BadInputError(f"{path}: there is no such file")
    if not path.is_file():
        raise BadInputError(f"{path}: this is a device or a pipe, not a file; save its content to a file first")
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise BadInputError(f"{path}: cannot be opened ({error.strerror})") from error
    if size == 0:
        raise BadInputError(f"{path}: the file is empty")
    if size > max_bytes:
        raise BadInputError(f"{path}: {_mb(size)} is too large; up to {_mb(max_bytes)} is read, so split it first")
    return size


def starts_as_zip(path: Path) -> bool:
    """Say whether a file begins as a zip archive does; False where it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return stream.read(4) in {_ZIP, _EMPTY_ZIP}
    except OSError:
        return False


def is_workbook(path: Path) -> bool:
    """Say whether a file is a workbook (zip) or text, and refuse everything else.

    Parameters
    ----------
    path : Path
        A file that passed `check_file`.

    Returns
    -------
    bool
        True for a zip container, to be checked by `check_workbook`; False for text.

    Raises
    ------
    BadInputError
        For a PDF, an old .xls, a picture, an archive, a web page or any other binary file.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return True
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            if signature == _OLE and _LOCKED in path.read_bytes():
                raise BadInputError(f"{path}: this is locked with a password. Open it, take the password off, save it")
            raise BadInputError(f"{path}: this is {what}")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS):
        raise BadInputError(f"{path}: this is a web page or XML, not a table; download the CSV or xlsx itself")
    if not head.startswith(_BOMS) and not looks_like_utf16(head) and is_binary(head):
        raise BadInputError(f"{path}: this is a binary file, not a table; bring CSV or xlsx")
    return False


def is_binary(head: bytes) -> bool:
    """Say whether bytes hold control characters that no text has."""
    allowed = {7, 8, 9, 10, 11, 12, 13, 26, 27}
    return b"\x00" in head or sum(1 for byte in head if byte < 32 and byte not in allowed) > len(head) // 100


def looks_like_utf16(head: bytes) -> str | None:
    """Name the UTF-16 form of Western text without a byte order mark, or None."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > half * 0.8 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.8 and odd < half * 0.1:
        return "utf-16-be"
    return None


def check_workbook(path: Path) -> None:
    """Refuse a zip that is no .xlsx workbook or that would unpack to too much.

    Only the table of contents is read. The sizes it states bind: Python's zip reader never yields more than stated.

    Parameters
    ----------
    path : Path
        A file for which `is_workbook` said True.

    Raises
    ------
    BadInputError
        In one line.
    """
    parts = _parts_of(path, "workbook", "Excel")
    names = {part.filename for part in parts}
    if "mimetype" in names and "content.xml" in names:
        raise BadInputError(f"{path}: this is an OpenDocument file; save it as .xlsx or CSV")
    if "xl/workbook.xml" not in names:
        what = "a binary workbook (.xlsb)" if "xl/workbook.bin" in names else "a zip archive without a workbook in it"
        raise BadInputError(f"{path}: this is {what}; bring CSV or .xlsx")
    _refuse_bomb(path, parts, "workbook", "Save the sheet you need as CSV")


def check_word_file(path: Path) -> None:
    """Refuse a zip that is no .docx file or that would unpack to too much.

    Parameters
    ----------
    path : Path
        A file that begins as a zip does.

    Raises
    ------
    BadInputError
        In one line.
    """
    parts = _parts_of(path, "Word file", "Word")
    if "word/document.xml" not in {part.filename for part in parts}:
        raise BadInputError(f"{path}: this is no Word file (.docx); save it as one, or bring the text")
    _refuse_bomb(path, parts, "file", "Copy what you need into a new file")


def _parts_of(path: Path, what: str, program: str) -> list[zipfile.ZipInfo]:
    """Read the table of contents of a zip, and nothing else of it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadInputError(f"{path}: looks like a {what} but is damaged; save it again from {program}") from error


def _refuse_bomb(path: Path, parts: list[zipfile.ZipInfo], what: str, todo: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
        raise BadInputError(
            f"{path}: the {what} unpacks to {_mb(unpacked)} in {len(parts):,} parts; "
            f"up to {_mb(MAX_UNPACKED_BYTES)} in {MAX_PARTS:,} is opened. {todo}"
        )
    for part in parts:
        if part.file_size > RATIO_COUNTS_FROM and part.file_size > MAX_RATIO * max(1, part.compress_size):
            raise BadInputError(
                f"{path}: the part {part.filename} unpacks from {_mb(part.compress_size)} to {_mb(part.file_size)}, "
                f"as a zip bomb does; it was not opened. {todo}"
            )


def _mb(size: int) -> str:
    return f"{size / 1024 / 1024:,.1f} MB"
