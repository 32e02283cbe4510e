"""A site of maps as plain files: every link leads somewhere, news tells only what may be seen, others keep theirs."""

import contextlib
import itertools
import json
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest

from sysmap.cli.main import main

DAY = ("--as-of", "2026-11-22")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


class Page(HTMLParser):
    """What a page links to, loads, and how its elements nest."""

    VOID = frozenset({"meta", "link", "img", "br", "input"})

    def __init__(self, text):
        super().__init__()
        self.ways, self.loads, self.open, self.headings, self.metas = [], [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "a":
            self.ways.append(said["href"])
        if tag in {"script", "img"} or (tag == "link" and said.get("rel") == "stylesheet"):
            self.loads.append(said.get("src") or said.get("href") or said.get("type", "inline"))
        if tag == "link" and said["rel"] != "icon":
            self.ways.append(said["href"])
        if tag in {"h1", "h2"}:
            self.headings.append(tag)
        if tag == "meta":
            self.metas.append(said)
        assert not any(name.startswith("on") for name in said)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def pages(site="site"):
    """Give the pages without scripts, by path."""
    return {
        path: Page(path.read_text(encoding="utf-8"))
        for path in Path(site).rglob("index.html")
        if "<script" not in path.read_text(encoding="utf-8")
    }


def everything(site="site"):
    return {str(path.relative_to(site)): path.read_bytes() for path in Path(site).rglob("*") if path.is_file()}


@pytest.fixture
def maps(sysmap, town):
    """Give two small maps; anyone may see them but for one factor."""
    sysmap("about", "town", "sensitivity=public", "question=Why do carers tire?")
    sysmap("add", "town", "factor", "Zebra-secret", "--sensitivity", "internal")
    sysmap("link", "town", "Zebra-secret", "more", "Carer strain")
    sysmap("new", "village", "--name", "Village")
    sysmap("about", "village", "sensitivity=public")
    sysmap("add", "village", "organisation", "Parish", "Trust")
    sysmap("link", "village", "Parish", "funds", "Trust", "--amount", "5k", "--year", "2025-26", "--basis", "actual")
    return ("town", "village")


def test_every_link_leads_somewhere_inside_and_no_page_of_questions_runs_anything(sysmap, thornmere, maps):
    done = sysmap("publish", "site", *maps, "thornmere", "--for", "partner", *DAY)
    assert "Published 3 maps for partner" in done.out
    found = pages()
    assert Path("site/index.html") in found
    assert Path("site/thornmere/who-pays-for-what/index.html") in found
    for path, page in found.items():
        assert page.headings[0] == "h1"
        assert page.headings.count("h1") == 1
        assert page.loads in ([], ["picture.svg"])
        for way in page.ways:
            parts = urlsplit(way)
            assert not parts.scheme
            assert not parts.netloc
            assert not parts.path.startswith("/")
            target = (path.parent / parts.path).resolve()
            assert target.is_file(), (path, way)
            assert target.is_relative_to(Path("site").resolve())
    linked = {way.split("/")[1] for way in found[Path("site/index.html")].ways if way.startswith("thornmere/")}
    questions = {path.parent.name for path in found if path.parent.parent.name == "thornmere"}
    assert questions == linked - {"index.html"}
    assert len(questions) >= 7


def test_questions_are_the_views_of_each_map_in_its_makers_words(sysmap, maps):
    sysmap("view", "town", "Who is tired?", "--shows", "whole", "--note", "Asked in June.")
    sysmap("publish", "site", "town", "--for", "council", *DAY)
    (page,) = (each for each in Path("site/town").glob("*/index.html") if "Who is tired?" in each.read_text("utf-8"))
    text = page.read_text("utf-8")
    assert "Asked in June." in text
    assert page.parent.name == "who-is-tired"
    assert "../index.html#view=" in text
    assert "Who is tired?" in Path("site/index.html").read_text("utf-8")


def test_the_public_sees_what_is_public_and_news_tells_no_more(sysmap, maps):
    sysmap("add", "town", "factor", "Sleep")
    sysmap("set", "town", "Sleep", "sensitivity=internal")
    sysmap("publish", "site", *maps, *DAY)
    for name, content in everything().items():
        assert b"Zebra-secret" not in content, name
        assert b"Sleep" not in content, name
    assert b"Carer strain" in everything()["town/how-does-it-all-hang-together/index.html"]
    feed = Path("site/feed.xml").read_text(encoding="utf-8")
    assert "Carer strain" in feed
    sysmap("publish", "council", *maps, "--for", "council", *DAY)
    assert b"Zebra-secret" in everything("council")["feed.xml"]


def test_the_feed_is_silent_on_the_day_on_which_something_secret_came(sysmap, maps, tmp_path):
    days = itertools.count(1)

    def publish_as_of_today():
        with contextlib.closing(sqlite3.connect(tmp_path / "village.sysmap")) as file, file:
            file.execute("update edit set time = ? where time > '2026-02'", (f"2026-01-0{next(days)}T12:00:00+00:00",))
        sysmap("publish", "site", "village", *DAY)
        return [each.title for each in feedparser.parse(Path("site/feed.xml").read_bytes()).entries]

    before = publish_as_of_today()
    sysmap("add", "village", "organisation", "Zebra-secret", "--sensitivity", "internal")
    sysmap("link", "village", "Zebra-secret", "funds", "Trust", "--amount", "7k")
    assert publish_as_of_today() == before
    sysmap("set", "village", "Trust", "note=moved")
    assert publish_as_of_today() == ["Village: 1 changed", *before]


def test_the_feed_is_atom_that_programs_for_news_read(sysmap, maps):
    sysmap("publish", "site", *maps, "--for", "partner", "--title", "Maps <of> Thornmere & around", *DAY)
    root = ET.parse("site/feed.xml").getroot()
    assert root.tag == f"{{{ATOM['a']}}}feed"
    for wanted in ("id", "title", "updated", "author/a:name"):
        assert root.findtext(f"a:{wanted}", namespaces=ATOM)
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == 2
    ids = [each.findtext("a:id", namespaces=ATOM) for each in entries]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("urn:uuid:") for each in ids)
    for each in entries:
        link = each.find("a:link", ATOM).get("href")
        assert Path("site", link).is_file()
        assert each.findtext("a:updated", namespaces=ATOM).endswith("T00:00:00Z")
    read = feedparser.parse(Path("site/feed.xml").read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.title == "Maps <of> Thornmere & around"
    assert len(read.entries) == 2


def test_publishing_again_changes_nothing_and_a_change_only_its_own_pages(sysmap, maps):
    sysmap("publish", "site", *maps, "--for", "partner", *DAY)
    before = everything()
    again = sysmap("publish", "site", *maps, "--for", "partner", *DAY, "--format", "json").json
    assert again["written"] == again["removed"] == []
    assert everything() == before
    sysmap("set", "town", "Carer strain", "name=Strain")
    third = sysmap("publish", "site", *maps, "--for", "partner", *DAY, "--format", "json").json
    assert "town/index.html" in third["written"]
    assert not any(each.startswith("village/") for each in third["written"])
    changed = json.loads(json.dumps({each["map"]: each["folder"] for each in third["maps"]}))
    assert changed == {"town.sysmap": "town", "village.sysmap": "village"}


def test_what_it_wrote_and_no_longer_wants_goes_and_files_of_others_stay(sysmap, maps):
    sysmap("publish", "site", *maps, "--for", "partner", *DAY)
    Path("site/theirs.html").write_text("theirs")
    Path("site/village/notes.txt").write_text("theirs")
    done = sysmap("publish", "site", "town", "--for", "partner", *DAY, "--format", "json").json
    assert "village/who-pays-for-what/index.html" in done["removed"]
    assert not Path("site/village/who-pays-for-what").exists()
    assert Path("site/theirs.html").read_text() == "theirs"
    assert Path("site/village/notes.txt").read_text() == "theirs"


def test_files_of_others_in_the_way_stop_it_before_anything_is_written(sysmap, maps):
    Path("site/town").mkdir(parents=True)
    Path("site/town/index.html").write_text("theirs")
    done = sysmap("publish", "site", *maps, *DAY, code=2)
    assert "was not published from here" in done.err
    assert everything() == {"town/index.html": b"theirs"}


@pytest.mark.parametrize("bad", ['{"sysmap_site": 1, "files": {"../town.sysmap": "x"}}', "{", '{"files": []}'])
def test_a_damaged_list_of_what_was_written_removes_nothing(sysmap, maps, bad):
    sysmap("publish", "site", "town", *DAY)
    Path("site/.sysmap-site.json").write_text(bad)
    assert "damaged" in sysmap("publish", "site", "town", *DAY, code=1).err
    assert Path("town.sysmap").exists()


def test_a_crash_half_way_is_mended_by_publishing_again(sysmap, maps, monkeypatch, capsys):
    import sysmap.pipeline.site_files as module

    whole, count = module.write_whole, iter(range(100))

    def fails(path, content):
        if next(count) == 4:
            raise OSError(28, "No space left on device", str(path))
        whole(path, content)

    monkeypatch.setattr(module, "write_whole", fails)
    assert "No space left" in sysmap("publish", "site", *maps, *DAY, code=1).err
    monkeypatch.setattr(module, "write_whole", whole)
    sysmap("publish", "site", *maps, *DAY)
    sysmap("publish", "fresh", *maps, *DAY)
    assert everything() == everything("fresh")


def test_search_engines_are_told_what_the_maker_chose(sysmap, maps):
    sysmap("publish", "site", "town", *DAY)
    assert not Path("site/robots.txt").exists()
    assert not Path("site/sitemap.xml").exists()
    sysmap("publish", "site", "town", "--address", "https://example.org/maps", *DAY)
    found = ET.parse("site/sitemap.xml").getroot()
    told = {each.text for each in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert told == {f"https://example.org/maps/{name}" for name in everything() if name.endswith(".html")}
    assert "Sitemap: https://example.org/maps/sitemap.xml" in Path("site/robots.txt").read_text()
    assert 'rel="self" href="https://example.org/maps/feed.xml"' in Path("site/feed.xml").read_text()
    sysmap("publish", "site", "town", "--no-robots", *DAY)
    assert not Path("site/sitemap.xml").exists()
    assert all("noindex" in path.read_text(encoding="utf-8") for path in Path("site").rglob("*.html"))


def test_hostile_names_stay_text(sysmap, maps):
    sysmap("set", "town", "Carer strain", 'name=</ul><script>alert(1)</script>" onload=x')
    sysmap("publish", "site", "town", "--about", "<b>bold</b> & so on", *DAY)
    for page in pages().values():
        assert page.loads in ([], ["picture.svg"])
    assert "&lt;b&gt;bold" in Path("site/index.html").read_text(encoding="utf-8")
    ET.parse("site/feed.xml")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("town.sysmap", "town"), "is a file"),
        (("site", "nowhere"), "nowhere"),
        (("site", "town", "town"), "folder 'town' too"),
        (("site", "town", "--address", "ftp://x"), "no address of a site"),
        (("/proc/here", "town"), "cannot be written"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(sysmap, maps, capsys, arguments, said):
    before = set(Path.cwd().iterdir())
    with pytest.raises(SystemExit) as ended:
        main(["publish", *arguments, *DAY])
    assert ended.value.code in {1, 2}
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
    assert set(Path.cwd().iterdir()) == before


def test_every_page_says_once_that_it_is_a_claim(sysmap, maps):
    sysmap("publish", "site", *maps, *DAY)
    for path in pages():
        said = path.read_text("utf-8").casefold()
        assert said.count("a claim, not a fact") == (2 if path == Path("site/index.html") else 1), path


def test_an_empty_map_has_a_page(sysmap):
    sysmap("new", "bare")
    sysmap("publish", "site", "bare", *DAY)
    assert "This map is empty" in Path("site/index.html").read_text(encoding="utf-8")
    assert not feedparser.parse(Path("site/feed.xml").read_bytes()).bozo


def test_scenarios_are_published_only_when_asked_for(sysmap, thornmere, maps):
    asked = ("publish", "site", "thornmere", "--for", "council", *DAY)
    base, one, every = (
        (sysmap(*asked, *more), Path("site/thornmere/index.html").read_text("utf-8"))[1]
        for more in ((), ("--scenario", "SC1"), ("--scenario", "all"))
    )
    assert "Base map, no scenario." in base
    assert "Base map, no scenario." in every
    assert "With the scenario “" in one
    assert '"scenarios":' in every
    assert '"scenarios":' not in base + one
