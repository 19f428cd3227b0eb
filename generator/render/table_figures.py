"""The figures of tables of open data, by the definitions of /figures.html."""

from decimal import Decimal

from generator.model.figures import figures
from generator.model.withheld import Rest
from generator.render.data_table import Row, cell_of
from generator.render.table_columns import NOT_GIVEN, Column, Kind


def figure_column(name: str, title: str) -> Column:
    """Makes the column of a declared figure."""
    told = figures()[title]
    return Column(name, f"{told.name}（{told.unit}）", Kind.MONEY, told.formula)


def given(amount: Decimal | None, rest: Rest) -> str:
    """Writes a figure; ``NOT_GIVEN`` if it rests on a record of which no version was published."""
    return NOT_GIVEN if rest is Rest.MISSING else cell_of(amount)


MONEY_FIGURES = (
    figure_column("central", "中央财政专项资金"),
    figure_column("received", "已到账"),
    figure_column("allocated", "安排到项目"),
    figure_column("paid", "已拨付"),
    figure_column("returned", "退回、收回"),
    figure_column("spent", "已使用"),
)
"""Of a county, or of one of its batches."""


def money_figures(row: Row) -> tuple[str, ...]:
    """Writes the cells of ``MONEY_FIGURES``."""
    told = row.summary
    return (
        given(told.central, told.rests.received),
        given(told.received, told.rests.received),
        given(told.allocated, told.rests.projects),
        given(told.paid, told.rests.paid),
        given(told.returned, told.rests.paid),
        given(told.spent, told.rests.spent),
    )
