"""What published manifests delivered of the change record, so that it keeps its ids and dates whatever becomes of the commits.

A rebased, amended or squashed commit is another commit with another time. What it published was delivered before: it
keeps the number that its id is made of, and the moment at which it was first delivered.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, NamedTuple

from pydantic import Field

from generator.intake.screening.private import find_private
from generator.model.change import Change, History, with_keys
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes
from generator.model.identifiers import lasting_key
from generator.model.place import INSIDE

CommitId = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})?$")]
_CHANGES = "changes/"
_ROW = " #"
"""Stands between a ledger and the digest of a row's name."""


@dataclass(frozen=True, slots=True)
class Batch:
    """一次提交公开的内容。"""

    commit: Annotated[CommitId, Field(description="生成时主线上的提交")]
    published: Annotated[datetime, Field(description="最早公开的时刻")]
    changes: Annotated[tuple[str, ...], Field(description="变更的编号")] = ()
    records: Annotated[
        tuple[str, ...],
        Field(description="首次公开的记录；后来加到台账里的行写作“台账 #行的名称的 SHA-256 前12位”"),
    ] = ()
    first_commit: Annotated[CommitId, Field(description="最早公开它的提交；与 commit 相同的不写")] = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """变更记录里已公开的各项，据以沿用编号和日期。"""

    is_kept: Annotated[
        bool, Field(description="是否有编号或时刻沿用更早的清单，与现在的提交所示的不同（历史被改写过）")
    ] = False
    begins: Annotated[
        datetime | None, Field(description="变更记录从何时起；从第一次提交起或无 git 历史时为 null")
    ] = None
    batches: Annotated[tuple[Batch, ...], Field(description="各次提交公开的内容，先公开的在前")] = ()


NOTHING = Delivered()


class _Told(NamedTuple):
    """One delivered change of a field."""

    number: int
    published: datetime
    commit: str
    first_commit: str


class Evidence(NamedTuple):
    """How the commits of today are compared with those delivered."""

    is_rewritten: bool
    """Whether the commit delivered last is no longer on the main line."""
    then: Callable[[str], History | None] = lambda _: None
    """Code of a county → its history up to the commit delivered last, where the repository still has it."""
    is_settled: Callable[[str], bool] | None = None
    """Whether a commit lies in what was delivered; None: unknown."""


