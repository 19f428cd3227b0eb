"""What the model says of a field, found by its label."""

from typing import Any

import pytest

from generator.model.base import Record
from generator.model.codelists import Conclusion, Grade
from generator.model.documents import Case
from generator.model.fields import codelist_of, field_at, held_by
from generator.model.ledgers import Inspection, Payment
from generator.model.outcome import Outcome
from generator.model.project import Project
from generator.model.redactions import refusal, refusal_of
from generator.model.types import LedgerDay, Money, ProjectIds, Prose, Texts


@pytest.mark.parametrize(
    ("model", "label", "held"),
    [
        (Project, "扶持资金额度", Money),
        (Project, "资金用途 › 第3项 › 用途", Prose),
        (Project, "附件 › 第1项", Texts),
        (Payment, "日期", LedgerDay),
        (Case, "项目编号", ProjectIds),
        (Outcome, "综合验收 › 结论", Conclusion),
        (Outcome, "绩效评价 › 第1项 › 结论", Grade),
    ],
)
def test_what_a_field_holds(model: type[Record], label: str, held: Any) -> None:
    info = field_at(model, label)
    assert info is not None
    assert held_by(info) == held
    assert codelist_of(info) is (held if held in {Conclusion, Grade} else None)


@pytest.mark.parametrize(
    ("written", "is_refused"),
    [
        ("2021-12-31", True),
        ("2021-12", True),
        ("2021年12月底前", True),
        ("2021年6月初至9月", True),
        ("王某迁走后三十日", False),
        ("合同签订后90日", False),
        ("尽快", False),
        ("2021年12月底前（王某负责）", False),
    ],
)
def test_of_a_planned_date_its_words_can_be_taken_back_and_a_date_cannot(
    written: str, is_refused: bool
) -> None:
    for label in ("完成时限", "计划开工", "验收 › 整改期限", "物流补贴 › 退补日期"):
        assert refusal(Project, label) == ""
        assert bool(refusal_of(Project, label, [written])) is is_refused
    assert "日期" in refusal_of(Inspection, "完成期限", ["2021-12-31"])
    assert refusal_of(Project, "工作要求", ["2021-12-31"]) == ""


@pytest.mark.parametrize(
    "label", ["综合验收 › 结论", "省级复核 › 结论", "绩效评价 › 第1项 › 结论", "绩效评价 › 第1项 › 类型"]
)
def test_a_conclusion_cannot_be_taken_back(label: str) -> None:
    assert "固定的选项" in refusal(Outcome, label)
