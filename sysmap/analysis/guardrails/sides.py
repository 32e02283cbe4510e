"""Rules about who stands on both sides: G01, G17."""

from collections import defaultdict
from collections.abc import Iterable

from sysmap.analysis.flows import BASES, Flow, total_of
from sysmap.analysis.guardrails.asking import Severity, Sheet
from sysmap.analysis.guardrails.case import Case
from sysmap.model.findings import Figure
from sysmap.model.money import say_money
from sysmap.model.records import Record

_Flow = tuple[str, str, str]
"""Who pays, who is paid, and the flow."""


def both_sides(case: Case, sheet: Sheet) -> None:
    """G01: one post in the group of who pays and of who is paid, or one of them governs the other."""
    branch = case.branch
    if not branch.of("HOLDS"):
        sheet.cannot("which posts are held in which bodies")
    if not branch.of("GOVERNS"):
        sheet.cannot("who owns or governs whom")
    if not branch.of("HOLDS") and not branch.of("GOVERNS"):
        return
    posts, governs = _posts(case), _governs(case)
    for flow, rows in _between(case, sheet).items():
        payer, payee, _ = flow
        sheet.looked += 1
        if links := governs.get(frozenset((payer, payee))):
            _ask_governed(case, sheet, flow, rows, links)
        for post in sorted(posts[payer].keys() & posts[payee].keys()):
            if _at_once(posts[payer][post], rows) and _at_once(posts[payee][post], rows):
                held = [*posts[payer][post], *posts[payee][post]]
                _ask_post(case, sheet, (post, *flow), rows, held)


def _posts(case: Case) -> dict[str, dict[str, list[Record]]]:
    """Give the posts held in each organisation and its units, with the links that say so."""
    posts: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for link in case.branch.of("HOLDS"):
        if case.is_body(link.to_id) and link.from_id in case.branch:
            posts[case.root(link.to_id)][link.from_id].append(link)
    return posts


def _governs(case: Case) -> dict[frozenset[str], list[Record]]:
    """Give the links by which one organisation of a pair governs the other."""
    governs: dict[frozenset[str], list[Record]] = defaultdict(list)
    for link in case.branch.of("GOVERNS"):
        if case.is_body(link.from_id) and case.is_body(link.to_id):
            governs[frozenset((case.root(link.from_id), case.root(link.to_id)))].append(link)
    return governs


def _between(case: Case, sheet: Sheet) -> dict[_Flow, list[Record]]:
    """Give the rows of each flow between two organisations: who pays, who is paid, the flow; note who is not known."""
    flows: dict[_Flow, list[Record]] = defaultdict(list)
    for row in case.branch.of("FUNDS"):
        between = case.is_body(row.from_id) and case.is_body(row.to_id)
        if case.is_body(row.from_id) and not between and row.get("mechanism") != "internal_budget":
            sheet.cannot("who is paid, where money goes to a service", row.id)
        if between and not case.homes.roots(row.from_id) & case.homes.roots(row.to_id):
            flows[case.root(row.from_id), case.root(row.to_id), row.get("flow_id") or row.id].append(row)
    return flows


def _ask_governed(case: Case, sheet: Sheet, flow: _Flow, rows: list[Record], links: list[Record]) -> None:
    payer, payee, _ = flow
    owned = case.owns(payer, payee)
    recorded, missing = _conflicts_record(case, rows)
    severity: Severity = "info" if owned else "medium" if recorded else "high"
    words = " and ".join(
        f"{case.name(case.root(link.from_id))} {_words(link)} {case.name(case.root(link.to_id))}" for link in links
    )
    said, figures = _paid(case, rows)
    whether = (
        f"the {said} that {case.name(payer)} pays {case.name(payee)} was decided at arm's length: {words}"
        f"{'' if owned or recorded else ', and no record of conflicts of interest is held'}"
    )
    rests_on = (*(row.id for row in rows), *(link.id for link in links))
    sheet.ask(severity, flow, whether, figures, rests_on=rests_on, missing=missing)


def _ask_post(case: Case, sheet: Sheet, side: tuple[str, *_Flow], rows: list[Record], held: list[Record]) -> None:
    post, payer, payee, _ = side
    recorded, missing = _conflicts_record(case, rows)
    owned = case.owns(payer, payee)
    severity: Severity = "info" if owned else "medium" if recorded else "high"
    record = "a record of conflicts of interest is held" if recorded else "no record of conflicts of interest is held"
    said, figures = _paid(case, rows)
    whether = (
        f"whoever holds the post {case.name(post)} stood back when {case.name(payer)} decided to pay"
        f" {case.name(payee)} {said}: the post is held in both, and {record}"
    )
    rests_on = (*(row.id for row in rows), *(link.id for link in held))
    sheet.ask(severity, side, whether, figures, rests_on=rests_on, missing=missing)


