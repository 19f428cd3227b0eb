"""Metadata of a record's page: meta tags, breadcrumbs, alternates."""

from functools import lru_cache

from generator.model.codelists import FeedTopic
from generator.render.feeds.catalogue import RSS, Feed, county_feed
from generator.render.page import Alternate, Crumb

HOME = Crumb("首页", "index.html")
JSON = "application/json"
MARKDOWN = "text/markdown"
DIRECTORY = "信息公开目录"
"""栏目类别 of the lists of counties, projects and contractors, and of their pages."""


def article_tags(
    title: str, updated: object, source: str, keywords: str, column: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    """Returns the tags of a content page of 国办发〔2017〕47号.

    Without a date the theme writes the portal's opening day (PubDate), without a source the 主办单位.

    Args:
        updated: the last date in the data that the page shows, or None.
        column: (name, type (栏目类别)) of the page's column.
    """
    published = (("PubDate", f"{updated} 00:00"),) if updated else ()
    return (
        ("ColumnName", column[0]),
        ("ColumnType", column[1]),
        ("ArticleTitle", title),
        *published,
        ("ContentSource", source),
        ("Keywords", keywords),
    )


def alternate(feed: Feed) -> Alternate:
    """Returns a feed for a page's ``feeds``."""
    return Alternate(feed.title, feed.url, RSS)


@lru_cache(maxsize=4096)
def county_alternates(code: str, name: str, *topics: FeedTopic) -> tuple[Alternate, ...]:
    """Returns a county's feed, and those of some topics."""
    own = (county_feed(code, name, topic) for topic in topics)
    return tuple(alternate(feed) for feed in (county_feed(code, name), *own))
