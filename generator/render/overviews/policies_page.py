"""/policies/index.html: policy documents by level."""

from generator.render.overviews.declaration import Content, Menu, OverviewPage, listing
from generator.render.overviews.overview import Overview
from generator.views.dates import latest
from generator.views.lack import lack_of
from generator.views.overviews.listings import policies_by_level


def _draw(overview: Overview) -> Content:
    own = (policy for county in overview.summaries for policy in county.own_policies)
    found = (*overview.policies, *own)
    of_portal = lack_of(overview.portal.withheld)
    lack = overview.lack._replace(records=(*overview.lack.records, *of_portal.records))
    total = lack.total(len(found), "份", ["policies", "own_policies"])
    lead = f"综合示范工作依据的文件，{total}，按层级排列。"
    updated = latest(policy.published or policy.date for policy in found)
    return listing(POLICIES_PAGE.title, policies_by_level(found), lead, updated=updated)


POLICIES_PAGE = OverviewPage(
    stem="policies/index",
    title="政策文件",
    description="综合示范工作的相关政策文件。",
    menu=Menu.MAIN,
    section="policies",
    column_type="政策文件",
    reads=("own_policies",),
    filled_by=lambda county: county.own_policies,
    lies_in="policies/",
    filled_by_documents=lambda policies, _: policies,
    draw=_draw,
)
