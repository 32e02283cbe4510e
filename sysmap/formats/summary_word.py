"""A map summed up in a Word file: what it says, in sentences and tables, with a table for the reader's comments."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from sysmap.formats.comments.word import Thing, add_comments_table
from sysmap.formats.zipping import write_zip

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLE = "Light Grid Accent 1"
_FACE = "Arial"
"""On every computer, and without serifs, which people who read with difficulty ask for."""

_LANGUAGE = "en-GB"
_LITTER = ("thumbnail", "stylesWithEffects", "customXml")
"""Parts of the empty document of python-docx that say nothing of the map: a picture of a blank page, styles twice."""
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
    language: str = _LANGUAGE
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
    _leave_out_litter(document)
    _lie_down(document)
    _set_type(document)
    _say_nothing_of_us(document, summary)
    _say_language(document.add_heading(_clean(summary.heading or summary.name), 0), summary.language)
    for line in summary.lines:
        document.add_paragraph(_clean(line))
    if summary.picture is not None:
        _add_picture(document, summary.picture)
    if summary.findings:
        document.add_heading("What it says", 1)
    for title, sentences in summary.findings:
        document.add_heading(_clean(title), 2)
        for sentence in sentences:
            document.add_paragraph(_clean(sentence), style="List Bullet")
    for table in summary.tables:
        _add_table(document, table, summary.language)
    document.add_heading("Your comments", 1)
    document.add_paragraph(_HOW_TO)
    things = [Thing(each.id, each.kind, _clean(each.name)) for each in summary.things]
    _dress(add_comments_table(document, _clean(summary.name), summary.moment, things, summary.audience))
    stream = io.BytesIO()
    document.save(stream)
    return _with_fixed_times(stream.getvalue())


def _lie_down(document: "Document") -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def _leave_out_litter(document: "Document") -> None:
    for part in (document.part.package, document.part):
        for key, link in list(part.rels.items()):
            if any(each in link.target_ref for each in _LITTER):
                del part.rels[key]


def _set_type(document: "Document") -> None:
    """Set the face of everything, and the language that spelling is checked and text is read aloud in."""
    from docx.oxml.ns import qn

    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(name), _FACE)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _say_nothing_of_us(document: "Document", summary: Summary) -> None:
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = about.category = ""
    about.title = _clean(summary.name)[:255]
    about.language = _LANGUAGE
    about.revision = 1
    about.created = about.modified = datetime.combine(summary.day, time(), UTC).replace(tzinfo=None)


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
    about.set("descr", _clean(picture.says))


def _add_table(document: "Document", table: SummaryTable, language: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.add_heading(_clean(table.title), 1)
    if table.note:
        document.add_paragraph(_clean(table.note))
    drawn = document.add_table(rows=len(table.rows) + 1, cols=len(table.headers))
    cells = drawn._cells  # noqa: SLF001 - one look at them all; `cell()` looks at the whole table every time
    for index, text in enumerate(text for row in (table.headers, *table.rows) for text in row):
        cells[index].text = _clean(text)
        if index % len(table.headers) in table.figures:
            cells[index].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if index >= len(table.headers) and index % len(table.headers) in table.words:
            _say_language(cells[index].paragraphs[0], language)
    _dress(drawn)


def _say_language(paragraph: "Paragraph", language: str) -> None:
    """Say in which language a paragraph is, where that is another than that of the file."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for run in paragraph.runs if language != _LANGUAGE else ():
        said = OxmlElement("w:lang")
        said.set(qn("w:val"), language)
        run._r.get_or_add_rPr().append(said)  # noqa: SLF001 - python-docx has no other way to say so


def _dress(table: "Table") -> None:
    """Draw lines round cells, keep rows whole, and have the headings repeated on every page and read as headings."""
    from docx.oxml import OxmlElement

    table.style = _STYLE
    for number, row in enumerate(table._tbl.tr_lst):  # noqa: SLF001 - python-docx has no other way to say so
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not number:
            properties.append(OxmlElement("w:tblHeader"))


def _clean(text: str) -> str:
    return _UNWANTED.sub("", text)


def _with_fixed_times(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return write_zip({name: given.read(name) for name in given.namelist()})
