"""When the main line took each commit, whatever the clocks of those who committed said.

The order is that of the main line. A commit that is dated before one that lies below it was published no earlier than
that one; the time of one that is dated after the build is unknown: it takes the next known one.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from generator.model.beijing import BEIJING


class Clock(NamedTuple):
    """What a build knows of time."""

    day: date
    """The day that it shows; commits without any known time count as of this day."""
    last: date
    """The last day that a commit can be of."""

    @property
    def end(self) -> int:
        """Seconds since 1970; times from here on are unknown."""
        return _midnight(self.last + timedelta(days=1))

    def times(self, written: Iterable[int]) -> list[int]:
        """Returns when the main line took its commits, oldest first, by the times that they bear."""
        found: list[int] = []
        known: int | None = None
        for one in reversed(list(written)):
            known = one if one < self.end else known
            found.append(_midnight(self.day) if known is None else known)
        latest = 0
        return [latest := max(latest, one) for one in reversed(found)]


def clock_of(asked: date | None, today: date | None, shown: date | None) -> Clock:
    """Returns the clock of a build.

    Args:
        asked: the day that it is asked to show; None: the day itself.
        today: None: it is looked up.
        shown: the day that a demonstration shows; nothing happens after it.
    """
    now = shown or today or datetime.now(BEIJING).date()
    day = asked or now
    return Clock(day, max(day, now))


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), BEIJING).timestamp())
