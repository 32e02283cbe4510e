"""The page as one file: script, style and data inside, tables as plain HTML, and no request to anybody."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from sysmap.render.drawing.still import still_of
from sysmap.render.files import write_whole
from sysmap.render.front import write_front
from sysmap.render.markup import fingerprint as _fingerprint
from sysmap.render.markup import inline as _inline
from sysmap.render.markup import lang as _lang
from sysmap.render.markup import plain as _text
from sysmap.render.packing import pack
from sysmap.resources import resource

ReadAsset = Callable[[str], str]
"""Gives the text of `page.js` or `page.css`."""

_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})

_POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; font-src data:; img-src data: blob:;"
    " base-uri 'none'; form-action 'none'"
)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def read_asset(name: str) -> str:
    """Read a part of the browser bundle that ships with sysmap.

    Raises
    ------
    SysmapError
        When the bundle was never built.
    """
    return resource(f"static/{name}").read_text(encoding="utf-8")


def render_page(
    data: Mapping[str, Any], read: ReadAsset = read_asset, *, head: str = "", back: tuple[str, str] | None = None
) -> str:
    """Give the page for some data.

    Parameters
    ----------
    data : Mapping
        What `frontend/src/contract.ts` describes. The tables in it are written as HTML and left out of the embedded
        data, so that each thing is in the file once.
    read : callable, optional
        Gives the text of `page.js` and `page.css`; those that ship with sysmap where not given.
    head : str
        HTML that its head is to hold besides.
    back : (str, str), optional
        Where the page leads back to and what that is called, where it is one of a site.
    """
    script = _inline(read("page.js"), "script")
    style = _inline(read("page.css"), "style")
    policy = _POLICY.format(script=_fingerprint(script), style=_fingerprint(style))
    title = " | ".join(part for part in (data["map"]["question"], data["map"]["name"]) if part)
    page = "".join(
        (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f'<meta name="generator" content="sysmap">\n{head}',
            f"<title>{_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            f'<main id="sysmap-text">\n{write_front(data, back)}',
            f'<script type="application/json" id="sysmap-data">{embed_json(pack({**data, "tables": []}))}</script>\n',
            f"<script>{script}</script>\n",
            f"{still_of(data)}{_findings(data)}",
            *(part for table in data["tables"] for part in _table(table, _lang(data))),
            "</main>\n</body>\n</html>\n",
        )
    )
    return _HALF_CHARACTER.sub("\ufffd", page)


def write_page(path: Path, data: Mapping[str, Any], read: ReadAsset = read_asset) -> None:
    """Write the page to a file, wholly or not at all.

    Parameters
    ----------
    path : pathlib.Path
        The file; one that is there is replaced when the new one is complete.
    data, read
        As `render_page` takes them.

    Raises
    ------
    OSError
        When the folder is not there or cannot be written to.
    """
    write_whole(path, render_page(data, read).encode("utf-8"))


def embed_json(data: Mapping[str, Any]) -> str:
    """Write JSON that cannot end the element it stands in, nor be read as anything but text."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _findings(data: Mapping[str, Any]) -> str:
    if not data["findings"]:
        return ""
    lines = "".join(f"<li>{_text(finding['sentence'])}</li>\n" for finding in data["findings"])
    return f'<section id="findings"><h2>What it says</h2>\n<ul>\n{lines}</ul></section>\n'


def _table(table: Mapping[str, Any], own: str) -> Iterator[str]:
    figures = frozenset(table.get("figures", ()))
    words = frozenset(table.get("words", ())) if own else frozenset()
    right = ' class="figure"'
    title = _text(table["title"])
    yield f'<section class="table" id="table-{_text(table["id"])}"><h2>{title}</h2>\n'
    if table.get("note"):
        yield f"<p>{_text(table['note'])}</p>\n"
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{title}"><table><thead><tr>'
    yield from (f'<th scope="col">{_text(header)}</th>' for header in table["headers"])
    yield "</tr></thead>\n<tbody>\n"
    for row in table["rows"]:
        cells = (
            f"<td{right if index in figures else own if index in words else ''}>{_text(cell)}</td>"
            for index, cell in enumerate(row)
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody></table></div></section>\n"
