"""Where things stand in a JSON text: walked only when something is wrong with it, to say on which line."""

import re
from contextlib import suppress
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in the library, missing from its stubs

Path = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"[^\s,\]}]+")


class Places:
    """The offset of every value of a sound JSON text, and of keys that stand twice in one object.

    Parameters
    ----------
    text : str
        A text that the json library reads.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.offsets: dict[Path, int] = {}
        self.twice: list[tuple[Path, int]] = []
        # What stands behind a key said twice was never read, and may be no JSON at all: places are known up to there.
        with suppress(IndexError, ValueError):
            self._walk()

    def line(self, path: Path) -> int:
        """Give the line on which a value stands, from 1."""
        return self.text.count("\n", 0, self.offsets.get(path, 0)) + 1

    def spot(self, path: Path) -> str:
        """Give the line and column at which a value stands, in words."""
        return spot(self.text, self.offsets.get(path, 0))

    def _walk(self) -> None:
        at = self._blank(0)
        open_parts: list[tuple[Path, str]] = []
        self.offsets[()] = at
        here: Path = ()
        while at < len(self.text):
            character = self.text[at]
            if character in "{[":
                open_parts.append((here, character))
                at = self._blank(at + 1)
                if self.text[at] in "}]":
                    continue
                here, at = self._next((*here, 0) if character == "[" else here, at, character)
            elif character in "}]":
                here, _ = open_parts.pop()
                at = self._blank(at + 1)
            elif character == ",":
                parent, bracket = open_parts[-1]
                step = here[-1] + 1 if bracket == "[" and isinstance(here[-1], int) else 0
                here, at = self._next((*parent, step) if bracket == "[" else parent, self._blank(at + 1), bracket)
            elif character == '"':
                at = self._blank(scanstring(self.text, at + 1, False)[1])  # noqa: FBT003 - the library's own order
            else:
                found = _PLAIN.match(self.text, at)
                at = self._blank(found.end() if found else len(self.text))

    def _next(self, path: Path, at: int, bracket: str) -> tuple[Path, int]:
        """Step to the next value of an array or object; `path` is the value's own, or that of the object."""
        if bracket == "{":
            key, end = scanstring(self.text, at + 1, False)  # noqa: FBT003 - the library's own order
            path = (*path, key)
            if path in self.offsets:
                self.twice.append((path, at))
            at = self._blank(self._blank(end) + 1)
        self.offsets[path] = at
        return path, at

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at


def spot(text: str, offset: int) -> str:
    """Give an offset in a text as its line and column, in words."""
    return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - text.rfind(chr(10), 0, offset)}"
