"""Nothing of what was withheld is in any file that leaves: not raw, not packed, not encoded.

A word found nowhere else stands in every field of every kind of record; a number likewise.
"""

import base64
import binascii
import gzip
import html
import io
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from itertools import count

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sysmap.analysis.press.settings import Settings
from sysmap.errors import SysmapError
from sysmap.model.commands import describe_map
from sysmap.model.edits import add, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing import parse_profile, redact, with_own_ids
from sysmap.model.vocabulary import KINDS
from sysmap.pipeline.cuts import ask_cut
from sysmap.pipeline.decisions import ask_decisions
from sysmap.pipeline.drawing import PageWish
from sysmap.pipeline.endings import ask_ending
from sysmap.pipeline.exporting import export_map
from sysmap.pipeline.funders import ask_funders
from sysmap.pipeline.keeping_profiles import keep_profile
from sysmap.pipeline.learning import ask_learning
from sysmap.pipeline.making import make_map
from sysmap.pipeline.money import ask_money
from sysmap.pipeline.opening import open_map
from sysmap.pipeline.picturing import PictureWish, draw_picture
from sysmap.pipeline.pilots import ask_pilots
from sysmap.pipeline.prevention import ask_prevention
from sysmap.pipeline.prices import ask_prices
from sysmap.pipeline.profiles import SHIPPED
from sysmap.pipeline.publishing import SiteWish, publish
from sysmap.pipeline.sharing import ShareWish, share_map
from sysmap.pipeline.sustaining import ask_sustaining
from sysmap.stores.base import open_store

