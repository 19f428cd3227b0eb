"""The files that a commit changed → the records they publish before and after it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.history.published import NEVER, Published, Skip, Standing, as_it_stands, followed
from generator.history.records import (
    Content,
    Holding,
    Row,
    Version,
    holding,
    key_at_a_glance,
    owner_of_attachment,
    version_of,
)
from generator.history.repository import Blob, FileChange, MainLine
from generator.intake.records.past_versions import LIMITS
from generator.intake.screening.declared import Answer
from generator.intake.screening.hiding import NOTHING, Hiding
from generator.intake.screening.private import without_private

_REMEMBERED = 256
"""Versions; what a commit leaves is what a later one begins with."""
_LINK = Version(codes=frozenset({"S004"}))
_TOO_BIG = Version(codes=frozenset({"S005"}))


@dataclass
class Step:
    """What a commit did to the records of the files that it changed."""

    old: dict[str, Content] = field(default_factory=dict)
    new: dict[str, Content] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    """Record → county code."""
    skips: list[Skip] = field(default_factory=list)
    came: list[str] = field(default_factory=list)
    """Paths of attachments that were not there before."""
    went: list[str] = field(default_factory=list)
    former: set[str] = field(default_factory=set)
    """Codes under which counties stand that have another one today."""

    def note_attachment(self, file: FileChange) -> None:
        """Remember an attachment that comes or goes; other files, and one that is replaced, are passed over."""
        if bool(file.old) != bool(file.new) and owner_of_attachment(file.path):
            (self.came if file.new else self.went).append(file.path)

    def publish(self, county: str, record: str) -> None:
        """A record is there, and nothing was before."""
        self.new[record] = {}
        self.counties[record] = county

    def add(self, county: str, before: Published | None, after: Published | None) -> None:
        for records, published in ((self.old, before), (self.new, after)):
            if published is not None and published.record:
                records[published.record] = published.content
                self.counties[published.record] = county


class Files:
    """Follows the files of content_data/ along the main line.

    Args:
        standing: of each file whose present version is refused, or rows of it are: what stands in its place.
        answers: what the province says today is no private data.
        hiding: what is taken back.
    """

    def __init__(
        self,
        line: MainLine,
        standing: Mapping[str, Standing],
        answers: tuple[Answer, ...],
        hiding: Hiding = NOTHING,
    ) -> None:
        self._line = line
        self._answers = answers
        self._hiding = hiding
        self.standing = dict(standing)
        self._published: dict[str, Published | None] = {}
        """The same, once it is read."""
        self._versions: dict[tuple[str, Blob], Version] = {}

    def first(self, commit: str) -> Step:
        """The commit the record begins with: everything in it is published, nothing has changed yet."""
        step = Step()
        for file in self._line.files(commit):
            step.former.add(file.new.was)
            held = holding(file.path)
            if held is None:
                step.note_attachment(file)
                continue
            data = self._data(held, file.new)
            key = key_at_a_glance(held, data) if isinstance(data, bytes) else ""
            if key:
                step.publish(held.county, key)
                continue
            version = self._told(held, file.path, data)
            published = as_it_stands(version, file.path, commit)
            self._leave(file.path, version, published)
            if published:
                step.publish(held.county, published.record)
            step.skips += _skips(file.path, version)
        return step

    def step(self, parent: str, commit: str, files: Iterable[FileChange]) -> Step:
        """What a commit did."""
        step = Step()
        held_files = []
        for file in files:
            step.former.add(file.new.was)
            if held := holding(file.path):
                held_files.append((held, file))
            else:
                step.note_attachment(file)
        moved = self._moved(held_files, parent)
        for held, file in held_files:
            if file.path in moved.values():
                continue
            came_from = moved.get(file.path, file.path)
            before = self._before(held, came_from, parent)
            if not file.new:
                self._forget(file.path)
                step.add(held.county, before, None)
                continue
            version = self._version(held, file.path, file.new)
            after = followed(before, version, file.path, commit)
            self._forget(came_from)
            self._leave(file.path, version, after)
            step.add(held.county, before, after)
            step.skips += _skips(file.path, version)
        return step

    def _moved(self, files: Sequence[tuple[Holding, FileChange]], parent: str) -> dict[str, str]:
        """Projects' files of new names whose version is refused → the file that went in the same commit.

        Nobody can say that the record that stood in the one is not in the other.
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
        before = self._before(held, file.path, parent) if held else None
        return before.record if before else ""

    def _before(self, held: Holding, path: str, parent: str) -> Published | None:
        """What of a file is published at a commit."""
        blob = self._line.version(parent, path)
        if not blob:
            return None
        version = self._version(held, path, blob)
        if version.is_whole:
            return as_it_stands(version, path, parent)
        if path not in self._published:
            self._published[path] = self._restored(held, self.standing.get(path, NEVER))
        return self._published[path]

    def _restored(self, held: Holding, standing: Standing) -> Published | None:
        """What a version publishes that was left by an earlier reading."""
        if not standing.path:
            return None
        version = self._version_at(held, standing.path, standing.commit)
        published = as_it_stands(version, standing.path, standing.commit)
        if published is None or not isinstance(published.content, tuple):
            return published
        rows = [
            (where.row, where, row) for where, row in zip(published.places, published.content, strict=True)
        ]
        for place, where in standing.kept:
            row = self._row(held, where.path, where.commit, where.row)
            rows += [(place, where, row)] if row else []
        rows.sort(key=lambda item: item[0])
        return Published(
            published.record,
            tuple(row for _, _, row in rows),
            standing,
            tuple(where for _, where, _ in rows),
        )

    def _row(self, held: Holding, path: str, commit: str, number: int) -> Row | None:
        rows = self._version_at(held, path, commit).rows or ()
        return rows[number].row if number < len(rows) else None

    def _version_at(self, held: Holding, path: str, commit: str) -> Version:
        return self._version(holding(path) or held, path, self._line.version(commit, path))

    def _leave(self, path: str, version: Version, published: Published | None) -> None:
        """Remember what stands while the version is refused, or rows of it are."""
        if not version.is_whole:
            self._published[path] = published
            if published:
                self.standing[path] = published.standing
            else:
                self.standing.pop(path, None)

    def _forget(self, path: str) -> None:
        self._published.pop(path, None)
        self.standing.pop(path, None)

    def _version(self, held: Holding, path: str, blob: Blob) -> Version:
        """What a version publishes; those last read are remembered."""
        key = path, blob
        found = self._versions.pop(key, None) or self._told(held, path, self._data(held, blob))
        self._versions[key] = found
        if len(self._versions) > _REMEMBERED:
            del self._versions[next(iter(self._versions))]
        return found

    def _told(self, held: Holding, path: str, data: bytes | Version) -> Version:
        hiding = self._hiding.of(path)
        return version_of(held, data, path, self._answers, hiding) if isinstance(data, bytes) else data

    def _data(self, held: Holding, blob: Blob) -> bytes | Version:
        """The bytes of a version, or what it is where none are read."""
        if not blob.is_file:
            return _LINK
        if self._line.size(blob) > LIMITS[held.kind.format]:
            return _TOO_BIG
        return self._line.data(blob)


def _skips(path: str, version: Version) -> list[Skip]:
    """A file may be refused for its very name."""
    return [Skip(without_private(path), code) for code in sorted(version.codes)]


def _paired(coming: list[FileChange], going: list[FileChange]) -> dict[str, str]:
    """Which of the files that went each that came is taken for: the same bytes, else one after the other."""
    found: dict[str, str] = {}
    for file in coming:
        same = next((other for other in going if other.old == file.new), None)
        if same:
            found[file.path] = same.path
            going.remove(same)
    rest = [file for file in coming if file.path not in found]
    return found | {file.path: other.path for file, other in zip(rest, going, strict=False)}
