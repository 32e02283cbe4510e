"""Pages of a site that run no script: its index, and one for each question that a map answers."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sysmap.model.polarity import say_loop
from sysmap.render.about import lines_about, with_claim
from sysmap.render.html import ReadAsset, read_asset
from sysmap.render.markup import fingerprint, inline, lang, plain

_LONGEST = 60
"""Letters of a folder's name."""

MOST = 300
"""Sentences on the page of one question: who wants more opens the map."""


_WITHOUT_PAGE = ("tables",)
"""Shapes of views that are no question: the map itself has the tables."""

_WITHOUT_PICTURE = ("findings", "loops", "changes", "tables")
"""Shapes of views of which a still picture says nothing that their sentences do not."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a map answers on a page of its own: one of the map's views.

    Parameters
    ----------
    view : Mapping
        The view, as `ViewData` in `frontend/src/contract.ts` describes it.
    folder : str
        Its folder, by its words: ids of a share are made anew with each share, and addresses should stay.
    """

    view: Mapping[str, Any]
    folder: str

    @property
    def id(self) -> str:
        """Its view on the map."""
        return str(self.view["id"])

    @property
    def words(self) -> str:
        """The question, as its maker words it."""
        return str(self.view["question"])

    def language(self, data: Mapping[str, Any]) -> str:
        """Give the attribute of an element that holds its maker's words; empty where they are in the page's."""
        return lang(data) if self.view.get("own") else ""

    @property
    def has_picture(self) -> bool:
        """Whether a still picture says something."""
        return self.view["shape"] not in _WITHOUT_PICTURE


