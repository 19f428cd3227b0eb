"""The main line of the repository: its first-parent commits, and which files each of them changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import pygit2

_REMEMBERED = 64
"""Trees; one commit touches a handful, and the next one starts from them."""
_OPENED = re.compile(rb"^\xe5\xbc\x80\xe6\xa0\x8f\xe6\x97\xa5\xe6\x9c\x9f:", re.MULTILINE)
"""The key 开栏日期 of site.yaml."""
_DEMO = re.compile("^模式:\\s*演示".encode(), re.MULTILINE)
_PUBLISHED = re.compile(r"^Published: (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})$", re.MULTILINE)


@dataclass(frozen=True)
class FileChange:
    """One file of content_data/ from one commit to the next; an empty id: it was not there."""

    old_path: str
    old_id: str
    new_path: str
    new_id: str


class MainLine:
    """First-parent history of one folder of a repository.

    Raises:
        LookupError: there is no repository around the folder, or it has no commit.
    """

    def __init__(self, folder: Path) -> None:
        found = pygit2.discover_repository(str(folder.resolve()))
        if found is None:
            raise LookupError("no repository")
        self._repository = pygit2.Repository(found)
        if self._repository.workdir is None or self._repository.is_empty or self._repository.head_is_unborn:
            raise LookupError("no commit")
        workdir = Path(self._repository.workdir).resolve()
        self._prefix = folder.resolve().relative_to(workdir).as_posix()
        self._listed: dict[str, dict[tuple[str, bool], str]] = {}
        self._shallow = _shallow(Path(self._repository.path))

    @property
    def head(self) -> str:
        return str(self._repository.head.target)

    @property
    def tree(self) -> str:
        """Id of the whole tree at head."""
        return str(self._commit(self.head).tree.id)

    def resolve(self, name: str) -> int | None:
        """Time of the commit that a reference names; None when there is none."""
        try:
            found = self._repository.revparse_single(name).peel(pygit2.Commit)
        except (KeyError, ValueError, pygit2.GitError):
            return None
        return self.time(str(found.id))

    def follows(self, commit: str) -> bool | None:
        """Whether a commit is on the main line up to its head; None where a shallow clone ends before it is met."""
        met: str | None = self.head
        while met is not None and met != commit:
            if self.is_shallow_end(met):
                return None
            met = self.parent(met)
        return met is not None

    def is_shallow_end(self, commit: str) -> bool:
        """Whether the clone holds nothing before this commit although there was something."""
        return commit in self._shallow

    def parent(self, commit: str) -> str | None:
        """The first parent, where the clone holds it."""
        if self.is_shallow_end(commit):
            return None
        ids = self._commit(commit).parent_ids
        return str(ids[0]) if ids else None

    def time(self, commit: str) -> int:
        """When the main line took a commit, seconds since 1970.

        A demonstration plays in the past: there, and only there, a line ``Published: 2022-05-12T10:00:00+08:00`` in the
        commit's message stands for its time.
        """
        found = self._commit(commit)
        told = _PUBLISHED.search(found.message) if self.is_demo else None
        return int(datetime.fromisoformat(told[1]).timestamp()) if told else int(found.commit_time)

    @cached_property
    def is_demo(self) -> bool:
        """Whether site.yaml has 模式: 演示 at head."""
        return self._site_has(self.head, _DEMO)

    def is_opened(self, commit: str) -> bool:
        """Whether site.yaml has 开栏日期 at this commit."""
        return self._site_has(commit, _OPENED)

    def _site_has(self, commit: str, pattern: re.Pattern[bytes]) -> bool:
        tree = self._folder(commit)
        if tree is None or "site.yaml" not in tree:
            return False
        blob = tree["site.yaml"]
        return isinstance(blob, pygit2.Blob) and pattern.search(blob.data) is not None

    def files(self, commit: str) -> Iterator[FileChange]:
        """Every file of the folder at a commit, as if it had just come."""
        tree = self._folder(commit)
        if tree is not None:
            yield from (FileChange("", "", path, id_) for path, id_ in _walk(tree, ""))

    def changed(self, parent: str, commit: str) -> Iterator[FileChange]:
        """The files of the folder that differ between two commits."""
        before, after = self._folder(parent), self._folder(commit)
        yield from self._differences(
            str(before.id) if before is not None else "", str(after.id) if after is not None else "", ""
        )

    def _differences(self, old: str, new: str, below: str) -> Iterator[FileChange]:
        """Where two trees differ; equal sub-trees are not opened (libgit2's own comparison opens them all)."""
        if old == new:
            return
        before, after = self._entries(old), self._entries(new)
        for name, is_tree in dict.fromkeys([*before, *after]):
            then, now = before.get((name, is_tree), ""), after.get((name, is_tree), "")
            path = f"{below}{name}"
            if then == now:
                continue
            if is_tree:
                yield from self._differences(then, now, f"{path}/")
            else:
                yield FileChange(path if then else "", then, path if now else "", now)

    def _entries(self, tree: str) -> dict[tuple[str, bool], str]:
        """(name, whether it is a folder) → id; the trees last looked at are remembered."""
        if not tree:
            return {}
        found = self._listed.pop(tree, None)
        if found is None:
            entries = self._repository[tree]
            assert isinstance(entries, pygit2.Tree)
            found = {(str(entry.name), entry.type_str == "tree"): str(entry.id) for entry in entries}
        self._listed[tree] = found
        if len(self._listed) > _REMEMBERED:
            del self._listed[next(iter(self._listed))]
        return found

    def version(self, commit: str, path: str) -> str | None:
        """Id of a file's version at a commit; None where there is none."""
        tree = self._folder(commit)
        try:
            return str(tree[path].id) if tree is not None else None
        except KeyError:
            return None

    def data(self, id_: str) -> bytes:
        """Content of a file's version; empty for what is no file (a submodule)."""
        found = self._repository.get(id_)
        return found.data if isinstance(found, pygit2.Blob) else b""

    def _commit(self, commit: str) -> pygit2.Commit:
        found = self._repository.get(commit)
        if not isinstance(found, pygit2.Commit):
            raise LookupError(commit)
        return found

    def _folder(self, commit: str) -> pygit2.Tree | None:
        tree = self._commit(commit).tree
        if self._prefix in {"", "."}:
            return tree
        try:
            found = tree[self._prefix]
        except KeyError:
            return None
        return found if isinstance(found, pygit2.Tree) else None


def _walk(tree: pygit2.Tree, below: str) -> Iterator[tuple[str, str]]:
    for entry in tree:
        if isinstance(entry, pygit2.Tree):
            yield from _walk(entry, f"{below}{entry.name}/")
        elif isinstance(entry, pygit2.Blob):
            yield f"{below}{entry.name}", str(entry.id)


def _shallow(folder: Path) -> frozenset[str]:
    path = folder / "shallow"
    return frozenset(path.read_text("ascii").split()) if path.is_file() else frozenset()
