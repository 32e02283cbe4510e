"""`sysmap demo`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.output import say


@documented(
    "demo",
    examples="""
    sysmap demo
    sysmap demo --out out
    """,
)
@click.option(
    "--out", "folder", default="out", show_default=True, type=click.Path(), help="Where to put maps and pages."
)
def command(*, folder: str) -> None:
    """See sysmap at work: two maps made, asked and drawn.

    Thornmere is an invented town; Leeds is a real council's payments of one month. Files of an earlier demo in the
    folder are replaced.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.demo import run_demo

    answers = run_demo(folder)
    while True:
        with progress("Working"):
            answer = next(answers, None)
        if answer is None:
            break
        say(answer, "text")
        click.echo()
