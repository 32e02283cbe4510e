"""Who pays and who benefits."""

from collections import defaultdict
from decimal import Decimal

from sysmap.analysis.benefits import NO_OUTCOME, NOBODY, report_benefits
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.scenarios import branch

YEAR = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual", "flow_role": "spend"}


def test_thornmere(base, expected):
    report = report_benefits(base)
    assert report.payers == ("O01", "O06", "O15"), "units pay as the council that they are part of"
    assert report.beneficiaries == ("O07", "O01", "O06", "O15", NO_OUTCOME)
    assert report.cells["O01", NO_OUTCOME].value == Decimal(expected["spend_without_improving_outcome"]["gbp"])
    # Reablement is for outcomes of the council, the hospital and the care board; home care for the hospital's.
    assert report.parts["O01", "own_and_others"].value == 3_400_000
    assert report.cells["O01", "O07"].value == 23_780_000


def test_what_each_pays_adds_up_though_columns_overlap(base, expected):
    report = report_benefits(base)
    parts = defaultdict(Decimal)
    for (payer, _), figure in report.parts.items():
        parts[payer] += figure.value
    assert dict(parts) == {payer: figure.value for payer, figure in report.paid.items()}
    assert sum(parts.values()) == Decimal(expected["spend_2025_26"]["total_cash_service_spend"])
    assert sum(figure.value for figure in report.cells.values()) > sum(parts.values())


def test_every_figure_is_the_sum_of_the_rows_behind_it(base):
    report = report_benefits(base)
    for figures in (report.cells, report.paid, report.parts):
        for figure in figures.values():
            assert figure.value == sum(base[row].number("amount") for row in figure.rests_on)


def test_an_outcome_that_nobody_answers_for_is_in_a_column_of_its_own():
    records = [
        Record("c", "Organisation", {"name": "Council"}),
        Record("s", "Service", {"name": "Falls"}),
        Record("goal", "Factor", {"name": "Goal", "outcome": "yes", "desired_direction": "up"}),
        Record("i", "INFLUENCES", {"from_id": "s", "to_id": "goal", "polarity": "+"}),
        Record("pay", "FUNDS", {"from_id": "c", "to_id": "s", "amount": "10", **YEAR}),
        Record("gift", "FUNDS", {"from_id": "c", "to_id": "s", "amount": "5", "mechanism": "in_kind", **YEAR}),
    ]
    report = report_benefits(branch(SystemMap(records)))
    assert {key: figure.value for key, figure in report.cells.items()} == {("c", NOBODY): 10}, "gifts are no cash"
    owned = report_benefits(branch(SystemMap([*records, Record("w", "STEWARDS", {"from_id": "c", "to_id": "goal"})])))
    assert {key: figure.value for key, figure in owned.parts.items()} == {("c", "own"): 10}
