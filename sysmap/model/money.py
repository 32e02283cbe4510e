"""Money as people read it: rounded at first sight, exact when asked; the sign of pounds, else the currency's code."""

from decimal import ROUND_HALF_UP, Decimal

from sysmap.model.values import DEFAULT_CURRENCY, write_number

_SIZES = (
    (Decimal("999.95e6"), Decimal(10**9), "bn"),
    (Decimal(999_500), Decimal(10**6), "m"),
    (Decimal(1000), Decimal(1000), "k"),
)
"""From which amount on a figure is said in billions, millions or thousands."""


_HALF = Decimal("0.5")


def say_money(amount: Decimal, currency: str = DEFAULT_CURRENCY) -> str:
    """Round money for reading: £64.6m, £770k, £940, 9.6m EUR; what is there but small is under £1, and not nothing."""
    size = abs(amount)
    if 0 < amount < _HALF:
        return f"under {_signed('1', amount, currency)}"
    for limit, unit, suffix in _SIZES:
        if size >= limit:
            places = Decimal("0.1") if suffix != "k" or size < 10_000 else Decimal(1)
            rounded = (size / unit).quantize(places, ROUND_HALF_UP)
            return _signed(f"{rounded:,f}".removesuffix(".0") + suffix, amount, currency)
    return _signed(f"{size.quantize(Decimal(1), ROUND_HALF_UP):,f}", amount, currency)


def say_exact_money(amount: Decimal, currency: str = DEFAULT_CURRENCY) -> str:
    """Give every digit, pence where there are any: £64,612,345.10, 9,600,000 EUR."""
    decimals = len(write_number(amount).partition(".")[2])
    return _signed(f"{abs(amount):,.{max(2, decimals) if decimals else 0}f}", amount, currency)


def _signed(text: str, amount: Decimal, currency: str) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}£{text}" if currency == DEFAULT_CURRENCY else f"{sign}{text} {currency}"
