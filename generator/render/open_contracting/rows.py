"""The rows of a county's ledgers as the standards have them, each made once, with ids that stay."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from generator.model.codelists import Measure
from generator.model.disclosure import CountyDisclosure
from generator.model.ledgers import Expenditure, Inspection, Payment, Progress
from generator.model.money_back import Unspent
from generator.model.row_key import numbered
from generator.render.open_contracting.values import (
    Json,
    document,
    exact,
    moment,
    money,
    on,
    together,
    told,
)

R = TypeVar("R", Progress, Payment, Expenditure, Inspection)
T = TypeVar("T")
OfProjects = Mapping[str, Sequence[T]]
"""Project id → what its rows of a ledger tell; corrected rows are none of a county's rows."""
_PERCENT = {"name": "%", "scheme": "UNCEFACT", "id": "P1"}


Paid = tuple[Json, str | None, bool]
"""A transaction without its two sides, which each record lists as its parties; who was paid; whether it came back."""
SOME_PERSONS = "村民"


class Rows(NamedTuple):
    """The rows of a county's ledgers."""

    progress: OfProjects[Json]
    """Observations of how far a project is."""
    payments: OfProjects[Paid]
    expenditures: OfProjects[Json]
    """Observations of what was spent, and less than nothing for what came back of it: their sum is what the page has."""
    inspections: OfProjects[Json]
    """Documents."""


def rows_of(county: CountyDisclosure) -> Rows:
    keys = county.row_keys
    return Rows(
        _by_project("progress", county.progress, keys["progress"], _progress),
        _by_project("pay", county.payments, keys["payments"], _payment),
        _used(county),
        _by_project("visit", county.inspections, keys["inspections"], _visit),
    )


def _by_project(
    kind: str, rows: Iterable[R], keys: Iterable[str], tell: Callable[[str, R], T]
) -> dict[str, list[T]]:
    """Rows that nothing tells apart are counted in their ids."""
    found: dict[str, list[T]] = defaultdict(list)
    for key, row in zip(numbered(keys), rows, strict=True):
        found[row.project or ""].append(tell(f"{kind}-{key}", row))
    return found


def _progress(id_: str, row: Progress) -> Json:
    found = {"id": id_, "measure": exact(row.percent), "unit": _PERCENT, "period": on(row.date)}
    if row.note:
        found["notes"] = row.note
    return found


def _payment(id_: str, row: Payment) -> Paid:
    payee = row.payee or (SOME_PERSONS if row.people else None)
    return {"id": id_, "date": moment(row.date), "value": money(row.amount)}, told(payee), row.is_back


def _used(county: CountyDisclosure) -> OfProjects[Json]:
    found = _by_project("used", county.expenditures, county.row_keys["expenditures"], _use)
    for project, back in groupby(county.unspent, lambda item: item.project):
        found[project] += [_returned(f"unspent-{number}", item) for number, item in enumerate(back, 1)]
    return found


def _returned(id_: str, item: Unspent) -> Json:
    return {
        "id": id_,
        "value": money(-item.amount),
        "period": on(item.date),
        "notes": "已使用的资金退回、收回",
    }


def _use(id_: str, row: Expenditure) -> Json:
    category = row.category.label
    dimensions = {"category": category}
    for name, text in (("voucherKind", row.voucher_kind), ("voucher", row.voucher), ("payee", row.paid_to)):
        if text:
            dimensions[name] = text
    return {
        "id": id_,
        "value": money(row.amount),
        "period": on(row.date),
        "notes": f"{category}：{row.purpose}",
        "dimensions": dimensions,
    }


def _visit(id_: str, row: Inspection) -> Json:
    measure = row.measure.label if row.measure and row.measure is not Measure.NONE else None
    return document(
        id_,
        "oversightReport",
        f"{row.level.label}：{row.method.label if row.method else '检查'}",
        description=together(row.problem, measure, row.handling),
        datePublished=moment(row.date),
        author=row.unit,
    )
