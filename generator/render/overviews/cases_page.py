"""/cases/index.html: typical cases by kind."""

from generator.model.programme import DEMONSTRATION_COUNTY, clause
from generator.render.overviews.declaration import Content, Menu, OverviewPage, listing
from generator.render.overviews.overview import Overview
from generator.views.dates import latest
from generator.views.overviews.listings import cases_by_kind

_KINDS_OF = clause("disclosure")


def _draw(overview: Overview) -> Content:
    found = [case for summary in overview.summaries for case in summary.cases]
    total = overview.lack.total(len(found), "个", ["cases"])
    lead = f"示范县的典型经验和做法，{total}，按{_KINDS_OF.in_words}的五类排列。"
    updated = latest(case.date for case in found)
    return listing(
        CASES_PAGE.title,
        cases_by_kind(overview.summaries),
        lead,
        updated=updated,
        filters=f"county:{DEMONSTRATION_COUNTY}",
    )


CASES_PAGE = OverviewPage(
    stem="cases/index",
    title="典型案例",
    description="示范县的典型经验和做法，分五类。",
    menu=Menu.MAIN,
    section="cases",
    column_type="工作动态",
    reads=("cases",),
    filled_by=lambda county: county.cases,
    lies_in="cases/",
    draw=_draw,
)
