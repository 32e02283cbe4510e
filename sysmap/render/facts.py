"""What is known of a record, as short lines of a label and a value, in the words of the vocabulary."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money, say_money
from sysmap.model.records import Record
from sysmap.model.sharing.redaction import BAND
from sysmap.model.values import DEFAULT_CURRENCY
from sysmap.model.vocabulary import Property
from sysmap.render.figures import NOT_KNOWN, exact_number, say_date

Fact = dict[str, str]

_CODE = re.compile("[a-z]+(?:[_:][a-z0-9]+)+")
"""A word of some list, such as `ringfenced:better_care_fund`, and no text that somebody wrote."""

MONEY = frozenset({"amount", "annual_income", "original_value", "current_value", "unit_price"})
"""Amounts that are money in the record's currency; other amounts are counts."""

_SAID_ELSEWHERE = frozenset(
    {
        "name",
        "note",
        "aliases",
        "from_id",
        "to_id",
        "confidence",
        "polarity",
        "strength",
        "delay",
        "scenario",
        "scenario_action",
        "scenario_target",
        "created_by",
        "currency",
        "sector",
        "outcome",
        "story",
        "type",
        "element_ids",
        "relationship_ids",
        "annual_income_year",
        "flow_id",
    }
)
"""Properties that a page shows in a place of their own."""


def fact(label: str, value: str, note: str = "", ref: str = "") -> Fact:
    """Make one line: a label, a value, what to know about it, and the element that it leads to."""
    made = {"label": label, "value": value, "note": note}
    return {**made, "ref": ref} if ref else made


def facts_of(branch: Branch, record: Record, as_of: date, leave_out: Iterable[str] = ()) -> list[Fact]:
    """Give what is known of a record, property by property.

    Parameters
    ----------
    branch : Branch
        The branch that it is on.
    record : Record
        The record.
    as_of : date
        The day by which a review is overdue or not.
    leave_out : iterable of str
        Properties that are said somewhere else.
    """
    skipped = {*_SAID_ELSEWHERE, *leave_out, *(["sensitivity"] if record.get("sensitivity") == "public" else ())}
    declared = [prop for prop in record.declared.properties if prop.name not in skipped]
    facts: list[Fact] = []
    for prop in declared:
        if record.get(prop.name):
            facts.extend(_said(branch, record, prop, as_of))
    names = {prop.name for prop in record.declared.properties}
    facts.extend(
        fact(name.replace("_", " "), text)
        for name, text in record.values.items()
        if name not in names and name not in skipped
    )
    if record.scenario:
        facts.append(fact("only in", branch.name_of(record.scenario)))
    return facts


def _said(branch: Branch, record: Record, prop: Property, as_of: date) -> Iterator[Fact]:
    text = record.get(prop.name)
    if prop.reads in {"ref", "refs"}:
        for item in record.items(prop.name):
            yield _reference(branch, prop, item)
    elif prop.reads == "date":
        day = record.day(prop.name)
        overdue = prop.name == "review_date" and day is not None and day < as_of
        yield fact(prop.on_screen, say_date(text), "overdue" if overdue else "")
    elif prop.name in MONEY:
        yield _money(record, prop)
    else:
        yield fact(prop.on_screen, in_words(record, prop))


def _money(record: Record, prop: Property) -> Fact:
    amount = record.number(prop.name)
    if amount is None:
        return fact(prop.on_screen, record.get(prop.name))
    currency = record.get("currency", DEFAULT_CURRENCY)
    exact = say_exact_money(amount, currency)
    rounded = exact if prop.name == "unit_price" else say_money(amount, currency)
    year = record.get("annual_income_year", f"year {NOT_KNOWN}") if prop.name == "annual_income" else ""
    said = ", ".join(part for part in (exact if exact != rounded else "", year) if part)
    return fact(prop.on_screen, rounded, said)


def _reference(branch: Branch, prop: Property, item: str) -> Fact:
    target = branch.get(item)
    if target is None:
        return fact(prop.on_screen, item, "not on this map")
    if target.kind == "Source":
        note = "; ".join(
            part for part in (target.get("claim"), say_date(target.get("date")), target.get("url")) if part
        )
        return fact(prop.on_screen, target.get("publisher") or target.id, note)
    leads = target.declared.form == "element"
    return fact(prop.on_screen, target.name, "", item if leads else "")


def in_words(record: Record, prop: Property) -> str:
    """Give a value as people read it, exact where it is a figure."""
    text = record.get(prop.name)
    if prop.reads == "choice":
        return prop.words_for(text)
    if prop.reads in {"amount", "number", "percent"}:
        number = record.number(prop.name)
        exact = text if number is None else exact_number(number)
        return f"{exact}%" if prop.reads == "percent" else exact
    if prop.reads == "date":
        return say_date(text)
    if prop.reads == "list":
        return ", ".join(record.items(prop.name))
    if prop.reads == "text" and _CODE.fullmatch(text):
        return text.replace("_", " ").replace(":", ": ")
    return text


def measures_of(branch: Branch, records: Iterable[Record]) -> dict[str, list[Fact]]:
    """Give the measures of each element with their latest observation, by the element's id.

    Parameters
    ----------
    branch : Branch
        The branch.
    records : iterable of Record
        The measures.
    """
    latest: dict[str, Record] = {}
    for seen in branch.of("Observation"):
        before = latest.get(seen.get("measure_id"))
        if before is None or before.get("date") <= seen.get("date"):
            latest[seen.get("measure_id")] = seen
    by_element: dict[str, list[Fact]] = {}
    for measure in records:
        value = NOT_KNOWN
        observation = latest.get(measure.id)
        number = observation.number("value") if observation else None
        notes: list[str] = []
        if observation is not None and number is not None:
            value = f"{exact_number(number)} {measure.get('unit')}".strip()
        elif observation is not None and (band := observation.get(f"value{BAND}")):
            value = f"{band} {measure.get('unit')}".strip()
        if observation is not None and value != NOT_KNOWN:
            notes = [say_date(observation.get("date")), observation.words("basis")]
        target = measure.number("target_value")
        if target is not None:
            by = f" by {say_date(measure.get('target_date'))}" if measure.get("target_date") else ""
            notes.append(f"target {exact_number(target)}{by}")
        line = fact(f"measured by: {measure.name}", value, ", ".join(note for note in notes if note))
        for element_id in {measure.get("factor_id"), *measure.items("kpi_of_agreement")} - {""}:
            by_element.setdefault(element_id, []).append(line)
    return by_element
