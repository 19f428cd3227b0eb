"""What passed goes into a public repository as one commit, and nothing else of the private one does."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.review.conftest import CLERK, MINE, OTHER
from tests.support.repository import Repository

SECRET = "13800138000"


@pytest.fixture
def public(portal: Path, tmp_path: Path) -> Repository:
    """A repository with the same files, but no commit in common."""
    root = tmp_path / "public"
    shutil.copytree(portal, root, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    made = Repository(root)
    made.git("config", "user.email", "portal@example.gov.cn")
    made.commit("as published")
    return made


def handed_in(repository: Repository) -> None:
    """Two commits, the first of which held what nobody may see."""
    repository.change(f"{MINE}/projects/01.yaml", "县级仓储配送中心", f"中心{SECRET}")
    repository.commit(f"of {SECRET}")
    repository.change(f"{MINE}/projects/01.yaml", f"中心{SECRET}", "县级仓储中心")
    case = "---\r\n标题: 典型\r\n类别: 农村青年创业创新\r\n日期: 2022-01-01\r\n来源: 商务局\n---\n\n正文\r\n"
    (repository.content / MINE / "cases").mkdir()
    (repository.content / MINE / "cases/one.md").write_bytes(case.encode())
    (repository.content / MINE / "Thumbs.db").unlink()
    repository.commit("put right")


def publish(repository: Repository, public: Repository, *options: str) -> Result:
    command = ["--root", str(repository.root), "review", "--base", "main", "--actor", CLERK]
    return CliRunner().invoke(main, [*command, "--publish-to", str(public.root), *options])


def state(public: Repository) -> str:
    return public.git("rev-parse", "HEAD") + public.git("status", "--porcelain")


def test_what_passed_is_one_commit_of_its_senders(repository: Repository, public: Repository) -> None:
    handed_in(repository)
    before = public.git("rev-parse", "HEAD")
    result = publish(
        repository, public, "--sender", "青禾县商务局 <swj@example.gov.cn>", "--date", "2022-06-20"
    )
    assert result.exit_code == 0, result.output
    assert public.git("rev-parse", "HEAD^") == before
    assert public.git("status", "--porcelain") == ""
    told = public.git("log", "-1", "--date=iso-strict", "--format=%an|%ae|%ad|%cn|%ce")
    assert (
        told
        == "青禾县商务局|swj@example.gov.cn|2022-06-20T00:00:00+08:00|综合示范信息公开|portal@example.gov.cn"
    )
    assert public.git("rev-parse", "HEAD:content_data") == repository.git("rev-parse", "HEAD:content_data")
    assert (public.content / MINE / "cases/one.md").read_bytes().endswith("正文\r\n".encode())
    assert not (public.content / MINE / "Thumbs.db").exists()


def test_nothing_of_the_private_history_goes_along(repository: Repository, public: Repository) -> None:
    handed_in(repository)
    private = set(repository.git("rev-list", "--objects", "main..mine~1").split())
    assert publish(repository, public).exit_code == 0
    held = public.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split()
    assert not private.intersection(held)
    said = public.git("log", "--all", "-p", "--format=fuller")
    assert SECRET not in said
    assert repository.git("rev-parse", "HEAD") not in said


def test_the_sender_is_the_author_where_none_is_given(repository: Repository, public: Repository) -> None:
    handed_in(repository)
    assert publish(repository, public).exit_code == 0
    now = public.git("log", "-1", "--format=%an|%ae|%at")
    assert now == repository.git("log", "-1", "--format=%an|%ae|%at")


@pytest.mark.parametrize("mail", ["someone@qq.com", "13800138000@example.gov.cn", ""])
def test_a_private_mail_address_is_not_published(
    mail: str, repository: Repository, public: Repository
) -> None:
    handed_in(repository)
    public.git("config", "user.email", "someone@qq.com")
    assert publish(repository, public, "--sender", f"青禾县商务局 <{mail}>").exit_code == 0
    told = public.git("log", "-1", "--format=%an|%ae|%cn|%ce")
    assert told == "青禾县商务局|noreply@gongkai.invalid|综合示范信息公开|noreply@gongkai.invalid"


@pytest.mark.parametrize("sender", ["13800138000", "甲\x07", "<swj@example.gov.cn>"])
def test_a_sender_that_may_not_be_named_is_refused(
    sender: str, repository: Repository, public: Repository
) -> None:
    handed_in(repository)
    before = state(public)
    result = publish(repository, public, "--sender", sender)
    assert (result.exit_code, state(public)) == (2, before)
    assert "13800138000" not in result.output


@pytest.mark.parametrize("how", ["foreign", "error", "private", "deleted"])
def test_what_did_not_pass_is_not_copied(how: str, repository: Repository, public: Repository) -> None:
    folder = OTHER if how == "foreign" else MINE
    old, new = {
        "foreign": ("状态: 在建", "状态: 基本完成"),
        "error": ("状态: 在建", "状态: 在见"),
        "private": ("县级仓储配送中心", f"中心{SECRET}"),
    }.get(how, ("", ""))
    if how == "deleted":
        repository.git("rm", "-q", f"content_data/{MINE}/projects/02.yaml")
    else:
        repository.change(f"{folder}/projects/01.yaml", old, new)
    repository.commit("wrong")
    before = state(public)
    assert (publish(repository, public).exit_code, state(public)) == (1, before)


def dirty(public: Repository) -> None:
    public.change(f"{OTHER}/county.yaml", "青禾县", "青禾新县")


def staged(public: Repository) -> None:
    dirty(public)
    public.git("add", "-A")


def untracked(public: Repository) -> None:
    public.write("counties/x.txt", "甲")


def changed(public: Repository) -> None:
    public.change(f"{MINE}/projects/01.yaml", "350.00", "360.00")
    public.commit("on the public line alone")


def removed(public: Repository) -> None:
    public.git("rm", "-q", f"content_data/{MINE}/projects/01.yaml")
    public.commit("gone there")


def detached(public: Repository) -> None:
    public.git("checkout", "-q", "--detach")


@pytest.mark.parametrize("how", [dirty, staged, untracked, changed, removed, detached])
def test_the_public_repository_is_left_as_it_is(
    how: object, repository: Repository, public: Repository
) -> None:
    handed_in(repository)
    assert callable(how)
    how(public)
    before = state(public)
    result = publish(repository, public)
    assert (result.exit_code, state(public)) == (2, before)
    assert len(result.stderr.splitlines()) == 1


def test_what_the_public_line_has_besides_stays(repository: Repository, public: Repository) -> None:
    public.change(f"{OTHER}/projects/01.yaml", "350.00", "360.00")
    public.commit("another county's")
    handed_in(repository)
    assert publish(repository, public).exit_code == 0
    assert "360.00" in (public.content / OTHER / "projects/01.yaml").read_text("utf-8")
    result = publish(repository, public)
    assert (result.exit_code, "已经是这样" in result.stderr) == (2, True)


def test_a_folder_that_is_no_other_repository_is_refused(repository: Repository, tmp_path: Path) -> None:
    handed_in(repository)
    empty = tmp_path / "empty"
    empty.mkdir()
    for folder in (empty, repository.root, repository.content, tmp_path / "nowhere"):
        command = ["--root", str(repository.root), "review", "--base", "main", "--publish-to", str(folder)]
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 2, folder
        assert len(result.stderr.splitlines()) == 1


def test_nothing_changed_is_nothing_to_publish(repository: Repository, public: Repository) -> None:
    before = state(public)
    assert (publish(repository, public).exit_code, state(public)) == (2, before)
