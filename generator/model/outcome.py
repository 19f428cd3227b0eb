"""outcome.yaml: 综合验收, 省级复核, 绩效评价, 整改清单."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import Conclusion, EvaluationKind, Grade
from generator.model.ending import Signature
from generator.model.item_names import NamedBy
from generator.model.types import Day, Number, Percent, PlannedDay, Prose, Text, Texts, Year, problem

_FOREIGN_GRADES = {
    "优秀": "好",
    "优": "好",
    "良好": "较好",
    "良": "较好",
    "中": "一般",
    "合格": "一般",
    "差": "较差",
}


def _own_grade(value: Any) -> Any:
    """Refuse the grades of other schemes (R101): the notice knows 好, 较好, 一般, 较差."""
    labels = "、".join(grade.label for grade in Grade)
    if isinstance(value, str) and value not in {grade.label for grade in Grade}:
        hint = _FOREIGN_GRADES.get(value.strip())
        meant = f"，对应的可能是“{hint}”，请核对评价报告" if hint else ""
        raise problem("R101", f"绩效评价结论“{value}”不在四个等次之内", f"写成 {labels} 之一{meant}")
    return value


class FinalAcceptance(Record):
    """综合验收, with the six parts that clause 五（四） asks of the report."""

    date: Annotated[Day, Label("日期")]
    third_party: Annotated[
        Text | None,
        Label("第三方机构", searched=Search.TEXT, clause="final-acceptance", asked=True, stays=True),
    ] = None
    goals_met: Annotated[
        Prose | None, Label("目标完成情况", searched=Search.TEXT, clause="final-acceptance", asked=True)
    ] = None
    effects: Annotated[
        Prose | None,
        Label("实际效果", searched=Search.TEXT, weight=Weight.WORDING, clause="final-acceptance", asked=True),
    ] = None
    problems: Annotated[
        Prose | None, Label("存在问题", searched=Search.TEXT, clause="final-acceptance", asked=True)
    ] = None
    conclusion: Annotated[
        Conclusion | None, Label("结论", weight=Weight.MAJOR, clause="final-acceptance", asked=True)
    ] = None
    improvements: Annotated[
        Prose | None, Label("改进要求", searched=Search.TEXT, clause="final-acceptance", asked=True)
    ] = None
    advice: Annotated[
        Prose | None, Label("工作建议", searched=Search.TEXT, clause="final-acceptance", asked=True)
    ] = None
    fund_use: Annotated[Percent | None, Label("专项资金使用率", unit="%")] = None
    signature: Annotated[Signature | None, Label("签字", clause="final-acceptance", asked=True)] = None
    attachments: Annotated[Texts, Label("附件", searched=Search.NOT_HERE, stays=True)] = ()


class ProvincialRecheck(Record):
    """省级复核, clause 五（四）."""

    date: Annotated[Day, Label("日期")]
    body: Annotated[Text | None, Label("机构", searched=Search.NOT, stays=True)] = None
    conclusion: Annotated[Conclusion | None, Label("结论", weight=Weight.MAJOR)] = None
    note: Annotated[Prose | None, Label("说明", searched=Search.NOT, weight=Weight.WORDING)] = None


class Evaluation(Record):
    """绩效评价, clause 五（五）."""

    named_by: ClassVar[NamedBy] = ("year", "kind")

    year: Annotated[Year, Label("年度")]
    kind: Annotated[EvaluationKind, Label("类型")]
    evaluator: Annotated[Text | None, Label("评价机构", searched=Search.NOT, stays=True)] = None
    score: Annotated[Number | None, Label("得分", weight=Weight.MAJOR, clause="evaluation", asked=True)] = (
        None
    )
    full_score: Annotated[Number, Label("满分")] = Decimal(100)
    grade: Annotated[
        Grade | None,
        BeforeValidator(_own_grade),
        Label("结论", weight=Weight.MAJOR, clause="evaluation", asked=True),
    ] = None
    projects_to_rectify: Annotated[
        Texts, Label("需要整改的项目", searched=Search.NOT_HERE, clause="evaluation", stays=True)
    ] = ()
    advice: Annotated[Prose | None, Label("整改建议", searched=Search.NOT, clause="evaluation")] = None
    signature: Annotated[Signature | None, Label("签字", clause="evaluation", asked=True)] = None
    completed: Annotated[Day | None, Label("完成日期")] = None
    attachments: Annotated[Texts, Label("附件", searched=Search.NOT_HERE, stays=True)] = ()


class Rectification(Record):
    """整改清单 entry, struck off (销号) one by one, clause 五（五）."""

    named_by: ClassVar[NamedBy] = ("number",)

    number: Annotated[Text, Label("编号", searched=Search.TEXT, stays=True)]
    source: Annotated[Text | None, Label("来源", searched=Search.NOT, weight=Weight.WORDING)] = None
    problem: Annotated[Prose, Label("问题", searched=Search.TEXT)]
    measure: Annotated[Prose | None, Label("措施", searched=Search.TEXT, clause="evaluation", asked=True)] = (
        None
    )
    owner: Annotated[Text | None, Label("负责人", searched=Search.TEXT, clause="evaluation", asked=True)] = (
        None
    )
    due: Annotated[PlannedDay | None, Label("期限", weight=Weight.MAJOR, clause="evaluation", asked=True)] = (
        None
    )
    closed: Annotated[Day | None, Label("销号日期", weight=Weight.MAJOR, clause="evaluation")] = None
    evidence: Annotated[Texts, Label("佐证", searched=Search.NOT_HERE, stays=True)] = ()


class Outcome(Record):
    """Everything in outcome.yaml."""

    final_acceptance: Annotated[FinalAcceptance | None, Label("综合验收")] = None
    provincial_recheck: Annotated[ProvincialRecheck | None, Label("省级复核")] = None
    evaluations: Annotated[tuple[Evaluation, ...], Label("绩效评价")] = ()
    rectifications: Annotated[tuple[Rectification, ...], Label("整改清单")] = ()
