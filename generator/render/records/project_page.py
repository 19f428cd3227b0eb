"""/projects/<id>.html: first the key facts, progress and findings, then everything else."""

from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from generator.model.company import Contractor
from generator.model.ending import Cancellation, Withdrawal
from generator.model.partial_day import DayInWords, Planned
from generator.model.project import FISCAL, Project
from generator.model.withheld import Rest
from generator.render.blocks import blocks
from generator.render.marks import Marks
from generator.render.open_json import project_json
from generator.render.page import Alternate, Crumb, Page
from generator.render.qr import qr_figure
from generator.render.records import parts
from generator.render.records.earlier_note import earlier
from generator.render.records.project_cards import aside, main
from generator.render.records.tags import DIRECTORY, HOME, JSON, MARKDOWN, article_tags, county_alternates
from generator.render.records.untold import untold
from generator.render.sheet import Sheet
from generator.render.words import (
    GAP,
    NOTHING,
    PAID_OF_SUBSIDY,
    Shape,
    Words,
    day,
    fixed,
    layout,
    number,
    or_gap,
    or_nothing,
    percent,
    resting,
    term,
    together,
    wan,
    words,
)
from generator.views.project import ProjectView

_label = Project.label_of
_HEAD = blocks(f"{{}}（{{}}） {{}}{{}}{{}} *{{}}*{{}}{{}}{{}} {_label('id')} {{}}")
_PRESUMED = "（按已报送的内容推定）"
"""Stands behind a state that the project's own file does not give."""
_CARRIED_OVER = fixed(f" {_label('is_carried_over')}")
_AS_STATED = Shape("（原文：{}）")
_ACCEPTED = Shape(" *验收{}*")
_WITHDRAWN = blocks(f"""
<aside class="card withdrawn" aria-label="已撤回">

**这个项目已撤回，不计入任何合计。** 撤回日期：{{}}。{Withdrawal.label_of("reason")}：{{}}。\
{Withdrawal.label_of("approval")}：{{}}。网址和编号保留。

</aside>
""")
_CANCELLED = blocks(f"""
<aside class="card withdrawn" aria-label="已取消">

**这个项目已取消。** 取消{Cancellation.label_of("date")}：{{}}。{Cancellation.label_of("reason")}：{{}}。\
{Cancellation.label_of("document")}：{{}}。

</aside>
""")
_LATE = blocks(f"""
<aside class="card withdrawn" aria-label="逾期">

**逾期 {{}} 天。** {_label("deadline")} {{}}，到期未完成；{{}}。

</aside>
""")
_NOT_TOLD = fixed("有进度报告未通过核对，进度暂不计算")
_LAST_REPORT, _NEVER_REPORTED = Shape("最近一次报告 {}，进度 {}"), fixed("暂无进度报告")
_FACTS, _FACTS_WITHOUT_CENTRAL = (
    blocks(f"""
<div class="facts">

- {amount}（{Project.unit_of("subsidy")}） **{{}}**{{}}
- {_label("deadline")} **{{}}**（{_label("planned_start")} {{}}）
- {_label("contractor")} **{{}}**{{}}
- {_label("accountable_person")} **{{}}**

</div>
""")
    for amount in (_label("subsidy"), FISCAL)
)
_INVESTMENT, _PERSON = Shape("（总投资 {}）"), Shape(f"（{Contractor.label_of('person')}：{{}}）")
_PROGRESS = blocks("""
<div class="bars">

**{} {}**{}
""")
_REPORTED = Shape("（{} 报告）")
_PAID = blocks("**{} {}**（{} / {} 万元{}）")
_TIP_OFF = blocks("""
<div class="actions">

{}

</div>
""")


def project_page(view: ProjectView) -> Page:
    project, letter = view.project, view.tip_off_url
    contractor = view.parties[0].name if view.parties else "承办单位未公开"
    county, direction = f"counties/{view.county_code}", project.direction.label
    state = f"{project.status}{_PRESUMED if project.is_status_derived else ''}"
    return Page(
        stem=f"projects/{project.id}",
        kind="project",
        section="projects",
        title=f"{project.title}（{view.county_name}）",
        description=f"{view.county_name}{project.title}：{direction}，{contractor}，状态{state}。",
        body=_sheet(view, letter),
        breadcrumbs=(HOME, Crumb(view.county_name, f"{county}.html"), Crumb(f"项目 {project.id}")),
        is_demo=view.is_demo,
        updated=view.updated,
        meta_tags=article_tags(
            project.title,
            view.updated,
            f"{view.county_name}商务局",
            f"{view.county_name},{direction},{project.title}",
            ("项目", DIRECTORY),
        ),
        feeds=county_alternates(view.county_code, view.county_name),
        alternates=(
            Alternate("Markdown", f"projects/{project.id}.md", MARKDOWN),
            Alternate("JSON", f"projects/{project.id}.json", JSON),
        ),
        tip_off=letter,
        publishes_markdown=True,
        data=partial(project_json, view),
    )


