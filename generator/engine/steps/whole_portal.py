"""Checks the whole portal in this process and in memory, for tests and ``build_whole``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from generator.engine.steps import vanished
from generator.engine.steps.changed_ids import changed_ids
from generator.engine.steps.county_work import (
    CheckedCounty,
    Ground,
    check_county,
    with_cancellations,
)
from generator.engine.steps.earlier_portal_files import portal_of
from generator.history import PortalHistory
from generator.intake import PortalIntake
from generator.model.change import WHOLE_RECORD, History, Limits
from generator.model.disclosure import Province
from generator.model.finding import Finding, Severity
from generator.model.site import Site
from generator.render.fonts import chinese_font
from generator.rules import set_aside
from generator.rules.of_portal import invented
from generator.views.earlier_versions import earlier_documents


@dataclass(frozen=True)
class CheckedPortal:
    """The whole portal after checking."""

    ground: Ground
    province: Province | None
    """None if there is no portal to publish; see ``province_of``."""
    counties: tuple[CheckedCounty, ...]
    problems: tuple[Finding, ...]
    """Findings on the portal's own files."""
    history: History | None = None
    """History of the portal's own records: policies and notices."""
    limits: Limits = WHOLE_RECORD
    """What the change record of all counties does not show."""
    folders: tuple[str, ...] = ()
    """Codes of the counties that have a folder today."""

    @property
    def as_of(self) -> date:
        return self.ground.as_of

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, sorted by file."""
        found = [*self.problems, *(item for county in self.counties for item in county.findings)]
        return tuple(sorted(found, key=lambda finding: finding.sort_key))

    @property
    def has_errors(self) -> bool:
        return has_errors(self.findings)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Returns whether any finding keeps a record from being published."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def records_in_error(findings: Iterable[Finding]) -> int:
    """Returns how many records have errors; a record is a row of a ledger or any other file."""
    places = {found.place for found in findings if found.severity is Severity.ERROR}
    return len({(at.file, at.line if at.file.endswith(".csv") else 0) for at in places})


def within(findings: Iterable[Finding], content: Path, paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Returns the findings on files at or below ``paths``; all findings if no path is given.

    Raises:
        ValueError: a path does not exist or is not below content_data/; the message is in Chinese.
    """
    if not paths:
        return tuple(findings)
    base = content.resolve()
    prefixes = []
    for path in paths:
        full = path.resolve()
        if not full.exists() or not full.is_relative_to(base):
            raise ValueError(f"“{path}”不在 {content} 里，或者不存在。")
        prefixes.append(full.relative_to(base).as_posix())
    return tuple(
        finding
        for finding in findings
        if any(prefix == "." or f"{finding.place.file}/".startswith(f"{prefix}/") for prefix in prefixes)
    )


MOST_PICTURES = 200
"""Most counties for which PNG pictures of charts are made."""


def as_of_date(site: Site | None, asked: date | None, today: date) -> date:
    """Returns the date for time-dependent rules: ``asked``, else the demonstration's date, else ``today``."""
    if asked is not None:
        return asked
    if site is not None and site.is_demo and site.demo_as_of is not None:
        return site.demo_as_of
    return today


NO_HISTORY = PortalHistory()
"""An empty history."""


def ground_of(
    portal: PortalIntake,
    root: Path,
    asked: date | None,
    today: date,
    history: PortalHistory = NO_HISTORY,
) -> Ground:
    """Returns what all counties depend on; cancellations are added later."""
    return Ground(
        root=root,
        as_of=as_of_date(portal.site, asked, today),
        site=portal.site,
        national=portal.national,
        notices=portal.notices,
        policy_titles={policy.id: policy.title for policy in portal.policies},
        policy_ids=portal.policy_ids,
        answers=portal.answers,
        case_owners={
            **{name: _first_to_publish(name, codes, history) for name, codes in portal.shared_cases.items()},
            **_left_behind(portal, root, history),
        },
        hidden=portal.hidden,
        former=portal.former,
        withheld=portal.withheld,
        earlier_versions=earlier_documents(portal.policies, portal.notices),
        tip=history.tip,
        is_record_whole=history.gap is None,
    )


