"""What to type for the same answer again: the command with every setting said, and the map as it was then."""

import re
import shlex
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

PINNED = frozenset({"draws", "starts", "seed", "weights", "permutations", "measures"})
"""Settings that are said even where they are the default, so that a later sysmap with others gives the same answer."""

_PLAIN = re.compile(r"[\w.,:/=+@%-]+")
_NOT_IN_DOUBLE = frozenset('"$`\\!%')


def say_again(version: int) -> str:
    """Write the command that is being run so that it can be typed again later.

    Parameters
    ----------
    version : int
        The number of the edit after which the map was asked.
    """
    ctx = click.get_current_context()
    values = {**ctx.params, **({"at": str(version)} if "at" in ctx.params else {})}
    arguments: list[str] = []
    options: list[str] = []
    for param in ctx.command.params:
        value = values.get(param.name or "")
        if isinstance(param, click.Option):
            options.extend(_words(param, value))
        elif value:
            arguments.extend(map(str, value if isinstance(value, tuple) else (value,)))
    # What looks like an option and is none can only be told apart by standing behind two dashes.
    dashed = any(word.startswith("-") for word in arguments)
    words = [*options, "--", *arguments] if dashed else [*arguments, *options]
    return " ".join([ctx.command_path, *map(_quoted, words)])


def leave_out(*names: str) -> None:
    """Say nothing of settings that play no part in the answer that is being made.

    Parameters
    ----------
    *names : str
        Names of parameters of the command.
    """
    say_also(**dict.fromkeys(names))


def say_also(**values: str | None) -> None:
    """Say the value that a setting turned out to have, so that the answer can be had again.

    Parameters
    ----------
    **values : str or None
        By the name of the parameter; None says nothing of it.
    """
    click.get_current_context().params.update(values)


def _words(param: click.Option, value: Any) -> Iterator[str]:
    if value is None or not param.expose_value:
        return
    name = max(param.opts, key=len)
    if param.is_flag:
        if value is True or (value and value == param.flag_value):
            yield name
        return
    if value == param.default and param.name not in PINNED:
        return
    for each in value if isinstance(value, tuple) else (value,):
        if each != "":
            said = _said(each)
            yield from [f"{name}={said}"] if said.startswith("-") else [name, said]


def _said(value: Any) -> str:
    if isinstance(value, datetime):  # options take days
        return value.date().isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _quoted(word: str) -> str:
    """Quote what a shell would take apart: in double quotes, which Windows knows, where nothing in them is meant."""
    if _PLAIN.fullmatch(word):
        return word
    return shlex.quote(word) if _NOT_IN_DOUBLE & set(word) else f'"{word}"'
