"""Pages and feeds of companies in a build; those of companies in no changed county are kept."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.engine.running.job_order import Batch
from generator.engine.steps.jobs import ContractorsJob, Published, Workshop, build_contractors
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.steps.saved_build import CountyPart
from generator.render.overviews import Overview
from generator.views.contractor import ContractorView, told_of
from generator.views.feed_entries import Entries, Told

_Companies = Batch[ContractorsJob, list[Published]]
_NAME = "companies"
_TOGETHER = 32
"""Companies in one job: of the same county where possible, so that its entry texts are read in one go."""
_SECONDS = 0.02


def companies(ongoing: OngoingBuild, drawn: Overview, workshop: Workshop, base: str) -> _Companies:
    """Returns the jobs for the companies that must be made anew.

    Args:
        base: digest of what they depend on besides the counties.
    """
    function = partial(build_contractors, workshop)
    changed = _parties_concerned(ongoing)
    if not changed and ongoing.keep(_NAME, base):
        return Batch(function, (), _SECONDS, lambda _: None)
    left = ongoing.left(_NAME, "companies") or {}
    earlier: Mapping[str, Published] = left
    same = base == ongoing.earlier.parts[_NAME].key if left else False
    unchanged: dict[str, Published] = {}
    anew: list[ContractorView] = []
    for view in drawn.contractors:
        old = earlier.get(view.key)
        if old and same and changed.isdisjoint(view.rests_on) and ongoing.found_site.holds(old.outputs):
            unchanged[view.key] = old
        else:
            anew.append(view)
    told = told_of(anew, drawn.entries) if anew else {}
    jobs = list(_jobs(anew, told, earlier, ongoing))

    def finish(results: Sequence[list[Published]]) -> None:
        made = dict(unchanged)
        for job, parts in zip(jobs, results, strict=True):
            made |= {view.key: part for view, part in zip(job.views, parts, strict=True)}
        ongoing.add(_NAME, base, _together(made), {"companies": made})

    return Batch(function, jobs, _SECONDS, finish)


def _jobs(
    anew: Sequence[ContractorView],
    told: Mapping[str, Entries[Told]],
    earlier: Mapping[str, Published],
    ongoing: OngoingBuild,
) -> Iterator[ContractorsJob]:
    views = sorted(anew, key=lambda view: view.rows[0].county_code)
    for start in range(0, len(views), _TOGETHER):
        some = tuple(views[start : start + _TOGETHER])
        before = (earlier[view.key].outputs for view in some if view.key in earlier)
        files = {address: file for outputs in before for address, file in outputs.items()}
        entries = {view.key: told[view.key] for view in some}
        yield ContractorsJob(some, entries, ongoing.found_site.known(files))


def _parties_concerned(ongoing: OngoingBuild) -> frozenset[str]:
    """Returns the keys of contractors, before or now, of counties whose projects or feed entries changed."""
    found: frozenset[str] = frozenset()
    earlier, now = ongoing.earlier.counties, ongoing.counties
    for code in dict.fromkeys((*earlier, *now)):
        before, after = earlier.get(code), now.get(code)
        if not (before and after and _tells_the_same(before, after)):
            found |= before.facts.parties if before else frozenset()
            found |= after.facts.parties if after else frozenset()
    return found


def _tells_the_same(before: CountyPart, after: CountyPart) -> bool:
    old, new = before.part.pieces, after.part.pieces
    return all(old.digest(name) == new.digest(name) for name in ("projects", "entries"))


def _together(made: Mapping[str, Published]) -> Published:
    parts = made.values()
    return Published(
        outputs={address: file for part in parts for address, file in part.outputs.items()},
        links=tuple(link for part in parts for link in part.links),
        anchors={url: ids for part in parts for url, ids in part.anchors.items()},
        updated={url: day for part in parts for url, day in part.updated.items()},
    )
