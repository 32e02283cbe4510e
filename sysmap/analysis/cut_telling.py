"""What follows from a cut, in words."""

from decimal import Decimal

from sysmap.analysis.cut_report import CutReport, Loss, What
from sysmap.analysis.cut_units import say_bought, say_not_counted
from sysmap.analysis.flows import Flow, Selection, total_of
from sysmap.analysis.funders import as_percent
from sysmap.analysis.money import say_share
from sysmap.model.findings import Figure, Finding
from sysmap.model.maps import Branch
from sysmap.model.money import say_money
from sysmap.model.records import Record
from sysmap.model.sureness import SURENESS

_NO_CASH = {"in_kind": "given in kind", "loan": "lent", "guarantee": "guaranteed", "equity": "held as equity"}
"""What is no cash, and so is not followed, in words."""

_TOLD = 3
"""Services that one sentence names; the table has all."""

_ALL = 0.99995
"""Share from which on all is lost, as far as shows."""

_FEW = 3
"""Most bodies that are named as bearing most of a cut: of more, none bears much."""

_ALIKE = Decimal("0.9")
"""What a body loses as a part of what the one before it does, from which on the two bear about the same."""


def say_no_cash(branch: Branch, element: Record, what: What, selection: Selection) -> list[str]:
    """Say what else goes with a cut and is no cash, so that nobody takes it for followed."""
    under = [flow for flow in selection.flows if not flow.is_cash and not flow.is_repayment]
    if what == "agreement":
        under = [flow for flow in under if flow.record.get("agreement_id") == element.id]
    elif what == "funder":
        under = [flow for flow in under if flow.record.from_id == element.id]
    else:
        # What a supplier gives in kind goes with it, and so does what it is lent for services.
        under = [flow for flow in under if element.id in {flow.record.from_id, flow.record.to_id}]
    said = []
    for mechanism, words in _NO_CASH.items():
        flows = [flow for flow in under if flow.mechanism == mechanism]
        if flows:
            total = total_of(flows)
            services = dict.fromkeys(flow.service_id for flow in flows if flow.service_id)
            names = ", ".join(f"“{branch.name_of(each)}”" for each in services)
            said.append(f"{say_money(total, selection.currency)} {words}" + (f" for {names}" if names else ""))
    return said


def _say_most(branch: Branch, report: CutReport, cut: Decimal) -> str:
    """Say which body, or which few, bear more than half of a cut: their services need not be on the map."""
    said: list[tuple[str, Decimal]] = []
    for body, figure in report.first.items():
        lost = figure.or_zero
        borne = sum((each for _, each in said), Decimal(0))
        # Of two that bear about the same, neither is named without the other.
        if 2 * borne > cut and lost < _ALIKE * said[-1][1]:
            break
        said.append((body, lost))
    borne = sum((each for _, each in said), Decimal(0))
    if 2 * borne <= cut or len(said) > _FEW:
        return ""
    unit = report.cut.unit
    if len(said) == 1:
        part = "All of it" if borne == cut else f"Most of it, {say_money(borne, unit)},"
        return f" {part} is what “{branch.name_of(said[0][0])}” would lose."
    names = [f"“{branch.name_of(body)}” ({say_money(lost, unit)})" for body, lost in said]
    part = "all" if borne == cut else say_share(Figure(borne), Figure(cut))
    return f" {', '.join(names[:-1])} and {names[-1]} bear {part} of it between them."


def _say_if(branch: Branch, report: CutReport) -> str:
    name, percent = f"“{branch.name_of(report.element_id)}”", f"{100 * report.share:.4g}%"
    return {
        "funder": f"If {name} paid {percent} less, " if report.share < 1 else f"If {name} paid nothing, ",
        "supplier": f"If {name} supplied {percent} less, " if report.share < 1 else f"If {name} were lost, ",
        "agreement": f"If {percent} of {name} went, " if report.share < 1 else f"If {name} ended, ",
    }[report.what]


def _say_services(branch: Branch, report: CutReport) -> str:
    """Say which services lose how much of what they have; of a supplier, who would have to find somebody else."""
    if report.what != "supplier":
        return _say_lose(branch, report.services) or (
            "no service on this map would lose money."
            if report.cut.rests_on
            else "which services would lose money is not known: no amount of it is on this map."
        )
    bought = {*report.bought_from}
    direct = tuple(each for each in report.services if each.element_id in bought)
    passed = tuple(each for each in report.services if each.element_id not in bought)
    said = []
    if len(direct) == 1:
        name = branch.name_of(direct[0].element_id)
        said.append(f"“{name}” would need somebody else for {_part(direct[0])} of what is spent on it")
    elif direct:
        # What each share is of is said with the first, and understood with the rest.
        parts = [
            f"“{branch.name_of(each.element_id)}” for {_part(each)}{'' if at else ' of what is spent on it'}"
            for at, each in enumerate(direct[:_TOLD])
        ]
        said.append(f"{len(direct)} services would need somebody else: {_listed(parts, len(direct))}")
    said.extend(
        f"“{branch.name_of(each)}” would need somebody else, and what is spent on it is not on this map"
        for each in report.without_money
    )
    if passed:
        said.append(f"without what it pays itself, {_say_lose(branch, passed).removesuffix('.')}")
    return "; ".join(said) + "." if said else "no service on this map would lose anything."


