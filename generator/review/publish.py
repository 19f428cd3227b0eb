"""Copies a submission that passed into the public repository: one commit, its sender's, without any history of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path

import pygit2
from pygit2.enums import FileMode, FileStatus

from generator.history.blobs import Blob
from generator.history.whole_tree import Difference, Entry
from generator.intake.screening.private import find_private
from generator.review.review import Review
from generator.review.submission import shown

_NOWHERE = "noreply@gongkai.invalid"
"""Mail address of those who have none that may be published."""
_NAMED = 3


class NotPublishedError(ValueError):
    """Nothing was copied; the message says why, in Chinese."""


@dataclass(frozen=True)
class Sender:
    """Who handed a submission in, and when, as the public commit says."""

    name: str
    mail: str
    time: int
    """Seconds since 1970."""
    offset: int = 480
    """Minutes east of Greenwich."""


def sender_of(found: Review, given: str, date: datetime | None) -> Sender:
    """Returns the sender as given (``单位 <邮箱>``), else the author of the last commit.

    A mail address that is a person's is left out: the public repository would publish it.

    Raises:
        NotPublishedError: the name is private data, or there is none.
    """
    line = found.submission.line
    author = line.objects.of(line.head, pygit2.Commit).author
    name, mail = parseaddr(given) if "<" in given else (given, "")
    if not given:
        name, mail = author.name, author.email
    name = " ".join(name.split())
    if not name or any(find_private(name)) or not name.isprintable():
        raise NotPublishedError(
            "提交人的名称是空的，或者含有个人信息；用 --sender 写明单位，如 '青禾县商务局'。"
        )
    if not mail or any(find_private(mail)):
        mail = _NOWHERE
    time, offset = (int(author.time), int(author.offset))
    if date is not None:
        time, offset = int(date.timestamp()), 480
    return Sender(name, mail, time, offset)


def publish_to(found: Review, folder: Path, sender: Sender, now: int) -> str:
    """Commits what the submission changes in another repository, and returns the commit.

    The files are those of git, byte for byte. The commit's parent is what that repository has checked out.

    Args:
        folder: the public repository's work tree.
        now: seconds since 1970.

    Raises:
        NotPublishedError: the submission did not pass, the repository has changes of its own, or differs from what
            the submission started from.
    """
    if not found.is_passed:
        raise NotPublishedError("未通过审阅，未发布。")
    changes = found.submission.differences
    if not changes:
        raise NotPublishedError("无改动，无可发布的内容。")
    target = _opened(folder, found.submission.content)
    head = target.head.peel(pygit2.Commit)
    _refuse_others(head, changes)
    tree = _tree(target, head, found, changes)
    if tree == head.tree_id:
        raise NotPublishedError("公开的仓库里已经是这样，无可发布的内容。")
    committer = pygit2.Signature(found.portal, _mail_of(target), now, 480)
    author = pygit2.Signature(sender.name, sender.mail, sender.time, sender.offset)
    commit = target.create_commit(None, author, committer, _message(found, sender), tree, [head.id])
    try:
        target.checkout_tree(target[commit])  # type: ignore[no-untyped-call]
    except pygit2.GitError as error:
        raise NotPublishedError(f"{folder} 里的文件换不上（{error}），未发布。") from None
    target.head.set_target(commit, f"gongkai review: {sender.name}")
    return str(commit)


def _opened(folder: Path, own: Path) -> pygit2.Repository:
    try:
        target = pygit2.Repository(str(folder))
    except pygit2.GitError:
        raise NotPublishedError(f"{folder} 不是一个 git 仓库。") from None
    if target.is_bare or target.head_is_unborn or target.head_is_detached:
        raise NotPublishedError(f"{folder} 未检出一个有提交的分支。")
    if own.resolve().is_relative_to(Path(target.workdir).resolve()):
        raise NotPublishedError(f"{folder} 就是这个仓库自己；公开的仓库要另外一个。")
    found = target.status()
    if any(state not in (FileStatus.IGNORED, FileStatus.CURRENT) for state in found.values()):
        raise NotPublishedError(f"{folder} 里有未提交的改动；先提交或者清理，再发布。")
    return target


def _refuse_others(head: pygit2.Commit, changes: tuple[Difference, ...]) -> None:
    """Refuses where the public files are not those that the submission changed: nobody's work is overwritten."""
    others = [
        one
        for one in changes
        if not _is_same(_there(head, one), one.old) and not _is_same(_there(head, one), one.new)
    ]
    if others:
        names = "、".join(map(shown, others[:_NAMED])) + (
            f" 等 {len(others)} 个" if len(others) > _NAMED else ""
        )
        raise NotPublishedError(
            f"公开的仓库里，{names}与提交以前的不一样；先把公开仓库的主线合并到这里，再审阅、发布。"
        )


def _there(head: pygit2.Commit, one: Difference) -> Entry | None:
    try:
        found = head.tree[one.path]
    except KeyError:
        return None
    return Entry(str(found.id), int(found.filemode))


def _is_same(there: Entry | None, here: Entry | None) -> bool:
    return (there and there.id) == (here and here.id)


def _tree(
    target: pygit2.Repository, head: pygit2.Commit, found: Review, changes: tuple[Difference, ...]
) -> pygit2.Oid:
    """Writes the files and folders of the new commit; only what changed is copied."""
    index = pygit2.Index()
    index.read_tree(head.tree)
    for one in _removed_first(changes):
        if one.new is None:
            if one.path in index:
                index.remove(one.path)
            continue
        data = found.submission.line.data(Blob(one.new.id))
        mode = FileMode.BLOB_EXECUTABLE if one.new.is_executable else FileMode.BLOB
        index.add(pygit2.IndexEntry(one.path, target.create_blob(data), mode))
    return index.write_tree(target)


def _removed_first(changes: tuple[Difference, ...]) -> Iterator[Difference]:
    yield from (one for one in changes if one.new is None)
    yield from (one for one in changes if one.new is not None)


def _mail_of(target: pygit2.Repository) -> str:
    """Returns the mail address under which the public repository is kept, if it may be published."""
    try:
        mail = target.config["user.email"]
    except KeyError:
        return _NOWHERE
    return str(mail) if mail and not any(find_private(mail)) else _NOWHERE


def _message(found: Review, sender: Sender) -> str:
    """Returns the commit's message: whose it is and what it changes, from what may be published alone."""
    counties = "、".join(f"{found.names.get(code, '')}（{code}）" for code in found.submission.counties)
    changed = sum(not line.is_new for line in found.lines)
    what = f"改动 {changed} 处，新增 {len(found.lines) - changed} 处"
    return f"{counties or '全省'}：{what}\n\n提交人：{sender.name}\n"
