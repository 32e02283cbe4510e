"""How each of the thirty questions is answered: by the analysis that the other commands use, never by a second one."""

from dataclasses import replace

from sysmap.errors import NotFoundError
from sysmap.model.findings import Finding
from sysmap.model.scenarios import branch
from sysmap.pipeline.answers import Answer
from sysmap.pipeline.opening import NOW, START, Opened, open_map
from sysmap.pipeline.thirty.causal_ways import boundaries, disagreement, loops, opinion, watch
from sysmap.pipeline.thirty.local_ways import care_and_nature, place, who_decides
from sysmap.pipeline.thirty.money_ways import consequences, deciding, dependence, markets, one_year, prevention
from sysmap.pipeline.thirty.path_ways import how, when
from sysmap.pipeline.thirty.wish import Wish

__all__ = [
    "benefits",
    "boundaries",
    "care_and_nature",
    "changes",
    "consequences",
    "cut",
    "deciding",
    "dependence",
    "disagreement",
    "ending",
    "guardrails",
    "how",
    "learnt",
    "levers",
    "loops",
    "markets",
    "one_year",
    "opinion",
    "outcomes",
    "pilot",
    "place",
    "prevention",
    "sides",
    "supplier",
    "sustain",
    "tidy",
    "ties",
    "watch",
    "when",
    "who_decides",
]

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
    from sysmap.pipeline.guardrails import ask_guardrails, count_open

    found = ask_guardrails(wish.opened, as_of=wish.as_of, rules=rules, listed=wish.listed)
    told = [each["finding"] for each in found.data["questions"]]
    # Of many rules how many questions there are comes first; of one, the question that matters most.
    if not rules or not told:
        sentence = count_open(found.data["questions"])
        checked = [rule for rule in found.data["rules"] if rule["status"] != "not_checked"]
        if not checked:
            sentence = "This cannot be told, as nothing could be checked: what is missing is told below."
        about = Finding("guardrails", sentence, as_of=wish.as_of, scenario=wish.opened.branch.scenario)
        told = [about.to_json(), *told]
    return replace(found, data={**found.data, "findings": told})


def levers(wish: Wish) -> Answer:
    """Question 7."""
    from sysmap.pipeline.leverage import WITHIN_REACH, LeverageWish, ask_leverage

    return ask_leverage(
        wish.opened, LeverageWish(control=WITHIN_REACH, draws=QUICK_DRAWS), listed=wish.listed, ask=wish.ask
    )


def changes(wish: Wish) -> Answer:
    """Question 11."""
    after = wish.opened
    note: tuple[str, ...] = ()
    try:
        found = _compared(wish, after)
    except NotFoundError:
        # The scenario is younger than the moment it is compared with.
        if not after.branch.scenario:
            raise
        after = replace(after, branch=branch(after.view.map))
        found = _compared(wish, after)
        note = ("That scenario did not exist then, so that the base map is compared.",)
    data = found.data
    counts = [f"{len(data[what])} {what}" for what in ("added", "removed", "changed")]
    counts += [
        f"{len(data[key])} {words}{'' if len(data[key]) == 1 else 's'}"
        for key, words in (
            ("measures_moved", "moved measure"),
            ("loops_made", "new loop"),
            ("loops_broken", "broken loop"),
        )
        if data[key]
    ]
    sentence = f"Since {f'“{wish.since}”' if wish.since else 'the start'}: {', '.join(counts)}."
    about = Finding("changes", sentence, scenario=after.branch.scenario)
    return replace(found, data={**data, "findings": [about.to_json()]}, notes=(*found.notes, *note))


def _compared(wish: Wish, after: Opened) -> Answer:
    """Compare the moment since which is asked with the map as it was opened."""
    from sysmap.pipeline.history import compare

    since, scenario = wish.since or START, after.branch.scenario
    before = open_map(after.address, at=since, scenario=scenario, audience=after.view.audience)
    return compare(before, after, words=(before.moment or NOW, after.moment or NOW), listed=wish.listed)


def pilot(wish: Wish) -> Answer:
    """Question 12."""
    from sysmap.pipeline.pilots import ask_pilots

    return ask_pilots(wish.opened, wish.about, as_of=wish.as_of, listed=wish.listed, ask=wish.ask)


def ending(wish: Wish) -> Answer:
    """Question 17."""
    from sysmap.pipeline.endings import ask_ending

    return ask_ending(wish.opened, as_of=wish.as_of, listed=wish.listed)


def ties(wish: Wish) -> Answer:
    """Question 21."""
    from sysmap.pipeline.ties import ask_ties

    return ask_ties(wish.opened, listed=wish.listed)


def sustain(wish: Wish) -> Answer:
    """Question 26."""
    from sysmap.pipeline.sustaining import ask_sustaining

    return ask_sustaining(wish.opened, year=wish.year, listed=wish.listed, ask=wish.ask)


def tidy(wish: Wish) -> Answer:
    """Question 29."""
    from sysmap.pipeline.checking import check

    return check(wish.opened, as_of=wish.as_of, listed=wish.listed)


def learnt(wish: Wish) -> Answer:
    """Question 30."""
    from sysmap.pipeline.learning import ask_learning

    return ask_learning(wish.opened, wish.about, as_of=wish.as_of, listed=wish.listed, ask=wish.ask)
