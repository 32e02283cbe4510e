"""OCDS of every shape and with its quirks: what each process comes to, to the penny, what is wrong with the rest."""

import gzip
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sysmap.errors import BadInputError
from sysmap.formats.open_data import stream
from sysmap.formats.open_data.ocds_deals import read_ocds
from sysmap.formats.open_data.telling_apart import find_open_data

FILES = Path(__file__).parents[2] / "data" / "ocds"
CUT = FILES / "contracts_finder_2025-01-23_cut.json"


def release(ocid="ocds-1", **given):
    return {
        "ocid": ocid,
        "id": f"{ocid}-1",
        "date": "2025-04-01T00:00:00Z",
        "tag": ["award"],
        "buyer": {"id": "b", "name": "Thornmere Council"},
        "awards": [award()],
        **given,
    }


def award(amount=1000, currency="GBP", **given):
    return {
        "id": "a1",
        "status": "active",
        "title": "Home care",
        "value": {"amount": amount, "currency": currency},
        "suppliers": [{"id": "s", "name": "Care Ltd"}],
        **given,
    }


@pytest.fixture
def read(tmp_path):
    """Read releases as a package; or any text as it is."""

    def read(*releases, text="", name="f.json", **header):
        path = tmp_path / name
        path.write_text(text or json.dumps({"version": "1.1", **header, "releases": list(releases)}), encoding="utf-8")
        return read_ocds(path)

    return read


def only(file):
    (deal,) = file.deals
    return deal


def told(file):
    return [str(problem) for problem in file.problems]


def test_a_page_of_contracts_finder_comes_to_its_awards_each_once():
    file = read_ocds(CUT)
    package = json.loads(CUT.read_text(encoding="utf-8"), parse_float=Decimal)
    # Counted here anew: the last release of each process has the say.
    last = {}
    for each in sorted(package["releases"], key=lambda each: each["date"]):
        last[each["ocid"]] = each
    awarded = [a["value"]["amount"] for each in last.values() for a in each.get("awards", []) if a["value"]["amount"]]
    everything = [a["value"]["amount"] for each in package["releases"] for a in each.get("awards", [])]
    assert file.totals == {"GBP": sum(awarded)}
    assert file.totals["GBP"] < sum(everything)
    assert (file.count, len(file.deals), file.problems) == (55, 49, ())
    assert file.publisher == "Cabinet Office"
    assert file.licence.endswith("open-government-licence/version/3/")
    assert "6 releases update others" in file.said[1]


@pytest.mark.parametrize(
    "name", ["fictional_record.json", "fictional_withversions.json", "spoonbill_sample.json.gz"], ids=str
)
def test_record_versions_and_gzip_tell_the_same_contract(name):
    file = read_ocds(FILES / name)
    deal = only(file)
    assert (file.totals, file.paid) == ({"GBP": 11_000_000}, {"GBP": 60_000})
    assert deal.values["name"] == "Contract to build new cycle lanes in the centre of town."
    assert (deal.values["start_date"], deal.values["end_date"]) == ("2010-07-01", "2011-06-30")
    assert (deal.values["current_term_months"], deal.values["bids_received"]) == ("12", "2")
    assert [(part, body.org_ids) for part, body in deal.parties] == [
        ("buyer", ("GB-LAC-E09000003",)),
        ("supplier", ("GB-COH-11111111",)),
    ]


def test_scotland_and_wales_come_as_lines_without_ids_or_with_broken_names():
    scotland = read_ocds(FILES / "public_contracts_scotland_cut.jsonl")
    assert len(scotland.deals) == 5
    assert {deal.values.get("regime") for deal in scotland.deals} == {None}
    assert "framework" in {deal.values["kind"] for deal in scotland.deals}
    assert any("EUR" in deal.values.get("note", "") for deal in scotland.deals)
    wales = read_ocds(FILES / "sell2wales_cut.jsonl")
    assert {deal.values["regime"] for deal in wales.deals} == {"PCR2015"}
    assert all(body.local_id == "" for deal in wales.deals for body in deal.bodies())
    assert all(deal.parties for deal in wales.deals)
    for file in (scotland, wales):
        assert not {"someone@example.org", "01632 960000"} & set(repr(file).split('"'))
        assert "example.org" not in repr(file)


def test_an_update_takes_the_place_of_what_it_updates_whatever_the_order_in_the_file(read):
    later = release(date="2025-06-01T00:00:00+01:00", tag=["awardUpdate"], awards=[award(1500.5)])
    deal = only(read(later, release(), release()))
    assert (deal.original, deal.worth) == (1000, Decimal("1500.5"))


