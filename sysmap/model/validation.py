"""Checks of a whole map against the vocabulary: a list of problems, never an exception."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.problems import Problem, Severity
from sysmap.model.records import Record
from sysmap.model.scenarios import loops_in_their_branches
from sysmap.model.values import LONGEST_NAME, NAME_LENGTH, UnreadableError, canonical
from sysmap.model.vocabulary import KINDS, Kind, Property
from sysmap.model.years import FinancialYear, financial_year


def check_map(system_map: SystemMap) -> list[Problem]:
    """Give everything that is wrong with a map, in the order of its records.

    A map with problems still opens and still answers; an analysis treats a value it cannot read as missing.
    """
    problems: list[Problem] = []
    for record in system_map:
        problems.extend(check_record(record))
        problems.extend(_check_references(system_map, record))
    problems.extend(_check_flows(system_map))
    problems.extend(_check_targets(system_map))
    problems.extend(_check_part_of(system_map))
    problems.extend(_check_loops(system_map))
    return problems


def check_record(record: Record) -> list[Problem]:
    """Give what is wrong with one record by itself: its name, its ends, its values, money where none belongs."""
    return [*_check_shape(record), *_check_values(record)]


def _check_shape(record: Record) -> Iterator[Problem]:
    kind = record.declared
    name = record.values.get("name", "")
    if record.get("scenario_action") in {"change", "remove"}:
        # Such a row says only what differs, and what it acts on.
        if not record.get("scenario_target"):
            message = f"{record.id} does not say what it acts on"
            yield Problem(message, "name it", field="scenario_target", record_id=record.id)
        return
    if kind.named and not name:
        yield Problem(f"{record.id} has no name", "give it one", field="name", record_id=record.id)
    if len(name) > LONGEST_NAME or (len(name) > NAME_LENGTH and kind.form == "element"):
        message = f"the name of {record.id} has {len(name):,} characters"
        severity: Severity = "error" if len(name) > LONGEST_NAME else "warning"
        yield Problem(message, f"keep it to {NAME_LENGTH}", severity, field="name", record_id=record.id)
    if kind.form == "relationship":
        for end in ("from_id", "to_id"):
            if not record.get(end):
                yield Problem(f"{record.id} has no {end}", "name the element it joins", field=end, record_id=record.id)


def _check_values(record: Record) -> Iterator[Problem]:
    kind = record.declared
    for field, text in record.values.items():
        prop = kind.property(field)
        if prop is None:
            if field == "amount":
                message = f"{record.id} is {kind.one} with an amount"
                yield Problem(message, "money sits only on FUNDS", "warning", field=field, record_id=record.id)
            continue
        try:
            canonical(prop, text)
        except UnreadableError as error:
            yield Problem(str(error), "correct it", unreadable_severity(prop), field=field, record_id=record.id)


def unreadable_severity(prop: Property) -> Severity:
    """Say how bad it is that a value of a property cannot be read.

    A word of their own where a list is offered is for people to settle. A number that is none is not, nor a way that a
    link works which nobody can read: it makes every loop through the link undetermined.
    """
    return "warning" if prop.reads == "choice" and prop.name != "polarity" else "error"


def _check_references(system_map: SystemMap, record: Record) -> Iterator[Problem]:
    kind = record.declared
    for prop in kind.properties:
        if prop.reads not in {"ref", "refs"} or prop.name not in record.values:
            continue
        for target_id in record.items(prop.name) if prop.several else (record.values[prop.name],):
            yield from _check_reference(system_map, record, prop, target_id)
    if kind.form == "relationship":
        yield from _check_ends(system_map, record, kind)


def _check_reference(system_map: SystemMap, record: Record, prop: Property, target_id: str) -> Iterator[Problem]:
    target = system_map.get(target_id)
    if target is None:
        if record.kind == "Merge" and current_id(system_map, target_id) in system_map:
            return  # what was kept then went into another since
        # A loop whose link is gone is shown broken, not refused; payments outlive the flow that they made up.
        severity: Severity = "warning" if record.kind in {"Loop", "Transaction"} else "error"
        yield Problem(
            f"{record.id} names {target_id!r}, which is not on the map",
            "correct the id or add what it names",
            severity,
            field=prop.name,
            record_id=record.id,
        )
    elif prop.refers_to and target.kind in KINDS and target.kind not in prop.refers_to:
        yield Problem(
            f"{record.id} names {target_id!r}, {target.declared.one}, where {' or '.join(prop.refers_to)} belongs",
            "name another",
            "warning",
            field=prop.name,
            record_id=record.id,
        )


def _check_ends(system_map: SystemMap, record: Record, kind: Kind) -> Iterator[Problem]:
    ends = [(end, system_map.get(record.get(end))) for end in ("from_id", "to_id")]
    for (end, element), wanted in zip(ends, (kind.from_kinds, kind.to_kinds), strict=True):
        if element and wanted and element.kind in KINDS and element.kind not in wanted:
            yield Problem(
                f"{record.id} is {kind.name} with {element.declared.one} at its {end.removesuffix('_id')} end",
                f"it joins {' or '.join(wanted)} there",
                "warning",
                field=end,
                record_id=record.id,
            )
    start, finish = ends[0][1], ends[1][1]
    if kind.same_ends and start and finish and start.kind != finish.kind:
        yield Problem(
            f"{record.id} joins {start.declared.one} to {finish.declared.one}",
            f"{kind.name} joins two of one kind",
            "warning",
            field="to_id",
            record_id=record.id,
        )
    if record.from_id and record.from_id == record.to_id and record.kind != "INFLUENCES":
        yield Problem(
            f"{record.id} joins {record.from_id!r} to itself", "name two", "warning", field="to_id", record_id=record.id
        )


def _check_flows(system_map: SystemMap) -> Iterator[Problem]:
    """One row a flow, financial year and basis; periods that lie in one year; units that multiply up."""
    rows: dict[tuple[str, ...], dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for flow in system_map.of("FUNDS"):
        start, end = flow.period()
        year = financial_year(start, end)
        if start and end and (year is None or end < start):
            end_year = FinancialYear.of(end)
            yield Problem(
                f"{flow.id} runs from {start} to {end}",
                "give one row for each financial year, 1 April to 31 March"
                if end_year != FinancialYear.of(start)
                else "the end comes before the start",
                "warning",
                field="period_end",
                record_id=flow.id,
            )
        if flow.get("flow_id") and year and flow.get("scenario_action") not in {"change", "remove"}:
            rows[flow.get("flow_id"), str(year), flow.get("basis")][flow.scenario].append(flow)
        yield from _check_units(flow)
    acted_on: dict[str, set[str]] = defaultdict(set)
    for flow in system_map.of("FUNDS"):
        if flow.get("scenario_target"):
            acted_on[flow.scenario].add(flow.get("scenario_target"))
    for said, by_scenario in rows.items():
        yield from _check_one_row(said, by_scenario, acted_on)


def _check_one_row(
    said: tuple[str, ...], by_scenario: Mapping[str, list[Record]], acted_on: Mapping[str, set[str]]
) -> Iterator[Problem]:
    """One flow has one row a year and basis: in the base, and where a scenario is laid over it."""
    flow_id, year_name, basis = said
    for scenario, same in by_scenario.items():
        if len(same) > 1:
            yield Problem(
                f"flow {flow_id} has {len(same)} rows for {year_name} {basis}: {', '.join(each.id for each in same)}",
                "keep one row a flow, year and basis",
                "warning",
                field="flow_id",
                record_id=same[1].id,
            )
        gone = acted_on.get(scenario, ())
        base = [each for each in by_scenario.get("", ()) if each.id not in gone] if scenario else []
        if base:
            yield Problem(
                f"{same[0].id} adds a row to flow {flow_id} for {year_name} {basis}, of which the base has"
                f" {base[0].id}: both are counted in the scenario",
                f"where it stands instead, give it scenario_action change and scenario_target {base[0].id}",
                "warning",
                field="scenario_action",
                record_id=same[0].id,
            )


def _check_units(flow: Record) -> Iterator[Problem]:
    amount, count, price = flow.number("amount"), flow.number("unit_count"), flow.number("unit_price")
    if amount and count and price and abs(count * price - amount) * 200 > amount:
        yield Problem(
            f"{flow.id}: {count} x {price} is {count * price}, the amount is {amount}",
            "the two should be within 0.5 %",
            "warning",
            field="unit_price",
            record_id=flow.id,
        )


def _check_targets(system_map: SystemMap) -> Iterator[Problem]:
    """Find measures whose target is worse than where they began, or of a day before that."""
    for measure in system_map.of("Measure"):
        start, target = measure.number("baseline_value"), measure.number("target_value")
        better = {"higher": 1, "lower": -1}.get(measure.get("better"), 0)
        began, by = measure.last_day("baseline_date"), measure.last_day("target_date")
        if start is not None and target is not None and (target - start) * better < 0:
            yield Problem(
                f"{measure.id} began at {start} and wants {target}, and {measure.get('better')} is better",
                "correct the one that is wrong",
                "warning",
                field="target_value",
                record_id=measure.id,
            )
        if began and by and by <= began:
            yield Problem(
                f"{measure.id} wants its target by {by}, and began on {began}",
                "correct the one that is wrong",
                "warning",
                field="target_date",
                record_id=measure.id,
            )


def _check_part_of(system_map: SystemMap) -> Iterator[Problem]:
    """Find circles of PART_OF: an organisation that is, by steps, part of itself has no root."""
    parents: dict[str, list[str]] = defaultdict(list)
    for each in system_map.of("PART_OF"):
        if each.from_id != each.to_id and each.get("scenario_action") not in {"change", "remove"}:
            parents[each.from_id].append(each.to_id)
    done: set[str] = set()
    for start in list(parents):
        # A walk by hand: chains may be longer than Python's own stack.
        path: dict[str, Iterator[str]] = {} if start in done else {start: iter(parents[start])}
        while path:
            child = next(reversed(path))
            parent = next(path[child], None)
            if parent is None:
                done.add(child)
                del path[child]
            elif parent in path:
                circle = list(path)[list(path).index(parent) :]
                names = ", ".join(system_map.name_of(each) for each in circle)
                message = f"these are part of each other in a circle: {names}"
                yield Problem(message, "remove one PART_OF", record_id=parent)
            elif parent not in done:
                path[parent] = iter(parents.get(parent, ()))


def _check_loops(system_map: SystemMap) -> Iterator[Problem]:
    for loop in loops_in_their_branches(system_map):
        for each in loop.breaks:
            yield Problem(
                f"loop {loop.record.name!r} is broken: {each}",
                "draw the link again or change the loop",
                "warning",
                field="relationship_ids",
                record_id=loop.record.id,
            )
