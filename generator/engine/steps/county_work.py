"""Checks one county: its files and history in, the checked county out; nothing is written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator import intake, rules
from generator.engine.steps import vanished
from generator.engine.steps.earlier_counties import Stood, as_it_stood
from generator.engine.steps.earlier_records import Past, problems_of
from generator.engine.steps.wrong_codes import with_wrong_codes, with_wrong_province
from generator.history import Tip
from generator.model.change import History, Missing, if_whole
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Notice
from generator.model.finding import Finding, Severity
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes
from generator.model.national import NationalAverage
from generator.model.place import Place
from generator.model.site import Site
from generator.model.withheld import OF_BATCHES, Withheld
from generator.rules.base import Cancelled
from generator.rules.checklist import ChecklistItem, checklist
from generator.views.earlier_versions import EarlierVersions
from generator.views.portal import Portal

_FINDING, _ERROR = Severity.FINDING, Severity.ERROR
Cancellations = Mapping[str, tuple[Cancelled, ...]]
"""Contractor key → cancellations of its projects."""


@dataclass(frozen=True)
class Ground:
    """What every county depends on, the same in a whole run: the portal's own files and the day."""

    root: Path
    """content_data/"""
    as_of: date
    site: Site | None
    """None if site.yaml cannot be read: counties are then not checked against the rules."""
    national: tuple[NationalAverage, ...] = ()
    notices: tuple[Notice, ...] = ()
    policy_titles: Mapping[str, str] = field(default_factory=dict)
    policy_ids: frozenset[str] | None = frozenset()
    answers: tuple[intake.Answer, ...] = ()
    case_owners: Mapping[str, str] = field(default_factory=dict)
    """Id of a case that several counties have → the county that it belongs to."""
    hidden: tuple[intake.Hidden, ...] = ()
    """Values that must no longer be shown; they are kept in memory only."""
    former: FormerCodes = NO_FORMER_CODES
    tip: Tip | None = None
    """The end of the main line, from which earlier versions are read; None: there is no history."""
    cancelled: Cancellations = field(default_factory=dict)
    earlier_versions: EarlierVersions = field(default_factory=dict)
    """Policies and notices that are shown in an earlier published version."""
    withheld: tuple[Withheld, ...] = ()
    """The portal's own files that are in error or were removed."""
    picture_font: tuple[str, str] = ("", "")
    """(path, family) of the Chinese font for pictures; empty: no pictures are made."""
    no_picture: str = ""
    is_record_whole: bool = True
    """See ``Portal``."""

    def folder(self, code: str) -> intake.CountyFolder:
        """A county's folder; opens its workbook."""
        return intake.county_folder(self.root, code, self.answers, self.hidden, self.former)

    @property
    def portal(self) -> Portal:
        """What pages need to know of the portal.

        Raises:
            ValueError: site.yaml could not be read, there is no portal.
        """
        if self.site is None:
            raise ValueError("site.yaml could not be read")
        return Portal(
            self.site,
            self.as_of,
            self.policy_titles,
            self.picture_font,
            self.no_picture,
            self.earlier_versions,
            self.withheld,
            self.is_record_whole,
        )


@dataclass(frozen=True)
class CheckedCounty:
    """One county after checking: what may be published of it, and all findings."""

    code: str
    disclosure: CountyDisclosure | None
    """None if county.yaml was never published in a sound version, or if the program failed."""
    findings: tuple[Finding, ...]
    checklist: tuple[ChecklistItem, ...] = ()
    history: History | None = None

    @property
    def is_failed(self) -> bool:
        """Whether the program failed at this county, so that nothing of it can be published."""
        return self.disclosure is None and any(found.code == "E013" for found in self.findings)

    @property
    def published_findings(self) -> tuple[Finding, ...]:
        """Findings that the county's pages show, 重要 first; errors and remarks for the submitter are left out."""
        published = [found for found in self.findings if found.severity is _FINDING]
        return tuple(sorted(published, key=lambda found: not rules.is_major(found.code)))


