"""Places to act: what reaches what people want, in groups and never in a false order."""

import numpy as np
import pytest

from sysmap.analysis.costs import costs_of
from sysmap.analysis.leverage import report_leverage
from sysmap.analysis.press.settings import EXISTENCE, Settings
from sysmap.errors import NoAnswerError
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

CERTAIN = Settings(draws=400, existence=dict.fromkeys(EXISTENCE, 1.0))


def make(*links, **wanted):
    names = sorted({end for start, _, finish in links for end in (start, finish)} | set(wanted))
    records = [
        Record(
            name,
            "Factor",
            {"name": name.title(), **({"desired_direction": wanted[name], "outcome": "yes"} if name in wanted else {})},
        )
        for name in names
    ]
    for number, (start, sign, finish) in enumerate(links):
        values = {"from_id": start, "to_id": finish, "polarity": sign, "confidence": "high", "strength": "2"}
        records.append(Record(f"link{number}", "INFLUENCES", values))
    return branch(SystemMap(records))


def test_who_helps_everything_comes_before_who_helps_nothing():
    made = make(("good", "-", "harm"), ("mixed", "+", "x"), ("mixed", "+", "y"), ("x", "+", "harm"), ("y", "-", "harm"))
    report = report_leverage(made, {"harm": -1}, ["good", "mixed", "x", "y"], CERTAIN)
    groups = {place.element: place.group for place in report.places}
    assert groups["good"] == groups["x"] == groups["y"] == 1
    ways = {place.element: place.push for place in report.places}
    assert (ways["good"], ways["x"], ways["y"]) == (1, -1, 1)
    good = next(place for place in report.places if place.element == "good")
    assert (good.benefit, good.harm, good.coverage) == (1.0, 0.0, 1.0)
    assert good.rank_low <= good.rank <= good.rank_high


def test_a_place_that_does_worse_in_nine_of_ten_versions_is_in_a_later_group():
    made = make(("good", "-", "one"), ("good", "-", "two"), ("half", "-", "one"))
    report = report_leverage(made, {"one": -1, "two": -1}, ["good", "half"], CERTAIN)
    assert [(place.element, place.group) for place in report.places] == [("good", 1), ("half", 2)]
    assert report.places[1].benefit == 0.5
    assert report.places[1].coverage == 0.5


def test_weights_say_what_counts_more():
    made = make(("left", "+", "one"), ("right", "+", "two"))
    wanted = {"one": 1, "two": 1}
    report = report_leverage(made, wanted, ["left", "right"], CERTAIN, weights={"one": 3.0, "two": 1.0})
    assert {place.element: place.benefit for place in report.places} == {"left": 0.75, "right": 0.25}


def test_unwanted_effects_are_told_even_on_outcomes_nobody_chose():
    made = make(("lever", "-", "waits"), ("lever", "-", "trust"), waits="down", trust="up")
    (place,) = report_leverage(made, {"waits": -1}, ["lever"], CERTAIN).places
    assert place.side_effects == ("trust",)
    assert place.harm == 0.0
    chosen = report_leverage(made, {"waits": -1, "trust": 1}, ["lever"], CERTAIN).places[0]
    assert chosen.side_effects == ("trust",)
    assert "unwanted: “Trust”" in report_leverage(made, {"waits": -1}, ["lever"], CERTAIN).findings[0].sentence


def test_the_doubtful_link_is_the_one_to_check_first():
    made = make(("lever", "+", "step"), ("step", "?", "end"), ("end", "+", "far"))
    report = report_leverage(made, {"far": 1}, ["lever"], CERTAIN)
    assert report.check_first[0].links == ("link1",)
    assert report.check_first[0].doubt == "way"
    assert report.check_first[0].worth == pytest.approx(1.0, abs=0.01)


def test_places_out_of_reach_are_told_and_an_answer_without_any_is_none():
    made = make(("a", "+", "b"), ("b", "+", "c"))
    report = report_leverage(made, {"b": 1}, ["a", "c"], CERTAIN)
    assert report.out_of_reach == ("c",)
    with pytest.raises(NoAnswerError, match="no place to act reaches"):
        report_leverage(made, {"a": 1}, ["b", "c"], CERTAIN)
    with pytest.raises(NoAnswerError, match="nothing says what you want to change"):
        report_leverage(made, {}, ["a"], CERTAIN)


def test_the_same_seed_gives_the_same_answer(base):
    ways = {"up": 1, "down": -1}
    wanted = {f.id: ways[f.get("desired_direction")] for f in base.of("Factor") if f.yes("outcome")}
    places = [f.id for f in base.of("Factor") if f.get("control") in {"ours", "shared"}]
    settings = Settings(draws=300)
    one, again = (report_leverage(base, wanted, places, settings) for _ in range(2))
    assert (one.places, one.check_first, one.findings) == (again.places, again.check_first, again.findings)
    ranks = np.array([place.rank for place in one.places])
    assert ranks.mean() == pytest.approx((len(ranks) + 1) / 2, abs=1.5)


