"""Markdown documents with front matter: 典型案例, 相关政策文件, 工作动态."""

from typing import Annotated, ClassVar

from generator.model.base import Label, Record
from generator.model.change import Weight
from generator.model.codelists import CaseKind, GovernmentLevel, NoticeKind, Validity
from generator.model.item_names import NamedBy
from generator.model.types import Day, Flag, ProjectIds, Text, Texts


class Document(Record):
    """What the three kinds share. ``id`` is the file's stem, ``text`` the Markdown below the front matter.

    Neither is a key of the front matter; the intake sets them.
    """

    id: str = ""
    title: Annotated[Text, Label("标题")]
    text: str = ""


class Picture(Record):
    """图片 of a case, with the permission to publish it."""

    named_by: ClassVar[NamedBy] = ("file",)

    file: Annotated[Text, Label("文件", stays=True)]
    caption: Annotated[Text, Label("说明", weight=Weight.WORDING, note="看不到图片的人靠它了解图片内容")]
    licence: Annotated[Text, Label("授权")]


class Case(Document):
    """典型案例, clause 五（六）; 做法 and 成效 stand in the text."""

    kind: Annotated[CaseKind, Label("类别", clause="disclosure")]
    county: Annotated[Text | None, Label("县", stays=True)] = None
    date: Annotated[Day, Label("日期")]
    projects: Annotated[ProjectIds, Label("项目编号")] = ()
    source: Annotated[Text | None, Label("来源", weight=Weight.WORDING)] = None
    pictures: Annotated[tuple[Picture, ...], Label("图片")] = ()


class Policy(Document):
    """相关政策文件, clause 五（六）."""

    number: Annotated[Text | None, Label("文号", stays=True)] = None
    issuer: Annotated[Text | None, Label("发文机关", stays=True)] = None
    date: Annotated[Day | None, Label("成文日期")] = None
    published: Annotated[Day | None, Label("发布日期")] = None
    index_number: Annotated[Text | None, Label("索引号", stays=True)] = None
    subject: Annotated[Text | None, Label("主题分类", stays=True)] = None
    validity: Annotated[Validity | None, Label("有效性")] = None
    level: Annotated[GovernmentLevel | None, Label("层级")] = None
    is_demo: Annotated[Flag, Label("示例数据")] = False
    attachments: Annotated[Texts, Label("附件", stays=True)] = ()


class Notice(Document):
    """工作动态, 督导通报, 公示公告."""

    date: Annotated[Day, Label("日期")]
    kind: Annotated[NoticeKind, Label("类型")]
    source: Annotated[Text | None, Label("来源", weight=Weight.WORDING)] = None
    counties: Annotated[Texts, Label("涉及县", note="通报点名的县：名称或六位代码", stays=True)] = ()
    is_demo: Annotated[Flag, Label("示例数据")] = False
    attachments: Annotated[Texts, Label("附件", stays=True)] = ()
