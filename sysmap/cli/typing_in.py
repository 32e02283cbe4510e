"""Reading what is typed or pasted into standard input."""

import sys


def read_lines() -> list[str]:
    """Read lines from standard input: UTF-8, with or without a mark, else Windows text."""
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.splitlines()
