"""Twenty commits of a real repository, and the exact changes that each of them is."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.history import PortalHistory, read_history
from generator.model.change import Weight
from tests.support.repository import Repository

P1 = "counties/210198/projects/01.yaml"
P2 = "counties/210198/projects/02.yaml"
ID1, ID2 = "210198-2020-01", "210198-2020-02"
PAYMENTS = "counties/210198/payments.csv"

FIRST = """项目编号: 210198-2020-01
项目名称: 县级仓储配送中心
扶持资金额度: 350.00
完成时限: 2021-12-31
承办单位:
  名称: 甲公司
  统一社会信用代码: 91110000600037341L
建设内容: 改造厂房，设分拣线。
"""
SECOND = FIRST.replace("-01", "-02").replace("仓储配送中心", "冷库")
ROWS = "日期,项目编号,金额,收款单位,用途,凭证号\n2022-01-10,210198-2020-01,100.00,甲公司,首付款,一号\n"


def created(r: Repository) -> None:
    r.write("site.yaml", "栏目名称: 示例\n")
    r.write("counties/210198/county.yaml", "名称: 青禾县\n专项资金:\n  中央财政: 500\n")
    r.write(P1, FIRST)


def second_project(r: Repository) -> None:
    r.write(P2, SECOND)
    r.write(PAYMENTS, ROWS)


def merged(r: Repository) -> None:
    """A county's branch: two commits that the main line takes as one."""
    r.git("checkout", "--quiet", "-b", "county")
    r.change(P2, "扶持资金额度: 350.00", "扶持资金额度: 340")
    r.commit("half")
    r.change(P2, "扶持资金额度: 340", "扶持资金额度: 360")
    r.commit("whole")
    r.git("checkout", "--quiet", "main")
    r.git("merge", "--quiet", "--no-ff", "--no-commit", "county")


def reverted(r: Repository) -> None:
    r.git("revert", "--no-commit", "-m", "1", "HEAD")


def amended(path: str, old: str, new: str) -> Callable[[Repository], object]:
    return lambda r: r.change(path, old, new)


def renamed(r: Repository) -> None:
    (r.content / P2).rename(r.content / "counties/210198/projects/03.yaml")


def reordered(r: Repository) -> None:
    text = (r.content / P1).read_text("utf-8").rstrip("\n").split("\n")
    r.write(P1, "# 说明\n" + "\n".join([text[2], text[1], text[0], *text[3:]]) + "\n")


def broken(r: Repository) -> None:
    r.write(P1, "项目编号: [\n")


def mended(r: Repository) -> None:
    r.git("checkout", "HEAD~1", "--", f"content_data/{P1}")
    r.change(P1, "2022-06-30", "2022-07-31")


