"""A name is one line wherever it is written; a description may have several."""

from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.intake import read_county, read_portal
from generator.model.base import Record, record_inside
from generator.model.files import COUNTY_FILES, LEDGERS, PROVINCE_FILES, ROW_KEYS, Format
from generator.model.payees import Impersonal, Purpose
from generator.model.types import Prose, Text
from tests.intake.conftest import write

EVENT = "青禾县\nBEGIN:VEVENT\nSUMMARY:假的"
PROSE = {
    ("Archive", "目录"),
    ("SetAside", "理由"),
    ("Contract", "非公开招标理由"),
    ("Fee", "依据"),
    ("PayeeRelation", "依据"),
    ("Supplement", "内容"),
    ("Termination", "原因"),
    ("Activity", "说明"),
    ("BudgetLine", "用途"),
    ("Cancellation", "原因"),
    ("Acceptance", "整改要求"),
    ("Decision", "事项"),
    ("Decision", "结论"),
    ("Enforcement", "行为"),
    ("Enforcement", "处理结果"),
    ("Enforcement", "依据"),
    ("Enforcement", "后续"),
    ("Evaluation", "整改建议"),
    ("Expenditure", "用途"),
    ("FinalAcceptance", "存在问题"),
    ("FinalAcceptance", "实际效果"),
    ("FinalAcceptance", "工作建议"),
    ("FinalAcceptance", "改进要求"),
    ("FinalAcceptance", "目标完成情况"),
    ("ImplementationPlan", "工作目标"),
    ("ImplementationPlan", "建设内容"),
    ("ImplementationPlan", "时间节点"),
    ("ImplementationPlan", "验收考核标准"),
    ("Inspection", "发现问题"),
    ("Inspection", "处理情况"),
    ("Payment", "用途"),
    ("PlanChange", "内容"),
    ("PlanChange", "原制发程序"),
    ("PlanChange", "原因"),
    ("PlanChange", "本次程序"),
    ("Procurement", "非公开招标理由"),
    ("Progress", "说明"),
    ("Project", "利用现有设施"),
    ("Project", "备注"),
    ("Snapshot", "说明"),
    ("Project", "工作要求"),
    ("Project", "建设内容"),
    ("ProvincialRecheck", "说明"),
    ("Rectification", "措施"),
    ("Rectification", "问题"),
    ("Response", "说明"),
    ("TipOff", "说明"),
    ("Training", "记录"),
    ("Withdrawal", "原因"),
}


def _all_models() -> list[type[Record]]:
    """The models of the files that are read field by field, and all that lie in them."""
    found: dict[type[Record], None] = {}
    waiting = [kind.model for kind in (*COUNTY_FILES, *PROVINCE_FILES) if kind.format is not Format.MARKDOWN]
    while waiting:
        model = waiting.pop()
        found[model] = None
        waiting += [
            inner for info in model.model_fields.values() if (inner := record_inside(info.annotation))
        ]
    return list(found)


MODELS = _all_models()


def _kinds(annotation: Any) -> set[Any]:
    """The annotation and all that lies in it."""
    return {annotation}.union(*map(_kinds, get_args(annotation))) if get_args(annotation) else {annotation}


def _holds(model: Any, name: str, kind: Any) -> bool:
    annotation = model.model_fields[name].rebuild_annotation()
    return kind in _kinds(annotation)


def test_what_may_have_several_lines_is_listed() -> None:
    models = {*MODELS, *(kind.model for kind in (*COUNTY_FILES, *PROVINCE_FILES))}
    found = {
        (model.__name__, label)
        for model in models
        for name, label in model.labels().items()
        if any(_holds(model, name, kind) for kind in (Prose, Purpose, Impersonal))
    }
    assert found == PROSE
    assert any(_holds(model, name, Text) for model in models for name in model.model_fields)


def test_what_a_row_is_known_by_is_one_line() -> None:
    for kind in LEDGERS:
        names = {label: name for name, label in kind.model.labels().items()}
        for column in ROW_KEYS[kind.name]:
            assert not _holds(kind.model, names[column], Prose), (kind.name, column)


@pytest.mark.parametrize("text", ["甲\n乙", "甲\r\n乙", "甲\r乙", "甲\n\n乙", EVENT])
def test_a_text_is_one_line(text: str) -> None:
    assert TypeAdapter(Prose).validate_python(text) == text
    with pytest.raises(ValidationError):
        TypeAdapter(Text).validate_python(text)


@pytest.mark.parametrize(
    ("file", "old", "new", "label"),
    [
        ("county.yaml", "名称: 青禾县", r'名称: "青禾县\nBEGIN:VEVENT\nSUMMARY:假的"', "名称"),
        ("county.yaml", "名称: 青禾县", "名称: |\n  青禾县\n  BEGIN:VEVENT", "名称"),
        ("county.yaml", "示例数据: true", '示例数据: true\n责任人: {姓名: "张\\n三"}', "姓名"),
        (
            "projects/01.yaml",
            "项目名称: 县级仓储配送中心",
            "项目名称: |-\n  县级仓储\n\n  配送中心",
            "项目名称",
        ),
        ("projects/01.yaml", "状态: 在建", '状态: 在建\n承办单位:\n  名称: "甲\\n公司"', "名称"),
        ("projects/01.yaml", "状态: 在建", '状态: 在建\n附件: ["甲\\n.pdf"]', "附件"),
        (
            "projects/01.yaml",
            "状态: 在建",
            '状态: 在建\n绩效目标: [{指标: "行政村\\n", 单位: "个\\n个"}]',
            "单位",
        ),
        ("payments.csv", "甲公司", '"甲\n公司"', "收款单位"),
        ("payments.csv", "首付款,1", '首付款,"1\n2"', "凭证号"),
    ],
)
def test_a_name_of_several_lines_is_an_error(column: Path, file: str, old: str, new: str, label: str) -> None:
    path = column / "counties/210198" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    (found,) = read_county(column, "210198", frozenset()).problems
    assert (found.code, found.message) == ("E004", f"“{label}”里有换行")
    assert "写成一行" in found.cure


def test_titles_of_documents_and_settings_are_one_line(column: Path) -> None:
    write(
        column / "site.yaml", (column / "site.yaml").read_text("utf-8").replace("省商务厅", r'"省\n商务厅"')
    )
    write(column / "policies/2020-226.md", '---\n标题: "通\\n知"\n---\n\n正文\n')
    write(column / "national.csv", '指标,年度,数值\n"网络\n零售额",2020,1\n')
    assert [found.code for found in read_portal(column).problems] == ["E004"] * 3


def test_folded_texts_and_descriptions_stand(column: Path) -> None:
    path = column / "counties/210198/projects/01.yaml"
    text = path.read_text("utf-8").replace(
        "项目名称: 县级仓储配送中心", "项目名称: >\n  县级仓储\n  配送中心\n"
    )
    path.write_text(f"{text}建设内容: |\n  一、分拣线\n  二、冷库\n工作要求: 按期\n  完成\n", "utf-8")
    write(
        column / "counties/210198/progress.csv",
        '日期,项目编号,进度,说明\n2021-06-30,210198-2020-01,30,"主体开工\n设备到货"\n',
    )
    read = read_county(column, "210198", frozenset())
    assert read.problems == ()
    assert read.disclosure is not None
    project = read.disclosure.projects[0]
    assert (project.title, project.requirements) == ("县级仓储 配送中心", "按期 完成")
    assert project.description == "一、分拣线\n二、冷库"
    assert read.disclosure.progress[0].note == "主体开工\n设备到货"
