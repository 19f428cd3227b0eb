"""What an overview page declares: where it stands, what it reads, when it has something to show, and what draws it.

Navigation, the guess before a first build, the drawings of a build and the feeds that a page names all follow from it.
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
    """Where navigation names a page."""

    MAIN = "main"
    MORE = "more"


@dataclass(frozen=True)
class Content:
    """What one drawing puts on an overview page."""

    template: str
    updated: date | None
    """The last date in the data shown."""
    values: Mapping[str, Any]
    title: str = ""
    """Where it is not the declared one."""
    description: str = ""
    """Where it names a number."""


def content(
    template: str, *, updated: date | None, page_title: str = "", description: str = "", **values: Any
) -> Content:
    """What a template shows, by the names it uses."""
    return Content(template, updated, values, page_title, description)


def listing(title: str, groups: Iterable[Any], lead: str, *, updated: date | None) -> Content:
    """One card a group; without any record, one sentence."""
    return content("listing.md.j2", updated=updated, title=title, lead=lead, groups=groups)


def always(_: CountySummary) -> bool:
    """Every county gives it something to show."""
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
    """The entry of the main menu that is current on it, by its name; a main entry's own page gives it that name."""
    column_type: str
    """栏目类别 of 国办发〔2017〕47号, e.g. 数据发布."""
    draw: Callable[[Overview], Content]
    reads: tuple[str, ...] = ()
    """Slices and extracts of the summaries (views/summary.py) that the drawing reads."""
    description: str = ""
    kind: str = "list"
    """Template in overrides/."""
    menu_title: str = ""
    """Its words in the menu, where they are not the title."""
    is_always_shown: bool = False
    filled_by: Callable[[CountySummary], object] = never
    """Whether a county gives it something to show; navigation names no empty page."""
    filled_by_documents: Callable[[Sequence[Policy], Sequence[Notice]], object] = never
    lies_in: str = ""
    """A file or folder (with a slash) of a county that probably fills it; a wrong guess costs a first build twice its time."""
    more_topics: tuple[FeedTopic, ...] = ()
    """Topics whose feeds fit it, beside those that it lists whole."""

    @property
    def topics(self) -> tuple[FeedTopic, ...]:
        """Whose feeds it names, beside those of the whole portal, which every page names."""
        own = tuple(topic for topic in FeedTopic if topic.page == f"{self.stem}.html")
        return (*own, *self.more_topics)

    def is_likely(self, names: frozenset[str]) -> bool:
        """Whether a county will give it something to show, by the files and folders in it."""
        return self.lies_in in names if self.lies_in else self.filled_by is always

    def page(self, overview: Overview) -> Page:
        """The page as it is published."""
        drawn = self.draw(overview)
        title, description = drawn.title or self.title, drawn.description or self.description
        return Page(
            stem=self.stem,
            kind=self.kind,
            section=self.section,
            title=title,
            description=description,
            body=render(
                drawn.template, root="../" * self.stem.count("/"), standing=overview.standing, **drawn.values
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
        )
