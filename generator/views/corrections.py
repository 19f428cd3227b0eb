"""Ledger rows that were corrected, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model.disclosure import CountyDisclosure, LedgerRow
from generator.model.files import LEDGERS
from generator.model.money import format_wan

_TITLES = {kind.name: kind.title for kind in LEDGERS}
_NOT_TOLD = frozenset({"项目编号", "更正"})


@dataclass(frozen=True)
class CorrectionLine:
    """One row that no longer counts, and the one that does."""

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
    """What a row says, its project's number left out: ``日期 2021-03-01，金额 74.4 万元``."""
    return "，".join(_parts(row))


def _parts(row: LedgerRow) -> Iterator[str]:
    for name, info in type(row).model_fields.items():
        value, label = getattr(row, name), info.alias or name
        if value in (None, "", ()) or label in _NOT_TOLD:
            continue
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        unit = str(extra.get("unit", ""))
        if isinstance(value, Decimal) and unit == "万元":
            yield f"{label} {format_wan(value)} 万元"
        elif isinstance(value, (Decimal, int)):
            yield f"{label} {value}{unit}"
        elif isinstance(value, date):
            yield f"{label} {value.isoformat()}"
        else:
            yield f"{label} {'、'.join(value) if isinstance(value, tuple) else value}"
