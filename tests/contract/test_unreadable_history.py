"""A history that cannot be read is said on the terminal and on the page, and takes nothing off a published site."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.gongkai import gongkai as forked
from tests.support.project import project, tree
from tests.support.repository import Repository

CODE = "210697"
PROJECT = f"counties/{CODE}/projects/01.yaml"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province with three commits, packed; its site is built and holds two changes."""
    folder = project(tmp_path_factory.mktemp("history") / "p", (CODE,))
    repository = Repository(folder)
    repository.commit("opened")
    for title in ("一号", "二号"):
        path = folder / "content_data" / PROJECT
        lines = path.read_text("utf-8").splitlines()
        place = next(number for number, line in enumerate(lines) if line.startswith("项目名称:"))
        lines[place] = f"项目名称: {title}仓"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        repository.commit(title)
    run = gongkai(folder, "build")
    assert (run.returncode, run.stderr.count("git")) == (0, 0), run.stderr
    assert "二号仓" in changes_page(folder)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """The same, to be spoilt; nothing of its history is kept in a cache."""
    copy = tmp_path / "p"
    shutil.copytree(whole, copy, symlinks=True)
    shutil.rmtree(copy / ".cache")
    return copy


def gongkai(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"NO_COLOR": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    run = forked(*command, cwd=folder, env=environment)
    assert "Traceback" not in run.stderr + run.stdout
    return run


def changes_page(folder: Path) -> str:
    return (folder / "site/changes.html").read_text("utf-8")


def git(folder: Path, *command: str) -> str:
    run = subprocess.run(["git", "-C", str(folder), *command], check=True, capture_output=True, text=True)
    return run.stdout.strip()


def objects(folder: Path) -> list[Path]:
    return [path for path in (folder / ".git/objects").glob("??/*") if path.is_file()]


def loose(folder: Path, revision: str) -> Path:
    name = git(folder, "rev-parse", revision)
    path = folder / f".git/objects/{name[:2]}/{name[2:]}"
    path.chmod(0o644)
    return path


def truncated(revision: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = loose(folder, revision)
        path.write_bytes(path.read_bytes()[:-5])

    return damage


def turned(revision: str) -> Callable[[Path], None]:
    """One bit of it is another."""

    def damage(folder: Path) -> None:
        path = loose(folder, revision)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0x10
        path.write_bytes(data)

    return damage


def gone(revision: str) -> Callable[[Path], None]:
    return lambda folder: loose(folder, revision).unlink()


def pack(folder: Path, ending: str) -> Path:
    git(folder, "gc", "--quiet")
    (found,) = (folder / ".git/objects/pack").glob(f"*.{ending}")
    found.chmod(0o644)
    return found


def pack_gone(folder: Path) -> None:
    pack(folder, "pack").unlink()


def pack_cut(folder: Path) -> None:
    found = pack(folder, "pack")
    found.write_bytes(found.read_bytes()[: found.stat().st_size // 2])


def index_gone(folder: Path) -> None:
    pack(folder, "idx").unlink()


def pack_overwritten(folder: Path) -> None:
    found = pack(folder, "pack")
    found.write_bytes(b"\0" * found.stat().st_size)


def objects_gone(folder: Path) -> None:
    shutil.rmtree(folder / ".git/objects")
    (folder / ".git/objects").mkdir()


def head_empty(folder: Path) -> None:
    (folder / ".git/HEAD").write_bytes(b"")


def git_empty(folder: Path) -> None:
    shutil.rmtree(folder / ".git")
    (folder / ".git").mkdir()


def branch_spoilt(folder: Path) -> None:
    (folder / ".git/refs/heads/main").write_text("no commit\n", "utf-8")


def of_a_work_tree_that_moved(folder: Path) -> None:
    shutil.rmtree(folder / ".git")
    (folder / ".git").write_text("gitdir: /nowhere/.git/worktrees/p\n", "utf-8")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a truncated blob": truncated(f"HEAD~1:content_data/{PROJECT}"),
    "a truncated tree": truncated("HEAD~1:content_data"),
    "a truncated commit": truncated("HEAD~1"),
    "a truncated head": truncated("HEAD"),
    "a blob with a wrong bit": turned(f"HEAD~2:content_data/{PROJECT}"),
    "a blob that is gone": gone(f"HEAD~2:content_data/{PROJECT}"),
    "a commit that is gone": gone("HEAD~2"),
    "a pack that is gone": pack_gone,
    "a pack that ends early": pack_cut,
    "a pack without its index": index_gone,
    "a pack of zeros": pack_overwritten,
    "no objects": objects_gone,
    "an empty HEAD": head_empty,
    "an empty .git": git_empty,
    "a branch that names nothing": branch_spoilt,
    "a work tree that moved": of_a_work_tree_that_moved,
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_repository_stops_what_was_published_with_a_history(name: str, folder: Path) -> None:
    DAMAGES[name](folder)
    before = tree(folder / "site")
    checked = gongkai(folder, "check")
    assert [line for line in checked.stderr.splitlines() if "git" in line] == checked.stderr.splitlines()
    assert len(checked.stderr.splitlines()) == 1
    built = gongkai(folder, "build", "--allow-shallow")  # allows less of a history, not a damaged one
    assert built.returncode == 1
    (line,) = [line for line in built.stderr.splitlines() if line.startswith("gongkai：")]
    assert "git 历史无法读取" in line
    assert "网站未生成" in line
    assert "运行 git fsck" in line
    assert tree(folder / "site") == before


def test_where_nothing_was_published_a_damaged_history_is_said_on_the_page(folder: Path) -> None:
    truncated("HEAD~1")(folder)
    shutil.rmtree(folder / "site")
    built = gongkai(folder, "build")
    assert built.returncode == 0
    assert "警告：git 历史无法读取" in built.stderr
    told = "变更记录不完整：本次生成时，数据仓库的提交历史无法读取，所以未列出逐项的修改。这不表示未作修改。"
    assert told in changes_page(folder)
    assert gongkai(folder, "build").returncode == 0


def test_a_manifest_from_elsewhere_counts_too(folder: Path) -> None:
    truncated("HEAD~1")(folder)
    kept = folder.parent / "published.json"
    shutil.move(folder / "site/manifest.json", kept)
    shutil.rmtree(folder / "site")
    built = gongkai(folder, "build", "--published", str(kept))
    assert built.returncode == 1
    assert "git 历史无法读取" in built.stderr
    assert not (folder / "site").exists()


@pytest.fixture
def clone(folder: Path) -> Path:
    """Its repository holds the newest commit alone; the site is that of the whole one."""
    made = folder.parent / "clone"
    git(folder, "clone", "--quiet", "--depth", "1", f"file://{folder}", str(made))
    shutil.copytree(folder / "site", made / "site")
    return made


def test_a_shallow_clone_stops_unless_it_is_asked_for(clone: Path) -> None:
    before = tree(clone / "site")
    checked = gongkai(clone, "check")
    assert checked.stderr.splitlines() == [
        "gongkai：变更记录不完整：仓库是浅克隆，只有 2022-03-01 以后的提交，此前的变更不得而知。"
        "运行 git fetch --unshallow 取回全部历史；在工作流里给 actions/checkout 写 fetch-depth: 0。"
    ]
    built = gongkai(clone, "build")
    assert built.returncode == 1
    (line,) = [line for line in built.stderr.splitlines() if line.startswith("gongkai：")]
    assert "git fetch --unshallow" in line
    assert "--allow-shallow" in line
    assert tree(clone / "site") == before
    assert gongkai(clone, "build", "--allow-shallow").returncode == 0
    page = changes_page(clone)
    assert "变更记录不完整：本次生成所用的数据仓库只有 2022-03-01 以后的提交" in page
    assert "这不表示未作修改" in page
    assert "暂无修改" not in page


def test_a_clone_that_was_completed_is_read_anew(clone: Path) -> None:
    assert gongkai(clone, "build", "--allow-shallow").returncode == 0
    git(clone, "fetch", "--quiet", "--unshallow")
    built = gongkai(clone, "build")
    assert (built.returncode, built.stderr.count("git")) == (0, 0), built.stderr
    assert "一号仓" in changes_page(clone)
    assert "不完整" not in changes_page(clone)


def test_a_clone_that_begins_before_the_column_was_opened_lacks_nothing(folder: Path) -> None:
    site = folder / "content_data/site.yaml"
    opened = site.read_text("utf-8")
    (opening,) = [line for line in opened.splitlines(keepends=True) if line.startswith("开栏日期:")]
    for text in (opened.replace(opening, ""), opened, opened + "# 后来\n"):
        site.write_text(text, "utf-8")
        git(folder, "-c", "user.name=a", "-c", "user.email=a@b.cn", "commit", "-qam", "settings")
    made = folder.parent / "clone"
    git(folder, "clone", "--quiet", "--depth", "3", f"file://{folder}", str(made))
    assert gongkai(made, "check").stderr == ""


def test_without_a_repository_what_was_published_stays(folder: Path) -> None:
    shutil.rmtree(folder / ".git")
    before = tree(folder / "site")
    built = gongkai(folder, "build")
    assert built.returncode == 1
    assert "未找到 git 历史" in built.stderr
    assert tree(folder / "site") == before
    assert gongkai(folder, "build", "--allow-shallow").returncode == 0
    assert "这不表示未作修改" in changes_page(folder)
    assert gongkai(folder, "build").returncode == 0


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_a_repository_of_another_owner_is_told_with_the_command_that_mends_it(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, 12345, 12345, follow_symlinks=False)
    before = tree(folder / "site")
    cure = f"git config --global --add safe.directory {folder}"
    checked = gongkai(folder, "check")
    assert "仓库不属于运行本程序的用户" in checked.stderr
    assert cure in checked.stderr
    built = gongkai(folder, "build")
    assert built.returncode == 1
    assert cure in built.stderr
    assert tree(folder / "site") == before


def test_versions_that_were_never_fit_to_be_published_are_told(folder: Path) -> None:
    repository = Repository(folder)
    path, notice = folder / "content_data" / PROJECT, folder / "content_data/notices/open.md"
    sound = path.read_text("utf-8")
    commits = []
    for text in (f"{sound}# 13800138000\n", "项目编号: [\n", f"{sound}# 13900139000\n", sound):
        path.write_text(text, "utf-8")
        commits.append(repository.commit("a version"))
    notice.write_text(
        "---\n标题: 开放日\n日期: 2022-03-01\n类型: 工作动态\n---\n\n邮箱 someone@qq.com\n", "utf-8"
    )
    commits.append(repository.commit("a notice"))
    notice.unlink()
    repository.commit("taken back")
    report = gongkai(folder, "check").stdout
    told = [line for line in report.splitlines() if "旧版本不予公开" in line]
    assert len(told) == 3
    named = {next(code for code in ("P002", "E001", "P004") if code in line): line for line in told}
    assert "2 个旧版本" in named["P002"]
    assert all("提示" in line for line in told)
    assert [commit[:12] in named["P002"] for commit in commits] == [True, False, True, False, False]
    assert commits[1][:12] in named["E001"]
    assert commits[4][:12] in named["P004"]
    assert f"counties/{CODE}/projects/01.yaml" in report
    assert "notices/open.md" in report
    assert gongkai(folder, "build").returncode == 0
    page = changes_page(folder)
    assert "2 个文件的 4 个版本按核对规则（E001、P002、P004）不予公开" in page
    for private in ("13800138000", "13900139000", "someone@qq.com"):
        assert private not in report + page
    assert all(commit[:7] not in page for commit in commits[:3])
    early = gongkai(folder, "build", "--as-of", "2022-02-28", "--allow-removals")
    assert early.returncode == 0
    assert "不予公开" not in changes_page(folder)
    found = gongkai(folder, "check", "--format", "json").stdout
    assert "旧版本不予公开" in found


def test_a_private_file_name_of_an_old_version_is_not_repeated(folder: Path) -> None:
    repository = Repository(folder)
    notice = folder / "content_data/notices/13800138000.md"
    notice.write_text("---\n标题: 开放日\n日期: 2022-03-01\n类型: 工作动态\n---\n\n开放。\n", "utf-8")
    repository.commit("a notice")
    notice.unlink()
    repository.commit("taken back")
    run = gongkai(folder, "check")
    assert "旧版本不予公开" in run.stdout
    assert "13800138000" not in run.stdout + run.stderr
    assert all(
        b"13800138000" not in path.read_bytes() for path in (folder / ".cache").rglob("*") if path.is_file()
    )
