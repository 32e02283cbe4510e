"""The `sysmap` program: its commands by name, and how every failure ends in one line and an exit code.

Typing `sysmap --help` or pressing Tab must not wait for anything: a command's module is imported when the command runs
or shows its own help, and the list of commands is told here.
"""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from sysmap.errors import SysmapError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo", "See sysmap at work: two maps made, asked and drawn."),
    "new": ("new", "Make an empty map."),
    "about": ("about", "Say what a map is called and what it is for."),
    "add": ("add", "Add an element, or a list of them."),
    "link": ("link", "Draw a link between two elements."),
    "set": ("set_values", "Set values of an element or a link."),
    "rm": ("rm", "Remove elements or a link."),
    "merge": ("merge", "Make two elements one, keeping both names."),
    "duplicates": ("duplicates", "List what may be one thing, and take what people decide."),
    "split": ("split", "Take a merge apart again."),
    "undo": ("undo", "Take back your own last edit."),
    "redo": ("redo", "Do again what you undid."),
    "log": ("log", "List what was done, by whom and when."),
    "snapshot": ("snapshot", "Name this moment, or list the named ones."),
    "view": ("view", "List, add or change the views that pages open with."),
    "diff": ("diff", "Compare two moments of a map, or two maps."),
    "import": ("import_files", "Bring files into a map."),
    "export": ("export", "Write a map as tables, a workbook or JSON."),
    "template": ("template", "Write an empty workbook to send out."),
    "show": ("show", "Show a map, or one element with its links."),
    "check": ("check", "List what is wrong or missing."),
    "ask": ("ask", "Ask one of thirty questions in plain words."),
    "report": ("report", "Write two pages for a director: what it says, what lacks."),
    "loops": ("loops", "Find the feedback loops."),
    "boundaries": ("boundaries", "Say which links cross between bodies."),
    "leverage": ("leverage", "Find places to act, and which links to check first."),
    "press": ("press", "Say what moves if there were more of something."),
    "whatif": ("whatif", "Say what moves if several things or links changed."),
    "depends": ("depends", "Say what stops if something stops."),
    "brokers": ("brokers", "Say who stands between groups."),
    "money": ("money", "Say who pays for what."),
    "prevention": ("prevention", "Say what goes to prevention and crisis."),
    "ending": ("ending", "Say what ends in twelve months."),
    "prices": ("prices", "Say what an hour, a week or a place costs."),
    "decide": ("decide", "Say which buying decision moves a place, and by when."),
    "sustain": ("sustain", "Say which loops could pay for themselves."),
    "pilot": ("pilot", "Say where a pilot stands: day, rule, measures, base beside."),
    "learn": ("learn", "Say what was learnt under agreements, or note a lesson."),
    "funders": ("funders", "Say whose money services rest on."),
    "cut": ("cut", "Say what follows if money is cut."),
    "outcomes": ("outcomes", "Say what measures tell, and what has none."),
    "benefits": ("benefits", "Say who pays and who benefits."),
    "value": ("value", "Put kinds of value side by side."),
    "ties": ("ties", "Say how closely bodies work together."),
    "guardrails": ("guardrails", "List questions worth asking about money and agreements."),
    "explain": ("explain", "Record why a question needs no answer for now."),
    "position": ("position", "Say where elements stand in the drawn map."),
    "lab": ("lab", "Try methods for analysts, none of which ranks leverage."),
    "parts": ("parts", "Say what hangs together, and what everything passes through."),
    "path": ("path", "Tell the shortest way from one element to another."),
    "render": ("render", "Draw a map as a page, a picture or tables of what it shows."),
    "publish": ("publish", "Write maps as a static site for any web server."),
    "comments": ("comments", "List what readers sent back, and accept or reject it."),
    "share": ("share", "Write a map for somebody, without what they may not see."),
    "profile": ("profile", "List, show or change what shares leave out."),
    "query": ("query", "Ask a named question, or in Cypher of your own."),
    "maps": ("maps", "List the maps in a database of Neo4j."),
    "push": ("push", "Copy a map file to Neo4j."),
    "pull": ("pull", "Copy a map from Neo4j to a map file."),
    "copy": ("copy", "Copy a map to another place, file or Neo4j."),
    "neo4j": ("neo4j", "Check a database of Neo4j."),
    "completion": ("completion", "Print what makes Tab complete commands and names."),
}
"""Every command: its module in `sysmap.cli.commands`, and what the list of commands says of it."""

INTERRUPTED = 130
"""What programs that were interrupted from the keyboard give."""


class CommandList(click.Group):
    """The commands, each imported when it is needed."""

    table = COMMANDS
    lists = "sysmap --help"

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of all commands, in the order in which people meet them."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in self.table:
            return None
        module = importlib.import_module(f"sysmap.cli.commands.{self.table[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was asked for; say which one may be meant where there is none of that name."""
        name = args[0]
        if name not in self.table and not name.startswith("-"):
            import difflib

            close = difflib.get_close_matches(name, self.table, 1)
            hint = f"did you mean {close[0]}?" if close else f"{self.lists} lists them"
            ctx.fail(f"there is no command {name!r}; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in self.table.items()])


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    if wanted:
        from sysmap import __version__

        click.echo(f"sysmap {__version__}")
        ctx.exit()


@click.group(
    cls=CommandList,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Each command tells more: sysmap add --help. Begin with: sysmap demo --out out",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Record a local system as a map: who does what, what drives what, who pays; ask it; draw it.

    A map is one file, such as town.sysmap, or one in Neo4j, such as neo4j://host:7687/neo4j?map=town. Names may be
    typed loosely.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(2)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and end with its exit code: 0 done, 1 problems found or no answer, 2 wrong use.

    Parameters
    ----------
    arguments : sequence of str, optional
        What was typed after `sysmap`; the process's own where not given.
    """
    _open_what_is_closed()
    _speak_utf8()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output (`| head`) has seen enough.
        _drop_output()
        code = 0
    except OSError as error:
        _drop_output()
        what = error.filename or "what there was to say could not be written (an edit stands)"
        code = _complain(f"{what}: {error.strerror or error}", 1)
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result: Any = cli.main(arguments, prog_name="sysmap", standalone_mode=False)
    except click.ClickException as error:
        return _complain(error.format_message(), error.exit_code, _help_for(error))
    except SysmapError as error:
        return _complain(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        return INTERRUPTED
    return result if isinstance(result, int) else 0


def _complain(message: str, code: int, more: str = "") -> int:
    line = " ".join(message.split())
    with suppress(OSError):  # There may be nobody to complain to.
        click.echo(f"sysmap: {line}{more}", err=True)
    return code


def _help_for(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    if context is None or "--help" in error.message:
        return ""
    return f" ({context.command_path} --help)"


def _open_what_is_closed() -> None:
    """Give streams that were closed before sysmap began (`>&-`) a place, so that no file of ours takes theirs.

    Nothing can be read from that input and nothing written to that output; complaints go nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end


def _drop_output() -> None:
    """Let what is left of the output go nowhere: it must not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Write UTF-8 to files and pipes wherever sysmap runs, and never fail at a letter that a terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace", **({} if stream.isatty() else {"encoding": "utf-8"}))
