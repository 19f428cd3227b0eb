"""/notices/index.html: work news, circulars and announcements by year."""

from generator.render.overviews.declaration import Content, Menu, OverviewPage, listing
from generator.render.overviews.overview import Overview
from generator.views.dates import latest
from generator.views.lack import lack_of
from generator.views.overviews.listings import notices_by_year


def _draw(overview: Overview) -> Content:
    found = overview.notices
    total = lack_of(overview.portal.withheld).total(len(found), "条", ["notices"])
    lead = f"工作动态、督导通报和公示公告，{total}，新的在前。"
    updated = latest(notice.date for notice in found)
    return listing(NOTICES_PAGE.title, notices_by_year(found), lead, updated=updated, filters="kind:类型")


NOTICES_PAGE = OverviewPage(
    stem="notices/index",
    title="工作动态",
    description="工作动态、督导通报和公示公告。",
    menu=Menu.MORE,
    section="home",
    column_type="工作动态",
    filled_by_documents=lambda _, notices: notices,
    draw=_draw,
)
