"""Two rival maps and what was seen, answered in every format."""

from collections.abc import Mapping
from typing import Any

from sysmap.analysis.lab.rival import Odds, Rivalry, Strength, compare_rivals
from sysmap.analysis.press.causal_matrix import matrix_of
from sysmap.analysis.press.report import Progress, say_push
from sysmap.analysis.press.seen import check_seen
from sysmap.analysis.press.settings import Settings
from sysmap.errors import NoAnswerError, UsageError
from sysmap.pipeline.answers import Answer, Table, make_table
from sysmap.pipeline.names import Ask
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.seeing import SeenWish, read_seen

_WORDS: Mapping[Strength, str] = {
    "none": "What was seen does not tell the two apart.",
    "mention": (
        "Hardly any evidence, not worth more than a bare mention: what was seen is at least {factor} times as likely"
        " under {map}."
    ),
    "positive": "Some evidence for {map}: what was seen is at least {factor} times as likely under it.",
    "strong": "Strong evidence for {map}: what was seen is at least {factor} times as likely under it.",
    "very_strong": "Very strong evidence for {map}: what was seen is at least {factor} times as likely under it.",
}
CAVEAT = (
    "This compares these two maps and no third; both may be wrong. It counts only what was seen here: a map that was"
    " drawn to explain just that wins unfairly."
)


def ask_rival(
    first: Opened,
    second: Opened,
    wish: SeenWish,
    settings: Settings,
    *,
    ask: Ask | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Say which of two maps what was seen speaks for.

    Parameters
    ----------
    first, second : Opened
        The maps; names are looked up in each.
    wish : SeenWish
        What had happened, and what was seen to move.
    settings : Settings
        How many versions of each map to draw, from which seed, with what sizes.
    ask : callable, optional
        Asks which of several is meant.
    progress : callable, optional
        Told the share that is done, 0 to 1.

    Raises
    ------
    UsageError
        When nothing was seen.
    NoAnswerError
        When what was seen is not on one of the maps, or neither map can show it.
    """
    sides = []
    for opened in (first, second):
        matrix = matrix_of(opened.branch, settings)
        seen, _ = read_seen(opened.branch, wish, {}, ask)
        if seen is None:
            raise UsageError('say what was seen, as in: --after "Prevention budget up" --saw "Loneliness down"')
        check_seen(opened.branch, matrix, seen)
        sides.append((matrix, seen))
    rivalry = compare_rivals(sides[0], sides[1], settings)
    if progress:
        progress(1.0)
    if not any(each.first.fitting or each.second.fitting for each in rivalry.odds.values()):
        raise NoAnswerError(
            f"no version of {first.title} or {second.title} shows what was seen: neither map explains it. Ask what both"
            " leave out, or draw more versions with --draws"
        )
    seen = sides[0][1]
    branch = first.branch
    moved = ", ".join(f"{'more' if way > 0 else 'less'} “{branch.name_of(each)}”" for each, way in seen.moved.items())
    rows = [_row(regime, each) for regime, each in rivalry.odds.items()]
    columns = ("way to damp", "first fits", "second fits", "first by second", "at least", "at most")
    parts: tuple[str | Table, ...] = (
        f"First: {first.heading}. Second: {second.heading}.",
        f"Seen after {say_push(branch, seen.after)}: {moved}.",
        f"{settings.draws:,} versions of each from seed {settings.seed}.",
        "",
        _WORDS[rivalry.strength].format(
            map="the first" if rivalry.favours == 1 else "the second", factor=_factor(rivalry.cautious)
        ),
        *_disagreeing(rivalry),
        "",
        make_table(columns, [(DAMPED_SHORT[row[0]], *row[1:]) for row in rows], columns[1:]),
        "",
        CAVEAT,
    )
    data = {
        **asked(first),
        "second": second.title,
        "second_version": second.number,
        "after": dict(seen.after),
        "moved": dict(seen.moved),
        "draws": settings.draws,
        "seed": settings.seed,
        "weights": settings.weights,
        "favours": rivalry.favours or None,
        "strength": rivalry.strength,
        "at_least": rivalry.cautious if rivalry.favours else None,
        "regimes": {regime: _odds_data(each) for regime, each in rivalry.odds.items()},
    }
    names = ("regime", "first_share", "second_share", "ratio", "low", "high")
    return Answer(parts, data, make_table(names, rows, names[1:]), (*first.cautions, *second.cautions))


DAMPED_SHORT = {"rejection": "only those that settle", "spectral_shift": "all alike", "row_dominance": "each by itself"}


def _disagreeing(rivalry: Rivalry) -> list[str]:
    sides = {(each.cautious > 1) - (each.cautious < 1) for each in rivalry.odds.values()}
    if len(sides) < 2:
        return []
    return ["The ways to damp do not agree on it, and nobody knows which is right."]


def _row(regime: str, odds: Odds) -> tuple[str, ...]:
    numbers = (odds.first.share, odds.second.share, odds.ratio, odds.low, odds.high)
    return regime, *("" if each is None else f"{each:.3g}" for each in numbers)


def _factor(number: float) -> str:
    return f"{number:.2g}" if number < 10 else f"{number:,.0f}"


def _odds_data(odds: Odds) -> dict[str, Any]:
    return {
        "first": {"settled": odds.first.settled, "fitting": odds.first.fitting},
        "second": {"settled": odds.second.settled, "fitting": odds.second.fitting},
        "ratio": odds.ratio,
        "low": odds.low,
        "high": odds.high,
    }
