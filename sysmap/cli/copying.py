"""What push, pull and copy have in common: they show what would change, ask, and do it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from sysmap.cli.options import format_option
from sysmap.cli.output import remark, say

if TYPE_CHECKING:
    from sysmap.pipeline.copying import Copying

Command = TypeVar("Command", bound=Callable[..., object])


def copying_options(command: Command) -> Command:
    """Add how to answer before anything is written."""
    command = click.option("--dry-run", is_flag=True, help="Say what would change and write nothing.")(command)
    command = click.option("--yes", is_flag=True, help="Do not ask before writing.")(command)
    return format_option(command)


def carry_out(plan: "Callable[[], Copying]", *, yes: bool, dry_run: bool, shape: str) -> int:
    """Plan, show, ask unless it only makes a new file, and copy.

    Parameters
    ----------
    plan : callable
        Makes the plan.
    yes : bool
        Whether it is agreed beforehand.
    dry_run : bool
        Whether to show it only.
    shape : {"text", "json", "csv"}
        The format of the answer.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline import copying

    with progress("Comparing"):
        planned = plan()
    if dry_run or not planned:
        return say(copying.tell(planned), shape)
    if not yes and not planned.is_harmless:
        for line in planned.lines:
            remark(line)
        if not _agreed():
            remark("Nothing was written.")
            return 1
    with progress("Copying") as tell:
        answer = copying.copy(planned, tell)
    return say(answer, shape)


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("nothing was written, as nobody is here to agree: --yes agrees beforehand")
    return click.confirm("Go on?", err=True)
