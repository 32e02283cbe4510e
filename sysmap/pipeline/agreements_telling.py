"""What bringing in a file of agreements came to: the reconciliation to the source, as sentences and as plain values."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sysmap.model.money import say_exact_money
from sysmap.model.telling import count_of
from sysmap.pipeline.agreements import AgreementReport
from sysmap.pipeline.import_telling import tell_changes, tell_some


def tell_agreements(report: AgreementReport, *, most: int = 10) -> list[str]:
    """Say what a file of agreements held, what of its money is on the map, and what was done.

    Parameters
    ----------
    report : AgreementReport
        From `agreements_edit`.
    most : int
        How many lines of one sort are listed; 0 for all.

    Returns
    -------
    list of str
        Lines to show, in order.
    """
    file = report.file
    lines = [f"{each}." for each in file.said]
    worth = _said(file.totals) if file.totals else "of no stated value"
    lines.append(f"In the file: {count_of(len(file.live), 'agreement')}, {worth}")
    kept = {currency: file.totals[currency] - report.on_map.get(currency, Decimal(0)) for currency in file.totals}
    if not any(kept.values()):
        lines.append("On the map: the same, to the penny" if file.totals else "On the map: all of them")
    else:
        lines.append(f"On the map: {_said(report.on_map)}; the difference is what was left as it is, below")
    if report.flows:
        lines.append(f"  drawn as money, each over its whole term: {_said(report.flows)}")
    for why, (count, amounts) in report.undrawn.items():
        told = f" worth {_said(amounts)}" if amounts else ""
        lines.append(f"  not drawn as money: {count_of(count, 'agreement')}{told}, as {why}")
    if file.paid:
        lines.append(f"Paid under them, by year: {_said(file.paid)}")
    if report.kept:
        lines.append(f"Left as they are on the map: {len(report.kept):,}")
        told_kept = (f"  {deal.values.get('name', deal.reference)}: {why}" for deal, why in report.kept)
        lines += tell_some(told_kept, most)
    lines += tell_changes(report.added, report.changed)
    changed = (
        f"  {name}: {say_exact_money(Decimal(old), currency)} is now {say_exact_money(Decimal(new), currency)}"
        for name, old, new, currency in report.values
    )
    lines += tell_some(changed, most)
    lines += _already_there(report, most)
    lines += _people(report, most)
    return lines


def agreements_data(report: AgreementReport) -> dict[str, Any]:
    """Give what `tell_agreements` says as plain JSON values; money is text, so that it stays exact."""
    file = report.file
    return {
        "what": file.what,
        "source_id": report.source_id,
        "publisher": file.publisher,
        "licence": file.licence,
        "published": file.published,
        "entries": file.count,
        "agreements": len(file.live),
        "totals": _plain(file.totals),
        "on_map": _plain(report.on_map),
        "flows": _plain(report.flows),
        "paid": _plain(file.paid),
        "undrawn": [
            {"why": why, "agreements": count, "totals": _plain(amounts)}
            for why, (count, amounts) in report.undrawn.items()
        ],
        "kept": [
            {"ocid": deal.ocid, "reference": deal.reference, "name": deal.values.get("name", ""), "why": why}
            for deal, why in report.kept
        ],
        "added": dict(report.added),
        "changed": dict(report.changed),
        "values": [{"name": name, "old": old, "new": new} for name, old, new, _ in report.values],
        "vanished": [{"id": record.id, "name": record.name, "why": why} for record, why in report.vanished],
        "known_by_number": list(report.same),
        "people": len(file.people),
        "redacted_names": report.redacted,
        "said": list(file.said),
    }


def _already_there(report: AgreementReport, most: int) -> list[str]:
    lines = []
    if report.vanished:
        lines.append(f"No longer in the file, kept on the map: {len(report.vanished):,}")
        gone = (f"  {record.name}: {why}" for record, why in report.vanished)
        lines += tell_some(gone, most)
    if report.same:
        lines.append(f"On the map already, by their number in a public register: {len(report.same):,}")
        lines += tell_some((f"  {name}" for name in report.same), most)
    if report.added.get("Organisation"):
        lines.append("Bodies under several names or numbers were not merged: sysmap duplicates lists what may be one")
    return lines


def _people(report: AgreementReport, most: int) -> list[str]:
    people = report.file.people
    if not people:
        return []
    if report.redacted:
        return [f"Left out: {count_of(len(people), 'name')} like those of private people"]
    head = (
        f"Data protection: names that look like those of private people: {len(people):,}. They are for the council "
        "only. This is a screen: look at them, and leave them out with --redact-names"
    )
    return [head, *tell_some((f"  {name}" for name in people), most)]


def _plain(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {currency: str(amount) for currency, amount in amounts.items()}


def _said(amounts: Mapping[str, Decimal]) -> str:
    return " and ".join(say_exact_money(amount, currency) for currency, amount in amounts.items()) or "nothing"
