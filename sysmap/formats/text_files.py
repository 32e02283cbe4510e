"""Text of any encoding that people's programs write."""

import codecs
from pathlib import Path

from sysmap.errors import BadInputError
from sysmap.formats import guards

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text(path: Path) -> str:
    """Read a text file: UTF-8 or UTF-16 with or without a mark, else Windows text, else what its letters suggest.

    Parameters
    ----------
    path : Path
        The file. Line ends are left as they are.

    Raises
    ------
    BadInputError
        When it is no text, too large, or cannot be opened; one line.
    """
    guards.check_file(path)
    if guards.is_workbook(path):
        raise BadInputError(f"{path}: this is a workbook or zip archive, whatever its name says; name it .xlsx")
    data = path.read_bytes()
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for name in (marked,) if marked else (guards.looks_like_utf16(data[:4096]), "utf-8", "cp1252"):
        if name:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                continue
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    try:
        return data.decode(best.encoding if best else "utf-8")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path}: the letters cannot be read; save it as UTF-8") from error
