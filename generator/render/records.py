"""Pages of single records: project, county, contractor."""

from generator.model.codelists import FeedTopic
from generator.render.calendar import CALENDAR
from generator.render.environment import render
from generator.render.feeds.catalogue import RSS, Feed, contractor_feed, county_feed
from generator.render.page import Alternate, Crumb, Page
from generator.views.contractor import ContractorView
from generator.views.county import CountyView
from generator.views.project import ProjectView

HOME = Crumb("首页", "index.html")
MARKDOWN = "text/markdown"
DIRECTORY = "信息公开目录"
"""栏目类别 of the lists of counties, projects and contractors, and of what they list."""


def article_tags(
    title: str, updated: object, source: str, keywords: str, column: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    """Content page tags of 国办发〔2017〕47号.

    The theme gives a page without a date the day the column opened (PubDate), and one without a source the 主办单位.

    Args:
        updated: the last date in the data the page shows, or None.
        column: name and type (栏目类别) of the column the page belongs to.
    """
    published = (("PubDate", f"{updated} 00:00"),) if updated else ()
    belongs = zip(("ColumnName", "ColumnType"), column, strict=True)
    return (*belongs, ("ArticleTitle", title), *published, ("ContentSource", source), ("Keywords", keywords))


def alternate(feed: Feed) -> Alternate:
    """A feed as a page names it for readers' programs."""
    return Alternate(feed.title, feed.url, RSS)


def county_alternates(code: str, name: str, *topics: FeedTopic) -> tuple[Alternate, ...]:
    """A county's feed, and those of some topics."""
    own = (county_feed(code, name, topic) for topic in topics)
    return tuple(alternate(feed) for feed in (county_feed(code, name), *own))


def project_page(view: ProjectView) -> Page:
    """/projects/<id>.html"""
    project = view.project
    contractor = view.parties[0].name if view.parties else "承办单位未公开"
    county = f"counties/{view.county_code}"
    return Page(
        stem=f"projects/{project.id}",
        kind="project",
        section="projects",
        title=f"{project.title}（{view.county_name}）",
        description=f"{view.county_name}{project.title}：{project.direction}，{contractor}，状态{project.status}。",
        markdown=render("project.md.j2", root="../", view=view),
        breadcrumbs=(HOME, Crumb(view.county_name, f"{county}.html"), Crumb(f"项目 {project.id}")),
        is_demo=view.is_demo,
        updated=view.updated,
        meta_tags=article_tags(
            project.title,
            view.updated,
            f"{view.county_name}商务局",
            f"{view.county_name},{project.direction},{project.title}",
            ("项目", DIRECTORY),
        ),
        feeds=county_alternates(view.county_code, view.county_name),
        alternates=(Alternate("Markdown", f"projects/{project.id}.md", MARKDOWN),),
        tip_off=view.tip_off_url,
        publishes_markdown=True,
    )


def county_page(view: CountyView) -> Page:
    """/counties/<code>.html"""
    county = view.county
    stem = f"counties/{county.code}"
    return Page(
        stem=stem,
        kind="county",
        section="counties",
        title=county.name,
        description=f"{county.city.full}{county.name}电子商务进农村综合示范：{len(view.rows)} 个项目的资金、进度、验收和整改。",
        markdown=render("county.md.j2", root="../", view=view),
        breadcrumbs=(HOME, Crumb("示范县", "counties/index.html"), Crumb(county.name)),
        is_demo=county.is_demo,
        updated=view.updated,
        meta_tags=article_tags(
            county.name,
            view.updated,
            f"{county.name}商务局",
            f"{county.name},示范县,专项资金,项目",
            ("示范县", DIRECTORY),
        ),
        feeds=county_alternates(county.code, county.name, *FeedTopic),
        alternates=(
            Alternate("Markdown", f"{stem}.md", MARKDOWN),
            Alternate(f"{county.name}期限", f"{stem}.ics", CALENDAR),
        ),
        tip_off="tip-off.html",
        publishes_markdown=True,
    )


def contractor_page(view: ContractorView) -> Page:
    """/contractors/<uscc>.html"""
    updated = max((row.last_report for row in view.rows if row.last_report), default=None)
    return Page(
        stem=f"contractors/{view.key}",
        kind="contractor",
        section="projects",
        title=view.name,
        description=f"{view.name}承办的综合示范项目 {len(view.rows)} 个：额度、拨付、进度和发现。",
        markdown=render("contractor.md.j2", root="../", view=view),
        breadcrumbs=(HOME, Crumb("承办单位", "contractors/index.html"), Crumb(view.name)),
        is_demo=view.is_demo,
        updated=updated,
        meta_tags=article_tags(
            view.name, updated, "各示范县", f"{view.name},承办单位", ("承办单位", DIRECTORY)
        ),
        feeds=(alternate(contractor_feed(view.key, view.name)),),
        alternates=(Alternate("Markdown", f"contractors/{view.key}.md", MARKDOWN),),
        tip_off="tip-off.html",
        publishes_markdown=True,
    )
