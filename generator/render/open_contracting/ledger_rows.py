"""The rows of a county's ledgers as the standards have them, each made once, with ids that stay."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from generator.model.codelists import Measure
from generator.model.disclosure import CountyDisclosure
from generator.model.money_back import Unspent
from generator.model.row_key import numbered
from generator.render.open_contracting.values import (
    Json,
    exact,
    filled,
    moment,
    money,
    on,
    together,
    told,
)

T = TypeVar("T")
OfProjects = Mapping[str, Sequence[T]]
"""Project id → what its rows of a ledger tell; corrected rows are none of a county's rows."""
_PERCENT = {"name": "%", "scheme": "UNCEFACT", "id": "P1"}
_SOME_PERSONS = "村民"
Way = tuple[str | None, bool]
"""Who was paid, None: not told; whether the money came back from there."""


class Paid(NamedTuple):
    """The payments to a project."""

    rows: list[tuple[Json, Way]]
    """Transactions without payer and payee, whom each record lists as its parties."""
    ways: dict[Way, None]
    """Each once, in the order of the rows."""


class Rows(NamedTuple):
    """The rows of a county's ledgers; rows that nothing tells apart are counted in their ids."""

    progress: OfProjects[Json]
    """Observations of how far a project is."""
    payments: Mapping[str, Paid]
    expenditures: OfProjects[Json]
    """Observations of what was spent, and less than nothing for what came back of it: their sum is what the page has."""
    inspections: OfProjects[Json]
    """Documents."""


def rows_of(county: CountyDisclosure) -> Rows:
    return Rows(_progress(county), _payments(county), _expenditures(county), _inspections(county))


def _progress(county: CountyDisclosure) -> OfProjects[Json]:
    found = defaultdict(list)
    for key, row in zip(numbered(county.row_keys["progress"]), county.progress, strict=True):
        seen = {
            "id": f"progress-{key}",
            "measure": exact(row.percent),
            "unit": _PERCENT,
            "period": on(row.date),
        }
        if row.note:
            seen["notes"] = row.note
        found[row.project].append(seen)
    return found


def _payments(county: CountyDisclosure) -> Mapping[str, Paid]:
    found: dict[str, Paid] = defaultdict(lambda: Paid([], {}))
    for key, row in zip(numbered(county.row_keys["payments"]), county.payments, strict=True):
        paid = {"id": f"pay-{key}", "date": moment(row.date), "value": money(row.amount)}
        way = told(row.payee or (_SOME_PERSONS if row.people else None)), row.is_back
        rows, ways = found[row.project]
        rows.append((paid, way))
        ways[way] = None
    return found


def _expenditures(county: CountyDisclosure) -> OfProjects[Json]:
    found = defaultdict(list)
    for key, row in zip(numbered(county.row_keys["expenditures"]), county.expenditures, strict=True):
        category = row.category.label
        dimensions = {"category": category}
        for name, text in (
            ("voucherKind", row.voucher_kind),
            ("voucher", row.voucher),
            ("payee", row.paid_to),
        ):
            if text:
                dimensions[name] = text
        used = {
            "id": f"used-{key}",
            "value": money(row.amount),
            "period": on(row.date),
            "notes": f"{category}：{row.purpose}",
            "dimensions": dimensions,
        }
        found[row.project].append(used)
    for project, items in groupby(county.unspent, lambda item: item.project):
        found[project] += [_returned(f"unspent-{number}", item) for number, item in enumerate(items, 1)]
    return found


def _returned(id_: str, item: Unspent) -> Json:
    return {
        "id": id_,
        "value": money(-item.amount),
        "period": on(item.date),
        "notes": "已使用的资金退回、收回",
    }


def _inspections(county: CountyDisclosure) -> OfProjects[Json]:
    found = defaultdict(list)
    for key, row in zip(numbered(county.row_keys["inspections"]), county.inspections, strict=True):
        measure = row.measure.label if row.measure and row.measure is not Measure.NONE else None
        visit = filled(
            id=f"visit-{key}",
            documentType="oversightReport",
            title=f"{row.level.label}：{row.method.label if row.method else '检查'}",
            description=together(row.problem, measure, row.handling),
            datePublished=moment(row.date),
            author=row.unit,
            language="zh",
        )
        found[row.project or ""].append(visit)
    return found