def _paid(case: Case, rows: Iterable[Record]) -> tuple[str, dict[str, Figure]]:
    """Say how much flows, in its latest year with actual figures, else its latest, on the best basis of that year."""
    ids = {row.id for row in rows}
    alike: dict[tuple[bool, int, int, str], list[Flow]] = defaultdict(list)
    for flow in case.flows:
        if flow.record.id in ids and flow.year and flow.basis in BASES:
            key = (flow.basis != "actual", -flow.year.start, BASES.index(flow.basis), flow.currency)
            alike[key].append(flow)
    if not alike:
        return "money", {}
    flows = alike[min(alike)]
    total, currency = total_of(flows), flows[0].currency
    label = f"{flows[0].year}, {flows[0].basis}"
    paid = Figure(total, currency, f"paid, {label}", tuple(flow.record.id for flow in flows))
    return f"{say_money(total, currency)} ({label})", {"paid": paid}


def _words(link: Record) -> str:
    return {"owns": "owns", "hosts": "hosts", "regulates": "regulates", "appoints_board": "appoints the board of"}.get(
        link.get("role_kind"), "governs"
    )


def _conflicts_record(case: Case, rows: Iterable[Record]) -> tuple[bool, tuple[str, ...]]:
    """Whether every agreement that money flows under records conflicts, and what is missing to know."""
    agreements = {row.get("agreement_id") for row in rows}
    found = [case.branch.get(each) for each in agreements if each]
    recorded = bool(found) and all(
        each is not None and (each.get("conflicts_assessment_date") or each.get("last_conflicts_check"))
        for each in found
    )
    return recorded and "" not in agreements, ("the agreement that the money flows under",) if "" in agreements else ()


def _at_once(held: Iterable[Record], rows: Iterable[Record]) -> bool:
    """Whether a post was held while any of the money flowed; what is not dated may have been."""
    for link in held:
        starts, ends = link.day("start_date"), link.last_day("end_date")
        for row in rows:
            first, last = row.period()
            if not (ends and first and ends < first) and not (starts and last and last < starts):
                return True
    return False


def own_homework(case: Case, sheet: Sheet) -> None:
    """G17: who is judged by a measure collects it."""
    branch = case.branch
    delivers: dict[str, list[Record]] = defaultdict(list)
    for link in branch.of("DELIVERS"):
        delivers[link.from_id].append(link)
    for measure in branch.of("Measure"):
        collector = measure.get("collected_by")
        if collector not in branch:
            sheet.cannot("who collects it", measure.id)
            continue
        sheet.looked += 1
        judged = measure.get("factor_id")
        services = {link.to_id: link for link in delivers[collector]}
        edges = [edge for edge in branch.reaching(judged, "INFLUENCES") if edge.from_id in services]
        own = [services[edge.from_id] for edge in edges]
        indicators = [each for each in measure.items("kpi_of_agreement") if each in branch]
        supplied = [each for each in indicators if collector in case.parties(each, "supplier", "recipient")]
        if not own and not supplied:
            continue
        paid = [each for each in indicators if _pays_for_results(case, each)]
        severity: Severity = "high" if paid else "medium" if indicators else "low"
        why = "money hangs on the result" if paid else "the agreement names it an indicator" if indicators else ""
        whether = (
            f"somebody else checks {case.name(measure.id)}: {case.name(collector)} collects it and"
            f" {'delivers the service that moves it' if own else 'is paid under the agreement it is an indicator of'}"
            f"{f', and {why}' if why else ''}"
        )
        figures = {"agreements": Figure(len(indicators), "agreements", "agreements it is an indicator of")}
        rests_on = (*(each.id for each in (*own, *edges)), *supplied)
        sheet.ask(severity, (measure.id, collector), whether, figures, rests_on=rests_on)


def _pays_for_results(case: Case, agreement: str) -> bool:
    return case.branch[agreement].get("kind") == "outcomes_contract" or any(
        row.get("mechanism") == "outcome_payment" for row in case.flows_under.get(agreement, ())
    )
