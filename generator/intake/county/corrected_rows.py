"""Rows that correct other rows (更正): which row is meant, and which rows count."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any, Generic, TypeVar

from generator.intake.county.contracted import contracted
from generator.intake.county.presumed_status import with_statuses
from generator.intake.records.county_contents import Contents
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import REFUSED
from generator.model.disclosed_records import Correction, LedgerRow
from generator.model.disclosure import CountyDisclosure
from generator.model.files import LEDGERS

R = TypeVar("R", bound=LedgerRow)

_CORRECTS = attrgetter("corrects")


def report_corrections(contents: Contents, report: Report) -> None:
    """E007 for a 更正 that names no row, several rows, or a row that another one corrects already."""
    for kind in LEDGERS:
        rows: tuple[LedgerRow, ...] = getattr(contents, kind.name)
        if not any(map(_CORRECTS, rows)):
            continue
        named = _Named(rows)
        taken: set[int] = set()
        for row in rows:
            if row.corrects is None or REFUSED in row.corrects:
                continue
            meant = named.by(row)
            message, cure = "", ""
            if not meant:
                message = f"更正的“{row.corrects}”这一行不存在"
                cure = "写被更正那一行的日期（月份），项目编号要相同；同一天不止一行的，空一格再写凭证号、用途或名称"
            elif len(meant) > 1:
                message = f"更正的“{row.corrects}”不止一行"
                cure = "日期后面空一格，再写那一行的凭证号、用途或名称"
            elif id(meant[0]) in taken:
                message, cure = f"“{row.corrects}”这一行更正了两次", "再次更正时，写上一次更正行的日期"
            if message:
                report.error("E007", message, cure, at=row.place("corrects"), project=row.project or "")
            taken.update(map(id, meant[:1]))


def settled(county: CountyDisclosure, as_of: date) -> CountyDisclosure:
    """The disclosure with corrected rows moved to ``corrections``, and withdrawn projects to ``withdrawn``.

    Projects know what their contracts tell, and have a 状态 as of a day.
    """
    return with_statuses(_sorted_out(contracted(county)), as_of)


def _sorted_out(county: CountyDisclosure) -> CountyDisclosure:
    ledgers = {kind.name: getattr(county, kind.name) for kind in LEDGERS}
    is_amended = any(any(map(_CORRECTS, rows)) for rows in ledgers.values())
    if not is_amended and all(project.withdrawal is None for project in county.projects):
        return county
    corrections = tuple(
        Correction(name, meant, row)
        for name, rows in ledgers.items()
        for named in [_Named(rows)]
        for row in rows
        if row.corrects is not None
        for meant in named.by(row)[:1]
    )
    replaced = {id(correction.old) for correction in corrections}
    withdrawn = tuple(project for project in county.projects if project.withdrawal is not None)
    gone = {project.id for project in withdrawn}
    kept: dict[str, Any] = {
        name: tuple(row for row in rows if id(row) not in replaced and row.project not in gone)
        for name, rows in ledgers.items()
    }
    apart: dict[str, Any] = {
        name: tuple(row for row in rows if row.project in gone) for name, rows in ledgers.items()
    }
    return replace(
        county,
        projects=tuple(project for project in county.projects if project.withdrawal is None),
        corrections=corrections,
        withdrawn=replace(county, projects=withdrawn, cases=(), own_policies=(), **apart)
        if withdrawn
        else None,
        **kept,
    )


class _Named(Generic[R]):
    """The rows of a ledger by what a 更正 names: the project, the day or month, and the text of any cell."""

    def __init__(self, rows: Iterable[R]) -> None:
        asked = {(row.project, _told(row)[0]) for row in rows if row.corrects is not None}
        self._rows: dict[tuple[str | None, str, str], list[R]] = defaultdict(list)
        for row in rows if asked else ():
            key = row.project, _day(row)
            if key in asked:
                for cell in {"", *_cells(row)}:
                    self._rows[*key, cell].append(row)

    def by(self, row: R) -> list[R]:
        """The first two rows that the 更正 of ``row`` may mean."""
        others = self._rows.get((row.project, *_told(row)), ())
        return list(islice((other for other in others if other is not row), 2))


def _told(row: LedgerRow) -> tuple[str, str]:
    """(day or month, further text) in a row's 更正."""
    day, _, told = (row.corrects or "").partition(" ")
    return day, told.strip()


def _day(row: LedgerRow) -> str:
    return str(getattr(row, "date", None) or getattr(row, "month", ""))


def _cells(row: LedgerRow) -> set[str]:
    return {str(getattr(row, name)) for name in type(row).model_fields}
