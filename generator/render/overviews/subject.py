"""What an overview page is made of, and what all of them have in common."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator import rules
from generator.model.documents import Notice, Policy
from generator.render.environment import render
from generator.render.page import Alternate, Crumb, Page
from generator.render.records import HOME, RSS
from generator.rules.base import Rule
from generator.views.column import Column
from generator.views.contractor import ContractorView
from generator.views.events import Event
from generator.views.feed_entries import Entries
from generator.views.rows import ProjectRow
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
    catalogue: tuple[Rule, ...] = field(default_factory=rules.catalogue)
    entries: Entries = field(default_factory=Entries)
    """What the column's feeds tell."""

    @property
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
    title = overview.column.site.title
    return Page(
        stem=subject.stem,
        kind=subject.kind,
        section=subject.section,
        title=subject.title,
        description=subject.description,
        markdown=render(template, root="../" * subject.stem.count("/"), **values),
        breadcrumbs=() if subject.stem == "index" else (HOME, Crumb(subject.title)),
        is_demo=overview.column.is_demo,
        updated=updated,
        meta_tags=(
            ("ColumnName", subject.title),
            ("ColumnDescription", subject.description),
            ("ColumnKeywords", f"综合示范信息公开,{subject.title}"),
            ("ColumnType", subject.column_type),
        ),
        feeds=(
            Alternate(f"{title}（RSS）", "feed.xml", RSS),
            Alternate(f"{title}（Atom）", "atom.xml", ATOM),
        ),
        tip_off="tip-off.html",
    )
