"""The Cypher statements that ship with sysmap, each in a file of its own under `cypher/`.

Values go in as parameters only. Labels and relationship types cannot be parameters where an index is to be used, so
files write `` `KIND` `` for them, which is replaced by names that `quoted` has checked.
"""

from collections.abc import Iterable
from functools import cache

from sysmap.resources import resource

_COMMENT = "//"


@cache
def read_statement(name: str) -> str:
    """Read a statement by its place under `cypher/`, such as `store/nodes`, without the comment it begins with."""
    text = resource(f"cypher/{name}.cypher").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith(_COMMENT)).strip()


def statement(name: str) -> str:
    """Read a statement that the store uses."""
    return read_statement(f"store/{name}")


@cache
def statement_for(name: str, *kinds: str) -> str:
    """Read a statement that the store uses, made for these labels or types."""
    return statement(name).replace("`KIND`", "|".join(quoted(kind) for kind in kinds))


def quoted(name: str) -> str:
    """Quote a label or type.

    Raises
    ------
    ValueError
        When it holds what `sysmap.stores.neo4j.shapes.label_of` never gives.
    """
    if not name or "`" in name or "\\" in name or not name.isprintable():
        raise ValueError(f"{name!r} cannot be a label")
    return f"`{name}`"


def schema_steps() -> list[list[str]]:
    """Read the numbered steps of the schema, each as its statements, the first first."""
    files = sorted(resource("cypher/schema").glob("[0-9]*.cypher"))
    return [_split(read_statement(f"schema/{file.stem}")) for file in files]


def _split(text: str) -> list[str]:
    return [each for part in text.split(";") if (each := part.strip())]


def labels(kinds: Iterable[str]) -> tuple[str, ...]:
    """Put labels in the one order that keeps a statement the same text, which the server then plans once."""
    return tuple(sorted(set(kinds)))
