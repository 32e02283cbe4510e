"""How those of the thirty questions that are about a place, residents and nature are answered."""

from typing import Any

from sysmap.model.findings import Finding
from sysmap.pipeline.answers import Answer, Table, say_figure
from sysmap.pipeline.names import find_named
from sysmap.pipeline.thirty.telling import exact, more_of, name_in, names_in, shown_rows, tell_rows
from sysmap.pipeline.thirty.wish import Wish


def care_and_nature(wish: Wish) -> Answer:
    """Question 25."""
    from sysmap.analysis.money import report_money
    from sysmap.analysis.outcomes import improved_by_service
    from sysmap.analysis.value import DIMENSIONS, NOT_SAID

    branch = wish.opened.branch
    money = report_money(branch, wish.year)
    kinds = [name for name in DIMENSIONS if name != NOT_SAID]
    rows: list[dict[str, Any]] = []
    for service, outcomes in improved_by_service(branch).items():
        by_kind = {kind: [each for each in outcomes if branch[each].get("value_dimension") == kind] for kind in kinds}
        if sum(map(bool, by_kind.values())) > 1:
            figure = money.by_service.get(service)
            rows.append({"service": service, **by_kind, "spend": exact(figure.value) if figure else None})
    rows.sort(key=lambda row: (not row["environmental"], row["service"]))
    nature = [row for row in rows if row["environmental"]]
    findings = []
    if rows:
        number = len(rows)
        say = f"{number} service{'s' * (number != 1)} should bring better outcomes of two kinds of value or more"
        say += (
            f"; nature is one of them in {names_in(wish, (row['service'] for row in nature))}"
            if nature
            else ", nature in none of them"
        )
        used = tuple(each for row in rows for kind in kinds for each in row[kind])
        findings.append(
            Finding(
                "care_and_nature",
                f"{say}.",
                tuple(row["service"] for row in rows),
                rests_on=(*(row["service"] for row in rows), *used),
                scenario=branch.scenario,
            )
        )
    cells = [
        (
            branch.name_of(row["service"]),
            *(", ".join(map(branch.name_of, row[kind])) or "none" for kind in kinds),
            say_figure(figure) if (figure := money.by_service.get(row["service"])) else "none on the map",
        )
        for row in rows
    ]
    shape: list[str | Table] = []
    if cells:
        shape = shown_rows(wish, ("service", *kinds, "spend"), cells, ("spend",))
        shape.append(
            f"Spend {money.selection.label}: it pays for all of these at once and is not split. Kinds of value have no"
            " total; sysmap value shows each by itself, with its measures."
        )
    none = "No service on this map is drawn to improve outcomes of two kinds of value, within three links."
    return tell_rows(wish, "services", rows, tuple(findings), none, shape=shape, money=money.selection.label)


def place(wish: Wish) -> Answer:
    """Question 27."""
    from sysmap.analysis.places import profile_place
    from sysmap.analysis.readings import GOING, say_day, say_value

    branch = wish.opened.branch
    where = find_named(wish.opened.view.map, wish.place, ("Place",), wish.ask).id
    found = profile_place(branch, where, wish.as_of, wish.year)
    rows: list[dict[str, Any]] = [
        {
            "element": each.service,
            "kind": "Service",
            "delivered_by": list(each.delivers),
            "payers": list(each.payers),
            "spend": exact(each.spend.value),
            "outcomes": list(each.outcomes),
            "agreements": list(each.agreements),
        }
        for each in found.services
    ]
    empty: dict[str, Any] = {"delivered_by": [], "payers": [], "spend": None, "outcomes": [], "agreements": []}
    rows += [{"element": each, "kind": branch[each].kind, **empty} for each in found.others]
    findings = []
    if rows:
        number = len(found.services)
        payers = dict.fromkeys(each for one in found.services for each in one.payers)
        say = f"{number} service{'s' * (number != 1)} reach{'es' * (number == 1)} {name_in(wish, where)}"
        say += f", paid by {names_in(wish, payers)}" if payers else ", and who pays is not known" if number else ""
        findings.append(
            Finding(
                "place",
                f"{say}.",
                (where,),
                rests_on=(where, *(row["element"] for row in rows)),
                missing=(f"where {found.unplaced} services are",) if found.unplaced else (),
                scenario=branch.scenario,
            )
        )
    shape: list[str | Table] = []
    cells = [
        (
            branch.name_of(each.service),
            ", ".join(map(branch.name_of, each.delivers)) or "not known",
            ", ".join(map(branch.name_of, each.payers)) or "not known",
            say_figure(each.spend),
            branch[each.service].words("prevention_tier") or "not said",
        )
        for each in found.services
    ]
    if cells:
        shape = [f"Services ({found.label}; the spend is all that is paid for them, here and elsewhere)"]
        shape += shown_rows(wish, ("service", "done by", "paid by", "spend", "prevention or crisis"), cells, ("spend",))
    if found.outcomes:
        shape.extend(("", "What that should make better"))
    for outcome in found.outcomes[: wish.listed]:
        who = names_in(wish, (link.from_id for link in branch.reaching(outcome, "STEWARDS"))) or "nobody on this map"
        measured = [
            f"{each.measure.name}: {say_value(each.latest.value, each.measure.get('unit'))} on"
            f" {say_day(each.latest.day)}, {GOING[each.going]}"
            for each in found.readings
            if each.latest and each.measure.get("factor_id") == outcome
        ]
        shape.append(
            f"  {name_in(wish, outcome)}: {who} answers for it; {'; '.join(measured) or 'no value of a measure'}."
        )
    ending = dict.fromkeys(each for one in found.services for each in one.agreements)
    if ending:
        shape.extend(("", "Agreements that cover it"))
    for each in ending:
        day = branch[each].last_day("end_date")
        shape.append(
            f"  {name_in(wish, each)}{f', ends on {say_day(day)}' if day else ', and when it ends is not known'}."
        )
    if found.others:
        shape.extend(("", f"Also there: {names_in(wish, found.others)}."))
    if found.unplaced:
        shape.extend(
            ("", f"{found.unplaced} of {len(branch.of('Service'))} services on this map do not say where they are.")
        )
    none = f"Nothing on this map says that it is in {name_in(wish, where)}."
    return tell_rows(wish, "rows", rows, tuple(findings), none, shape=shape if rows else ())


def who_decides(wish: Wish) -> Answer:
    """Question 28."""
    from sysmap.analysis.who_decides import find_deciders

    found, findings = find_deciders(wish.opened.branch)
    rows = [
        {
            "service": each.service,
            "answers": list(each.answers),
            "delivers": list(each.delivers),
            "opens": list(each.opens),
        }
        for each in found
    ]
    none = "No service on this map is marked as one that decides who gets what (kind access_control)."
    if not found:
        about = Finding("who_decides", none, scenario=wish.opened.branch.scenario)
        findings = (about, *findings)
    shape: list[str | Table] = []
    for kind, title in (
        ("who_decides", "Others that decide who gets what"),
        ("who_buys", "Who decides how much there is of each service, and who does it"),
        ("who_answers_for", "Whom to ask about what matters"),
    ):
        said = [each.sentence for each in findings if each.kind == kind and each is not findings[0]]
        if said:
            shape.extend((title, *(f"  {each}" for each in said[: wish.listed]), *more_of(wish, len(said)), ""))
    if shape or found:
        shape.append(
            "You can ask each of them how it is decided, what is written down about it, and whom to turn to if you do"
            " not agree."
        )
    return tell_rows(wish, "deciders", rows, findings, none, shape=shape)
