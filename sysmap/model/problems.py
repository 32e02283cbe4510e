"""Problems: what is wrong with a map or a file, where, and what to do about it. Values, never raised."""

import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

_QUOTED = 80
_MESSAGE = 1_000
_LONG_QUOTATION = re.compile(rf"""('[^']{{{_QUOTED}}})[^']+'|("[^"]{{{_QUOTED}}})[^"]+"|(“[^”]{{{_QUOTED}}})[^”]+”""")
_CLOSING = {"'": "'", '"': '"', "“": "”"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    message : str
        What is wrong, in one plain sentence. A value it quotes is cut at 80 characters: cells can hold millions.
    todo : str
        What to do about it.
    severity : {"error", "warning"}
        An error makes the row unsound, so that an import refuses it; a warning does not.
    file : str
        The file it stands in, where it came from one.
    row : int
        The row of that file, counted as the file's own program counts it; 0 where there is none.
    field : str
        The column or property.
    record_id : str
        The record it is about, where there is one.
    own : str
        The kind or property of the user's own that it warns of; no news where the map has it already.
    """

    message: str
    todo: str = ""
    severity: Severity = "error"
    file: str = ""
    row: int = 0
    field: str = ""
    record_id: str = ""
    own: str = ""

    def __post_init__(self) -> None:
        """Cut what is too long to be read."""
        if len(self.message) > _QUOTED:
            object.__setattr__(self, "message", _cut(_LONG_QUOTATION.sub(_cut_quotation, self.message), _MESSAGE))

    def __str__(self) -> str:
        field = _cut(self.field, _QUOTED)
        place = ", ".join(part for part in (self.file, f"row {self.row}" if self.row else "", field) if part)
        return f"{place}: {self.message}" + (f" ({self.todo})" if self.todo else "") if place else self._bare()

    def _bare(self) -> str:
        return self.message + (f" ({self.todo})" if self.todo else "")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _cut_quotation(found: re.Match[str]) -> str:
    start = found[1] or found[2] or found[3]
    return f"{start}…{_CLOSING[start[0]]}"
