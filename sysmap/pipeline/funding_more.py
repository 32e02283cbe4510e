"""Who would have to pay for more of a service, answered in every format."""

from decimal import Decimal

from sysmap.analysis.funding_more import MorePaid, report_more
from sysmap.errors import UsageError
from sysmap.model.maps import Branch
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_figure, say_more, which_money
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked, say_gaps
from sysmap.pipeline.typed import read_money


def read_more(text: str) -> Decimal:
    """Read how much more is wanted, as people type amounts.

    Raises
    ------
    UsageError
        When it is no amount above nothing.
    """
    amount = Decimal(read_money("--more", text)[0])
    if amount <= 0:
        raise UsageError(f"--more is {text!r}; write an amount above 0, such as 500k")
    return amount


def ask_more(
    opened: Opened,
    name: str,
    more: Decimal,
    *,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    listed: int = LISTED,
    ask: Ask | None = None,
) -> Answer:
    """Say who would have to pay how much more, were more money to reach a service.

    Parameters
    ----------
    opened : Opened
        The map.
    name : str
        The service, its name typed loosely.
    more : Decimal
        How much more.
    year : FinancialYear, optional
        The year whose shares count; the latest with actual figures where not given.
    basis, currency : str
        The basis and currency; the most to be trusted and the commonest where empty.
    listed : int
        How many rows of the table the text lists.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NoAnswerError
        When no cash reaches the service in the year.
    """
    branch = opened.branch
    service = find_named(branch, name, ("Service",), ask)
    report = report_more(branch, service, more, year=year, basis=basis, currency=currency)
    selection = report.money.selection
    data = {
        **asked(opened),
        **which_money(selection),
        "service": service.id,
        "more": str(more),
        "payers": [
            {
                "id": each.body_id,
                "name": branch.name_of(each.body_id),
                "pays_more": str(each.pays.value),
                "pays_now": str(each.now),
                "new": str(each.new.value),
            }
            for each in report.payers
        ],
        "assumptions": list(report.assumptions),
        "findings": [finding.to_json() for finding in report.findings],
    }
    heads = ("payer", "pays more", "than now", "new")
    parts: list[str | Table] = [
        f"{opened.heading}.",
        report.findings[0].sentence,
        "",
        make_table(heads, [_row(branch, each) for each in report.payers[:listed]], heads[1:]),
    ]
    parts.extend(say_more(len(report.payers), listed))
    parts.extend(["", "Taken for granted:", *(f"  {line}" for line in report.assumptions)])
    parts.extend(say_gaps(opened, report.findings))
    rows = [
        (
            each.body_id,
            branch.name_of(each.body_id),
            str(each.pays.value),
            str(each.now),
            str(each.new.value),
        )
        for each in report.payers
    ]
    columns = ("payer", "payer_name", "pays_more", "pays_now", "new")
    return Answer(tuple(parts), data, make_table(columns, rows), opened.cautions)


def _row(branch: Branch, each: MorePaid) -> tuple[str, ...]:
    more = f"{100 * each.share:.1f}%" if each.share >= 0.0005 else "under 0.1%"
    return (
        branch.name_of(each.body_id),
        say_figure(each.pays),
        more,
        say_figure(each.new) if each.new.value else "",
    )
