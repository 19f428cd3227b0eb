"""T: training, clause 四 4."""

from collections.abc import Iterator

from generator.model.codelists import Direction
from generator.rules.base import Hit, Scene, rule

CLAUSE = "四 4"
AUDIENCES = ("返乡农民工", "农民工", "大学生", "退伍军人", "退役军人", "贫困户", "脱贫户")
"""Those the notice names: 返乡农民工、大学生、退伍军人、贫困户; 脱贫户 is what 贫困户 became."""

_ROW = "trainings: [{日期: 2021-05-10, 项目编号: 210198-2020-03, 主题: 普及班, 对象: %s, 学时: '16', 人次: '40', 跟踪服务人次: '%s', 记录: %s}]"


@rule(
    "T101",
    clause=CLAUSE,
    title="培训没有记录或学时",
    explanation="如实做好培训记录：每次培训应写明学时，并说明签到表、课件等记录存在哪里。",
    cure="补上「学时」和「记录」。",
    good=_ROW % ("脱贫户", "20", "签到表"),
    bad=_ROW % ("脱贫户", "20", "''"),
)
def trainings_are_recorded(scene: Scene) -> Iterator[Hit]:
    for row in scene.county.trainings:
        missing = [label for label, value in (("学时", row.hours), ("记录", row.record)) if value is None]
        if missing:
            message = f"{row.date}「{row.topic}」没有写明{'、'.join(missing)}"
            yield Hit(row.place("topic"), message, row.project, row.date)


@rule(
    "T102",
    clause=CLAUSE,
    title="培训项目没有跟踪服务",
    explanation="注重跟踪服务而非“一锤子”培训：一个项目的培训记录里，跟踪服务人次全部没有填写的。",
    cure="开展跟踪服务并填写「跟踪服务人次」。",
    good=_ROW % ("脱贫户", "1", "签到表"),
    bad=_ROW % ("脱贫户", "0", "签到表"),
)
def trainees_are_followed_up(scene: Scene) -> Iterator[Hit]:
    for project in scene.county.projects:
        rows = scene.county.trainings_of[project.id]
        if rows and not any(row.followed_up for row in rows):
            message = f"{len(rows)} 次培训都没有跟踪服务的记录"
            yield Hit(rows[0].place("followed_up"), message, project.id, rows[0].date)


@rule(
    "T103",
    clause=CLAUSE,
    title="培训对象不在通知所列之内",
    explanation="支持对返乡农民工、大学生、退伍军人、贫困户等开展培训。通知用了“等”字，因此只要写到其中一类即可；"
    "一类也没有写到、或没有写明对象的，提示核实。只核对人才培训方向的项目。",
    cure="写明培训对象；对象确实不同的，在「答复」里说明。",
    good=_ROW % ("返乡大学生、村干部", "20", "签到表"),
    bad=_ROW % ("机关工作人员", "20", "签到表"),
)
def audiences_are_those_named(scene: Scene) -> Iterator[Hit]:
    for row in scene.county.trainings:
        project = scene.county.by_id.get(row.project)
        if project is None or project.direction is not Direction.TRAINING:
            continue
        if not any(word in (row.audience or "") for word in AUDIENCES):
            message = f"{row.date}「{row.topic}」的对象是「{row.audience or '未写明'}」"
            yield Hit(row.place("audience"), message, row.project, row.date)
