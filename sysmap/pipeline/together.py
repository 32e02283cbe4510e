"""Which ways several things move together, answered in every format."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sysmap.analysis.lab.together import Always, Pattern, find_together
from sysmap.analysis.press.causal_matrix import matrix_of
from sysmap.analysis.press.report import say_push
from sysmap.analysis.press.settings import Settings
from sysmap.errors import NoAnswerError, UsageError
from sysmap.pipeline.answers import Answer, Table, make_table, say_more
from sysmap.pipeline.leverage import wanted_outcomes
from sysmap.pipeline.names import CAUSAL, Ask, find_named
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.press import say_versions, settings_data

MOST = 8
"""Things asked for at most: with more, hardly any combination comes up twice."""

_WORDS = {1: "more", -1: "less", 0: "not reached"}


def ask_together(
    opened: Opened,
    name: str,
    of: Sequence[str],
    settings: Settings,
    *,
    push: int = 1,
    listed: int | None = None,
    ask: Ask | None = None,
) -> Answer:
    """Say which ways several things move together under a push.

    Parameters
    ----------
    opened : Opened
        The map.
    name : str
        What is pushed, typed loosely.
    of : sequence of str
        Names of the things asked for; every outcome whose wanted direction is known where empty.
    settings : Settings
        How many versions to draw, from which seed, with what sizes.
    push : {1, -1}, optional
        Up or down.
    listed : int, optional
        How many combinations a text lists; all where not given.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NoAnswerError
        When something asked for is on no causal link, or nothing is asked for.
    UsageError
        When too much is asked for, or what is pushed is.
    """
    branch = opened.branch
    # What comes up only because a link is missing says nothing of how things hang together.
    settings = replace(settings, existence=dict.fromkeys(settings.existence, 1.0))
    matrix = matrix_of(branch, settings)
    place = matrix.index()
    pushed = find_named(branch, name, CAUSAL, ask).id
    names = [find_named(branch, each, CAUSAL, ask).id for each in of]
    elements = list(dict.fromkeys(names)) or [each for each in wanted_outcomes(branch) if each != pushed]
    if pushed in elements:
        raise UsageError(f"“{branch.name_of(pushed)}” is what is pushed: ask for other things with --of")
    if len(elements) > MOST:
        raise UsageError(f"{len(elements)} things are too many to look at together: name up to {MOST} with --of")
    if not elements:
        raise NoAnswerError('nothing says what to look at: name it, as in: --of "Loneliness" --of "Carer strain"')
    for each in (pushed, *elements):
        if each not in place:
            raise NoAnswerError(f"no causal link starts or ends at “{branch.name_of(each)}”: draw one")
    found = find_together(matrix, {place[pushed]: float(push)}, [place[each] for each in elements], settings)
    rows = [_row(each) for each in found.patterns]
    columns = (*(branch.name_of(each) for each in elements), "versions")
    reached = sum(any(each.ways[place] for each in found.patterns) for place in range(len(elements)))
    if not reached:
        raise NoAnswerError(f"no way leads from “{branch.name_of(pushed)}” to any of these: ask for others with --of")
    parts: list[str | Table] = [
        f"{opened.heading}: with {say_push(branch, {pushed: push})}, held there.",
        f"Every link is taken to be there. {say_versions(settings, found.regimes)}",
        (
            f"{len(rows)} of {2**reached} combinations of more and less came up. What never came up is not impossible:"
            " nobody has drawn every version."
        ),
        "",
        make_table(columns, rows[:listed], columns[-1:]),
    ]
    parts.extend(say_more(len(rows), listed))
    if found.always:
        told = [branch.name_of(each) for each in elements]
        parts.extend(["", "In every version:", *(f"  {_say(told, each)}" for each in found.always)])
    data: dict[str, Any] = {
        **asked(opened),
        "pushed": {pushed: push},
        "elements": elements,
        **settings_data(settings, found.regimes),
        "patterns": [{"ways": list(each.ways), "shares": dict(each.shares)} for each in found.patterns],
        "always": [
            {"if": elements[each.first], "goes": each.way, "then": elements[each.second], "way": each.goes}
            for each in found.always
        ],
        "names": {each: branch.name_of(each) for each in (pushed, *elements)},
    }
    return Answer(tuple(parts), data, make_table((*elements, "versions"), rows, ("versions",)), opened.cautions)


def _row(pattern: Pattern) -> tuple[str, ...]:
    low, high = min(pattern.shares.values()), max(pattern.shares.values())
    share = f"{low:.1%}" if f"{low:.1%}" == f"{high:.1%}" else f"{low:.1%} to {high:.1%}"
    return (*(_WORDS[way] for way in pattern.ways), share)


def _say(names: Sequence[str], always: Always) -> str:
    first, second = names[always.first], names[always.second]
    return f"where there is {_WORDS[always.way]} “{first}” there is {_WORDS[always.goes]} “{second}”"
