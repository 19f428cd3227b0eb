"""``gongkai changes`` on a real repository: text, Markdown and JSON."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.intake.conftest import COUNTY, PROJECT, SITE
from tests.support.gongkai import gongkai
from tests.support.repository import Repository


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("changes") / "checkout")
    made.write("site.yaml", SITE)
    made.write("counties/210198/county.yaml", COUNTY.format(code="210198"))
    made.write("counties/210198/projects/01.yaml", PROJECT.format(code="210198", number="01"))
    made.write("counties/210198/projects/02.yaml", PROJECT.format(code="210198", number="02"))
    made.commit("published")
    made.git("tag", "first")
    made.change("counties/210198/projects/02.yaml", "扶持资金额度: 350.00", "扶持资金额度: 380.00")
    made.commit("amount")
    made.write(
        "counties/210198/plan.yaml",
        "方案调整:\n  - 日期: 2022-02-20\n    内容: 延期*\n    涉及项目: [210198-2020-01]\n    原因: 疫情\n",
    )
    made.change("counties/210198/projects/01.yaml", "完成时限: 2022-12-31", "完成时限: 2023-03-31")
    made.commit("deadline")
    return made


def changes(repository: Repository, *options: str) -> subprocess.CompletedProcess[str]:
    return gongkai("--root", repository.root, "changes", *options)


def test_as_text(repository: Repository) -> None:
    run = changes(repository)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [
        "2022-03-01",
        "  青禾县 县级仓储配送中心（210198-2020-02）：扶持资金额度 由“350.00 万元”改为“380.00 万元”（重大，未登记对应的方案调整）",
        "  青禾县 县级仓储配送中心（210198-2020-01）：完成时限 由“2022-12-31”改为“2023-03-31”（重大，2022-02-20 方案调整）",
        "开始 以来共 2 处变更，其中重大 2 处。",
    ]


def test_since_a_commit_and_since_a_day(repository: Repository) -> None:
    assert "共 2 处" in changes(repository, "--since", "first").stdout
    assert "共 1 处" in changes(repository, "--since", "HEAD~1").stdout
    assert "共 2 处" in changes(repository, "--since", "2022-03-01").stdout
    assert changes(repository, "--since", "2022-03-02").stdout == "2022-03-02 以来无变更。\n"
    assert changes(repository, "--as-of", "2022-02-28").stdout == "开始 以来无变更。\n"


def test_as_markdown_and_json(repository: Repository) -> None:
    markdown = changes(repository, "--format", "markdown").stdout
    assert markdown.startswith("# 开始 以来的变更\n\n## 2022-03-01\n\n- 青禾县 ")
    found = json.loads(changes(repository, "--format", "json").stdout)
    first = found["changes"][0]
    assert (first["record"], first["field"], first["old"], first["new"]) == (
        "210198-2020-02",
        "扶持资金额度",
        "350.00",
        "380.00",
    )
    assert first["published"] == "2022-03-01T02:00:00+08:00"
    assert len(first["commit"]) == 40


def test_what_is_no_date_and_no_commit_is_refused(repository: Repository) -> None:
    run = changes(repository, "--since", "gestern")
    assert run.returncode == 2
    assert "不是日期，也不是提交" in run.stderr


def test_without_git(tmp_path: Path) -> None:
    (tmp_path / "content_data").mkdir()
    (tmp_path / "content_data/site.yaml").write_text(SITE, "utf-8")
    run = gongkai("--root", tmp_path, "changes")
    assert run.returncode == 2
    assert "未找到 git 历史" in run.stderr
