"""Spend files that hold some of the same payments: nothing counts twice, and a file may stand in place of others."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sysmap.errors import BadInputError
from sysmap.formats.spend import Payment
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.values import clean_text, write_number

_Seen = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A file on the map that holds some of the same payments.

    Attributes
    ----------
    file : str
        Its name.
    same : int
        How many payments both hold: one payee, service area, day, amount, reference and purpose.
    of : int
        How many that file holds.
    """

    file: str
    same: int
    of: int


def find_replaced(system_map: SystemMap, name: str, replaces: Sequence[str]) -> dict[str, str]:
    """Find the sources that a file stands in place of.

    Parameters
    ----------
    system_map : SystemMap
        The map, with its payments.
    name : str
        The file.
    replaces : sequence of str
        The names of the others.

    Returns
    -------
    dict of str to str
        The names by the ids of the sources.

    Raises
    ------
    BadInputError
        When no other spend file of a name is on the map; those that are there are named.
    """
    if not replaces:
        return {}
    paid = {record.get("source_id") for record in system_map.of("Transaction")}
    files = {
        each.id: each.get("file") for each in system_map.of("Source") if each.id in paid and each.get("file") != name
    }
    for wanted in replaces:
        if wanted not in files.values():
            there = ", ".join(sorted(files.values())) or "none"
            raise BadInputError(
                f"{name}: there is no other spend file {wanted!r} on the map to stand in place of; there: {there}"
            )
    return {source_id: file for source_id, file in files.items() if file in replaces}


def find_overlaps(
    system_map: SystemMap, name: str, payments: Sequence[Payment], but: Mapping[str, str] | Sequence[str]
) -> list[Overlap]:
    """Find files on the map that hold some of the same payments, and refuse to count most of a file twice.

    Only payments with a date are compared: sums of a year without one may well be alike.

    Parameters
    ----------
    system_map : SystemMap
        The map, with its payments.
    name : str
        The file.
    payments : sequence of Payment
        What it holds.
    but : mapping or sequence of str
        Ids of sources that are not compared: the file itself, and what it stands in place of.

    Raises
    ------
    BadInputError
        When more than half of this file or of another is in both.
    """
    theirs: dict[str, Counter[_Seen]] = defaultdict(Counter)
    for record in system_map.of("Transaction"):
        if record.get("funding_id") and record.get("date") and record.get("source_id") not in but:
            theirs[record.get("source_id")][_seen_on_map(record)] += 1
    mine = Counter(_seen_in_file(payment) for payment in payments if payment.day) if theirs else Counter()
    found = []
    for source_id, seen in theirs.items():
        if same := (mine & seen).total():
            source = system_map.get(source_id)
            found.append(Overlap(source.get("file") if source else source_id, same, seen.total()))
    for each in found:
        if each.same * 2 > min(mine.total(), each.of):
            raise BadInputError(
                f"{name}: {each.same:,} of its {len(payments):,} payments are on the map already, from {each.file}, "
                f"which holds {each.of:,}; to count this file in place of that, say --replaces {each.file}"
            )
    return found


def _seen_in_file(payment: Payment) -> _Seen:
    told = (payment.payee, payment.service, payment.reference, payment.purpose)
    day = payment.day.isoformat() if payment.day else ""
    return (day, write_number(payment.amount), *map(clean_text, told))


def _seen_on_map(record: Record) -> _Seen:
    return tuple(record.get(name) for name in ("date", "amount", "payee", "service_area", "reference", "purpose"))
