"""Putting text, styles and scripts into HTML so that nothing in them is read as anything else."""

import base64
import hashlib
import re
from collections.abc import Mapping
from html import escape
from typing import Any


def plain(text: str) -> str:
    """Write text so that HTML reads it as text, in an element or in an attribute."""
    return escape(text, quote=True).replace("\x00", "")


PAGE_LANGUAGE = "en-GB"
"""The language of all that sysmap itself says."""


def language_of(data: Mapping[str, Any]) -> str:
    """Give the language that the names and notes on a page are written in: that of the page where nobody named one."""
    language: str = data["map"].get("language") or PAGE_LANGUAGE
    return language


def lang(data: Mapping[str, Any]) -> str:
    """Give the attribute of an element that holds words of the map; empty where they are in the page's language."""
    language = language_of(data)
    return "" if language == PAGE_LANGUAGE else f' lang="{plain(language)}"'


def inline(text: str, element: str) -> str:
    """Make a script or style safe to stand in the page: nothing in it may end its element."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # browsers do so before they take the fingerprint
    return re.sub(f"</({element})", r"<\\/\1", text, flags=re.IGNORECASE)


def fingerprint(text: str) -> str:
    """Give the digest by which a policy lets one script or style through."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
