"""Asking the person at the keyboard for user and password, where a server wants them and nobody has set them.

They are never options or arguments, which others on the same machine can read.
"""

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sysmap.stores.neo4j.credentials import Credentials

_GIVEN: "dict[str, Credentials]" = {}
"""What was typed for each server, so that a command that connects twice asks once; gone when it ends."""


def ask_where_wanted() -> None:
    """Have servers that refuse without a password ask for it."""
    from sysmap.stores.neo4j.credentials import ASK

    ASK.set(ask_for_password)


def ask_for_password(server: str) -> "Credentials | None":
    """Ask for user and password, or give None where nobody is there to answer.

    Parameters
    ----------
    server : str
        Host and port.
    """
    from sysmap.cli.progress import hush
    from sysmap.stores.neo4j.credentials import Credentials

    if server not in _GIVEN:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return None
        hush()
        user = click.prompt(f"User for {server}", default="neo4j", err=True)
        password = click.prompt(f"Password of {user}", hide_input=True, err=True)
        _GIVEN[server] = Credentials(user, password)
    return _GIVEN[server]
