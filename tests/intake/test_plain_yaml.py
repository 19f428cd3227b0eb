"""What the plain reader takes, it reads as the careful reader does: values and positions; the rest it leaves."""

from collections.abc import Sequence
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.intake.reading.yaml_lines import Outline, PlainLines, outline, plain_lines
from generator.intake.reading.yaml_reader import MAX_DEPTH, read_yaml
from generator.intake.screening.report import Report
from tests.intake.conftest import COUNTY, PROJECT

SCALARS = (
    "内容",
    "a: b: c",
    "a:b",
    "a:",
    ":",
    "- x",
    "- - x",
    "-",
    "-5",
    "-x",
    "---",
    "...",
    "? x",
    "?x",
    "|",
    ">",
    "|-",
    "#",
    "# 注",
    "x # 注",
    "x #",
    "x#注",
    "&a x",
    "*a",
    "!x y",
    "!!str x",
    "[a, b]",
    "{a: b}",
    "a, [b] {c}",
    "%",
    "'%'",
    "@x",
    "`x`",
    "~",
    "null",
    "Null",
    "NULL",
    "'null'",
    '"~"',
    "''",
    '""',
    "' '",
    "'it''s'",
    "'a'b",
    "'a' # 注",
    "'a'# 注",
    "'a",
    '"a\\n"',
    '"a: b"',
    '"a" "b"',
    '"',
    "\u3000x\u3000",
    "x\u3000",
    "x\u3000# y",
    "\u00a0",
    "x\ty",
    "\tx",
    "x\t",
    "x\u2028y",
    "x\x85y",
    "\ufeffx",
    "x\ry",
    "x\x07",
    "\U0001f600",
    "\ue000",
    "=",
    "<<",
    "yes",
    "2021-06-30",
    "0o17",
    "1e3",
    "",
)


def taken(text: str) -> tuple[PlainLines, Outline] | None:
    """The lines of a plain text and their outline; None when the plain reader leaves it."""
    lines = plain_lines(text)
    found = outline(lines.beginnings) if lines else None
    return (lines, found) if lines and found else None


def with_texts(value: Any, texts: Sequence[str]) -> Any:
    """The values of an outline, each number of a line replaced by its text."""
    if isinstance(value, int):
        return texts[value]
    if isinstance(value, list):
        return [with_texts(item, texts) for item in value]
    if isinstance(value, dict):
        return {name: with_texts(inner, texts) for name, inner in value.items()}
    return value


def agree(text: str) -> bool:
    """Whether the plain reader takes a text; if so, the careful one reads the same and finds nothing wrong."""
    both = taken(text)
    if both is None:
        return False
    lines, found = both
    report = Report("file.yaml")
    document = read_yaml(text, report)
    assert document is not None, report.findings
    assert not report.findings
    assert with_texts(found.values, lines.texts) == document.value
    assert found.marks == document.origin.marks
    return True


@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize(
    "around",
    [
        "名称: {}\n",
        "名称: {}",
        "名称: {}  \n其他: 1\n",
        "名称:\n  内里: {}\n",
        "名称:\n  - {}\n",
        "名称:\n- {}\n",
        "名称:\n  - 内里: {}\n    其他: 1\n",
        "名称: 1\n\n# 注\n其他: {}\n",
        "名称: 1\n  {}\n",
        "名称:\n  {}\n",
        "{}\n名称: 1\n",
        "名称: 1\n{}\n",
        "{}: 1\n",
        "{}:\n",
    ],
)
def test_no_scalar_is_read_otherwise(around: str, scalar: str) -> None:
    agree(around.format(scalar))


@pytest.mark.parametrize(
    "text",
    [
        PROJECT.format(code="210198", number="01"),
        COUNTY.format(code="210198"),
        "# 注\n\n名称: 甲 # 注\n空的:\n表:\n- 一\n- 名称: 二\n  内里:\n  - 三\n再:\n  - 四\n末: ''\n",
        "名称: '甲''乙'\n代码: \"210198\"\n网址: https://example.gov.cn/a?b=c#d\n",
        "表:\n  -   名称: 一\n      其他: 二\n  # 注\n\n  - 名称: 三\n",
    ],
)
def test_what_counties_write_is_taken(text: str) -> None:
    assert agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n# 注\n",
        "- 一\n",
        "名称: 1\n名称: 2\n",
        "名称:\n名称: 2\n",
        "名称:\n  甲: 1\n 乙: 2\n",
        "名称: 1\n 乙: 2\n",
        " 名称: 1\n",
        "表:\n  - 一\n - 二\n",
        "表:\n  - 一\n  名称: 二\n",
        "表:\n  -\n",
        "表:\n  - ~\n",
        "表:\n  - ''\n",
        "名称: 1\n- 二\n",
        "名称: 1\n---\n名称: 2\n",
        "名称 : 1\n",
        "名称:1\n",
        "名称:\t1\n",
        "名称: 1\r\n",
        "名称: |\n  一\n  二\n",
        "名称: 一\n  二\n",
    ],
)
def test_what_is_wrong_or_unusual_is_left(text: str) -> None:
    assert taken(text) is None


@pytest.mark.parametrize("depth", range(MAX_DEPTH - 4, MAX_DEPTH + 3))
def test_depth_is_bounded(depth: int) -> None:
    agree("".join(f"{' ' * level}名:\n" for level in range(depth)) + f"{' ' * depth}名: 1\n")
    agree("".join(f"{'  ' * level}名:\n{'  ' * level}- 项: 1\n" for level in range(depth)))


LINES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "", "  ", "  ", "    ", " ", "      "]),
        st.sampled_from(["", "", "", "- ", "-   ", "-", "- - "]),
        st.sampled_from(["甲: ", "乙: ", "丙:", "甲:  ", "丁:", "'戊': ", "", ""]),
        st.sampled_from(SCALARS) | st.sampled_from(["", "", "一", "二"]),
        st.sampled_from(["", "", "", " ", " # 注", "#"]),
    ),
)


@settings(max_examples=2000)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_no_lines_are_read_otherwise(text: str) -> None:
    agree(text)


TEXTS = st.sampled_from(SCALARS) | st.text("甲乙 :#-'\"[]{}&*!|>%@`\u3000,.1", max_size=8)
VALUES = st.recursive(
    TEXTS | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("甲乙丙丁"), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=500)
@given(
    st.dictionaries(st.sampled_from(["名称", "ICP备案号", "日期"]), VALUES, min_size=1),
    st.sampled_from([None, "'", '"']),
    st.sampled_from([2, 4]),
)
def test_no_spelling_of_a_value_is_read_otherwise(value: object, style: str | None, indent: int) -> None:
    agree(yaml.safe_dump(value, allow_unicode=True, default_style=style, indent=indent, width=10_000))
    agree(yaml.safe_dump(value, allow_unicode=True, indent=indent, width=20, sort_keys=False))
