"""The JSON schema says what the vocabulary says, tried with a checker of the few words that it uses."""

import json
import re

import pytest

from sysmap.formats.canonical_json import json_text
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.json_schema import json_schema
from sysmap.model.vocabulary import KINDS
from sysmap.resources import resource

SCHEMA = json_schema()
WORDS = {
    "$ref", "type", "const", "enum", "pattern", "minLength", "minimum", "required", "properties",
    "additionalProperties", "items", "allOf", "if", "then", "title", "description", "$schema", "$defs",
}  # fmt: skip


def holds(value, rule):
    """Check a value as JSON Schema does, for the words that our schema is made of."""
    assert set(rule) <= WORDS
    if "$ref" in rule:
        return holds(value, SCHEMA["$defs"][rule["$ref"].removeprefix("#/$defs/")])
    types = {"object": dict, "array": list, "string": str, "integer": int}
    if "type" in rule and not isinstance(value, types[rule["type"]]):
        return False
    plain = (
        value == rule.get("const", value)
        and value in rule.get("enum", [value])
        and (not isinstance(value, str) or re.search(rule.get("pattern", ""), value) is not None)
        and (not isinstance(value, str) or len(value) >= rule.get("minLength", 0))
        and (not isinstance(value, int) or value >= rule.get("minimum", value))
        and all(holds(value, each) for each in rule.get("allOf", ()))
    )
    if "if" in rule and holds(value, rule["if"]):
        plain = plain and holds(value, rule["then"])
    if isinstance(value, list):
        return plain and all(holds(each, rule.get("items", {})) for each in value)
    if not isinstance(value, dict):
        return plain
    known, more = rule.get("properties", {}), rule.get("additionalProperties", {})
    return (
        plain
        and set(rule.get("required", ())) <= set(value)
        and all(holds(value[name], known[name]) for name in known if name in value)
        and all(more is not False and holds(each, more) for name, each in value.items() if name not in known)
    )


def document_of(record_id="x", kind="Factor", **values):
    return {
        "schema": "sysmap map",
        "format_version": 1,
        "records": [{"id": record_id, "kind": kind, "values": values}],
    }


def test_a_real_map_is_valid():
    document = json.loads(json_text(read_csv_folder(resource("sample_maps/thornmere")).system_map))
    assert len(document["records"]) == 300
    assert holds(document, SCHEMA)


def test_every_kind_and_property_is_described():
    for kind in KINDS.values():
        described = SCHEMA["$defs"][kind.name]
        assert described["description"] == kind.help
        assert set(described["properties"]) == {prop.name for prop in kind.properties if not prop.computed}
        assert all(each["description"] and each["title"] for each in described["properties"].values())


@pytest.mark.parametrize(
    "document",
    [
        document_of(name="Strain", own="kept"),
        document_of(kind="Dream", anything="goes"),
        document_of(kind="INFLUENCES", from_id="a", to_id="b", polarity="?", strength="3", attribution="12.5"),
        document_of(kind="FUNDS", from_id="a", to_id="b", amount="0.01", period_start="2025-04"),
    ],
)
def test_sound_records_are_valid(document):
    assert holds(document, SCHEMA)


@pytest.mark.parametrize(
    "document",
    [
        document_of(),
        document_of(name=3),
        document_of(record_id="", name="x"),
        document_of(name="x", control="mine"),
        document_of(kind="INFLUENCES", from_id="a"),
        document_of(kind="INFLUENCES", from_id="a", to_id="b", polarity="same"),
        document_of(kind="FUNDS", from_id="a", to_id="b", amount="-1"),
        document_of(kind="FUNDS", from_id="a", to_id="b", amount="1,000"),
        document_of(kind="GOVERNS", from_id="a", to_id="b", share_pct="101"),
        document_of(kind="Service", name="x", learn_by="31/03/2026"),
        {**document_of(name="x"), "more": 1},
        {**document_of(name="x"), "format_version": 2},
    ],
)
def test_unsound_records_are_not(document):
    assert not holds(document, SCHEMA)
