"""batches/<year>/: the plan, money, goals and outcome of a county's second and later batches."""

import re
from collections.abc import Collection
from typing import TypeVar

from generator.intake.reading.folder import Folder, report_strangers
from generator.intake.records.record_files import read_record
from generator.intake.screening.report import Report
from generator.model.base import Record
from generator.model.county import Batch, County
from generator.model.disclosed_records import LaterBatch
from generator.model.outcome import Outcome
from generator.model.plan import Plan

M = TypeVar("M", bound=Record)

FOLDER, FILE = "batches", "batch.yaml"
_YEAR = re.compile("20[0-9]{2}")
_FILES = {FILE, "plan.yaml", "outcome.yaml"}


def read_batches(folder: Folder, county: County | None, reports: list[Report]) -> tuple[LaterBatch, ...]:
    """Reads the later batches, oldest first; the reports of their files are added to ``reports``.

    A batch whose batch.yaml is absent or in error is known by its year alone, so that its projects do not seem
    another's.
    """
    whole = folder.report(FOLDER)
    reports.append(whole)
    years = folder.names(FOLDER, whole)
    wrong = {
        name: ("这里只放各批次的文件夹", "文件夹名写批次的年份，如 batches/2022/")
        for name in years
        if not _YEAR.fullmatch(name)
    }
    reports += report_strangers(wrong, folder, FOLDER)
    return tuple(_batch(folder, year, county, reports) for year in years if year not in wrong)


def _batch(folder: Folder, year: str, county: County | None, reports: list[Report]) -> LaterBatch:
    place = f"{FOLDER}/{year}"
    whole = folder.report(f"{place}/{FILE}")
    names = folder.names(place, whole)
    strangers = {
        name: ("这里只放 batch.yaml、plan.yaml、outcome.yaml", "检查文件名，或移到别处")
        for name in names
        if name not in _FILES
    }
    reports += report_strangers(strangers, folder, place)
    if FILE not in names and not whole.errors:
        cure = f"补上此文件，写“{Batch.label_of('cohort')}: {year}”；无这一批的，删去这个文件夹"
        whole.error("E002", f"缺少 {year} 年批次的 {FILE}", cure)

    reports.append(whole)
    batch = read_record(folder, f"{place}/{FILE}", Batch, whole) if FILE in names else None
    if batch is not None and not _is_of_year(batch, year, county, whole):
        batch = None
    return LaterBatch(
        batch or Batch.of_year(int(year)),
        _read(folder, f"{place}/plan.yaml", Plan, names, reports) or Plan(),
        _read(folder, f"{place}/outcome.yaml", Outcome, names, reports) or Outcome(),
    )


def _read(
    folder: Folder, file: str, model: type[M], names: Collection[str], reports: list[Report]
) -> M | None:
    if file.rpartition("/")[2] not in names:
        return None
    reports.append(folder.report(file))
    return read_record(folder, file, model, reports[-1])


def _is_of_year(batch: Batch, year: str, county: County | None, report: Report) -> bool:
    """Whether the year is the folder's and not that of the first batch; if not, that is one error."""
    label = Batch.label_of("cohort")
    if str(batch.cohort) != year:
        message = f"“{label}”写的是 {batch.cohort}，文件夹是 batches/{year}/"
        report.error("E008", message, "核对后改成一致", at=batch.place("cohort"))
    elif county is not None and county.cohort == batch.cohort:
        message = f"{year} 年批次在 county.yaml 里已经写了"
        cure = f"第一批的资金、目标写在 county.yaml，方案写在 plan.yaml；删去 batches/{year}/"
        report.error("E006", message, cure, at=batch.place("cohort"))
    else:
        return True
    return False
