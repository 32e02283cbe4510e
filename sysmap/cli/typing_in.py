"""Reading what is typed or pasted into standard input."""

import sys

from sysmap.errors import UsageError


def read_lines() -> list[str]:
    """Read lines from standard input: UTF-8, with or without a mark, else Windows text.

    Raises
    ------
    UsageError
        When it is no text.
    """
    data = sys.stdin.buffer.read()
    if b"\0" in data:
        raise UsageError("what came in is no text; give one name a line")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.splitlines()
