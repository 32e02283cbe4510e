"""Publishing maps as a site of plain files that any web server, or none, can hand out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from sysmap.errors import BadInputError, UsageError
from sysmap.model.duplicates import plain_name
from sysmap.model.sharing import Redaction
from sysmap.pipeline.addresses import map_name
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.drawing import PageWish, data_for_page
from sysmap.pipeline.moments import mark_of
from sysmap.pipeline.opening import Opened, open_map
from sysmap.pipeline.profiles import find_profile
from sysmap.pipeline.sharing import ShareWish, refuse_empty, said_to_reader
from sysmap.pipeline.site_changes import DayOfChange, days_of_change, title_of
from sysmap.pipeline.site_files import write_site
from sysmap.render.about import notes_under
from sysmap.render.drawing.sheet import LEAST_LETTERS, lay_on_paper
from sysmap.render.drawing.svg import svg_text
from sysmap.render.drawing.views import drawing_of_view
from sysmap.render.feed import Entry, feed_text
from sysmap.render.figures import say_date
from sysmap.render.html import render_page
from sysmap.render.site import Site, SiteMap, index_page, question_page, tags_of
from sysmap.stores.base import open_store

ABOUT = "Maps of who does what, what moves what and who pays, drawn by the people who work with it."
TITLE = "Maps"
NEWS = 8
"""Changes that the index lists; the feed has all."""

ENTRIES = 40
"""Changes that the feed has, of all maps together."""

_NOT_IN_A_FOLDER = re.compile(r"[^a-z0-9]+")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


@dataclass(frozen=True, slots=True)
class SiteWish:
    """How a site is to be.

    Parameters
    ----------
    audience : str
        For whom: council, partner, public or another profile.
    as_of : date
        The day that everything depending on today speaks of.
    title, about : str
        What it is called, and in a sentence what it is.
    address : str
        Where it will be found; needed for the map of the site, which search engines want with full addresses.
    robots : bool
        Whether search engines may list it.
    scenario : str
        The scenario that is published instead of the base; it has to be on every map.
    scenarios : bool
        Whether each map's page holds every scenario beside the base, for its reader to choose from.
    """

    audience: str
    as_of: date
    title: str = ""
    about: str = ""
    address: str = ""
    robots: bool = True
    scenario: str = ""
    scenarios: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """A map that is published: opened for the audience, its page's data, and what changed on it."""

    opened: Opened
    site_map: SiteMap
    first: str
    changes: list[DayOfChange]


def publish(directory: str, addresses: Sequence[str], wish: SiteWish) -> Answer:
    """Write maps as a site: an index, a page a map, a page a question, a feed of changes.

    Parameters
    ----------
    directory : str
        The folder.
    addresses : sequence of str
        The maps.
    wish : SiteWish
        How it is to be.

    Raises
    ------
    UsageError
        When files of somebody else are in the way, or two maps are one.
    StoreError
        When something cannot be written.
    """
    folder = Path(directory)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder")
    if wish.address and not _ADDRESS.fullmatch(wish.address):
        raise UsageError(f"{wish.address!r} is no address of a site; write it as https://example.org/maps/")
    address = f"{wish.address.rstrip('/')}/" if wish.address else ""
    sources = _open_all(addresses, wish)
    title = wish.title or TITLE
    site = Site(title, wish.about or ABOUT, wish.robots)
    files: dict[str, bytes] = {}
    for source in sources:
        files |= {name: text.encode("utf-8", "replace") for name, text in _pages_of(site, source).items()}
    news = _news(sources)
    listed = [
        (say_date(told.day), title_of(source.site_map.name, told), f"{source.site_map.folder}/index.html")
        for source, told in news[:NEWS]
    ]
    index = index_page(site, [each.site_map for each in sources], listed)
    files["index.html"] = index.encode("utf-8", "replace")
    files["feed.xml"] = _feed(title, sources, news, wish, address).encode()
    files |= _for_robots(files, wish, address)
    done = write_site(folder, files)
    return _tell(folder, sources, wish, files, (done.written, done.removed, done.kept))


def _open_all(addresses: Sequence[str], wish: SiteWish) -> list[_Source]:
    sources: list[_Source] = []
    folders: set[str] = set()
    for address in addresses:
        opened = open_map(address, scenario=wish.scenario, audience=wish.audience, leaving=True)
        if opened.redaction is not None:
            _refuse_empty(opened, opened.redaction)
        folder = _NOT_IN_A_FOLDER.sub("-", plain_name(map_name(address))).strip("-") or "map"
        if opened.redaction is not None and (told := opened.redaction.names_in(map_name(address))):
            raise UsageError(
                f"{address}: the name of its file says “{told[0]}”, which is withheld, and is an address on the site;"
                " publish a copy of another name"
            )
        if folder in folders:
            raise UsageError(f"{address}: another map goes into the folder {folder!r} too; name one of the files anew")
        folders.add(folder)
        share = ShareWish(PageWish(wish.as_of, scenarios=wish.scenarios))
        data = data_for_page(opened, share.page, said_to_reader(opened, share))
        with open_store(address) as store:
            first = mark_of(store, 1) if store.head else ""
            changes = days_of_change(store, find_profile(store.read_map(), wish.audience))
        sources.append(_Source(opened, SiteMap(folder, data), first, changes))
    return sources


