"""Checks a portal county by county and keeps none in memory: nothing is drawn, and nothing that draws is loaded."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from generator.engine.running.workers import Local
from generator.engine.steps.counted import with_all_counted
from generator.engine.steps.county_work import Ground, check_county, lost
from generator.engine.steps.earlier_portal_files import portal_of
from generator.engine.steps.skipped_versions import skip_notices
from generator.engine.steps.whole_portal import NO_HISTORY, codes_of, ground_of, own_findings
from generator.engine.steps.wrong_times import time_notices
from generator.engine.store.cache import Signature, file_signature, signature
from generator.history import PortalHistory
from generator.intake import sharing
from generator.model.change import History
from generator.model.finding import Finding

T = TypeVar("T")
Progress = Callable[[Iterator[Any], int], Iterable[Any]]


def unwatched(results: Iterator[T], _: int) -> Iterable[T]:
    """Shows no progress bar."""
    return results


@dataclass(frozen=True)
class CountyCheck:
    """A county to be checked."""

    code: str
    history: History | None

    def __str__(self) -> str:
        return f"示范县 {self.code}"


@sharing()
def examine(
    content: Path,
    asked: date | None,
    today: date,
    workers: int | None = None,
    history: PortalHistory = NO_HISTORY,
    progress: Progress = unwatched,
    without: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Returns all findings on the files below ``content``, sorted by file; keeps no county in memory.

    Args:
        without: codes of counties that are not checked.
    """
    portal = portal_of(content, history)
    codes = codes_of(portal, history)
    ground = with_all_counted(ground_of(portal, content, asked, today, history), codes, workers)
    jobs = [CountyCheck(code, history.county(code)) for code in codes if code not in without]
    results = Local(workers).run(_examined, ground, jobs, _lost)
    found = [item for _, findings in progress(results, len(jobs)) for item in findings]
    limits = history.limits().until(ground.as_of)
    notices = (*skip_notices(limits), *time_notices(limits))
    return in_order([*own_findings(portal, ground, history), *notices, *found])


def _examined(ground: Ground, job: CountyCheck) -> tuple[Finding, ...]:
    return check_county(ground, job.code, job.history).findings


def _lost(_: Ground, job: CountyCheck) -> tuple[Finding, ...]:
    return (lost(job.code),)


def own_files(content: Path) -> Signature:
    """Returns the signature of the portal's own files: all below ``content`` but the counties."""
    found = []
    for name in ("site.yaml", "national.csv", "not-private.yaml", "redactions.yaml"):
        with suppress(OSError):
            found.append(file_signature(name, (content / name).lstat()))
    for folder in ("notices", "policies"):
        found += [(f"{folder}/{file[0]}", *file[1:]) for file in signature(content / folder)]
    return tuple(found)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))
