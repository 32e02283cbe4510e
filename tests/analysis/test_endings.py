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


def test_what_hangs_on_an_agreement_and_what_is_under_it():
    year = {"period_start": "2025-04-01", "period_end": "2026-03-31", "basis": "actual"}
    later = {"period_start": "2026-04-01", "period_end": "2027-03-31", "basis": "forecast"}
    here = branch(
        SystemMap(
            [
                Record("g", "Agreement", {"name": "Deal", "kind": "loan_agreement", "end_date": "2027-03-31"}),
                Record("p", "Organisation", {"name": "Payer"}),
                Record("q", "Organisation", {"name": "Lender"}),
                Record("s", "Service", {"name": "Care"}),
                Record("t", "Service", {"name": "Ward"}),
                Record("n", "DEPENDS_ON", {"from_id": "t", "to_id": "s"}),
                *(
                    Record(
                        f"m{number}", "FUNDS", {"from_id": start, "to_id": finish, "amount": amount, **year, **values}
                    )
                    for number, (start, finish, amount, values) in enumerate(
                        [
                            ("p", "s", "30", {"agreement_id": "g"}),
                            ("p", "s", "90", {}),
                            ("q", "s", "600", {"agreement_id": "g", "mechanism": "loan", "basis": "budget"}),
                            ("q", "s", "500", {"agreement_id": "g", "mechanism": "loan"}),
                            ("p", "q", "40", {"agreement_id": "g", "flow_role": "repayment", **later}),
                            ("p", "s", "7", {"agreement_id": "g", "mechanism": "in_kind"}),
                        ]
                    )
                ),
            ]
        )
    )
    (ending,), _ = find_endings(here, DAY)
    assert [each.value for each in (ending.amount, ending.lent, ending.repaid, ending.in_kind)] == [30, 500, 40, 7]
    assert (ending.shares, ending.needed_by) == ({"s": 0.25}, ("t",))
    assert say_ending(here, ending, DAY).sentence == (
        "“Deal” ends on 31 March 2027, with £30 cash, £500 lent, £40 paid back, £7 given in kind under it."
        " “Care” (25% of its cash) hangs on it; no better outcome is stated for it. Needed by “Ward”."
    )
