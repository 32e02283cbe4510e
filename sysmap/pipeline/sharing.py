"""Sharing a map: one file for somebody without what they may not see, and a manifest beside it for its maker."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sysmap import __version__
from sysmap.errors import BadInputError, StoreError, UsageError
from sysmap.formats.whole_files import write_whole
from sysmap.model.maps import SystemMap
from sysmap.model.sharing import Redaction, redact, with_own_ids
from sysmap.pipeline.addresses import file_beside
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.drawing import PageWish, is_page, read_for_page
from sysmap.pipeline.exporting import refuse_standard_output
from sysmap.pipeline.manifest import write_manifest
from sysmap.pipeline.opening import Opened, withheld_counts
from sysmap.pipeline.profiles import find_profile
from sysmap.render.figures import say_day
from sysmap.render.html import render_page
from sysmap.render.page import page_data

CLAIM = "This map is a claim, not a fact: what the people who made it think, as far as they know."


@dataclass(frozen=True, slots=True)
class ShareWish:
    """How a share is to be made.

    Parameters
    ----------
    page : PageWish
        What its page shows.
    expires : date, optional
        The day after which its reader is asked to delete it.
    passphrase : str
        What it is locked by; empty for not locked.
    """

    page: PageWish
    expires: date | None = None
    passphrase: str = ""


def share_map(opened: Opened, path: str, wish: ShareWish, *, force: bool = False) -> Answer:
    """Write a map for somebody: one HTML file, and a manifest for its maker beside it.

    Parameters
    ----------
    opened : Opened
        The map, opened to leave.
    path : str
        Where to; where empty beside the map's file, with the profile in its name.
    wish : ShareWish
        How it is to be made.
    force : bool
        Whether to replace a file that is no page of sysmap's.

    Raises
    ------
    BadInputError
        When the profile leaves nothing; nothing is written then.
    UsageError
        When something else is there.
    StoreError
        When the file cannot be written.
    """
    redaction = _redaction(opened)
    refuse_empty(opened, redaction)
    target = _target(opened, path, force=force)
    html = share_page(opened, wish).encode("utf-8")
    manifest = target.with_name(f"{target.stem}.manifest.txt")
    settings = {
        "Share": target.name,
        "Digest (SHA-256)": hashlib.sha256(html).hexdigest(),
        "Map": opened.address if "://" not in opened.address else opened.title,
        "Version": f"after edit {opened.number}",
        "Profile": f"{opened.view.audience} ({redaction.profile.title})",
        "As of": wish.page.as_of.isoformat(),
        "Expires": wish.expires.isoformat() if wish.expires else "",
        "Scenario": opened.branch.name_of(opened.branch.scenario) if opened.branch.scenario else "",
        "Made by": f"sysmap {__version__}",
    }
    _write(manifest, write_manifest(redaction, settings, opened.ids).encode("utf-8"))
    try:
        _write(target, html)
    except StoreError:
        manifest.unlink(missing_ok=True)
        raise
    return _answer(opened, redaction, wish, target, manifest)


def share_page(opened: Opened, wish: ShareWish) -> str:
    """Give the page of a share.

    Parameters
    ----------
    opened : Opened
        The map, opened to leave.
    wish : ShareWish
        How it is to be made.
    """
    reading = replace(read_for_page(opened, wish.page), said=said_to_reader(opened, wish))
    return render_page(page_data(opened.branch, reading))


def said_to_reader(opened: Opened, wish: ShareWish) -> tuple[str, ...]:
    """Give what the reader of a share has to know beside what the map says of itself."""
    contact = opened.view.map.about.get("contact_role")
    return tuple(
        filter(
            None,
            (
                CLAIM,
                f"Version {opened.number}, made for {opened.view.audience} on {say_day(wish.page.as_of)}.",
                f"Questions to: {contact}." if contact else "",
                f"Please delete this file after {say_day(wish.expires)}." if wish.expires else "",
            ),
        )
    )


def ids_in_share(whole: SystemMap, profile: str) -> Mapping[str, str]:
    """Give the id in the map of each id in a share, so that what comes back about a share finds what it is about.

    Parameters
    ----------
    whole : SystemMap
        The map as it was when the share was made, profiles included.
    profile : str
        The profile that it was made for.
    """
    redaction = redact(whole, find_profile(whole, profile))
    if redaction.view.whole:
        return {record.id: record.id for record in whole}
    return with_own_ids(redaction.view.map)[1]


def refuse_empty(opened: Opened, redaction: Redaction) -> None:
    """Refuse a share with nothing in it.

    Raises
    ------
    BadInputError
        When the profile leaves no element of a map that has some.
    """
    if opened.view.map.elements or not any(each.how == "removed" for each in redaction.went):
        return
    drops = redaction.profile.of("drop")
    line = drops[-1].line if drops else 1
    raise BadInputError(
        f"profile {redaction.profile.name}, line {line}: it leaves nothing of this map, so nothing was written;"
        " mark what they may see (sysmap set MAP NAME sensitivity=public) or take a rule out"
    )


def _redaction(opened: Opened) -> Redaction:
    if opened.redaction is None:
        raise UsageError("this map was not opened to leave")
    return opened.redaction


def _target(opened: Opened, path: str, *, force: bool) -> Path:
    name = "".join(each if each.isalnum() or each in "-_" else "_" for each in opened.view.audience)
    beside = file_beside(opened.address, ".html")
    beside = beside.with_name(f"{beside.stem}.{name}.html")
    target = Path(path) if path else beside
    refuse_standard_output(target)
    if target.is_dir():
        target /= beside.name
    if target.exists() and not force and not is_page(target):
        raise UsageError(f"{target} is there already and is no page of sysmap's; --force replaces it")
    if not target.parent.is_dir():
        raise StoreError(f"{target} cannot be written: there is no folder {target.parent}")
    return target


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, _writer(content))
    except BadInputError as error:
        raise StoreError(str(error)) from error


def _writer(content: bytes) -> Callable[[Path], None]:
    def write(stage: Path) -> None:
        stage.write_bytes(content)

    return write


def _answer(opened: Opened, redaction: Redaction, wish: ShareWish, target: Path, manifest: Path) -> Answer:
    size = target.stat().st_size
    counts = Counter(each.how for each in redaction.went)
    lines = [f"Wrote {target} ({size / 1e6:.1f} MB) for {opened.view.audience}, as of {wish.page.as_of}."]
    if opened.withheld:
        lines.append(opened.withheld)
    lines.append(f"What went and why, for your eyes only: {manifest}")
    lines.extend(f"Look at this: {each}." for each in redaction.warnings)
    said = {
        "path": str(target),
        "manifest": str(manifest),
        "bytes": size,
        "profile": opened.view.audience,
        "version": opened.number,
        "as_of": wish.page.as_of.isoformat(),
        "expires": wish.expires.isoformat() if wish.expires else None,
        "scenario": opened.branch.scenario or None,
        "withheld": withheld_counts(opened.view),
        "went": dict(sorted(counts.items())),
        "warnings": list(redaction.warnings),
    }
    rows = [(each.how, each.what, each.why) for each in redaction.went]
    return Answer(tuple(lines), said, make_table(("how", "what", "why"), rows), opened.cautions)
