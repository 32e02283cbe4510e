"""Keeping the profiles of a map: listed, shown, changed, removed."""

from collections.abc import Mapping
from pathlib import Path

from sysmap.errors import BadInputError, NotFoundError, UsageError
from sysmap.model.edits import Change, add, make_edit, remove, set_values
from sysmap.model.ids import new_id
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.sharing import parse_profile
from sysmap.model.sharing.profile import check_profile
from sysmap.model.values import clean_text
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.opening import writing
from sysmap.pipeline.profiles import SHIPPED, profile_texts
from sysmap.pipeline.reading_back import tell_edit
from sysmap.stores.base import Store, open_store

LONGEST = 100_000
"""A longer profile is some other file."""


def list_profiles(address: str) -> Answer:
    """List the profiles that a map can be shared by."""
    with open_store(address) as store:
        system_map = store.read_map()
    stored = {record.name for record in system_map.of("ShareProfile")}
    rows: list[tuple[str, str, str, str]] = []
    for name, text in profile_texts(system_map).items():
        kept_in = "this map" if name in stored else "sysmap"
        try:
            profile = parse_profile(name, text)
        except BadInputError as error:
            rows.append((name, str(error), "", kept_in))
        else:
            rows.append((name, profile.title, profile.sees, kept_in))
    table = make_table(("profile", "for whom", "sees", "kept in"), rows)
    data = {"profiles": [dict(zip(("name", "title", "sees", "kept_in"), row, strict=True)) for row in rows]}
    return Answer((table,), data, table)


def show_profile(address: str, typed: str) -> Answer:
    """Show the text of a profile, to be read or changed.

    Raises
    ------
    NotFoundError
        When there is none of that name.
    """
    with open_store(address) as store:
        texts = profile_texts(store.read_map())
    name = next((each for each in texts if each.casefold() == typed.strip().casefold()), "")
    if not name:
        raise NotFoundError(f"there is no profile {typed!r}; there are {', '.join(texts)}")
    return Answer(
        (texts[name].rstrip("\n"),), {"name": name, "text": texts[name]}, make_table(("text",), [(texts[name],)])
    )


def keep_profile(address: str, name: str, text: str, *, by: str, why: str = "") -> Answer:
    """Keep a profile with a map, or change one.

    Parameters
    ----------
    address : str
        The map.
    name : str
        What the profile is called; one of sysmap's own is then replaced for this map.
    text : str
        Its text.
    by, why : str
        The role that does it, and its reason.

    Raises
    ------
    BadInputError
        When it cannot be read, or names what the map does not have; nothing is kept.
    UsageError
        When its name cannot be used.
    """
    name = " ".join(clean_text(name).split())
    if name.casefold() == SHIPPED[0]:
        raise UsageError("council means everything; call a profile that leaves something out by another name")
    if len(text) > LONGEST:
        raise BadInputError(f"profile {name}: {len(text):,} characters are no profile; the most is {LONGEST:,}")
    text = clean_text(text)
    with writing(address) as (store, before):
        check_profile(parse_profile(name, text), before, text)
        known = _kept(before).get(name.casefold())
        change: Change | None
        if known is None:
            change = add(Record(new_id("ShareProfile"), "ShareProfile", {"name": name, "text": text}))
        else:
            change = set_values(known, {"text": text})
        return _commit(store, f"{'kept' if known is None else 'changed'} the share profile “{name}”", change, by, why)


def drop_profile(address: str, name: str, *, by: str, why: str = "") -> Answer:
    """Remove a profile that a map keeps.

    Raises
    ------
    NotFoundError
        When it keeps none of that name.
    """
    with writing(address) as (store, before):
        known = _kept(before).get(name.strip().casefold())
        if known is None:
            raise NotFoundError(f"this map keeps no profile {name!r} of its own (sysmap profile lists them)")
        return _commit(store, f"removed the share profile “{known.name}”", remove(known), by, why)


def read_profile_file(path: str) -> str:
    """Read the text of a profile.

    Raises
    ------
    BadInputError
        When the file cannot be read or is no text.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path}: is no text in UTF-8; a profile is a small TOML file") from error


def _kept(system_map: SystemMap) -> Mapping[str, Record]:
    return {record.name.casefold(): record for record in system_map.of("ShareProfile")}


def _commit(store: Store, what: str, change: Change | None, by: str, why: str) -> Answer:
    edit = make_edit(what, [change] if change else [], by=by, why=why)
    number = store.commit(edit) if change else None
    return tell_edit(store, edit, number, [f"{what[:1].upper()}{what[1:]}." if change else "It is so already."], [])
