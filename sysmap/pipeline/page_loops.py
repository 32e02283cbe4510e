"""Loops of a page, in the order of `sysmap loops --rank` and with its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sysmap.analysis.loop_ranking import LoopRanking, rank_loops
from sysmap.analysis.loops import FoundLoop
from sysmap.analysis.press.causal_matrix import matrix_of
from sysmap.analysis.press.settings import Settings
from sysmap.errors import NoAnswerError
from sysmap.model.maps import Branch
from sysmap.pipeline.methods import METHODS
from sysmap.pipeline.ranked_loops import say_delay, say_ranking
from sysmap.render.loops import PageLoop

HELD = 100
"""Loops without a name that a page holds at most."""

SECONDS = 2.0
"""How long they are searched for: a picture should not wait for the last of millions."""


@dataclass(frozen=True, slots=True)
class LoopsOfPage:
    """The loops of a page that nobody named, and what is known of each.

    Parameters
    ----------
    found : tuple of PageLoop
        The first of the ranking; the shortest where there is none.
    ranked : Mapping of str to Any
        What `frontend/src/contract.ts` calls Ranked; empty where there is no ranking.
    """

    found: tuple[PageLoop, ...]
    ranked: Mapping[str, Any] = field(default_factory=dict)


def loops_of_page(
    branch: Branch, shortest: Sequence[FoundLoop], settings: Settings | None = None, *, largest: int
) -> LoopsOfPage:
    """Choose and weigh the loops of a page.

    Parameters
    ----------
    branch : Branch
        The map, already filtered for its reader.
    shortest : sequence of FoundLoop
        The shortest loops, for where there is no ranking.
    settings : Settings, optional
        How many versions to draw, from which seed, with what sizes; as the command does where not given.
    largest : int
        Elements on causal links up to which loops are ranked.
    """
    settings = settings or Settings()
    plain = LoopsOfPage(tuple(page_loop(branch, each) for each in shortest if not each.name)[:HELD])
    if matrix_of(branch, settings).size > largest:
        return plain
    try:
        ranking = rank_loops(branch, settings, seconds=SECONDS)
    except NoAnswerError:
        return plain
    unnamed = [each.loop for each in ranking.loops if not each.loop.name][:HELD]
    held = {each.id for each in unnamed}
    weighed = {
        each.loop.id: {
            "ranks": [each.rank_low, each.rank, each.rank_high],
            "there": f"{each.existence:.0%}",
            "size": f"{each.per_link:.2f}",
            "delay": say_delay(each),
        }
        for each in ranking.loops
        if each.loop.name or each.loop.id in held
    }
    ranked = {
        "loops": weighed,
        "of": len(ranking.loops),
        "said": _said(ranking, len(weighed)),
        "versions": "",
        "again": _again(branch, settings),
        "how": METHODS["loops"].split("\n"),
    }
    return LoopsOfPage(tuple(page_loop(branch, each) for each in unnamed), {"ranked": ranked})


def _said(ranking: LoopRanking, held: int) -> list[str]:
    said = say_ranking(ranking)[:2]
    if not ranking.is_whole:
        said.append("Longer loops may exist: sysmap loops MAP --sils and --strongest look among loops of any length.")
    if held < len(ranking.loops):
        said.append(f"This page holds the first {held}, and those that people named.")
    return said


def _again(branch: Branch, settings: Settings) -> str:
    scenario = f" --scenario {branch.scenario}" if branch.scenario else ""
    return f"sysmap loops MAP --rank --draws {settings.draws} --seed {settings.seed}{scenario}"


def page_loop(branch: Branch, loop: FoundLoop) -> PageLoop:
    """Give a loop with one link for each step; where several links join the same two elements, the first of them.

    Parameters
    ----------
    branch : Branch
        The branch it was found on.
    loop : FoundLoop
        The loop.
    """
    leaving: dict[str, str] = {}
    for each in loop.relationships:
        leaving.setdefault(branch[each].from_id, each)
    links = tuple(leaving[each] for each in loop.elements)
    return PageLoop(loop.id, loop.polarity, loop.elements, links, len(loop.contested))
