"""What a scenario's data differ by makes them out of the base's, whatever they are."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from sysmap.render.differences import difference, differing_tables
from tests.render.reading_back import changed

THINGS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3)).map(
    lambda things: [{"id": name, "value": value, "list": [value]} for name, value in things.items()]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "x"]) | THINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("pqr"), inner, max_size=3),
    max_leaves=8,
)


def written(value):
    """Write a value so that true is not 1, and the order of names tells nothing, as in JSON."""
    return json.dumps(value, sort_keys=True)


@given(JSON, JSON)
@example({"p": True, "q": 1, "r": False}, {"p": True, "r": False, "q": 1})
@example({"p": True}, {"p": 1})
def test_the_base_and_what_differs_give_the_other(base, other):
    found = difference(base, other)
    assert found is None or written(changed(base, found)) == written(other)
    assert (found is None) == (written(base) == written(other))


def test_only_what_differs_is_written():
    base = [{"id": each, "name": f"Thing {each}", "facts": ["a"]} for each in "abc"]
    other = [base[0], {**base[1], "name": "Other"}, {"id": "n", "name": "New", "facts": []}]
    assert difference(base, other) == {
        "by": "id",
        "same": {"b": {"names": {"name": {"is": "Other"}}}},
        "gone": ["c"],
        "new": [["b", other[2]]],
    }


def test_rows_of_a_table_are_those_of_the_base_and_new_ones():
    table = {"id": "t", "headers": ["h"], "rows": [["a"], ["b"], ["c"], ["b"]]}
    assert differing_tables([table], [table]) == [{"id": "t"}]
    (found,) = differing_tables([table], [{**table, "rows": [["a"], ["b"], ["n"], ["b"]]}])
    assert found["rows"] == [[0, 2], ["n"], [3, 4]]
    (fresh,) = differing_tables([], [table])
    assert fresh["rows"] == table["rows"]
