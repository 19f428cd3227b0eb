"""/data/index.html: the open data of the portal."""

from generator.render.data_tables import TABLES
from generator.render.escape import Markdown
from generator.render.linked_data import breadcrumbs, dataset, linked_data
from generator.render.open_contracting import INDEX, MOST, RELEASE_LINES, WHOLE
from generator.render.open_data_files import open_data
from generator.render.open_workbook import MOST_ROWS, WORKBOOK
from generator.render.overviews.declaration import Content, Menu, OverviewPage, always, content
from generator.render.overviews.overview import Overview
from generator.render.page import Crumb
from generator.render.parquet_tables import makes_parquet, parquet_address
from generator.render.portal_tables import ALL_TABLES, CONTRACTORS
from generator.render.records import HOME
from generator.views.portal import Portal

_STEM, _TITLE = "data/index", "数据"


def _described(portal: Portal) -> Markdown:
    """The data and where the page stands, for search engines."""
    site = portal.site
    return linked_data(
        dataset(site, portal.as_of.isoformat(), open_data()),
        breadcrumbs(site, (HOME, Crumb(_TITLE)), f"{_STEM}.html"),
    )


def _draw(overview: Overview) -> Content:
    site = overview.portal.site
    projects = sum(len(summary.projects) for summary in overview.summaries)
    return content(
        "data.md.j2",
        updated=overview.newest,
        site=site,
        as_of=overview.portal.as_of,
        tables=(*TABLES, CONTRACTORS),
        parquet=[(table.title, parquet_address(table)) for table in ALL_TABLES] if makes_parquet() else [],
        described=_described(overview.portal),
        incomplete=overview.portal.incomplete,
        workbook=WORKBOOK,
        most_rows=f"{MOST_ROWS:,}",
        project_prefix=site.project_prefix,
        release_prefix=site.release_prefix,
        whole=WHOLE if 0 < projects <= MOST else "",
        index=INDEX,
        releases=RELEASE_LINES,
        counties=tuple((summary.name, f"counties/{summary.code}") for summary in overview.summaries),
    )


DATA_PAGE = OverviewPage(
    stem=_STEM,
    title=_TITLE,
    description="本栏目现有的开放数据、来源和使用要求。",
    menu=Menu.MAIN,
    section="data",
    column_type="数据开放",
    kind="data",
    reads=("names", "events", "projects"),
    filled_by=always,
    draw=_draw,
)
