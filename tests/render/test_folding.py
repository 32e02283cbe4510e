"""Many small bodies drawn as one: nothing lost, nothing added, nothing people drew touched."""

from collections import Counter
from datetime import date
from decimal import Decimal

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.render.folding import DRAWN, FOLDED_ID, fold_small_bodies
from sysmap.render.page import Reading, page_data

YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}


def ledger(payees, *more):
    records = [
        Record("c", "Organisation", {"name": "Council"}),
        Record("s", "Service", {"name": "Care"}),
        Record("u", "Organisation", {"name": "Unit"}),
        Record("part", "PART_OF", {"from_id": "u", "to_id": "c"}),
    ]
    for number in range(payees):
        payee = f"p{number:03}"
        records.append(Record(payee, "Organisation", {"name": f"Payee {number}"}))
        flow = {"from_id": "c", "to_id": payee, "amount": f"{1000 - number}.01", "service_id": "s", **YEAR}
        records.append(Record(f"m{number:03}", "FUNDS", flow))
    return branch(SystemMap([*records, *more]))


def total(flows):
    return sum((flow.number("amount") for flow in flows), Decimal(0))


def test_a_map_with_few_bodies_is_drawn_as_it_is():
    few = ledger(DRAWN)
    folded = fold_small_bodies(few)
    assert folded.drawn is few
    assert folded.told is few


def test_the_largest_stay_and_the_rest_become_one_with_the_same_money():
    many = ledger(300)
    folded = fold_small_bodies(many)
    bodies = {record.id for record in folded.drawn.of("Organisation")}
    assert bodies == {"c", "u", FOLDED_ID, *(f"p{number:03}" for number in range(DRAWN))}
    assert folded.drawn[FOLDED_ID].name == f"{300 - DRAWN} smaller bodies, drawn as one"
    assert total(folded.drawn.of("FUNDS")) == total(many.of("FUNDS"))
    one = folded.drawn.reaching(FOLDED_ID, "FUNDS")
    assert [(flow.from_id, flow.get("service_id"), flow.get("basis")) for flow in one] == [("c", "s", "actual")]


def test_everything_can_still_be_found_and_read():
    many = ledger(300)
    told = fold_small_bodies(many).told
    assert set(many.records) < set(told.records)


def test_flows_for_several_services_between_the_same_two_are_one_ribbon_that_says_what_for():
    more = [
        Record("t", "Service", {"name": "Transport"}),
        Record("second", "FUNDS", {"from_id": "c", "to_id": "p000", "amount": "500", "service_id": "t", **YEAR}),
    ]
    folded = fold_small_bodies(ledger(300, *more))
    ribbon = [flow for flow in folded.drawn.of("FUNDS") if flow.to_id == "p000"]
    assert [flow.get("amount") for flow in ribbon] == ["1500.01"]
    assert ribbon[0].get("note") == "2 flows added up for the picture: Care £1k; Transport £500."
    assert "second" not in folded.told, "a flow that is in a ribbon is not drawn beside it"
    assert fold_small_bodies(ledger(5, *more)).drawn.get("second"), "a small map shows every flow"


def test_years_bases_and_ways_are_not_mixed():
    next_year = {"period_start": "2026-04-01", "period_end": "2027-03-31", "basis": "budget"}
    more = [
        Record("next", "FUNDS", {"from_id": "c", "to_id": "p200", "amount": "5", "service_id": "s", **next_year}),
        Record("back", "FUNDS", {"from_id": "p201", "to_id": "c", "amount": "7", "flow_role": "repayment", **YEAR}),
        Record("between", "FUNDS", {"from_id": "p201", "to_id": "p202", "amount": "9", **YEAR}),
    ]
    drawn = fold_small_bodies(ledger(300, *more)).drawn
    assert len(drawn.reaching(FOLDED_ID, "FUNDS")) == 2
    assert [flow.get("amount") for flow in drawn.leaving(FOLDED_ID, "FUNDS")] == ["7"]
    assert not [flow for flow in drawn.of("FUNDS") if flow.from_id == flow.to_id]


def test_what_people_drew_or_placed_is_not_folded():
    more = [
        Record("d", "DEPENDS_ON", {"from_id": "p299", "to_id": "c"}),
        Record("at", "Position", {"element_id": "p298", "x": "1", "y": "2"}),
    ]
    drawn = fold_small_bodies(ledger(300, *more)).drawn
    assert {"p299", "p298"} <= set(drawn.records)


def test_what_is_added_up_has_the_boundary_of_its_parts_and_is_counted_as_all_of_them():
    flow = {"from_id": "c", "to_id": "p000", "amount": "5", **YEAR}
    town = ledger(300, Record("more", "FUNDS", flow), Record("other", "FUNDS", {**flow, "to_id": "p001"}))
    classes = {row.id: "across_sectors" for row in town.of("FUNDS")} | {"other": "sector_not_known"}
    data = page_data(town, Reading(date(2026, 11, 22), boundaries=classes))
    counted = Counter()
    for link in data["links"]:
        counted[link["boundary"]] += link.get("stands", 1) if link["kind"] == "FUNDS" else 0
    # Two of one payee are of two classes: their ribbon has none, and they are in no count.
    assert counted == {"across_sectors": 300 - 1 + 1, "": 2}
    bundles = [link for link in data["links"] if "stands" in link]
    assert sorted(link["stands"] for link in bundles) == [0, 2, 2]
