"""A map with a word found nowhere else in every field of every kind, and a search for such words in any file."""

import base64
import binascii
import gzip
import html
import io
import random
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pypdf

from sysmap.model.commands import describe_map
from sysmap.model.edits import add, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.vocabulary import KINDS
from sysmap.pipeline.making import make_map
from sysmap.stores.base import open_store

TEXTS = {"text", "long_text", "list"}
FIGURES = {"amount", "number"}


class Tokens:
    """Words and numbers that are found nowhere else, with the field each stands in."""

    def __init__(self) -> None:
        self.fields: dict[str, tuple[str, str]] = {}
        self._numbers = count(1)

    def fill(self, record_id: str, kind: str, references: dict[str, str], **given: str) -> Record:
        """Make a record with something in every field."""
        values = {}
        for prop in KINDS[kind].properties:
            number = next(self._numbers)
            if prop.name in given or prop.computed:
                continue
            if prop.reads in TEXTS and prop.name not in {"currency", "ocid"}:
                values[prop.name] = f"Zq{number}kx{prop.name.replace('_', '')[:3]}w"
            elif prop.reads in FIGURES:
                values[prop.name] = str(70_010_003 + 1009 * number)
            elif prop.reads == "percent":
                values[prop.name] = "12.5"
            elif prop.reads == "date":
                values[prop.name] = "2025-04-01"
            elif prop.reads == "choice" and prop.name not in {"scenario_action", "sensitivity"}:
                values[prop.name] = prop.allowed[0].value
            elif prop.reads in {"ref", "refs"} and not prop.name.startswith("scenario"):
                target = next((references[each] for each in prop.refers_to if each in references), "")
                if target:
                    values[prop.name] = target
            if prop.name in values and prop.reads in TEXTS | FIGURES and prop.name not in {"x", "y", "line"}:
                self.fields[values[prop.name]] = (record_id, prop.name)
        values |= given
        values["own words"] = f"Zq{next(self._numbers)}own"
        self.fields[values["own words"]] = (record_id, "own words")
        return Record(record_id, kind, {name: text for name, text in values.items() if text})


def a_full_map() -> tuple[SystemMap, Tokens]:
    """Give a map with a shown and a secret record of every kind, joined to each other, and their words."""
    tokens = Tokens()
    records = []
    for side, sensitivity in (("s", "public"), ("h", "internal")):
        ids = {kind: f"{side}{number}-slug" for number, kind in enumerate(KINDS)}
        for kind, declared in KINDS.items():
            own = {"sensitivity": sensitivity} if declared.property("sensitivity") else {}
            if kind == "Map":
                continue
            if kind in {"Position", "Merge"} | ({"ShareProfile"} if side == "s" else set()):
                own |= {"element_id": ids["Factor"], "view": ""} if kind == "Position" else {"kept_id": ids["Factor"]}
            if declared.form == "relationship":
                ends = [(kinds or ("Factor",))[0] for kinds in (declared.from_kinds, declared.to_kinds)]
                own |= {"from_id": ids[ends[0]], "to_id": ids[ends[1]]}
            if kind == "Loop":
                own |= {"element_ids": ids["Factor"], "relationship_ids": ids["INFLUENCES"]}
            if kind == "ShareProfile":
                own |= {"text": "title = 'Zq0profile'"}
            records.append(tokens.fill(ids[kind], kind, ids, **own))
        # A second body, so that links join two; and links from what is shown to what is not.
        records.append(tokens.fill(f"{side}z-slug", "Organisation", ids, sensitivity=sensitivity))
    shown, secret = (next(each for each in records if each.id == f"{side}z-slug") for side in "sh")
    body = next(each for each in records if each.kind == "Organisation" and each.get("sensitivity") == "public")
    service = next(each for each in records if each.kind == "Service" and each.get("sensitivity") == "internal")
    flow = {"sensitivity": "public", "service_id": service.id, "flow_role": "spend"}
    records.append(tokens.fill("f1-slug", "FUNDS", {}, from_id=body.id, to_id=shown.id, **flow))
    records.append(tokens.fill("f2-slug", "FUNDS", {}, from_id=body.id, to_id=secret.id, sensitivity="public"))
    records.extend(in_scenarios(tokens, records))
    told = f"As {secret.name.upper()} knows, and {service.id}, the {secret.get('annual_income')} went."
    # What leads back to what is secret: a scenario that changes it, a place on a secret view, a view that names it.
    acts = {"scenario": next(each.id for each in records if each.kind == "Scenario"), "scenario_action": "change"}
    for number, target in enumerate((secret.id, service.id)):
        kind = next(each.kind for each in records if each.id == target)
        row = tokens.fill(f"h{number}9-slug", kind, {}, scenario_target=target, sensitivity="public", **acts)
        records.append(row)
    on_secret = {
        "element_id": shown.id,
        "view": next(each.id for each in records if each.kind == "View" and "h" in each.id),
    }
    records.append(tokens.fill("h98-slug", "Position", {}, **on_secret))
    asked = {"name": f"Who pays {secret.name}?", "note": f"Ask {secret.name}.", "shape": "changes"}
    records.append(
        Record("v1-slug", "View", {**asked, "from_moment": f"before {secret.name}", "sensitivity": "public"})
    )
    records.append(Record("note-slug", "Note", {"text": told, "sensitivity": "public"}))
    question = f"Why {secret.name}?"
    records.append(tokens.fill("map", "Map", {}, name="Town", question=question, language="cy", sensitivity="public"))
    return SystemMap(records), tokens


