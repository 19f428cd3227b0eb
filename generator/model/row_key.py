"""What tells one row of a ledger from another: its key columns, never its wording and never its place in the file."""

import hashlib
from collections.abc import Mapping

from generator.model.base import Record
from generator.model.canonical import canonical_json
from generator.model.ledgers import (
    Activity,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Training,
    Transaction,
)

KEY_COLUMNS: Mapping[type[Record], tuple[str, ...]] = {
    Progress: ("date", "project", "percent"),
    Payment: ("date", "project", "amount", "payee", "voucher"),
    Expenditure: ("date", "project", "category", "amount", "voucher"),
    Inspection: ("date", "level", "unit", "project"),
    Training: ("date", "project", "topic"),
    Transaction: ("month", "project"),
    Activity: ("date", "project", "name"),
}
"""Ledger → the columns that make a row itself. Notes, uses and attachments may be reworded."""


def row_key(row: Record) -> str:
    """Twelve hexadecimal digits that stay while the key columns stay."""
    values = [getattr(row, name) for name in KEY_COLUMNS[type(row)]]
    return hashlib.sha256(canonical_json(values)).hexdigest()[:12]


def row_record(county: str, table: str, row: Record) -> str:
    """The row's name in the change record, e.g. ``210198/payments/0c1d2e3f4a5b``."""
    return f"{county}/{table}/{row_key(row)}"
