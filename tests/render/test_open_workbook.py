"""The workbooks of open data: the rows and figures of the CSV, no formula whatever a text begins with, equal bytes."""

import csv
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Payment
from generator.render.csv_table import csv_rows as csv_part
from generator.render.csv_table import harmless
from generator.render.data_tables import TABLES
from generator.render.open_workbook import OfAll, county_workbook, is_summed, portal_workbook, tables_held
from generator.render.open_workbook.cell_markup import LONGEST
from generator.render.parquet_tables import table_files
from generator.render.portal_tables import ALL_TABLES, PORTAL_TABLES
from generator.render.table_columns import Kind
from tests.support.office_program import needs_office, saved_by_office
from tests.support.one_county import P1, OneCounty, one_county
from tests.support.portal import HOSTILE, PORTAL, artifacts, spoiled, spotless

Rows = list[list[str]]
TABLES_BY_NAME = {table.name: table for table in ALL_TABLES}
NAMES = {table.name: table.title for table in ALL_TABLES}
MONEY = ("central", "received", "allocated", "paid", "returned", "spent")


def csv_rows(data: bytes) -> Rows:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def written(value: Any) -> str:
    """A cell's value as the CSV has it, but for zeros at the end of a number."""
    if isinstance(value, datetime):
        assert value.time() == time()
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float):
        return plain(repr(value))
    return str(value)


def plain(number: str) -> str:
    return f"{Decimal(number).normalize():f}"


