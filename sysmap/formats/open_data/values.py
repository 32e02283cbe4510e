"""Values as publishers write them: money with its currency, days, names, identifiers; read one way or not at all."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sysmap.formats.open_data.contents import Body, Entry
from sysmap.formats.spend.amounts import MAX_DIGITS, as_written, parse_amount
from sysmap.formats.spend.dates import parse_date
from sysmap.model.values import NAME_LENGTH, clean_text

_CURRENCIES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU
    UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CURRENCIES.split())
"""ISO 4217: the currencies in use, and two that left it within the life of contracts."""

REGISTERS = (
    "GB-COH",
    "GB-CHC",
    "GB-SC",
    "GB-NIC",
    "GB-LAE",
    "GB-LAS",
    "GB-LANI",
    "GB-LAC",
    "GB-GOR",
    "GB-NHS",
    "GB-UKPRN",
    "GB-EDU",
    "GB-MPR",
    "GB-PPON",
)
"""Registers by org-id.guide, those that tell a body best first. Others of that form come after them."""

_CHARITIES = ("GB-CHC-", "GB-SC-", "GB-NIC-")
_MADE_BY_PUBLISHERS = ("GB-CFS", "GB-FTS", "GB-SRS", "360G")
"""Numbers that a platform makes up: the same body may have several."""

_SCHEME = re.compile(r"[A-Z]{2}-[A-Z0-9]{2,8}|X[A-Z]-[A-Z0-9]{2,8}")
_FORMS = {
    "GB-COH": re.compile(r"[A-Z0-9]{2}[0-9]{5}[0-9A-Z]"),
    "GB-CHC": re.compile(r"[0-9]{6,7}(?:-[0-9]{1,3})?"),
    "GB-SC": re.compile(r"SC[0-9]{6}"),
    "GB-NIC": re.compile(r"1[0-9]{5}"),
}
_NO_NUMBER = re.compile(r"(?:n/?a|none|nil|unknown|not applicable|tbc|0+|x+|-+)?", re.IGNORECASE)
_NUMBER_AND_NOUGHT = re.compile(r"([0-9]+)\.0")
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_LOST_LINE_ENDS = re.compile(r"(?:rn){2,}|(?<=[0-9.:;!?)\"'])rn(?=\s|[A-Z]|$)|(?<=\s)rn(?=\s)|^rn(?=[A-Z])")
_CONTACT = re.compile(
    r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w/.-])(?:\+44[ (0)]*|\(?0)[1-9](?:[ ()-]?[0-9]){8,9}(?![\w/.-])"
)
_LATE_IN_THE_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T23:00:00(?:\.0+)?(?:Z|\+00:00)")
_STAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?")


def read_text(given: Any) -> str:
    """Read a short text: one line, letters as they were meant, no way to reach a person in it.

    Text that was taken for Windows text on its way is put right where there is one way only, and so are line ends that
    lost their backslashes (a literal ``rnrn``). E-mail addresses and telephone numbers are left out.
    """
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        return ""
    text = str(given)
    if not text.isascii():
        text = _FOREIGN_RUN.sub(_as_meant, text)
    if "rn" in text:
        text = _LOST_LINE_ENDS.sub(" ", text)
    if "@" in text or "0" in text:
        text = _CONTACT.sub("", text)
    return " ".join(clean_text(text).split())


def _as_meant(run: re.Match[str]) -> str:
    try:
        return run[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return run[0]


def cut_name(name: str) -> str:
    """Cut a title to what a name may be, at a word."""
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def read_day(given: Any, at: str, entry: Entry) -> str:
    """Read a day in any of the forms that publishers use; empty, and said, where it is none.

    A moment of an hour before midnight in universal time is a midnight in British summer.
    """
    text = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
    if not text:
        return ""
    if late := _LATE_IN_THE_DAY.fullmatch(text):
        day = parse_date(late[1])
        return (day + timedelta(days=1)).isoformat() if day else _no_day(text, at, entry)
    stamp = _STAMP.fullmatch(text)
    day = parse_date(stamp[1] if stamp else text)
    return day.isoformat() if day else _no_day(text, at, entry)


def _no_day(text: str, at: str, entry: Entry) -> str:
    entry.warn(at, f"“{text}” is no day that can be read; left as not known", "write a day such as 2026-03-31")
    return ""


def read_amount(given: Any, at: str, entry: Entry) -> Decimal | None:
    """Read an amount of money exactly; what is there and is no amount of 0 or more makes the entry unsound."""
    amount = _exact(given)
    if given is None or given == "":
        return None
    if amount is None:
        entry.error(at, f"the amount is “{given}”", "write a plain number such as 1200000")
    elif amount < 0:
        entry.error(at, f"the amount is {given}, less than nothing", "write what it is worth, 0 or more")
        return None
    return amount


def read_payment(given: Any, at: str, entry: Entry) -> Decimal | None:
    """Read the amount of a payment, which may be a credit."""
    amount = _exact(given)
    if amount is None and given not in {None, ""}:
        entry.error(at, f"the amount is “{given}”", "write a plain number such as 1200000")
    return amount


def _exact(given: Any) -> Decimal | None:
    if isinstance(given, bool) or not isinstance(given, int | str | Decimal | float):
        return None
    if isinstance(given, str):
        return parse_amount(given)
    number = Decimal(str(given))
    if not number.is_finite() or number.adjusted() >= MAX_DIGITS:
        return None
    number = as_written(number)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def read_currency(given: Any, at: str, entry: Entry) -> str:
    """Read a currency of ISO 4217; what is none, or missing beside an amount, makes the entry unsound."""
    code = str(given or "").strip().upper()
    if code in CURRENCIES:
        return code
    said = f"the currency is “{given}”, which is none" if code else "an amount without a currency"
    entry.error(at, said, "write a code of ISO 4217 such as GBP")
    return ""


def org_id(scheme: Any, number: Any) -> str:
    """Give an identifier of a public register as org-id.guide writes it; empty where it is none.

    Company numbers are filled up to eight characters, as Companies House does, and a number that a spreadsheet turned
    into a decimal is turned back.
    """
    register = str(scheme or "").strip().upper()
    told = re.sub(r"\s", "", str(number if number is not None else "")).upper()
    if _NO_NUMBER.fullmatch(told) or not _SCHEME.fullmatch(register) or register in _MADE_BY_PUBLISHERS:
        return ""
    told = _NUMBER_AND_NOUGHT.sub(r"\1", told)
    told = told.removeprefix(f"{register}-")
    if register == "GB-COH" and re.fullmatch(r"[0-9]{6,7}", told):
        told = told.zfill(8)
    form = _FORMS.get(register)
    return f"{register}-{told}" if form is None or form.fullmatch(told) else ""


def split_org_id(text: Any) -> str:
    """Read an identifier written in one piece, such as GB-CHC-1156077; empty where it is none of a register."""
    whole = str(text or "").strip()
    for register in (*REGISTERS, *(found[0] for found in [_SCHEME.match(whole)] if found)):
        if whole.upper().startswith(f"{register}-"):
            return org_id(register, whole[len(register) + 1 :])
    return ""


def make_body(name: Any, org_ids: Mapping[str, None], local_id: str = "", *, vcse: bool = False) -> Body | None:
    """Make a body of what a file says of it; None where it says no name and no identifier."""
    told = cut_name(read_text(name))
    ordered = tuple(sorted((each for each in org_ids if each), key=_telling))
    if not told and not ordered:
        return None
    charity = any(each.startswith(_CHARITIES) for each in ordered)
    return Body(told or ordered[0], ordered, local_id, charity, vcse)


def _telling(identifier: str) -> tuple[int, str]:
    at = next((at for at, each in enumerate(REGISTERS) if identifier.startswith(f"{each}-")), len(REGISTERS))
    return at, identifier


def months_between(start: str, end: str) -> str:
    """Say how many months a term has, whole where it is whole to within two days; empty where a day is missing."""
    if not start or not end or end < start:
        return ""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    months = Decimal((last - first).days + 1) * 12 / Decimal("365.25")
    whole = months.quantize(Decimal(1))
    near = abs(months - whole) * Decimal("30.4") <= 2
    return str(whole if near and whole else months.quantize(Decimal("0.1")))
