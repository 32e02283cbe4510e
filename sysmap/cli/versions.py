"""Options of the commands that draw versions of a map, and the telling of a method."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from sysmap.pipeline.seeing import SeenWish

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


def seen_options(command: Command) -> Command:
    """Add what people saw happen: versions of the map that contradict it are left out."""
    for option in (
        click.option(
            "--after",
            multiple=True,
            metavar="'NAME up'",
            help="What had happened before that; repeatable.  [default: what is asked]",
        ),
        click.option(
            "--since",
            type=click.DateTime(("%Y-%m-%d",)),
            help="Count what the map's measures show since this day as seen.",
        ),
        click.option(
            "--saw",
            multiple=True,
            metavar="'NAME up'",
            help="We saw it move, up or down: leave out versions that contradict it; repeatable.",
        ),
    ):
        command = option(command)
    return command


def read_seen_options(saw: tuple[str, ...], since: datetime | None, after: tuple[str, ...]) -> "SeenWish":
    """Give what was typed as what people saw."""
    from sysmap.pipeline.seeing import SeenWish

    return SeenWish(saw, since.date() if since else None, after)


def redraw_options(command: Command) -> Command:
    """Add how often the map is redrawn, and from which seed."""
    for option in (
        click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same answer again."),
        click.option(
            "--draws",
            type=click.IntRange(0, 100_000),
            default=200,
            show_default=True,
            help="How often to redraw the map, each link kept by how sure people are of it.",
        ),
    ):
        command = option(command)
    return command
