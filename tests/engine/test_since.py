"""``gongkai check --changed-from``: a change answers for what it brings, on real repositories."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.engine.steps import county_work, examination
from generator.engine.steps.county_work import CheckedCounty, Ground
from generator.engine.steps.examination import examine
from generator.engine.steps.new_findings import what_is_new
from generator.history import read_history
from generator.history.as_delivered import keep_delivered
from generator.model.change import History
from tests.intake.conftest import COUNTY, PROJECT, SITE
from tests.support.repository import Repository

MINE, OTHER = "counties/210198", "counties/210197"
PAYMENTS = """日期,项目编号,金额,收款单位,用途,凭证号
2021-03-01,{code}-2020-01,74.40,甲公司,首付款,一号
2021-04-01,{code}-2020-01,10.00,甲公司,进度款,二号
"""
POLICY = "---\n标题: 通知\n成文日期: 2020-09-14\n---\n\n正文\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two counties on ``main``; the other one has an error of its own."""
    made = Repository(tmp_path / "checkout")
    made.write("site.yaml", SITE)
    made.write("policies/2020-226.md", POLICY)
    for code in ("210197", "210198"):
        folder = f"counties/{code}"
        made.write(f"{folder}/county.yaml", COUNTY.format(code=code))
        for number in ("01", "02"):
            made.write(f"{folder}/projects/{number}.yaml", PROJECT.format(code=code, number=number))
        made.write(f"{folder}/payments.csv", PAYMENTS.format(code=code))
    made.change(f"{OTHER}/payments.csv", "74.40", "七十四")
    made.commit("published")
    return made


def check(repository: Repository, *options: str, reference: str = "main") -> tuple[int, dict[str, Any]]:
    command = ["--root", str(repository.root), "check", "--workers", "1", "--format", "json", *options]
    result = CliRunner().invoke(main, [*command, "--changed-from", reference])
    assert result.exit_code in (0, 1), result.output
    return result.exit_code, json.loads(result.stdout)


def new_errors(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(item["code"], item["file"]) for item in report["findings"] if item["severity"] == "error"]


def standing_errors(report: dict[str, Any]) -> int:
    return int(report["since"]["standing"]["error"])


def add_row(repository: Repository, path: str, row: str, *, at: int | None = None) -> None:
    lines = (repository.content / path).read_text("utf-8").splitlines(keepends=True)
    lines.insert(len(lines) if at is None else at, row + "\n")
    repository.write(path, "".join(lines))


def test_an_error_of_another_county_is_counted_and_fails_nothing(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "mine")
    repository.change(f"{MINE}/projects/01.yaml", "350.00", "360.00")
    for step in ("before the commit", "after it"):
        code, report = check(repository)
        assert (code, new_errors(report), standing_errors(report)) == (0, [], 1), step
        assert report["since"]["counties"] == ["210198"]
        repository.commit("changed")


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 在见", "E005"),
        (f"{MINE}/payments.csv", "10.00", "十万", "E004"),
        (f"{MINE}/county.yaml", "示范批次: 2020", "示范批次: 二〇二〇", "E004"),
        (f"{OTHER}/payments.csv", "10.00", "十万", "E004"),
        ("site.yaml", "模式: 演示", "模式: 演出", "E005"),
        ("policies/2020-226.md", "2020-09-14", "2020-09-41", "E004"),
    ],
)
def test_what_a_change_brings_fails_it_alone(
    path: str, old: str, new: str, code: str, repository: Repository
) -> None:
    repository.git("checkout", "-q", "-b", "mine")
    repository.change(path, old, new)
    repository.commit("with an error")
    ended, report = check(repository)
    assert (ended, new_errors(report)) == (1, [(code, path)])
    assert standing_errors(report) == 1


@pytest.mark.parametrize("rows", [1, 7])
def test_an_error_that_only_moved_to_another_line_stood_before(rows: int, repository: Repository) -> None:
    for number in range(rows):
        add_row(
            repository,
            f"{OTHER}/payments.csv",
            f"2021-01-0{number + 1},210197-2020-02,1,乙,款,新{number}",
            at=1,
        )
    code, report = check(repository)
    assert (code, new_errors(report), standing_errors(report)) == (0, [], 1)


def test_one_more_of_the_same_is_new_and_told_with_it(repository: Repository) -> None:
    wrong = "2021-05-0{},210197-2020-01,七十四,甲公司,款,{}号"
    add_row(repository, f"{OTHER}/payments.csv", wrong.format(1, 8), at=1)
    code, report = check(repository)
    assert len(new_errors(report)) == 1
    assert (code, standing_errors(report)) == (1, 1)
    add_row(repository, f"{OTHER}/payments.csv", wrong.format(2, 9))
    code, report = check(repository)
    assert (code, standing_errors(report), len(new_errors(report))) == (1, 1, 1)
    (message,) = [found["message"] for found in report["findings"] if found["severity"] == "error"]
    assert message.endswith("这一列共有 2 格是这样，其余在第5行")


