"""What makes page data of a scenario out of those of the base: only what differs, so that one file can hold them all.

`frontend/src/differences.ts` reads it back. Lists of things with ids are compared thing by thing, objects name by name;
whatever else differs is written anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_NAMES = ("id", "year")
"""What tells the things of a list apart: ids, and in lists of years the year."""


def difference(base: Any, other: Any) -> dict[str, Any] | None:
    """Give what makes one value of JSON out of another; None where they are equal.

    Parameters
    ----------
    base, other : Any
        The values.

    Returns
    -------
    dict or None
        `{"is": value}`; or `{"names": {name: difference}, "gone": [name]}` of an object; or of a list of things with
        ids `{"by": "id", "same": {id: difference}, "gone": [id], "new": [[id before it or "", thing]]}`.
    """
    if _same(base, other):
        return None
    if isinstance(base, Mapping) and isinstance(other, Mapping):
        names = {
            name: found if name in base else {"is": value}
            for name, value in other.items()
            if (found := difference(base.get(name), value)) is not None or name not in base
        }
        gone = [name for name in base if name not in other]
        return {"names": names, **({"gone": gone} if gone else {})}
    by = _told_apart(base, other)
    return (by and _of_lists(base, other, by)) or {"is": other}


def _same(one: Any, other: Any) -> bool:
    """Whether two values of JSON are written alike: to Python, true is 1 and 1.0 is 1; on the page they are not."""
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, Mapping):
        return all(_same(value, other[name]) for name, value in one.items())
    return not isinstance(one, list) or all(map(_same, one, other))


def _told_apart(base: Any, other: Any) -> str:
    """Give by what the things of two lists are told apart; empty where they are not."""
    if not isinstance(base, list) or not isinstance(other, list) or not base or not other:
        return ""
    for name in _NAMES:
        if all(
            all(isinstance(each, Mapping) and name in each for each in several)
            and len({each[name] for each in several}) == len(several)
            for several in (base, other)
        ):
            return name
    return ""


def _of_lists(base: Sequence[Any], other: Sequence[Any], by: str) -> dict[str, Any] | None:
    before = {each[by]: each for each in base}
    after = {each[by]: each for each in other}
    if [each for each in before if each in after] != [each for each in after if each in before]:
        return None
    same = {name: found for name, each in after.items() if name in before and (found := difference(before[name], each))}
    new = []
    last = ""
    for name, each in after.items():
        if name not in before:
            new.append([last, each])
        last = name
    return {"by": by, "same": same, "gone": [name for name in before if name not in after], "new": new}


def differing_tables(base: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give the tables of a scenario as a page can make them from those of the base, which are in it as HTML.

    Parameters
    ----------
    base, other : sequence of Mapping
        The tables of both.

    Returns
    -------
    list of dict
        The tables in their order; of one that is the same only its `id`; of another all of it, with `rows` that are
        cells, or `[first, end]` for rows of the base's table from the first up to but not the end.
    """
    known = {table["id"]: table for table in base}
    return [
        {"id": table["id"]} if known.get(table["id"]) == table else {**table, "rows": _rows(known, table)}
        for table in other
    ]


def _rows(known: Mapping[str, Mapping[str, Any]], table: Mapping[str, Any]) -> list[Any]:
    before = known.get(table["id"])
    if before is None or before["headers"] != table["headers"]:
        return list(table["rows"])
    places: dict[tuple[str, ...], list[int]] = {}
    for place, row in reversed(list(enumerate(before["rows"]))):
        places.setdefault(tuple(row), []).append(place)
    rows: list[Any] = []
    for row in table["rows"]:
        at = places.get(tuple(row))
        if not at:
            rows.append(row)
            continue
        place = at.pop()
        if rows and isinstance(rows[-1][0], int) and rows[-1][1] == place:
            rows[-1][1] = place + 1
        else:
            rows.append([place, place + 1])
    return rows
