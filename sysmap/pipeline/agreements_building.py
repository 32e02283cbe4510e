"""The records that a file of agreements makes on a map."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from sysmap.formats.open_data.contents import Body, Deal, OpenFile, Paid, add_up
from sysmap.formats.spend import REDACTED_NAMES
from sysmap.model.ids import keyed_id
from sysmap.model.maps import SystemMap
from sysmap.model.merging import current_id
from sysmap.model.records import Record
from sysmap.model.values import DEFAULT_CURRENCY, clean_text, join_list, write_number
from sysmap.model.years import FinancialYear

WHOLE = "The whole value over its whole term, not a year's money."

_NOT_YET = re.compile(r" ?Not awarded yet\.(?: Estimated at [0-9.]+ [A-Z]{3}\.)?")
"""What the note of a planned agreement says of itself, which is over once it is awarded or estimated anew."""

_FOLLOW = (
    "current_value",
    "currency",
    "start_date",
    "end_date",
    "current_term_months",
    "status",
    "bids_received",
    "kpi_count",
)
"""Facts that follow the file. All other values are the file's only until somebody gives another."""


class AgreementImport:
    """One import under way: `build` the records, then take them from `records`."""

    def __init__(self, system_map: SystemMap, file: OpenFile, *, redact_names: bool) -> None:
        self.map = system_map
        self.file = file
        self.redact_names = redact_names
        # Registers of two councils are often called alike.
        whose = (file.publisher,) if file.what == "register" else ()
        self.source_id = keyed_id("Source", file.what, *whose, file.name)
        self.created_by = f"import of {file.name}"
        self.records: dict[str, Record] = {}
        self.taken: list[Deal] = []
        self.kept: list[tuple[Deal, str]] = []
        self.values: list[tuple[str, str, str, str]] = []
        self.same: set[str] = set()
        self.vanished: list[tuple[Record, str]] = []
        self._told: set[str] = set()
        self._worth: set[str] = set()
        self._by_org_id = {each.get("org_id"): each.id for each in system_map.of("Organisation") if each.get("org_id")}
        self._by_key = {
            (each.get("ocid"), each.get("reference")): each.id
            for each in system_map.of("Agreement")
            if each.get("ocid") or each.get("reference")
        }
        self._paid: dict[str, list[Record]] = defaultdict(list)
        for each in system_map.of("Transaction"):
            self._paid[each.get("funding_id")].append(each)
        self._numbers: dict[str, tuple[str, ...]] = {}
        self._body_ids: dict[Body, str] = {}

    def build(self) -> None:
        """Make every record that the file asks for, leaving what is there as people left it."""
        self._put(self._source())
        for deal in self.file.live:
            for body in deal.bodies():
                if body.local_id and body.org_ids:
                    self._numbers.setdefault(body.local_id, body.org_ids)
        for deal in self.file.deals:
            self._deal(deal)
        self._list_vanished()

    def _list_vanished(self) -> None:
        """List what an earlier import of this file brought, which no other has told of since and it no longer holds."""
        mine = [each for each in self.map if each.get("source_id") == self.source_id]
        gone = {each.id for each in mine if each.kind == "Agreement" and each.id not in self._told}
        self.vanished += [(self.map[each], "it stays as it stood, with its money") for each in gone]
        named = set(self._body_ids.values())
        for body in mine:
            deals = {link.to_id for link in self.map.leaving(body.id, "PARTY_TO")}
            if body.kind == "Organisation" and body.id not in named and deals and deals <= gone:
                self.vanished.append((body, "it takes part in nothing else"))

    def worth_on_map(self) -> dict[str, Decimal]:
        """Give what the agreements of the file are worth on the map, by currency, read from the records made."""
        worth = []
        for agreement_id in self._worth:
            record = self.records.get(agreement_id) or self.map[agreement_id]
            amount = record.number("current_value")
            if amount is not None:
                worth.append((record.get("currency") or DEFAULT_CURRENCY, amount))
        return add_up(worth)

    def _put(self, record: Record) -> None:
        self.records[record.id] = record

    def _source(self) -> Record:
        file = self.file
        entries = f"{file.count:,} {file.item}{'' if file.count == 1 else 's'}"
        totals = "".join(f", together {amount:,} {currency}" for currency, amount in file.totals.items())
        values = {
            "publisher": file.publisher,
            "claim": f"{entries}: {len(file.live):,} agreements{totals}",
            "url": file.url,
            "licence": file.licence,
            "date": file.published,
            "file": file.name,
            "sha256": file.digest,
        }
        there = self.map.get(self.source_id)
        if there is None:
            return _record(self.source_id, "Source", values)
        always = {name: values[name] for name in ("claim", "sha256", "date") if values[name]}
        return there.with_values(**{name: text for name, text in values.items() if not there.get(name)}, **always)

    def _deal(self, deal: Deal) -> None:
        agreement_id = self._agreement_id(deal)
        self._told.add(agreement_id)
        there = self.records.get(agreement_id) or self.map.get(agreement_id)
        if deal.over:
            if there is not None and not self._later(there):
                self._put(there.with_values(status="ended"))
            return
        if there is not None and self._later(there):
            self.kept.append((deal, "the map has it from a file published later"))
            return
        if agreement_id in self._worth:
            self.kept.append((deal, "somebody merged it into another agreement"))
            return
        self.taken.append(deal)
        self._agreement(deal, agreement_id, there)
        for part, body in deal.parties:
            self._party(part, self._body(body), agreement_id)
        self._flow(deal, agreement_id)
        self._payments(deal, agreement_id)

    def _agreement_id(self, deal: Deal) -> str:
        """Find the agreement on the map; an award is what its planned procurement became."""
        if deal.key:
            return current_id(self.map, keyed_id("Agreement", self.file.what, deal.key))
        known = self._by_key.get((deal.ocid, deal.reference))
        if known is None and deal.ocid:
            known = self._by_key.pop((deal.ocid, ""), None)
        if known is None:
            known = keyed_id("Agreement", self.file.what, deal.ocid, deal.reference)
        self._by_key[deal.ocid, deal.reference] = known
        return current_id(self.map, known)

    def _later(self, record: Record) -> bool:
        """Whether a record comes from a file that was published after this one."""
        source = self.map.get(record.get("source_id"))
        if source is None or source.id == self.source_id or not self.file.published:
            return False
        return bool(source.get("sha256")) and source.get("date") > self.file.published

    def _agreement(self, deal: Deal, agreement_id: str, there: Record | None) -> None:
        money = {
            "current_value": "" if deal.worth is None else write_number(deal.worth),
            "original_value": "" if deal.original is None else write_number(deal.original),
            "currency": deal.currency,
        }
        values = {**deal.values, **money, "ocid": deal.ocid, "reference": deal.reference, **self._provenance()}
        if there is None:
            self._put(_record(agreement_id, "Agreement", values))
        else:
            fresh = {name: text for name, text in values.items() if text and not there.get(name)}
            follow = {name: values[name] for name in _FOLLOW if values.get(name)}
            notices = join_list(dict.fromkeys((*there.items("notices"), *_items(values.get("notices", "")))))
            if self._ours(there):
                follow["source_id"] = self.source_id
                follow |= self._note(there, values.get("note", ""))
                if there.get("status") == "planned" and deal.reference:
                    # A name that people gave it stays.
                    renamed = there.name != deal.planned_as
                    follow |= {name: values[name] for name in ("name", "kind") if values.get(name)}
                    follow |= {"name": there.name} if renamed else {}
            fresh.pop("created_by", None)
            record = there.with_values(**{**fresh, **follow, **({"notices": notices} if notices else {})})
            old, new = there.get("current_value"), record.get("current_value")
            if old and old != new:
                self.values.append((record.name, old, new, record.get("currency") or DEFAULT_CURRENCY))
            self._put(record)
        if deal.worth is not None:
            self._worth.add(agreement_id)

    def _note(self, there: Record, now: str) -> dict[str, str]:
        """Give the note with what it says of a procurement not awarded yet as the file has it now; the rest stays."""
        note = there.get("note")
        said = _NOT_YET.search(now)
        if not _NOT_YET.search(note):
            return {}
        kept = _NOT_YET.sub(f" {said[0].strip()}" if said else "", note, count=1).strip()
        return {"note": kept or now}

    def _ours(self, record: Record) -> bool:
        """Whether a record cites a file, so that its source follows to the file that last told of it."""
        source = self.map.get(record.get("source_id"))
        return source is not None and bool(source.get("sha256"))

    def _provenance(self) -> dict[str, str]:
        return {"source_id": self.source_id, "created_by": self.created_by, "confirmed": "no"}

    def _body(self, body: Body) -> str:
        """Give the id of the organisation that a body is, making it where it is new."""
        if self.redact_names and body.like_a_person:
            body = Body(REDACTED_NAMES["personal"])
        known = self._body_ids.get(body)
        if known is None:
            known = self._body_ids[body] = self._find_or_make(body)
        return known

    def _find_or_make(self, body: Body) -> str:
        numbers = body.org_ids or self._numbers.get(body.local_id, ())
        found = next((self._by_org_id[each] for each in numbers if each in self._by_org_id), "")
        if found:
            if found in self.map:
                self.same.add(self.map[found].name)
            return found
        by_name = ("local", body.local_id) if body.local_id else ("name", _key(body.name))
        keys = ("org-id", numbers[0]) if numbers else by_name
        body_id = current_id(self.map, keyed_id("Organisation", *keys))
        for number in numbers:
            self._by_org_id.setdefault(number, body_id)
        if body_id not in self.map and body_id not in self.records:
            values = {
                "name": body.name,
                "org_id": numbers[0] if numbers else "",
                "kind": "charity" if body.charity else "",
                "sector": "vcfse" if body.vcse else "",
                "sensitivity": "internal" if body.like_a_person else "",
                **self._provenance(),
            }
            self._put(_record(body_id, "Organisation", values))
        elif numbers and body_id in self.map and not self.map[body_id].get("org_id"):
            self._put(self.map[body_id].with_values(org_id=numbers[0]))
        return body_id

    def _party(self, part: str, body_id: str, agreement_id: str) -> None:
        link_id = keyed_id("PARTY_TO", body_id, agreement_id, part)
        known = link_id in self.records or any(
            link.from_id == body_id and link.get("role_kind") == part
            for link in self.map.reaching(agreement_id, "PARTY_TO")
        )
        if not known:
            values = {"from_id": body_id, "to_id": agreement_id, "role_kind": part, "evidence_type": "published"}
            self._put(_record(link_id, "PARTY_TO", {**values, **self._provenance()}))

    def _flow(self, deal: Deal, agreement_id: str) -> None:
        """Draw what an agreement is worth as one flow over its term."""
        flow_id = keyed_id("FUNDS", agreement_id, "committed")
        there = self.map.get(flow_id)
        if deal.flow is None or deal.worth is None:
            return
        # One day alone would make the whole of it that year's money.
        term = (deal.flow.start, deal.flow.end) if deal.flow.start and deal.flow.end else ("", "")
        follow = {"amount": write_number(deal.worth), "period_start": term[0], "period_end": term[1]}
        if there is not None:
            self._put(there.with_values(**{name: text for name, text in follow.items() if text}))
            return
        payer, payee = self._body(deal.flow.payer), self._body(deal.flow.payee)
        if payer == payee:
            return
        values = {
            "from_id": payer,
            "to_id": payee,
            **follow,
            "currency": deal.currency,
            "basis": "committed",
            "mechanism": deal.flow.mechanism,
            "flow_role": deal.flow.role,
            "agreement_id": agreement_id,
            "vat": deal.values.get("vat", ""),
            "note": WHOLE,
            "evidence_type": "published",
            **self._provenance(),
        }
        self._put(_record(flow_id, "FUNDS", values))

    def _payments(self, deal: Deal, agreement_id: str) -> None:
        """Draw what was paid, one flow for each year, with the payments behind it."""
        years: dict[tuple[str, str, FinancialYear], list[Paid]] = defaultdict(list)
        for paid in deal.payments:
            years[self._body(paid.payer), self._body(paid.payee), FinancialYear.of(paid.day)].append(paid)
        for (payer, payee, year), payments in years.items():
            flow_id = keyed_id("FUNDS", agreement_id, payer, payee, str(year), "actual")
            there = self.map.get(flow_id)
            behind = [self._transaction(deal, flow_id, paid, number) for number, paid in enumerate(payments)]
            now = {each.id for each in behind}
            earlier = [each for each in self._paid[flow_id] if each.id not in now]
            amount = sum((each.number("amount") or Decimal(0) for each in (*behind, *earlier)), Decimal(0))
            back = amount < 0
            ends = {"from_id": payee, "to_id": payer} if back else {"from_id": payer, "to_id": payee}
            values = {
                **ends,
                "amount": write_number(abs(amount)),
                "currency": deal.currency,
                "period_start": year.first_day.isoformat(),
                "period_end": year.last_day.isoformat(),
                "basis": "actual",
                "mechanism": "contract",
                "flow_role": "repayment" if back else "spend",
                "agreement_id": agreement_id,
                "evidence_type": "published",
                **self._provenance(),
            }
            follow = {name: values[name] for name in ("amount", "from_id", "to_id", "flow_role")}
            self._put(there.with_values(**follow) if there else _record(flow_id, "FUNDS", values))
            for each in behind:
                self._put(each)

    def _transaction(self, deal: Deal, flow_id: str, paid: Paid, number: int) -> Record:
        key = (paid.reference,) if paid.reference else (paid.day.isoformat(), str(paid.amount), str(number))
        record_id = keyed_id("Transaction", flow_id, *key)
        values = {
            "funding_id": flow_id,
            "date": paid.day.isoformat(),
            "amount": write_number(paid.amount),
            "reference": paid.reference,
            "payee": paid.payee.name if not (self.redact_names and paid.payee.like_a_person) else "",
            "file": self.file.name,
            "line": str(deal.row),
            "source_id": self.source_id,
            "sensitivity": "internal" if paid.payee.like_a_person else "",
        }
        there = self.map.get(record_id)
        return there.with_values(amount=values["amount"]) if there else _record(record_id, "Transaction", values)


def _items(text: str) -> Iterator[str]:
    yield from (each for each in text.split(";") if each)


def _key(name: str) -> str:
    """Give what two spellings of one name share: case and spaces don't tell names apart, punctuation may."""
    return " ".join(clean_text(name).casefold().split())


def _record(record_id: str, kind: str, values: Mapping[str, str]) -> Record:
    cleaned = {name: clean_text(text) for name, text in values.items()}
    return Record(record_id, kind, {name: text for name, text in cleaned.items() if text})
