"""Tables of open data that are made of all counties at once: companies, and the record of change."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.company import Organisation
from generator.model.project import Project
from generator.render.csv_table import csv_rows, csv_table
from generator.render.data_table import Table, cell_of
from generator.render.data_tables import TABLES
from generator.render.published_changes import CHANGE_COLUMNS
from generator.render.table_columns import Column, Kind
from generator.views.contractor import ContractorView


@dataclass(frozen=True)
class PortalTable:
    """One table; its first column is its key."""

    name: str
    title: str
    columns: tuple[Column, ...]

    figures: tuple[Column, ...] = ()

    @property
    def address(self) -> str:
        return f"data/{self.name}.csv"

    @property
    def typed_columns(self) -> tuple[Column, ...]:
        return self.columns

    def whole(self, parts: Iterable[bytes]) -> bytes:
        """Joins rows under the headings."""
        return csv_table([column.title for column in self.columns], ()) + b"".join(parts)


CONTRACTORS = PortalTable(
    "contractors",
    Project.label_of("contractor"),
    (
        Column("key", "承办单位的网址编号", is_needed=True),
        Column("name", Organisation.label_of("name"), is_needed=True),
        Column("counties", "所在的县（个）", Kind.WHOLE, "有它参加的项目的县", unit="个"),
        Column("projects", "项目（个）", Kind.WHOLE, "参加的，含联合体", unit="个"),
        Column("central", "中央资金（万元）", Kind.MONEY, "牵头的项目，不含已取消的"),
        Column("paid", "已拨付（万元）", Kind.MONEY, "牵头的项目，不含退回、收回的"),
        Column("returned", "退回、收回（万元）", Kind.MONEY),
        Column("overdue", "逾期的项目（个）", Kind.WHOLE, unit="个"),
        Column("cancelled", "已取消的项目（个）", Kind.WHOLE, unit="个"),
    ),
)
CHANGES = PortalTable("changes", "变更记录", CHANGE_COLUMNS)
PORTAL_TABLES = (CONTRACTORS, CHANGES)
AnyTable = Table | PortalTable
ALL_TABLES: tuple[AnyTable, ...] = (*TABLES, *PORTAL_TABLES)
"""Those of the counties' records, then those of all counties at once: their rows join those of the counties' tables by the code of the county; see ``Column.refers``."""


def contractor_rows(views: Iterable[ContractorView]) -> bytes:
    """Writes the rows of the table of companies, by name; amounts in 万元."""
    return csv_rows(
        [
            view.key,
            view.name,
            *map(cell_of, (len(view.counties), len(view.rows), view.subsidy, view.paid, view.returned)),
            *map(cell_of, (view.overdue, view.cancelled)),
        ]
        for view in views
    )
