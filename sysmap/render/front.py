"""The front page: what this map is, who made it, how sure it is, what was left out, and the questions it answers.

It is plain HTML, so that it can be read on paper and where no script runs.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from sysmap.model.maps import Branch
from sysmap.model.vocabulary import property_of
from sysmap.render.about import say_left_out
from sysmap.render.figures import count_words, say_date
from sysmap.render.markup import lang

_CONFIDENCE = property_of("Factor", "confidence")
_GREYS = {"high": "#333333", "medium": "#777777", "low": "#bbbbbb", "contested": "#999999", "": "#dddddd"}
"""What the bar is painted in where styles are taken out, as mail previews do; styles paint over it."""

_NOT_SAID = "nobody said how sure"


def how_sure(branch: Branch) -> dict[str, Any]:
    """Say how sure a branch is: its links by confidence, and how much of it has a source.

    Parameters
    ----------
    branch : Branch
        The branch, as its reader may see it.

    Returns
    -------
    dict
        `links`, their number; `shares`, for each confidence that occurs its value, its words and how many; `sourced`
        and `of`, how many elements and links name a source, of how many.
    """
    counts = Counter(link.get("confidence") for link in branch.relationships)
    choices = _CONFIDENCE.allowed if _CONFIDENCE else ()
    words = {**{choice.value: choice.on_screen for choice in choices}, "": _NOT_SAID}
    claims = [*branch.elements, *branch.relationships]
    return {
        "links": len(branch.relationships),
        "shares": [[value, said, counts[value]] for value, said in words.items() if counts[value]],
        "sourced": sum(bool(each.get("source_id")) for each in claims),
        "of": len(claims),
    }


def write_front(data: Mapping[str, Any], back: tuple[str, str] | None = None) -> str:
    """Write the front page of a page's data as HTML, with a way back to the site that the page is part of."""
    about = data["map"]
    heading = _text(about["question"] or about["name"])
    own = lang(data)
    return "".join(
        (
            '<section id="front">\n',
            *_way_back(back),
            f'<header><p class="kicker"{own}>{_text(about["name"])}</p>\n<h1{own}>{heading}</h1>\n',
            f'<p class="lead">{_text(data["summary"])}</p>\n</header>\n',
            '<div class="about-map">\n',
            *_block("Who says so", _whose(data), own if about["disclaimer"] else ""),
            *_sureness(data.get("sure")),
            *_shares(data.get("money")),
            *_block("Left out", _left_out(data)),
            "</div>\n",
            *_views(data["views"], own),
            "</section>\n",
        )
    )


def _way_back(back: tuple[str, str] | None) -> Iterator[str]:
    if back:
        way, title = map(_text, back)
        yield f'<nav class="back" aria-label="Where this is"><a href="{way}">{title}</a></nav>\n'


def _text(text: str) -> str:
    return escape(text, quote=True).replace("\x00", "")


def _views(views: Sequence[Mapping[str, Any]], language: str) -> Iterator[str]:
    """Give the questions; `language` is the attribute of what is in the map's own language."""
    yield '<h2>Questions it answers</h2>\n<ol class="cards">\n'
    for view in views:
        own = language if view.get("own") else ""
        noted = own if view.get("note") else ""
        said = _text(view.get("note") or view["hint"])
        yield f'<li data-view="{_text(view["id"])}"><h3{own}>{_text(view["question"])}</h3><p{noted}>{said}</p></li>\n'
    yield "</ol>\n"


def _block(title: str, lines: Sequence[str], first: str = "") -> Iterator[str]:
    """Give a heading and lines; `first` is an attribute of the first of them."""
    if lines:
        yield f"<section><h2>{title}</h2>\n"
        yield from (f"<p{first if index == 0 else ''}>{_text(line)}</p>\n" for index, line in enumerate(lines))
        yield "</section>\n"


