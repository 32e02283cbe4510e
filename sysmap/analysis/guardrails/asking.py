"""What a rule of the guardrails is, what it asks, and what it could not look at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sysmap.analysis.guardrails.case import Case
from sysmap.analysis.guardrails.limits import InForce
from sysmap.model.findings import Figure, Finding

Severity = Literal["high", "medium", "low", "info"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low", "info")
"""How much it matters, the most first; none of them says that anything is wrong."""

OPENING = "Ask whether "
"""How every question begins."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question worth asking.

    Parameters
    ----------
    rule : str
        The rule it comes from, G01 to G20.
    severity : Severity
        How much it matters.
    subjects : tuple of str
        Ids of what it is about; a flow of money goes by its own id, which joins its years.
    finding : Finding
        The question as one sentence, with its figures and what they rest on.
    limits : tuple of InForce
        What was compared with.
    """

    rule: str
    severity: Severity
    subjects: tuple[str, ...]
    finding: Finding
    limits: tuple[InForce, ...] = ()

    @property
    def key(self) -> str:
        """What it goes by, the same from day to day: G06:A02."""
        return f"{self.rule}:{','.join(self.subjects)}"

    @property
    def evidence(self) -> str:
        """Its figures as one text: an explanation holds for these and for no others."""
        values = {name: figure.value for name, figure in sorted(self.finding.figures.items())}
        return "; ".join(f"{name}={'' if value is None else value}" for name, value in values.items())


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Parameters
    ----------
    id, name : str
        G01 to G20, and what it is called on screen.
    test : str
        What it tests, exactly.
    source : str
        What it rests on.
    caution : str
        What often trips it with nothing the matter.
    needs : str
        What has to be on the map before it can be checked.
    check : callable
        Looks at a map and fills a sheet.
    """

    id: str
    name: str
    test: str
    source: str
    caution: str
    needs: str
    check: Callable[[Case, "Sheet"], None]


@dataclass
class Sheet:
    """What one rule found while it looked.

    Parameters
    ----------
    rule : str
        The rule.
    questions : list of Question
        What it asks.
    looked : int
        How many things it could look at.
    unchecked : dict of str to list of str
        What is missing, in words, with the ids of what could not be looked at for want of it.
    apart : dict of str to list of str
        Why something is not this rule's business, such as another law, with the ids.
    """

    case: Case
    rule: str
    questions: list[Question] = field(default_factory=list)
    looked: int = 0
    unchecked: dict[str, list[str]] = field(default_factory=dict)
    apart: dict[str, list[str]] = field(default_factory=dict)

    def cannot(self, missing: str, record_id: str = "") -> None:
        """Note what is missing to look at a thing, or at anything."""
        self.unchecked.setdefault(missing, []).extend(filter(None, (record_id,)))

    def leave(self, why: str, record_id: str) -> None:
        """Note what the rule has no say about."""
        self.apart.setdefault(why, []).append(record_id)

    def ask(
        self,
        severity: Severity,
        subjects: Iterable[str],
        whether: str,
        figures: Mapping[str, Figure] | None = None,
        *,
        rests_on: Iterable[str] = (),
        missing: Iterable[str] = (),
        limits: Iterable[InForce | None] = (),
    ) -> None:
        """Ask a question: what stands behind “Ask whether”, without its full stop."""
        named = tuple(dict.fromkeys(subjects))
        about = tuple(each for each in named if each in self.case.branch)
        rows = dict.fromkeys((*rests_on, *(row for each in (figures or {}).values() for row in each.rests_on), *about))
        finding = Finding(
            f"guardrail_{self.rule.lower()}",
            f"{OPENING}{whether}.",
            about,
            dict(figures or {}),
            tuple(rows),
            tuple(dict.fromkeys(filter(None, missing))),
            self.case.as_of,
            self.case.branch.scenario,
        )
        self.questions.append(Question(self.rule, severity, named, finding, tuple(filter(None, limits))))


def say_limit(found: InForce) -> str:
    """Say a limit in one line: what it is, its figure, since when, and where it comes from."""
    days = f", {found.limit.days}" if found.limit.days else ""
    return f"{found.limit.words}: {found.value:,f}{days} ({found.limit.source})"
