"""References between records: what falls away with a record, and what only stops naming it."""

from collections.abc import Collection

from sysmap.model.records import Record
from sysmap.model.values import join_list, split_list

_ESSENTIAL = {
    "Observation": ("measure_id",),
    "Position": ("element_id",),
    "Transaction": ("funding_id",),
    "Merge": ("kept_id",),
    "Distinct": ("one_id", "other_id"),
}
"""References without which a record of that kind means nothing."""


def hangs_on(record: Record, gone: Collection[str]) -> bool:
    """Whether a record means nothing once those are gone.

    A link does without either of its ends, a row of a scenario without the scenario or what it acts on, an observation
    without its measure, a position without its element or its view, a payment without its flow, a merge without what
    was kept, a pair told apart without either.
    """
    values = record.values
    if values.get("from_id") in gone or values.get("to_id") in gone:
        return True
    if values.get("scenario") in gone or values.get("scenario_target") in gone:
        return True
    if record.kind == "Position" and values.get("view") in gone:
        return True
    return any(values.get(name) in gone for name in _ESSENTIAL.get(record.kind, ()))


def without_references(record: Record, gone: Collection[str], *, own: bool = False) -> Record:
    """Give a record with every reference to those taken out; itself where it has none.

    Parameters
    ----------
    record : Record
        The record.
    gone : collection of str
        Ids that may no longer be named.
    own : bool
        Whether properties of the user's own are searched too: they are text, but may hold an id or a list of them.
    """
    changed: dict[str, str] = {}
    declared = record.declared
    for name, text in record.values.items():
        prop = declared.property(name)
        if prop is None and not own:
            continue
        if prop is None or prop.reads in {"ref", "refs"}:
            if text in gone:
                changed[name] = ""
            elif (prop is None or prop.several) and any(item in gone for item in split_list(text)):
                changed[name] = join_list(item for item in split_list(text) if item not in gone)
    return record.with_values(**changed) if changed else record