P3 = "counties/210198/projects/03.yaml"
MAJOR, ORDINARY, WORDING = Weight.MAJOR, Weight.ORDINARY, Weight.WORDING
Expected = list[tuple[str, str, str, str, Weight]]
STEPS: list[tuple[str, Callable[[Repository], object], Expected]] = [
    ("created", created, []),
    ("second project and first payment", second_project, []),
    ("amount", amended(P1, "350.00", "380"), [(ID1, "扶持资金额度", "350.00", "380", MAJOR)]),
    ("same amount otherwise written", amended(P1, "380", "380.0"), []),
    (
        "deadline",
        amended(P1, "2021-12-31", "2022-06-30"),
        [(ID1, "完成时限", "2021-12-31", "2022-06-30", MAJOR)],
    ),
    (
        "contractor",
        amended(P1, "名称: 甲公司", "名称: 乙公司"),
        [(ID1, "承办单位 › 名称", "甲公司", "乙公司", MAJOR)],
    ),
    ("keys in another order, a comment", reordered, []),
    (
        "punctuation",
        amended(P1, "改造厂房，设分拣线。", "改造厂房,设分拣线"),
        [(ID1, "建设内容", "改造厂房，设分拣线。", "改造厂房,设分拣线", WORDING)],
    ),
    ("content", amended(P1, "设分拣线", "设冷库"), [(ID1, "建设内容", "改造厂房,设分拣线", "改造厂房,设冷库", MAJOR)]),
    ("file renamed", renamed, []),
    (
        "amount after the renaming",
        amended(P3, "扶持资金额度: 350.00", "扶持资金额度: 355"),
        [(ID2, "扶持资金额度", "350.00", "355", MAJOR)],
    ),
    ("renamed back", lambda r: (r.content / P3).rename(r.content / P2), []),
    (
        "amount back",
        amended(P2, "扶持资金额度: 355", "扶持资金额度: 350.00"),
        [(ID2, "扶持资金额度", "355", "350.00", MAJOR)],
    ),
    ("merge", merged, [(ID2, "扶持资金额度", "350.00", "360", MAJOR)]),
    ("revert of the merge", reverted, [(ID2, "扶持资金额度", "360", "350.00", MAJOR)]),
    (
        "a row added, a row's amount changed",
        lambda r: r.write(PAYMENTS, ROWS.replace("100.00", "90") + "2022-02-10,210198-2020-01,50,甲公司,进度款,二号\n"),
        [("210198/payments", "2022-01-10 210198-2020-01 一号 › 金额", "100.00", "90", MAJOR)],
    ),
    (
        "a row deleted",
        lambda r: r.write(PAYMENTS, ROWS.replace("100.00", "90")),
        [
            (
                "210198/payments",
                "2022-02-10 210198-2020-01 二号 › 记录",
                "金额 50，收款单位 甲公司，用途 进度款",
                "",
                MAJOR,
            )
        ],
    ),
    ("a version nobody can read", broken, []),
    ("readable again, with a new deadline", mended, [(ID1, "完成时限", "2022-06-30", "2022-07-31", MAJOR)]),
    ("a project deleted", lambda r: (r.content / P2).unlink(), [(ID2, "记录", "县级冷库", "", MAJOR)]),
    ("withdrawn", amended(P1, "建设内容", "撤回:\n  日期: 2022-03-01\n  原因: 重复\n建设内容"),
     [(ID1, "撤回 › 日期", "", "2022-03-01", MAJOR), (ID1, "撤回 › 原因", "", "重复", MAJOR)]),
]  # fmt: skip


def found(history: PortalHistory) -> Expected:
    county = history.county("210198")
    assert county is not None
    return [(c.record, c.field, c.old, c.new, c.weight) for c in county.changes]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "checkout")


def test_every_commit_brings_exactly_its_changes(repository: Repository, tmp_path: Path) -> None:
    """Read step by step from the store, and anew without one: the same."""
    assert len(STEPS) > 20
    expected: Expected = []
    for name, step, changes in STEPS:
        step(repository)
        commit = repository.commit(name)
        expected += changes
        grown = read_history(repository.content, tmp_path / "cache")
        assert found(grown) == expected, name
        assert found(read_history(repository.content, None)) == expected, name
        county = grown.county("210198")
        assert county is not None
        assert [c.commit for c in county.changes[len(expected) - len(changes) :]] == [commit] * len(changes)


def test_when_records_were_first_published_and_last_changed(repository: Repository) -> None:
    first, second = commits(repository, 2)
    third = commit_step(repository, 2)
    history = read_history(repository.content, None).county("210198")
    assert history is not None
    assert {record: f"{time:%H:%M %z}" for record, time in history.first_published} == {
        "210198/county": "01:00 +0800",
        "210198/payments": "02:00 +0800",
        ID1: "01:00 +0800",
        ID2: "02:00 +0800",
    }
    assert {record: commit for record, _, commit in history.latest} == {
        "210198/county": first,
        "210198/payments": second,
        ID1: third,
        ID2: second,
    }


def commits(repository: Repository, number: int) -> list[str]:
    return [commit_step(repository, step) for step in range(number)]


def commit_step(repository: Repository, number: int) -> str:
    name, step, _ = STEPS[number]
    step(repository)
    return repository.commit(name)


def test_the_record_begins_where_the_column_was_opened(repository: Repository) -> None:
    commits(repository, 3)
    repository.write("site.yaml", "栏目名称: 示例\n开栏日期: 2022-03-01\n")
    repository.commit("opened")
    assert found(read_history(repository.content, None)) == []
    commit_step(repository, 4)
    history = read_history(repository.content, None)
    assert found(history) == STEPS[4][2]
    assert history.notice == ""
    county = history.county("210198")
    assert county is not None
    assert county.reaches_back_to is not None
    assert f"{county.reaches_back_to:%H:%M}" == "04:00"
    assert dict(county.first_published)[ID1] == county.reaches_back_to


