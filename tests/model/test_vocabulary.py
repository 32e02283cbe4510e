"""The declared table: complete, unambiguous, and the only place where a kind is said."""

from collections import Counter

from sysmap.model import vocabulary
from sysmap.model.vocabulary import KINDS, find_kind, kind_of, kinds_in_table, tables

ROOM = {"Organisation", "Service", "Factor", "Loop", "FUNDS", "DELIVERS", "COMMISSIONS", "INFLUENCES", "DEPENDS_ON"}
DOMAIN_ELEMENTS = {
    "Organisation",
    "Service",
    "Factor",
    "Loop",
    "Agreement",
    "Measure",
    "Observation",
    "Place",
    "Role",
    "Source",
    "Note",
    "Scenario",
}
DOMAIN_RELATIONSHIPS = {
    "FUNDS",
    "DELIVERS",
    "COMMISSIONS",
    "INFLUENCES",
    "DEPENDS_ON",
    "WORKS_WITH",
    "STEWARDS",
    "PART_OF",
    "GOVERNS",
    "HOLDS",
    "PARTY_TO",
    "COVERS",
    "IN_PLACE",
    "ABOUT",
}
IMPLIED = {
    "MEASURED_BY",
    "COLLECTED_BY",
    "PASSES_THROUGH",
    "OBSERVED",
    "CITES",
    "DRAWN_AT",
    "LOOKS_AT",
    "MERGED_INTO",
    "PAID_UNDER",
    "COMMENTS_ON",
    "PAYS_FOR",
    "PAYS_UNDER",
    "IN_SCENARIO",
    "ACTS_ON",
    "BENCHMARK_FROM",
    "RATES",
    "IS_NOT",
}


def test_every_kind_of_the_domain_guide_is_declared_or_implied():
    assert set(KINDS) >= DOMAIN_ELEMENTS | DOMAIN_RELATIONSHIPS
    assert {prop.implies for kind in KINDS.values() for prop in kind.properties} - {""} == IMPLIED


def test_what_a_room_draws_needs_a_name_and_nothing_else():
    assert set(KINDS) >= ROOM
    assert all(KINDS[name].room for name in ROOM)
    assert all(kind.property("name") for kind in KINDS.values() if kind.named)


def test_ids_tables_and_headers_cannot_be_confused():
    assert max(Counter(kind.prefix for kind in KINDS.values()).values()) == 1
    for kind in KINDS.values():
        assert max(Counter(prop.header for prop in kind.properties).values()) == 1, kind.name
        assert max(Counter(prop.name for prop in kind.properties).values()) == 1, kind.name
    for table in tables():
        readings = {}
        for kind in kinds_in_table(table):
            for prop in kind.properties:
                # One column may stand for a property of several kinds, but then it has one name.
                assert readings.setdefault(prop.header, prop.name) == prop.name, (table, prop.header)


def test_everything_is_explained_in_a_sentence():
    for kind in KINDS.values():
        assert kind.help.endswith("."), kind.name
        for prop in kind.properties:
            assert prop.help.endswith("."), (kind.name, prop.name)
            assert bool(prop.allowed) == (prop.reads == "choice"), (kind.name, prop.name)
            assert set(prop.refers_to) <= set(KINDS)


def test_money_sits_only_on_funds():
    assert [kind.name for kind in KINDS.values() if kind.property("amount")] == ["FUNDS", "Transaction"]


def test_kinds_are_found_as_people_type_them():
    assert find_kind("factors") is KINDS["Factor"]
    assert find_kind("part of") is KINDS["PART_OF"]
    assert find_kind("Works-With") is KINDS["WORKS_WITH"]
    assert find_kind("risk") is None


def test_a_kind_of_the_users_own_gets_the_common_properties():
    assert kind_of("BLOCKS", joins=True).form == "relationship"
    assert kind_of("Risk").property("name")
    assert vocabulary.property_of("BLOCKS", "to_id")
