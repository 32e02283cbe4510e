"""All rules asked of one map on one day: the questions, what explains them, and what could not be checked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sysmap.analysis.guardrails.asking import SEVERITIES, Question, Rule, Sheet
from sysmap.analysis.guardrails.case import Case
from sysmap.analysis.guardrails.limits import Limits, shipped_limits
from sysmap.analysis.guardrails.table import RULES
from sysmap.model.maps import Branch
from sysmap.model.records import Record
from sysmap.model.values import join_list

_WITHHELD = "what it asks for, which is withheld from this audience"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the explanation that somebody recorded for it.

    Parameters
    ----------
    question : Question
        The question.
    explanation : Record or None
        The latest explanation, whether it still holds or not.
    why_open : str
        Why the explanation does not hold any more; empty where it does, or where there is none.
    """

    question: Question
    explanation: Record | None = None
    why_open: str = ""

    @property
    def is_explained(self) -> bool:
        """Whether an explanation holds."""
        return self.explanation is not None and not self.why_open


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one rule.

    Parameters
    ----------
    rule : Rule
        The rule.
    asked : tuple of Asked
        Its questions.
    looked : int
        How many things it could look at; where that is none, the rule was not checked.
    unchecked : Mapping of str to tuple of str
        What is missing, in words, with the ids of what could not be looked at for want of it.
    apart : Mapping of str to tuple of str
        What it has no say about: why, with the ids.
    """

    rule: Rule
    asked: tuple[Asked, ...]
    looked: int
    unchecked: Mapping[str, tuple[str, ...]]
    apart: Mapping[str, tuple[str, ...]]

    @property
    def status(self) -> str:
        """`questions`, `no_questions` or `not_checked`."""
        return "questions" if self.asked else "no_questions" if self.looked else "not_checked"

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing for it, each in one phrase with how many things it is missing for."""
        said = [
            f"{words} (for {len(set(ids))})" if (ids and self.looked) or len(set(ids)) > 1 else words
            for words, ids in self.unchecked.items()
        ]
        return tuple(said) or (() if self.looked else (f"{self.rule.needs} on this map",))


@dataclass(frozen=True, slots=True)
class GuardrailReport:
    """All rules that were asked.

    Parameters
    ----------
    checked : tuple of Checked
        What came of each rule, in order.
    as_of : date
        The day.
    limits : Limits
        What was compared with.
    """

    checked: tuple[Checked, ...]
    as_of: date
    limits: Limits

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every question: open ones first, those that matter most before the rest."""
        every = [each for checked in self.checked for each in checked.asked]
        return tuple(
            sorted(
                every,
                key=lambda each: (each.is_explained, SEVERITIES.index(each.question.severity), each.question.key),
            )
        )


def check_guardrails(
    branch: Branch,
    as_of: date,
    limits: Limits | None = None,
    rules: Collection[str] = (),
    withheld: Collection[str] = (),
) -> GuardrailReport:
    """Ask the rules of a map (DOMAIN section 3).

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    as_of : date
        The day.
    limits : Limits, optional
        Thresholds and prices; those that ship with sysmap, for England, where not given.
    rules : collection of str
        Ids of the rules to ask; empty for all.
    withheld : collection of str
        Ids of the rules that ask whether something is there which is withheld: they cannot be checked.
    """
    case = Case(branch, as_of, limits or shipped_limits())
    explanations: dict[str, Record] = {}
    # The later one counts where several were recorded.
    for record in sorted(branch.of("Explanation"), key=lambda each: (each.get("date"), each.get("until"))):
        explanations[f"{record.get('rule')}:{','.join(record.items('subjects'))}"] = record
    checked = []
    for rule in RULES.values():
        if rules and rule.id not in rules:
            continue
        if rule.id in withheld:
            checked.append(Checked(rule, (), 0, {_WITHHELD: ()}, {}))
            continue
        sheet = Sheet(case, rule.id)
        rule.check(case, sheet)
        questions = sorted(sheet.questions, key=lambda each: (SEVERITIES.index(each.severity), each.key))
        checked.append(
            Checked(
                rule,
                tuple(_with_explanation(each, explanations.get(each.key), as_of) for each in questions),
                sheet.looked,
                {words: tuple(dict.fromkeys(ids)) for words, ids in sheet.unchecked.items()},
                {words: tuple(ids) for words, ids in sheet.apart.items()},
            )
        )
    return GuardrailReport(tuple(checked), as_of, case.limits)


def _with_explanation(question: Question, record: Record | None, as_of: date) -> Asked:
    if record is None:
        return Asked(question)
    until = record.last_day("until")
    if until is None or until < as_of:
        return Asked(question, record, "its day is past" if until else "it says no day until which it holds")
    if record.get("evidence") != question.evidence or record.get("severity") != question.severity:
        return Asked(question, record, "the figures have changed since")
    return Asked(question, record)


def explanation_values(question: Question, *, role: str, until: str, why: str, day: date) -> dict[str, str]:
    """Give the values of the record that explains a question.

    Parameters
    ----------
    question : Question
        The question.
    role : str
        The role that explains it.
    until : str
        The last day on which the explanation holds.
    why : str
        The explanation.
    day : date
        The day on which it is given.
    """
    return {
        "rule": question.rule,
        "subjects": join_list(question.subjects),
        "explained_by": role,
        "until": until,
        "why": why,
        "date": day.isoformat(),
        "evidence": question.evidence,
        "severity": question.severity,
    }


def concerned(branch: Branch, question: Question) -> frozenset[str]:
    """Give the ids of the bodies and posts that a question is about: they may not explain it themselves.

    Those are the ones it names, the parties of its agreements, and who pays and is paid by its flows.
    """
    found: set[str] = set()
    for record_id in (*question.subjects, *question.finding.rests_on):
        record = branch.get(record_id)
        if record is None:
            continue
        if record.kind in {"Organisation", "Role"}:
            found.add(record.id)
        elif record.kind in {"FUNDS", "HOLDS"}:
            found.update((record.from_id, record.to_id))
        elif record.kind == "Agreement":
            found.update(link.from_id for link in branch.reaching(record.id, "PARTY_TO"))
        elif record.kind == "Service":
            found.update(link.from_id for link in branch.reaching(record.id, "DELIVERS", "COMMISSIONS"))
        elif record.kind == "Measure":
            found.add(record.get("collected_by"))
    return frozenset(each for each in found if each in branch and branch[each].kind in {"Organisation", "Role"})
