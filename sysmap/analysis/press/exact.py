"""Exact answers for small maps of known signs, in whole numbers (Dambacher, Li and Rossignol 2002, Ecology 83:1372).

Counts of feedback cycles grow fast, so floats will not do: everything here is done in Python's integers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sysmap.analysis.press.settings import EXACT_LIMIT

Signs = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class ExactPress:
    """Responses of a community matrix to presses.

    Parameters
    ----------
    adjugate : tuple of tuple of int, shape (n, n)
        `adjugate[i][j]` of the negative matrix: feedback cycles by which i rises, less those by which it falls, under
        a sustained push on j.
    total : tuple of tuple of int, shape (n, n)
        All those cycles, whatever their sign.
    determinant : int
        Of the negative matrix; 0 where the map has no equilibrium of its own.
    characteristic : tuple of int, length n + 1
        Coefficients of the characteristic polynomial, the highest power first.
    """

    adjugate: tuple[tuple[int, ...], ...]
    total: tuple[tuple[int, ...], ...]
    determinant: int
    characteristic: tuple[int, ...]

    def weight(self, row: int, column: int) -> Fraction | None:
        """Give the weighted prediction, 0 (as many for as against) to 1 (all one way); None where nothing responds."""
        if self.total[row][column] == 0:
            return None
        return Fraction(abs(self.adjugate[row][column]), self.total[row][column])

    def share_rising(self, row: int, column: int) -> Fraction | None:
        """Give the share of cycles by which the row rises; None where it does not respond. No probability."""
        total = self.total[row][column]
        return Fraction(self.adjugate[row][column] + total, 2 * total) if total else None


def press_exactly(signs: Signs) -> ExactPress:
    """Work out the responses to all presses.

    Parameters
    ----------
    signs : sequence of sequence of int, shape (n, n)
        `signs[i][j]` in {-1, 0, 1} is the effect of j on i.

    Raises
    ------
    ValueError
        When there are more elements than permanents can be worked out for.
    """
    if len(signs) > EXACT_LIMIT:
        raise ValueError(f"{len(signs)} elements are too many for an exact answer, which goes up to {EXACT_LIMIT}")
    adjugate, characteristic = adjugate_of_negative(signs)
    determinant = characteristic[-1]  # of the negative matrix: its polynomial at 0
    return ExactPress(
        tuple(map(tuple, adjugate)), tuple(map(tuple, minors_permanents(signs))), determinant, tuple(characteristic)
    )


def adjugate_of_negative(signs: Signs) -> tuple[list[list[int]], list[int]]:
    """Give adj(-A) and the characteristic polynomial of A, by Faddeev and LeVerrier in whole numbers: O(n^4)."""
    n = len(signs)
    coefficients = [1]
    part = [[int(row == column) for column in range(n)] for row in range(n)]
    last = part
    for power in range(1, n + 1):
        last = part
        part = [[sum(a * part[k][column] for k, a in enumerate(line) if a) for column in range(n)] for line in signs]
        coefficient = -sum(part[place][place] for place in range(n)) // power
        coefficients.append(coefficient)
        for place in range(n):
            part[place][place] += coefficient
    return last, coefficients


def minors_permanents(signs: Signs) -> list[list[int]]:
    """Give per(|A| without row j and column i) at [i][j]: how many cycles there are, whatever their sign.

    One pass forwards and one backwards over the rows, keeping the sets of columns that are taken, give all n^2 of them
    in O(n^2 2^n) steps at most, fewer where the matrix is sparse.
    """
    n = len(signs)
    columns = [[column for column in range(n) if line[column]] for line in signs]
    before = _ways(columns)
    after = _ways(columns[::-1])
    everything = (1 << n) - 1
    totals = [[0] * n for _ in range(n)]
    for row in range(n):
        later = after[n - 1 - row]
        for taken, ways in before[row].items():
            left = everything & ~taken
            for column in range(n):
                bit = 1 << column
                if left & bit and (others := later.get(left & ~bit)):
                    totals[column][row] += ways * others
    return totals


def _ways(columns: Sequence[Sequence[int]]) -> list[dict[int, int]]:
    """Count, for the first k rows of each k, the ways to give each row a column of its own, by the columns taken."""
    steps: list[dict[int, int]] = [{0: 1}]
    for line in columns:
        ways: dict[int, int] = {}
        for taken, count in steps[-1].items():
            for column in line:
                bit = 1 << column
                if not taken & bit:
                    ways[taken | bit] = ways.get(taken | bit, 0) + count
        steps.append(ways)
    return steps


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether a matrix of signs tends to settle (Dambacher and others 2003, The American Naturalist 161:876).

    Parameters
    ----------
    feedback : tuple of int, length n
        Net feedback at each level, 1 to n; negative damps.
    weighted_feedback : tuple of Fraction or None, length n
        Each as a share of all feedback cycles of its level, -1 to 1; None where a level has none.
    hurwitz : tuple of int, length n
        The Hurwitz determinants of the characteristic polynomial.
    """

    feedback: tuple[int, ...]
    weighted_feedback: tuple[Fraction | None, ...]
    hurwitz: tuple[int, ...]

    @property
    def holds(self) -> bool:
        """Whether both criteria hold where all effects are of equal size: no feedback >= 0, all determinants > 0."""
        return all(each < 0 for each in self.feedback) and all(each > 0 for each in self.hurwitz)


