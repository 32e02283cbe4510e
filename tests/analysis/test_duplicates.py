"""Who is who: what may be one thing and why, what is two for certain, and nothing suggested that a clerk would not."""

import pytest

from sysmap.analysis.duplicates import find_duplicates, official_number
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch


def bodies(*names, kind="Organisation"):
    """Give elements of a kind; a name with a number behind a bar has that official number."""
    split = [name.partition("|") for name in names]
    return [
        Record(f"o{place}", kind, {"name": name, **({"org_id": number} if number else {})})
        for place, (name, _, number) in enumerate(split)
    ]


def found(*records, kinds=()):
    return find_duplicates(branch(SystemMap(records)), kinds)


@pytest.mark.parametrize(
    ("one", "other", "reason", "detail"),
    [
        ("Amber Lane|GB-COH-01234567", "Brook Ltd|gb-coh-1234567", "number", "GB-COH-01234567"),
        ("Amber Lane|GB-CHC-0200", "Amber House|GB-CHC-200", "number", "GB-CHC-200"),
        ("Amber Lane Care Ltd", "AMBER LANE CARE LIMITED", "name", ""),
        ("Amber Lane Care C.I.C.", "Amber Lane Care Community Interest Company", "name", ""),
        ("St Brannock's School", "St Brannocks School", "name", ""),
        ("Côte & Sons", "Cote and Sons", "name", ""),
        ("Amber Svcs", "Amber Services", "name", ""),
        ("Thornby Borough Council", "Borough Council of Thornby", "order", ""),
        ("Brightwater Homecare", "Brightwater Home Care", "spaces", ""),
        ("Larkrise Ltd t/a Bright Care", "Bright Care", "trading", "Bright Care"),
        ("Larkrise (formerly Old Mill Trust)", "Old Mill Trust", "trading", "Old Mill Trust"),
        ("Thornby Advice Bureau Ltd", "TAB", "initials", "TAB"),
        ("Larkrise (UK) Ltd", "Larkrise Group plc", "common", "group, uk"),
        ("Ambre Lane Nursing Home", "Amber Lane Nursing Home", "spelling", "ambre, amber"),
        ("Larkrise Recruitment", "Larkrise Recruit", "spelling", "recruit, recruitment"),
        ("Larkrise Paper Group", "Larkrise Paper Gp", "spelling", "gp, group"),
        ("Thornby Housing Association", "New Thornby Housing Association", "more", "new"),
    ],
)
def test_each_reason_is_told_with_what_it_is(one, other, reason, detail):
    [pair] = found(*bodies(one, other)).pairs
    assert pair.reason == reason
    assert set(pair.detail.split(", ")) == set(detail.split(", "))
    assert pair.why.endswith(pair.detail)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ward 3", "Ward 4"),
        ("Block 1 Ward 2", "Block 12 Ward"),
        ("Block 1 Ward 2", "Block 2 Ward 1"),
        ("Amber Nursing Home", "Linden Nursing Home"),
        ("Oakhaven Residential Care Home", "Oaklands Residential Care Home"),
        ("East Thornby School", "West Thornby School"),
        ("More nurses", "Fewer nurses"),
        ("Larkrise", "Larkspur House"),
        ("Group", "Holdings"),
        ("?", "!"),
    ],
)
def test_what_a_clerk_would_not_take_for_one_is_not_suggested(one, other):
    assert not found(*bodies(one, other)).pairs


def test_two_numbers_of_one_register_are_two_bodies_and_counted():
    seen = found(*bodies("Amber Care|GB-COH-00000001", "AMBER CARE LTD|GB-COH-00000002", "Amber care|GB-CHC-7"))
    assert [(pair.first.id, pair.second.id) for pair in seen.pairs] == [("o0", "o2")]
    assert seen.apart_by_number == 1
    anew = found(*bodies("Amber Care|GB-CFS-1", "Amber Care|GB-CFS-2"))
    assert [pair.why for pair in anew.pairs] == ["the same name"]


