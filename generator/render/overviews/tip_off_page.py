"""/tip-off.html: telephone and addresses for tip-offs, as the notice requires; the page collects no data."""

from generator.model.codelists import TipOffChannel
from generator.model.site import Site
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.views.tip_off import projects_to_pick


def _draw(overview: Overview) -> Content:
    site = overview.portal.site
    return content(
        "tip-off.md.j2",
        updated=None,
        ways=site.tip_off,
        counties=[county for county in overview.summaries if county.tip_off],
        post=next((way.address for way in site.tip_off if way.channel is TipOffChannel.LETTER), ""),
        title=site.title,
        publisher=site.publisher,
        base=site.base_url,
        as_of=overview.portal.as_of,
        projects=projects_to_pick(overview.rows),
        doubtful=[row for row in overview.rows if row.earlier],
    )


TIP_OFF_PAGE = OverviewPage(
    stem="tip-off",
    title=Site.label_of("tip_off"),
    description="监督举报的电话、地址、受理时间和受理范围。",
    menu=Menu.MAIN,
    section="tip-off",
    column_type="咨询投诉",
    kind="tip-off",
    reads=("names", "projects", "tip_off"),
    is_always_shown=True,
    draw=_draw,
)
