"""Write docs/data-model.md from the vocabulary table. Run it after changing the table; a test fails until then."""

from collections.abc import Iterable
from pathlib import Path

from sysmap.model.vocabulary import (
    ELEMENT_PROPERTIES,
    KINDS,
    RELATIONSHIP_ENDS,
    RELATIONSHIP_PROPERTIES,
    Kind,
    Property,
)

PAGE = Path(__file__).parents[1] / "docs" / "data-model.md"

INTRODUCTION = """\
# Data model

Written from the vocabulary table in `sysmap/model/vocabulary` by `scripts/data_model.py`. Change the table, not this
page.

Every record has an id of our own, a kind and values. A value is text in one canonical form; the table says how to read
it. What has no value is absent. Anything not listed here may be added: a property, relationship type or element kind of
your own is kept by every store and format as text.

Kinds marked **room** are what people draw in a workshop; a name is all they need. The others are added afterwards.
"""

READS = {
    "text": "text",
    "long_text": "text, several lines",
    "number": "number",
    "amount": "number, 0 or more",
    "percent": "0 to 100",
    "date": "date (ISO; a month or year will do)",
    "list": "list, `;` between",
    "ref": "id",
    "refs": "ids, `;` between",
}

COMMON = {
    "element": ELEMENT_PROPERTIES,
    "relationship": (*RELATIONSHIP_ENDS, *RELATIONSHIP_PROPERTIES),
    "record": (),
}

FORMS = (
    (
        "element",
        "Elements",
        "Drawn or named on a map. In tables they stand in `nodes`, their kind in the column `label`.",
    ),
    (
        "relationship",
        "Relationships",
        "They join two records. In tables they stand in `relationships`, their kind in the column `type`.",
    ),
    ("record", "Other records", "Neither drawn nor links."),
)


def data_model_page() -> str:
    """Give the text of the page."""
    parts = [INTRODUCTION]
    for form, title, help_ in FORMS:
        parts.append(f"## {title}\n\n{help_}\n")
        if COMMON[form]:
            parts.append("\n".join(["All of them have:", "", *_table(COMMON[form])]) + "\n")
        parts.extend(_section(kind) for kind in KINDS.values() if kind.form == form)
    return "\n".join(parts)


def _section(kind: Kind) -> str:
    lines = [f"### {kind.name}", "", kind.help]
    facts = []
    if kind.room:
        facts.append("**room**")
    if kind.form == "relationship":
        start, finish = (" or ".join(kinds) or "anything" for kinds in (kind.from_kinds, kind.to_kinds))
        facts.append(f"{start} → {finish}")
    if kind.form == "record":
        facts.append(f"table `{kind.table}`")
    facts.append(f"ids `{kind.prefix}_…`")
    if kind.standard:
        facts.append(f"after {kind.standard}")
    if kind.bulk:
        facts.append("read only when asked for")
    own = [prop for prop in kind.properties if prop not in COMMON[kind.form]]
    lines += ["", " · ".join(facts), *(["", *_table(own)] if own else [])]
    return "\n".join(lines) + "\n"


def _table(properties: Iterable[Property]) -> list[str]:
    return ["| property | reads as | meaning |", "|---|---|---|", *map(_row, properties)]


def _row(prop: Property) -> str:
    name = f"`{prop.name}`" + (f" (column `{prop.header}`)" if prop.header != prop.name else "")
    reads = READS.get(prop.reads, "")
    if prop.allowed:
        reads = ", ".join(f"`{choice.value}`" for choice in prop.allowed)
    if prop.refers_to:
        reads += " of " + " or ".join(prop.refers_to)
    notes = prop.help
    if prop.implies:
        notes += f" Drawn as {prop.implies} in a graph database."
    if prop.computed:
        notes += " Worked out, never typed."
    return f"| {name} | {reads} | {notes} |".replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(data_model_page(), encoding="utf-8")
