"""How those of the thirty questions that are about money and have no command of their own are answered."""

from decimal import Decimal
from typing import Any

from sysmap.analysis.flows import select_flows
from sysmap.analysis.prevention import UPSTREAM
from sysmap.model.findings import Figure, Finding
from sysmap.model.money import say_money
from sysmap.pipeline.answers import Answer, Table, missing_lines, say_figure
from sysmap.pipeline.names import find_named
from sysmap.pipeline.thirty.telling import exact, name_in, names_in, say_percent, shown_rows, tell_rows
from sysmap.pipeline.thirty.wish import Wish
from sysmap.pipeline.withholding import is_open

_HHI = (
    "HHI: the squared percent shares added up, 10,000 where one body has all. Who is not known counts as zero, so that"
    " it is at least that. Bodies of one owner are one. It describes and judges nothing: work in house and one lot by"
    " design look like that too."
)

_NOBODY_IS_US = (
    'Nobody on this map is marked as us: sysmap set MAP "Council" control=ours does that, and --funder NAME asks of any'
    " body."
)

NO_MONEY = "No cash is tied to a service in any year of this map."


def prevention(wish: Wish) -> Answer:
    """Question 10."""
    from sysmap.pipeline.prevention import ask_prevention

    return ask_prevention(wish.opened, as_of=wish.as_of, year=wish.year, listed=wish.listed)


def consequences(wish: Wish) -> Answer:
    """Question 2."""
    from sysmap.analysis.consequences import find_consequences

    branch = wish.opened.branch
    found, findings, money = find_consequences(branch, wish.year)
    rows = [
        {
            "prevention": each.prevention,
            "prevention_spend": exact(each.prevention_spend.value),
            "crisis": each.crisis,
            "crisis_spend": exact(each.crisis_spend.value),
            "links": [link.id for link in each.links],
            "weakest": each.weakest,
        }
        for each in found
    ]
    none = _no_consequences(wish)
    cells = [
        (
            branch.name_of(each.prevention),
            say_figure(each.prevention_spend),
            branch.name_of(each.crisis),
            say_figure(each.crisis_spend),
            each.weakest or "not known",
        )
        for each in found
    ]
    shape: list[str | Table] = []
    if cells:
        heads = ("prevention", "spend", "crisis service", "its spend", "least sure link")
        shape = [*shown_rows(wish, heads, cells, ("spend", "its spend")), "", "By way of:"]
        for each in found[: wish.listed]:
            way = " → ".join(branch.name_of(link.to_id) for link in each.links)
            shape.append(f"  {branch.name_of(each.prevention)} → {way}")
        shape.extend(missing_lines(findings))
    return tell_rows(wish, "consequences", rows, findings, none, shape=shape, money=money.selection.label)


