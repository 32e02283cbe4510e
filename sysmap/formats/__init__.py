"""One module a file format. A module here that has a `FORMAT` is a map format and is found by itself."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from sysmap.errors import NotFoundError, UsageError
from sysmap.formats.interface import Format

__all__ = ["find_format", "format_for_writing", "map_formats"]


@cache
def map_formats() -> tuple[Format, ...]:
    """Give every map format, in the order of their names."""
    modules = [importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__)]
    found = (getattr(module, "FORMAT", None) for module in modules)
    return tuple(sorted((each for each in found if isinstance(each, Format)), key=lambda each: each.name))


def find_format(path: Path) -> Format | None:
    """Give the format in which a map is kept at a path, judged by what is there; None where it is no map of ours.

    Raises
    ------
    NotFoundError
        When nothing is there.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: there is no such file or folder")
    return next((each for each in map_formats() if each.sniff(path)), None)


def format_for_writing(path: Path, name: str = "") -> Format:
    """Give the format to write a path in: the one named, else the one its ending says, else a folder.

    Raises
    ------
    UsageError
        When no format has that name or ending.
    """
    formats = map_formats()
    suffix = path.suffix.lower()
    for each in formats:
        if (name == each.name) if name else (suffix in each.suffixes or (not suffix and not each.suffixes)):
            return each
    known = "; ".join(f"{each.name} ({', '.join(each.suffixes) or 'a folder'})" for each in formats)
    raise UsageError(f"{path}: no format {name or suffix!r}; there are {known}")
