"""Saying an answer: text in a terminal or a pipe, JSON, CSV."""

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import replace

import click

from sysmap.pipeline.answers import Answer, Table

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters and changes of direction: on a terminal they could show something else than what is there."""

_GAP = "  "
_LABEL = re.compile(r" *(?:\d+\. |[^:“]{1,28}: {2,})?")
"""What further lines of a text stand clear of: blanks, a number, a label with its blanks."""

_ROOM_ENOUGH = 40
"""Letters of a last column that can be read beside the others."""

_STACKED = 6
_HANGING = 2
_NAME_ROOM = 16
_RULED_GAP = 3
"""Between two columns of a table with a rule under its header."""

AGAIN_WORDS = "To ask this again: "
AGAIN = ("map_version", "again")
"""Columns and keys with which an answer says what it was made from and how to ask for it again."""


def say(answer: Answer, shape: str, *, again: bool = False) -> int:
    """Say an answer in a format; notes go to standard error.

    Parameters
    ----------
    answer : Answer
        What there is to say.
    shape : {"text", "json", "csv"}
        The format.
    again : bool, optional
        Whether to say what to type for the same answer again, in every format.

    Returns
    -------
    int
        The exit code: 0, or 1 where problems were found or there is no answer.
    """
    if again:
        answer = _with_again(answer)
    if shape == "json":
        click.echo(json.dumps(answer.data, ensure_ascii=False, indent=2))
    elif shape == "csv":
        _say_csv(answer.table)
    else:
        _say_text(answer.parts)
    for note in answer.notes:
        remark(note)
    return 0 if answer.fine else 1


def _with_again(answer: Answer) -> Answer:
    from sysmap.cli.again import say_again

    version = answer.data[AGAIN[0]]
    said = say_again(version)
    table = answer.table
    return replace(
        answer,
        parts=(*answer.parts, "", f"{AGAIN_WORDS}{said}"),
        data={**answer.data, AGAIN[1]: said},
        table=replace(
            table, columns=(*table.columns, *AGAIN), rows=tuple((*row, str(version), said) for row in table.rows)
        ),
    )


def remark(line: str) -> None:
    """Say something beside the answer, on standard error."""
    click.echo(_printable(line), err=True)


def _say_csv(table: Table) -> None:
    import csv

    from sysmap.formats.cells import guard

    writer = csv.writer(_Lines(), lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([guard(cell) for cell in row] for row in table.rows)


class _Lines:
    """What `csv.writer` needs of a file, going where click's output goes."""

    def write(self, text: str) -> None:
        """Write one line."""
        click.echo(text, nl=False)


def _say_text(parts: Sequence[str | Table]) -> None:
    pretty = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if pretty else 0
    for part in parts:
        if isinstance(part, str):
            said = _printable(part)
            click.echo("\n".join(fitted(line, width) for line in said.split("\n")) if pretty else said)
        elif not pretty:
            _say_plain(part)
        elif _has_long_end(part, width):
            _say_stacked(part, width)
        else:
            _say_pretty(part, width)


def fitted(line: str, width: int) -> str:
    """Break a line at spaces for a terminal of this width, further lines under the text that the first begins with.

    Parameters
    ----------
    line : str
        The line. One to be typed again stays whole: a terminal that breaks it by itself still copies it as one.
    width : int
        How many letters fit.
    """
    if len(line) <= width or line.startswith(AGAIN_WORDS):
        return line
    label = _LABEL.match(line)
    indent = len(label[0]) if label and len(label[0]) < width // 2 else 0
    if label and not label[0].strip():
        indent += _HANGING
    return _filled(line, width, "", " " * indent)


def _filled(text: str, width: int, first: str, others: str) -> str:
    """Break a text at spaces and nowhere else."""
    return textwrap.fill(
        text, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def _has_long_end(table: Table, width: int) -> bool:
    """Whether the last column of a table is a text that would be squeezed, while the others fit."""
    *others, last = (max(map(len, column)) for column in zip(table.columns, *table.rows, strict=True))
    room = width - sum(others) - len(_GAP) * len(others)
    return bool(others) and table.columns[-1] not in table.right and last > _ROOM_ENOUGH > room >= 0


def _say_stacked(table: Table, width: int) -> None:
    """Say a table with the last cell of each row under the others, as it is too long to stand beside them."""
    columns, right = table.columns[:-1], table.right
    rows = [columns, *([_one_line(cell) for cell in row[:-1]] for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    under = [table.columns[-1], *(_one_line(row[-1]) for row in table.rows)]
    indent = " " * _STACKED
    for row, last in zip(rows, under, strict=True):
        cells = (
            cell.rjust(size) if name in right else cell.ljust(size)
            for cell, size, name in zip(row, widths, columns, strict=True)
        )
        click.echo(_GAP.join(cells).rstrip())
        if last:
            click.echo(_filled(last, width, indent, indent))


def _say_plain(table: Table) -> None:
    """Say a table in plain columns: nothing drawn, coloured or cut short."""
    rows = [table.columns, *([_one_line(cell) for cell in row] for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if name in table.right else cell.ljust(width)
            for cell, width, name in zip(row, widths, table.columns, strict=True)
        )
        click.echo(_GAP.join(cells).rstrip())


def _say_pretty(table: Table, width: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name, size in zip(table.columns, column_widths(table, width), strict=True):
        right = name in table.right
        drawn.add_column(Text(name), justify="right" if right else "left", overflow="fold", width=size)
    for row in table.rows:
        drawn.add_row(*(Text(_one_line(cell)) for cell in row))
    Console(highlight=False, markup=False, emoji=False).print(drawn)


def column_widths(table: Table, width: int) -> list[int]:
    """Give each column of a table its width on a terminal: the widest give way first, numbers and names last.

    Parameters
    ----------
    table : Table
        The table.
    width : int
        How many letters fit on a line.
    """
    cells = [max((len(_one_line(cell)) for cell in column), default=0) for column in zip(*table.rows, strict=True)]
    cells = cells or [0] * len(table.columns)
    wide = [max(size, len(name)) for size, name in zip(cells, table.columns, strict=True)]
    words = [max(map(len, name.split()), default=0) for name in table.columns]
    numbers = [
        size if name in table.right else min(size, _NAME_ROOM) for size, name in zip(cells, table.columns, strict=True)
    ]
    room = width - _RULED_GAP * (len(wide) - 1)
    # Headers first stand in several lines, then are broken within words; a number never is.
    for least in ([max(pair) for pair in zip(numbers, words, strict=True)], [max(size, 1) for size in numbers]):
        while sum(wide) > room and any(size > floor for size, floor in zip(wide, least, strict=True)):
            widest = max((size, -at) for at, (size, floor) in enumerate(zip(wide, least, strict=True)) if size > floor)
            wide[-widest[1]] -= 1
    return wide


def _one_line(cell: str) -> str:
    return " ".join(_printable(cell).split())


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
