"""Names typed loosely: found where one fits, asked about where several do, never guessed."""

import pytest

from sysmap.errors import AmbiguousNameError, NotFoundError
from sysmap.model.duplicates import find_element, plain_name, similar_names
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record

MAP = SystemMap(
    [
        Record("f1", "Factor", {"name": "Strain on unpaid carers", "aliases": "Carer strain;Carer burnout"}),
        Record("f2", "Factor", {"name": "Emergency admissions aged 65+"}),
        Record("f3", "Factor", {"name": "Emergency housing"}),
        Record("o1", "Organisation", {"name": "Brightwater Homecare Ltd"}),
        Record("o2", "Organisation", {"name": "BRIGHTWATER HOME CARE LIMITED"}),
        Record("o3", "Organisation", {"name": "Ward 3"}),
        Record("o4", "Organisation", {"name": "Ward 4"}),
        Record("o5", "Organisation", {"name": "Café Ynys Môn"}),
    ]
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("f2", "f2"),
        ("carer strain", "f1"),
        ("Strain on", "f1"),
        ("admissions", "f2"),
        ("cafe ynys mon", "o5"),
        ("Ward 3", "o3"),
        ("brightwater homecare", "o1"),
    ],
)
def test_a_loose_name_finds_the_one_element_it_fits(typed, found):
    assert find_element(MAP, typed).id == found


def test_several_that_fit_are_all_named():
    with pytest.raises(AmbiguousNameError, match=r"'emergency' could be .*f2.*f3") as caught:
        find_element(MAP, "emergency")
    assert caught.value.candidates == ("f2", "f3")
    with pytest.raises(AmbiguousNameError):
        find_element(MAP, "ward")


@pytest.mark.parametrize("typed", ["falls", "ford"])
def test_the_beginning_of_a_name_is_no_better_than_that_of_another_word(typed):
    names = ("Falls classes", "Fewer falls", "Ford Council", "Well Ford")
    records = [Record(f"s{number}", "Service", {"name": name}) for number, name in enumerate(names)]
    with pytest.raises(AmbiguousNameError):
        find_element(SystemMap(records), typed)


def test_a_whole_name_of_another_kind_means_that_one():
    records = [Record("s", "Service", {"name": "Home care"}), Record("f", "Factor", {"name": "Home care hours"})]
    assert find_element(SystemMap(records), "home care").id == "s"
    with pytest.raises(NotFoundError):
        find_element(SystemMap(records), "home care", kinds=["Factor"])
    assert find_element(SystemMap(records), "home", kinds=["Factor"]).id == "f"


def test_none_that_fits_names_the_likest():
    with pytest.raises(NotFoundError, match="did you mean 'Emergency admissions aged 65\\+'"):
        find_element(MAP, "Emergncy admisions aged 65")
    with pytest.raises(NotFoundError, match=r"nothing on this map is called 'xyzzy'$"):
        find_element(MAP, "xyzzy")
    with pytest.raises(NotFoundError):
        find_element(MAP, "f2", kinds=["Organisation"])


def test_a_hint_comes_while_typing():
    assert [each.id for each in similar_names(MAP, "carers strain", "Factor")] == ["f1"]
    assert similar_names(MAP, "Loneliness") == []
    assert similar_names(MAP, "Ward 31") == []


def test_what_is_not_a_difference():
    assert plain_name("The Café & Co. Ltd") == plain_name("cafe company")
    assert plain_name("and") == "and"


def test_names_of_signs_only_are_not_all_one():
    records = [Record(each, "Factor", {"name": name}) for each, name in (("a", "?"), ("b", "!"), ("c", "⚡"))]
    assert find_element(SystemMap(records), "!").id == "b"
