"""Thornmere's expected answers, reproduced: counts, loops, boundary classes, spend and inflow."""

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from sysmap.analysis.boundaries import report_boundaries
from sysmap.analysis.loops import compare_loops, report_loops
from sysmap.analysis.money import report_money
from sysmap.analysis.tidy import find_untidy
from sysmap.analysis.ties import report_ties
from sysmap.model.scenarios import branch
from sysmap.model.validation import check_map


def whole(figure):
    return float(figure.value)


def round_half_up(value, place):
    return Decimal(value).quantize(Decimal(place), ROUND_HALF_UP)


def test_counts(thornmere, base, expected):
    counts = expected["counts"]
    by_kind = Counter(record.kind for record in thornmere)
    assert {kind: by_kind[kind] for kind in counts["by_label"]} == counts["by_label"]
    assert {kind: by_kind[kind] for kind in counts["by_type"]} == counts["by_type"]
    assert len(thornmere.elements) == counts["nodes"]
    assert len(thornmere.relationships) == counts["relationships"]
    assert len(base.relationships) == counts["base_relationships"]
    assert by_kind["Loop"] == counts["named_loops"]
    assert by_kind["Measure"] == counts["measures"]
    assert by_kind["Observation"] == 36
    assert by_kind["Source"] == 17


def test_there_is_nothing_wrong_with_it(thornmere):
    assert [str(problem) for problem in check_map(thornmere)] == []


def test_feedback_loops(thornmere, base, expected):
    cycles = expected["causal_cycles"]
    report = report_loops(base, keep=100)
    assert report.account.count == cycles["base_total"]
    assert report.by_polarity == {"R": cycles["base_R"], "B": cycles["base_B"], "undetermined": 0}
    assert max(loop.length for loop in report.loops) == cycles["base_max_len"]
    assert report.account.is_whole
    assert report.by_element == expected["loop_participation_base"]
    assert report_loops(branch(thornmere, "SC1")).account.count == cycles["with_SC1"]
    assert (
        "There are 51 feedback loops: 19 feed themselves (R) and 32 keep things in check (B)."
        in report.findings[0].sentence
    )


def test_named_loops_are_what_their_authors_said(thornmere, base):
    types = {loop.record.id: loop.type for loop in report_loops(base).named}
    stated = dict.fromkeys(("L01", "L03", "L04", "L07", "L08", "L09", "L10", "L11"), "R")
    assert types == {**stated, "L02": "B", "L05": "B", "L06": "B"}
    pilot = {loop.record.id: loop.type for loop in report_loops(branch(thornmere, "SC1")).named}
    assert pilot == {**types, "L12": "R"}
    names = {loop.name for loop in report_loops(base, keep=100).loops if loop.name}
    assert len(names) == 11


def test_loops_through_one_element_are_the_shortest_first(base, expected):
    report = report_loops(base, through="F05", keep=5)
    assert report.account.count == expected["loop_participation_base"]["F05"]
    lengths = [loop.length for loop in report.loops]
    assert len(lengths) == 5
    assert lengths == sorted(lengths)
    assert all(loop.elements[0] == "F05" for loop in report.loops)


def test_the_pilot_makes_loops_and_breaks_none(thornmere, base, expected):
    changes = compare_loops(base, branch(thornmere, "SC1"))
    assert len(changes.made) == expected["causal_cycles"]["with_SC1"] - expected["causal_cycles"]["base_total"]
    assert changes.broken == ()
    assert all("S11" in loop.elements for loop in changes.made)


def test_boundary_classes(base, expected):
    report = report_boundaries(base)
    counts = report.counts()
    for kind, classes in expected["boundary_classes_base"].items():
        assert counts[kind] == classes
    delivery = report.counts("delivery")
    assert delivery["INFLUENCES"] == counts["INFLUENCES"]
    # Buying Steady Steps homes directly is inside the accountable view and outside the delivery view.
    assert delivery["FUNDS"]["across_sectors"] == counts["FUNDS"]["across_sectors"] + 1


