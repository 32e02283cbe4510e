"""Small maps to draw, and a stand-in for the browser bundle, so that these tests need no build."""

from collections.abc import Iterable

from sysmap.model.maps import Branch, SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

BUNDLE = {"page.js": 'document.title += " ready";\n', "page.css": "body { margin: 0 }\n"}


def read_bundle(name: str) -> str:
    return BUNDLE[name]


def make_branch(*records: Record, scenario: str = "") -> Branch:
    return branch(SystemMap(records), scenario)


def organisation(record_id: str, name: str = "", **values: str) -> Record:
    return Record(record_id, "Organisation", {"name": name or record_id, **values})


def service(record_id: str, name: str = "", **values: str) -> Record:
    return Record(record_id, "Service", {"name": name or record_id, **values})


def factor(record_id: str, name: str = "", **values: str) -> Record:
    return Record(record_id, "Factor", {"name": name or record_id, **values})


def link(record_id: str, kind: str, start: str, finish: str, **values: str) -> Record:
    return Record(record_id, kind, {"from_id": start, "to_id": finish, **values})


def flow(record_id: str, start: str, finish: str, amount: str = "", **values: str) -> Record:
    given = {"amount": amount, "period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual", **values}
    return link(record_id, "FUNDS", start, finish, **{name: text for name, text in given.items() if text})


def by_id(things: Iterable[dict]) -> dict[str, dict]:
    return {thing["id"]: thing for thing in things}
