"""Questions worth asking, by the guardrails, answered in every format; and why one needs no answer for now."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from sysmap.analysis.guardrails.asking import SEVERITIES, say_limit
from sysmap.analysis.guardrails.limits import NATIONS, Limits, read_limits, shipped_limits
from sysmap.analysis.guardrails.report import (
    Asked,
    Checked,
    GuardrailReport,
    check_guardrails,
    concerned,
    explanation_values,
)
from sysmap.analysis.guardrails.table import RULES
from sysmap.errors import BadInputError, NotFoundError, UsageError
from sysmap.model.commands import make_record
from sysmap.model.duplicates import names_of
from sysmap.model.edits import add, make_edit
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch
from sysmap.model.money import say_exact_money
from sysmap.model.scenarios import branch
from sysmap.model.values import DEFAULT_CURRENCY, write_number
from sysmap.pipeline.answers import Answer, Table, make_table
from sysmap.pipeline.names import Ask, find_named
from sysmap.pipeline.opening import Opened, asked, writing
from sysmap.pipeline.reading_back import tell_edit
from sysmap.pipeline.withholding import rules_open

LISTED = 10
"""Questions that a text lists where nobody asks for more."""

NO_ADVICE = "These are questions and no accusations. Nothing here is legal advice."

_BRACKETED = re.compile(r"\s*\([^)]*\)")


def choose_limits(nation: str = NATIONS[0], file: str = "") -> Limits:
    """Give the limits of a nation, those that ship with sysmap or those of a file.

    Raises
    ------
    UsageError
        When there is no such nation.
    BadInputError
        When the file cannot be read.
    """
    name = nation.strip().casefold().replace(" ", "_").replace("-", "_")
    if name not in NATIONS:
        raise UsageError(f"there is no nation {nation!r}; write one of {', '.join(NATIONS)}")
    if not file:
        return shipped_limits(name)
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInputError(f"{file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{file}: is no text in UTF-8; limits are a TOML file") from error
    return read_limits(text, Path(file).name, name)


def read_rules(texts: Iterable[str]) -> frozenset[str]:
    """Read rules as typed: G6, g06.

    Raises
    ------
    UsageError
        When there is no such rule.
    """
    found = set()
    for text in texts:
        typed = text.strip().upper().removeprefix("G")
        rule = f"G{int(typed):02}" if typed.isascii() and typed.isdecimal() else text
        if rule not in RULES:
            raise UsageError(f"there is no rule {text!r}; they go from G01 to G{len(RULES)}")
        found.add(rule)
    return frozenset(found)


def tell_rules(rules: Collection[str], limits: Limits) -> str:
    """Tell rules in full, and of one or few also what they are compared with: every limit with its days and source.

    Parameters
    ----------
    rules : collection of str
        Their ids; empty for all.
    limits : Limits
        The limits.
    """
    parts = []
    for rule in RULES.values():
        if rules and rule.id not in rules:
            continue
        parts.append(
            f"{rule.id} {rule.name}\n  Test: {rule.test}\n  Source: {rule.source}\n"
            f"  Often with nothing the matter: {rule.caution}\n  Needs: {rule.needs}."
        )
    if not rules:
        parts.append(f"What they compare with, {_nation(limits)}:")
        for each in (*limits.table, *limits.prices):
            value = each.figures.get(limits.nation, each.figures.get("all"))
            figure = "not known" if value is None else f"{value:,f}"
            days = f", {each.days}" if each.days else ""
            parts.append(f"  {each.words}: {figure}{days}\n    {each.source}")
    return "\n".join([*parts, NO_ADVICE])


def ask_guardrails(
    opened: Opened,
    *,
    as_of: date,
    rules: Collection[str] = (),
    limits: Limits | None = None,
    listed: int = LISTED,
) -> Answer:
    """Say which questions the guardrails ask of a map, and what they could not check.

    Parameters
    ----------
    opened : Opened
        The map.
    as_of : date
        The day.
    rules : collection of str
        Ids of the rules; empty for all.
    limits : Limits, optional
        What is compared with; that of England which ships with sysmap where not given.
    listed : int
        How many questions the text lists.
    """
    report = check_guardrails(opened.branch, as_of, limits, rules, rules_open(opened.view))
    questions = report.asked
    parts = [f"{opened.heading_on(as_of)}. Limits {_nation(report.limits)}.", NO_ADVICE, ""]
    told = [_question_json(each) for each in questions]
    parts.append(count_open(told))
    # What several of one rule are compared with is told once, below the last of them.
    for background, alike in groupby(questions[:listed], _background):
        cards = [_card(each) for each in alike]
        for card in cards:
            parts.extend(("", *card))
        parts.extend([*([f"  All {len(cards)}:"] if len(cards) > 1 else []), *background])
    if len(questions) > listed:
        parts.extend(("", f"{len(questions) - listed} more: --list {len(questions)} lists all, --rule one rule's."))
    parts.extend(("", *_coverage(report.checked)))
    if opened.withheld:
        parts.append(opened.withheld)
    data = {
        **asked(opened),
        "as_of": as_of.isoformat(),
        "nation": report.limits.nation,
        "questions": told,
        "rules": [_rule_json(each) for each in report.checked],
    }
    return Answer(tuple(parts), data, _table(report), opened.cautions)


def explain_question(
    address: str,
    key: str,
    *,
    by: str,
    until: date,
    why: str,
    as_of: date,
    scenario: str = "",
    limits: Limits | None = None,
    ask: Ask | None = None,
) -> Answer:
    """Record why a question needs no answer until a day.

    Parameters
    ----------
    address : str
        The map.
    key : str
        What the question goes by: G06:A02.
    by : str
        The role that explains it, none that the question is about.
    until : date
        The last day on which the explanation holds.
    why : str
        The explanation.
    as_of : date
        The day on which it is given.
    scenario : str
        The scenario that the question is asked of; empty for the base map.
    limits : Limits, optional
        What is compared with.
    ask : callable, optional
        Asks which of several is meant.

    Raises
    ------
    NotFoundError
        When the map raises no such question on that day.
    UsageError
        When the role is one that the question is about, the reason is missing, or the day is past.
    """
    if not why.strip():
        raise UsageError("an explanation says why: --why TEXT")
    if until < as_of:
        raise UsageError(f"{until.isoformat()} is past; an explanation holds until a day to come")
    with writing(address) as (store, before):
        scenario_id = find_named(before, scenario, ("Scenario",), ask).id if scenario else ""
        here = branch(before, scenario_id)
        wanted = "".join(key.split()).replace(";", ",").casefold()
        rules = read_rules([wanted.partition(":")[0]])
        found = [each.question for each in check_guardrails(here, as_of, limits, rules).asked]
        question = next((each for each in found if each.key.casefold() == wanted), None)
        if question is None:
            known = ", ".join(each.key for each in found[:5])
            raise NotFoundError(
                f"no question {key!r} is asked of this map on {as_of.isoformat()}; "
                + (f"that rule asks {known}" if known else "that rule asks none")
            )
        _refuse_concerned(here, concerned(here, question), by)
        values = explanation_values(question, role=by, until=until.isoformat(), why=why, day=as_of)
        record = make_record("Explanation", {**values, "scenario": scenario_id})
        edit = make_edit(f"explained {question.key} until {until.isoformat()}", [add(record)], by=by, why=why)
        number = store.commit(edit)
        lines = [
            f"Explained by {by}, until {until.isoformat()}: {why}",
            f"It stays listed. {question.finding.sentence}",
        ]
        return tell_edit(store, edit, number, lines, ())


def _refuse_concerned(here: Branch, ids: Iterable[str], by: str) -> None:
    for each in sorted(ids):
        if _plain(by) in {_plain(name) for name in (each, *names_of(here[each]))}:
            raise UsageError(f"the question is about “{here.name_of(each)}”: somebody else has to explain it")


def _plain(name: str) -> str:
    return " ".join(_BRACKETED.sub("", name).split()).casefold()


def _nation(limits: Limits) -> str:
    return f"for {limits.nation.replace('_', ' ').title()}"


def count_open(questions: Collection[Mapping[str, Any]]) -> str:
    """Say how many questions there are and how much they matter, in one sentence.

    Parameters
    ----------
    questions : collection of Mapping
        The questions as `ask_guardrails` gives them to programs.
    """
    if not questions:
        return "No question is asked. What could not be checked is told below."
    open_ones = [each for each in questions if not (each["explanation"] and each["explanation"]["holds"])]
    counts = Counter(each["severity"] for each in open_ones)
    if not open_ones:
        return f"No question is open; {len(questions)} explained."
    said = ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES if counts[severity])
    explained = len(questions) - len(open_ones)
    plural = "question" if len(open_ones) == 1 else "questions"
    beside = f"; {explained} explained, at the end" if explained else ""
    return f"{len(open_ones)} {plural} worth asking{f' ({said})' if said else ''}{beside}."


def _card(each: Asked) -> list[str]:
    question = each.question
    lines = [f"{question.key}  {RULES[question.rule].name} [{question.severity}]", question.finding.sentence]
    if each.explanation is not None:
        lines.append(f"  {_say_explanation(each)}")
    lines.append(f"  Evidence: {_say_evidence(each)}")
    lines.extend(f"  Not known: {missing}." for missing in question.finding.missing)
    return lines


def _background(each: Asked) -> list[str]:
    """Say what a question is compared with, where that comes from, and what often trips the rule."""
    question, rule = each.question, RULES[each.question.rule]
    lines = [f"  Compared with: {say_limit(limit)}" for limit in question.limits]
    lines.extend(f"  {limit.limit.caution}" for limit in question.limits if limit.limit.caution)
    if not question.limits:
        lines.append(f"  Source: {rule.source}")
    lines.append(f"  Often with nothing the matter: {rule.caution}")
    return lines


def _say_explanation(each: Asked) -> str:
    if each.explanation is None:
        return ""
    record = each.explanation
    said = f"by {record.get('explained_by')}, until {record.get('until')}: {record.get('why')}"
    return f"Explained {said}" if each.is_explained else f"Open again, as {each.why_open}. It was explained {said}"


def _say_evidence(each: Asked) -> str:
    finding = each.question.finding
    figures = [f"{figure.made_from} {_say(figure)}" for figure in finding.figures.values()]
    shown = ", ".join(finding.rests_on[:8])
    more = f" and {len(finding.rests_on) - 8} more" if len(finding.rests_on) > 8 else ""
    return "; ".join((*figures, f"records {shown}{more}"))


def _say(figure: Figure) -> str:
    if figure.value is None:
        return "not known"
    if isinstance(figure.value, Decimal) and figure.unit == DEFAULT_CURRENCY:
        return say_exact_money(figure.value)
    value = write_number(figure.value) if isinstance(figure.value, Decimal) else str(figure.value)
    return f"{value} {figure.unit}".strip()


def _coverage(checked: Collection[Checked]) -> list[str]:
    """Say what asked nothing, what could not look, and what is no rule's business: silence is never a clean bill."""
    lines = []
    apart: dict[tuple[str, int], list[str]] = {}
    for each in checked:
        name = f"{each.rule.id} {each.rule.name}"
        if each.missing:
            part = "" if each.status == "not_checked" else " in part"
            lines.append(f"Not checked{part}: {name}. Missing: {'; '.join(each.missing)}.")
        for why, ids in each.apart.items():
            apart.setdefault((why, len(ids)), []).append(each.rule.id)
    quiet = [f"{each.rule.id} ({each.looked} looked at)" for each in checked if each.status == "no_questions"]
    if quiet:
        lines.append(f"Nothing to ask: {', '.join(quiet)}.")
    lines.extend(f"No say about {count} ({why}): {', '.join(ids)}." for (why, count), ids in apart.items())
    return lines


