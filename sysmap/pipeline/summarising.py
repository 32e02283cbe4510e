"""Summing up a map in words and tables, for a Word file: what it says, who does what, money, outcomes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sysmap.analysis.money import report_money
from sysmap.formats.comments.word import Thing
from sysmap.formats.summary_word import Summary, SummaryTable
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.vocabulary import property_of
from sysmap.model.years import FinancialYear
from sysmap.render.about import lines_about
from sysmap.render.facts import measures_of
from sysmap.render.figures import NOT_KNOWN, count_words
from sysmap.render.markup import language_of
from sysmap.render.money import gather_flows

MOST_ROWS = 200
"""Rows of a table in Word; more are in the page."""

MOST_SAID = 8
"""Sentences under one question in Word; all are in the page."""

_SORTS = {"in_kind": ", in kind", "lent": ", to come back", "repaid": ", paid back"}
_FIRST = "What deserves a look"

_COMMENTED = ("Organisation", "Service", "Factor", "Loop")
_BY_KIND = {"Organisation": 0, "Service": 1, "Factor": 2, "Loop": 3}


def sum_up(branch: Branch, data: Mapping[str, Any], as_of: date, year: FinancialYear | None) -> Summary:
    """Give the summary of a map.

    Parameters
    ----------
    branch : Branch
        The map as its reader may see it.
    data : Mapping
        What its page says (`frontend/src/contract.ts`).
    as_of : date
        The day it speaks of.
    year : FinancialYear, optional
        The year of money; the latest with actual figures where not given.
    """
    about = data["map"]
    lines = (data["summary"], *lines_about(data), _how_sure(branch))
    return Summary(
        about["name"],
        about["question"] or "",
        about.get("moment") or "",
        as_of,
        tuple(filter(None, lines)),
        tuple(_findings(data)),
        tuple(each for each in (_services(branch, year), _money(branch, year), _outcomes(branch)) if each.rows),
        tuple(_things(branch)),
        data["audience"],
        language_of(data),
    )


def _findings(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what the map says, the first of it under each question: more than a page of it is read in the page."""
    questions = {view["shape"]: view["question"] for view in reversed(data["views"])}
    said: dict[str, list[str]] = {}
    for finding in data["findings"]:
        said.setdefault(questions.get(finding.get("view", ""), _FIRST), []).append(finding["sentence"])
    for title, sentences in said.items():
        more = len(sentences) - MOST_SAID
        yield title, (*sentences[:MOST_SAID], *([f"{more} more like these are in the page."] if more > 0 else []))


def _how_sure(branch: Branch) -> str:
    links = branch.of("INFLUENCES")
    prop = property_of("INFLUENCES", "confidence")
    if not links or prop is None:
        return ""
    counts = Counter(link.get("confidence") for link in links)
    said = [f"{prop.words_for(level.value)} {counts[level.value]}" for level in prop.allowed if counts[level.value]]
    unknown = len(links) - sum(counts[level.value] for level in prop.allowed)
    said += [f"{NOT_KNOWN} {unknown}"] if unknown else []
    return f"How sure the group is of {count_words(len(links), 'influence', 'influences')}: {', '.join(said)}."


def _names(branch: Branch, ids: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(branch.name_of(each) for each in ids))


def _table(
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    note: str = "",
    *,
    figures: Iterable[int] = (),
    words: Iterable[int] = (),
) -> SummaryTable:
    made = [tuple(row) for row in rows]
    if len(made) > MOST_ROWS:
        note = f"{note} The first {MOST_ROWS} of {len(made):,}; the page has all.".strip()
    return SummaryTable(title, tuple(headers), tuple(made[:MOST_ROWS]), note, frozenset(figures), frozenset(words))


def _services(branch: Branch, year: FinancialYear | None) -> SummaryTable:
    report = report_money(branch, year)

    def spend(service: str) -> str:
        figure = report.by_service.get(service)
        known = figure is not None and isinstance(figure.value, Decimal)
        return say_money(figure.value, report.selection.currency) if known else NOT_KNOWN  # type: ignore[union-attr,arg-type]  # known

    rows = [
        (
            service.name,
            _names(branch, (link.from_id for link in branch.reaching(service.id, "COMMISSIONS"))) or NOT_KNOWN,
            _names(branch, (link.from_id for link in branch.reaching(service.id, "DELIVERS"))) or NOT_KNOWN,
            service.words("prevention_tier") or NOT_KNOWN,
            spend(service.id),
        )
        for service in branch.of("Service")
    ]
    headers = ("service", "who buys it", "who does it", "prevention or crisis", f"cash spend, {report.selection.label}")
    return _table("Services", headers, rows, figures=(4,), words=(0, 1, 2))


def _money(branch: Branch, year: FinancialYear | None) -> SummaryTable:
    rows = [
        (
            branch.name_of(flow.shown.from_id),
            branch.name_of(flow.shown.to_id),
            branch.name_of(flow.shown.get("service_id")) if flow.shown.get("service_id") else "",
            flow.text,
            flow.exact + _SORTS.get(flow.sort, ""),
        )
        for flow in gather_flows(branch, year)
    ]
    return _table("Money", ("who pays", "who is paid", "for", "about", "exactly"), rows, figures=(3,), words=(0, 1, 2))


def _outcomes(branch: Branch) -> SummaryTable:
    measures = measures_of(branch, branch.of("Measure"))
    rows = []
    for factor in branch.of("Factor"):
        if not factor.yes("outcome"):
            continue
        owners = _names(branch, (link.from_id for link in branch.reaching(factor.id, "STEWARDS")))
        known = measures.get(factor.id, [])
        said = "; ".join(
            f"{each['label'].removeprefix('measured by: ')}: {each['value']}"
            + (f" ({each['note']})" if each["note"] else "")
            for each in known
        )
        rows.append((factor.name, factor.words("desired_direction"), owners or "nobody on this map", said or NOT_KNOWN))
    return _table("Outcomes", ("outcome", "wanted", "who answers for it", "measured by"), rows, words=(0, 2, 3))


def _things(branch: Branch) -> Iterator[Thing]:
    records = sorted(branch.of(*_COMMENTED), key=lambda each: _BY_KIND[each.kind])
    yield from (Thing(each.id, each.kind, each.name) for each in records[:MOST_ROWS])
