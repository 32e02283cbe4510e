"""What money adds up to in each year, and every row behind each sum, as a page takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sysmap.model.findings import Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money, say_money
from sysmap.model.records import Record
from sysmap.model.years import FinancialYear
from sysmap.render.figures import NOT_KNOWN, say_period
from sysmap.render.findings import say_findings
from sysmap.render.money import say_amount_of

TIERS = (
    "Primary stops need arising, secondary acts at first signs, tertiary limits harm;"
    " which service does what is a local judgement."
)
"""What the words for prevention mean, said wherever sums by tier are."""


@dataclass(frozen=True, slots=True)
class MoneySum:
    """One figure that rows add up to.

    Parameters
    ----------
    id : str
        What it is a sum of: "total", "tier:acute", "service:" or "in:" or "out:" and an element's id, and so on.
    label : str
        Its name in words; empty where it is the name of its element.
    value : Decimal
        The sum.
    rows : tuple of str
        The ids of the FUNDS rows that it adds up.
    left : tuple of (str, tuple of str)
        Which rows one might look for in it and why they are not: a reason, and their ids.
    share : str
        Its share of the total in words; empty where it is no part of that.
    """

    id: str
    label: str
    value: Decimal
    rows: tuple[str, ...]
    left: tuple[tuple[str, tuple[str, ...]], ...] = ()
    share: str = ""


@dataclass(frozen=True, slots=True)
class MoneyYear:
    """What money adds up to in one year.

    Parameters
    ----------
    year : FinancialYear or None
        The year; None where no row on the map is dated.
    basis, currency : str
        What the rows that are added up are: different bases and currencies never are.
    sums : tuple of MoneySum
        The sums; "total" is among them where there is cash spend on services.
    findings : tuple of Finding
        What there is to say of that year.
    """

    year: FinancialYear | None
    basis: str
    currency: str
    sums: tuple[MoneySum, ...]
    findings: tuple[Finding, ...] = ()


def describe_ledger(
    branch: Branch, money: Sequence[MoneyYear], shown: FinancialYear | None, bundled: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Give the years, their sums and every row of money, as `frontend/src/contract.ts` describes them.

    Parameters
    ----------
    branch : Branch
        The branch; its FUNDS rows are given in its order, which is the order of their table.
    money : sequence of MoneyYear
        The years, the earliest first.
    shown : FinancialYear or None
        The year whose figures stand where none is chosen; what is said of it is told by the page anyway.
    bundled : Mapping of str to sequence of str
        The ids of rows that are drawn as one, by the id of that link.
    """
    rows = branch.of("FUNDS")
    at = {row.id: index for index, row in enumerate(rows)}
    return {
        "year": str(shown) if shown else "",
        "years": [
            {
                "year": str(each.year) if each.year else "",
                "basis": each.basis,
                "sums": [_sum(each, one, at) for one in each.sums],
                "findings": [] if each.year == shown else say_findings(branch, {"money": each.findings}),
            }
            for each in money
        ],
        "tiers": TIERS,
        "rows": [_row(branch, row, drawn) for row, drawn in zip(rows, _drawn(rows, bundled), strict=True)],
    }


def _sum(year: MoneyYear, one: MoneySum, at: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "text": say_money(one.value, year.currency),
        "exact": say_exact_money(one.value, year.currency),
        "share": one.share,
        "rows": [at[row] for row in one.rows],
        "left": [[why, [at[row] for row in ids]] for why, ids in one.left],
    }


def _row(branch: Branch, row: Record, drawn: str) -> dict[str, Any]:
    service = row.get("service_id")
    return {
        "id": row.id,
        "from": row.from_id,
        "to": row.to_id,
        "for": service if service != row.to_id else "",
        "period": say_period(row),
        "basis": row.words("basis") or f"basis {NOT_KNOWN}",
        "amount": say_amount_of(row),
        "how": row.words("mechanism"),
        "source": _source(branch, row),
        "drawn": drawn,
    }


def _source(branch: Branch, row: Record) -> str:
    source = branch.get(row.get("source_id"))
    return (source.get("publisher") or source.id) if source else row.get("source_id")


def _drawn(rows: Sequence[Record], bundled: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the link that a row is drawn as part of, where that is not its own."""
    links = {row: link for link, parts in bundled.items() for row in parts}
    return [links.get(row.id, "") for row in rows]
