"""Writing the two pages that a director reads: money, outcomes, loops, levers, what ends, what is missing."""

from datetime import date
from pathlib import Path

from sysmap.errors import StoreError, UsageError
from sysmap.formats.report_word import is_report, write_report
from sysmap.model.reports import Report
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.opening import Opened, asked
from sysmap.pipeline.profiles import refuse_telling_file
from sysmap.pipeline.report_sections import SECTIONS, ask_for_report, guardrail_section, in_short, missing
from sysmap.pipeline.thirty.wish import Wish
from sysmap.render.about import CLAIM, left_out, say_left_out
from sysmap.render.figures import say_date
from sysmap.render.files import write_whole
from sysmap.render.report import MARK, report_page

_ALL = 1_000_000


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
    said = f"Wrote {path} ({len(report.sections)} sections, as of {as_of.isoformat()})."
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
    asked_of_rules = ask_for_report(wish, "guardrails") if guardrails else {}
    found = {title: section(wish) for title, section in SECTIONS.items()}
    lacking = [title for title, section in found.items() if section is None]
    sections = [
        in_short(wish, asked_of_rules),
        *found.values(),
        guardrail_section(asked_of_rules) if guardrails else None,
        missing(wish, lacking),
    ]
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
        tuple(section for section in sections if section is not None),
        f"{CLAIM} Every sentence can be asked again at the command line: sysmap ask."
        + ("" if guardrails else " Questions of the guardrails are not in this copy."),
    )
