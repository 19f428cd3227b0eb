"""Province-wide sums, exact."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from generator.model.money import ZERO


def group_sums(
    rows: Iterable[tuple[str, Sequence[Decimal | None]]], columns: Sequence[str]
) -> dict[str, dict[str, Decimal]]:
    """Sums amounts in 万元 by key.

    Args:
        rows: (key, amounts), one amount per column; None counts as 0.
        columns: names of the amounts.

    Returns:
        key → column → sum in 万元, in the order in which keys first appear.
    """
    sums: dict[str, list[Decimal]] = {}
    for key, amounts in rows:
        found = sums.setdefault(key, [ZERO] * len(columns))
        for position, amount in enumerate(amounts):
            if amount:
                found[position] += amount
    return {key: dict(zip(columns, found, strict=True)) for key, found in sums.items()}
