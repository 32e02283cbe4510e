"""Columns come from the vocabulary alone, whatever it declares."""

from pathlib import Path

import pytest

from sysmap.formats import map_formats
from sysmap.formats.layout import Column, layout_of, read_kind, write_kind
from sysmap.formats.workbook_writer import TEMPLATE
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.vocabulary import KINDS, Kind, Property, tables


@pytest.mark.parametrize("table", tables())
def test_every_declared_column_is_read_as_what_it_was_written_for(table):
    layout = layout_of(table)
    columns = layout.order()
    assert [layout.resolve(layout.header(column)) for column in columns] == columns
    assert len({layout.header(column) for column in columns}) == len(columns)


def test_every_property_of_every_kind_has_a_column():
    for kind in KINDS.values():
        layout = layout_of(kind.table)
        detail = kind.name if kind.name in layout.links else ""
        links = {layout.links[kind.name].name} if detail else set()
        there = {column.name for column in layout.order() if column.role == "property" and column.detail == detail}
        assert {prop.name for prop in kind.properties} - links <= there


@pytest.mark.parametrize(
    ("table", "header", "name"),
    [
        ("relationships", "From", "from_id"),
        ("relationships", "to id", "to_id"),
        ("relationships", "WHICH WAY", "polarity"),
        ("relationships", "How-Strong", "strength"),
        ("relationships", "Period Start", "period_start"),
        ("nodes", "Who decides", "control"),
        ("nodes", "Prevention or crisis", "prevention_tier"),
        ("loops", "passes through", "element_ids"),
        ("loops", "node_ids", "element_ids"),
    ],
)
def test_headers_are_read_as_people_write_them(table, header, name):
    assert layout_of(table).resolve(header) == Column("property", name)


def test_an_observation_has_columns_of_its_own_on_the_row_of_its_measure():
    layout = layout_of("measures")
    assert layout.resolve("Obs date") == Column("property", "date", "Observation")
    assert layout.resolve("confidence") == Column("property", "confidence")
    assert layout.resolve("obs_confidence") == Column("property", "confidence", "Observation")
    assert layout.resolve("measure_id") == Column("id")


@pytest.mark.parametrize(
    ("table", "name", "header"),
    [
        ("nodes", "Postcode area", "Postcode area"),
        ("nodes", "label", "own:label"),
        ("nodes", "Sector", "own:Sector"),
        ("measures", "obs_date", "own:obs_date"),
        ("nodes", "own:x", "own:own:x"),
    ],
)
def test_a_property_of_the_users_own_is_never_taken_for_one_of_ours(table, name, header):
    layout = layout_of(table)
    assert layout.header(Column("property", name)) == header
    assert layout.resolve(header) == Column("property", name)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("organisations", "Organisation"), ("works with", "WORKS_WITH"), ("influences", "INFLUENCES"), ("Dream", "Dream")],
)
def test_kinds_are_read_as_people_write_them(text, kind):
    assert read_kind(text) == kind


@pytest.mark.parametrize("name", [*KINDS, "SUPPORTS", "factor", "own:factor", "pays"])
def test_a_kind_is_read_as_the_kind_that_was_written(name):
    assert read_kind(write_kind(name)) == name


def test_the_columns_of_the_template_are_ours():
    for table, headers in TEMPLATE.items():
        assert [header for header in headers if not layout_of(table).knows(header)] == []


VOTE = Kind(
    "Vote",
    "record",
    "vot",
    "votes",
    "vote",
    "votes",
    "What somebody thinks matters most.",
    (
        Property("element_id", "ref", "What it is for."),
        Property("weight", "number", "How many dots."),
        Property("label", "text", "A word for it.", column="vote_label"),
    ),
)
HINT = Kind(
    "Hint",
    "record",
    "hnt",
    "loops",
    "hint",
    "hints",
    "A thought about a loop.",
    (Property("loop_id", "ref", "The loop."), Property("said", "long_text", "What was said.", column="hnt_said")),
)


@pytest.mark.parametrize("each", map_formats(), ids=lambda each: each.name)
def test_a_kind_that_comes_later_needs_one_entry_and_nothing_here(each, monkeypatch, tmp_path):
    monkeypatch.setitem(KINDS, "Vote", VOTE)
    monkeypatch.setitem(KINDS, "Hint", HINT)
    system_map = SystemMap(
        [
            Record("F1", "Factor", {"name": "Carer strain"}),
            Record("v1", "Vote", {"element_id": "F1", "weight": "-3", "label": "=first", "own": "kept"}),
            Record("L1", "Loop", {"name": "Round", "element_ids": "F1"}),
            Record("h1", "Hint", {"loop_id": "L1", "said": "look here"}),
            Record("h2", "Hint", {"loop_id": "L1", "said": "and here", "name": "own"}),
        ]
    )
    path = tmp_path / f"map{each.suffixes[0] if each.suffixes else ''}"
    each.write(system_map, Path(path))
    assert each.read(path).system_map == system_map
    assert [problem for problem in each.read(path).check() if problem.severity == "error"] == []
