"""Which sheet is which, and what is said of one that has another title."""

from collections.abc import Collection, Iterable
from functools import cache

from generator.intake.reading.did_you_mean import closest
from generator.intake.screening.report import Report
from generator.intake.workbook.grids import Grid
from generator.intake.workbook.sheets import CHOICES, GUIDE, Sheet, plain, sheets
from generator.model.place import Place

_LEDGER = "台账"
_LEAST = 3
"""Headings by which a sheet is known."""


def sheet_called(title: str) -> Sheet | None:
    """The sheet of a title, which may say that it is a ledger: 专项资金拨付台账."""
    name = plain(title)
    return _titles().get(name) or _titles().get(name.removesuffix(_LEDGER))


@cache
def _titles() -> dict[str, Sheet]:
    return {plain(sheet.title): sheet for sheet in sheets()}


def report_strangers(grids: Iterable[Grid], known: Collection[Sheet], report: Report) -> None:
    """E008 for each sheet with something in it that is none of the county's, with what it was probably meant to be.

    Args:
        known: those that the workbook has.
    """
    for grid in grids:
        if not grid.rows or grid.title in {GUIDE, CHOICES}:
            continue
        first = grid.rows[0][0]
        sheet = sheet_called(grid.title) or _alike(grid)
        message = f"工作表“{grid.title}”不在数据字典内"
        if sheet is None:
            cure = "删去这个工作表，或移到别的文件；工作表的名称照空白台账"
        elif sheet in known:
            cure = f"已有工作表“{sheet.title}”：内容不同的各行并到那里，删去这一个"
        else:
            cure = f"是否应为“{sheet.title}”？"
        report.error("E008", message, cure, at=Place(report.file, first.row, first.column, sheet=grid.title))


def _alike(grid: Grid) -> Sheet | None:
    """The sheet that is probably meant: of nearly this title, or the only one with these headings."""
    near = closest(grid.title, [sheet.title for sheet in sheets()])
    if near:
        return sheet_called(near)
    head = {plain(cell.text) for cell in grid.rows[0]}
    found = [sheet for sheet in sheets() if not sheet.is_form and head <= sheet.by_heading.keys()]
    fit = [sheet for sheet in found if _has_required(sheet, head)]
    return fit[0] if len(fit) == 1 and len(head) >= _LEAST else None


def _has_required(sheet: Sheet, head: Collection[str]) -> bool:
    columns = {sheet.by_heading[text] for text in head}
    return all(column in columns for column in sheet.all_columns if column.is_required)
