"""The file of limits: every one dated or always, with a source, and readable mistakes."""

from datetime import date
from decimal import Decimal

import pytest

from sysmap.analysis.guardrails.limits import NATIONS, read_limits, shipped_limits
from sysmap.analysis.guardrails.report import check_guardrails
from sysmap.errors import BadInputError
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.resources import resource


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        ("goods_and_services", date(2025, 2, 23), None),
        ("goods_and_services", date(2025, 2, 24), 214_904),
        ("goods_and_services", date(2025, 12, 31), 214_904),
        ("goods_and_services", date(2026, 1, 1), 207_720),
        ("goods_and_services", date(2027, 12, 31), 207_720),
        ("goods_and_services", date(2028, 1, 1), None),
        ("light_touch", date(2026, 1, 1), 663_540),
        ("works_and_concessions", date(2025, 12, 31), 5_372_609),
        ("works_and_concessions", date(2026, 1, 1), 5_193_000),
        ("light_touch_concession", date(2026, 1, 1), 5_372_609),
        ("subsidy", date(2026, 11, 22), 315_000),
    ],
)
def test_the_limit_in_force_on_a_day(name, day, value):
    found = shipped_limits().find(name, day)
    assert (found.value if found else None) == value


def test_every_limit_has_a_source_and_none_overlaps_another():
    limits = shipped_limits()
    for each in (*limits.table, *limits.prices):
        assert each.source
        assert each.words
        assert each.figures
        assert set(each.figures) <= {*NATIONS, "all"}
    for one in limits.table:
        for other in limits.table:
            if one is not other and one.name == other.name:
                assert not one.counts_on(other.first or date.min)


def test_nations_have_columns_of_their_own():
    day = date(2026, 6, 1)
    assert shipped_limits("wales").find("goods_and_services", day).value == Decimal(207_720)
    assert shipped_limits("scotland").find("goods_and_services", day) is None
    assert shipped_limits("scotland").find("repeat_months", day).value == 24


ENTRY = '[[limit]]\nname = "a"\nwords = "b"\nsource = "c"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[limit", "mine.toml: "),
        ("limit = 3", "mine.toml: an entry begins with [[limit]]"),
        ('[[limit]]\nname = "a"', "mine.toml: limit 1, a: words is missing"),
        (ENTRY + 'england = "about 3"', "mine.toml: limit 1, a: england is 'about 3'; write a number of 0 or more"),
        (ENTRY + "all = true", "mine.toml: limit 1, a: all is True"),
        (ENTRY + 'from = "soon"', "mine.toml: limit 1, a: from is 'soon'; write a day"),
        ('[[price]]\nunit = "hour"', "mine.toml: price 1: services is a list"),
    ],
)
def test_a_mistake_is_told_with_its_place(text, said):
    with pytest.raises(BadInputError) as caught:
        read_limits(text, "mine.toml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_its_limit_a_prototype_and_a_price_are_not_checked():
    text = resource("guardrails.toml").read_text("utf-8")
    for name in ("prototype_months", "price_percent"):
        assert f'name = "{name}"' in text
        text = text.replace(f'name = "{name}"', 'name = "gone"')
    prototype = {"direct_award_ground": "Sch 5 para 2 prototypes", "current_term_months": "36"}
    made = branch(SystemMap([Record("c", "Agreement", prototype)]))
    report = check_guardrails(made, date(2026, 11, 22), read_limits(text, "mine.toml"), {"G18", "G19"})
    for each in report.checked:
        assert (each.status, each.missing) == (
            "not_checked",
            ("a threshold of that law for this nation and that day",),
        )
