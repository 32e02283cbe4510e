from sysmap.model.records import Record
from sysmap.render.tables import tables_of
from tests.render.small_maps import by_id, factor, flow, link, make_branch, organisation, service


def test_every_kind_has_a_table_with_its_name_first_and_its_figures_marked():
    tables = by_id(
        tables_of(
            make_branch(
                organisation("a", "Council", annual_income="1250000.5"),
                organisation("b", "Charity"),
                flow("m", "a", "b", "310000"),
                Record("x", "Own thing!", {"name": "Mine", "colour": "red"}),
            )
        )
    )
    assert list(tables) == ["organisation", "funds", "own-thing-"]
    organisations = tables["organisation"]
    assert organisations["headers"] == ["name", "income a year"]
    assert organisations["rows"] == [["Council", "£1,250,000.50"], ["Charity", "not known"]]
    assert organisations["figures"] == [1]
    assert tables["funds"]["headers"] == ["from", "to", "amount", "period start", "period end", "basis"]
    assert tables["funds"]["rows"] == [["Council", "Charity", "£310,000", "1 April 2025", "31 March 2026", "actual"]]
    assert tables["own-thing-"]["rows"] == [["Mine", "red"]]


def test_what_is_not_known_says_so_and_what_nobody_wrote_stays_empty():
    (table, _, _) = tables_of(
        make_branch(
            service("a", viability_floor="80", note="a note", prevention_tier="acute"),
            service("b"),
            factor("f"),
            link("i", "INFLUENCES", "f", "a"),
        )
    )
    assert table["headers"] == ["name", "prevention or crisis", "least it can run on", "note"]
    assert table["rows"] == [["a", "crisis or immediate need", "80%", "a note"], ["b", "not known", "not known", ""]]


def test_loops_say_what_they_do_and_observations_name_their_measure():
    tables = by_id(
        tables_of(
            make_branch(
                factor("a"),
                factor("b"),
                link("ab", "INFLUENCES", "a", "b", polarity="+"),
                link("ba", "INFLUENCES", "b", "a", polarity="-"),
                Record("l1", "Loop", {"name": "Holds", "element_ids": "a;b"}),
                Record("l2", "Loop", {"name": "Broken", "element_ids": "a;a"}),
                Record("m", "Measure", {"name": "Count", "unit": "people", "factor_id": "a"}),
                Record("o", "Observation", {"measure_id": "m", "date": "2026-03", "value": "1200"}),
            )
        )
    )
    assert [row[1] for row in tables["loop"]["rows"]] == [
        "keeps in check (B)",
        "broken: no link from a to a; no link from a to a",
    ]
    assert tables["observation"]["rows"] == [["Count", "2026-03", "1,200", "people", "not known", ""]]