def test_spend_and_what_stands_beside_it(base, expected):
    spend = expected["spend_2025_26"]
    report = report_money(base)
    assert str(report.selection.year) == "2025-26"
    assert report.selection.basis == "actual"
    assert whole(report.total_spend) == spend["total_cash_service_spend"]
    assert {service: whole(figure) for service, figure in report.by_service.items()} == spend["by_service"]
    tiers = {tier: whole(figure) for tier, figure in report.by_tier.items()}
    assert tiers == {**spend["by_tier"], "unclassified": 0.0}
    assert {service: whole(figure) for service, figure in report.in_kind.items()} == spend["in_kind_by_service"]
    assert {flow.record.id: float(flow.amount) for flow in report.not_tied} == spend["spend_tied_to_no_service"]
    shares = report.findings[0].figures
    assert {tier: float(shares[f"{tier}_share"].value) for tier in spend["share_pct"]} == spend["share_pct"]
    assert "unclassified" in report.findings[0].sentence, "no share without the unclassified share"


def test_measures_that_repeat_a_figure_of_the_map_say_what_the_map_says(base, expected):
    latest = {
        each.get("measure_id"): each for each in sorted(base.of("Observation"), key=lambda each: each.get("date"))
    }
    said = {measure: latest[measure].number("value") for measure in ("ME07", "ME08", "ME09", "ME10")}
    money = report_money(base)
    assert said == {
        "ME07": base["M31"].number("unit_count"),
        "ME08": base["M33"].number("amount"),
        "ME09": round_half_up(report_ties(base).mean.value, "0.01"),
        "ME10": round_half_up(money.findings[0].figures["acute_share"].value, "0.1"),
    }
    assert expected["spend_2025_26"]["share_pct"]["acute"] == pytest.approx(float(said["ME10"]), abs=0.05)


def test_the_unmapped_remainder_is_shown(base, expected):
    spend = expected["spend_2025_26"]
    body = next(each for each in report_money(base).bodies if each.body_id == "O02")
    assert whole(body.inflow) == spend["O02_inflow"]
    assert whole(body.outflow) == spend["O02_mapped_outflow"]
    assert body.remainder.value == Decimal(56800000)
    assert "M34" not in body.inflow.rests_on


def test_no_row_of_a_scenario_leaks_into_the_base(thornmere, base):
    rows = {record.id for record in thornmere if record.scenario}
    assert len(rows) == 19  # sixteen relationships, a service, an agreement and a loop
    loops = report_loops(base, keep=1000)
    money = report_money(base)
    boundaries = report_boundaries(base)
    seen = {each for loop in loops.loops for each in (*loop.elements, *loop.relationships)}
    seen |= {flow.record.id for flow in money.selection.flows}
    seen |= {each.link.id for each in boundaries.links["accountable"]}
    findings = (*loops.findings, *money.findings, *boundaries.findings, *find_untidy(base, as_of=date(2026, 11, 22)))
    seen |= {each for finding in findings for each in (*finding.about, *finding.rests_on)}
    assert not seen & rows


def test_outcomes_without_owner_or_measure(base, expected):
    findings = {finding.kind: finding for finding in find_untidy(base, as_of=date(2026, 11, 22))}
    assert list(findings["no_measure"].about) == expected["outcomes_without_measure"]
    assert set(expected["outcomes_without_steward"]) <= set(findings["no_owner"].about)


def test_what_depends_on_the_day_says_which(base):
    early = {finding.kind for finding in find_untidy(base, as_of=date(2026, 11, 22))}
    late = {finding.kind: finding for finding in find_untidy(base, as_of=date(2027, 6, 1))}
    assert "overdue" not in early
    assert "should have been looked at again by 2027-06-01" in late["overdue"].sentence
    assert all(finding.as_of == date(2027, 6, 1) for finding in late.values())


def test_every_finding_reads_as_a_sentence_and_names_what_it_rests_on(base):
    findings = [
        *report_loops(base).findings[1:],
        *report_money(base).findings,
        *report_boundaries(base).findings,
        *find_untidy(base, as_of=date(2026, 11, 22)),
    ]
    assert len(findings) > 20
    for finding in findings:
        assert finding.sentence.endswith((".", "?")), finding.sentence
        assert finding.rests_on, finding.sentence
        assert all(each in base for each in finding.rests_on), finding.sentence
        assert all(figure.made_from for figure in finding.figures.values()), finding.sentence
        assert finding.to_json()["sentence"] == finding.sentence
