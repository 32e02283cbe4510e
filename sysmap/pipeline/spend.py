"""A spend file laid over a map: payers, payees and service areas, one flow for each year, and the payments behind it.

Ids are drawn from the names in the file, so importing a file again finds what it made. What is there stays as people
left it; only the amounts of flows follow the file. Nothing is deleted: what a file no longer holds is listed.

A flow is what a payer paid a payee under one service area in one financial year. Where credits exceed payments the
flow runs the other way, as a repayment from payee to payer, because an amount is never negative. So spend less
repayments equals the sum of the rows, to the penny, and that is checked before anything is handed out.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from sysmap.errors import BadInputError
from sysmap.formats.spend import REDACTED_NAMES, PersonLike, SpendFile, redact_people
from sysmap.model.duplicates import plain_name
from sysmap.model.edits import Edit, make_edit
from sysmap.model.maps import SystemMap
from sysmap.model.records import Record
from sysmap.model.years import FinancialYear
from sysmap.pipeline.spend_building import SpendImport, Vanished
from sysmap.pipeline.spend_overlap import Overlap


@dataclass(frozen=True, slots=True)
class SpendReport:
    """What importing a spend file comes to.

    Attributes
    ----------
    file : SpendFile
        The file.
    source_id : str
        The source record that everything cites.
    payers : tuple of str
        Who paid.
    years : tuple of FinancialYear
        The financial years that the payments fall in.
    total : Decimal
        Sum of the readable rows.
    spend, repayments : Decimal
        What this file adds to flows from payers and to flows back; ``spend - repayments == total``.
    added, changed : Mapping of str to int
        How many records of each kind the edit adds and changes.
    amounts : tuple of (Record, str)
        Flows that were on the map, as they stood, with their new amount.
    vanished : tuple of Vanished
        What the file no longer holds.
    spellings : Mapping of str to tuple of str
        Names taken as one because they differ in case or spaces only.
    alike : tuple of tuple of str
        Payees whose names differ in punctuation or company endings: look at these, they were not merged. Those merged
        or told apart before are not among them.
    people : tuple of PersonLike
        Payees that look like private people.
    redacted : bool
        Whether those were left out.
    replaced : tuple of str
        Files that this one stands in place of.
    overlaps : tuple of Overlap
        Files on the map that hold some of the same payments; both count.
    files : int
        How many spend files' payments are on the map with this one.
    all_files : Decimal
        What the payments of all of them come to, which is what their flows come to.
    words : Mapping of str to str
        What to call each flow among `amounts` and `vanished`, by its id.
    """

    file: SpendFile
    source_id: str
    payers: tuple[str, ...]
    years: tuple[FinancialYear, ...]
    total: Decimal
    spend: Decimal
    repayments: Decimal
    added: Mapping[str, int]
    changed: Mapping[str, int]
    amounts: tuple[tuple[Record, str], ...]
    vanished: tuple[Vanished, ...]
    spellings: Mapping[str, tuple[str, ...]]
    alike: tuple[tuple[str, ...], ...]
    people: tuple[PersonLike, ...]
    redacted: bool
    replaced: tuple[str, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    files: int = 1
    all_files: Decimal = Decimal(0)
    words: Mapping[str, str] = field(default_factory=dict)


def spend_edit(
    system_map: SystemMap,
    spend_file: SpendFile,
    *,
    by: str,
    payer: str = "",
    redact_names: bool = False,
    keep_going: bool = False,
    replaces: Sequence[str] = (),
) -> tuple[Edit, SpendReport]:
    """Make the edit that brings a spend file onto a map, and say what it does.

    Parameters
    ----------
    system_map : SystemMap
        The map, with its Transaction records (``read_map(bulk=True)``): flows of several files add up.
    spend_file : SpendFile
        What `read_spend` gave.
    by : str
        The role that imports.
    payer : str
        Who paid; wins over the profile and the file.
    redact_names : bool
        Whether payees that look like private people become the one anonymous organisation.
    keep_going : bool
        Whether to bring what is sound although some lines could not be read.
    replaces : sequence of str
        Names of files on the map that this one stands in place of.

    Returns
    -------
    tuple of Edit and SpendReport
        The edit has no changes where the map holds all of it already.

    Raises
    ------
    BadInputError
        Where a line could not be read (unless `keep_going`), nobody says who paid or in which year, or the file or most
        of its payments are on the map under another name.
    """
    if spend_file.unreadable and not keep_going:
        first = spend_file.unreadable[0]
        more = len(spend_file.unreadable) - 1
        raise BadInputError(
            f"{spend_file.name}: line {first.line} {first.reason}"
            + (f", and {more:,} more lines could not be read" if more else "")
            + "; nothing was imported. Correct the file, or bring what is sound with --keep-going"
        )
    payments = spend_file.payments
    if redact_names:
        payments = redact_people(payments, spend_file.people)
    building = SpendImport(system_map, spend_file, payer, replaces)
    building.read(payments)
    building.build()
    building.check()
    edit = make_edit(f"import of {spend_file.name}", building.changes(), by=by)
    return edit, _report(building, edit, redacted=redact_names)


def _report(building: SpendImport, edit: Edit, *, redacted: bool) -> SpendReport:
    done = Counter((change.operation, change.kind) for change in edit.changes)
    names = {parts: [name for name, _ in spelt.most_common()] for parts, spelt in building.spellings.items()}
    spend_file = building.file
    flows = [flow for flow, _ in building.amounts] + [each.record for each in building.vanished if each.record.joins]
    return SpendReport(
        file=spend_file,
        source_id=building.source_id,
        payers=tuple(spelt[0] for parts, spelt in names.items() if parts[0] == "Organisation" and len(parts) == 2),
        years=tuple(sorted({key.year for key in building.flows})),
        total=spend_file.total,
        spend=building.spend,
        repayments=building.repayments,
        added={kind: count for (operation, kind), count in done.items() if operation == "add"},
        changed={kind: count for (operation, kind), count in done.items() if operation == "set"},
        amounts=tuple(building.amounts),
        vanished=tuple(building.vanished),
        spellings={spelt[0]: tuple(spelt[1:]) for spelt in names.values() if len(spelt) > 1},
        alike=_alike(building, {spelt[0]: parts for parts, spelt in names.items() if parts[0] == "Organisation"}),
        people=() if redacted else spend_file.people,
        redacted=redacted,
        replaced=tuple(building.replaced.values()),
        overlaps=tuple(building.overlaps),
        files=building.files,
        all_files=building.all_files,
        words={flow.id: _flow_in_words(building.map, flow) for flow in flows},
    )


def _flow_in_words(system_map: SystemMap, flow: Record) -> str:
    ends = f"“{system_map.name_of(flow.from_id)}” to “{system_map.name_of(flow.to_id)}”"
    service = flow.get("service_id")
    first = flow.day("period_start")
    return ", ".join(
        each
        for each in (
            ends,
            system_map.name_of(service) if service else "",
            str(FinancialYear.of(first)) if first else "",
        )
        if each
    )


def _alike(building: SpendImport, names: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    apart = {frozenset((each.get("one_id"), each.get("other_id"))) for each in building.map.of("Distinct")}
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for name, parts in names.items():
        if name not in REDACTED_NAMES.values():
            groups[plain_name(name)].setdefault(building.element_id(parts), name)
    return tuple(
        tuple(sorted(group.values()))
        for _, group in sorted(groups.items())
        if any(frozenset(pair) not in apart for pair in combinations(group, 2))
    )