def test_on_thornmere_the_contested_trial_is_among_the_first_to_check(base):
    """One source reports good returns from falls exercise, a trial found none: that is what answers hang on."""
    falls = next(s for s in base.of("Service") if "falls" in s.name)
    admissions = next(f for f in base.of("Factor") if "Emergency admissions" in f.name)
    report = report_leverage(base, {admissions.id: -1}, [falls.id])
    contested = {link.id for link in base.of("INFLUENCES") if link.get("confidence") == "contested"}
    assert contested & set(report.check_first[0].links)
    assert report.check_first[0].doubt == "way"


def test_what_is_spent_is_what_the_map_shows_and_nothing_else():
    made = make(("advice", "+", "calm"))
    year = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
    service = Record("svc", "Service", {"name": "Visits"})
    links = [
        Record("act", "INFLUENCES", {"from_id": "svc", "to_id": "advice", "polarity": "+"}),
        Record("org", "Organisation", {"name": "Council"}),
        Record("agr", "Agreement", {"name": "Contract"}),
        Record("cov", "COVERS", {"from_id": "agr", "to_id": "svc"}),
    ]
    paid = Record("pay", "FUNDS", {"from_id": "org", "to_id": "svc", "amount": "1200", **year})
    unpaid, with_money = (branch(SystemMap([*made, service, *links, *more])) for more in ((), (paid,)))
    assert costs_of(unpaid, ["advice"])["advice"][0].amount.value is None
    found = costs_of(with_money, ["svc", "advice", "calm"])
    assert [(cost.service, cost.amount.value, cost.agreements) for cost in found["svc"]] == [("svc", 1200, ("agr",))]
    assert found["advice"] == found["svc"]
    assert found["calm"] == ()


def test_ranks_count_the_map_drawn_otherwise_too_and_words_do_not():
    made = make(("good", "-", "one"), ("good", "-", "two"), ("half", "-", "one"))
    report = report_leverage(made, {"one": -1, "two": -1}, ["good", "half"], CERTAIN)
    assert [place.worse for place in report.places] == [0.0, 0.0]
    assert all(response.index in {-1.0, 0.0} for place in report.places for response in place.responses.values())


TREE = (("a", "+", "b"), ("b", "-", "goal"), ("a", "-", "c"), ("c", "+", "goal"), ("d", "+", "b"), ("d", "+", "side"))


def by_place(report, names=None):
    """Give what is told of each place, apart from the order: direction, benefit, harm, coverage and group."""
    called = names or {}
    return {
        called.get(place.element, place.element): (
            place.push,
            pytest.approx(place.benefit, abs=1e-12),
            pytest.approx(place.harm, abs=1e-12),
            pytest.approx(place.coverage, abs=1e-12),
            place.group,
        )
        for place in report.places
    }


def test_other_names_in_another_order_change_no_place():
    names = {"a": "z", "b": "y", "c": "x", "d": "w", "goal": "goal", "side": "a"}
    first = report_leverage(make(*TREE), {"goal": 1}, ["a", "b", "c", "d"], CERTAIN)
    renamed = make(*((names[start], sign, names[finish]) for start, sign, finish in reversed(TREE)))
    again = report_leverage(renamed, {"goal": 1}, ["w", "x", "y", "z"], CERTAIN)
    assert by_place(again) == by_place(first, names)


@pytest.mark.parametrize("turned", ["b", "c", "goal"])
def test_the_sense_of_an_element_turned_turns_what_is_wanted_of_it_and_nothing_else(turned):
    """Sign gauge: "strain" or "ease", it is the same place to act, pushed the other way."""
    settings = Settings(draws=500)
    other = {"+": "-", "-": "+"}
    turned_links = [
        (start, other[sign] if (start == turned) != (finish == turned) else sign, finish)
        for start, sign, finish in TREE
    ]
    first = report_leverage(make(*TREE), {"goal": 1}, ["a", "b", "c", "d"], settings)
    again = report_leverage(
        make(*turned_links), {"goal": -1 if turned == "goal" else 1}, ["a", "b", "c", "d"], settings
    )
    for one, two in zip(first.places, again.places, strict=True):
        assert one.element == two.element
        assert two.push == (-one.push if one.element == turned else one.push)
        assert (two.benefit, two.harm, two.group) == (pytest.approx(one.benefit, abs=1e-12), one.harm, one.group)
        assert (two.rank, two.rank_low, two.rank_high) == (one.rank, one.rank_low, one.rank_high)


def test_what_counts_by_any_scale_a_bystander_and_a_link_said_twice_change_no_place():
    first = report_leverage(make(*TREE), {"goal": 1, "side": 1}, ["a", "b", "c", "d"], CERTAIN)
    scaled = report_leverage(
        make(*TREE), {"goal": 1, "side": 1}, ["a", "b", "c", "d"], CERTAIN, weights={"goal": 7.0, "side": 7.0}
    )
    assert by_place(scaled) == by_place(first)
    more = report_leverage(make(*TREE, ("x", "+", "y"), TREE[0]), {"goal": 1, "side": 1}, ["a", "b", "c", "d"], CERTAIN)
    assert by_place(more) == by_place(first)
