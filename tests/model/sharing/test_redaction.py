"""What stays is as the profile says, tells nothing of what went, and says that something did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing import parse_profile, redact, with_own_ids
from sysmap.model.validation import check_map
from tests.model.maps_strategy import small_maps


def element(record_id, kind, name, **values):
    return Record(record_id, kind, {"name": name, "sensitivity": "public", **values})


def link(record_id, kind, start, end, **values):
    return Record(record_id, kind, {"from_id": start, "to_id": end, "sensitivity": "public", **values})


def left(records, profile):
    return redact(SystemMap(records), parse_profile("ours", profile))


CARERS = [
    element("c", "Organisation", "Council", sector="local_government"),
    element("z", "Organisation", "Zeta Care", sector="private", aliases="ZCL", note="Zeta is cheap", annual_income="9"),
    element("a", "Organisation", "Alpha Care", sector="private", org_id="GB-COH-1"),
    element("s", "Service", "Home care", note="Done by Zeta Care (ZCL) and Alpha."),
    link("d1", "DELIVERS", "z", "s"),
    link("d2", "DELIVERS", "a", "s", note="since 2020"),
]
BLUR = "sees = 'partner'\n[[blur]]\nkinds = ['Organisation']\nwhere = 'sector = private'\nas = 'A care provider'"


def test_blurring_keeps_what_comes_from_lists_and_nothing_else():
    redaction = left(CARERS, BLUR)
    shown = redaction.view.map
    assert set(shown["z"].values) == {"name", "sensitivity", "sector"}
    assert {shown[each].name for each in "za"} == {"A care provider 1", "A care provider 2"}
    assert shown["c"].name == "Council"
    assert shown["s"].get("note") == "Done by [withheld] ([withheld]) and Alpha."
    assert any("says “Alpha”: is that “Alpha Care”" in each for each in redaction.warnings)
    assert redaction.view.fields == frozenset()


@pytest.mark.parametrize("swap", [False, True])
def test_numbers_of_blurred_names_do_not_follow_from_the_names(swap):
    """Whoever is named what, the number goes with what is shown of it."""
    names = {"z": "Alpha Care", "a": "Zeta Care"} if swap else {}
    records = [each.with_values(name=names.get(each.id, each.get("name"))) for each in CARERS]
    order = reversed(records) if swap else records
    shown = left(order, BLUR).view.map
    assert shown["a"].name == left(CARERS, BLUR).view.map["a"].name


def test_one_blurred_name_needs_no_number():
    shown = left([each for each in CARERS if each.id not in {"a", "d2"}], BLUR).view.map
    assert shown["z"].name == "A care provider"


@pytest.mark.parametrize(("counts", "said"), [("exact", "2"), ("banded", "fewer than 5"), ("some", "some")])
def test_the_end_that_stays_says_that_links_are_withheld(counts, said):
    shown = left(CARERS, f"sees = 'partner'\ncounts = '{counts}'\n[[drop]]\nnames = ['zeta care', 'alpha care']").view
    assert shown.map["s"].get("links_withheld") == said
    assert shown.map["c"].get("links_withheld") == ""
    assert shown.withheld == {"Organisation": 2, "DELIVERS": 2}


def test_saved_positions_go_where_something_is_missing_and_stay_where_not():
    records = [*CARERS, Record("p", "Position", {"element_id": "s", "x": "1", "y": "2"})]
    assert "p" in left(records, "sees = 'partner'").view.map
    assert "p" not in left(records, "sees = 'partner'\n[[drop]]\nnames = ['zcl']").view.map
    assert "p" not in left(records, BLUR).view.map


def test_ids_and_order_do_not_tell_what_is_missing_nor_what_came_first():
    records = [
        element(f"O{number:02}", "Organisation", name) for number, name in enumerate(["Cee", "Ay", "Bee", "Dee"])
    ]
    secret = records[1].with_values(sensitivity="internal")
    shown = [records[0], secret, *records[2:]]
    own, ids = with_own_ids(left(shown, "sees = 'partner'").view.map)
    assert [(each.id, each.name) for each in own] == [("org_1", "Bee"), ("org_2", "Cee"), ("org_3", "Dee")]
    assert ids == {"org_1": "O02", "org_2": "O00", "org_3": "O03"}
    assert with_own_ids(left(reversed(shown), "sees = 'partner'").view.map)[0] == own


@given(small_maps(), st.sampled_from(["partner", "public"]))
def test_what_leaves_is_sound_and_the_same_however_it_was_made(system_map, sees):
    view = redact(system_map, parse_profile("ours", f"sees = '{sees}'")).view
    own, ids = with_own_ids(view.map)
    assert len(own) == len(view.map)
    assert not [each for each in check_map(own) if "not on the map" in each.message and each.severity == "error"]
    turned = redact(SystemMap(reversed(list(system_map))), parse_profile("ours", f"sees = '{sees}'")).view
    assert with_own_ids(turned.map)[0] == own
    assert set(ids.values()) == set(view.map.records)


def test_bands_stand_where_the_figure_stood_and_say_its_currency():
    flows = [link(f"m{amount}", "FUNDS", "c", "z", amount=amount) for amount in ("9999", "10000", "250000")]
    euros = link("e", "FUNDS", "c", "z", amount="20000", currency="EUR")
    wrong = link("w", "FUNDS", "c", "z", amount="about 12k to Zeta")
    band = "sees = 'partner'\n[[band]]\nfields = ['FUNDS.amount']\nedges = [10000, 250000]"
    redaction = left([*CARERS, *flows, euros, wrong], band)
    said = {each.id: each.get("amount_band") for each in redaction.view.map.of("FUNDS")}
    assert said == {
        "m9999": "under £10k",
        "m10000": "£10k to £250k",
        "m250000": "£250k or more",
        "e": "10k EUR to 250k EUR",
        "w": "",
    }
    assert all("amount" not in each.values for each in redaction.view.map.of("FUNDS"))
    assert redaction.view.fields == {"FUNDS.amount"}


def test_a_blanked_figure_is_marked_whether_or_not_there_was_one():
    flows = [link("m1", "FUNDS", "c", "z", amount="5"), link("m2", "FUNDS", "c", "z")]
    shown = left([*CARERS, *flows], "sees = 'partner'\n[[blank]]\nfields = ['FUNDS.amount', 'FUNDS.note']").view.map
    assert shown["m1"].values == shown["m2"].values
    assert shown["m1"].get("withheld") == "amount"


def test_a_name_that_something_shown_has_too_is_left_and_told():
    records = [*CARERS, element("f", "Factor", "Zeta care", note="Zeta Care is good")]
    redaction = left(records, "sees = 'partner'\n[[drop]]\nids = ['z']")
    assert redaction.view.map["f"].name == "Zeta care"
    assert any("something shown has that name too" in each for each in redaction.warnings)


def test_a_scenario_row_does_not_bring_back_what_was_blurred():
    rows = [
        Record("sc", "Scenario", {"name": "Later", "sensitivity": "public"}),
        Record(
            "row",
            "Organisation",
            {"scenario": "sc", "scenario_action": "change", "scenario_target": "z", "name": "Zeta Care plc",
             "sensitivity": "public"},
        ),
    ]  # fmt: skip
    content = repr([dict(each.values) for each in left([*CARERS, *rows], BLUR).view.map])
    assert "Zeta Care" not in content


def test_everything_is_given_to_those_who_see_everything():
    merge = Record("m", "Merge", {"kept_id": "c", "dropped": "[]"})
    kept = Record("q", "ShareProfile", {"name": "ours", "text": ""})
    whole = left([*CARERS, merge, kept], "sees = 'council'")
    assert whole.view.whole
    assert set(whole.view.map.records) >= {"m", "q"}
    less = left([*CARERS, merge, kept], "sees = 'council'\n[[blank]]\nfields = ['note']")
    assert not less.view.whole
    assert {"m", "q"}.isdisjoint(less.view.map.records)


def test_what_is_shown_but_not_as_it_is_is_counted():
    flows = [link("m1", "FUNDS", "c", "z", amount="5"), link("m2", "FUNDS", "c", "z")]
    rules = f"{BLUR}\n[[band]]\nfields = ['FUNDS.amount']\nedges = [10]\n[[blank]]\nfields = ['DELIVERS.note']"
    assert left([*CARERS, *flows], rules).view.changed == {"blurred": 2, "banded": 1, "blanked": 1, "text": 1}


def test_a_figure_that_is_withheld_does_not_come_back_by_a_scenario():
    """A contract's value gives a payment of an unknown year away: it goes, and so does the scenario's copy of it."""
    deal = element("k", "Agreement", "Deal", current_value="900")
    paid = [
        link(each, "FUNDS", "c", each[1:], amount=amount, agreement_id="k")
        for each, amount in (("mz", "200"), ("ma", "700"))
    ]
    acts = {"scenario": "sc", "scenario_action": "change", "scenario_target": "k"}
    rows = [element("sc", "Scenario", "Later"), element("row", "Agreement", "Deal", current_value="900", **acts)]
    shown = left(
        [*CARERS, deal, *paid, *rows], "sees = 'partner'\n[[blank]]\nids = ['mz']\nfields = ['amount']"
    ).view.map
    assert "200" not in {text for each in shown for text in each.values.values()}
    assert {shown[each].get("current_value") for each in ("k", "row")} == {""}
    assert shown["row"].items("withheld") == ("current value",)


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("v", "vie_1"),
        ("organisation-s", "organisation-srv_1"),
        ("map", "map"),
        ("loop-safe-nest", "gone"),
        ("zq", "gone"),
    ],
)
def test_where_something_was_put_on_a_view_names_that_view_by_its_new_id(view, said):
    records = [CARERS[3], element("v", "View", "Who?", shape="whole")]
    put = Record("p", "Position", {"element_id": "s", "view": view, "x": "1", "y": "2"})
    own = with_own_ids(SystemMap([*records, put]))[0]
    assert own.of("Position")[0].get("view") == said


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ("exact", {"Organisation": 2, "DELIVERS": 2, "Factor": 5}),
        ("banded", {"Factor": 5, "not told": 4}),
        ("some", {"not told": 9}),
    ],
)
def test_no_small_count_of_a_kind_is_told_nor_follows(counts, told):
    records = [*CARERS, *(element(f"f{number}", "Factor", f"Factor {number}") for number in range(5))]
    drop = "[[drop]]\nnames = ['zeta care', 'alpha care']\n[[drop]]\nkinds = ['Factor']"
    assert left(records, f"sees = 'partner'\ncounts = '{counts}'\n{drop}").view.told == {**told, "text": 1}


def test_the_maker_is_told_of_views_that_a_share_cannot_show():
    asked = element("v", "View", "What is new?", shape="changes", from_moment="start")
    assert any("“What is new?” is not shown" in each for each in left([*CARERS, asked], BLUR).warnings)


def test_codes_and_counts_of_what_is_withheld_are_blanked_in_texts():
    secret = {"sensitivity": "internal"}
    records = [
        Record("x1", "Organisation", {"name": "Larch House", "org_id": "GB-CHC-1104321", **secret}),
        Record("a1", "Agreement", {"name": "Beds", "reference": "DN651002", "cpv": "85144000", **secret}),
        Record("a2", "Agreement", {"name": "Meals", "cpv": "85144000", "sensitivity": "public"}),
        Record("m1", "Measure", {"name": "Asked for a bed", "unit": "people", "baseline_value": "1204", **secret}),
        Record("n1", "Note", {"text": "GB-CHC-1104321 and dn651002: 1,204 of 85144000", "sensitivity": "public"}),
    ]
    left = redact(SystemMap(records), parse_profile("p", "sees = 'partner'")).view.map
    assert left["n1"].get("text") == "[withheld] and [withheld]: [withheld] of 85144000"
    assert left["a2"].get("cpv") == "85144000"


def test_a_blanked_code_is_blanked_in_texts_too():
    records = [
        Record("x1", "Organisation", {"name": "Elm House", "org_id": "GB-CHC-1104321", "created_by": "workshop-3"}),
        Record("n1", "Note", {"text": "GB-CHC-1104321, said workshop-3 in 2025-26"}),
    ]
    rules = "[[blank]]\nfields = ['org_id', 'created_by']"
    left = redact(SystemMap(records), parse_profile("p", f"sees = 'partner'\n{rules}")).view.map
    assert left["n1"].get("text") == "[withheld], said workshop-3 in 2025-26"


def test_what_is_secret_by_now_is_not_told_of_a_moment_when_it_was_not():
    then = SystemMap(
        [
            Record("x1", "Organisation", {"name": "Larch House", "sensitivity": "partner"}),
            Record("x2", "Organisation", {"name": "Elm House", "annual_income": "137250"}),
            Record("n1", "Note", {"text": "Larch House and Oak House talk; they have £137,250"}),
        ]
    )
    now = SystemMap(
        [
            then["x1"].with_values(sensitivity="internal"),
            then["x2"].with_values(sector="vcfse"),
            Record("x3", "Organisation", {"name": "Oak House", "sensitivity": "internal"}),
        ]
    )
    profile = parse_profile("p", "sees = 'partner'\n[[blank]]\nfields = ['annual_income']\nwhere = 'sector = vcfse'")
    left = redact(then, profile, now).view.map
    assert "x1" not in left
    assert left["x2"].get("annual_income") == ""
    assert left["n1"].get("text") == "[withheld] and [withheld] talk; they have [withheld]"


def test_work_on_the_map_and_how_it_is_drawn_are_not_counted_as_left_out():
    records = [
        Record("x1", "Factor", {"name": "Need"}),
        Record("c1", "Comment", {"mark": "wrong", "about_id": "x1"}),
        Record("e1", "Explanation", {"rule": "G10", "subjects": "x1", "why": "thin"}),
        Record("p1", "Position", {"element_id": "x1", "view": "map", "x": "1", "y": "2"}),
        Record("x2", "Factor", {"name": "Fear", "sensitivity": "internal"}),
    ]
    redaction = redact(SystemMap(records), parse_profile("p", "sees = 'partner'\ncounts = 'exact'"))
    assert redaction.view.withheld == {"Factor": 1}
    assert redaction.view.told == {"Factor": 1}
