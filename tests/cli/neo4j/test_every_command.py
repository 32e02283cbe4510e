"""Every command that takes a map file takes the address of a map in Neo4j, and says the same in the same words."""

import re
from pathlib import Path

import pytest

from sysmap.cli.main import COMMANDS
from sysmap.resources import resource

THORNMERE = resource("sample_maps/thornmere")
AS_OF = ("--as-of", "2026-11-22")

SESSION = [
    ("about", "{}", "note=all ears"),
    ("about", "{}"),
    ("show", "{}"),
    ("show", "{}", "F05"),
    ("add", "{}", "factor", "Trust", "Time"),
    ("link", "{}", "Trust", "more", "F05", "--strength", "2"),
    ("link", "{}", "O01", "funds", "S01", "--amount", "about 5k", "--year", "2025-26"),
    ("set", "{}", "Trust", "control=ours", "--why", "agreed"),
    ("merge", "{}", "Trust", "Time"),
    ("split", "{}", "Time"),
    ("undo", "{}"),
    ("redo", "{}"),
    ("rm", "{}", "F10"),
    ("snapshot", "{}", "öfter"),
    ("diff", "{}", "--from", "1"),
    ("diff", "{}", "--from", "1", "--to", "öfter"),
    ("show", "{}", "--at", "1"),
    ("check", "{}", *AS_OF),
    ("loops", "{}", "--max-length", "4"),
    ("loops", "{}", "--through", "F05", "--max-length", "4", "--format", "csv"),
    ("boundaries", "{}"),
    ("money", "{}"),
    ("money", "{}", "--for", "public"),
    ("leverage", "{}", "--draws", "100"),
    ("press", "{}", "F05", "--draws", "100"),
    ("whatif", "{}", "--less", "F05", "--cut", "F05 -> F06", "--draws", "100"),
    ("funders", "{}"),
    ("funders", "{}", "S01"),
    ("cut", "{}", "O06", "20%"),
    ("prevention", "{}"),
    ("ending", "{}", "--as-of", "2026-11-22"),
    ("outcomes", "{}", *AS_OF),
    ("benefits", "{}"),
    ("value", "{}", *AS_OF),
    ("ties", "{}"),
    ("prices", "{}"),
    ("sustain", "{}"),
    ("decide", "{}", *AS_OF),
    ("learn", "{}", "A02", "--happened", "Few could bid"),
    ("learn", "{}", *AS_OF),
    ("pilot", "{}", *AS_OF),
    ("guardrails", "{}", *AS_OF),
    ("explain", "{}", "G10:A02", "--by", "head of audit", "--until", "2027-03-31", "--why", "Thin market", *AS_OF),
    ("guardrails", "{}", "--rule", "G10", *AS_OF),
    ("duplicates", "{}"),
    ("ask", "{}", "prevention"),
    ("ask", "{}", "boundaries", "--for", "partner", "--format", "csv"),
    ("report", "{}", "two_pages.html", *AS_OF),
    ("depends", "{}"),
    ("depends", "{}", "S01"),
    ("brokers", "{}", "--permutations", "20"),
    ("lab", "micmac", "{}", "--draws", "20"),
    ("lab", "together", "{}", "F05", "--of", "F06", "--draws", "100"),
    ("lab", "rival", "{}", "{}", "--after", "F05 up", "--saw", "F06 down"),
    ("lab", "burt", "{}", "--draws", "20"),
    ("lab", "compare", "{}", "--draws", "100"),
    ("lab", "drivers", "{}", "--draws", "20"),
    ("lab", "fcm", "{}", "--more", "F05", "--draws", "100"),
    ("profile", "{}"),
    ("view", "{}"),
    ("comments", "{}"),
    ("position", "{}", "--draws", "50"),
    ("parts", "{}", "--for", "partner"),
    ("path", "{}", "F05", "F01"),
]
"""What a group does with a map, in order; a map in a file and one in Neo4j are taken through it side by side."""

ELSEWHERE = {
    "new": "below", "import": "below", "log": "below", "export": "below", "render": "below", "share": "below",
    "publish": "below", "query": "test_querying",
    "push": "test_copying", "pull": "test_copying", "copy": "test_copying", "maps": "test_databases",
    "neo4j": "test_databases", "demo": "takes no map", "template": "takes no map", "completion": "takes no map",
}  # fmt: skip

_NEW_ID = re.compile(r"\b([a-z]+)_[0-9a-z]{8,}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")


