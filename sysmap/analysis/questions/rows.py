"""What the twins of the Cypher questions have in common: rows, and walks along chains of influence."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from sysmap.model.maps import Branch
from sysmap.model.records import Record

Value = str | int | bool | Decimal | date | list[str] | None
Row = dict[str, Value]


def is_outcome(record: Record) -> bool:
    """Whether a record is an outcome people want."""
    return record.kind == "Factor" and (record.yes("outcome") or record.get("kind") == "outcome")


def name_of(branch: Branch, record_id: str) -> str | None:
    """Give the name of a record, or None where it has none or is not there."""
    record = branch.get(record_id)
    return record.values.get("name") if record else None


def chains(
    branch: Branch, start: str, longest: int, *, goes_on: Callable[[list[str]], bool] = lambda _: True
) -> Iterator[list[Record]]:
    """Give every chain of influences that leaves an element and follows no link twice.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    start : str
        The element.
    longest : int
        The most links in a chain.
    goes_on : callable
        Whether a chain that has passed these elements may go on; it is given all of them, the first first.
    """

    def walk(chain: list[Record], passed: list[str]) -> Iterator[list[Record]]:
        if chain:
            yield chain
        if len(chain) == longest or (chain and not goes_on(passed)):
            return
        for link in branch.leaving(passed[-1], "INFLUENCES"):
            if link not in chain:
                yield from walk([*chain, link], [*passed, link.to_id])

    yield from walk([], [start])


def passes_nothing_twice(elements: list[str]) -> bool:
    """Whether a chain through these elements is a way and goes round nothing."""
    return len(set(elements)) == len(elements)


def improved_outcomes(branch: Branch, service: str, longest: int) -> set[str]:
    """Give the outcomes that a way of at most so many links, which goes round nothing, pushes as people want.

    Going round a loop does not count: what makes an outcome worse, and is then kept in check, is no better outcome.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    service : str
        Where the ways begin.
    longest : int
        The most links in a way.
    """
    found: set[str] = set()
    for chain in chains(branch, service, longest, goes_on=passes_nothing_twice):
        outcome = branch[chain[-1].to_id]
        wanted = {"up": "+", "down": "-"}.get(outcome.get("desired_direction"))
        good = is_outcome(outcome) and wanted and sign(chain) == wanted
        if good and passes_nothing_twice([service, *(link.to_id for link in chain)]):
            found.add(outcome.id)
    return found


def sign(chain: list[Record]) -> str:
    """Give what the signs along a chain make together: +, -, or ? where any is unsure."""
    signs = [link.get("polarity", "?") for link in chain]
    if any(each not in {"+", "-"} for each in signs):
        return "?"
    return "-" if signs.count("-") % 2 else "+"
