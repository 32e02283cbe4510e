"""The methods for analysts, from the command line."""

import csv
import io
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def thornmere(sysmap):
    sysmap("import", "thornmere", ROOT / "sample_maps" / "thornmere", "--new")
    return "thornmere"


@pytest.fixture
def draw(sysmap):
    """Draw a map of causal links, each a pair of names."""

    def make(*pairs):
        sysmap("new", "drawn")
        for name in sorted({name for pair in pairs for name in pair[:2]}):
            sysmap("add", "drawn", "factor", name)
        for start, finish, *options in pairs:
            sysmap("link", "drawn", start, "more", finish, *options)
        return "drawn"

    return make


def test_the_group_says_for_whom_it_is(sysmap):
    said = " ".join(sysmap("lab", "--help").out.split())
    assert "for analysts who ask" in said
    assert "None of them ranks leverage" in said
    assert "did you mean micmac?" in sysmap("lab", "micmc", code=2).err


def test_cross_impact_says_how_it_was_made_and_what_it_is_not(sysmap, thornmere):
    done = sysmap("lab", "micmac", thornmere, "--draws", "50", "--seed", "3")
    assert "from seed 3" in done.out
    assert "It is not leverage" in done.out
    assert sysmap("lab", "micmac", thornmere, "--draws", "50", "--seed", "3").out == done.out
    data = sysmap("lab", "micmac", thornmere, "--draws", "50", "--format", "json").json
    assert sum(each["direct"]["influence"] for each in data["elements"]) == pytest.approx(1)
    rows = list(csv.DictReader(io.StringIO(sysmap("lab", "micmac", thornmere, "--draws", "50", "--format", "csv").out)))
    assert [row["id"] for row in rows] == [each["id"] for each in data["elements"]]
    assert len(sysmap("lab", "micmac", "--explain").lines) == 6


def test_causes_drive_and_strengths_count(sysmap, draw):
    name = draw(("A", "B", "--strength", "3"), ("A", "C", "--strength", "1"), ("C", "B"))
    done = sysmap("lab", "micmac", name)
    assert "No loop is among the links counted: no way is longer than 2 links" in done.out
    assert "Nobody said how strong 1 link is: counted as 2 of 3." in done.out
    data = sysmap("lab", "micmac", name, "--format", "json").json
    found = {each["name"]: each["direct"] for each in data["elements"]}
    assert [found[each]["influence"] for each in "ABC"] == pytest.approx([4 / 6, 0, 2 / 6])
    assert [found[each]["dependence"] for each in "ABC"] == pytest.approx([0, 5 / 6, 1 / 6])
    assert {each["indirect"] for each in data["elements"]} == {None}


def test_links_people_doubt_are_potential(sysmap, draw):
    name = draw(("A", "B"), ("B", "C", "--confidence", "low"))
    data = sysmap("lab", "micmac", name, "--format", "json").json
    found = {each["name"]: each for each in data["elements"]}
    assert found["B"]["direct"]["influence"] == 0
    assert found["B"]["potential"]["influence"] == pytest.approx(3 / 5)
    assert data["potential_only"] == 1


def test_a_map_of_fewer_than_three_elements_has_no_cross_impact(sysmap, draw):
    assert "only two elements are joined" in sysmap("lab", "micmac", draw(("A", "B")), code=1).err
    sysmap("new", "empty")
    assert "no elements are joined" in sysmap("lab", "micmac", "empty", code=1).err
