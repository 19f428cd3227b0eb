"""The pages-only part of a build: county files → HTML and Markdown of the records that the peers are given.

Counties are read and checked, since their pages show what is found. Left out is what the peers have none of: feeds,
calendars, press kits, search, overviews, open data.
"""

import argparse
import gc
from functools import partial
from itertools import chain
from pathlib import Path

from benchmarks.synthetic import AS_OF
from generator import intake
from generator.engine.output.staging import Staging, begin, staging_folder
from generator.engine.running.workers import Local
from generator.engine.steps.county_work import check_county, with_cancellations
from generator.engine.steps.jobs import ContractorsJob, CountyJob, Workshop, put
from generator.engine.steps.whole_portal import ground_of
from generator.render.artifacts import Artifacts, markdown_beside
from generator.render.overviews import ALL_STEMS
from generator.render.page import Page
from generator.render.portal_artifacts import county_pages
from generator.render.records import contractor_page
from generator.site.frame import ThemeFrame
from generator.views.contractor import contractor_views
from generator.views.county import county_view
from generator.views.rows import ProjectRow

_TOGETHER = 32
"""Companies that one job makes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    gc.freeze()  # as a build begins
    content = chosen.root / "content_data"
    portal = intake.read_portal(content)
    ground = with_cancellations(ground_of(portal, content, AS_OF, AS_OF), portal.county_codes)
    begin(chosen.out, {})
    frame = ThemeFrame(str(chosen.root / "mkdocs.yml"), ground.portal.site, AS_OF, ALL_STEMS)
    frame.prepare()
    workshop = Workshop(ground, frame, partial(Staging, chosen.out))
    jobs = [CountyJob(code, None, {}) for code in portal.county_codes]
    rows = [row for _, found in Local().run(_county, workshop, jobs) for row in found]
    views = contractor_views(rows)
    companies = [
        ContractorsJob(views[start : start + _TOGETHER], {}, {}) for start in range(0, len(views), _TOGETHER)
    ]
    for _ in Local().run(_contractors, workshop, companies):
        pass
    staging_folder(chosen.out).rename(chosen.out)
    gc.freeze()  # and as it ends


def _county(workshop: Workshop, job: CountyJob) -> tuple[ProjectRow, ...]:
    """Stage a county's pages; what its contractors' pages show."""
    checked = check_county(workshop.ground, job.code, job.history)
    county, portal, findings = checked.disclosure, workshop.ground.portal, checked.published_findings
    if county is None:
        return ()
    view = county_view(county, findings, checked.checklist, portal, None, ())
    _stage(list(county_pages(view, county, portal)), workshop, job)
    return view.rows


def _contractors(workshop: Workshop, job: ContractorsJob) -> None:
    _stage(list(map(contractor_page, job.views)), workshop, job)


def _stage(pages: list[Page], workshop: Workshop, job: CountyJob | ContractorsJob) -> None:
    parts = Artifacts(tuple(pages), dict(chain.from_iterable(map(markdown_beside, pages))))
    put(parts, workshop, workshop.open_target(job.known))


if __name__ == "__main__":
    main()
