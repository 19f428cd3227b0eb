"""The objects of a repository, by id. One that is missing, left out or damaged raises ``UnreadableError``."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pygit2
from pygit2.enums import ObjectType

from generator.history.git_folder import common, is_partial_clone
from generator.history.loose_objects import LooseObjects
from generator.history.unreadable import UnreadableError, damaged, left_out, read

_TREES = 8
"""How many trees are cached: one commit holds most of its parent's."""


class Objects:
    """The objects of one repository."""

    def __init__(self, repository: pygit2.Repository) -> None:
        self._repository = repository
        self._database = repository.odb
        self._loose = LooseObjects(common(Path(repository.path)) / "objects")
        self.is_partial = is_partial_clone(Path(repository.path))
        self.tree = lru_cache(_TREES)(self._tree)
        self.folder = lru_cache(_TREES)(self._folder)

    def check_loose(self, ids: Iterable[str] | None = None) -> None:
        """Raises ``UnreadableError`` if one of these objects is damaged; None: any loose object at all."""
        self._loose.check(ids)

    def of(self, id_: str, kind: type[Any]) -> Any:
        """Returns libgit2's handle of an object of a kind."""
        found = self.any_of(id_)
        if not isinstance(found, kind):
            raise left_out(id_) if found is None and self.is_partial else damaged(id_)
        return found

    def _folder(self, id_: str) -> Any:
        """Returns libgit2's handle of a tree; of a large one, libgit2 itself keeps nothing and reads it each time."""
        return self.of(id_, pygit2.Tree)

    def any_of(self, id_: str) -> Any:
        """Returns libgit2's handle of an object of any kind; None if there is none."""
        self._loose.check([id_])
        return read(lambda: self._repository.get(id_))

    def size(self, id_: str) -> int:
        """Returns the size of an object in bytes without reading it."""
        if self.is_partial and id_ not in self._repository:
            raise left_out(id_)
        return int(read(lambda: self._database.read_header(id_))[1])

    def data(self, id_: str) -> bytes:
        """Returns the content of a file's version."""
        return self._read(id_, ObjectType.BLOB)

    def _tree(self, id_: str) -> bytes:
        """Returns a tree as its bytes; none for an empty id."""
        return self._read(id_, ObjectType.TREE) if id_ else b""

    def _read(self, id_: str, kind: ObjectType) -> bytes:
        """Returns the bytes of an object, of which no handle is made."""
        self._loose.check([id_])
        try:
            found, data = read(lambda: self._database.read(id_))
        except UnreadableError:
            if self.is_partial and id_ not in self._repository:
                raise left_out(id_) from None
            raise
        if found != kind:
            raise damaged(id_)
        return bytes(data)
