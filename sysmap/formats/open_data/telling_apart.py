"""What a file of public data is, judged from how it begins."""

import re
import zipfile
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.open_data.stream import peek

_OCDS = re.compile(rb'"ocid"\s*:|"(?:releases|records)"\s*:\s*\[')
_GRANTS = re.compile(rb'"grants"\s*:\s*\[|"fundingOrganization"\s*:')
_GRANT_COLUMNS = re.compile(rb"(?:Funding|Recipient) (?:Org|Ind):|fundingOrganization/0/")
_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".jl", ".gz"})
_LOOKED_AT = 1 << 20


def find_open_data(path: Path) -> str:
    """Say which sort of public data a file is: "ocds" or "360giving", or "" where it is none."""
    if not path.is_file():
        return ""
    suffixes = {each.lower() for each in path.suffixes}
    head = b""
    if suffixes & _JSON_SUFFIXES:
        head = peek(path)
        return "ocds" if _OCDS.search(head) else "360giving" if _GRANTS.search(head) else ""
    if suffixes & {".xlsx", ".xlsm"}:
        return "360giving" if _GRANT_COLUMNS.search(_texts_of_workbook(path)) else ""
    if ".csv" in suffixes:
        head = peek(path).partition(b"\n")[0]
    return "360giving" if _GRANT_COLUMNS.search(head) else ""


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
