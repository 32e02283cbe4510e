"""Every command is documented: in its own help with an example, in the list of commands, and on the page."""

import shlex
from contextlib import suppress

import click
import pytest

from scripts.cli_reference import PAGE, make_page
from sysmap.cli.commands.lab import LAB
from sysmap.cli.documented import DocumentedCommand
from sysmap.cli.main import COMMANDS, cli

ASKED_FOR = {
    *("demo", "new", "add", "link", "set", "rm", "undo", "redo", "log", "snapshot", "diff"),
    *("import", "export", "template", "show", "check", "loops", "boundaries", "money", "render"),
}


SAID = {name: said for name, (_, said) in COMMANDS.items() if name != "lab"}
SAID |= {f"lab {name}": said for name, (_, said) in LAB.items()}
"""What lists of commands say of each, those of the group too."""


def command(name):
    found = cli
    for word in name.split():
        found = found.get_command(click.Context(found), word)
    assert isinstance(found, DocumentedCommand)
    return found


def test_every_command_that_was_asked_for_is_there():
    assert set(COMMANDS) >= ASKED_FOR


def test_the_page_is_written_from_the_commands():
    assert PAGE.read_text("utf-8") == make_page(), "run: python scripts/cli_reference.py"


@pytest.mark.parametrize("name", SAID)
def test_the_page_tells_of_the_command(name):
    page = PAGE.read_text("utf-8")
    assert f"\n## {name}\n" in page
    for option in command(name).params:
        if isinstance(option, click.Option):
            assert option.opts[0] in page


@pytest.mark.parametrize("name", SAID)
def test_the_list_of_commands_says_what_the_command_says_of_itself(name):
    said = SAID[name]
    assert command(name).title == name
    assert len(said) <= 60
    first = (command(name).help or "").split()[0].rstrip(".,:").casefold()
    assert said.split()[0].rstrip(".,:").casefold() == first


@pytest.mark.parametrize("name", SAID)
def test_every_option_is_explained(name):
    silent = [each.opts[0] for each in command(name).params if isinstance(each, click.Option) and not each.help]
    assert silent == []


@pytest.mark.parametrize("name", SAID)
def test_the_examples_can_be_typed(name):
    """Each example is parsed by the command itself, so that none names an option or argument that is not there."""
    assert command(name).examples
    for line in command(name).examples:
        if not line.startswith("sysmap "):
            continue
        words = shlex.split(line.partition(" < ")[0].partition(" > ")[0])
        typed = ["sysmap", *name.split()]
        assert words[: len(typed)] == typed
        # An option that only tells something ends at once.
        with suppress(click.exceptions.Exit):
            command(name).make_context(name, words[len(typed) :], resilient_parsing=False)
