"""Addresses of maps in Neo4j, such as `neo4j://host:7687/database?map=town`."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from sysmap.errors import StoreError

DEFAULT_DATABASE = "neo4j"
DEFAULT_TIMEOUT = 15.0

_FORM = "write it as neo4j://host:7687/database?map=town"
_DATABASE = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,62}")
_OPTIONS = ("map", "ca", "timeout")


@dataclass(frozen=True, slots=True)
class Neo4jAddress:
    """Where a map is, without user or password.

    Parameters
    ----------
    text : str
        The address as it was given.
    uri : str
        Scheme, host and port, as the driver wants them.
    database : str
        The database on that server.
    map : str
        The map's name in that database; empty where the address names none.
    certificate : str
        The file with the certificates to trust; empty for those that the system trusts.
    timeout : float
        Seconds to wait for the server, for a connection as for a moment in which it can write.
    """

    text: str
    uri: str
    database: str = DEFAULT_DATABASE
    map: str = ""
    certificate: str = ""
    timeout: float = DEFAULT_TIMEOUT

    @property
    def server(self) -> str:
        """Host and port."""
        return self.uri.partition("://")[2]

    def of_map(self, name: str) -> str:
        """Give the address of another map in the same database."""
        base, _, query = self.text.partition("?")
        kept = [(key, value) for key, value in parse_qsl(query) if key != "map"]
        return f"{base}?{urlencode([('map', name), *kept], quote_via=quote)}"


def read_address(text: str) -> Neo4jAddress:
    """Read an address of a map in Neo4j.

    Raises
    ------
    StoreError
        When it cannot be read, or carries a user or password. The message does not repeat what may be a password.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise StoreError(f"that address cannot be read: {_FORM}") from None
    if "@" in parts.netloc:
        raise StoreError(
            "a user or password never goes into an address, where others may read it: "
            "set SYSMAP_NEO4J_USER and SYSMAP_NEO4J_PASSWORD instead"
        )
    if not host or parts.fragment:
        raise StoreError(f"{text} cannot be read: {_FORM}")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = [name for name in options if name not in _OPTIONS]
    if unknown:
        raise StoreError(f"the address has {unknown[0]!r}, which means nothing; it may have {', '.join(_OPTIONS)}")
    database = unquote(parts.path.strip("/")) or DEFAULT_DATABASE
    if not _DATABASE.fullmatch(database):
        raise StoreError(f"{database!r} cannot be a database of Neo4j: {_FORM}")
    place = f"[{host}]" if ":" in host else host
    return Neo4jAddress(
        text,
        f"{parts.scheme.lower()}://{place}:{port or 7687}",
        database,
        options.get("map", "").strip(),
        options.get("ca", ""),
        _seconds(options.get("timeout", "")),
    )


def _seconds(text: str) -> float:
    if not text:
        return DEFAULT_TIMEOUT
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 3600:
        raise StoreError(f"timeout is {text!r}; write a number of seconds such as 30")
    return seconds