def _question_json(each: Asked) -> dict[str, Any]:
    question, record = each.question, each.explanation
    rule = RULES[question.rule]
    explanation = None
    if record is not None:
        explanation = {
            "by": record.get("explained_by"),
            "until": record.get("until"),
            "why": record.get("why"),
            "holds": each.is_explained,
            "open_because": each.why_open or None,
        }
    return {
        "id": question.key,
        "rule": question.rule,
        "name": rule.name,
        "severity": question.severity,
        "subjects": list(question.subjects),
        "limits": [
            {"words": each.limit.words, "value": str(each.value), "days": each.limit.days, "source": each.limit.source}
            for each in question.limits
        ],
        "source": rule.source,
        "caution": rule.caution,
        "explanation": explanation,
        "finding": question.finding.to_json(),
    }


def _rule_json(each: Checked) -> dict[str, Any]:
    return {
        "id": each.rule.id,
        "name": each.rule.name,
        "status": each.status,
        "questions": len(each.asked),
        "looked_at": each.looked,
        "missing": [{"what": what, "for": list(ids)} for what, ids in each.unchecked.items()]
        or [{"what": what, "for": []} for what in each.missing],
        "apart": [{"why": why, "ids": list(ids)} for why, ids in each.apart.items()],
    }


def _table(report: GuardrailReport) -> Table:
    columns = (
        *("question", "rule", "severity", "about", "sentence", "evidence", "not_known", "limits", "source"),
        *("caution", "explained_by", "explained_until", "explanation", "state"),
    )
    rows: list[tuple[str, ...]] = []
    for each in report.asked:
        question, record = each.question, each.explanation
        rule = RULES[question.rule]
        rows.append(
            (
                question.key,
                rule.name,
                question.severity,
                ";".join(question.subjects),
                question.finding.sentence,
                _say_evidence(each),
                "; ".join(question.finding.missing),
                "; ".join(map(say_limit, question.limits)),
                rule.source,
                rule.caution,
                record.get("explained_by") if record else "",
                record.get("until") if record else "",
                record.get("why") if record else "",
                "explained" if each.is_explained else "open",
            )
        )
    for checked in report.checked:
        if checked.missing:
            state = "not checked" if checked.status == "not_checked" else "not checked in part"
            rule = checked.rule
            rows.append((rule.id, rule.name, "", "", "", "", "; ".join(checked.missing), "", "", "", "", "", "", state))
    return make_table(columns, rows)
