"""Loops that are worth a look, answered in every format: ranked, independent, or strongest."""

from collections.abc import Sequence
from typing import Any, Literal

from sysmap.analysis.loop_ranking import (
    LoopRanking,
    LoopSample,
    WeighedLoop,
    rank_loops,
    sample_independent,
    sample_strong,
)
from sysmap.analysis.press.settings import Settings
from sysmap.model.maps import Branch
from sysmap.model.polarity import say_loop
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.loops import one_loop, path_of
from sysmap.pipeline.opening import Opened, asked

Way = Literal["rank", "sils", "strongest"]


def ask_ranked(
    opened: Opened,
    way: Way,
    settings: Settings,
    *,
    max_length: int | None = None,
    seconds: float = 10.0,
    listed: int | None = None,
) -> Answer:
    """Give the loops that are worth a look.

    Parameters
    ----------
    opened : Opened
        The map.
    way : {"rank", "sils", "strongest"}
        All up to a length, ranked; the shortest independent loop set; or the strongest of any length.
    settings : Settings
        How likely and large links are, and how many versions are drawn.
    max_length : int, optional
        Rank no longer loops.
    seconds : float
        How long to look for the loops to rank.
    listed : int, optional
        How many a text lists; all where not given.

    Raises
    ------
    NoAnswerError
        When there is nothing to rank.
    """
    branch = opened.branch
    if way == "rank":
        ranking = rank_loops(branch, settings, max_length=max_length, seconds=seconds)
        loops = ranking.loops
        said = say_ranking(ranking)
        more = {"complete_to_length": ranking.complete_to_length, "is_whole": ranking.is_whole}
    else:
        sample = sample_independent(branch, settings) if way == "sils" else sample_strong(branch, settings)
        loops = sample.loops
        said = _say_set(sample) if way == "sils" else _say_strong(sample)
        more = _sample_data(sample)
    parts: list[str | Table] = [f"{opened.heading}.", *said]
    if loops:
        parts.extend(["", _told(branch, loops[:listed], ranked=way == "rank")])
    parts.extend(say_more(len(loops), listed))
    if opened.withheld:
        parts.append(opened.withheld)
    data = {
        **asked(opened),
        "way": way,
        "draws": settings.draws if way == "rank" else None,
        "seed": settings.seed if way == "rank" else None,
        "weights": settings.weights,
        "complete_to_length": None,
        "is_whole": None,
        "cycle_rank": None,
        "filled": None,
        "stopped": None,
        **more,
        "loops": [_loop_data(each, ranked=way == "rank") for each in loops],
        "names": {each: branch.name_of(each) for each in sorted({e for loop in loops for e in loop.loop.elements})},
    }
    return Answer(tuple(parts), data, _table(branch, loops, ranked=way == "rank"), opened.cautions)


def _count(loops: int) -> str:
    return f"{loops:,} {'loop' if loops == 1 else 'loops'}"


def say_ranking(ranking: LoopRanking) -> list[str]:
    """Say which loops are ranked, by what, and how little the order may say."""
    count = len(ranking.loops)
    if count == 1 and ranking.is_whole:
        return ["There is one loop, so nothing to rank."]
    which = "all of any length" if ranking.is_whole else f"all of up to {ranking.complete_to_length} elements"
    said = [
        f"{_count(count)}, {which}, by how likely each is there and how strong it is for its length.",
        (
            f"Ranks lie between the two numbers in nine of ten of {ranking.settings.draws:,} versions of the map from"
            f" seed {ranking.settings.seed}: where they overlap widely, the order says little."
        ),
    ]
    if not ranking.is_whole:
        why = (
            "The search was stopped by --seconds before all longer loops were found, so none of these is ranked"
            if ranking.out_of_time
            else "Longer loops may exist and are not ranked"
        )
        said.append(
            f"{why}: a part of them would say nothing of the rest."
            " --sils and --strongest look among loops of any length."
        )
    return said


