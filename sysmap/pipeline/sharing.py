"""Sharing a map: one file for somebody without what they may not see, and a manifest beside it for its maker."""

import hashlib
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sysmap import __version__
from sysmap.analysis.flows import select_flows
from sysmap.errors import BadInputError, StoreError, UsageError
from sysmap.formats.summary_word import SummaryPicture, write_summary
from sysmap.formats.zipping import write_zip
from sysmap.model.maps import SystemMap
from sysmap.model.sharing import Redaction, redact, with_own_ids
from sysmap.pipeline.addresses import file_beside
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.drawing import PageWish, data_for_page, is_page
from sysmap.pipeline.exporting import refuse_standard_output
from sysmap.pipeline.manifest import write_manifest
from sysmap.pipeline.opening import Opened, withheld_counts
from sysmap.pipeline.picturing import draw_paper
from sysmap.pipeline.profiles import find_profile, refuse_telling_file
from sysmap.pipeline.summarising import sum_up
from sysmap.render.about import notes_under
from sysmap.render.drawing.folded import fold
from sysmap.render.drawing.picture import drawing_of
from sysmap.render.drawing.sheet import lay_on_paper
from sysmap.render.figures import count_words, say_day
from sysmap.render.files import write_whole
from sysmap.render.html import render_page

CLAIM = "This map is a claim, not a fact: what the people who made it think, as far as they know."

_BASE_ONLY = "This file shows the base map only; the page beside it has every scenario to choose from."

_NAMED = 12
"""Organisations named to whoever hears what a picture shows."""

_TOLD = 8
"""Warnings said at once; the manifest has all."""


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
    packed : bool
        Whether a zip file is wanted that holds the page, a PDF and a Word summary.
    """

    page: PageWish
    expires: date | None = None
    passphrase: str = ""
    packed: bool = False


def share_map(opened: Opened, path: str, wish: ShareWish, *, force: bool = False) -> Answer:
    """Write a map for somebody: one file, and a manifest for its maker beside it.

    Parameters
    ----------
    opened : Opened
        The map, opened to leave.
    path : str
        Where to; where empty beside the map's file, with the profile in its name.
    wish : ShareWish
        How it is to be made.
    force : bool
        Whether to replace a file that is no share of sysmap's.

    Raises
    ------
    BadInputError
        When the profile leaves nothing; nothing is written then.
    UsageError
        When something else is there, or what is asked for does not go together.
    StoreError
        When the file cannot be written.
    """
    if wish.packed and wish.passphrase:
        raise UsageError("a passphrase locks the HTML file only: leave --zip out, as its PDF and Word file stay open")
    redaction = _redaction(opened)
    refuse_empty(opened, redaction)
    target = _target(opened, path, ".zip" if wish.packed else ".html", force=force)
    refuse_telling_file(redaction, target)
    files, notes = make_share(opened, wish, target.stem)
    content = write_zip(files) if wish.packed else files[f"{target.stem}.html"]
    manifest = target.with_name(f"{target.stem}.manifest.txt")
    settings = {
        "Share": target.name,
        "Digest (SHA-256)": hashlib.sha256(content).hexdigest(),
        "Holds": ", ".join(files) if wish.packed else "",
        "Locked": "by a passphrase that is written nowhere" if wish.passphrase else "",
        "Map": opened.address if "://" not in opened.address else opened.title,
        "Version": f"after edit {opened.number}",
        "Profile": f"{opened.view.audience} ({redaction.profile.title})",
        "As of": wish.page.as_of.isoformat(),
        "Expires": wish.expires.isoformat() if wish.expires else "",
        "Scenario": opened.branch.name_of(opened.branch.scenario) if opened.branch.scenario else "",
        "Made by": f"sysmap {__version__}",
    }
    _write_both(target, content, manifest, write_manifest(redaction, settings, opened.ids).encode("utf-8"))
    return _answer(opened, wish, target, manifest, notes)


def make_share(opened: Opened, wish: ShareWish, stem: str) -> tuple[dict[str, bytes], list[str]]:
    """Give the files of a share by name, and what the maker should know of how they came out.

    Parameters
    ----------
    opened : Opened
        The map, opened to leave.
    wish : ShareWish
        How it is to be made.
    stem : str
        What the files are called, without their endings.
    """
    data = data_for_page(opened, wish.page, said_to_reader(opened, wish))
    page = render_page(data)
    if wish.passphrase:
        from sysmap.render.locking import lock_page

        page = lock_page(page, wish.passphrase)
    files = {f"{stem}.html": page.encode("utf-8")}
    if not wish.packed:
        return files, []
    if wish.page.scenarios and data.get("scenarios"):
        data = {**data, "said": [*data["said"], _BASE_ONLY]}
    files[f"{stem}.pdf"], notes = draw_share(data, wish.page.as_of)
    picture, untold = _picture(data, wish.page.as_of)
    summary = sum_up(opened.branch, data, wish.page.as_of, select_flows(opened.branch, wish.page.year).year)
    files[f"{stem}.docx"] = write_summary(replace(summary, picture=picture))
    notes += untold
    return files, notes


def _picture(data: Mapping[str, Any], as_of: date) -> tuple[SummaryPicture | None, list[str]]:
    """Give the picture of a page's data for a Word file; folded where it is large."""
    drawing = fold(drawing_of(data))
    if not drawing.elements:
        return None, []
    names = [each["name"] for each in drawing.elements if each["kind"] == "Organisation"][:_NAMED]
    shown = count_words(len(drawing.elements), "thing", "things")
    says = f"Picture of {data['summary']} It draws {shown} and {count_words(len(drawing.links), 'link', 'links')}"
    says += f", among them {', '.join(names)}. " if names else ". "
    says += "What is on it stands in the tables of this file and of the page."
    try:
        content, _ = draw_paper(lay_on_paper(drawing, ""), "png", as_of, "")
    except UsageError as error:
        return None, [f"The Word file has no picture: {error}"]
    return SummaryPicture(content, says), []


