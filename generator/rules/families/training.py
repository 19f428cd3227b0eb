"""T: training, clause 四 4."""

from collections.abc import Iterator
from datetime import timedelta

from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import duty, in_settings
from generator.rules.facts import TRAINING, done_on, is_done, listed, live_projects, missing_labels

AUDIENCES = (
    "返乡",
    "农民工",
    "大学生",
    "退伍军人",
    "退役军人",
    "退役士兵",
    "复员军人",
    "贫困户",
    "贫困人口",
    "建档立卡",
    "脱贫户",
    "脱贫人口",
    "脱贫群众",
)
"""Those whom the notice names (返乡农民工、大学生、退伍军人、贫困户), in usual wordings; 贫困户 are called 脱贫户 today."""

_ROW = (
    "{日期: 2021-05-10, 项目编号: 210198-2020-03, 主题: %s, 对象: %s, 学时: '16', 人次: '40',"
    " 跟踪服务人次: '%s', 记录: %s}"
)


@rule(
    "T101",
    basis=duty("training", "如实做好培训记录"),
    title="培训未写明记录或学时",
    reads=("projects", "trainings"),
    explanation="如实做好培训记录：每次培训应写明学时和人次，并说明签到表、课件等记录存在哪里。"
    "人才培训项目已经完成而一次培训也未登记的，一并列出。",
    cure="补上“学时”“人次”和“记录”；未登记的补登 trainings.csv。",
    good=f"trainings: [{_ROW % ('普及班', '脱贫户', '20', '签到表')}]",
    bad=f"trainings: [{_ROW % ('普及班', '脱贫户', '20', 'null')}]",
)
def trainings_are_recorded(scene: Scene) -> Iterator[Hit]:
    for row in scene.county.trainings:
        missing = missing_labels(row, ("hours", "people", "record"), or_nought=True)
        if missing:
            message = f"{row.date}“{row.topic}”未写明{'、'.join(missing)}"
            yield Hit(row.place("topic"), message, row.project, row.date, terms=missing)
    for project in live_projects(scene):
        is_training = project.direction is TRAINING and is_done(project)
        if is_training and not scene.county.trainings_of[project.id]:
            message = f"培训项目已经{project.status}，未登记任何培训"
            yield Hit(project.place("status"), message, project.id, done_on(scene.county, project))


@rule(
    "T102",
    basis=duty("training", "注重跟踪服务而非“一锤子”培训", limit="follow_up"),
    title="培训未登记跟踪服务",
    reads=("projects", "trainings"),
    explanation=f"注重跟踪服务而非“一锤子”培训：一次培训结束后超过期限（{in_settings('follow_up')}），"
    "“跟踪服务人次”未填写或为 0 的列为发现，按项目合并。",
    cure="开展跟踪服务并填写“跟踪服务人次”。",
    good="截至: 2021-06-09\n+trainings: [" + _ROW % ("提高班", "脱贫户", "0", "签到表") + "]",
    bad="截至: 2021-06-10\n+trainings: [" + _ROW % ("提高班", "脱贫户", "0", "签到表") + "]",
)
def trainees_are_followed_up(scene: Scene) -> Iterator[Hit]:
    limit = timedelta(days=scene.site.limits.follow_up)
    for project in live_projects(scene):
        rows = scene.county.trainings_of[project.id]
        once = [row for row in rows if not row.followed_up and scene.as_of > row.date + limit]
        if once:
            days = tuple(str(row.date) for row in once)
            message = f"{len(rows)} 次培训中 {len(once)} 次未登记跟踪服务：{listed(days)}"
            since = once[0].date + limit + timedelta(days=1)
            yield Hit(once[0].place("followed_up"), message, project.id, since, terms=days)


@rule(
    "T103",
    basis=duty("training", "支持对返乡农民工、大学生、退伍军人、贫困户等开展农村电商普及和技能培训"),
    title="培训对象不在通知所列之内",
    reads=("projects", "trainings"),
    explanation="支持对返乡农民工、大学生、退伍军人、贫困户（脱贫户）等开展培训。通知用了“等”字，因此一个人才培训项目的各次培训里，"
    "只要有一次的对象写到其中一类就不列；一次也未写到的，或者都未写明对象的，列为发现。",
    cure="写明培训对象；对象确实不同的，在“答复”里说明。",
    good="trainings: ["
    + _ROW % ("一班", "村干部", "20", "签到表")
    + ", "
    + _ROW % ("二班", "退役军人、合作社", "20", "签到表")
    + "]",
    bad="trainings: ["
    + _ROW % ("一班", "村干部", "20", "签到表")
    + ", "
    + _ROW % ("二班", "null", "20", "签到表")
    + "]",
)
def audiences_are_those_named(scene: Scene) -> Iterator[Hit]:
    for project in live_projects(scene):
        rows = scene.county.trainings_of[project.id]
        if project.direction is not TRAINING or not rows:
            continue
        if any(word in (row.audience or "") for row in rows for word in AUDIENCES):
            continue
        said = tuple(dict.fromkeys(row.audience for row in rows if row.audience))
        whom = f"写的是“{listed(said)}”" if said else "都未写明"
        message = f"{len(rows)} 次培训的对象{whom}，均未写到返乡农民工、大学生、退伍军人或脱贫户"
        yield Hit(rows[0].place("audience"), message, project.id, rows[0].date, terms=said)
