"""What may not change an answer, however a map is drawn (METHODS 11.8), for methods whose own tests do not say it.

`A[i, j]` is the effect of j on i: a link from j to i fills row i, column j.
"""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.boundaries import report_boundaries
from sysmap.analysis.brokerage import as_ties, find_brokers
from sysmap.analysis.crossing import boundary_betweenness
from sysmap.analysis.dependence import count_stops, read_support
from sysmap.analysis.graph_engine import MemoryEngine
from sysmap.analysis.loops import report_loops
from sysmap.analysis.press.causal_matrix import matrix_of
from sysmap.analysis.press.ensemble import MARGIN, draw_versions, numbers_of_draws
from sysmap.analysis.press.exact import press_exactly
from sysmap.analysis.press.settings import REGIMES
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from tests.analysis.drawn import drawn

SIGNED = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)), st.sampled_from("+-?"), min_size=1, max_size=16
).map(lambda links: [(*ends, sign) for ends, sign in links.items()])
OTHER = {"+": "-", "-": "+", "?": "?"}
few = settings(max_examples=40, deadline=None)


def loops_of(links, names=range(7)):
    """Give how many loops there are of each type and set of elements, by the names given."""
    report = report_loops(drawn(links))
    called = {f"{name:02}": number for number, name in enumerate(names)}
    return Counter(
        (loop.polarity, frozenset(called.get(each, -1) for each in loop.elements))
        for loop in (*report.loops, *report.self_loops)
    )


def gauged(links, turned):
    return [(a, b, OTHER[sign] if (a == turned) != (b == turned) else sign) for a, b, sign in links]


@given(SIGNED, st.integers(0, 6), st.permutations(range(7)))
@few
def test_loops_are_the_same_by_other_names_senses_and_with_links_said_twice(links, turned, names):
    before = loops_of(links)
    assert loops_of([(names[a], names[b], sign) for a, b, sign in links], names) == before
    assert loops_of(gauged(links, turned)) == before
    assert loops_of([*links, links[0]]) == before
    assert loops_of([*links, (80, 81, "-")]) == before


@given(SIGNED, st.data())
@few
def test_a_step_put_into_a_link_makes_loops_longer_and_changes_no_type(links, data):
    a, b, sign = split = data.draw(st.sampled_from(links))
    others = [link for link in links if link != split]
    before = Counter(kind for kind, _ in loops_of(links).elements())
    assert Counter(kind for kind, _ in loops_of([*others, (a, 9, sign), (9, b, "+")]).elements()) == before


@given(st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=4, max_size=4), min_size=4, max_size=4), st.data())
@few
def test_exact_answers_to_a_push_follow_names_and_senses(rows, data):
    signs = [[-1 if i == j else value for j, value in enumerate(row)] for i, row in enumerate(rows)]
    names = data.draw(st.permutations(range(4)))
    turned = data.draw(st.integers(0, 3))
    sense = [-1 if each == turned else 1 for each in range(4)]
    before = press_exactly(signs)
    renamed = press_exactly([[signs[names[i]][names[j]] for j in range(4)] for i in range(4)])
    other = press_exactly([[sense[i] * signs[i][j] * sense[j] for j in range(4)] for i in range(4)])
    for i in range(4):
        for j in range(4):
            share = before.share_rising(names[i], names[j])
            assert renamed.share_rising(i, j) == share
            share = before.share_rising(i, j)
            mirrored = share is not None and sense[i] * sense[j] < 0
            assert other.share_rising(i, j) == (1 - share if mirrored else share)
            assert other.weight(i, j) == before.weight(i, j)


@given(SIGNED, st.permutations(range(7)))
@few
def test_position_follows_names_and_knows_no_signs_and_no_link_twice(links, names):
    def scores(told):
        return MemoryEngine(drawn(told), "influences").measure(["betweenness"]).scores["betweenness"]

    before = scores(links)
    renamed = scores([(names[a], names[b], sign) for a, b, sign in links])
    assert {each: round(renamed[f"{names[int(each)]:02}"], 9) for each in before} == {
        each: round(score, 9) for each, score in before.items()
    }
    assert scores([(a, b, OTHER[sign]) for a, b, sign in links]) == before
    assert scores([*links, links[0]]) == before


TIES = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), min_size=1)


@given(TIES, st.lists(st.integers(0, 2), min_size=6, max_size=6), st.permutations(range(6)))
@few
def test_brokers_follow_names_and_a_bystander_brokers_nothing(pairs, groups, names):
    before = find_brokers(as_ties(sorted(pairs)), groups, permutations=0).counts.tolist()
    dealt = [0] * 6
    for each, group in enumerate(groups):
        dealt[names[each]] = group
    renamed = find_brokers(as_ties(sorted((names[a], names[b]) for a, b in pairs)), dealt, permutations=0).counts
    assert [renamed.tolist()[names[each]] for each in range(6)] == before
    beside = find_brokers(as_ties(sorted(pairs)), [*groups, 0], permutations=0).counts.tolist()
    assert beside == [*before, [0] * len(before[0])]


RESTS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["DEPENDS_ON", "FUNDS", "DELIVERS", "PART_OF"]), st.integers(0, 5)),
    min_size=1,
    max_size=16,
)


