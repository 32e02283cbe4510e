"""Stable ids of our own: a short prefix that says the kind and ten random letters, or ten drawn from a key."""

import hashlib
import secrets

from sysmap.model.vocabulary import kind_of

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 10


_PAIRS = tuple(first + second for second in _ALPHABET for first in _ALPHABET)
"""Two letters for each ten bits: imports spell hundreds of thousands of ids."""


def _spell(number: int) -> str:
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(0, 5 * _LENGTH, 10)])


def new_id(kind: str, *, joins: bool = False) -> str:
    """Make a fresh id for a record of a kind; 50 random bits, so that two laptops do not make the same one."""
    return f"{kind_of(kind, joins=joins).prefix}_{_spell(secrets.randbits(50))}"


def keyed_id(kind: str, *key: str, joins: bool = False) -> str:
    """Make the id that always belongs to a key, so that importing a file again finds what it made before."""
    digest = hashlib.sha256("\x1f".join((kind, *key)).encode()).digest()
    return f"{kind_of(kind, joins=joins).prefix}_{_spell(int.from_bytes(digest[:8]))}"


def new_edit_id() -> str:
    """Make a fresh id for an edit."""
    return f"edit_{_spell(secrets.randbits(50))}"