def test_what_is_not_committed_is_not_published(repository: Repository) -> None:
    commits(repository, 2)
    STEPS[2][1](repository)
    assert found(read_history(repository.content, None)) == []


def test_a_shallow_clone_says_how_far_it_sees(repository: Repository, tmp_path: Path) -> None:
    commits(repository, 6)
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth", "2", f"file://{repository.root}", str(clone))
    history = read_history(clone / "content_data", tmp_path / "cache")
    assert history.notice == "变更记录不完整：仓库是浅克隆，只有 2022-03-01 以后的提交，此前的变更不得而知。"
    assert found(history) == STEPS[5][2]
    county = history.county("210198")
    assert county is not None
    assert county.reaches_back_to is not None
    again = read_history(clone / "content_data", tmp_path / "cache")
    assert again.notice == history.notice


def test_without_git_the_history_is_missing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "content_data").mkdir()
    history = read_history(tmp_path / "content_data", tmp_path / "cache")
    assert not history.is_there
    assert history.county("210198") is None
    assert "未找到 git 历史" in history.notice


def test_a_repository_without_a_commit_has_no_history(repository: Repository) -> None:
    assert not read_history(repository.content, None).is_there


def test_another_branch_is_read_anew(repository: Repository, tmp_path: Path) -> None:
    commits(repository, 3)
    cache = tmp_path / "cache"
    assert found(read_history(repository.content, cache)) == STEPS[2][2]
    repository.git("checkout", "--quiet", "-b", "other", "HEAD~1")
    assert found(read_history(repository.content, cache)) == []
    repository.git("checkout", "--quiet", "main")
    assert found(read_history(repository.content, cache)) == STEPS[2][2]


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_store_is_thrown_away(damage: bytes, repository: Repository, tmp_path: Path) -> None:
    commits(repository, 3)
    cache = tmp_path / "cache"
    read_history(repository.content, cache)
    (cache / "history.sqlite").write_bytes(damage)
    assert found(read_history(repository.content, cache)) == STEPS[2][2]


def test_a_store_of_another_version_is_thrown_away(repository: Repository, tmp_path: Path) -> None:
    commits(repository, 3)
    cache = tmp_path / "cache"
    cache.mkdir()
    with sqlite3.connect(cache / "history.sqlite") as database:
        database.execute("CREATE TABLE state (x)")
        database.execute("PRAGMA user_version = 999")
    assert found(read_history(repository.content, cache)) == STEPS[2][2]


def test_a_county_that_nothing_touched_keeps_its_mark(repository: Repository, tmp_path: Path) -> None:
    commits(repository, 2)
    before = read_history(repository.content, tmp_path / "cache").mark("210198")
    repository.write("counties/210199/county.yaml", "名称: 乙县\n")
    repository.commit("another county")
    assert read_history(repository.content, tmp_path / "cache").mark("210198") == before
    commit_step(repository, 2)
    assert read_history(repository.content, tmp_path / "cache").mark("210198") != before


def test_a_store_copied_elsewhere_does_no_harm(repository: Repository, tmp_path: Path) -> None:
    commits(repository, 3)
    read_history(repository.content, tmp_path / "cache")
    other = Repository(tmp_path / "other")
    created(other)
    other.commit("created")
    shutil.copytree(tmp_path / "cache", tmp_path / "copied")
    assert found(read_history(other.content, tmp_path / "copied")) == []


def test_a_demonstration_names_its_own_times_and_nobody_else_does(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write("site.yaml", "栏目名称: 示例\n模式: 演示\n")
    repository.write(P1, FIRST)
    repository.commit("created\n\nPublished: 2021-05-06T09:00:00+08:00")
    repository.change(P1, "350.00", "380")
    repository.commit("amount\n\nPublished: 2021-05-12T10:00:00+08:00")
    cache = tmp_path / "cache"
    county = read_history(repository.content, cache).county("210198")
    assert county is not None
    assert county.changes[0].published.isoformat() == "2021-05-12T10:00:00+08:00"
    assert dict(county.first_published)[ID1].isoformat() == "2021-05-06T09:00:00+08:00"
    repository.write("site.yaml", "栏目名称: 示例\n模式: 正式\n")
    repository.commit("in earnest")
    county = read_history(repository.content, cache).county("210198")
    assert county is not None
    assert county.changes[0].published.isoformat() == "2022-03-01T02:00:00+08:00"
