"""What a file is: a map in one of the formats, one of our tables, a council's spend file, public data on agreements."""

from pathlib import Path

from sysmap.errors import BadInputError, NotFoundError, UsageError
from sysmap.formats import find_format, map_formats
from sysmap.formats.drawn import NAMES as DRAWN
from sysmap.formats.drawn import drawn_in
from sysmap.formats.guards import check_file, is_workbook
from sysmap.formats.open_data.telling_apart import find_open_data
from sysmap.formats.single_table import SUFFIXES, find_table, is_list_of_names
from sysmap.pipeline.importing_agreements import OPEN_DATA
from sysmap.pipeline.opening import SUFFIX

SPEND = "spend"
TABLE = "table"
_MAYBE_SPEND = (*SUFFIXES, ".xlsx", ".xlsm")
_FOLDER = "csv"


def recognise(path: Path, wanted: str = "") -> str:
    """Say what a file is: a map format, "table NAME" for one of ours, "spend", one of `OPEN_DATA`, a drawing program.

    Parameters
    ----------
    path : Path
        The file or folder.
    wanted : str
        What the user says it is; found out where empty.

    Raises
    ------
    NotFoundError
        When nothing is there.
    BadInputError
        When it is nothing of these; one line that says what it is instead, where that can be seen.
    UsageError
        When there is nothing of the name that the user says it is.
    """
    known = [each.name for each in map_formats()]
    lists = (SPEND, *OPEN_DATA, *DRAWN)
    words = ", ".join([*known, TABLE, *lists])
    if wanted and wanted not in {*known, TABLE, *lists}:
        raise UsageError(f"{path}: cannot be read as {wanted!r}; there are {words}")
    if not path.exists():
        raise NotFoundError(f"{path}: there is no such file or folder")
    if path.suffix.lower() == SUFFIX and path.is_file():
        raise BadInputError(f"{path}: that is a map; use sysmap export to make a file of it, or sysmap diff to compare")
    found = find_format(path)
    if wanted in {*known, *lists}:
        return wanted
    if found is not None and not wanted:
        return found.name
    if not wanted and (other := find_open_data(path) or drawn_in(path)):
        return other
    table = find_table(path)
    if table:
        return f"{TABLE} {table}"
    if is_list_of_names(path):
        raise BadInputError(
            f"{path}: a list of names needs a column label saying what each is (Factor, Service, Organisation ...)"
        )
    return _by_name(path, wanted, words)


def _by_name(path: Path, wanted: str, words: str) -> str:
    """Say what a file is meant to be by how it is called: its reader says what is wrong with it."""
    suffix = path.suffix.lower()
    if path.is_dir() and not wanted:
        return _FOLDER
    if not wanted and suffix in _MAYBE_SPEND:
        return SPEND
    named = next((each.name for each in map_formats() if suffix in each.suffixes), "")
    if named and not wanted:
        return named
    check_file(path)
    if is_workbook(path):
        raise BadInputError(f"{path}: this is a zip archive or workbook; unpack the one, name the other .xlsx")
    if wanted:
        raise BadInputError(
            f"{path}: no row of it is the header of one of our tables; name its columns (label, name for elements;"
            " type, from_id, to_id for links)"
        )
    raise BadInputError(
        f"{path}: this is no map, none of our tables and no spend file that sysmap knows;"
        f" say what it is with --as {words}"
    )
