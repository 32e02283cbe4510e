"""How each of the thirty questions is answered: by the analysis that the other commands use, never by a second one."""

from dataclasses import replace
from typing import Any

from sysmap.errors import UsageError
from sysmap.model.commands import say_link
from sysmap.model.findings import Finding
from sysmap.model.money import say_money
from sysmap.model.vocabulary import property_of
from sysmap.pipeline.answers import Answer
from sysmap.pipeline.names import find_named
from sysmap.pipeline.thirty.telling import Row, exact, name_in, names_in, say_percent, say_record, tell_named, tell_rows
from sysmap.pipeline.thirty.wish import Wish

_STRONGEST = "3"

QUICK_DRAWS = 500
"""Versions drawn where a question needs them: an answer in a second or two; the command itself takes more."""


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
            "prevention_spend": exact(each.prevention_spend.value),
            "crisis": each.crisis,
            "crisis_spend": exact(each.crisis_spend.value),
            "links": [link.id for link in each.links],
            "weakest": each.weakest,
        }
        for each in found
    ]
    none = (
        "No chain of at most five influences leads from what a prevention service reduces to a crisis service on this"
        " map."
    )
    return tell_rows(wish, "consequences", rows, findings, none, money=money.selection.label)


def outcomes(wish: Wish) -> Answer:
    """Question 3."""
    from sysmap.pipeline.outcomes import ask_outcomes

    return ask_outcomes(wish.opened, as_of=wish.as_of, year=wish.year, listed=wish.listed)


def benefits(wish: Wish) -> Answer:
    """Question 4."""
    from sysmap.pipeline.benefits import ask_benefits

    return ask_benefits(wish.opened, year=wish.year, listed=wish.listed)


def sides(wish: Wish) -> Answer:
    """Question 5."""
    return _asked_by_rules(wish, ("G01",))


def guardrails(wish: Wish) -> Answer:
    """Question 9."""
    return _asked_by_rules(wish, ())


def _asked_by_rules(wish: Wish, rules: tuple[str, ...]) -> Answer:
    from sysmap.pipeline.guardrails import ask_guardrails

    found = ask_guardrails(wish.opened, as_of=wish.as_of, rules=rules, listed=wish.listed)
    return replace(found, data={**found.data, "findings": [each["finding"] for each in found.data["questions"]]})


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
            "money": exact(card.money.value),
        }
        for card in cards
    ]
    none = "Nobody has named a loop on this map: sysmap loops finds them, and the group says which of them matter."
    return tell_rows(wish, "loops", rows, findings, none)


def levers(wish: Wish) -> Answer:
    """Question 7."""
    from sysmap.pipeline.leverage import WITHIN_REACH, LeverageWish, ask_leverage

    return ask_leverage(
        wish.opened, LeverageWish(control=WITHIN_REACH, draws=QUICK_DRAWS), listed=wish.listed, ask=wish.ask
    )


def boundaries(wish: Wish) -> Answer:
    """Question 8."""
    from sysmap.analysis.boundaries import is_unowned, report_boundaries

    branch = wish.opened.branch
    links = [each for each in report_boundaries(branch).links["accountable"] if each.link.kind == "INFLUENCES"]
    found = [each for each in links if is_unowned(branch, each)]
    untold = sum(each.boundary_class == "real_world" for each in links) - len(found)
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
            f"{names_in(wish, dict.fromkeys(ours))} answers for the other end" if ours else "nobody answers for either"
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
    if untold:
        said = (
            f"Of {untold} influence{'s' * (untold != 1)} it is not told who answers for both ends: links are withheld."
        )
        findings.append(Finding("nobody_owns_withheld", said, scenario=branch.scenario))
    return tell_rows(
        wish, "links", rows, tuple(findings), "Somebody on this map answers for both ends of every influence."
    )


def prevention(wish: Wish) -> Answer:
    """Questions 10, 16 and 18."""
    from sysmap.pipeline.prevention import ask_prevention

    return ask_prevention(wish.opened, as_of=wish.as_of, year=wish.year, listed=wish.listed)


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
        amount = say_money(row["amount"], str(row["currency"]))
        body = branch.get(row["largest"])
        if body is None or body.kind != "Organisation" or body.get("kind") == "market_group":
            return f"{name_in(wish, row['service'])}: most of {amount} goes to nobody that the map names as one body."
        return (
            f"{name_in(wish, row['service'])}: {say_percent(row['share'])} of {amount} goes to"
            f" {name_in(wish, row['largest'])}; sum of squared shares at least {row['hhi']:,.0f} of 10,000."
        )

    return tell_named(wish, "concentration", _of_year(wish), tell, "No cash is tied to a service in that year.")


