"""The keys of every JSON answer are those that are promised: none missing, none untold."""

import json
from pathlib import Path

import pytest

from sysmap.cli.json_keys import JSON_KEYS
from sysmap.cli.main import COMMANDS
from sysmap.formats.comments.block import write_block
from sysmap.formats.comments.reading import make_comment

ROOT = Path(__file__).parents[2]

WITHOUT_JSON = {"demo", "completion"}


def paths_of(data, keys, path=""):
    """Give the paths of the keys in some JSON, going no deeper than the keys that are told."""
    for key, value in data.items():
        here = f"{path}{key}"
        if isinstance(value, dict) and any(told.startswith(f"{here}.") for told in keys):
            yield from paths_of(value, keys, f"{here}.")
        elif isinstance(value, list) and any(told.startswith(f"{here}[].") for told in keys):
            for each in value:
                yield from paths_of(each, keys, f"{here}[].")
        else:
            yield here


@pytest.fixture
def full(sysmap):
    """Give a map on which every list of every answer has something in it."""
    sysmap("import", "full", ROOT / "sample_maps" / "thornmere", "--new")
    sysmap("snapshot", "full", "before")
    sysmap("link", "full", "F05", "more", "F05")
    sysmap(
        "link",
        "full",
        "O01",
        "funds",
        "S01",
        "--amount",
        "5",
        "--year",
        "2025-26",
        "--basis",
        "actual",
        "--mechanism",
        "loan",
    )
    sysmap("rm", "full", "F10")
    sysmap("add", "full", "factor", "Trust", "--owner", "O02")
    sysmap("link", "full", "Trust", "more", "F05")
    sysmap("link", "full", "F05", "more", "Trust")
    sysmap("set", "full", "F01", "note=seen")
    sysmap("add", "full", "observation", "--set", "measure_id=ME06", "--set", "date=2026-10-31", "--set", "value=340")
    sysmap("learn", "full", "A03", "--happened", "Money came late")
    rated = ("intervention=Time at home", "level=5", "rater=facilitator", "about_id=Home care")
    sysmap("add", "full", "rating", *(word for each in rated for word in ("--set", each)))
    about = {"about_id": "F05", "about_kind": "Factor", "about_name": "Crisis spending pressure"}
    marks = {"cmt_0000000001": "wrong", "cmt_0000000002": "agreed"}
    sent = [make_comment({**about, "mark": mark}, each) for each, mark in marks.items()]
    Path("comments.txt").write_text(write_block(sent, "", ""), encoding="utf-8")
    sysmap("comments", "full", "comments.txt", "--anyway")
    Path("raters.csv").write_text("intervention,acts on,A,B\nPanels,S04,5,9\nPools,,1,1\n", encoding="utf-8")
    return "full"


CALLS = {
    "new": ("new", "fresh"),
    "about": ("about", "full"),
    "about NAME=VALUE": ("about", "full", "note=x"),
    "add": ("add", "full", "factor", "Trusts"),
    "link": ("link", "full", "F01", "less", "F02", "--another"),
    "set": ("set", "full", "F01", "control=ours"),
    "rm": ("rm", "full", "F01"),
    "undo": ("undo", "full"),
    "log": ("log", "full"),
    "snapshot": ("snapshot", "full"),
    "snapshot NAME": ("snapshot", "full", "now so"),
    "diff": ("diff", "full", "--from", "before"),
    "export": ("export", "full", "full.json"),
    "template": ("template", "book.xlsx"),
    "show": ("show", "full"),
    "show NAME": ("show", "full", "F05"),
    "check": ("check", "full"),
    "loops": ("loops", "full"),
    "loops --rank, --sils or --strongest": ("loops", "full", "--rank", "--draws", "100"),
    "boundaries": ("boundaries", "full"),
    "boundaries --groups": ("boundaries", "full", "--groups", "sector", "--permutations", "20"),
    "leverage": ("leverage", "full", "--draws", "100"),
    "press": ("press", "full", "F05", "--draws", "100"),
    "whatif": ("whatif", "full", "--cut", "F05 -> F06", "--draws", "100"),
    "depends": ("depends", "full"),
    "depends NAME": ("depends", "full", "Home care"),
    "brokers": ("brokers", "full", "--permutations", "20"),
    "lab burt": ("lab", "burt", "full", "--draws", "20"),
    "lab compare": ("lab", "compare", "full", "--draws", "100"),
    "lab drivers": ("lab", "drivers", "full", "--draws", "20"),
    "lab fcm": ("lab", "fcm", "full", "--more", "F05", "--draws", "100"),
    "lab kappa": ("lab", "kappa", "full", "--from", "raters.csv"),
    "lab micmac": ("lab", "micmac", "full", "--draws", "20"),
    "lab together": ("lab", "together", "full", "F06", "--of", "Steady Steps", "--of", "Frailty", "--draws", "500"),
    "lab rival": ("lab", "rival", "full", "full", "--after", "F05 up", "--saw", "F06 down", "--draws", "1000"),
    "money": ("money", "full"),
    "prevention": ("prevention", "full"),
    "outcomes": ("outcomes", "full", "--as-of", "2026-11-22"),
    "benefits": ("benefits", "full"),
    "value": ("value", "full", "--as-of", "2026-11-22"),
    "ties": ("ties", "full"),
    "ending": ("ending", "full", "--as-of", "2026-11-22"),
    "decide": ("decide", "full", "--as-of", "2026-11-22"),
    "prices": ("prices", "full"),
    "sustain": ("sustain", "full"),
    "pilot": ("pilot", "full", "--as-of", "2026-11-22"),
    "learn": ("learn", "full", "--as-of", "2026-11-22"),
    "learn AGREEMENT --happened TEXT": ("learn", "full", "A02", "--happened", "Few bids"),
    "funders": ("funders", "full"),
    "funders SERVICE --more AMOUNT": ("funders", "full", "Home care", "--more", "500k"),
    "cut": ("cut", "full", "Central government", "--draws", "200"),
    "guardrails": ("guardrails", "full", "--as-of", "2026-11-22"),
    "explain": (
        *("explain", "full", "G07:A02", "--by", "Head of audit", "--until", "2027-03-31", "--why", "An option."),
        *("--as-of", "2026-11-22"),
    ),
    "position": ("position", "full", "--draws", "20"),
    "parts": ("parts", "full"),
    "path": ("path", "full", "F01", "F09"),
    "render": ("render", "full"),
    "comments": ("comments", "full"),
    "share": ("share", "full", "--for", "partner"),
    "profile": ("profile", "full"),
    "profile NAME": ("profile", "full", "public"),
    "publish": ("publish", "site", "full"),
    "ask": ("ask", "--all"),
    "ask MAP QUESTION": ("ask", "full", "prevention"),
    "report": ("report", "full", "two_pages.html"),
    "query": ("query",),
    "query --explain NAME": ("query", "--explain", "spend_by_service"),
    "query MAP NAME": ("query", "full", "spend_by_service", "--param", "year=2025-26"),
    "copy": ("copy", "full", "again"),
}

