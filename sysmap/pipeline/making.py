"""Making maps."""

import re
from pathlib import Path

from sysmap.errors import UsageError
from sysmap.model import commands
from sysmap.pipeline.addresses import as_typed, on_server
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.opening import SUFFIX
from sysmap.stores.base import create

_ENDING = re.compile(r"\.[a-z][a-z0-9]{0,9}", re.IGNORECASE)
"""What an ending looks like; what stands behind the dot of “Town v1.2” or “St. Helens” is none."""

_OTHER = frozenset(
    {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json", ".html", ".htm", ".pdf", ".zip", ".docx", ".md"}
)
"""Endings of other sorts of files: a map called so would be taken for one."""


def with_suffix(address: str) -> str:
    """Give an address its ending where it has none; an address of a server stays as it is.

    Raises
    ------
    UsageError
        When it is empty, or has the ending of another sort of file.
    """
    if on_server(address):
        return address
    path = Path(address)
    if not address.strip() or not path.name or address.endswith("/"):
        raise UsageError(f"{address!r} names no map; write a name, such as town{SUFFIX}")
    if path.suffix.lower() in _OTHER:
        raise UsageError(f"{address}: a map ends in {SUFFIX}; write {path.with_suffix(SUFFIX)}")
    return address if _ENDING.fullmatch(path.suffix) else f"{address}{SUFFIX}"


def make_map(address: str, *, name: str = "", question: str = "", by: str, why: str = "") -> Answer:
    """Make an empty map.

    Parameters
    ----------
    address : str
        Where; the ending is added where there is none.
    name, question : str
        What it is called, and what it is made to answer.
    by, why : str
        The role that makes it, and its reason.
    """
    place = with_suffix(address)
    said = {key: text for key, text in (("name", name), ("question", question)) if text.strip()}
    with create(place) as store:
        if said:
            store.commit(commands.describe_map(store.read_map(), said, by=by, why=why))
        cautions = store.cautions
    lines = (f"Made {place}.", f'Next: sysmap add {as_typed(place)} factor "..."')
    return Answer(lines, {"map": place, "name": name}, make_table(("map", "name"), [(place, name)]), cautions)
