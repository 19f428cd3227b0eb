"""Corrected ledger rows, in words."""

from dataclasses import dataclass

from generator.model.disclosure import CountyDisclosure, LedgerRow
from generator.model.files import LEDGERS
from generator.views.said import filled

_TITLES = {kind.name: kind.title for kind in LEDGERS}
_NOT_TOLD = frozenset({"project", "corrects"})


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
    told = tuple(name for name in type(row).model_fields if name not in _NOT_TOLD)
    return "，".join(f"{label} {value}" for label, value in filled(row, told))
