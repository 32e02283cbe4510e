"""What an analyst meets in Neo4j Browser: labels, types, typed values, and everything joined up, after every edit."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.time import Date

from sysmap.errors import ConflictError
from sysmap.model.edits import add, make_edit, remove, set_values
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.stores.base import Store, create, open_store
from sysmap.stores.neo4j.addresses import read_address
from sysmap.stores.neo4j.looking import check_server
from sysmap.stores.neo4j.statements import schema_steps
from tests.neo4j_server.servers import start

FIRST = Record("fac_1", "Factor", {"name": "Carer strain", "source_id": "src_1"})
SECOND = Record("fac_2", "Factor", {"name": "Hospital stays"})
LINK = Record("inf_1", "INFLUENCES", {"from_id": "fac_1", "to_id": "fac_2", "polarity": "+", "source_id": "src_1"})
BACK = Record("inf_2", "INFLUENCES", {"from_id": "fac_2", "to_id": "fac_1", "polarity": "-"})
SOURCE = Record("src_1", "Source", {"publisher": "ONS", "date": "2025-04"})
LOOP = Record("lop_1", "Loop", {"name": "Round", "element_ids": "fac_1;fac_2", "relationship_ids": "inf_1;inf_2"})
AGREEMENT = Record("agr_1", "Agreement", {"name": "Home care", "end_date": "2027-03-31", "notices": "UK4;UK6"})
MEASURE = Record("mea_1", "Measure", {"name": "Days", "factor_id": "fac_2", "kpi_of_agreement": "agr_1"})
SEEN = Record("obs_1", "Observation", {"measure_id": "mea_1", "date": "2026-01-31", "value": "12.50"})
NOTE = Record("not_1", "Note", {"text": "Is this so?"})
ABOUT = Record("abt_1", "ABOUT", {"from_id": "not_1", "to_id": "inf_1"})
EVERYTHING = (FIRST, SECOND, LINK, BACK, SOURCE, LOOP, AGREEMENT, MEASURE, SEEN, NOTE, ABOUT)
BESIDE = (
    Record("org_1", "Organisation", {"name": "Care Board"}),
    Record("svc_1", "Service", {"name": "Home care"}),
    Record(
        "fun_1",
        "FUNDS",
        {"from_id": "org_1", "to_id": "svc_1", "amount": "310000", "service_id": "svc_1", "agreement_id": "agr_1"},
    ),
    Record("txn_1", "Transaction", {"funding_id": "fun_1", "amount": "1200", "payee": "HOME CARE LTD"}),
    Record("pos_1", "Position", {"element_id": "fac_1", "x": "10", "y": "20"}),
    Record("mrg_1", "Merge", {"kept_id": "fac_1", "dropped_id": "fac_9", "dropped": "[]"}),
    Record("vie_1", "View", {"name": "What moves it?", "shape": "outcome", "focus_id": "fac_2"}),
    Record("cmt_1", "Comment", {"about_id": "inf_2", "mark": "wrong", "text": "Not so here"}),
    Record("cmt_2", "Comment", {"about_id": "fac_7", "mark": "agreed"}),
    Record(
        "mea_2",
        "Measure",
        {"name": "Waits", "factor_id": "fac_1", "collected_by": "org_1", "benchmark_source_id": "src_1"},
    ),
    Record("obs_2", "Observation", {"measure_id": "mea_2", "value": "3", "source_id": "src_1", "scenario": "scn_1"}),
    Record("scn_1", "Scenario", {"name": "More nurses"}),
    Record("svc_2", "Service", {"name": "Home care", "scenario": "scn_1", "scenario_target": "svc_1"}),
    Record(
        "inf_3",
        "INFLUENCES",
        {
            "from_id": "fac_1",
            "to_id": "fac_2",
            "scenario": "scn_1",
            "scenario_action": "remove",
            "scenario_target": "inf_2",
        },
    ),
)
"""What names things without being drawn itself; one of them what is not on the map."""
JOINED_UP = [
    ["Comment", "cmt_1", "COMMENTS_ON", "SysmapLink", "inf_2"],
    ["Comment", "cmt_2", "COMMENTS_ON", "SysmapMissing", "fac_7"],
    ["Factor", "fac_1", "ACTS_ON", "SysmapLink", "inf_2"],
    ["Factor", "fac_1", "DRAWN_AT", "Position", "pos_1"],
    ["Factor", "fac_1", "IN_SCENARIO", "Scenario", "scn_1"],
    ["Measure", "mea_2", "BENCHMARK_FROM", "Source", "src_1"],
    ["Measure", "mea_2", "COLLECTED_BY", "Organisation", "org_1"],
    ["Merge", "mrg_1", "MERGED_INTO", "Factor", "fac_1"],
    ["Observation", "obs_2", "CITES", "Source", "src_1"],
    ["Observation", "obs_2", "IN_SCENARIO", "Scenario", "scn_1"],
    ["Organisation", "org_1", "PAYS_FOR", "Service", "svc_1"],
    ["Organisation", "org_1", "PAYS_UNDER", "Agreement", "agr_1"],
    ["Service", "svc_2", "ACTS_ON", "Service", "svc_1"],
    ["Service", "svc_2", "IN_SCENARIO", "Scenario", "scn_1"],
    ["SysmapLink", "fun_1", "FROM", "Organisation", "org_1"],
    ["SysmapLink", "fun_1", "TO", "Service", "svc_1"],
    ["SysmapLink", "inf_2", "FROM", "Factor", "fac_2"],
    ["SysmapLink", "inf_2", "TO", "Factor", "fac_1"],
    ["Transaction", "txn_1", "PAID_UNDER", "SysmapLink", "fun_1"],
    ["View", "vie_1", "LOOKS_AT", "Factor", "fac_2"],
]


class Browser:
    """Looks at a map as somebody with the database open would."""

    def __init__(self, driver: Driver, store: Store) -> None:
        self._driver = driver
        self._map = read_address(store.address).map

    def __call__(self, pattern: str, **given: list[str]) -> list[list]:
        found = self._driver.execute_query(pattern, {"map": self._map, **given}, database_="neo4j")
        return sorted(([*record.values()] for record in found.records), key=repr)


@pytest.fixture
def store(new_map: Callable[[], str]) -> Iterator[Store]:
    with create(new_map()) as made:
        made.commit(make_edit("draw", map(add, EVERYTHING), by="analyst"))
        yield made


@pytest.fixture
def browser(neo4j_server, store: Store) -> Iterator[Browser]:
    with GraphDatabase.driver(neo4j_server.bolt, notifications_min_severity="OFF") as driver:
        yield Browser(driver, store)


def change(store: Store, record_id: str, **values: str) -> None:
    wanted = set_values(store.read_map(bulk=True)[record_id], values)
    assert wanted
    store.commit(make_edit("change", [wanted], by="analyst"))


PASSES = "MATCH (l:Loop {map: $map})-[p:PASSES_THROUGH]->(f) RETURN p.order, f.id, p.relationship_id, labels(f)"
CITES = "MATCH (n {map: $map})-[c:CITES]->(s) RETURN n.id, coalesce(c.relationship_id, ''), s.id"


def test_every_record_is_joined_up(browser: Browser) -> None:
    assert [row[:3] for row in browser(PASSES)] == [[1, "fac_1", "inf_1"], [2, "fac_2", "inf_2"]]
    assert browser(CITES) == [["fac_1", "", "src_1"], ["fac_1", "inf_1", "src_1"]]
    assert browser("MATCH (m:Measure {map: $map})-[:OBSERVED]->(o:Observation) RETURN m.id, o.id") == [
        ["mea_1", "obs_1"]
    ]
    measured = browser("MATCH (what {map: $map})-[:MEASURED_BY]->(m:Measure) RETURN what.id, m.id")
    assert measured == [["agr_1", "mea_1"], ["fac_2", "mea_1"]]
    alone = browser("MATCH (n:SysmapRecord {map: $map}) WHERE NOT (n)--() RETURN n.id")
    assert alone == []


WITHOUT_RECORDS = (
    "MATCH (n {map: $map})-[r]->(m) WHERE r._position IS NULL"
    " AND (n.id IN $mine OR m.id IN $mine OR r._of IN $mine)"
    " AND NOT type(r) IN ['OBSERVED', 'MEASURED_BY']"
    " WITH *, head([x IN labels(n) WHERE x <> 'SysmapRecord']) AS from"
    " RETURN from, n.id, type(r), head([x IN labels(m) WHERE x <> 'SysmapRecord']), m.id"
)
MINE = [*(each.id for each in BESIDE), "inf_2"]


def test_what_stands_beside_the_drawing_is_joined_to_what_it_names(browser: Browser, store: Store) -> None:
    store.commit(make_edit("more", map(add, BESIDE), by="analyst"))
    assert browser(WITHOUT_RECORDS, mine=MINE) == JOINED_UP
    named = browser("MATCH ({map: $map})-[r:PAYS_FOR|PAYS_UNDER|ACTS_ON]->(m) RETURN m.id, r.relationship_id")
    assert named == [["agr_1", "fun_1"], ["inf_2", "inf_3"], ["svc_1", "fun_1"], ["svc_1", None]]
    assert store.read_map(bulk=True) == SystemMap([*EVERYTHING, *BESIDE])
    change(store, "pos_1", element_id="fac_2")
    store.commit(make_edit("less", [remove(each) for each in BESIDE if each.kind != "Position"][::-1], by="analyst"))
    assert browser(WITHOUT_RECORDS, mine=MINE) == [["Factor", "fac_2", "DRAWN_AT", "Position", "pos_1"]]


def test_a_database_of_an_older_sysmap_is_joined_up_once(tmp_path: Path) -> None:
    server = start(tmp_path / "home", owner=os.getpid())
    address = server.address("town")
    try:
        with create(address) as store:
            store.commit(make_edit("draw", map(add, (*EVERYTHING, *BESIDE)), by="analyst"))
        with GraphDatabase.driver(server.bolt, notifications_min_severity="OFF") as driver:
            look = Browser(driver, store)
            drawn = look(WITHOUT_RECORDS, mine=MINE)
            assert drawn == JOINED_UP
            driver.execute_query(
                "MATCH ()-[r:COMMENTS_ON|DRAWN_AT|COLLECTED_BY|MERGED_INTO|PAID_UNDER|LOOKS_AT"
                "|PAYS_FOR|PAYS_UNDER|IN_SCENARIO|ACTS_ON|BENCHMARK_FROM]-() DELETE r"
            )
            driver.execute_query("MATCH (:Observation)-[r:CITES]->() DELETE r")
            driver.execute_query("MATCH (n {map: 'town'}) WHERE n.id IN ['fun_1', 'inf_2', 'fac_7'] DETACH DELETE n")
            driver.execute_query("MATCH (s:SysmapSchema) SET s.version = 4")
            assert look(WITHOUT_RECORDS, mine=MINE) == []
            for _ in range(2):
                with open_store(address) as store:
                    assert store.read_map(bulk=True) == SystemMap([*EVERYTHING, *BESIDE])
                assert look(WITHOUT_RECORDS, mine=MINE) == drawn
            assert check_server(address).schema_version == len(schema_steps())
    finally:
        server.stop()


def test_a_note_on_a_link_leads_to_both_its_ends(browser: Browser) -> None:
    found = browser(
        "MATCH (:Note {map: $map})-[a:ABOUT]->(l:SysmapLink) MATCH (from)<-[:FROM]-(l)-[:TO]->(to)"
        " RETURN a.id, l.id, l.type, from.id, to.id"
    )
    assert found == [["abt_1", "inf_1", "INFLUENCES", "fac_1", "fac_2"]]


def test_values_are_what_cypher_can_count_with(browser: Browser) -> None:
    assert browser("MATCH (o:Observation {map: $map}) RETURN o.value + 1, o.date") == [[13.5, Date(2026, 1, 31)]]
    assert browser("MATCH (a:Agreement {map: $map}) RETURN a.end_date > date('2027-01-01'), a.notices") == [
        [True, ["UK4", "UK6"]]
    ]
    ((day, written),) = browser("MATCH (s:Source {map: $map}) RETURN s.date, s._as_written")
    assert (day, json.loads(written)) == (Date(2025, 4, 1), {"date": "2025-04"})


def test_what_references_imply_is_kept_in_step(browser: Browser, store: Store) -> None:
    change(store, "lop_1", element_ids="fac_2;fac_1", relationship_ids="inf_2")
    assert [row[:3] for row in browser(PASSES)] == [[1, "fac_2", "inf_2"], [2, "fac_1", None]]
    change(store, "inf_1", source_id="")
    assert browser(CITES) == [["fac_1", "", "src_1"]]
    change(store, "fac_1", source_id="")
    assert browser(CITES) == []


def test_a_source_that_goes_and_comes_back_is_cited_again(browser: Browser, store: Store) -> None:
    store.commit(make_edit("remove", [remove(SOURCE)], by="analyst"))
    assert browser(CITES) == [["fac_1", "", "src_1"], ["fac_1", "inf_1", "src_1"]]
    assert browser("MATCH (s:SysmapMissing {map: $map}) RETURN s.id, labels(s)") == [
        ["src_1", ["SysmapRecord", "SysmapMissing"]]
    ]
    assert "src_1" not in store.read_map()
    store.commit(make_edit("back", [add(SOURCE)], by="analyst"))
    assert browser(CITES) == [["fac_1", "", "src_1"], ["fac_1", "inf_1", "src_1"]]
    assert browser("MATCH (s:SysmapMissing {map: $map}) RETURN s.id") == []
    assert list(store.read_map())[-1] == SOURCE


def test_what_holds_a_place_goes_with_the_last_that_joins_it(browser: Browser, store: Store) -> None:
    with pytest.raises(ConflictError, match="abt_1"):
        store.commit(make_edit("remove", [remove(LINK)], by="analyst"))
    store.commit(make_edit("remove", [remove(ABOUT)], by="analyst"))
    assert browser("MATCH (l:SysmapLink {map: $map}) RETURN l.id") == []
    store.commit(make_edit("remove all", [remove(each) for each in (LINK, BACK, FIRST, SECOND)], by="analyst"))
    missing = browser("MATCH (n:SysmapMissing {map: $map}) RETURN n.id")
    assert missing == [["fac_1"], ["fac_2"]]  # the loop and the measure still name them
    store.commit(make_edit("and them", [remove(LOOP), remove(SEEN), remove(MEASURE)], by="analyst"))
    left = browser("MATCH (n:SysmapRecord {map: $map}) RETURN n.id")
    assert left == [["agr_1"], ["not_1"], ["src_1"]]


def test_a_link_turned_round_takes_its_note_along(browser: Browser, store: Store) -> None:
    change(store, "inf_1", from_id="fac_2", to_id="fac_1")
    found = browser("MATCH (from)<-[:FROM]-(l:SysmapLink {map: $map})-[:TO]->(to) RETURN from.id, to.id")
    assert found == [["fac_2", "fac_1"]]
    assert browser("MATCH (n {map: $map})-[c:CITES {relationship_id: 'inf_1'}]->() RETURN n.id") == [["fac_2"]]


def test_every_element_carries_the_number_of_the_edit_that_wrote_it(browser: Browser, store: Store) -> None:
    change(store, "fac_2", note="more")
    assert browser("MATCH (n:Factor {map: $map}) RETURN n.id, n._version") == [["fac_1", 1], ["fac_2", 2]]


def test_the_log_can_be_walked(browser: Browser, store: Store) -> None:
    change(store, "fac_2", note="more")
    store.snapshot("now", by="analyst")
    walked = browser(
        "MATCH (:SysmapSnapshot {map: $map})-[:NAMES]->(e:SysmapEdit)"
        " MATCH (e)-[:FOLLOWS]->(f:SysmapEdit)-[:FOLLOWS]->(m:SysmapMap)"
        " RETURN e.number, f.number, m.name = $map"
    )
    assert walked == [[2, 1, True]]


@pytest.mark.parametrize("kind", ["`back` ticks", "a\\u0060b", "_own", "SysmapRecord", "", "x" * 300, "é家🙂", "CITES"])
def test_kinds_of_ones_own_of_any_name(new_map: Callable[[], str], kind: str) -> None:
    one, two = Record("a", kind, {"name": "One"}), Record("b", kind, {"name": "Two"})
    link = Record("c", kind, {"from_id": "a", "to_id": "b", "map": "mine", "id": "x", "_order": "y", "": "z", "`": "q"})
    with create(new_map()) as store:
        store.commit(make_edit("draw", map(add, (one, two, link)), by="analyst"))
        assert list(store.read_map()) == [one, two, link]
        assert list(store.read_records(kind)) == [one, two, link]
        change(store, "c", note="more")
        store.commit(make_edit("remove", [remove(store.read_map()["c"]), remove(one)], by="analyst"))
        assert store.read_map() == SystemMap([two])


def test_maps_in_one_database_keep_to_themselves(new_map: Callable[[], str]) -> None:
    with create(new_map()) as one, create(new_map()) as two:
        for each in (one, two):
            each.commit(make_edit("draw", map(add, EVERYTHING), by="analyst"))
        change(one, "fac_1", name="Otherwise")
        assert two.read_map() == SystemMap(EVERYTHING)
        assert (one.head, two.head) == (2, 1)