SOMETIMES = {
    # What only some edits and elements have.
    "like[].name", "like[].id", "like[].like", "payments[].id", "payments[].kind", "payments[].values",
    "paid_back[].id", "paid_back[].name", "paid_back[].amount",
    "not_spent[].id", "not_spent[].name", "not_spent[].amount",
    "circles[].bodies", "circles[].smallest", "circles[].rests_on",
    "measures[].id", "measures[].kind", "measures[].values",
    # What only a lost supplier or an ended agreement has.
    "services[].buys[].unit", "services[].buys[].biodiversity_kind", "services[].buys[].count", "services[].buys[].of",
    "services[].buys[].count_at_least", "services[].buys[].of_at_least",
}  # fmt: skip


@pytest.mark.parametrize("title", CALLS)
def test_an_answer_has_the_keys_that_are_told(sysmap, full, title):
    answer = sysmap(*CALLS[title], "--format", "json").json
    keys = JSON_KEYS[title]
    found = set(paths_of(answer, keys))
    assert found - keys.keys() == set()
    assert keys.keys() - found - SOMETIMES == set()


def test_what_a_lost_supplier_sells_is_told_by_the_keys_that_are_told(sysmap, full):
    answer = sysmap("cut", full, "Larkfield", "--as", "supplier", "--draws", "200", "--format", "json").json
    buys = {each for each in JSON_KEYS["cut"] if each.startswith("services[].buys[].")}
    found = set(paths_of(answer, JSON_KEYS["cut"]))
    assert buys <= found <= set(JSON_KEYS["cut"])


def test_what_comes_in_is_told_by_the_keys_that_are_told(sysmap, tmp_path):
    (tmp_path / "nodes.csv").write_text("id,label,name\nx,factor,\n", encoding="utf-8")
    spend = next((ROOT / "sample_maps" / "leeds_spend").glob("*.csv"))
    contracts = ROOT / "tests" / "data" / "ocds" / "contracts_finder_2025-01-23_cut.json"
    drawn = {"nodes": [{"id": "a", "label": "A"}], "edges": [{"from": "a", "to": "a"}]}
    (tmp_path / "a.prsm").write_text(json.dumps(drawn), encoding="utf-8")
    sysmap("new", "t")
    files = (spend, contracts, "a.prsm", "nodes.csv")
    answer = sysmap("import", "t", *files, "--keep-going", "--format", "json", code=1).json
    found = set(paths_of(answer, JSON_KEYS["import"]))
    assert found == set(JSON_KEYS["import"])


def test_merging_and_splitting_answer_like_every_edit(sysmap, town):
    sysmap("add", town, "factor", "Carer strains")
    for call in (("merge", town, "Carer strain", "Carer strains"), ("split", town, "Carer strains"), ("redo", town)):
        done = sysmap(*call, "--format", "json", code=1 if call[0] == "redo" else 0)
        if done.out:
            assert set(paths_of(json.loads(done.out), JSON_KEYS["merge"])) <= set(JSON_KEYS["merge"])


def test_every_command_that_answers_in_json_tells_its_keys():
    assert {title.partition(" ")[0] for title in JSON_KEYS} == set(COMMANDS) - WITHOUT_JSON


def test_the_keys_of_loops_are_those_that_were_promised():
    promised = {"complete_to_length", "count", "at_least"}
    promised |= {f"loops[].{key}" for key in ("id", "name", "elements", "relationships", "length", "polarity")}
    assert promised <= set(JSON_KEYS["loops"])
