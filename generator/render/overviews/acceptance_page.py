"""/acceptance.html: how far each county is with acceptance, and the conclusions."""

from generator.model.codelists import FeedTopic
from generator.model.ending import Acceptance
from generator.model.outcome import Outcome
from generator.render.columns import Column, Columns, resting_field, resting_share
from generator.render.overviews.cells import COUNTY
from generator.render.overviews.declaration import Content, Menu, OverviewPage, content
from generator.render.overviews.overview import Overview
from generator.render.records import parts
from generator.render.sheet import Sheet
from generator.render.words import Shape, Words, day, fixed, marked, number, resting, term, together, words
from generator.views.overviews.acceptance import AcceptanceLine, acceptance_view
from generator.views.rows import ProjectRow

_OF, _WARNED, _STEP = Shape("{}/{}"), Shape("***{}***"), Shape("{} {}")
_NOT_YET, _NOT_CONCLUDED, _NOTHING = fixed("未登记"), fixed("暂不下结论"), fixed("无")


def _final(line: AcceptanceLine) -> Words:
    final = line.final
    if final is None:
        return resting(_NOT_YET, line.rests.outcome)
    step = _STEP(marked(day(final.date), line.since), term(final.conclusion))
    return together(step, words(final.third_party or "第三方机构未公开"), by="，")


def _recheck(line: AcceptanceLine) -> Words:
    recheck = line.recheck
    if recheck is None:
        return resting(_NOT_YET, line.rests.outcome)
    return _STEP(marked(day(recheck.date), line.since), term(recheck.conclusion))


def _codes(sheet: Sheet, line: AcceptanceLine) -> Words:
    if not line.codes:
        return _NOT_CONCLUDED if line.rests.worst else _NOTHING
    return together(*(sheet.link(code, f"compliance.html#{code.lower()}") for code in line.codes), by=" ")


_COUNTIES = Columns[AcceptanceLine](
    COUNTY,
    Column(
        "已投入使用/项目数",
        lambda _, line: resting(_OF(number(line.in_use), number(line.projects)), line.rests.projects),
        is_number=True,
    ),
    resting_field("已验收", "accepted", "rests.projects"),
    resting_share("使用率", "spent_share", "rests.spent_share", places=2),
    resting_share("拨付率", "paid_share", "rests.paid_share", places=2),
    Column(Outcome.label_of("final_acceptance"), lambda _, line: _final(line)),
    Column(Outcome.label_of("provincial_recheck"), lambda _, line: _recheck(line)),
    Column("当前环节", lambda _, line: words(line.stage)),
    Column("发现", _codes),
)
_PROJECTS = Columns[ProjectRow](
    Column(Acceptance.label_of("date"), lambda _, row: day(row.accepted_on)),
    parts.PROJECT,
    parts.COUNTY,
    parts.CONTRACTOR,
)
_FAILED = _PROJECTS + Columns[ProjectRow](
    Column(Acceptance.label_of("conclusion"), lambda _, row: _WARNED(term(row.conclusion)))
)
_ACCEPTED = _PROJECTS + Columns(parts.SUBSIDY)


def _draw(overview: Overview) -> Content:
    view = acceptance_view(overview.summaries, overview.lack)
    return content(
        "acceptance.md.j2",
        updated=view.updated,
        view=view,
        counties=_COUNTIES,
        failed=_FAILED,
        accepted=_ACCEPTED,
    )


ACCEPTANCE_PAGE = OverviewPage(
    stem="acceptance",
    title=FeedTopic.ACCEPTANCE.label,
    description="各示范县验收进展，项目的验收结论。",
    menu=Menu.MAIN,
    menu_title="验收与绩效",
    section="outcome",
    column_type="数据发布",
    reads=("names", "money", "projects", "steps", "findings", "batches"),
    filled_by=lambda county: county.projects,
    lies_in="projects/",
    draw=_draw,
)
