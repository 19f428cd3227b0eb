"""Builds the portal: the counties, then what is drawn from all of them; all but the theme's own pages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from generator.engine.output.site_listing import FoundSite, Look, Written, look_at
from generator.engine.output.staging import Staging, Target, begin
from generator.engine.running.cluster import Cluster
from generator.engine.running.job_order import run_together
from generator.engine.running.workers import Crew, Local
from generator.engine.steps.changed_counties import make
from generator.engine.steps.counted import Count, Counted, with_all_cancellations
from generator.engine.steps.county_work import Ground
from generator.engine.steps.drawn_portal import draw
from generator.engine.steps.earlier_portal_files import portal_of
from generator.engine.steps.examination import Progress, examine, in_order, own_files, unwatched
from generator.engine.steps.jobs import Frame, Workshop
from generator.engine.steps.likely_pages import likely_pages
from generator.engine.steps.ongoing_build import OngoingBuild, load_state
from generator.engine.steps.province_work import Basis, build_province
from generator.engine.steps.saved_build import State
from generator.engine.steps.shared_disk import hold_to_claims, sight
from generator.engine.steps.whole_portal import (
    NO_HISTORY,
    absent_of,
    check_portal,
    codes_of,
    ground_of,
    own_findings,
    province_of,
    with_pictures,
)
from generator.engine.store.cache import (
    Cache,
    digest_of,
    is_still,
    source,
)
from generator.history import PortalHistory
from generator.intake import PortalIntake
from generator.model.disclosure import Province
from generator.model.finding import Finding
from generator.render.artifacts import Artifacts
from generator.render.overviews import stems_shown
from generator.render.portal_artifacts import own_entry_ids

Sections = tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """What to build, where, and with which settings."""

    content: Path
    """content_data/"""
    site: Path
    cache: Cache
    asked: date | None
    today: date
    frame: Callable[[Ground, Sections], Frame]
    """Makes the theme for a ground, with these overview pages (stems) in the navigation."""
    workers: int | None = None
    """Number of processes; None: one for each core."""
    history: PortalHistory = NO_HISTORY
    progress: Progress = unwatched
    cluster: str = ""
    """Address of a Dask scheduler; empty: this machine."""

    @property
    def open_target(self) -> Callable[[Mapping[str, Written]], Target]:
        """Makes the staging folder, given the files known to be in the site as written; pickles."""
        return partial(Staging, self.site)


@dataclass(frozen=True)
class Publication:
    """The result of a build: files staged or kept, and pages left for MkDocs."""

    ground: Ground
    province: Province | None
    """None: nothing can be published, and ``refusal`` says why."""
    findings: tuple[Finding, ...]
    """Errors of the counties and all findings on the portal's own files; from ``build_whole`` all findings."""
    ongoing: OngoingBuild
    base: str = ""
    """Digest of the portal's own files, the day and the navigation."""
    sections: tuple[str, ...] = ()
    """Stems of the overview pages in the navigation."""
    own_entry_ids: tuple[str, ...] = ()
    """Ids of feed entries that belong to no county."""
    refusal: str = ""
    """Why nothing is published, in Chinese; empty if something is."""
    pages: Artifacts = field(default_factory=Artifacts)
    """Pages and files that MkDocs is to build; only from ``build_whole``."""


