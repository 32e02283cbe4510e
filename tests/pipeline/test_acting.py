"""What a page answers by itself is what the commands answer, number by number and word by word."""

import json
from typing import Any

import pytest

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.scenarios import branch
from sysmap.model.visibility import View
from sysmap.pipeline import acting
from sysmap.pipeline.acting import read_acting
from sysmap.pipeline.dependence import ask_depends
from sysmap.pipeline.leverage import WITHIN_REACH, LeverageWish, ask_leverage
from sysmap.pipeline.opening import Opened
from sysmap.pipeline.press import PressWish, ask_press
from sysmap.resources import resource

LETTERS = {"M": ("consistent", 1), "L": ("consistent", -1), "m": ("leaning", 1), "l": ("leaning", -1)}
PERHAPS = {"i": 1, "j": -1, "?": 0}


@pytest.fixture(scope="module")
def opened() -> Opened:
    system_map = read_csv_folder(resource("sample_maps/thornmere")).system_map
    return Opened("thornmere.sysmap", View(system_map, ""), branch(system_map))


@pytest.fixture(scope="module")
def answers(opened: Opened) -> dict[str, Any]:
    return dict(read_acting(opened.branch).answers)


def test_places_to_act_are_those_of_the_command(opened: Opened, answers: dict[str, Any]):
    said = ask_leverage(opened, LeverageWish(control=WITHIN_REACH)).data
    levers = answers["levers"]
    assert levers["ours"]
    assert dict(levers["wanted"]) == said["wanted"]
    assert [each["id"] for each in levers["places"]] == [each["id"] for each in said["places"]]
    for mine, theirs in zip(levers["places"], said["places"], strict=True):
        assert (mine["push"], mine["group"]) == (theirs["push"], theirs["group"])
        assert mine["rank"] == [theirs["rank_low"], theirs["rank"], theirs["rank_high"]]
        assert mine["unwanted"] == theirs["side_effects"]
        assert mine["loops"] == theirs["loops"]
        moved = {
            each
            for each, response in theirs["responses"].items()
            if each in said["wanted"] and (response["direction"] or response["if_at_all"]) == said["wanted"][each]
        }
        assert {each for each, _ in mine["moves"]} == moved
    assert [link for link, _ in levers["check"]] == [each["links"][0] for each in said["check_first"]]
    assert 0 < len(levers["check"]) <= 10


@pytest.mark.parametrize("pushed", ["F01", "F05", "S01"])
def test_the_table_of_signs_says_what_a_press_says(opened: Opened, answers: dict[str, Any], pushed: str):
    table = answers["press"]
    said = ask_press(opened, PressWish(more=(opened.branch.name_of(pushed),))).data
    row = table["elements"].index(pushed)
    unsure = iter(table["hangs"][row])
    seen = set()
    for element, letter in zip(table["elements"], table["cells"][row], strict=True):
        seen.add(letter)
        if element == pushed:
            assert letter == "="
            continue
        response = said["responses"][element]
        if letter == ".":
            assert response["verdict"] == "none"
        elif letter in LETTERS:
            assert (response["verdict"], response["direction"]) == LETTERS[letter]
        else:
            assert (response["verdict"], response["if_at_all"]) == ("undetermined", PERHAPS[letter])
        if letter in "mlij?":
            top = next(unsure)
            first = said["hangs_on"][element][0]["links"][0] if said["hangs_on"][element] else None
            assert (table["checks"][top][0] if top >= 0 else None) == first
    assert next(unsure, None) is None
    assert len(seen) > 2


def test_what_stops_is_what_the_command_says(opened: Opened, answers: dict[str, Any]):
    said = ask_depends(opened).data
    mine = answers["rests"]["items"]
    assert [each["id"] for each in mine] == [each["element"] for each in said["consequences"]]
    assert [each["said"] for each in mine] == [each["sentence"] for each in said["findings"][: len(mine)]]
    for one, other in zip(mine, said["consequences"], strict=True):
        assert [each[0] for each in one["stops"]] == [each["id"] for each in other["stops"]]
        assert dict(one["weakened"]) == other["weakened"]


def test_it_is_small_enough_for_a_page(answers: dict[str, Any]):
    assert len(json.dumps(answers, separators=(",", ":"))) < 25_000


def test_places_that_say_nothing_are_no_sentences(opened: Opened):
    for finding in read_acting(opened.branch).findings["levers"]:
        assert (
            " the way you want" in finding.sentence
            or "if they move" in finding.sentence
            or "unwanted" in finding.sentence
        )


def test_a_map_without_causes_answers_nothing():
    assert read_acting(branch(SystemMap())).answers == {}


def test_a_map_too_large_says_so(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(acting, "LARGEST", 5)
    answers = read_acting(opened.branch).answers
    assert "sysmap press" in answers["too_large"]
    assert not {"levers", "press"} & set(answers)
    assert "rests" in answers
