import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.records import Record
from sysmap.render.html import embed_json, render_page, write_page
from sysmap.render.page import page_data
from tests.render.reading_back import unpack
from tests.render.small_maps import BUNDLE, factor, link, make_branch, organisation, read_bundle
from tests.render.test_page import READING
from tests.strategies import NASTY

HOSTILE = [
    *NASTY,
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "&lt;b&gt; &amp; &quot;",
    "'\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}} ${7*7}",
    "</main></title></style>",
    "\u2028\u2029",
]


TAGS = {"html", "head", "meta", "title", "style", "body", "script", "main", "header", "h1", "h2", "p", "section", "div"}
TAGS |= {"h3", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
TAGS |= {"figure", "svg", "desc", "g", "rect", "circle", "path", "text"}


class Reader(HTMLParser):
    """Reads a page as a browser would: elements, the text in each, and the attributes of each."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.texts[self.open[-1]][-1] += data

    def all(self, tag):
        return [attributes for found, attributes in self.found if found == tag]


def make_page(text):
    records = [
        organisation("o", text, note=text),
        factor(text, text, aliases=text, own=text),
        factor("f", "plain"),
        link("l", "INFLUENCES", text, "f", note=text),
        Record("k", text or "x", {"name": text}),
        Record("map", "Map", {"name": text, "question": text, "disclaimer": text}),
    ]
    return page_data(make_branch(*[record for record in records if record.id]), READING)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_notes_ids_and_kinds_stay_text(text):
    data = make_page(text)
    read = Reader(render_page(data, read_bundle))
    assert read.open == []
    tags = {tag for tag, _ in read.found}
    assert tags <= TAGS
    assert not [name for _, attributes in read.found for name in attributes if name.startswith("on")]
    embedded, program = read.texts["script"]
    assert unpack(json.loads(embedded)) == {**data, "tables": []}
    assert program == BUNDLE["page.js"]
    cells = read.texts["td"]
    assert [cell for table in data["tables"] for row in table["rows"] for cell in row] == cells
    assert data["map"]["question"] == read.texts["h1"][0]


@given(st.dictionaries(st.text(), st.text()))
def test_embedded_json_is_the_same_data_and_cannot_end_its_element(data):
    text = embed_json(data)
    assert json.loads(text) == data
    assert not set("<>&\u2028\u2029") & set(text)


def test_half_a_character_does_not_stop_the_page(tmp_path):
    data = make_page("half")
    data["summary"] = "half \ud83d of one"
    write_page(tmp_path / "page.html", data, read_bundle)
    assert "half \ufffd of one" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_only_the_script_and_style_of_the_page_may_run_and_nobody_is_asked():
    page = render_page(make_page("x"), read_bundle)
    read = Reader(page)
    (policy,) = [meta["content"] for meta in read.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    def fingerprint(text):
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == fingerprint(read.texts["script"][1])
    assert rules["style-src"] == fingerprint(read.texts["style"][0])
    assert "unsafe" not in policy
    assert "connect-src" not in rules
    named = {name for _, attributes in read.found for name in attributes}
    assert not named & {"src", "href", "srcset", "action", "style"}


def test_a_bundle_that_speaks_of_script_ends_stays_one_script():
    bundle = {"page.js": 'const a = "</script>", b = "</SCRIPT >";\r\n', "page.css": 'a::after { content: "</style>" }'}
    read = Reader(render_page(make_page("x"), bundle.__getitem__))
    assert len(read.all("script")) == 2
    assert len(read.all("style")) == 1
    assert read.texts["script"][1] == 'const a = "<\\/script>", b = "<\\/SCRIPT >";\n'


def test_the_text_stands_there_without_any_script(thornmere):
    data = page_data(thornmere, READING)
    page = render_page(data, read_bundle)
    read = Reader(page)
    assert read.all("html") == [{"lang": "en-GB"}]
    text = " ".join(" ".join(texts) for tag, texts in read.texts.items() if tag not in {"script", "style"})
    for element in data["elements"]:
        assert element["name"] in text
    assert "As of 22 November 2026." in text
    assert "Base map, no scenario." in text
    assert len(read.all("table")) == len(data["tables"])
    assert all(header == {"scope": "col"} for header in read.all("th"))
    ids = [attributes["id"] for _, attributes in read.found if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_equal_maps_give_equal_bytes(thornmere, tmp_path):
    for name in ("one.html", "two.html"):
        write_page(tmp_path / name, page_data(thornmere, READING), read_bundle)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_page_is_written_wholly_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    path.write_text("what was there")

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space"):
        write_page(path, make_page("x"), read_bundle)
    assert path.read_text() == "what was there"
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_the_fingerprint_is_of_what_a_browser_reads():
    assert not re.search("\r", render_page(make_page("x"), {"page.js": "a\r\nb\r", "page.css": "\r\n"}.__getitem__))
