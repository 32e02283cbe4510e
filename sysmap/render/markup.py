"""Putting text, styles and scripts into HTML so that nothing in them is read as anything else."""

import base64
import hashlib
import re
from html import escape


def plain(text: str) -> str:
    """Write text so that HTML reads it as text, in an element or in an attribute."""
    return escape(text, quote=True).replace("\x00", "")


def inline(text: str, element: str) -> str:
    """Make a script or style safe to stand in the page: nothing in it may end its element."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # browsers do so before they take the fingerprint
    return re.sub(f"</({element})", r"<\\/\1", text, flags=re.IGNORECASE)


def fingerprint(text: str) -> str:
    """Give the digest by which a policy lets one script or style through."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
