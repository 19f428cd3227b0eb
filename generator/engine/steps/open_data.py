"""Joins the open contracting data of all counties; a file is made anew if lines of one of its counties changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from generator.engine.output.site_listing import Written
from generator.engine.running.job_order import Batch
from generator.engine.steps.jobs import Published, Workshop
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.steps.saved_build import CountyPart
from generator.engine.store.cache import Cache, digest_of
from generator.engine.store.packs import Pieces
from generator.render.open_contracting import Joint, index_files, joints

_INDEX = "open-data"
_SECONDS = 0.02
"""Roughly what a county's lines take."""


@dataclass(frozen=True)
class JoinJob:
    joint: Joint
    counties: tuple[Pieces, ...]
    known: dict[str, Written]

    def __str__(self) -> str:
        return str(self.joint)


def open_data(ongoing: OngoingBuild, workshop: Workshop, base: str) -> Batch[JoinJob, Published]:
    """Returns the jobs for the files that changed.

    Args:
        base: digest of what they depend on besides the counties.
    """
    counties = {code: county for code, county in ongoing.counties.items() if county.facts.open_data}
    shares = [county.facts.open_data for county in counties.values() if county.facts.open_data]
    ongoing.make(
        _INDEX,
        digest_of(base, shares),
        lambda: index_files(shares, workshop.ground.portal).items(),
    )
    jobs: list[JoinJob] = []
    keys: list[str] = []
    for joint in joints(shares, workshop.ground.portal):
        own = [counties[code] for code in joint.codes]
        key = digest_of(base, [county.part.pieces.digest(f"lines-{joint.kind}") for county in own])
        if not ongoing.keep(joint.address, key):
            keys.append(key)
            jobs.append(_job(ongoing, joint, own))

    def finish(results: Sequence[Published]) -> None:
        for job, key, published in zip(jobs, keys, results, strict=True):
            ongoing.add(job.joint.address, key, published)

    seconds = _SECONDS * max((len(job.counties) for job in jobs), default=0)
    return Batch(partial(_joined, workshop, ongoing.cache), jobs, seconds, finish)


def _job(ongoing: OngoingBuild, joint: Joint, counties: Sequence[CountyPart]) -> JoinJob:
    pieces = tuple(county.part.pieces for county in counties)
    return JoinJob(joint, pieces, dict(ongoing.known(joint.address)))


def _joined(workshop: Workshop, cache: Cache, job: JoinJob) -> Published:
    """Stages one file."""
    kind, address = job.joint.kind, job.joint.address
    parts = (pieces.take(cache, f"lines-{kind}") for pieces in job.counties)
    target = workshop.open_target(job.known)
    return Published({address: target.put(address, job.joint.data(parts, workshop.ground.portal))})
