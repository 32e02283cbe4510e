"""Writing the two pages that a director reads: money, outcomes, loops, levers, what ends, what is missing."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sysmap.analysis.money import TIER_WORDS
from sysmap.errors import StoreError, SysmapError, UsageError
from sysmap.formats.report_word import is_report, write_report
from sysmap.model.reports import Report, ReportSection, ReportTable
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.profiles import refuse_telling_file
from sysmap.pipeline.thirty import answer_question, find_thirty
from sysmap.pipeline.thirty.wish import Wish
from sysmap.render.about import CLAIM, left_out, say_left_out
from sysmap.render.figures import say_date
from sysmap.render.files import write_whole
from sysmap.render.report import MARK, report_page

_SAID = 3
"""Sentences of a section: two pages hold no more, and a director wants the first."""

_ALL = 1_000_000
_MEASURES = 6

_SECTIONS = (
    ("prevention", "Where does the money go?", 2),
    ("benefits", "Who pays and who benefits?", 2),
    ("consequences", "Where do we pay for not preventing?", 2),
    ("outcomes", "What does it achieve?", _SAID),
    ("loops", "Which loops drive this?", 3),
    ("levers", "Where could we act?", 3),
    ("boundaries", "What does nobody own?", 2),
    ("ending", "What has to be decided soon?", _SAID),
)
"""Each section: the question that it asks, its title, how many sentences it takes."""

_BESIDE_A_TABLE = {
    "prevention": ("one_year_prevention", "deciding_costs"),
    "outcomes": ("spend_without_outcome", "outcome_without_measure", "measure_silent"),
}
"""What is said beside a table, by the kinds of findings: the table tells the rest."""


def write_report_file(
    opened: Opened, out: str, *, as_of: date, guardrails: bool = False, force: bool = False
) -> Answer:
    """Write the report of a map as a Word file or an HTML page.

    Parameters
    ----------
    opened : Opened
        The map, as its readers may see it.
    out : str
        Where to write it: .docx, else .html.
    as_of : date
        The day it speaks of.
    guardrails : bool
        Whether questions of the guardrails are in it; they never are unless somebody chose it.
    force : bool
        Whether a file that is no report may be replaced.

    Raises
    ------
    UsageError
        When the file's name ends in anything else, or a file is there that is no report.
    StoreError
        When it cannot be written; then nothing was changed.
    """
    path = Path(out)
    if path.suffix.lower() not in {".docx", ".html"}:
        raise UsageError(f"{out}: a report is written as .docx or .html")
    if not path.parent.is_dir():
        raise StoreError(f"{path} cannot be written: there is no folder {path.parent}")
    if path.exists() and not force and not _is_ours(path):
        raise UsageError(f"{path} is there already and is no report; --force replaces it")
    refuse_telling_file(opened.redaction, path)
    report = make_report(opened, as_of=as_of, guardrails=guardrails)
    word = path.suffix.lower() == ".docx"
    try:
        write_whole(path, write_report(report) if word else report_page(report).encode("utf-8"))
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
    said = f"Wrote {path} ({len(report.sections)} questions, as of {as_of.isoformat()})."
    lines = [said, *([] if guardrails else ["Questions of the guardrails are not in it: --guardrails adds them."])]
    data = {
        **asked(opened),
        "path": str(path),
        "as_of": as_of.isoformat(),
        "sections": [{"title": each.title, "sentences": list(each.sentences)} for each in report.sections],
    }
    rows = [(section.title, sentence) for section in report.sections for sentence in section.sentences]
    if opened.withheld:
        lines.append(opened.withheld)
    return Answer(tuple(lines), data, make_table(("title", "sentence"), rows), opened.cautions)


def _is_ours(path: Path) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return is_report(content) if path.suffix.lower() == ".docx" else MARK.encode() in content


def make_report(opened: Opened, *, as_of: date, guardrails: bool = False) -> Report:
    """Ask a map what a director wants to know, and keep the first of each answer.

    Parameters
    ----------
    opened : Opened
        The map, as its readers may see it.
    as_of : date
        The day it speaks of.
    guardrails : bool
        Whether questions of the guardrails are in it.
    """
    wish = Wish(opened, as_of, _ALL)
    sections = []
    lacking: list[str] = []
    for name, title, most in _SECTIONS:
        found = _section(wish, name, title, most)
        if found is None:
            lacking.append(title)
        else:
            sections.append(found)
    if guardrails:
        sections.append(_guardrails(wish))
    sections.append(_missing(wish, lacking))
    about = opened.branch.about
    made_by = about.get("made_by")
    lines = [
        f"{opened.heading}.",
        f"Made by {made_by}." if made_by else "",
        f"After edit {opened.number}, as of {say_date(as_of.isoformat())}.",
        f"Questions to: {contact}." if (contact := about.get("contact_role")) else "",
        say_left_out(left_out(opened.view.told)),
        about.get("disclaimer"),
    ]
    return Report(
        opened.title,
        about.get("question"),
        as_of,
        tuple(filter(None, lines)),
        tuple(sections),
        f"{CLAIM} Every sentence can be asked again at the command line: sysmap ask.",
    )


def _section(wish: Wish, name: str, title: str, most: int) -> ReportSection | None:
    """Give the first of the answer to a question; None where the map cannot answer it."""
    try:
        answer = answer_question(find_thirty(name), wish)
    except SysmapError:
        # Such as a map without influences, or on which nobody said what they want more or less of.
        return None
    data = answer.data
    kinds = _BESIDE_A_TABLE.get(name)
    findings = [
        str(each["sentence"]) for each in data["answer"].get("findings", ()) if kinds is None or each["kind"] in kinds
    ]
    sentences = list(dict.fromkeys(filter(None, (str(data["sentence"]), *findings))))[:most]
    if not sentences or not answer.fine:
        return None
    table = (
        _tiers(data["answer"]) if name == "prevention" else _measures(data["answer"]) if name == "outcomes" else None
    )
    more = len(dict.fromkeys(findings)) - most
    return ReportSection(title, tuple(sentences), table, f"{more} more: sysmap ask MAP {name}" if more > 0 else "")


def _tiers(answer: Any) -> ReportTable:
    years = answer["years"]
    tiers = [each["tier"] for each in years[0]["tiers"]] if years else []
    heads = ("tier", *(f"{each['year']}, {each['basis']}" for each in years))
    shares = [{each["tier"]: each["share_percent"] for each in year["tiers"]} for year in years]
    rows = [(TIER_WORDS.get(tier, tier), *(f"{float(of_year[tier]):.1f}%" for of_year in shares)) for tier in tiers]
    # Shares of a year with few payments say little, and a reader must see that.
    rows.append(("payments on the map", *(str(each["payments"]) for each in years)))
    return ReportTable(heads, tuple(rows), frozenset(range(1, len(heads))))


_GOING = {
    "better": "getting better",
    "worse": "getting worse",
    "no_clear_way": "no clear way",
    "too_few": "too few values to tell",
}


def _measures(answer: Any) -> ReportTable:
    rows = [
        (
            each["name"],
            *(str(each[key]) if each[key] is not None else "not known" for key in ("baseline", "latest", "target")),
            _GOING.get(each["going"], str(each["going"]).replace("_", " ")),
        )
        for each in answer["measures"][:_MEASURES]
    ]
    return ReportTable(("measure", "at the start", "latest", "wanted", "going"), tuple(rows), frozenset({1, 2, 3}))


_TABLES = {"prevention": _tiers, "outcomes": _measures}


def _guardrails(wish: Wish) -> ReportSection:
    from sysmap.pipeline.guardrails import ask_guardrails

    found = ask_guardrails(wish.opened, as_of=wish.as_of, listed=_ALL).data
    rows: Sequence[Any] = [each for each in found["questions"] if not (each["explanation"] or {}).get("holds")]
    more = len(rows) - _SAID
    none = "The rules that could be checked ask nothing of this map."
    return ReportSection(
        "What should we ask ourselves?",
        tuple(each["finding"]["sentence"] for each in rows[:_SAID]) or (none,),
        None,
        "These are questions and no accusations." + (f" {more} more: sysmap guardrails MAP" if more > 0 else ""),
    )


def _missing(wish: Wish, lacking: Sequence[str]) -> ReportSection:
    answer = answer_question(find_thirty("tidy"), wish).data["answer"]
    said = [str(each["sentence"]) for each in answer.get("findings", ())]
    unanswered = [f"Not enough is on the map to say: {' '.join(lacking)}"] if lacking else []
    more = len(said) - _SAID
    none = "Nothing that is drawn lacks an owner, a source or a link."
    return ReportSection(
        "What is missing?",
        (*unanswered, *(said[:_SAID] or [none])),
        None,
        f"{more} more: sysmap check MAP" if more > 0 else "",
    )
