"""Problems: what is wrong with a map or a file, where, and what to do about it. Values, never raised."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    message : str
        What is wrong, in one plain sentence.
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
    """

    message: str
    todo: str = ""
    severity: Severity = "error"
    file: str = ""
    row: int = 0
    field: str = ""
    record_id: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, f"row {self.row}" if self.row else "", self.field) if part)
        return f"{place}: {self.message}" + (f" ({self.todo})" if self.todo else "") if place else self._bare()

    def _bare(self) -> str:
        return self.message + (f" ({self.todo})" if self.todo else "")