def _no_consequences(wish: Wish) -> str:
    """Say that no prevention leads to crisis spend on this map, or that it cannot be told, and what to add."""
    branch = wish.opened.branch
    about = "Where crisis spend pays for what prevention would have kept away cannot be told"
    if is_open(wish.opened.view, "consequences"):
        return f"{about} here, as what it would rest on is withheld."
    tiers = {each.get("prevention_tier") for each in branch.of("Service")}
    lacks = {
        "no influences": not branch.of("INFLUENCES"),
        "no service of primary or secondary prevention": tiers.isdisjoint(UPSTREAM),
        "no crisis service": "acute" not in tiers,
    }
    said = [words for words, lacking in lacks.items() if lacking]
    if not said:
        return (
            "No chain of at most five influences leads from what a prevention service reduces to a crisis service on"
            " this map."
        )
    add = []
    if said != ["no influences"]:
        add.append("say of each service whether it is prevention or crisis (prevention_tier)")
    if lacks["no influences"]:
        add.append('draw what each service changes, as in: sysmap link MAP "Falls classes" - Admissions')
    return f"{about}, as this map records {_and(said)}: {' and '.join(add)}."


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def markets(wish: Wish) -> Answer:
    """Question 14."""
    from sysmap.analysis.guardrails.case import Case
    from sysmap.analysis.guardrails.limits import shipped_limits
    from sysmap.analysis.guardrails.markets import find_markets

    branch = wish.opened.branch
    case = Case(branch, wish.as_of, shipped_limits())
    selection = select_flows(branch, wish.year)
    found = find_markets(case, selection)
    most = case.limit("largest_share_percent")
    thin = [each for each in found if each.paid and most and each.share > most.value]
    rows: list[dict[str, Any]] = []
    cells = []
    for each in found:
        known = bool(each.paid)
        rows.append(
            {
                "service": each.service,
                "places": list(each.places),
                "amount": str(each.total),
                "largest": each.largest if known else None,
                "share": str(each.share.quantize(Decimal("0.1"))) if known else None,
                "hhi": str(each.index.quantize(Decimal(1))) if known else None,
                "not_known": str(each.unknown),
            }
        )
        cells.append(
            (
                branch.name_of(each.service),
                ", ".join(branch.name_of(place) for place in each.places) or "not said",
                say_money(each.total, selection.currency),
                branch.name_of(each.largest) if known else "nobody that the map names",
                say_percent(each.share) if known else "not known",
                f"{each.index:,.0f}" if known else "not known",
                say_percent(100 * each.unknown / each.total),
            )
        )
    findings = []
    if found and most:
        say = f"In {len(thin)} of {len(found)} services one body has over {most.value:f}% of the money"
        if thin:
            first = thin[0]
            say += (
                f"; most is in {name_in(wish, first.service)}, where {name_in(wish, first.largest)} has"
                f" {say_percent(first.share)} of {say_money(first.total, selection.currency)}"
            )
        about = tuple(each.service for each in thin)
        used = tuple(flow.record.id for each in thin for flow in each.flows)
        sentence = f"{say} ({selection.label})."
        findings.append(Finding("thin_markets", sentence, about, rests_on=used, scenario=branch.scenario))
    heads = ("service", "in", "spend", "largest", "its share", "HHI at least", "to nobody named")
    shape: list[str | Table] = []
    if cells:
        shape = [
            *shown_rows(wish, heads, cells, ("spend", "its share", "HHI at least", "to nobody named")),
            "",
            _HHI,
        ]
    return tell_rows(wish, "markets", rows, tuple(findings), NO_MONEY, shape=shape, money=selection.label)


def dependence(wish: Wish) -> Answer:
    """Question 15."""
    from sysmap.analysis.charities import ours, paid_to_charities

    branch = wish.opened.branch
    selection = select_flows(branch, wish.year)
    if wish.funder:
        us = frozenset({find_named(wish.opened.view.map, wish.funder, ("Organisation",), wish.ask).id})
    else:
        us = ours(branch)
    found = paid_to_charities(branch, selection.flows, us)
    who = name_in(wish, next(iter(us))) if len(us) == 1 else "we"
    rows = [
        {"body": each.body, "amount": str(each.amount), "income": exact(each.income), "share": exact(each.share)}
        for each in found
    ]
    cells = [
        (
            branch.name_of(each.body),
            say_money(each.amount, selection.currency),
            "not known" if each.income is None else say_money(each.income, selection.currency),
            "not known" if each.share is None else say_percent(each.share),
        )
        for each in found
    ]
    unknown = [each.body for each in found if each.income is None]
    findings = []
    pays = f"{who[0].upper()}{who[1:]} pay{'s' * (who != 'we')}"
    if found:
        total = sum((each.amount for each in found), Decimal(0))
        count = "1 charity" if len(found) == 1 else f"{len(found)} charities"
        say = f"{pays} {say_money(total, selection.currency)} to {count} ({selection.label})"
        most = found[0]
        if most.share is not None:
            part = f"for {say_percent(most.share)} of its income a year"
            say += f"; {name_in(wish, most.body)} depends on it most, {part}"
        missing = tuple(f"the income of {name_in(wish, each)}" for each in unknown)
        used = tuple(row for each in found for row in each.rests_on)
        about = tuple(each.body for each in found)
        findings.append(Finding("charities", f"{say}.", about, {}, used, missing, scenario=branch.scenario))
    none = f"{pays} no charity on this map in that year." if us else _NOBODY_IS_US
    shape: list[str | Table] = []
    if cells:
        shape = shown_rows(
            wish, ("charity", "gets", "income a year", "share"), cells, ("gets", "income a year", "share")
        )
        if unknown:
            shape.append(f"Income not known: {names_in(wish, unknown)}.")
        shape.append(
            "Cash straight from us; what reaches a charity through others is not in it: sysmap funders tells that."
        )
    return tell_rows(wish, "charities", rows, tuple(findings), none, shape=shape, money=selection.label)


