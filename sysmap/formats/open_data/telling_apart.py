"""What a file of public data is, judged from how it begins."""

import re
from pathlib import Path

from sysmap.formats.open_data.stream import peek

_OCDS = re.compile(rb'"ocid"\s*:|"(?:releases|records)"\s*:\s*\[')
_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".jl", ".gz"})


def find_open_data(path: Path) -> str:
    """Say which sort of public data a file is: "ocds", or "" where it is none."""
    suffixes = {each.lower() for each in path.suffixes}
    if not path.is_file() or not suffixes & _JSON_SUFFIXES:
        return ""
    return "ocds" if _OCDS.search(peek(path)) else ""
