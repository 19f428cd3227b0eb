"""Every overview page and what draws it."""

from collections.abc import Callable, Iterator, Mapping

from generator.render.overviews import lists, service, work
from generator.render.overviews.subject import Overview
from generator.render.page import Page

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