def judge_stability(signs: Signs) -> Stability:
    """Work out feedback and Hurwitz determinants of a matrix of signs.

    Parameters
    ----------
    signs : sequence of sequence of int, shape (n, n)
        `signs[i][j]` in {-1, 0, 1} is the effect of j on i.
    """
    n = len(signs)
    _, coefficients = adjugate_of_negative(signs)
    cycles = _permanents_by_level(signs)
    feedback = tuple(-each for each in coefficients[1:])
    weighted = tuple(Fraction(net, total) if total else None for net, total in zip(feedback, cycles, strict=True))

    def coefficient(power: int) -> int:
        return coefficients[power] if 0 <= power <= n else 0

    hurwitz = [
        determinant([[coefficient(2 * (column + 1) - (row + 1)) for column in range(k)] for row in range(k)])
        for k in range(1, n + 1)
    ]
    return Stability(feedback, weighted, tuple(hurwitz))


def _permanents_by_level(signs: Signs) -> list[int]:
    """Add up the permanents of all principal minors of |A| of each size, 1 to n."""
    n = len(signs)
    # Row k may also be left out together with its column: what is counted is how many were not.
    states: dict[int, dict[int, int]] = {0: {0: 1}}
    for row, line in enumerate(signs):
        following: dict[int, dict[int, int]] = {}
        for taken, by_size in states.items():
            moves = [(1 << column, 1) for column in range(n) if line[column]] + [(1 << row, 0)]
            for bit, more in moves:
                if taken & bit:
                    continue
                target = following.setdefault(taken | bit, {})
                for size, ways in by_size.items():
                    target[size + more] = target.get(size + more, 0) + ways
        states = following
    by_size = states.get((1 << n) - 1, {})
    return [by_size.get(size, 0) for size in range(1, n + 1)]


def determinant(matrix: Signs) -> int:
    """Give a determinant of whole numbers, exactly, by Bareiss's elimination without fractions."""
    rows = [list(line) for line in matrix]
    n, sign, before = len(rows), 1, 1
    for step in range(n - 1):
        pivot = next((row for row in range(step, n) if rows[row][step]), None)
        if pivot is None:
            return 0
        if pivot != step:
            rows[step], rows[pivot], sign = rows[pivot], rows[step], -sign
        for row in range(step + 1, n):
            for column in range(step + 1, n):
                product = rows[row][column] * rows[step][step] - rows[row][step] * rows[step][column]
                rows[row][column] = product // before
        before = rows[step][step]
    return sign * rows[-1][-1] if n else 1
