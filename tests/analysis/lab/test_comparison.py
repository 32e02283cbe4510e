"""Methods side by side: where they agree by construction, where they cannot, and what must not change an answer."""

import pytest

from sysmap.analysis.lab.comparison import compare_methods
from sysmap.errors import NoAnswerError
from tests.analysis.drawn import drawn

CHAIN = [(0, 1), (1, 2), (2, 3), (3, 4)]


def by_method(found):
    return {
        each.method: dict(zip(found.elements, ranks, strict=True))
        for each, ranks in zip(found.orders, found.ranks, strict=True)
    }


def test_on_a_chain_what_is_near_the_end_does_most_and_what_drives_stands_first():
    found = compare_methods(drawn(CHAIN, confidence="high"), {"04": 1}, draws=200)
    ranks = by_method(found)
    assert found.elements == ("00", "01", "02", "03")
    assert [ranks["fcm"][each] for each in found.elements] == [4, 3, 2, 1]
    assert ranks["press"]["03"] == 1
    assert ranks["betweenness"] == {"00": 4, "01": 2.5, "02": 1, "03": 2.5}
    assert ranks["drivers"]["00"] == 1
    assert ranks["out_degree"] == dict.fromkeys(found.elements, 2.5)
    assert found.left_out == {"loops": "no loops are drawn"}
    level = next(pair for pair in found.pairs if (pair.first, pair.second) == ("betweenness", "out_degree"))
    assert level.tau is None
    assert level.between is None


def test_links_that_cancel_stand_out_in_a_drawing_only():
    # Hub 0 acts on four that pull the outcome both ways; 5 acts on nothing but one of them.
    links = [(0, each) for each in range(1, 5)]
    links += [(1, 6, "+"), (2, 6, "-"), (3, 6, "+"), (4, 6, "-"), (5, 6, "+")]
    found = compare_methods(drawn(links, confidence="high", strength="3"), {"06": 1}, draws=300)
    ranks = by_method(found)
    assert ranks["out_degree"]["00"] == 1
    assert ranks["press"]["00"] == 6
    assert ranks["press"]["05"] < ranks["press"]["00"]
    hub = next(each for each in found.findings if each.about == ("00",))
    assert "stands out in the drawing" in hub.sentence
    assert "number 6 by press" in hub.sentence or "number 6 by fuzzy map" in hub.sentence


def test_without_anything_wanted_only_drawings_are_compared():
    found = compare_methods(drawn([*CHAIN, (4, 0)]), {}, draws=100)
    assert set(found.left_out) == {"press", "fcm"}
    assert not any(each.signed for each in found.orders)
    assert found.agreement is None  # a ring: every method has all level
    with pytest.raises(NoAnswerError, match="fewer than three"):
        compare_methods(drawn([(0, 1)]), {"01": 1})


def test_names_and_links_said_twice_change_no_order():
    links = [(0, 1, "+"), (1, 2, "-"), (2, 0, "+"), (2, 3, "+"), (0, 3, "-")]
    found = compare_methods(drawn(links, confidence="high"), {"03": 1}, draws=200)
    twice = compare_methods(drawn([*links, links[2]], confidence="high"), {"03": 1}, draws=200)
    assert twice.ranks == found.ranks
    renamed = compare_methods(
        drawn([(9 - start, 9 - finish, sign) for start, finish, sign in links], confidence="high"), {"06": 1}, draws=200
    )
    one, other = by_method(found), by_method(renamed)
    for method in set(one) - {"press"}:  # its versions are drawn in the order of ids
        assert {f"{9 - int(each):02}": rank for each, rank in one[method].items()} == other[method]


def test_more_than_one_agree_on_thornmere(base):
    wanted = {each.id: 1 for each in base.of("Factor") if each.get("desired_direction") == "up"}
    found = compare_methods(base, wanted, draws=200)
    assert 0 < found.agreement < 1
    assert len(found.pairs) == 21
    for pair in found.pairs:
        assert pair.between[0] <= pair.tau <= pair.between[1]
    assert found == compare_methods(base, wanted, draws=200)
