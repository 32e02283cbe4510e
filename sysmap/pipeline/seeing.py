"""What was seen to move, as it is typed or measured, and how it changes an answer, told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sysmap.analysis.press.causal_matrix import matrix_of
from sysmap.analysis.press.measured import movements_since
from sysmap.analysis.press.paths import find_paths
from sysmap.analysis.press.report import say_push
from sysmap.analysis.press.seen import FitReport, Seen, Turned, Weighed
from sysmap.analysis.press.settings import Regime
from sysmap.analysis.press.verdicts import Response
from sysmap.errors import NoAnswerError, UsageError
from sysmap.model.maps import Branch
from sysmap.model.polarity import read_aloud
from sysmap.pipeline.names import Ask, find_ways

_MOVED = re.compile(r"(?P<name>.*\S)\s+(?P<way>up|down)", re.IGNORECASE | re.DOTALL)

DAMPED: Mapping[Regime, str] = {
    "rejection": "keeping only versions that settle by themselves",
    "spectral_shift": "damping all elements as much as it takes to settle",
    "row_dominance": "damping each element more than all that acts on it",
}
"""The ways to damp, in words."""


@dataclass(frozen=True, slots=True)
class SeenWish:
    """What people saw.

    Parameters
    ----------
    saw : tuple of str
        What moved, each as `NAME up` or `NAME down`.
    since : date or None
        What the map's measures show since this day was seen too.
    after : tuple of str
        What is known to have happened before, each as `NAME up` or `NAME down`; what is asked about where empty.
    """

    saw: tuple[str, ...] = ()
    since: date | None = None
    after: tuple[str, ...] = ()


NOTHING_SEEN = SeenWish()


def read_seen(
    branch: Branch, wish: SeenWish, pushes: Mapping[str, int], ask: Ask | None = None
) -> tuple[Seen | None, list[str]]:
    """Read what was seen, and say what was made of it; None where nothing was.

    Parameters
    ----------
    branch : Branch
        The map.
    wish : SeenWish
        What people typed.
    pushes : Mapping of str to int
        What is asked about: what happened, where nothing else is said.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When it cannot be read, or says two things at once.
    NoAnswerError
        When measures were asked for and tell of no movement.
    """
    if not wish.saw and wish.since is None:
        if wish.after:
            raise UsageError('say what moved after that, as in: --saw "Loneliness down"')
        return None, []
    after = _read_moves(branch, wish.after, ask) or dict(pushes)
    if not after:
        raise UsageError('say what had happened before, as in: --after "Prevention budget up"')
    moved = _read_moves(branch, wish.saw, ask)
    notes: list[str] = []
    if wish.since is not None:
        notes = _add_measured(branch, wish.since, after, moved)
    for element in moved:
        if element in after:
            raise UsageError(f"“{branch.name_of(element)}” is what was pushed: say what moved after that")
    return Seen(after, moved), notes


@contextmanager
def telling_measures(notes: Sequence[str]) -> Iterator[None]:
    """Tell what was made of each measure too where no answer can be given: it may be the reason."""
    try:
        yield
    except NoAnswerError as error:
        if not notes:
            raise
        raise NoAnswerError(f"{error}. From the measures: {' '.join(notes)}".removesuffix(".")) from error


def _read_moves(branch: Branch, texts: Sequence[str], ask: Ask | None) -> dict[str, int]:
    return find_ways(branch, map(_read_move, texts), "have moved", ask)


def _read_move(text: str) -> tuple[str, int]:
    read = _MOVED.fullmatch(text.strip())
    if not read:
        raise UsageError(f"cannot read {text!r}: write 'NAME up' or 'NAME down'")
    return read["name"], 1 if read["way"].casefold() == "up" else -1


def _add_measured(branch: Branch, since: date, after: Mapping[str, int], moved: dict[str, int]) -> list[str]:
    """Add what measures tell to what was typed, which counts for more; say what was made of each."""
    told = movements_since(branch, since)
    matrix = matrix_of(branch)
    starts = tuple(each for each in after if each in matrix.elements)
    notes = []
    for element, way in told.moved.items():
        measures = " and ".join(f"“{branch.name_of(each)}”" for each in told.told_by[element])
        if element in after:
            notes.append(f"Not counted: {measures}, as “{branch.name_of(element)}” is what was pushed.")
        elif element not in matrix.elements or not find_paths(matrix, starts, element, 1):
            notes.append(f"Not counted: {measures}, as no way leads to “{branch.name_of(element)}”.")
        elif moved.setdefault(element, way) != way:
            notes.append(f"Not counted: {measures}, as you saw “{branch.name_of(element)}” go the other way.")
        else:
            notes.append(f"{measures} since {since}: {'more' if way > 0 else 'less'} “{branch.name_of(element)}”.")
    quiet: dict[str, list[str]] = {}
    for measure, why in told.silent.items():
        quiet.setdefault(why, []).append(f"“{branch.name_of(measure)}”")
    notes.extend(f"Not counted: {', '.join(names)}: {why}." for why, names in quiet.items())
    if not moved:
        raise NoAnswerError(
            f"the measures of this map show nothing that moved one way since {since}: "
            + ("; ".join(notes) or "it has none of a factor or service")
        )
    return notes


def say_fit(branch: Branch, fit: FitReport, draws: int) -> list[str]:
    """Say what was seen, how many versions fit, and what it speaks for and against.

    Parameters
    ----------
    branch : Branch
        The map.
    fit : FitReport
        How the versions agree with what was seen.
    draws : int
        How many versions were drawn.
    """
    seen = fit.seen
    moved = ", ".join(f"{'more' if way > 0 else 'less'} “{branch.name_of(each)}”" for each, way in seen.moved.items())
    used = [each for each in fit.regimes.values() if each.used]
    shares = sorted(each.share for each in used)
    share = (
        f"{shares[0]:.0%}" if round(shares[0], 2) == round(shares[-1], 2) else f"{shares[0]:.0%} to {shares[-1]:.0%}"
    )
    said = [
        f"Seen after {say_push(branch, seen.after)}: {moved}.",
        (
            f"{share} of the versions fit that, at least {fit.effective:,} of {draws:,} under every way to damp that is"
            " used. The others are left out."
        ),
    ]
    for regime, each in fit.regimes.items():
        if not each.used and each.settles and each.share < min(shares):
            said.append(
                f"Too few fit when {DAMPED[regime]} ({each.fitting:,} of {each.settled:,}): it speaks against that."
            )
    said.extend(say_weighed(branch, each) for each in fit.speaks)
    said.extend(say_turned(branch, each) for each in fit.turned)
    said.append("Other things moved in that time too. What was seen counts only as far as this push explains it.")
    return said


def say_weighed(branch: Branch, weighed: Weighed) -> str:
    """Say what the observations make of one unsure thing about a link."""
    link = branch[weighed.links[0]]
    start, finish = branch.name_of(link.from_id), branch.name_of(link.to_id)
    said = {
        "there": f"“{start}” acts on “{finish}”",
        "way": read_aloud(start, "+", finish).rstrip("."),
        "strength": f"“{start}” acts strongly on “{finish}”",
    }[weighed.doubt]
    side = "for" if weighed.after > weighed.before else "against"
    return (
        f"It speaks {side} this: {said} ({weighed.before:.0%} of all versions, {weighed.after:.0%} of those that fit)."
    )


def say_turned(branch: Branch, turned: Turned) -> str:
    """Say which known sign would explain what hardly any version does."""
    link = branch[turned.links[0]]
    start, finish = branch.name_of(link.from_id), branch.name_of(link.to_id)
    return (
        f"It speaks against the sign of “{start}” → “{finish}”: turned round, {turned.after:.0%} of versions would show"
        f" what was seen of “{branch.name_of(turned.element)}”, as drawn {turned.before:.0%}."
    )


def is_moved(before: Response, now: Response) -> bool:
    """Whether the words for a response differ."""
    return (before.verdict, before.direction, before.if_at_all) != (now.verdict, now.direction, now.if_at_all)


def fit_data(fit: FitReport | None, notes: Sequence[str]) -> dict[str, Any] | None:
    """Give how versions agree with what was seen as plain JSON values; None where nothing was seen."""
    if fit is None:
        return None
    return {
        "after": dict(fit.seen.after),
        "moved": dict(fit.seen.moved),
        "measured": list(notes),
        "effective": fit.effective,
        "regimes": {
            name: {
                "used": each.used,
                "settled": each.settled,
                "fitting": each.fitting,
                "share": each.share,
                "alone": dict(each.alone),
            }
            for name, each in fit.regimes.items()
        },
        "speaks": [
            {"links": list(each.links), "doubt": each.doubt, "before": each.before, "after": each.after}
            for each in fit.speaks
        ],
        "turned": [
            {"element": each.element, "links": list(each.links), "before": each.before, "after": each.after}
            for each in fit.turned
        ],
    }