def test_the_contract_says_what_an_award_is_worth_now(read):
    contract = {
        "id": "c1",
        "awardID": "a1",
        "status": "active",
        "value": {"amount": 1200, "amountGross": 1440, "currency": "GBP"},
        "period": {"startDate": "2025-03-31T23:00:00Z", "endDate": "2027-03-31T22:59:59Z"},
        "agreedMetrics": [{"id": "1"}, {"id": "2"}, {"id": "3"}],
        "documents": [{"id": "1", "noticeType": "UK7"}],
    }
    tender = {
        "legalBasis": {"scheme": "UKPGA", "id": "2023/54"},
        "procurementMethod": "limited",
        "procurementMethodDetails": "Direct award",
        "procurementMethodRationaleClassifications": [{"id": "x", "description": "Extreme and unavoidable urgency"}],
        "specialRegime": ["lightTouch"],
        "classification": {"scheme": "CPV", "id": "85312000-9"},
        "documents": [{"id": "1", "noticeType": "UK5"}, {"id": "2", "noticeType": "other"}],
    }
    deal = only(read(release(tender=tender, contracts=[contract])))
    wanted = {
        "regime": "PA2023",
        "procedure": "direct_award",
        "direct_award_ground": "Extreme and unavoidable urgency",
        "light_touch": "yes",
        "cpv": "85312000",
        "notices": "UK5;UK7",
        "kpi_count": "3",
        "vat": "exclusive",
        "start_date": "2025-04-01",
        "end_date": "2027-03-31",
        "current_term_months": "24",
    }
    assert (deal.original, deal.worth) == (1000, 1200)
    assert {name: deal.values.get(name) for name in wanted} == wanted
    assert deal.flow.payee.name == "Care Ltd"


def test_money_that_nobody_says_how_to_share_is_no_flow(read):
    two = [{"id": "s", "name": "Care Ltd"}, {"id": "t", "name": "More Care Ltd"}]
    framework = release(tender={"techniques": {"hasFrameworkAgreement": True}})
    given = {
        "several bodies share it and nobody says how": release(awards=[award(suppliers=two)]),
        "it is a framework or market: a ceiling, not money": framework,
        "its value is not known": release(awards=[award(0)]),
        "nobody says who is paid": release(awards=[award(suppliers=[])]),
    }
    assert {why: only(read(each)).no_flow for why, each in given.items()} == {why: why for why in given}


def test_what_a_sum_in_binary_left_behind_the_pence_is_taken_off(read):
    text = json.dumps({"releases": [release(awards=[award(777777.25)])]})
    for written, amount in (("4818.9400000000005", "4818.94"), ("1033.3333333333333", "1033.33333333333")):
        file = read(text=text.replace("777777.25", written))
        assert (file.totals, file.problems) == ({"GBP": Decimal(amount)}, ())


def test_bids_of_the_awards_own_lot_count_not_those_of_others(read):
    statistics = [
        {"id": "1", "measure": "bids", "value": 9, "relatedLot": "2"},
        {"id": "2", "measure": "bids", "value": 3, "relatedLot": "1"},
        {"id": "3", "measure": "smeBids", "value": 2, "relatedLot": "1"},
    ]
    deal = only(read(release(bids={"statistics": statistics}, awards=[award(relatedLots=["1"])])))
    assert deal.values["bids_received"] == "3"


def test_cancelled_awards_come_to_nothing_and_are_counted(read):
    file = read(release(awards=[award(status="cancelled"), award(5, id="a2")]))
    assert file.totals == {"GBP": 5}
    assert "1 award or procurement came to nothing: not brought in" in file.said


@pytest.mark.parametrize(
    ("given", "place", "said"),
    [
        (release(awards=[award("£1.2m (est)")]), "awards[0].value.amount", "“£1.2m (est)”"),
        (release(awards=[award(-5)]), "awards[0].value.amount", "-5, less than nothing"),
        (release(awards=[award(1e30)]), "awards[0].value.amount", "the amount is"),
        (release(awards=[award(True)]), "awards[0].value.amount", "“True”"),
        (release(awards=[award(5, "GPB")]), "awards[0].value.currency", "“GPB”, which is none"),
        (release(awards=[award(5, None)]), "awards[0].value.currency", "without a currency"),
        (
            release(contracts=[{"id": "c", "awardID": "a1", "value": {"amount": 5, "currency": "EUR"}}]),
            "contracts[0].value.currency",
            "two currencies on one agreement: EUR and GBP",
        ),
        (release(ocid=None), "ocid", "does not say which contracting process"),
        (release(awards=[award(), award()]), "awards", "2 awards have the id 'a1'"),
        ("text", "", "a release is an object, and this is a text"),
    ],
    ids=["estimate", "negative", "huge", "boolean", "no such currency", "none", "two", "no ocid", "twins", "text"],
)
def test_what_is_wrong_is_told_with_its_entry_and_field_and_the_rest_is_read(read, given, place, said):
    file = read(release("ocds-2"), given)
    (problem,) = [each for each in file.problems if each.severity == "error"]
    assert (problem.file, problem.row, problem.field) == ("f.json", 2, place)
    assert said in problem.message
    assert problem.todo
    assert [deal.ocid for deal in file.deals] == ["ocds-2"]


