"""Putting one of the thirty questions: its answer, one plain sentence, and how far to trust it."""

from collections.abc import Mapping
from typing import Any

from sysmap.errors import UsageError
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.sureness import SURENESS
from sysmap.model.vocabulary import kind_of, property_of
from sysmap.pipeline.answers import Answer, Table, make_table, say_counts
from sysmap.pipeline.opening import asked
from sysmap.pipeline.thirty import ways
from sysmap.pipeline.thirty.table import QUESTIONS, Thirty
from sysmap.pipeline.thirty.wish import Wish

_OPTION = {
    "funder": "--funder NAME",
    "supplier": "--supplier NAME",
    "place": "--place NAME",
    "start": "--from NAME",
    "finish": "--to NAME",
}


def list_questions(*, every: bool) -> Answer:
    """List the questions: the twelve that are worth most, or all thirty.

    Parameters
    ----------
    every : bool
        Whether to list all.
    """
    shown = [each for each in QUESTIONS if every or each.first]
    heads = ("number", "name", "question", "asked by", "needs")
    rows = [
        [str(each.number), each.name, each.question, each.asked_by, " ".join(_OPTION[option] for option in each.takes)]
        for each in shown
    ]
    lines: list[str | Table] = []
    for each in shown:
        takes = "".join(f" {_OPTION[option]}" for option in each.takes)
        lines.append(f"{each.number:3}  {each.question}")
        lines.append(f"     {each.asked_by}: sysmap ask MAP {each.name}{takes}")
    if not every:
        lines.extend(("", f"{len(QUESTIONS) - len(shown)} more: sysmap ask --all"))
    data = {
        "questions": [
            {
                "number": each.number,
                "name": each.name,
                "question": each.question,
                "asked_by": each.asked_by,
                "first": each.first,
                "needs": list(each.takes),
                "cypher": list(each.cypher),
            }
            for each in shown
        ]
    }
    return Answer(tuple(lines), data, make_table(heads, rows))


def answer_question(question: Thirty, wish: Wish) -> Answer:
    """Answer one of the thirty questions.

    Parameters
    ----------
    question : Thirty
        The question.
    wish : Wish
        The map, and what was given for the question.

    Raises
    ------
    UsageError
        When something that it needs was not given, or was given and means nothing to it.
    """
    _refuse(question, wish)
    inner = getattr(ways, question.way)(wish)
    branch = wish.opened.branch
    not_told = _not_told(wish, question)
    sentence = not_told or _plain(question, inner)
    lacking = _lacking(branch, question)
    weakest = _weakest(branch, inner.data)
    trust = _say_trust(question, lacking, weakest)
    data = {
        **asked(wish.opened),
        "number": question.number,
        "name": question.name,
        "question": question.question,
        "sentence": sentence,
        "no_data_percent": _percent(lacking),
        "no_data": [
            {"kind": kind, "property": name, "without": without, "of": total}
            for (kind, name), (without, total) in lacking.items()
        ],
        "weakest_confidence": weakest or None,
        "answer": dict(inner.data),
    }
    # What stands above as the plain sentence is not told once more.
    rest = [part for part in inner.parts if not sentence or not isinstance(part, str) or part.strip() != sentence]
    top = (f"{question.number}. {question.question}", "", *([sentence, ""] if sentence else []))
    beside = [f"{wish.opened.heading}.", *filter(None, [wish.opened.withheld])]
    # That nothing was found on a map without what it would be found in reads as if all were well.
    parts = (*top, *(beside if not_told else rest), "", *trust)
    return Answer(parts, data, inner.table, inner.notes, inner.fine)


def _refuse(question: Thirty, wish: Wish) -> None:
    missing = [_OPTION[option] for option in question.takes if not getattr(wish, option)]
    if missing:
        raise UsageError(f"question {question.number} ({question.name}) needs {' and '.join(missing)}")
    known = {*question.takes, *question.may_take}
    odd = [option for option in (*_OPTION, "about", "since") if getattr(wish, option) and option not in known]
    if odd:
        said = _OPTION.get(odd[0], f"--{odd[0]}").partition(" ")[0]
        raise UsageError(f"question {question.number} ({question.name}) takes no {said}")