class AsDelivered:
    """Gives the histories of today the numbers and moments that were delivered."""

    def __init__(
        self, delivered: Delivered, evidence: Evidence, former: FormerCodes = NO_FORMER_CODES
    ) -> None:
        self._evidence = evidence
        self._begins = delivered.begins
        self.latest = max((batch.published for batch in delivered.batches), default=None)
        self._records: dict[str, datetime] = {}
        self._changes: dict[str, list[_Told]] = defaultdict(list)
        for batch in delivered.batches:
            first = batch.first_commit or batch.commit
            for record in batch.records:
                self._records.setdefault(former.record(record), batch.published)
            for key in batch.changes:
                field, _, number = former.record(key.removeprefix(_CHANGES)).rpartition("/")
                if number.isdecimal():
                    self._changes[field].append(_Told(int(number), batch.published, batch.commit, first))
        for told in self._changes.values():
            told.sort()
        self._rows: dict[str, list[str]] = defaultdict(list)
        """Ledger → the names of its rows that have a moment of their own."""
        for name in self._records:
            if is_row_name(name):
                self._rows[name.partition(_ROW)[0]].append(name)

    def of(self, code: str, history: History) -> History:
        """Returns a county's history with what was delivered as it was delivered."""
        if not self._changes and not self._records:
            return history
        by_field: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, change in enumerate(history.changes):
            by_field[change.record, change.field].append(number)
        then = _Then(self._evidence.then(code) if self._evidence.is_rewritten else None)
        changes = list(history.changes)
        for field, numbers in by_field.items():
            for number, change in zip(
                numbers, self._numbered(field, [changes[one] for one in numbers], then), strict=True
            ):
                changes[number] = change
        return replace(
            history,
            changes=tuple(sorted(changes, key=lambda change: change.published)),
            first_published=tuple(self._first_published(code, history)),
            reaches_back_to=self._reach(history.reaches_back_to),
        )

    def _numbered(self, field: tuple[str, str], changes: Sequence[Change], then: "_Then") -> Iterator[Change]:
        """Yields the changes of one field with their numbers and moments."""
        known = self._changes.get("/".join(field), [])
        found = _paired(known, changes, self._evidence, then)
        number = known[-1].number if known else 0
        for place, change in enumerate(changes):
            told = found.get(place)
            if told:
                yield replace(
                    change, number=told.number, published=told.published, first_commit=told.first_commit
                )
            else:
                number += 1
                yield replace(change, number=number, published=self._not_before(change.published))

    def _first_published(self, code: str, history: History) -> Iterator[tuple[str, datetime]]:
        found: set[str] = set()
        for record, moment in history.first_published:
            name = name_of_record(record, code, history.first_code)
            found.add(name)
            yield record, self._records.get(name) or self._not_before(moment)
        for name in sorted(self._rows.keys() & found):  # rows that a commit now brings with their ledger
            yield from ((row, self._records[row]) for row in self._rows[name] if row not in found)

    def _not_before(self, moment: datetime) -> datetime:
        """What was not delivered until the history was rewritten became public after all that was."""
        return max(moment, self.latest) if self.latest and self._evidence.is_rewritten else moment

    def _reach(self, today: datetime | None) -> datetime | None:
        return min(today, self._begins) if today and self._begins else today

    def gone(self, changes: Iterable[Change], redacted: Iterable[str]) -> Iterator[Batch]:
        """Yields the delivered changes that the record no longer has: their numbers must not be given again.

        Args:
            changes: those that it has.
            redacted: records of which something is redacted; what their changes were called is not told again.
        """
        left, hidden = {key for _, key in with_keys(changes)}, tuple(redacted)
        for field, known in self._changes.items():
            for one in known:
                key = f"{_CHANGES}{field}/{one.number}"
                if key not in left and _may_be_carried(key, hidden):
                    first = "" if one.first_commit == one.commit else one.first_commit
                    yield Batch(one.commit, one.published, (key,), (), first)


class AsLater:
    """Gives the histories up to an earlier commit the numbers and moments that a later one of the same line has."""

    def __init__(self, later: Callable[[str], History | None]) -> None:
        self._later = later

    def of(self, code: str, history: History) -> History:
        """Returns a county's history as the later one tells its commits."""
        later = self._later(code)
        if later is None:
            return history
        known: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
        for change in later.changes:
            known[change.record, change.field, change.commit].append(change)
        changes = [
            known[key].pop(0) if known.get(key := (change.record, change.field, change.commit)) else change
            for change in history.changes
        ]
        first = dict(later.first_published)
        there = {record for record, _ in history.first_published}
        # rows that a rewritten commit brings with their ledger have moments of their own
        rows = (
            one for one in later.first_published if is_row_name(one[0]) and one[0].partition(_ROW)[0] in there
        )
        return replace(
            history,
            changes=tuple(sorted(changes, key=lambda change: change.published)),
            first_published=(
                *((record, first.get(record, moment)) for record, moment in history.first_published),
                *rows,
            ),
            reaches_back_to=later.reaches_back_to,
        )


def carried(earlier: Delivered, redacted: Iterable[str]) -> Delivered:
    """What a build delivers that has no whole change record: what was delivered before, and nothing new."""
    hidden = tuple(redacted)
    batches = (
        replace(batch, changes=tuple(key for key in batch.changes if _may_be_carried(key, hidden)))
        for batch in earlier.batches
    )
    return replace(earlier, batches=tuple(batch for batch in batches if batch.changes or batch.records))


def _may_be_carried(key: str, redacted: tuple[str, ...]) -> bool:
    """Whether the name of a change that the record does not have may be published again."""
    of_redacted = key.startswith(tuple(f"{_CHANGES}{record}/" for record in redacted))
    return not of_redacted and not any(find_private(key))


class _Then:
    """The values of the delivered changes, as far as the repository still has them."""

    def __init__(self, history: History | None) -> None:
        self.is_there = history is not None
        self._values: dict[tuple[str, str, str], tuple[str, str]] = {}
        for change in history.changes if history else ():
            self._values[change.record, change.field, change.commit] = (change.old, change.new)

    def values(self, change: Change, told: _Told) -> tuple[str, str] | None:
        """Returns the old and the new value of a delivered change of the same field."""
        return self._values.get((change.record, change.field, told.commit))


