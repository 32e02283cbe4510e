"""position, parts and path, as a person at the keyboard meets them."""

import pytest


def test_position_says_what_it_is_and_what_it_is_not(sysmap, thornmere):
    done = sysmap("position", thornmere, "--list", "3")
    assert done.lines[0].endswith(": position in the drawn map.")
    assert done.lines[1] == (
        "Along links of influence: 27 elements, 42 connections from one to another, each one step."
    )
    assert "stay among the first five in at least 80% of 1,000 redrawings." in done.out
    assert "24 more: --list 27 lists all." in done.out
    assert "is not leverage" in done.out
    assert "each link kept by how sure the group is of it (high 0.95" in done.out
    assert sysmap("position", thornmere, "--list", "3").out == done.out


def test_position_by_one_measure_and_without_redrawing(sysmap, thornmere):
    data = sysmap("position", thornmere, "--measure", "in_degree", "--draws", "0", "--format", "json").json
    values = [each["measures"]["in_degree"]["value"] for each in data["elements"]]
    assert values == sorted(values, reverse=True)
    assert {tuple(each["measures"]) for each in data["elements"]} == {("in_degree",)}
    assert data["draws"] == 0
    rows = sysmap("position", thornmere, "--format", "csv", "--draws", "30").rows
    assert len(rows) == 27
    assert float(rows[0]["betweenness"]) > float(rows[5]["betweenness"])
    assert rows[0]["page_rank_median"]
    said = sysmap("position", thornmere, "--draws", "0").out
    assert "Not known: whether the order would hold" in said
    assert "Redrawn" not in said


def test_parts_in_one_and_in_two(sysmap, town):
    done = sysmap("parts", town)
    assert "are in 2 parts with nothing between them; the largest has 2." in done.out
    assert "Care Board, Connectors" in done.out
    assert "Which way links lead is not looked at" in done.out
    one = sysmap("parts", town, "--links", "influences")
    assert one.lines[1] == "All 2 elements that links of influence join hang together."
    rows = sysmap("parts", town, "--format", "csv").rows
    assert {row["part"] for row in rows} == {"1", "2"}


def test_a_way_in_words(sysmap, thornmere):
    done = sysmap("path", thornmere, "frailty", "loneliness")
    assert "has 6 steps; it is the only one as short." in done.out
    assert done.lines[-3] == ("By this way more “Frailty and falls among older people” means more “Loneliness”.")
    rows = sysmap("path", thornmere, "F01", "F09", "--format", "csv").rows
    assert [row["step"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert (rows[0]["from"], rows[-1]["to"], rows[-1]["polarity"]) == ("F01", "F09", "'-")


def test_no_way_and_no_two_elements(sysmap, thornmere):
    done = sysmap("path", thornmere, "S05", "O01", "--links", "money", code=1)
    assert "No chain of links of money leads from" in done.out
    assert "name two" in sysmap("path", thornmere, "F01", "F01", code=2).err
    assert "nobody" in sysmap("path", thornmere, "F01", "nobody of that name", code=1).err


def test_an_empty_map(sysmap):
    sysmap("new", "empty")
    assert "Along links of influence nothing is drawn yet." in sysmap("position", "empty").out
    assert "No links between bodies, services and factors are drawn yet." in sysmap("parts", "empty").out
    assert sysmap("position", "empty", "--format", "json").json["elements"] == []


def test_what_an_audience_may_not_see_is_not_measured(sysmap, town):
    sysmap("add", town, "factor", "Hidden", "--sensitivity", "internal")
    sysmap("link", town, "Hospital admissions", "more", "Hidden")
    for command in ("position", "parts"):
        assert "Hidden" in sysmap(command, town, "--links", "influences", "--format", "json").out
        partner = sysmap(command, town, "--links", "influences", "--for", "partner", "--format", "json")
        assert "Hidden" not in partner.out
        assert partner.json["withheld"] == {"Factor": 1, "INFLUENCES": 1}
    sysmap("path", town, "Carer strain", "Hidden")
    assert "Hidden" in sysmap("path", town, "Carer strain", "Hidden", "--for", "partner", code=1).err


def test_a_scenario_is_measured_apart(sysmap, town):
    sysmap("add", town, "scenario", "If")
    sysmap("add", town, "factor", "Only if", "--scenario", "If")
    sysmap("link", town, "Hospital admissions", "more", "Only if", "--scenario", "If")
    assert "Only if" not in sysmap("parts", town, "--links", "influences", "--format", "json").out
    assert "Only if" in sysmap("parts", town, "--links", "influences", "--scenario", "If", "--format", "json").out


@pytest.mark.parametrize("words", [("position",), ("parts",), ("path", "Carer strain", "Hospital admissions")])
def test_a_file_is_not_measured_inside_neo4j(sysmap, town, words):
    done = sysmap(words[0], town, *words[1:], "--engine", "gds", code=2)
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert "town.sysmap is a file: sysmap push takes it there" in line
