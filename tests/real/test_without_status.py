"""Projects of a plan table that has no 状态: it is derived, said so, and no rule rests on it alone."""

import pickle
from pathlib import Path

import pytest

from generator.model.codelists import Status
from generator.model.derived import Basis
from generator.render.charts.deadlines import deadlines_chart
from generator.rules.example import scene
from generator.views.events_overdue import overdue_events
from generator.views.overviews.acceptance import acceptance_view
from generator.views.provenance import Provenance
from generator.views.rows import project_row, project_rows
from generator.views.search import county_part
from tests.real.entered import P1, entered
from tests.rules.judge import judge

BARE = "状态: null, 采购: null, 计划开工: null, 完成时限: null"
REPORT = "{日期: '%s', 项目编号: 210198-2020-01, 进度: '%s'%s}"
NO_ROWS = "progress: []\npayments: []\n"
HEAD = f"项目编号: {P1}\n项目名称: 站点\n支持方向: 物流配送\n"
SAID = "（按已报送的内容推定）"


def laid(own: str = "", more: str = NO_ROWS) -> str:
    return f"{more}\n项目: {{'01': {{{BARE}{', ' + own if own else ''}}}, '02': null, '03': null}}"


def reports(*rows: str) -> str:
    return f"payments: []\nprogress: [{', '.join(rows)}]\n"


@pytest.mark.parametrize(
    ("overlay", "status", "basis"),
    [
        (laid(), "未开工", Basis.PRESUMED),
        (laid("计划开工: 2021-07-01"), "未开工", Basis.PRESUMED),
        (laid("计划开工: 2021-06-30"), "在建", Basis.PRESUMED),
        (laid("计划开工: 2021年6月"), "在建", Basis.PRESUMED),
        (laid("计划开工: 合同签订后30日"), "未开工", Basis.PRESUMED),
        (laid("完成时限: 2021-01-01"), "未开工", Basis.PRESUMED),
        (laid("采购: {合同日期: 2021-03-01}"), "在建", Basis.PRESUMED),
        (laid(more="progress: []\n"), "在建", Basis.PRESUMED),
        (laid(more=reports(REPORT % ("2021-06-01", "0", ""))), "未开工", Basis.PRESUMED),
        (laid(more=reports(REPORT % ("2021-06-01", "0", ", 状态: 未开工"))), "未开工", Basis.REPORTED),
        (laid(more=reports(REPORT % ("2021-06-01", "5", ""))), "在建", Basis.REPORTED),
        (laid(more=reports(REPORT % ("2021-06-01", "5", ", 状态: 未开工"))), "在建", Basis.REPORTED),
        (laid(more=reports(REPORT % ("2021-06-01", "100", ""))), "基本完成", Basis.REPORTED),
        (laid(more=reports(REPORT % ("2021-05-01", "95", ", 状态: 基本完成"), REPORT % ("2021-06-01", "97", ""))), "基本完成", Basis.REPORTED),
        (laid(more=reports(REPORT % ("2021-06-01", "100", ", 状态: 投入使用"))), "投入使用", Basis.REPORTED),
        (laid(more=reports(REPORT % ("2021-06-01", "100", ", 状态: 已验收"))), "投入使用", Basis.REPORTED),
        (laid(more=reports(REPORT % ("2021-06-01", "30", ", 状态: 已取消"))), "在建", Basis.REPORTED),
        (laid("验收: {日期: 2021-06-01, 结论: 合格}"), "已验收", Basis.REPORTED),
        (laid("验收: {日期: 2021-06-01, 结论: 不合格}"), "在建", Basis.PRESUMED),
        (laid("取消: {日期: 2021-06-01, 原因: 无力承建}"), "已取消", Basis.REPORTED),
        (laid("取消: {日期: 2021-06-01, 原因: 无力承建}, 验收: {日期: 2021-05-01, 结论: 合格}"), "已取消", Basis.REPORTED),
        (laid().replace("状态: null", "状态: 在建"), "在建", Basis.GIVEN),
    ],
)  # fmt: skip
def test_what_is_derived(overlay: str, status: str, basis: Basis) -> None:
    (project,) = scene(overlay).county.projects
    assert (project.status.label, project.derived.basis) == (status, basis)
    again = pickle.loads(pickle.dumps(project))
    assert (again.status, again.derived) == (project.status, project.derived)


def test_a_corrected_report_counts_as_corrected(tmp_path: Path) -> None:
    rows = (
        f"日期,项目编号,进度,状态,更正\n2022-03-01,{P1},100,投入使用,\n2022-03-02,{P1},60,在建,2022-03-01\n"
    )
    found = entered(tmp_path, {"projects/01.yaml": HEAD, "progress.csv": rows})
    assert [one.status for one in found.county.projects] == [Status.UNDER_WAY]


def test_nothing_is_concluded_from_a_report_that_is_withheld(tmp_path: Path) -> None:
    """The row that says how it ended is in error: nobody knows that the project is still under way."""
    rows = f"日期,项目编号,进度,状态\n2022-03-01,{P1},60,在建\n2022-05-32,{P1},100,投入使用\n"
    found = entered(tmp_path, {"projects/01.yaml": f"{HEAD}完成时限: 2022-02-01\n", "progress.csv": rows})
    assert [code for code, _ in found.errors] == ["E004"]
    assert [one.derived.basis for one in found.county.projects] == [Basis.PRESUMED]
    assert found.findings("G102") == []


