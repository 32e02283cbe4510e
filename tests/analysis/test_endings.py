"""What ends in twelve months, and what hangs on it."""

from datetime import date

import pytest

from sysmap.analysis.endings import find_endings, say_ending
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

DAY = date(2026, 11, 22)


def test_thornmere(base):
    endings, _ = find_endings(base, DAY)
    assert [(each.agreement_id, each.day.isoformat()) for each in endings] == [("A03", "2027-03-31")]
    said = say_ending(base, endings[0], DAY).sentence
    assert said.startswith("“Better Care Fund section 75 agreement” ends on 31 March 2027, with £9.3m cash under it.")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"end_date": "2026-11-21"}, []),
        ({"end_date": "2026-11-22"}, [(date(2026, 11, 22), False)]),
        ({"end_date": "2027-11-21"}, [(date(2027, 11, 21), False)]),
        ({"end_date": "2027-11-22"}, []),
        ({"end_date": "2030-01-01", "break_dates": "2027-04-01"}, [(date(2027, 4, 1), True)]),
        ({}, []),
    ],
)
def test_twelve_months_from_the_day(values, found):
    here = branch(SystemMap([Record("g", "Agreement", {"name": "Deal", **values})]))
    assert [(each.day, each.can) for each in find_endings(here, DAY)[0]] == found
