"""When something came to be public, when it last changed and in which commit; one county's history, asked by record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from generator.model.change import Change, History

BEIJING = timezone(timedelta(hours=8))


def midnight(day: date) -> datetime:
    """The beginning of a day in China."""
    return datetime.combine(day, time(), BEIJING)


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an entry of a feed was published and last changed, +08:00."""

    published: datetime
    updated: datetime
    commit: str = ""
    """The commit that published or last changed it; empty where the change record does not tell."""


def touches(field: str, fields: Iterable[str]) -> bool:
    """Whether a field's label is one of ``fields`` or stands inside one of them."""
    return any(field == name or field.startswith(f"{name} › ") for name in fields)


class Provenance:
    """Answers from one county's change record; what lies after the as-of date or beyond its reach is not known."""

    def __init__(self, history: History | None, as_of: date) -> None:
        found = history or History()
        self._reach = found.reaches_back_to
        self._as_of = as_of
        self.changes = tuple(change for change in found.changes if self._is_known(change.published))
        self._of_record: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            self._of_record[change.record].append(change)
        self._first = {record: moment for record, moment in found.first_published if self._is_known(moment)}
        self._commits = {moment: commit for _, moment, commit in found.latest}
        self._commits |= {change.published: change.commit for change in self.changes}

    def _is_known(self, moment: datetime) -> bool:
        return moment.date() <= self._as_of and (self._reach is None or moment > self._reach)

    def of_record(self, record: str) -> tuple[Change, ...]:
        """The changes of one record, oldest first."""
        return tuple(self._of_record.get(record, ()))

    def first_published(self, record: str) -> datetime | None:
        """When the record was first published; None where the change record does not tell."""
        return self._first.get(record)

    def stamp(self, record: str, label: str, fields: tuple[str, ...], day: date) -> Stamp:
        """The stamp of something that stands in a record.

        Args:
            label: the field whose first value made it known, e.g. ``验收 › 日期``; empty: the record itself.
            fields: the fields its text rests on; empty: all of the record.
            day: when it happened, taken where the change record does not tell.
        """
        told = self._told(record, label)
        published = told or midnight(day)
        changed = max(
            (
                change.published
                for change in self._of_record.get(record, ())
                if change.published > published and (not fields or touches(change.field, fields))
            ),
            default=None,
        )
        updated = changed or published
        return Stamp(published, updated, self._commits.get(changed or told or updated, ""))

    def _told(self, record: str, label: str) -> datetime | None:
        first = next((change for change in self._of_record.get(record, ()) if change.field == label), None)
        if label and first is not None and not first.old:
            return first.published
        return self._first.get(record)
