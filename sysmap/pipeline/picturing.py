"""Writing what a map shows as a picture or as tables: SVG, PDF, PNG, CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sysmap.errors import StoreError, UsageError
from sysmap.formats.cells import guard
from sysmap.pipeline.addresses import file_beside
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.drawing import PageWish, read_for_page
from sysmap.pipeline.exporting import refuse_standard_output
from sysmap.pipeline.opening import Opened, withheld_counts
from sysmap.pipeline.profiles import refuse_telling_file
from sysmap.render.about import notes_under
from sysmap.render.drawing.picture import Drawing, Hue, Layer, drawing_of
from sysmap.render.drawing.sheet import LEAST_LETTERS, Laid, lay_on_paper
from sysmap.render.drawing.views import drawing_of_view
from sysmap.render.files import write_whole
from sysmap.render.page import page_data

SHAPES = ("svg", "pdf", "png", "csv")
"""What a picture can be written as, by the endings of its file."""

SHOWN: Mapping[str, tuple[tuple[Layer, ...], tuple[str, ...], Hue]] = {
    "": ((), (), "polarity"),
    "causes": (("causal",), (), "polarity"),
    "money": (("money",), ("Factor",), "polarity"),
    "boundaries": (("causal",), (), "boundary"),
    "everything": (("causal", "money", "other", "marks"), (), "polarity"),
}
"""What can be shown: links laid over the boxes, kinds left out, and what the colour of links says."""

_MARKS = {".svg": b"drawn by sysmap", ".pdf": b"sysmap"}


@dataclass(frozen=True, slots=True)
class PictureWish:
    """How a picture is to be.

    Parameters
    ----------
    shape : str
        One of `SHAPES`.
    paper : str
        "A4" to "A1"; the smallest on which names can be read where empty.
    show : str
        One of `SHOWN`.
    view : str
        The id of one view to draw; the whole map where empty.
    """

    shape: str
    paper: str = ""
    show: str = ""
    view: str = ""


def shape_of(path: str, wanted: str = "") -> str:
    """Say what a file is to be by its ending, or by what was asked for: "html" or one of `SHAPES`.

    Raises
    ------
    UsageError
        When the ending is another.
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    if wanted or ending in SHAPES:
        return wanted or ending
    if ending in {"", "html", "htm"} or Path(path).is_dir():
        return "html"
    raise UsageError(f"{path}: the ending says what it is to be; .html, .svg, .pdf, .png and .csv are known, or --as")


def draw_picture(opened: Opened, path: str, page: PageWish, wish: PictureWish, *, force: bool = False) -> Answer:
    """Write what a map shows as a picture or as tables.

    Parameters
    ----------
    opened : Opened
        The map, as its reader may see it.
    path : str
        Where to; beside the map's file where empty.
    page : PageWish
        What it is to show of the day and of money.
    wish : PictureWish
        How it is to be.
    force : bool
        Whether to replace a file that is no drawing of sysmap's.

    Raises
    ------
    UsageError
        When something else is there, or what PNG needs is not installed.
    NotFoundError
        When there is no such view to draw.
    StoreError
        When the file cannot be written.
    """
    target = _target(Path(path) if path else file_beside(opened.address, f".{wish.shape}"), opened, wish.shape)
    refuse_telling_file(opened.redaction, target)
    data = page_data(opened.branch, read_for_page(opened, page))
    if wish.view:
        drawing = drawing_of_view(data, wish.view, notes_under(data))
    else:
        layers, without, hue = SHOWN[wish.show]
        drawing = drawing_of(data, notes_under(data), layers=layers, without=without, hue=hue)
    notes: list[str] = []
    lines: list[str] = []
    if wish.shape == "csv":
        files = _tables(target, drawing, data)
        lines += [f"Wrote {file}, {what}." for file, what in zip(files, ("links", "things"), strict=True)]
    else:
        laid = lay_on_paper(drawing, wish.paper)
        content, notes = draw_paper(laid, wish.shape, page.as_of, data["map"]["made_by"] or "")
        files = {target: content}
        way = "upright" if laid.sheet.height > laid.sheet.width else "lying"
        lines.append(f"Wrote {target}, {laid.paper} {way}, {_size(content)}, as of {page.as_of}: {data['summary']}")
        if laid.letters < LEAST_LETTERS:
            notes.append(_too_small(laid))
    _write(files, force=force)
    if opened.withheld:
        lines.append(opened.withheld)
    said = {
        "path": str(target),
        "bytes": sum(map(len, files.values())),
        "as_of": page.as_of.isoformat(),
        "scenario": opened.branch.scenario or None,
        "audience": opened.view.audience,
        "withheld": withheld_counts(opened.view),
    }
    rows = [(str(file), str(len(content)), page.as_of.isoformat()) for file, content in files.items()]
    return Answer(tuple(lines), said, make_table(("path", "bytes", "as_of"), rows), (*opened.cautions, *notes))


