"""What may be written in two ways is one value in the change record, told in words for readers."""

import pytest

from generator.history.compare import changes
from generator.history.records import Fields, holding, version_of

PROJECT = "counties/210198/projects/01.yaml"
CONTRACTS = "counties/210198/contracts.yaml"
CASE = "counties/210198/cases/one.md"
NOTICE = "notices/one.md"


def fields(path: str, text: str) -> Fields:
    if path == PROJECT:
        text = f"项目编号: 210198-2020-01\n项目名称: 仓储中心\n{text}"
    elif path.endswith(".md"):
        text = f"---\n标题: 一\n{text}---\n正文\n"
    held = holding(path)
    assert held
    found = version_of(held, text.encode(), path).fields
    assert found is not None
    return found


def told(path: str, old: str, new: str) -> list[tuple[str, str, str]]:
    held = holding(path)
    assert held
    record = held.record or "210198-2020-01"
    before, after = fields(path, old), fields(path, new)
    return [(one.field, one.old, one.new) for one in changes({record: before}, {record: after})]


@pytest.mark.parametrize(
    ("path", "label", "text"),
    [
        (PROJECT, "续建", "续建: %s\n"),
        (CONTRACTS, "合同 › “C-1” › 框架协议", "合同:\n  - 合同编号: C-1\n    框架协议: %s\n"),
        (NOTICE, "示例数据", "示例数据: %s\n"),
        ("counties/210198/county.yaml", "示例数据", "名称: 青禾县\n示例数据: %s\n"),
    ],
)
def test_a_flag_is_told_as_yes_or_no(path: str, label: str, text: str) -> None:
    without = "\n".join(line for line in text.splitlines() if "%s" not in line) + "\n"
    for yes, no in (("true", "false"), ("是", "否"), ("True", "FALSE"), ('"true"', "' 否 '")):
        assert told(path, without, text % yes) == [(label, "", "是")]
        assert told(path, text % yes, text % no) == [(label, "是", "否")]
    assert told(path, text % "true", text % "是") == []
    assert told(path, text % "false", text % "否") == []


def test_what_is_no_flag_stays_as_it_was_written() -> None:
    assert told(PROJECT, "", "续建: 大概是\n") == [("续建", "", "大概是")]
    assert told(PROJECT, "", "承办单位:\n  名称: 是\n") == [("承办单位 › 名称", "", "是")]
    assert told(PROJECT, "", "承办单位:\n  名称: true\n") == [("承办单位 › 名称", "", "true")]


@pytest.mark.parametrize(
    ("path", "label", "one", "many"),
    [
        (PROJECT, "承办单位 › 曾用名", "承办单位:\n  曾用名: {}\n", "承办单位:\n  曾用名: [{}]\n"),
        (PROJECT, "采购 › 合同", "采购:\n  合同: {}\n", "采购:\n  合同:\n    - {}\n"),
        (PROJECT, "附件", "附件: {}\n", "附件:\n  - {}\n"),
        (PROJECT, "相关政策文件", "相关政策文件: {}\n", "相关政策文件: ['{}']\n"),
        (CASE, "项目编号", "项目编号: {}\n", "项目编号: [{}]\n"),
        (NOTICE, "涉及县", "涉及县: {}\n", "涉及县: [{}]\n"),
        (
            "counties/210198/plan.yaml",
            "方案调整 › 涉及项目",
            "方案调整:\n  - 涉及项目: {}\n",
            "方案调整:\n  - 涉及项目: [{}]\n",
        ),
        ("counties/210198/county.yaml", "原代码", "原代码: '{}'\n", "原代码: ['{}']\n"),
    ],
)
def test_one_value_is_a_list_of_one(path: str, label: str, one: str, many: str) -> None:
    assert told(path, one.format("甲"), many.format("甲")) == []
    assert told(path, many.format("甲"), one.format("甲")) == []
    if "[" in many:
        two = many.replace("'{}'", "{}").format("甲, 乙")
        assert told(path, one.format("甲"), two) == [(label, "", "乙")]
    assert told(path, one.format("甲"), many.format("乙")) == [(label, "甲", "乙")]
    assert told(path, one.format("甲"), one.format("乙")) == [(label, "甲", "乙")]


def test_what_is_one_text_is_no_list() -> None:
    assert told(PROJECT, "", "文号: 甲\n备注: 乙\n") == [("备注", "", "乙")]
