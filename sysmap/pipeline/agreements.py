"""Public data on agreements laid over a map: bodies, agreements, who takes part, and the money.

Ids are drawn from what the publishers number (the process and the award, the grant, the register's reference), so that
a file read again finds what it made. A body that is on the map under the same number of a public register is that body;
names are left to people. Facts follow the file; what people wrote stays; nothing is deleted.

An agreement's worth is its whole value. It makes one flow over the whole term, on the basis "committed", so that no
year's sum ever takes it for a year's money, and it makes none where nobody can say who is paid how much.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sysmap.errors import SysmapError
from sysmap.formats.open_data.contents import Deal, OpenFile, add_up
from sysmap.model.edits import Edit, change_between, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.pipeline.agreements_building import AgreementImport


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """What bringing in a file of agreements comes to.

    Attributes
    ----------
    file : OpenFile
        The file.
    source_id : str
        The source record that everything cites.
    on_map : Mapping of str to Decimal
        What its agreements are worth on the map, by currency.
    kept : tuple of (Deal, str)
        Agreements left as they are on the map, and why.
    flows : Mapping of str to Decimal
        The part of their worth that is drawn as flows, by currency.
    undrawn : Mapping of str to tuple
        By the reason for which it is not drawn: how many agreements, and their worth by currency.
    added, changed : Mapping of str to int
        How many records of each kind the edit adds and changes.
    values : tuple of (str, str, str, str)
        Agreements whose worth changed: the name, the old and the new amount, and the currency.
    same : tuple of str
        Bodies that were on the map under their number in a register.
    redacted : bool
        Whether names that look like those of private people were left out.
    vanished : tuple of (Record, str)
        What an earlier import of the file brought and it no longer holds; it stays on the map. And what of it.
    """

    file: OpenFile
    source_id: str
    on_map: Mapping[str, Decimal]
    kept: tuple[tuple[Deal, str], ...]
    flows: Mapping[str, Decimal]
    undrawn: Mapping[str, tuple[int, Mapping[str, Decimal]]]
    added: Mapping[str, int]
    changed: Mapping[str, int]
    values: tuple[tuple[str, str, str, str], ...]
    same: tuple[str, ...]
    redacted: bool
    vanished: tuple[tuple[Record, str], ...] = ()


def agreements_edit(
    system_map: SystemMap, file: OpenFile, *, by: str, redact_names: bool = False
) -> tuple[Edit, AgreementReport]:
    """Make the edit that brings a file of agreements onto a map, and say what it does.

    Parameters
    ----------
    system_map : SystemMap
        The map, with its Transaction records (``read_map(bulk=True)``).
    file : OpenFile
        What was read.
    by : str
        The role that imports.
    redact_names : bool
        Whether bodies that look like private people become the one anonymous organisation.

    Returns
    -------
    tuple of Edit and AgreementReport
        The edit has no changes where the map holds all of it already.

    Raises
    ------
    SysmapError
        When the money on the map would not be that of the file, to the penny; a fault of sysmap.
    """
    building = AgreementImport(system_map, file, redact_names=redact_names)
    building.build()
    on_map = building.worth_on_map()
    taken = add_up((each.currency, each.worth) for each in building.taken if each.worth is not None)
    if taken != on_map:
        raise SysmapError(
            f"{file.name}: its agreements come to {_say(taken)}, those on the map to {_say(on_map)}; nothing was "
            "imported. This is a fault of sysmap: please report it"
        )
    changes = [
        change for record in building.records.values() if (change := change_between(system_map.get(record.id), record))
    ]
    edit = make_edit(f"import of {file.name}", changes, by=by)
    done = Counter((change.operation, change.kind) for change in edit.changes)
    return edit, AgreementReport(
        file=file,
        source_id=building.source_id,
        on_map=on_map,
        kept=tuple(building.kept),
        flows=add_up((each.currency, each.worth) for each in building.taken if each.flow and each.worth is not None),
        undrawn=_undrawn(building),
        added={kind: count for (operation, kind), count in done.items() if operation == "add"},
        changed={kind: count for (operation, kind), count in done.items() if operation == "set"},
        values=tuple(building.values),
        same=tuple(sorted(building.same)),
        redacted=redact_names,
        vanished=tuple(sorted(building.vanished, key=lambda pair: (pair[0].kind, pair[0].name, pair[0].id))),
    )


def _undrawn(building: AgreementImport) -> dict[str, tuple[int, Mapping[str, Decimal]]]:
    deals: dict[str, list[Deal]] = {}
    for deal in building.taken:
        if deal.flow is None:
            deals.setdefault(deal.no_flow, []).append(deal)
    return {
        why: (len(each), add_up((deal.currency, deal.worth) for deal in each if deal.worth is not None))
        for why, each in sorted(deals.items())
    }


def _say(amounts: Mapping[str, Decimal]) -> str:
    return " and ".join(f"{amount:,} {currency}" for currency, amount in amounts.items()) or "nothing"
