"""What a reader may call wrong about each kind of thing: its values in the words of the page, and their choices."""

from typing import Any

from sysmap.model.maps import Branch
from sysmap.model.vocabulary import Property, kind_of

_READS = frozenset({"text", "long_text", "number", "amount", "percent", "date", "choice"})
_OURS = frozenset(
    {
        "created_by",
        "confirmed",
        "sensitivity",
        "scenario_action",
        "evidence_type",
        "evidence_level",
        "review_date",
        "flow_id",
        "org_id",
        "value_theme",
        "system_level",
        "value_dimension",
        "attribution",
        "deadweight",
        "displacement",
        "drop_off",
    }
)
"""What the maker keeps for other uses, and no reader can see to be wrong."""


def what_may_be_wrong(branch: Branch) -> dict[str, list[dict[str, Any]]]:
    """Give, for each kind on a branch that is drawn or is a loop, the properties that a reader may correct.

    Parameters
    ----------
    branch : Branch
        The branch.

    Returns
    -------
    dict
        By kind: the name, the label and, for a choice, the allowed values with their words.
    """
    kinds = {
        record.kind: record.joins for record in branch if record.declared.form != "record" or record.kind == "Loop"
    }
    return {
        kind: [_ask(prop) for prop in kind_of(kind, joins=joins).properties if _may_be_asked(prop)]
        for kind, joins in kinds.items()
    }


def _may_be_asked(prop: Property) -> bool:
    return prop.reads in _READS and prop.name not in _OURS and not prop.computed


def _ask(prop: Property) -> dict[str, Any]:
    asked: dict[str, Any] = {"name": prop.name, "label": prop.on_screen}
    if prop.allowed:
        asked["values"] = [[choice.value, choice.on_screen] for choice in prop.allowed]
    return asked
