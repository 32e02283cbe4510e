"""Who says what a map shows, when, for whom, and what was left out: one sentence each."""

from collections.abc import Mapping
from typing import Any

from sysmap.model.sharing.counting import NOT_TOLD
from sysmap.model.vocabulary import kind_of
from sysmap.render.figures import count_words, say_date

CLAIM = "A claim, not a fact."

_CHANGED: Mapping[str, tuple[str, str]] = {
    "blurred": ("name that is not told", "names that are not told"),
    "banded": ("figure given as a band", "figures given as bands"),
    "suppressed": ("figure suppressed", "figures suppressed"),
    "blanked": ("value", "values"),
    "text": ("place in texts", "places in texts"),
    NOT_TOLD: ("whose kind is not told", "whose kind is not told"),
}
"""What is shown but not as it is, in words."""


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
        say_left_out(data["withheld"]),
        about["disclaimer"] or "",
        *data.get("said", ()),
    ]
    return [line for line in said if line]


def left_out(told: Mapping[str, int]) -> dict[str, Any]:
    """Give how much was left out, as a page's data say it: altogether, and of each kind in words.

    Parameters
    ----------
    told : Mapping of str to int
        How much of each kind was, as far as the reader is told.
    """
    by_words: dict[str, int] = {}
    for kind, count in sorted(told.items()):
        if kind in _CHANGED:
            one, several = _CHANGED[kind]
            by_words[one if count == 1 else several] = count
            continue
        declared = kind_of(kind)
        words = declared.words if count == 1 else declared.plural
        if declared.form == "relationship":
            words = f"{'link' if count == 1 else 'links'} ({declared.words})"
        by_words[words] = by_words.get(words, 0) + count
    return {"total": sum(told.values()), "by_kind": by_words}


def say_left_out(withheld: Mapping[str, Any]) -> str:
    """Say how much was left out, as `left_out` gives it; empty where nothing was."""
    if not withheld["total"]:
        return ""
    kinds = ", ".join(f"{count:,} {words}" for words, count in withheld["by_kind"].items())
    return f"{count_words(withheld['total'], 'item', 'items')} left out for this audience: {kinds}."


def notes_under(data: Mapping[str, Any]) -> list[str]:
    """Give the same for the foot of a picture, where it is said as well that it is a claim."""
    name, *rest = lines_about(data)
    return with_claim([f"{name.rstrip('.')}.", *rest])


def with_claim(lines: list[str]) -> list[str]:
    """Give lines with the one that says it is a claim, where none of them does already."""
    return lines if CLAIM.casefold().rstrip(".") in " ".join(lines).casefold() else [*lines, CLAIM]
