"""G: progress, clauses 五（三） and 六."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from generator.model.change import Change
from generator.model.codelists import Status
from generator.model.days import iso
from generator.model.finding import DutyOf
from generator.model.money import format_percent
from generator.model.partial_day import earliest, judged_day, told
from generator.model.project import Project
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import COMPARED, duty, in_settings
from generator.rules.facts import (
    BEGUN,
    NOT_STARTED,
    SINCE,
    TERMS,
    changes_of_fields,
    contract_date,
    in_use_on,
    live_projects,
)
from generator.rules.spans import DAY

_IN_TIME = duty("supervision", "确保项目建设如期完成")

_OPEN = frozenset({Status.UNDER_WAY, Status.MOSTLY_COMPLETE})
_IN_USE = Status.IN_USE


@rule(
    "G101",
    basis=duty("supervision", "对未按计划开工建设的项目要责令承办企业及时开工建设"),
    title="逾计划开工日期未开工",
    reads=("projects",),
    explanation="对未按计划开工建设的项目，要责令承办企业及时开工建设。计划开工当日不算迟；已取消的项目不计。"
    + SINCE
    + TERMS,
    cure="尽快开工并更新“状态”；不能开工的在“答复”里说明，或按程序取消。",
    good="截至: 2021-03-08\n项目: {'01': {状态: 未开工}}",
    bad="截至: 2021-03-09\n项目: {'01': {状态: 未开工}}",
    duty_of=DutyOf.CONTRACTOR,
)
def started_in_time(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        start = project.start
        if start is None or scene.as_of <= start:
            continue
        if project.status_after(start) is NOT_STARTED:
            planned = told(project.planned_start or start, start)
            message = f"计划开工日期 {planned}，已逾 {(scene.as_of - start).days} 天，未开工"
            yield Hit(project.place("planned_start"), message, project.id, start + DAY)


@rule(
    "G102",
    basis=_IN_TIME,
    title="超过完成时限仍未基本完成",
    is_major=True,
    reads=("projects", "progress"),
    explanation="要确保项目建设如期完成：过了完成时限，状态应当是基本完成、投入使用或已验收。时限当日不算超过；已取消的项目不计。"
    + SINCE
    + TERMS,
    cure="抓紧完成；确需延期的，按原制发程序调整方案。",
    good="项目: {'01': {完成时限: 2021-06-30}}",
    bad="项目: {'01': {完成时限: 2021-06-29}}",
    duty_of=DutyOf.CONTRACTOR,
)
def finished_in_time(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        deadline = project.due
        if deadline is None or scene.as_of <= deadline:
            continue
        status = project.status_after(deadline)
        if status is None or status.is_done:
            continue
        reports = scene.county.progress_of[project.id]
        progress = f"进度 {format_percent(reports[-1].percent)}，" if reports else ""
        days = (scene.as_of - deadline).days
        said = told(project.deadline or deadline, deadline)
        message = f"完成时限 {said}，已逾 {days} 天，{progress}仍未基本完成"
        yield Hit(project.place("deadline"), message, project.id, deadline + DAY)


@rule(
    "G103",
    basis=duty("disclosure", "示范县要通过县（市）政府门户网站及时公开", limit="progress"),
    title="未按时报告进度",
    reads=("projects", "progress"),
    explanation=f"项目建设进度要及时公开：在建和基本完成的项目，距最近一次进度报告超过期限（{in_settings('progress')}）的列为发现。"
    "从未报告的，从计划开工（未写明的，从合同日期）起算；续建项目从未报告的见 I111。" + BEGUN,
    cure="在 progress.csv 里补报进度。",
    good="截至: 2021-07-21",
    bad="截至: 2021-07-22\n项目: {'02': {状态: 投入使用}, '03': {状态: 投入使用}}",
    counted="个项目未按时报告进度",
)
def progress_is_reported(scene: Scene) -> Iterator[Hit]:
    limit = scene.site.staleness_days.progress
    for project in live_projects(scene):
        if project.known_status not in _OPEN:
            continue
        reports = scene.county.progress_of[project.id]
        if project.is_carried_over and not reports:
            continue  # its start lies before there was anything to report to; I111 says that nothing was reported
        last = reports[-1].date if reports else project.start or contract_date(project)
        days = (scene.as_of - last).days if last else 0
        if last is None or days <= limit:
            continue
        what = f"最近一次进度报告是 {iso(last)}" if reports else f"{iso(last)} 以来未登记进度报告"
        place = reports[-1].place("date") if reports else project.place("status")
        message = f"{what}，已过 {days} 天，超过 {limit} 天的期限"
        yield Hit(place, message, project.id, last + timedelta(days=limit + 1))


@rule(
    "G104",
    basis=COMPARED,
    title="进度倒退",
    reads=("projects", "progress"),
    explanation="后一次报告的进度低于前一次，可能是前次报高了，也可能是返工，应当说明。逐次核对，以后又升上来的仍然列出。",
    cure="核对进度；确有返工的在“说明”里写明，并可在“答复”里说明。",
    good="+progress: [{日期: 2021-06-25, 项目编号: 210198-2020-01, 进度: '30'}]",
    bad="+progress: [{日期: 2021-06-25, 项目编号: 210198-2020-01, 进度: '29.99'}]",
)
def progress_does_not_fall(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        for earlier, later in pairwise(scene.county.progress_of[project.id]):
            is_after = later.date == earlier.date or earliest(later.date) >= earlier.date
            if later.percent < earlier.percent and is_after:
                message = f"{later.date} 报告进度 {_exact(later.percent)}，低于 {earlier.date} 的 {_exact(earlier.percent)}"
                yield Hit(later.place("percent"), message, project.id, later.date)


def _exact(percent: Decimal) -> str:
    """Writes a percentage with all its digits, so that two different ones never look alike."""
    return f"{percent.normalize():f}%"


@rule(
    "G105",
    basis=_IN_TIME,
    title="完成时限较最初公开推迟",
    reads=("projects",),
    explanation="要确保项目建设如期完成。现在的完成时限晚于最初公开的，列出推迟的天数；提前或又改回来的不列。"
    "依据变更历史核对；调整是否有批复见 L103。" + TERMS,
    cure="在“方案调整”里写明延期的原因和批准文号；填错更正的，在“答复”里说明。",
    good="变更: [[210198-2020-01, 完成时限, '2021-12-31', '2021-12-31', '2021-05-02T00:00:00+08:00']]",
    bad="变更: [[210198-2020-01, 完成时限, '2021-12-30', '2021-12-31', '2021-05-02T00:00:00+08:00']]",
    needs_history=True,
)
def deadline_stands(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        moves = _deadline_moves(scene, project)
        first, due = judged_day(moves[0].old) if moves else None, project.due
        if first is None or due is None:
            continue
        later = [move for move in moves if (day := judged_day(move.new)) is not None and day > first]
        if due > first:
            was, now = told(moves[0].old, first), told(project.deadline, due)
            message = f"最初公开的完成时限是 {was}，现在是 {now}，推迟 {(due - first).days} 天"
            since = later[0].published.date() if later else moves[0].published.date()
            yield Hit(project.place("deadline"), message, project.id, since)


def _deadline_moves(scene: Scene, project: Project) -> list[Change]:
    """Returns the changes of a published deadline up to the as-of date, oldest first."""
    changes = changes_of_fields(scene).get((project.id, Project.label_of("deadline")), ())
    return [change for change in changes if change.old and change.published.date() <= scene.as_of]


@rule(
    "G106",
    basis=duty("acceptance", "及时开展项目验收工作", limit="acceptance"),
    title="投入使用后未及时登记验收",
    reads=("projects", "progress"),
    explanation=f"示范县要及时开展项目验收工作。项目投入使用超过期限（{in_settings('acceptance')}）未验收的列为发现。"
    "投入使用之日，取进度台账首次报告“投入使用”的日期；未报告的，取首次报告 100% 的日期。",
    cure="组织验收并填写“验收”。",
    good="截至: 2021-09-18\n项目: {'01': {状态: 投入使用}}\n"
    "+progress: [{日期: 2021-06-20, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]",
    bad="截至: 2021-09-19\n项目: {'01': {状态: 投入使用}}\n"
    "+progress: [{日期: 2021-06-20, 项目编号: 210198-2020-01, 进度: '100', 状态: 投入使用}]",
)
def accepted_in_time(scene: Scene) -> Iterator[Hit]:
    limit = scene.site.limits.acceptance
    for project in live_projects(scene):
        if project.status is not _IN_USE or project.acceptance is not None:
            continue
        used = in_use_on(scene.county, project)
        if used is not None and (scene.as_of - used).days > limit:
            message = f"{used} 投入使用，至今 {(scene.as_of - used).days} 天未登记验收"
            yield Hit(project.place("status"), message, project.id, used + timedelta(days=limit + 1))
