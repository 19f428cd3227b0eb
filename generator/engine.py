"""How counties are run: files in, checked county out, one county at a time, and the province drawn from summaries.

A county's part is a pure function of its files, the column's files and the as-of date.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import intake, rules
from generator.model.codelists import Status
from generator.model.disclosure import CountyDisclosure, Province
from generator.model.finding import Finding, Severity
from generator.model.site import Site
from generator.render.column import Artifacts, county_artifacts, merge, province_artifacts
from generator.rules.base import Cancelled
from generator.rules.checklist import ChecklistItem, checklist
from generator.views.column import Column


@dataclass(frozen=True)
class CheckedCounty:
    """One county after checking: what may be published of it and everything that was found."""

    code: str
    disclosure: CountyDisclosure | None
    """None while county.yaml itself is in error; the county's files are then named in ``findings`` alone."""
    findings: tuple[Finding, ...]
    checklist: tuple[ChecklistItem, ...] = ()

    @property
    def published_findings(self) -> tuple[Finding, ...]:
        """What stands on the county's pages; errors and remarks for the submitter do not."""
        return tuple(found for found in self.findings if found.severity is Severity.FINDING)


@dataclass(frozen=True)
class CheckedColumn:
    """The whole column after checking."""

    province: Province | None
    """None when site.yaml cannot be read: there is no column to publish."""
    as_of: date
    counties: tuple[CheckedCounty, ...]
    problems: tuple[Finding, ...]
    """What was found in the column's own files."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in the order of the files."""
        found = [*self.problems, *(item for county in self.counties for item in county.findings)]
        return tuple(sorted(found, key=lambda finding: finding.sort_key))

    @property
    def has_errors(self) -> bool:
        return has_errors(self.findings)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything found keeps a record from being published."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def within(findings: Iterable[Finding], content: Path, paths: Sequence[Path]) -> tuple[Finding, ...]:
    """The findings on files at or below ``paths``; all of them when no path is given.

    Raises:
        ValueError: a path does not lie below content_data/; the message is for the clerk.
    """
    if not paths:
        return tuple(findings)
    base = content.resolve()
    prefixes = []
    for path in paths:
        full = path.resolve()
        if not full.exists() or not full.is_relative_to(base):
            raise ValueError(f"「{path}」不在 {content} 里，或者不存在。")
        prefixes.append(full.relative_to(base).as_posix())
    return tuple(
        finding
        for finding in findings
        if any(prefix == "." or f"{finding.place.file}/".startswith(f"{prefix}/") for prefix in prefixes)
    )


def as_of_date(site: Site | None, asked: date | None, today: date) -> date:
    """The date that time-dependent rules take: as asked, else the demonstration's date, else today."""
    if asked is not None:
        return asked
    if site is not None and site.is_demo and site.demo_as_of is not None:
        return site.demo_as_of
    return today


def check_column(
    root: Path,
    asked: date | None,
    today: date,
    progress: Callable[[tuple[str, ...]], Iterable[str]] = iter,
) -> CheckedColumn:
    """Read and check everything below ``root`` (content_data/).

    An error in one county never hides or stops the others: what is in error is left out, the rest stands.
    """
    column = intake.read_column(root)
    as_of = as_of_date(column.site, asked, today)
    read = [_read(root, code, column.policy_ids, as_of) for code in progress(column.county_codes)]
    province = None
    if column.site is not None:
        province = Province(
            site=column.site,
            national=column.national,
            policies=column.policies,
            notices=column.notices,
            counties=tuple(county for county, _ in read if county is not None),
        )
    cancelled = _cancelled(province.counties if province else ())
    checked = [
        _check(code, county, problems, province, as_of, cancelled)
        for code, (county, problems) in zip(column.county_codes, read, strict=True)
    ]
    return CheckedColumn(province, as_of, tuple(checked), column.problems)


def _read(
    root: Path, code: str, policies: frozenset[str], as_of: date
) -> tuple[CountyDisclosure | None, tuple[Finding, ...]]:
    """One county's files, without the records that are in error."""
    found = intake.read_county(root, code, policies)
    if found.disclosure is None:
        return None, found.problems
    problems = (*found.problems, *intake.coherence(found.disclosure, as_of))
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return intake.withhold(found.disclosure, errors), problems


def _check(
    code: str,
    county: CountyDisclosure | None,
    problems: tuple[Finding, ...],
    province: Province | None,
    as_of: date,
    cancelled: Mapping[str, tuple[Cancelled, ...]],
) -> CheckedCounty:
    if county is None or province is None:
        return CheckedCounty(code, county, problems)
    elsewhere = {
        key: others
        for key, places in cancelled.items()
        if (others := tuple(place for place in places if place.county_code != code))
    }
    scene = rules.Scene(
        county=county,
        as_of=as_of,
        site=province.site,
        national=province.national,
        notices=province.notices,
        cancelled_elsewhere=elsewhere,
        history=None,
    )
    findings = rules.check_county(scene)
    items = checklist(county, as_of, findings)
    return CheckedCounty(code, county, (*problems, *findings), items)


def _cancelled(counties: tuple[CountyDisclosure, ...]) -> Mapping[str, tuple[Cancelled, ...]]:
    """Contractor key → where its projects were cancelled, over all counties (rule B103)."""
    places: dict[str, list[Cancelled]] = defaultdict(list)
    for key, place in _cancellations(counties):
        places[key].append(place)
    return {key: tuple(found) for key, found in places.items()}


def _cancellations(counties: tuple[CountyDisclosure, ...]) -> Iterator[tuple[str, Cancelled]]:
    for county in counties:
        for project in county.projects:
            if (
                project.status is not Status.CANCELLED
                or project.cancellation is None
                or not project.contractor
            ):
                continue
            place = Cancelled(county.code, county.county.name, project.id, project.cancellation.date)
            yield project.contractor.key, place


def publish(checked: CheckedColumn) -> Artifacts:
    """Every page and file of the column.

    Raises:
        ValueError: there is no column to publish (``checked.province`` is None).
    """
    if checked.province is None:
        raise ValueError("site.yaml could not be read")
    province = checked.province
    titles = {policy.id: policy.title for policy in province.policies}
    column = Column(province.site, checked.as_of, titles)
    parts = [
        county_artifacts(county.disclosure, county.published_findings, county.checklist, column)
        for county in checked.counties
        if county.disclosure is not None
    ]
    summaries = tuple(part.summary for part in parts)
    return merge(parts, province_artifacts(summaries, province, column, (part.search for part in parts)))