def test_days_in_five_forms_are_read_and_others_are_left_as_not_known(read):
    forms = ["2025-04-01T00:00:00+01:00", "2025-04-01", "01/04/2025", "1 April 2025", "20250401"]
    for form in forms:
        assert (
            only(read(release(awards=[award(contractPeriod={"startDate": form})]))).values["start_date"] == "2025-04-01"
        )
    file = read(release(awards=[award(contractPeriod={"startDate": "spring", "endDate": "2025-06-31"})]))
    assert "start_date" not in only(file).values
    assert [each.field for each in file.problems][:2] == ["awards[0].period.startDate", "awards[0].period.endDate"]
    assert {each.severity for each in file.problems} == {"warning"}


def test_two_releases_of_which_one_has_no_date_cannot_be_put_in_order(read):
    (said,) = told(read(release(), release(date=None)))
    assert "so nobody can say which is the latest" in said


def test_numbers_of_registers_are_written_one_way(read):
    identifiers = [
        {"scheme": "GB-COH", "id": "1234567"},
        {"scheme": "GB-COH", "id": "sc123456"},
        {"scheme": "GB-CHC", "id": "1156077.0"},
        {"scheme": "GB-COH", "id": "N/A"},
        {"scheme": "GB-CFS", "id": "77"},
        {"scheme": "VAT", "id": "123"},
    ]
    wanted = ["GB-COH-01234567", "GB-COH-SC123456", "GB-CHC-1156077", None, None, None]
    for identifier, number in zip(identifiers, wanted, strict=True):
        party = {"id": "s", "name": "Care", "identifier": identifier}
        body = dict(only(read(release(parties=[party]))).parties)["supplier"]
        assert body.org_ids == ((number,) if number else ())


def test_titles_are_put_right_and_lead_to_nobody(read):
    title = "Caf\u00c3\u00a9 and kitchens.rnrnAsk jo@thornmere.example or 01632 960123rn"
    name = only(read(release(awards=[award(title=title)]))).values["name"]
    assert name == "Café and kitchens. Ask or"
    assert only(read(release(awards=[award(title="Modern barn")]))).values["name"] == "Modern barn"


def test_lines_that_are_no_json_are_told_and_the_others_read(read):
    text = json.dumps(release()) + '\n{"ocid": "oc\n\n' + json.dumps(release("ocds-2")) + "\n"
    file = read(text=text, name="f.jsonl")
    assert [deal.ocid for deal in file.deals] == ["ocds-1", "ocds-2"]
    (problem,) = file.problems
    assert (problem.row, "this is not JSON" in problem.message) == (2, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"version": "1.1",\n "releases": [{"ocid": "o", }]}', "line 2, column"),
        ('{"releases": [{"ocid": "o"', "this is not JSON"),
        ('{"version": "2.0", "releases": [{"ocid": "o"}]}', "version '2.0' of OCDS; read are 1.0 and 1.1"),
        ('{"releases": [{"ocid": "o"}], "version": "7"}', "version '7'"),
        ('{"releases": []}', "no release and no record"),
        ("[" * 100_000, "nested far too deeply"),
        ('{"releases": [{"ocid": "\xff"}]}', "not UTF-8"),
    ],
    ids=["comma", "cut off", "version", "version after", "empty", "deep", "letters"],
)
def test_what_is_no_ocds_is_refused_in_one_line(tmp_path, text, said):
    path = tmp_path / "f.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(BadInputError, match=r"f\.json: ") as refused:
        read_ocds(path)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_too_large_or_unpacks_to_too_much_is_not_read(tmp_path, monkeypatch):
    bomb = tmp_path / "bomb.json.gz"
    with gzip.open(bomb, "wb") as packed:
        packed.write(b'{"releases": [' + b" " * 12_000_000)
    with pytest.raises(BadInputError, match="as a zip bomb does"):
        read_ocds(bomb)
    huge = tmp_path / "huge.json"
    with huge.open("wb") as sparse:
        sparse.truncate(2**30)
    with pytest.raises(BadInputError, match=r"1,024.0 MB is too large; up to 512.0 MB is read, so split it first"):
        read_ocds(huge)
    with pytest.raises(BadInputError, match=r"up to 512.0 MB is read"):
        find_open_data(huge)
    monkeypatch.setattr(stream, "MAX_ENTRIES", 54)
    with pytest.raises(BadInputError, match=r"it holds more than 54 entries; split it first"):
        read_ocds(CUT)
    monkeypatch.undo()
    cut = tmp_path / "cut.json.gz"
    cut.write_bytes(gzip.compress(CUT.read_bytes())[:-200])
    with pytest.raises(BadInputError, match="damaged or ends early"):
        read_ocds(cut)
    zipped = tmp_path / "f.json"
    zipped.write_bytes(b"PK\x03\x04")
    with pytest.raises(BadInputError, match="this is a zip archive; unpack it"):
        read_ocds(zipped)
    monkeypatch.setattr(stream, "MAX_LINE", 64)
    lines = tmp_path / "f.jsonl"
    lines.write_text(json.dumps(release()) + '\n{"ocid": "short"}\n', encoding="utf-8")
    assert "longer than" in read_ocds(lines).problems[0].message


