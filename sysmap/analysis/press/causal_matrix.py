"""The causal links of a map as a matrix with ranges: what every version of the map is drawn from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sysmap.analysis.press.settings import Settings
from sysmap.model.maps import Branch
from sysmap.model.polarity import is_contested, joint_polarity
from sysmap.model.records import Record


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of one element on another.

    Parameters
    ----------
    row, column : int
        The element that is acted on and the one that acts, by their places in the matrix.
    polarity : {"+", "-", "?"}
        The same way, the opposite way, or unsure: drawn either way, each as likely.
    smallest, largest : float
        The range of its size.
    existence : float
        How likely it is there, 0 to 1.
    links : tuple of str
        Ids of the links that say so: several where several join the same two elements the same way.
    """

    row: int
    column: int
    polarity: str
    smallest: float = 0.0
    largest: float = 1.0
    existence: float = 1.0
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CausalMatrix:
    """What is known of a community matrix `A`, where `A[i, j]` is the effect of j on i.

    Parameters
    ----------
    elements : tuple of str
        Ids of the elements, by their places.
    effects : tuple of Effect
        At most one for each pair, ordered by row and column.
    limited : tuple of bool
        Which elements damp themselves. On a map all do: nothing that people draw grows for ever by itself.
    """

    elements: tuple[str, ...]
    effects: tuple[Effect, ...]
    limited: tuple[bool, ...]

    @property
    def size(self) -> int:
        """How many elements there are."""
        return len(self.elements)

    def index(self) -> Mapping[str, int]:
        """Give each element's place by its id."""
        return {element: place for place, element in enumerate(self.elements)}

    def without(self, effect: Effect) -> "CausalMatrix":
        """Give the matrix without one effect."""
        return replace(self, effects=tuple(each for each in self.effects if each != effect))


def matrix_of(branch: Branch, settings: Settings | None = None) -> CausalMatrix:
    """Read the causal matrix of a branch.

    Links that join the same two elements the same way count as one: with the sign they agree on, unsure where they do
    not; as strong and as sure as the strongest and the surest of them say. An element is in the matrix where a causal
    link starts or ends at it.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    settings : Settings, optional
        How likely and how large the links are by what people said of them.
    """
    settings = settings or Settings()
    pairs: dict[tuple[str, str], list[Record]] = {}
    for link in branch.of("INFLUENCES"):
        if link.from_id in branch and link.to_id in branch:
            pairs.setdefault((link.to_id, link.from_id), []).append(link)
    # By name, and not by id: the same map in another file, or in a share with ids of its own, gives the same answer.
    ends = {end for pair in pairs for end in pair}
    elements = tuple(sorted(ends, key=lambda end: (branch.name_of(end).casefold(), end)))
    place = {element: index for index, element in enumerate(elements)}
    effects = [_effect(place[to], place[start], links, settings) for (to, start), links in pairs.items()]
    ordered = sorted(effects, key=lambda each: (each.row, each.column))
    return CausalMatrix(elements, tuple(ordered), (True,) * len(elements))


def _effect(row: int, column: int, links: Sequence[Record], settings: Settings) -> Effect:
    polarity = "?" if any(map(is_contested, links)) else joint_polarity(links)
    smallest, largest = max(_size(link, settings) for link in links)
    existence = max(settings.existence[link.get("confidence")] for link in links)
    return Effect(row, column, polarity, smallest, largest, existence, tuple(sorted(link.id for link in links)))


def _size(link: Record, settings: Settings) -> tuple[float, float]:
    if settings.weights == "uniform":
        return settings.strength[""]
    if settings.weights == "log_uniform":
        return 0.01, 1.0
    return settings.strength[link.get("strength")]


def matrix_from_signs(signs: Sequence[Sequence[int]], elements: Iterable[str] = ()) -> CausalMatrix:
    """Make a matrix of known signs, as the literature prints them.

    Parameters
    ----------
    signs : sequence of sequence of int, shape (n, n)
        `signs[i][j]` is -1, 0 or 1, the effect of j on i; -1 on the diagonal for elements that damp themselves.
    elements : iterable of str, optional
        Names of the elements.
    """
    names = tuple(elements) or tuple(str(place) for place in range(len(signs)))
    effects = tuple(
        Effect(row, column, "+" if sign > 0 else "-")
        for row, line in enumerate(signs)
        for column, sign in enumerate(line)
        if sign and (row != column or sign > 0)
    )
    return CausalMatrix(names, effects, tuple(signs[place][place] < 0 for place in range(len(signs))))


def signs_of(matrix: CausalMatrix) -> list[list[int]]:
    """Give the signs of a matrix whose every sign is known, -1 on the diagonal where an element damps itself.

    Raises
    ------
    ValueError
        When the sign of an effect is unsure.
    """
    signs = [[0] * matrix.size for _ in range(matrix.size)]
    for effect in matrix.effects:
        if effect.polarity not in {"+", "-"}:
            raise ValueError("a matrix with unsure signs has no exact answer")
        signs[effect.row][effect.column] = 1 if effect.polarity == "+" else -1
    for place, limited in enumerate(matrix.limited):
        signs[place][place] -= limited
    return signs