def draw_share(data: Mapping[str, Any], as_of: date) -> tuple[bytes, list[str]]:
    """Give the picture of a page as PDF, and what to know of how it came out.

    Parameters
    ----------
    data : Mapping
        What the page says (`frontend/src/contract.ts`).
    as_of : date
        The day it speaks of.
    """
    laid = lay_on_paper(drawing_of(data, notes_under(data)), "")
    return draw_paper(laid, "pdf", as_of, data["map"]["made_by"] or "")


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


def _target(opened: Opened, path: str, ending: str, *, force: bool) -> Path:
    name = "".join(each if each.isalnum() or each in "-_" else "_" for each in opened.view.audience)
    beside = file_beside(opened.address, ending)
    beside = beside.with_name(f"{beside.stem}.{name}{ending}")
    target = Path(path) if path else beside
    refuse_standard_output(target)
    if target.is_dir():
        target /= beside.name
    if target.suffix.lower() not in {ending, ".htm" if ending == ".html" else ending}:
        raise UsageError(f"{target}: a share is written as {ending} here; name it so")
    if target.exists() and not force and not (is_page(target) or _is_share(target)):
        raise UsageError(f"{target} is there already and is no share of sysmap's; --force replaces it")
    if not target.parent.is_dir():
        raise StoreError(f"{target} cannot be written: there is no folder {target.parent}")
    return target


def _is_share(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return f"{path.stem}.html" in packed.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def _write_both(target: Path, content: bytes, manifest: Path, account: bytes) -> None:
    """Write share and manifest; where the share cannot be written, no manifest tells of one."""
    known = manifest.read_bytes() if manifest.exists() else None
    try:
        write_whole(manifest, account)
        try:
            write_whole(target, content)
        except OSError:
            if known is None:
                manifest.unlink(missing_ok=True)
            else:
                write_whole(manifest, known)
            raise
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror or error}; nothing was changed") from error


def _answer(opened: Opened, wish: ShareWish, target: Path, manifest: Path, notes: Sequence[str]) -> Answer:
    redaction = _redaction(opened)
    size = target.stat().st_size
    counts = Counter(each.how for each in redaction.went)
    lines = [f"Wrote {target} ({size / 1e6:.1f} MB) for {opened.view.audience}, as of {wish.page.as_of}."]
    if opened.withheld:
        lines.append(opened.withheld)
    lines.append(f"What went and why, for your eyes only: {manifest}")
    lines.extend(f"Look at this: {_ended(each)}" for each in redaction.warnings[:_TOLD])
    if len(redaction.warnings) > _TOLD:
        lines.append(f"{len(redaction.warnings) - _TOLD:,} more like these are in the manifest.")
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
    return Answer(tuple(lines), said, make_table(("how", "what", "why"), rows), (*opened.cautions, *notes))


def _ended(said: str) -> str:
    return said if said.endswith("?") else f"{said}."