DAY = date(2026, 11, 22)
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
    records.append(Record("map", "Map", {"name": "Town", "question": f"Why {secret.name}?", "sensitivity": "public"}))
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
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream
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


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Give the address of a full map, and its words."""
    address = str(tmp_path_factory.mktemp("full") / "full.sysmap")
    make_map(address, name="", by="facilitator")
    system_map, tokens = a_full_map()
    with open_store(address) as store:
        empty = store.read_map()
        store.commit(make_edit("all", [add(each) for each in system_map if each.id not in empty], by="facilitator"))
        about = system_map["map"]
        if "map" in empty:
            store.commit(describe_map(store.read_map(), about.values, by="facilitator"))
    return address, system_map, tokens


def all_files(address, audience, folder):
    """Write everything that can leave for an audience, and give the content of each file."""
    page = PageWish(DAY)
    opened = open_map(address, audience=audience, leaving=True)
    share_map(opened, str(folder / "share.html"), ShareWish(page))
    share_map(opened, str(folder / "scenarios.html"), ShareWish(PageWish(DAY, scenarios=True)))
    share_map(opened, str(folder / "packed.zip"), ShareWish(page, packed=True))
    site = SiteWish(audience, DAY, address="https://example.org/")
    publish(str(folder / "site"), [address], site)
    for shape in ("svg", "pdf", "png", "csv"):
        draw_picture(opened, str(folder / f"drawn.{shape}"), page, PictureWish(shape, "", "everything"))
    for name in ("out.json", "out.xlsx", "tables"):
        export_map(address, str(folder / name), audience=audience, wanted="csv" if name == "tables" else "")
    files = [each for each in sorted(folder.rglob("*")) if each.is_file() and "manifest" not in each.name]
    assert len(files) > 20
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


@pytest.mark.parametrize("audience", [name for name in SHIPPED if name != "council"])
def test_no_file_for_others_holds_a_word_of_what_was_withheld(full, tmp_path, audience):
    address, system_map, tokens = full
    secret = {word for word, (record_id, _) in tokens.fields.items() if record_id.startswith("h")}
    secret |= {record.id for record in system_map if record.id != "map"}
    secret |= {system_map["f2-slug"].get("amount"), system_map["f2-slug"].get("note"), "Zq0profile"}
    files = all_files(address, audience, tmp_path)
    for name, content in files.items():
        assert found_in(content, secret) == set(), name
    # What is shown is there, so the search finds what there is.
    shown = {system_map["sz-slug"].get("note")} if audience != "supplier-blind" else {system_map["f1-slug"].get("note")}
    for name in ("share.html", "packed.zip", "out.json", "out.xlsx"):
        assert found_in(files[name], shown) != set() or audience == "supplier-blind", name


def test_the_search_finds_what_is_there(full, tmp_path):
    address, system_map, _ = full
    files = all_files(address, "council", tmp_path)
    name = {system_map["hz-slug"].name}
    for file in ("share.html", "packed.zip", "drawn.svg", "drawn.pdf", "drawn.csv", "out.json", "out.xlsx"):
        assert found_in(files[file], name) == {each.casefold() for each in name}, file


def test_what_a_shown_scenario_adds_is_in_a_share_of_all_of_them_and_in_no_other_page(full, tmp_path):
    address, system_map, _ = full
    files = all_files(address, "public", tmp_path)
    added = {system_map["s90-slug"].name}
    assert found_in(files["scenarios.html"], added) == {each.casefold() for each in added}
    assert found_in(files["share.html"], added) == set()


def test_a_blanked_field_is_in_no_file(full, tmp_path):
    address, _, tokens = full
    every = sorted({name for _, name in tokens.fields.values()} - {"name", "text", "element_id"})
    text = f"sees = 'partner'\n[[blank]]\nfields = {every!r}\n"
    keep_profile(address, "bare", text, by="facilitator")
    secret = {word for word, (record_id, name) in tokens.fields.items() if name in every or record_id.startswith("h")}
    for name, content in all_files(address, "bare", tmp_path).items():
        assert found_in(content, secret) == set(), name


def money_answers(address, audience):
    """Ask everything about money for an audience, and give each answer in all its formats."""
    opened = open_map(address, audience=audience)
    branch = opened.branch
    bodies = [each.id for each in branch.of("Organisation", "Agreement")]
    asks = {
        "money": lambda: ask_money(opened),
        "prevention": lambda: ask_prevention(opened),
        "ending": lambda: ask_ending(opened, as_of=date(2025, 1, 1)),
        "funders": lambda: ask_funders(opened),
        "prices": lambda: ask_prices(opened),
        "sustain": lambda: ask_sustaining(opened),
        "pilot": lambda: ask_pilots(opened, as_of=DAY),
        "learn": lambda: ask_learning(opened, as_of=date(2025, 1, 1)),
        "decide": lambda: ask_decisions(opened, as_of=date(2025, 1, 1)),
        **{
            f"decide {each.id}": lambda each=each: ask_decisions(opened, each.id, as_of=date(2025, 1, 1))
            for each in branch.of("Service", "Factor")
        },
        **{f"cut {each}": lambda each=each: ask_cut(opened, each, settings=Settings(100)) for each in bodies},
    }
    told = {}
    for name, asked in asks.items():
        try:
            answer = asked()
        except SysmapError as error:
            told[name] = str(error).encode()
        else:
            told[name] = repr((answer.parts, answer.data, answer.table, answer.notes)).encode()
    return told


@pytest.mark.parametrize("audience", [name for name in SHIPPED if name != "council"])
def test_no_answer_about_money_tells_what_was_withheld(full, audience):
    address, system_map, tokens = full
    opened = open_map(address, audience=audience)
    # Ids of what is shown are said here: this is the maker's own screen, and nothing leaves as a file.
    secret = {word for word, (record_id, _) in tokens.fields.items() if record_id.startswith("h")}
    secret |= {record.id for record in system_map if record.id not in opened.view.map}
    secret |= {system_map["f2-slug"].get("amount"), system_map["f2-slug"].get("note")}
    told = money_answers(address, audience)
    for name, answer in told.items():
        assert found_in(answer, secret) == set(), name
    everything = money_answers(address, "council")
    for name in ("money", "prevention", "ending", "funders", "prices", "learn", "decide"):
        assert found_in(everything[name], secret), f"the search finds what there is in {name}"


RULES = st.lists(
    st.sampled_from(
        [
            ("[[drop]]\nkinds = ['Factor']", lambda record, _: record.kind == "Factor"),
            ("[[drop]]\nkinds = ['FUNDS']", lambda record, _: record.kind == "FUNDS"),
            ("[[drop]]\nwhere = 'sector = local_government'", lambda record, _: record.get("sector") != ""),
            ("[[blank]]\nfields = ['note', 'Service.decision_rule']", lambda _, name: name == "note"),
            ("[[blank]]\nfields = ['FUNDS.amount']", lambda record, name: record.kind == "FUNDS" and name == "amount"),
            ("[[band]]\nfields = ['amount']\nedges = [1, 100]", lambda _, name: name == "amount"),
            ("[[blur]]\nkinds = ['Service']", lambda record, _: record.kind == "Service"),
            ("[[blur]]\nkinds = ['Organisation']\nas = 'a body'", lambda record, _: record.kind == "Organisation"),
        ]
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(["council", "partner", "public"]), RULES)
def test_whatever_is_secret_by_whatever_rule_is_not_in_the_map_that_leaves(data, sees, rules):
    system_map, tokens = a_full_map()
    marked = []
    for record in system_map:
        chosen = data.draw(st.sampled_from(["public", "partner", "internal"])) if record.id != "map" else "public"
        known = record.declared.property("sensitivity") is not None
        marked.append(record.with_values(sensitivity=chosen) if known else record)
    system_map = SystemMap(marked)
    allowed = {"council": {"public", "partner", "internal"}, "partner": {"public", "partner"}, "public": {"public"}}
    profile = parse_profile("drawn", "\n".join([f"sees = '{sees}'", *(text for text, _ in rules)]))
    view = redact(system_map, profile).view
    left = with_own_ids(view.map)[0] if not view.whole else view.map
    content = repr([(each.id, each.kind, dict(each.values)) for each in left]).encode()
    secret = set()
    for word, (record_id, name) in tokens.fields.items():
        record = system_map[record_id]
        hidden = record.get("sensitivity", "public") not in allowed[sees]
        if hidden or any(test(record, name) for _, test in rules):
            secret.add(word)
    if not profile.whole:
        secret |= {record.id for record in system_map if record.id != "map"}
    assert found_in(content, secret) == set()
