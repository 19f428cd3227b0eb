"""The change record of a county or a project, as its page shows it."""

from collections.abc import Sequence

from generator.model.change import Change
from generator.model.fields import field_in_words
from generator.model.incomplete import UNLISTED
from generator.render.blocks import blocks
from generator.render.columns import Column, Columns
from generator.render.folds import SENTENCES
from generator.render.records.parts import END, card
from generator.render.sheet import Sheet
from generator.render.words import Shape, Words, day, fixed, words
from generator.views.change_words import values_in_words
from generator.views.changes import Coverage

_CHANGES = card("变更记录")
_NO_HISTORY = blocks(f"{UNLISTED}已公开的调整见方案调整。")
_UNADOPTED = blocks("未通过核对的提交，它的改动也列在这里，网页未采用。")
_NO_CHANGES = blocks("暂无变更。")
_ADJUSTED, _NOT_ADJUSTED, _NOT_WATCHED = Shape("{} 方案调整"), Shape("***无方案调整***（{}）"), fixed("—")
_ABSENT = fixed("（无）")


def _cover(sheet: Sheet, row: tuple[Change, Coverage]) -> Words:
    change, coverage = row
    if change not in coverage:
        return _NOT_WATCHED
    adjusted = coverage[change]
    return _ADJUSTED(day(adjusted)) if adjusted else _NOT_ADJUSTED(sheet.link("L103", "rules.html#l103"))


_CHANGED = Columns[tuple[Change, Coverage]](
    Column("日期", lambda _, row: day(row[0].published.date())),
    Column("内容", lambda _, row: words(field_in_words(row[0].field))),
    Column("原来", lambda _, row: words(values_in_words(row[0])[0]) if row[0].old else _ABSENT),
    Column("现在", lambda _, row: words(values_in_words(row[0])[1]) if row[0].new else _ABSENT),
    Column("变更类别", lambda _, row: words(row[0].weight.label)),
    Column("依据", _cover),
)


def changes(
    sheet: Sheet, found: Sequence[Change] | None, coverage: Coverage, *, are_unadopted: bool = False
) -> None:
    """Adds the changes, each with the plan adjustment that covers it.

    Args:
        found: None if there is no history, or not all of it.
        are_unadopted: whether some are of versions that failed checks.
    """
    sheet.add(_CHANGES)
    if found is None:
        sheet.add(_NO_HISTORY)
    elif not found:
        sheet.add(_NO_CHANGES)
    else:
        if are_unadopted:
            sheet.add(_UNADOPTED)
        _CHANGED.folded(sheet, [(change, coverage) for change in found], most=SENTENCES)
    sheet.add(END)
