"""Page data made small: lists of alike things by column, what repeats written once, and names not said twice.

A page of thousands of links says the same few words thousands of times. What is written here `frontend/src/packing.ts`
reads back before anything else sees it, so that everybody but these two knows page data only as
`frontend/src/contract.ts` describes it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

_PACKED = ("elements", "links")

FROM, TO, FIGURE = "\x01", "\x02", "\x03"
"""In a sentence that is only `said`: the names of what the link comes from and leads to, and its exact figure."""

_MISSING = object()
_FEW = 2
"""Values are numbered where each occurs so many times on the mean; else they are written as they are."""


def pack(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give page data as they are embedded in a page.

    Parameters
    ----------
    data : Mapping
        What `frontend/src/contract.ts` describes. It is not changed.

    Returns
    -------
    dict
        The same with its elements and links packed by column. A packed list has its `count` and its `columns`; a
        column has a value for `all`; or one for `each`; or distinct values `of` which there is one `at` each place; or
        `lists` of so many members of what is packed in `of`; and the places `without` a value.
    """
    names = {element["id"]: element["name"] for element in data["elements"]}
    shorter = {
        "elements": [_with_breaks(element) for element in data["elements"]],
        "links": [_with_template(link, names) for link in data["links"]],
    }
    packed = {**data, **{name: _table(shorter[name]) for name in _PACKED}}
    return {**packed, "money": _money(data["money"])} if "money" in data else packed


def _money(money: Mapping[str, Any]) -> dict[str, Any]:
    years = [{**year, "sums": _table(year["sums"])} for year in money["years"]]
    return {**money, "years": years, "rows": _table(money["rows"])}


def _with_breaks(element: Mapping[str, Any]) -> Mapping[str, Any]:
    """Say of lines how many words each has, where they are the name and nothing else."""
    lines = element.get("lines")
    if not lines or " ".join(lines) != element["name"]:
        return element
    return {**element, "lines": ",".join(str(line.count(" ") + 1) for line in lines)}


def _with_template(link: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    """Leave names and figures out of a sentence, where putting them back gives the same sentence."""
    short = _short(link, link["sentence"], names)
    if short is None:
        return link
    rest = {name: value for name, value in link.items() if name != "sentence"}
    if "years" in link:
        rest["years"] = [_year_with_template(link, year, short, names) for year in link["years"]]
    return {**rest, "said": short}


def _short(link: Mapping[str, Any], said: str, names: Mapping[str, str]) -> str | None:
    start, end = names.get(link["from"], ""), names.get(link["to"], "")
    if not start or not end or any(sign in said for sign in (FROM, TO, FIGURE)):
        return None
    short = said.replace(f"“{start}”", FROM)
    short = short if end == start else short.replace(f"“{end}”", TO)
    return short.replace(link["money"]["exact"], FIGURE) if link["money"] else short


def _year_with_template(
    link: Mapping[str, Any], year: Mapping[str, Any], short: str, names: Mapping[str, str]
) -> Mapping[str, Any]:
    """Leave the sentence of another year out where it differs by its figure alone."""
    said = _short({**link, **year}, year["sentence"], names) if "sentence" in year else None
    return {name: value for name, value in year.items() if name != "sentence"} if said == short else year


def _table(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {
        "count": len(rows),
        "columns": {name: _column([row.get(name, _MISSING) for row in rows]) for name in names},
    }


def _column(values: Sequence[Any]) -> dict[str, Any]:
    """Write a column the shortest way that suits it."""
    without = [index for index, value in enumerate(values) if value is _MISSING]
    there = [value for value in values if value is not _MISSING] if without else values
    column = _written(there)
    return {**column, "without": without} if without else column


def _written(values: Sequence[Any]) -> dict[str, Any]:
    if all(isinstance(value, list) and all(isinstance(each, dict) for each in value) for value in values):
        return {"lists": [len(value) for value in values], "of": _table([each for value in values for each in value])}
    if any(isinstance(value, list | dict) for value in values):
        return _written_objects(values)
    places: dict[Any, int] = {}
    # To Python, true is 1 and 1.0 is 1; on the page they are not.
    at = [places.setdefault((type(value), value), len(places)) for value in values]
    distinct = [value for _, value in places]
    if len(distinct) == 1:
        return {"all": distinct[0]}
    if len(distinct) * _FEW > len(values):
        return {"each": list(values)}
    return {"of": distinct, "at": at}


def _written_objects(values: Sequence[Any]) -> dict[str, Any]:
    """Write values of which some are objects and the others null as a list of none or one."""
    if all(value is None or isinstance(value, dict) for value in values):
        there = [value for value in values if value is not None]
        return {"ones": [int(value is not None) for value in values], "of": _table(there)}
    return {"each": list(values)}
