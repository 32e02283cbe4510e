from sysmap.model.records import Record
from sysmap.render.plan import plan_picture
from tests.render.small_maps import factor, flow, link, make_branch, organisation, service


def parents(*records):
    plan = plan_picture(make_branch(*records))
    return {item.id: item.parent for item in (*plan.items, *plan.marks)}


def test_units_services_and_factors_stand_in_the_box_of_who_answers_for_them():
    standing = parents(
        organisation("council"),
        organisation("team"),
        organisation("charity"),
        service("bought"),
        service("given"),
        factor("owned"),
        factor("free"),
        link("1", "PART_OF", "team", "council"),
        link("2", "COMMISSIONS", "team", "bought"),
        link("3", "DELIVERS", "charity", "bought"),
        link("4", "DELIVERS", "charity", "given"),
        link("5", "STEWARDS", "council", "owned"),
    )
    assert standing == {
        "council": "",
        "team": "council",
        "charity": "",
        "bought": "team",
        "given": "charity",
        "owned": "council",
        "free": "",
    }


def test_bodies_that_are_part_of_each_other_in_a_ring_are_all_drawn():
    standing = parents(
        organisation("a"),
        organisation("b"),
        link("1", "PART_OF", "a", "b"),
        link("2", "PART_OF", "b", "a"),
        organisation("c"),
        link("3", "PART_OF", "c", "c"),
    )
    assert sorted(standing) == ["a", "b", "c"]
    assert "" in standing.values()
    assert standing["c"] == ""


def test_who_only_pays_belongs_to_the_top_and_outcomes_to_the_bottom():
    plan = plan_picture(
        make_branch(
            organisation("payer"),
            organisation("payee"),
            factor("wanted", outcome="yes"),
            factor("driver"),
            organisation("council"),
            flow("1", "payer", "payee", "5"),
            flow("2", "council", "payee", "10000"),
            flow("3", "payee", "council", "99"),
        )
    )
    ends = {item.id: (item.top, item.bottom) for item in plan.items}
    assert ends == {
        "council": (True, False),  # a refund makes it no payee
        "payer": (True, False),
        "payee": (False, False),
        "wanted": (False, True),
        "driver": (False, False),
    }


def test_agreements_and_kinds_of_the_users_own_are_marks_and_notes_are_not_drawn():
    plan = plan_picture(
        make_branch(
            Record("a", "Agreement", {"name": "A contract"}),
            Record("l", "Lever", {"name": "A lever"}),
            Record("n", "Note", {"name": "A note"}),
            Record("s", "Scenario", {"name": "A future"}),
        )
    )
    assert plan.items == ()
    assert [mark.id for mark in plan.marks] == ["a", "l"]