def _sureness(sure: Mapping[str, Any] | None) -> Iterator[str]:
    """Say in words, and show as a bar that the words repeat, how sure the links are and what has a source."""
    if sure is None:
        return
    yield "<section><h2>How sure it is</h2>\n"
    if sure["links"]:
        parts = [f"{words} {count:,}" for _, words, count in sure["shares"]]
        bar = []
        at = 0.0
        for value, _, count in sure["shares"]:
            width = 100 * count / sure["links"]
            named, grey = _text(value or "none"), _GREYS.get(value, _GREYS[""])
            bar.append(f'<rect class="sure-{named}" x="{at:.2f}" width="{width:.2f}" height="6" fill="{grey}"/>')
            at += width
        shape = 'width="300" height="18" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"'
        yield f'<svg class="sure" {shape}>{"".join(bar)}</svg>\n'
        yield f"<p>{count_words(sure['links'], 'link', 'links')}: {_text(', '.join(parts))}.</p>\n"
    if sure["of"]:
        yield f"<p>{_percent(sure['sourced'], sure['of'])} of what is on the map names a source.</p>\n"
    else:
        yield "<p>Nothing is on it yet.</p>\n"
    yield "</section>\n"


def _shares(money: Mapping[str, Any] | None) -> Iterator[str]:
    """Say what services cost in the year that is shown, and how that is shared between crisis and prevention."""
    if not money:
        return
    year = next((each for each in money["years"] if each["year"] == money["year"]), None)
    sums = {each["id"]: each for each in year["sums"]} if year else {}
    if not year or "total" not in sums:
        return
    said = f"{year['year'] or 'year not known'}, {year['basis']}"
    yield '<section class="shares"><h2>Where money goes</h2>\n'
    yield f"<p>{_figure('total', sums['total']['text'])} cash spend on services ({_text(said)}):</p>\n<ul>\n"
    for each in sums.values():
        if each["id"].startswith("tier:"):
            yield f"<li>{_figure(each['id'], each['share'])} {_text(each['label'])}</li>\n"
    yield f'</ul>\n<p class="note">{_text(money["tiers"])}</p>\n</section>\n'


def _figure(sum_id: str, text: str) -> str:
    return f'<span data-sum="{_text(sum_id)}">{_text(text)}</span>'


def _percent(count: int, whole: int) -> str:
    """Give a share in whole percent; what is not nothing is never called 0%, nor what is not all 100%."""
    if 0 < count < whole:
        return f"{min(99, max(1, round(100 * count / whole)))}%"
    return "100%" if count else "0%"


def _left_out(data: Mapping[str, Any]) -> list[str]:
    return [
        say_left_out(data["withheld"]) or "Nothing was withheld.",
        *([data["folded"]] if data.get("folded") else []),
        *data.get("problems", ()),
    ]


def _whose(data: Mapping[str, Any]) -> list[str]:
    about, scenario = data["map"], data["scenario"]
    told = list(data.get("said", ()))
    version = f", {about['version']}" if about.get("version") and not told else ""
    said = [
        about["disclaimer"] or "A claim, not a fact: what is here is what its makers believe, and may be wrong.",
        f"Made by {about['made_by']}." if about["made_by"] else "",
        f"Ask: {about['contact']}." if about.get("contact") and not told else "",
        f"Last changed {say_date(about['date'])}{version}." if about["date"] else "",
        f"As of {say_date(data['as_of'])}. "
        + (f"With the scenario “{scenario['name']}”." if scenario else "Base map, no scenario."),
        f"For {data['audience']}." if data["audience"] and not told else "",
        *told,
        f"If you cannot use something here, {_whom(about)} for it in another form.",
    ]
    return [line for line in said if line]


def _whom(about: Mapping[str, Any]) -> str:
    """Say whom to ask: the post that the maker named, or whoever sent the file."""
    return f"ask {about['contact']}" if about.get("contact") else "ask whoever sent you this"
