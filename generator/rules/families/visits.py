"""V101, V102: the duty to visit, clause 五（三）. Only whole months and weeks count."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from generator.model.codelists import InspectionLevel, InspectionMethod, Status
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import DutyOf
from generator.model.ledgers import Inspection
from generator.model.partial_day import earliest
from generator.model.project import Project
from generator.rules.base import Hit, Scene, fact, rule
from generator.rules.basis import duty
from generator.rules.city_months import months_of_city
from generator.rules.facts import NOT_STARTED, contract_date, done_on, is_cancelled, listed
from generator.rules.places import in_file
from generator.rules.spans import (
    DAY,
    HOLIDAY_WEEKS,
    first_day,
    monday,
    month_name,
    month_of,
    months_within,
    together,
    week_name,
    week_of,
    whole_weeks,
)

NOT_A_VISIT = frozenset({InspectionMethod.DOCUMENTS, InspectionMethod.TELEPHONE})
"""赴项目承办企业: reading papers or telephoning is no visit; weeks with only these are counted apart."""
_CITY, _COUNTY, _ACCEPTED = InspectionLevel.CITY, InspectionLevel.COUNTY, Status.ACCEPTED


class _Stretch(NamedTuple):
    """The days, first and last included, on which a project was under way."""

    project: str
    start: date
    end: date


@rule(
    "V101",
    basis=duty("supervision", "各市商务部门要定期(每月至少1次)开展调研、指导和督查"),
    title="有的月份未登记市级检查",
    reads=(
        "county",
        "plan",
        "batch_plans",
        "projects",
        "progress",
        "inspections",
        "outcome",
        "batch_outcomes",
    ),
    explanation="各市商务部门要定期（每月至少 1 次）开展调研、指导和督查。从第一份合同（不算续建项目的）的次月（无合同的，实施方案印发的次月）起，"
    "逐月核对到数据截至日之前已满的月份，或到综合验收合格、全部项目验收为止。通知未写明按县还是按项目计算："
    "一个月内市里到过本县任何一个项目就算有检查，按项目计算的次数一并公布。省直辖的示范县无所属市，不适用。",
    cure="补登市级检查记录；确未开展的尽快开展。",
    good="inspections: [{日期: 2021-04-15, 层级: 市}, {日期: 2021-05-15, 层级: 市}]",
    bad="inspections: [{日期: 2021-05-15, 层级: 市}, {日期: 2021-04-15, 层级: 县}]",
    of_counties=True,
    duty_of=DutyOf.CITY,
)
def city_visits_every_month(scene: Scene) -> Iterator[Hit]:
    months = months_of_city(scene.county, scene.as_of)
    visits = [visit for visit in scene.county.inspections if visit.level is _CITY]
    reached: dict[str | None, set[int]] = defaultdict(set)
    for visit in visits:
        reached[visit.project].add(month_of(visit.date))
    visited = set().union(*reached.values())
    missed = [month for month in months if month not in visited]
    if not missed:
        return
    gaps = tuple(map(month_name, missed))
    due = seen = 0
    for stretch in _stretches(scene):
        own = _months_under_way(stretch, months)
        due += len(own)
        seen += sum(map(own.__contains__, reached.get(stretch.project, ())))
    message = (
        f"应查 {len(months)} 个月，{len(missed)} 个月未登记市级检查：{listed(gaps)}；"
        f"按项目逐月统计，应查 {due} 次，登记到项目的 {seen} 次"
    )
    place = in_file(scene.county, "inspections.csv")
    yield Hit(place, message, since=first_day(missed[0] + 1), terms=gaps)


def _months_under_way(stretch: _Stretch, months: Sequence[int]) -> list[int]:
    """Returns those of ``months`` in which the project was under way every day."""
    own = months_within(stretch.start, stretch.end)
    return [month for month in months if month in own]


@rule(
    "V102",
    basis=duty("supervision", "示范县商务部门每周要赴项目承办企业调查了解项目进展情况"),
    title="有的周未登记县级检查",
    reads=("projects", "progress", "inspections"),
    explanation="示范县商务部门每周要赴项目承办企业调查了解项目进展情况。一周（周一至周日）从头到尾都有项目在建，而未登记县级检查的，"
    "算缺一周；整周放假的不算。在建从计划开工（未写明的，从合同日期）起，到首次报告基本完成或取消为止。通知未写明按县还是按项目计算："
    "一周内到过任何一个项目就算有检查，按项目计算的次数一并公布；只有电话回访或材料审核的周，不算缺，另行列出；只写到月的检查，可能在的周都不算缺。"
    "未填写“状态”的项目，到最近一次进度报告为止；无进度报告的不计。续建项目从第一次进度报告起。",
    cure="补登县级检查记录；确未开展的尽快开展。",
    good="-inspections: [{日期: 2021-06-28, 层级: 县}]",
    bad="-inspections: [{日期: 2021-06-21, 层级: 县}]",
    of_counties=True,
    covers=("I117",),
)
def county_visits_every_week(scene: Scene) -> Iterator[Hit]:
    duty = [(stretch.project, whole_weeks(stretch.start, stretch.end)) for stretch in _stretches(scene)]
    weeks = together([own for _, own in duty]) - HOLIDAY_WEEKS
    visits = [visit for visit in scene.county.inspections if visit.level is _COUNTY]
    missed = sorted(weeks.difference(*map(_weeks_of, visits)))
    if missed:
        gaps = tuple(week_name(monday(week)) for week in missed)
        message = f"应查 {len(weeks)} 周，{len(missed)} 周未登记县级检查：{listed(gaps)}{_counts(weeks, duty, visits)}"
        place = in_file(scene.county, "inspections.csv")
        yield Hit(place, message, since=monday(missed[0] + 1), terms=gaps)


def _counts(weeks: set[int], duty: list[tuple[str, range]], visits: list[Inspection]) -> str:
    """Words the other counts: weeks without an actual visit, and by project."""
    reached: dict[str | None, set[int]] = defaultdict(set)
    gone: set[int] = set()
    undated = 0
    for visit in visits:
        own = _weeks_of(visit)
        undated += len(own) > 1
        if len(own) == 1:
            reached[visit.project].update(own)
        if visit.method not in NOT_A_VISIT:
            gone.update(own)
    on_paper = len(weeks.intersection(set().union(*reached.values()) - gone))
    due = seen = 0
    for project, own in duty:
        due += len(own) - sum(map(own.__contains__, HOLIDAY_WEEKS))
        seen += sum(map(own.__contains__, reached.get(project, set()) - HOLIDAY_WEEKS))
    apart = f"；另有 {on_paper} 周只有电话回访或材料审核" if on_paper else ""
    apart += f"；{undated} 次检查只写到月，可能在的周不算缺，也不计入下面的次数" if undated else ""
    return f"{apart}；按项目逐周统计，应查 {due} 次，登记到项目的 {seen} 次"


def _weeks_of(visit: Inspection) -> range:
    """The weeks in which a visit may have taken place: one, unless only its month is known."""
    return range(week_of(earliest(visit.date)), week_of(visit.date) + 1)


@fact
def _stretches(scene: Scene) -> tuple[_Stretch, ...]:
    """Returns when each project was under way, as disclosed; an unknown end is taken in the county's favour."""
    county, yesterday, found = scene.county, scene.as_of - DAY, []
    for project in county.projects:
        start = _first_day_under_way(county, project)
        if start is None or project.known_status in (None, NOT_STARTED):
            continue
        end = _last_day_under_way(county, project, yesterday)
        if end is not None and start <= end:
            found.append(_Stretch(project.id, start, end))
    return tuple(found)


def _first_day_under_way(county: CountyDisclosure, project: Project) -> date | None:
    """Returns the planned start, or the day of the contract; of a project carried on from earlier years, when only
    earlier ones may have been owed visits, the day of its first report here."""
    if not project.is_carried_over:
        return project.start or contract_date(project)
    reports = county.progress_of[project.id]
    return reports[0].date if reports else None


def _last_day_under_way(county: CountyDisclosure, project: Project, yesterday: date) -> date | None:
    """Returns the day before 基本完成 or cancellation, at most the day before as-of; None if unknown."""
    reports = county.progress_of[project.id]
    if is_cancelled(project):
        return min(yesterday, project.cancellation.date - DAY) if project.cancellation and reports else None
    done = done_on(county, project)
    if done is not None:
        return min(yesterday, earliest(done) - DAY)
    if project.status.is_done:
        return min(yesterday, earliest(reports[-1].date)) if reports else None
    if project.is_status_derived:  # it is known to have been under way up to its last report
        return min(yesterday, earliest(reports[-1].date)) if reports else None
    return yesterday
