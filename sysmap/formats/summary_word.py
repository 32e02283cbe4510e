"""A map summed up in a Word file: what it says, in sentences and tables, with a table for the reader's comments."""

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sysmap.formats.comments.word import Thing, add_comments_table
from sysmap.formats.word_file import (
    LANGUAGE,
    clean,
    dress,
    leave_out_litter,
    say_language,
    say_nothing_of_us,
    set_type,
)
from sysmap.formats.zipping import with_fixed_times

if TYPE_CHECKING:
    from docx.document import Document

_WIDE, _HIGH = 257, 150
"""Millimetres of a page that a picture may take, its heading above it."""

_HOW_TO = (
    "Write into the second and third column what is wrong, missing or agreed, and send this file back to whom you have"
    " it from. Leave the last column as it is: it says which thing a row is about."
)


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """One table of a summary.

    Parameters
    ----------
    title : str
        What stands above it.
    headers : tuple of str
        The headings.
    rows : tuple of tuple of str
        The cells.
    note : str
        A sentence under the title.
    figures : frozenset of int
        Numbers of the columns that hold figures and stand right.
    words : frozenset of int
        Numbers of the columns in the language of the map.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    figures: frozenset[int] = frozenset()
    words: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SummaryPicture:
    """A picture in a summary.

    Parameters
    ----------
    content : bytes
        The picture, as PNG.
    says : str
        What it shows, for whoever does not see it.
    """

    content: bytes
    says: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a Word summary says.

    Parameters
    ----------
    name, heading : str
        What the map is called, and the question it answers.
    moment : str
        The mark of the moment it is shown as of, for comments to find their way back.
    day : date
        The day it speaks of, which is the one in the file.
    lines : tuple of str
        Who made it, when, for whom, how sure, what was left out.
    findings : tuple of (str, tuple of str)
        What it says: headings, and the sentences under each.
    tables : tuple of SummaryTable
        Its tables.
    things : tuple of Thing
        What can be commented on.
    audience : str
        For whom it is made, whose ids are its own; empty where for the council.
    language : str
        The language of its names, as a BCP 47 tag.
    picture : SummaryPicture, optional
        The map, drawn.
    """

    name: str
    heading: str
    moment: str
    day: date
    lines: tuple[str, ...]
    findings: tuple[tuple[str, tuple[str, ...]], ...]
    tables: tuple[SummaryTable, ...]
    things: tuple[Thing, ...]
    audience: str = ""
    language: str = LANGUAGE
    picture: SummaryPicture | None = None


def write_summary(summary: Summary) -> bytes:
    """Give a summary as a Word file; equal summaries give equal bytes, and none names a person or a machine.

    Parameters
    ----------
    summary : Summary
        What it says.
    """
    import docx

    document = docx.Document()
    leave_out_litter(document)
    _lie_down(document)
    set_type(document)
    say_nothing_of_us(document, summary.name, summary.day)
    say_language(document.add_heading(clean(summary.heading or summary.name), 0), summary.language)
    for line in summary.lines:
        document.add_paragraph(clean(line))
    if summary.picture is not None:
        _add_picture(document, summary.picture)
    if summary.findings:
        document.add_heading("What it says", 1)
    for title, sentences in summary.findings:
        document.add_heading(clean(title), 2)
        for sentence in sentences:
            document.add_paragraph(clean(sentence), style="List Bullet")
    for table in summary.tables:
        _add_table(document, table, summary.language)
    document.add_heading("Your comments", 1)
    document.add_paragraph(_HOW_TO)
    things = [Thing(each.id, each.kind, clean(each.name)) for each in summary.things]
    dress(add_comments_table(document, clean(summary.name), summary.moment, things, summary.audience))
    stream = io.BytesIO()
    document.save(stream)
    return with_fixed_times(stream.getvalue())


def _lie_down(document: "Document") -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def _add_picture(document: "Document", picture: SummaryPicture) -> None:
    """Put a picture on a page of its own, as large as the page lets it be, and say what it shows."""
    from docx.shared import Mm

    heading = document.add_heading("The map", 1)
    heading.paragraph_format.page_break_before = True
    drawn = document.add_picture(io.BytesIO(picture.content), width=Mm(_WIDE))
    if drawn.height > Mm(_HIGH):
        drawn.width, drawn.height = int(drawn.width * Mm(_HIGH) / drawn.height), Mm(_HIGH)
    about = drawn._inline.docPr  # noqa: SLF001 - python-docx has no other way to say what a picture shows
    about.set("name", "The map")
    about.set("descr", clean(picture.says))


def _add_table(document: "Document", table: SummaryTable, language: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.add_heading(clean(table.title), 1)
    if table.note:
        document.add_paragraph(clean(table.note))
    drawn = document.add_table(rows=len(table.rows) + 1, cols=len(table.headers))
    cells = drawn._cells  # noqa: SLF001 - one look at them all; `cell()` looks at the whole table every time
    for index, text in enumerate(text for row in (table.headers, *table.rows) for text in row):
        cells[index].text = clean(text)
        if index % len(table.headers) in table.figures:
            cells[index].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if index >= len(table.headers) and index % len(table.headers) in table.words:
            say_language(cells[index].paragraphs[0], language)
    dress(drawn)
