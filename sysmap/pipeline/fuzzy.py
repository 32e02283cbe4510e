"""Fuzzy cognitive map simulation, answered in every format."""

from dataclasses import dataclass
from typing import Any

from sysmap.analysis.lab.fuzzy import LONGEST, Rule, Squash
from sysmap.analysis.lab.fuzzy_report import (
    LAMBDAS,
    STEPPED,
    AtLambda,
    FuzzyReport,
    FuzzySettings,
    report_fuzzy,
    say_lambdas,
)
from sysmap.errors import UsageError
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.lab import NOT_LEVERAGE, made_with, say_made, stamped
from sysmap.pipeline.names import Ask, find_ways, up_and_down
from sysmap.pipeline.opening import Opened, asked

NOTE = (
    "Read directions and order only: the levels of a fuzzy cognitive map are set by its form and lambda, which nobody"
    f" measured. {NOT_LEVERAGE}"
)
_MARKS = {1: "higher", -1: "lower", 0: "either way"}


@dataclass(frozen=True, slots=True)
class FuzzyWish:
    """What to hold, and by which form.

    Parameters
    ----------
    more, less : tuple of str
        Names of elements, typed loosely, to hold up and down.
    rule, squash : str
        The form; see `sysmap.analysis.lab.fuzzy`.
    lambdas : tuple of float
        Steepnesses to try beside those that are always tried.
    starts, draws, seed : int
        From how many states the map as said is followed, how many versions are drawn, where random numbers begin.
    """

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    rule: Rule = "kosko"
    squash: Squash = "sigmoid"
    lambdas: tuple[float, ...] = ()
    starts: int = 100
    draws: int = 200
    seed: int = 1


def ask_fuzzy(opened: Opened, wish: FuzzyWish, *, listed: int = LISTED, ask: Ask | None = None) -> Answer:
    """Say where elements end when some are held up or down, and at which lambdas.

    Parameters
    ----------
    opened : Opened
        The map.
    wish : FuzzyWish
        What to hold, and by which form.
    listed : int
        How many elements the text lists.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    UsageError
        When nothing is held, or one thing both ways.
    NoAnswerError
        When the map does not hold what an answer needs.
    """
    branch = opened.branch
    pushes = find_ways(branch, up_and_down(wish.more, wish.less), "be held", ask)
    if not pushes:
        raise UsageError("say what is held up or down, as in: --more Loneliness")
    lambdas = tuple(sorted({*LAMBDAS, *wish.lambdas}))
    settings = FuzzySettings(wish.rule, wish.squash, lambdas, wish.starts, wish.draws, wish.seed)
    report = report_fuzzy(branch, pushes, settings)
    return Answer(_parts(opened, report, listed), _data(opened, report), _sheet(opened, report), opened.cautions)


def _parts(opened: Opened, report: FuzzyReport, listed: int) -> tuple[str | Table, ...]:
    branch, settings = opened.branch, report.settings
    held = ", ".join(
        f"“{branch.name_of(each)}” held {'up' if way > 0 else 'down'}" for each, way in report.pushes.items()
    )
    stepped = settings.squash in STEPPED
    form = f"{settings.rule}, {settings.squash}"
    tried = f"{form}, which has no lambda" if stepped else f"{form}, lambda {say_lambdas(settings.lambdas)}"
    parts: list[str | Table] = [
        f"{opened.heading}: a fuzzy cognitive map with {held} ({tried}).",
        *_say_reading(report),
        *(_say_end(each, settings) for each in report.at),
        "",
    ]
    places = [place for place, each in enumerate(report.matrix.elements) if each not in report.pushes]
    told = sorted(places, key=lambda place: _order(report, place))
    moved = [place for place in told if report.holds(place)[0]]
    turning = [place for place in told if report.turns(place)]
    if moved:
        heads = tuple("which way" if stepped else f"λ {each.steepness:g}" for each in report.at)
        rows = [_row(opened, report, place) for place in moved[:listed]]
        parts.extend((make_table(("element", "ends", *heads), rows), *say_more(len(moved), listed)))
    else:
        parts.append("Nothing ends higher or lower in most versions of the map.")
    if turning:
        parts.append(f"One way at some lambdas, the other way at others: {_names(opened, report, turning)}.")
    rest = [place for place in told if place not in moved and place not in turning]
    unsure = [place for place in rest if _stirs(report, place) and not report.if_at_all(place)]
    still = [place for place in rest if not _stirs(report, place)]
    for way in (1, -1):
        perhaps = [place for place in rest if _stirs(report, place) and report.if_at_all(place) == way]
        if perhaps:
            parts.append(f"{_MARKS[way].capitalize()}, if at all: {_names(opened, report, perhaps)}.")
    if unsure:
        parts.append(f"Could go either way: {_names(opened, report, unsure)}.")
    if still:
        parts.append(f"Not moved, or not settled often enough to say: {_names(opened, report, still)}.")
    parts.append("")
    parts.append(
        say_made(opened, f"{settings.starts} starts", f"{settings.draws} versions", f"seed {settings.seed}")
        + " In a version each link is there as likely as people are sure of it, as strong as they said, and either way"
        " where its sign is unsure."
    )
    parts.append(NOTE)
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _say_reading(report: FuzzyReport) -> list[str]:
    said = []
    if report.left_out:
        one = report.left_out == 1
        said.append(
            f"{report.left_out} link{'' if one else 's'} {'is' if one else 'are'} unsure of {'its' if one else 'their'}"
            " sign: drawn either way in the versions, and left out of the map as said."
        )
    if report.unsaid:
        one = report.unsaid == 1
        said.append(
            f"Nobody said how strong {report.unsaid} link{' is' if one else 's are'}: from 0 to 1, and 0.5 as said."
        )
    return said


