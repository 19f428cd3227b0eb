"""The main line of the repository: its first-parent commits and the files that each changed.

Whatever is damaged, missing or may not be read raises ``UnreadableError``; it is never taken for empty.
"""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pygit2

from generator.history.blobs import NO_FILE, Blob, Entries
from generator.history.commit_text import told_time, written_parent
from generator.history.former_names import called_as_today
from generator.history.git_folder import is_inside_repository, shallow_ends
from generator.history.made_files import MadeFiles
from generator.history.objects import Objects
from generator.history.trees import differing, entries_of
from generator.history.unreadable import UnreadableError, read
from generator.history.workbooks import refused
from generator.intake.records.former_codes import claimed_in
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes

T = TypeVar("T")

_ID = re.compile("[0-9a-f]{40}")
_REMEMBERED = 64
"""How many trees are cached: one commit touches few, and the next needs most of them again."""
_HOLDS_RECORDS = re.compile(
    r"|counties/(?:[0-9]{6}/(?:batches/(?:[0-9]{4}/)?|(?:projects|cases|policies|attachments)/)?)?|policies/|notices/"
)
"""Folders below content_data/ that can hold records; others are not compared."""
_COUNTY = re.compile(r"counties/[0-9]{6}/")
_FIRST, _LAST = 0, 4_102_444_800
"""Limits of commit times, in seconds since 1970: 1970 to 2100. Times outside are clamped."""


class NoHistoryError(LookupError):
    """There is no repository around the folder, or it has no commit."""


@dataclass(frozen=True)
class FileChange:
    """One file of content_data/ in two commits; ``NO_FILE`` in the one that lacks it."""

    path: str
    old: Blob
    new: Blob


