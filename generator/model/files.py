"""Which file holds which record: the table of the data dictionary, in one place."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase

from generator.model import attached_file
from generator.model.base import Record
from generator.model.contracts import Contracts
from generator.model.county import Batch, County
from generator.model.declared import NotPrivateList
from generator.model.documents import Case, Notice, Policy
from generator.model.fields import field_at, said_of
from generator.model.identifiers import COUNTY_CODE, PROJECT_ID
from generator.model.ledgers import (
    Activity,
    Enforcement,
    Expenditure,
    Inspection,
    Payment,
    Progress,
    Snapshot,
    Training,
    Transaction,
)
from generator.model.maintainers import MaintainerList
from generator.model.national import NationalAverage
from generator.model.outcome import Outcome
from generator.model.place import INSIDE
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.redactions import RedactionList
from generator.model.site import Site


class Format(Enum):
    """How a file is written."""

    YAML = "yaml"
    CSV = "csv"
    MARKDOWN = "md"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its path, its names, and the record it holds."""

    name: str
    """Name in addresses and code, e.g. ``payments``."""
    path: str
    """Where it stands below content_data/ or below a county's folder; ``*`` for the varying stem."""
    title: str
    """What county staff call it."""
    format: Format
    model: type[Record]


PROVINCE_FILES = (
    FileKind("site", "site.yaml", "栏目设置", Format.YAML, Site),
    FileKind("national", "national.csv", "全国平均", Format.CSV, NationalAverage),
    FileKind("not-private", "not-private.yaml", "不含个人信息的登记", Format.YAML, NotPrivateList),
    FileKind("redactions", "redactions.yaml", "依法隐去的登记", Format.YAML, RedactionList),
    FileKind("maintainers", "maintainers.yaml", "维护人的登记", Format.YAML, MaintainerList),
    FileKind("policies", "policies/*.md", "相关政策文件", Format.MARKDOWN, Policy),
    FileKind("notices", "notices/*.md", "工作动态", Format.MARKDOWN, Notice),
)

_REGISTERS = (NotPrivateList, RedactionList, MaintainerList)
PORTAL_RECORDS = tuple(kind for kind in PROVINCE_FILES if kind.model not in _REGISTERS)
"""The portal's own files whose changes are recorded; what the registers say is not shown, or is told by a list of its own."""

COUNTY_FILES = (
    FileKind("county", "county.yaml", "示范县基本信息", Format.YAML, County),
    FileKind("plan", "plan.yaml", "实施方案、方案调整、决策过程", Format.YAML, Plan),
    FileKind("batches", "batches/*/batch.yaml", "资金和目标", Format.YAML, Batch),
    FileKind("batch_plans", "batches/*/plan.yaml", "实施方案、方案调整、决策过程", Format.YAML, Plan),
    FileKind(
        "batch_outcomes", "batches/*/outcome.yaml", "综合验收、绩效评价、整改清单", Format.YAML, Outcome
    ),
    FileKind("contracts", "contracts.yaml", "合同", Format.YAML, Contracts),
    FileKind("projects", "projects/*.yaml", "项目台账", Format.YAML, Project),
    FileKind("progress", "progress.csv", "项目建设进度", Format.CSV, Progress),
    FileKind("payments", "payments.csv", "专项资金拨付台账", Format.CSV, Payment),
    FileKind("expenditures", "expenditures.csv", "专项资金使用台账", Format.CSV, Expenditure),
    FileKind("snapshots", "snapshots.csv", "资金累计月报", Format.CSV, Snapshot),
    FileKind("inspections", "inspections.csv", "调研、督导和检查记录", Format.CSV, Inspection),
    FileKind("enforcement", "enforcement.csv", "查处台账", Format.CSV, Enforcement),
    FileKind("trainings", "trainings.csv", "培训记录", Format.CSV, Training),
    FileKind("transactions", "transactions.csv", "交易数据", Format.CSV, Transaction),
    FileKind("activities", "activities.csv", "活动信息", Format.CSV, Activity),
    FileKind("outcome", "outcome.yaml", "综合验收、绩效评价、整改清单", Format.YAML, Outcome),
    FileKind("own_policies", "policies/*.md", "本县政策文件", Format.MARKDOWN, Policy),
    FileKind("cases", "cases/*.md", "典型案例", Format.MARKDOWN, Case),
)

