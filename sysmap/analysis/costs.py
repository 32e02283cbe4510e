"""What is spent where one could act, as far as the map's money shows: nothing is estimated (METHODS 10 and 11).

For a service it is what flows into it; for a factor, what flows into the services that act on it. That is what it costs
to do what is done now, not what it would cost to do more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sysmap.analysis.money import report_money
from sysmap.model.findings import Figure
from sysmap.model.maps import Branch


@dataclass(frozen=True, slots=True)
class Cost:
    """What is spent on a service in one year.

    Parameters
    ----------
    service : str
        Its id.
    amount : Figure
        Cash that flows into it; not known where the map shows none.
    agreements : tuple of str
        Ids of the agreements that cover it.
    """

    service: str
    amount: Figure
    agreements: tuple[str, ...]


def costs_of(branch: Branch, elements: Sequence[str]) -> Mapping[str, tuple[Cost, ...]]:
    """Give what is spent where one could act.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    elements : sequence of str
        Ids of services and factors.

    Returns
    -------
    Mapping of str to tuple of Cost
        For a service itself, for a factor each service that acts on it; empty where there is none.
    """
    report = report_money(branch)
    label = report.selection.label
    covered: dict[str, set[str]] = {}
    for kind in ("COVERS", "FUNDS"):
        for link in branch.of(kind):
            agreement = link.from_id if kind == "COVERS" else link.get("agreement_id")
            service = link.to_id if kind == "COVERS" else link.get("service_id") or link.to_id
            if agreement in branch:
                covered.setdefault(service, set()).add(agreement)
    unknown = Figure(None, report.selection.currency, f"no cash into it is mapped, {label}")
    costs = {}
    for element in elements:
        record = branch[element]
        if record.kind == "Service":
            services = {element}
        else:
            acting = {link.from_id for link in branch.reaching(element, "INFLUENCES")}
            services = {each for each in acting if each in branch and branch[each].kind == "Service"}
        costs[element] = tuple(
            Cost(each, report.by_service.get(each, unknown), tuple(sorted(covered.get(each, ()))))
            for each in sorted(services)
        )
    return costs
