"""What the answers of the methods for analysts share: with what each was made, in the answer and in every finding."""

from collections.abc import Iterable, Mapping
from typing import Any

from sysmap.model.findings import Finding
from sysmap.pipeline.opening import Opened

NOT_LEVERAGE = "It is not leverage: ask sysmap leverage for places to act."


def made_with(opened: Opened, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give all that is needed to make an answer again: the edit that the map was read after, and the settings.

    Parameters
    ----------
    opened : Opened
        The map.
    settings : Mapping of str to Any
        Plain JSON values, the seed among them.
    """
    return {"map_version": opened.number, **settings}


def stamped(findings: Iterable[Finding], made: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give findings as plain JSON values, each with what it was made with, so that none travels without."""
    return [{**finding.to_json(), "made_with": dict(made)} for finding in findings]


def say_made(opened: Opened, *settings: str) -> str:
    """Say with what an answer was made, for people."""
    return f"Made from the map after edit {opened.number}, {', '.join(settings)}."
