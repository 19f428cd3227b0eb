"""/data/dictionary.html: every table of the open data with its columns, and every file that is handed in with its fields."""

from collections.abc import Mapping
from typing import NamedTuple

from apsw import Connection

from generator.model.dictionary import Entry, dictionary
from generator.render.columns import Column, Columns
from generator.render.database import sql_name
from generator.render.escape import Markdown
from generator.render.open_workbook import WORKBOOK, is_summed
from generator.render.open_workbook.ledger_years import LEDGERS
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.from_database import alone
from generator.render.overviews.overview import Overview
from generator.render.portal_tables import ALL_TABLES, AnyTable
from generator.render.table_columns import NOT_GIVEN, Kind
from generator.render.table_columns import Column as TableColumn
from generator.render.table_formats import FORMATS
from generator.render.words import words

_KINDS = {
    Kind.TEXT: "文字",
    Kind.MONEY: "金额，精确到分",
    Kind.NUMBER: "数",
    Kind.WHOLE: "整数",
    Kind.DAY: "日期，年-月-日",
    Kind.FLAG: "是或者否",
}
_TITLES = {table.name: table.title for table in ALL_TABLES}


class _Form(NamedTuple):
    """A format in which a table stands."""

    name: str
    address: str
    inside: Markdown
    """Where the table stands in a file that has several."""


class _Described(NamedTuple):
    table: AnyTable
    rows: int
    forms: list[_Form]


def _with_choices(kind: str, unit: str, choices: tuple[str, ...]) -> str:
    of = f"，单位 {unit}" if unit else ""
    return f"{kind}{of}{'：' if choices else ''}{'、'.join(choices)}"


def _cell_of(column: TableColumn) -> str:
    unit = column.unit or ("万元" if column.kind is Kind.MONEY else "")
    return _with_choices(_KINDS[column.kind], unit, column.choices)


_ENTRIES = Columns[Entry](
    Column("名称", lambda _, entry: words(entry.label)),
    Column("写法", lambda _, entry: words(_with_choices(entry.kind, entry.unit, entry.choices))),
    Column("要求", lambda _, entry: words(entry.need)),
    Column("依据", lambda _, entry: words(entry.clause)),
    Column("说明", lambda _, entry: words(entry.note)),
)
_COLUMNS = Columns[TableColumn](
    Column("表头", lambda _, column: words(column.title)),
    Column("程序里的名称", lambda _, column: words(column.name)),
    Column("类型和取值", lambda _, column: words(_cell_of(column))),
    Column("空格", lambda _, column: words("不会空" if column.is_needed else "")),
    Column("连到哪张表", lambda _, column: words(_TITLES.get(column.refers, ""))),
    Column("依据", lambda _, column: words(column.clause)),
    Column("说明", lambda _, column: words(column.note)),
)


def drawn_from(_: Overview, base: Connection) -> Content:
    """Draws the page; the database says how many rows a table has."""
    counts = {table.name: _count(table, base) for table in ALL_TABLES}
    return content(
        "dictionary.md.j2",
        updated=None,
        files=dictionary(),
        entries=_ENTRIES,
        tables=[_described(table, counts) for table in ALL_TABLES],
        columns=_COLUMNS,
        not_given=NOT_GIVEN,
    )


def _count(table: AnyTable, base: Connection) -> int:
    return int(base.execute(f"SELECT count(*) FROM {sql_name(table)}").get)  # nosec B608  # names are our own


def _described(table: AnyTable, counts: Mapping[str, int]) -> _Described:
    left_out = {WORKBOOK} if table in LEDGERS and is_summed(counts) else set()
    forms = [_Form(form.name, form.address(table), Markdown(form.inside(table))) for form in FORMATS]
    return _Described(
        table, counts[table.name], [form for form in forms if form.address and form.address not in left_out]
    )


DICTIONARY_PAGE = OverviewPage(
    stem="data/dictionary",
    title="数据字典",
    description="开放数据的每张表、每一栏，报送的每个文件、每一项内容：写法、单位、是否必填、依据。",
    menu=Menu.NEITHER,
    section="data",
    column_type="数据开放",
    is_always_shown=True,
    draw=alone(drawn_from),
)
