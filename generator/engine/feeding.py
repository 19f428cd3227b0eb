"""The archives of the column's feeds in a build: made when they fill or an entry in them is amended, else they stand."""

from collections.abc import Iterator, Mapping, Sequence

from generator.engine.cache import digest_of
from generator.engine.draft import Draft
from generator.engine.jobs import ArchivesJob, Published, Workshop
from generator.engine.jobs import build_archives as build
from generator.engine.output import Written
from generator.engine.workers import Crew
from generator.render.feeds import Archive, column_archives
from generator.render.overviews import Overview

_Entry = Mapping[str, tuple[str, Mapping[str, Written]]]
"""Name of the archive → its mark, its files."""
_TOGETHER = 64
"""Archives that one job makes: their texts, some 10 MB, are read county by county."""
_NAME = "archives"


def build_archives(draft: Draft, drawn: Overview, workshop: Workshop, key: str, workers: Crew) -> None:
    """Stage the archives that differ from the standing ones.

    Args:
        key: of the entries of all counties and documents.
    """
    if draft.keep(_NAME, key):
        return
    site = digest_of(drawn.column.site)
    earlier: _Entry = draft.left(_NAME, "archives") or {}
    made: dict[str, tuple[str, Mapping[str, Written]]] = {}
    marks: dict[str, str] = {}
    changed: list[tuple[Archive, Mapping[str, Written]]] = []
    for archive in column_archives(drawn.entries):
        old_mark, outputs = earlier.get(archive.name, ("", {}))
        marks[archive.name] = archive.mark(site)
        if marks[archive.name] == old_mark and draft.standing.holds(outputs):
            made[archive.name] = old_mark, outputs
        else:
            changed.append((archive, draft.standing.known(outputs)))
    for job, parts in workers.run(build, workshop, list(_jobs(changed))):
        for archive, part in zip(job.archives, parts, strict=True):
            made[archive.name] = marks[archive.name], part.outputs
    files = {address: file for _, outputs in made.values() for address, file in outputs.items()}
    draft.add(_NAME, key, Published(files), {"archives": made})


def _jobs(changed: Sequence[tuple[Archive, Mapping[str, Written]]]) -> Iterator[ArchivesJob]:
    for start in range(0, len(changed), _TOGETHER):
        some = changed[start : start + _TOGETHER]
        known = {address: file for _, files in some for address, file in files.items()}
        yield ArchivesJob(tuple(archive for archive, _ in some), known)
