"""The demonstration: two sample maps made, asked and drawn."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sysmap.errors import StoreError
from sysmap.pipeline.answers import Answer, Table, make_table
from sysmap.pipeline.boundaries import ask_boundaries
from sysmap.pipeline.drawing import PageWish, draw_map
from sysmap.pipeline.importing import import_files
from sysmap.pipeline.importing_spend import SpendOptions
from sysmap.pipeline.loops import ask_loops
from sysmap.pipeline.money import ask_money
from sysmap.pipeline.opening import SUFFIX, open_map
from sysmap.resources import resource

DAY = date(2026, 11, 22)
"""The day that the sample speaks of, so that the demonstration says the same on every day."""

LISTED = 5


def run_demo(folder: str) -> Iterator[Answer]:
    """Make the sample maps in a folder, ask them and draw them, giving each answer as it comes.

    Maps and pages that an earlier demonstration left there are replaced.

    Parameters
    ----------
    folder : str
        Where to.

    Raises
    ------
    StoreError
        When the folder cannot be written to.
    """
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{place} cannot be made: {error.strerror or error}") from error
    thornmere, leeds = (place / f"{name}{SUFFIX}" for name in ("thornmere", "leeds_spend"))
    pages = []
    yield _titled("Thornmere, an invented town: care, prevention, housing and nature")
    yield _import(thornmere, str(resource("sample_maps/thornmere")))
    opened = open_map(str(thornmere))
    yield ask_loops(opened, keep=LISTED)
    yield ask_boundaries(opened, listed=LISTED)
    yield ask_money(opened, listed=LISTED)
    pages.append(draw_map(opened, "", PageWish(DAY, scenarios=True), force=True))
    yield _titled("Leeds City Council: what it paid in June 2020, adults and health")
    yield _import(leeds, *map(str, sorted(resource("sample_maps/leeds_spend").glob("*.csv"))))
    opened = open_map(str(leeds))
    yield ask_money(opened, listed=LISTED)
    pages.append(draw_map(opened, "", PageWish(DAY), force=True))
    yield _titled("Open these in a browser")
    yield _written(place, [str(page.data["path"]) for page in pages])


def _import(address: Path, *paths: str) -> Answer:
    for ending in ("", "-wal", "-shm"):
        Path(f"{address}{ending}").unlink(missing_ok=True)
    return import_files(str(address), paths, new=True, spend=SpendOptions(redact_names=True), by="sysmap demo")


def _titled(title: str) -> Answer:
    parts: tuple[str | Table, ...] = (title, "=" * len(title))
    return Answer(parts, {"title": title}, make_table(("title",), [(title,)]))


def _written(place: Path, pages: list[str]) -> Answer:
    lines = [f"  {Path(page).resolve()}" for page in pages]
    maps = [str(path) for path in sorted(place.glob(f"*{SUFFIX}"))]
    lines.append(f"The maps are beside them: ask them more, such as sysmap show {maps[-1]}")
    return Answer(tuple(lines), {"pages": pages, "maps": maps}, make_table(("page",), [(page,) for page in pages]))