def sheets_of(data: bytes) -> dict[str, Rows]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {
        name: [
            [written(value) for value in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def expected(name: str, found: Rows) -> Rows:
    """Rows of a CSV with numbers as ``written`` writes them."""
    table = TABLES_BY_NAME[name]
    numeric = {
        at for at, column in enumerate(table.columns) if column.kind in (Kind.MONEY, Kind.NUMBER, Kind.WHOLE)
    }

    def cell(at: int, text: str) -> str:
        return plain(text) if at in numeric and text and text[0] in "-0123456789" else text

    return [[cell(at, text) for at, text in enumerate(row)] for row in found]


@pytest.fixture(scope="module")
def tables(demonstration: Path) -> Mapping[str, Rows]:
    return {table.name: csv_rows((demonstration / table.address).read_bytes()) for table in ALL_TABLES}


@pytest.fixture(scope="module")
def workbook(demonstration: Path) -> Mapping[str, Rows]:
    return sheets_of((demonstration / "data/gongkai.xlsx").read_bytes())


def told(sheets: Mapping[str, Rows]) -> dict[str, str]:
    return dict(sheets["说明"])


def test_every_sheet_has_the_rows_of_its_csv(
    workbook: Mapping[str, Rows], tables: Mapping[str, Rows]
) -> None:
    assert list(workbook) == ["说明", *NAMES.values()]
    for name, rows in tables.items():
        assert workbook[NAMES[name]] == expected(name, rows), name


def test_a_county_has_its_rows_of_every_table(demonstration: Path, tables: Mapping[str, Rows]) -> None:
    found = sorted((demonstration / "counties").glob("*.xlsx"))
    assert [path.stem for path in found] == sorted(row[1] for row in tables["counties"][1:])
    for path in found:
        sheets = sheets_of(path.read_bytes())
        for name in (table.name for table in TABLES):
            head, *rows = tables[name]
            own = [row for row in rows if row[1] == path.stem]
            assert sheets[NAMES[name]] == expected(name, [head, *own]), (path.stem, name)


def column(sheets: Mapping[str, Rows], name: str, field: str) -> list[str]:
    table = TABLES_BY_NAME[name]
    at = next(at for at, column in enumerate(table.columns) if column.name == field)
    return [row[at] for row in sheets[table.title][1:]]


def amount(text: str) -> Decimal:
    return Decimal(text or 0)


def test_counties_and_projects_have_the_figures_of_their_pages(
    demonstration: Path, workbook: Mapping[str, Rows]
) -> None:
    for table, fields in (("counties", MONEY), ("projects", ("paid", "spent"))):
        ids = column(workbook, table, "row_id")
        assert ids
        for field in fields:
            for id_, value in zip(ids, column(workbook, table, field), strict=True):
                shown = json.loads((demonstration / table / f"{id_}.json").read_bytes())["figures"]
                assert amount(value) == Decimal(shown[field]), (id_, field)


def test_sums_of_the_ledgers_are_the_figures_to_the_fen(workbook: Mapping[str, Rows]) -> None:
    fields = ("project", "amount", "kind", "corrected_by")
    paid = dict.fromkeys(column(workbook, "projects", "row_id"), Decimal(0))
    for project, value, kind, corrected in zip(
        *(column(workbook, "payments", field) for field in fields), strict=True
    ):
        if not corrected:
            paid[project] += -amount(value) if kind in ("退回", "收回") else amount(value)
    assert list(paid.values()) == [amount(value) for value in column(workbook, "projects", "paid")]


def test_the_first_sheet_tells_what_the_file_is(workbook: Mapping[str, Rows], demonstration: Path) -> None:
    said = told(workbook)
    assert said["数据截至"] == json.loads((demonstration / "manifest.json").read_bytes())["as_of"]
    assert len(said["提交"].rpartition(" ")[2]) == 40
    assert said["示例数据"] == "县名、企业和金额均为虚构。"
    assert said["工作表“项目台账”"].startswith(f"{len(workbook['项目台账']) - 1} 行")


def test_headings_stay_and_filter_and_values_have_their_formats(demonstration: Path) -> None:
    book = load_workbook(demonstration / "data/gongkai.xlsx")
    page = book["专项资金拨付台账"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == page.dimensions
    assert page.dimensions.endswith(str(page.max_row))
    formats = {cell.value: page.cell(2, cell.column).number_format for cell in page[1] if cell.column}
    assert (formats["日期"], formats["金额（万元）"], formats["项目编号"]) == ("yyyy-mm-dd", "0.00####", "@")
    assert page.cell(2, 4).data_type == "s"
    assert book.properties.created == datetime.combine(book.properties.created, time())
    assert book.properties.created == book.properties.modified


def sheets_for(county: CountyDisclosure) -> dict[str, Rows]:
    return sheets_of(artifacts(county).files[f"counties/{county.code}.xlsx"])


def with_notes(*notes: str) -> bytes:
    """A county's workbook with these notes in its progress reports."""
    summary = artifacts(spotless()).summary
    places = [column.name for column in TABLES_BY_NAME["progress"].columns]
    rows = [["" if name != "note" else note for name in places] for note in notes]
    return county_workbook(replace(summary, tables={"progress": csv_part(rows)}), PORTAL)


def notes_in(data: bytes) -> list[str]:
    return column(sheets_of(data), "progress", "note")


ODD = (
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("https://example.org","点")',
    "=cmd|' /C calc'!A0",
    "<r><t>甲</t></r>",
    "<r></r>",
    "甲&乙<丙>丁 ]]>",
    "_x000D_",
    "_x005F_x000D_",
    "第一行\n第二行",
    " 前后有空格 ",
    "http://example.org/",
    "internal:'说明'!A1",
    "2021-06-30",
    "007",
    "1E5",
    "210198202001010001",
    "😀𠮷",
    HOSTILE,
)


def test_odd_texts_stay_texts() -> None:
    page = load_workbook(BytesIO(with_notes(*ODD)))["项目建设进度"]
    at = next(cell.column for cell in page[1] if cell.value == "说明")
    cells = [page.cell(row, at) for row in range(2, page.max_row + 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    # openpyxl leaves escapes of escapes as they are
    expected = [re.sub("_(?=x[0-9A-F]{4}_)", "_x005F_", harmless(text)) for text in ODD]
    assert [cell.value for cell in cells] == expected


def test_the_tables_as_they_are_drawn_are_those_of_the_county() -> None:
    [row] = [row for row in sheets_for(spoiled("=1+1"))["项目台账"] if "'=1+1" in row]
    assert row[0] == spotless().projects[0].id


def test_what_xml_cannot_hold_is_escaped() -> None:
    """As the standard's ST_Xstring says: programs read the characters again."""
    with ZipFile(BytesIO(with_notes("甲\x01乙\ud800丙\uffff丁\r\n戊", "_x000D_"))) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if "/sheet" in name]
    written = "".join(texts)
    assert ">甲_x0001_乙?丙_xFFFF_丁_x000D_\n戊<" in written
    assert ">_x005F_x000D_<" in written


def test_a_text_too_long_for_a_cell_says_where_the_whole_is() -> None:
    exact = "长" * LONGEST
    *cut, whole = notes_in(with_notes("长" * 40_000, "😀" * 20_000, exact))
    assert whole == exact
    for cell in cut:
        assert cell.endswith("……（一格写不下，全文见 data/progress.csv）")
        assert LONGEST - 1 <= len(cell.encode("utf-16-le")) // 2 <= LONGEST


@pytest.fixture
def county(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path)


def test_a_figure_that_is_not_given_is_said(county: OneCounty) -> None:
    county.write("payments.csv", f"日期,项目编号,金额\n2021-03-10,{P1},误\n")
    assert "暂不计算" in column(sheets_for(county.county()), "projects", "paid")


def test_the_same_rows_give_the_same_bytes_on_any_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = artifacts(spotless()).summary
    first = county_workbook(summary, PORTAL), portal_workbook([summary], PORTAL)[0]
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert (county_workbook(summary, PORTAL), portal_workbook([summary], PORTAL)[0]) == first


_AMOUNTS = st.decimals(0, 9_999, places=6)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.just("2021-05-31"), _AMOUNTS, st.sampled_from((None, "退回"))), max_size=6),
    st.lists(st.tuples(st.just("2020-06-01"), _AMOUNTS), max_size=4),
)
def test_random_amounts_are_exact_whole_and_summed_by_year(
    paid: list[tuple[str, Decimal, str | None]], spent: list[tuple[str, Decimal]]
) -> None:
    county = spotless()
    id_ = county.projects[0].id
    rows = [
        Payment.model_validate({"日期": day, "项目编号": id_, "金额": value, "类型": kind})
        for day, value, kind in paid
    ]
    used = [
        Expenditure.model_validate(
            {"日期": day, "项目编号": id_, "类别": "设施设备", "用途": "设备", "金额": value}
        )
        for day, value in spent
    ]
    county = replace(county, payments=tuple(rows), expenditures=tuple(used))
    summary = artifacts(county).summary
    sheets = sheets_of(county_workbook(summary, PORTAL))
    assert list(map(amount, column(sheets, "payments", "amount"))) == [row.amount for row in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables_held, "MOST_ROWS", 1)
        years = sheets_of(county_workbook(summary, PORTAL))["台账逐年汇总"]
    head = years[0]
    for title, total in (
        ("专项资金拨付台账：金额（万元）", county.paid_of[id_]),
        ("专项资金使用台账：金额（万元）", sum((row.amount for row in used), Decimal(0))),
    ):
        sums = [amount(row[head.index(title)]) for row in years[1:] if row[1] == id_]
        assert sum(sums) == total


def test_only_rows_of_ledgers_decide_whether_they_are_summed() -> None:
    """Sheets that come and go with a finding would break what reads them."""
    counts = {table.name: 0 for table in ALL_TABLES} | {"progress": 200_000, "findings": 1_000}
    assert not is_summed(counts)
    assert is_summed(counts | {"payments": 1})


def test_ledgers_too_long_for_a_workbook_are_summed_and_the_whole_files_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    summary = artifacts(spotless()).summary
    monkeypatch.setattr(tables_held, "MOST_ROWS", 10)
    sheets = sheets_of(portal_workbook([summary], PORTAL, OfAll(PORTAL_TABLES))[0])
    ledgers = [table for table in TABLES if table.is_ledger]
    assert list(sheets) == [
        "说明",
        *(table.title for table in ALL_TABLES if table not in ledgers),
        "台账逐年汇总",
    ]
    for table in ledgers:
        assert f"{PORTAL.site.base_url}{table.address}" in told(sheets)["省略"]
    head, *rows = sheets["台账逐年汇总"]
    whole = dict(table_files([summary.tables]))
    for table in ledgers:
        count = sum(int(row[head.index(f"{table.title}（行）")] or 0) for row in rows)
        corrected = [column.name for column in table.columns].index("corrected_by")
        assert count == sum(not row[corrected] for row in csv_rows(whole[table.address])[1:])


@needs_office
def test_libreoffice_opens_it_with_equal_values(
    demonstration: Path, workbook: Mapping[str, Rows], tmp_path: Path
) -> None:
    saved = saved_by_office(demonstration / "data/gongkai.xlsx", "ods", tmp_path)
    assert sheets_of(saved.read_bytes()) == workbook


@needs_office
def test_no_text_becomes_a_formula_or_a_link_in_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "odd.xlsx").write_bytes(with_notes(*ODD))
    saved = saved_by_office(tmp_path / "odd.xlsx", "ods", tmp_path).read_bytes()
    with ZipFile(BytesIO(saved)) as archive:
        content = archive.read("content.xml")
    assert b"table:formula" not in content
    assert b"xlink:href" not in content
    assert notes_in(saved) == [harmless(text) for text in ODD]
