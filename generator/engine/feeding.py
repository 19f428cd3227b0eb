"""The archives of the column's feeds in a build: made when they fill or an entry in them is amended, else they stand."""

from collections.abc import Mapping

from generator.engine.draft import Draft
from generator.engine.jobs import ArchiveJob, Published, Workshop, build_archive
from generator.engine.output import Written
from generator.engine.workers import Crew
from generator.render.feeds import column_archives
from generator.render.overviews import Overview

_Entry = Mapping[str, tuple[str, Mapping[str, Written]]]
"""Name of the archive → its mark, its files."""
_NAME = "archives"


def build_archives(draft: Draft, drawn: Overview, workshop: Workshop, key: str, workers: Crew) -> None:
    """Stage the archives that differ from the standing ones.

    Args:
        key: of the entries of all counties and documents.
    """
    if draft.keep(_NAME, key):
        return
    site = repr(drawn.column.site)
    earlier: _Entry = draft.left(_NAME, "archives") or {}
    made: dict[str, tuple[str, Mapping[str, Written]]] = {}
    jobs: list[ArchiveJob] = []
    for archive in column_archives(drawn.entries):
        old_mark, outputs = earlier.get(archive.name, ("", {}))
        mark = archive.mark(site)
        if mark == old_mark and draft.standing.holds(outputs):
            made[archive.name] = mark, outputs
        else:
            jobs.append(ArchiveJob(archive, mark, draft.standing.known(outputs)))
    for job, part in workers.run(build_archive, workshop, jobs):
        made[job.archive.name] = job.mark, part.outputs
    files = {address: file for _, outputs in made.values() for address, file in outputs.items()}
    draft.add(_NAME, key, Published(files), {"archives": made})
