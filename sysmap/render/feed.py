"""A feed of changes in Atom (RFC 4287): what readers' programs ask for news."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold, not even escaped."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news.

    Parameters
    ----------
    id : str
        An address that is never another's and never changes, such as `urn:uuid:`.
    title, link : str
        What it is called, and where it can be read, from the feed's own folder.
    updated : str
        When, ISO 8601 with its offset.
    lines : tuple of str
        What there is to say, a sentence each.
    """

    id: str
    title: str
    link: str
    updated: str
    lines: tuple[str, ...]


def feed_text(feed_id: str, title: str, author: str, entries: Sequence[Entry], *, address: str, updated: str) -> str:
    """Give a feed as text.

    Parameters
    ----------
    feed_id, title, author : str
        What the feed is, and who answers for it.
    entries : sequence of Entry
        The news, the latest first.
    address : str
        The address of the site, ending in a slash; empty where nobody said, and links are relative.
    updated : str
        When there was news last, where there is no entry.
    """
    ET.register_namespace("", ATOM)
    feed = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    _text(feed, "id", feed_id)
    _text(feed, "title", title)
    _text(feed, "updated", entries[0].updated if entries else updated)
    _text(ET.SubElement(feed, _name("author")), "name", author)
    _link(feed, "self", f"{address}feed.xml", "application/atom+xml")
    _link(feed, "alternate", f"{address}index.html", "text/html")
    _text(feed, "generator", "sysmap")
    for each in entries:
        entry = ET.SubElement(feed, _name("entry"))
        _text(entry, "id", each.id)
        _text(entry, "title", each.title)
        _text(entry, "updated", each.updated)
        _link(entry, "alternate", f"{address}{each.link}", "text/html")
        _text(entry, "summary", " ".join(each.lines))
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _name(name)).text = _UNFIT.sub("\ufffd", text)


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, _name("link"), {"rel": rel, "href": href, "type": kind})