def _target(path: Path, opened: Opened, shape: str) -> Path:
    refuse_standard_output(path)
    if path.exists() and Path(opened.address).exists() and path.samefile(opened.address):
        raise UsageError(f"{path} is the map itself; give the picture a name of its own")
    if path.is_dir():
        path /= file_beside(opened.address, f".{shape}").name
    if not path.parent.is_dir():
        raise StoreError(f"{path} cannot be written: there is no folder {path.parent}")
    return path


def draw_paper(laid: Laid, shape: str, day: date, author: str) -> tuple[bytes, list[str]]:
    """Give a laid out picture as a file, and what to know of how it came out.

    Parameters
    ----------
    laid : Laid
        The picture on its paper.
    shape : {"svg", "pdf", "png"}
        What it is written as.
    day : date
        The day that it speaks of.
    author : str
        Who made it; may be empty.
    """
    if shape == "svg":
        from sysmap.render.drawing.svg import svg_text

        return svg_text(laid.sheet).encode("utf-8"), []
    from sysmap.render.drawing.pdf import draw_pdf

    drawn = draw_pdf(laid.sheet, day, author)
    notes = []
    if drawn.missing:
        scripts = ", ".join(drawn.missing)
        notes.append(f"No typeface of this machine writes all of {scripts}; in an SVG the reader's own write it.")
    if drawn.unjoined:
        notes.append("Without uharfbuzz letters are not joined: pip install 'sysmap[pictures]', or write SVG.")
    if shape == "pdf":
        return drawn.content, notes
    from sysmap.render.drawing.png import draw_png

    return draw_png(drawn.content), notes


def _too_small(laid: Laid) -> str:
    larger = "choose larger paper or " if laid.paper != "A1" else ""
    return f"Names are {laid.letters:.1f} points high on {laid.paper}, too small to read: {larger}draw less of the map."


def _size(content: bytes) -> str:
    return f"{len(content) / 1e6:.1f} MB" if len(content) >= 1e5 else f"{len(content) / 1e3:.0f} kB"


def _tables(target: Path, drawing: Drawing, data: Mapping[str, Any]) -> dict[Path, bytes]:
    """Give the table of links under the name asked for, and that of things beside it."""
    from sysmap.render.drawing.shown import LINKS, THINGS, links_shown, things_shown

    links = _csv(LINKS, links_shown(drawing, data["words"]))
    things = _csv(THINGS, things_shown(drawing, data["words"]))
    return {target: links, target.with_name(f"{target.stem}.things{target.suffix}"): things}


def _csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    # Excel takes a file for UTF-8 only when it is marked.
    return stream.getvalue().encode("utf-8-sig", "replace")


def _write(files: Mapping[Path, bytes], *, force: bool) -> None:
    for path in files:
        if path.exists() and not force and not _is_ours(path):
            raise UsageError(f"{path} is there already and is no drawing of sysmap's; --force replaces it")
    for path, content in files.items():
        try:
            write_whole(path, content)
        except OSError as error:
            raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error


def _is_ours(path: Path) -> bool:
    mark = _MARKS.get(path.suffix.lower())
    return mark is not None and path.is_file() and mark in path.read_bytes()
