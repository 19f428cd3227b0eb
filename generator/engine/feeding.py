"""The archives of the column's feeds in a build: made when they fill or an entry in them is amended, else they stand."""

from collections.abc import Mapping

from generator.engine.cache import Cache
from generator.engine.jobs import ArchiveJob, Published, Workshop, build_archive
from generator.engine.output import Written
from generator.engine.workers import Crew
from generator.render.feeds import column_archives
from generator.render.overviews import Overview

_Entry = Mapping[str, tuple[str, Mapping[str, Written]]]
"""Name of the archive → its mark, its files."""


def build_archives(
    drawn: Overview, workshop: Workshop, there: Mapping[str, tuple[int, int]], cache: Cache, workers: Crew
) -> Published:
    """Stage the archives that differ from the standing ones."""
    site = repr(drawn.column.site)
    earlier: _Entry = cache.load("archives") or {}
    made: dict[str, tuple[str, Mapping[str, Written]]] = {}
    jobs: list[ArchiveJob] = []
    for archive in column_archives(drawn.entries):
        old_mark, outputs = earlier.get(archive.name, ("", {}))
        known = {address: file for address, file in outputs.items() if there.get(address) == file.stat}
        mark = archive.mark(site)
        if mark == old_mark and len(known) == len(outputs):
            made[archive.name] = mark, outputs
        else:
            jobs.append(ArchiveJob(archive, mark, known))
    for job, part in workers.run(build_archive, workshop, jobs):
        made[job.archive.name] = job.mark, part.outputs
    if jobs or made.keys() != earlier.keys():
        cache.store("archives", made)
    return Published({address: file for _, outputs in made.values() for address, file in outputs.items()})