def test_the_one_to_keep_has_a_number_else_links_else_a_name_not_in_capitals():
    paid = Record("f", "FUNDS", {"from_id": "o1", "to_id": "x", "amount": "5"})
    payee = Record("x", "Service", {"name": "Home visits"})
    [pair] = found(*bodies("AMBER CARE", "Amber Care")).pairs
    assert pair.first.name == "Amber Care"
    [pair] = found(*bodies("Amber Care", "AMBER CARE"), paid, payee).pairs
    assert pair.first.name == "AMBER CARE"
    [pair] = found(*bodies("Amber Care|GB-COH-00000001", "AMBER CARE"), paid, payee).pairs
    assert pair.first.name == "Amber Care"


def test_many_spellings_of_one_are_each_asked_about_once():
    seen = found(*bodies("Amber Care", "AMBER CARE", "Amber Care Ltd", "AmberCare", "Ambre Care"))
    assert len(seen.pairs) == 4
    assert {each.id for pair in seen.pairs for each in (pair.first, pair.second)} == {f"o{place}" for place in range(5)}


def test_all_names_of_one_body_go_into_the_one_that_most_speaks_for():
    paid = [Record(f"f{n}", "FUNDS", {"from_id": "o2", "to_id": "x", "amount": "5"}) for n in range(2)]
    seen = found(*bodies("AMBER CARE", "Amber care", "Amber Care", "Amber Care Ltd"), *paid)
    assert {pair.first.id for pair in seen.pairs} == {"o2"}
    assert {pair.second.id for pair in seen.pairs} == {"o0", "o1", "o3"}


def test_what_was_told_apart_is_not_suggested_again_and_others_are():
    apart = Record("d", "Distinct", {"one_id": "o1", "other_id": "o0"})
    seen = found(*bodies("Amber Care", "AMBER CARE", "Amber Care Ltd"), apart)
    assert [{pair.first.id, pair.second.id} for pair in seen.told_apart] == [{"o0", "o1"}]
    assert [{pair.first.id, pair.second.id} for pair in seen.pairs] == [{"o0", "o2"}]


def test_a_service_that_two_councils_have_is_two_services():
    councils = bodies("Thornby Council", "Millbrook Council")
    services = [Record(f"s{place}", "Service", {"name": "Home care"}) for place in range(2)]
    links = [Record(f"c{place}", "COMMISSIONS", {"from_id": f"o{place}", "to_id": f"s{place}"}) for place in range(2)]
    assert not found(*councils, *services, *links).pairs
    [pair] = found(*councils, *services, links[0]).pairs
    assert pair.first.kind == "Service"


def test_kinds_are_never_mixed_and_agreements_are_compared_when_asked_for():
    records = [Record("o", "Organisation", {"name": "Home care"}), Record("s", "Service", {"name": "Home care"})]
    assert not found(*records).pairs
    agreements = bodies("Framework for advice", "FRAMEWORK FOR ADVICE", kind="Agreement")
    assert not found(*agreements).pairs
    assert len(found(*agreements, kinds=["Agreement"]).pairs) == 1
    assert not found(*agreements, kinds=["Organisation"]).pairs


def test_aliases_count_as_names():
    records = [
        *bodies("Larkrise", "Old Mill"),
        Record("b", "Organisation", {"name": "Brook", "aliases": "Old Mill Ltd"}),
    ]
    [pair] = found(*records).pairs
    assert {pair.first.id, pair.second.id} == {"o1", "b"}
    assert pair.likeness == 100


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("GB-COH-1234567", ("GB-COH", "01234567")),
        ("gb-coh-sc123456", ("GB-COH", "SC123456")),
        (" GB-CHC- 0123 ", ("GB-CHC", "123")),
        ("XI-PB-0", ("XI-PB", "0")),
        ("12345", ("", "12345")),
        ("", ("", "")),
    ],
)
def test_official_numbers_are_read_one_way(typed, read):
    assert official_number(Record("o", "Organisation", {"org_id": typed})) == read
