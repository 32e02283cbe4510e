"""Word files that are the same for the same content, name nobody, and are read as they are meant."""

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLE = "Light Grid Accent 1"
_FACE = "Arial"
"""On every computer, and without serifs, which people who read with difficulty ask for."""

LANGUAGE = "en-GB"
"""The language of all that sysmap itself says."""

_LITTER = ("thumbnail", "stylesWithEffects", "customXml")
"""Parts of the empty document of python-docx that say nothing of the map: a picture of a blank page, styles twice."""


def leave_out_litter(document: "Document") -> None:
    """Take out what an empty document brings along."""
    for part in (document.part.package, document.part):
        for key, link in list(part.rels.items()):
            if any(each in link.target_ref for each in _LITTER):
                del part.rels[key]


def set_type(document: "Document") -> None:
    """Set the face of everything, and the language that spelling is checked and text is read aloud in."""
    from docx.oxml.ns import qn

    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(name), _FACE)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def say_nothing_of_us(document: "Document", title: str, day: date) -> None:
    """Say what a file is called and of which day it is, and nothing of who made it on what."""
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = about.category = ""
    about.title = clean(title)[:255]
    about.language = LANGUAGE
    about.revision = 1
    about.created = about.modified = datetime.combine(day, time(), UTC).replace(tzinfo=None)


def say_language(paragraph: "Paragraph", language: str) -> None:
    """Say in which language a paragraph is, where that is another than that of the file."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for run in paragraph.runs if language != LANGUAGE else ():
        said = OxmlElement("w:lang")
        said.set(qn("w:val"), language)
        run._r.get_or_add_rPr().append(said)  # noqa: SLF001 - python-docx has no other way to say so


def dress(table: "Table") -> None:
    """Draw lines round cells, keep rows whole, and have the headings repeated on every page and read as headings."""
    from docx.oxml import OxmlElement

    table.style = _STYLE
    for number, row in enumerate(table._tbl.tr_lst):  # noqa: SLF001 - python-docx has no other way to say so
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if not number:
            properties.append(OxmlElement("w:tblHeader"))


def clean(text: str) -> str:
    """Leave out what no Word file may hold."""
    return _UNWANTED.sub("", text)
