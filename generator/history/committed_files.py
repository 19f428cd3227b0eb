"""Turns the files that a commit changed into the records they publish before and after it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from generator.history.attached import Attached
from generator.history.blobs import Blob
from generator.history.compare import FieldChange, changes, record_again
from generator.history.fitness import Fitness
from generator.history.published import NEVER, Origin, Published, Skip, Where, as_it_stands, followed
from generator.history.records import (
    Content,
    Holding,
    Row,
    Rows,
    Version,
    holding,
    key_at_a_glance,
    owner_of_attachment,
    version_of,
)
from generator.history.removed import Removed
from generator.history.repository import FileChange, MainLine
from generator.history.workbooks import REFUSED
from generator.intake.records.past_versions import LIMITS
from generator.intake.screening.declared import Answer
from generator.intake.screening.hiding import NOTHING, Hiding
from generator.intake.screening.private import without_private

_REMEMBERED = 256
"""How many parsed versions are kept: what a commit leaves is what a later one starts from."""
_AWAITED = 10_000
"""How many records of the first commit are kept until the commit that changes them: some 80 MB."""
_LINK = Version(codes=frozenset({"S004"}))
_REFUSED = Version(codes=frozenset({"E001"}))
_TOO_BIG = Version(codes=frozenset({"S005"}))


@dataclass
class Step:
    """What a commit did to the records in the files it changed."""

    old: dict[str, Content] = field(default_factory=dict)
    new: dict[str, Content] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    """Record key → county code."""
    skips: list[Skip] = field(default_factory=list)
    came: list[str] = field(default_factory=list)
    """Paths of attachments that were not there before."""
    went: list[str] = field(default_factory=list)
    again: list[FieldChange] = field(default_factory=list)
    """What was removed earlier and is published again as it was."""
    left: dict[str, Published] = field(default_factory=dict)
    """``old``, with where it stands."""
    former: set[str] = field(default_factory=set)
    """Former codes under which the commit still has counties that have another code today."""
    attached: list[FieldChange] = field(default_factory=list)
    """What became of attachments."""
    fitness: Fitness = field(default_factory=Fitness)

    def note_attachment(self, file: FileChange) -> None:
        """Notes an attachment that the commit adds or removes; ignores a replaced one and any other file."""
        if bool(file.old) != bool(file.new) and owner_of_attachment(file.path):
            (self.came if file.new else self.went).append(file.path)

    def publish(self, county: str, record: str) -> None:
        """Notes a record that the commit publishes and its parent did not have."""
        self.new[record] = {}
        self.counties[record] = county

    def add(self, county: str, before: Published | None, after: Published | None) -> None:
        for records, published in ((self.old, before), (self.new, after)):
            if published is not None and published.record:
                records[published.record] = published.content
                self.counties[published.record] = county
        if before is not None and before.record:
            self.left[before.record] = before


class Files:
    """Follows the files of content_data/ along the main line.

    Args:
        origins: for each file whose latest version, or rows of it, are refused: what stands in their place.
        removed: what was published and then removed.
        answers: the values that the province declares today not to be private data.
        hiding: what is redacted.
    """

    def __init__(
        self,
        line: MainLine,
        origins: Mapping[str, Origin],
        answers: tuple[Answer, ...],
        hiding: Hiding = NOTHING,
        removed: Removed | None = None,
    ) -> None:
        self._line = line
        self._answers = answers
        self._hiding = hiding
        self.origins = dict(origins)
        self.removed = removed or Removed()
        self._published: dict[str, Published | None] = {}
        """``origins``, with the content read."""
        self._versions: dict[tuple[str, Blob], Version] = {}
        self._awaited: dict[tuple[str, Blob], Version] = {}
        """Versions in the first commit of records that a later one changes."""
        self._attached = Attached(line, answers, self.origins, self.removed.records)

    def first(self, commit: str, until: str) -> Step:
        """Reads the commit that the record begins with: everything in it is published, nothing counts as changed.

        Args:
            until: the last commit that will be read.
        """
        step = Step()
        awaited = {file.path for file in islice(self._line.changed(commit, until), _AWAITED)}
        for file in self._line.files(commit):
            step.former.add(file.new.was)
            held = holding(file.path)
            if held is None:
                step.note_attachment(file)
                continue
            data = self._data(held, file.new)
            is_awaited = file.path in awaited and not held.is_ledger
            key = key_at_a_glance(held, data) if isinstance(data, bytes) and not is_awaited else ""
            if key:
                step.publish(held.county, key)
                continue
            version = self._told(held, file.path, data)
            if is_awaited:
                self._awaited[file.path, file.new] = version
            published = as_it_stands(version, file.path, commit)
            self._leave(file.path, version, published)
            if published:
                step.publish(held.county, published.record)
            step.skips += _skips(file.path, version)
        return step

    def step(self, parent: str, commit: str, files: Iterable[FileChange]) -> Step:
        """Compares a commit with its parent; ``files`` are those that differ."""
        step = Step()
        held_files = []
        for file in files:
            step.former.add(file.new.was)
            if held := holding(file.path):
                held_files.append((held, file))
            elif owner_of_attachment(file.path):
                step.note_attachment(file)
                step.attached += self._attached.changes(parent, commit, file)
        moved = self._moved(held_files, parent)
        for held, file in held_files:
            if file.path in moved.values():
                continue
            came_from = moved.get(file.path, file.path)
            old = self._line.version(parent, came_from) if file.path in moved else file.old
            before = self._before(held, came_from, old, parent)
            if old:
                step.fitness.before(held, self._version(held, came_from, old), before)
            if not file.new:
                self._forget(file.path)
                step.add(held.county, before, None)
                continue
            version = self._version(held, file.path, file.new)
            after = followed(before, version, file.path, commit)
            self._forget(came_from)
            self._leave(file.path, version, after)
            step.fitness.after(held, version, after, before)
            step.add(held.county, before, after)
            step.skips += _skips(file.path, version)
        self._compare_with_last(step)
        return step

    def _compare_with_last(self, step: Step) -> None:
        """Compares what was removed earlier and is there again with its last published version, and notes what is
        removed now.
        """
        for record, before in step.left.items():
            if record not in step.new:
                self.removed.records[record] = before.origin
        for record, content in step.new.items():
            origin = self.removed.records.pop(record, NEVER)
            if origin.path:
                step.fitness.was_unfit.add(record)  # removed, it stood as it was published last
            held = holding(origin.path)
            last = self._restored(held, origin) if held and record not in step.left else None
            if last:
                step.left[record], step.old[record] = last, last.content
            if isinstance(content, tuple) and record in step.left:
                self._compare_rows_with_last(step, record, content)
            if last and not any(changes({record: step.old[record]}, {record: content})):
                step.again.append(record_again(record, content))

    def _compare_rows_with_last(self, step: Step, record: str, after: Rows) -> None:
        before, held = step.left[record], holding(step.left[record].origin.path)
        if not isinstance(before.content, tuple) or held is None or before.content == after:
            return
        ledger = held

        def row_at(where: Where) -> Row | None:
            return self._row(ledger, where.path, where.commit, where.row)

        back = self.removed.take_back(record, before.content, after, row_at)
        step.old[record] = (*before.content, *back.rows)
        step.again += back.unchanged
        self.removed.note_rows(before, after)

    def _moved(self, files: Sequence[tuple[Holding, FileChange]], parent: str) -> dict[str, str]:
        """Pairs refused project files under new names with the file removed in the same commit: new path → removed
        path.

        A refused version's record is unknown, so it may be the removed file's record under a new name.
        """
        came, went = defaultdict(list), defaultdict(list)
        arrived = set()
        for held, file in files:
            if not held.is_project:
                continue
            version = self._version(held, file.path, file.new) if file.new else None
            if version is None:
                went[held.county].append(file)
            elif version.is_whole:
                arrived.add(version.record)
            elif not file.old:
                came[held.county].append(file)
        found: dict[str, str] = {}
        for county, coming in came.items():
            going = [file for file in went[county] if self._record_of(file, parent) not in arrived]
            found |= _paired(coming, going)
        return found

    def _record_of(self, file: FileChange, parent: str) -> str:
        held = holding(file.path)
        before = self._before(held, file.path, file.old, parent) if held else None
        return before.record if before else ""

    def _before(self, held: Holding, path: str, blob: Blob, parent: str) -> Published | None:
        """Returns what of a file is published at a commit, where this version of it lies; it may stand from an earlier one."""
        if not blob:
            return None
        version = self._version(held, path, blob)
        if version.is_whole:
            return as_it_stands(version, path, parent)
        if path not in self._published:
            self._published[path] = self._restored(held, self.origins.get(path, NEVER))
        return self._published[path]

    def _restored(self, held: Holding, origin: Origin) -> Published | None:
        """Reads again what ``origin`` points to: an earlier version, and rows kept from others."""
        if not origin.path:
            return None
        version = self._version_at(held, origin.path, origin.commit)
        published = as_it_stands(version, origin.path, origin.commit)
        if published is None or not isinstance(published.content, tuple):
            return published
        rows = [
            (where.row, where, row) for where, row in zip(published.places, published.content, strict=True)
        ]
        for place, where in origin.kept:
            row = self._row(held, where.path, where.commit, where.row)
            rows += [(place, where, row)] if row else []
        rows.sort(key=lambda item: item[0])
        return Published(
            published.record,
            tuple(row for _, _, row in rows),
            origin,
            tuple(where for _, where, _ in rows),
        )

    def _row(self, held: Holding, path: str, commit: str, number: int) -> Row | None:
        rows = self._version_at(held, path, commit).rows or ()
        return rows[number].row if number < len(rows) else None

    def _version_at(self, held: Holding, path: str, commit: str) -> Version:
        return self._version(holding(path) or held, path, self._line.version(commit, path))

    def _leave(self, path: str, version: Version, published: Published | None) -> None:
        """Remembers what stands in place of a version that is refused, or has refused rows."""
        if not version.is_whole:
            self._published[path] = published
            if published:
                self.origins[path] = published.origin
            else:
                self.origins.pop(path, None)

    def _forget(self, path: str) -> None:
        self._published.pop(path, None)
        self.origins.pop(path, None)

    def _version(self, held: Holding, path: str, blob: Blob) -> Version:
        """Returns what a version publishes; the latest ``_REMEMBERED`` are cached."""
        key = path, blob
        found = self._versions.pop(key, None) or self._awaited.pop(key, None)
        found = found or self._told(held, path, self._data(held, blob))
        self._versions[key] = found
        if len(self._versions) > _REMEMBERED:
            del self._versions[next(iter(self._versions))]
        return found

    def _told(self, held: Holding, path: str, data: bytes | Version) -> Version:
        hiding = self._hiding.of(path)
        return version_of(held, data, path, self._answers, hiding) if isinstance(data, bytes) else data

    def _data(self, held: Holding, blob: Blob) -> bytes | Version:
        """Returns the bytes of a version; a ready ``Version`` for what is not read: links, and files over the size
        limit."""
        if blob == REFUSED:
            return _REFUSED
        if not blob.is_file:
            return _LINK
        if self._line.size(blob) > LIMITS[held.kind.format]:
            return _TOO_BIG
        return self._line.data(blob)


def _skips(path: str, version: Version) -> list[Skip]:
    """The path is redacted too, since a file may be refused for private data in its name."""
    return [Skip(without_private(path), code) for code in sorted(version.codes)]


def _paired(coming: list[FileChange], going: list[FileChange]) -> dict[str, str]:
    """Pairs added files with removed ones: first those with the same bytes, the rest in order."""
    found: dict[str, str] = {}
    for file in coming:
        same = next((other for other in going if other.old == file.new), None)
        if same:
            found[file.path] = same.path
            going.remove(same)
    rest = [file for file in coming if file.path not in found]
    return found | {file.path: other.path for file, other in zip(rest, going, strict=False)}
