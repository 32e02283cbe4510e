"""Letting a map out: as tables, a workbook or JSON, for an audience."""

from dataclasses import replace
from pathlib import Path

from sysmap.errors import UsageError
from sysmap.formats import format_for_writing
from sysmap.formats.workbook_writer import write_template
from sysmap.model.sharing import redact, with_own_ids
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.opening import find_moment, say_withheld, withheld_counts
from sysmap.pipeline.profiles import find_profile, refuse_telling_file, refuse_telling_name
from sysmap.stores.base import open_store


def refuse_standard_output(path: Path) -> None:
    """Refuse a dash for a name: what is written is a file or a folder.

    Raises
    ------
    UsageError
        When it is a dash.
    """
    if str(path) == "-":
        raise UsageError("- is no name here: this writes a file, not standard output; give it a name")


def refuse_to_overwrite(path: Path, *, force: bool) -> None:
    """Refuse to write over what is there, unless that was asked for.

    Raises
    ------
    UsageError
        When something is there, or it is the sign for standard output.
    """
    refuse_standard_output(path)
    filled = path.exists() and not (path.is_dir() and not any(path.iterdir()))
    if filled and not force:
        raise UsageError(f"{path} is there already; --force replaces it")


def export_map(
    address: str, path: str, *, wanted: str = "", audience: str = "council", at: str = "", force: bool = False
) -> Answer:
    """Write a map in a format.

    Parameters
    ----------
    address : str
        The map.
    path : str
        Where to.
    wanted : str
        The format; what the path's ending says where empty.
    audience : str
        For whom, the name of a profile; what they may not see does not leave, and neither does the log.
    at : str
        A moment; now where empty.
    force : bool
        Whether to replace what is there.
    """
    target = Path(path)
    refuse_standard_output(target)
    chosen = format_for_writing(target, wanted)
    with open_store(address) as store:
        number = find_moment(store, at)
        now = store.read_map(bulk=True)
        whole = now if number == store.head else store.map_at(number, bulk=True)
        profile = find_profile(now, audience)
        # The log tells of everything that ever was on the map, so it goes to nobody but the council.
        keeps_log = chosen.keeps_log and profile.whole
        edits = store.log()[:number] if keeps_log else []
        snapshots = [each for each in store.snapshots() if each.number <= number] if keeps_log else []
        cautions = store.cautions
    redaction = redact(whole, profile, None if now is whole else now)
    refuse_telling_name(redaction)
    view = redaction.view
    if not view.whole:
        view = replace(view, map=with_own_ids(view.map)[0])
    refuse_telling_file(redaction, target)
    refuse_to_overwrite(target, force=force)
    chosen.write(view.map, target, edits=edits, snapshots=snapshots)
    lines = [f"Wrote {target}: {chosen.words}, {len(view.map):,} records, for {view.audience}."]
    if edits:
        lines.append(f"The log of {len(edits):,} edits is in it.")
    if view.withheld:
        lines.append(say_withheld(view))
    data = {
        "path": str(target),
        "format": chosen.name,
        "audience": view.audience,
        "records": len(view.map),
        "edits": len(edits),
        "withheld": withheld_counts(view),
    }
    columns = ("path", "format", "audience", "records")
    return Answer(tuple(lines), data, make_table(columns, [[str(data[column]) for column in columns]]), cautions)


def export_template(path: str, *, force: bool = False) -> Answer:
    """Write an empty workbook to send out.

    Parameters
    ----------
    path : str
        Where to; the ending .xlsx is added where there is none.
    force : bool
        Whether to replace what is there.

    Raises
    ------
    UsageError
        When the ending is another, or something is there.
    """
    target = Path(path) if Path(path).suffix else Path(f"{path}.xlsx")
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{path}: the template is an Excel workbook; name it .xlsx")
    refuse_to_overwrite(target, force=force)
    write_template(target)
    lines = (f"Wrote {target}.", f"Filled in, it comes back with: sysmap import town.sysmap {target}")
    return Answer(lines, {"path": str(target)}, make_table(("path",), [(str(target),)]))
