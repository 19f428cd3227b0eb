"""Pages on the work itself: funds, progress, supervision, acceptance, evaluation, disclosure, rules, changes."""

from generator.render.escape import Markdown
from generator.render.overviews.subject import Overview, Subject, make
from generator.render.page import Page
from generator.views.overviews.acceptance import acceptance_view
from generator.views.overviews.catalogue import rule_families
from generator.views.overviews.changes import changes_view
from generator.views.overviews.compliance import compliance_view
from generator.views.overviews.evaluation import evaluation_view
from generator.views.overviews.progress import progress_view
from generator.views.overviews.supervision import supervision_view


def funds(overview: Overview) -> Page:
    """/funds.html"""
    subject = Subject(
        "funds",
        "funds",
        "资金",
        "中央财政专项资金的到账、安排、拨付和使用，按方向、按县、按月。",
        "数据发布",
    )
    view = overview.funds
    return make(subject, overview, "funds.md.j2", updated=view.updated, view=view)


def progress(overview: Overview) -> Page:
    """/progress.html"""
    subject = Subject(
        "progress", "progress", "进度", "各县项目状态，逾期、将到期和未按时报进度的项目。", "数据发布"
    )
    view = progress_view(overview.summaries, overview.column)
    return make(subject, overview, "progress.md.j2", updated=view.updated, view=view)


def supervision(overview: Overview) -> Page:
    """/supervision.html"""
    subject = Subject(
        "supervision", "outcome", "督导检查", "市、县督导走访的次数，发现的问题和处理情况。", "数据发布"
    )
    view = supervision_view(overview.summaries, overview.column)
    return make(subject, overview, "supervision.md.j2", updated=view.updated, view=view)


def acceptance(overview: Overview) -> Page:
    """/acceptance.html"""
    subject = Subject("acceptance", "outcome", "验收", "各示范县验收走到哪一步，项目的验收结论。", "数据发布")
    view = acceptance_view(overview.summaries)
    return make(subject, overview, "acceptance.md.j2", updated=view.updated, view=view)


def evaluation(overview: Overview) -> Page:
    """/evaluation.html"""
    subject = Subject(
        "evaluation", "outcome", "绩效评价与整改", "绩效评价得分与结论，整改清单与销号。", "数据发布"
    )
    view = evaluation_view(overview.summaries, overview.column)
    return make(subject, overview, "evaluation.md.j2", updated=view.updated, view=view)


def compliance(overview: Overview) -> Page:
    """/compliance.html"""
    subject = Subject(
        "compliance",
        "outcome",
        "公开情况与规则发现",
        "各县公开了什么、缺什么，规则核对发现什么。",
        "数据发布",
    )
    view = compliance_view(overview.summaries, overview.catalogue)
    return make(subject, overview, "compliance.md.j2", updated=view.updated, view=view)


def rules(overview: Overview) -> Page:
    """/rules.html"""
    subject = Subject(
        "rules", "outcome", "规则目录", "核对公开数据的全部规则：依据、说明、改法和例子。", "信息公开指南"
    )
    return make(
        subject,
        overview,
        "rules.md.j2",
        updated=None,
        families=rule_families(overview.catalogue),
        count=len(overview.catalogue),
        code=code_block,
    )


def changes(overview: Overview) -> Page:
    """/changes.html"""
    subject = Subject(
        "changes", "outcome", "变更记录", "记录公开以后的修改，以及各县的方案调整。", "数据发布"
    )
    view = changes_view(overview.summaries, overview.events)
    return make(subject, overview, "changes.md.j2", updated=view.updated, view=view)


def code_block(text: str) -> Markdown:
    """An example of the catalogue as it is typed; indented code, in which no mark has a meaning."""
    lines = text.strip("\n").split("\n")
    return Markdown("\n".join(f"    {line}" if line.strip() else "" for line in lines))