def _say_end(at: AtLambda, settings: FuzzySettings) -> str:
    head = "As said" if settings.squash in STEPPED else f"Lambda {at.steepness:g}"
    if at.one_end:
        ends = "the map as said ends in one state whatever the start"
    elif not at.ends:
        ends = f"none of {settings.starts} starts comes to an end by itself"
    elif at.ends == 1:
        ends = f"all of {settings.starts} starts that settle end alike"
    else:
        ends = f"{settings.starts} starts end in {at.ends} different ways, so that where it stands matters"
    more = [f"{at.going_round} go round for ever"] if at.going_round else []
    if at.lost:
        more.append(f"{at.lost} neither stay nor go round within {LONGEST} steps, pushed or not, and are not told")
    more.append(f"{at.versions} of {settings.draws} versions settle")
    return f"{head}: {'; '.join((ends, *more))}."


def _order(report: FuzzyReport, place: int) -> tuple[float, str]:
    """Put the firmest first: by how far rising and falling versions differ, on average over the lambdas."""
    firm = sum(abs(each.moves[place].rising - each.moves[place].falling) for each in report.at)
    return (-firm, report.matrix.elements[place])


def _stirs(report: FuzzyReport, place: int) -> bool:
    return any(each.moves[place].rising or each.moves[place].falling for each in report.at)


def _names(opened: Opened, report: FuzzyReport, places: list[int]) -> str:
    return ", ".join(f"“{opened.branch.name_of(report.matrix.elements[place])}”" for place in places)


def _row(opened: Opened, report: FuzzyReport, place: int) -> tuple[str, ...]:
    way, lambdas = report.holds(place)
    stepped = report.settings.squash in STEPPED
    everywhere = len(lambdas) == len(report.at)
    ends = _MARKS[way] if stepped else f"{_MARKS[way]}, {'every λ' if everywhere else f'only λ {say_lambdas(lambdas)}'}"
    cells = []
    for at in report.at:
        move = at.moves[place]
        share = move.rising if way > 0 else move.falling
        cells.append(f"{share:.0%} {_MARKS[way]}" if move.settled else "not settled")
    return (opened.branch.name_of(report.matrix.elements[place]), ends, *cells)


def _data(opened: Opened, report: FuzzyReport) -> dict[str, Any]:
    settings = report.settings
    made = made_with(
        opened,
        {
            "rule": settings.rule,
            "form": settings.squash,
            "lambdas": list(settings.lambdas) if settings.squash not in STEPPED else [],
            "starts": settings.starts,
            "draws": settings.draws,
            "seed": settings.seed,
        },
    )
    return {
        **asked(opened),
        "pushed": dict(report.pushes),
        "made_with": made,
        "unsure_of_sign": report.left_out,
        "unsaid": report.unsaid,
        "lambdas": [
            {
                "lambda": at.steepness if settings.squash not in STEPPED else None,
                "one_end": at.one_end,
                "ends": at.ends,
                "going_round": at.going_round,
                "lost": at.lost,
                "versions": at.versions,
            }
            for at in report.at
        ],
        "elements": [_one(opened, report, place) for place in range(report.matrix.size)],
        "findings": stamped(report.findings, made),
        "note": NOTE,
    }


def _one(opened: Opened, report: FuzzyReport, place: int) -> dict[str, Any]:
    element = report.matrix.elements[place]
    way, lambdas = report.holds(place)
    stepped = report.settings.squash in STEPPED
    return {
        "id": element,
        "name": opened.branch.name_of(element),
        "held": report.pushes.get(element, 0),
        "direction": way,
        "holds_at": [] if stepped else list(lambdas),
        "turns": report.turns(place),
        "moves": [
            {
                "difference": each.moves[place].difference,
                "rising": each.moves[place].rising,
                "falling": each.moves[place].falling,
                "direction": each.moves[place].direction,
                "if_at_all": each.moves[place].if_at_all,
                "settled": each.moves[place].settled,
            }
            for each in report.at
        ],
    }


def _sheet(opened: Opened, report: FuzzyReport) -> Table:
    numbers = ("lambda", "direction", "rising", "falling", "difference", "settled_versions")
    rows = []
    for place, element in enumerate(report.matrix.elements):
        for at in report.at:
            move = at.moves[place]
            rows.append(
                (
                    element,
                    opened.branch.name_of(element),
                    str(report.pushes.get(element, 0)),
                    "" if report.settings.squash in STEPPED else f"{at.steepness:g}",
                    str(move.direction),
                    f"{move.rising:.4f}" if move.settled else "",
                    f"{move.falling:.4f}" if move.settled else "",
                    "" if move.difference is None else f"{move.difference:.9f}",
                    str(at.versions),
                )
            )
    return make_table(("id", "name", "held", *numbers), rows, ("held", *numbers))
