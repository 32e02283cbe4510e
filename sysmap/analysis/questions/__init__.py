"""The named questions of the Cypher library, answered over the map in memory: a second way to the same rows.

Each function has the name of a file under `cypher/questions/`, takes a branch and the same parameters, and gives the
same columns, so that either checks the other and a map in a file can be asked too.
"""

from collections.abc import Callable

from sysmap.analysis.questions import bodies, causal, keeping, money
from sysmap.analysis.questions.rows import Row

__all__ = ["TWINS", "Row"]

TWINS: dict[str, Callable[..., list[Row]]] = {
    function.__name__: function
    for module in (money, causal, bodies, keeping)
    for function in vars(module).values()
    if callable(function) and getattr(function, "__module__", "") == module.__name__ and function.__name__[0] != "_"
}
"""Every question by name."""
