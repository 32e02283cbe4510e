"""Boundary classes on small maps: every rule, in the order they apply."""

import pytest

from sysmap.analysis.boundaries import report_boundaries
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch


def body(name, sector="", parent=""):
    records = [Record(name, "Organisation", {"name": name, **({"sector": sector} if sector else {})})]
    return [*records, *([join("PART_OF", name, parent)] if parent else [])]


def factor(name, *stewards):
    return [Record(name, "Factor", {"name": name}), *(join("STEWARDS", each, name) for each in stewards)]


def service(name, commissioner="", deliverer=""):
    records = [Record(name, "Service", {"name": name})]
    records += [join("COMMISSIONS", commissioner, name)] if commissioner else []
    return records + ([join("DELIVERS", deliverer, name)] if deliverer else [])


def join(kind, start, finish):
    return Record(f"{kind}:{start}:{finish}", kind, {"from_id": start, "to_id": finish})


TOWN = [
    *body("council", "local_government"),
    *body("care", "local_government", "council"),
    *body("team", "local_government", "care"),
    *body("housing", "local_government", "council"),
    *body("district", "local_government"),
    *body("hospital", "nhs"),
    *body("club"),
    *factor("f care", "care"),
    *factor("f team", "team"),
    *factor("f care too", "care"),
    *factor("f housing", "housing"),
    *factor("f district", "district"),
    *factor("f hospital", "hospital"),
    *factor("f both", "care", "hospital"),
    *factor("f club", "club"),
    *factor("f nobody"),
    *service("s bought", "care", "hospital"),
    *service("s delivered", "", "hospital"),
]


def classify(kind, start, finish, view="accountable"):
    link = join(kind, start, finish)
    report = report_boundaries(branch(SystemMap([*TOWN, link])))
    return next(each.boundary_class for each in report.links[view] if each.link.id == link.id)


@pytest.mark.parametrize(
    ("start", "finish", "expected"),
    [
        ("f care", "f care too", "within_unit"),
        ("f care", "f both", "within_unit"),
        ("f care", "f team", "within_organisation"),
        ("f team", "f housing", "within_organisation"),
        ("f care", "f district", "across_organisations_same_sector"),
        ("f both", "f district", "across_organisations_same_sector"),
        ("f care", "f hospital", "across_sectors"),
        ("f care", "f club", "sector_not_known"),
        ("f care", "f nobody", "real_world"),
        ("f nobody", "f care", "real_world"),
        ("f care", "s bought", "within_unit"),
        ("f care", "s delivered", "across_sectors"),
    ],
)
def test_each_class_in_the_order_the_rules_apply(start, finish, expected):
    assert classify("INFLUENCES", start, finish) == expected


def test_buying_from_outside_is_inside_only_in_the_accountable_view():
    assert classify("FUNDS", "care", "s bought") == "within_unit"
    assert classify("FUNDS", "care", "s bought", "delivery") == "across_sectors"
    assert classify("DEPENDS_ON", "care", "s bought", "delivery") == "within_unit", "only money has two views"


def test_a_circle_of_units_does_not_hang():
    circle = [*body("x", "nhs", "y"), *body("y", "nhs", "x"), join("WORKS_WITH", "x", "y")]
    report = report_boundaries(branch(SystemMap(circle)))
    assert len(report.links["accountable"]) == 1


def test_other_relationships_have_no_class_and_links_to_nowhere_are_left_to_validation():
    links = [join("GOVERNS", "care", "hospital"), join("INFLUENCES", "f care", "gone")]
    assert report_boundaries(branch(SystemMap([*TOWN, *links]))).links["accountable"] == ()


def test_reach_and_place_are_flagged_only_where_both_are_known():
    records = [
        Record("a", "Factor", {"name": "A", "system_level": "place"}),
        Record("b", "Factor", {"name": "B", "system_level": "national"}),
        Record("c", "Factor", {"name": "C"}),
        Record("p", "Place", {"name": "P"}),
        Record("q", "Place", {"name": "Q"}),
        join("IN_PLACE", "a", "p"),
        join("IN_PLACE", "b", "q"),
        join("INFLUENCES", "a", "b"),
        join("INFLUENCES", "a", "c"),
    ]
    links = {each.link.to_id: each for each in report_boundaries(branch(SystemMap(records))).links["accountable"]}
    assert (links["b"].crosses_level, links["b"].crosses_place) == (True, True)
    assert (links["c"].crosses_level, links["c"].crosses_place) == (False, False)


def test_what_is_missing_is_said():
    link = join("INFLUENCES", "f care", "f hospital")
    finding = report_boundaries(branch(SystemMap([*TOWN, link]))).findings[0]
    assert finding.sentence == "“council” and “hospital” have 1 link between them: 1 of influence."
    assert finding.missing == (
        "1 of 11 factors and services have no owner",
        "1 of 4 organisations have no sector",
    )


def test_a_unit_of_two_bodies_is_inside_both():
    joint = [*body("joint", "", "council"), join("PART_OF", "joint", "hospital"), *factor("f joint", "joint")]
    for other in ("f housing", "f hospital"):
        records = [*TOWN, *joint, join("INFLUENCES", "f joint", other)]
        [link] = report_boundaries(branch(SystemMap(records))).links["accountable"]
        assert link.boundary_class == "within_organisation"


def test_a_link_between_several_bodies_is_told_for_each_pair_of_them():
    records = [*TOWN, *factor("f two", "district", "hospital"), join("INFLUENCES", "f club", "f two")]
    pairs = {finding.about for finding in report_boundaries(branch(SystemMap(records))).findings}
    assert pairs == {("club", "district"), ("club", "hospital")}
