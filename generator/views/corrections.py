"""Corrected ledger rows, in words."""

from dataclasses import dataclass
from decimal import Decimal

from generator.model.disclosed_records import LedgerRow
from generator.model.disclosure import CountyDisclosure
from generator.model.files import LEDGERS
from generator.views.said import filled

_TITLES = {kind.name: kind.title for kind in LEDGERS}
_NOT_TOLD = frozenset({"project", "corrects"})
_WAN = " 万元"
_LONG = 60
"""Most characters of a change in a headline."""


@dataclass(frozen=True)
class CorrectionLine:
    """One row that no longer counts, and the one that replaces it."""

    ledger: str
    """Title of the ledger."""
    old: str
    new: str


def correction_lines(county: CountyDisclosure, project: str = "") -> tuple[CorrectionLine, ...]:
    """The corrections of a county's ledgers, or of one project's rows, in the order of the ledgers."""
    return tuple(
        CorrectionLine(_TITLES[item.ledger], words(item.old), words(item.new))
        for item in county.corrections
        if not project or item.new.project == project
    )


def words(row: LedgerRow) -> str:
    """Writes out a row without its project id: ``日期 2021-03-01，金额 74.4 万元``."""
    return "，".join(f"{label} {value}" for label, value in filled(row, _told(row)))


def headline(old: LedgerRow, new: LedgerRow) -> str:
    """Says what a correction changed, an amount first: ``金额 74.40→70.00 万元等 2 项``; empty if nothing is short."""
    before, after = (dict(filled(row, _told(row))) for row in (old, new))
    changed = [label for label in {**before, **after} if before.get(label) != after.get(label)]
    changed.sort(key=lambda label: not after.get(label, before.get(label, "")).endswith(_WAN))
    told = [f"{label} {_arrow(before.get(label), after.get(label))}" for label in changed]
    if not told or len(told[0]) > _LONG:
        return ""
    return f"{told[0]}等 {len(told)} 项" if len(told) > 1 else told[0]


def changes_amount(old: LedgerRow, new: LedgerRow) -> bool:
    """Whether a correction changed an amount of money."""
    return any(getattr(old, name) != getattr(new, name) for name in _amounts(old))


def largest_amount(old: LedgerRow, new: LedgerRow) -> Decimal | None:
    """The largest amount of money, in 万元, before or after a correction; None if the rows have none."""
    found = (getattr(row, name) for row in (old, new) for name in _amounts(old))
    return max((amount for amount in found if amount is not None), default=None)


def _amounts(row: LedgerRow) -> list[str]:
    return [name for name in type(row).model_fields if row.unit_of(name) == _WAN.strip()]


def _arrow(before: str | None, after: str | None) -> str:
    if before and after and before.endswith(_WAN) and after.endswith(_WAN):
        before = before.removesuffix(_WAN)
    return f"{before or '（无）'}→{after or '（无）'}"


def _told(row: LedgerRow) -> tuple[str, ...]:
    return tuple(name for name in type(row).model_fields if name not in _NOT_TOLD)
