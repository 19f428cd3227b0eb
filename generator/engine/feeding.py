"""The archives of the column's feeds in a build: made when they fill or an entry in them is amended, else they stand."""

from collections.abc import Iterator, Mapping, Sequence

from generator.engine.cache import Cache, digest_of
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


def build_archives(
    drawn: Overview, workshop: Workshop, there: Mapping[str, tuple[int, int]], cache: Cache, workers: Crew
) -> Published:
    """Stage the archives that differ from the standing ones."""
    site = digest_of(drawn.column.site)
    earlier: _Entry = cache.load("archives") or {}
    made: dict[str, tuple[str, Mapping[str, Written]]] = {}
    marks: dict[str, str] = {}
    changed: list[tuple[Archive, Mapping[str, Written]]] = []
    for archive in column_archives(drawn.entries):
        old_mark, outputs = earlier.get(archive.name, ("", {}))
        known = {address: file for address, file in outputs.items() if there.get(address) == file.stat}
        marks[archive.name] = archive.mark(site)
        if marks[archive.name] == old_mark and len(known) == len(outputs):
            made[archive.name] = old_mark, outputs
        else:
            changed.append((archive, known))
    for job, parts in workers.run(build, workshop, list(_jobs(changed))):
        for archive, part in zip(job.archives, parts, strict=True):
            made[archive.name] = marks[archive.name], part.outputs
    if changed or made.keys() != earlier.keys():
        cache.store("archives", made)
    return Published({address: file for _, outputs in made.values() for address, file in outputs.items()})


def _jobs(changed: Sequence[tuple[Archive, Mapping[str, Written]]]) -> Iterator[ArchivesJob]:
    for start in range(0, len(changed), _TOGETHER):
        some = changed[start : start + _TOGETHER]
        known = {address: file for _, files in some for address, file in files.items()}
        yield ArchivesJob(tuple(archive for archive, _ in some), known)
