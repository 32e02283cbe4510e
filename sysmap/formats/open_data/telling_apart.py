"""What a file of public data is, judged from how it begins."""

import csv
import re
import zipfile
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.open_data.register_columns import find_register
from sysmap.formats.open_data.stream import MAX_BYTES, peek
from sysmap.formats.spend.profile import SpendProfile
from sysmap.formats.spend.table import Record

_OCDS = re.compile(rb'"ocid"\s*:|"(?:releases|records)"\s*:\s*\[')
_GRANTS = re.compile(rb'"grants"\s*:\s*\[|"fundingOrganization"\s*:')
_OCDS_COLUMNS = re.compile(rb"(?:awards|parties|contracts|tender|buyer)(?:/0)?/[a-z]+")
_GRANT_COLUMNS = re.compile(rb"(?:Funding|Recipient) (?:Org|Ind):|fundingOrganization/0/")
_REGISTER_COLUMNS = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        rb">[^<]{0,20}\b(?:supplier|provider|contractor)s?\b[^<]{0,20}<",
        rb">[^<]{0,20}\b(?:end|expiry)\b[^<]{0,20}<",
        rb">[^<]{0,20}\bcontract[^<]{0,20}<",
    )
)
_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".jl", ".gz"})
_LOOKED_AT = 1 << 20


def find_open_data(path: Path) -> str:
    """Say which sort of public data a file is: "ocds", "360giving" or "register", or "" where it is none.

    Raises
    ------
    BadInputError
        When it is OCDS spread over sheets, which would pass for lists of payments.
    """
    if not path.is_file():
        return ""
    suffixes = {each.lower() for each in path.suffixes}
    if suffixes & _JSON_SUFFIXES:
        if path.stat().st_size > MAX_BYTES:
            guards.check_file(path, max_bytes=MAX_BYTES)
        head = peek(path)
        return "ocds" if _OCDS.search(head) else "360giving" if _GRANTS.search(head) else ""
    if suffixes & {".xlsx", ".xlsm"}:
        texts = _texts_of_workbook(path)
        is_register = all(each.search(texts) for each in _REGISTER_COLUMNS)
    elif suffixes & {".csv", ".tsv", ".txt"}:
        texts = peek(path)
        is_register = _begins_as_register(texts)
    else:
        return ""
    if b"ocid" in texts and _OCDS_COLUMNS.search(texts):
        raise BadInputError(
            f"{path}: these are OCDS releases spread over sheets; bring the JSON that they were made from"
        )
    return "360giving" if _GRANT_COLUMNS.search(texts) else "register" if is_register else ""


def _begins_as_register(head: bytes) -> bool:
    """Whether one of the first rows is the header of a contract register."""
    text = head.replace(b"\x00", b"").decode("cp1252", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:40]
    for delimiter in (",", ";", "\t"):
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        records = [Record(at, tuple(cells), "") for at, cells in enumerate(rows, 1)]
        layout = find_register(records, SpendProfile())
        if layout is not None and "end" in layout.columns:
            return True
    return False


def _texts_of_workbook(path: Path) -> bytes:
    """Give the first texts of a workbook: where its cells are, or where it keeps them."""
    try:
        guards.check_file(path, max_bytes=guards.MAX_WORKBOOK_BYTES)
        guards.check_workbook(path)
        with zipfile.ZipFile(path) as archive:
            parts = [
                name for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml") if name in archive.namelist()
            ]
            found = b""
            for part in parts:
                with archive.open(part) as stream:
                    found += stream.read(_LOOKED_AT)
            return found
    except (BadInputError, OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return b""
