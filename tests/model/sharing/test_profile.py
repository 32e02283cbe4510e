"""Profiles are small texts; what is wrong with one is said with its line."""

import pytest

from sysmap.errors import BadInputError
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing.profile import check_profile, parse_profile
from sysmap.pipeline.profiles import SHIPPED, profile_texts

TOWN = SystemMap(
    [
        Record("o", "Organisation", {"name": "Care Board", "aliases": "CB", "sector": "nhs", "tags": "red;blue"}),
        Record("f", "FUNDS", {"from_id": "o", "to_id": "o", "amount": "310000", "basis": "actual"}),
    ]
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sees = 'friends'", "line 1: sees is 'friends'; write one of council, partner, public"),
        ("sees =", "line 1: "),
        ("\n\nsee = 'public'", "line 3: there is no 'see'"),
        ("title = 'x'\ncounts = 'many'", "line 2: counts is 'many'"),
        ("[[drop]]\nkind = 'Factor'", "line 2: [[drop]] has no 'kind'; write ids, kinds, names, where, why"),
        ("[[drop]]\nwhy = 'x'", "line 1: [[drop]] does not say what"),
        ("[drop]\nkinds = ['Factor']", "line 1: a rule begins with [[drop]]"),
        ("[[blank]]", "line 1: [[blank]] needs fields"),
        ("[[band]]\nfields = ['FUNDS.amount']", "line 1: [[band]] needs edges"),
        ("[[band]]\nfields = ['FUNDS.amount']\nedges = [5, 1]", "line 1: [[band]] needs edges, the lowest first"),
        ("[[band]]\nfields = ['FUNDS.amount']\nedges = ['a']", "line 3: edges takes numbers"),
        ("[[band]]\nfields = ['FUNDS.basis']\nedges = [5]", "line 2: basis is no number"),
        ("[[drop]]\nwhere = 'sector'", "line 2: 'sector' is no test"),
        ("[[drop]]\nwhere = 'amount < lots'", "line 2: 'amount < lots' is no test"),
        ("[[drop]]\nkinds = [3]", "line 2: kinds is a list of texts"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(text, said):
    with pytest.raises(BadInputError) as told:
        parse_profile("ours", text)
    assert str(told.value).startswith(f"profile ours, {said}")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[blank]]\nfields = ['FUNDS.amonut']", "line 2: there is no field 'amonut' of FUNDS on this map"),
        ("\n[[blank]]\nfields = [\n  'note',\n  'nonsense',\n]", "line 5: there is no field 'nonsense' on this map"),
        ("[[drop]]\nwhere = 'colour = red'", "line 2: there is no field 'colour' on this map"),
        ("[[drop]]\nkinds = ['Castle']", "line 2: there is no kind 'Castle' on this map"),
        ("[[drop]]\nnames = ['Care Bord']", "line 2: nothing on this map is called “care bord”"),
        ("[[drop]]\nids = ['O99']", "line 2: nothing on this map has the id 'O99'"),
    ],
)
def test_what_is_not_on_the_map_is_told_by_its_line(text, said):
    with pytest.raises(BadInputError, match="profile ours") as told:
        check_profile(parse_profile("ours", text), TOWN, text)
    assert str(told.value) == f"profile ours, {said}"


@pytest.mark.parametrize("name", SHIPPED)
def test_those_that_ship_fit_any_map(name):
    text = profile_texts(SystemMap())[name]
    profile = parse_profile(name, text)
    check_profile(profile, SystemMap(), text)
    assert profile.title
    assert profile.whole == (name == "council")


@pytest.mark.parametrize(
    ("where", "chosen"),
    [
        ("sector = nhs", {"o"}),
        ("sector = NHS and name = care board", {"o"}),
        ("tags = blue", {"o"}),
        ("tags = green", set()),
        ("sector != nhs", {"f"}),
        ("amount < 310000", set()),
        ("amount <= £310,000 and basis = actual", {"f"}),
        ("amount > 1 and basis = budget", set()),
    ],
)
def test_conditions_choose(where, chosen):
    rule = parse_profile("ours", f"[[drop]]\nwhere = '{where}'").rules[0]
    assert {record.id for record in TOWN if rule.chooses(record, TOWN)} == chosen


def test_a_row_of_a_scenario_is_chosen_with_what_it_acts_on():
    row = Record("c", "Organisation", {"scenario": "s", "scenario_action": "change", "scenario_target": "o"})
    rule = parse_profile("ours", "[[drop]]\nnames = ['cb']").rules[0]
    assert rule.chooses(row, SystemMap([*TOWN, row]))


@pytest.mark.parametrize("test", ["sector = privat", "sector != privat"])
def test_a_slip_in_what_a_choice_is_compared_with_is_refused_as_it_would_let_all_out(test):
    text = f'sees = "partner"\n\n[[drop]]\nkinds = ["Organisation"]\nwhere = "{test}"'
    body = Record("o", "Organisation", {"name": "Body", "sector": "private"})
    with pytest.raises(BadInputError, match=r"line 5: no sector is 'privat'; there are .*private"):
        check_profile(parse_profile("ours", text), SystemMap([body]), text)
    for fine in (text.replace("privat", "private"), text.replace("privat", "Odd")):
        check_profile(parse_profile("ours", fine), SystemMap([body, body.with_values(sector="odd")]), fine)