def check_county(
    ground: Ground, code: str, history: History | None = None, at: Stood | None = None
) -> CheckedCounty:
    """Reads one county's files, checks them against the rules, and puts earlier versions in place of what fails.

    An exception becomes an error of this county (E013), and nothing of it can be published.

    Args:
        at: takes all files from this commit instead of today's.
    """
    problems: tuple[Finding, ...] = ()
    try:
        if at is not None:
            county = as_it_stood(ground.folder(code), ground.tip, ground.policy_ids, ground.as_of, at)
            return _judged(ground, code, county, (), history, ()) if county else CheckedCounty(code, None, ())
        found = intake.read_county(
            ground.root, code, ground.policy_ids, ground.answers, ground.hidden, ground.former
        )
        found = with_wrong_province(with_wrong_codes(found, ground.former), ground.site)
        problems = problems_of(found, ground.as_of)
        return _as_seen(_held_against_rules(ground, found, problems, history), found.places, ground.root)
    except Exception as error:  # noqa: BLE001 - told; the other counties go on
        return CheckedCounty(code, None, (*problems, rules.fault(code, error, "核对本县")), history=history)


def _as_seen(county: CheckedCounty, places: intake.Places, root: Path) -> CheckedCounty:
    """The county with the places of a workbook where its findings name those of the text files that it stands for."""
    if not places.workbook:
        return county
    disclosure = county.disclosure
    if disclosure:
        withheld = tuple(_withheld_as_seen(item, places) for item in disclosure.withheld)
        disclosure = replace(disclosure, withheld=withheld)
    findings = tuple(_gone_as_seen(found, places, root) for found in places.seen(county.findings))
    return replace(county, findings=findings, disclosure=disclosure)


def _withheld_as_seen(item: Withheld, places: intake.Places) -> Withheld:
    """A withheld record with its cell; of a later batch's, the path of its file is its name in the change record."""
    return item if item.kind in OF_BATCHES.values() else item._replace(place=places.of(item.place))


def _gone_as_seen(found: Finding, places: intake.Places, root: Path) -> Finding:
    """A finding on a file that is gone; whoever hands in a workbook has no such file, but a sheet."""
    file = found.place.file
    sheet = "" if found.code != "E012" or (root / file).exists() else places.sheet_for(file)
    if not sheet:
        return found
    cure = found.cure.replace("恢复此文件", f"在工作表“{sheet}”里恢复原来的内容")
    return found._replace(place=Place(places.workbook, label=found.place.label, sheet=sheet), cure=cure)


def _owned_elsewhere(owners: Mapping[str, str], county: CountyDisclosure) -> Iterator[Finding]:
    """Yields E006 for each case whose address belongs to another county's case."""
    for case in county.cases:
        owner = owners.get(case.id, county.code)
        if owner != county.code:
            message = f"示范县 {owner} 已有同名的案例，网址 cases/{case.id}.html 只能有一个"
            cure = "换一个文件名，如在前面加县名的拼音"
            yield Finding("E006", _ERROR, message, Place(case.origin.file), cure, county=county.code)


def _held_against_rules(
    ground: Ground, found: intake.CountyIntake, problems: tuple[Finding, ...], history: History | None
) -> CheckedCounty:
    past = Past(
        ground.root,
        found.code,
        ground.as_of,
        ground.policy_ids,
        ground.answers,
        ground.hidden,
        ground.tip,
        history,
        ground.former,
    )
    if not past.has_folder:
        problems = ()  # a missing county is one error of the portal
    county = found.disclosure
    if county is None or any(problem.severity is _ERROR for problem in problems):
        county, further = past.restored(found)
        problems += further
    if county is None or ground.site is None:
        return CheckedCounty(found.code, county and intake.settled(county, ground.as_of), problems)
    missing: tuple[Missing, ...] = ()
    if history and ground.tip:
        errors = [problem for problem in problems if problem.severity is _ERROR]
        missing = vanished.of_county(
            ground.tip,
            ground.root,
            county,
            errors,
            history,
            ground.as_of,
            ground.hidden,
            ground.former,
            ground.answers,
            found.places.files,
        )
    if missing:
        county, _ = past.restored(found, missing)
        assert county is not None  # its county.yaml was readable before
        gone = {item.record for item in missing if not item.part}
        # a removed project is one error; its rows stand with it and are no errors of their own
        problems = tuple(
            problem for problem in problems if not (problem.code == "E007" and problem.project in gone)
        )
    if past.has_folder:
        problems += tuple(_owned_elsewhere(ground.case_owners, county))
    return _judged(ground, found.code, county, problems, history, missing if past.has_folder else ())


