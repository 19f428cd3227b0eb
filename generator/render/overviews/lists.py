"""Home and the lists of records: counties, projects, contractors, cases, policies, notices."""

from collections.abc import Iterable
from datetime import date

from generator.model.codelists import Direction, Status
from generator.model.money import total
from generator.render.charts import Tile
from generator.render.environment import ROWS
from generator.render.overviews.subject import Overview, Subject, make
from generator.render.page import Page
from generator.views.overviews.dates import latest
from generator.views.overviews.home import home_view
from generator.views.overviews.listings import (
    Group,
    cases_by_kind,
    counties_by_city,
    notices_by_year,
    policies_by_level,
    projects_by_county,
)


def home(overview: Overview) -> Page:
    """/index.html"""
    site = overview.column.site
    subject = Subject(
        "index",
        "home",
        site.title,
        "电子商务进农村综合示范的项目、资金、进度、验收与整改。",
        "首页",
        "home",
    )
    view = home_view(overview.summaries, overview.funds, overview.events, overview.column)
    return make(subject, overview, "home.md.j2", updated=overview.newest, view=view)


def counties(overview: Overview) -> Page:
    """/counties/index.html"""
    number = len(overview.summaries)
    subject = Subject(
        "counties/index",
        "counties",
        "示范县",
        f"{number} 个电子商务进农村综合示范县，按所属市排列。",
        "信息公开目录",
    )
    cities = counties_by_city(overview.summaries)
    tiles = [Tile(card.name, card.paid_share) for city in cities for card in city.counties]
    return make(
        subject,
        overview,
        "counties.md.j2",
        updated=overview.newest,
        cities=cities,
        number=number,
        tiles=tiles,
    )


def projects(overview: Overview) -> Page:
    """/projects/index.html"""
    rows = overview.rows
    subject = Subject(
        "projects/index",
        "projects",
        "项目",
        f"全部 {len(rows)} 个综合示范项目的承办单位、资金、进度和完成时限。",
        "信息公开目录",
    )
    return make(
        subject,
        overview,
        "projects.md.j2",
        updated=overview.newest,
        rows=rows,
        subsidy=total(row.subsidy for row in rows if not row.is_cancelled),
        paid=total(row.paid for row in rows),
        overdue=sum(row.days_overdue > 0 for row in rows),
        without_subsidy=sum(row.subsidy is None and not row.is_cancelled for row in rows),
        counties=projects_by_county(overview.summaries) if len(rows) > ROWS else (),
        directions=[direction.label for direction in Direction],
        statuses=[status.label for status in Status],
    )


def contractors(overview: Overview) -> Page:
    """/contractors/index.html"""
    subject = Subject(
        "contractors/index",
        "projects",
        "承办单位",
        f"承办综合示范项目的 {len(overview.contractors)} 家单位：项目、资金、逾期和发现。",
        "信息公开目录",
    )
    return make(subject, overview, "contractors.md.j2", updated=overview.newest, views=overview.contractors)


def cases(overview: Overview) -> Page:
    """/cases/index.html"""
    found = [case for summary in overview.summaries for case in summary.cases]
    subject = Subject("cases/index", "cases", "典型案例", "示范县的典型经验和做法，分五类。", "工作动态")
    lead = f"示范县的典型经验和做法，共 {len(found)} 个，按通知第六条的五类排列。"
    groups = cases_by_kind(overview.summaries)
    return _listing(subject, overview, groups, lead, updated=latest(case.date for case in found))


def policies(overview: Overview) -> Page:
    """/policies/index.html"""
    found = overview.policies
    subject = Subject("policies/index", "policies", "政策文件", "综合示范工作的相关政策文件。", "政策文件")
    lead = f"综合示范工作依据的文件，共 {len(found)} 份，按层级排列。"
    updated = latest(policy.published or policy.date for policy in found)
    return _listing(subject, overview, policies_by_level(found), lead, updated=updated)


def notices(overview: Overview) -> Page:
    """/notices/index.html"""
    found = overview.notices
    subject = Subject("notices/index", "home", "工作动态", "工作动态、督导通报和公示公告。", "工作动态")
    lead = f"工作动态、督导通报和公示公告，共 {len(found)} 条，新的在前。"
    updated = latest(notice.date for notice in found)
    return _listing(subject, overview, notices_by_year(found), lead, updated=updated)


def _listing(
    subject: Subject, overview: Overview, groups: Iterable[Group], lead: str, *, updated: date | None
) -> Page:
    """One card a group; without any record, one sentence."""
    return make(
        subject, overview, "listing.md.j2", updated=updated, title=subject.title, lead=lead, groups=groups
    )