def _sheet(view: ProjectView, letter: str) -> Sheet:
    sheet = Sheet(Marks(view.earlier_versions))
    _head(sheet, view)
    _facts(sheet, view)
    untold(sheet, view.lack)
    _bars(sheet, view)
    parts.findings(sheet, view.findings, own=True, unsettled=view.unsettled)
    sheet.add(_TIP_OFF, sheet.link_with_values("举报这个项目的问题", letter))
    parts.in_columns(sheet, view, main, aside)
    return sheet


def _head(sheet: Sheet, view: ProjectView) -> None:
    project = view.project
    accepted = _ACCEPTED(term(project.acceptance.conclusion)) if project.acceptance else NOTHING
    sheet.add(parts.HEAD)
    sheet.title(words(project.title))
    sheet.add(
        _HEAD,
        sheet.link(view.county_name, f"counties/{view.county_code}.html"),
        words(view.city),
        term(project.direction),
        _AS_STATED(words(project.stated_direction)) if project.stated_direction else NOTHING,
        _CARRIED_OVER if project.is_carried_over else NOTHING,
        term(project.status),
        words(_PRESUMED) if project.is_status_derived else NOTHING,
        parts.overdue(view.days_overdue),
        accepted,
        words(project.id),
    )
    sheet.written(layout(qr_figure(view.address, project.id, "扫码看本页")))
    sheet.add(parts.HEAD_END)
    earlier(sheet, project, view.removal)
    if project.withdrawal:
        why = project.withdrawal
        sheet.add(_WITHDRAWN, day(why.date), words(why.reason), or_gap(why.approval))
    _standing(sheet, view)


def _standing(sheet: Sheet, view: ProjectView) -> None:
    """Adds a note if the project is cancelled or overdue."""
    project, cancelled = view.project, view.project.cancellation
    if cancelled:
        sheet.add(_CANCELLED, day(cancelled.date), words(cancelled.reason), or_gap(cancelled.document))
    elif view.days_overdue:
        reported = _NEVER_REPORTED
        if view.reported is Rest.MISSING:
            reported = _NOT_TOLD
        elif view.last_report:
            reported = _LAST_REPORT(day(view.last_report), percent(view.percent))
        late = number(view.days_overdue)
        sheet.add(_LATE, late, _term(project.deadline, project.due), reported)


def _term(written: Planned | None, last: date | None) -> Words:
    """A planned date as written; with its day in brackets if it counts from an event that took place."""
    if last is None or not isinstance(written, DayInWords):
        return day(written)
    return together(words(written), words(f"（{last.isoformat()}）"))


def _facts(sheet: Sheet, view: ProjectView) -> None:
    project, person = view.project, view.project.accountable_person
    lead = view.parties[0] if view.parties else None
    sheet.add(
        _FACTS_WITHOUT_CENTRAL if project.is_without_central else _FACTS,
        wan(project.support),
        NOTHING if project.support is None else _INVESTMENT(wan(project.investment)),
        _term(project.deadline, project.due),
        _term(project.planned_start, project.start),
        parts.party(sheet, lead) if lead else GAP,
        _contractor_person(project),
        together(or_nothing(person.unit), or_gap(person.post or person.name)) if person else GAP,
    )


def _contractor_person(project: Project) -> Words:
    contractor = project.contractor
    named = (contractor.post or contractor.person) if contractor else None
    return _PERSON(words(named)) if named else NOTHING


def _bars(sheet: Sheet, view: ProjectView) -> None:
    """Adds progress and payments as text and as bars."""
    reported = _REPORTED(day(view.last_report)) if view.last_report else NOTHING
    sheet.add(
        _PROGRESS,
        parts.defined(sheet, "建设进度"),
        resting(percent(view.percent, "暂无报告"), view.reported),
        reported,
    )
    if view.percent is not None and view.reported is not Rest.MISSING:
        sheet.written(_bar("bar", f"{view.percent:f}", "建设进度"))
    rests = view.rests
    part = resting(percent(view.paid_share, "不适用"), rests.paid_of_allocated)
    paid, back = resting(wan(view.paid), rests.paid), parts.returned(view.paid, view.returned)
    sheet.add(_PAID, parts.defined(sheet, PAID_OF_SUBSIDY), part, paid, wan(view.project.support), back)
    if view.paid_share is not None and rests.paid is not Rest.MISSING:
        length = f"{max(min(view.paid_share, Decimal(100)), Decimal(0)):.1f}"
        sheet.written(_bar("bar paid", length, PAID_OF_SUBSIDY))
    sheet.add(parts.END_DIV)


@lru_cache(maxsize=8192)
def _bar(kind: str, value: str, name: str) -> Words:
    bar = f'<progress class="{kind}" max="100" value="{value}" aria-label="{name}">{value}%</progress>'
    return layout(f"<p>{bar}</p>")
