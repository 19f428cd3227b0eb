"""The province's pages, each a small function from summaries to ``Page``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from generator import rules
from generator.model.codelists import CaseKind, City, FeedTopic, GovernmentLevel
from generator.model.documents import Notice, Policy
from generator.render.environment import render
from generator.render.page import Alternate, Crumb, Page
from generator.render.records import HOME, RSS
from generator.rules.base import FAMILIES
from generator.views.column import Column
from generator.views.contractor import ContractorView
from generator.views.events import Event
from generator.views.overviews.compliance import compliance_view
from generator.views.overviews.funds import funds_view
from generator.views.overviews.home import county_card, home_view
from generator.views.overviews.progress import (
    acceptance_view,
    evaluation_view,
    progress_view,
    supervision_view,
)
from generator.views.summary import CountySummary

ATOM = "application/atom+xml"


@dataclass(frozen=True)
class Overview:
    """All that overview pages are made of."""

    summaries: tuple[CountySummary, ...]
    contractors: tuple[ContractorView, ...]
    policies: tuple[Policy, ...]
    notices: tuple[Notice, ...]
    events: tuple[Event, ...]
    """Of the whole column, newest first."""
    column: Column


@dataclass(frozen=True, slots=True)
class _Item:
    """One line of a listing."""

    day: date | None
    tag: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """What distinguishes one overview page from another."""

    stem: str
    section: str
    title: str
    description: str
    column_type: str
    kind: str = "list"


def overview_pages(overview: Overview) -> Iterator[Page]:
    """Every overview page; a page whose subject has no record yet says so in a sentence."""
    summaries, column = overview.summaries, overview.column
    rows = tuple(row for summary in summaries for row in summary.projects)
    yield _page(
        _Kind(
            "index",
            "home",
            column.site.title,
            "电子商务进农村综合示范项目、资金、进度、验收与整改的公开栏目。",
            "首页",
            "home",
        ),
        overview,
        "home.md.j2",
        view=home_view(summaries, overview.events, column),
    )
    yield _counties(overview)
    yield _page(
        _Kind(
            "projects/index",
            "projects",
            "项目",
            f"全省 {len(rows)} 个综合示范项目：承办单位、资金、进度和时限。",
            "信息公开目录",
        ),
        overview,
        "projects.md.j2",
        rows=rows,
    )
    yield _page(
        _Kind("contractors/index", "projects", "承办单位", "承办综合示范项目的全部单位。", "信息公开目录"),
        overview,
        "contractors.md.j2",
        views=overview.contractors,
    )
    yield _cases(overview)
    yield _policies(overview)
    yield _notices(overview)
    yield _page(
        _Kind("funds", "funds", "资金", "专项资金从到账、安排、拨付到使用。", "数据发布"),
        overview,
        "funds.md.j2",
        view=funds_view(summaries),
    )
    yield _page(
        _Kind("progress", "progress", "进度", "各县项目状态、逾期项目、将到期项目。", "数据发布"),
        overview,
        "progress.md.j2",
        view=progress_view(summaries, column),
    )
    yield _page(
        _Kind("supervision", "outcome", "督导检查", "市、县督导走访的次数，发现的问题和处理。", "数据发布"),
        overview,
        "supervision.md.j2",
        view=supervision_view(summaries, column),
    )
    yield _page(
        _Kind("acceptance", "outcome", "验收", "各县综合验收走到哪一步，项目验收结论。", "数据发布"),
        overview,
        "acceptance.md.j2",
        view=acceptance_view(summaries),
    )
    yield _page(
        _Kind("evaluation", "outcome", "绩效评价与整改", "绩效评价得分与结论，整改清单与销号。", "数据发布"),
        overview,
        "evaluation.md.j2",
        view=evaluation_view(summaries, column),
    )
    yield _page(
        _Kind("compliance", "outcome", "公开情况与规则发现", "各县公开事项完整度与规则发现。", "数据发布"),
        overview,
        "compliance.md.j2",
        view=compliance_view(summaries),
    )
    yield _rules(overview)
    changes = tuple(event for event in overview.events if event.topic is FeedTopic.CHANGES)
    yield _page(
        _Kind("changes", "outcome", "变更记录", "已公开记录的变更与方案调整。", "数据发布"),
        overview,
        "changes.md.j2",
        changes=changes,
    )
    yield _page(
        _Kind(
            "tip-off", "tip-off", "监督举报", "监督举报的电话、地址、受理时间和范围。", "咨询投诉", "tip-off"
        ),
        overview,
        "tip-off.md.j2",
        ways=column.site.tip_off,
    )
    yield _page(
        _Kind("subscribe", "data", "订阅", "全栏目和各示范县的订阅地址。", "数据开放"),
        overview,
        "subscribe.md.j2",
        cards=tuple(_Feed(s.name, f"counties/{s.code}.xml") for s in summaries),
    )
    texts = tuple((summary.name, f"counties/{summary.code}.md") for summary in summaries)
    yield _page(
        _Kind("data/index", "data", "数据", "本栏目公开的数据与文字版。", "数据开放", "data"),
        overview,
        "data.md.j2",
        site=column.site,
        as_of=column.as_of,
        texts=texts,
    )


@dataclass(frozen=True, slots=True)
class _Feed:
    name: str
    feed: str


def sections(overview: Overview) -> tuple[str, ...]:
    """Stems of the overview pages that have something to show; navigation names no other."""
    summaries = overview.summaries
    has: dict[str, object] = {
        "index": True,
        "counties/index": summaries,
        "projects/index": any(summary.projects for summary in summaries),
        "contractors/index": overview.contractors,
        "funds": any(summary.received or summary.paid for summary in summaries),
        "progress": any(summary.projects for summary in summaries),
        "acceptance": summaries,
        "cases/index": any(summary.cases for summary in summaries),
        "policies/index": overview.policies,
        "notices/index": overview.notices,
        "supervision": any(summary.inspections for summary in summaries),
        "evaluation": any(summary.evaluations or summary.rectifications for summary in summaries),
        "compliance": summaries,
        "rules": True,
        "changes": any(event.topic is FeedTopic.CHANGES for event in overview.events),
        "data/index": summaries,
        "subscribe": True,
        "tip-off": True,
        "about": True,
        "accessibility": True,
    }
    return tuple(stem for stem, something in has.items() if something)


def _page(kind: _Kind, overview: Overview, template: str, **values: Any) -> Page:
    depth = kind.stem.count("/")
    newest = overview.events[0].date if overview.events else None
    title = overview.column.site.title
    crumbs = (HOME, Crumb(kind.title)) if kind.stem != "index" else ()
    return Page(
        stem=kind.stem,
        kind=kind.kind,
        section=kind.section,
        title=kind.title,
        description=kind.description,
        markdown=render(template, root="../" * depth, **values),
        breadcrumbs=crumbs,
        is_demo=overview.column.is_demo,
        updated=newest,
        meta_tags=(
            ("ColumnName", kind.title),
            ("ColumnDescription", kind.description),
            ("ColumnKeywords", f"综合示范信息公开,{kind.title}"),
            ("ColumnType", kind.column_type),
        ),
        feeds=(
            Alternate(f"{title}（RSS）", "feed.xml", RSS),
            Alternate(f"{title}（Atom）", "atom.xml", ATOM),
        ),
        tip_off="tip-off.html",
    )


def _counties(overview: Overview) -> Page:
    cities = [
        (city.full, tuple(county_card(summary) for summary in overview.summaries if summary.city is city))
        for city in City
    ]
    kind = _Kind("counties/index", "counties", "示范县", "电子商务进农村综合示范县名单。", "信息公开目录")
    cards = tuple(county_card(summary) for summary in overview.summaries)
    return _page(kind, overview, "counties.md.j2", cities=[pair for pair in cities if pair[1]], cards=cards)


def _listing(
    kind: _Kind, overview: Overview, groups: Iterable[tuple[str, Sequence[_Item]]], lead: str
) -> Page:
    filled = [(heading, items) for heading, items in groups if items]
    return _page(
        kind, overview, "listing.md.j2", title=kind.title, lead=lead, groups=filled, empty="尚无内容。"
    )


def _cases(overview: Overview) -> Page:
    cases = [case for summary in overview.summaries for case in summary.cases]
    groups = []
    for case_kind in CaseKind:
        own = sorted(
            (case for case in cases if case.kind == case_kind.label), key=lambda case: case.date, reverse=True
        )
        groups.append(
            (case_kind.label, [_Item(case.date, case.county_name, case.title, case.url) for case in own])
        )
    kind = _Kind("cases/index", "cases", "典型案例", "示范县的典型经验和做法。", "工作动态")
    return _listing(kind, overview, groups, f"{len(cases)} 个案例，按类别排列。")


def _policies(overview: Overview) -> Page:
    groups = []
    for level in (*GovernmentLevel, None):
        own = [policy for policy in overview.policies if policy.level is level]
        items = [
            _Item(
                policy.published or policy.date,
                policy.number or "无文号",
                policy.title,
                f"policies/{policy.id}.html",
            )
            for policy in own
        ]
        groups.append((f"{level.label}级文件" if level else "其他", items))
    kind = _Kind("policies/index", "policies", "政策文件", "综合示范工作的相关政策文件。", "政策文件")
    return _listing(kind, overview, groups, f"{len(overview.policies)} 份文件，按层级排列。")


def _notices(overview: Overview) -> Page:
    newest = sorted(overview.notices, key=lambda notice: (notice.date, notice.id), reverse=True)
    groups = [
        (
            f"{year} 年",
            [_Item(item.date, item.kind.label, item.title, f"notices/{item.id}.html") for item in group],
        )
        for year, group in groupby(newest, key=lambda notice: notice.date.year)
    ]
    kind = _Kind("notices/index", "home", "工作动态", "工作动态、督导通报、公示公告。", "工作动态")
    return _listing(kind, overview, groups, f"{len(newest)} 条，新的在前。")


def _rules(overview: Overview) -> Page:
    entries = rules.catalogue()
    families = [
        (family, title, [entry for entry in entries if entry.family == family])
        for family, title in FAMILIES.items()
    ]
    kind = _Kind("rules", "outcome", "规则目录", "核对公开数据的全部规则、依据和改法。", "信息公开指南")
    shown = [family for family in families if family[2]]
    return _page(kind, overview, "rules.md.j2", families=shown, count=len(entries))
