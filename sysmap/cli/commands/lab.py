"""`sysmap lab`: methods for analysts who ask."""

from collections.abc import Mapping

import click

from sysmap.cli.main import CommandList

LAB: Mapping[str, tuple[str, str]] = {
    "burt": ("lab_burt", "Say whose links lead to each other (structural holes)."),
    "compare": ("lab_compare", "Put the orders of methods side by side, unaveraged."),
    "drivers": ("lab_drivers", "Say where inputs must enter (structural controllability)."),
    "fcm": ("lab_fcm", "Hold elements up or down and follow (fuzzy cognitive map)."),
    "kappa": ("lab_kappa", "Say how far two raters of interventions agree."),
    "micmac": ("lab_micmac", "Say what drives and what depends (cross-impact)."),
    "rival": ("lab_rival", "Say which of two maps makes what was seen likelier."),
    "together": ("lab_together", "Say which ways several things move together."),
}
"""Every method: its module in `sysmap.cli.commands`, and what the list says of it."""


class Lab(CommandList):
    """The methods, each imported when it is needed."""

    table = LAB
    lists = "sysmap lab --help"


@click.group(cls=Lab, name="lab")
def command() -> None:
    """Try methods of the literature on a map: for analysts who ask for them by name.

    None of them ranks leverage: they describe a drawing. For places to act, ask sysmap leverage.
    """
