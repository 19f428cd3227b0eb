"""The end of an axis: a round number, and how it is written."""

from decimal import Decimal

_ROUND = tuple(Decimal(digit) for digit in (1, 2, 3, 4, 5, 6, 8, 10))


def ceiling(most: Decimal) -> Decimal:
    """Returns the least round number that is not below ``most``, which is above 0."""
    unit = Decimal(1).scaleb(most.adjusted())
    return next(digit * unit for digit in _ROUND if digit * unit >= most)


def brief(value: Decimal) -> str:
    """Returns an amount without the zeros at its end, e.g. 2,500."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
