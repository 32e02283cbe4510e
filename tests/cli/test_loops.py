"""Asking which loops deserve a look, from the command line."""

import re
from math import perm

from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.stores.base import open_store


def test_a_ranking_says_how_complete_it_is_and_how_sure(sysmap, thornmere):
    done = sysmap("loops", thornmere, "--rank", "--draws", "200", "--list", "3")
    assert "by how likely each is there and how strong it is for its length." in done.out
    assert "200 versions of the map from seed 1" in done.out
    data = sysmap("loops", thornmere, "--rank", "--draws", "200", "--format", "json").json
    scores = [loop["score"] for loop in data["loops"]]
    assert scores == sorted(scores, reverse=True)
    assert data["is_whole"]


def test_sets_are_listed_and_never_ranked(sysmap, thornmere):
    assert "They are listed by length, not ranked." in sysmap("loops", thornmere, "--sils").out
    assert "All 51 loops, the strongest first" in sysmap("loops", thornmere, "--strongest").out
    sets = sysmap("loops", thornmere, "--sils", "--format", "json").json
    assert len(sets["loops"]) + len(sets["filled"]) == sets["cycle_rank"]
    assert {loop["rank"] for loop in sets["loops"]} == {None}


def test_tallies_by_link_come_with_the_loops(sysmap, thornmere):
    data = sysmap("loops", thornmere, "--format", "json").json
    assert sum(data["by_element"].values()) == sum(loop["length"] for loop in data["loops"])
    assert max(data["by_link"].values()) <= data["count"]


def test_the_method_is_told_and_what_does_not_go_together_refused(sysmap, thornmere):
    assert "Oliva 2004" in sysmap("loops", "--explain").out
    assert "leave out --through" in sysmap("loops", thornmere, "--rank", "--through", "Loneliness", code=2).err


def test_a_search_that_time_stopped_says_what_is_complete_and_ranks_no_part_of_a_list(sysmap):
    names = [f"Factor {number:02}" for number in range(40)]
    sysmap("new", "dense")
    sysmap("add", "dense", "factor", *names)
    with open_store("dense.sysmap") as store:
        ids = {each.name: each.id for each in store.read_map().elements}
        links = [
            add(Record(f"l{one}-{other}", "INFLUENCES", {"from_id": ids[one], "to_id": ids[other], "polarity": "+"}))
            for one in names
            for other in names
            if one != other
        ]
        store.commit(make_edit("drew them all", links, by="facilitator"))
    stopped = sysmap("loops", "dense", "--seconds", "0")
    assert "No feedback loop was found before the search was stopped: there may be some." in stopped.lines
    assert "The search was stopped by --seconds: how far it gets in that time hangs on the computer." in stopped.lines
    refused = sysmap("loops", "dense", "--rank", "--seconds", "0", code=1)
    assert "a part of them is never ranked" in refused.err
    assert not refused.out
    some = sysmap("loops", "dense", "--seconds", "1", "--list", "1").out
    (length,) = re.findall(r"loops of up to (\d+) elements are all counted, of longer ones only those met before", some)
    (count,) = re.findall(r"There are at least ([\d,]+) feedback loops", some)
    assert int(count.replace(",", "")) >= sum(perm(40, size) // size for size in range(2, int(length) + 1))
    assert f"--max-length {length} counts the same on any." in some
    ranked = sysmap("loops", "dense", "--rank", "--draws", "100", "--format", "json").json
    assert not ranked["is_whole"]
    assert [each["length"] for each in ranked["loops"]] == [2] * 780, (
        "19,760 loops of three are too many, none is in it"
    )


def test_settings_that_play_no_part_are_not_said(sysmap, thornmere):
    assert "--seed" not in sysmap("loops", thornmere, "--list", "1").lines[-1]
    assert "--seed" not in sysmap("loops", thornmere, "--sils", "--list", "1").lines[-1]
    assert "--weights as_said" in sysmap("loops", thornmere, "--strongest", "--list", "1").lines[-1]
    assert "--draws 100 --seed 1" in sysmap("loops", thornmere, "--rank", "--draws", "100", "--list", "1").lines[-1]


def test_one_loop_is_not_ranked_against_anything(sysmap):
    sysmap("new", "pair")
    sysmap("add", "pair", "factor", "A", "B")
    sysmap("link", "pair", "A", "+", "B")
    sysmap("link", "pair", "B", "+", "A")
    said = sysmap("loops", "pair", "--rank", "--draws", "100").lines
    assert said[1] == "There is one loop, so nothing to rank."
    assert not any(line.startswith("Ranks lie") for line in said)
