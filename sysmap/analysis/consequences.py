"""Where crisis spend pays for what prevention would have kept away (DOMAIN question 2)."""

from dataclasses import dataclass
from decimal import Decimal

from sysmap.analysis.money import MoneyReport, report_money
from sysmap.analysis.prevention import UPSTREAM
from sysmap.analysis.questions.rows import chains, sign
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.sureness import SURENESS, least_sure
from sysmap.model.years import FinancialYear

STEPS = 4
"""Most links from what prevention reduces to the service that meets the crisis."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """A prevention service, a crisis service, and the links from one to the other.

    Parameters
    ----------
    prevention, crisis : str
        The services.
    links : tuple of Record
        From what the first reduces to the second: more of each leaves more crisis to meet.
    weakest : str
        The least sure of what people said of those links: contested, low, medium or high; empty where nobody said of
        one of them.
    prevention_spend, crisis_spend : Figure
        Cash on each in the year; not known where none is mapped.
    """

    prevention: str
    crisis: str
    links: tuple[Record, ...]
    weakest: str
    prevention_spend: Figure
    crisis_spend: Figure


def find_consequences(
    branch: Branch, year: FinancialYear | None = None
) -> tuple[tuple[Consequence, ...], tuple[Finding, ...], MoneyReport]:
    """Pair each prevention service with the crisis services that it keeps work away from.

    Of several chains between two the surest is told, and of those the shortest.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    year : FinancialYear, optional
        The year of the money; the latest with actual figures where not given.
    """
    money = report_money(branch, year)
    tier = {each.id: each.get("prevention_tier") for each in branch.of("Service")}
    best: dict[tuple[str, str], tuple[int, int, list[Record]]] = {}
    for service, own in tier.items():
        if own not in UPSTREAM:
            continue
        for chain in chains(branch, service, STEPS + 1, goes_on=lambda passed: len(passed) == len(set(passed))):
            crisis = chain[-1].to_id
            if len(chain) < 2 or tier.get(crisis) != "acute" or sign(chain) != "-" or chain[0].get("polarity") != "-":
                continue
            rank = (-_sureness(chain), len(chain))
            known = best.get((service, crisis))
            if known is None or rank < known[:2]:
                best[service, crisis] = (*rank, chain)
    found = tuple(
        Consequence(
            service,
            crisis,
            tuple(chain),
            least_sure(chain),
            _spend(money, service),
            _spend(money, crisis),
        )
        for (service, crisis), (rank, _, chain) in best.items()
    )
    ordered = tuple(sorted(found, key=lambda each: (-each.crisis_spend.or_zero, each.prevention, each.crisis)))
    findings = (*_say_all(branch, ordered, money), *(_say(branch, each, money) for each in ordered))
    return ordered, findings, money


def _sureness(chain: list[Record]) -> int:
    """Give how sure the least sure link is: 0 where nobody said of one."""
    least = least_sure(chain)
    return SURENESS.index(least) + 1 if least else 0


def _spend(money: MoneyReport, service: str) -> Figure:
    known = money.by_service.get(service)
    return known or Figure(None, money.selection.currency, f"no cash mapped, {money.selection.label}")


def _say_all(branch: Branch, found: tuple[Consequence, ...], money: MoneyReport) -> list[Finding]:
    if not found:
        return []
    sides = []
    for ids in (dict.fromkeys(each.prevention for each in found), dict.fromkeys(each.crisis for each in found)):
        known = [figure for each in ids if isinstance((figure := _spend(money, each)).value, Decimal)]
        total = sum((figure.or_zero for figure in known), Decimal(0))
        rows = tuple(row for figure in known for row in figure.rests_on)
        sides.append((len(ids), Figure(total if known else None, money.selection.currency, "cash on them", rows)))
    (before, prevention), (after, crisis) = sides
    return [
        Finding(
            "consequences",
            f"{_spent(prevention)} goes to {before} service{'s' * (before != 1)} that work against what fills {after}"
            f" crisis service{'s' * (after != 1)}; on {'that' if after == 1 else 'those'} {_spent(crisis)} is spent"
            f" ({money.selection.label}).",
            tuple(dict.fromkeys(each for pair in found for each in (pair.prevention, pair.crisis))),
            {"prevention": prevention, "crisis": crisis},
            tuple(dict.fromkeys(link.id for each in found for link in each.links)),
            ("how much of the one takes away how much of the other", *_not_reached(branch, found, money)),
            scenario=branch.scenario,
        )
    ]


def _not_reached(branch: Branch, found: tuple[Consequence, ...], money: MoneyReport) -> tuple[str, ...]:
    """Say which crisis spend no such chain leads to, so that what is told is not taken for all of it."""
    reached = {each.crisis for each in found}
    acute = (each.id for each in branch.of("Service") if each.get("prevention_tier") == "acute")
    left = {each: amount for each in acute if each not in reached and (amount := _spend(money, each).or_zero)}
    if not left:
        return ()
    names = ", ".join(f"“{branch.name_of(each)}”" for each in sorted(left, key=left.__getitem__, reverse=True))
    spent = say_money(sum(left.values(), Decimal(0)), money.selection.currency)
    return (f"which prevention would ease what fills the other crisis services, with {spent}: {names}",)


def _spent(figure: Figure) -> str:
    return say_money(figure.value, figure.unit) if isinstance(figure.value, Decimal) else "a sum not known"


def _say(branch: Branch, found: Consequence, money: MoneyReport) -> Finding:
    way = " → ".join(f"“{branch.name_of(each.to_id)}”" for each in found.links)
    return Finding(
        "prevention_and_crisis",
        f"“{branch.name_of(found.prevention)}” has {_spent(found.prevention_spend)} ({money.selection.label}) and works"
        f" against what fills “{branch.name_of(found.crisis)}”, which has {_spent(found.crisis_spend)}: {way}."
        f" Weakest link: {found.weakest or 'nobody said how sure'}.",
        (found.prevention, found.crisis),
        {"prevention": found.prevention_spend, "crisis": found.crisis_spend},
        tuple(each.id for each in found.links),
        ("how much of the one takes away how much of the other",),
        scenario=branch.scenario,
    )
