"""Write docs/cli.md from the commands themselves. Run it after changing one; a test fails until then."""

from pathlib import Path

import click

from sysmap.cli.documented import DocumentedCommand
from sysmap.cli.json_keys import keys_of
from sysmap.cli.json_keys.parts import Keys
from sysmap.cli.main import COMMANDS, cli

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"

INTRODUCTION = """\
# Command line

Written from the commands by `scripts/cli_reference.py`. Change the commands, not this page.

A map is one file, such as `town.sysmap`; its ending may be left out. Every command tells about itself:
`sysmap add --help`.

**Neo4j.** Wherever a command takes a map it takes the address of one in Neo4j too, such as
`"neo4j://host:7687/neo4j?map=town"`, in quotes for the shell. User and password come from `SYSMAP_NEO4J_USER` and
`SYSMAP_NEO4J_PASSWORD`, the system's keyring, or a question in the terminal; never from the command line.

**Names** may be typed loosely: an id, the whole name, the beginning of it or of a word in it, in any case. Where
several fit, sysmap asks in a terminal and otherwise ends with one line that lists them. It never guesses.

**Formats.** Everything that reports takes `--format text`, `json` or `csv`. Text is a table in a terminal and plain
columns in a pipe. JSON keys are told below and do not change; exact amounts are text. CSV cells that a spreadsheet
would run as a formula begin with an apostrophe. Remarks and errors go to standard error, one line each.

**Exit codes.** 0 done, 1 problems found or no answer, 2 wrong use.

**Moments** (`--at`, `--from`, `--to`, `--since`) are the name of a snapshot, the number of an edit, a date (its end, in
the time of this machine), `start` or `now`.

**Audiences** (`--for`): `council` sees everything, `partner` what is for partners or the public, `public` what is
public. What they may not see is left out before anything else happens, and counted.

**Roles.** Edits are kept with the role that made them (`--by`, else the variable `SYSMAP_BY`, else facilitator), never
a person's name. undo takes back the edits of one role.

**Tab** completes commands, options and the names on the map: see [completion](#completion). `NO_COLOR` is honoured.
"""


def make_page() -> str:
    """Give the page."""
    contents = "\n".join(f"- [{name}](#{name}): {said}" for name, (_, said) in COMMANDS.items())
    parts = [INTRODUCTION, f"## Commands\n\n{contents}\n"]
    with click.Context(cli, info_name="sysmap", **cli.context_settings) as context:
        for name in COMMANDS:
            command = cli.get_command(context, name)
            if isinstance(command, DocumentedCommand):
                parts.append(_section(name, command, context))
            elif isinstance(command, click.Group):
                parts.append(f"## {name}\n\n{_paragraphs(command.help or '')}\n")
                inner = click.Context(command, info_name=name, parent=context)
                for each in command.list_commands(inner):
                    one = command.get_command(inner, each)
                    if isinstance(one, DocumentedCommand):
                        parts.append(_section(one.title, one, inner))
    return "\n".join(parts)


def _section(name: str, command: DocumentedCommand, parent: click.Context) -> str:
    context = click.Context(command, info_name=command.name, parent=parent)
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f"## {name}", "", f"    sysmap {name} {usage}", "", _paragraphs(command.help or ""), ""]
    lines.extend([*(f"    {line}" for line in command.examples), ""])
    for title, options in zip(("option", "what can be said of it"), command.sections(context), strict=True):
        if options:
            lines.extend([f"| {title} | |", "| --- | --- |"])
            lines.extend(f"| `{_cell(names)}` | {_cell(said)} |" for names, said in options)
            lines.append("")
    for title, keys in keys_of(name).items():
        lines.extend(_keys(title, keys))
    return "\n".join(lines)


def _keys(title: str, keys: Keys) -> list[str]:
    rows = [f"| `{key}` | {_cell(said)} |" for key, said in keys.items()]
    return [f"| JSON key of `{title}` | |", "| --- | --- |", *rows, ""]


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(make_page(), encoding="utf-8")
    print(f"Wrote {PAGE}")
