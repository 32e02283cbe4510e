"""Comments as text: what e-mail does to them changes nothing, what people do to them is found and said."""

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.formats.comments.block import WIDTH, check_of, read_block, write_block
from sysmap.formats.comments.reading import make_comment

MOMENT = "12.9kb4fpx0eg"


def comment(number=1, **values):
    given_values = {"mark": "wrong", "about_id": "F05", "about_kind": "Factor", "about_name": "Carer strain", **values}
    return make_comment(given_values, f"cmt_{number:010}")


def block(*comments):
    return write_block(comments, "Town", MOMENT)


THREE = (
    comment(1, text="It isn't \"strain\" – they're tired", property="name", value="Tiredness", role="ward manager"),  # noqa: RUF001 - mail alters it
    comment(2, mark="missing", text="No hospices > 3 miles | none in C:\\town", about_id="", about_kind="Map"),
    comment(3, mark="agreed"),
)

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn")), min_size=1, max_size=120).filter(str.strip)


@given(words, words, words)
def test_whatever_people_write_comes_back(text, value, role):
    sent = comment(1, text=" ".join(text.split()) or "x", property="name", value=value, role=role)
    found = read_block(block(sent))
    assert found.damaged == ()
    assert [each.record for each in found.comments] == [
        sent.with_values(**{name: " ".join(words.split()) for name, words in sent.values.items()})
    ]
    assert found.comments[0].map_name == "Town"
    assert found.comments[0].moment == MOMENT


def quoted(text):
    return "\n".join(f"> > {line}" for line in text.splitlines())


def wrapped(text):
    return "\n".join(piece for line in text.splitlines() for piece in textwrap.wrap(line, 40) or [""])


def smart(text):
    text = re.sub(r"(?<!\w)\"", "“", text).replace('"', "”").replace("'", "’")  # noqa: RUF001 - as mail programs do
    return text.replace("--", "—").replace("–", "-").replace("...", "…")  # noqa: RUF001 - likewise


def unbroken(text):
    return text.replace(" ", "\u00a0").replace("|", "\u200b|")


def on_one_line(text):
    begin, *middle, end = text.strip().splitlines()
    return "\n".join([begin, " ".join(middle), end])


def with_windows_ends(text):
    return text.replace("\n", "  \r\n")


@pytest.mark.parametrize("mangle", [quoted, wrapped, smart, unbroken, on_one_line, with_windows_ends])
@pytest.mark.parametrize("again", [lambda text: text, quoted, wrapped])
def test_what_programs_for_mail_do_changes_nothing(mangle, again):
    found = read_block(f"Dear all,\n\n{again(mangle(block(*THREE)))}\nKind regards\n| a list of mine")
    assert found.damaged == ()
    assert [each.record.id for each in found.comments] == [each.id for each in THREE]
    assert [each.record.get("mark") for each in found.comments] == ["wrong", "missing", "agreed"]
    said = found.comments[1].record.get("text").replace("\u00a0", " ")
    assert said == THREE[1].get("text")


def test_no_line_is_longer_than_mail_allows():
    long = comment(1, text="many words " * 50)
    assert max(len(line) for line in block(long).splitlines()) <= WIDTH


def test_an_answer_that_quotes_the_comments_holds_them_once():
    text = block(*THREE)
    found = read_block(f"Thanks!\n{text}\nOn Monday you wrote:\n{quoted(text)}")
    assert len(found.comments) == 3
    assert found.damaged == ()


@pytest.mark.parametrize("letters", ["Tiredness", "Carer strain", "F05", "cmt_0000000001", "wrong", "ward manager"])
def test_what_was_altered_by_hand_is_found_and_the_rest_stays_sound(letters):
    text = block(*THREE).replace(letters, letters[:-1] + "x", 1)
    found = read_block(text)
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each.startswith("|comment"))
    assert [each.line for each in found.damaged][:1] == [line]
    assert "altered" in found.damaged[0].message
    assert [each.record.id for each in found.comments] == [each.id for each in THREE[1:]]


def test_another_map_written_into_it_alters_every_comment():
    found = read_block(block(*THREE).replace("|map Town", "|map City"))
    assert found.comments == ()
    assert len(found.damaged) == 4


def test_a_block_that_is_cut_short_says_where():
    text = block(*THREE)
    half = text[: text.index("|comment cmt_0000000003") + 60]
    found = read_block(half)
    assert len(found.comments) == 2
    assert "cut short" in found.damaged[0].message
    found = read_block(text[: text.index("|total")])
    assert len(found.comments) == 3
    assert found.damaged[0].line == 1
    assert "no end" in found.damaged[0].message


def test_a_comment_taken_out_is_missed():
    text = block(*THREE)
    start, stop = text.index("|comment cmt_0000000002"), text.index("|comment cmt_0000000003")
    found = read_block(text[:start] + text[stop:])
    assert len(found.comments) == 2
    assert "missing from the block" in found.damaged[0].message


def test_an_id_or_a_mark_that_no_page_makes_is_refused():
    fields = ["|map Town", "|moment ", "|comment F05", "|mark wrong", "|text x"]
    forged = "\n".join(["sysmap comments begin", *fields, f"|check {check_of(''.join(fields))}", "sysmap comments end"])
    assert "id" in read_block(forged).damaged[0].message
    fields = ["|map Town", "|moment ", "|comment cmt_0000000001", "|mark dreadful"]
    forged = "\n".join(["sysmap comments begin", *fields, f"|check {check_of(''.join(fields))}", "sysmap comments end"])
    assert "dreadful" in read_block(forged).damaged[0].message


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_failure(text):
    read_block(f"sysmap comments begin\n{text}\nsysmap comments end")
    read_block(text)


def test_the_check_is_the_one_that_the_page_makes():
    # frontend/tests/block.test.ts holds the page to the same.
    assert check_of("“Carer\u00a0strain” — it’s ½ … ŵ 😀") == CHECK  # noqa: RUF001 - that is what is checked
    assert check_of('"Carer strain" -- it\'s ½ ... ŵ 😀') == CHECK


CHECK = "f11bd191"
