"""Spend files onto a map: money to the penny, what people drew kept, what vanished listed, nothing counted twice."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.errors import BadInputError
from sysmap.formats.spend import SpendProfile, read_profile, read_spend
from sysmap.model.edits import add, apply, make_edit, set_values
from sysmap.model.maps import SystemMap
from sysmap.model.merging import merge_elements
from sysmap.model.records import Record
from sysmap.model.validation import check_map
from sysmap.model.visibility import view_for
from sysmap.pipeline.spend import spend_edit
from sysmap.stores.base import create, open_store

ROOT = Path(__file__).parents[2]
LEEDS = ROOT / "sample_maps" / "leeds_spend" / "leeds_2020-06_adults_and_health.csv"
LAMBETH = ROOT / "tests" / "data" / "spend" / "lambeth_2012-06_report_header.csv"
HEADER = "Body,Service,Supplier,Date,Amount,Reference\n"


def spend(tmp_path, rows, name="june.csv", profile=None):
    path = tmp_path / name
    path.write_text(HEADER + rows)
    return read_spend(path, profile)


def bring(system_map, spend_file, **options):
    """Import a file; give the map after it and the report, having checked map and money."""
    edit, report = spend_edit(system_map, spend_file, by="analyst", **options)
    after = apply(system_map, edit)
    assert not [problem for problem in check_map(after) if problem.severity == "error"]
    assert report.spend - report.repayments == report.total == spend_file.total
    return after, report


def net(system_map):
    """Spend less repayments of all flows of a map."""
    signs = {"spend": 1, "repayment": -1}
    return sum(signs[flow.get("flow_role")] * (flow.number("amount") or 0) for flow in system_map.of("FUNDS"))


def named(system_map, name, kind="Organisation"):
    (found,) = [record for record in system_map.of(kind) if record.name == name]
    return found


def flow_to(system_map, name):
    (found,) = system_map.reaching(named(system_map, name).id, "FUNDS")
    return found


def test_leeds_to_the_penny():
    system_map, report = bring(SystemMap(), read_spend(LEEDS))
    assert report.total == net(system_map) == Decimal("13253345.86")
    assert report.payers == ("Leeds City Council",)
    assert [str(year) for year in report.years] == ["2020-21"]
    assert report.added == {
        "Source": 1, "Organisation": 609, "Service": 17, "COMMISSIONS": 17, "FUNDS": 862, "Transaction": 2899,
    }  # fmt: skip
    assert not check_map(system_map)
    assert len([record for record in system_map.of("Organisation") if record.name == "Redacted personal data"]) == 1
    assert named(system_map, "TREVOR ILES LTD").get("aliases") == "Trevor Iles Ltd"
    assert ("CREATIVE SUPPORT LIMITED", "Creative Support Ltd") in report.alike
    for record in (*system_map.of("Organisation"), *system_map.of("Service"), *system_map.of("FUNDS")):
        assert record.get("confirmed") == "no"
        assert record.get("created_by") == f"import of {LEEDS.name}"
        assert record.get("source_id") == report.source_id
    flow = flow_to(system_map, "ALEXANDRA COURT")
    assert (flow.get("period_start"), flow.get("period_end")) == ("2020-04-01", "2021-03-31")
    assert (flow.get("basis"), flow.get("flow_role"), flow.get("currency")) == ("actual", "spend", "GBP")
    assert "mechanism" not in flow.values
    assert system_map[flow.get("service_id")].kind == "Service"


def test_the_sample_profile_adds_publisher_and_licence():
    profile = read_profile(LEEDS.parent / "profile.toml")
    system_map, _ = bring(SystemMap(), read_spend(LEEDS, profile))
    (source,) = system_map.of("Source")
    assert (source.get("publisher"), source.get("licence")) == ("Leeds City Council", "Open Government Licence v3.0")
    assert source.get("claim") == "2,899 payments from 2020-04-29 to 2020-06-30, together 13,253,345.86 GBP"


def test_the_payments_behind_every_flow_add_up_to_it():
    system_map, _ = bring(SystemMap(), read_spend(LAMBETH))
    behind = Counter()
    for payment in system_map.of("Transaction"):
        behind[payment.get("funding_id")] += payment.number("amount")
    assert {flow.id: flow.number("amount") for flow in system_map.of("FUNDS")} == dict(behind)
    assert net(system_map) == Decimal("40292334.84")


def test_importing_again_changes_nothing():
    spend_file = read_spend(LEEDS)
    system_map, _ = bring(SystemMap(), spend_file)
    edit, report = spend_edit(system_map, spend_file, by="analyst")
    assert not edit.changes
    assert not report.vanished


def test_it_goes_through_a_store_and_payments_are_handed_out_when_asked(tmp_path):
    spend_file = read_spend(LEEDS)
    with create(tmp_path / "leeds.sysmap") as store:
        edit, _ = spend_edit(store.read_map(bulk=True), spend_file, by="analyst")
        store.commit(edit)
    with open_store(tmp_path / "leeds.sysmap") as store:
        assert not store.read_map().of("Transaction")
        assert len(store.read_map(bulk=True).of("Transaction")) == 2899
        again, _ = spend_edit(store.read_map(bulk=True), spend_file, by="analyst")
        assert not again.changes


JUNE = (
    "LCC,Home care,Acme Ltd,01/06/2020,100.00,1\n"
    "LCC,Home care,ACME LTD ,02/06/2020,50.00,2\n"
    "LCC,Home care,Acme Ltd.,03/06/2020,7.00,3\n"
    "LCC,Respite,Beta,04/06/2020,10.00,4\n"
)


def test_case_and_spaces_make_one_body_and_punctuation_is_only_pointed_at(tmp_path):
    system_map, report = bring(SystemMap(), spend(tmp_path, JUNE))
    assert flow_to(system_map, "Acme Ltd").get("amount") == "150"
    assert report.spellings == {"Acme Ltd": ("ACME LTD",)}
    assert report.alike == (("Acme Ltd", "Acme Ltd."),)
    assert named(system_map, "LCC").id == system_map.reaching(named(system_map, "Respite", "Service").id)[0].from_id


def test_what_people_drew_stays(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    acme, service = named(system_map, "Acme Ltd"), named(system_map, "Home care", "Service")
    flow = flow_to(system_map, "Acme Ltd")
    source = system_map.of("Source")[0]
    drawn = [
        set_values(acme, {"name": "Acme Care", "sector": "private", "colour": "teal", "confirmed": "yes"}),
        set_values(flow, {"note": "Ends in March", "mechanism": "contract"}),
        set_values(source, {"publisher": "Leeds", "review_date": "2027-01-01"}),
        add(Record("fac_1", "Factor", {"name": "Trust"})),
        add(Record("inf_1", "INFLUENCES", {"from_id": service.id, "to_id": "fac_1", "polarity": "+"})),
    ]
    system_map = apply(system_map, make_edit("drew", [each for each in drawn if each], by="room"))
    more = spend(tmp_path, JUNE + "LCC,Home care,Acme Ltd,05/06/2020,1.00,5\n")
    after, report = bring(system_map, more)
    assert after[acme.id].values == system_map[acme.id].values
    assert after["inf_1"].values == system_map["inf_1"].values
    assert after[flow.id].values == {**system_map[flow.id].values, "amount": "151"}
    assert [(there.id, amount) for there, amount in report.amounts] == [(flow.id, "151")]
    assert after[source.id].get("publisher") == "Leeds"
    assert after[source.id].get("review_date") == "2027-01-01"
    assert report.added == {"Transaction": 1}


def test_merged_bodies_stay_merged(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    keep, drop = named(system_map, "Acme Ltd"), named(system_map, "Acme Ltd.")
    system_map = apply(system_map, merge_elements(system_map, keep.id, drop.id, by="room"))
    after, report = bring(system_map, spend(tmp_path, JUNE + "LCC,Respite,Acme Ltd.,05/06/2020,9.00,5\n"))
    assert drop.id not in after
    assert report.added == {"FUNDS": 1, "Transaction": 1}
    assert sum(flow.number("amount") for flow in after.reaching(keep.id, "FUNDS")) == Decimal(166)


def test_a_payee_merged_into_its_payer_does_not_pay_itself(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    payer, beta = named(system_map, "LCC"), named(system_map, "Beta")
    system_map = apply(system_map, merge_elements(system_map, payer.id, beta.id, by="room"))
    after, _ = bring(system_map, spend(tmp_path, JUNE))
    assert net(after) == Decimal(167)
    assert not [flow for flow in after.of("FUNDS") if flow.from_id == flow.to_id]


def test_what_vanished_is_listed_kept_and_no_longer_counted(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    flow = flow_to(system_map, "Beta")
    after, report = bring(system_map, spend(tmp_path, JUNE.replace("LCC,Respite,Beta,04/06/2020,10.00,4\n", "")))
    assert {vanished.record.name for vanished in report.vanished} == {flow.id, "Beta", "Respite"}
    assert set(system_map.records) <= set(after.records)
    assert after[flow.id].get("amount") == "0"
    assert net(after) == Decimal(157)
    lost = [record for record in after.of("Transaction") if record.get("note")]
    assert [(record.get("note"), record.get("funding_id")) for record in lost] == [
        ("No longer in the file it came from.", "")
    ]
    back, report = bring(after, spend(tmp_path, JUNE))
    assert back == system_map
    assert not report.added


def test_a_flow_that_lost_one_of_its_payments_is_smaller_and_has_not_vanished(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    after, report = bring(system_map, spend(tmp_path, JUNE.replace("LCC,Home care,ACME LTD ,02/06/2020,50.00,2\n", "")))
    assert flow_to(after, "Acme Ltd").get("amount") == "100"
    assert not report.vanished
    assert len([record for record in after.of("Transaction") if not record.get("funding_id")]) == 1


def test_two_months_add_up_to_one_flow_and_each_can_be_imported_again(tmp_path):
    july = spend(
        tmp_path, "LCC,Home care,acme ltd,01/07/2020,30.00,9\nLCC,Home care,Acme Ltd,01/05/2021,5.00,10\n", "july.csv"
    )
    first, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    both, report = bring(first, july)
    flows = both.reaching(named(both, "Acme Ltd").id, "FUNDS")
    assert {(flow.get("period_start"), flow.get("amount")) for flow in flows} == {
        ("2020-04-01", "180"),
        ("2021-04-01", "5"),
    }
    assert len({flow.get("flow_id") for flow in flows}) == 1
    assert report.total == Decimal(35)
    again, report = bring(both, spend(tmp_path, JUNE))
    assert again == both
    assert not report.vanished
    other_way, _ = bring(bring(SystemMap(), july)[0], spend(tmp_path, JUNE))
    assert {flow.id: flow.get("amount") for flow in other_way.of("FUNDS")} == {
        flow.id: flow.get("amount") for flow in both.of("FUNDS")
    }


def test_more_credits_than_payments_flow_back_as_a_repayment(tmp_path):
    system_map, report = bring(
        SystemMap(), spend(tmp_path, "LCC,Care,Acme,01/06/2020,10.00,1\nLCC,Care,Acme,02/06/2020,-35.00,2\n")
    )
    (flow,) = system_map.of("FUNDS")
    assert (flow.get("flow_role"), flow.get("amount")) == ("repayment", "25")
    assert (flow.from_id, flow.to_id) == (named(system_map, "Acme").id, named(system_map, "LCC").id)
    assert (report.spend, report.repayments) == (Decimal(0), Decimal(25))
    july = spend(tmp_path, "LCC,Care,Acme,01/07/2020,100.00,3\n", "july.csv")
    after, _ = bring(system_map, july)
    assert {each.get("flow_role"): each.get("amount") for each in after.of("FUNDS")} == {
        "repayment": "0",
        "spend": "75",
    }
    spend_flow = next(each for each in after.of("FUNDS") if each.get("flow_role") == "spend")
    assert {record.get("funding_id") for record in after.of("Transaction")} == {spend_flow.id}


def test_a_body_that_pays_itself_pays_its_service(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, "LCC,Care,LCC,01/06/2020,10.00,1\n"))
    (flow,) = system_map.of("FUNDS")
    assert (flow.from_id, flow.to_id) == (named(system_map, "LCC").id, named(system_map, "Care", "Service").id)


def test_the_same_file_under_another_name_is_refused(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    with pytest.raises(BadInputError, match=r"copy.csv: this file is on the map already, imported as june.csv"):
        spend_edit(system_map, spend(tmp_path, JUNE, "copy.csv"), by="analyst")


def test_another_month_under_the_same_name_is_refused(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    with pytest.raises(BadInputError, match=r"june.csv: a file of this name was imported before .* a name of its own"):
        spend_edit(system_map, spend(tmp_path, "LCC,Home care,Acme Ltd,01/07/2020,1.00,1\n"), by="analyst")


def test_flows_without_their_payments_at_hand_are_not_added_to(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    without = system_map.where(record for record in system_map if record.kind != "Transaction")
    july = spend(tmp_path, "LCC,Home care,Acme Ltd,01/07/2020,30.00,9\n", "july.csv")
    with pytest.raises(BadInputError, match="the payments behind it are not at hand"):
        spend_edit(without, july, by="analyst")


def test_all_or_nothing_unless_told_to_keep_going(tmp_path):
    spend_file = spend(tmp_path, JUNE + "LCC,Respite,Beta,04/06/2020,ten,5\nLCC,Respite,,04/06/2020,1,5\n")
    with pytest.raises(BadInputError) as caught:
        spend_edit(SystemMap(), spend_file, by="analyst")
    assert str(caught.value) == (
        "june.csv: line 6 the amount is 'ten', and 1 more lines could not be read; nothing was imported. "
        "Correct the file, or bring what is sound with --keep-going"
    )
    _, report = bring(SystemMap(), spend_file, keep_going=True)
    assert report.total == Decimal(167)
    assert [row.line for row in report.file.unreadable] == [6, 7]


def test_who_paid_and_in_which_year_must_be_said_by_somebody(tmp_path):
    path = tmp_path / "totals.csv"
    path.write_text("Supplier Name,Total\nAcme,10.00\n")
    with pytest.raises(BadInputError, match="line 2 does not say who paid; say it with --payer"):
        spend_edit(SystemMap(), read_spend(path), by="analyst")
    with pytest.raises(BadInputError, match="nothing says which financial year"):
        spend_edit(SystemMap(), read_spend(path), by="analyst", payer="Lambeth Council")
    system_map, report = bring(SystemMap(), read_spend(path, SpendProfile(body="Lambeth Council", year="2010/11")))
    (flow,) = system_map.of("FUNDS")
    assert flow.get("period_start") == "2010-04-01"
    assert "service_id" not in flow.values
    assert report.payers == ("Lambeth Council",)


def test_people_can_be_left_out_and_are_internal_where_not(tmp_path):
    rows = (
        JUNE + "LCC,Home care,Mr J Smith,05/06/2020,20.00,5\nLCC,Home care,REDACTED PERSONAL DATA,05/06/2020,1.00,6\n"
    )
    system_map, report = bring(SystemMap(), spend(tmp_path, rows))
    assert [person.payee for person in report.people] == ["Mr J Smith"]
    assert named(system_map, "Mr J Smith").get("sensitivity") == "internal"
    assert "Smith" not in repr([*view_for(system_map, "partner").map])
    redacted, report = bring(SystemMap(), spend(tmp_path, rows), redact_names=True)
    assert "Smith" not in repr([*redacted])
    assert report.redacted
    assert flow_to(redacted, "Redacted personal data").get("amount") == "21"


ROW = st.tuples(
    st.sampled_from(["Care", "care ", "Respite", ""]),
    st.sampled_from(["Acme", "ACME", "Beta Ltd", "LCC", "Redacted personal data"]),
    st.sampled_from(["01/06/2020", "31/03/2020", "01/04/2020"]),
    st.integers(-(10**8), 10**8),
)


@settings(max_examples=60)
@given(st.lists(st.lists(ROW, min_size=1, max_size=12), min_size=1, max_size=3))
def test_any_files_in_any_order_sum_to_the_penny(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("files")
    system_map, total = SystemMap(), Decimal(0)
    for number, rows in enumerate(files):
        text = "".join(
            f"LCC,{service},{payee},{day},{Decimal(pence).scaleb(-2)},{number}-{line}\n"
            for line, (service, payee, day, pence) in enumerate(rows)
        )
        spend_file = spend(folder, text, f"file{number}.csv", SpendProfile(columns={"service": "Service"}))
        system_map, report = bring(system_map, spend_file)
        total += report.total
        assert net(system_map) == total
    assert all((flow.number("amount") or 0) >= 0 for flow in system_map.of("FUNDS"))


def corrected(tmp_path, name="june_corrected.csv"):
    """June as the council published it again: one payment corrected, one gone, one new."""
    rows = JUNE.replace("Ltd,01/06/2020,100.00,1", "Ltd,01/06/2020,120.00,1").replace(
        "LCC,Respite,Beta,04/06/2020,10.00,4\n", "LCC,Respite,Gamma,05/06/2020,3.00,6\n"
    )
    return spend(tmp_path, rows, name)


def test_most_of_a_file_under_another_name_is_never_counted_twice(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    to_july = spend(tmp_path, JUNE + "LCC,Respite,Beta,04/07/2020,11.00,8\n", "to_july.csv")
    with pytest.raises(BadInputError) as caught:
        spend_edit(system_map, to_july, by="analyst")
    assert str(caught.value) == (
        "to_july.csv: 4 of its 5 payments are on the map already, from june.csv, which holds 4; "
        "to count this file in place of that, say --replaces june.csv"
    )


def test_a_payment_that_two_files_share_is_pointed_at_and_counts(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    july = "LCC,Respite,Beta,04/06/2020,10.00,4\n" + "".join(
        f"LCC,Respite,Beta,0{day}/07/2020,10.00,{day}\n" for day in range(1, 4)
    )
    after, report = bring(system_map, spend(tmp_path, july, "july.csv"))
    assert [(each.file, each.same, each.of) for each in report.overlaps] == [("june.csv", 1, 4)]
    assert net(after) == report.all_files == Decimal(207)
    assert report.files == 2


def test_a_file_in_place_of_another_takes_its_money_off_and_keeps_what_people_drew(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    flow, beta = flow_to(system_map, "Acme Ltd"), named(system_map, "Beta")
    drawn = [set_values(flow, {"note": "Ends in March"}), add(Record("f", "Factor", {"name": "Trust"}))]
    system_map = apply(system_map, make_edit("drew", drawn, by="room"))
    after, report = bring(system_map, corrected(tmp_path), replaces=["june.csv"])
    assert net(after) == report.all_files == Decimal(180)
    assert report.files == 1
    assert report.replaced == ("june.csv",)
    assert (after[flow.id].get("amount"), after[flow.id].get("note")) == ("170", "Ends in March")
    assert set(system_map.records) <= set(after.records)
    assert {each.record.name for each in report.vanished} == {flow_to(system_map, "Beta").id, "Beta"}
    assert flow_to(after, "Beta").get("amount") == "0"
    assert after[beta.id] == system_map[beta.id]
    old = [each for each in after.of("Transaction") if each.get("file") == "june.csv"]
    assert {(each.get("funding_id"), each.get("note")) for each in old} == {("", "Replaced by june_corrected.csv.")}
    again, _ = spend_edit(after, corrected(tmp_path), by="analyst")
    assert not again.changes
    back, report = bring(after, spend(tmp_path, JUNE), replaces=["june_corrected.csv"])
    assert net(back) == Decimal(167)
    assert {each.get("note") for each in back.of("Transaction") if each.get("file") == "june.csv"} == {""}


def test_one_file_may_stand_in_place_of_several_months(tmp_path):
    july = "LCC,Home care,Acme Ltd,01/07/2020,30.00,9\n"
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    system_map, _ = bring(system_map, spend(tmp_path, july, "july.csv"))
    year = spend(tmp_path, JUNE + july, "year.csv")
    after, report = bring(system_map, year, replaces=["june.csv", "july.csv"])
    assert net(after) == Decimal(197)
    assert not report.vanished


def test_only_a_file_that_is_on_the_map_can_be_replaced(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    with pytest.raises(BadInputError, match=r"there is no other spend file 'may.csv' .* there: june.csv$"):
        spend_edit(system_map, corrected(tmp_path), by="analyst", replaces=["may.csv"])


def test_who_is_still_paid_by_another_file_has_not_vanished(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    system_map, _ = bring(system_map, spend(tmp_path, "LCC,Respite,Beta,04/07/2020,8.00,9\n", "july.csv"))
    after, report = bring(system_map, spend(tmp_path, JUNE.replace("LCC,Respite,Beta,04/06/2020,10.00,4\n", "")))
    assert not report.vanished
    assert flow_to(after, "Beta").get("amount") == "8"


def test_names_that_people_settled_are_not_asked_about_again(tmp_path):
    system_map, report = bring(SystemMap(), spend(tmp_path, JUNE))
    assert report.alike
    keep, drop = named(system_map, "Acme Ltd"), named(system_map, "Acme Ltd.")
    merged = apply(system_map, merge_elements(system_map, keep.id, drop.id, by="room"))
    assert not bring(merged, spend(tmp_path, JUNE))[1].alike
    apart = add(Record("d", "Distinct", {"one_id": keep.id, "other_id": drop.id}))
    told_apart = apply(system_map, make_edit("told apart", [apart], by="room"))
    assert not bring(told_apart, spend(tmp_path, JUNE))[1].alike


def test_what_is_left_of_a_flow_runs_back_where_it_is_a_credit(tmp_path):
    system_map, _ = bring(SystemMap(), spend(tmp_path, JUNE))
    system_map, _ = bring(system_map, spend(tmp_path, "LCC,Respite,Beta,04/07/2020,-4.00,9\n", "july.csv"))
    assert flow_to(system_map, "Beta").get("amount") == "6"
    after, report = bring(system_map, spend(tmp_path, JUNE.replace("LCC,Respite,Beta,04/06/2020,10.00,4\n", "")))
    assert net(after) == report.all_files == Decimal(153)
    (back,) = after.leaving(named(after, "Beta").id, "FUNDS")
    assert (back.get("flow_role"), back.get("amount")) == ("repayment", "4")
    assert flow_to(after, "Beta").get("amount") == "0"
    again, _ = bring(after, spend(tmp_path, JUNE))
    assert net(again) == Decimal(163)
    assert flow_to(again, "Beta").get("amount") == "6"
