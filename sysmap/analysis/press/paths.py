"""The ways by which a push reaches an element: the shortest ones, with what their signs make."""

from collections.abc import Sequence
from dataclasses import dataclass

from sysmap.analysis.press.causal_matrix import CausalMatrix, Effect

SHOWN = 4
"""Ways that are looked for; people read two."""


@dataclass(frozen=True, slots=True)
class Path:
    """One way from one element to another.

    Parameters
    ----------
    elements : tuple of str
        Ids from the first to the last; none comes twice.
    links : tuple of str
        Ids of the links along it; all where several join the same two.
    polarity : {"+", "-", "?"}
        What its signs make; "?" where one of them is unsure.
    """

    elements: tuple[str, ...]
    links: tuple[str, ...]
    polarity: str


def find_paths(matrix: CausalMatrix, starts: Sequence[str], finish: str, most: int = SHOWN) -> tuple[Path, ...]:
    """Find the shortest ways from any of some elements to another, one after another, shortest first.

    Parameters
    ----------
    matrix : CausalMatrix
        The causal map.
    starts : sequence of str
        Where the ways begin; none passes through another of them.
    finish : str
        Where they end.
    most : int, optional
        How many to find.
    """
    leaving: dict[int, list[Effect]] = {}
    for effect in matrix.effects:
        leaving.setdefault(effect.column, []).append(effect)
    place = matrix.index()
    goal = place[finish]
    steps_left = _steps_to(matrix, goal)
    first = {place[start] for start in starts}
    found: list[Path] = []
    # Breadth first over ways, never into what cannot reach the end within the length that is being tried.
    for length in range(1, matrix.size + 1):
        if len(found) >= most:
            break
        stack: list[tuple[Effect, ...]] = [()]
        for start in sorted(first):
            stack = [
                (effect,)
                for effect in leaving.get(start, ())
                if effect.row not in first and steps_left.get(effect.row, length) <= length - 1
            ]
            while stack and len(found) < most:
                way = stack.pop()
                end = way[-1].row
                if end == goal:
                    if len(way) == length:
                        found.append(_path(matrix, way))
                    continue
                visited = {start, *(each.row for each in way)}
                stack.extend(
                    (*way, effect)
                    for effect in leaving.get(end, ())
                    if effect.row not in visited
                    and effect.row not in first
                    and len(way) + 1 + steps_left.get(effect.row, length) <= length
                )
        if length > _LONGEST and found:
            break
    return tuple(found)


_LONGEST = 8
"""Once a way is known, longer ones than this are not looked for: nobody can tell them."""


def _steps_to(matrix: CausalMatrix, goal: int) -> dict[int, int]:
    reaching: dict[int, list[int]] = {}
    for effect in matrix.effects:
        reaching.setdefault(effect.row, []).append(effect.column)
    steps = {goal: 0}
    queue = [goal]
    for element in queue:
        for before in reaching.get(element, ()):
            if before not in steps:
                steps[before] = steps[element] + 1
                queue.append(before)
    return steps


def _path(matrix: CausalMatrix, way: Sequence[Effect]) -> Path:
    signs = [effect.polarity for effect in way]
    polarity = "?" if "?" in signs else ("-" if signs.count("-") % 2 else "+")
    elements = (matrix.elements[way[0].column], *(matrix.elements[effect.row] for effect in way))
    return Path(elements, tuple(link for effect in way for link in effect.links), polarity)
