"""Province-wide sums with pandas, exact: money travels as whole units of 0.01 元, never as float."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from generator.model.money import FEN_PER_WAN


def group_sums(
    rows: Iterable[tuple[str, Sequence[Decimal | None]]], columns: Sequence[str]
) -> dict[str, dict[str, Decimal]]:
    """Sum amounts in 万元 by key.

    Args:
        rows: (key, amounts), one amount a column; None counts as nothing.
        columns: names of the amounts.

    Returns:
        key → column → sum in 万元, in the order in which keys first appear.
    """
    import pandas as pd

    listed = list(rows)
    if not listed:
        return {}
    frame = pd.DataFrame(
        [[_units(amount) for amount in amounts] for _, amounts in listed],
        columns=list(columns),
        index=pd.Index([key for key, _ in listed], name="key"),
        dtype="int64",
    )
    sums = frame.groupby(level="key", sort=False).sum()
    return {
        str(key): {str(column): Decimal(int(value)) / FEN_PER_WAN for column, value in row.items()}
        for key, row in sums.to_dict("index").items()
    }


def _units(amount: Decimal | None) -> int:
    """万元 with at most six decimals → whole units of 10⁻⁶ 万元."""
    return 0 if amount is None else int(amount * FEN_PER_WAN)
