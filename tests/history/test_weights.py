"""How much a change matters is said of each field in the model: one word may stand for several fields."""

from typing import Any

import pytest

from generator.history.compare import changes, weight
from generator.history.records import Content, Row
from generator.model.change import Weight
from generator.model.fields import field_at, said_of, weights
from generator.model.files import COUNTY_FILES, PROVINCE_FILES
from generator.model.place import INSIDE

MAJOR, ORDINARY, WORDING = Weight.MAJOR, Weight.ORDINARY, Weight.WORDING
PROJECT, COUNTY = "210198-2020-01", "210198/county"
PLAN, OUTCOME = "210198/plan", "210198/outcome"


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        # 名称
        (PROJECT, "承办单位 › 名称", MAJOR),
        (PROJECT, "承办单位 › 联合体 › 第2项 › 名称", MAJOR),
        (COUNTY, "名称", ORDINARY),
        (COUNTY, "主管部门 › 名称", ORDINARY),
        (COUNTY, "管理制度 › 第1项 › 名称", ORDINARY),
        # 结论
        (PROJECT, "验收 › 结论", MAJOR),
        (PLAN, "决策过程 › 第1项 › 结论", MAJOR),
        (OUTCOME, "综合验收 › 结论", MAJOR),
        (OUTCOME, "省级复核 › 结论", MAJOR),
        (OUTCOME, "绩效评价 › 第3项 › 结论", MAJOR),
        # 记录: of a training it is one field among others, elsewhere a whole row
        ("210198/trainings", "记录", ORDINARY),
        # deadlines
        (PROJECT, "完成时限", MAJOR),
        (PROJECT, "验收 › 整改期限", MAJOR),
        (OUTCOME, "整改清单 › 第2项 › 期限", MAJOR),
        ("210198/inspections", "完成期限", MAJOR),
        ("210198/inspections", "完成日期", ORDINARY),
        # what is part of something takes its weight
        (PROJECT, "取消 › 原因", MAJOR),
        (PROJECT, "撤回 › 批准", MAJOR),
        (PLAN, "方案调整 › 第1项 › 原因", ORDINARY),
        (PLAN, "方案调整 › 第1项 › 内容", ORDINARY),
        # 说明, 来源, 进度
        ("210198/progress", "说明", WORDING),
        ("210198/progress", "进度", MAJOR),
        (PLAN, "答复 › 第1项 › 说明", WORDING),
        (OUTCOME, "整改清单 › 第1项 › 来源", WORDING),
        ("210198/cases/one", "来源", WORDING),
        ("210198/cases/one", "正文", ORDINARY),
        ("policies/2020-226", "正文", ORDINARY),
        ("policies/2020-226", "文号", ORDINARY),
        ("notices/one", "涉及县 › 第1项", ORDINARY),
        (PROJECT, "相关政策文件 › 第1项", ORDINARY),
    ],
)
def test_each_field_has_its_own_weight(record: str, field: str, expected: Weight) -> None:
    assert weight(record, field, "甲", "乙") is expected


@pytest.mark.parametrize(
    ("record", "before", "after", "expected"),
    [
        (PROJECT, {"建设内容": "设冷库，分拣线。"}, {"建设内容": "设冷库、分拣线"}, WORDING),
        (PROJECT, {"地方配套": "100"}, {"地方配套": "10"}, MAJOR),
        (
            "210198/trainings",
            (Row("2021-05-10 210198-2020-03 普及班", {"记录": "签到表"}),),
            (Row("2021-05-10 210198-2020-03 普及班", {"记录": "签到表、照片"}),),
            ORDINARY,
        ),
        (
            "210198/payments",
            (Row("2021-03-20 210198-2020-01 一号", {"金额": "400"}),),
            (Row("2021-03-20 210198-2020-01 一号", {"金额": "40"}),),
            MAJOR,
        ),
        ("210198/payments", (Row("2021-03-20 210198-2020-01", {"金额": "400"}),), (), MAJOR),
    ],
)
def test_a_change_weighs_as_its_field_does(
    record: str, before: Content, after: Content, expected: Weight
) -> None:
    (change,) = changes({record: before}, {record: after})
    assert change.weight is expected


def _unit(model: Any, label: str) -> Any:
    info = field_at(model, label)
    return said_of(info, "unit") if info else None


@pytest.mark.parametrize("kind", [*COUNTY_FILES, *PROVINCE_FILES], ids=lambda kind: kind.name)
def test_every_amount_of_money_is_major(kind: Any) -> None:
    found = weights(kind.model)
    assert {label for label in found if _unit(kind.model, label) in {"万元", "元"}} <= {
        label for label, weight in found.items() if weight is MAJOR
    }


def test_a_contractor_is_named_nowhere_else() -> None:
    """A company is a project's or a contract's contractor; a name of any other thing is no contractor's."""
    named = {
        (kind.name, label): found
        for kind in COUNTY_FILES
        for label, found in weights(kind.model).items()
        if label.split(INSIDE)[-1] == "名称"
    }
    assert {key for key, found in named.items() if found is MAJOR} == {
        ("projects", "承办单位 › 名称"),
        ("projects", "承办单位 › 联合体 › 名称"),
        ("contracts", "合同 › 承办单位 › 名称"),
        ("contracts", "合同 › 承办单位 › 联合体 › 名称"),
    }
    assert len(named) == 15
