"""Looks at every county's files before they are checked or made: which changed, and what each cancels.

Nothing is drawn for that, so that a check loads none of what draws.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.engine.running.job_order import Batch, run_together
from generator.engine.steps.county_work import Ground, cancellations, together
from generator.engine.store.cache import Source, source
from generator.intake.attachments.kinds import WORKBOOKS
from generator.rules.base import Cancelled

if TYPE_CHECKING:
    from generator.engine.steps.saved_build import CountyPart

_TOGETHER = 20
"""Counties in one job; those whose workbooks are to be read have one each."""
_SECONDS, _SECONDS_ANEW, _SECONDS_A_WORKBOOK = 0.00016, 0.001, 0.05
"""Roughly what looking at a county's folder takes, and what reading its files or its workbook for the first time takes."""


@dataclass(frozen=True)
class Counted:
    """A county's files at the start of a build."""

    code: str
    source: Source
    cancelled: tuple[tuple[str, Cancelled], ...]
    portal: str
    """Digest of the portal's own files, which affect how a county's files are read."""
    earlier: "CountyPart | None" = None
    """What the last build left, up to date or not."""
    unpacked: tuple[str, ...] = ()
    """Names of the files that its workbook stands for, if it was read now."""


@dataclass(frozen=True)
class CountJob:
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"示范县 {self.codes[0]} 等 {len(self.codes)} 个"


@dataclass(frozen=True)
class Count:
    """Looks at every county's folder, in several processes; reads only counties whose files changed."""

    ground: Ground
    codes: Sequence[str]
    earlier: Mapping[str, "CountyPart"]
    portal: str
    """Digest of the portal's own files."""
    changed: dict[str, Counted] = field(default_factory=dict)
    """New and changed counties, by code."""

    def batch(self) -> Batch[CountJob, list[Counted]]:
        """Returns the jobs; when they are done, ``counted`` holds the result."""
        anew = [code for code in self.codes if self._is_anew(code)]
        books = [code for code in anew if self._has_workbook(code)]
        others = [code for code in self.codes if code not in set(books)]
        shares = [others[start : start + _TOGETHER] for start in range(0, len(others), _TOGETHER)]
        jobs = [CountJob(tuple(codes)) for codes in (*([code] for code in books), *shares)]
        seconds = _SECONDS * len(self.codes) + _SECONDS_ANEW * len(anew) + _SECONDS_A_WORKBOOK * len(books)
        seconds /= len(jobs) or 1
        return Batch(partial(_changed, self.ground, self.earlier, self.portal), jobs, seconds, self._take)

    def _is_anew(self, code: str) -> bool:
        """Whether its files are read in any case; others are if they changed."""
        return code not in self.earlier or self.earlier[code].portal != self.portal

    def _has_workbook(self, code: str) -> bool:
        folder = self.ground.root / "counties" / code
        return any((folder / name).exists() for name in WORKBOOKS)

    def _take(self, found: Sequence[list[Counted]]) -> None:
        self.changed.update({county.code: county for some in found for county in some})

    @property
    def counted(self) -> tuple[Counted, ...]:
        """All counties, in the order of ``codes``."""
        return tuple([self.changed.get(code) or self._as_before(code) for code in self.codes])

    def _as_before(self, code: str) -> Counted:
        earlier = self.earlier[code]
        return Counted(code, earlier.source, earlier.cancelled, earlier.portal, earlier)


def _changed(
    ground: Ground, earlier: Mapping[str, "CountyPart"], portal: str, job: CountJob
) -> list[Counted]:
    counted = [_counted(ground, code, earlier.get(code), portal) for code in job.codes]
    return [
        one
        for one in counted
        if one.earlier is None or one.source is not one.earlier.source or one.earlier.portal != portal
    ]


def _counted(ground: Ground, code: str, earlier: "CountyPart | None", portal: str) -> Counted:
    now = source(ground.root / "counties" / code, earlier.source if earlier else None)
    is_same = earlier is not None and (now.digest, portal) == (earlier.source.digest, earlier.portal)
    if earlier and is_same:
        return Counted(code, now, earlier.cancelled, portal, earlier)
    lying = ground.folder(code)
    return Counted(code, now, cancellations(lying), portal, earlier, tuple(lying.unpacked))


def with_all_cancellations(ground: Ground, counted: Iterable[Counted]) -> Ground:
    """Returns the ground with the cancellations of all counties."""
    return replace(ground, cancelled=together(item for county in counted for item in county.cancelled))


def with_all_counted(ground: Ground, codes: Sequence[str], workers: int | None) -> Ground:
    """Returns the ground with the cancellations of all counties, whose workbooks are read by all processes."""
    count = Count(ground, codes, {}, "")
    run_together([count.batch()], workers)
    return with_all_cancellations(ground, count.counted)