def test_it_is_no_error_and_the_page_says_so(tmp_path: Path) -> None:
    files = {
        "projects/01.yaml": f"{HEAD}计划开工: 2022-01-01\n完成时限: 2022-03-31\n",
        "projects/02.yaml": HEAD.replace("-01\n", "-02\n") + "取消: {日期: 2022-02-01, 原因: 无力承建}\n",
        "projects/03.yaml": HEAD.replace("-01\n", "-03\n") + "状态: 在建\n",
        "projects/04.yaml": HEAD.replace("-01\n", "-04\n") + "撤回: {日期: 2022-02-01, 原因: 重复}\n",
    }
    found = entered(tmp_path, files)
    assert found.errors == []
    page = found.page(f"projects/{P1}")
    assert f"*在建*{SAID}" in page
    assert "逾期" not in page
    assert f"*已取消*{SAID}" in found.page(f"projects/{P1[:-2]}02")
    assert SAID not in found.page(f"projects/{P1[:-2]}03")
    assert f"*未开工*{SAID}" in found.page(f"projects/{P1[:-2]}04")
    assert "*在建*（推定）" in found.page("counties/210198")
    notes = {one.id: one.note for one in county_part(found.county).records if one.folder == "projects"}
    assert notes[P1] == "状态按已报送的内容推定"
    assert notes[f"{P1[:-2]}03"] == ""


def late(more: str, days: tuple[str, str] = ("2021-03-08", "2021-05-31")) -> str:
    start, due = days
    own = f"状态: null, 计划开工: {start}, 完成时限: {due}"
    return f"{more}\n项目: {{'01': {{{own}}}, '02': null, '03': null}}\n截至: 2021-06-30"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("progress: []", 0),
        ("progress: [" + REPORT % ("2021-05-31", "90", "") + "]", 0),
        ("progress: [" + REPORT % ("2021-06-01", "90", "") + "]", 1),
        ("progress: [" + REPORT % ("2021年6月上旬", "90", "") + "]", 1),
        ("progress: [" + REPORT % ("2021-05", "90", "") + "]", 0),
        ("progress: [" + REPORT % ("2021-06-01", "100", "") + "]", 0),
        ("progress: [" + REPORT % ("2021-06-01", "90", ", 状态: 基本完成") + "]", 0),
    ],
)
def test_late_is_only_what_was_reported_open_after_its_deadline(more: str, found: int) -> None:
    assert len(judge("G102", late(more))) == found
    seen = scene(late(more))
    row = project_row(seen.county, seen.county.projects[0], (), seen.as_of)
    assert bool(row.days_overdue) == bool(found)


@pytest.mark.parametrize(
    ("day", "started", "ordered"),
    [("2021-03-08", 0, 0), ("2021-03-09", 1, 0), ("2021-03-15", 1, 0), ("2021-03-16", 1, 1)],
)
def test_not_begun_is_only_what_was_reported_so_after_its_start(day: str, started: int, ordered: int) -> None:
    more = f"progress: [{REPORT % (day, '0', ', 状态: 未开工')}]"
    assert len(judge("G101", late(more))) == started
    assert len(judge("V105", late(more))) == ordered


@pytest.mark.parametrize(
    "code", ["G103", "B101", "B102", "I105", "I111", "V102", "I115", "T101", "V104", "A101"]
)
def test_a_presumed_state_accuses_nobody(code: str) -> None:
    """The same county is accused as soon as it says 在建 itself: the rule is not blind."""
    bare = (
        "采购: {方式: null, 公告日期: null, 公告链接: null, 中标日期: null, 合同日期: null}, 承办单位: null, "
    )
    own = bare + "计划开工: 2021-03-08"
    more = (
        "progress: []\ninspections: []\n成果: {综合验收: {日期: 2021-06-22, 结论: 合格}}\n截至: 2021-06-30\n"
    )
    told = f"{more}项目: {{'01': {{{own}, 状态: %s}}, '02': null, '03': null}}"
    assert judge(code, told % "null") == []
    if code in {"G103", "B101", "I105", "I111", "V102", "A101"}:
        assert judge(code, told % "在建")


def test_a_visit_is_owed_up_to_the_last_report() -> None:
    own = "项目: {'01': {状态: null}, '02': null, '03': null}\ninspections: []\n"
    (hit,) = judge("V102", f"{own}progress: [{REPORT % ('2021-03-31', '10', '')}]")
    assert hit.message.startswith("应查 3 周，3 周未登记县级检查")


@pytest.mark.parametrize(
    ("day", "drawn"), [("2021-06-29", False), ("2021-06-30", True), ("2021-07-01", True)]
)
def test_the_chart_of_deadlines_draws_no_presumed_delay(day: str, drawn: bool) -> None:
    seen = scene(late("progress: []", ("2021-03-08", day)))
    rows = project_rows(seen.county, (), seen.as_of)
    assert (deadlines_chart(rows, seen.as_of) is not None) is drawn


@pytest.mark.parametrize(("own", "word"), [("", "未报告投入使用"), ("状态: 在建\n", "未投入使用")])
def test_what_acceptance_lacks_says_no_more_than_was_reported(tmp_path: Path, own: str, word: str) -> None:
    summary = entered(tmp_path, {"projects/01.yaml": HEAD + own}).drawn().summary
    assert acceptance_view((summary,)).counties[0].stage == f"建设中，还有 1 个项目{word}"


def overdue(told: str, more: str = "progress: []") -> list[str]:
    seen = scene(f"{late(more)}\n{told}")
    return [
        event.key for event in overdue_events(seen.county, Provenance(seen.history, seen.as_of), seen.as_of)
    ]


def test_the_feed_tells_of_no_missed_deadline_of_a_presumed_state() -> None:
    key = "overdue/210198-2020-01/2021-05-31"
    assert overdue("") == []
    assert overdue("", f"progress: [{REPORT % ('2021-06-01', '90', '')}]") == [key]
    given = "变更: [[210198-2020-01, 状态, 在建, '', '2021-06-02T00:00:00+08:00']]"
    assert overdue(given) == [key], "an entry that was made while the file gave the state stays"
