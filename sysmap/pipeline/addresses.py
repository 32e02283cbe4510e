"""What the address of a map says: whether it is one in Neo4j, what to call it, and where files made from it go."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from sysmap.errors import UsageError
from sysmap.stores.base import NEO4J_SCHEMES

FORM = "neo4j://host:7687/database?map=town"
_UNSAFE_IN_FILES = re.compile(r"[^\w .-]+")


def on_server(address: str) -> bool:
    """Whether an address is one of a server, else the path of a file."""
    return "://" in address


def refuse_unless_neo4j(address: str) -> None:
    """See that an address is one of Neo4j.

    Raises
    ------
    UsageError
        When it is a path, or an address of another sort. What may be a password is not repeated.
    """
    scheme, sign, _ = address.partition("://")
    if not sign:
        raise UsageError(f"{address} is no address in Neo4j: write it as {FORM}")
    if scheme.lower() not in NEO4J_SCHEMES:
        raise UsageError(f"{scheme}:// is no address in Neo4j: write it as {FORM}")


def map_name(address: str) -> str:
    """Give the name of the map at an address: of a file its name without the ending."""
    if not on_server(address):
        return Path(address).stem
    return parse_qs(urlsplit(address).query).get("map", [""])[0].strip()


def file_beside(address: str, ending: str) -> Path:
    """Give the file that is made from a map where nobody says which.

    Parameters
    ----------
    address : str
        The map. What is made from a file goes beside it, what is made from a map in Neo4j into the folder one works in.
    ending : str
        The ending of the new file, with its dot.
    """
    if not on_server(address):
        return Path(address).with_suffix(ending)
    return Path(f"{_UNSAFE_IN_FILES.sub('_', map_name(address)).strip(' .') or 'map'}{ending}")


def as_typed(address: str) -> str:
    """Give an address as it is typed in a shell, which may mean something of its own by `?` and `&`."""
    return f'"{address}"' if on_server(address) else address