def test_a_message_that_names_a_line_is_the_same_on_another(repository: Repository) -> None:
    row = PAYMENTS.format(code="210197").splitlines()[2]
    add_row(repository, f"{OTHER}/payments.csv", row)
    repository.commit("twice the same row")
    add_row(repository, f"{OTHER}/payments.csv", "2021-01-01,210197-2020-02,1,乙,款,新", at=1)
    code, report = check(repository)
    assert (code, new_errors(report), standing_errors(report)) == (0, [], 2)


def test_findings_and_remarks_are_counted_as_errors_are(repository: Repository) -> None:
    _, before = check(repository)
    assert before["findings"] == []
    assert before["since"]["standing"]["finding"] > 0
    repository.change(f"{MINE}/projects/02.yaml", "完成时限: 2022-12-31", "完成时限: 2021-12-31")
    code, report = check(repository)
    found = [(item["severity"], item["code"], item["file"]) for item in report["findings"]]
    assert ("finding", "G102", f"{MINE}/projects/02.yaml") in found
    assert {severity for severity, _, _ in found} <= {"finding", "notice"}
    assert code == 0


def test_the_version_is_where_the_branches_parted(repository: Repository) -> None:
    """What main gained since, or mended since, is no part of the change."""
    repository.git("checkout", "-q", "-b", "mine")
    repository.change(f"{MINE}/projects/01.yaml", "350.00", "360.00")
    repository.commit("mine")
    repository.git("checkout", "-q", "main")
    repository.change(f"{OTHER}/payments.csv", "七十四", "74.40")
    repository.change(f"{OTHER}/projects/02.yaml", "状态: 在建", "状态: 在见")
    parted = repository.git("rev-parse", "HEAD")
    repository.commit("main goes on")
    repository.git("checkout", "-q", "mine")
    code, report = check(repository)
    assert (code, new_errors(report), standing_errors(report)) == (0, [], 1)
    assert report["since"]["commit"] == parted
    # as a workflow checks it: the merge of both, held against its first parent
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "merge", "mine")
    code, report = check(repository, reference="HEAD^1")
    assert (code, new_errors(report), standing_errors(report)) == (0, [], 1)
    assert report["since"]["counties"] == ["210198"]


def test_a_deleted_ledger_is_new_where_it_is_deleted_and_stands_afterwards(repository: Repository) -> None:
    (repository.content / MINE / "payments.csv").unlink()
    for step in ("before the commit", "after it"):
        code, report = check(repository, reference="main~0" if step == "before the commit" else "main~1")
        assert (code, new_errors(report)) == (1, [("E012", f"{MINE}/payments.csv")]), step
        repository.commit("deleted")
    code, report = check(repository)
    assert (code, new_errors(report), standing_errors(report)) == (0, [], 2)


def test_a_county_that_came_or_went_is_a_changed_one(repository: Repository) -> None:
    repository.write("counties/210199/county.yaml", COUNTY.format(code="210199"))
    shutil.rmtree(repository.content / OTHER)
    _, report = check(repository)
    assert report["since"]["counties"] == ["210197", "210199"]
    assert new_errors(report) == [("E012", f"{OTHER}/county.yaml")]


def test_what_nothing_is_known_of_before_is_all_new(repository: Repository) -> None:
    """The portal itself came with the change."""
    repository.git("checkout", "-q", "--orphan", "empty")
    repository.git("rm", "-rfq", ".")
    repository.git("commit", "--allow-empty", "-qm", "nothing yet")
    repository.git("checkout", "-q", "-b", "mine")
    repository.git("checkout", "main", "--", "content_data")
    code, report = check(repository, reference="empty")
    assert (code, new_errors(report), standing_errors(report)) == (1, [("E004", f"{OTHER}/payments.csv")], 0)


