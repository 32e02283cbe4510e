"""`sysmap template`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import format_option
from sysmap.cli.output import say


@documented(
    "template",
    examples="""
    sysmap template book.xlsx
    """,
)
@click.argument("path", type=click.Path())
@click.option("--force", is_flag=True, help="Replace what is there.")
@format_option
def command(*, path: str, force: bool, shape: str) -> int:
    """Write an empty workbook to send out, with lists to choose from. import reads it when it comes back."""
    from sysmap.pipeline.exporting import export_template

    return say(export_template(path, force=force), shape)
