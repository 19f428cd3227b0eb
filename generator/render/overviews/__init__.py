"""The province's pages: each a small function from what all counties disclose to ``Page``.

In: ``Overview``. Out: pages, and which of them have something to show.
"""

from collections.abc import Iterator

from generator.model.codelists import FeedTopic
from generator.render.overviews import lists, service, work
from generator.render.overviews.subject import Overview
from generator.render.page import Page

__all__ = ["ALL_SECTIONS", "Overview", "overview_pages", "sections"]

_PAGES = (
    lists.home,
    lists.counties,
    lists.projects,
    lists.contractors,
    lists.cases,
    lists.policies,
    lists.notices,
    work.funds,
    work.progress,
    work.supervision,
    work.acceptance,
    work.evaluation,
    work.compliance,
    work.rules,
    work.changes,
    service.tip_off,
    service.subscribe,
    service.data,
)


def overview_pages(overview: Overview) -> Iterator[Page]:
    """Every overview page; a page whose subject has no record yet says so in a sentence."""
    return (page(overview) for page in _PAGES)


ALL_SECTIONS = (
    "index",
    "counties/index",
    "projects/index",
    "contractors/index",
    "funds",
    "progress",
    "acceptance",
    "cases/index",
    "policies/index",
    "notices/index",
    "supervision",
    "evaluation",
    "compliance",
    "rules",
    "changes",
    "data/index",
    "subscribe",
    "tip-off",
    "about",
    "accessibility",
)
"""Stems of all overview pages that navigation may name."""


def sections(overview: Overview) -> tuple[str, ...]:
    """Stems of the overview pages that have something to show; navigation names no other."""
    summaries = overview.summaries
    has: dict[str, object] = {
        "index": True,
        "counties/index": summaries,
        "projects/index": any(summary.projects for summary in summaries),
        "contractors/index": overview.contractors,
        "funds": any(summary.received or summary.paid or summary.spent for summary in summaries),
        "progress": any(summary.projects for summary in summaries),
        "acceptance": any(summary.projects for summary in summaries),
        "cases/index": any(summary.cases for summary in summaries),
        "policies/index": overview.policies,
        "notices/index": overview.notices,
        "supervision": any(summary.inspections for summary in summaries),
        "evaluation": any(summary.evaluations or summary.rectifications for summary in summaries),
        "compliance": summaries,
        "rules": overview.catalogue,
        "changes": any(summary.changes for summary in summaries)
        or any(event.topic is FeedTopic.CHANGES for event in overview.events),
        "data/index": summaries,
        "subscribe": True,
        "tip-off": True,
        "about": True,
        "accessibility": True,
    }
    return tuple(stem for stem, something in has.items() if something)
