"""Cells of a column that share a fault are one message, whichever sheet they stand in and whoever finds it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.engine import examine
from generator.model.finding import Finding, Severity
from generator.rules.reports.together import together
from tests.intake.conftest import SITE, write
from tests.support.workbooks import CODE, PAID, xls, xlsx

NUMBER = 24
FORM = [
    ["名称", "内容"],
    *(
        ["名称*", "青禾县"],
        ["行政区划代码*", CODE],
        ["所属市*", "沈阳"],
        ["示范批次*", "2020"],
        ["示例数据", "是"],
    ),
]
ID = f"{CODE}-2020-01"


def sheets(**changed: Callable[[int], Any]) -> dict[str, list[list[Any]]]:
    """A county with as many payments, goals, and projects; some of their cells are other ones."""

    def value(name: str, number: int, otherwise: Any) -> Any:
        return changed[name](number) if name in changed else otherwise

    count = range(1, NUMBER + 1)
    return {
        "示范县基本信息": [list(line) for line in FORM],
        "资金到账": [
            ["日期*", "金额（万元）*"],
            *([value("received", n, f"2021-03-{n:02d}"), value("money", n, 1.5)] for n in count),
        ],
        "项目": [
            ["项目编号*", "项目名称*", "扶持资金额度（万元）"],
            *([value("id", n, f"{CODE}-2020-{n:02d}"), f"项目{n}", value("quota", n, 5)] for n in count),
        ],
        "专项资金拨付": [
            [*PAID, "凭证号"],
            *(
                [value("day", n, f"2021-04-{n:02d}"), ID, value("amount", n, 0.1), "甲公司", "首付款", f"{n}号"]
                for n in count
            ),
        ],
    }  # fmt: skip


def errors(root: Path, data: bytes, name: str = "台账.xlsx") -> list[Finding]:
    write(root / "site.yaml", SITE)
    folder = root / f"counties/{CODE}"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(data)
    found = [one for one in examine(root, None, date(2022, 6, 30), 1) if one.severity is Severity.ERROR]
    return together(found)


def test_a_sound_workbook_has_no_message(tmp_path: Path) -> None:
    assert errors(tmp_path, xlsx(sheets())) == []


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("amount", lambda n: f"{n}千元", "工作表“专项资金拨付”第2行C列"),
        ("amount", lambda n: f"=D{n}*2", "工作表“专项资金拨付”第2行C列"),
        ("day", lambda n: f"{n}/3/21", "工作表“专项资金拨付”第2行A列"),
        ("day", lambda n: f"待查{n}", "工作表“专项资金拨付”第2行A列"),
        ("received", lambda n: f"2021-13-{n}", "工作表“资金到账”第2行A列"),
        ("money", lambda n: f"{n}元", "工作表“资金到账”第2行B列"),
        ("money", lambda n: f"=A{n}", "工作表“资金到账”第2行B列"),
        ("quota", lambda n: f"约{n}", "工作表“项目”第2行C列"),
        ("quota", lambda n: f"{n}元", "工作表“项目”第2行C列"),
    ],
)
def test_cells_of_one_fault_are_one_message(
    name: str, value: Callable[[int], Any], place: str, tmp_path: Path
) -> None:
    (one,) = errors(tmp_path, xlsx(sheets(**{name: value})))
    assert place in str(one.place)
    assert f"这一列共有 {NUMBER} 格是这样，其余在第3行、第4行、第5行 等" in one.message


def test_error_values_of_a_column_are_one_message(tmp_path: Path) -> None:
    def spoil(book: Any) -> None:
        for row in range(1, NUMBER + 1):
            book.get_sheet(3).row(row).set_cell_error(2, "#REF!")

    data = xls(sheets(amount=lambda _: None), spoil)
    (one,) = errors(tmp_path, data, "台账.xls")
    assert f"这一列共有 {NUMBER} 格是这样" in one.message


def test_faults_of_two_columns_or_kinds_are_two_messages(tmp_path: Path) -> None:
    data = xlsx(sheets(amount=lambda n: f"{n}元" if n % 2 else f"约{n}", received=lambda n: f"待查{n}"))
    found = errors(tmp_path, data)
    assert sorted(one.message.partition("这一列共有 ")[2].split()[0] for one in found) == ["12", "12", "24"]
