"""Bringing a council spend file into a map, and saying to the penny what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sysmap.formats.spend import SpendFile, SpendProfile, read_profile, read_spend
from sysmap.model.commands import describe_map
from sysmap.model.edits import Change
from sysmap.model.maps import SystemMap
from sysmap.model.telling import Tell, say_nothing
from sysmap.pipeline.answers import LISTED
from sysmap.pipeline.spend import SpendReport, spend_edit
from sysmap.pipeline.spend_telling import import_data, reading_data, tell_import, tell_reading
from sysmap.stores.base import Store


@dataclass(frozen=True, slots=True)
class SpendOptions:
    """How to read spend files.

    Parameters
    ----------
    profile : str
        A profile that says how the body writes its files; one named `profile.toml` beside the file is taken by itself.
    payer : str
        Who paid, where the file does not say.
    redact_names : bool
        Whether payees that look like private people become one anonymous organisation.
    listed : int
        How many lines of one sort the text lists.
    replaces : tuple of str
        Names of files on the map that this one stands in place of.
    """

    profile: str = ""
    payer: str = ""
    redact_names: bool = False
    listed: int = LISTED
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class SpendDone:
    """What came of a spend file.

    Parameters
    ----------
    added, updated : Mapping of str to int
        How many records of each kind.
    lines : tuple of str
        What to say.
    data : Mapping of str to Any
        The same as plain JSON values.
    left_out : int
        How many lines may hold money and could not be read.
    """

    added: Mapping[str, int]
    updated: Mapping[str, int]
    lines: tuple[str, ...]
    data: Mapping[str, Any]
    left_out: int = 0


def import_spend(
    store: Store,
    path: Path,
    options: SpendOptions,
    *,
    keep_going: bool,
    by: str,
    why: str = "",
    tell: Tell = say_nothing,
) -> SpendDone:
    """Bring a spend file into a map.

    Parameters
    ----------
    store : Store
        The map.
    path : Path
        The file.
    options : SpendOptions
        How to read it.
    keep_going : bool
        Whether to bring what is sound although some lines could not be read.
    by, why : str
        The role that imports, and its reason.
    tell : Tell
        Told how far it is.

    Raises
    ------
    BadInputError
        When it is no spend file, a line of it could not be read, or nobody says who paid.
    """
    spend_file = read_spend(path, _profile(path, options.profile), tell)
    tell(0, 0, f"Laying {path.name} over the map")
    system_map = store.read_map(bulk=True)
    edit, report = spend_edit(
        system_map,
        spend_file,
        by=by,
        payer=options.payer,
        redact_names=options.redact_names,
        keep_going=keep_going,
        replaces=options.replaces,
    )
    if edit.changes:
        naming = () if system_map.about.get("name") else _naming(system_map, spend_file, report, by)
        tell(0, 0, f"Writing {len(edit.changes):,} changes")
        store.commit(replace(edit, changes=(*edit.changes, *naming), why=why))
    lines = (
        *tell_reading(spend_file, most=options.listed, names=not options.redact_names),
        *tell_import(report, most=options.listed),
    )
    data = {"spend": {**reading_data(spend_file), **import_data(report)}}
    return SpendDone(
        report.added, report.changed, tuple(f"  {line}" for line in lines), data, len(spend_file.unreadable)
    )


def _naming(system_map: SystemMap, file: SpendFile, report: SpendReport, by: str) -> tuple[Change, ...]:
    """Call a map without a name after what the file is: a page has to be called something."""
    days = sorted(each.day for each in file.payments if each.day)
    if days:
        first, last = f"{days[0]:%B %Y}", f"{days[-1]:%B %Y}"
        when = first if first == last else f"{first} to {last}"
    else:
        when = " and ".join(map(str, report.years))
    values = {"name": f"{' and '.join(report.payers)}: payments in {when}", "question": "Who is paid for what?"}
    return describe_map(system_map, values, by=by).changes


def _profile(path: Path, name: str) -> SpendProfile:
    if name:
        return read_profile(Path(name))
    beside = path.with_name("profile.toml")
    return read_profile(beside) if beside.is_file() else SpendProfile()
