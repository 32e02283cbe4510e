"""`sysmap guardrails`."""

from functools import partial

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import as_of_option, list_option, map_argument, reading_options
from sysmap.cli.output import say


def _tell(ctx: click.Context, _: click.Parameter, rule: str) -> None:
    if not rule:
        return
    from sysmap.errors import SysmapError
    from sysmap.pipeline.guardrails import choose_limits, read_rules, tell_rules

    try:
        rules = frozenset() if rule.casefold() == "all" else read_rules([rule])
    except SysmapError as error:
        raise click.UsageError(str(error), ctx) from error
    click.echo(tell_rules(rules, choose_limits()))
    ctx.exit()


@documented(
    "guardrails",
    examples="""
    sysmap guardrails town.sysmap
    sysmap guardrails town.sysmap --rule G06 --as-of 2026-11-22
    sysmap guardrails --explain-rule G06
    sysmap guardrails town.sysmap --format csv
    """,
)
@map_argument
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Ask this rule only, such as G06; repeatable.")
@click.option(
    "--explain-rule",
    default="",
    is_eager=True,
    expose_value=False,
    callback=_tell,
    metavar="RULE",
    help="Tell what a rule tests, its source and what often trips it; “all” tells every one, with the limits.",
)
@click.option(
    "--nation",
    default="england",
    show_default=True,
    metavar="NATION",
    help="Whose limits count: england, wales, scotland or northern_ireland.",
)
@click.option(
    "--limits", "file", default="", metavar="FILE", help="Limits of your own, TOML as docs/guardrails.md tells."
)
@as_of_option
@partial(list_option, usual=10)
@reading_options
def command(
    *,
    address: str,
    rules: tuple[str, ...],
    nation: str,
    file: str,
    as_of: str,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """List questions worth asking about agreements, money, results and who stands on both sides.

    Twenty rules look at the map. What they find is a question, never an accusation, and a rule without its data says
    what is missing. `sysmap explain` records why a question needs no answer for now.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.guardrails import ask_guardrails, choose_limits, read_rules
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.typed import read_day

    limits, chosen = choose_limits(nation, file), read_rules(rules)
    with progress("Asking"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_guardrails(opened, as_of=read_day(as_of), rules=chosen, limits=limits, listed=listed)
    return say(answer, shape)
