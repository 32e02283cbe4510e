"""Keys of what rests on what, and of who stands between."""

from collections.abc import Mapping

from sysmap.cli.json_keys.parts import FOUND, Keys, finding

STRUCTURE: Mapping[str, Keys] = {
    "depends": {
        **FOUND,
        "consequences[].element": "the id of what stops",
        "consequences[].stops[].id": "the id of what stops with it",
        "consequences[].stops[].because": "needs, part_of, paid_by or delivered_by",
        "consequences[].stops[].gone": "ids of what it needed, or of all that paid or delivered it",
        "consequences[].stops[].links": "ids of the links that say so",
        "consequences[].weakened": "what loses some of what it rests on, with ids of what goes",
        "names": "the names of elements by id",
        **finding("findings"),
    },
    "depends NAME": {
        **FOUND,
        "element": "the id of the element",
        "stops[].id": "the id of what stops with it",
        "stops[].because": "needs, part_of, paid_by or delivered_by",
        "stops[].gone": "ids of what it needed, or of all that paid or delivered it",
        "stops[].links": "ids of the links that say so",
        "weakened": "what loses some of what it rests on, with ids of what goes",
        "rests_on": "what it rests on itself, as ids, by sort",
        "money_passes_through": "ids of what all money drawn to it passes through, the nearest first",
        "separate_ways_of_money": "by how many ways that share nobody money reaches it; 4 stands for more",
        "names": "the names of elements by id",
        **finding("findings"),
    },
    "brokers": {
        **FOUND,
        "groups": "what makes a group",
        "layer": "which links counted",
        "permutations": "how often the groups were dealt out anew",
        "seed": "where the random numbers began",
        "external": "links between groups",
        "internal": "links within one",
        "index": "external less internal as a share of all",
        "index_expected": "its mean over the dealings",
        "index_as_low": "the share of dealings with an index as low or lower",
        "index_as_high": "the share with one as high or higher",
        "brokers[].id": "the id of an element that stands between",
        "brokers[].name": "its name",
        "brokers[].group": "its group",
        "brokers[].roles": "how often in each role",
        "brokers[].expected": "how often on average over the dealings",
        "brokers[].as_many_or_more": "the share of dealings that reach the count",
        "left_out": "how many elements with links are in no group",
        **finding("findings"),
    },
}