def _paired(
    known: Sequence[_Told], changes: Sequence[Change], evidence: Evidence, then: _Then
) -> dict[int, _Told]:
    """Returns place of a change → what it was delivered as; changes that were not delivered are left out."""
    found: dict[int, _Told] = {}
    left = list(known)
    for place, change in enumerate(changes):
        same = next((told for told in left if told.commit == change.commit), None)
        if same:
            left.remove(same)
            found[place] = same
    if not evidence.is_rewritten:
        return found
    settled = evidence.is_settled
    open_ = [
        place
        for place, change in enumerate(changes)
        if place not in found and (settled is None or settled(change.commit))
    ]
    if then.is_there:
        alike = _of_value(left, [(place, changes[place]) for place in open_], then)
        found |= alike
        if settled is None:
            return found  # what the delivered commits did not say is new
        left = [told for told in left if told not in alike.values()]
        open_ = [place for place in open_ if place not in found]
    if settled is None and len(open_) >= len(left):
        return found | dict(zip(open_, left, strict=False))
    return found | dict(
        zip(reversed(open_), reversed(left), strict=False)
    )  # several were squashed into the last


def _of_value(left: Sequence[_Told], changes: Sequence[tuple[int, Change]], then: _Then) -> dict[int, _Told]:
    """Pairs changes with delivered ones of the same values, or, if they were squashed, of the same result; in order."""
    found: dict[int, _Told] = {}
    last = 0
    for place, change in changes:
        later = [told for told in left if told.number > last]
        whole = (told for told in later if then.values(change, told) == (change.old, change.new))
        result = (
            told
            for told in reversed(later)
            if (values := then.values(change, told)) and values[1] == change.new
        )
        same = next(whole, None) or next(result, None)
        if same:
            found[place], last = same, same.number
    return found


def name_of_record(record: str, code: str, first_code: str) -> str:
    """The name of a first publication: the record; of a row, its ledger and a digest, as in the ids of its entries."""
    ledger, is_row, row = record.partition(INSIDE)
    if not is_row:
        return record
    return f"{ledger}{_ROW}{hashlib.sha256(lasting_key(row, code, first_code).encode()).hexdigest()[:12]}"


def is_row_name(record: str) -> bool:
    """Whether a first publication is of a row known by its digest alone."""
    return _ROW in record and INSIDE not in record


def batches_of(
    changes: Iterable[Change],
    records: Iterable[tuple[str, datetime, str]],
    number_of: Callable[[str], int | None],
) -> tuple[Batch, ...]:
    """Returns what is delivered, one batch for each commit and moment; the oldest come first.

    Args:
        changes: all of the counties that they are of, oldest first.
        records: (``name_of_record``, moment, commit) of each first publication.
        number_of: commit → its place on the main line, in which those of one moment come.
    """
    told: dict[tuple[datetime, str, str], list[str]] = defaultdict(list)
    first: dict[tuple[datetime, str, str], list[str]] = defaultdict(list)
    for change, key in with_keys(changes):
        earlier = "" if change.first_commit == change.commit else change.first_commit
        told[change.published, change.commit, earlier].append(key)
    for name, moment, commit in records:
        first[moment, commit, ""].append(name)
    return tuple(
        Batch(at[1], at[0], tuple(sorted(told.get(at, ()))), tuple(sorted(first.get(at, ()))), at[2])
        for at in sorted(told.keys() | first.keys(), key=lambda at: (at[0], number_of(at[1]) or 0, at))
    )


def records_of(code: str, history: History) -> Iterator[tuple[str, datetime, str]]:
    """Yields the first publications of a county as ``batches_of`` takes them."""
    commits = dict(history.first_commits)
    for record, moment in history.first_published:
        yield name_of_record(record, code, history.first_code), moment, commits.get(record, "")


def is_as_read(kept: History, read: History) -> bool:
    """Whether a history with what was delivered is the one that the commits give."""
    return _ids(kept) == _ids(read) and kept.reaches_back_to == read.reaches_back_to


def _ids(history: History) -> object:
    changes = {
        key: (change.published, change.first_commit or change.commit)
        for change, key in with_keys(history.changes)
    }
    return changes, dict(history.first_published)
