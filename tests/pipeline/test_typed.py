"""What people type for values."""

from datetime import date

import pytest

from sysmap.errors import AmbiguousNameError, NotFoundError, UsageError
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.years import FinancialYear
from sysmap.pipeline.names import find_named, find_ways, read_kind, read_link_word, up_and_down, with_article
from sysmap.pipeline.typed import read_day, read_money, read_money_wish, read_typed, read_year, split_pairs

MAP = SystemMap([
    Record("f1", "Factor", {"name": "Carer strain", "aliases": "Stress at home"}),
    Record("f2", "Factor", {"name": "Carer income"}),
    Record("o1", "Organisation", {"name": "Care Board"}),
    Record("s1", "Service", {"name": "Falls classes"}),
    Record("l1", "Loop", {"name": "Crisis", "element_ids": "f1;f2"}),
    Record("c1", "Scenario", {"name": "Home first"}),
    Record("x1", "LENDS_TO", {"from_id": "o1", "to_id": "s1"}),
])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amount", "rough"),
    [
        ("12000", "12000", False),
        ("£12,000.50", "12000.5", False),
        ("300k", "300000", False),
        ("1.2m", "1200000", False),
        ("2bn", "2000000000", False),
        ("0.1 million", "100000", False),
        ("approx. £3K", "3000", True),
        ("c. 12", "12", True),
        ("≈ 1,250,000", "1250000", True),
        ("12 GBP", "12", False),
        ("0", "0", False),
    ],
)
def test_money_is_exact_however_it_is_said(text, amount, rough):
    assert read_money("amount", text) == (amount, rough)


@pytest.mark.parametrize("text", ["", "k", "-1", "1e5", "ten", "12 apples", "about", "1.2.3", "12,00", "9" * 60])
def test_what_is_no_money_is_refused(text):
    with pytest.raises(UsageError, match="write an amount"):
        read_money("amount", text)


@pytest.mark.parametrize("text", ["2025-26", "2025/26", "2025", "FY 2025/26", "25/26", "25-26", "2025-2026", "2025–26"])  # noqa: RUF001 - people type dashes
def test_a_financial_year_is_read(text):
    assert read_year(text).first_day == date(2025, 4, 1)


@pytest.mark.parametrize("text", ["25", "25-27", "2025-27", "0000", "2025-", "next"])
def test_what_is_no_year_is_refused(text):
    with pytest.raises(UsageError, match="is no financial year"):
        read_year(text)


def test_which_money_is_asked_for_is_left_open_where_nobody_said():
    assert read_money_wish("", "", "") == {"year": None, "basis": "", "currency": ""}
    said = read_money_wish("25/26", "Budget", " eur ")
    assert said == {"year": FinancialYear(2025), "basis": "budget", "currency": "EUR"}
    with pytest.raises(UsageError):
        read_money_wish("", "guess", "")


def test_a_year_across_a_century_is_one():
    assert str(read_year("1999-00")) == "1999-00"


def test_a_day_is_today_where_none_is_given():
    assert read_day("") == date.today()
    assert read_day(" 2026-11-22 ") == date(2026, 11, 22)
    assert read_day("31/12/2030") == read_day("31.12.2030") == date(2030, 12, 31)
    with pytest.raises(UsageError, match="is no date"):
        read_day("12/31/2030")


@pytest.mark.parametrize("pair", ["note", "=x", " = x"])
def test_a_value_needs_a_name_and_a_sign(pair):
    with pytest.raises(UsageError, match="write name=value"):
        split_pairs([pair])


def test_only_the_first_sign_parts_name_and_value():
    assert split_pairs(["note=a=b", "source="]) == {"note": "a=b", "source": ""}


@pytest.mark.parametrize("name", ["who decides", "control", "Control", "WHO DECIDES"])
def test_a_property_goes_by_its_name_or_its_words(name):
    assert read_typed(MAP, "Factor", {name: "ours"}).values == {"control": "ours"}


def test_a_rough_amount_is_an_estimate_unless_something_else_is_said():
    assert read_typed(MAP, "FUNDS", {"amount": "about 3k"}).values == {"amount": "3000", "basis": "estimate"}
    given = {"amount": "about 3k", "basis": "budget"}
    assert read_typed(MAP, "FUNDS", given).values == {"amount": "3000", "basis": "budget"}


