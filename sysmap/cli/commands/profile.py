"""`sysmap profile`."""

import sys

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import PROFILE, edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "profile",
    examples="""
    sysmap profile town.sysmap
    sysmap profile town.sysmap public > ours.toml
    sysmap profile town.sysmap "care forum" --from ours.toml
    sysmap profile town.sysmap "care forum" --remove
    """,
)
@map_argument
@click.argument("name", type=PROFILE, default="")
@click.option(
    "--from", "source", default="", metavar="FILE", help="Keep this file as the profile; - reads what is typed."
)
@click.option("--remove", is_flag=True, help="Remove it from the map.")
@edit_options
def command(*, address: str, name: str, source: str, remove: bool, by: str, why: str, shape: str) -> int:
    """List, show or change what shares leave out.

    Without NAME it lists the profiles, with one it shows its text. A profile that ships with sysmap can be kept in the
    map under the same name, changed.
    """
    from sysmap.errors import UsageError
    from sysmap.pipeline import keeping_profiles

    if not name:
        if source or remove:
            raise UsageError("say which profile: sysmap profile MAP NAME --from FILE")
        return say(keeping_profiles.list_profiles(address), shape)
    if remove:
        return say(keeping_profiles.drop_profile(address, name, by=by, why=why), shape)
    if source:
        text = sys.stdin.read() if source == "-" else keeping_profiles.read_profile_file(source)
        return say(keeping_profiles.keep_profile(address, name, text, by=by, why=why), shape)
    return say(keeping_profiles.show_profile(address, name), shape)
