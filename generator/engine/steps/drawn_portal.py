"""Draws the whole portal in this process and in memory, for tests and ``build_whole``."""

from dataclasses import replace

from generator.engine.steps.county_work import CheckedCounty, Ground, check_county, drawing_fault
from generator.engine.steps.earlier_counties import versions_of
from generator.engine.steps.finding_turns import finding_turns
from generator.engine.steps.whole_portal import CheckedPortal, absent_of
from generator.render.artifacts import Artifacts
from generator.render.portal_artifacts import CountyArtifacts, county_artifacts, merge, province_artifacts


def publish(checked: CheckedPortal) -> Artifacts:
    """Returns every page and file of the portal; see ``draw``.

    Raises:
        ValueError: there is no portal to publish (``checked.province`` is None).
    """
    return draw(checked)[1]


def draw(checked: CheckedPortal) -> tuple[CheckedPortal, Artifacts]:
    """Returns the portal, with errors from drawing its counties, and every page and file of it.

    Raises:
        ValueError: there is no portal to publish (``checked.province`` is None).
    """
    province = checked.province
    if province is None:
        raise ValueError("site.yaml could not be read")
    portal = checked.ground.portal
    drawn = [_draw_or_earlier(county, checked.ground) for county in checked.counties]
    parts = [part for _, part in drawn if part is not None]
    checked = replace(checked, counties=tuple(county for county, _ in drawn))
    published = [part.summary.code for part in parts]
    absent = absent_of(checked.folders, published, (one.code for one in checked.counties if one.is_failed))
    return checked, merge(
        parts, province_artifacts(parts, province, portal, checked.history, checked.limits, absent)
    )


def _draw_or_earlier(county: CheckedCounty, ground: Ground) -> tuple[CheckedCounty, CountyArtifacts | None]:
    """Draws a county; if the program fails at it, as it was at the newest commit at which it does not fail."""
    told, part = draw_county(county, ground)
    for at in versions_of(ground.tip, county.code) if told.is_failed else ():
        again = check_county(ground, county.code, county.history, at)
        stood, part = draw_county(again, ground)
        if part is not None:
            return replace(stood, findings=told.findings), part
    return told, part


def draw_county(county: CheckedCounty, ground: Ground) -> tuple[CheckedCounty, CountyArtifacts | None]:
    """Draws a county; None instead of files if nothing can be published or the program fails (E013)."""
    if county.disclosure is None:
        return county, None
    try:
        return county, county_artifacts(
            county.disclosure,
            county.published_findings,
            county.checklist,
            ground.portal,
            county.history,
            finding_turns(ground, county.code, county.history).turns,
        )
    except Exception as error:  # noqa: BLE001 - told; the other counties go on
        return replace(
            county, disclosure=None, findings=(*county.findings, drawing_fault(county.code, error))
        ), None
