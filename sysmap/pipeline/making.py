"""Making maps."""

from pathlib import Path

from sysmap.model import commands
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.opening import SUFFIX
from sysmap.stores.base import create


def with_suffix(address: str) -> str:
    """Give an address its ending where it has none; an address of a server stays as it is."""
    return address if "://" in address or Path(address).suffix else f"{address}{SUFFIX}"


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
    lines = (f"Made {place}.", f'Next: sysmap add {place} factor "..."')
    return Answer(lines, {"map": place, "name": name}, make_table(("map", "name"), [(place, name)]), cautions)
