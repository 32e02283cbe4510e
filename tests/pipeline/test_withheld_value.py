"""What is withheld is not missing: nothing is said to be silent or unmeasured for want of leave to see it."""

from datetime import date

import pytest

from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.maps import SystemMap
from sysmap.model.scenarios import branch
from sysmap.model.visibility import View, view_for
from sysmap.pipeline.money_years import money_by_year
from sysmap.pipeline.opening import Opened
from sysmap.pipeline.outcomes import ask_outcomes
from sysmap.pipeline.page_figures import figures_of_page
from sysmap.pipeline.withholding import is_open, say_open
from sysmap.resources import resource

LATER = date(2027, 11, 22)
"""A day on which every measure of the sample has gone silent."""


@pytest.fixture(scope="module")
def partner() -> View:
    """Give the sample for a partner, from whom one observation is withheld."""
    town = read_csv_folder(resource("sample_maps/thornmere")).system_map
    one = next(each for each in town.of("Observation") if each.get("measure_id") == "ME05")
    return view_for(
        SystemMap(each.with_values(sensitivity="internal") if each is one else each for each in town), "partner"
    )


def test_where_observations_are_withheld_no_measure_has_gone_silent(partner):
    answer = ask_outcomes(Opened("town.sysmap", partner, branch(partner.map)), as_of=LATER)
    assert answer.data["silent"] == []
    assert not any(finding["kind"] == "measure_silent" for finding in answer.data["findings"])
    assert "Withheld too, so not asked here: which measures have gone silent." in answer.parts
    table = answer.parts[2]
    assert {row[-1] for row in table.rows} == {"values are withheld"}


def test_a_page_does_not_say_so_either(partner):
    here = branch(partner.map)
    seen = figures_of_page(here, money_by_year(here), LATER, partner).answers["figures"]["measures"]
    assert {each["said"] for each in seen} == {"values are withheld"}
    all_seen = figures_of_page(here, money_by_year(here), LATER).answers["figures"]["measures"]
    assert "gone silent" in {each["said"] for each in all_seen}


@pytest.mark.parametrize(
    ("kind", "withheld", "fields"),
    [
        ("benefits", {"STEWARDS": 1}, ()),
        ("benefits", {}, ("INFLUENCES.polarity",)),
        ("spend_without_outcome", {"INFLUENCES": 2}, ()),
        ("outcome_without_measure", {"Measure": 1}, ()),
        ("measure_silent", {}, ("Observation.value",)),
        ("unscored_tie", {"WORKS_WITH": 1}, ()),
        ("unscored_tie", {}, ("WORKS_WITH.collab_level",)),
    ],
)
def test_each_question_is_left_open_by_what_could_answer_it_and_by_nothing_else(kind, withheld, fields):
    some = View(SystemMap(()), "partner", withheld, frozenset(fields))
    assert is_open(some, kind)
    assert say_open(some, (kind,)).startswith("Withheld too, so not asked here: ")
    other = View(SystemMap(()), "partner", {"Place": 1}, frozenset({"Place.gss_code"}))
    assert not is_open(other, kind)
    assert not say_open(other, (kind,))
