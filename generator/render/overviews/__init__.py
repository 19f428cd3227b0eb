"""The province's pages: each a small function from what all counties disclose to ``Page``.

In: ``Overview``. Out: pages, and which of them have something to show.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.model.codelists import FeedTopic
from generator.model.documents import Notice, Policy
from generator.render.overviews import lists, service, work
from generator.render.overviews.subject import Overview
from generator.render.page import Page
from generator.views.summary import CountySummary

__all__ = ["ALL_SECTIONS", "PAGES", "Overview", "fills", "overview_pages", "sections", "sections_filled"]

PAGES: Mapping[str, Callable[[Overview], Page]] = {
    "index": lists.home,
    "counties/index": lists.counties,
    "projects/index": lists.projects,
    "contractors/index": lists.contractors,
    "cases/index": lists.cases,
    "policies/index": lists.policies,
    "notices/index": lists.notices,
    "funds": work.funds,
    "progress": work.progress,
    "supervision": work.supervision,
    "acceptance": work.acceptance,
    "evaluation": work.evaluation,
    "compliance": work.compliance,
    "rules": work.rules,
    "changes": work.changes,
    "tip-off": service.tip_off,
    "subscribe": service.subscribe,
    "data/index": service.data,
}
"""Stem → what draws the page."""


def overview_pages(overview: Overview) -> Iterator[Page]:
    """Every overview page; a page whose subject has no record yet says so in a sentence."""
    return (page(overview) for page in PAGES.values())


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


_ALWAYS = frozenset({"index", "rules", "subscribe", "tip-off", "about", "accessibility"})


def fills(summary: CountySummary) -> frozenset[str]:
    """The overview pages to which a county gives something to show."""
    has: dict[str, object] = {
        "counties/index": True,
        "projects/index": summary.projects,
        "contractors/index": any(row.parties for row in summary.projects),
        "funds": summary.received or summary.paid or summary.spent,
        "progress": summary.projects,
        "acceptance": summary.projects,
        "cases/index": summary.cases,
        "supervision": summary.inspections,
        "evaluation": summary.evaluations or summary.rectifications,
        "compliance": True,
        "changes": summary.changes or any(event.topic is FeedTopic.CHANGES for event in summary.events),
        "data/index": True,
    }
    return frozenset(stem for stem, something in has.items() if something)


def sections(overview: Overview) -> tuple[str, ...]:
    """Stems of the overview pages that have something to show; navigation names no other."""
    return sections_filled(map(fills, overview.summaries), overview.policies, overview.notices)


def sections_filled(
    filled: Iterable[frozenset[str]], policies: Sequence[Policy], notices: Sequence[Notice]
) -> tuple[str, ...]:
    """The same, from what is known of the counties.

    Args:
        filled: what each county ``fills``.
    """
    shown = _ALWAYS.union(*filled)
    shown |= {"policies/index"} if policies else frozenset()
    shown |= {"notices/index"} if notices else frozenset()
    return tuple(stem for stem in ALL_SECTIONS if stem in shown)
