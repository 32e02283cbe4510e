"""Agreement of two raters of interventions, answered in every format."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sysmap.analysis.lab.kappa import (
    FEW,
    AgreementReport,
    Judgement,
    Kappa,
    compare_raters,
    judgements_of,
    say_beyond,
)
from sysmap.errors import BadInputError, NotFoundError, UsageError
from sysmap.formats.single_table import find_table, read_single_table
from sysmap.model.scenarios import branch
from sysmap.model.vocabulary import property_of
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_more
from sysmap.pipeline.lab import NOT_LEVERAGE, made_with, say_made, stamped
from sysmap.pipeline.opening import Opened, asked

NOTE = (
    "Where an intervention takes hold is a judgement, of the intervention and not of an element; it is never multiplied"
    f" into a score. {NOT_LEVERAGE}"
)


def ask_kappa(opened: Opened, *, raters: Sequence[str] = (), source: str = "", listed: int = LISTED) -> Answer:
    """Say how far two raters agree on where interventions take hold.

    Parameters
    ----------
    opened : Opened
        The map.
    raters : sequence of str
        Which two; those who judged most in common where empty.
    source : str
        A CSV file of ratings to read instead of those that the map keeps; it is not kept.
    listed : int
        How many disagreements the text lists.

    Raises
    ------
    UsageError
        When one rater is named, or more than two.
    NotFoundError
        When there is no such file.
    BadInputError
        When the file is no table of ratings, or a cell cannot be read.
    NoAnswerError
        When there are no two raters who judged something in common.
    """
    if raters and len(raters) != 2:
        raise UsageError("agreement is of two raters: name both by --rater, or neither")
    judgements = _read(Path(source)) if source else judgements_of(opened.branch)
    report = compare_raters(judgements, raters, scenario=opened.branch.scenario)
    made = made_with(opened, {"ratings": source or "on the map", "raters": list(report.raters)})
    first, second = report.raters
    data = {
        **asked(opened),
        "made_with": made,
        "raters": [first, second],
        "items": len(report.items),
        "exact": _kappa(report.exact),
        "linear": _kappa(report.near),
        "realms": _kappa(report.realms),
        "interventions": [
            {
                "intervention": each.intervention,
                "about": each.about or None,
                "first": each.levels[0],
                "second": each.levels[1],
                "apart": each.apart,
                "notes": list(each.notes),
            }
            for each in report.items
        ],
        "table": report.table.tolist(),
        "only_first": list(report.one_only[0]),
        "only_second": list(report.one_only[1]),
        "findings": stamped(report.findings, made),
        "note": NOTE,
    }
    rows = [(each.intervention, each.about, *map(str, each.levels), str(each.apart)) for each in report.items]
    sheet = make_table(("intervention", "about", "first", "second", "apart"), rows, ("first", "second", "apart"))
    return Answer(_parts(opened, report, source, listed), data, sheet, opened.cautions)


def _read(path: Path) -> tuple[Judgement, ...]:
    if not path.is_file():
        raise NotFoundError(f"{path}: there is no such file")
    if find_table(path) != "ratings":
        raise BadInputError(
            f"{path}: this is no table of ratings; it takes a column intervention, and one for each of two raters with"
            " Meadows's places, 1 to 12"
        )
    reading = read_single_table(path, "ratings")
    # A place that cannot be read would go on to the map as it stands; here it would be left out of the count unseen.
    wrong = [each for each in reading.problems if each.severity == "error" or each.field == "level"]
    if wrong:
        raise BadInputError(f"{wrong[0]}")
    return judgements_of(branch(reading.system_map))


def _parts(opened: Opened, report: AgreementReport, source: str, listed: int) -> tuple[str | Table, ...]:
    first, second = report.raters
    count = len(report.items)
    same = sum(not each.apart for each in report.items)
    parts: list[str | Table] = [
        f"{opened.heading}: do “{first}” and “{second}” agree where interventions take hold?",
        f"{count} intervention{'s' * (count != 1)} judged by both; {same} at the same place of Meadows's twelve.",
        "",
        make_table(
            ("agreement beyond chance", "kappa", "95 %", "what it says"),
            [
                _row("on the same place", report.exact),
                _row("by how many places apart", report.near),
                _row("on four realms", report.realms),
            ],
            ("kappa", "95 %"),
        ),
    ]
    if count < FEW:
        parts.append(f"With fewer than {FEW} interventions these intervals are rough.")
    parts.extend(
        ("", f"Down the side “{first}”, across “{second}”; deeper places to the right and below:", _cross(report))
    )
    apart = [each for each in report.items if each.apart]
    if apart:
        parts.extend(("", "Worth talking about, those furthest apart first:"))
        rows = [(each.intervention, *map(_place, each.levels)) for each in apart[:listed]]
        parts.append(make_table(("intervention", f"“{first}”", f"“{second}”"), rows))
        parts.extend(say_more(len(apart), listed))
    for rater, alone in zip(report.raters, report.one_only, strict=True):
        if alone:
            parts.append(f"Judged by “{rater}” only, and left out: {', '.join(f'“{each}”' for each in alone)}.")
    parts.extend(("", say_made(opened, f"ratings {f'of {source}' if source else 'on the map'}"), NOTE))
    if opened.withheld:
        parts.append(opened.withheld)
    return tuple(parts)


def _row(words: str, kappa: Kappa) -> tuple[str, ...]:
    low_high = "" if kappa.interval is None else f"{kappa.interval[0]:.2f} to {kappa.interval[1]:.2f}"
    return (words, "none" if kappa.value is None else f"{kappa.value:.2f}", low_high, say_beyond(kappa))


def _cross(report: AgreementReport) -> Table:
    """Give the confusion table of the places that either used, the shallowest first."""
    used = [level for level in range(12, 0, -1) if report.table[level - 1].any() or report.table[:, level - 1].any()]
    rows = [(_place(one), *(str(report.table[one - 1, other - 1] or "·") for other in used)) for one in used]
    heads = [str(level) for level in used]
    return make_table(("place", *heads), rows, heads)


def _place(level: int) -> str:
    prop = property_of("Rating", "level")
    return prop.words_for(str(level)).partition(":")[0] if prop else str(level)


def _kappa(kappa: Kappa) -> dict[str, Any]:
    low, high = kappa.interval or (None, None)
    return {
        "value": kappa.value,
        "low": low,
        "high": high,
        "observed": kappa.observed,
        "expected": kappa.expected,
    }
