"""The text files that counties' workbooks stand for, at every commit: the change record reads no workbook itself.

A workbook that must not be published, or cannot be opened, refuses every file that it may stand for: what was published
of these before stands.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha1

from generator.history.blobs import NO_FILE, Blob, Entries
from generator.intake.attachments.kinds import WORKBOOKS
from generator.intake.attachments.workbook import unpacked_files
from generator.intake.workbook.sheets import KINDS

_REMEMBERED = 32
"""Workbooks whose files are kept: those of neighbouring commits."""
REFUSED = Blob("refused", is_file=False)
"""The version of a file that a refused workbook may stand for."""
_REFUSED_FOLDER = Blob("refused folder")
_MARK = ("", False)
"""The entry of a folder some of whose files are refused."""
Texts = Mapping[str, bytes]
"""Name below the county's folder → text file."""


@dataclass
class Workbooks:
    """The workbooks of one repository.

    Args:
        data_of: id of an object → its content.
    """

    data_of: Callable[[str], bytes]
    _opened: OrderedDict[str, Texts | None] = field(default_factory=OrderedDict)
    _holders: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Id of a text file → a workbook that holds it, and its name in there."""

    def instead(self, entries: Entries) -> Entries:
        """A county's entries with the text files that its workbook stands for instead of the workbook."""
        name = next((name for name in WORKBOOKS if (name, False) in entries), None)
        if name is None:
            return entries
        found = dict(entries)
        lying = found.pop((name, False))
        workbook = f"{lying.id}/{name}"
        for step in _FOLDERS:
            real = found.get((step, True), NO_FILE).id
            found[step, True] = lying._replace(id=f"{real}/{workbook}/{step}")
        return self._with_files(found, workbook, "", lying.was)

    def is_part(self, tree: str) -> bool:
        """Whether an id is of a folder that a workbook stands for a part of."""
        return tree == _REFUSED_FOLDER.id or "/" in tree

    def listing(self, tree: str, listing: Callable[[str], Entries]) -> Entries | None:
        """The entries of a folder that a workbook stands for a part of; None for any other id."""
        if not self.is_part(tree):
            return None
        if tree == _REFUSED_FOLDER.id:
            return {_MARK: REFUSED}
        real, *rest = tree.split("/")
        workbook, below = "/".join(rest[:2]), "/".join(rest[2:])
        return self._with_files(dict(listing(real)), workbook, f"{below}/", "")

    def _with_files(self, entries: Entries, workbook: str, below: str, was: str) -> Entries:
        texts = self._texts(workbook)
        if texts is None:
            return entries | {_MARK: REFUSED}
        for file, text in texts.items():
            if not file.startswith(below):
                continue
            name, inside, _ = file.removeprefix(below).partition("/")
            if inside and below:
                real = entries.get((name, True), NO_FILE).id
                if "/" not in real:
                    entries[name, True] = Blob(f"{real}/{workbook}/{below}{name}")
            elif not inside:
                id_ = sha1(text, usedforsecurity=False).hexdigest()
                self._holders[id_] = workbook, file
                entries.setdefault((name, False), Blob(id_, was=was))
        return entries

    def data(self, id_: str) -> bytes | None:
        """The content of a text file that a workbook stands for; None for any other id."""
        if id_ not in self._holders:
            return None
        workbook, file = self._holders[id_]
        return (self._texts(workbook) or {})[file]

    def _texts(self, workbook: str) -> Texts | None:
        if workbook not in self._opened:
            id_, name = workbook.split("/")
            self._opened[workbook] = unpacked_files(name, self.data_of(id_))
            if len(self._opened) > _REMEMBERED:
                self._opened.popitem(last=False)
        self._opened.move_to_end(workbook)
        return self._opened[workbook]


def refused(entries: Entries, below: str, name: str, *, is_folder: bool = False) -> Blob:
    """The version of a file or folder that a folder lacks: one that is refused if a refused workbook may stand for it."""
    if _MARK not in entries:
        return NO_FILE
    path = f"{below}{name}".split("/", 2)[-1]
    paths = (kind.path.rpartition("/")[0] if is_folder else kind.path for kind in KINDS)
    is_part = any(fnmatchcase(path, one) for one in paths)
    return (_REFUSED_FOLDER if is_folder else REFUSED) if is_part else NO_FILE


_FOLDERS = tuple(sorted({kind.path.partition("/")[0] for kind in KINDS if "/" in kind.path}))
"""Sub-folders of a county whose files a workbook may stand for."""
