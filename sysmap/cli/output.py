"""Saying an answer: text in a terminal or a pipe, JSON, CSV."""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from sysmap.pipeline.answers import Answer, Table

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters and changes of direction: on a terminal they could show something else than what is there."""

_GAP = "  "


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
        parts=(*answer.parts, "", f"To ask this again: {said}"),
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
    for part in parts:
        if isinstance(part, str):
            click.echo(_printable(part))
        elif pretty:
            _say_pretty(part)
        else:
            _say_plain(part)


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


def _say_pretty(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in table.columns:
        right = name in table.right
        drawn.add_column(Text(name), justify="right" if right else "left", no_wrap=right, overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(_one_line(cell)) for cell in row))
    Console(highlight=False, markup=False, emoji=False).print(drawn)


def _one_line(cell: str) -> str:
    return " ".join(_printable(cell).split())


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
