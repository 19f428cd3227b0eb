"""Which overview pages have something to show."""

from collections.abc import Iterable, Sequence

from generator.model.codelists import FeedTopic
from generator.model.documents import Notice, Policy
from generator.render.overviews.subject import Overview
from generator.views.summary import CountySummary

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
