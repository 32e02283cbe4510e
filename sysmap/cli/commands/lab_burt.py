"""`sysmap lab burt`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import layer_option, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option, redraw_options


@documented(
    "lab burt",
    examples="""
    sysmap lab burt town.sysmap
    sysmap lab burt town.sysmap --links money --draws 0
    sysmap lab burt town.sysmap --format csv > burt.csv
    """,
)
@map_argument
@layer_option("all")
@redraw_options
@explain_option("lab burt")
@list_option
@reading_options
def command(
    *,
    address: str,
    layer: str,
    draws: int,
    seed: int,
    listed: int,
    at: str,
    scenario: str,
    audience: str,
    shape: str,
) -> int:
    """Say whose links lead to each other, and who joins others that are not: constraint and effective size (Burt).

    It describes the drawing: a hole in it may be a link that nobody drew.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.opening import open_map
    from sysmap.pipeline.structural_holes import ask_burt

    with progress("Counting"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_burt(opened, layer=layer, draws=draws, seed=seed, listed=listed)  # type: ignore[arg-type]  # one of those click offers
    return say(answer, shape, again=True)
