"""A list that no phone could lay out gives way to the counties' own lists."""

from datetime import date

from generator.render.environment import ROWS
from generator.render.overviews import Overview
from generator.render.overviews.contractors_page import CONTRACTORS_PAGE
from generator.render.overviews.projects_page import PROJECTS_PAGE
from generator.views.feed_entries import Entries
from generator.views.rows import project_rows
from generator.views.summary import CountySummary, summarise
from tests.support.portal import PORTAL
from tests.support.search_province import counties

TODAY = date(2022, 6, 30)


def overview(number: int) -> Overview:
    """A portal of ``number`` counties with thirty projects each."""
    summaries: tuple[CountySummary, ...] = tuple(
        summarise(county, project_rows(county, (), TODAY), (), (), (), Entries(), TODAY)
        for county in counties(number, prose=4)
    )
    return Overview(summaries, (), (), (), PORTAL)


def test_a_thousand_projects_stand_in_one_table() -> None:
    made = overview(ROWS // 30)
    markdown = PROJECTS_PAGE.page(made).body.markdown
    assert all(f"projects/{row.id}.html" in markdown for row in made.rows)
    assert "各县的项目" not in markdown


def test_more_projects_are_listed_by_county() -> None:
    made = overview(ROWS // 30 + 1)
    page = PROJECTS_PAGE.page(made)
    assert "projects/2101" not in page.body.markdown
    for summary in made.summaries:
        assert f"](../counties/{summary.code}.html#项目) | 30 |" in page.body.markdown
    assert "](../projects/index.html?search-state=%E5%9C%A8%E5%BB%BA)" in page.body.markdown
    assert len(page.body.markdown) < 20_000


def test_a_long_list_of_contractors_says_where_the_rest_is() -> None:
    made = overview(130)
    assert len(made.contractors) > ROWS
    markdown = CONTRACTORS_PAGE.page(made).body.markdown
    assert markdown.count("](../contractors/") == ROWS
    assert f"列出前 {ROWS:,} 家" in markdown
