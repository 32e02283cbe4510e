"""How sure people are of what they drew, from the least to the most."""

from collections.abc import Iterable

from sysmap.model.records import Record

SURENESS = ("contested", "low", "medium", "high")
"""The choices of `confidence`, the least sure first: to disagree is to be less sure than to have little to go by."""


def least_sure(records: Iterable[Record]) -> str:
    """Give the least sure of what people said of records, such as the links of a way; empty where one lacks it."""
    said = [record.get("confidence") for record in records]
    return min(said, key=SURENESS.index, default="") if {*said} <= {*SURENESS} else ""
