"""Compares the attachments of two commits: each is told by its size and digest.

A version that may not be published counts as never published, as in records: its name and digest are told nowhere, and
the next version that may is compared with the last one that might.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.history.blobs import Blob
from generator.history.compare import FieldChange
from generator.history.published import NEVER, Origin
from generator.history.records import owner_of_attachment
from generator.history.repository import FileChange, MainLine
from generator.intake.attachments.kinds import LIMIT
from generator.intake.attachments.reading import Fit, fit_attachment
from generator.intake.screening.declared import Answer
from generator.model import attached_file
from generator.model.change import Weight
from generator.model.place import INSIDE

_FOLDER = f"/{attached_file.TABLE}/"


@dataclass(frozen=True)
class _Version:
    fit: Fit
    origin: Origin

    @property
    def told(self) -> str:
        return attached_file.told_of(self.fit.size, self.fit.digest)


@dataclass(frozen=True)
class Attached:
    """Follows attachments along the main line.

    Args:
        origins: for each whose latest version is refused: the one that is published instead.
        removed: attachment → its last published version.
    """

    line: MainLine
    answers: tuple[Answer, ...]
    origins: dict[str, Origin]
    removed: dict[str, Origin]

    def changes(self, parent: str, commit: str, file: FileChange) -> Iterator[FieldChange]:
        """Yields what a commit did to an attachment; nothing for what was never published."""
        if file.old.id == file.new.id:  # under another code of the county
            return
        before = self._before(file.path, parent, file.old)
        now = self._version(file.path, commit, file.new)
        self.origins.pop(file.path, None)
        if file.new and now is None:
            if before:
                self.origins[file.path] = before.origin
            return
        key = INSIDE.join(_named(file.path))
        if now is None:
            if before:
                self.removed[key] = before.origin
            if before and self._holds_county(commit, file.path):  # else it goes with its county
                yield _change(file.path, before.told, "", attached_file.REMOVED)
            return
        gone = self._restored(self.removed.pop(key, NEVER))
        last = before or gone
        if last is None or (before is None and last.fit.is_same(now.fit)):
            if self._holds_county(parent, file.path):  # else it comes with its county
                yield _change(file.path, "", now.told, attached_file.ADDED)
        elif not last.fit.is_same(now.fit):
            yield _change(file.path, last.told, now.told, attached_file.REPLACED)

    def _holds_county(self, commit: str, path: str) -> bool:
        """Whether a commit has the county whose attachment this is."""
        return bool(self.line.version(commit, f"{path.partition(_FOLDER)[0]}/county.yaml"))

    def _before(self, path: str, parent: str, blob: Blob) -> _Version | None:
        """Returns what is published of it at a commit, which may stand from an earlier version."""
        if not blob:
            return None
        return self._version(path, parent, blob) or self._restored(self.origins.get(path, NEVER))

    def _restored(self, origin: Origin) -> _Version | None:
        if not origin.path:
            return None
        blob = self.line.version(origin.commit, origin.path)
        return self._version(origin.path, origin.commit, blob)

    def _version(self, path: str, commit: str, blob: Blob) -> _Version | None:
        """Returns a version; None if there is none, or it may not be published."""
        if not blob or not blob.is_file or self.line.size(blob) > LIMIT:
            return None
        data = self.line.data(blob._replace(was=""))  # a former code in it is no reference
        fit = fit_attachment(path, data, self.answers)
        return _Version(fit, Origin(path, commit)) if fit else None


def _change(path: str, old: str, new: str, weight: Weight) -> FieldChange:
    record, name = _named(path)
    return FieldChange(record, name, old, new, weight)


def _named(path: str) -> tuple[str, str]:
    """Returns the names of the record and of its field in the change record."""
    return f"{owner_of_attachment(path)}/{attached_file.TABLE}", path.rpartition("/")[2]
