"""OCDS as agreements: every award, with its contract, of every process; a procurement before its award is planned."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sysmap.formats.open_data.contents import Body, Deal, Entry, Flow, OpenFile, Paid
from sysmap.formats.open_data.ocds import Process, read_processes
from sysmap.formats.open_data.ocds_lots import lots_of, months_of, name_of, say_lots, term_of
from sysmap.formats.open_data.stream import digest_of
from sysmap.formats.open_data.values import (
    cut_name,
    make_body,
    months_between,
    org_id,
    read_amount,
    read_currency,
    read_day,
    read_payment,
    read_text,
    split_org_id,
)
from sysmap.model.telling import Tell, count_of, say_nothing
from sysmap.model.values import join_list, write_number

_OVER = frozenset({"cancelled", "unsuccessful", "withdrawn"})
_STATUS = {"pending": "planned", "active": "live", "terminated": "ended"}
_CATEGORIES = frozenset({"goods", "services", "works"})
_HELPERS = frozenset({"mediationBody", "reviewContactPoint", "processContactPoint"})
"""Parts of departments and advisers. Scottish notices call those who buy review bodies too, so that is none."""

_SCOTLAND = "ocds-r6ebe6"
"""Public Contracts Scotland: under Scottish regulations, which are neither of the regimes that the map knows."""

_LASTING_ID = re.compile(r"(?:GB-(?:CFS|FTS|SRS)|[A-Z]{2}-[A-Z0-9]{2,8})-.+")
"""Party ids that mean the same body in every release of a platform; others, such as org-1, mean it in one release."""

_DETAILS = (
    (re.compile(r"below[ -]threshold", re.IGNORECASE), "below_threshold"),
    (re.compile(r"call[ -]?off|from a framework", re.IGNORECASE), "framework_calloff"),
    (re.compile(r"competitive flexible", re.IGNORECASE), "competitive_flexible"),
    (re.compile(r"direct award|without (?:prior )?(?:publication|a call)", re.IGNORECASE), "direct_award"),
)
_METHODS = {"open": "open", "direct": "direct_award", "limited": "direct_award"}
_NOTICE = re.compile(r"UK(?:[1-9]|1[0-7])")
_CPV = re.compile(r"([0-9]{8})(?:-[0-9])?(?:\.0)?")


def read_ocds(path: Path, tell: Tell = say_nothing) -> OpenFile:
    """Read a file of OCDS releases or records as agreements.

    Parameters
    ----------
    path : Path
        A release package, a record package, a list, one release or record, or JSON Lines; gzip or not.
    tell : Tell
        Told how far it is.

    Returns
    -------
    OpenFile
        One deal for each award, and for each procurement not awarded yet.

    Raises
    ------
    BadInputError
        When it is no JSON, no OCDS, or of a version that is not read.
    """
    read = read_processes(path, tell)
    deals: list[Deal] = []
    problems = list(read.problems)
    planned = over = 0
    for process in read.processes:
        for deal in _Reader(path.name, process, problems).deals():
            deals.append(deal)
            over += deal.over
            planned += not deal.over and not deal.reference
    header = read.header.values
    publisher = header.get("publisher")
    updates = read.releases - len({process.ocid for process in read.processes})
    processes = count_of(len(read.processes), "contracting process", "contracting processes")
    said = [f"{count_of(read.releases, 'release')} of {processes}"]
    if updates > 0 and not problems:
        told = count_of(updates, "release updates", "releases update")
        said.append(f"{told} others: each process counts once, as its latest release has it")
    if planned:
        told = count_of(planned, "procurement is", "procurements are")
        said.append(f"{told} not awarded yet; what they may cost is a note, not a value")
    if over:
        said.append(
            f"{count_of(over, 'award or procurement', 'awards or procurements')} came to nothing: not brought in"
        )
    return OpenFile(
        name=path.name,
        digest=digest_of(path),
        what="ocds",
        words="public contracts (OCDS)",
        item="release",
        count=read.releases,
        deals=tuple(deals),
        problems=tuple(sorted(problems, key=lambda each: each.row)),
        said=tuple(said),
        publisher=read_text(publisher.get("name") if isinstance(publisher, dict) else ""),
        url=str(header.get("uri") or ""),
        licence=str(header.get("license") or ""),
        published=str(header.get("publishedDate") or "")[:10] or read.last_date,
    )


class _Reader:
    """Reads the agreements of one process."""

    def __init__(self, file: str, process: Process, problems: list[Any]) -> None:
        self.file = file
        self.process = process
        self.release = process.compiled
        self.problems = problems
        self.tender = _object(self.release.get("tender"))
        self.parties = {str(each.get("id")): each for each in _objects(self.release.get("parties"))}

    def deals(self) -> Iterator[Deal]:
        """Give the agreements that can be read; the others are told as problems."""
        awards = _objects(self.release.get("awards"))
        contracts = _objects(self.release.get("contracts"))
        by_award: dict[str, list[dict[str, Any]]] = {}
        for contract in contracts:
            by_award.setdefault(str(contract.get("awardID") or ""), []).append(contract)
        known = {str(award.get("id")) for award in awards}
        loose = [each for key, given in by_award.items() if key not in known for each in given]
        pairs: list[tuple[dict[str, Any], dict[str, Any], str]] = []
        for award in awards:
            signed = by_award.get(str(award.get("id")), [])
            pairs += [(award, contract, f"contracts[{contracts.index(contract)}]") for contract in signed]
            if not signed:
                pairs.append((award, {}, f"awards[{awards.index(award)}]"))
        pairs += [({}, contract, f"contracts[{contracts.index(contract)}]") for contract in loose]
        seen: set[str] = set()
        for award, contract, at in pairs:
            reference = str(award.get("id") or contract.get("id") or "1")
            if reference in seen:
                reference = str(contract.get("id") or f"{reference}-{len(seen) + 1}")
            seen.add(reference)
            yield from self._sound(
                lambda entry, a=award, c=contract, w=at, r=reference: self._awarded(entry, a, c, w, r)
            )
        if not pairs and self.tender:
            yield from self._sound(self._planned)

    def _sound(self, read: Any) -> Iterator[Deal]:
        entry = Entry(self.file, self.process.row, self.process.ocid)
        deal = read(entry)
        self.problems.extend(entry.problems)
        if not entry.failed:
            yield deal

    def _awarded(self, entry: Entry, award: dict[str, Any], contract: dict[str, Any], at: str, reference: str) -> Deal:
        awarded = self._money(entry, award.get("value"), f"{_award_place(at, contract)}.value")
        signed = self._money(entry, contract.get("value"), f"{at}.value")
        worth, currency, gross = signed if signed[0] is not None else awarded
        currencies = sorted({each[1] for each in (awarded, signed) if each[1]})
        if len(currencies) > 1:
            entry.error(
                f"{at}.value.currency", f"two currencies on one agreement: {' and '.join(currencies)}", "use one"
            )
        first = self.process.first
        before = first.get(("awards", str(award.get("id"))), {}) or first.get(
            ("contracts", str(contract.get("id"))), {}
        )
        original = self._money(entry, before.get("value"), f"{at}.value") if before.get("value") else awarded
        term: Mapping[str, Any] = _object(contract.get("period")) or _object(award.get("contractPeriod"))
        placed = at
        if not term:
            term, placed = self._tender_term(_texts(award.get("relatedLots"))), "tender"
        start, end = self._term(entry, term, placed)
        was = _object(before.get("contractPeriod")) or _object(before.get("period")) or term
        first_start, first_end = self._term(Entry(self.file, 0), was, at)
        status = str(contract.get("status") or award.get("status") or "")
        suppliers = self._bodies(_objects(contract.get("suppliers")) or _objects(award.get("suppliers")))
        buyers = self._buyers()
        values = self._values(award, contract)
        values |= {
            "start_date": start,
            "end_date": end,
            "original_term_months": months_between(first_start, first_end) or months_of(was),
            "current_term_months": months_between(start, end) or months_of(term),
            "status": _STATUS.get(status, ""),
            "vat": "exclusive" if gross else "",
        }
        flow, why = self._flow(buyers, suppliers, worth, values, (start, end))
        return Deal(
            row=self.process.row,
            ocid=self.process.ocid,
            reference=reference,
            values={name: text for name, text in values.items() if text},
            parties=tuple([("buyer", each) for each in buyers] + [("supplier", each) for each in suppliers]),
            worth=worth,
            original=original[0] if original[0] is not None else worth,
            currency=currency,
            flow=flow,
            no_flow=why,
            payments=tuple(self._payments(entry, contract, at, currency)),
            over=status in _OVER,
            planned_as=cut_name(read_text(self.tender.get("title"))),
        )

    def _planned(self, entry: Entry) -> Deal:
        term = self._tender_term(())
        start, end = self._term(entry, term, "tender")
        estimate, currency, _ = self._money(entry, self.tender.get("value"), "tender.value")
        months = months_between(start, end) or months_of(term)
        values = self._values({}, {}) | {"start_date": start, "end_date": end, "status": "planned", "bids_received": ""}
        values |= {"original_term_months": months, "current_term_months": months}
        # A penny or a pound is what forms are given that demand an estimate.
        guess = (
            ""
            if estimate is None or estimate <= 1
            else f"Not awarded yet. Estimated at {write_number(estimate)} {currency}."
        )
        values["note"] = " ".join(filter(None, (values["note"], guess)))
        buyers = self._buyers()
        return Deal(
            row=self.process.row,
            ocid=self.process.ocid,
            reference="",
            values={name: text for name, text in values.items() if text},
            parties=tuple(("buyer", each) for each in buyers),
            no_flow="it is not awarded yet",
            over=self.tender.get("status") in _OVER,
        )

    def _values(self, award: dict[str, Any], contract: dict[str, Any]) -> dict[str, str]:
        """Give what an agreement is called, under which law and how it was bought, and what is bought."""
        related = _texts(award.get("relatedLots"))
        lots = lots_of(self.tender, related)
        whole = read_text(self.tender.get("title"))
        title = next(filter(None, (read_text(each.get("title")) for each in (contract, award))), "") or whole
        if related and len(lots) == 1 and title == whole and name_of(lots[0]) not in title:
            # Awards of one procurement are often called alike; what tells them apart is their lot.
            title = f"{title}: {name_of(lots[0])}"
        told = say_lots(lots) if related or len(lots) > 1 else ""
        category = str(award.get("mainProcurementCategory") or self.tender.get("mainProcurementCategory") or "")
        details = read_text(self.tender.get("procurementMethodDetails"))
        procedure = next((named for form, named in _DETAILS if form.search(details)), "") or _METHODS.get(
            str(self.tender.get("procurementMethod") or ""), ""
        )
        grounds = _objects(self.tender.get("procurementMethodRationaleClassifications"))
        techniques = _object(self.tender.get("techniques"))
        framework = techniques.get("hasFrameworkAgreement") is True and procedure != "framework_calloff"
        market = techniques.get("hasDynamicPurchasingSystem") is True
        return {
            "name": cut_name(title) or f"Agreement {self.process.ocid}",
            "kind": "framework" if framework else "dynamic_market" if market else "contract",
            "regime": self._regime(),
            "procedure": procedure,
            "category": category if category in _CATEGORIES else "",
            "light_touch": "yes" if "lightTouch" in _texts(self.tender.get("specialRegime")) else "",
            "cpv": self._cpv(award),
            "notices": join_list(self._notices(award, contract)),
            "bids_received": self._bids(award),
            "kpi_count": str(len(_objects(contract.get("agreedMetrics"))) or ""),
            "direct_award_ground": "; ".join(filter(None, (read_text(each.get("description")) for each in grounds))),
            "note": " ".join(filter(None, (f"Procedure: {details}." if details and not procedure else "", told))),
        }

    def _regime(self) -> str:
        basis = _object(self.tender.get("legalBasis"))
        told = f"{basis.get('id') or ''} {basis.get('description') or ''}"
        if "2023/1348" in told or "Provider Selection" in told:
            return "PSR2023"
        if "2023/54" in told or "Procurement Act 2023" in told:
            return "PA2023"
        european = "2014L0024" in told or "2015/102" in told
        return "PCR2015" if european and not self.process.ocid.startswith(_SCOTLAND) else ""

    def _cpv(self, award: dict[str, Any]) -> str:
        codes = [item.get("classification") for item in _objects(award.get("items"))]
        codes += [self.tender.get("classification")]
        codes += [item.get("classification") for item in _objects(self.tender.get("items"))]
        for code in map(_object, codes):
            found = _CPV.fullmatch(str(code.get("id") or ""))
            if found and str(code.get("scheme") or "CPV").upper() == "CPV":
                return found[1]
        return ""

    def _notices(self, award: dict[str, Any], contract: dict[str, Any]) -> Sequence[str]:
        planning = _object(self.release.get("planning"))
        holders = (planning, self.tender, award, contract, _object(contract.get("implementation")))
        found = {str(each.get("noticeType")) for holder in holders for each in _objects(holder.get("documents"))}
        return sorted(filter(_NOTICE.fullmatch, found), key=lambda each: int(each[2:]))

    def _bids(self, award: dict[str, Any]) -> str:
        """Say how many bids came in: those for the lots of the award, those for all, or those that are listed."""
        bids = _object(self.release.get("bids"))
        lots = set(_texts(award.get("relatedLots")))
        counts: dict[bool, Decimal] = {}
        for each in _objects(bids.get("statistics")):
            lot = {str(each["relatedLot"])} if each.get("relatedLot") else set(_texts(each.get("relatedLots")))
            value = each.get("value")
            if (
                each.get("measure") in {"bids", "validBids"}
                and isinstance(value, int | Decimal)
                and (not lot or lot == lots)
            ):
                counts[bool(lot)] = max(counts.get(bool(lot), Decimal(0)), Decimal(value))
        count = counts.get(True, counts.get(False, self.tender.get("numberOfTenderers")))
        if not isinstance(count, int | Decimal) or isinstance(count, bool) or count < 0:
            count = len(_objects(bids.get("details"))) or None
        return "" if count is None else write_number(Decimal(count))

    def _money(self, entry: Entry, given: Any, at: str) -> tuple[Decimal | None, str, bool]:
        """Read a value: its amount, its currency, and whether it is known to be without VAT."""
        value = _object(given)
        amount = read_amount(value.get("amount"), f"{at}.amount", entry)
        gross = amount is not None and value.get("amountGross") is not None
        if amount is None and value.get("amount") is None and value.get("amountGross") is not None:
            entry.warn(f"{at}.amount", "only the value with VAT is given; left as not known", "ask for the net value")
        if amount is None:
            return None, "", False
        currency = read_currency(value.get("currency"), f"{at}.currency", entry)
        # Publishers write 0 where they do not say: what is missing is not known, never nothing.
        return (amount, currency, gross) if amount else (None, "", False)

    def _term(self, entry: Entry, term: Mapping[str, Any], at: str) -> tuple[str, str]:
        start = read_day(term.get("startDate"), f"{at}.period.startDate", entry)
        end = read_day(term.get("endDate"), f"{at}.period.endDate", entry)
        if start and end and end < start:
            said = f"it ends on {end}, before it starts on {start}; the end is left as not known"
            entry.warn(f"{at}.period", said, "correct the one or the other")
            end = ""
        return start, end

    def _tender_term(self, related: Sequence[str]) -> Mapping[str, Any]:
        """Give the term of the lots of an award, or else that of the whole procurement."""
        shared, whole = term_of(lots_of(self.tender, related)), _object(self.tender.get("contractPeriod"))
        return (shared or whole) if related else (whole or shared)

    def _buyers(self) -> list[Body]:
        """Give who buys: the buyer and those who buy with it; where there is none, who runs the procurement."""
        buyer = _object(self.release.get("buyer"))
        bodies = self._bodies([buyer, *self._parties_in("buyer")] if buyer else self._parties_in("buyer"))
        entity = _object(self.tender.get("procuringEntity"))
        return bodies or self._bodies([entity] if entity else self._parties_in("procuringEntity"))

    def _parties_in(self, role: str) -> list[dict[str, Any]]:
        roles = ((each, set(_texts(each.get("roles")))) for each in self.parties.values())
        return [each for each, played in roles if role in played and not _HELPERS & played]

    def _bodies(self, given: Sequence[dict[str, Any]]) -> list[Body]:
        found: dict[Body, None] = {}
        for each in given:
            if body := self._body(each):
                found[body] = None
        return list(found)

    def _body(self, given: dict[str, Any]) -> Body | None:
        """Read a body where it is named, with what the list of parties says of it."""
        told = self.parties.get(str(given.get("id")), {}) if given.get("id") is not None else {}
        ids: dict[str, None] = {}
        for each in (told, given):
            for identifier in [_object(each.get("identifier")), *_objects(each.get("additionalIdentifiers"))]:
                ids[org_id(identifier.get("scheme"), identifier.get("id"))] = None
        local = str(given.get("id") or "").strip()
        ids[split_org_id(local)] = None
        lasting = local if _LASTING_ID.fullmatch(local) else ""
        name = told.get("name") or given.get("name") or _object(told.get("identifier")).get("legalName")
        return make_body(name, ids, lasting, vcse=_object(told.get("details")).get("vcse") is True)

    def _flow(
        self,
        buyers: Sequence[Body],
        suppliers: Sequence[Body],
        worth: Decimal | None,
        values: Mapping[str, str],
        term: Any,
    ) -> tuple[Flow | None, str]:
        why = ""
        if worth is None:
            why = "its value is not known"
        elif values["kind"] != "contract":
            why = "it is a framework or market: a ceiling, not money"
        elif not suppliers or not buyers:
            why = "nobody says who is paid" if buyers else "nobody says who pays"
        elif len(suppliers) > 1 or len(buyers) > 1:
            why = "several bodies share it and nobody says how"
        if why:
            return None, why
        return Flow(buyers[0], suppliers[0], "contract", "spend", *term), ""

    def _payments(self, entry: Entry, contract: dict[str, Any], at: str, currency: str) -> Iterator[Paid]:
        given = _objects(_object(contract.get("implementation")).get("transactions"))
        for number, each in enumerate(given):
            where = f"{at}.implementation.transactions[{number}]"
            value = _object(each.get("value")) or _object(each.get("amount"))
            amount = read_payment(value.get("amount"), f"{where}.value.amount", entry)
            day = read_day(each.get("date"), f"{where}.date", entry)
            payer, payee = self._body(_object(each.get("payer"))), self._body(_object(each.get("payee")))
            if amount is None:
                continue
            paid_in = read_currency(value.get("currency"), f"{where}.value.currency", entry)
            if currency and paid_in and paid_in != currency:
                entry.error(
                    f"{where}.value.currency", f"two currencies on one agreement: {currency} and {paid_in}", "use one"
                )
            if payer is None or payee is None or not day:
                entry.warn(where, "the payment lacks its day, its payer or its payee; left out", "add what is missing")
                continue
            yield Paid(str(each.get("id") or ""), date.fromisoformat(day), amount, payer, payee)


def _award_place(at: str, contract: dict[str, Any]) -> str:
    return "awards[]" if contract else at


def _object(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _objects(given: Any) -> list[dict[str, Any]]:
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def _texts(given: Any) -> list[str]:
    return [str(each) for each in given] if isinstance(given, list) else []
