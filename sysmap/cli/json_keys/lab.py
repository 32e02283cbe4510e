"""Keys of the methods for analysts."""

from collections.abc import Mapping

from sysmap.cli.json_keys.parts import FOUND, Keys, finding

_IMPACT = "influence and dependence as shares of all, their ranks, and the quadrant; null where there is none"

_MADE = "what it takes to make it again: the edit the map was read after, settings, seed"
_FINDINGS = {**finding("findings"), "findings[].made_with": _MADE}

LAB: Mapping[str, Keys] = {
    "lab fcm": {
        **FOUND,
        "pushed": "ids of what is held: 1 up, -1 down",
        "made_with": _MADE,
        "unsure_of_sign": "links whose sign is unsure: drawn either way, and left out of the map as said",
        "unsaid": "links whose strength nobody said",
        "lambdas[].lambda": "a steepness; null for a form without",
        "lambdas[].one_end": "whether it is certain that every start ends in one state",
        "lambdas[].ends": "in how many different states or rounds the starts end",
        "lambdas[].going_round": "how many starts go round for ever",
        "lambdas[].lost": "how many neither stay nor go round",
        "lambdas[].versions": "how many versions settle",
        "elements[].id": "the id of an element",
        "elements[].name": "its name",
        "elements[].held": "1 or -1 where it is held up or down, else 0",
        "elements[].direction": "1 or -1 where no lambda says the opposite, else 0",
        "elements[].holds_at": "the lambdas that agree on it",
        "elements[].turns": "whether its direction is the opposite at another lambda",
        "elements[].moves[].difference": "median over the starts of its state less what it comes to by itself",
        "elements[].moves[].rising": "in what share of settled versions it ends higher",
        "elements[].moves[].falling": "lower",
        "elements[].moves[].direction": "1 or -1 where rising less falling is 0.6 or more either way, else 0",
        "elements[].moves[].if_at_all": "the way nine of ten of the versions go in which it moves; else 0",
        "elements[].moves[].settled": "whether enough versions settle to say so",
        **_FINDINGS,
        "note": "what this does not say",
    },
    "lab micmac": {
        **FOUND,
        "power": "how many links long indirect ways are; null where there are none",
        "settling": "outcome: settled, periodic, ends or unsettled; power: from where, period, longest way, cap",
        "draws": "how often the map was redrawn",
        "redrawn": "how many of those have ways so long",
        "seed": "where the random numbers began",
        "unsaid": "pairs of elements joined by links whose strength nobody said",
        "potential_only": "pairs joined only by links of low or contested confidence",
        "elements[].id": "the id of an element",
        "elements[].name": "its name",
        "elements[].direct": f"along single links: {_IMPACT}",
        "elements[].indirect": f"along longer ways: {_IMPACT}",
        "elements[].potential": f"along single links, potential ones as the strongest: {_IMPACT}",
        "elements[].potential_indirect": f"the same along longer ways: {_IMPACT}",
        "elements[].influence_ranks": "between what ranks nine in ten redrawn maps put its indirect influence",
        "elements[].dependence_ranks": "the same for its indirect dependence",
        "note": "what this does not say",
    },
    "lab rival": {
        **FOUND,
        "second": "what the second map is called; the first is `map`",
        "after": "what had happened, 1 up or -1 down, by id on the first map",
        "moved": "what was seen to move, 1 up or -1 down, by id on the first map",
        "draws": "how many versions of each map were drawn",
        "seed": "where the random numbers began",
        "weights": "how large effects are drawn",
        "favours": "1 for the first map, 2 for the second; null where it does not tell them apart",
        "strength": "none, mention, positive, strong or very_strong, by the way to damp that says least",
        "at_least": "how many times as likely what was seen is under that map at least; null where it does not tell",
        "regimes": "each way to damp: versions settled and fitting of first and second; ratio, low, high or null",
    },
}
