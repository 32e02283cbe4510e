"""Council spend files (payments over 500 pounds): read exactly, with everything that is not a payment listed."""

from sysmap.formats.spend.columns import Column
from sysmap.formats.spend.contents import (
    Payment,
    PersonLike,
    Recovery,
    SkippedRow,
    SpendFile,
    StatedTotal,
    YearHint,
)
from sysmap.formats.spend.people import REDACTED_NAMES
from sysmap.formats.spend.profile import EXAMPLE, ROLES, SpendProfile, read_profile
from sysmap.formats.spend.read import read_spend, redact_people

__all__ = [
    "EXAMPLE",
    "REDACTED_NAMES",
    "ROLES",
    "Column",
    "Payment",
    "PersonLike",
    "Recovery",
    "SkippedRow",
    "SpendFile",
    "SpendProfile",
    "StatedTotal",
    "YearHint",
    "read_profile",
    "read_spend",
    "redact_people",
]
