"""E012 on real repositories: what was published stays, whether its removal is committed or not."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.engine import examine
from generator.history import read_history
from generator.model.finding import Finding, Severity
from tests.intake.conftest import COUNTY, PROJECT, SITE
from tests.support.gongkai import gongkai
from tests.support.project import build, project
from tests.support.repository import Repository

AS_OF = date(2022, 6, 30)
HOME = "counties/210198"
PLAN = """实施方案: {标题: 方案, 印发日期: 2020-10-01}
方案调整:
  - {日期: 2021-02-20, 内容: 延期, 涉及项目: [210198-2020-01], 原因: 疫情}
  - {日期: 2021-04-20, 内容: 增项, 涉及项目: [210198-2020-02], 原因: 需要}
决策过程:
  - {日期: 2020-11-10, 会议或文件: 常务会议, 事项: 审议方案}
"""
OUTCOME = """绩效评价:
  - {年度: 2020, 类型: 省级复核, 得分: 80, 结论: 较好}
  - {年度: 2021, 类型: 省级复核, 得分: 92, 结论: 好}
整改清单:
  - {编号: '1', 问题: 进度慢}
  - {编号: '2', 问题: 台账不全}
"""
BATCH = "示范批次: 2022\n专项资金: {中央财政: 500}\n"
PAYMENTS = """日期,项目编号,金额,收款单位,用途,凭证号
2021-03-01,210198-2020-01,74.40,甲公司,首付款,一号
2021-04-01,210198-2020-01,10.00,甲公司,进度款,二号
2021-05-01,210198-2020-02,20.00,乙公司,首付款,三号
"""
PROGRESS = "日期,项目编号,进度,状态,说明,附件\n2021-06-30,210198-2020-01,30,在建,主体开工,\n"
ACTIVITIES = "日期,项目编号,名称\n2021-05-20,210198-2020-01,座谈会\n2021-05-21,210198-2020-01,展销会\n"
CASE = "---\n标题: 带货\n类别: 电商扶贫\n日期: 2021-05-01\n---\n\n正文。\n"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
"""A grey dot (PNG)."""
POLICY = "---\n标题: 通知\n成文日期: 2020-09-14\n---\n\n正文\n"
NOTICE = "---\n标题: 通报\n日期: 2021-06-01\n类型: 督导通报\n---\n\n正文\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """In order, in one commit; each test has a copy to spoil."""
    made = Repository(tmp_path_factory.mktemp("published") / "checkout")
    made.write("site.yaml", SITE)
    made.write("policies/2020-226.md", POLICY)
    made.write("policies/other.md", POLICY)
    made.write("notices/tongbao.md", NOTICE)
    for code in ("210197", "210198"):
        made.write(f"counties/{code}/county.yaml", COUNTY.format(code=code))
        for number in ("01", "02"):
            made.write(f"counties/{code}/projects/{number}.yaml", PROJECT.format(code=code, number=number))
    for name, text in (
        ("plan.yaml", PLAN),
        ("outcome.yaml", OUTCOME),
        ("payments.csv", PAYMENTS),
        ("progress.csv", PROGRESS),
        ("activities.csv", ACTIVITIES),
        ("cases/daihuo.md", CASE),
        ("batches/2022/batch.yaml", BATCH),
        ("batches/2022/plan.yaml", PLAN),
    ):
        made.write(f"{HOME}/{name}", text)
    (made.content / HOME / "attachments").mkdir()
    (made.content / HOME / "attachments/公示.png").write_bytes(PICTURE)
    (made.content / HOME / "attachments/现场.png").write_bytes(PICTURE)
    made.commit("published")
    assert errors(made) == []
    return made


@pytest.fixture
def repository(published: Repository, tmp_path: Path) -> Repository:
    return published.copy(tmp_path / "checkout")


def errors(repository: Repository, as_of: date | None = None) -> list[Finding]:
    history = read_history(repository.content, None)
    found = examine(repository.content, as_of, AS_OF, 1, history)
    return [item for item in found if item.severity is Severity.ERROR]


def told(repository: Repository, as_of: date | None = None) -> list[tuple[str, str, str]]:
    """(code, file, message) of every error."""
    return [(item.code, item.place.file, item.message) for item in errors(repository, as_of)]


def without(path: str, line: str) -> Callable[[Repository], None]:
    def edit(repository: Repository) -> None:
        file = repository.content / path
        lines = file.read_text("utf-8").splitlines(keepends=True)
        kept = [text for text in lines if line not in text]
        assert len(kept) < len(lines)
        file.write_text("".join(kept), "utf-8")

    return edit


def deleted(path: str) -> Callable[[Repository], None]:
    def edit(repository: Repository) -> None:
        target = repository.content / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return edit


def written(path: str, text: str) -> Callable[[Repository], None]:
    return lambda repository: repository.write(path, text)


def header(path: str) -> Callable[[Repository], None]:
    def edit(repository: Repository) -> None:
        file = repository.content / path
        file.write_text(file.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")

    return edit


def moved(old: str, new: str) -> Callable[[Repository], object]:
    return lambda repository: (repository.content / old).rename(repository.content / new)


def another_cohort(repository: Repository) -> None:
    for path in (repository.content / "counties/210197").rglob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("210197-2020-", "210197-2021-").replace("批次: 2020", "批次: 2021"), "utf-8"
        )


GONE = {
    "a project": (deleted(f"{HOME}/projects/02.yaml"), [f"{HOME}/projects/02.yaml"], "项目 210198-2020-02 "),
    "a ledger": (deleted(f"{HOME}/progress.csv"), [f"{HOME}/progress.csv"], "项目建设进度"),
    "a ledger of key columns alone": (deleted(f"{HOME}/activities.csv"), [f"{HOME}/activities.csv"], "活动信息"),
    "all rows": (header(f"{HOME}/progress.csv"), [f"{HOME}/progress.csv"], "项目建设进度的一行“2021-06-30 210198-2020-01”"),
    "an emptied file": (written(f"{HOME}/plan.yaml", "# 空\n"), [f"{HOME}/plan.yaml"] * 4, "“实施方案”"),
    "a row": (without(f"{HOME}/payments.csv", "二号"), [f"{HOME}/payments.csv"], "专项资金拨付台账的一行“2021-04-01 210198-2020-01 二号”"),
    "a case": (deleted(f"{HOME}/cases/daihuo.md"), [f"{HOME}/cases/daihuo.md"], "典型案例 daihuo "),
    "a case renamed": (moved(f"{HOME}/cases/daihuo.md", f"{HOME}/cases/chengxiao-2021.md"), [f"{HOME}/cases/daihuo.md"], "典型案例 daihuo "),
    "an attachment": (deleted(f"{HOME}/attachments/公示.png"), [f"{HOME}/attachments/公示.png"], "附件 公示.png "),
    "an attachment renamed": (moved(f"{HOME}/attachments/公示.png", f"{HOME}/attachments/公示2.png"), [f"{HOME}/attachments/公示.png"], "附件 公示.png "),
    "all attachments": (deleted(f"{HOME}/attachments"), [f"{HOME}/attachments/公示.png", f"{HOME}/attachments/现场.png"], "附件 现场.png "),
    "all cases": (deleted(f"{HOME}/cases"), [f"{HOME}/cases/daihuo.md"], "典型案例 daihuo "),
    "the plan": (deleted(f"{HOME}/plan.yaml"), [f"{HOME}/plan.yaml"], "实施方案、方案调整、决策过程"),
    "a part of the plan": (without(f"{HOME}/plan.yaml", "实施方案"), [f"{HOME}/plan.yaml"], "“实施方案”"),
    "a change of the plan": (without(f"{HOME}/plan.yaml", "增项"), [f"{HOME}/plan.yaml"], "“方案调整 › 第2项”"),
    "the first change of the plan": (without(f"{HOME}/plan.yaml", "延期"), [f"{HOME}/plan.yaml"], "“方案调整 › 第1项”"),
    "an evaluation": (without(f"{HOME}/outcome.yaml", "2020"), [f"{HOME}/outcome.yaml"], "“绩效评价 › 第1项”"),
    "a rectification": (without(f"{HOME}/outcome.yaml", "台账不全"), [f"{HOME}/outcome.yaml"], "“整改清单 › 第2项”"),
    "the outcome": (deleted(f"{HOME}/outcome.yaml"), [f"{HOME}/outcome.yaml"], "综合验收、绩效评价、整改清单"),
    "a batch": (deleted(f"{HOME}/batches"), [f"{HOME}/batches/2022/batch.yaml", f"{HOME}/batches/2022/plan.yaml"], "2022 年批次的资金和目标"),
    "the plan of a batch": (deleted(f"{HOME}/batches/2022/plan.yaml"), [f"{HOME}/batches/2022/plan.yaml"], "2022 年批次的实施方案、方案调整、决策过程"),
    "a decision of a batch": (without(f"{HOME}/batches/2022/plan.yaml", "常务会议"), [f"{HOME}/batches/2022/plan.yaml"], "“决策过程 › 第1项”"),
    "a county": (deleted("counties/210197"), ["counties/210197/county.yaml"], "示范县 210197 "),
    "all counties": (deleted("counties"), ["counties/210197/county.yaml", f"{HOME}/county.yaml"], "示范县 210197 "),
    "a policy": (deleted("policies/other.md"), ["policies/other.md"], "政策文件 other "),
    "a notice": (deleted("notices/tongbao.md"), ["notices/tongbao.md"], "工作动态 tongbao "),
    "all notices": (deleted("notices"), ["notices/tongbao.md"], "工作动态 tongbao "),
    "ids of another cohort": (another_cohort, ["counties/210197/projects/01.yaml", "counties/210197/projects/02.yaml"], "项目 210197-2020-01 "),
}  # fmt: skip


@pytest.mark.parametrize("is_committed", [False, True], ids=["before the commit", "after it"])
@pytest.mark.parametrize("name", GONE)
def test_what_is_deleted_is_an_error(name: str, is_committed: bool, repository: Repository) -> None:
    edit, places, what = GONE[name]
    edit(repository)
    day = ""
    if is_committed:
        repository.commit("deleted")
        repository.write("notices/new.md", NOTICE)
        repository.commit("something else")
        day = "（2022-03-01 删去）"
    found = told(repository)
    assert [(code, file) for code, file, _ in found] == [("E012", file) for file in places]
    assert f"2022-03-01 公开的{what}不见了{day}" in [message for _, _, message in found]


@pytest.mark.parametrize("name", GONE)
def test_no_day_hides_it(name: str, repository: Repository) -> None:
    """The demonstration plays in 2021: what was committed later is gone all the same."""
    GONE[name][0](repository)
    repository.commit("deleted")
    on_a_day = {item for item in told(repository, date(2021, 12, 31)) if item[0] == "E012"}
    assert on_a_day == {item for item in told(repository) if item[0] == "E012"} != set()


@pytest.mark.parametrize("name", GONE)
def test_it_says_where_it_was_and_how_to_mend_it(name: str, repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD")
    GONE[name][0](repository)
    repository.commit("deleted")
    (first, *_) = [item for item in errors(repository) if item.code == "E012"]
    assert first.cure.startswith("恢复")
    assert f"最后见于提交 {commit[:8]}" in first.cure
    repository.git("checkout", commit, "--", "content_data")
    if name == "ids of another cohort":
        return
    assert [item for item in told(repository) if item[0] == "E012"] == []


CARD, MAIL = "6222021234567895556", "dzsw@163.com"
ROW = f"2021-06-01,210198-2020-02,20.00,乙公司,账号{CARD},四号\n"
ANSWERED: dict[str, tuple[str, str, str, Callable[[Repository], object], str]] = {
    # file, what it says with a value that is answered for, where, how that goes, what is told
    "a row": (f"{HOME}/payments.csv", PAYMENTS + ROW, "用途", without(f"{HOME}/payments.csv", "四号"), "一行"),
    "a ledger": (f"{HOME}/expenditures.csv", f"日期,项目编号,类别,用途,金额\n2021-06-01,210198-2020-02,设施设备,账号{CARD},2\n", "用途", deleted(f"{HOME}/expenditures.csv"), "专项资金使用台账"),
    "a project": (f"{HOME}/projects/03.yaml", PROJECT.format(code="210198", number="03") + f"建设内容: 账号{CARD}\n", "建设内容", deleted(f"{HOME}/projects/03.yaml"), "项目 210198-2020-03 "),
    "a case": (f"{HOME}/cases/other.md", CASE.replace("正文。", f"账号{CARD}。"), "正文", deleted(f"{HOME}/cases/other.md"), "典型案例 other "),
    "a part of the plan": (f"{HOME}/plan.yaml", f"{PLAN}答复:\n  - {{规则: G102, 对象: '210198', 日期: 2021-06-20, 说明: 账号{CARD}}}\n", "说明", written(f"{HOME}/plan.yaml", PLAN), "“答复 › 第1项”"),
    "a policy": ("policies/third.md", POLICY.replace("正文", f"咨询{MAIL}"), "正文", deleted("policies/third.md"), "政策文件 third "),
    "a notice": ("notices/third.md", NOTICE.replace("正文", f"咨询{MAIL}"), "正文", deleted("notices/third.md"), "工作动态 third "),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERED)
def test_what_the_province_answers_for_was_published_and_is_missed(name: str, repository: Repository) -> None:
    file, text, column, goes, what = ANSWERED[name]
    value = CARD if CARD in text else MAIL
    entry = f"{{记录: {file}, 栏目: {column}, 值: '{value}', 说明: 已向财政局核实}}"
    for record in ("new", "later"):  # published in a version of its own, and a commit after it
        repository.write("not-private.yaml", f"不含个人信息:\n  - {entry}\n")
        repository.write(file, text)
        repository.write(f"notices/{record}.md", NOTICE)
        repository.commit(record)
    assert errors(repository) == []
    goes(repository)
    missed = [message for code, _, message in told(repository) if code == "E012"]
    assert len(missed) == 1
    assert what in missed[0]
    assert value not in missed[0]


TYPOS = {
    "a value": (f"{HOME}/projects/01.yaml", "状态: 在建", "状态: 在见", ["E005"]),
    "an unknown name": (f"{HOME}/projects/01.yaml", "状态:", "状太:", ["E003"]),
    "a bracket": (f"{HOME}/projects/01.yaml", "项目名称: ", "项目名称: [", ["E001"]),
    "an id": (f"{HOME}/projects/02.yaml", "210198-2020-02", "210198-2020-03", ["E007", "E007", "E008"]),
    "a row's date": (f"{HOME}/payments.csv", "2021-04-01", "2021-04-31", ["E004"]),
    "a row's project": (f"{HOME}/payments.csv", "2021-04-01,210198-2020-01", "2021-04-01,210198-2020-99", ["E007"]),
    "a row's amount": (f"{HOME}/payments.csv", "10.00", "十万", ["E004"]),
    "a missing cell": (f"{HOME}/payments.csv", "进度款,二号", "进度款,二号,,,,多", ["E001"]),
    "a quote": (f"{HOME}/payments.csv", "2021-04-01", '"2021-04-01', ["E001"]),
    "a heading": (f"{HOME}/payments.csv", "凭证号", "凭正号", ["E003"]),
    "the first heading": (f"{HOME}/payments.csv", "日期,", "日其,", ["E003"]),
    "a part's name": (f"{HOME}/plan.yaml", "决策过程", "决策过成", ["E003"]),
    "a part's indent": (f"{HOME}/plan.yaml", "  - {日期: 2021-04-20", "- {日期: 2021-04-20", ["E001"]),
    "a grade": (f"{HOME}/outcome.yaml", "结论: 好", "结论: 优秀", ["R101"]),
    "the county": (f"{HOME}/county.yaml", "示范批次: 2020", "示范批次: 二〇二〇", ["E004"]),
    "a front matter": (f"{HOME}/cases/daihuo.md", "---\n标题", "--\n标题", ["E001"]),
    "a policy": ("policies/other.md", "成文日期: 2020-09-14", "成文日期: 2020-09-41", ["E004"]),
    "a notice": ("notices/tongbao.md", "类型: 督导通报", "类型: 通报批评", ["E005"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TYPOS)
def test_a_typo_is_one_error_and_nothing_that_went(name: str, repository: Repository) -> None:
    path, old, new, _ = TYPOS[name]
    repository.change(path, old, new)
    found = told(repository)
    assert found
    assert not [item for item in found if item[0] == "E012"], found
    repository.commit("with a typo")
    assert not [item for item in told(repository) if item[0] == "E012"]
    repository.change(path, new, old)
    assert told(repository) == []


MISNAMED = [
    ("payments.csv", "payment.csv"),
    ("payments.csv", "Payments.csv"),
    ("plan.yaml", "plan.yml"),
    ("projects/02.yaml", "projects/2.yaml"),
    ("cases/daihuo.md", "cases/daihuo.MD"),
    ("cases", "case"),
    ("attachments", "attachment"),
    ("attachments/公示.png", "attachments/公示.pn"),
]


@pytest.mark.parametrize(("old", "new"), MISNAMED)
def test_a_file_under_a_misspelt_name_has_not_gone(old: str, new: str, repository: Repository) -> None:
    moved(f"{HOME}/{old}", f"{HOME}/{new}")(repository)
    codes = {code for code, _, _ in told(repository)}
    assert codes & {"E008", "S003"}
    assert "E012" not in codes


def test_a_row_that_went_beside_a_typo_is_told_beside_it(repository: Repository) -> None:
    repository.change(f"{HOME}/payments.csv", "2021-04-01", "2021-04-31")
    without(f"{HOME}/payments.csv", "三号")(repository)
    assert [(code, message) for code, _, message in told(repository) if code == "E012"] == [
        ("E012", "2022-03-01 公开的专项资金拨付台账的一行“2021-05-01 210198-2020-02 三号”不见了")
    ]


def test_what_is_withdrawn_cancelled_or_corrected_has_not_gone(repository: Repository) -> None:
    path = f"{HOME}/projects/02.yaml"
    repository.write(
        path, (repository.content / path).read_text("utf-8") + "撤回: {日期: 2022-03-01, 原因: 重复}\n"
    )
    rows = PAYMENTS.replace("凭证号\n", "凭证号,更正\n").replace("号\n", "号,\n")
    rows += "2021-04-02,210198-2020-01,11.00,甲公司,进度款,四号,2021-04-01\n"
    repository.write(f"{HOME}/payments.csv", rows)
    assert told(repository) == []
    repository.commit("withdrawn and corrected")
    assert told(repository) == []


def test_order_layout_and_added_rows_are_no_matter(repository: Repository) -> None:
    head, *rows = PAYMENTS.splitlines()
    repository.write(
        f"{HOME}/payments.csv",
        "\r\n".join([head, "2021-06-01,210198-2020-01,1,甲公司,尾款,九号", *rows[::-1]]),
    )
    repository.write(
        f"{HOME}/plan.yaml",
        "# 说明\n"
        + PLAN.replace("疫情", "疫情防控")
        + "  - {日期: 2020-12-10, 会议或文件: 会, 事项: 调整}\n",
    )
    repository.write(f"{HOME}/outcome.yaml", OUTCOME.replace("得分: 80", "得分: 81"))
    assert told(repository) == []


NEVER = {
    "a row with a wrong date": ("payments.csv", PAYMENTS + "2021-05-31,210198-2020-01,1,甲公司,尾款,\n2021-06-31,210198-2020-01,1,甲公司,尾款,九号\n", PAYMENTS + "2021-05-31,210198-2020-01,1,甲公司,尾款,\n"),
    "the same row twice": ("payments.csv", PAYMENTS + PAYMENTS.splitlines()[-1] + "\n", PAYMENTS),
    "a row of no project": ("payments.csv", PAYMENTS + "2021-06-01,210198-2020-77,1,甲公司,尾款,九号\n", PAYMENTS),
    "a row with a telephone number": ("activities.csv", ACTIVITIES + "2021-06-01,210198-2020-01,联系 13812345678\n", ACTIVITIES),
    "a project in error": ("projects/03.yaml", PROJECT.format(code="210198", number="03").replace("在建", "建"), ""),
    "a project with a private value": ("projects/03.yaml", PROJECT.format(code="210198", number="03") + "建设内容: 找 13812345678\n", ""),
    "a case in error": ("cases/other.md", CASE.replace("电商扶贫", "其它"), ""),
    "a ledger without a sound row": ("trainings.csv", "日期,项目编号,主题\n2021-06-31,210198-2020-01,讲座\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", NEVER)
def test_what_was_in_error_was_never_published_and_may_go(name: str, repository: Repository) -> None:
    path, wrong, right = NEVER[name]
    repository.write(f"{HOME}/{path}", wrong)
    repository.commit("with an error")
    assert told(repository) != []
    repository.write(f"{HOME}/{path}", right) if right else (repository.content / HOME / path).unlink()
    assert told(repository) == []
    repository.commit("mended")
    assert told(repository) == []


def test_a_sound_version_before_the_one_in_error_counts(repository: Repository) -> None:
    repository.change(f"{HOME}/projects/02.yaml", "状态: 在建", "状态: 在见")
    repository.commit("with a typo")
    deleted(f"{HOME}/projects/02.yaml")(repository)
    assert [code for code, file, _ in told(repository) if file.endswith("02.yaml")] == ["E012"]


def test_a_row_of_key_columns_alone_is_a_row(repository: Repository) -> None:
    without(f"{HOME}/activities.csv", "展销会")(repository)
    message = "2022-03-01 公开的活动信息的一行“2021-05-21 210198-2020-01 展销会”不见了"
    assert told(repository) == [("E012", f"{HOME}/activities.csv", message)]


def test_a_ledger_that_comes_back_empty_still_lacks_its_rows(repository: Repository) -> None:
    deleted(f"{HOME}/payments.csv")(repository)
    repository.commit("deleted")
    repository.write(f"{HOME}/payments.csv", PAYMENTS.partition("\n")[0] + "\n")
    for step in ("before the commit", "after it"):
        assert [code for code, file, _ in told(repository) if file.endswith("payments.csv")] == [
            "E012"
        ] * 3, step
        repository.commit("empty")
    repository.write(f"{HOME}/payments.csv", PAYMENTS)
    assert told(repository) == []


def test_of_two_rows_with_one_name_each_counts(repository: Repository) -> None:
    twice = PAYMENTS + "2021-05-01,210198-2020-02,21.00,乙公司,首付款,三号\n"
    repository.write(f"{HOME}/payments.csv", twice)
    repository.commit("two of one name")
    without(f"{HOME}/payments.csv", "20.00")(repository)
    for _ in range(2):
        assert [message for _, _, message in told(repository)] == [
            message
            for _, _, message in told(repository)
            if message.startswith(
                "2022-03-01 公开的专项资金拨付台账的一行“2021-05-01 210198-2020-02 三号”不见了"
            )
        ]
        assert len(told(repository)) == 1
        repository.commit("one of them gone")


def test_parts_that_went_one_by_one_are_each_told_once(repository: Repository) -> None:
    without(f"{HOME}/plan.yaml", "延期")(repository)
    repository.commit("first")
    without(f"{HOME}/plan.yaml", "增项")(repository)
    repository.commit("second")
    without(f"{HOME}/plan.yaml", "实施方案")(repository)
    assert sorted(message for _, _, message in told(repository)) == [
        "2022-03-01 公开的“实施方案”不见了",
        "2022-03-01 公开的“方案调整 › 第1项”不见了（2022-03-01 删去）",
        "2022-03-01 公开的“方案调整 › 第1项”不见了（2022-03-01 删去）",
    ]


def test_a_version_in_error_between_hides_no_removal(repository: Repository) -> None:
    """The row that is gone stood in the version before the one that nobody could read."""
    payments = (repository.content / HOME / "payments.csv").read_text("utf-8")
    for path, broken in ((f"{HOME}/payments.csv", '"' + payments), (f"{HOME}/plan.yaml", PLAN + "  - [")):
        repository.write(path, broken)
    repository.commit("broken")
    repository.write(f"{HOME}/payments.csv", payments)
    repository.write(f"{HOME}/plan.yaml", PLAN)
    without(f"{HOME}/payments.csv", "二号")(repository)
    without(f"{HOME}/plan.yaml", "实施方案")(repository)
    expected = [
        "2022-03-01 公开的专项资金拨付台账的一行“2021-04-01 210198-2020-01 二号”不见了",
        "2022-03-01 公开的“实施方案”不见了",
    ]
    assert [message for _, _, message in told(repository)] == expected
    repository.commit("mended, without them")
    assert [message for _, _, message in told(repository)] == [
        f"{one}（2022-03-01 删去）" for one in expected
    ]


def test_an_attachment_that_a_record_names_is_missing_once(repository: Repository) -> None:
    path = f"{HOME}/projects/01.yaml"
    plain = (repository.content / path).read_text("utf-8")
    repository.write(path, plain + "附件: 公示.png\n")
    repository.commit("named")
    deleted(f"{HOME}/attachments/公示.png")(repository)
    for _ in range(2):
        assert [(code, file) for code, file, _ in told(repository)] == [("E007", path)]
        repository.commit("deleted")
    repository.write(path, plain)
    for _ in range(2):
        assert [(code, file) for code, file, _ in told(repository)] == [
            ("E012", f"{HOME}/attachments/公示.png")
        ]
        repository.commit("no longer named")
    (repository.content / HOME / "attachments/公示.png").write_bytes(PICTURE)
    assert told(repository) == []


def test_an_attachment_that_was_never_fit_may_go(repository: Repository) -> None:
    for name, data in (("假.png", b"<html>"), ("13812345678.png", PICTURE), ("表.docm", b"PK")):
        (repository.content / HOME / "attachments" / name).write_bytes(data)
    repository.commit("unfit")
    assert len(told(repository)) >= 3
    for name in ("假.png", "13812345678.png", "表.docm"):
        (repository.content / HOME / "attachments" / name).unlink()
    for _ in range(2):
        assert told(repository) == []
        repository.commit("removed")


def test_what_was_there_before_the_column_was_opened_was_not_published(repository: Repository) -> None:
    deleted("counties/210197")(repository)
    deleted(f"{HOME}/progress.csv")(repository)
    repository.write("site.yaml", SITE + "开栏日期: 2022-03-01\n")
    repository.commit("opened")
    assert told(repository) == []
    deleted(f"{HOME}/activities.csv")(repository)
    assert [code for code, _, _ in told(repository)] == ["E012"]


PLACES = ["counties", "counties/210197", "notices", f"{HOME}/cases", f"{HOME}/attachments"]


@pytest.mark.parametrize("path", PLACES)
def test_a_folder_that_became_something_else_is_one_error(path: str, repository: Repository) -> None:
    deleted(path)(repository)
    (repository.content / path).symlink_to("/nonexistent")
    assert [(code, file) for code, file, _ in told(repository)] == [("S004", path)]
    (repository.content / path).unlink()
    (repository.content / path).write_text("x", "utf-8")
    assert [(code, file) for code, file, _ in told(repository)] == [("E008", path)]


def test_without_git_nothing_is_known(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")
    deleted(f"{HOME}/progress.csv")(repository)
    assert told(repository) == []


def test_a_build_says_it_and_goes_on(tmp_path: Path) -> None:
    made = Repository(project(tmp_path / "p", ("210197", "210397")))
    made.commit("published")
    assert build(made.root) == 0
    deleted("counties/210397/progress.csv")(made)
    deleted("notices/2022-03-kaigong.md")(made)
    run = gongkai("--root", made.root, "build")
    assert run.returncode == 0
    for what in ("公开的项目建设进度不见了", "公开的工作动态 2022-03-kaigong 不见了"):
        assert run.stderr.count(what) == 1, run.stderr
    again = gongkai("--root", made.root, "build", "--strict")
    assert again.returncode == 1
    assert run.stderr == again.stderr


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_shallow_clone_is_enough_to_see_what_is_gone_but_not_since_when_it_was_there(
    repository: Repository, tmp_path: Path, *, is_committed: bool
) -> None:
    repository.change(f"{HOME}/plan.yaml", "疫情", "防疫")
    repository.commit("again")
    if is_committed:
        deleted(f"{HOME}/projects/02.yaml")(repository)
        deleted("policies/other.md")(repository)
        repository.commit("gone")
    depth = "2" if is_committed else "1"
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", depth, f"file://{repository.root}", str(clone))
    shallow = Repository(clone)
    if not is_committed:
        deleted(f"{HOME}/projects/02.yaml")(shallow)
        deleted("policies/other.md")(shallow)
    gone = [(file, message) for code, file, message in told(shallow) if code == "E012"]
    assert {file for file, _ in gone} == {f"{HOME}/projects/02.yaml", "policies/other.md"}
    assert all(message.startswith("公开过的") for _, message in gone)
    assert all(("删去" in message) is is_committed for _, message in gone)