@dataclass(frozen=True, slots=True)
class SiteMap:
    """A map on a site.

    Parameters
    ----------
    folder : str
        Its folder.
    data : Mapping
        The data of its page.
    """

    folder: str
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.data["map"]["name"])

    def answers(self) -> Iterator[tuple[Question, list[tuple[str, list[str]]]]]:
        """Give the questions that this map has something to say to, each with headings and the sentences under them."""
        taken: set[str] = set()
        for view in self.data["views"]:
            if view["shape"] not in _WITHOUT_PAGE:
                said = [(title, lines) for title, lines in _said(view, self.data) if lines]
                if said:
                    yield Question(view, _folder(view["question"], taken)), said


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of a site says.

    Parameters
    ----------
    title, about : str
        What it is called, and in a sentence what it is.
    robots : bool
        Whether search engines may list it.
    """

    title: str
    about: str
    robots: bool = True


def index_page(
    site: Site, maps: Sequence[SiteMap], news: Iterable[tuple[str, str, str]], read: ReadAsset = read_asset
) -> str:
    """Give the index of a site.

    Parameters
    ----------
    site : Site
        What it says of itself.
    maps : sequence of SiteMap
        Its maps, in order.
    news : iterable of (str, str, str)
        The latest changes: when, in words, what they are called, and where they can be seen.
    read : callable, optional
        Gives the text of the style.
    """
    parts = [f"<header><h1>{plain(site.title)}</h1>\n<p>{plain(site.about)}</p>\n</header>\n"]
    for each in maps:
        about = each.data["map"]
        own = lang(each.data)
        parts.append(f'<section class="table"><h2{own}>{plain(each.name)}</h2>\n')
        if about["question"]:
            parts.append(f"<p{own}>{plain(about['question'])}</p>\n")
        parts.append(f"<p>{plain(each.data['summary'])}</p>\n")
        parts.append(
            f'<p><a href="{each.folder}/index.html">Open the map: {plain(each.name)}</a></p>\n<ul class="ways">\n'
        )
        parts += [
            f'<li{question.language(each.data)}><a href="{each.folder}/{question.folder}/index.html">'
            f"{plain(question.words)}</a></li>\n"
            for question, _ in each.answers()
        ]
        parts.append("</ul>\n")
        parts.append(f'<p class="small">{plain(" ".join(with_claim(lines_about(each.data)[1:])))}</p>\n')
        parts.append("</section>\n")
    told = [f'<li>{plain(when)}: <a href="{link}">{plain(title)}</a></li>\n' for when, title, link in news]
    parts.append('<section class="table"><h2>Changes</h2>\n')
    parts.append(f'<ul class="ways">\n{"".join(told)}</ul>\n' if told else "<p>None yet.</p>\n")
    parts.append('<p><a href="feed.xml">Feed of changes (Atom)</a></p>\n</section>\n')
    return _page(site, site.title, parts, read, feed="feed.xml")


def question_page(
    site: Site,
    site_map: SiteMap,
    question: Question,
    said: Sequence[tuple[str, list[str]]],
    *,
    picture: bool,
    read: ReadAsset = read_asset,
) -> str:
    """Give the page of one question.

    Parameters
    ----------
    site : Site
        What the site says of itself.
    site_map : SiteMap
        The map.
    question : Question
        The question.
    said : sequence of (str, list of str)
        Headings, and the sentences under each.
    picture : bool
        Whether `picture.svg` lies beside it.
    read : callable, optional
        Gives the text of the style.
    """
    fragment, own = f"#view={quote(question.id)}", question.language(site_map.data)
    parts = [
        f'<nav aria-label="Where this is"><a href="../../index.html">{plain(site.title)}</a> / ',
        f'<a href="../index.html"{lang(site_map.data)}>{plain(site_map.name)}</a></nav>\n',
        f"<header><h1{own}>{plain(question.words)}</h1>\n<p>{plain(site_map.data['summary'])}</p>\n",
        f'<p><a href="../index.html{fragment}">Open this on the map</a></p>\n</header>\n',
    ]
    if picture:
        words = plain(f"Picture of the map: {site_map.data['summary']} Everything on it is said below.")
        parts.append(f'<p><a href="picture.svg"><img src="picture.svg" alt="{words}"></a></p>\n')
    if question.view.get("note"):
        parts.append(f"<p{own}>{plain(question.view['note'])}</p>\n")
    for title, lines in said:
        more = len(lines) - MOST
        parts.append(f'<section class="table"><h2>{plain(title)}</h2>\n<ul class="said">\n')
        parts += [f"<li>{plain(line)}</li>\n" for line in lines[:MOST]]
        parts.append("</ul>\n")
        if more > 0:
            parts.append(f"<p>{more:,} more on the map.</p>\n")
        parts.append("</section>\n")
    foot = with_claim(lines_about(site_map.data))
    parts += ["<footer>\n", *(f'<p class="small">{plain(line)}</p>\n' for line in foot)]
    parts.append("</footer>\n")
    return _page(site, f"{question.words} | {site_map.name}", parts, read, feed="../../feed.xml")


def tags_of(site: Site) -> str:
    """Give what the head of every page of a site holds: no icon to ask the server for, and a word to search engines."""
    robots = "" if site.robots else '<meta name="robots" content="noindex, nofollow">\n'
    return f'<link rel="icon" href="data:,">\n{robots}'


def _page(site: Site, title: str, parts: Sequence[str], read: ReadAsset, *, feed: str) -> str:
    style = inline(read("page.css"), "style")
    policy = (
        f"default-src 'none'; style-src '{fingerprint(style)}'; font-src data:; img-src 'self' file: data:;"
        " base-uri 'none'; form-action 'none'"
    )
    return "".join(
        (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f'<meta name="generator" content="sysmap">\n{tags_of(site)}',
            f'<link rel="alternate" type="application/atom+xml" title="Changes" href="{feed}">\n',
            f"<title>{plain(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            '<main id="sysmap-text" class="site">\n',
            *parts,
            "</main>\n</body>\n</html>\n",
        )
    )


def _folder(words: str, taken: set[str]) -> str:
    """Give a question a folder of its own: its words in small letters and figures, as far as an address goes."""
    plain_words = re.sub(r"[^a-z0-9]+", "-", _letters(words))
    name = plain_words.strip("-")[:_LONGEST].rstrip("-") or "view"
    number = 1
    while (folder := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    taken.add(folder)
    return folder


def _letters(words: str) -> str:
    """Give words in small letters without their accents."""
    apart = unicodedata.normalize("NFKD", words.lower())
    return "".join(each for each in apart if not unicodedata.combining(each))


def _said(view: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Give what a view says, as headings and sentences."""
    shape, links = view["shape"], data["links"]
    here = [each["sentence"] for each in data["findings"] if each.get("view", "") == shape]
    if shape == "findings":
        yield "What it says", [each["sentence"] for each in data["findings"]]
    elif shape == "loops":
        named = [each for each in data["loops"] if each["named"]]
        yield "Loops that people named", [_loop(each) for each in named]
        yield "What it says", here if named else []
    elif shape == "loop":
        yield from _story(view, data)
    elif shape == "changes":
        for words in ("added", "changed", "removed"):
            yield words.capitalize(), [each["text"] for each in view["changes"][words]]
    elif shape == "money":
        yield "Flows of money", [each["sentence"] for each in links if each["money"]]
        yield "What it says", here if any(each["money"] for each in links) else []
    elif shape == "boundaries":
        for name, words in data["words"]["boundaries"].items():
            yield words[:1].upper() + words[1:], [each["sentence"] for each in links if each["boundary"] == name]
    else:
        yield from _joined(_of_part(view, links))


def _of_part(view: Mapping[str, Any], links: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Give the links that a view draws: all, or those between what its part holds."""
    part = view.get("part")
    if not part:
        return list(links)
    if (wanted := part.get("links")) is not None:
        return [each for each in links if each["id"] in set(wanted)]
    inside = {place[0] for place in part["places"]}
    return [each for each in links if inside.issuperset((each["from"], each["to"]))]


def _joined(links: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    yield "What moves what", [each["sentence"] for each in links if each["kind"] == "INFLUENCES"]
    yield "Who pays whom", [each["sentence"] for each in links if each["kind"] == "FUNDS"]
    yield "What else joins them", [each["sentence"] for each in links if each["kind"] not in {"INFLUENCES", "FUNDS"}]


def _story(view: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Tell a loop: its story, then step by step."""
    loop = next((each for each in data["loops"] if each["id"] == view.get("focus")), None)
    if loop:
        sentences = {each["id"]: each["sentence"] for each in data["links"]}
        yield loop["name"], [_loop(loop)]
        yield "Step by step", [sentences[each] for each in loop["links"] if each in sentences]


def _loop(loop: Mapping[str, Any]) -> str:
    does = say_loop(loop["type"], loop["contested"], letter=False)
    broken = " It is broken: a link of it is no longer on the map." if loop["broken"] else ""
    return f"{loop['name']} ({does}). {loop['story']}{broken}".strip()
