"""How each of the thirty questions is answered: by the analysis that the other commands use, never by a second one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sysmap.errors import UsageError
from sysmap.model.commands import say_link
from sysmap.model.findings import Finding
from sysmap.model.money import say_money
from sysmap.model.vocabulary import property_of
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked

_STRONGEST = "3"

QUICK_DRAWS = 500
"""Versions drawn where a question needs them: an answer in a second or two; the command itself takes more."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, with what was given for it.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day it speaks of.
    listed : int
        How many rows a text lists.
    funder, supplier, about, place, start, finish, since : str
        Names, typed loosely, and a moment; empty where not given.
    share : float
        The part that is cut, from 0 to 1.
    year : FinancialYear or None
        The year of the money; the latest with actual figures where None.
    ask : callable or None
        Asks which of several is meant.
    """

    opened: Opened
    as_of: date
    listed: int
    funder: str = ""
    supplier: str = ""
    about: str = ""
    place: str = ""
    start: str = ""
    finish: str = ""
    since: str = ""
    share: float = 1.0
    year: FinancialYear | None = None
    ask: Ask | None = None


def cut(wish: Wish) -> Answer:
    """Question 1."""
    from sysmap.analysis.press.settings import Settings
    from sysmap.pipeline.cuts import ask_cut

    return ask_cut(
        wish.opened,
        wish.funder,
        share=wish.share,
        what="funder",
        year=wish.year,
        settings=Settings(QUICK_DRAWS),
        listed=wish.listed,
        ask=wish.ask,
    )


def supplier(wish: Wish) -> Answer:
    """Question 13."""
    from sysmap.analysis.press.settings import Settings
    from sysmap.pipeline.cuts import ask_cut

    return ask_cut(
        wish.opened,
        wish.supplier,
        what="supplier",
        year=wish.year,
        settings=Settings(QUICK_DRAWS),
        listed=wish.listed,
        ask=wish.ask,
    )


def consequences(wish: Wish) -> Answer:
    """Question 2."""
    from sysmap.analysis.consequences import find_consequences

    found, findings, money = find_consequences(wish.opened.branch, wish.year)
    rows = [
        {
            "prevention": each.prevention,
            "prevention_spend": _exact(each.prevention_spend.value),
            "crisis": each.crisis,
            "crisis_spend": _exact(each.crisis_spend.value),
            "links": [link.id for link in each.links],
            "weakest": each.weakest,
        }
        for each in found
    ]
    none = (
        "No chain of at most five influences leads from what a prevention service reduces to a crisis service on this"
        " map."
    )
    return _told(wish, "consequences", rows, findings, none, money=money.selection.label)


def outcomes(wish: Wish) -> Answer:
    """Question 3."""
    from sysmap.pipeline.outcomes import ask_outcomes

    return ask_outcomes(wish.opened, as_of=wish.as_of, year=wish.year, listed=wish.listed)


def benefits(wish: Wish) -> Answer:
    """Question 4."""
    from sysmap.pipeline.benefits import ask_benefits

    return ask_benefits(wish.opened, year=wish.year, listed=wish.listed)


def loops(wish: Wish) -> Answer:
    """Question 6."""
    from sysmap.analysis.loop_cards import make_loop_cards

    cards, findings = make_loop_cards(wish.opened.branch)
    rows = [
        {
            "loop": card.loop_id,
            "name": card.name,
            "type": card.type,
            "broken": card.broken,
            "crosses": list(card.crosses),
            "within_reach": list(card.within_reach),
            "money": _exact(card.money.value),
        }
        for card in cards
    ]
    none = "Nobody has named a loop on this map: sysmap loops finds them, and the group says which of them matter."
    return _told(wish, "loops", rows, findings, none)


def levers(wish: Wish) -> Answer:
    """Question 7."""
    from sysmap.pipeline.leverage import WITHIN_REACH, LeverageWish, ask_leverage

    return ask_leverage(
        wish.opened, LeverageWish(control=WITHIN_REACH, draws=QUICK_DRAWS), listed=wish.listed, ask=wish.ask
    )


def boundaries(wish: Wish) -> Answer:
    """Question 8."""
    from sysmap.analysis.boundaries import report_boundaries

    branch = wish.opened.branch
    links = [each for each in report_boundaries(branch).links["accountable"] if each.link.kind == "INFLUENCES"]
    found = [each for each in links if each.boundary_class == "real_world"]
    found.sort(key=lambda each: (-int(each.link.get("strength", "0")), each.link.id))
    strong = sum(each.link.get("strength") == _STRONGEST for each in found)
    rows = [
        {
            "link": each.link.id,
            "strength": each.link.get("strength") or None,
            "from_homes": list(each.from_homes),
            "to_homes": list(each.to_homes),
        }
        for each in found
    ]
    findings = [
        Finding(
            "nobody_owns",
            f"{len(found)} of {len(links)} influences have an end that nobody on this map answers for, {strong} of them"
            " strong.",
            rests_on=tuple(each.link.id for each in found),
            scenario=branch.scenario,
        )
    ] * bool(found)
    for each in found:
        ours = [*each.from_homes, *each.to_homes]
        sides = (
            f"{_names(wish, dict.fromkeys(ours))} answers for the other end" if ours else "nobody answers for either"
        )
        sure = "strong; " if each.link.get("strength") == _STRONGEST else ""
        findings.append(
            Finding(
                "nobody_owns_link",
                f"{say_link(branch, each.link)}: {sure}{sides}.",
                (each.link.from_id, each.link.to_id),
                rests_on=(each.link.id,),
                scenario=branch.scenario,
            )
        )
    return _told(wish, "links", rows, tuple(findings), "Somebody on this map answers for both ends of every influence.")


def prevention(wish: Wish) -> Answer:
    """Questions 10, 16 and 18."""
    from sysmap.pipeline.prevention import ask_prevention

    return ask_prevention(wish.opened, year=wish.year, listed=wish.listed)


def changes(wish: Wish) -> Answer:
    """Question 11."""
    from sysmap.pipeline.history import compare_moments

    audience, scenario = wish.opened.view.audience, wish.opened.branch.scenario
    return compare_moments(
        wish.opened.address, wish.since, "", scenario=scenario, audience=audience, listed=wish.listed
    )


def pilot(wish: Wish) -> Answer:
    """Question 12."""
    from sysmap.pipeline.pilots import ask_pilots

    return ask_pilots(wish.opened, wish.about, as_of=wish.as_of, listed=wish.listed, ask=wish.ask)


def markets(wish: Wish) -> Answer:
    """Question 14."""

    def tell(row: Row) -> str:
        branch = wish.opened.branch
        amount = say_money(Decimal(row["amount"]), str(row["currency"]))
        body = branch.get(row["largest"])
        if body is None or body.kind != "Organisation" or body.get("kind") == "market_group":
            return f"{_name(wish, row['service'])}: most of {amount} goes to nobody that the map names as one body."
        return (
            f"{_name(wish, row['service'])}: {_percent(row['share'])} of {amount} goes to"
            f" {_name(wish, row['largest'])}; sum of squared shares at least {Decimal(row['hhi']):,.0f} of 10,000."
        )

    return _named(wish, "concentration", _of_year(wish), tell, "No cash is tied to a service in that year.")


def dependence(wish: Wish) -> Answer:
    """Question 15."""

    def tell(row: Row) -> str:
        funder, body = _name(wish, row["funder"]), _name(wish, row["body"])
        amount = say_money(Decimal(row["amount"]), str(row["currency"]))
        if row["share"] is None:
            return f"{body} gets {amount} from {funder}; its income of a year is not known."
        return f"{body} gets {amount} from {funder}: {_percent(row['share'])} of its income of a year."

    return _named(wish, "funder_dependence", _of_year(wish), tell, "No body is paid in that year.")


def ending(wish: Wish) -> Answer:
    """Question 17."""
    from sysmap.pipeline.endings import ask_ending

    return ask_ending(wish.opened, as_of=wish.as_of, listed=wish.listed)


def disagreement(wish: Wish) -> Answer:
    """Question 19."""

    def tell(row: Row) -> str:
        why = "people disagree" if row["why"] == "contested" else "nobody is sure which way it goes"
        note = wish.opened.branch[row["id"]].get("note")
        return f"{_said(wish, row['id'])}: {why}.{f' {note}' if note else ''}"

    none = "Nobody has marked anything as contested or unsure on this map."
    return _named(wish, "where_people_disagree", {}, tell, none)


def opinion(wish: Wish) -> Answer:
    """Question 20."""

    def tell(row: Row) -> str:
        return f"{_said(wish, row['link'])}: strong, and rests on {str(row['evidence']).replace('_', ' ')}."

    none = "No strong link in a named loop rests on opinion or assumption alone."
    return _named(wish, "strong_claims_on_opinion", {}, tell, none)


def ties(wish: Wish) -> Answer:
    """Question 21."""
    from sysmap.pipeline.ties import ask_ties

    return ask_ties(wish.opened, listed=wish.listed)


def watch(wish: Wish) -> Answer:
    """Question 22."""

    def tell(row: Row) -> str:
        who = "others decide about it" if row["control"] == "theirs" else "nobody on this map decides about it"
        return f"{_name(wish, row['factor'])} could easily be lost, {who}, and leads to {row['outcomes']} outcomes."

    none = "No factor is marked as one that could easily be lost and that is not ours."
    return _named(wish, "fragile_and_not_ours", {}, tell, none)


def paths(wish: Wish) -> Answer:
    """Questions 23 and 24."""
    from sysmap.analysis.questions import TWINS

    branch, view = wish.opened.branch, wish.opened.view.map
    kinds = ("Factor", "Service")
    ends = [find_named(view, name, kinds, wish.ask).id for name in (wish.start, wish.finish)]
    slowness = _delays()
    rows: list[dict[str, Any]] = []
    findings = []
    for row in TWINS["paths_between"](branch, start=ends[0], finish=ends[1]):
        links = [branch[each] for each in row["links"]] if isinstance(row["links"], list) else []
        delays = [each.get("delay") for each in links]
        slowest = max((each for each in delays if each in slowness), key=slowness.index, default="")
        unknown = sum(not each for each in delays)
        contested = [each.id for each in links if each.get("confidence") == "contested"]
        rows.append({**row, "slowest": slowest, "delays_not_known": unknown, "contested": contested})
        way = " → ".join(f"“{branch.name_of(each)}”" for each in (ends[0], *(link.to_id for link in links)))
        effect = {"same": "more of it means more", "opposite": "more of it means less"}.get(
            str(row["effect"]), "which way is not known"
        )
        when = f"within {slowest}" if slowest not in ("", "none") else "at once" if slowest else "when is not known"
        doubt = f"; people disagree on {len(contested)} of its links" if contested else ""
        findings.append(
            Finding(
                "path",
                f"{way}: {effect}, {when}{' at the least' if unknown and slowest else ''}{doubt}.",
                tuple(ends),
                rests_on=tuple(each.id for each in links),
                missing=(f"how long {unknown} of its links take",) if unknown else (),
                scenario=branch.scenario,
            )
        )
    names = [f"“{branch.name_of(each)}”" for each in ends]
    none = f"No chain of at most four influences leads from {names[0]} to {names[1]} on this map."
    return _told(wish, "paths", rows, tuple(findings), none)


def value(wish: Wish) -> Answer:
    """Question 25."""
    from sysmap.pipeline.value import ask_value

    return ask_value(wish.opened, as_of=wish.as_of, year=wish.year)


def place(wish: Wish) -> Answer:
    """Question 27."""
    branch = wish.opened.branch

    def tell(row: Row) -> str:
        payers = dict.fromkeys(
            each.from_id
            for each in branch.of("FUNDS")
            if row["element"] in (each.to_id, each.get("service_id")) and each.from_id in branch
        )
        paid = f"; {_names(wish, payers)} pay{'s' * (len(payers) == 1)}" if payers else "; who pays is not known"
        done = f", done by {_names(wish, row['delivered_by'])}" if row["delivered_by"] else ""
        kind = branch[row["element"]].declared.words
        return f"{_name(wish, row['element'])} ({kind}){done}{paid if kind == 'service' else ''}."

    return _named(wish, "reached_in_place", {"place": wish.place}, tell, "Nothing on this map says that it is there.")


def who_decides(wish: Wish) -> Answer:
    """Question 28."""
    from sysmap.analysis.who_decides import find_deciders

    found, findings = find_deciders(wish.opened.branch)
    rows = [
        {
            "service": each.service,
            "answers": list(each.answers),
            "delivers": list(each.delivers),
            "opens": list(each.opens),
        }
        for each in found
    ]
    none = "No service on this map is marked as one that decides who gets what (kind access_control)."
    return _told(wish, "deciders", rows, findings, none)


def tidy(wish: Wish) -> Answer:
    """Question 29."""
    from sysmap.pipeline.checking import check

    return check(wish.opened, as_of=wish.as_of, listed=wish.listed)


def learnt(wish: Wish) -> Answer:
    """Question 30."""
    from sysmap.pipeline.learning import ask_learning

    return ask_learning(wish.opened, wish.about, as_of=wish.as_of, listed=wish.listed, ask=wish.ask)


def _named(wish: Wish, name: str, given: Mapping[str, str], tell: Callable[[Row], str], none: str) -> Answer:
    """Put a question of the Cypher library, and tell each of its rows as a sentence."""
    from sysmap.pipeline.querying import ask_question

    opened, scenario = wish.opened, wish.opened.branch.scenario
    found = ask_question(
        opened.address,
        name,
        given,
        as_of=wish.as_of,
        at=str(opened.number) if opened.moment else "",
        scenario=scenario,
        audience=opened.view.audience,
        listed=wish.listed,
        ask=wish.ask,
    )
    # A server may have been edited since the map was read: what it names and we do not have is not told of.
    rows = [row for row in found.data["rows"] if all(each in opened.branch for each in _ids_in(row))]
    findings = [
        Finding(name, tell({**given, **row}), tuple(_ids_in(row)), rests_on=tuple(_ids_in(row)), scenario=scenario)
        for row in rows
    ] or [Finding(name, none, scenario=scenario)]
    data = {**found.data, "findings": [each.to_json() for each in findings]}
    return Answer((f"{opened.heading}.", *_listed(wish, findings)), data, found.table, found.notes, found.fine)


def _listed(wish: Wish, findings: Sequence[Finding]) -> list[str]:
    shown = [finding.sentence for finding in findings[: wish.listed]]
    if len(findings) > wish.listed:
        shown.append(f"{len(findings) - wish.listed} more: --list {len(findings)} lists all.")
    return shown


_ID_COLUMNS = ("service", "body", "funder", "id", "link", "factor", "element", "place")


def _ids_in(row: Row) -> list[str]:
    return [row[column] for column in _ID_COLUMNS if column in row]


def _name(wish: Wish, record_id: Any) -> str:
    return f"“{wish.opened.branch.name_of(str(record_id))}”"


def _names(wish: Wish, ids: Iterable[Any]) -> str:
    return ", ".join(_name(wish, each) for each in ids)


def _said(wish: Wish, record_id: Any) -> str:
    record = wish.opened.branch[str(record_id)]
    return say_link(wish.opened.branch, record) if record.joins else f"“{record.name}”"


def _percent(share: Any) -> str:
    return f"{Decimal(share).quantize(Decimal('0.1')):f}".removesuffix(".0") + "%"


def _of_year(wish: Wish) -> dict[str, str]:
    from sysmap.analysis.flows import select_flows

    selection = select_flows(wish.opened.branch, wish.year)
    if selection.year is None:
        raise UsageError("no money on this map has a financial year, so no year can be asked about")
    return {"year": str(selection.year), "basis": selection.basis, "currency": selection.currency}


def _delays() -> list[str]:
    declared = property_of("INFLUENCES", "delay")
    return [each.value for each in declared.allowed] if declared else []


def _told(
    wish: Wish,
    name: str,
    rows: list[dict[str, Any]],
    findings: tuple[Finding, ...],
    none: str,
    **more: Any,
) -> Answer:
    """Make the answer of a question that has rows and a sentence for each."""
    columns = tuple(rows[0]) if rows else (name,)
    cells = [[";".join(cell) if isinstance(cell, list) else str(cell or "") for cell in row.values()] for row in rows]
    findings = findings or (Finding(name, none, scenario=wish.opened.branch.scenario),)
    data = {
        **asked(wish.opened),
        **more,
        name: rows,
        "findings": [finding.to_json() for finding in findings],
    }
    withheld = [wish.opened.withheld] if wish.opened.withheld else []
    parts = (f"{wish.opened.heading}.", *_listed(wish, findings), *withheld)
    return Answer(parts, data, make_table(columns, cells), wish.opened.cautions)


def _exact(figure: Any) -> str | None:
    return None if figure is None else str(figure)
