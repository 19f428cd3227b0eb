"""When something was published and last changed, and in which commit: one county's history, by record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from generator.history.delivered import is_row_name, name_of_record
from generator.model.base import Record
from generator.model.beijing import BEIJING
from generator.model.change import Change, History
from generator.model.fields import general
from generator.model.place import INSIDE


@lru_cache(maxsize=4096)
def midnight(day: date) -> datetime:
    """Returns the beginning of a day in China."""
    return datetime.combine(day, time(), BEIJING)


class Stamp(NamedTuple):
    """When an entry of a feed was published and last changed, +08:00."""

    published: datetime
    updated: datetime
    """Never before ``published``."""
    commit: str = ""
    """The commit that published or last changed it; empty if unknown."""
    unmarked: datetime | None = None
    """``updated`` as it was before the text came to say that an earlier version stands; None: it does not say so."""

    @property
    def changed(self) -> datetime:
        """When what it tells last changed, whatever is said about the version."""
        return self.unmarked or self.updated


@lru_cache(maxsize=4096)
def on_day(day: date) -> Stamp:
    """Returns the stamp of something of which only the day is known."""
    return Stamp(midnight(day), midnight(day))


def dates_of(stamp: Stamp) -> str:
    """Tells when something that grows was published and last changed."""
    published, updated = stamp.published.date(), stamp.updated.date()
    return f"公开日期：{published}" if updated == published else f"公开日期：{published}，更新：{updated}"


def touches(field: str, fields: Iterable[str]) -> bool:
    """Whether a field's label is one of ``fields`` or below one of them."""
    return any(field == name or field.startswith(f"{name}{INSIDE}") for name in fields)


def _names(field: str) -> Iterator[str]:
    """Yields a field's label and the labels above it."""
    yield field
    end = field.find(INSIDE)
    while end >= 0:
        yield field[:end]
        end = field.find(INSIDE, end + 1)


class Provenance:
    """Looks up one county's change record; ignores what is after the as-of date or before the record begins."""

    def __init__(self, history: History | None, as_of: date) -> None:
        found = history or History()
        self._reach = found.reaches_back_to
        self._opening = found.opening
        self.as_of = as_of
        self.changes = tuple(
            change for change in found.changes if self._is_known(change.published, change.commit)
        )
        self._of_record: dict[str, list[Change]] = defaultdict(list)
        self._touching: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._made_known: dict[tuple[str, str], Change] = {}
        self._corrected: dict[tuple[str, str, str], Change] = {}
        """(record, label without items, new value) → change: an item that a date names had another name before."""
        for number, change in enumerate(self.changes):
            if change.old and (field := general(change.field)) != change.field:
                self._corrected.setdefault((change.record, field, change.new), change)
            self._of_record[change.record].append(change)
            self._made_known.setdefault((change.record, change.field), change)
            for name in _names(change.field):
                self._touching[change.record, name].append(number)
        self._first = dict(found.first_published)
        self._commits = dict(found.first_commits)
        self._turned = {
            record: moment for record, moment, commit in found.turned if self._is_known(moment, commit)
        }
        self._first_code = found.first_code
        self._has_row_names = any(is_row_name(record) for record in self._first)
        self.knows_nothing = not self.changes and not self._first
        """Whether there is no change record, or one that is not whole."""

    def _is_known(self, moment: datetime, commit: str) -> bool:
        """Whether it was published after the record begins; another commit than the first may bear the same time."""
        if moment.date() > self.as_of:
            return False
        if self._reach is None or moment > self._reach:
            return True
        return moment == self._reach and bool(self._opening) and commit != self._opening

    @property
    def begins(self) -> date | None:
        """The day before which nothing is known; None if everything is, or nothing."""
        return self._reach.date() if self._reach else None

    def of_record(self, record: str) -> tuple[Change, ...]:
        """The changes of one record, oldest first."""
        return tuple(self._of_record.get(record, ()))

    def first_published(self, record: str) -> datetime | None:
        """When the record was first published; None if unknown."""
        moment = self._first.get(record)
        is_known = moment is not None and self._is_known(moment, self._commits.get(record, self._opening))
        return moment if is_known else None

    def came_with_record(self, change: Change) -> bool:
        """Whether a change is of the commit that published its record; another one may bear the same time."""
        is_first = self._commits.get(change.record, change.commit) == change.commit
        return is_first and change.published == self.first_published(change.record)

    def stamp(
        self,
        record: str,
        day: date,
        *,
        label: str = "",
        row: str = "",
        fields: tuple[str, ...] = (),
        marked: Iterable[tuple[str, Record]] = (),
    ) -> Stamp:
        """Returns when something in a record was published and last changed.

        Args:
            day: when it happened, used if the change record knows nothing.
            label: the field whose first value announced it, e.g. ``验收 › 日期``.
            row: identity of the ledger row that it is.
            fields: the fields that its text shows; empty: all of the record.
            marked: the records, with their names or those of rows, of the first of which its text says so that an
                earlier version stands.
        """
        found = self._stamp(record, day, label, row, fields)
        latest = max(self._remarked(marked), default=found.updated)
        # the commit stays: nobody is led to one that was refused, as it may hold private data
        return found._replace(updated=latest, unmarked=found.updated) if latest > found.updated else found

    def _remarked(self, marked: Iterable[tuple[str, Record]]) -> Iterator[datetime]:
        """Yields when a text came to say that an earlier version stands, or no longer to say so."""
        for name, record in marked:
            names = (name, name.partition(INSIDE)[0])
            turned = max((self._turned[each] for each in names if each in self._turned), default=None)
            if turned:
                yield turned
            if record.unfit_since and record.unfit_since.date() <= self.as_of:
                yield record.unfit_since
                if record.unfit_since == turned:
                    return  # it says so of the first alone

    def _stamp(self, record: str, day: date, label: str, row: str, fields: tuple[str, ...]) -> Stamp:
        if self.knows_nothing:
            return on_day(day)
        told = self._told(record, day, label, row)
        published = told.published if told else midnight(day)
        last = self._last(record, fields, published) if record in self._of_record else None
        if last is not None:
            return Stamp(published, last.published, last.commit)
        return told or on_day(day)

    def _last(self, record: str, fields: tuple[str, ...], since: datetime) -> Change | None:
        """Returns the last change after ``since`` of a record, or of these fields of it."""
        if not fields:
            return next((item for item in reversed(self._of_record[record]) if item.published > since), None)
        numbers = (
            number
            for name in fields
            for number in self._touching.get((record, name), ())
            if self.changes[number].published > since
        )
        last = max(numbers, default=None)
        return None if last is None else self.changes[last]

    def _row(self, record: str, row: str) -> str:
        """The name of a row's first publication; what was delivered before the history was rewritten has a digest."""
        own = f"{record}{INSIDE}{row}"
        if own in self._first or not self._has_row_names:
            return own
        return name_of_record(own, record.partition("/")[0], self._first_code)

    def _told(self, record: str, day: date, label: str, row: str) -> Stamp | None:
        """Returns when and by which commit it was published; None if unknown."""
        own = self._row(record, row) if row else ""
        if own in self._first:
            record = own
        elif label:
            corrected = self._corrected.get((record, general(label), str(day)))
            for name in chain(_names(label), _names(corrected.field) if corrected else ()):
                first = self._made_known.get(
                    (record, name)
                )  # an item of a list is told as a whole when it comes
                if first is not None and not first.old:
                    return Stamp(first.published, first.published, first.commit)
        moment = self.first_published(record)
        return Stamp(moment, moment, self._commits.get(record, "")) if moment is not None else None
