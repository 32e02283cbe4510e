"""Reads packed page data back as plainly as can be, so that tests can compare them with what went in."""

from typing import Any


def unpack(packed: dict[str, Any]) -> dict[str, Any]:
    elements, links = (_rows(packed[name]) for name in ("elements", "links"))
    names = {each["id"]: each["name"] for each in elements}
    for each in elements:
        if isinstance(each.get("lines"), str):
            words = each["name"].split(" ")
            each["lines"] = [" ".join(words.pop(0) for _ in range(int(count))) for count in each["lines"].split(",")]
    for each in links:
        short = each.pop("said", None)
        if short is not None:
            each["sentence"] = _sentence(short, each, names)
            for year in each.get("years", ()):
                if "money" in year and _sentence(short, {**each, **year}, names) != each["sentence"]:
                    year.setdefault("sentence", _sentence(short, {**each, **year}, names))
    money = packed.get("money")
    if money:
        years = [{**year, "sums": _rows(year["sums"])} for year in money["years"]]
        packed = {**packed, "money": {**money, "years": years, "rows": _rows(money["rows"])}}
    return {**packed, "elements": elements, "links": links}


def _sentence(short: str, link: dict[str, Any], names: dict[str, str]) -> str:
    for sign, text in (("\x01", f"“{names[link['from']]}”"), ("\x02", f"“{names[link['to']]}”")):
        short = text.join(short.split(sign))
    return short.replace("\x03", link["money"]["exact"]) if link["money"] else short


def _rows(packed: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{} for _ in range(packed["count"])]
    for name, column in packed["columns"].items():
        without = set(column.get("without", ()))
        there = [row for index, row in enumerate(rows) if index not in without]
        for row, value in zip(there, _values(column, len(there)), strict=True):
            row[name] = value
    return rows


def _values(column: dict[str, Any], count: int) -> list[Any]:
    if "all" in column:
        return [column["all"]] * count
    if "each" in column:
        return column["each"]
    if "at" in column:
        return [column["of"][place] for place in column["at"]]
    members = iter(_rows(column["of"]))
    if "ones" in column:
        return [next(members) if one else None for one in column["ones"]]
    return [[next(members) for _ in range(length)] for length in column["lists"]]


def changed(base: Any, differs: dict[str, Any]) -> Any:
    """Make a value out of another and what differs, as `frontend/src/differences.ts` does."""
    if "is" in differs:
        return differs["is"]
    if "names" in differs:
        kept = {name: value for name, value in base.items() if name not in differs.get("gone", ())}
        return kept | {name: changed(base.get(name), found) for name, found in differs["names"].items()}
    by, made = differs["by"], []

    def follow(name: str) -> None:
        for after, thing in differs["new"]:
            if after == name:
                made.append(thing)
                follow(thing[by])

    follow("")
    for thing in base:
        if thing[by] not in differs["gone"]:
            made.append(changed(thing, differs["same"][thing[by]]) if thing[by] in differs["same"] else thing)
            follow(thing[by])
    return made
