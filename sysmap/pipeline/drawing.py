"""Drawing a map as one HTML file, with what the analyses find said on it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sysmap.analysis.boundaries import CLASSES, report_boundaries
from sysmap.analysis.loops import report_loops
from sysmap.analysis.money import report_money
from sysmap.analysis.tidy import find_gaps
from sysmap.errors import StoreError, UsageError
from sysmap.model.comments import mark_moment
from sysmap.model.edits import Edit
from sysmap.model.findings import Finding
from sysmap.model.scenarios import branch as branch_of
from sysmap.model.years import FinancialYear
from sysmap.pipeline.acting import LARGEST, read_acting
from sysmap.pipeline.addresses import file_beside
from sysmap.pipeline.answers import Answer, make_table
from sysmap.pipeline.exporting import refuse_standard_output
from sysmap.pipeline.money_years import money_by_year
from sysmap.pipeline.opening import Opened, withheld_counts
from sysmap.pipeline.page_figures import figures_of_page
from sysmap.pipeline.page_loops import HELD, SECONDS, loops_of_page
from sysmap.pipeline.profiles import refuse_telling_file
from sysmap.pipeline.views import changes_for
from sysmap.pipeline.withholding import rules_open, settled
from sysmap.render.around import laid_over
from sysmap.render.changes import find_changes
from sysmap.render.differences import difference, differing_tables
from sysmap.render.html import write_page
from sysmap.render.page import Reading, page_data
from sysmap.stores.base import Store, open_store

_MARK = b'<meta name="generator" content="sysmap">'
_BEGINNING = 4096
MOST = 30
"""Findings of one sort shown on a page, the first ones: a ledger has hundreds, and nobody reads them one by one."""


ALL = "all"
"""What is asked for instead of the name of a scenario to have all of them."""


@dataclass(frozen=True, slots=True)
class PageWish:
    """What a page is to show beside the map itself.

    Parameters
    ----------
    as_of : date
        The day that everything depending on today speaks of.
    year : FinancialYear or None
        The year of money; the latest with actual figures where None. A flow without that year shows its latest.
    scenarios : bool
        Whether it holds every scenario beside the base, for its reader to choose from.
    guardrails : bool
        Whether it holds what the guardrails ask. Only who draws a page chooses that; no share and no site holds it.
    """

    as_of: date
    year: FinancialYear | None = None
    scenarios: bool = False
    guardrails: bool = False


def draw_map(opened: Opened, path: str, wish: PageWish, *, force: bool = False) -> Answer:
    """Write a map as one HTML file that makes no request.

    Parameters
    ----------
    opened : Opened
        The map, as its reader may see it.
    path : str
        Where to; where empty beside the map's file, or in this folder where it is in Neo4j. A page that sysmap wrote
        before is replaced.
    wish : PageWish
        What it is to show.
    force : bool
        Whether to replace a file that is no page of sysmap's.

    Raises
    ------
    UsageError
        When something else is there.
    StoreError
        When the file cannot be written.
    """
    target = Path(path) if path else file_beside(opened.address, ".html")
    refuse_standard_output(target)
    if target.is_dir():
        target /= file_beside(opened.address, ".html").name
    if target.exists() and not force and not is_page(target):
        raise UsageError(f"{target} is there already and is no page of sysmap's; --force replaces it")
    if not target.parent.is_dir():
        raise StoreError(f"{target} cannot be written: there is no folder {target.parent}")
    refuse_telling_file(opened.redaction, target)
    data = data_for_page(opened, wish)
    try:
        write_page(target, data)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror or error}") from error
    size = target.stat().st_size
    lines = [f"Wrote {target} ({size / 1e6:.1f} MB), as of {wish.as_of}: {data['summary']}"]
    lines.extend(data["problems"])
    if opened.withheld:
        lines.append(opened.withheld)
    said = {
        "path": str(target),
        "bytes": size,
        "as_of": wish.as_of.isoformat(),
        "scenario": opened.branch.scenario or None,
        "audience": opened.view.audience,
        "withheld": withheld_counts(opened.view),
    }
    table = make_table(("path", "bytes", "as_of"), [(str(target), str(size), wish.as_of.isoformat())])
    return Answer(tuple(lines), said, table, opened.cautions)


def data_for_page(opened: Opened, wish: PageWish, said: Sequence[str] = ()) -> dict[str, Any]:
    """Give the data of a page: of one branch, or of the base and every scenario where they are wished for.

    Parameters
    ----------
    opened : Opened
        The map, as its reader may see it. Nothing but what is in it can be in the page, in any scenario.
    wish : PageWish
        What the page is to show.
    said : sequence of str
        What its reader has to know.
    """
    base = opened.branch
    scenarios = opened.view.map.of("Scenario") if wish.scenarios else []
    branches = [branch_of(opened.view.map, each.id) for each in scenarios]
    around = laid_over([base, *branches]) if branches else None
    reading = replace(read_for_page(opened, wish), said=tuple(said), around=around)
    data = page_data(base, reading)
    if wish.guardrails:
        from sysmap.pipeline.guardrail_cards import with_view

        data = with_view(data)
    if not branches:
        return data
    told = []
    for each in branches:
        name = each.name_of(each.scenario)
        differs = find_changes(base, each, ("the base map", f"“{name}”"), wish.as_of, each.scenario)
        here = replace(
            read_for_page(replace(opened, branch=each), wish), said=tuple(said), around=around, differs=differs
        )
        other = page_data(each, here)
        told.append(
            {
                "id": each.scenario,
                "name": name,
                "differs": difference({**data, "tables": []}, {**other, "tables": []}),
                "tables": differing_tables(data["tables"], other["tables"]),
            }
        )
    return {**data, "scenarios": told}


def read_for_page(opened: Opened, wish: PageWish) -> Reading:
    """Gather what a page says beside what the map holds.

    Parameters
    ----------
    opened : Opened
        The map, as its reader may see it.
    wish : PageWish
        What the page is to show.
    """
    branch = opened.branch
    boundaries = report_boundaries(branch)
    loops = report_loops(branch, seconds=SECONDS, keep=HELD)
    shown = loops_of_page(branch, loops.loops, largest=LARGEST)
    money = report_money(branch, wish.year)
    acting = read_acting(branch)
    figures = figures_of_page(branch, money_by_year(branch), wish.as_of, opened.view)
    findings: dict[str, list[Finding]] = {
        "": settled(opened.view, find_gaps(branch, as_of=wish.as_of)),
        "loops": _first(loops.findings),
        "boundaries": _first(boundaries.findings),
        "money": _first(money.findings),
        **{view: _first(several) for view, several in acting.findings.items()},
    }
    if wish.guardrails:
        from sysmap.pipeline.guardrail_cards import GUARDRAILS, cards_of_page

        findings[GUARDRAILS] = cards_of_page(branch, wish.as_of, rules_open(opened.view))
    return Reading(
        wish.as_of,
        "" if opened.view.whole else opened.view.audience,
        opened.view.told,
        *_last_change(opened),
        money.selection.year,
        tuple(replace(year, findings=tuple(_first(year.findings))) for year in figures.money),
        {each.link.id: each.boundary_class for each in boundaries.links["accountable"]},
        CLASSES,
        shown.found,
        findings,
        changes=changes_for(opened, wish.as_of),
        called=opened.title,
        version=f"edit {opened.number}" if opened.number else "",
        answers={**acting.answers, **shown.ranked, **figures.answers},
    )


def _first(findings: Sequence[Finding]) -> list[Finding]:
    """Keep the first findings of each sort, and say how many more there are."""
    counts: Counter[str] = Counter()
    kept = []
    for finding in findings:
        counts[finding.kind] += 1
        if counts[finding.kind] <= MOST:
            kept.append(finding)
    more = len(findings) - len(kept)
    if more:
        kept.append(Finding("more", f"{more} more like these are not shown on this page."))
    return kept


def _last_change(opened: Opened) -> tuple[date | None, str]:
    """Give the day of the last edit of what is shown, before the moment that is shown, and the mark of that moment."""
    if not opened.number:
        return None, ""
    with open_store(opened.address) as store:
        last = store.log(opened.number - 1)[0]
        edit = last if opened.view.whole else _last_seen(opened, store)
    day = datetime.fromisoformat(edit.time).astimezone().date() if edit else None
    return day, mark_moment(opened.number, last.id)


def _last_seen(opened: Opened, store: Store) -> Edit | None:
    """Give the last edit of something this audience sees: the day of another would tell that there is more."""
    shown = {opened.ids.get(each.id, each.id): each.values.keys() | {"sensitivity"} for each in opened.view.map}
    until, step = opened.number, 1
    while until > 0:
        since = max(0, until - step)
        for edit in reversed(store.log(since)[: until - since]):
            for each in edit.changes:
                if not shown.get(each.record_id, set()).isdisjoint((*each.old, *each.new)):
                    return edit
        until, step = since, step * 4
    return None


def is_page(path: Path) -> bool:
    """Whether a file is a page that sysmap wrote."""
    with path.open("rb") as file:
        return _MARK in file.read(_BEGINNING)
