"""Methods side by side, answered in every format."""

from typing import Any

from sysmap.analysis.lab.comparison import Comparison, Pair, compare_methods
from sysmap.analysis.press.report import Progress
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.lab import NOT_LEVERAGE, made_with, say_made, stamped
from sysmap.pipeline.leverage import LeverageWish, wanted_of
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import Opened, asked

SHOWN = 8
"""Elements on which methods disagree that a text tells where nobody asks for more."""

NOTE = (
    "No order is averaged with another. All are read from one drawing, so that they agree is no proof; only press and"
    f" the fuzzy map look at signs and at what you want. {NOT_LEVERAGE}"
)


def ask_comparison(
    opened: Opened,
    wish: LeverageWish,
    *,
    top: int = 5,
    listed: int = SHOWN,
    ask: Ask | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Put the orders of methods side by side.

    Parameters
    ----------
    opened : Opened
        The map.
    wish : LeverageWish
        What people want to change, how many versions to draw, and the seed.
    top : int
        How many are among the first.
    listed : int
        How many of the elements on which methods disagree a text tells.
    ask : callable, optional
        Asks which of several is meant.
    progress : callable, optional
        Told the share that is done.

    Raises
    ------
    UsageError
        When something is wanted both ways.
    NoAnswerError
        When fewer than three elements can be compared.
    """
    wanted = wanted_of(opened.branch, wish, ask)
    found = compare_methods(opened.branch, wanted, top=top, draws=wish.draws, seed=wish.seed, progress=progress)
    made = made_with(opened, {"draws": wish.draws, "seed": wish.seed, "top": top})
    elements = [_one(opened, found, place) for place in range(len(found.elements))]
    data = {
        **asked(opened),
        "wanted": wanted,
        "made_with": made,
        "agreement": found.agreement,
        "agreement_by_chance": found.by_chance,
        "methods": [{"name": each.method, "words": each.words, "looks_at_signs": each.signed} for each in found.orders],
        "left_out": dict(found.left_out),
        "other_lambdas": {f"{each:g}": tau for each, tau in found.other_lambdas.items()},
        "pairs": [_pair(each) for each in found.pairs],
        "elements": elements,
        "findings": stamped(found.findings, made),
        "note": NOTE,
    }
    methods = [each.method for each in found.orders]
    rows = [
        (each["id"], each["name"], *(f"{rank:g}" for rank in each["ranks"].values()), "yes" if each["apart"] else "no")
        for each in elements
    ]
    sheet = make_table(("id", "name", *(f"rank_{each}" for each in methods), "apart"), rows, methods)
    return Answer(_parts(opened, found, wish, top, listed), data, sheet, opened.cautions)


def _parts(opened: Opened, found: Comparison, wish: LeverageWish, top: int, listed: int) -> tuple[str | Table, ...]:
    count = len(found.elements)
    parts: list[str | Table] = [
        f"{opened.heading}: {len(found.orders)} methods side by side, {count} elements.",
        _say_agreement(found),
        *(f"Without {method}: {why}." for method, why in found.left_out.items()),
        "",
        make_table(
            ("methods", "tau-b", "nine in ten", f"among first {top} of both"),
            [_pair_row(found, each) for each in found.pairs],
            ("tau-b", "nine in ten", f"among first {top} of both"),
        ),
        "",
    ]
    if found.findings:
        half = "Methods are more than half of all ranks apart on"
        parts.append(f"{half} {len(found.findings)} of them (where inputs enter, another question, not counted):")
        parts.extend(f"  {number}. {each.sentence}" for number, each in enumerate(found.findings[:listed], 1))
        parts.extend(say_more(len(found.findings), listed))
    else:
        parts.append("On no element are methods more than half of all ranks apart.")
    if found.other_lambdas:
        told = ", ".join(
            f"{'none' if tau is None else f'{tau:.2f}'} at {each:g}" for each, tau in found.other_lambdas.items()
        )
        parts.append(f"The fuzzy map's own order at other lambdas agrees with the one told by tau-b {told}.")
    parts.extend(("", say_made(opened, f"{wish.draws:,} versions, dealings and draws", f"seed {wish.seed}"), NOTE))
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _say_agreement(found: Comparison) -> str:
    if found.agreement is None or found.by_chance is None:
        return "Every method puts all elements level, so that there is nothing to agree on."
    said = f"Together they agree by W {found.agreement:.2f}, of 1"
    if found.agreement > found.by_chance:
        return f"{said}; more than chance, by which one in twenty dealings reach {found.by_chance:.2f}."
    return f"{said}; no more than chance, by which one in twenty dealings reach {found.by_chance:.2f}."


def _pair_row(found: Comparison, pair: Pair) -> tuple[str, ...]:
    words = {each.method: each.words for each in found.orders}
    return (
        f"{words[pair.first]}, {words[pair.second]}",
        "all level" if pair.tau is None else f"{pair.tau:.2f}",
        "" if pair.between is None else f"{pair.between[0]:.2f} to {pair.between[1]:.2f}",
        "too many level" if pair.shared is None else f"{pair.shared} of {pair.of}",
    )


def _pair(pair: Pair) -> dict[str, Any]:
    low, high = pair.between or (None, None)
    return {
        "first": pair.first,
        "second": pair.second,
        "tau": pair.tau,
        "tau_low": low,
        "tau_high": high,
        "shared": pair.shared,
        "of": pair.of,
    }


def _one(opened: Opened, found: Comparison, place: int) -> dict[str, Any]:
    return {
        "id": found.elements[place],
        "name": opened.branch.name_of(found.elements[place]),
        "ranks": {each.method: ranks[place] for each, ranks in zip(found.orders, found.ranks, strict=True)},
        "reasons": {each.method: each.reasons[place] for each in found.orders},
        "apart": place in found.apart,
    }
