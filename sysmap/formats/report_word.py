"""A report on a map as a Word file of two pages."""

import io
import zipfile
from typing import TYPE_CHECKING

from sysmap.formats.word_file import (
    clean,
    dress,
    leave_out_litter,
    say_nothing_of_us,
    set_type,
)
from sysmap.formats.zipping import with_fixed_times
from sysmap.model.reports import Report, ReportTable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_SMALL, _TEXT = 8, 9.5
"""Points of letters in tables and under the title, and of sentences: two pages hold what a director reads."""


_EPOCH = (1980, 1, 1, 0, 0, 0)

_WIDE, _LEAST = 178, 14
"""Millimetres of a table, and of its narrowest column."""

_LONGEST = 110
"""Letters of a cell that count for the width of its column: longer ones are broken."""


def write_report(report: Report) -> bytes:
    """Give a report as a Word file; equal reports give equal bytes, and none names a person or a machine.

    Parameters
    ----------
    report : Report
        What it says.
    """
    import docx
    from docx.shared import Mm

    document = docx.Document()
    leave_out_litter(document)
    set_type(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(13)
    say_nothing_of_us(document, report.title, report.day)
    _tight(document.add_heading(clean(report.question or report.title), 1), 14)
    _tight(document.add_paragraph(clean(" ".join(report.lines))), _SMALL)
    for part in report.sections:
        _tight(document.add_heading(clean(part.title), 2), 11, before=5)
        for sentence in part.sentences:
            _tight(document.add_paragraph(clean(sentence), style="List Bullet"), _TEXT)
        if part.table and part.table.rows:
            _add_table(document, part.table)
        if part.more:
            _tight(document.add_paragraph(clean(part.more)), _SMALL)
    _tight(document.add_paragraph(clean(report.claim)), _SMALL, before=6)
    stream = io.BytesIO()
    document.save(stream)
    return with_fixed_times(stream.getvalue())


def is_report(content: bytes) -> bool:
    """Whether a file is one that this module may have written: a Word file whose parts have one time for all."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "word/document.xml" in parts.namelist() and {each.date_time for each in parts.infolist()} == {_EPOCH}
    except zipfile.BadZipFile:
        return False


def _tight(paragraph: "Paragraph", size: float, before: float = 0, after: float = 2) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    for run in paragraph.runs:
        run.font.size = Pt(size)


def _add_table(document: "Document", table: ReportTable) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    drawn = document.add_table(rows=len(table.rows) + 1, cols=len(table.heads))
    drawn.autofit = False
    shares = _widths(table)
    for column, width in zip(drawn.columns, shares, strict=True):
        # Word goes by the cells, LibreOffice by the column.
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    cells = drawn._cells  # noqa: SLF001 - one look at them all; `cell()` looks at the whole table every time
    for index, text in enumerate(text for row in (table.heads, *table.rows) for text in row):
        paragraph = cells[index].paragraphs[0]
        paragraph.add_run(clean(text))
        if index % len(table.heads) in table.figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _tight(paragraph, _SMALL, after=0)
    dress(drawn)


def _widths(table: ReportTable) -> list[float]:
    """Share out the width of a table by what its columns hold."""
    rows = (table.heads, *table.rows)
    letters = [max(min(len(row[at]), _LONGEST) for row in rows) for at in range(len(table.heads))]
    spare = _WIDE - _LEAST * len(letters)
    return [_LEAST + spare * each / sum(letters) for each in letters]
