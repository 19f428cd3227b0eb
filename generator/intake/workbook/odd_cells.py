"""What a clerk must mend or look at beside the values of a workbook: errors, formulas, merged and hidden cells."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal

from generator.intake.screening.report import Report
from generator.intake.screening.unseen import REFUSED
from generator.intake.workbook.grids import OLD, Cell, Grid
from generator.intake.workbook.look import NO_VALUE, SAVE, At, Look
from generator.intake.workbook.look_ods import look_at_ods
from generator.intake.workbook.look_xlsx import look_at_xlsx
from generator.intake.workbook.old_records import look_at_xls, opened
from generator.model.place import Place, letters

_SHOW = "核对其中的内容；不该公开的删去，该公开的取消隐藏"
_SHOWN = 5
"""Rows or columns that a message lists."""


def look_at(data: bytes, parts: Mapping[str, bytes]) -> Look:
    if data.startswith(OLD):
        return look_at_xls(opened(data)[1])
    return look_at_xlsx(parts) if parts else look_at_ods(data)


def report_odd(look: Look, grids: Sequence[Grid], report: Report) -> set[At]:
    """What a clerk must mend or look at in sheets with records; returns the cells that cannot be read."""
    titles = {grid.title for grid in grids}
    refused: set[At] = set()

    def refuse(at: At, message: str, cure: str) -> None:
        if at.sheet in titles:
            report.error("E004", message, cure, at=Place(report.file, at.row, at.column, sheet=at.sheet))
            refused.add(at)

    for at in look.formulas:
        refuse(at, NO_VALUE, SAVE)
    for at, value in look.errors.items():
        refuse(at, f"这一格是错误值 {value}", "改正公式，或者直接写上数")
    for grid in grids:
        merged = [area for area in look.merged if area.sheet == grid.title]
        cells = {(cell.row, cell.column) for row in grid.rows for cell in row} if merged else set()
        rows = [row[0].row for row in grid.rows]
        for area in merged:
            # of rows that hold nothing there is nothing to tell: a note, or a record that is two rows high
            below = bisect_right(rows, area.last_row) - bisect_right(rows, area.row)
            if below > 0 and area.row > rows[0] and (area.row, area.column) in cells:
                which = f"{letters(area.column)}{area.row} 到 {letters(area.last_column)}{area.last_row}"
                message = f"{which} 是合并的单元格，看不出合并的各行是不是写同样的内容"
                refuse(At(*area[:3]), message, "取消合并，每一行都写上")
                refused.update(At(grid.title, row, area.column) for row in range(area.row, area.last_row + 1))
        if grid.title in look.hidden_sheets and len(grid.rows) > 1:
            whole = Place(report.file, sheet=grid.title)
            report.notice("E004", "这个工作表是隐藏的，照样读取和公开", _SHOW, at=whole)
        if look.hidden_rows.keys() | look.hidden_columns.keys():
            _report_hidden(look, grid, report)
    return refused


def _report_hidden(look: Look, grid: Grid, report: Report) -> None:
    """One remark for the hidden rows of a sheet that hold something, and one for the columns."""
    rows = {row[0].row for row in grid.rows}
    columns = {cell.column for row in grid.rows for cell in row}
    hidden = sorted(rows.intersection(look.hidden_rows.get(grid.title, ())))
    if hidden:
        which = "、".join(map(str, hidden[:_SHOWN])) + (
            f" 等 {len(hidden)} " if len(hidden) > _SHOWN else " "
        )
        message = f"第 {which}行是隐藏的，照样读取和公开"
        report.notice("E004", message, _SHOW, at=Place(report.file, hidden[0], sheet=grid.title))
    hidden = sorted(columns.intersection(look.hidden_columns.get(grid.title, ())))
    if hidden:
        which = "、".join(map(letters, hidden[:_SHOWN]))
        message = f"{which} 列是隐藏的，照样读取和公开"
        report.notice("E004", message, _SHOW, at=Place(report.file, 0, hidden[0], sheet=grid.title))


def seen(grid: Grid, look: Look, refused: Set[At]) -> Grid:
    """The cells as they are shown: 0.85 as 85% where it is; those that cannot be read are marked."""
    if not look.percents and not refused:
        return grid

    def shown(cell: Cell) -> Cell:
        at = At(grid.title, cell.row, cell.column)
        if at in refused:
            return cell._replace(text=REFUSED)
        if at in look.percents and cell.is_number:
            return cell._replace(text=f"{(Decimal(cell.text) * 100).normalize():f}%")
        return cell

    rows = {row[0].row: {cell.column: shown(cell) for cell in row} for row in grid.rows}
    for at in refused:
        if at.sheet == grid.title:
            rows.setdefault(at.row, {})[at.column] = Cell(REFUSED, at.row, at.column)
    return Grid(
        grid.title,
        tuple(tuple(cells[column] for column in sorted(cells)) for _, cells in sorted(rows.items())),
    )