def _refuse_empty(opened: Opened, redaction: Redaction) -> None:
    try:
        refuse_empty(opened, redaction)
    except BadInputError as error:
        raise BadInputError(f"{opened.address}: {error}") from error


def _pages_of(site: Site, source: _Source) -> dict[str, str]:
    site_map = source.site_map
    pages = {
        f"{site_map.folder}/index.html": render_page(
            site_map.data, head=tags_of(site), back=("../index.html", site.title)
        )
    }
    for question, said in site_map.answers():
        place = f"{site_map.folder}/{question.folder}"
        picture = _picture(site_map.data, question.id) if question.has_picture else ""
        if picture:
            pages[f"{place}/picture.svg"] = picture
        pages[f"{place}/index.html"] = question_page(site, site_map, question, said, picture=bool(picture))
    return pages


def _picture(data: Mapping[str, Any], view: str) -> str:
    """Give a picture of a view as SVG; empty where it would hold too much for its names to be read."""
    laid = lay_on_paper(drawing_of_view(data, view, notes_under(data)))
    return svg_text(laid.sheet) if laid.letters >= LEAST_LETTERS else ""


def _news(sources: Sequence[_Source]) -> list[tuple[_Source, DayOfChange]]:
    every = [(source, told) for source in sources for told in source.changes]
    return sorted(every, key=lambda pair: pair[1].day, reverse=True)[:ENTRIES]


def _feed(
    title: str, sources: Sequence[_Source], news: Sequence[tuple[_Source, DayOfChange]], wish: SiteWish, address: str
) -> str:
    entries = [
        Entry(
            told.id,
            title_of(source.site_map.name, told),
            f"{source.site_map.folder}/index.html",
            _moment(told.day),
            told.lines,
        )
        for source, told in news
    ]
    made_by = dict.fromkeys(str(each.site_map.data["map"]["made_by"]) for each in sources)
    changed = [str(each.site_map.data["map"]["date"]) for each in sources]
    updated = _moment(max((day for day in changed if len(day) == len("2026-11-22")), default=wish.as_of.isoformat()))
    author = ", ".join(filter(None, made_by)) or title
    feed_id = (
        f"urn:uuid:{uuid5(NAMESPACE_URL, address or f'sysmap:{sources[0].first}/{sources[0].opened.view.audience}')}"
    )
    return feed_text(feed_id, title, author, entries, address=address, updated=updated)


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _for_robots(files: dict[str, bytes], wish: SiteWish, address: str) -> dict[str, bytes]:
    """Give the files that search engines ask for. They read robots.txt only at the top of a server."""
    if not wish.robots:
        return {"robots.txt": b"User-agent: *\nDisallow: /\n"}
    if not address:
        return {}
    pages = sorted(name for name in files if name.endswith(".html"))
    urls = "".join(f"<url><loc>{escape(address + name)}</loc></url>\n" for name in pages)
    sitemap = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    robots = f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"
    return {"sitemap.xml": sitemap.encode(), "robots.txt": robots.encode()}


def _tell(
    folder: Path,
    sources: Sequence[_Source],
    wish: SiteWish,
    files: dict[str, bytes],
    done: tuple[tuple[str, ...], tuple[str, ...], int],
) -> Answer:
    written, removed, kept = done
    size = sum(map(len, files.values()))
    told = (
        f"Published {len(sources)} map{'s' * (len(sources) != 1)} for {wish.audience} into {folder}: "
        f"{len(written)} files written, {kept} as they were, {len(removed)} removed; {size / 1e6:.1f} MB in all."
    )
    lines = [told, f"Open {folder / 'index.html'}, or put the folder on any web server."]
    lines += [f"{each.opened.title}: {each.opened.withheld}" for each in sources if each.opened.withheld]
    data = {
        "path": str(folder),
        "audience": wish.audience,
        "as_of": wish.as_of.isoformat(),
        "maps": [{"map": each.opened.address, "folder": each.site_map.folder} for each in sources],
        "written": list(written),
        "removed": list(removed),
        "kept": kept,
        "bytes": size,
    }
    rows = [(name, str(len(content)), "yes" if name in written else "no") for name, content in files.items()]
    cautions = tuple(line for each in sources for line in each.opened.cautions)
    return Answer(tuple(lines), data, make_table(("path", "bytes", "written"), rows), cautions)