def _judged(
    ground: Ground,
    code: str,
    county: CountyDisclosure,
    problems: tuple[Finding, ...],
    history: History | None,
    missing: tuple[Missing, ...],
) -> CheckedCounty:
    """Checks what may be published of a county against the rules."""
    if ground.site is None:
        return CheckedCounty(code, None, problems)
    owned = tuple(case for case in county.cases if ground.case_owners.get(case.id, code) == code)
    county = replace(
        county,
        cases=owned,
        former=ground.former.of(code),
        first_code=_first_code(ground.former, code, history),
    )
    county = intake.settled(intake.until(county, ground.as_of), ground.as_of)
    history = if_whole(history)
    history = history.until(ground.as_of) if history else None
    scene = rules.Scene(
        county=county,
        as_of=ground.as_of,
        site=ground.site,
        national=ground.national,
        notices=ground.notices,
        cancelled_elsewhere=_elsewhere(ground.cancelled, county.code),
        history=history,
        missing=missing,
        withheld=ground.withheld,
    )
    findings = rules.check_county(scene)
    items = checklist(county, ground.as_of, findings)
    unsettled = next((found.message for found in findings if found.code == "E015"), "")
    county = replace(county, unsettled=unsettled) if unsettled else county
    return CheckedCounty(county.code, county, (*problems, *findings), items, history)


def judged_then(ground: Ground, code: str, county: CountyDisclosure, history: History) -> tuple[Finding, ...]:
    """Returns what the rules find in a county as it was on ``ground``'s day."""
    return _judged(ground, code, county, (), history, ()).findings


def _first_code(former: FormerCodes, code: str, history: History | None) -> str:
    """Returns the county code that the permanent ids of its publications contain: the first it had."""
    if history and history.first_code:
        return history.first_code
    return next(iter(former.of(code)), code)


def lost(code: str) -> Finding:
    """Returns E013 for a county that ended its worker process twice."""
    return rules.failed(code, "处理本县时，进程两次意外结束；先看本机内存是否够用，仍然如此的，请报告")


def drawing_fault(code: str, error: Exception) -> Finding:
    """Returns E013: the program failed at a county's pages."""
    return rules.fault(code, error, "生成本县网页")


def _elsewhere(cancelled: Cancellations, code: str) -> Cancellations:
    return {
        key: others
        for key, places in cancelled.items()
        if (others := tuple(place for place in places if place.county_code != code))
    }


def cancelled_elsewhere(
    cancelled: Cancellations, parties: Collection[str], code: str
) -> list[tuple[str, Cancelled]]:
    """Returns (contractor key, cancellation) of those of these contractors' projects that are in other counties."""
    return [
        (key, place)
        for key in sorted(cancelled.keys() & parties)
        for place in cancelled[key]
        if place.county_code != code
    ]


def cancellations(folder: intake.CountyFolder) -> tuple[tuple[str, Cancelled], ...]:
    """Returns (contractor key, cancellation) of one county's cancelled projects."""
    name, projects = intake.read_cancelled(folder)
    return tuple(
        (key, Cancelled(folder.county, name, project.id, project.cancellation.date))
        for project in projects
        if project.contractor and project.contractor.key and project.cancellation
        for key in (project.contractor.key, *project.contractor.earlier_keys)
    )


def together(cancelled: Iterable[tuple[str, Cancelled]]) -> Cancellations:
    """Groups cancellations by contractor."""
    places: dict[str, list[Cancelled]] = defaultdict(list)
    for key, place in cancelled:
        places[key].append(place)
    return {key: tuple(found) for key, found in places.items()}


def with_cancellations(ground: Ground, codes: Iterable[str]) -> Ground:
    """Returns the ground with the cancellations of these counties."""
    found = (item for code in codes for item in cancellations(ground.folder(code)))
    return replace(ground, cancelled=together(found))