def _say_lose(branch: Branch, losses: tuple[Loss, ...]) -> str:
    if not losses:
        return ""
    if len(losses) == 1:
        return f"“{branch.name_of(losses[0].element_id)}” would lose {_part(losses[0])} of its money."
    parts = [f"“{branch.name_of(each.element_id)}” {as_percent(each.share):.1f}%" for each in losses[:_TOLD]]
    return f"{len(losses)} services would lose money: {_listed(parts, len(losses))}."


def _listed(parts: list[str], count: int) -> str:
    return ", ".join(parts) + (f" and {count - len(parts)} more" if count > len(parts) else "")


def _part(loss: Loss) -> str:
    return "all" if loss.share >= _ALL else f"{as_percent(loss.share):.1f}%"


def _say_sum(report: CutReport, amount: str) -> str:
    label = report.money.selection.label
    whole = report.share >= 1
    return {
        "funder": f" {amount} goes at first ({label}).",
        "supplier": f" It is paid {amount} for services ({label})."
        if whole
        else f" That is {amount} of what it is paid for services ({label}).",
        "agreement": f" {amount} is paid under it ({label})."
        if whole
        else f" That is {amount} of what is paid under it ({label}).",
    }[report.what]


def _say_units(branch: Branch, report: CutReport) -> str:
    """Say what the lost money buys, the hours and places rather than the pounds."""
    if not report.bought:
        return ""
    units = [f"{say_bought(each)} of “{branch.name_of(each.service_id)}”" for each in report.bought]
    return f" That buys {_listed(units[:_TOLD], len(units))}."


def say_cut(branch: Branch, report: CutReport, flows: list[Flow]) -> list[Finding]:
    """Say what shrinks and who bears most of it, then which outcomes go the wrong way.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    report : CutReport
        What follows, without its findings.
    flows : list of Flow
        The cash of the year.
    """
    selection = report.money.selection
    said = _say_if(branch, report) + _say_services(branch, report)
    cut = set(report.cut.rests_on)
    sureness = {flow.record.get("confidence") for flow in flows if flow.record.id in cut}
    weakest = next((each for each in SURENESS if each in sureness), None)
    unpaid = [each for each in branch.of("Service") if not report.money.nodes_of(each.id)]
    missing = [*selection.missing]
    no_cash = say_no_cash(branch, branch[report.element_id], report.what, selection)
    missing.extend(f"what follows where {each} goes too" for each in no_cash)
    if unpaid:
        every = len(branch.of("Service"))
        which = "the one service lives" if every == 1 else f"{len(unpaid)} of {every} services live"
        missing.append(f"what {which} on: no cash is mapped to {'it' if every == 1 else 'them'}")
    floors = [each for each in report.services if each.stops == "unknown"]
    if floors:
        many = f"{len(floors)} of the services that lose" if len(report.services) > 1 else "the service that loses"
        missing.append(f"the least that {many} money can run on")
    if isinstance(report.cut.value, Decimal) and report.cut.rests_on:
        said += _say_sum(report, say_money(report.cut.value, selection.currency))
        said += _say_units(branch, report)
        said += _say_most(branch, report, report.cut.value)
    missing.extend(say_not_counted(branch, report.bought, report.not_counted))
    lost = {
        each.element_id: Figure(as_percent(each.share), "percent", f"share of cash lost, {selection.label}")
        for each in report.services
    }
    return [
        Finding(
            "cut",
            said,
            (report.element_id, *lost),
            {"cut": report.cut, "weakest_confidence": Figure(weakest, "", "of the flows that are cut"), **lost},
            report.cut.rests_on,
            tuple(missing),
            scenario=branch.scenario,
        ),
        *(
            Finding(
                "outcome_pushed_wrong",
                f"“{branch.name_of(each)}” would go {'up' if response.direction > 0 else 'down'}, which nobody wants,"
                f" {'in nearly every version of the map' if response.verdict == 'consistent' else 'usually'}.",
                (each,),
                {"sign_index": Figure(f"{response.index:.4f}", "", "versions rising less falling, as a share")},
                scenario=branch.scenario,
            )
            for each, response in report.pushed_wrong.items()
        ),
    ]
