"""Asking the person at the keyboard which of several things is meant."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sysmap.errors import UsageError
from sysmap.pipeline.names import Ask

if TYPE_CHECKING:
    from sysmap.analysis.duplicates import Alike
    from sysmap.pipeline.duplicates import Judge

_ANSWERS = {"s": "first", "2": "second", "d": "different", "l": "later", "q": "stop"}


def _ask(question: str, options: Sequence[tuple[str, str]]) -> str:
    click.echo(f"{question}:", err=True)
    for number, (_, words) in enumerate(options, 1):
        click.echo(f"  {number}  {words}", err=True)
    chosen: int = click.prompt("Number", type=click.IntRange(1, len(options)), err=True)
    return options[chosen - 1][0]


def ask_on_terminal() -> Ask | None:
    """Give the way to ask, or None where nobody is there to answer."""
    return _ask if sys.stdin.isatty() and sys.stderr.isatty() else None


def _judge(pair: "Alike", number: int, count: int) -> str:
    click.echo(f"\n{number} of {count}: {pair.why}, {pair.likeness:.0f} of 100 alike", err=True)
    for place, each in enumerate((pair.first, pair.second), 1):
        beside = ", ".join(
            filter(None, (each.declared.words, each.get("org_id"), each.get("created_by"), each.get("note")[:80]))
        )
        click.echo(f"  {place}  {each.name}  ({beside})", err=True)
    if pair.shared_neighbours:
        click.echo(f"  both are joined to {pair.shared_neighbours} of the same", err=True)
    said: str = click.prompt(
        "s same, 2 same but keep the second, d different, l later, q stop",
        type=click.Choice(list(_ANSWERS)),
        default="l",
        show_choices=False,
        err=True,
    )
    return _ANSWERS[said]


def judge_on_terminal() -> "Judge":
    """Give the way to judge pairs.

    Raises
    ------
    UsageError
        When nobody is there to answer.
    """
    if ask_on_terminal() is None:
        raise UsageError("--review asks at a keyboard, and there is none; --out FILE writes the list to fill in")
    return _judge
