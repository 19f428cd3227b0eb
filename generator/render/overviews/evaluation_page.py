"""/evaluation.html: scores, grades, and what is to be put right."""

from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.views.overviews.evaluation import evaluation_view


def _draw(overview: Overview) -> Content:
    view = evaluation_view(overview.summaries, overview.portal, overview.lack)
    return content("evaluation.md.j2", updated=view.updated, view=view)


EVALUATION_PAGE = OverviewPage(
    stem="evaluation",
    title="绩效评价与整改",
    description="绩效评价得分与结论，整改清单与销号。",
    menu=Menu.MORE,
    section="outcome",
    column_type="数据发布",
    reads=("names", "evaluations", "rectifications"),
    filled_by=lambda county: county.evaluations or county.rectifications,
    lies_in="outcome.yaml",
    draw=_draw,
)
