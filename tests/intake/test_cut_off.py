"""A value that YAML cuts off at a blank and ``#``: published as its beginning, and remarked on."""

from pathlib import Path

import pytest

from generator.intake import read_county
from generator.model.finding import Severity
from tests.intake.conftest import COUNTY, PROJECT, write

CODE = "210198"


def remarks(root: Path, line: str) -> list[tuple[str, int, str]]:
    """(code, line, label) of the remarks; there must be no error."""
    folder = root / "counties" / CODE
    write(folder / "county.yaml", COUNTY.format(code=CODE))
    write(folder / "projects/01.yaml", PROJECT.format(code=CODE, number="01") + line)
    found = read_county(root, CODE, frozenset()).problems
    assert {finding.severity for finding in found} <= {Severity.NOTICE}, found
    return [(finding.code, finding.place.line, finding.place.label) for finding in found]


@pytest.mark.parametrize(
    "line",
    [
        "建设内容: 建设 #1 至 #5 站点\n",
        "建设内容: #1 至 #5 站点\n",
        "建设内容: 建设\t#1 站点\n",
        "建设内容: 改造 # 3 号冷库\n",
        "建设内容: 站点 # 甲 # 乙\n",
        "建设内容: 见附件 #二\n",
        "建设内容: 5 #冷库\n",
        "建设内容: 建设   #A 区\n",
    ],
)
def test_what_was_cut_off_is_remarked(tmp_path: Path, line: str) -> None:
    assert remarks(tmp_path, line) == [("E001", 7, "建设内容")]


@pytest.mark.parametrize(
    "line",
    [
        "建设内容: 建设冷库  # 写明建什么\n",
        "建设内容: 建设冷库 # 万元\n",
        '建设内容: "建设 #1 至 #5 站点"\n',
        "建设内容: '建设 #1 至 #5 站点'\n",
        "建设内容: |\n  建设 #1 至 #5 站点\n",
        "建设内容: >-\n  建设 #1 站点\n",
        '建设内容: "冷库" #1\n',
        "建设内容: 建设A#1站点\n",
        "# 建设内容: 建设 #1 站点\n建设内容: 冷库\n",
        "建设内容:  # 建什么、建多少\n",
        "建设内容: 建设冷库 ## 写明建什么\n",
    ],
)
def test_comments_and_quoted_texts_are_not(tmp_path: Path, line: str) -> None:
    assert remarks(tmp_path, line) == []


def test_every_place_of_a_file_is_looked_at(tmp_path: Path) -> None:
    lines = "工作要求: 一 #1\n绩效目标:\n  - 指标: 站点 #2\n相关政策文件: []\n资金用途:\n  - {类别: 服务, 用途: 孵化 , 金额: 1} #3\n"
    found = remarks(tmp_path, lines)
    assert [(line, label) for _, line, label in found] == [(7, "工作要求"), (9, "指标")]


def test_the_text_itself_is_not_repeated(tmp_path: Path) -> None:
    folder = tmp_path / "counties" / CODE
    write(
        folder / "county.yaml", COUNTY.format(code=CODE) + "公开专栏: https://example.gov.cn/ #13800138000\n"
    )
    found = read_county(tmp_path, CODE, frozenset()).problems
    assert not [finding for finding in found if "13800138000" in finding.message + finding.cure]


def test_front_matter_counts_its_own_lines(tmp_path: Path) -> None:
    folder = tmp_path / "counties" / CODE
    write(folder / "county.yaml", COUNTY.format(code=CODE))
    write(folder / "cases/a.md", "---\n标题: 一号 #1 站点\n类别: 其他\n日期: 2021-01-01\n---\n\n正文 #1\n")
    (found,) = read_county(tmp_path, CODE, frozenset()).problems
    assert (found.place.line, found.place.label) == (2, "标题")