def test_a_year_is_both_ends_of_a_period_and_goes_with_both():
    year = read_typed(MAP, "FUNDS", {"year": "2025-26"}).values
    assert year == {"period_start": "2025-04-01", "period_end": "2026-03-31"}
    assert read_typed(MAP, "FUNDS", {"year": ""}).values == {"period_start": "", "period_end": ""}


def test_a_name_does_where_an_id_belongs():
    assert read_typed(MAP, "Factor", {"scenario": "home"}).values == {"scenario": "c1"}
    assert read_typed(MAP, "Loop", {"element_ids": "carer income; stress"}).values == {"element_ids": "f2;f1"}
    with pytest.raises(NotFoundError, match="nothing on this map is called 'nowhere'"):
        read_typed(MAP, "Factor", {"scenario": "nowhere"})


def test_own_properties_are_kept_and_slips_are_caught():
    assert read_typed(MAP, "Factor", {"Colour": "red"}).own == ("Colour",)
    with pytest.raises(UsageError, match="did you mean confidence"):
        read_typed(MAP, "Factor", {"confidance": "high"})
    assert read_typed(MAP, "Factor", {"confidance": "high"}, own=True).values == {"confidance": "high"}


def test_a_name_is_found_by_its_beginning_its_other_names_and_its_id():
    assert find_named(MAP, "stress").id == "f1"
    assert find_named(MAP, "f2").id == "f2"
    assert find_named(MAP, "crisis").id == "l1"
    assert find_named(MAP, "care", ("Organisation",)).id == "o1"


def test_what_fits_several_is_asked_about_or_refused():
    with pytest.raises(AmbiguousNameError):
        find_named(MAP, "carer")
    asked = []

    def ask(question, options):
        asked.append((question, options))
        return options[1][0]

    assert find_named(MAP, "carer", (), ask).id == "f2"
    ((question, options),) = asked
    assert "'carer'" in question
    assert options == [("f1", "Carer strain (factor, f1)"), ("f2", "Carer income (factor, f2)")]


def test_a_name_of_another_kind_is_told_to_be_one():
    with pytest.raises(NotFoundError, match="“Care Board” is an organisation; a factor or service belongs there"):
        find_named(MAP, "Care Board", ("Factor", "Service"))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("org", "Organisation"),
        ("Services", "Service"),
        ("pl", "Place"),
        ("outcomes", "Factor"),
        ("out", "Factor"),
        ("f", "Factor"),
    ],
)
def test_a_kind_is_read_from_the_beginning_of_its_word(typed, kind):
    assert read_kind(MAP, typed)[0] == kind


@pytest.mark.parametrize("typed", ["s", "o", "funds", ""])
def test_a_kind_is_never_guessed(typed):
    with pytest.raises(UsageError, match="there is no kind"):
        read_kind(MAP, typed)


@pytest.mark.parametrize(
    ("word", "kind", "said"),
    [
        ("more", "INFLUENCES", {"polarity": "+"}),
        ("opposite", "INFLUENCES", {"polarity": "-"}),
        ("?", "INFLUENCES", {"polarity": "?"}),
        ("influences", "INFLUENCES", {}),
        ("funds", "FUNDS", {}),
        ("pays", "FUNDS", {}),
        ("is part of", "PART_OF", {}),
        ("part-of", "PART_OF", {}),
        ("answers for", "STEWARDS", {}),
        ("lends to", "LENDS_TO", {}),
    ],
)
def test_the_word_between_two_names_is_read(word, kind, said):
    assert read_link_word(MAP, word) == (kind, said)


def test_an_article_fits_its_word():
    assert [with_article(each) for each in ("organisation", "agreement", "factor")] == [
        "an organisation",
        "an agreement",
        "a factor",
    ]


def test_what_goes_up_and_down_is_found_by_name_and_nothing_goes_both_ways():
    town = SystemMap([Record(each, "Factor", {"name": each}) for each in ("falls", "frailty")])
    assert find_ways(town, up_and_down(["frail"], ["FALLS"]), "be pushed") == {"frailty": 1, "falls": -1}
    assert find_ways(town, up_and_down(["falls", "Falls"], []), "be pushed") == {"falls": 1}
    with pytest.raises(UsageError, match="“falls” cannot be pushed both up and down"):
        find_ways(town, up_and_down(["falls"], ["fall"]), "be pushed")
