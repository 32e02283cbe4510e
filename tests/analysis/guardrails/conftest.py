"""Small maps, one rule at a time."""

from datetime import date

import pytest

from sysmap.analysis.guardrails.limits import shipped_limits
from sysmap.analysis.guardrails.report import check_guardrails
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch


@pytest.fixture(scope="session")
def day():
    return date(2026, 11, 22)


@pytest.fixture(scope="session")
def ask_rule(day):
    """Ask one rule of records given as (id, kind, values); gives what came of it."""
    limits = {nation: shipped_limits(nation) for nation in ("england", "scotland")}

    def ask(rule, *records, as_of=day, nation="england"):
        made = SystemMap(Record(record_id, kind, values) for record_id, kind, values in records)
        return check_guardrails(branch(made), as_of, limits[nation], {rule}).checked[0]

    return ask


@pytest.fixture(scope="session")
def found():
    """Give the severities and subjects of what a rule asks."""
    return lambda checked: [(each.question.severity, *each.question.subjects) for each in checked.asked]