def _say_set(sample: LoopSample) -> list[str]:
    found = sample.independent
    if found is None or not found.rank:
        return ["There is no feedback loop."]
    missing = found.rank - len(found.loops)
    told = (
        "All other loops are made of these."
        if not missing
        else f"{missing:,} more would be needed to make all loops out of them, so a loop that matters may be missing."
    )
    return [
        (
            f"The shortest independent loop set has {_count(len(found.loops))}: each adds a link that no shorter one"
            f" holds. Independent of each other on this map: {_count(found.rank)}. {told}"
        ),
        "They are listed by length, not ranked.",
    ]


def _say_strong(sample: LoopSample) -> list[str]:
    if not sample.loops:
        return [
            "More loops are equally strong than can be looked through: none stands out."
            if sample.stopped
            else "There is no feedback loop."
        ]
    gain = "by the product of the middle sizes of their links, which favours short loops"
    if not sample.stopped:
        return [f"All {_count(len(sample.loops))}, the strongest first, {gain}."]
    return [
        f"The strongest {_count(len(sample.loops))} of any length, {gain}.",
        f"No loop of a product of {sample.loops[-1].gain:.2g} or more is missing; weaker ones are not listed.",
    ]


def _told(branch: Branch, loops: Sequence[WeighedLoop], *, ranked: bool) -> Table:
    columns: tuple[str, ...] = (
        "ranks",
        "what it does",
        "is there",
        "size a link",
        "how long",
        "length",
        "round the loop",
    )
    rows: list[tuple[str, ...]] = [
        (
            f"{each.rank_low:.0f} to {each.rank_high:.0f}",
            say_loop(each.loop.polarity, len(each.loop.contested)),
            f"{each.existence:.0%}",
            f"{each.per_link:.2f}",
            say_delay(each),
            str(each.loop.length),
            f"{each.loop.name + ': ' if each.loop.name else ''}{path_of(branch, each.loop)}",
        )
        for each in loops
    ]
    if not ranked:
        columns, rows = columns[1:], [row[1:] for row in rows]
    return make_table(columns, rows, ("is there", "size a link", "length"))


def say_delay(each: WeighedLoop) -> str:
    """Say how long a loop takes: its longest step, as far as it is known."""
    if not each.delay:
        return "not known"
    said = "no delay" if each.delay == "none" else each.delay
    return f"{said} or longer" if each.delays_unknown and each.delay != "years" else said


def _loop_data(each: WeighedLoop, *, ranked: bool) -> dict[str, Any]:
    return {
        **one_loop(each.loop),
        "existence": each.existence,
        "reinforcing": each.reinforcing,
        "gain": each.gain,
        "gain_per_link": each.per_link,
        "delay": each.delay or None,
        "delays_unknown": each.delays_unknown,
        "score": each.score if ranked else None,
        "rank": each.rank if ranked else None,
        "rank_low": each.rank_low if ranked else None,
        "rank_high": each.rank_high if ranked else None,
    }


def _sample_data(sample: LoopSample) -> dict[str, Any]:
    found = sample.independent
    if found is None:
        return {"stopped": sample.stopped}
    return {"cycle_rank": found.rank, "filled": [list(loop) for loop in found.filled]}


def _table(branch: Branch, loops: Sequence[WeighedLoop], *, ranked: bool) -> Table:
    columns = (
        "id",
        "name",
        "elements",
        "length",
        "polarity",
        "existence",
        "reinforcing",
        "gain",
        "gain_per_link",
        "delay",
        "delays_unknown",
        "score",
        "rank",
        "rank_low",
        "rank_high",
        "path",
    )
    rows = []
    for each in loops:
        found = each.loop
        numbers = (each.existence, each.reinforcing, each.gain, each.per_link)
        ranks = (each.score, each.rank, each.rank_low, each.rank_high)
        rows.append(
            (
                found.id,
                found.name,
                ";".join(found.elements),
                str(found.length),
                found.polarity,
                *(f"{number:.4g}" for number in numbers),
                each.delay,
                str(each.delays_unknown),
                *(f"{number:.4g}" if ranked else "" for number in ranks),
                path_of(branch, found),
            )
        )
    return make_table(columns, rows)
