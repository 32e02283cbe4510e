"""Who pays and who benefits, answered in every format."""

from sysmap.analysis.benefits import NO_OUTCOME, NOBODY, NOT_TOLD, PARTS, report_benefits
from sysmap.analysis.outcomes import ADD_OUTCOMES
from sysmap.model.maps import Branch
from sysmap.model.years import FinancialYear
from sysmap.pipeline.answers import LISTED, Answer, Table, make_table, say_figure, say_more, which_money
from sysmap.pipeline.opening import Opened, asked, say_gaps
from sysmap.pipeline.withholding import is_open

RULE = (
    "Down the side who pays for services; across who answers for an outcome that those should make better within three"
    " links. What helps several stands in the column of each, so only the column “pays” adds up."
)
COLUMN_WORDS = {NOBODY: "nobody on this map", NO_OUTCOME: "no stated better outcome", NOT_TOLD: "cannot be told"}


def ask_benefits(
    opened: Opened,
    *,
    year: FinancialYear | None = None,
    basis: str = "",
    currency: str = "",
    listed: int = LISTED,
) -> Answer:
    """Say who pays for services and who answers for the outcomes that these improve.

    Parameters
    ----------
    opened : Opened
        The map.
    year : FinancialYear, optional
        The year; the latest with actual figures where not given.
    basis, currency : str
        The basis and currency; where empty, the most trusted and the commonest of the year.
    listed : int
        How many payers the text lists.
    """
    branch = opened.branch
    report = report_benefits(branch, year, basis, currency)
    selection = report.selection
    rows = [
        (payer, column, str(figure.value), ";".join(report.services[payer, column]))
        for payer in report.payers
        for column in report.beneficiaries
        if (figure := report.cells.get((payer, column)))
    ]
    data = {
        **asked(opened),
        **which_money(selection),
        "payers": [
            {
                "id": payer,
                "name": branch.name_of(payer),
                "amount": str(report.paid[payer].value),
                "parts": {
                    name: str(report.parts[payer, name].value) for name in PARTS if (payer, name) in report.parts
                },
            }
            for payer in report.payers
        ],
        "cells": [
            {
                "payer": payer,
                "beneficiary": column,
                "amount": amount,
                "services": list(report.services[payer, column]),
                "rests_on": list(report.cells[payer, column].rests_on),
            }
            for payer, column, amount, _ in rows
        ],
        "findings": [finding.to_json() for finding in report.findings],
    }
    table = make_table(("payer", "beneficiary", "amount", "services"), rows)
    if not report.payers:
        said = (f"{opened.heading}.", "No cash is tied to a service in this year of the map.")
        return Answer(said, data, table, opened.cautions, fine=False)
    heads = ("payer", "pays", *(column_words(branch, each) for each in report.beneficiaries))
    told = [
        [
            branch.name_of(payer),
            say_figure(report.paid[payer]),
            *(
                say_figure(report.cells[payer, column]) if (payer, column) in report.cells else ""
                for column in report.beneficiaries
            ),
        ]
        for payer in report.payers[:listed]
    ]
    parts: list[str | Table] = [
        f"{opened.heading}. Who pays, and who benefits ({selection.label}).",
        RULE,
        "",
        make_table(heads, told, heads[1:]),
    ]
    parts.extend(say_more(len(report.payers), listed))
    parts.extend(["", *(finding.sentence for finding in report.findings[:listed])])
    if NOT_TOLD in report.beneficiaries and not is_open(opened.view, "benefits"):
        parts.append(f"To tell who benefits, {ADD_OUTCOMES}.")
    parts.extend(say_gaps(opened, report.findings, left_open=("benefits",)))
    return Answer(tuple(parts), data, table, opened.cautions)


def column_words(branch: Branch, column: str) -> str:
    """Say who benefits, or that nobody answers for it, or that there is no stated better outcome."""
    return COLUMN_WORDS.get(column) or branch.name_of(column)
