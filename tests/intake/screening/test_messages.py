"""No message repeats a private value, whatever it quotes and wherever it is printed; a long quote is cut after that."""

import ast
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.intake import read_county, read_portal
from generator.model.finding import Finding
from generator.rules.reports import format_findings
from tests.intake.conftest import write
from tests.support.private_values import WRITINGS, bare

INTAKE = Path(__file__).parents[3] / "generator/intake"
LONG = "甲" * 36
"""With it a value lies across the place where a quote is cut."""
COUNTY = "counties/210198"
NAMES = sorted(name for name in WRITINGS if not {"tab", "break"} & set(name.split()))
FORMATS = ("text", "github", "markdown", "json", "sarif")
PROJECT = "项目名称: 仓\n支持方向: 物流配送\n状态: 在建\n扶持资金额度: 350.00\n完成时限: 2022-12-31\n项目编号: 210198-2020-01\n"


def _quoted(value: str) -> str:
    return value.replace("'", "''")


def _project(line: str) -> Callable[[Path, str], None]:
    return lambda root, value: write(
        root / COUNTY / "projects/01.yaml", PROJECT + line.format(_quoted(value))
    )


def _ledger(heading: str, row: str) -> Callable[[Path, str], None]:
    def put(root: Path, value: str) -> None:
        cell = f'"{value}"'
        write(root / COUNTY / "progress.csv", f"{heading.format(cell)}\n{row.format(cell)}\n")

    return put


def _case(front: str, body: str) -> Callable[[Path, str], None]:
    head = "标题: 甲\n类别: 农产品网销\n县: '210198'\n日期: 2021-06-30\n来源: 县商务局\n"
    return lambda root, value: write(
        root / COUNTY / "cases/a.md",
        f"---\n{head}{front.format(_quoted(value))}---\n\n{body.format(value)}\n",
    )


def _file(folder: str, name: str) -> Callable[[Path, str], None]:
    return lambda root, value: write(root / folder / name.format(value.replace("/", "／")), "x")


WAYS: dict[str, Callable[[Path, str], None]] = {
    "unknown key": _project("'{}': 1\n"),
    "key written twice": _project("'{0}': 1\n'{0}': 2\n"),
    "outside the codelist": _project("采购:\n  方式: '{}'\n"),
    "no amount": _project("地方配套: '{}'\n"),
    "no date": _project("计划开工: '{}'\n"),
    "no telephone": _project("承办单位:\n  名称: 甲\n  办公电话: '{}'\n"),
    "no credit code": _project("承办单位:\n  名称: 甲\n  统一社会信用代码: '{}'\n"),
    "no address": _project("采购:\n  公告链接: '{}'\n"),
    "no policy": _project("相关政策文件:\n  - '{}'\n"),
    "no attachment": _project("附件:\n  - '{}.pdf'\n"),
    "value to be parted": _project("采购: '{}'\n"),
    "comment": _project("# {}\n"),
    "tag": _project("说明: !{} 1\n"),
    "broken YAML": _project("说明: '{}\n"),
    "unknown heading": _ledger("日期,项目编号,进度,状态,说明,{}", "2021-06-30,210198-2020-01,30,在建,开工,1"),
    "heading twice": _ledger("日期,项目编号,进度,状态,{0},{0}", "2021-06-30,210198-2020-01,30,在建,1,1"),
    "unknown project": _ledger("日期,项目编号,进度,状态,说明,附件", "2021-06-30,{},30,在建,开工,"),
    "markup": _ledger("日期,项目编号,进度,状态,说明,附件", "2021-06-30,210198-2020-01,30,在建,<b{},"),
    "formula": _ledger("日期,项目编号,进度,状态,说明,附件", "2021-06-30,210198-2020-01,30,在建,={},"),
    "picture": _case("图片:\n  - 文件: '{}.jpg'\n    说明: 甲\n", "正文"),
    "link": _case("", "[甲](javascript:{})"),
    "raw tag": _case("", "<b{}>"),
    "case": _file(f"{COUNTY}/cases", "{}.md"),
    "stranger": _file(COUNTY, "{}.txt"),
    "stranger of the province": _file("", "{}.txt"),
    "attachment": _file(f"{COUNTY}/attachments", "{}.pdf"),
    "county": _file("counties", "{}"),
}


FILES = ("case", "stranger", "stranger of the province", "attachment", "county")
"""The value stands in a file's name."""


def found(root: Path) -> list[Finding]:
    read = read_portal(root)
    return [*read.problems, *read_county(root, "210198", read.policy_ids, read.answers).problems]


@pytest.mark.parametrize("way", WAYS)
def test_no_report_repeats_it(column: Path, way: str) -> None:
    for seed, name in enumerate(random.Random(way).sample(NAMES, 12)):
        for before in ("",) if way in FILES else ("", LONG):
            text = WRITINGS[name](random.Random(seed))
            if way in FILES and len(text.encode()) > 120:
                continue
            WAYS[way](column, f"{before}{text}")
            findings = tuple(found(column))
            reports = [format_findings(findings, form, colour=False) for form in FORMATS]
            secret = bare(text.value)
            assert findings, (way, name)
            for report in reports:
                said = bare(report)
                assert secret not in said, (way, name, report)
                assert secret[:12] not in said, (way, name, report)


def test_callers_do_not_cut_what_they_quote() -> None:
    """A number that is cut is not known as one any more: messages quote whole, and are cut when they are masked."""
    cutting = [
        f"{path.name}:{node.lineno}"
        for path in INTAKE.rglob("*.py")
        if "attachment" not in path.as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.FormattedValue)
        and isinstance(part.value, ast.Subscript)
        and isinstance(part.value.slice, ast.Slice)
        and part.value.slice.lower is None
    ]
    assert cutting == []
