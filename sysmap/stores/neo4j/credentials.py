"""User and password for a server: from the environment, the system's keyring, or a person who is asked.

They are never taken from the command line or an address, where others may read them, and never printed or logged.
"""

import os
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

Ask = Callable[[str], "Credentials | None"]
"""Asks a person for user and password, given the server's name; None where there is nobody to ask."""

ASK: ContextVar[Ask | None] = ContextVar("ASK", default=None)
"""How to ask; the command line sets it where there is a terminal. Used only when a server refuses without."""

KEYRING_SERVICE = "sysmap"
_NAMES = (("SYSMAP_NEO4J_USER", "SYSMAP_NEO4J_PASSWORD"), ("NEO4J_USERNAME", "NEO4J_PASSWORD"))


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and their password, which no representation shows."""

    user: str
    password: str = field(repr=False)


def find_credentials(server: str) -> Credentials | None:
    """Find credentials without asking anybody; None where there are none, as servers without passwords want it."""
    for user, password in _NAMES:
        if os.environ.get(password):
            return Credentials(os.environ.get(user) or "neo4j", os.environ[password])
    return _from_keyring(server)


def ask_for_credentials(server: str) -> Credentials | None:
    """Ask a person, if there is a way to."""
    ask = ASK.get()
    return ask(server) if ask else None


def _from_keyring(server: str) -> Credentials | None:
    """Look in the system's keyring, where the extra `sysmap[keyring]` is installed and something is kept."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        found = keyring.get_credential(f"{KEYRING_SERVICE}:{server}", os.environ.get(_NAMES[0][0]) or None)
    except KeyringError:
        return None  # locked, or the system has none: the server says whether it wants a password
    return Credentials(found.username, found.password) if found else None
