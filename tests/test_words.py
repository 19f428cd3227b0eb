"""How the portal speaks: official words, the quotation marks of GB/T 15834, one way to write a day, no inner paths."""

import ast
from collections.abc import Iterator

import pytest

from generator.model.days import in_sentence
from generator.model.fields import field_in_words
from tests.support.project import ROOT

SPOKEN = "没有"
"""Official sentences say 未, 无 or 暂无."""
CORNERS = frozenset("「」『』")
"""Marks of vertical text; GB/T 15834 has “” and ‘’ in horizontal text."""
READ = {
    "generator/intake/screening/quoting.py": "What counties wrote may be quoted in either marks.",
    "generator/rules/left_out.py": "A purpose that says what it leaves out.",
    "generator/rules/reports/together.py": "What counties wrote may be quoted in either marks.",
    "generator/rules/wordings.py": "Marks that are no part of a purpose.",
    "overrides/assets/search-core.js": "What readers type is quoted in either marks.",
}
"""Files that read such words, and do not say them."""
THEMES = ("*.html", "*.js", "*.j2", "*.yaml")
PAGES = ("about.md", "accessibility.md")


def _said(source: str) -> Iterator[str]:
    """Yields the string constants of a module that are no docstrings."""
    tree = ast.parse(source)
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "generator").rglob("*.py")):
        yield from ((path.relative_to(ROOT).as_posix(), text) for text in _said(path.read_text("utf-8")))
    themed = [
        path
        for pattern in THEMES
        for top in ("generator", "overrides")
        for path in (ROOT / top).rglob(pattern)
    ]
    for path in (*sorted(themed), *(ROOT / "docs" / name for name in PAGES)):
        yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def test_what_is_said_is_official() -> None:
    odd = {name: text for name, text in _texts() if SPOKEN in text or CORNERS & set(text)}
    assert {name: text for name, text in odd.items() if name not in READ} == {}
    assert set(odd) <= set(READ)


def test_the_words_are_looked_for() -> None:
    found = list(_said('"""没有"""\nx = f"{y}没有"\n"""也没有"""\n'))
    assert found == ["没有"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-03-23 投入使用，至今 99 天未验收", "2022年3月23日投入使用，至今 99 天未验收"),
        ("计划 2021-03-08 开工", "计划2021年3月8日开工"),
        ("未登记 2 个月的交易数据：2021-04、2021-12", "未登记 2 个月的交易数据：2021年4月、2021年12月"),
        ("完成时限 2022年7月（按 2022-07-31 计）", "完成时限 2022年7月（按2022年7月31日计）"),
        ("由“2022-12-31”改为“2023-03-31”", "由“2022-12-31”改为“2023-03-31”"),
        ("整改 210198-2020-01、210198-2020-1002", "整改 210198-2020-01、210198-2020-1002"),
        ("合同 HT-2021-05 和 2021-05-001", "合同 HT-2021-05 和 2021-05-001"),
        ("2021-13 和 2021-02-32", "2021-13 和 2021-02-32"),
        ("拨付 2,021-03 万元", "拨付 2,021-03 万元"),
        (
            "整改清单第 2021-01 项应于 2021-12-31 前销号",
            "整改清单第 2021-01 项应于2021年12月31日前销号",
        ),
        ("第 2022-03 号文", "第 2022-03 号文"),
        ("共查第 1、2 项，2021-04 复查", "共查第 1、2 项，2021年4月复查"),
    ],
)
def test_a_sentence_writes_days_in_chinese_and_leaves_what_is_none(text: str, said: str) -> None:
    assert in_sentence(text) == said
    assert in_sentence(said) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("完成时限", "完成时限"),
        ("承办单位 › 办公电话", "承办单位办公电话"),
        ("验收 › 存档 › 目录", "验收存档目录"),
        ("绩效目标 › 第3项 › 截至", "绩效目标第3项（截至）"),
        ("合同 › “HT-01” › 金额", "合同“HT-01”（金额）"),
        ("承办单位 › 联合体 › 第1项 › 统一社会信用代码", "承办单位联合体第1项（统一社会信用代码）"),
        ("相关政策文件 › 第4项", "相关政策文件第4项"),
        ("2021-03-10 210198-2020-01 一号 › 金额", "2021-03-10 210198-2020-01 一号（金额）"),
    ],
)
def test_a_field_is_called_in_words(label: str, said: str) -> None:
    assert field_in_words(label) == said