def test_releases_spread_over_sheets_are_no_list_of_payments(tmp_path):
    path = tmp_path / "awards.csv"
    path.write_text("ocid,id,awards/0/id,awards/0/value/amount\nocds-1,1,a,5\n", encoding="utf-8")
    with pytest.raises(
        BadInputError, match="OCDS releases spread over sheets; bring the JSON that they were made from"
    ):
        find_open_data(path)
    book = openpyxl.Workbook()
    book.active.append(["ocid", "id", "tender/value/amount", "tender/title"])
    book.active.append(["ocds-1", "1", 5, "Care"])
    book.save(tmp_path / "releases.xlsx")
    with pytest.raises(BadInputError, match="spread over sheets"):
        find_open_data(tmp_path / "releases.xlsx")


def test_who_runs_a_procurement_buys_where_nobody_else_is_named(read):
    entity = {"id": "e", "name": "Shared Procurement Service"}
    given = [
        release(buyer=None, tender={"procuringEntity": entity}),
        release(buyer=None, parties=[{**entity, "roles": ["procuringEntity"]}]),
    ]
    for each in given:
        assert [body.name for part, body in only(read(each)).parties if part == "buyer"] == [entity["name"]]
    both = only(read(release(tender={"procuringEntity": entity})))
    assert [body.name for part, body in both.parties if part == "buyer"] == ["Thornmere Council"]


def test_joint_buyers_in_scotland_are_review_bodies_too_and_departments_are_no_buyers(read):
    parties = [
        {"id": "b", "name": "Thornmere Council", "roles": ["buyer", "reviewBody"]},
        {"id": "c", "name": "Larkrise Council", "roles": ["buyer", "reviewBody"]},
        {"id": "d", "name": "Legal Services", "roles": ["mediationBody", "reviewContactPoint", "buyer"]},
    ]
    buyers = [body.name for part, body in only(read(release(parties=parties))).parties if part == "buyer"]
    assert buyers == ["Thornmere Council", "Larkrise Council"]


def test_lots_name_their_awards_give_their_term_and_are_told(read):
    def lot(number, title, **given):
        return {"id": number, "title": title, **given}

    term = {"startDate": "2025-04-01", "endDate": "2026-03-31"}
    north = lot("1", "North", contractPeriod=term, value={"amount": 300, "currency": "GBP"})
    lots = [north, lot("2", "South. ask jo@thornmere.example"), lot("3", "", contractPeriod={"durationInDays": 1440})]
    tender = {"title": "Home care", "lots": lots}
    awards = [award(title=None, id=f"a{number}", relatedLots=[number]) for number in ("1", "2", "3")]
    deals = read(release(tender=tender, awards=awards)).deals
    assert [each.values["name"] for each in deals] == ["Home care: North", "Home care: South. ask", "Home care: Lot 3"]
    assert [each.values["note"] for each in deals] == ["Lot: North (300 GBP).", "Lot: South. ask.", "Lot: Lot 3."]
    assert deals[0].values["end_date"] == "2026-03-31"
    assert [each.values.get("current_term_months") for each in deals] == ["12", None, "48"]
    planned = only(read(release(awards=[], tender={**tender, "value": {"amount": 0.01, "currency": "GBP"}})))
    assert planned.values["note"] == "Lots: North (300 GBP); South. ask; Lot 3."


def test_public_contracts_are_told_by_how_they_begin(tmp_path):
    assert {find_open_data(path) for path in FILES.iterdir() if path.suffix != ".md"} == {"ocds"}
    other = tmp_path / "f.json"
    other.write_text('{"schema": "sysmap map"}', encoding="utf-8")
    assert find_open_data(other) == ""
    assert find_open_data(tmp_path) == ""
