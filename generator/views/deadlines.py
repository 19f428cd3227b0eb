"""Deadlines for the calendars: of projects, rectifications, problems found on visits, and acceptances."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

from generator.model.base import Record
from generator.model.change import History
from generator.model.codelists import PaymentKind
from generator.model.contracts import Contract
from generator.model.disclosure import CountyDisclosure
from generator.model.ending import Acceptance
from generator.model.ledgers import Inspection, Progress
from generator.model.money import format_wan
from generator.model.partial_day import DayInWords, Planned, earliest, known_day
from generator.model.place import INSIDE
from generator.model.project import EVENT_DATES, Project
from generator.model.row_key import identity, rows_named
from generator.model.site import Site
from generator.rules.facts import in_use_on, is_cancelled
from generator.views.events import told_earlier
from generator.views.feed_entries import as_published
from generator.views.provenance import Provenance
from generator.views.said import said

_DEADLINE, _RECTIFY_BY = Project.label_of("deadline"), Project.label_of("acceptance", "rectify_by")
_BY, _HANDLE_BY = Acceptance.label_of("rectify_by"), Inspection.label_of("due")


_SHOWN = tuple(map(Project.label_of, ("title", "status", "cancellation", "withdrawal")))
"""Fields of a project that its deadlines show besides the day."""
_ACCEPTANCE = Project.label_of("acceptance")
_RELEASE = PaymentKind.RETENTION.label
_NO_REPORT = "有进度报告未通过核对，从未公开过，这个日期暂不能确定。"


class Deadline(NamedTuple):
    """One day in a calendar."""

    key: str
    """Permanent: kind and record, never the day; it becomes the UID."""
    day: date
    kind: str
    title: str
    text: tuple[str, ...]
    url: str
    """Root-relative page."""
    county_name: str
    is_demo: bool
    moves: int
    """How often the day was changed after publication; a cancellation counts as one."""
    stamped: datetime
    """When it was published, or what is said of it last changed, +08:00."""
    is_cancelled: bool = False
    is_tentative: bool = False
    """Whether it rests on a withheld record, so that nobody knows if it still holds."""


def county_deadlines(
    county: CountyDisclosure, history: History | None, site: Site, as_of: date
) -> tuple[Deadline, ...]:
    """Returns every deadline of one county, by day."""
    county = as_published(county)
    maker = _Maker(county, Provenance(history, as_of))
    found = [
        *(item for project in county.projects for item in maker.project(project, site)),
        *maker.rectifications(),
        *maker.inspections(),
        *maker.contracts(as_of),
    ]
    return tuple(sorted(found, key=lambda item: (item.day, item.key)))


def _written(term: Planned | None, day: date) -> tuple[str, ...]:
    """What the record says of a day that it does not give as such: the calendar has to place it on one."""
    return () if str(term) == day.isoformat() else (f"记录写的是“{term}”，日历放在最后一天。",)


def _counted_from(term: Planned | None) -> tuple[str, ...]:
    """The label of the date from which a planned date counts, if it does."""
    within = term.within if isinstance(term, DayInWords) else None
    event = within.event if within else None
    return (Project.label_of(*EVENT_DATES[event]),) if event else ()


class _Maker:
    def __init__(self, county: CountyDisclosure, provenance: Provenance) -> None:
        self.county = county
        self.provenance = provenance

    def project(self, project: Project, site: Site) -> Iterator[Deadline]:
        presumed = ("状态按已报送的内容推定。",) if project.is_status_derived else ()
        off = is_cancelled(project) or project.withdrawal is not None
        if project.due:
            yield self._make(
                f"deadline/{project.id}",
                project.due,
                _DEADLINE,
                project.title,
                (*_written(project.deadline, project.due), *said(project, "id", "status"), *presumed),
                record=project.id,
                label=_DEADLINE,
                term=project.deadline,
                project=project,
                off=off,
                rows=self.county.progress_of[project.id] if project.is_status_derived else (),
            )
        accepted = project.acceptance
        if accepted and (last := project.day_of(accepted.rectify_by)):
            written = _written(accepted.rectify_by, last)
            yield self._make(
                f"rectify/{project.id}",
                last,
                "验收整改期限",
                project.title,
                (*written, *said(project, "id"), *said(accepted, "rectification")),
                record=project.id,
                label=_RECTIFY_BY,
                term=accepted.rectify_by,
                project=project,
                off=off,
                shows=(_ACCEPTANCE,),
            )
        used = in_use_on(self.county, project)
        reports = self.county.progress_of[project.id]
        lacks_report = any(
            item.kind == "progress" and item.is_missing and item.concerns(project.id)
            for item in self.county.withheld
        )
        if used and (accepted is None or accepted.date > used):
            limit = site.limits.acceptance
            yield self._make(
                f"accept/{project.id}",
                used + timedelta(days=limit),
                "验收期限",
                project.title,
                (*said(project, "id"), f"{used} 投入使用，{limit} 天内验收。"),
                record=project.id,
                project=project,
                off=off,
                rests_on=reports,
                shows=(_ACCEPTANCE,),
                rows=reports,
                open_=_NO_REPORT if lacks_report else "",
            )

    def rectifications(self) -> Iterator[Deadline]:
        for batch in self.county.batches:
            yield from self._rectifications_of(batch)

    def _rectifications_of(self, batch: CountyDisclosure) -> Iterator[Deadline]:
        for index, item in enumerate(batch.outcome.rectifications):
            if due := known_day(item.due):
                closed = f"{item.closed} 销号" if item.closed else ""
                yield self._make(
                    f"rectification/{batch.code}/{batch.below}{quote(item.number, safe='')}",
                    due,
                    _BY,
                    f"{item.number} {item.problem}",
                    (*_written(item.due, due), *said(item, "measure"), closed),
                    record=batch.record_of("outcome"),
                    label=batch.outcome.label_in("rectifications", index, "due"),
                    rests_on=(batch.outcome,),
                    shows=(batch.outcome.label_in("rectifications", index),),
                )

    def contracts(self, as_of: date) -> Iterator[Deadline]:
        """Yields the days on which contracts agree to pay what is not due yet, and to release what is retained."""
        for number, contract in enumerate(self.county.contracts.contracts):
            terms, whole = contract.terms, contract.current
            if terms is None or whole is None or contract.termination:
                continue
            whose = f"{self.county.code}/{quote(contract.number, safe='')}"
            for place, part in enumerate(terms.instalments):
                if part.due and not (part.reached and part.reached <= as_of):
                    key = f"instalment/{whose}/{quote(part.milestone, safe='')}"
                    said_ = (part.milestone, f"{format_wan(part.value(whole))} 万元")
                    path = ("instalments", place, "due")
                    yield self._of_contract(contract, key, part.due, "付款节点", said_, number, *path)
            if terms.release:
                said_ = (terms.release_event or "", f"{format_wan(terms.retained(whole))} 万元")
                yield self._of_contract(
                    contract, f"release/{whose}", terms.release, _RELEASE, said_, number, "release"
                )

    def _of_contract(
        self,
        contract: Contract,
        key: str,
        day: date,
        kind: str,
        text: tuple[str, ...],
        number: int,
        *path: str | int,
    ) -> Deadline:
        holder = self.county.contracts
        return self._make(
            key,
            day,
            kind,
            contract.title,
            text,
            record=f"{self.county.code}/contracts",
            label=holder.label_in("contracts", number, "terms", *path),
            rests_on=(holder,),
            shows=(holder.label_in("contracts", number),),
        )

    def inspections(self) -> Iterator[Deadline]:
        rows = self.county.inspections
        if not any(row.due and row.problem for row in rows):
            return
        for named in rows_named(rows):
            row = named.row
            if row.problem and (due := known_day(row.due)):
                done = f"{row.done} 完成" if row.done else ""
                yield self._make(
                    f"inspection/{self.county.code}/{earliest(row.date).isoformat()}/{named.key(self.county.lasting)}",
                    due,
                    "问题处理期限",
                    row.problem,
                    (*_written(row.due, due), f"{row.date} {row.level}检查发现", done),
                    record=f"{self.county.code}/inspections",
                    label=f"{named.label}{INSIDE}{_HANDLE_BY}",
                    project=self.county.by_id.get(row.project or ""),
                    rests_on=(row,),
                    shows=(named.label,),
                    row=named.identity,
                )

    def _make(
        self,
        key: str,
        day: date,
        kind: str,
        title: str,
        text: tuple[str, ...],
        *,
        record: str,
        label: str = "",
        term: Planned | None = None,
        project: Project | None = None,
        off: bool = False,
        rests_on: Sequence[Record] = (),
        open_: str = "",
        shows: tuple[str, ...] = (),
        row: str = "",
        rows: Sequence[Progress] = (),
    ) -> Deadline:
        """Makes one deadline.

        Args:
            label: the field that holds the day; empty if the day is computed.
            term: what that field says; a day counted from an event moves with the event's.
            off: whether the project was cancelled or withdrawn.
            rests_on: the records, beside ``project``, that it depends on.
            open_: why the day is uncertain, a sentence in Chinese; empty if it is not.
            shows: the fields of the record that the text tells, besides the day and ``_SHOWN``.
            row: identity of the ledger row that it is.
            rows: the reports of progress that it depends on.
        """
        county = self.county.county
        records = [(self._name(one, record, row), one) for one in rests_on]
        records += [(project.id, project)] if project else []
        since = next((found.earlier for _, found in records if found.earlier), None)
        changes = self.provenance.of_record(record) if label else ()
        labels = (label, *_counted_from(term))
        moved = [change for change in changes if change.field in labels and change.old]
        told = (*labels, *shows, *(_SHOWN if project else ()))
        return Deadline(
            key=self.county.lasting(key),
            day=date.fromordinal(day.toordinal()),
            kind=kind,
            title=f"{county.name} {title}",
            text=tuple(filter(None, (*text, *told_earlier(since), open_))),
            url=f"projects/{project.id}.html" if project else f"counties/{self.county.code}.html",
            county_name=county.name,
            is_demo=county.is_demo,
            moves=len(moved) + off,
            stamped=self._stamped(record, label, row, tuple(filter(None, told)), rows, records),
            is_cancelled=off,
            is_tentative=bool(since or open_),
        )

    def _name(self, rests_on: Record, record: str, row: str) -> str:
        """Returns the name in the change record of what a deadline rests on."""
        if isinstance(rests_on, Progress):
            record, row = f"{self.county.code}/progress", identity(rests_on)
        return f"{record}{INSIDE}{row}" if row else record

    def _stamped(
        self,
        record: str,
        label: str,
        row: str,
        fields: tuple[str, ...],
        rows: Sequence[Progress],
        marked: Sequence[tuple[str, Record]],
    ) -> datetime:
        """Returns when it was published, or one of its fields or reports last changed.

        Of what was published before the change record begins it is the first day of the batch's year, a day that stays.
        """
        unknown = date(self.county.county.cohort, 1, 1)
        own = self.provenance.stamp(record, unknown, label=label, row=row, fields=fields, marked=marked)
        reports = [
            self.provenance.stamp(f"{self.county.code}/progress", unknown, row=identity(each))
            for each in rows
        ]
        return max(stamp.updated for stamp in (own, *reports))
