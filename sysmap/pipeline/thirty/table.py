"""The thirty questions, declared in one table."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from sysmap.errors import UsageError

Needs = tuple[tuple[str, str], ...]

FIRST = 12
"""How many of the questions are worth most: the starred ones of DOMAIN section 2, which come first."""


@dataclass(frozen=True, slots=True)
class Thirty:
    """One of the thirty questions.

    Parameters
    ----------
    number : int
        Its number, 1 to 30.
    name : str
        What may be typed instead.
    asked_by : str
        Who asks it.
    question : str
        The question, in plain words.
    way : str
        The function of `sysmap.pipeline.thirty.ways` that answers it.
    takes : tuple of str
        Options that it needs: funder, supplier, place, start, finish.
    may_take : tuple of str
        Options that it understands.
    needs : tuple of (str, str)
        Kinds, and properties or links, that the answer is made of; what lacks them is the share without data.
    tells : tuple of str
        Kinds of finding whose sentence is the plain one, the best first; any where empty.
    cypher : tuple of str
        Names of the questions of the Cypher library that say the same, or a part of it.
    nothing : str
        The plain sentence where the map has nothing to say about it.
    without : str
        A kind of record without any of which it cannot be told at all: that nothing was found is then no answer.
    """

    number: int
    name: str
    asked_by: str
    question: str
    way: str
    takes: tuple[str, ...] = ()
    may_take: tuple[str, ...] = ()
    needs: Needs = ()
    tells: tuple[str, ...] = ()
    cypher: tuple[str, ...] = ()
    nothing: str = ""
    without: str = ""

    @property
    def first(self) -> bool:
        """Whether it is one of the twelve that are worth most."""
        return self.number <= FIRST


_MONEY: Needs = (("FUNDS", "amount"), ("FUNDS", "basis"))
_SIGNS: Needs = (("INFLUENCES", "polarity"),)
_TIERS: Needs = (("Service", "prevention_tier"),)

QUESTIONS = (
    Thirty(
        1, "cut", "a commissioner",
        "If a funder cuts what it pays, which services shrink or stop, and what follows?",
        "cut", ("funder",), ("share", "year"), (*_MONEY, ("Service", "viability_floor"), *_SIGNS),
    ),
    Thirty(
        2, "consequences", "a commissioner",
        "Where does our spend pay for the consequences of not funding prevention?",
        "consequences", (), ("year",), (*_MONEY, *_TIERS, *_SIGNS), ("consequences",), ("prevention_and_crisis",),
    ),
    Thirty(
        3, "outcomes", "a director",
        "Which spend has no stated better outcome, and which outcomes have spend but no measure?",
        "outcomes", (), ("year",), (*_MONEY, ("Factor", "desired_direction"), *_SIGNS),
        ("spend_without_outcome", "spend_without_outcome_not_told", "outcome_without_measure"),
        ("spend_without_outcome", "outcome_without_measure", "silent_measures"),
        "No measure is on this map: nothing says whether anything gets better.",
    ),
    Thirty(
        4, "benefits", "a partner, a director of finance", "Who pays and who benefits?",
        "benefits", (), ("year",), (*_MONEY, *_SIGNS), (), ("who_pays_and_who_benefits",),
        "No cash is tied to a service in this year of the map.",
    ),
    Thirty(
        5, "sides", "an auditor", "Who holds two sides of the same flow?",
        "sides", (), (), (("HOLDS", "role_kind"), ("GOVERNS", "role_kind")), (), ("roles_on_both_sides",),
    ),
    Thirty(
        6, "loops", "a facilitator", "Which loops drive this, and where could we break or feed them?",
        "loops", (), (), (*_SIGNS, ("Factor", "control")), (), ("loops_through", "circles_through"),
    ),
    Thirty(
        7, "levers", "a director", "What are our strongest levers that are ours to pull?",
        "levers", (), (), (*_SIGNS, ("Factor", "control"), ("INFLUENCES", "confidence")),
    ),
    Thirty(
        8, "boundaries", "a partner", "Which links cross a boundary and nobody owns them?",
        "boundaries", (), (), (("Organisation", "sector"),), (), ("links_nobody_owns", "links_between_bodies"),
        without="INFLUENCES",
    ),
    Thirty(
        9, "guardrails", "procurement", "Which guardrails are tripped and which matter?",
        "guardrails", (), (), (("Agreement", "regime"), ("Agreement", "procedure"), ("Agreement", "current_value")),
        (), ("single_bids", "flows_without_agreement", "pilots_without_end", "silent_measures"),
    ),
    Thirty(
        10, "prevention", "a director",
        "How is our money split between crisis and prevention, and how has it moved?",
        "prevention", (), ("year",), (*_MONEY, *_TIERS), ("spend_by_tier",), ("spend_by_tier",),
        "No cash is tied to a service in any year of this map.",
    ),
    Thirty(
        11, "changes", "a facilitator", "What changed since last time?", "changes", (), ("since",),
    ),
    Thirty(
        12, "pilot", "a commissioner", "Is the pilot working, and what happens if we scale it?",
        "pilot", (), ("about",), (("Service", "status"),), (), ("pilots_without_end",),
        'No service on this map is a pilot: sysmap set MAP "Falls classes" status=pilot makes it one.',
    ),
    Thirty(
        13, "supplier", "a commissioner",
        "If a supplier fails, who is left without care and what else stops?",
        "supplier", ("supplier",), ("year",), (*_MONEY, ("DEPENDS_ON", "criticality")), (), ("what_stops_if_x_stops",),
    ),
    Thirty(
        14, "markets", "procurement", "Which markets are thin?",
        "markets", (), ("year",), _MONEY, (), ("concentration",),
    ),
    Thirty(
        15, "dependence", "the voluntary sector", "How dependent is each charity on us?",
        "dependence", (), ("funder", "year"), (*_MONEY, ("Organisation", "annual_income")), (),
        ("dependence_on_us", "funder_dependence"),
    ),
    Thirty(
        16, "deciding", "a director", "What does deciding who gets what cost?",
        "deciding", (), ("year",), (*_MONEY, ("Service", "kind")), (), ("deciding_costs",),
    ),
    Thirty(
        17, "ending", "finance",
        "What contracts, grants and loans end in twelve months, and what outcomes hang on them?",
        "ending", (), (), (("Agreement", "end_date"),), (), ("ending_soon",),
        "No agreement on this map ends, or can be ended, in the next twelve months.",
        without="Agreement",
    ),
    Thirty(
        18, "one-year", "finance", "Which prevention money is one-year only?",
        "one_year", (), ("year",), (*_MONEY, *_TIERS), (), ("one_year_prevention",),
    ),
    Thirty(
        19, "disagreement", "a facilitator", "Where do we disagree?",
        "disagreement", (), (), (("INFLUENCES", "confidence"), *_SIGNS), (), ("where_people_disagree",),
    ),
    Thirty(
        20, "opinion", "a facilitator", "Which strong claims rest on opinion only?",
        "opinion", (), (), (("INFLUENCES", "strength"), ("INFLUENCES", "evidence_type")), (),
        ("strong_claims_on_opinion",),
        without="INFLUENCES",
    ),
    Thirty(
        21, "ties", "a partner",
        "Where is the relationship most lopsided, or weakest where it must be strong?",
        "ties", (), (), (("WORKS_WITH", "collab_level"),), ("lopsided_tie", "weak_tie"), ("lopsided_ties",),
        "Nobody on this map has said how closely they work together: sysmap link MAP A works-with B.",
    ),
    Thirty(
        22, "watch", "a director", "Which factors are vital, vulnerable and not ours?",
        "watch", (), (), (("Factor", "vulnerable"), ("Factor", "control")), (), ("fragile_and_not_ours",),
        without="Factor",
    ),
    Thirty(
        23, "how", "a commissioner", "What would have to be true for one thing to improve another?",
        "how", ("start", "finish"), (), _SIGNS, (), ("paths_between",),
    ),
    Thirty(
        24, "when", "finance", "When would we see it?",
        "when", ("start", "finish"), (), (("INFLUENCES", "delay"),), (), ("paths_between",),
    ),
    Thirty(
        25, "value", "a nature lead", "Where do care and nature pay for each other?",
        "care_and_nature", (), ("year",), (("Factor", "value_dimension"), *_SIGNS), (), ("value_across_services",),
        without="INFLUENCES",
    ),
    Thirty(
        26, "sustain", "an investor", "Which flows could sustain themselves?",
        "sustain", (), ("year",), (*_MONEY, *_SIGNS),
        nothing="No loop on this map carries money back to who pays for it, as far as is drawn.",
        without="INFLUENCES",
    ),
    Thirty(
        27, "place", "a place lead", "What reaches a place, and from whom?",
        "place", ("place",), ("year",), (("Service", "IN_PLACE"),), (), ("reached_in_place",),
    ),
    Thirty(
        28, "who-decides", "residents", "Who decides about my care, and what can I ask of them?",
        "who_decides", (), (), (("Service", "kind"), ("Service", "COMMISSIONS"), ("Factor", "STEWARDS")),
        ("who_decides",), ("who_decides",),
    ),
    Thirty(
        29, "tidy", "an analyst", "What is missing or stale?",
        "tidy", (), (), (("Factor", "source_id"), ("INFLUENCES", "source_id"), ("INFLUENCES", "review_date")), (),
        ("overdue", "not_connected", "outcome_without_owner"), "Nothing to tidy up.",
    ),
    Thirty(
        30, "learnt", "procurement",
        "What could we buy differently next time, given what we learnt?",
        "learnt", (), (), (("Agreement", "end_date"),), (), ("learnt_before_buying",),
        "No agreement ends, or can be ended, in the next 18 months, and no lesson is noted.",
        without="Agreement",
    ),
)  # fmt: skip
"""The thirty questions in the words of DOMAIN section 2, the twelve that are worth most first."""

_BY_WORD = {word: each for each in QUESTIONS for word in (str(each.number), each.name)}


def find_thirty(typed: str) -> Thirty:
    """Find a question by its number or its name.

    Raises
    ------
    UsageError
        When there is none.
    """
    wanted = typed.strip().casefold()
    known = _BY_WORD.get(wanted)
    if known:
        return known
    close: Sequence[str] = difflib.get_close_matches(wanted, _BY_WORD, 1)
    hint = f"did you mean {close[0]}?" if close else "sysmap ask --all lists the thirty"
    raise UsageError(f"there is no question {typed!r}; {hint}")
