"""Keys of what measures the drawn map."""

from collections.abc import Mapping

from sysmap.cli.json_keys.parts import FOUND, Keys, finding

_MEASURED: Keys = {
    "engine": "memory or gds: where it was worked out",
    "layer": "influences, money or all: the links that were walked",
}

_POSITION: Keys = {
    **FOUND,
    **_MEASURED,
    "links": "how many pairs of elements are joined, each way once",
    "draws": "how often the map was redrawn; 0 for not at all",
    "agreement": "mean Kendall tau-b of each order with those of the redrawn maps, by measure; or null",
    "elements[].id": "the id of an element that a link joins",
    "elements[].kind": "its kind",
    "elements[].name": "its name",
    "elements[].measures": "by measure: value, place, and redrawn: median, low, high, first_share; or null",
    "note": "what a position does not say",
    **finding("findings"),
}

_PARTS: Keys = {
    **FOUND,
    **_MEASURED,
    "parts": "ids of the elements of each part, the largest first, whichever way links lead",
    "strong": "ids of elements that all lead to one another, the largest such part first",
    "passes_through[].id": "the id of an element without which its part would fall apart",
    "passes_through[].pieces": "how many elements each piece would have",
    "only_connections": "ids of two elements whose connection is the only one between its sides",
    "names": "names of the elements, by their ids",
    **finding("findings"),
}

_PATH: Keys = {
    **FOUND,
    **_MEASURED,
    "from": "the id of where it starts",
    "to": "the id of where it leads",
    "steps": "how many links the shortest way has; null where none leads there",
    "count": "how many ways are as short",
    "paths[].elements": "ids in order; the first 200 ways",
    "paths[].relationships": "ids of the links of each step",
    "paths[].effect": "same, opposite or unsure; null where it is no chain of influence",
    "paths[].sentences": "each link as a sentence",
    "names": "names of the elements, by their ids",
    **finding("findings"),
}

MEASURED: Mapping[str, Keys] = {"position": _POSITION, "parts": _PARTS, "path": _PATH}
"""The commands that say where elements stand and how they hang together."""
