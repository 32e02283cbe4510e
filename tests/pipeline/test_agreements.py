"""Public contracts onto a map: worth to the penny, bodies known by their numbers, what people drew kept."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from sysmap.analysis.flows import select_flows
from sysmap.formats.open_data.grants import read_grants
from sysmap.formats.open_data.ocds_deals import read_ocds
from sysmap.formats.open_data.register import read_register
from sysmap.model.commands import add_element, set_properties
from sysmap.model.edits import apply
from sysmap.model.maps import SystemMap
from sysmap.model.merging import merge_elements
from sysmap.model.scenarios import branch
from sysmap.model.validation import check_map
from sysmap.model.years import FinancialYear
from sysmap.pipeline.agreements import agreements_edit
from sysmap.pipeline.agreements_building import WHOLE
from sysmap.pipeline.agreements_telling import tell_agreements

FILES = Path(__file__).parents[1] / "data" / "ocds"
COUNCIL = {"id": "b", "name": "Thornmere Council", "identifier": {"scheme": "GB-LAE", "id": "TMC"}}
CARE = {"id": "s", "name": "Care Ltd", "identifier": {"scheme": "GB-COH", "id": "01234567"}}


def contract(amount, *, ocid="ocds-1", date="2025-04-01", **given):
    return {
        "ocid": ocid,
        "id": f"{ocid}-{date}",
        "date": f"{date}T00:00:00Z",
        "buyer": {"id": "b"},
        "parties": [COUNCIL, CARE],
        "awards": [
            {
                "id": "a1",
                "status": "active",
                "title": "Home care",
                "value": {"amount": amount, "currency": "GBP"},
                "suppliers": [{"id": "s"}],
                "contractPeriod": {"startDate": "2025-04-01", "endDate": "2027-03-31"},
                **given,
            }
        ],
    }


@pytest.fixture
def bring(tmp_path):
    """Bring releases onto a map; give the map after it and the report, having checked the map and the money."""

    def bring(system_map, *releases, path=None, name="march.json", published="2025-05-01", **options):
        if path is None:
            path = tmp_path / name
            path.write_text(json.dumps({"publishedDate": published, "releases": releases}), encoding="utf-8")
        edit, report = agreements_edit(system_map, read_ocds(path), by="analyst", **options)
        after = apply(system_map, edit)
        assert [problem for problem in check_map(after) if problem.severity == "error"] == []
        return after, report

    return bring


def agreement(system_map):
    (found,) = system_map.of("Agreement")
    return found


def test_a_page_of_contracts_finder_stands_on_the_map_to_the_penny(bring):
    system_map, report = bring(SystemMap(), path=FILES / "contracts_finder_2025-01-23_cut.json")
    total = sum(each.number("current_value") or 0 for each in system_map.of("Agreement"))
    drawn = sum(each.number("amount") for each in system_map.of("FUNDS"))
    undrawn = sum(amounts.get("GBP", 0) for _, amounts in report.undrawn.values())
    assert total == report.file.totals["GBP"] == report.on_map["GBP"] == drawn + undrawn
    assert {each.get("basis") for each in system_map.of("FUNDS")} == {"committed"}
    told = "\n".join(tell_agreements(report))
    assert "On the map: the same, to the penny" in told
    again, report = bring(system_map, path=FILES / "contracts_finder_2025-01-23_cut.json")
    assert again == system_map
    assert "Nothing to change" in "\n".join(tell_agreements(report))


def test_what_was_paid_stands_by_year_with_its_payments(bring):
    system_map, report = bring(SystemMap(), path=FILES / "fictional_record.json")
    flows = {each.get("basis"): each for each in system_map.of("FUNDS")}
    assert flows["actual"].number("amount") == 60_000
    assert flows["actual"].period()[0].isoformat() == "2010-04-01"
    assert flows["committed"].number("amount") == 11_000_000
    assert len(system_map.of("Transaction")) == 2
    assert "Paid under them, by year: £60,000" in tell_agreements(report)


def test_a_planned_procurement_becomes_its_award_and_keeps_what_was_drawn_at_it(bring):
    system_map, _ = bring(SystemMap(), path=FILES / "fictional_01-planning.json")
    planned = agreement(system_map)
    assert (planned.get("status"), planned.get("current_value")) == ("planned", "")
    system_map = apply(system_map, set_properties(system_map, planned.id, {"note": "Ours to steer"}, by="analyst"))
    system_map, _ = bring(system_map, path=FILES / "fictional_04-award.json")
    assert agreement(system_map).id == planned.id
    assert agreement(system_map).get("current_value") == "11000000"
    assert agreement(system_map).get("name").startswith("Award of contract")
    assert agreement(system_map).get("note") == "Ours to steer"


def test_a_planned_procurement_is_called_after_its_award_unless_people_named_it(bring):
    def of(**given):
        return {**contract(500), "tender": {"title": "Care, planned", **given}}

    planned = {**of(value={"amount": 900, "currency": "GBP"}), "awards": []}
    system_map, _ = bring(SystemMap(), planned)
    assert agreement(system_map).get("note") == "Not awarded yet. Estimated at 900 GBP."
    after, _ = bring(system_map, of(), name="june.json", published="2025-07-01")
    assert (agreement(after).name, agreement(after).get("note")) == ("Home care", "")
    values = {"name": "Our care", "note": "Ask Jo. Not awarded yet. Estimated at 900 GBP. Watch it."}
    system_map = apply(system_map, set_properties(system_map, agreement(system_map).id, values, by="analyst"))
    dearer = {**of(value={"amount": 950, "currency": "GBP"}), "awards": []}
    system_map, _ = bring(system_map, dearer, name="may.json", published="2025-06-01")
    assert agreement(system_map).get("note") == "Ask Jo. Not awarded yet. Estimated at 950 GBP. Watch it."
    system_map, _ = bring(system_map, of(), name="june.json", published="2025-07-01")
    assert (agreement(system_map).name, agreement(system_map).get("note")) == ("Our care", "Ask Jo. Watch it.")


def test_an_update_next_month_changes_the_facts_and_nothing_that_people_wrote(bring):
    system_map, _ = bring(SystemMap(), contract(1000))
    first = agreement(system_map)
    (flow,) = system_map.of("FUNDS")
    for record_id, values in ((first.id, {"name": "Care at home"}), (flow.id, {"restriction": "restricted:care"})):
        system_map = apply(system_map, set_properties(system_map, record_id, values, by="analyst"))
    later = contract(1500.25, date="2025-06-01", contractPeriod={"startDate": "2025-04-01", "endDate": "2028-03-31"})
    system_map, report = bring(system_map, later, name="june.json", published="2025-07-01")
    now = agreement(system_map)
    assert (now.name, now.get("original_value"), now.get("current_value")) == ("Care at home", "1000", "1500.25")
    assert (now.get("original_term_months"), now.get("current_term_months")) == ("24", "36")
    assert system_map[flow.id].get("restriction") == "restricted:care"
    assert system_map[flow.id].number("amount") == Decimal("1500.25")
    assert report.values == (("Care at home", "1000", "1500.25", "GBP"),)
    assert system_map[now.get("source_id")].get("file") == "june.json"
    # The older file brought once more does not turn it back.
    back, report = bring(system_map, contract(1000))
    assert back[now.id] == now
    assert [why for _, why in report.kept] == ["the map has it from a file published later"]
    assert "the difference is what was left as it is" in "\n".join(tell_agreements(report))


def test_a_body_that_the_map_knows_by_its_number_is_that_body_and_names_are_left_to_people(bring):
    system_map = SystemMap()
    for name, number in (("Our council", "GB-LAE-TMC"), ("Care Ltd", "")):
        values = {"org_id": number} if number else {}
        system_map = apply(system_map, add_element(system_map, "Organisation", name, values, by="analyst"))
    system_map, report = bring(system_map, contract(1000))
    assert report.same == ("Our council",)
    assert sorted(each.name for each in system_map.of("Organisation")) == ["Care Ltd", "Care Ltd", "Our council"]
    drawn, brought = sorted(
        (each for each in system_map.of("Organisation") if each.name == "Care Ltd"), key=lambda each: each.get("org_id")
    )
    assert brought.get("org_id") == "GB-COH-01234567"
    merged = apply(system_map, merge_elements(system_map, drawn.id, brought.id, by="analyst"))
    again, _ = bring(merged, contract(1000))
    assert again == merged


def test_agreements_that_people_merged_stay_merged_and_the_money_still_agrees(bring):
    system_map, _ = bring(SystemMap(), contract(1000), contract(500, ocid="ocds-2"))
    kept, dropped = system_map.of("Agreement")
    merged = apply(system_map, merge_elements(system_map, kept.id, dropped.id, by="analyst"))
    after, report = bring(merged, contract(1000), contract(500, ocid="ocds-2"))
    assert len(after.of("Agreement")) == 1
    assert [why for _, why in report.kept] == ["somebody merged it into another agreement"]


def test_what_vanished_from_a_file_is_listed_and_stays_with_what_people_drew(bring):
    other = {"id": "t", "name": "Larkrise Ltd", "identifier": {"scheme": "GB-COH", "id": "07654321"}}
    second = contract(50, ocid="ocds-2", title="Advice", suppliers=[{"id": "t"}])
    second["parties"] = [COUNCIL, other]
    system_map, report = bring(SystemMap(), contract(100), second)
    assert not report.vanished
    advice = next(each for each in system_map.of("Agreement") if each.name == "Advice")
    system_map = apply(system_map, set_properties(system_map, advice.id, {"note": "Ends soon"}, by="room"))
    after, report = bring(system_map, contract(110))
    assert [record.name for record, _ in report.vanished] == ["Advice", "Larkrise Ltd"]
    assert set(system_map.records) <= set(after.records)
    assert after[advice.id] == system_map[advice.id]
    assert "No longer in the file, kept on the map: 2" in tell_agreements(report)
    assert report.on_map == report.file.totals
    back, report = bring(after, contract(110), second)
    assert not report.vanished
    assert set(back.records) == set(after.records)
    told_elsewhere, _ = bring(after, second, name="april.json", published="2025-06-01")
    assert not bring(told_elsewhere, contract(110))[1].vanished


def test_a_cancelled_award_ends_what_stands_and_takes_nothing_away(bring):
    system_map, _ = bring(SystemMap(), contract(1000))
    after, _ = bring(system_map, contract(1000, status="cancelled"), name="april.json", published="2025-06-01")
    assert agreement(after).get("status") == "ended"
    assert len(after.of("FUNDS")) == 1


def test_sole_traders_are_for_the_council_and_left_out_when_asked(bring):
    person = {"id": "p", "name": "Mrs Jane Miller"}
    given = contract(1000, suppliers=[person])
    system_map, _ = bring(SystemMap(), given)
    (seen,) = [each for each in system_map.of("Organisation") if each.name == "Mrs Jane Miller"]
    assert seen.get("sensitivity") == "internal"
    system_map, report = bring(SystemMap(), given, redact_names=True)
    assert "Miller" not in repr(system_map)
    assert "Miller" not in "\n".join(tell_agreements(report))


def test_nothing_is_kept_of_whom_to_contact(bring):
    system_map, _ = bring(SystemMap(), path=FILES / "fictional_record.json")
    system_map, _ = bring(system_map, path=FILES / "sell2wales_cut.jsonl")
    held = repr(list(system_map))
    for word in (
        "procurement-team@",
        "01234 345",
        "Procurement Team",
        "North London Business Park",
        "01632 960000",
        "example.org",
    ):
        assert word not in held


def test_euros_and_pounds_are_never_added(bring):
    euros = contract(7, ocid="ocds-2")
    euros["awards"][0]["value"]["currency"] = "EUR"
    _, report = bring(SystemMap(), contract(1000), euros)
    assert report.on_map == {"EUR": 7, "GBP": 1000}
    assert any("7 EUR and £1,000" in line for line in tell_agreements(report))


def test_two_councils_may_number_their_contracts_alike(tmp_path):
    path = tmp_path / "contracts.csv"
    path.write_text("Ref,Title,Supplier,Value,Start,End\n1,Care,Care Ltd,5,2025-04-01,2026-03-31\n", encoding="utf-8")
    system_map = SystemMap()
    for buyer in ("North Council", "South Council", "North Council"):
        edit, _ = agreements_edit(system_map, read_register(path, buyer=buyer), by="analyst")
        system_map = apply(system_map, edit)
    assert len(system_map.of("Agreement")) == 2
    assert sum(each.number("current_value") for each in system_map.of("Agreement")) == 10


def test_a_grant_without_planned_dates_lies_in_no_year(tmp_path):
    path = tmp_path / "grants.json"
    given = {"id": "g1", "title": "Garden", "currency": "GBP", "amountAwarded": 500, "awardDate": "2025-05-01"}
    bodies = {
        "fundingOrganization": [{"id": "f", "name": "Fund"}],
        "recipientOrganization": [{"id": "r", "name": "Grow"}],
    }
    dated = {**given, **bodies, "id": "g2", "plannedDates": [{"startDate": "2025-06-01", "endDate": "2027-05-31"}]}
    path.write_text(json.dumps({"grants": [{**given, **bodies}, dated]}), encoding="utf-8")
    edit, _ = agreements_edit(SystemMap(), read_grants(path), by="analyst")
    system_map = apply(SystemMap(), edit)
    flows = {system_map[each.get("agreement_id")].get("reference"): each for each in system_map.of("FUNDS")}
    assert flows["g1"].period() == (None, None)
    assert [day.isoformat() for day in flows["g2"].period()] == ["2025-06-01", "2027-05-31"]
    assert {each.get("note") for each in flows.values()} == {WHOLE}
    assert select_flows(branch(system_map), FinancialYear(2025)).flows == ()