def in_scenarios(tokens: Tokens, records: list[Record]) -> list[Record]:
    """Give rows of a shown and a secret scenario: what they add, and what they change of what the base shows."""
    of = {(each.kind, each.id[0]): each.id for each in records}
    shown, secret = ({"scenario": of["Scenario", side]} for side in "sh")
    public, internal = ({"sensitivity": each} for each in ("public", "internal"))
    changes = {"scenario_action": "change", "scenario_target": of["Factor", "s"]}
    ends = {"from_id": of["Organisation", "s"], "to_id": of["Service", "s"]}
    return [
        tokens.fill("s90-slug", "Factor", {}, **shown, **public),
        tokens.fill("h90-slug", "Factor", {}, **shown, **internal),
        tokens.fill("h91-slug", "Factor", {}, **secret, **public),
        tokens.fill("h92-slug", "Factor", {}, **shown, **internal, **changes),
        tokens.fill("h93-slug", "FUNDS", {}, **shown, **internal, **ends),
        tokens.fill("s94-slug", "FUNDS", {}, **shown, **public, **ends),
        tokens.fill("h95-slug", "FUNDS", {}, **secret, **public, **ends),
    ]


def readings(content: bytes) -> Iterator[bytes]:
    """Give everything that can be read out of a file: packed members, compressed streams, decoded text."""
    yield content
    yield html.unescape(content.decode("utf-8", "replace")).encode()
    yield urllib.parse.unquote_to_bytes(content)
    yield content.decode("utf-16-le", "ignore").encode()
    yield content.decode("utf-16-be", "ignore").encode()
    yield re.sub(rb"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)).encode("utf-8", "replace"), content)
    for found in re.finditer(rb"[A-Za-z0-9+/_-]{16,}={0,2}", content):
        try:
            yield base64.b64decode(found[0] + b"=" * (-len(found[0]) % 4), b"-_" if b"_" in found[0] else None)
        except binascii.Error:
            continue
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield packed.comment
            for member in packed.infolist():
                yield member.filename.encode() + member.comment + member.extra
                yield from readings(packed.read(member))
    for start in (found.start() for found in re.finditer(rb"\x1f\x8b\x08", content)):
        try:
            yield from readings(gzip.decompress(content[start:]))
        except (OSError, EOFError, zlib.error):
            continue
    if content.startswith(b"\x89PNG"):
        # The pixels are not words; what is written beside them is.
        yield b"\n".join(
            body if kind != b"zTXt" else zlib.decompress(body.partition(b"\0")[2][1:])
            for kind, body in re.findall(rb"(?s)(tEXt|zTXt|iTXt|eXIf)(.*?)(?=IDAT|IEND|$)", content)
        )
    if content.startswith(b"%PDF"):
        parts = [content]
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                parts.append(zlib.decompress(stream))
            except zlib.error:
                parts.append(stream)
        for part in parts:
            yield part
            for digits in re.findall(rb"<((?:[0-9A-Fa-f]{2})+)>", part):
                text = bytes.fromhex(digits.decode())
                yield text
                yield text.decode("utf-16-be", "ignore").encode()
        reader = pypdf.PdfReader(io.BytesIO(content))
        yield "\n".join(page.extract_text() for page in reader.pages).encode()
        yield repr(reader.metadata).encode()


def found_in(content: bytes, words: set[str]) -> set[str]:
    """Give the words that can be read out of a file, numbers in any way of writing them, in any case."""
    alone = re.compile(r"zq\d+[a-z]*|[hs]\d*z?\d*-slug|\d{8}", re.IGNORECASE)
    wanted = {word.casefold() for word in words}
    found = set()
    for reading in readings(content):
        text = reading.decode("utf-8", "ignore").casefold()
        found |= wanted.intersection(
            alone.findall(text),
        ) | wanted.intersection(alone.findall(text.replace(",", "")))
    return found


TOLD_BY_THE_LOG = {"Zq0why", "Zq0moment", "Zq0noted"}
"""Words of edits and of a snapshot, which stand in no record."""


def with_other_secrets(system_map: SystemMap, tokens: Tokens) -> SystemMap:
    """Give a full map in which nothing that is secret is as it was: names, figures, texts and ids."""
    chance = random.Random(7)
    other = {record.id: f"ho{record.id[1:]}" for record in system_map if record.id.startswith("h")}
    for word, (record_id, _) in tokens.fields.items():
        if record_id in other or record_id == "f2-slug":
            other[word] = str(chance.randrange(20_000_000, 60_000_000)) if word.isdigit() else f"Zr{word[2:]}longer"
    words = re.compile(r"zq\d+[a-z]*|\bh\d*z?\d*-slug|\d{8}", re.IGNORECASE)
    folded = {word.casefold(): instead for word, instead in other.items()}

    def told(text: str) -> str:
        return words.sub(lambda found: folded.get(found[0].casefold(), found[0]), text)

    changed = ({name: told(text) for name, text in each.values.items()} for each in system_map)
    return SystemMap(
        Record(other.get(each.id, each.id), each.kind, values) for each, values in zip(system_map, changed, strict=True)
    )


def keep_full_map(address: str, *, others: bool = False) -> tuple[SystemMap, Tokens]:
    """Write a full map to a file, what is secret a day after the rest, and give it with its words.

    With `others` what is secret is something else; the shown part and the ids of the edits are the same.
    """
    make_map(address, name="", by="facilitator")
    system_map, tokens = a_full_map()
    if others:
        system_map = with_other_secrets(system_map, tokens)
    secret = [each for each in system_map if each.id[0] == "h" or each.id in {"f1-slug", "f2-slug"}]
    with open_store(address) as store:
        about = dict(system_map["map"].values)
        rest = [each for each in system_map if each not in secret and each.kind != "Map"]
        for day, several in (("2026-01-01", rest), ("2026-01-02", secret)):
            changes = [add(each) for each in several]
            made = make_edit("all", changes, by="facilitator", why="Zq0why", time=f"{day}T12:00:00+00:00")
            store.commit(replace(made, id=f"edt_{day}"))
        made = describe_map(store.read_map(), about, by="facilitator")
        store.commit(replace(made, id="edt_2026-01-03", time="2026-01-03T12:00:00+00:00"))
        store.snapshot("Zq0moment", by="facilitator", note="Zq0noted")
    return system_map, tokens