def deciding(wish: Wish) -> Answer:
    """Question 16."""
    from sysmap.analysis.prevention import report_prevention
    from sysmap.pipeline.answers import missing_lines

    report = report_prevention(wish.opened.branch, wish.as_of, wish.year)
    told = {"deciding_costs", "deciding_costs_opened", "measure_reading"}
    findings = tuple(each for each in report.findings if each.kind in told)
    if all(each.kind == "measure_reading" for each in findings):
        findings = ()
    years = report.deciding_by_year.items()
    rows = [
        {"year": str(year), "cost": exact(cost.value), "per_hundred": exact(per.value)} for year, (cost, per) in years
    ]
    cells = [
        (str(year), say_figure(cost), "not known" if per.value is None else f"{per.value}")
        for year, (cost, per) in years
    ]
    shape: list[str | Table] = []
    if findings:
        shape.extend((*(each.sentence for each in findings[1:]), ""))
        heads = ("year", "cost", "for every 100 that the same payers spend on other services")
        shape.extend(shown_rows(wish, heads, cells, heads[1:]))
        if len(cells) == 1:
            shape.append("No trend: one year only is on this map.")
        shape.extend(missing_lines(findings))
    none = "No cash is tied to a service that decides who gets what (kind access_control) on this map."
    waiting = [each.measure.id for each in report.waiting]
    return tell_rows(wish, "deciding", rows, findings, none, shape=shape, waiting=waiting)


def one_year(wish: Wish) -> Answer:
    """Question 18."""
    from sysmap.analysis.prevention import report_prevention

    branch = wish.opened.branch
    report = report_prevention(branch, wish.as_of, wish.year)
    findings = [each for each in report.findings if each.kind == "one_year_prevention"]
    rows = [
        {
            "flow": each.flow.record.id,
            "payer": each.flow.record.from_id,
            "service": each.flow.service_id,
            "amount": str(each.flow.amount),
            "why": each.why,
            "months": each.months,
        }
        for each in report.one_year
    ]
    cells = [
        (
            branch.name_of(each.flow.service_id),
            branch.name_of(each.flow.record.from_id),
            say_figure(Figure(each.flow.amount, each.flow.currency)),
            "no payment next year" if each.months is None else f"agreed for {each.months} months",
        )
        for each in report.one_year
    ]
    shape: list[str | Table] = []
    if cells:
        shape = shown_rows(wish, ("prevention", "paid by", "amount", "why"), cells, ("amount",))
        shape.append("Not known: payments of next year that nobody has put on the map.")
    none = (
        "Every payment for prevention on this map goes on next year, under an agreement of two years or more or none."
        if any(service.get("prevention_tier") in {"primary", "secondary"} for service in branch.of("Service"))
        else "No service on this map is marked as primary or secondary prevention."
    )
    return tell_rows(wish, "one_year", rows, tuple(findings), none, shape=shape)
