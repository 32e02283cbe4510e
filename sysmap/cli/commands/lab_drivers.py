"""`sysmap lab drivers`."""

from sysmap.cli.documented import documented
from sysmap.cli.options import layer_option, list_option, map_argument, reading_options
from sysmap.cli.output import say
from sysmap.cli.versions import explain_option, redraw_options


@documented(
    "lab drivers",
    examples="""
    sysmap lab drivers town.sysmap
    sysmap lab drivers town.sysmap --links money --draws 0
    sysmap lab drivers town.sysmap --format csv > drivers.csv
    """,
)
@map_argument
@layer_option("influences")
@redraw_options
@explain_option("lab drivers")
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
    """Say where inputs must enter to steer every element: always, sometimes or never (structural controllability).

    Signs, strengths and what anybody wants play no part. Steered is not improved.
    """
    from sysmap.cli.progress import progress
    from sysmap.pipeline.drivers import ask_drivers
    from sysmap.pipeline.opening import open_map

    with progress("Matching"):
        opened = open_map(address, at=at, scenario=scenario, audience=audience)
        answer = ask_drivers(opened, layer=layer, draws=draws, seed=seed, listed=listed)  # type: ignore[arg-type]  # one of those click offers
    return say(answer, shape, again=True)
