"""The data that overview pages are drawn from: county summaries and the portal's own documents."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator import rules
from generator.model.change import WHOLE_RECORD, Change, Limits
from generator.model.documents import Notice, Policy
from generator.model.redactions import Redaction
from generator.model.withheld import OF_COMPANIES, Rests
from generator.model.withheld import together as rests_together
from generator.render.feeds.entry import Held, Texts
from generator.rules.base import Rule
from generator.views.contractor import ContractorView, contractor_views
from generator.views.earlier_versions import EarlierVersions, earlier_documents
from generator.views.events import Event, newest_first
from generator.views.feed_entries import Entries, Told, together
from generator.views.funds import FundsView, funds_view
from generator.views.lack import Lack, lacking
from generator.views.news import Item, front_items
from generator.views.overviews.changes import ChangesView, Own, changes_view
from generator.views.own_records import own_records
from generator.views.portal import Portal
from generator.views.rows import ProjectRow
from generator.views.summary import CountySummary


@dataclass(frozen=True)
class Overview:
    """The data that overview pages are drawn from."""

    summaries: tuple[CountySummary, ...]
    policies: tuple[Policy, ...]
    notices: tuple[Notice, ...]
    documents: tuple[Event, ...]
    """Policies and notices as events."""
    portal: Portal
    catalogue: tuple[Rule, ...] = field(default_factory=rules.catalogue)
    own: Entries[Told] = field(default_factory=Entries)
    """Feed entries of policies, notices and ``own_changes``."""
    own_changes: tuple[Change, ...] = ()
    """Changes of the portal's own records, oldest first."""
    texts: Texts = field(default_factory=lambda: Held({}))
    """Texts of the feed entries."""
    limits: Limits = WHOLE_RECORD
    """What the change record does not show."""
    redactions: tuple[Redaction, ...] = ()
    """The list of redactions."""
    absent: tuple[str, ...] = ()
    """Codes of the counties of which nothing was ever published."""

    @cached_property
    def contractors(self) -> tuple[ContractorView, ...]:
        """Every company, by name."""
        return contractor_views(self.rows, is_partial=bool(self.lack.because(OF_COMPANIES)))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The newest events of the portal, and all that adjust a plan; newest first."""
        return newest_first(
            [*(event for county in self.summaries for event in county.events), *self.documents]
        )

    @property
    def items(self) -> tuple[Item, ...]:
        """The news of all counties and of the province's documents, for the home page."""
        return (*(item for county in self.summaries for item in county.front), *front_items(self.documents))

    @cached_property
    def entries(self) -> Entries[Told]:
        """All feed entries of the portal."""
        return together((self.own, *(county.entries for county in self.summaries)))

    @cached_property
    def funds(self) -> FundsView:
        """Money of all counties; several pages show it."""
        return funds_view(self.summaries, self.lack)

    @cached_property
    def changes(self) -> ChangesView:
        """All changes; the page, its data and the database show them."""
        own = Own(own_records(self.policies, self.notices), self.own_changes)
        return changes_view(self.summaries, self.events, self.limits, self.redactions, own)

    def share(self, slices: Collection[str]) -> None:
        """Calculates what drawings that read these slices share, before they are drawn in separate processes."""
        if "projects" in slices:
            _ = self.contractors
        if "money" in slices:
            _ = self.funds
        if "events" in slices:
            _ = self.events
        if "entries" in slices:
            _ = self.entries
        if {"works", "history"} <= set(slices):
            _ = self.changes

    @cached_property
    def earlier_versions(self) -> EarlierVersions:
        """All pages that show records in an earlier published version."""
        found = dict(earlier_documents(self.policies, self.notices))
        for summary in self.summaries:
            found |= summary.earlier_versions
        return found

    @cached_property
    def rests(self) -> Rests:
        """On which versions the province's figures rest."""
        return rests_together(self.lack.rests, *(summary.rests for summary in self.summaries))

    @cached_property
    def lack(self) -> Lack:
        """What was never published."""
        return lacking(self.absent, (summary.lack for summary in self.summaries))

    @cached_property
    def rows(self) -> tuple[ProjectRow, ...]:
        """Every project of the province, by county and number."""
        return tuple(row for summary in self.summaries for row in summary.projects)

    @property
    def newest(self) -> date | None:
        """The date of the newest event."""
        return self.events[0].date if self.events else None
