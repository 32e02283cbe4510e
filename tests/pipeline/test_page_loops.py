"""Loops of a page are those of `sysmap loops --rank`, with its numbers."""

import pytest

from sysmap.analysis.loops import report_loops
from sysmap.analysis.press.settings import Settings
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.model.visibility import View
from sysmap.pipeline import page_loops
from sysmap.pipeline.opening import Opened
from sysmap.pipeline.page_loops import loops_of_page
from sysmap.pipeline.ranked_loops import ask_ranked
from sysmap.resources import resource


@pytest.fixture(scope="module")
def opened() -> Opened:
    system_map = read_csv_folder(resource("sample_maps/thornmere")).system_map
    return Opened("thornmere.sysmap", View(system_map, ""), branch(system_map))


def test_order_and_numbers_are_those_of_the_command(opened: Opened):
    said = ask_ranked(opened, "rank", Settings()).data
    page = loops_of_page(opened.branch, (), largest=120)
    ranked = page.ranked["ranked"]
    assert list(ranked["loops"]) == [each["id"] for each in said["loops"]]
    assert ranked["of"] == len(said["loops"]) == 51
    for each in said["loops"]:
        mine = ranked["loops"][each["id"]]
        assert mine["ranks"] == [each["rank_low"], each["rank"], each["rank_high"]]
        assert mine["there"] == f"{each['existence']:.0%}"
        assert mine["size"] == f"{each['gain_per_link']:.2f}"
    found = {each.id: each for each in page.found}
    assert set(found) == {each["id"] for each in said["loops"] if not each["name"]}
    for each in said["loops"]:
        if each["id"] in found:
            assert list(found[each["id"]].elements) == each["elements"]
            assert len(found[each["id"]].links) == each["length"]
    assert "--draws 2000 --seed 1" in ranked["again"]


def test_where_there_are_more_than_a_page_holds_it_says_so(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_loops, "HELD", 3)
    page = loops_of_page(opened.branch, (), largest=120)
    assert len(page.found) == 3
    held = len(page.ranked["ranked"]["loops"])
    assert f"This page holds the first {held}, and those that people named." in page.ranked["ranked"]["said"]
    assert page.ranked["ranked"]["of"] == 51


def test_a_map_too_large_shows_the_shortest_and_one_without_loops_none(opened: Opened):
    shortest = report_loops(opened.branch).loops
    page = loops_of_page(opened.branch, shortest, largest=5)
    assert page.ranked == {}
    assert [each.id for each in page.found] == [each.id for each in shortest if not each.name]
    factors = [Record(each, "Factor", {"name": each}) for each in "ab"]
    one_way = branch(SystemMap([*factors, Record("l", "INFLUENCES", {"from_id": "a", "to_id": "b", "polarity": "+"})]))
    assert loops_of_page(one_way, (), largest=120) == page_loops.LoopsOfPage(())
