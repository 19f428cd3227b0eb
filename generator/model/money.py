"""Money: ``Decimal`` 万元 (10⁴ CNY), exact. No float ever holds an amount."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

ZERO = Decimal(0)
FEN_PER_WAN = Decimal(1_000_000)


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum in 万元; amounts not disclosed count as nothing."""
    return sum([amount for amount in amounts if amount is not None], ZERO)


def format_wan(wan: Decimal) -> str:
    """万元 for a reader: thousands separated, at least two decimals, none lost (up to six)."""
    return _format_wan(wan, wan.is_signed())


@lru_cache(maxsize=20_000)
def _format_wan(wan: Decimal, _is_negative: bool) -> str:
    """``format_wan``, cached; the sign is part of the key because 0 and -0 are equal but print differently."""
    text = f"{wan:,.6f}".rstrip("0")
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """``part`` as % of ``whole``, exact; None when there is no whole to take it of."""
    if whole == 0:
        return None
    return part * 100 / whole


def decimals_apart(value: Decimal, limit: Decimal | int, places: int = 2) -> int:
    """Returns with how many decimals ``value`` does not look like ``limit`` where it is not: ``places`` or more."""
    while value != limit and _rounded(value, places) == limit:
        places += 1
    return places


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def format_percent(value: Decimal, places: int = 1) -> str:
    """A percentage for a reader, e.g. ``77.4%``; 89.96 stays below 90 rather than rounding up to it.

    The notice's thresholds (90 %, 100 %) are judged on exact values; a rounded figure must not
    seem to have reached one that the exact value has not.
    """
    return _format_percent(value, value.is_signed(), places)


@lru_cache(maxsize=20_000)
def _format_percent(value: Decimal, _is_negative: bool, places: int) -> str:
    step = Decimal(1).scaleb(-places)
    rounded = _rounded(value, places)
    for threshold in (Decimal(90), Decimal(100)):
        if value < threshold <= rounded:
            rounded = threshold - step
    text = f"{rounded:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"
