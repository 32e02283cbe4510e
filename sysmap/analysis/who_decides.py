"""Who decides about a person's care, and what can be asked of them (DOMAIN question 28). No money in it."""

from dataclasses import dataclass

from sysmap.analysis.questions.rows import is_outcome
from sysmap.model.findings import Finding
from sysmap.model.maps import Branch


@dataclass(frozen=True, slots=True)
class Decider:
    """A service that decides who gets what, and who answers for it.

    Parameters
    ----------
    service : str
        The service.
    answers, delivers : tuple of str
        Who answers for it, and who does it.
    opens : tuple of str
        The services that it lets people into: those whose amount it moves.
    """

    service: str
    answers: tuple[str, ...]
    delivers: tuple[str, ...]
    opens: tuple[str, ...]


def find_deciders(branch: Branch) -> tuple[tuple[Decider, ...], tuple[Finding, ...]]:
    """Find who decides who gets what, then who buys and does each other service, and who answers for each outcome.

    Parameters
    ----------
    branch : Branch
        The base map or one scenario.
    """
    deciders = []
    for service in branch.of("Service"):
        if service.get("kind") != "access_control":
            continue
        opened = [each.to_id for each in branch.leaving(service.id, "INFLUENCES")]
        deciders.append(
            Decider(
                service.id,
                tuple(dict.fromkeys(each.from_id for each in branch.reaching(service.id, "COMMISSIONS"))),
                tuple(dict.fromkeys(each.from_id for each in branch.reaching(service.id, "DELIVERS"))),
                tuple(each for each in opened if (record := branch.get(each)) and record.kind == "Service"),
            )
        )
    return tuple(deciders), (
        *(_say_decider(branch, each) for each in deciders),
        *_say_services(branch),
        *_say_outcomes(branch),
    )


def _names(branch: Branch, ids: tuple[str, ...]) -> str:
    return ", ".join(f"“{branch.name_of(each)}”" for each in ids)


def _say_decider(branch: Branch, found: Decider) -> Finding:
    who = _names(branch, found.answers) or "Somebody whom this map does not name"
    others = tuple(each for each in found.delivers if each not in found.answers)
    done = f", which {_names(branch, others)} carries out" if others else ""
    into = f"who gets {_names(branch, found.opens)}" if found.opens else "who gets what"
    return Finding(
        "who_decides",
        f"{who} decides {into}, by “{branch.name_of(found.service)}”{done}: you can ask how and when it decides, and"
        " why.",
        (found.service, *found.answers),
        rests_on=(found.service, *found.answers, *found.delivers),
        scenario=branch.scenario,
    )


def _say_services(branch: Branch) -> list[Finding]:
    said = []
    for service in branch.of("Service"):
        if service.get("kind") in {"access_control", "infrastructure"}:
            continue
        buys, does = (
            tuple(dict.fromkeys(each.from_id for each in branch.reaching(service.id, kind)))
            for kind in ("COMMISSIONS", "DELIVERS")
        )
        who = f"{_names(branch, buys)} decides how much of it there is" if buys else "who decides about it is not known"
        done = f"{_names(branch, does)} does it" if does else "who does it is not known"
        said.append(
            Finding(
                "who_buys",
                f"“{service.name}”: {who}; {done}.",
                (service.id, *buys),
                rests_on=(service.id, *buys, *does),
                scenario=branch.scenario,
            )
        )
    return said


def _say_outcomes(branch: Branch) -> list[Finding]:
    said = []
    for outcome in branch.of("Factor"):
        if not is_outcome(outcome):
            continue
        who = tuple(dict.fromkeys(each.from_id for each in branch.reaching(outcome.id, "STEWARDS")))
        said.append(
            Finding(
                "who_answers_for",
                f"{_names(branch, who) or 'Nobody on this map'} answers for “{outcome.name}”.",
                (outcome.id, *who),
                rests_on=(outcome.id, *who),
                scenario=branch.scenario,
            )
        )
    return said
