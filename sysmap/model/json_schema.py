"""The JSON schema of a map file, made from the vocabulary, for editors and for checks in other languages."""

from typing import Any

from sysmap.model.vocabulary import KINDS, Kind, Property

MAP_SCHEMA = "sysmap map"
"""What a map file calls its schema."""

MAP_FORMAT_VERSION = 1
"""Rises when a program that reads the present form could misread the next."""

_FORMS = {
    "number": r"^-?\d+(\.\d+)?$",
    "amount": r"^\d+(\.\d+)?$",
    "percent": r"^(100|\d{1,2}(\.\d+)?)$",
    "date": r"^\d{4}(-\d{2}(-\d{2})?)?$",
}
"""The canonical text of what is not free text; every value is text, so that no number loses a digit."""


def json_schema() -> dict[str, Any]:
    """Give the JSON schema of a map file.

    Returns
    -------
    dict
        A JSON Schema (draft 2020-12) as plain values. A kind that is not declared may have any values, and every record
        may have properties of the user's own; what is declared is described and constrained.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": MAP_SCHEMA,
        "type": "object",
        "required": ["schema", "format_version", "records"],
        "additionalProperties": False,
        "properties": {
            "schema": {"const": MAP_SCHEMA},
            "format_version": {"const": MAP_FORMAT_VERSION},
            "records": {"type": "array", "items": {"$ref": "#/$defs/record"}},
            "edits": {"type": "array", "items": {"$ref": "#/$defs/edit"}},
            "snapshots": {"type": "array", "items": {"$ref": "#/$defs/snapshot"}},
        },
        "$defs": {
            "text": {"type": "string", "minLength": 1},
            "values": {"type": "object", "additionalProperties": {"type": "string"}},
            "record": {
                "type": "object",
                "required": ["id", "kind", "values"],
                "additionalProperties": False,
                "properties": {
                    "id": {"$ref": "#/$defs/text"},
                    "kind": {"$ref": "#/$defs/text"},
                    "values": {"$ref": "#/$defs/values"},
                },
                "allOf": [
                    {
                        "if": {"properties": {"kind": {"const": kind.name}}},
                        "then": {"properties": {"values": {"$ref": f"#/$defs/{kind.name}"}}},
                    }
                    for kind in KINDS.values()
                ],
            },
            "edit": {
                "type": "object",
                "required": ["id", "time", "by", "what", "changes"],
                "properties": {
                    **{key: {"$ref": "#/$defs/text"} for key in ("id", "time", "by", "what")},
                    **{key: {"type": "string"} for key in ("why", "undoes", "redoes")},
                    "changes": {"type": "array", "items": {"$ref": "#/$defs/change"}},
                },
            },
            "change": {
                "type": "object",
                "required": ["operation", "record_id", "kind", "old", "new"],
                "properties": {
                    "operation": {"enum": ["add", "set", "remove"]},
                    "record_id": {"$ref": "#/$defs/text"},
                    "kind": {"$ref": "#/$defs/text"},
                    "old": {"$ref": "#/$defs/values"},
                    "new": {"$ref": "#/$defs/values"},
                },
            },
            "snapshot": {
                "type": "object",
                "required": ["name", "number", "time", "by"],
                "properties": {
                    **{key: {"$ref": "#/$defs/text"} for key in ("name", "time", "by")},
                    "number": {"type": "integer", "minimum": 0},
                    "note": {"type": "string"},
                },
            },
            **{kind.name: _values_of(kind) for kind in KINDS.values()},
        },
    }


def _values_of(kind: Kind) -> dict[str, Any]:
    """Describe the values of one kind."""
    required = [*(["name"] if kind.named else []), *(["from_id", "to_id"] if kind.form == "relationship" else [])]
    return {
        "type": "object",
        "description": kind.help,
        "required": required,
        "properties": {prop.name: _value_of(prop) for prop in kind.properties if not prop.computed},
        "additionalProperties": {"type": "string"},
    }


def _value_of(prop: Property) -> dict[str, Any]:
    described: dict[str, Any] = {"type": "string", "title": prop.on_screen, "description": prop.help}
    if prop.reads == "choice":
        described["enum"] = [choice.value for choice in prop.allowed]
    elif prop.reads in _FORMS:
        described["pattern"] = _FORMS[prop.reads]
    return described
