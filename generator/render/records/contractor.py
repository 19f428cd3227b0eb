"""/contractors/<uscc>.html: one company and its projects in all counties."""

from generator.model.codelists import FeedTopic
from generator.model.company import Company
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.project import Project
from generator.render.blocks import blocks
from generator.render.feeds.catalogue import contractor_feed
from generator.render.marks import Marks
from generator.render.page import Alternate, Crumb, Page
from generator.render.records import enforcement, parts
from generator.render.records.tags import DIRECTORY, HOME, MARKDOWN, alternate, article_tags
from generator.render.sheet import Sheet
from generator.render.words import (
    NOTHING,
    PAID_OF_SUBSIDY,
    Shape,
    counted,
    number,
    or_gap,
    percent,
    resting,
    wan,
    words,
)
from generator.views.contractor import ContractorView

_HEAD = blocks("承办单位 {}统一社会信用代码 {}{}{}{}{}{}")
_OVERDUE, _CANCELLED = Shape(" ***{} 个项目逾期***"), Shape(" ***{} 个项目被取消***")
_OTHER_NAMES, _FORMER_NAMES = Shape(" 又写作：{}"), Shape(f" {Company.label_of('former_names')}：{{}}")
_MERGED = Shape(f" {Company.label_of('merged')}：{{}}")
_KIND = Shape("{} ")
_FACTS = blocks("""
<div class="facts">

- 项目（个） **{}**（分布在{}）
- 扶持资金额度（万元） **{}**（只计牵头承办、未取消的项目）
- 已拨付（万元） **{}**（{} {}{}）
- 核对发现问题（项） **{}**（所牵头项目中由承办单位负责的，各项目页列明）

</div>
""")
_PARTIAL = blocks("有县或记录未通过核对，从未公开过；其中本单位的项目、资金和合同未计入。")
_CONTRACTS = blocks("牵头签订合同 {} 份，现在的金额合计 {} 万元；一份合同涉及几个项目的只计一次。")
_PROJECTS = parts.card(FeedTopic.PROJECTS.label)
_CONTRACTOR = Project.label_of("contractor")


def contractor_page(view: ContractorView) -> Page:
    updated = max((row.last_report for row in view.rows if row.last_report), default=None)
    return Page(
        stem=f"contractors/{view.key}",
        kind="contractor",
        section="projects",
        title=view.name,
        description=f"{view.name}承办的综合示范项目{'' if view.is_partial else f' {len(view.rows)} 个'}：额度、拨付、进度和发现。",
        body=_sheet(view),
        breadcrumbs=(HOME, Crumb(_CONTRACTOR, "contractors/index.html"), Crumb(view.name)),
        is_demo=view.is_demo,
        updated=updated,
        meta_tags=article_tags(
            view.name,
            updated,
            f"各{DEMONSTRATION_COUNTY}",
            f"{view.name},{_CONTRACTOR}",
            (_CONTRACTOR, DIRECTORY),
        ),
        feeds=(alternate(contractor_feed(view.key, view.name)),),
        alternates=(Alternate("Markdown", f"contractors/{view.key}.md", MARKDOWN),),
        tip_off="tip-off.html",
        publishes_markdown=True,
    )


def _sheet(view: ContractorView) -> Sheet:
    sheet = Sheet(Marks({row.url: row.earlier for row in view.rows if row.earlier}))
    _head(sheet, view)
    sheet.add(
        _FACTS,
        number(len(view.rows)),
        parts.joined(view.counties),
        resting(wan(view.subsidy), view.rests.allocated),
        resting(wan(view.paid), view.rests.paid),
        parts.defined(sheet, PAID_OF_SUBSIDY),
        resting(percent(view.paid_share, "不适用"), view.rests.paid_of_allocated),
        parts.returned(view.paid, view.returned),
        counted(view.findings, view.rests.worst),
    )
    if view.is_partial:
        sheet.add(_PARTIAL)
    made = view.contracts
    if made.number:
        sheet.add(_CONTRACTS, number(made.number), resting(wan(made.total), view.rests.contracts))
    sheet.add(_PROJECTS)
    own = {view.key, *view.earlier_keys}
    leads_all = all(row.contractor and row.contractor.key in own for row in view.rows)
    (parts.PROJECTS_OF_ONE if leads_all else parts.PROJECTS_OF_COUNTIES).onto(sheet, view.rows)
    sheet.paragraph(sheet.link("订阅该单位的动态（RSS）", f"contractors/{view.key}.xml"))
    sheet.add(parts.END)
    enforcement.of_contractor(sheet, view.decisions)
    return sheet


def _head(sheet: Sheet, view: ContractorView) -> None:
    sheet.add(parts.HEAD)
    sheet.title(words(view.name))
    sheet.add(
        _HEAD,
        _KIND(words(view.kind)) if view.kind else NOTHING,
        or_gap(view.code),
        _OVERDUE(counted(view.overdue, view.rests.projects)) if view.overdue else NOTHING,
        _CANCELLED(number(view.cancelled)) if view.cancelled else NOTHING,
        _OTHER_NAMES(parts.joined(view.other_names)) if view.other_names else NOTHING,
        _FORMER_NAMES(parts.joined(view.former_names)) if view.former_names else NOTHING,
        _MERGED(parts.joined(view.merged_names)) if view.merged_names else NOTHING,
    )
    sheet.add(parts.HEAD_END)
