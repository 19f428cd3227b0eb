"""Archives of the portal's feeds in a build: made when one fills up or an entry in it changes, otherwise kept."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.engine.output.site_listing import Written
from generator.engine.running.job_order import Batch
from generator.engine.steps.jobs import ArchivesJob, MadeArchive, Published, Workshop, build_archives
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.store.cache import digest_of
from generator.render.feeds import Archive, portal_archives
from generator.render.overviews import Overview

_LEAST, _JOBS = 96, 24
"""Fewest archives in a job, and about the most jobs. Every job opens the entry texts of every county and holds what it
reads of them, 20 MB for 10 000 projects."""
_SECONDS = 0.05
_NAME = "archives"


def archives(
    ongoing: OngoingBuild, drawn: Overview, workshop: Workshop, key: str
) -> Batch[ArchivesJob, list[MadeArchive]]:
    """Returns the jobs for the archives that changed.

    Args:
        key: digest of the entries of all counties and documents.
    """
    function = partial(build_archives, workshop)
    if ongoing.keep(_NAME, key):
        return Batch(function, (), _SECONDS, lambda _: None)
    site = digest_of(drawn.portal.site)
    earlier: Mapping[str, MadeArchive] = ongoing.left(_NAME, "archives") or {}
    everything = list(portal_archives(drawn.entries))
    unchanged: dict[str, MadeArchive] = {}
    changed: list[Archive] = []
    for archive in everything:
        old = earlier.get(archive.name)
        if old and archive.mark(site) == old[0] and ongoing.found_site.holds(old[1]):
            unchanged[archive.name] = old
        else:
            changed.append(archive)
    jobs = list(_jobs(changed, site, earlier, ongoing))

    def finish(results: Sequence[list[MadeArchive]]) -> None:
        made = dict(unchanged)
        for job, parts in zip(jobs, results, strict=True):
            made |= {archive.name: part for archive, part in zip(job.archives, parts, strict=True)}
        ordered = {archive.name: made[archive.name] for archive in everything}
        files = {address: file for _, outputs in ordered.values() for address, file in outputs.items()}
        ongoing.add(_NAME, key, Published(files), {"archives": ordered})

    return Batch(function, jobs, _SECONDS, finish)


def _jobs(
    changed: Sequence[Archive], site: str, earlier: Mapping[str, MadeArchive], ongoing: OngoingBuild
) -> Iterator[ArchivesJob]:
    """Yields jobs of archives of the same time, which quote the same entries."""
    by_time = sorted(changed, key=lambda archive: archive.document.entries[0].published)
    size = max(_LEAST, 1 + len(by_time) // _JOBS)
    for start in range(0, len(by_time), size):
        some = tuple(by_time[start : start + size])
        before = (earlier[archive.name][1] for archive in some if archive.name in earlier)
        files: dict[str, Written] = {address: file for outputs in before for address, file in outputs.items()}
        yield ArchivesJob(some, site, ongoing.found_site.known(files))
