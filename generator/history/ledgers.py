"""Ledgers in several files, at every commit: the change record sees one file, so that rows may move between files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha1

from generator.history.blobs import Blob, Entries
from generator.intake.reading.parts import joined
from generator.intake.screening.private import find_private
from generator.model.files import LEDGERS, ledger_of, parts_of_ledger


@dataclass
class JoinedLedgers:
    """The ledgers of one repository that stand in several files.

    Args:
        data_of: id of a file's version → its content.
    """

    data_of: Callable[[str], bytes]
    _parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of a ledger's version → those of the files that it stands in."""

    def instead(self, entries: Entries) -> Entries:
        """A county's entries with each ledger as one file."""
        if not any("-" in name and name.endswith(".csv") for name, _ in entries):
            return entries
        names = [
            name
            for (name, is_tree), blob in entries.items()
            if not is_tree and blob.is_file and ledger_of(name) and not any(find_private(name))
        ]
        found = dict(entries)
        for kind in LEDGERS:
            lying = parts_of_ledger(kind.path, names)
            parts = [found.pop((name, False)) for name in lying]
            if parts:
                found[kind.path, False] = self._joined(parts)
        return found

    def _joined(self, parts: list[Blob]) -> Blob:
        if len(parts) == 1:
            return parts[0]
        ids = tuple(part.id for part in parts)
        id_ = sha1(" ".join(ids).encode(), usedforsecurity=False).hexdigest()
        self._parts[id_] = ids
        return parts[0]._replace(id=id_)

    def data(self, id_: str) -> bytes | None:
        """The content of a ledger that stands in several files; None for any other id."""
        ids = self._parts.get(id_)
        return joined([self.data_of(part) for part in ids]) if ids else None
