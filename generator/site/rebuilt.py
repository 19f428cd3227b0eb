"""Builds again what a manifest says was published: the commit it names, in a temporary clone, as of its day.

The repository is only read. What is built is code and data of a commit on its main line, never of another one.
"""

import os
import subprocess  # nosec B404  # of this program itself
import sys
from dataclasses import dataclass
from pathlib import Path

import pygit2
from pygit2.enums import CheckoutStrategy

from generator.engine.steps.manifest import MANIFEST, Manifest, read_manifest
from generator.history.repository import MainLine, NoHistoryError
from generator.history.unreadable import UnreadableError, read
from generator.model.incomplete import INCOMPLETE
from generator.site.site_files import NotReachedError
from generator.site.versions import versions

_PROGRAM = "generator/cli.py"
_LAST_LINES = 5


@dataclass(frozen=True)
class Rebuilt:
    """What the repository gives for a manifest."""

    manifest: Manifest
    has_own_program: bool
    """Whether the commit holds the program, and was built with it; else with the one that is installed."""


def other_versions(manifest: Manifest) -> list[str]:
    """Returns a line for each package of which the site was built with another version than is installed here."""
    here = versions()
    return [
        f"{name}：网站用 {manifest.versions.get(name) or '未写明'}，这里是 {here.get(name) or '未安装'}"
        for name in sorted(here.keys() | manifest.versions.keys())
        if here.get(name) != manifest.versions.get(name)
    ]


def rebuild(content: Path, data: bytes, folder: Path, workers: int | None = None) -> Rebuilt:
    """Builds the commit of a manifest.

    Args:
        content: ``content_data`` of a project in the repository.
        data: the manifest.
        folder: an empty folder, to which everything is written.

    Raises:
        NotReachedError: the repository has no such commit on its main line, or it cannot be built; or the site was
            built without the whole change record, so that whatever tells of changes is different from the whole.
    """
    manifest = read_manifest(data)
    checkout = folder / "repository"
    repository, below = _commit_on_main_line(content, manifest.commit)
    if manifest.incomplete:
        raise NotReachedError(
            f"清单写明网站生成时{INCOMPLETE}，完整的仓库生成不出相同的网站，不能用仓库核对。"
            "请从完整的仓库重新生成、公开以后再核对；不加 --repo 可以核对文件与清单是否一致。"
        )
    try:
        read(lambda: _check_out(repository, manifest.commit, checkout))
    except UnreadableError as error:
        raise NotReachedError(f"仓库无法读取（{error}）。{error.cure}。") from None
    has_own_program = (checkout / _PROGRAM).is_file()
    environment = {name: value for name, value in os.environ.items() if name != "GONGKAI_AS_OF"}
    if has_own_program:
        environment["PYTHONPATH"] = str(checkout)
    site = folder / "site"
    command = [sys.executable, "-P", "-m", "generator.cli", "--root", str(checkout / below), "build"]
    options = [
        f"--as-of={manifest.as_of}",
        f"--site-dir={site}",
        *([f"--workers={workers}"] if workers else []),
    ]
    if manifest.history.is_kept:  # ids and dates that the commits alone do not tell
        (folder / MANIFEST).write_bytes(data)
        options.append(f"--published={folder / MANIFEST}")
    done = subprocess.run(  # nosec B603  # no shell; the day is a date and the paths are ours
        [*command, *options], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    try:
        return Rebuilt(read_manifest((site / MANIFEST).read_bytes()), has_own_program)
    except (OSError, ValueError):
        said = "\n".join(done.stderr.strip().splitlines()[-_LAST_LINES:])
        raise NotReachedError(f"提交 {manifest.commit[:12]} 不能重新生成：\n{said}") from None


def _commit_on_main_line(content: Path, commit: str) -> tuple[Path, Path]:
    """Returns the .git folder, and the project's path in the work tree."""
    if not commit:
        raise NotReachedError("清单未写明提交，不能用仓库核对：网站不是从有历史的仓库生成的。")
    try:
        line = MainLine(content)
    except NoHistoryError:
        raise NotReachedError(f"“{content.parent}”不在 git 仓库里，或者仓库里还没提交过。") from None
    except UnreadableError as error:
        raise NotReachedError(f"仓库无法读取（{error}）。{error.cure}。") from None
    if line.is_shallow:
        raise NotReachedError("仓库的历史不完整，不能用它核对。先运行 git fetch --unshallow。")
    if not line.follows(commit):
        raise NotReachedError(
            f"清单写明的提交 {commit[:12]} 不在仓库的主线上。先取得最新的主线（git pull）；"
            "仍然不在的，网站不是从这个仓库生成的，或者历史被改写。"
        )
    found = pygit2.discover_repository(str(content.resolve()))
    assert found is not None  # MainLine found it
    return Path(found), Path(line.prefix).parent


def _check_out(repository: Path, commit: str, checkout: Path) -> None:
    """Makes a clone whose head is the commit; objects are linked or copied, settings and hooks are not taken over."""
    clone = pygit2.clone_repository(str(repository), str(checkout / ".git"), bare=True)
    clone.config["core.bare"] = False
    clone = pygit2.Repository(str(checkout))
    clone.set_head(pygit2.Oid(hex=commit))
    clone.checkout_head(strategy=CheckoutStrategy.FORCE)  # type: ignore[no-untyped-call]
