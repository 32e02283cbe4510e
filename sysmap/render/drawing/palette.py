"""Colours by what they say, on paper: those of `LIGHT` in `frontend/src/draw/palette.ts`."""

from collections.abc import Mapping
from typing import Any

PAPER = "#fcfbf8"
WHITE = "#ffffff"
INK = "#1c2630"
SOFT = "#55616c"
BOX_FILLS = ("#eff3f6", "#f8fafb", "#eef2f5")
BOX_LINE = "#8393a2"
TAB = "#dfe8ef"
TAB_INK = "#0a4a78"
SERVICE = "#e2f3ec"
SERVICE_LINE = "#008a65"
DOT = "#66727d"
OUTCOME = "#b3508c"
MARK = "#2b83b5"
MONEY = "#e69f00"
MONEY_INK = "#7a5200"
OTHER = "#8793a0"
POLARITY = {"+": "#2a5f8e", "-": "#a8401a"}
UNSURE = "#66707a"
BOUNDARY = {
    "within_unit": "#7e8b96",
    "within_organisation": "#3a464a",
    "across_organisations_same_sector": "#007dd2",
    "across_sectors": "#a32b6b",
    "sector_not_known": "#3d6f86",
    "real_world": "#6a5a00",
}


def opacity_of(confidence: str) -> float:
    """Give how opaque a mark is by how sure people are of it: three steps, none below readable."""
    return {"low": 0.55, "medium": 0.8, "contested": 0.8}.get(confidence, 1.0)


def ground_of(depth: int) -> str:
    """Give the colour of the ground that so many boxes make."""
    return BOX_FILLS[(depth - 1) % len(BOX_FILLS)] if depth else PAPER


def colour_of(link: Mapping[str, Any], hue: str) -> str:
    """Give the colour of a link that is no money."""
    if hue == "boundary":
        return BOUNDARY.get(link["boundary"], OTHER)
    return OTHER if link["kind"] != "INFLUENCES" else POLARITY.get(link["polarity"], UNSURE)
