"""The declaration of an overview page: address, menu, the data it reads, when it has content, and how it is drawn.

Navigation, the guess before a first build, the drawings of a build and the feeds of a page are derived from it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from generator.model.codelists import FeedTopic
from generator.model.documents import Notice, Policy
from generator.render.environment import render
from generator.render.feeds.catalogue import topic_feed
from generator.render.overviews.overview import Overview
from generator.render.page import Crumb, Page
from generator.render.records import HOME, alternate
from generator.views.summary import CountySummary


class Menu(Enum):
    """The menu that has a page."""

    MAIN = "main"
    MORE = "more"
    NEITHER = "neither"
    """Other pages lead to it."""


@dataclass(frozen=True)
class Content:
    """What is drawn on an overview page."""

    template: str
    updated: date | None
    """The last date in the data shown."""
    values: Mapping[str, Any]
    title: str = ""
    """Replaces the declared one if not empty."""
    description: str = ""
    """Replaces the declared one if not empty, e.g. to name a number."""
    clauses: tuple[str, ...] = ()
    """Anchors besides those of the headings."""


def content(
    template: str,
    *,
    updated: date | None,
    page_title: str = "",
    description: str = "",
    clauses: tuple[str, ...] = (),
    **values: Any,
) -> Content:
    """Makes content from a template and its variables."""
    return Content(template, updated, values, page_title, description, clauses)


def listing(
    title: str, groups: Iterable[Any], lead: str, *, updated: date | None, filters: str = ""
) -> Content:
    """Makes content with a card for each group.

    Args:
        filters: ``name:heading`` of a filter by the tags of the entries; see overrides/assets/lists.js.
    """
    values: dict[str, Any] = {"title": title, "lead": lead, "groups": groups, "filters": filters}
    return content("listing.md.j2", updated=updated, **values)


def always(_: CountySummary) -> bool:
    """For ``filled_by``: every county gives the page content."""
    return True


def never(*_: object) -> bool:
    return False


@dataclass(frozen=True)
class OverviewPage:
    """One overview page of the portal."""

    stem: str
    """Address without extension, e.g. ``counties/index``."""
    title: str
    menu: Menu
    section: str
    """Name of the section, whose entry of the main menu is current on this page."""
    column_type: str
    """栏目类别 of 国办发〔2017〕47号, e.g. 数据发布."""
    draw: Callable[[Overview], Content]
    reads: tuple[str, ...] = ()
    """Slices and extracts of the summaries (views/summary.py) that the drawing reads."""
    description: str = ""
    kind: str = "list"
    """Name of its theme template in overrides/."""
    menu_title: str = ""
    """Its title in the menu; empty: ``title``."""
    is_always_shown: bool = False
    filled_by: Callable[[CountySummary], object] = never
    """Whether a county gives it content; the navigation does not name empty pages."""
    filled_by_documents: Callable[[Sequence[Policy], Sequence[Notice]], object] = never
    lies_in: str = ""
    """A file or folder (with a slash at the end) of a county that probably gives it content, see ``stems_likely``."""
    more_topics: tuple[FeedTopic, ...] = ()
    """Further topics whose feeds it names, besides those whose own page it is."""

    @property
    def topics(self) -> tuple[FeedTopic, ...]:
        """Topics whose feeds it names; every page also names those of the whole portal."""
        own = tuple(topic for topic in FeedTopic if topic.page == f"{self.stem}.html")
        return (*own, *self.more_topics)

    def is_likely(self, names: frozenset[str]) -> bool:
        """Guesses from the names in a county's folder whether the county gives the page content."""
        return self.lies_in in names if self.lies_in else self.filled_by is always

    def page(self, overview: Overview, content: Content | None = None) -> Page:
        """Draws the page, with this content if it is made already."""
        drawn = content or self.draw(overview)
        title, description = drawn.title or self.title, drawn.description or self.description
        return Page(
            stem=self.stem,
            kind=self.kind,
            section=self.section,
            title=title,
            description=description,
            body=render(
                drawn.template,
                root="../" * self.stem.count("/"),
                earlier_versions=overview.earlier_versions,
                lack=overview.lack,
                portal=overview.portal,
                **drawn.values,
            ),
            breadcrumbs=() if self.stem == "index" else (HOME, Crumb(title)),
            is_demo=overview.portal.is_demo,
            updated=drawn.updated,
            meta_tags=(
                ("ColumnName", title),
                ("ColumnDescription", description),
                ("ColumnKeywords", ",".join(dict.fromkeys((overview.portal.site.title, title)))),
                ("ColumnType", self.column_type),
            ),
            feeds=tuple(alternate(topic_feed(topic)) for topic in self.topics),
            tip_off="tip-off.html",
            clauses=drawn.clauses,
        )
