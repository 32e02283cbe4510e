"""Asking which loops deserve a look, from the command line."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def thornmere(sysmap):
    sysmap("import", "thornmere", ROOT / "sample_maps" / "thornmere", "--new")
    return "thornmere"


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
