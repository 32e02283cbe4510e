"""No command tells an audience what is withheld from it, on the screen or in a file, in any of its formats.

Commands are found by their option `--for`, so that a new one is tried without anybody adding it to a list.
"""

from pathlib import Path

import click
import pytest

from sysmap.cli.commands.lab import LAB
from sysmap.cli.main import COMMANDS, CommandList, main
from sysmap.pipeline.opening import open_map
from sysmap.pipeline.thirty.table import QUESTIONS
from sysmap.stores.neo4j.questions import list_questions
from tests.full_map import TOLD_BY_THE_LOG, found_in, keep_full_map

FILES = {
    "share": (".html", ".zip"),
    "render": (".html", ".svg", ".pdf", ".png", ".csv"),
    "report": (".docx", ".html"),
    "export": (".json", ".xlsx", ""),
}
"""The endings of what the commands that write a file write; a new one fails until it says what."""

TO_ITS_MAKER = {"share"}
"""Commands that tell on the screen what is secret, as only their maker is there."""

SHAPES = {"partner": ("text", "json"), "public": ("json", "csv")}
SLOW = {"--draws": "100", "--permutations": "20", "--as-of": "2026-11-22"}


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Give a full map's file, the map and its words."""
    path = tmp_path_factory.mktemp("full") / "full.sysmap"
    return path, *keep_full_map(str(path))


def commands():
    """Give each command that takes `--for`, with the words that call it."""
    listed = CommandList("sysmap")
    context = click.Context(listed)
    for name in COMMANDS:
        command = listed.get_command(context, name)
        several = [(f"lab {method}", command.get_command(context, method)) for method in LAB] if name == "lab" else []
        for called, each in several or [(name, command)]:
            if any("--for" in param.opts for param in each.params):
                yield called, each


def ways(name, of):
    """Give the ways to ask a command, each the words behind the map."""
    takes = {
        "funder": ("--funder", of["Organisation"], "--cut", "20%"),
        "supplier": ("--supplier", of["Organisation"]),
        "about": ("--about", of["Service"]),
        "place": ("--place", of["Place"]),
        "start": ("--from", of["Factor"]),
        "finish": ("--to", of["Service"]),
    }
    wants = {"id": of["Service"], "text": "2025-26", "number": "2025", "date": "2026-11-22"}
    asked = {
        "show": ((), *((record_id,) for record_id in of.values())),
        "ask": [(str(each.number), *(word for taken in each.takes for word in takes[taken])) for each in QUESTIONS],
        "query": [
            (each.name, *(word for one in each.parameters for word in ("--param", f"{one.name}={wants[one.wants]}")))
            for each in list_questions()
        ],
        "path": ((of["Factor"], of["Service"]),),
        "press": ((of["Factor"],),),
        "whatif": (("--more", of["Factor"]),),
        "cut": ((of["Organisation"], "20%"), (of["Agreement"],)),
        "decide": ((), (of["Factor"],), (of["Service"],)),
        "depends": ((), (of["Service"],), (of["Organisation"],)),
        "funders": ((), (of["Service"],)),
        "diff": ((), ("--from", "1"), ("--from", "Zq0moment", "--to", "1")),
        "lab fcm": (("--more", of["Factor"]),),
        "lab together": ((of["Factor"], "--of", of["Service"]),),
        "lab rival": (("MAP", "--after", f"{of['Factor']} up", "--saw", f"{of['Service']} down"),),
    }
    return asked.get(name, ((),))


def wanted(command):
    """Give what a command is told beside: that it draws little, the day, and everything that it leaves out unasked."""
    options = {opt: param for param in command.params for opt in param.opts}
    few = [word for option, value in SLOW.items() if option in options for word in (option, value)]
    return few + (["--force"] if "--force" in options else [])


@pytest.mark.parametrize("audience", SHAPES)
def test_no_command_says_a_word_of_it(capsys, monkeypatch, full, audience, tmp_path):
    monkeypatch.chdir(tmp_path)
    path, system_map, tokens = full
    of = {each.kind: each.id for each in reversed(list(system_map)) if each.id.startswith("s") and "9" not in each.id}
    secret = {word for word, (record_id, _) in tokens.fields.items() if record_id.startswith("h")}
    secret |= {system_map["f2-slug"].get("amount"), system_map["f2-slug"].get("note"), *TOLD_BY_THE_LOG}
    # Ids of what is shown are said on the maker's own screen, and in no file.
    unseen = {record.id for record in system_map if record.id not in open_map(str(path), audience=audience).view.map}
    asked = set()
    for name, command in commands():
        for words in ways(name, of):
            for shape in SHAPES[audience] if name not in FILES else ():
                begin = [*name.split(), path, *(path if each == "MAP" else each for each in words)]
                if name == "publish":
                    begin = [name, tmp_path / "site", path]
                done = run(capsys, *begin, "--for", audience, "--format", shape, *wanted(command))
                typed = {each for each in words if isinstance(each, str)}
                assert found_in((done.out + done.err).encode(), (secret | unseen) - typed) == set(), (name, words)
                asked.add(name)
        for ending in FILES.get(name, ()):
            chosen = any("--guardrails" in param.opts for param in command.params) and ending in {".html", ".docx"}
            for more in ([], ["--guardrails"]) if chosen else ([],):
                file = f"{name}{len(more)}{ending}"
                packed = ["--zip"] if ending == ".zip" else []
                done = run(capsys, name, path, file, "--for", audience, *packed, *more, *wanted(command))
                assert Path(file).exists(), done.err
                if name not in TO_ITS_MAKER:
                    assert found_in((done.out + done.err).encode(), secret | unseen) == set(), file
                asked.add(name)
    assert asked == {name for name, _ in commands()}
    everything = secret | {record.id for record in system_map if record.id != "map"}
    files = [each for each in tmp_path.rglob("*") if each.is_file() and "manifest" not in each.name]
    assert len(files) > 25
    for each in files:
        assert found_in(each.read_bytes(), everything) == set(), each.name


def run(capsys, *arguments):
    """Run a command, which may find nothing to say but has to understand what it is asked."""
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    done = capsys.readouterr()
    assert ended.value.code in {0, 1}, (arguments, done.err)
    return done
