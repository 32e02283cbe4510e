"""Options of the commands that draw versions of a map, and the telling of a method."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def explain_option(method: str) -> Callable[[Command], Command]:
    """Add the telling of a method in six lines, for which no map is needed.

    Parameters
    ----------
    method : str
        Its name in `sysmap.pipeline.methods`.
    """

    def tell(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
        if wanted:
            from sysmap.pipeline.methods import METHODS

            click.echo(METHODS[method])
            ctx.exit()

    return click.option(
        "--explain",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=tell,
        help="Tell the method in six lines.",
    )


def version_options(command: Command) -> Command:
    """Add how many versions are drawn, from which seed, and how large effects are."""
    for option in (
        click.option(
            "--weights",
            type=click.Choice(("as_said", "uniform", "log_uniform")),
            default="as_said",
            show_default=True,
            help="How large effects are: as people said, anything, or small as likely as large.",
        ),
        click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same answer again."),
        click.option(
            "--draws",
            type=click.IntRange(100, 1_000_000),
            default=2000,
            show_default=True,
            help="How many versions to draw.",
        ),
    ):
        command = option(command)
    return command
