"""360Giving grants as agreements: whole awards, never a year's; grants to private people are counted and left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.open_data.contents import Body, Deal, Entry, Flow, OpenFile, add_up
from sysmap.formats.open_data.grant_sheets import read_sheets
from sysmap.formats.open_data.stream import Broken, Header, digest_of, read_entries
from sysmap.formats.open_data.values import (
    cut_name,
    make_body,
    months_between,
    org_id,
    read_amount,
    read_currency,
    read_day,
    read_text,
    split_org_id,
)
from sysmap.model.money import say_exact_money
from sysmap.model.telling import Tell, count_of, say_nothing

_PERSONAL = ("recipientIndividual", "toIndividualsDetails")


@dataclass
class _Sorted:
    """Grants as they are read: those that stand, and what is told of the others."""

    deals: dict[str, Deal] = field(default_factory=dict)
    to_people: list[tuple[str, Decimal]] = field(default_factory=list)
    people: int = 0
    again: int = 0
    nothing: int = 0
    passed_on: int = 0


def read_grants(path: Path, tell: Tell = say_nothing) -> OpenFile:
    """Read a file of 360Giving grants: JSON, an .xlsx workbook or CSV.

    Parameters
    ----------
    path : Path
        The file. Sheets are turned into JSON by flattentool, as 360Giving's own tools do.
    tell : Tell
        Told how far it is.

    Returns
    -------
    OpenFile
        One deal for each grant to an organisation.

    Raises
    ------
    BadInputError
        When it is no such file, or a sheet is brought and flattentool is not installed.
    """
    header = Header()
    sorted_grants = _Sorted()
    problems = []
    count = 0
    for entry, grant in _entries(path, header, tell):
        version = header.values.get("version")
        if version is not None and not str(version).startswith("1."):
            raise BadInputError(f"{path}: it says version {version!r} of 360Giving; read is version 1")
        count += 1
        if isinstance(grant, Broken):
            entry.error("", grant.why, "correct the line, or leave it out")
        elif not isinstance(grant, dict):
            entry.error("", "a grant is an object, and this is none", "fetch the file again")
        elif not entry.failed:
            _sort(entry, grant, sorted_grants)
        problems += entry.problems
    if not count:
        raise BadInputError(f"{path}: there is no grant in it")
    told = header.values.get("publisher")
    funders = {body.name for deal in sorted_grants.deals.values() for part, body in deal.parties if part == "funder"}
    return OpenFile(
        name=path.name,
        digest=digest_of(path),
        what="360giving",
        words="grants (360Giving)",
        item="grant",
        count=count,
        deals=tuple(sorted_grants.deals.values()),
        problems=tuple(problems),
        said=tuple(_say(sorted_grants)),
        publisher=read_text(told.get("name")) if isinstance(told, dict) else " and ".join(sorted(funders)[:3]),
        licence=str(header.values.get("license") or ""),
        published=str(header.values.get("publishedDate") or header.values.get("issued") or "")[:10],
    )


def _entries(path: Path, header: Header, tell: Tell) -> Iterator[tuple[Entry, Any]]:
    """Give each grant with where it stands."""
    if path.suffix.lower() in {".csv", ".xlsx", ".xlsm"} or guards.starts_as_zip(path):
        yield from read_sheets(path)
        return
    for row, grant in read_entries(path, ("grants",), header, tell):
        about = read_text(grant.get("id")) if isinstance(grant, dict) else ""
        yield Entry(path.name, row, about), grant


def _sort(entry: Entry, grant: dict[str, Any], found: _Sorted) -> None:
    """Read one grant and put it where it belongs."""
    amount = read_amount(grant.get("amountAwarded"), "amountAwarded", entry)
    currency = ""
    if amount is None and not entry.failed:
        entry.error("amountAwarded", "nobody says how much was awarded", "write the amount, 0 where it is nothing")
    elif amount is not None:
        currency = read_currency(grant.get("currency"), "currency", entry)
    if any(grant.get(each) for each in _PERSONAL):
        found.people += 1
        if not entry.failed:
            found.to_people.append((currency, amount or Decimal(0)))
        # What is wrong with it is told without a word of what it says.
        entry.problems.clear()
        return
    deal = _deal(entry, grant, amount or Decimal(0), currency)
    if deal is not None:
        _take(entry, deal, found)


def _take(entry: Entry, deal: Deal, found: _Sorted) -> None:
    """Keep a grant, once however often it stands in the file."""
    there = found.deals.get(deal.reference)
    if there is not None and (there.worth, there.currency, there.parties) != (deal.worth, deal.currency, deal.parties):
        entry.error("id", "another grant has the same identifier and says otherwise", "give each an id of its own")
    elif there is not None:
        found.again += 1
    else:
        found.nothing += deal.worth is None
        found.passed_on += deal.flow is not None and deal.flow.role == "transfer"
        found.deals[deal.reference] = deal


def _deal(entry: Entry, grant: dict[str, Any], amount: Decimal, currency: str) -> Deal | None:
    """Read a grant to an organisation; None, with the reason told, where it cannot be read."""
    number = read_text(grant.get("id"))
    if not number:
        entry.error("id", "a grant without its identifier", "give it its id, such as 360G-funder-1")
    funder = _body(_first(grant.get("fundingOrganization")))
    recipient = _body(_first(grant.get("recipientOrganization")))
    for body, name in ((funder, "fundingOrganization"), (recipient, "recipientOrganization")):
        if body is None:
            entry.error(name, "nobody is named there", "name it, with its id")
    if entry.failed or funder is None or recipient is None:
        return None
    awarded = read_day(grant.get("awardDate"), "awardDate", entry)
    planned = _first(grant.get("plannedDates"))
    start = read_day(planned.get("startDate"), "plannedDates/0/startDate", entry)
    end = read_day(planned.get("endDate"), "plannedDates/0/endDate", entry)
    if not end:
        end = _after(start or awarded, planned.get("duration"))
    if start and end and end < start:
        entry.warn(
            "plannedDates/0", f"it ends on {end}, before it starts on {start}; the end is left as not known", "ask"
        )
        end = ""
    title = cut_name(read_text(grant.get("title"))) or f"Grant to {recipient.name}"
    values = {
        "name": title,
        "kind": "grant_agreement",
        "regime": "none",
        "procedure": "grant",
        "start_date": start or awarded,
        "end_date": end,
        "original_term_months": months_between(start or awarded, end),
        "current_term_months": months_between(start or awarded, end),
        "note": f"Awarded on {awarded}." if awarded else "",
    }
    regrant = bool(read_text(grant.get("forRegrantType") or grant.get("regrantType")))
    flow = Flow(funder, recipient, "grant", "transfer" if regrant else "source", start or (awarded if end else ""), end)
    return Deal(
        row=entry.row,
        ocid="",
        reference=number,
        values={name: text for name, text in values.items() if text},
        parties=(("funder", funder), ("recipient", recipient)),
        worth=amount or None,
        original=amount or None,
        currency=currency if amount else "",
        flow=flow if amount else None,
        no_flow="" if amount else "it is of 0: part of another grant, or nothing was paid",
    )


def _body(given: dict[str, Any]) -> Body | None:
    told = str(given.get("id") or "").strip()
    charity = str(given.get("charityNumber") or "").strip().upper()
    scheme = "GB-SC" if charity.startswith("SC") else "GB-NIC" if charity.startswith("NIC") else "GB-CHC"
    numbers = {
        split_org_id(told): None,
        org_id(scheme, charity.removeprefix("NIC")): None,
        org_id("GB-COH", given.get("companyNumber")): None,
    }
    return make_body(given.get("name"), numbers, told if told.startswith("360G-") else "")


def _after(start: str, months: Any) -> str:
    """Give the last day of a term of whole months from a day; empty where either is not known."""
    text = str(months if months is not None else "").removesuffix(".0")
    if not start or not text.isdigit() or not 0 < int(text) <= 1200:
        return ""
    first = date.fromisoformat(start)
    years, month = divmod(first.month - 1 + int(text), 12)
    ends = date(first.year + years, month + 1, min(first.day, 28))
    return date.fromordinal(ends.toordinal() - 1).isoformat()


def _first(given: Any) -> dict[str, Any]:
    if isinstance(given, list):
        given = given[0] if given else None
    return given if isinstance(given, dict) else {}


def _say(found: _Sorted) -> Iterator[str]:
    yield "Amounts are whole awards, not years: each is drawn over its planned dates, in no year where it has none"
    if found.again:
        yield f"{count_of(found.again, 'grant stands', 'grants stand')} twice in the file, to count once"
    if found.nothing:
        yield f"{count_of(found.nothing, 'grant is', 'grants are')} of 0: kept as agreements of no known value"
    if found.people:
        sums = " and ".join(say_exact_money(amount, currency) for currency, amount in add_up(found.to_people).items())
        worth = f", worth {sums}" if sums else ""
        yield f"Left out, and in no total below: {count_of(found.people, 'grant')} to private people{worth}"
    if found.passed_on:
        passed = [
            (deal.currency, deal.worth)
            for deal in found.deals.values()
            if deal.worth is not None and deal.flow and deal.flow.role == "transfer"
        ]
        sums = " and ".join(say_exact_money(amount, currency) for currency, amount in add_up(passed).items())
        yield (
            f"To be granted on: {count_of(found.passed_on, 'grant')}, worth {sums}. That is drawn as money passed on: "
            "add what is new to the map and leave it out, or the same money counts twice"
        )
