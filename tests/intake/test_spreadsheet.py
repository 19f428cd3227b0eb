"""Messages on CSV files name the row and column that a clerk sees in Excel or WPS."""

import json
from pathlib import Path

import pytest

from generator.intake import in_spreadsheets, read_county
from generator.intake.reading.spreadsheet import Rows
from generator.model.finding import Finding
from generator.rules.reports import format_findings
from tests.intake.conftest import write

ID = "210198-2020-01"
HEAD = "日期,项目编号,金额,收款单位,用途,凭证号\n"


def _told(root: Path, text: str, encoding: str = "utf-8") -> list[Finding]:
    write(root / "counties/210198/payments.csv", text, encoding)
    return list(in_spreadsheets(read_county(root, "210198", frozenset({"2020-226"})).problems, root))


@pytest.mark.parametrize(
    ("body", "within"),
    [
        (f"2021-06-03,{ID},六十,甲,首付款,1号\n", "第2行C列"),
        (
            f'2021-06-03,{ID},71.40,甲,"首付\n款",1号\n2021-06-03,{ID},六十,甲,首付款,2号\n',
            "第3行C列（文件第4行）",
        ),
        (
            f'2021-06-03,{ID},71.40,甲,"一\n二\n三",1号\n\n2021-06-04,{ID},六十,甲,x,2号\n',
            "第4行C列（文件第6行）",
        ),
        (
            f'2021-06-03,{ID},71.40,甲,"首\n付\n款",1号\n2021-13-03,{ID},6,甲,首付款,2号\n',
            "第3行A列（文件第5行）",
        ),
        (
            f'"2021-06-03","{ID}","71.40","甲","一,二","{"1" * 5}号"\n2021-06-03,{ID},1,"甲,乙",x,9.1E+17\n',
            "第3行F列",
        ),
        (f'2021-06-03,{ID},71.40,甲,"首付\n款",9.1E+17\n', "第2行F列（文件第3行）"),
        (f"\n\n2021-06-03,{ID},六十,甲,首付款,1号\n", "第4行C列"),
    ],
)
def test_row_and_column_are_those_of_the_spreadsheet(column: Path, body: str, within: str) -> None:
    (found,) = _told(column, HEAD + body)
    assert found.place.within == within
    assert f"  {within}“{found.place.label}” 错误 E004" in format_findings([found], "text")
    assert f"::{within}：" in format_findings([found], "github")
    assert f"| {within} |" in format_findings([found], "markdown")
    (told,) = json.loads(format_findings([found], "json"))["findings"]
    assert f"第{told['row']}行{told['cell']}列" == within.partition("（")[0]
    assert told["line"] == found.place.line


def test_a_row_that_is_there_twice_names_the_first_by_its_row(column: Path) -> None:
    row = f'2021-06-03,{ID},71.40,甲,"首付\n款",1号\n'
    other = f"2021-06-05,{ID},1,甲,x,2号\n"
    found = _told(column, HEAD + row + other + row)
    assert [(one.message, one.place.within) for one in found] == [
        ("这一行与第 2 行完全相同", "第4行（文件第5行）")
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_tabbed_or_old_encoding_has_columns_too(column: Path, encoding: str) -> None:
    text = f"{HEAD}2021-06-03,{ID},六十,甲,首付款,1号\n".replace(",", "\t")
    found = _told(column, text, encoding)
    assert [one.place.within for one in found if one.code == "E004"] == ["第2行C列"]


def test_the_27th_column_is_aa() -> None:
    rows = Rows(f"{'a,' * 30}b\n")
    assert [rows.cell(1, 2 * number + 1) for number in (0, 1, 26)] == [1, 2, 27]


def test_what_cannot_be_read_to_its_end_has_rows_as_far_as_it_goes() -> None:
    rows = Rows('a,"b\nc",d\ne,f\n"open,\n')
    assert [rows.row(line) for line in (1, 2, 3, 4, 9)] == [1, 1, 2, 3, 8]
