"""Pictures for these tests: Thornmere's, and small ones by hand."""

from datetime import date
from functools import cache
from pathlib import Path

from sysmap.analysis.boundaries import CLASSES, report_boundaries
from sysmap.formats.csv_folder import read_csv_folder
from sysmap.model.records import Record
from sysmap.model.scenarios import branch
from sysmap.render.page import Reading, page_data
from sysmap.resources import resource
from tests.render.small_maps import link, make_branch

GOLDEN = Path(__file__).parents[2] / "golden" / "curves.json"
AS_OF = date(2026, 11, 22)
READING = Reading(AS_OF)

HOSTILE = "</text></svg><script>alert(1)</script>&\"'\x00\ud800 =1+1"


@cache
def thornmere_data():
    base = branch(read_csv_folder(resource("sample_maps/thornmere")).system_map)
    classes = {each.link.id: each.boundary_class for each in report_boundaries(base).links["accountable"]}
    return page_data(base, Reading(AS_OF, boundaries=classes, boundary_words=CLASSES, changed=AS_OF))


def data_of(*elements, links=(), about=None, **reading):
    """Give the page data of elements (id, kind, values) and influences (id, from, to, then values)."""
    records = [Record(name, kind, {"name": name, **values}) for name, kind, values in elements]
    records += [link(each[0], "INFLUENCES", *each[1:3], **(each[3] if len(each) > 3 else {})) for each in links]
    if about:
        records.append(Record("map", "Map", about))
    return page_data(make_branch(*records), Reading(AS_OF, **reading) if reading else READING)