LEDGERS = tuple(kind for kind in COUNTY_FILES if kind.format is Format.CSV)

_PART = re.compile(r"([a-z]+)-[0-9A-Za-z\u4e00-\u9fff][-0-9A-Za-z\u4e00-\u9fff]{0,40}\.csv")
"""The name of a file with some of a ledger's rows: ``payments-2022-07.csv``."""


def ledger_of(name: str) -> FileKind | None:
    """The ledger whose rows a file in a county's folder holds, all or some of them; None for any other file."""
    if not name.endswith(".csv"):
        return None
    found = _PART.fullmatch(name)
    path = f"{found[1]}.csv" if found else name
    return next((kind for kind in LEDGERS if kind.path == path), None)


def parts_of_ledger(path: str, names: Collection[str]) -> tuple[str, ...]:
    """The files that hold a ledger (``payments.csv``), in the order of their rows: that name first, then the others."""
    found = (name for name in names if (kind := ledger_of(name)) and kind.path == path)
    return tuple(sorted(found, key=lambda name: (name != path, name)))


def whole(file: str) -> str:
    """A county's file by its path; for one with some of a ledger's rows the path that the ledger has as one file."""
    folder, mark, name = file.rpartition("/")
    kind = ledger_of(name) if "-" in name else None
    return f"{folder}{mark}{kind.path}" if kind else file


_KNOWN_BY = {
    "progress": ("date", "project"),
    "payments": ("date", "project", "voucher"),
    "expenditures": ("date", "project", "category", "voucher"),
    "snapshots": ("month", "project"),
    "inspections": ("date", "level", "unit", "project"),
    "enforcement": ("date", "project", "company", "number"),
    "trainings": ("date", "project", "topic"),
    "transactions": ("month", "project"),
    "activities": ("date", "project", "name"),
    "national": ("indicator", "year"),
}
ROW_KEYS = {
    kind.name: tuple(map(kind.model.label_of, _KNOWN_BY[kind.name]))
    for kind in (*LEDGERS, *PORTAL_RECORDS)
    if kind.format is Format.CSV
}
"""Ledger → the columns that identify a row."""

_TITLES = {kind.name: kind.title for kind in (*PORTAL_RECORDS, *COUNTY_FILES)} | {
    attached_file.TABLE: attached_file.TITLE
}
_OF_BATCH = {
    kind.path.rpartition("/")[2].partition(".")[0]: kind.title
    for kind in COUNTY_FILES
    if "batches/" in kind.path
}


def title_of(table: str) -> str | None:
    """What county staff call a file of a county's folder, by its path without suffix; None for other records."""
    folder, _, name = table.rpartition("/")
    if folder.startswith("batches/"):
        return f"{folder.removeprefix('batches/')} 年批次的{_OF_BATCH[name]}" if name in _OF_BATCH else None
    return _TITLES.get(table)


_PROJECTS = next(kind for kind in COUNTY_FILES if kind.model is Project)


def kind_of(record: str) -> FileKind | None:
    """The kind of file that holds a record, by the record's name; None if no record can have that name."""
    if PROJECT_ID.fullmatch(record):
        return _PROJECTS
    county, _, name = record.partition("/")
    is_county = bool(COUNTY_CODE.fullmatch(county))
    stem = name if is_county else record
    kinds = COUNTY_FILES if is_county else PORTAL_RECORDS
    return next(
        (
            kind
            for kind in kinds
            if kind is not _PROJECTS
            and fnmatchcase(f"{stem}.{kind.format.value}", kind.path)
            and stem.count("/") == kind.path.count("/")
        ),
        None,
    )


def unit_of(record: str, label: str) -> str:
    """The unit of a field, by the names of the record and of the field that changes have: 万元, %; empty: it has none."""
    kind = kind_of(record)
    if kind is None:
        return ""
    name = label.rpartition(INSIDE)[2] if kind.format is Format.CSV else label
    info = field_at(kind.model, name)
    return str(said_of(info, "unit") or "") if info else ""
