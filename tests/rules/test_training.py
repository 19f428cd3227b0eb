"""T: training."""

from datetime import date

import pytest

from tests.rules.judge import judge, messages

ROW = "{日期: %s, 项目编号: 210198-2020-03, 主题: 普及班, 对象: %s, 学时: %s, 人次: %s, 跟踪服务人次: %s, 记录: %s}"


def session(
    day: str = "2021-05-10",
    whom: str = "脱贫户",
    hours: str = "'16'",
    people: str = "'40'",
    after: str = "'20'",
    kept: str = "签到表",
) -> str:
    return ROW % (day, whom, hours, people, after, kept)


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        (session(hours="null"), "学时"),
        (session(hours="'0'"), "学时"),
        (session(people="null"), "人次"),
        (session(people="'0'"), "人次"),
        (session(hours="null", kept="null"), "学时、记录"),
    ],
)
def test_each_session_is_recorded_whole(row: str, missing: str) -> None:
    assert messages("T101", f"trainings: [{row}]") == [f"2021-05-10“普及班”未写明{missing}"]


@pytest.mark.parametrize(("state", "found"), [("在建", 0), ("投入使用", 1), ("已取消", 0)])
def test_a_finished_training_project_has_sessions(state: str, found: int) -> None:
    hits = judge("T101", f"trainings: []\n项目: {{'03': {{状态: {state}}}}}")
    assert [hit.message for hit in hits] == ["培训项目已经投入使用，未登记任何培训"] * found
    assert not judge("T101", "trainings: []\n项目: {'01': {状态: 投入使用}}")


def test_sessions_that_nobody_followed_up_are_listed() -> None:
    rows = ", ".join(
        (
            session(after="null"),
            session("2021-05-20", after="'0'"),
            session("2021-05-25"),
            session("2021-06-25", after="null"),
        )
    )
    (hit,) = judge("T102", f"trainings: [{rows}]")
    assert hit.message == "4 次培训中 2 次未登记跟踪服务：2021-05-10、2021-05-20"
    assert hit.since == date(2021, 6, 10)
    assert hit.terms == ("2021-05-10", "2021-05-20")
    assert hit.project == "210198-2020-03"


def test_the_days_until_follow_up_are_a_setting() -> None:
    row = f"trainings: [{session(after='null')}]\n栏目: {{规则期限: {{培训跟踪服务: '%s'}}}}"
    assert len(judge("T102", row % 50)) == 1
    assert not judge("T102", row % 51)


@pytest.mark.parametrize(
    "whom", ["返乡创业青年", "农民工", "在校大学生", "退役士兵", "建档立卡贫困户", "村干部和脱贫人口"]
)
def test_each_group_the_notice_names_will_do(whom: str) -> None:
    assert not judge("T103", f"trainings: [{session(whom=whom)}]")


def test_other_groups_alone_and_silence_are_said() -> None:
    (hit,) = judge("T103", f"trainings: [{session(whom='机关干部')}, {session('2021-05-12', whom='null')}]")
    assert hit.message == "2 次培训的对象写的是“机关干部”，均未写到返乡农民工、大学生、退伍军人或脱贫户"
    (hit,) = judge("T103", f"trainings: [{session(whom='null')}]")
    assert "都未写明" in hit.message
    assert not judge("T103", "trainings: []")


def test_sessions_of_other_projects_may_be_for_anyone() -> None:
    assert not judge(
        "T103", f"trainings: [{session(whom='机关干部')}]\n项目: {{'03': {{支持方向: 农产品进城}}}}"
    )
