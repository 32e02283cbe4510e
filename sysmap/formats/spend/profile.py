"""A small file (TOML) that says how one body writes its spend files, where that cannot be found out."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

from sysmap.errors import BadInputError
from sysmap.formats import guards
from sysmap.formats.spend.dates import parse_financial_year

ROLES = (
    "payer",
    "payee",
    "amount",
    "date",
    "service",
    "department",
    "purpose",
    "reference",
    "capital_or_revenue",
    "currency",
    "gross",
    "vat",
)
"""What a column can hold. Only ``payee`` and ``amount`` are needed."""

_CHOICES = {
    "date_order": ("", "dmy", "mdy", "ymd"),
    "basis": ("actual", "budget", "committed", "forecast", "estimate"),
    "vat": ("", "inclusive", "exclusive", "exempt"),
}

EXAMPLE = """\
# Anything left out is found from the file itself.
body = "Harrogate Borough Council"   # who paid, if no column says so
header_line = 1                      # 0 if the file has no header
date_order = "dmy"                   # or "mdy", "ymd"
year = "2021/22"                     # for a file without dates
[columns]                            # by header, or by position from 1
payee = "Supplier Name(T)"
amount = 12
"""


@dataclass(frozen=True)
class SpendProfile:
    """How to read one body's files; every field may be left out.

    Attributes
    ----------
    body : str
        Who paid. Wins over a column.
    columns : mapping of str to str or int
        Role (see `ROLES`) to header text, or to position from 1. ``0`` says that no column has this role.
    header_line : int or None
        Physical line of the header; 0 for none.
    encoding, delimiter, sheet : str
        ``sheet`` may be ``"*"`` for all sheets.
    date_order : str
        "dmy", "mdy" or "ymd".
    year : str
        Financial year of rows without a date, such as "2011/12".
    basis : str
        Basis of the money, "actual" unless said.
    vat : str
        "inclusive", "exclusive" or "exempt".
    publisher, licence, url : str
        For the source that every imported element cites.
    """

    body: str = ""
    columns: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))
    header_line: int | None = None
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    date_order: str = ""
    year: str = ""
    basis: str = "actual"
    vat: str = ""
    publisher: str = ""
    licence: str = ""
    url: str = ""


def read_profile(path: Path, roles: Sequence[str] = ROLES) -> SpendProfile:
    """Read a profile.

    Parameters
    ----------
    path : Path
        A TOML file; `EXAMPLE` is one.
    roles : sequence of str
        What a column can hold.

    Returns
    -------
    SpendProfile
        What it says.

    Raises
    ------
    BadInputError
        In one line, naming the key and what it may hold.
    """
    guards.check_file(path, max_bytes=1024 * 1024)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path}: is not a profile in TOML: {error}") from error
    for key, value in content.items():
        _check_setting(path, key, value)
    columns: dict[str, str | int] = content.pop("columns", {})
    for role, column in columns.items():
        if role not in roles:
            other = "; a contract register has others: --as register" if roles is ROLES else ""
            raise BadInputError(f"{path}: [columns] has no {role!r}; it has: {', '.join(roles)}{other}")
        if isinstance(column, bool) or not isinstance(column, str | int) or (isinstance(column, int) and column < 0):
            raise BadInputError(f"{path}: [columns] {role} is a header text or a position from 1, not {column!r}")
    return SpendProfile(columns=MappingProxyType(columns), **content)


def _check_setting(path: Path, key: str, value: object) -> None:
    known = {each.name for each in fields(SpendProfile)}
    if key not in known:
        raise BadInputError(f"{path}: there is no setting {key!r}; there are: {', '.join(sorted(known))}")
    wanted, words = {"columns": (dict, "a table"), "header_line": (int, "a whole number")}.get(key, (str, "a text"))
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise BadInputError(f"{path}: {key} must be {words}, not {value!r}")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise BadInputError(f"{path}: {key} is one of {', '.join(filter(None, _CHOICES[key]))}, not {value!r}")
    if key == "year" and parse_financial_year(str(value)) is None:
        raise BadInputError(f"{path}: year is a financial year such as 2011/12, not {value!r}")
    if key == "delimiter" and len(str(value)) != 1:
        raise BadInputError(f"{path}: delimiter is one character, not {value!r}")
