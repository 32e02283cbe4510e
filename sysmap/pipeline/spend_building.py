"""The records that a spend file makes on a map: flows with their payments, and the bodies and services they join."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from sysmap.errors import BadInputError, SysmapError
from sysmap.formats.spend import Payment, SpendFile
from sysmap.model.edits import Change, change_between
from sysmap.model.ids import keyed_id
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.records import Record
from sysmap.model.values import NAME_LENGTH, clean_text, join_list, write_number
from sysmap.model.years import FinancialYear
from sysmap.pipeline.spend_flows import Flow, FlowKey, name_key
from sysmap.pipeline.spend_overlap import Overlap, find_overlaps, find_replaced

NOT_IN_FILE = "No longer in the file it came from."
REPLACED = "Replaced by "
"""Begins the note on a payment whose file another stands in place of."""


@dataclass(frozen=True, slots=True)
class Vanished:
    """Something that an earlier import of the file brought and that it no longer holds; still on the map.

    Attributes
    ----------
    record : Record
        As it stood before.
    why : str
        In words.
    """

    record: Record
    why: str


class SpendImport:
    """One import under way: `read` the payments, `build` the records, `check` the money, take the `changes`.

    Parameters
    ----------
    system_map : SystemMap
        The map, with its payments.
    spend_file : SpendFile
        The file.
    payer : str
        Who paid, where neither file nor profile says.
    replaces : sequence of str
        Names of files on the map that this one stands in place of: their payments no longer count.
    """

    def __init__(self, system_map: SystemMap, spend_file: SpendFile, payer: str, replaces: Sequence[str] = ()) -> None:
        self.map = system_map
        self.file = spend_file
        self.payer = payer
        self.created_by = f"import of {spend_file.name}"
        self.flows: dict[FlowKey, Flow] = defaultdict(Flow)
        self.left: list[FlowKey] = []
        self.spellings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self.records: dict[str, Record] = {}
        self.people = {person.payee for person in spend_file.people}
        self.amounts: list[tuple[Record, str]] = []
        self.vanished: list[Vanished] = []
        self.overlaps: list[Overlap] = []
        self.spend = self.repayments = self.all_files = Decimal(0)
        self.files = 1
        self.replaced = find_replaced(system_map, spend_file.name, replaces)

    def read(self, payments: Sequence[Payment]) -> None:
        """Sort payments into flows and give each an id of its own.

        Raises
        ------
        BadInputError
            Where nobody says who paid or in which year, or the file cannot be told from another on the map.
        """
        seen: Counter[tuple[str, ...]] = Counter()
        for payment in payments:
            key = self._flow_key(payment)
            self._note_spellings(key, payment)
            day = payment.day.isoformat() if payment.day else str(key.year)
            amount = write_number(payment.amount)
            told = (key.payer, key.payee, key.service, day, amount, payment.reference, payment.purpose)
            seen[told] += 1
            record_id = keyed_id("Transaction", self.file.name, *told, str(seen[told]))
            self.flows[key].payments.append((record_id, payment))
        self.source_id = keyed_id("Source", "spend", self._only_payer(), self.file.name)
        self._refuse_a_twin()
        self.overlaps = find_overlaps(self.map, self.file.name, payments, (self.source_id, *self.replaced))

    def _flow_key(self, payment: Payment) -> FlowKey:
        payer = self.payer or self.file.profile.body or payment.payer or self.file.body
        if not payer:
            raise BadInputError(
                f"{self.file.name}: line {payment.line} does not say who paid; say it with --payer, "
                'or with body = "..." in a profile'
            )
        hint = self.file.year_hint
        if payment.day is None and hint is None:
            raise BadInputError(
                f"{self.file.name}: line {payment.line} has no date and nothing says which financial year it belongs "
                'to; say year = "2011/12" in a profile'
            )
        year = FinancialYear.of(payment.day) if payment.day else hint.year if hint else FinancialYear(0)
        payer_key = name_key(payer)
        self.spellings["Organisation", payer_key][payer] += 1
        return FlowKey(payer_key, name_key(payment.payee), name_key(payment.service), year, self.file.profile.basis)

    def _note_spellings(self, key: FlowKey, payment: Payment) -> None:
        if key.payee != key.payer:
            self.spellings["Organisation", key.payer, key.payee][payment.payee] += 1
        if key.service:
            self.spellings["Service", key.payer, key.service][payment.service] += 1

    def _only_payer(self) -> str:
        payers = {key.payer for key in self.flows}
        return payers.pop() if len(payers) == 1 else ""

    def _refuse_a_twin(self) -> None:
        """Refuse what would count money twice, or mix two files up because they have one name."""
        for source in self.map.of("Source"):
            if source.get("sha256") == self.file.digest and source.id != self.source_id:
                raise BadInputError(
                    f"{self.file.name}: this file is on the map already, imported as {source.get('file')}; "
                    "bringing it twice would count its money twice"
                )
        before = {record.id for record in self.map.of("Transaction") if record.get("source_id") == self.source_id}
        now = {record_id for flow in self.flows.values() for record_id, _ in flow.payments}
        if before and not before & now:
            raise BadInputError(
                f"{self.file.name}: a file of this name was imported before and holds none of these payments; "
                "if this is another month, give the file a name of its own"
            )
        if not before and self.source_id not in self.map:
            self._refuse_without_payments()

    def _refuse_without_payments(self) -> None:
        with_payments = {record.get("funding_id") for record in self.map.of("Transaction")}
        for key in self.flows:
            for role in ("spend", "repayment"):
                flow = self.map.get(key.id(role))
                if flow is not None and flow.id not in with_payments and flow.number("amount"):
                    raise BadInputError(
                        f"{self.file.name}: {flow.id} holds money of an earlier import, but the payments behind it are "
                        "not at hand, so this file cannot be added to it; import that file again first"
                    )

    def build(self) -> None:
        """Make every record that the file asks for, leaving what is there as people left it."""
        self._add(self._source())
        for key_parts, spellings in self.spellings.items():
            self._element(key_parts, spellings)
        for key, flow in self.flows.items():
            self._flow(key, flow)
        self._list_vanished()

    def _add(self, record: Record) -> None:
        if record.id in self.records and self.records[record.id] != record:
            raise SysmapError(f"{self.file.name}: two things were given the id {record.id}; nothing was imported")
        self.records[record.id] = record

    def _source(self) -> Record:
        profile, days = self.file.profile, sorted(payment.day for payment in self.file.payments if payment.day)
        when = f" from {days[0]} to {days[-1]}" if days else ""
        values = {
            "publisher": profile.publisher or self.payer or self.file.body,
            "claim": f"{len(self.file.payments):,} payments{when}, together {self.file.total:,.2f} GBP",
            "url": profile.url,
            "licence": profile.licence,
            "file": self.file.name,
            "sha256": self.file.digest,
        }
        there = self.map.get(self.source_id)
        if there is None:
            return _record(self.source_id, "Source", values)
        always = {name: values[name] for name in ("claim", "sha256")}
        return there.with_values(**{name: text for name, text in values.items() if not there.get(name)}, **always)

    def _element(self, key_parts: tuple[str, ...], spellings: Counter[str]) -> None:
        kind, *keys = key_parts
        element_id = self.element_id(key_parts)
        if element_id in self.map:
            return
        name, *others = [clean_text(text) for text, _ in spellings.most_common()]
        personal = bool(self.people & set(spellings))
        values = {
            "name": name[:NAME_LENGTH],
            "aliases": join_list(each for each in others if each != name),
            "note": name if len(name) > NAME_LENGTH else "",
            "sensitivity": "internal" if personal else "",
            "source_id": self.source_id,
            "created_by": self.created_by,
            "confirmed": "no",
        }
        self._add(_record(element_id, kind, values))
        if kind == "Service":
            ends = {"from_id": self._body_id(keys[0], keys[0]), "to_id": element_id}
            self._add(
                _record(
                    keyed_id("COMMISSIONS", "spend", *keys),
                    "COMMISSIONS",
                    {**ends, "evidence_type": "published", **self._provenance()},
                )
            )

    def _provenance(self) -> dict[str, str]:
        return {"source_id": self.source_id, "created_by": self.created_by, "confirmed": "no"}

    def _body_id(self, payer: str, body: str) -> str:
        keys = (payer,) if payer == body else (payer, body)
        return current_id(self.map, keyed_id("Organisation", "spend", *keys))

    def _service_id(self, key: FlowKey) -> str:
        return current_id(self.map, keyed_id("Service", "spend", key.payer, key.service)) if key.service else ""

    def _flow(self, key: FlowKey, flow: Flow) -> None:
        """Set one flow to the sum of its payments in this and other files, running whichever way the money went."""
        others = self._payments_of_others(key)
        amount = flow.amount + sum((record.number("amount") or Decimal(0) for record in others), Decimal(0))
        role = "repayment" if amount < 0 else "spend"
        self._set_amount(key, role, abs(amount), flow)
        opposite = self.map.get(key.id("spend" if role == "repayment" else "repayment"))
        if opposite is not None:
            self._keep_amount(opposite, Decimal(0))
        flow_id = key.id(role)
        for record in others:
            self.records[record.id] = record.with_values(funding_id=flow_id)
        for record_id, payment in flow.payments:
            self._add(self._transaction(record_id, payment, flow_id))
        if role == "spend":
            self.spend += flow.amount
        else:
            self.repayments -= flow.amount

    def _payments_of_others(self, key: FlowKey) -> list[Record]:
        found = []
        for role in ("spend", "repayment"):
            found += [each for each in self._by_flow.get(key.id(role), ()) if self._counts(each)]
        return found

    def _counts(self, payment: Record) -> bool:
        """Whether a payment is another file's that this one does not stand in place of."""
        return payment.get("source_id") != self.source_id and payment.get("source_id") not in self.replaced

    @cached_property
    def _by_flow(self) -> Mapping[str, list[Record]]:
        index: dict[str, list[Record]] = defaultdict(list)
        for record in self.map.of("Transaction"):
            index[record.get("funding_id")].append(record)
        return index

    def _set_amount(self, key: FlowKey, role: str, amount: Decimal, flow: Flow) -> None:
        there = self.map.get(key.id(role))
        if there is not None:
            self._keep_amount(there, amount)
            return
        payer, payee, service = (
            self._body_id(key.payer, key.payer),
            self._body_id(key.payer, key.payee),
            self._service_id(key),
        )
        ends = (payee, payer) if role == "repayment" else (payer, payee)
        if payer == payee and service:
            # A body that pays itself spends on its own service.
            ends = (payer, service)
        sorts = {payment.capital_or_revenue for _, payment in flow.payments}
        values = {
            "from_id": ends[0],
            "to_id": ends[1],
            "amount": write_number(amount),
            "currency": "GBP",
            "period_start": key.year.first_day.isoformat(),
            "period_end": key.year.last_day.isoformat(),
            "basis": key.basis,
            "flow_role": role,
            "capital_or_revenue": sorts.pop() if len(sorts) == 1 else "",
            "service_id": service,
            "vat": self.file.vat,
            "flow_id": key.flow_id(role),
            "evidence_type": "published",
            **self._provenance(),
        }
        self._add(_record(key.id(role), "FUNDS", values))

    def _keep_amount(self, there: Record, amount: Decimal) -> None:
        """Leave a flow as people left it, but for its amount."""
        if there.number("amount") != amount:
            self.amounts.append((there, write_number(amount)))
            self.records[there.id] = there.with_values(amount=write_number(amount))

    def _transaction(self, record_id: str, payment: Payment, funding_id: str) -> Record:
        values = {
            "funding_id": funding_id,
            "date": payment.day.isoformat() if payment.day else "",
            "amount": write_number(payment.amount),
            "reference": payment.reference,
            "payee": payment.payee,
            "service_area": payment.service,
            "purpose": payment.purpose,
            "file": self.file.name,
            "line": str(payment.line),
            "source_id": self.source_id,
            "sensitivity": "internal" if payment.payee in self.people else "",
        }
        there = self.map.get(record_id)
        if there is None:
            return _record(record_id, "Transaction", values)
        note = there.get("note")
        if note == NOT_IN_FILE or note.startswith(REPLACED):
            note = ""
        now = {"funding_id": funding_id, "line": values["line"], "note": note}
        if all(there.get(name) == text for name, text in now.items()):
            return there
        return there.with_values(**now)

    def _list_vanished(self) -> None:
        gone: dict[str, list[Record]] = defaultdict(list)
        for record in self.map.of("Transaction"):
            if record.get("funding_id") and record.id not in self.records and not self._counts(record):
                gone[record.get("funding_id")].append(record)
                note = f"{REPLACED}{self.file.name}." if record.get("source_id") in self.replaced else NOT_IN_FILE
                self.records[record.id] = record.with_values(funding_id="", note=note)
        live = {key.id(role) for key in self.flows for role in ("spend", "repayment")}
        for funding_id, records in gone.items():
            flow = self.map.get(funding_id)
            if flow is None or funding_id in live:
                continue
            left = [each for each in self._by_flow[funding_id] if self._counts(each)]
            amount = sum((each.number("amount") or Decimal(0) for each in left), Decimal(0))
            key = self._key_of(flow, left)
            if key is not None:
                self.left.append(key)
                self._flow(key, Flow())
            elif amount < 0:
                raise BadInputError(
                    f"{self.file.name}: without the payments that it no longer holds, {flow.id} comes to less than"
                    " nothing, and who paid cannot be found; import the other files of that year again first"
                )
            else:
                self._keep_amount(flow, amount)
            if not left:
                what = "its payment is" if len(records) == 1 else f"its {len(records):,} payments are"
                self.vanished.append(Vanished(flow, f"{what} no longer in the file"))
        used = self._ids_in_use()
        makers = {f"import of {name}" for name in (self.file.name, *self.replaced.values())}
        made = [each for each in self.map.of("Organisation", "Service") if each.get("created_by") in makers]
        gone_too = [each for each in made if each.id not in used]
        paid_for = self._paid_for() if gone_too else frozenset()
        self.vanished += [Vanished(each, "the file no longer names it") for each in gone_too if each.id not in paid_for]

    def _key_of(self, flow: Record, payments: Sequence[Record]) -> FlowKey | None:
        """Find what a flow was made by, so that what is left of it can run the other way."""
        year = FinancialYear.of(flow.day("period_start") or date.min)
        for payer in {key.payer for key in self.flows}:
            for each in payments:
                payee, service = name_key(each.get("payee")), name_key(each.get("service_area"))
                key = FlowKey(payer, payee, service, year, flow.get("basis"))
                if flow.id in {key.id("spend"), key.id("repayment")}:
                    return key
        return None

    def _paid_for(self) -> frozenset[str]:
        """Give the elements that payments of any file still reach, leave or are for."""
        named: set[str] = set()
        for funding_id in {payment.get("funding_id") for payment in self._transactions_after()}:
            flow = self.records.get(funding_id) or self.map.get(funding_id)
            if flow is not None:
                named |= {flow.from_id, flow.to_id, flow.get("service_id")}
        return frozenset(named)

    def _ids_in_use(self) -> set[str]:
        return {self.element_id(key_parts) for key_parts in self.spellings}

    def element_id(self, key_parts: Sequence[str]) -> str:
        """Give the id of the element that stands for a kind and names as keys, after merges."""
        kind, *keys = key_parts
        return current_id(self.map, keyed_id(kind, "spend", *keys))

    def check(self) -> None:
        """Refuse to hand out an edit whose money is not the file's, to the penny."""
        after: dict[str, Decimal] = defaultdict(Decimal)
        by_file: dict[str, Decimal] = defaultdict(Decimal)
        for record in self._transactions_after():
            amount = record.number("amount") or Decimal(0)
            after[record.get("funding_id")] += amount
            by_file[record.get("source_id")] += amount
        mine, self.files, self.all_files = by_file[self.source_id], len(by_file), sum(by_file.values(), Decimal(0))
        flows_agree = all(
            sign * self._amount_after(key.id(role)) == after.get(key.id(role), 0)
            for key in (*self.flows, *self.left)
            for role, sign in (("spend", 1), ("repayment", -1))
        )
        if mine != self.file.total or self.spend - self.repayments != self.file.total or not flows_agree:
            raise SysmapError(
                f"{self.file.name}: the flows come to {self.spend - self.repayments}, the payments to {mine}, the "
                f"file's rows to {self.file.total}; nothing was imported. This is a fault of sysmap: please report it"
            )

    def _transactions_after(self) -> Iterator[Record]:
        for record in self.records.values():
            if record.kind == "Transaction" and record.get("funding_id"):
                yield record
        for record in self.map.of("Transaction"):
            if record.id not in self.records and record.get("funding_id"):
                yield record

    def _amount_after(self, flow_id: str) -> Decimal:
        flow = self.records.get(flow_id) or self.map.get(flow_id)
        return (flow.number("amount") if flow else None) or Decimal(0)

    def changes(self) -> Iterator[Change]:
        """Give the changes that lead from the map to the records, in an order in which they can be applied."""
        for record in self.records.values():
            change = change_between(self.map.get(record.id), record)
            if change is not None:
                yield change


def _record(record_id: str, kind: str, values: Mapping[str, str]) -> Record:
    cleaned = ((name, clean_text(text)) for name, text in values.items() if text)
    return Record(record_id, kind, {name: text for name, text in cleaned if text})
