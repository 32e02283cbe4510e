"""The sections of the report for a director: of each answer what two pages hold, in a few sentences or a table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sysmap.analysis.loop_cards import SORTS
from sysmap.analysis.money import TIER_WORDS
from sysmap.analysis.readings import GOING, say_value
from sysmap.errors import SysmapError
from sysmap.model.money import say_money
from sysmap.model.reports import ReportSection, ReportTable
from sysmap.pipeline.thirty import answer_question, find_thirty
from sysmap.pipeline.thirty.wish import Wish

_SAID, _FEW = 3, 2
"""Sentences of a section: two pages hold no more, and a director wants the first."""

_ROWS, _TALL = 5, 4
"""Rows of a table, for the same reason; of one whose rows take several lines fewer."""

_ALONE = 15

_NAMED = 2
"""Things that one cell names."""

_TIER = {"acute": "crisis"}
"""A tier in one word, for a narrow column."""

Asked = Mapping[str, Any]
"""What a question answered, for programs; empty where the map cannot answer it."""


def ask_for_report(wish: Wish, name: str) -> Asked:
    """Give the answer to one of the thirty questions; empty where the map cannot answer it.

    Parameters
    ----------
    wish : Wish
        The map, and for whom.
    name : str
        The question.
    """
    try:
        answer = answer_question(find_thirty(name), wish)
    except SysmapError:
        # Such as a map without influences, or on which nobody said what they want more or less of.
        return {}
    return answer.data if answer.fine else {}


def in_short(wish: Wish, guardrails: Asked) -> ReportSection | None:
    """Give the first sentence of what matters most.

    Parameters
    ----------
    wish : Wish
        The map, and for whom.
    guardrails : Mapping
        What the guardrails answered; empty where they were not chosen.
    """
    branch = wish.opened.branch
    # What ends soon has a section of its own, in the same words.
    names = ["prevention"]
    names += ["outcomes", "consequences", "boundaries"] if branch.of("INFLUENCES") else []
    said = [str(found["sentence"]) for each in names if (found := ask_for_report(wish, each)) and _rows(found)]
    said += [f"The guardrails: {guardrails['sentence']}"] if guardrails else []
    return ReportSection("In short", tuple(said)) if said else None


def _rows(found: Asked) -> bool:
    """Whether an answer tells of anything: it has findings beyond that there is nothing."""
    answer = found["answer"]
    lists = [answer.get(key) for key in ("years", "measures", "without_outcome", "consequences", "links")]
    return any(lists)


def services(wish: Wish) -> ReportSection | None:
    """Say what is bought, for how much, and from whom."""
    found = ask_for_report(wish, "markets")
    rows = found["answer"]["markets"] if found else []
    if not rows:
        return None
    branch, currency = wish.opened.branch, _currency(wish)
    # A map of money alone leaves room for more of it.
    most = _ROWS if branch.of("INFLUENCES") else _ALONE
    cells = [
        (
            branch.name_of(row["service"]),
            _TIER.get(tier := branch[row["service"]].get("prevention_tier"), tier) or "not said",
            say_money(Decimal(row["amount"]), currency),
            branch.name_of(row["largest"]) if row["largest"] else "nobody that the map names",
            f"{Decimal(row['share']):.0f}%" if row["share"] else "not known",
        )
        for row in rows[:most]
    ]
    heads = ("service", "prevention or crisis", "spend", "paid most", "its share")
    more = f"{len(rows) - most} more services." if len(rows) > most else ""
    return ReportSection(
        "Where does the money go?", (str(found["sentence"]),), ReportTable(heads, tuple(cells), frozenset({2, 4})), more
    )


def tiers(wish: Wish) -> ReportSection | None:
    """Say how spend is split between prevention and crisis, year by year."""
    found = ask_for_report(wish, "prevention")
    years = found["answer"]["years"] if found else []
    known = [tier for tier in (years[0]["tiers"] if years else []) if tier["tier"] != "unclassified"]
    if not any(float(each["share_percent"] or 0) for each in known):
        return None
    findings = found["answer"]["findings"]
    said = [str(each["sentence"]) for each in findings if each["kind"] in {"one_year_prevention", "deciding_costs"}]
    names = [each["tier"] for each in years[0]["tiers"]]
    # Shares of a year with few payments say little, and a reader must see that.
    heads = ("year", *(TIER_WORDS.get(tier, tier) for tier in names), "payments on the map")
    rows = []
    for each in years[-_ROWS:]:
        shares = {tier["tier"]: tier["share_percent"] for tier in each["tiers"]}
        said_of = ("not known" if shares[tier] is None else f"{float(shares[tier]):.1f}%" for tier in names)
        rows.append((f"{each['year']}, {each['basis']}", *said_of, str(each["payments"])))
    table = ReportTable(heads, tuple(rows), frozenset(range(1, len(heads))))
    return ReportSection("How much is prevention, how much is crisis?", tuple(said[:_SAID]), table)


def benefits(wish: Wish) -> ReportSection | None:
    """Say towards whose outcomes each payer pays."""
    found = ask_for_report(wish, "benefits")
    payers = found["answer"]["payers"] if found else []
    if not payers or not wish.opened.branch.of("INFLUENCES"):
        return None
    currency = found["answer"]["currency"]
    parts = ("own", "own_and_others", "others", "no_outcome")
    rows = [
        (
            each["name"],
            _money(each["amount"], currency),
            *(_money(each["parts"].get(part, "0"), currency) for part in parts),
        )
        for each in payers[:_ROWS]
    ]
    heads = ("who pays", "pays", "its own outcomes", "its own and others'", "others' outcomes", "no stated outcome")
    return ReportSection("Who pays and who benefits?", (), ReportTable(heads, tuple(rows), frozenset(range(1, 6))))


def outcomes(wish: Wish) -> ReportSection | None:
    """Say how measures stand, and which outcomes have none."""
    found = ask_for_report(wish, "outcomes")
    if not found or not (found["answer"]["measures"] or found["answer"]["unmeasured"]):
        return None
    kinds = {"outcome_without_measure", "measure_silent"}
    said = [str(each["sentence"]) for each in found["answer"]["findings"] if each["kind"] in kinds]
    measures = found["answer"]["measures"]
    rows = [
        (
            each["name"],
            *(_value_on(each, point) for point in ("baseline", "latest", "target")),
            GOING.get(each["going"], str(each["going"]).replace("_", " ")),
        )
        for each in measures[:_ROWS]
    ]
    table = ReportTable(("measure", "at the start", "latest", "wanted", "going"), tuple(rows), frozenset({1, 2, 3}))
    more = f"{len(measures) - _ROWS} more measures." if len(measures) > _ROWS else ""
    return ReportSection("What does it achieve?", tuple(said[:_SAID]), table, more)


def _value_on(measure: Mapping[str, Any], point: str) -> str:
    value, day = measure[point], measure[f"{point}_date"]
    if value is None:
        return "not known"
    when = f" ({date.fromisoformat(day):%b %Y})" if day else ""
    return f"{say_value(Decimal(value), measure['unit'])}{when}"


def consequences(wish: Wish) -> ReportSection | None:
    """Say where crisis is paid for that prevention works against."""
    found = ask_for_report(wish, "consequences")
    pairs = found["answer"]["consequences"] if found else []
    if not pairs:
        return None
    branch, currency = wish.opened.branch, _currency(wish)
    rows = [
        (
            branch.name_of(each["prevention"]),
            _money(each["prevention_spend"], currency),
            branch.name_of(each["crisis"]),
            _money(each["crisis_spend"], currency),
            each["weakest"] or "not known",
        )
        for each in pairs[:_ROWS]
    ]
    heads = ("prevention", "spend", "works against what fills", "its spend", "least sure link")
    more = f"{len(pairs) - _ROWS} more pairs. " if len(pairs) > _ROWS else ""
    return ReportSection(
        "Where do we pay for not preventing?",
        (),
        ReportTable(heads, tuple(rows), frozenset({1, 3})),
        f"{more}How much of the one takes away how much of the other is not known.",
    )


def loops(wish: Wish) -> ReportSection | None:
    """Say which named loops drive things, and what is ours in them."""
    found = ask_for_report(wish, "loops")
    cards = found["answer"]["loops"] if found else []
    if not cards:
        return None
    branch, currency = wish.opened.branch, _currency(wish)
    rows = [
        (
            card["name"],
            "no longer closes" if card["broken"] else SORTS[card["type"]],
            _several(branch.name_of, card["within_reach"]) or "nothing that the map says",
            str(len(card["crosses"])),
            _money(card["money"], currency),
            card["weakest"] or "not known",
        )
        for card in cards[:_TALL]
    ]
    heads = (
        "loop",
        "what it does",
        "ours to move, or in part",
        "links across",
        "money on it",
        "least sure link",
    )
    more = f"{len(cards) - _TALL} more loops." if len(cards) > _TALL else ""
    table = ReportTable(heads, tuple(rows), frozenset({3, 4}))
    return ReportSection("Which loops drive this?", (str(found["sentence"]),), table, more)


def levers(wish: Wish) -> ReportSection | None:
    """Say where a change within reach would travel furthest."""
    found = ask_for_report(wish, "levers")
    places = found["answer"]["places"] if found else []
    if not places:
        return None
    wanted, names = found["answer"]["wanted"], wish.opened.branch.name_of
    rows = []
    for each in places[:_TALL]:
        sides: dict[str, list[str]] = {"better": [], "worse": [], "open": []}
        for outcome, want in wanted.items():
            response = each["responses"][outcome]
            if response["direction"]:
                sides["better" if response["direction"] == want else "worse"].append(outcome)
            # What moves one way where it moves at all does not go either way.
            elif response["verdict"] == "undetermined" and response["if_at_all"] != want:
                sides["open"].append(outcome)
        rows.append(
            (
                f"{'More' if each['push'] > 0 else 'Less'} {each['name']}",
                *(_several(names, sides[side]) or "none seen" for side in ("better", "open", "worse")),
            )
        )
    heads = ("place to act", "moves as you want, usually", "could go either way", "goes against you")
    more = f"{len(places) - _TALL} more places." if len(places) > _TALL else ""
    return ReportSection("Where could we act?", (), ReportTable(heads, tuple(rows)), more)


def unowned(wish: Wish) -> ReportSection | None:
    """Name the strong links that nobody answers for at one end."""
    found = ask_for_report(wish, "boundaries")
    links = found["answer"]["links"] if found else []
    if not links:
        return None
    said = [str(each["sentence"]) for each in found["answer"]["findings"] if each["kind"] == "nobody_owns_link"]
    more = f"{len(said) - _FEW} more links." if len(said) > _FEW else ""
    return ReportSection("What does nobody own?", tuple(said[:_FEW]), None, more)


def ending(wish: Wish) -> ReportSection | None:
    """Say what ends within twelve months; the first is told in short."""
    found = ask_for_report(wish, "ending")
    if not found or not wish.opened.branch.of("Agreement"):
        return None
    said = [str(each["sentence"]) for each in found["answer"]["findings"]] or [str(found["sentence"])]
    more = f"{len(said) - _SAID} more." if len(said) > _SAID else ""
    return ReportSection("What has to be decided soon?", tuple(said[:_SAID]), None, more)


SECTIONS: Mapping[str, Callable[[Wish], ReportSection | None]] = {
    "Where does the money go?": services,
    "How much is prevention, how much is crisis?": tiers,
    "Who pays and who benefits?": benefits,
    "What does it achieve?": outcomes,
    "Where do we pay for not preventing?": consequences,
    "Which loops drive this?": loops,
    "Where could we act?": levers,
    "What does nobody own?": unowned,
    "What has to be decided soon?": ending,
}
"""Each section by its title; None stands for what the map cannot say."""


def guardrail_section(found: Asked) -> ReportSection:
    """Give the questions of the guardrails that matter most.

    Parameters
    ----------
    found : Mapping
        What question 9 answered.
    """
    questions = [each for each in found["answer"]["questions"] if not (each["explanation"] or {}).get("holds")]
    rows = [
        (each["severity"], each["finding"]["sentence"], f"{each['name']} ({each['rule']})", each["caution"])
        for each in questions[:_SAID]
    ]
    more = f" {len(questions) - _SAID} more." if len(questions) > _SAID else ""
    none = () if questions else ("The rules that could be checked ask nothing of this map.",)
    unchecked = [each["id"] for each in found["answer"]["rules"] if each["status"] == "not_checked"]
    silent = f" Not checked, for want of data: {', '.join(unchecked)}." if unchecked else ""
    return ReportSection(
        "What should we ask ourselves?",
        none,
        ReportTable(("how much", "question", "rule", "often with nothing the matter"), tuple(rows)),
        f"These are questions and no accusations, and nothing here is legal advice.{more}{silent}",
    )


def missing(wish: Wish, lacking: Sequence[str]) -> ReportSection:
    """Say what the map cannot say, and what it lacks.

    Parameters
    ----------
    wish : Wish
        The map, and for whom.
    lacking : sequence of str
        Titles of the sections that it cannot fill.
    """
    found = ask_for_report(wish, "tidy")
    said = [str(each["sentence"]) for each in found["answer"].get("findings", ())] if found else []
    unanswered = [f"Not enough is on the map to say: {' '.join(lacking)}"] if lacking else []
    more = f"{len(said) - _SAID} more." if len(said) > _SAID else ""
    none = [] if unanswered else ["Nothing that is drawn lacks an owner, a source or a link."]
    return ReportSection("What is missing?", (*unanswered, *(said[:_SAID] or none)), None, more)


def _money(amount: str | None, currency: str) -> str:
    return "not known" if amount is None else say_money(Decimal(amount), currency)


def _currency(wish: Wish) -> str:
    from sysmap.analysis.flows import select_flows

    return select_flows(wish.opened.branch, wish.year).currency


def _several(name: Callable[[str], str], ids: Sequence[str]) -> str:
    shown = ", ".join(name(each) for each in ids[:_NAMED])
    return f"{shown} and {len(ids) - _NAMED} more" if len(ids) > _NAMED else shown
