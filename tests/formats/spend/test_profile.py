"""Profiles: what they may say, and one line for what they may not."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sysmap.errors import BadInputError
from sysmap.formats.spend import EXAMPLE, ROLES, SpendProfile, read_profile, read_spend


def profile(tmp_path, text):
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return read_profile(path)


def test_the_example_is_a_profile(tmp_path):
    read = profile(tmp_path, EXAMPLE)
    assert read.body == "Harrogate Borough Council"
    assert dict(read.columns) == {"payee": "Supplier Name(T)", "amount": 12}


def test_the_profile_in_the_documentation_names_every_setting(tmp_path):
    docs = (Path(__file__).parents[3] / "docs" / "spend-files.md").read_text(encoding="utf-8")
    text = re.search(r"```toml\n(.*?)```", docs, re.DOTALL)
    assert text is not None
    read = profile(tmp_path, text[1])
    assert not [each.name for each in fields(read) if getattr(read, each.name) in ("", None, {})]
    for role in ROLES:
        assert f"`{role}`" in docs


def test_an_empty_profile_says_nothing(tmp_path):
    path = tmp_path / "profile.toml"
    path.write_text("# nothing\n")
    assert read_profile(path) == SpendProfile()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bodies = 'x'", "there is no setting 'bodies'; there are: basis, body, columns"),
        ("body = 3", "body must be a text"),
        ("header_line = true", "header_line must be a whole number"),
        ("date_order = 'american'", "date_order is one of dmy, mdy, ymd"),
        ("vat = 'yes'", "vat is one of inclusive, exclusive, exempt"),
        ("year = '2011'", "year is a financial year such as 2011/12"),
        ("delimiter = ',,'", "delimiter is one character"),
        ("[columns]\nsupplier = 'x'", "[columns] has no 'supplier'; it has: payer, payee, amount"),
        ("[columns]\npayee = -1", "a header text or a position from 1"),
        ("[columns]\npayee = true", "a header text or a position from 1"),
        ("not toml", "is not a profile in TOML"),
    ],
)
def test_what_it_may_not_say(tmp_path, text, words):
    with pytest.raises(BadInputError) as caught:
        profile(tmp_path, text)
    assert words in str(caught.value)
    assert "profile.toml" in str(caught.value)


def test_settings_that_do_not_fit_the_file(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_bytes("Supplier,Amount\nCafé,1.00\n".encode("cp1252"))
    with pytest.raises(BadInputError, match="is not written in utf-8, as the profile says"):
        read_spend(path, SpendProfile(encoding="utf-8"))
    with pytest.raises(BadInputError, match="is not written in klingon"):
        read_spend(path, SpendProfile(encoding="klingon"))
    with pytest.raises(
        BadInputError, match=r"gives amount the column 'Betrag', which is not there. Columns: 1 Supplier"
    ):
        read_spend(path, SpendProfile(columns={"amount": "Betrag"}))
    with pytest.raises(BadInputError, match=r"no line 9 to be the header"):
        read_spend(path, SpendProfile(header_line=9))