_ADD = {
    "INFLUENCES": 'draw what changes what, as in: sysmap link MAP "Falls classes" - Admissions',
    "Factor": "add what can rise or fall, as in: sysmap add MAP factor Admissions",
    "Agreement": 'add contracts and grants, as in: sysmap add MAP agreement "Home care" --set end_date=2027-03-31',
}
"""What to add where a map has none of what a question cannot do without."""


def _not_told(wish: Wish, question: Thirty) -> str:
    """Say that a question cannot be told, and what to add; empty where the map has what it cannot do without."""
    kind = question.without
    if not kind or wish.opened.branch.of(kind):
        return ""
    none = f"no {_WORDS.get(kind, kind_of(kind).words)} is on this map"
    if kind in wish.opened.view.withheld:
        return f"This cannot be told here, as {none.removesuffix(' is on this map')} is shown: they are withheld."
    return f"This cannot be told, as {none}: {_ADD[kind]}."


_WORDS = {"INFLUENCES": "influence"}


def _plain(question: Thirty, inner: Answer) -> str:
    """Give the one plain sentence: of a finding that the question names, else of the first, else that there is none."""
    findings = inner.data.get("findings") or []
    for kind in question.tells:
        named = [each for each in findings if each["kind"] == kind]
        if named:
            return str(named[0]["sentence"])
    return str(findings[0]["sentence"]) if findings else question.nothing


def _lacking(branch: Branch, question: Thirty) -> dict[tuple[str, str], tuple[int, int]]:
    """Count, of each kind that the answer is made of, the records without what it needs."""
    counted = {}
    for kind, name in question.needs:
        records = branch.of(kind)
        # Capitals are a type of link, as everywhere.
        lacks = [each for each in records if not _has(branch, each, name)]
        counted[kind, name] = (len(lacks), len(records))
    return counted


def _has(branch: Branch, record: Record, name: str) -> bool:
    if name.isupper():
        return bool(branch.leaving(record.id, name) or branch.reaching(record.id, name))
    # That nobody is sure which way a link works is no sign.
    return record.get(name) not in {"", "?"}


def _percent(lacking: Mapping[tuple[str, str], tuple[int, int]]) -> float | None:
    total = sum(total for _, total in lacking.values())
    return round(100 * sum(without for without, _ in lacking.values()) / total, 1) if total else None


def _weakest(branch: Branch, data: Mapping[str, Any]) -> str:
    """Give the least sure of what people said of the records that an answer names; empty where none says."""
    said = {
        confidence
        for text in _texts(data)
        if (record := branch.get(text)) and (confidence := record.get("confidence")) in SURENESS
    }
    return min(said, key=SURENESS.index, default="")


def _texts(data: Mapping[str, Any]) -> set[str]:
    """Give every text in the data of an answer, those that values stand under included."""
    texts: set[str] = set()
    unread: list[Any] = [data]
    while unread:
        value = unread.pop()
        if isinstance(value, str):
            texts.add(value)
        elif isinstance(value, Mapping):
            texts.update(value)
            unread.extend(value.values())
        elif isinstance(value, list | tuple):
            unread.extend(value)
    return texts


def _say_trust(question: Thirty, lacking: Mapping[tuple[str, str], tuple[int, int]], weakest: str) -> list[str]:
    lines = []
    empty = [kind for (kind, _), (_, total) in lacking.items() if not total]
    gaps = []
    for (kind, name), (without, total) in lacking.items():
        if without:
            declared = None if name.isupper() else property_of(kind, name)
            words = declared.on_screen if declared else f"“{kind_of(name).words}” link"
            gaps.append(f"{say_counts({kind: total})}, {without} without {words}")
    percent = _percent(lacking)
    if percent is not None:
        count = sum(total for _, total in lacking.values())
        needed = "the one value that this needs" if count == 1 else f"the {count:,} values that this needs"
        lines.append(f"Without data: {percent:g}% of {needed}{': ' + '; '.join(gaps) if gaps else ''}.")
    if empty:
        kinds = dict.fromkeys(say_counts({kind: 0}).removeprefix("0 ") for kind in empty)
        lines.append(f"Not on this map at all: {', '.join(kinds)}.")
    lines.append(
        f"Least sure of what this names: {weakest}." if weakest else "Nobody said how sure they are of what this names."
    )
    if question.cypher:
        lines.append(f"In Cypher, or a part of it: sysmap query {question.cypher[0]}.")
    return lines
