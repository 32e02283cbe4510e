"""What is packed comes back as it was, whatever it is, and is small."""

import json

from hypothesis import given
from hypothesis import strategies as st

from sysmap.render.packing import pack
from sysmap.render.page import page_data
from tests.render.reading_back import unpack
from tests.render.test_page import READING

TEXT = st.sampled_from(("", "a", "b c", "More “a” means less “b c”.", "\x01“a”\x02", "“", "£5")) | st.text(max_size=8)
FACTS = st.lists(st.fixed_dictionaries({"label": TEXT, "value": TEXT}, optional={"ref": TEXT}), max_size=3)
ELEMENTS = st.lists(
    st.fixed_dictionaries(
        {"id": TEXT, "name": TEXT, "facts": FACTS, "outcome": st.booleans(), "parent": st.none() | TEXT},
        optional={"x": st.integers() | st.floats(allow_nan=False), "lines": st.lists(TEXT), "own": st.none() | TEXT},
    ),
    max_size=6,
    unique_by=lambda each: each["id"],
)
MONEY = st.none() | st.fixed_dictionaries({"exact": TEXT, "sort": st.sampled_from(["cash", "in_kind"])})


@st.composite
def data(draw):
    elements = draw(ELEMENTS)
    ends = [each["id"] for each in elements] or ["nowhere"]
    link = {"id": TEXT, "from": st.sampled_from(ends), "to": st.sampled_from(ends), "money": MONEY, "sentence": TEXT}
    return {"elements": elements, "links": draw(st.lists(st.fixed_dictionaries(link), max_size=6)), "summary": "s"}


@given(data())
def test_what_is_packed_comes_back_as_it_was(whole):
    before = json.dumps(whole)
    assert json.dumps(unpack(json.loads(json.dumps(pack(whole))))["links"], sort_keys=True) == json.dumps(
        whole["links"], sort_keys=True
    )
    assert unpack(json.loads(json.dumps(pack(whole)))) == whole
    assert json.dumps(whole) == before


def test_true_is_not_one_and_a_place_without_a_value_is_not_null():
    rows = [{"id": "a", "name": "a", "v": True}, {"id": "b", "name": "b", "v": 1}, {"id": "c", "name": "c"}]
    rows += [{"id": "d", "name": "d", "v": None}, {"id": "e", "name": "e", "v": 1.0}] * 3
    back = unpack(pack({"elements": rows, "links": []}))["elements"]
    assert json.dumps(back) == json.dumps(rows)


def test_thornmere_takes_less_than_half_the_room(thornmere):
    whole = page_data(thornmere, READING)
    assert unpack(json.loads(json.dumps(pack(whole)))) == whole
    sizes = [len(json.dumps([each["elements"], each["links"]])) for each in (pack(whole), whole)]
    assert sizes[0] < sizes[1] / 2