def _first_to_publish(case: str, codes: Sequence[str], history: PortalHistory) -> str:
    """Returns the county that published a case of this name first; if unknown, the one with the lowest code."""
    known: list[tuple[datetime, str]] = []
    for code in codes:
        published = dict((history.county(code) or History()).first_published)
        if moment := published.get(f"{code}/cases/{case}"):
            known.append((moment, code))
    return min(known)[1] if known else min(codes)


def _left_behind(portal: PortalIntake, root: Path, history: PortalHistory) -> dict[str, str]:
    """Returns case id → county with its file now, for cases published by counties whose folders are gone."""
    lost = set(history.county_codes).difference(portal.county_codes)
    names = {
        record.removeprefix(f"{code}/cases/")
        for code in lost
        for record, _ in (history.county(code) or History()).first_published
        if record.startswith(f"{code}/cases/")
    }
    return {
        name: code
        for name in sorted(names.difference(portal.shared_cases))
        for code in portal.county_codes
        if (root / "counties" / code / f"cases/{name}.md").is_file()
    }


def with_pictures(ground: Ground, counties: int) -> Ground:
    """Returns the ground with the font for pictures, or why none are made: one takes as long as thirty pages."""
    if counties > MOST_PICTURES:
        return replace(ground, no_picture=f"示范县超过 {MOST_PICTURES} 个时只提供 SVG")
    font = chinese_font()
    return replace(ground, picture_font=font, no_picture="" if font[0] else "生成网站的机器上未安装中文字体")


def absent_of(folders: Iterable[str], published: Iterable[str], failed: Iterable[str]) -> tuple[str, ...]:
    """Returns the codes of the counties of which nothing was ever published, sorted.

    A county without a folder today is not counted, unless the program failed at it: nobody hands it in any more.
    """
    return tuple(sorted(frozenset(folders).union(failed).difference(published)))


def codes_of(portal: PortalIntake, history: PortalHistory) -> tuple[str, ...]:
    """Returns the codes of counties that have a folder or a history, sorted."""
    return tuple(sorted(frozenset(history.county_codes).union(portal.county_codes)))


def province_of(portal: PortalIntake, counties: Iterable[CheckedCounty] = ()) -> Province | None:
    """Returns the portal's own records, with the counties if given.

    None if site.yaml cannot be read, or redactions.yaml, which says what must not be shown.
    """
    if portal.site is None or portal.redactions is None:
        return None
    return Province(
        site=portal.site,
        national=portal.national,
        policies=portal.policies,
        notices=portal.notices,
        redactions=portal.taken_back,
        counties=tuple(county.disclosure for county in counties if county.disclosure is not None),
    )


def own_findings(portal: PortalIntake, ground: Ground, history: PortalHistory) -> tuple[Finding, ...]:
    """Returns the findings on the portal's own files."""
    return (
        *portal.problems,
        *invented(portal.site, portal.policies, portal.notices),
        *set_aside.unfit(portal.site),
        *vanished.of_portal(portal, ground.root, history, ground.as_of),
        *changed_ids(portal.site, history),
    )


def check_portal(
    root: Path,
    asked: date | None,
    today: date,
    history: PortalHistory = NO_HISTORY,
    only: Sequence[str] | None = None,
) -> CheckedPortal:
    """Reads and checks everything below ``root`` (content_data/), in this process.

    An error in one county never affects the others.

    Args:
        only: codes of the counties that are checked; None: all.
    """
    portal = portal_of(root, history)
    codes = codes_of(portal, history) if only is None else tuple(only)
    ground = with_cancellations(ground_of(portal, root, asked, today, history), codes)
    ground = with_pictures(ground, len(codes))
    checked = tuple(check_county(ground, code, history.county(code)) for code in codes)
    problems = own_findings(portal, ground, history)
    return CheckedPortal(
        ground,
        province_of(portal, checked),
        checked,
        problems,
        history.told(""),
        history.limits().until(ground.as_of),
        portal.county_codes,
    )
