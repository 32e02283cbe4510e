import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.render.lettering import LINE, letter, width_of

KINDS = ["Organisation", "Service", "Factor", "Agreement"]


@pytest.mark.parametrize("kind", KINDS)
@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]) | st.just(" "), min_size=1, max_size=140))
def test_every_line_fits_its_shape_and_no_letter_is_lost(kind, name):
    lettering = letter(name, kind)
    bold = kind == "Organisation"
    assert all(width_of(line, bold=bold) <= lettering.width for line in lettering.lines)
    assert len(lettering.lines) * LINE <= lettering.height
    assert "".join(lettering.lines).replace(" ", "") == (name.replace(" ", "") or "?")


def test_a_long_name_wraps_into_three_lines_and_a_short_one_stays_on_one():
    assert letter("Loneliness", "Factor").lines == ("Loneliness",)
    assert letter("Tenancy sustainment and homelessness prevention", "Service").lines == (
        "Tenancy sustainment",
        "and homelessness",
        "prevention",
    )
    longest = (
        "People who live in temporary accommodation and wait for a home that they can keep for longer than a year or"
    )
    assert len(letter(longest + " maybe even for all their lives", "Factor").lines) == 3


def test_one_endless_word_is_broken():
    lettering = letter("x" * 140, "Service")
    assert len(lettering.lines) > 1
    assert lettering.width < 600


def test_a_name_of_nothing_but_spaces_still_has_a_shape():
    assert letter("  ", "Factor").width > 0


def test_outcomes_are_measured_as_bold_as_they_are_drawn():
    assert letter("Living independently", "Factor", outcome=True).width > letter("Living independently", "Factor").width


@pytest.mark.parametrize(
    "one",
    [
        "e\u0301\u0323",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467",
        "\U0001f44b\U0001f3fd",
        "\U0001f1ec\U0001f1e7",
        "\u0928\u093f",
    ],
    ids=["marks", "family", "skin", "flag", "vowel sign"],
)
@pytest.mark.parametrize("before", ["", "x"])
def test_what_is_one_letter_to_people_is_never_cut(one, before):
    lines = letter(before + one * 60, "Service").lines
    assert len(lines) > 1
    for line in lines:
        assert line.removeprefix(before).removesuffix("…").replace(one, "") == ""