class MainLine:
    """First-parent history of one folder of a repository.

    A county whose code changed appears under today's code in every commit, in paths and in file contents.

    Args:
        head: the last commit; empty: the one checked out.
        former: the counties' former codes.
        only: codes of the counties whose files are compared; None: all.
        before: the commit that comes before ``head``, whatever its parents are; empty: its first parent.

    Raises:
        NoHistoryError: there is no history.
        UnreadableError: there is one that cannot be read.
    """

    def __init__(
        self,
        folder: Path,
        head: str = "",
        former: FormerCodes = NO_FORMER_CODES,
        only: Collection[str] | None = None,
        before: str = "",
    ) -> None:
        found = read(lambda: pygit2.discover_repository(str(folder.resolve())))
        if found is None:
            if is_inside_repository(folder):
                raise UnreadableError("文件夹 .git 不完整，打不开")
            raise NoHistoryError
        self._repository = read(lambda: pygit2.Repository(found))
        if read(self._lacks_commits):
            raise NoHistoryError
        workdir = Path(self._repository.workdir).resolve()
        if not folder.resolve().is_relative_to(workdir):
            raise NoHistoryError
        self._prefix = folder.resolve().relative_to(workdir).as_posix()
        self._listed: dict[str, Entries] = {}
        self._shallow = read(lambda: shallow_ends(Path(self._repository.path)))
        self._head = head
        self.objects = Objects(self._repository)
        self._made = MadeFiles(self.objects.data)
        self.former = former
        self._only = only
        self.before = before

    def _lacks_commits(self) -> bool:
        found = self._repository
        return found.workdir is None or found.is_empty or found.head_is_unborn

    @property
    def prefix(self) -> str:
        """Path of the folder from the root of the repository, with a slash at the end."""
        return f"{self._prefix}/" if self._prefix not in {"", "."} else ""

    @property
    def holds_folder(self) -> bool:
        """Whether the last commit has the folder at all: files that were unpacked into another repository are not its."""
        return bool(self._folder(self.head))

    @cached_property
    def head(self) -> str:
        return self._head or str(self._commit(str(read(lambda: self._repository.head.target))).id)

    @property
    def tree(self) -> str:
        """Id of the repository's root tree at head."""
        return str(self._commit(self.head).tree_id)

    def commit_of(self, name: str) -> str | None:
        """Returns the commit that a reference names; None if there is none."""
        try:
            self.objects.check_loose([name] if _ID.fullmatch(name) else None)
            return str(self._repository.revparse_single(name).peel(pygit2.Commit).id)
        except (KeyError, ValueError, pygit2.GitError, UnreadableError):
            return None

    def time_of(self, name: str, *, is_demo: bool) -> int | None:
        """Returns the time of the commit that a reference names, like ``time``; None if it cannot be read."""
        commit = self.commit_of(name)
        try:
            return self.time(commit, is_demo=is_demo) if commit else None
        except UnreadableError:
            return None

    def follows(self, commit: str) -> bool | None:
        """Whether a commit is on the main line up to its head; None if the clone is too shallow or damaged to tell."""
        met: str | None = self.head
        try:
            while met is not None and met != commit:
                if self.is_shallow_end(met):
                    return None
                met = self.parent(met)
        except UnreadableError:
            return None
        return met is not None

    @property
    def is_shallow(self) -> bool:
        """Whether the clone is shallow."""
        return any(map(self.is_shallow_end, self._shallow))

    def is_shallow_end(self, commit: str) -> bool:
        """Whether the shallow clone ends at this commit; git names the very first commit, too, which has no parent."""
        return commit in self._shallow and self._written_parent(commit) is not None

    def parent(self, commit: str) -> str | None:
        """Returns the first parent; None if there is none or the shallow clone lacks it."""
        if self.before and commit == self._head:
            return self.before
        return None if commit in self._shallow else self._written_parent(commit)

    def _written_parent(self, commit: str) -> str | None:
        """Returns the first parent as the commit itself names it, whatever .git/info/grafts says."""
        return written_parent(self._commit(commit).read_raw())

    def message(self, commit: str) -> bytes:
        return bytes(self._commit(commit).raw_message)

    def time(self, commit: str, *, is_demo: bool) -> int:
        """Returns when the main line took a commit, in seconds since 1970.

        A demonstration plays in the past: only there, a line ``Published: 2022-05-12T10:00:00+08:00`` in the commit's
        message replaces the commit's time.
        """
        told = told_time(self.message(commit)) if is_demo else None
        time = int(self._commit(commit).commit_time) if told is None else told
        return min(max(time, _FIRST), _LAST)

    def files(self, commit: str) -> Iterator[FileChange]:
        """Yields every file at a commit that may be a record or attachment, as newly added."""
        yield from self._differences(NO_FILE, self._folder(commit), "")

    def changed(self, parent: str, commit: str) -> Iterator[FileChange]:
        """Yields the files that may be records or attachments and differ between two commits."""
        yield from self._differences(self._folder(parent), self._folder(commit), "")

    def _differences(self, old: Blob, new: Blob, below: str) -> Iterator[FileChange]:
        """Yields the differences of two trees; equal subtrees are not opened (libgit2's own diff opens them all)."""
        if old == new or not _HOLDS_RECORDS.fullmatch(below):
            return
        before, after = self._compared(old, new, below)
        for name, is_tree in dict.fromkeys([*before, *after]):
            then = before.get((name, is_tree)) or refused(before, below, name, is_folder=is_tree)
            now = after.get((name, is_tree)) or refused(after, below, name, is_folder=is_tree)
            if then == now:
                continue
            if is_tree:
                yield from self._differences(then, now, f"{below}{name}/")
            else:
                yield FileChange(f"{below}{name}", then, now)

    def _compared(self, old: Blob, new: Blob, below: str) -> tuple[Entries, Entries]:
        """Returns the entries of a folder at two commits that are compared; equal ones may be left out."""
        if below == "counties/" and self._only is not None:
            return self._some(old, self._only), self._some(new, self._only)
        if _COUNTY.fullmatch(below) or not all(map(self._is_as_committed, (old, new))):
            return self._entries(old, below), self._entries(new, below)
        return differing(self.objects.tree(old.id), self.objects.tree(new.id))

    def _is_as_committed(self, folder: Blob) -> bool:
        """Whether the entries of a folder other than a county's are those that git lists."""
        return not (folder.was or self.former.heirs or self._made.workbooks.is_part(folder.id))

    def _some(self, folder: Blob, codes: Collection[str]) -> Entries:
        """Returns the folders of some counties, without listing all the others."""
        if self.former.heirs:
            found = self._counties(folder)
            return {(code, True): found[code, True] for code in codes if (code, True) in found}
        tree = self.objects.folder(folder.id) if folder else {}
        return {
            (code, True): Blob(str(tree[code].id))
            for code in codes
            if code in tree and tree[code].type_str == "tree"
        }

    def _entries(self, folder: Blob, below: str) -> Entries:
        """Returns a folder's entries; ``below`` is its path with a final slash: ``counties/210198/``.

        The text files that a county's workbook stands for are there instead of it, and a ledger is one file.
        """
        found = self._files(folder, below)
        return self._made.ledgers.instead(found) if _COUNTY.fullmatch(below) else found

    def _files(self, folder: Blob, below: str) -> Entries:
        """Returns a folder's entries; a ledger may be several."""
        found = self._lying(folder, below)
        return self._made.workbooks.instead(found) if _COUNTY.fullmatch(below) else found

    def _lying(self, folder: Blob, below: str) -> Entries:
        """Returns a folder's entries as committed."""
        if below == "counties/" and self.former.heirs:
            return self._counties(folder)
        found = self._listing(folder.id)
        if folder.was:
            return {name: entry._replace(was=folder.was) for name, entry in found.items()}
        return found

    def _counties(self, folder: Blob) -> Entries:
        """Returns the county folders at a commit under today's codes."""
        key = f"{folder.id} by the codes of today"
        found = self._listed.pop(key, None)
        if found is None:
            found = dict(self._listing(folder.id))
            for old, heir in self.former.leads:
                there, here = found.get((old, True)), found.get((heir, True))
                if there and here is None:
                    found[heir, True] = there._replace(was=old)
                if there and (here is None or old in self._claimed_by(here)):
                    del found[old, True]
        return self._remember(key, found)

    def _claimed_by(self, county: Blob) -> tuple[str, ...]:
        """Returns the former codes that a county's own file names at a commit."""
        blob = self._made.workbooks.instead(self._listing(county.id)).get(("county.yaml", False), NO_FILE)
        return claimed_in(self.data(blob)) if blob and blob.is_file else ()

    def _listing(self, tree: str) -> Entries:
        if not tree:
            return {}
        found = self._listed.pop(tree, None)
        if found is None:
            found = self._made.workbooks.listing(tree, self._listing)
        if found is None:
            found = entries_of(self.objects.tree(tree))
        return self._remember(tree, found)

    def _remember(self, key: str, entries: Entries) -> Entries:
        self._listed[key] = entries
        if len(self._listed) > _REMEMBERED:
            del self._listed[next(iter(self._listed))]
        return entries

    def _lookup(self, commit: str, path: str) -> tuple[Blob, str]:
        """Returns a folder of content_data/ at a commit, and the prefix of the paths in it."""
        folder, below = self._folder(commit), ""
        for name in path.split("/") if path else ():
            is_county = below == "counties/"
            entries = self._some(folder, [name]) if is_county else self._entries(folder, below)
            folder = entries.get((name, True)) or refused(entries, below, name, is_folder=True)
            below += f"{name}/"
        return folder, below

    def version(self, commit: str, path: str) -> Blob:
        """Returns a file's version at a commit; ``NO_FILE`` if there is none."""
        parent, _, name = path.rpartition("/")
        folder, below = self._lookup(commit, parent)
        entries = self._entries(folder, below)
        return entries.get((name, False)) or refused(entries, below, name)

    def below(self, commit: str, folder: str) -> Iterator[tuple[str, Blob]]:
        """Yields (path below the folder, version) of the ordinary files of a folder (``counties/210198``) at a commit."""
        found, below = self._lookup(commit, folder)
        for path, blob in self._walked(found, below):
            yield path.removeprefix(below), blob

    def names(self, commit: str, folder: str) -> Iterator[str]:
        """Yields the names of the folders in a folder at a commit."""
        for name, is_tree in self._entries(*self._lookup(commit, folder)):
            if is_tree:
                yield name

    def _walked(self, folder: Blob, below: str) -> Iterator[tuple[str, Blob]]:
        for (name, is_tree), blob in self._files(folder, below).items():
            if is_tree:
                yield from self._walked(blob, f"{below}{name}/")
            elif blob.is_file:
                yield f"{below}{name}", blob

    def versions(self, commit: str, path: str) -> Iterator[str]:
        """Walks back from ``commit`` and yields, for each version of a file, the last commit that held it."""
        last = NO_FILE
        now: str | None = commit
        while now is not None:
            version = self.version(now, path)
            if version and version != last:
                last = version
                yield now
            now = self.parent(now)

    def merge_base(self, commit: str) -> str | None:
        """Returns the common ancestor of another commit and the head; None if they have none."""
        self.objects.check_loose()
        found = read(lambda: self._repository.merge_base(self.head, commit))
        return str(found) if found else None

    def check_out(self, commit: str, names: Collection[str] | None, target: Path) -> None:
        """Writes what a commit holds at ``names``, paths below content_data/ (None: everything), below ``target``.

        Names that the commit lacks are skipped.
        """
        if names is None:
            names = [name for name, _ in self._lying(self._folder(commit), "") if _is_plain(name)]
        for name in names:
            parent, _, last = name.rpartition("/")
            folder, below = self._lookup(commit, parent)
            found = self._lying(folder, below)
            for is_tree in (False, True):
                if entry := found.get((last, is_tree)):
                    self._write(entry, f"{below}{last}", target, is_tree=is_tree)

    def _write(self, found: Blob, name: str, target: Path, *, is_tree: bool) -> None:
        """Writes a file or folder; names that would lead outside the target are skipped."""
        path = target / name
        if is_tree:
            path.mkdir(parents=True, exist_ok=True)
            for (inner, is_folder), entry in self._lying(found, f"{name}/").items():
                if _is_plain(inner):
                    self._write(entry, f"{name}/{inner}", target, is_tree=is_folder)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if found.is_file:
            path.write_bytes(self.data(found))
        elif isinstance(self.objects.any_of(found.id), pygit2.Blob):
            path.symlink_to(os.fsdecode(self.data(found)))

    def size(self, blob: Blob) -> int:
        """Returns the size of a version in bytes without reading it."""
        made = self._made.data(blob.id)
        return self.objects.size(blob.id) if made is None else len(made)

    def data(self, blob: Blob) -> bytes:
        """Returns a version's content, with the county's former code replaced by today's."""
        found = self._made.content(blob.id)
        return called_as_today(found, blob.was, self.former.heirs[blob.was]) if blob.was else found

    def _commit(self, commit: str) -> Any:
        return self.objects.of(commit, pygit2.Commit)

    def _folder(self, commit: str) -> Blob:
        """Returns the folder's tree at a commit; ``NO_FILE`` if there is none."""
        tree = Blob(str(self._commit(commit).tree_id))
        for name in self._prefix.split("/") if self._prefix not in {"", "."} else ():
            tree = self._listing(tree.id).get((name, True), NO_FILE)
        return tree


def _is_plain(name: str) -> bool:
    """Whether a tree entry's name stays in its folder (no separators, ``.`` or ``..``)."""
    return name not in {"", ".", ".."} and not {"/", "\\", "\0"} & set(name)
