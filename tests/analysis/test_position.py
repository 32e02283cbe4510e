"""What is said of a position in the drawn map: nothing that a small change of the drawing would overturn."""

import random

import numpy as np
import pytest

from sysmap.analysis import redrawing
from sysmap.analysis.graph_engine import MemoryEngine
from sysmap.analysis.position import NOT_LEVERAGE, report_position
from sysmap.analysis.redrawing import kendall, likely_links, rank, redraw
from sysmap.model.graphs import MEASURES
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from tests.analysis.drawn import drawn

STAR = [(0, n) for n in range(1, 12)] + [(n, 0) for n in range(1, 12)]


def report(given, draws=200):
    engine = MemoryEngine(given, "influences")
    redrawn = redraw(given, "influences", tuple(MEASURES), draws=draws)
    return report_position(given, engine.measure(), redrawn)


def test_of_several_links_between_two_the_surest_counts():
    records = [
        *(Record(each, "Factor", {"name": each}) for each in "ab"),
        *(
            Record(f"l{at}", "INFLUENCES", {"from_id": "a", "to_id": "b", "polarity": "+", **said})
            for at, said in enumerate(({"confidence": "low"}, {"confidence": "high"}, {}))
        ),
        Record("l3", "INFLUENCES", {"from_id": "b", "to_id": "a", "polarity": "+"}),
    ]
    assert likely_links(branch(SystemMap(records)), "influences") == {("a", "b"): 0.95, ("b", "a"): 0.8}


def test_what_stays_first_is_named():
    said = report(drawn(STAR, confidence="high"))
    between = said.findings[0]
    assert between.about == ("00",)
    assert between.sentence == "In between: “F00” stays among the first five in at least 80% of 200 redrawings."
    assert said.redrawn.ranks["betweenness"]["00"].high == 1
    assert between.missing == ()


def test_what_does_not_stay_first_is_not_named():
    ring = [(n, (n + 1) % 12) for n in range(12)] + [(0, 6)]
    said = report(drawn(ring, confidence="low"))
    assert said.findings[0].about == ()
    assert "so nothing is named" in said.findings[0].sentence


def test_where_all_are_level_none_is_first():
    said = report(drawn([(0, 1), (1, 0)]), draws=0)
    assert {finding.sentence.partition(": ")[2] for finding in said.findings} == {"all elements are level."}


def test_without_redrawings_the_order_is_told_with_what_is_not_known():
    said = report(drawn([(0, 1), (1, 2), (2, 3)]), draws=0)
    assert said.redrawn is None
    assert said.findings[0].sentence == "In between: on this drawing the order begins with “F01” and “F02”."
    assert said.findings[0].missing
    assert "leverage" not in " ".join(finding.sentence for finding in said.findings)
    assert "not leverage" in NOT_LEVERAGE


def test_redrawing_is_the_same_in_every_run_and_follows_confidence(base):
    measures = ("betweenness", "page_rank")
    assert redraw(base, "influences", measures, draws=60) == redraw(base, "influences", measures, draws=60)
    sure, unsure = (redraw(drawn(STAR, confidence=each), "influences", measures) for each in ("high", "low"))
    assert sure.agreement["page_rank"] > unsure.agreement["page_rank"]


def test_intervals_hold_the_median_and_shares_are_shares(base):
    redrawn = redraw(base, "influences", tuple(MEASURES), draws=100)
    for ranks in redrawn.ranks.values():
        assert all(1 <= each.low <= each.median <= each.high <= len(ranks) for each in ranks.values())
        assert all(0 <= each.first_share <= 1 for each in ranks.values())
    assert all(-1 <= tau <= 1 for tau in redrawn.agreement.values())


def test_a_drawing_puts_in_takes_out_or_short_cuts_and_stays_a_drawing():
    arcs = {(0, 1): 1.0, (1, 2): 1.0, (2, 3): 1.0, (3, 0): 1.0}
    chance, seen = random.Random(1), set()
    for _ in range(100):
        kept, size, gone = redrawing._one_drawing(chance, arcs, 4)
        assert len(set(kept)) == len(kept)
        assert all(start != finish and gone not in {start, finish} for start, finish in kept)
        seen.add((len(kept), size, gone >= 0))
    # An element put into a link, one taken out of a chain, a chain of two closed.
    assert seen == {(5, 5, False), (3, 4, True), (5, 4, False)}


def test_a_map_too_large_to_redraw_often_enough_is_not_redrawn(monkeypatch):
    monkeypatch.setattr(redrawing, "WORK", 12 * 22 * 99)
    assert redraw(drawn(STAR), "influences", ("in_degree",)) is None
    monkeypatch.setattr(redrawing, "WORK", 12 * 22 * 150)
    assert redraw(drawn(STAR), "influences", ("in_degree",)).draws == 150
    assert redraw(drawn([]), "influences", ("in_degree",)) is None


def test_ranks_and_tau_b_by_hand():
    assert rank(np.array([3.0, 5.0, 3.0, 1.0])).tolist() == [2, 1, 2, 4]
    # Pairs: 5 agree, 0 disagree, one tied in the second only: 5 / sqrt(6 * 5).
    assert kendall(np.array([1, 2, 3, 4.0]), np.array([1, 2, 3, 3.0])) == pytest.approx(5 / 30**0.5)
    assert kendall(np.array([1, 2, 3.0]), np.array([3, 2, 1.0])) == -1
    assert kendall(np.array([1, 1.0]), np.array([1, 2.0])) is None
