"""Options and arguments that several commands share."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json", "csv")
DEFAULT_ROLE = "facilitator"


if TYPE_CHECKING:
    TextType = click.ParamType[str]
else:
    TextType = click.ParamType  # older releases of click have no type to fill in


class MapAddress(TextType):
    """The address of a map; the ending of a file may be left out where it is there with it."""

    name = "map"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Add the ending where only that is missing; an address of a server stays, and it may ask for a password."""
        del param
        if "://" in value:
            if ctx is None or not ctx.resilient_parsing:  # pressing Tab asks nobody
                from sysmap.cli.signing_in import ask_where_wanted

                ask_where_wanted()
            return value
        path = Path(value)
        with_ending = path.with_name(f"{path.name}.sysmap") if path.name else path
        return str(with_ending) if not path.exists() and with_ending.exists() else value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Complete the names of files."""
        return click.Path().shell_complete(ctx, param, incomplete)


class Completed(TextType):
    """A text that is taken as it was typed, and completed from the map that was named before it.

    Parameters
    ----------
    name : str
        What it is.
    offer : callable
        Gives what fits: of the context and what was typed so far.
    """

    def __init__(self, name: str, offer: Callable[[click.Context, str], list[CompletionItem]]) -> None:
        self.name = name
        self.offer = offer

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it as it was typed; the map decides what it means."""
        del param, ctx
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Give what fits what was typed."""
        del param
        return self.offer(ctx, incomplete)


def _address(ctx: click.Context) -> str:
    """Give the map that was named; where an option still lacks its value click has put it among the rest."""
    return str(ctx.params.get("address") or MapAddress().convert(next(iter(ctx.args), ""), None, ctx))


def _offer_names(ctx: click.Context, typed: str) -> list[CompletionItem]:
    from sysmap.cli.completing import complete_names

    return complete_names(_address(ctx), typed)


def _offer_target(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """Offer names, and after a name what may stand there: words of links, properties."""
    from sysmap.cli.completing import complete_after_name

    before = tuple(ctx.params.get("words") or ctx.params.get("names") or ())
    after = complete_after_name(_address(ctx), before, typed, values=ctx.info_name == "set") if before else []
    return [*after, *_offer_names(ctx, typed)]


def _offer_link_words(ctx: click.Context, typed: str) -> list[CompletionItem]:
    del ctx
    from sysmap.cli.completing import complete_words
    from sysmap.pipeline.names import link_words

    return complete_words(link_words(), typed)


def _offer_kinds(ctx: click.Context, typed: str) -> list[CompletionItem]:
    del ctx
    from sysmap.cli.completing import complete_kinds

    return complete_kinds(typed)


def _offer_scenarios(ctx: click.Context, typed: str) -> list[CompletionItem]:
    from sysmap.cli.completing import complete_names

    return complete_names(_address(ctx), typed, kinds=("Scenario",))


def _offer_moments(ctx: click.Context, typed: str) -> list[CompletionItem]:
    from sysmap.cli.completing import complete_moments

    return complete_moments(_address(ctx), typed)


def _offer_profiles(ctx: click.Context, typed: str) -> list[CompletionItem]:
    from sysmap.cli.completing import complete_profiles

    return complete_profiles(_address(ctx), typed)


ELEMENT_NAME = Completed("name", _offer_names)
TARGET = Completed("name", _offer_target)
LINK_WORD = Completed("how", _offer_link_words)
KIND_WORD = Completed("kind", _offer_kinds)
SCENARIO = Completed("scenario", _offer_scenarios)
MOMENT = Completed("moment", _offer_moments)
PROFILE = Completed("profile", _offer_profiles)


MAP = click.argument("address", metavar="MAP", type=MapAddress())


def map_argument(command: Command) -> Command:
    """Add the argument that names the map."""
    return MAP(command)


def _role_or_default(ctx: click.Context, param: click.Parameter, value: str) -> str:
    given = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
    if given and not value.strip():
        raise click.BadParameter("a role is wanted, such as note-taker", ctx, param)
    return value.strip() or DEFAULT_ROLE


def by_option(command: Command) -> Command:
    """Add who does it."""
    return click.option(
        "--by",
        default=lambda: os.environ.get("SYSMAP_BY", ""),
        callback=_role_or_default,
        metavar="ROLE",
        help=f"The role that does it, never a person's name.  [default: SYSMAP_BY, else {DEFAULT_ROLE}]",
    )(command)


def edit_options(command: Command) -> Command:
    """Add who makes an edit, why, and the format of what is said about it."""
    command = click.option("--why", default="", metavar="TEXT", help="The reason, kept in the log.")(command)
    return format_option(by_option(command))


def format_option(command: Command) -> Command:
    """Add the choice of a format."""
    return click.option(
        "--format",
        "shape",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="Text to read, JSON for programs, CSV for spreadsheets.",
    )(command)


def moment_option(command: Command) -> Command:
    """Add the moment at which the map is asked."""
    return click.option(
        "--at",
        type=MOMENT,
        default="",
        metavar="MOMENT",
        help="Ask the map as it was: a snapshot, the number of an edit, a date.",
    )(command)


def scenario_option(command: Command) -> Command:
    """Add the scenario that is asked."""
    return click.option(
        "--scenario",
        type=SCENARIO,
        default="",
        metavar="NAME",
        help="Ask this scenario.  [default: the base map alone]",
    )(command)


def audience_option(command: Command) -> Command:
    """Add for whom it is; what they may not see is left out."""
    return click.option(
        "--for",
        "audience",
        type=PROFILE,
        default="council",
        show_default=True,
        metavar="WHO",
        help="council, partner, public or another profile: what they may not see is left out and counted.",
    )(command)


def as_of_option(command: Command) -> Command:
    """Add the day on which things are due or overdue."""
    return click.option(
        "--as-of", default="", metavar="DATE", help="The day it speaks of, such as 2026-11-22.  [default: today]"
    )(command)


def money_options(command: Command) -> Command:
    """Add which money: the year, the basis and the currency."""
    for option in (
        click.option(
            "--currency", default="", metavar="CODE", help="The currency.  [default: the commonest on the map]"
        ),
        click.option("--basis", default="", metavar="BASIS", help="actual, committed, budget, forecast or estimate."),
        click.option(
            "--year", default="", metavar="YEAR", help="The financial year.  [default: the latest with actual figures]"
        ),
    ):
        command = option(command)
    return command


def list_option(command: Command, usual: int = 20) -> Command:
    """Add how many rows a text lists, and how many it lists where nobody says."""
    return click.option(
        "--list",
        "listed",
        type=click.IntRange(min=0),
        default=usual,
        show_default=True,
        metavar="N",
        help="How many rows text lists; JSON and CSV hold all.",
    )(command)


def reading_options(command: Command) -> Command:
    """Add what every question about a map takes: moment, scenario, audience, format."""
    for option in (format_option, audience_option, scenario_option, moment_option):
        command = option(command)
    return command


def measuring_options(layer: str) -> Callable[[Command], Command]:
    """Add what every measurement of the drawn map takes beside `reading_options`: which links, and by what engine.

    Parameters
    ----------
    layer : str
        The links that are walked where nobody says.
    """

    def add(command: Command) -> Command:
        command = click.option(
            "--engine",
            type=click.Choice(("memory", "gds")),
            default=None,
            help="Where it is worked out: in this computer's memory, or inside Neo4j by Graph Data Science.  "
            "[default: memory; gds for a map in Neo4j with more than 100,000 links, where it is installed]",
        )(command)
        return layer_option(layer)(command)

    return add


def layer_option(layer: str) -> Callable[[Command], Command]:
    """Add which links are walked.

    Parameters
    ----------
    layer : str
        The links that are walked where nobody says.
    """
    return click.option(
        "--links",
        "layer",
        type=click.Choice(("influences", "money", "all")),
        default=layer,
        show_default=True,
        help="Which links to walk; the three are never mixed unasked.",
    )


def value_option(command: Command) -> Command:
    """Add the setting of any property by its name."""
    command = click.option(
        "--own", is_flag=True, help="Mean a type or property of your own, even where it looks like a slip."
    )(command)
    return click.option(
        "--set", "pairs", multiple=True, metavar="NAME=VALUE", help="Set any property, your own ones too; repeatable."
    )(command)


def property_options(kinds: Sequence[str], *, taken: Sequence[str] = ()) -> Callable[[Command], Command]:
    """Add an option for every property that the vocabulary gives some kinds, so that none is listed twice.

    Parameters
    ----------
    kinds : sequence of str
        Names of the kinds.
    taken : sequence of str
        Properties that the command asks for in another way.
    """
    from sysmap.model.vocabulary import KINDS, Property

    offered: dict[str, list[Property]] = {}
    for kind in kinds:
        for prop in KINDS[kind].properties:
            if prop.name not in taken and not prop.computed:
                offered.setdefault(prop.name, []).append(prop)

    def add(command: Command) -> Command:
        for name, props in reversed(offered.items()):
            values = list(dict.fromkeys(choice.value for prop in props for choice in prop.allowed))
            choose = f"  [{', '.join(values)}]" if 0 < len(values) <= 8 else ""
            command = click.option(
                f"--{name.removesuffix('_id').replace('_', '-')}",
                f"property_{name}",
                metavar=_metavar(props[0]),
                help=props[0].help + choose,
            )(command)
        return command

    return add


def _metavar(prop: Any) -> str:
    return {
        "amount": "AMOUNT",
        "number": "NUMBER",
        "percent": "PERCENT",
        "date": "DATE",
        "ref": "NAME",
        "refs": "NAMES",
    }.get(prop.reads, "TEXT")


def given_properties(options: dict[str, Any]) -> dict[str, str]:
    """Give the values that were given by property options, by property name."""
    return {
        name.removeprefix("property_"): value
        for name, value in options.items()
        if name.startswith("property_") and value is not None
    }
