"""The records that a spend file makes on a map: flows with their payments, and the bodies and services they join."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sysmap.errors import BadInputError, SysmapError
from sysmap.formats.spend import Payment, SpendFile
from sysmap.model.edits import Change, change_between
from sysmap.model.ids import keyed_id
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.records import Record
from sysmap.model.values import NAME_LENGTH, clean_text, join_list, write_number
from sysmap.model.years import FinancialYear

NOT_IN_FILE = "No longer in the file it came from."


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


@dataclass(frozen=True, slots=True)
class FlowKey:
    """What tells one flow from another: names as keys, the financial year and the basis."""

    payer: str
    payee: str
    service: str
    year: FinancialYear
    basis: str

    def id(self, role: str) -> str:
        """Give the id of the flow that runs this way, "spend" or "repayment"."""
        return keyed_id("FUNDS", self.payer, self.payee, self.service, str(self.year), self.basis, role)

    def flow_id(self, role: str) -> str:
        """Give what joins the years of the flow."""
        return "flow_" + keyed_id("FUNDS", self.payer, self.payee, self.service, role).partition("_")[2]


@dataclass
class Flow:
    """The payments of one flow in this file, with the ids of their records."""

    payments: list[tuple[str, Payment]] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        """Their sum; negative where credits exceed payments."""
        return sum((payment.amount for _, payment in self.payments), Decimal(0))


class SpendImport:
    """One import under way: `read` the payments, `build` the records, `check` the money, take the `changes`."""

    def __init__(self, system_map: SystemMap, spend_file: SpendFile, payer: str) -> None:
        self.map = system_map
        self.file = spend_file
        self.payer = payer
        self.created_by = f"import of {spend_file.name}"
        self.flows: dict[FlowKey, Flow] = defaultdict(Flow)
        self.spellings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self.records: dict[str, Record] = {}
        self.people = {person.payee for person in spend_file.people}
        self.amounts: list[tuple[Record, str]] = []
        self.vanished: list[Vanished] = []
        self.spend = self.repayments = Decimal(0)

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
            told = (
                key.payer, key.payee, key.service, payment.day.isoformat() if payment.day else str(key.year),
                write_number(payment.amount), payment.reference, payment.purpose,
            )  # fmt: skip
            seen[told] += 1
            record_id = keyed_id("Transaction", self.file.name, *told, str(seen[told]))
            self.flows[key].payments.append((record_id, payment))
        self.source_id = keyed_id("Source", "spend", self._only_payer(), self.file.name)
        self._refuse_a_twin()

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
        payer_key = _key(payer)
        self.spellings["Organisation", payer_key][payer] += 1
        return FlowKey(payer_key, _key(payment.payee), _key(payment.service), year, self.file.profile.basis)

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
        element_id = current_id(self.map, keyed_id(kind, "spend", *keys))
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
        for record in others:
            self.records[record.id] = record.with_values(funding_id=key.id(role))
        for record_id, payment in flow.payments:
            self._add(self._transaction(record_id, payment, key.id(role)))
        if role == "spend":
            self.spend += flow.amount
        else:
            self.repayments -= flow.amount

    def _payments_of_others(self, key: FlowKey) -> list[Record]:
        found = []
        for role in ("spend", "repayment"):
            found += [each for each in self._by_flow.get(key.id(role), ()) if each.get("source_id") != self.source_id]
        return found

    @property
    def _by_flow(self) -> Mapping[str, list[Record]]:
        if not hasattr(self, "_index"):
            self._index: dict[str, list[Record]] = defaultdict(list)
            for record in self.map.of("Transaction"):
                self._index[record.get("funding_id")].append(record)
        return self._index

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
        note = "" if there.get("note") == NOT_IN_FILE else there.get("note")
        return there.with_values(funding_id=funding_id, line=values["line"], note=note)

    def _list_vanished(self) -> None:
        gone: dict[str, list[Record]] = defaultdict(list)
        for record in self.map.of("Transaction"):
            if record.get("source_id") == self.source_id and record.id not in self.records and record.get("funding_id"):
                gone[record.get("funding_id")].append(record)
                self.records[record.id] = record.with_values(funding_id="", note=NOT_IN_FILE)
        live = {key.id(role) for key in self.flows for role in ("spend", "repayment")}
        for funding_id, records in gone.items():
            flow = self.map.get(funding_id)
            if flow is None or funding_id in live:
                continue
            left = [each for each in self._by_flow[funding_id] if each.get("source_id") != self.source_id]
            amount = sum((each.number("amount") or Decimal(0) for each in left), Decimal(0))
            self._keep_amount(flow, abs(amount))
            self.vanished.append(Vanished(flow, f"its {len(records):,} payments are no longer in the file"))
        used = self._ids_in_use()
        for record in self.map.of("Organisation", "Service"):
            ours = record.get("source_id") == self.source_id and record.get("created_by") == self.created_by
            if ours and record.id not in used:
                self.vanished.append(Vanished(record, "the file no longer names it"))

    def _ids_in_use(self) -> set[str]:
        used = set()
        for kind, *keys in self.spellings:
            used.add(current_id(self.map, keyed_id(kind, "spend", *keys)))
        return used

    def check(self) -> None:
        """Refuse to hand out an edit whose money is not the file's, to the penny."""
        after: dict[str, Decimal] = defaultdict(Decimal)
        mine = Decimal(0)
        for record in self._transactions_after():
            amount = record.number("amount") or Decimal(0)
            after[record.get("funding_id")] += amount
            if record.get("source_id") == self.source_id:
                mine += amount
        flows_agree = all(
            self._amount_after(key.id(role)) == (abs(after[key.id(role)]) if key.id(role) in after else Decimal(0))
            for key in self.flows
            for role in ("spend", "repayment")
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


def _key(name: str) -> str:
    """Give what two spellings of one name share: case and spaces don't tell names apart, punctuation may."""
    return " ".join(clean_text(name).casefold().split())


def _record(record_id: str, kind: str, values: Mapping[str, str]) -> Record:
    cleaned = {name: clean_text(text) for name, text in values.items()}
    return Record(record_id, kind, {name: text for name, text in cleaned.items() if text})