def alike(text, address):
    """Blot out what differs between any two maps: address, ids of what was added, times."""
    # A shell needs quotation marks around a server's address and none around a file's; CSV doubles them.
    named = text.replace(address, "MAP").replace('"', "")
    return _TIME.sub("TIME", _NEW_ID.sub(r"\1_ID", named))


@pytest.fixture
def both(sysmap, new_map):
    """Give Thornmere imported to a file and to Neo4j."""
    places = ("town.sysmap", new_map())
    said = [alike(sysmap("import", each, THORNMERE, "--new").out, each) for each in places]
    assert said[0] == said[1]
    return places


def test_no_command_is_forgotten():
    assert {words[0] for words in SESSION} | set(ELSEWHERE) == set(COMMANDS)


def test_a_session_goes_the_same_way(sysmap, both):
    for words in SESSION:
        done = []
        for address in both:
            run = sysmap(*(each.format(address) for each in words))
            done.append((alike(run.out, address), alike(run.err, address)))
        assert done[0] == done[1], words
        assert done[0][0], words
    logs = [alike(sysmap("log", address).out, address) for address in both]
    assert logs[0].count("\n") == logs[1].count("\n") > 10
    assert re.sub(r" +", " ", logs[0]) == re.sub(r" +", " ", logs[1])


def test_two_maps_are_compared_wherever_they_are(sysmap, both):
    file, address = both
    sysmap("set", address, "F01", "note=seen")
    for words in ((file, address), (address, file)):
        assert "Changed (1)" in sysmap("diff", *words).out


def test_what_is_written_is_the_same(sysmap, both):
    for number, address in enumerate(both):
        sysmap("export", address, f"tables_{number}/", "--for", "partner")
        sysmap("export", address, f"book_{number}.xlsx")
    files = sorted(each.name for each in Path("tables_0").iterdir())
    assert len(files) > 5
    for name in files:
        assert Path("tables_0", name).read_bytes() == Path("tables_1", name).read_bytes()


def test_a_page_goes_into_the_folder_one_works_in_and_is_called_after_the_map(sysmap, both, neo4j_server):
    name = both[1].partition("map=")[2]
    said = sysmap("render", both[1], *AS_OF, "--format", "json").json
    assert said["path"] == f"{name}.html"
    assert Path(f"{name}.html").is_file()
    awkward = neo4j_server.address("a%2Fb%20..%2Fc%26%3F")
    sysmap("new", awkward)
    assert sysmap("render", awkward, "--format", "json").json["path"] == "a_b .._c_.html"
    Path("pages").mkdir()
    assert Path(sysmap("render", both[1], "pages", "--format", "json").json["path"]) == Path("pages", f"{name}.html")


def test_shares_and_sites_are_made_of_maps_on_a_server(sysmap, both, neo4j_server):
    for number, address in enumerate(both):
        sysmap("share", address, f"share_{number}.html", "--for", "public", *AS_OF)
        sysmap("publish", f"site_{number}", address, *AS_OF)
    # The moment names the last edit, which has an id of its own in each.
    moment = re.compile(r'"moment":"[^"]+"')
    shared, again = (moment.sub("", Path(f"share_{number}.html").read_text("utf-8")) for number in (0, 1))
    assert shared == again
    assert str(neo4j_server.port) not in shared
    site = Path("site_1")
    assert (site / "index.html").is_file()
    for page in site.rglob("*.html"):
        assert f":{neo4j_server.port}" not in page.read_text("utf-8")


def test_a_map_without_a_name_is_called_as_in_its_address(sysmap, new_map):
    address = new_map()
    said = sysmap("new", address).out
    assert f'sysmap add "{address}" factor' in said
    assert "is there already" in sysmap("new", address, code=1).err
    assert sysmap("show", address, "--format", "json").json["map"] == address.partition("map=")[2]


def test_an_address_without_a_map_says_so(sysmap, neo4j_server):
    for words in (("show",), ("new",), ("add", "factor", "One")):
        done = sysmap(words[0], neo4j_server.bolt, *words[1:], code=1)
        assert "names no map: add ?map=" in done.err
        assert len(done.err.splitlines()) == 1


def test_tab_completes_the_names_on_a_map_in_neo4j(both):
    from click.testing import CliRunner

    from sysmap.cli.main import cli

    environment = {
        "_SYSMAP_COMPLETE": "zsh_complete",
        "COMP_WORDS": f"sysmap show '{both[1]}' Emerg",
        "COMP_CWORD": "3",
    }
    told = CliRunner().invoke(cli, prog_name="sysmap", env=environment)
    assert "Emergency admissions aged 65+" in told.output