@given(RESTS, st.permutations(range(6)))
@few
def test_what_stops_follows_names_and_links_said_twice_and_bystanders_count_once(links, names):
    def stops(told, called=range(6)):
        factors = [Record(f"s{called[each]}", "Service" if each < 4 else "Organisation", {}) for each in range(6)]
        joins = [
            Record(f"l{number}", kind, {"from_id": f"s{called[a]}", "to_id": f"s{called[b]}"})
            for number, (a, kind, b) in enumerate(told)
        ]
        return count_stops(read_support(branch(SystemMap([*factors, Record("x", "Service", {}), *joins]))))

    before = stops(links)
    assert {f"s{names[int(each[1:])]}": count for each, count in before.items()} == stops(links, names)
    assert stops([*links, links[0]]) == before
    assert "x" not in before


def test_what_is_rested_on_stops_what_rests_and_not_the_other_way():
    services = [Record(each, "Service", {}) for each in "ab"]
    made = branch(SystemMap([*services, Record("l", "DEPENDS_ON", {"from_id": "a", "to_id": "b"})]))
    assert count_stops(read_support(made)) == {"b": (1, 1)}


@pytest.mark.parametrize("scale", [0.25, 8.0])
@pytest.mark.parametrize("regime", REGIMES)
def test_a_push_moves_the_same_whatever_the_scale_of_all_weights(monkeypatch, scale, regime):
    """All that acts, damping too, counted in another unit: powers of two, so that not one rounding differs."""
    base = [(1, 2, "+"), (2, 3, "-"), (3, 1, "+"), (2, 4, "?"), (4, 1, "-"), (1, 4, "+"), (5, 2, "-")]

    def signs():
        matrix = matrix_of(drawn(base))
        links = tuple(
            replace(each, smallest=each.smallest * unit, largest=each.largest * unit) for each in matrix.effects
        )
        pushes = [{place: 1.0} for place in range(matrix.size)]
        drawing = draw_versions(
            replace(matrix, effects=links), range(matrix.size), pushes, draws=300, seed=5, regimes=(regime,)
        )
        return [each.responses.tolist() for each in drawing], matrix

    unit = 1.0
    before, matrix = signs()
    assert any(any(any(row) for row in version) for batch in before for version in batch)

    def in_units(*asked):
        numbers = numbers_of_draws(*asked)
        numbers[:, 3 * len(matrix.effects) :] *= unit
        return numbers

    unit = scale
    monkeypatch.setattr("sysmap.analysis.press.ensemble.numbers_of_draws", in_units)
    monkeypatch.setattr("sysmap.analysis.press.ensemble.MARGIN", MARGIN * unit)
    assert signs()[0] == before


@given(SIGNED, st.sampled_from([0.01, 3.0, 1000.0]), st.data())
@few
def test_a_harder_push_moves_the_same_things_the_same_way(links, hard, data):
    matrix = matrix_of(drawn(links))
    place = data.draw(st.integers(0, matrix.size - 1))

    def signs(size):
        drawing = draw_versions(matrix, range(matrix.size), [{place: size}], draws=40, seed=3)
        return [each.responses.tolist() for each in drawing]

    assert signs(hard) == signs(1.0)


HOMES = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["nhs", "housing", ""])), min_size=6, max_size=6)


@given(
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]), min_size=1),
    HOMES,
    st.permutations(range(6)),
    st.permutations(range(4)),
)
@few
def test_what_crosses_a_boundary_follows_names_and_a_bystander_crosses_nothing(pairs, homes, names, bodies):
    """Six factors at home with one of four bodies, or with none; two bodies may be of one sector, or of none."""

    def classes(*, called=range(6), owners=range(4), beside=()):
        owner = {number: body for number, (body, _) in enumerate(homes) if body < 4}
        sectors = {body: sector for body, sector in homes if body < 4 and sector}
        records = [
            *(Record(f"o{owners[body]}", "Organisation", sector_of(sectors.get(body, ""))) for body in range(4)),
            *(Record(f"f{called[number]}", "Factor", {}) for number in range(6)),
            *(join("STEWARDS", f"o{owners[body]}", f"f{called[number]}") for number, body in owner.items()),
            *(join("INFLUENCES", f"f{called[a]}", f"f{called[b]}") for a, b in sorted(pairs)),
            *beside,
        ]
        report = report_boundaries(branch(SystemMap(records)))
        back = {f"f{name}": number for number, name in enumerate(called)}
        return {
            (view, back[each.link.from_id], back[each.link.to_id]): each.boundary_class
            for view, links in report.links.items()
            for each in links
            if each.link.kind == "INFLUENCES"
        }

    before = classes()
    assert len(before) == 2 * len(pairs)
    assert classes(called=names, owners=bodies) == before
    assert classes(beside=[Record("o9", "Organisation", sector_of("nhs")), Record("f9", "Factor", {})]) == before


@given(TIES, st.lists(st.integers(-1, 2), min_size=6, max_size=6), st.permutations(range(6)))
@few
def test_ways_between_groups_follow_names_and_pass_no_bystander(pairs, groups, names):
    before = boundary_betweenness(as_ties(sorted(pairs)), groups).scores
    dealt = [0] * 6
    for each, group in enumerate(groups):
        dealt[names[each]] = group
    renamed = boundary_betweenness(as_ties(sorted((names[a], names[b]) for a, b in pairs)), dealt).scores
    assert [renamed[names[each]] for each in range(6)] == pytest.approx(before.tolist())
    beside = boundary_betweenness(as_ties(sorted(pairs)), [*groups, 1]).scores
    assert beside.tolist() == pytest.approx([*before, 0])


def sector_of(sector):
    return {"sector": sector} if sector else {}


def join(kind, start, finish):
    return Record(f"{kind}:{start}:{finish}", kind, {"from_id": start, "to_id": finish})
