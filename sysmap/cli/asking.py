"""Asking the person at the keyboard which of several things is meant."""

import sys
from collections.abc import Sequence

import click

from sysmap.pipeline.names import Ask


def _ask(question: str, options: Sequence[tuple[str, str]]) -> str:
    click.echo(f"{question}:", err=True)
    for number, (_, words) in enumerate(options, 1):
        click.echo(f"  {number}  {words}", err=True)
    chosen: int = click.prompt("Number", type=click.IntRange(1, len(options)), err=True)
    return options[chosen - 1][0]


def ask_on_terminal() -> Ask | None:
    """Give the way to ask, or None where nobody is there to answer."""
    return _ask if sys.stdin.isatty() and sys.stderr.isatty() else None
