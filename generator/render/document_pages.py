"""Pages of cases, policies and notices."""

import re

from generator.model.codelists import FeedTopic
from generator.model.programme import clauses_of
from generator.render.columns import Column, Columns
from generator.render.environment import render
from generator.render.feeds.catalogue import topic_feed
from generator.render.page import Alternate, Crumb, Page
from generator.render.prose import prose, with_anchors
from generator.render.records import HOME, alternate, article_tags, county_alternates, parts
from generator.render.words import words
from generator.views.documents import CaseView, NoticeView, PolicyView
from generator.views.earlier_versions import ALL_LATEST, EarlierVersions

_METADATA = Columns[tuple[str, str]](
    Column("项目", lambda _, line: words(line[0])),
    Column("内容", lambda _, line: words(line[1])),
)
_PROJECTS = Columns(parts.PROJECT, parts.COUNTY)
_STRAY = re.compile(
    r"[^，。、；：？！（）\s]*[\u4e00-\u9fff] (?:and|or|of) [\u4e00-\u9fff][^，。、；：？！（）\s]*"
)
"""An English particle between Chinese words, which no Chinese notice was printed with."""


def case_page(view: CaseView, earlier_versions: EarlierVersions = ALL_LATEST) -> Page:
    """/cases/<id>.html"""
    case = view.case
    return Page(
        stem=f"cases/{case.id}",
        kind="case",
        section="cases",
        title=case.title,
        description=f"{view.county_name}典型案例（{case.kind}）：{case.title}",
        body=render(
            "case.md.j2", root="../", earlier_versions=earlier_versions, view=view, body=prose(case.text)
        ),
        breadcrumbs=(HOME, Crumb("典型案例", "cases/index.html"), Crumb(case.title)),
        is_demo=view.is_demo,
        updated=case.date,
        meta_tags=article_tags(
            case.title,
            case.date,
            case.source or view.county_name,
            f"典型案例,{case.kind}",
            ("典型案例", "工作动态"),
        ),
        feeds=county_alternates(view.county_code, view.county_name, FeedTopic.CASES),
    )


def policy_page(view: PolicyView, earlier_versions: EarlierVersions = ALL_LATEST) -> Page:
    """/policies/<id>.html"""
    policy = view.policy
    updated = policy.published or policy.date
    return Page(
        stem=f"policies/{policy.id}",
        kind="policy",
        section="policies",
        title=policy.title,
        description=f"{policy.title}（{policy.number or '无文号'}），{policy.issuer or '发文机关未注明'}",
        body=render(
            "policy.md.j2",
            root="../",
            earlier_versions=earlier_versions,
            view=view,
            body=with_anchors(prose(policy.text), clauses_of(policy.id)),
            stray=_STRAY.findall(policy.text),
            metadata=_METADATA,
            projects=_PROJECTS,
        ),
        breadcrumbs=(HOME, Crumb("政策文件", "policies/index.html"), Crumb(policy.title)),
        is_demo=policy.is_demo,
        updated=updated,
        meta_tags=article_tags(
            policy.title, updated, policy.issuer or "", "政策文件,电子商务进农村", ("政策文件", "政策文件")
        ),
        feeds=_policy_feeds(view),
        clauses=tuple(each.anchor for each in clauses_of(policy.id)),
    )


def _policy_feeds(view: PolicyView) -> tuple[Alternate, ...]:
    """A county's own document names the feed of its county."""
    if view.county is None:
        return (alternate(topic_feed(FeedTopic.POLICIES)),)
    url, name = view.county
    code = url.removeprefix("counties/").removesuffix(".html")
    return county_alternates(code, name, FeedTopic.POLICIES)


def notice_page(view: NoticeView, earlier_versions: EarlierVersions = ALL_LATEST) -> Page:
    """/notices/<id>.html"""
    notice = view.notice
    return Page(
        stem=f"notices/{notice.id}",
        kind="notice",
        section="home",
        title=notice.title,
        description=f"{notice.kind}：{notice.title}",
        body=render(
            "notice.md.j2", root="../", earlier_versions=earlier_versions, view=view, body=prose(notice.text)
        ),
        breadcrumbs=(HOME, Crumb("工作动态", "notices/index.html"), Crumb(notice.title)),
        is_demo=notice.is_demo,
        updated=notice.date,
        meta_tags=article_tags(
            notice.title,
            notice.date,
            notice.source or "",
            f"{notice.kind},综合示范",
            ("工作动态", "工作动态"),
        ),
        feeds=(alternate(topic_feed(FeedTopic.NOTICES)),),
    )
