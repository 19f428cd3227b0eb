"""plan.yaml: 实施方案, 方案调整, 决策过程, 答复."""

from typing import Annotated, ClassVar

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import FilingLevel
from generator.model.item_names import NamedBy
from generator.model.types import Day, ProjectIds, Prose, Text, Texts


class Filing(Record):
    """备案 at one level, clause 五（二）."""

    named_by: ClassVar[NamedBy] = ("level",)

    level: Annotated[FilingLevel, Label("层级")]
    date: Annotated[Day | None, Label("日期")] = None
    document: Annotated[Text | None, Label("文号", searched=Search.NOT, stays=True)] = None


class ImplementationPlan(Record):
    """综合示范实施方案, with the five things clause 五（二） asks of it."""

    title: Annotated[Text, Label("标题", searched=Search.TEXT, stays=True)]
    number: Annotated[Text | None, Label("文号", searched=Search.TEXT, stays=True)] = None
    date: Annotated[Day | None, Label("印发日期", clause="plan", asked=True)] = None
    issuer: Annotated[
        Text | None, Label("印发机关", searched=Search.NOT, clause="plan", asked=True, stays=True)
    ] = None
    responsible_body: Annotated[
        Text | None, Label("责任主体", searched=Search.TEXT, clause="plan", asked=True)
    ] = None
    objectives: Annotated[
        Prose | None, Label("工作目标", searched=Search.TEXT, clause="plan", asked=True)
    ] = None
    content: Annotated[
        Prose | None,
        Label("建设内容", searched=Search.TEXT, weight=Weight.MAJOR, clause="plan", asked=True),
    ] = None
    milestones: Annotated[
        Prose | None, Label("时间节点", searched=Search.TEXT, clause="plan", asked=True)
    ] = None
    acceptance_standard: Annotated[
        Prose | None, Label("验收考核标准", searched=Search.TEXT, clause="plan", asked=True)
    ] = None
    filings: Annotated[tuple[Filing, ...], Label("备案", clause="plan", asked=True)] = ()
    attachments: Annotated[Texts, Label("附件", searched=Search.NOT_HERE, stays=True)] = ()


class PlanChange(Record):
    """方案调整: goes through the procedure that issued the plan, clause 五（二）."""

    named_by: ClassVar[NamedBy] = ("date",)

    date: Annotated[Day, Label("日期")]
    projects: Annotated[ProjectIds, Label("涉及项目")] = ()
    content: Annotated[Prose, Label("内容", searched=Search.TEXT)]
    reason: Annotated[Prose | None, Label("原因", searched=Search.TEXT, clause="plan", asked=True)] = None
    original_procedure: Annotated[
        Prose | None, Label("原制发程序", searched=Search.NOT, clause="plan", asked=True)
    ] = None
    procedure: Annotated[Prose | None, Label("本次程序", searched=Search.NOT, clause="plan", asked=True)] = (
        None
    )
    approval: Annotated[
        Text | None, Label("批准文号", searched=Search.TEXT, clause="plan", asked=True, stays=True)
    ] = None
    filing_date: Annotated[Day | None, Label("备案日期", clause="plan", asked=True)] = None
    attachments: Annotated[Texts, Label("附件", searched=Search.NOT_HERE, stays=True)] = ()


class Decision(Record):
    """决策过程, clause 五（六）."""

    named_by: ClassVar[NamedBy] = ("date", "occasion")

    date: Annotated[Day, Label("日期")]
    occasion: Annotated[Text, Label("会议或文件", searched=Search.TEXT)]
    subject: Annotated[Prose, Label("事项", searched=Search.TEXT)]
    decided_by: Annotated[Text | None, Label("决策单位或领导人职务", searched=Search.TEXT)] = None
    conclusion: Annotated[Prose | None, Label("结论", searched=Search.TEXT, weight=Weight.MAJOR)] = None
    projects: Annotated[ProjectIds, Label("涉及项目")] = ()
    attachments: Annotated[Texts, Label("附件", searched=Search.NOT_HERE, stays=True)] = ()


class Response(Record):
    """答复: a county's published answer to a finding; it stands beside the finding and never hides it."""

    named_by: ClassVar[NamedBy] = ("rule", "subject")

    rule: Annotated[Text, Label("规则", searched=Search.NOT, stays=True)]
    subject: Annotated[Text, Label("对象", searched=Search.NOT, note="项目编号或县代码", stays=True)]
    date: Annotated[Day, Label("日期")]
    explanation: Annotated[Prose, Label("说明", searched=Search.NOT, weight=Weight.WORDING)]


class Plan(Record):
    """Everything in plan.yaml."""

    plan: Annotated[ImplementationPlan | None, Label("实施方案", clause="disclosure", asked=True)] = None
    plan_changes: Annotated[tuple[PlanChange, ...], Label("方案调整")] = ()
    decisions: Annotated[tuple[Decision, ...], Label("决策过程", clause="disclosure", asked=True)] = ()
    responses: Annotated[tuple[Response, ...], Label("答复")] = ()
