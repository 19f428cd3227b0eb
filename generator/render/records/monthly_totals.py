"""The monthly totals of paid and spent money, on the pages of projects and counties."""

from collections.abc import Sequence
from decimal import Decimal

from generator.model.ledgers import Snapshot
from generator.render.blocks import blocks
from generator.render.columns import Column, Columns, field
from generator.render.folds import SENTENCES
from generator.render.sheet import Sheet
from generator.render.words import NOTHING, Words, marked, or_nothing, wan, words

_HEADING = blocks("### 资金累计月报")
_APART = blocks("截至各月月底的累计数，单位：万元；与上面的逐笔记录分开报送，不计入合计。")
_OF_ALL = blocks("截至各月月底全县各批次合在一起的累计数，单位：万元；与上面的逐笔记录分开报送，不计入合计。")


def _amount(amount: Decimal | None) -> Words:
    return NOTHING if amount is None else wan(amount)


_TABLE = Columns[Snapshot](
    Column(Snapshot.label_of("month"), lambda _, row: marked(words(row.month), row.earlier)),
    field(Snapshot, "paid", wan, heading=Snapshot.label_of("paid")),
    Column(Snapshot.label_of("spent"), lambda _, row: _amount(row.spent), is_number=True),
    field(Snapshot, "note", or_nothing),
)


def monthly_totals(sheet: Sheet, reports: Sequence[Snapshot], *, are_of_batches: bool = False) -> None:
    """Adds the table; nothing without a report.

    Args:
        are_of_batches: whether the totals are of several batches together.
    """
    if reports:
        sheet.add(_HEADING)
        sheet.add(_OF_ALL if are_of_batches else _APART)
        _TABLE.folded(sheet, reports, most=SENTENCES)
