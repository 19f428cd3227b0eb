"""What an overview page is made of, and what all of them have in common."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from generator import rules
from generator.model.codelists import FeedTopic
from generator.model.documents import Notice, Policy
from generator.render.environment import render
from generator.render.feeds.catalogue import topic_feed
from generator.render.feeds.entry import Held, Texts
from generator.render.page import Crumb, Page
from generator.render.records import HOME, alternate
from generator.rules.base import Rule
from generator.views.column import Column
from generator.views.contractor import ContractorView, contractor_views
from generator.views.events import Event, newest_first
from generator.views.feed_entries import Entries, Told, together
from generator.views.overviews.funds import FundsView, funds_view
from generator.views.rows import ProjectRow
from generator.views.summary import CountySummary

_TOPICS: Mapping[str, tuple[FeedTopic, ...]] = {
    "projects/index": (FeedTopic.PROJECTS,),
    "funds": (FeedTopic.FUNDS,),
    "progress": (FeedTopic.PROGRESS,),
    "acceptance": (FeedTopic.ACCEPTANCE,),
    "evaluation": (FeedTopic.EVALUATION, FeedTopic.RECTIFICATION),
    "compliance": (FeedTopic.RECTIFICATION,),
    "changes": (FeedTopic.CHANGES,),
    "cases/index": (FeedTopic.CASES,),
    "policies/index": (FeedTopic.POLICIES,),
    "notices/index": (FeedTopic.NOTICES,),
    "subscribe": tuple(FeedTopic),
}
"""The feeds that fit an overview, beside those of the whole column, which every page names."""


@dataclass(frozen=True)
class Overview:
    """All that overview pages are made of."""

    summaries: tuple[CountySummary, ...]
    policies: tuple[Policy, ...]
    notices: tuple[Notice, ...]
    documents: tuple[Event, ...]
    """Policies and notices as events."""
    column: Column
    catalogue: tuple[Rule, ...] = field(default_factory=rules.catalogue)
    own: Entries[Told] = field(default_factory=Entries)
    """What the column's feeds tell of policies and notices."""
    texts: Texts = field(default_factory=lambda: Held({}))
    """The texts of the entries."""

    @cached_property
    def contractors(self) -> tuple[ContractorView, ...]:
        """Every company, by name."""
        return contractor_views(self.rows)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The newest of the whole column, and all that adjust a plan; newest first."""
        return newest_first(
            [*(event for county in self.summaries for event in county.events), *self.documents]
        )

    @cached_property
    def entries(self) -> Entries[Told]:
        """What the column's feeds tell."""
        return together((self.own, *(county.entries for county in self.summaries)))

    @cached_property
    def funds(self) -> FundsView:
        """Money over all counties: three pages show it."""
        return funds_view(self.summaries)

    def share(self, slices: Collection[str]) -> None:
        """Make what several drawings of these slices need, before they are made in processes of their own."""
        if "projects" in slices:
            _ = self.contractors
        if "money" in slices:
            _ = self.funds
        if "events" in slices:
            _ = self.events
        if "entries" in slices:
            _ = self.entries

    @cached_property
    def rows(self) -> tuple[ProjectRow, ...]:
        """Every project of the province, by county and number."""
        return tuple(row for summary in self.summaries for row in summary.projects)

    @property
    def newest(self) -> date | None:
        """The date of the newest event."""
        return self.events[0].date if self.events else None


@dataclass(frozen=True, slots=True)
class Subject:
    """What distinguishes one overview page from another."""

    stem: str
    section: str
    """The entry of the navigation that is current."""
    title: str
    description: str
    column_type: str
    """栏目类别 of 国办发〔2017〕47号, e.g. 数据发布."""
    kind: str = "list"


def make(subject: Subject, overview: Overview, template: str, *, updated: date | None, **values: Any) -> Page:
    """Render a template and put the page around it."""
    return Page(
        stem=subject.stem,
        kind=subject.kind,
        section=subject.section,
        title=subject.title,
        description=subject.description,
        body=render(template, root="../" * subject.stem.count("/"), **values),
        breadcrumbs=() if subject.stem == "index" else (HOME, Crumb(subject.title)),
        is_demo=overview.column.is_demo,
        updated=updated,
        meta_tags=(
            ("ColumnName", subject.title),
            ("ColumnDescription", subject.description),
            ("ColumnKeywords", ",".join(dict.fromkeys((overview.column.site.title, subject.title)))),
            ("ColumnType", subject.column_type),
        ),
        feeds=tuple(alternate(topic_feed(topic)) for topic in _TOPICS.get(subject.stem, ())),
        tip_off="tip-off.html",
    )
