"""Which column of a contract register holds what: found by its heading, or said in a profile."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sysmap.errors import BadInputError
from sysmap.formats.spend.profile import SpendProfile
from sysmap.formats.spend.table import Record, clean

REGISTER_ROLES = (
    "reference",
    "title",
    "buyer",
    "department",
    "supplier",
    "company_number",
    "charity_number",
    "value",
    "currency",
    "start",
    "end",
    "review",
    "procedure",
    "cpv",
    "vcse",
)
"""What a column of a register can hold. Needed are ``supplier`` and ``title`` or ``reference``."""

_RULES = (
    ("company_number", r"compan(?:y|ies) (?:house )?(?:reg|num|no)"),
    ("charity_number", r"charit(?:y|ies) (?:commission )?(?:reg|num|no)"),
    ("vcse", r"\bvc(?:f)?se\b|\bvoluntary\b|\bthird sector\b"),
    (
        "",
        r"\bsme\b|address|post ?code|e-?mail|telephone|phone|contact|officer|\bvat\b|annual|per annum|extension|option",
    ),
    ("currency", r"^currency"),
    ("cpv", r"\bcpv\b"),
    ("review", r"\breview\b|\bbreak\b"),
    ("start", r"\b(?:start|commence(?:ment|s)?|begin(?:s|ning)?)\b|\bdate from\b|^from$"),
    ("end", r"\b(?:end|ends|expir(?:y|es|ation))\b|\bdate to\b|^to$|\bcompletion\b"),
    ("procedure", r"\b(?:procedure|route|invitation to)\b|^process\b"),
    ("procedure", r"\b(?:process|tender|procurement|award) (?:type|route|method|process)\b"),
    ("value", r"\bvalue\b|\bsum\b|\bamount\b|\bcost\b"),
    ("reference", r"\b(?:ref|refs|reference|id|identifier|number|no)\b"),
    ("supplier", r"\b(?:supplier|provider|contractor|vendor)s?\b|\bawarded to\b"),
    ("department", r"\b(?:department|dept|directorate|service area|division|team|section)\b"),
    ("buyer", r"\b(?:organisation|authority|council|body|buyer)\b"),
    ("title", r"\b(?:title|contract name|name of contract|contract|agreement|project)\b"),
    ("title", r"\bdescription\b|\bdetails?\b|\bgoods\b|\bpurpose\b"),
)
"""The role of a heading is that of the first rule that fits it; an empty one turns a heading away."""

_HEADER_WITHIN = 40


@dataclass(frozen=True)
class RegisterLayout:
    """Where the header stands and which column, from 0, holds what."""

    header_at: int
    width: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    unused: tuple[str, ...]


def find_register(records: Sequence[Record], profile: SpendProfile, name: str = "") -> RegisterLayout | None:
    """Find the header of a contract register; None where the rows are no register.

    A register has a column for the supplier, one for the title or reference, and one for the start, the end or the
    value, and its end or its word "contract" tells it from a list of payments.

    Raises
    ------
    BadInputError
        When the profile names a column that is not there.
    """
    for at, record in enumerate(records[:_HEADER_WITHIN]):
        if profile.header_line and record.line != profile.header_line:
            continue
        headings = [clean(cell) for cell in record.cells]
        columns = _columns(headings)
        columns |= _said(headings, profile, name) if profile.columns else {}
        columns = {role: column for role, column in columns.items() if column >= 0}
        about = {"title", "reference"} & columns.keys()
        when = {"start", "end"} & columns.keys()
        if "supplier" in columns and about and (when or ("value" in columns and profile.columns)):
            used = set(columns.values())
            unused = tuple(text for column, text in enumerate(headings) if text and column not in used)
            width = max(column for column, text in enumerate(headings) if text) + 1
            return RegisterLayout(at, width, columns, {role: headings[each] for role, each in columns.items()}, unused)
    return None


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Give each role the first column that its best rule fits."""
    found: dict[str, tuple[int, int]] = {}
    for column, heading in enumerate(headings):
        parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
        text = re.sub(r"[^a-z0-9]+", " ", parted.casefold()).strip()
        hit = next(((rank, role) for rank, (role, rule) in enumerate(_RULES) if text and re.search(rule, text)), None)
        if hit and hit[1] and (hit[1] not in found or hit[0] < found[hit[1]][0]):
            found[hit[1]] = (hit[0], column)
    return {role: column for role, (_, column) in found.items()}


def _said(headings: Sequence[str], profile: SpendProfile, name: str) -> dict[str, int]:
    """Give the columns that a profile names; -1 for a role that it says no column has."""
    said = {}
    for role, wanted in profile.columns.items():
        if isinstance(wanted, int):
            said[role] = wanted - 1
            continue
        at = next((at for at, text in enumerate(headings) if text.casefold() == clean(wanted).casefold()), None)
        if at is None:
            if not any(headings):
                continue
            if profile.header_line:
                listed = ", ".join(filter(None, headings))
                raise BadInputError(f"{name}: the profile names a column {wanted!r}; there are: {listed}")
            return {}
        said[role] = at
    return said
