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
USER = "neo4j"
"""Who is meant where nobody says: the user that every server begins with."""

_NAMES = (("SYSMAP_NEO4J_USER", "SYSMAP_NEO4J_PASSWORD"), ("NEO4J_USERNAME", "NEO4J_PASSWORD"))


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and their password, which no representation shows."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sought:
    """What came of looking for credentials.

    Parameters
    ----------
    credentials : Credentials or None
        User and password, where there were any.
    missing : str
        Of the keyring, the last place that was looked at: why there were none.
    """

    credentials: Credentials | None
    missing: str = ""


def find_credentials(server: str) -> Sought:
    """Look for credentials without asking anybody; servers without passwords want none."""
    for user, password in _NAMES:
        if os.environ.get(password):
            return Sought(Credentials(os.environ.get(user) or USER, os.environ[password]))
    return _from_keyring(server)


def ask_for_credentials(server: str) -> Credentials | None:
    """Ask a person, if there is a way to."""
    ask = ASK.get()
    return ask(server) if ask else None


def _from_keyring(server: str) -> Sought:
    """Look in the system's keyring, where the extra `sysmap[keyring]` is installed and something is kept."""
    try:
        import keyring
    except ImportError:
        return Sought(None, "sysmap cannot look there yet, as pip install 'sysmap[keyring]' was not done")
    service = f"{KEYRING_SERVICE}:{server}"
    named = next((os.environ[name] for name, _ in _NAMES if os.environ.get(name)), None)
    user = named or USER
    try:
        found = keyring.get_credential(service, named)
        if found is None and named is None:  # some keyrings find nothing by the service alone
            found = keyring.get_credential(service, USER)
    except Exception as error:  # noqa: BLE001 - each backend raises what it likes, and the server may want no password
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        return Sought(None, f"looking for {service} there failed: {said}")
    if found is None:
        return Sought(None, f"there is no {service} of user {user} in it (keyring set {service} {user})")
    return Sought(Credentials(found.username, found.password))