def test_paths_limit_what_is_told_on_both_sides(repository: Repository) -> None:
    repository.change(f"{MINE}/payments.csv", "10.00", "十万")
    repository.change(f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 在见")
    _, report = check(repository, str(repository.content / MINE / "projects"))
    assert new_errors(report) == [("E005", f"{MINE}/projects/01.yaml")]
    assert standing_errors(report) == 0


def test_the_changed_county_comes_first_and_one_line_says_the_rest(repository: Repository) -> None:
    """The portal is to be no demonstration any more: the other county's demonstration records are new errors as well."""
    repository.change("site.yaml", "模式: 演示", "模式: 正式")
    repository.change(f"{MINE}/payments.csv", "10.00", "十万")
    command = ["--root", str(repository.root), "check", "--workers", "1", "--changed-from", "main"]
    text = CliRunner().invoke(main, command).stdout
    assert 0 <= text.index(MINE) < text.index(OTHER)
    assert "E014" in text
    *_, line = text.strip().split("\n")
    assert line.startswith("与提交 ")
    assert "改动了 210198 的文件" in line
    assert "当时已有的 1 个错误" in line
    assert "七十四" not in text


@pytest.mark.parametrize("reference", ["nope", "", "0" * 40, "main:content_data/site.yaml", "--help", "a b"])
def test_a_reference_that_names_nothing_is_one_line(reference: str, repository: Repository) -> None:
    command = ["--root", str(repository.root), "check", f"--changed-from={reference}"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert result.stderr == f"gongkai：“{reference}”不是这个仓库里的分支、标签或提交。\n"


def test_histories_without_a_common_commit_and_shallow_ones_say_so(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("checkout", "-q", "--orphan", "strange")
    repository.commit("of its own")
    command = ["--root", str(repository.root), "check", "--changed-from", "main"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "无共同的来历" in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_git_nothing_can_be_compared(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git")
    command = ["--root", str(repository.root), "check", "--changed-from", "main"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == "gongkai：未找到 git 历史，不能用 --changed-from。"


def test_the_working_tree_and_the_index_are_left_alone(repository: Repository) -> None:
    repository.change(f"{MINE}/projects/01.yaml", "350.00", "360.00")
    before = subprocess.check_output(["git", "-C", str(repository.root), "status", "--porcelain"])
    check(repository)
    assert subprocess.check_output(["git", "-C", str(repository.root), "status", "--porcelain"]) == before


def test_of_the_version_before_only_changed_counties_are_checked(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    checked = county_work.check_county

    def noted(ground: Ground, code: str, history: History | None = None) -> CheckedCounty:
        asked.append(("now" if ground.root.is_relative_to(repository.root) else "before", code))
        return checked(ground, code, history)

    monkeypatch.setattr(examination, "check_county", noted)
    now = [("now", "210197"), ("now", "210198")]
    repository.change(f"{MINE}/projects/01.yaml", "350.00", "360.00")
    code, report = check(repository)
    assert (code, standing_errors(report)) == (0, 1)
    assert asked == [*now, ("before", "210198")]
    asked.clear()
    repository.change("policies/2020-226.md", "通知", "另一个通知")
    check(repository)
    assert asked == [*now, ("before", "210197"), ("before", "210198")]


def test_what_another_county_makes_so_is_new(repository: Repository) -> None:
    contractor = "承办单位:\n  名称: 甲公司\n  统一社会信用代码: 91110000600037341L\n"
    project = PROJECT.format(code="210197", number="01") + contractor
    repository.write(f"{OTHER}/projects/01.yaml", project)
    repository.commit("a contractor")
    ended = PROJECT.format(code="210198", number="02").replace("在建", "已取消") + contractor
    repository.write(f"{MINE}/projects/02.yaml", f"{ended}取消:\n  日期: 2022-03-01\n  原因: 未开工\n")
    _, report = check(repository)
    assert report["since"]["counties"] == ["210198"]
    assert "B103" in {item["code"] for item in report["findings"] if item["file"].startswith(OTHER)}


def test_findings_on_a_county_that_was_changed_and_changed_back_are_compared(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "mine")
    repository.change(f"{OTHER}/payments.csv", "七十四", "74.40")
    repository.commit("mended")
    repository.change(f"{OTHER}/payments.csv", "74.40", "七十四")
    repository.commit("and broken again")
    code, report = check(repository)
    assert (code, new_errors(report), standing_errors(report)) == (0, [], 1)


def test_what_was_delivered_is_as_well_known_of_the_version_compared_with(tmp_path: Path) -> None:
    """All was rewritten, so that the dates of the commits tell another story than those that were published."""
    made = Repository(tmp_path / "checkout")
    made.write("site.yaml", SITE)
    made.write(f"{MINE}/county.yaml", COUNTY.format(code="210198"))
    made.write(f"{MINE}/projects/01.yaml", PROJECT.format(code="210198", number="01"))
    made.commit("published")
    made.change(
        f"{MINE}/projects/01.yaml", "状态: 在建", "状态: 在建\n采购: {方式: 公开招标, 中标日期: 2022-03-02}"
    )
    made.commit("the award, late", "2022-05-09T10:00:00+08:00")
    day = date(2022, 6, 30)
    delivered = read_history(made.content, None, today=day)
    batches, commit, tree = delivered.delivered(day), delivered.commit, delivered.tree
    made._hours = 28 * 24
    made.git("rebase", "-q", "--root", "--force-rebase")
    made.change(f"{MINE}/projects/01.yaml", "350.00", "360.00")
    made.commit("mine", "2022-06-10T10:00:00+08:00")

    def new(base: str) -> set[str]:
        history = read_history(made.content, None, today=day)
        keep_delivered(history, made.content, batches, commit, tree, is_same_program=True)
        found = examine(made.content, None, day, 1, history)
        assert "I116" in {one.code for one in found}, "it was published late"
        fresh, _ = what_is_new(found, made.content, base, None, day, 1, history)
        return {one.code for one in fresh}

    assert "I116" not in new("main~1")
    assert "I116" in new("main~2"), "the award was not there yet"
    made.write(f"{MINE}/projects/02.yaml", PROJECT.format(code="210198", number="02"))
    assert "I116" not in new("main")