def dependence(wish: Wish) -> Answer:
    """Question 15."""

    def tell(row: Row) -> str:
        funder, body = name_in(wish, row["funder"]), name_in(wish, row["body"])
        amount = say_money(row["amount"], str(row["currency"]))
        if row["share"] is None:
            return f"{body} gets {amount} from {funder}; its income of a year is not known."
        return f"{body} gets {amount} from {funder}: {say_percent(row['share'])} of its income of a year."

    return tell_named(wish, "funder_dependence", _of_year(wish), tell, "No body is paid in that year.")


def ending(wish: Wish) -> Answer:
    """Question 17."""
    from sysmap.pipeline.endings import ask_ending

    return ask_ending(wish.opened, as_of=wish.as_of, listed=wish.listed)


def disagreement(wish: Wish) -> Answer:
    """Question 19."""

    def tell(row: Row) -> str:
        why = "people disagree" if row["why"] == "contested" else "nobody is sure which way it goes"
        note = wish.opened.branch[row["id"]].get("note")
        return f"{say_record(wish, row['id'])}: {why}.{f' {note}' if note else ''}"

    none = "Nobody has marked anything as contested or unsure on this map."
    return tell_named(wish, "where_people_disagree", {}, tell, none)


def opinion(wish: Wish) -> Answer:
    """Question 20."""

    def tell(row: Row) -> str:
        return f"{say_record(wish, row['link'])}: strong, and rests on {str(row['evidence']).replace('_', ' ')}."

    none = "No strong link in a named loop rests on opinion or assumption alone."
    return tell_named(wish, "strong_claims_on_opinion", {}, tell, none)


def ties(wish: Wish) -> Answer:
    """Question 21."""
    from sysmap.pipeline.ties import ask_ties

    return ask_ties(wish.opened, listed=wish.listed)


def watch(wish: Wish) -> Answer:
    """Question 22."""

    def tell(row: Row) -> str:
        who = "others decide about it" if row["control"] == "theirs" else "nobody on this map decides about it"
        return f"{name_in(wish, row['factor'])} could easily be lost, {who}, and leads to {row['outcomes']} outcomes."

    none = "No factor is marked as one that could easily be lost and that is not ours."
    return tell_named(wish, "fragile_and_not_ours", {}, tell, none)


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
    return tell_rows(wish, "paths", rows, tuple(findings), none)


def value(wish: Wish) -> Answer:
    """Question 25."""
    from sysmap.pipeline.value import ask_value

    return ask_value(wish.opened, as_of=wish.as_of, year=wish.year)


def sustain(wish: Wish) -> Answer:
    """Question 26."""
    from sysmap.pipeline.sustaining import ask_sustaining

    return ask_sustaining(wish.opened, year=wish.year, listed=wish.listed, ask=wish.ask)


def place(wish: Wish) -> Answer:
    """Question 27."""
    branch = wish.opened.branch

    def tell(row: Row) -> str:
        payers = dict.fromkeys(
            each.from_id
            for each in branch.of("FUNDS")
            if row["element"] in (each.to_id, each.get("service_id")) and each.from_id in branch
        )
        paid = f"; {names_in(wish, payers)} pay{'s' * (len(payers) == 1)}" if payers else "; who pays is not known"
        done = f", done by {names_in(wish, row['delivered_by'])}" if row["delivered_by"] else ""
        kind = branch[row["element"]].declared.words
        return f"{name_in(wish, row['element'])} ({kind}){done}{paid if kind == 'service' else ''}."

    where = find_named(wish.opened.view.map, wish.place, ("Place",), wish.ask).id
    return tell_named(wish, "reached_in_place", {"place": where}, tell, "Nothing on this map says that it is there.")


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
    return tell_rows(wish, "deciders", rows, findings, none)


def tidy(wish: Wish) -> Answer:
    """Question 29."""
    from sysmap.pipeline.checking import check

    return check(wish.opened, as_of=wish.as_of, listed=wish.listed)


def learnt(wish: Wish) -> Answer:
    """Question 30."""
    from sysmap.pipeline.learning import ask_learning

    return ask_learning(wish.opened, wish.about, as_of=wish.as_of, listed=wish.listed, ask=wish.ask)


def _of_year(wish: Wish) -> dict[str, Any]:
    from sysmap.analysis.flows import select_flows

    selection = select_flows(wish.opened.branch, wish.year)
    if selection.year is None:
        raise UsageError("no money on this map has a financial year, so no year can be asked about")
    return {"year": selection.year.start, "basis": selection.basis, "currency": selection.currency}


def _delays() -> list[str]:
    declared = property_of("INFLUENCES", "delay")
    return [each.value for each in declared.allowed] if declared else []
