"""验收, 取消 and 撤回: how a project ends."""

from typing import Annotated

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import Conclusion
from generator.model.types import Day, PlannedDay, Prose, Text, Texts


class Signature(Record):
    """签字 on an opinion, clauses 五（四）（五）."""

    unit: Annotated[Text | None, Label("单位", searched=Search.NOT, stays=True)] = None
    post: Annotated[Text | None, Label("职务", searched=Search.NOT)] = None
    date: Annotated[Day | None, Label("日期")] = None


class Archive(Record):
    """存档 of the acceptance files that the company handed in, by the county's commerce department, clause 五（四）."""

    unit: Annotated[Text | None, Label("单位", searched=Search.NOT, stays=True)] = None
    date: Annotated[Day | None, Label("日期")] = None
    catalogue: Annotated[
        Prose | None, Label("目录", searched=Search.TEXT, weight=Weight.WORDING, note="存了哪些材料，共几件")
    ] = None


class Acceptance(Record):
    """验收 of one project, clause 五（四）."""

    date: Annotated[Day, Label("日期")]
    conclusion: Annotated[Conclusion, Label("结论", weight=Weight.MAJOR)]
    unit: Annotated[Text | None, Label("验收单位", searched=Search.TEXT, stays=True)] = None
    signature: Annotated[Signature | None, Label("签字", clause="acceptance", asked=True)] = None
    rectify_by: Annotated[PlannedDay | None, Label("整改期限", weight=Weight.MAJOR)] = None
    rectification: Annotated[Prose | None, Label("整改要求", searched=Search.TEXT)] = None
    rectified_on: Annotated[Day | None, Label("整改完成日期")] = None
    attachments: Annotated[Texts, Label("附件", searched=Search.NOT_HERE, stays=True)] = ()
    archive: Annotated[
        Archive | None, Label("存档", clause="acceptance", note="企业提交的验收材料由县商务部门存档")
    ] = None


class Cancellation(Record):
    """取消承办资格或项目, clauses 五（三）（四）."""

    date: Annotated[Day, Label("日期")]
    reason: Annotated[Prose, Label("原因", searched=Search.TEXT)]
    document: Annotated[Text | None, Label("文号", searched=Search.TEXT, stays=True)] = None


class Withdrawal(Record):
    """撤回: a record that should not have been published keeps its page and says why it no longer counts."""

    date: Annotated[Day, Label("日期")]
    reason: Annotated[Prose, Label("原因", searched=Search.NOT)]
    approval: Annotated[
        Text | None, Label("批准", searched=Search.NOT, asked=True, note="批准撤回的机关和文号", stays=True)
    ] = None