def build_portal(order: Order) -> Publication:
    """Builds everything that changed and stages the files that differ from the published site.

    Raises:
        CacheGoneError: the cache is damaged.
    """
    earlier = load_state(order.cache)
    begin(order.site, earlier.files)
    own = source(order.content, None, own_files)
    portal = portal_of(order.content, order.history)
    ground = ground_of(portal, order.content, order.asked, order.today, order.history)
    province = province_of(portal)
    refusal = _refusal(portal, order.history, is_known=bool(earlier.counties))
    if province is None or refusal:
        found = examine(order.content, order.asked, order.today, order.workers, order.history)
        ongoing = _ongoing(order, earlier, _seen(order, earlier))
        return Publication(ground, None, found, ongoing, refusal=refusal)
    codes = codes_of(portal, order.history)
    count, look = Count(ground, codes, earlier.counties, own.digest), Look(order.site, earlier.files)
    run_together([look.batch(), count.batch()], order.workers)
    counted, found_site = count.counted, look.found
    ground = with_pictures(with_all_cancellations(ground, counted), len(counted))
    shown = earlier.sections or likely_pages(counted, province)
    mark = _mark_of(order, own.digest, portal, ground)
    while True:
        # The navigation on every page names the overview pages that have content, which is known only when all
        # counties are made. So take those of the last build, or a guess, and if they prove wrong, build once more.
        ongoing = _ongoing(order, earlier, found_site)
        crew = _crew(order, counted)
        cache = None if order.cluster else order.cache
        workshop = Workshop(ground, order.frame(ground, shown), order.open_target, cache, mark=mark)
        workshop.prepare()
        base = digest_of(mark, ground.as_of, shown, ground.picture_font, ground.no_picture)
        ongoing.counties = make(
            workshop, counted, base, order.history, ongoing.found_site, order.cache, crew, order.progress
        )
        if order.cluster:
            hold_to_claims(ongoing)
        facts = [county.facts for county in ongoing.counties.values()]
        sections = stems_shown((one.fills for one in facts), province.policies, province.notices)
        if sections == shown:
            break
        shown = sections
        begin(order.site, earlier.files)
    ongoing.sections = shown
    limits = order.history.limits().until(ground.as_of)
    published = [code for code, county in ongoing.counties.items() if county.facts.is_published]
    failed = [code for code, county in ongoing.counties.items() if county.facts.is_failed]
    absent = absent_of(portal.county_codes, published, failed)
    base = digest_of(base, order.history.mark(""), limits, absent, any(one.lacks for one in facts))
    basis = Basis(province, order.history.told(""), limits, absent, base, order.workers)
    drawn = build_province(ongoing, basis, workshop)
    ongoing.is_read = is_still(order.content, own, own_files)
    errors = (found for one in facts for found in one.errors)
    return Publication(
        ground=ground,
        province=province,
        findings=in_order([*own_findings(portal, ground, order.history), *errors]),
        ongoing=ongoing,
        base=base,
        sections=shown,
        own_entry_ids=own_entry_ids(drawn),
    )


def _mark_of(order: Order, own: str, portal: PortalIntake, ground: Ground) -> str:
    """Returns a digest of what every county depends on besides the day: the portal's own files and what others hold."""
    return digest_of(
        own,
        order.history.commit if portal.held else "",
        *ground.case_owners.items(),
        [hidden.record for hidden in ground.hidden if hidden.written is None],
        ground.former.mark,
        [hidden.record for hidden in ground.hidden if ground.former.is_lost(hidden.record[:6])],
    )


def _refusal(portal: PortalIntake, history: PortalHistory, *, is_known: bool) -> str:
    """Returns why nothing at all can be published, in Chinese; empty if something can.

    Args:
        is_known: whether an earlier build published counties.
    """
    if portal.redactions is None:
        return "依法隐去的登记 redactions.yaml 有错，不能确定该隐去什么"
    if portal.site is None:
        return "栏目设置 site.yaml 无法读取"
    if not portal.county_codes and (history.county_codes or is_known):
        return "示范县的文件夹 counties/ 不在或者无法读取，一个县也未读到"
    return ""


def _crew(order: Order, counted: Iterable[Counted]) -> Crew:
    if not order.cluster:
        return Local(order.workers)
    digests = {county.code: county.source.digest for county in counted}
    return Cluster(order.cluster, sight(order.content, order.site, digests).hold)


def _seen(order: Order, earlier: State) -> FoundSite:
    return look_at(order.site, earlier.files, order.workers)


def _ongoing(order: Order, earlier: State, found_site: FoundSite) -> OngoingBuild:
    return OngoingBuild(order.site, order.cache, earlier, found_site, order.open_target)


def build_whole(order: Order) -> Publication:
    """Checks everything in this process and leaves every page to MkDocs, which is slow."""
    earlier = load_state(order.cache)
    begin(order.site, earlier.files)
    checked = check_portal(order.content, order.asked, order.today, history=order.history)
    ongoing = _ongoing(order, earlier, _seen(order, earlier))
    province = checked.province
    portal = portal_of(order.content, order.history)
    refusal = _refusal(portal, order.history, is_known=bool(earlier.counties))
    if province is None or refusal:
        return Publication(checked.ground, None, checked.findings, ongoing, refusal=refusal)
    checked, pages = draw(checked)
    return Publication(
        ground=checked.ground,
        province=province,
        findings=checked.findings,
        ongoing=ongoing,
        sections=pages.sections,
        own_entry_ids=pages.entry_ids,
        pages=pages,
    )
