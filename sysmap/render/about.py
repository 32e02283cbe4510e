"""Who says what a map shows, when, for whom, and what was left out: one sentence each."""

from collections.abc import Mapping
from typing import Any

from sysmap.render.figures import count_words, say_date

CLAIM = "A claim, not a fact."


def lines_about(data: Mapping[str, Any]) -> list[str]:
    """Give what a reader should know of a page's data before reading it.

    Parameters
    ----------
    data : Mapping
        What `frontend/src/contract.ts` describes.
    """
    about, scenario = data["map"], data["scenario"]
    said = [
        about["name"],
        f"Made by {about['made_by']}." if about["made_by"] else "",
        f"Last changed {say_date(about['date'])}." if about["date"] else "",
        f"As of {say_date(data['as_of'])}.",
        f"Scenario: {scenario['name']}." if scenario else "Base map, no scenario.",
        f"For: {data['audience']}." if data["audience"] else "",
        _withheld(data["withheld"]),
        about["disclaimer"] or "",
        *data.get("said", ()),
    ]
    return [line for line in said if line]


def _withheld(withheld: Mapping[str, Any]) -> str:
    if not withheld["total"]:
        return ""
    kinds = ", ".join(f"{count:,} {words}" for words, count in withheld["by_kind"].items())
    return f"{count_words(withheld['total'], 'item', 'items')} left out for this audience: {kinds}."


def notes_under(data: Mapping[str, Any]) -> list[str]:
    """Give the same for the foot of a picture, where it is said as well that it is a claim."""
    name, *rest = lines_about(data)
    said = [f"{name.rstrip('.')}.", *rest]
    return said if CLAIM.casefold().rstrip(".") in " ".join(said).casefold() else [*said, CLAIM]
