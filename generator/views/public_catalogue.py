"""公开目录 of a county: what is disclosed, on what ground, within what time, by whom, and whether it is; from the records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from generator.model.county import County
from generator.model.disclosure import CountyDisclosure
from generator.model.programme import Clause, clause
from generator.model.site import Site
from generator.model.withheld import OF_BATCHES, Rest, rests_of
from generator.rules.checklist import ChecklistItem, Disclosed
from generator.views.catalogue_items import FUNDS, GROUPS, IN_PLAN, OF_CHECKLIST, SECTIONS, Item
from generator.views.changes import ChangeLog
from generator.views.county_headings import of_batch
from generator.views.events import publishing_body
from generator.views.portal import Portal


class State(Enum):
    """Whether an item is disclosed."""

    FULLY = "已公开"
    PARTLY = "部分公开"
    NOT = "未公开"
    NONE = "暂无记录"
    """Nothing to disclose is known of: no acceptance so far, no case."""
    UNKNOWN = "暂不下结论"


_STATES = {
    Disclosed.FULLY: State.FULLY,
    Disclosed.PARTLY: State.PARTLY,
    Disclosed.NOT: State.NOT,
    Disclosed.NOT_DUE: State.NONE,
    Disclosed.UNKNOWN: State.UNKNOWN,
}


class Line(NamedTuple):
    """One item of the catalogue."""

    group: str
    title: str
    content: str
    """What it consists of, in the words of the model."""
    clause: Clause | None
    clause_url: str
    """Address of the clause's paragraph; empty if the portal does not publish the notice."""
    limit: str
    """Within what time it is disclosed."""
    state: State
    share: tuple[int, int] | None
    """How many records have it, and how many should, if some do not."""
    day: str
    """The last day or month in its records, or on which they were published first; empty: neither is known."""
    section: str
    """Heading of the county's page below which it stands; empty: there is nothing to see."""
    later: tuple[tuple[int, str], ...] = ()
    """Year and heading of each further batch that has it too."""


_DISCLOSURE = clause("disclosure")


@dataclass(frozen=True)
class PublicCatalogue:
    """The catalogue of one county."""

    county: County
    body: str
    """Who discloses."""
    lines: tuple[Line, ...]
    application_url: str | None
    """Where anybody may ask for what is not listed."""
    is_record_whole: bool = True
    """Whether it is known when everything was published first."""


def public_catalogue(
    county: CountyDisclosure, checklist: Iterable[ChecklistItem], portal: Portal, log: ChangeLog
) -> PublicCatalogue:
    """Makes the catalogue of one county; pure."""
    lines = tuple(_Maker(county, checklist, portal, log).lines())
    body = publishing_body(county)
    return PublicCatalogue(county.county, body, lines, portal.site.application_url, portal.is_record_whole)


class _Maker:
    def __init__(
        self, county: CountyDisclosure, checklist: Iterable[ChecklistItem], portal: Portal, log: ChangeLog
    ) -> None:
        self._county = county
        self._checked = {item.code: item for item in checklist}
        self._portal = portal
        self._limits = _limits(portal.site)
        self._rests = rests_of(county.withheld)
        self._first_published = log.first_published

    def lines(self) -> Iterator[Line]:
        for group, items in GROUPS.items():
            for item in items:
                line = self._line(item) if isinstance(item, Item) else self._asked(self._checked.get(item))
                if line:
                    yield line._replace(group=group)

    def _line(self, item: Item) -> Line | None:
        parts = self._county.batches if item.per_batch else (self._county,)
        by_part = [(part, item.records(part)) for part in parts]
        found = [record for _, records in by_part for record in records]
        owed = sum(map(item.owed, parts))
        told = sum(min(len(records), item.owed(part)) for part, records in by_part)
        kinds = (item.kind, OF_BATCHES.get(item.kind, item.kind)) if item.per_batch else (item.kind,)
        is_unknown = self._rests.of(kinds) is Rest.MISSING
        if item.is_silent and not found and not is_unknown:
            return None
        state = State.NOT if owed else State.NONE
        if found:
            state = State.PARTLY if told < owed else State.FULLY
        having = [part for part, records in by_part if records]
        section, later = _places(item.kind, item.section, having)
        asking = clause(item.clause) if item.clause else None
        return Line(
            "",
            item.title,
            item.content,
            asking,
            self._portal.url_of(asking),
            self._limit(item.kind),
            State.UNKNOWN if is_unknown else state,
            (told, owed) if state is State.PARTLY else None,
            (_latest(found) or self._first(item.kind, having)) if found else "",
            section,
            later,
        )

    def _asked(self, item: ChecklistItem | None) -> Line | None:
        if item is None:
            return None
        state, is_seen = _STATES[item.state], item.disclosed > 0
        kind, content = OF_CHECKLIST.get(item.code, ("projects", item.title))
        in_plan, having = IN_PLAN.get(item.code), [self._county]
        if in_plan:
            having = [part for part in self._county.batches if in_plan(part.plan)]
        section, later = _places(kind, item.anchor, having)
        return Line(
            "",
            item.title,
            content,
            _DISCLOSURE,
            self._portal.url_of(_DISCLOSURE),
            self._limit(kind),
            state,
            (item.disclosed, item.due) if state is State.PARTLY else None,
            (str(item.updated or "") or self._first(kind, having)) if is_seen else "",
            section if is_seen else "",
            later if is_seen else (),
        )

    def _limit(self, kind: str) -> str:
        return self._limits.get(kind, self._limits[""])

    def _first(self, kind: str, parts: Iterable[CountyDisclosure]) -> str:
        """Returns the day on which the records of a kind were published first, the last of several.

        Args:
            parts: the county, or those of its batches that have such a record.
        """
        county, known = self._county, self._first_published
        names = (
            [project.id for project in county.projects]
            if kind == "projects"
            else [part.record_of(kind) for part in parts]
        )
        days = [known[name] for name in names if name in known]
        return str(max(days)) if days else ""


def _places(
    kind: str, section: str, having: Sequence[CountyDisclosure]
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Returns the heading below which the first of these batches has an item, and the year and heading of the others.

    A later batch is led to by the heading of its section, as those below it are the same in every batch.
    """
    if not having:
        return "", ()
    headings = [of_batch(SECTIONS[kind], part.county.cohort) if part.below else section for part in having]
    years = [part.county.cohort for part in having]
    return headings[0], tuple(zip(years[1:], headings[1:], strict=True))


def _latest(found: Sequence[object]) -> str:
    """Returns the last day or month in these records; empty if none has one."""
    days = [day for record in found if (day := _day_of(record))]
    return str(max(days)) if days else ""


def _day_of(record: object) -> Any:
    """Returns the day of a record, or for a month's figures the month."""
    days: Iterable[date | str | None] = (
        getattr(record, name, None) for name in ("date", "completed", "closed", "month")
    )
    return next(filter(None, days), None)


def _limits(site: Site) -> Mapping[str, str]:
    """Kind of file → within what time it is disclosed, as the portal's settings say; the empty string: any other."""
    days, by_month = site.staleness_days, f"每月结束后 {site.limits.statistics} 天以内"
    return {
        "": f"{site.limits.disclosure} 个工作日以内",
        FUNDS: f"至少每 {days.funds} 天更新一次",
        "progress": f"至少每 {days.progress} 天更新一次",
        "transactions": by_month,
        "snapshots": by_month,
    }
