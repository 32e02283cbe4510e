"""Keys of what moves and where to act."""

from collections.abc import Mapping

from sysmap.cli.json_keys.parts import FOUND, Keys, finding, loop

VERSIONS: Keys = {
    "draws": "how many versions of the map were drawn",
    "seed": "where the random numbers began",
    "weights": "how large effects are drawn",
    "existence": "how likely a link is there, by how sure people are of it",
    "regimes": "each way to damp: whether used, versions kept, settled and tried, how many were shifted, by how much",
    "seen": "how versions agree with what was seen, and what that speaks for and against; null where nothing was",
}


def check(path: str) -> Keys:
    """Give the keys of links to check under a path."""
    return {
        f"{path}[].links": "ids of the link to check; several where several say the same",
        f"{path}[].doubt": "what about it: there, way or strength",
        f"{path}[].worth": "the share of the differences between versions that goes once it is known, 0 to 1",
        f"{path}[].difference": "how much the answer differs by it",
    }


PRESSED: Keys = {
    **FOUND,
    "pushed": "what was pushed, 1 up or -1 down, by id",
    "assumed": "what cutting or drawing a link was taken to mean, a sentence each",
    **VERSIONS,
    "exact": "feedback cycles behind each response, and whether versions agree, or why_not; null where not asked for",
    "responses": "by id: verdict, direction, shares of versions, sign_index, interval, band, by_regime, if_at_all",
    "paths": "by id: the shortest ways there, with elements, links and polarity",
    "hangs_on": "by id: the links it hangs on most, with doubt, worth and difference",
    **check("check_first"),
    "names": "the names of elements by id",
    **finding("findings"),
}

LEVERS: Mapping[str, Keys] = {
    "press": PRESSED,
    "whatif": PRESSED,
    "leverage": {
        **FOUND,
        "wanted": "what people want to change, 1 up or -1 down, by id",
        **VERSIONS,
        "places[].id": "the id of a place to act",
        "places[].name": "its name",
        "places[].push": "1 where more of it helps, -1 where less",
        "places[].group": "its group, from 1; within one there is no order",
        "places[].benefit": "the weighted mean sign index over what is wanted, -1 to 1",
        "places[].benefit_band": "its lowest and highest over the ways to damp",
        "places[].harm": "the share of what is wanted that usually goes the wrong way",
        "places[].coverage": "the share of what is wanted of which can be said which way it goes",
        "places[].rank": "its median rank over the versions",
        "places[].rank_low": "the 5th percentile of its rank",
        "places[].rank_high": "the 95th percentile",
        "places[].among_best": "the share of versions in which it is among the best three",
        "places[].worse": "the share of versions in which it moves more the wrong way than the way that is wanted",
        "places[].ratings[].intervention": "what a rater thinks would be done there",
        "places[].ratings[].level": "Meadows's number of where that takes hold, 12 the shallowest, 1 the deepest",
        "places[].ratings[].rater": "the rater's role",
        "places[].costs[].service": "the id of a service there: itself, or one that acts on it",
        "places[].costs[].amount": "what flows into it: value, unit, made_from, rests_on; value null where not known",
        "places[].costs[].agreements": "ids of the agreements that cover it",
        "places[].side_effects": "ids of outcomes that usually go the wrong way, chosen or not",
        "places[].responses": "by id of an outcome: what becomes of it, as sysmap press has it",
        "places[].paths": "by id of an outcome: the shortest ways there, as ids of elements",
        "places[].loops": "ids of the named loops that pass through it",
        **check("places[].hangs_on"),
        "out_of_reach": "ids of places from which no way leads to what is wanted",
        **check("check_first"),
        "names": "the names of elements by id",
        **finding("findings"),
    },
}

RANKED_LOOPS: Keys = {
    **FOUND,
    "way": "rank, sils or strongest",
    "draws": "how many versions were drawn; null where nothing is ranked",
    "seed": "where the random numbers began; null too",
    "weights": "how large effects are",
    "complete_to_length": "all loops of at most this length are ranked; null where nothing is",
    "is_whole": "true where there is no longer loop; null too",
    "cycle_rank": "links less elements plus one, over the strong parts; null but for sils",
    "filled": "further loops that make the set a basis, as ids of elements; null but for sils",
    "stopped": "true where there are weaker loops that are not listed; null but for strongest",
    **loop("loops"),
    "loops[].existence": "how likely all its links are there, 0 to 1",
    "loops[].reinforcing": "how likely it feeds itself if it is there, 0 to 1",
    "loops[].gain": "the product of the middle sizes of its links",
    "loops[].gain_per_link": "the same to the power of one over its length",
    "loops[].delay": "the longest of its links' delays that are known; null where none is",
    "loops[].delays_unknown": "how many of its steps do not say",
    "loops[].score": "existence times gain_per_link; null where nothing is ranked",
    "loops[].rank": "its rank by score, 1 the first; null too",
    "loops[].rank_low": "the 5th percentile of its rank over the versions; null too",
    "loops[].rank_high": "the 95th percentile; null too",
    "names": "names of the elements, by their ids",
}
