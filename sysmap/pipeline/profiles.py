"""Profiles of shares: those that ship with sysmap, and those that a map keeps."""

from pathlib import Path

from sysmap.errors import BadInputError, UsageError
from sysmap.model.maps import SystemMap
from sysmap.model.sharing import Profile, Redaction, parse_profile
from sysmap.model.sharing.profile import check_profile
from sysmap.resources import resource

SHIPPED = ("council", "partner", "public", "supplier-blind", "no-money", "amounts-in-bands")
"""Profiles that come with sysmap, the one that removes nothing first."""


def profile_texts(system_map: SystemMap) -> dict[str, str]:
    """Give the text of every profile by name: those that ship with sysmap, and over them those of the map."""
    texts = {name: resource(f"profiles/{name}.toml").read_text(encoding="utf-8") for name in SHIPPED}
    return {**texts, **{record.name: record.get("text") for record in system_map.of("ShareProfile")}}


def find_profile(system_map: SystemMap, typed: str, *, check: bool = True) -> Profile:
    """Give the profile of that name.

    Parameters
    ----------
    system_map : SystemMap
        The whole map, which may keep profiles of its own.
    typed : str
        The name, in any case.
    check : bool
        Whether it has to fit the map; only a profile that is already in use need not.

    Raises
    ------
    UsageError
        When there is none.
    BadInputError
        When it cannot be read, or names what the map does not have.
    """
    name = typed.strip().casefold()
    own = {record.name.casefold(): record for record in system_map.of("ShareProfile")}
    if name in own:
        text = own[name].get("text")
        profile = parse_profile(own[name].name, text)
    elif name in SHIPPED:
        text = resource(f"profiles/{name}.toml").read_text(encoding="utf-8")
        profile = parse_profile(name, text)
    else:
        known = ", ".join(dict.fromkeys((*SHIPPED, *(record.name for record in system_map.of("ShareProfile")))))
        raise UsageError(f"there is no audience or profile {typed!r}; choose one of {known}")
    if check:
        check_profile(profile, system_map, text)
    return profile


def refuse_telling_file(redaction: Redaction | None, path: Path) -> None:
    """Refuse a file whose own name says what was left out of it: whoever is given it reads that first.

    Raises
    ------
    UsageError
        When it does.
    """
    found = redaction.names_in(path.stem) if redaction is not None else []
    if found:
        raise UsageError(
            f"{path}: the name of this file says “{found[0]}”, which is withheld, and whoever is given it reads that;"
            " write it under another name"
        )


def refuse_telling_name(redaction: Redaction) -> None:
    """Refuse a profile whose own name says what it withholds: whoever is given a share reads for whom it was made.

    Raises
    ------
    BadInputError
        When it does.
    """
    name = redaction.profile.name
    found = redaction.names_in(name) if name not in SHIPPED else []
    if found:
        raise BadInputError(
            f"profile {name}: its name says “{found[0]}”, which it withholds, and readers see for whom a share is;"
            " keep it under another name (sysmap profile MAP NAME --from FILE)"
        )
