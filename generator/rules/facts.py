"""Small questions about a county that several families of rules ask, and helpers for messages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_UP, Decimal

from generator.model.base import Record
from generator.model.change import Change
from generator.model.cities import City
from generator.model.codelists import Direction, Status
from generator.model.contracts import Contract
from generator.model.disclosure import CountyDisclosure
from generator.model.ending import Signature
from generator.model.money import ZERO, format_wan, total
from generator.model.project import Project
from generator.rules.base import Scene, fact

CANCELLED, NOT_STARTED, TRAINING = Status.CANCELLED, Status.NOT_STARTED, Direction.TRAINING
"""Bound once for speed: before Python 3.12 an enum searches its members at every access."""
MAY_TRAIN = frozenset({TRAINING, Direction.UNSORTED})
"""Nobody knows whether a project that is not sorted is a training, of which no sales are asked."""
_IN_USE = Status.IN_USE
_DONE = frozenset(status for status in Status if status.is_done)
_WHOLE = Decimal(100)
_PARTIES, _OF_COUNTIES = (
    re.compile(r"[、，；,;\s]+|(?<=[局厅委办府])[和及]"),
    re.compile("[县旗]|(?<![地园社])区"),
)
"""Between the units that sign; what tells that a unit is a county's: 沈阳市铁西区商务局."""
IN_USE_OR_ACCEPTED = (Status.IN_USE, Status.ACCEPTED)
"""The states that every project needs before 综合验收, clause 五（四）."""
TERMS = (
    "只写到月、季、半年、年或旬的，按其中最后一天；从合同签订、中标等事件起算的（当日不计），事件登记了日期才判断，未登记的、"
    "按工作日计的不判断；一个项目有几份合同的，从最后签订的一份起算，有一份未登记日期的不判断。"
)
"""How planned dates that are no plain days are judged, for the rules' explanations."""
SINCE = "未填写“状态”的项目，只按这一天以后的进度报告判断。"
BEGUN = "未填写“状态”的项目，验收、进度报告写明已经开工的才算。"
"""What rules conclude of a project whose state is derived, for their explanations."""


def is_cancelled(project: Project) -> bool:
    """Whether a project is cancelled; what was paid to it still counts."""
    return project.status is CANCELLED or project.cancellation is not None


@fact
def live_projects(scene: Scene) -> tuple[Project, ...]:
    """Returns the projects that are not cancelled."""
    return tuple([project for project in scene.county.projects if not is_cancelled(project)])


def is_done(project: Project) -> bool:
    """Whether a project is given or reported as 基本完成, 投入使用 or 已验收."""
    status = project.known_status
    return status is not None and status.is_done


def sells(project: Project) -> bool:
    """Whether a project must report sales; training sells nothing, and what is not sorted may be training."""
    return project.direction not in MAY_TRAIN


def contract_date(project: Project) -> date | None:
    return project.procurement.contract_date if project.procurement else None


@fact
def first_contract(scene: Scene) -> date | None:
    """See ``first_contract_of``."""
    return first_contract_of(scene.county)


def first_contract_of(county: CountyDisclosure) -> date | None:
    """Returns the day of the county's first disclosed contract; those carried on from earlier years are left out."""
    projects = (project for project in county.projects if not project.is_carried_over)
    return min((day for project in projects if (day := contract_date(project))), default=None)


def begun_on(scene: Scene) -> date | None:
    """When the demonstration began in this county or batch, as disclosed: the plan's date or the first contract."""
    plan = scene.county.plan.plan
    return plan.date if plan and plan.date else first_contract(scene)


def done_on(county: CountyDisclosure, project: Project) -> date | None:
    """Returns the day of the first report of 基本完成 or further, or of 100 %; otherwise that of acceptance."""
    for row in county.progress_of[project.id]:
        if row.status in _DONE or row.percent == _WHOLE:
            return row.date
    return project.acceptance.date if project.acceptance else None


def in_use_on(county: CountyDisclosure, project: Project) -> date | None:
    """Returns the day of the first report of 投入使用; without one, of the first report of 100 %."""
    reports = county.progress_of[project.id]
    for row in reports:
        if row.status is _IN_USE:
            return row.date
    return next((row.date for row in reports if row.percent == _WHOLE), None)


@fact
def has_payments_without_rows(scene: Scene) -> bool:
    """Returns whether the latest monthly totals say that more was paid than the rows of the ledger add up to.

    A total without a project is of the whole county, in which batches are not told apart: if it says more than the rows
    of all, it may be those of any batch that lack.
    """
    county, whole = scene.county, (scene.whole or scene).county
    of_county = [row.paid for row in whole.snapshots_of[""]]
    if of_county and of_county[-1] > whole.paid:
        return True
    told = [reports[-1].paid for project, reports in county.snapshots_of.items() if project and reports]
    return total(told) > county.paid - county.fees_paid


@fact
def changes_of_fields(scene: Scene) -> Mapping[tuple[str, str], list[Change]]:
    """Returns (record, field) → its changes, oldest first; empty without a change record."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in scene.history.changes if scene.history else ():
        found[change.record, change.field].append(change)
    return found


@fact
def not_due(scene: Scene) -> Decimal:
    """Returns how much of the central money not yet paid need not be paid yet, 万元: by the 付款约定 of contracts, and
    for projects of which nothing was paid and which are to start later.
    """
    county, waiting = scene.county, ZERO
    open_ = {project.id: _unpaid(county, project) for project in live_projects(scene) if project.central}
    for contract in county.contracts.contracts:
        if later := _of_batch(contract.not_due(scene.as_of), contract, scene):
            for project in (id_ for id_ in open_ if contract in county.contracts_of[id_]):
                taken = min(later, open_[project])
                open_[project] -= taken
                later -= taken
                waiting += taken
    for one in live_projects(scene):
        is_later = one.start is not None and one.start > scene.as_of
        if one.id in open_ and is_later and not county.payments_of[one.id]:
            waiting += open_[one.id]
    return waiting


def _of_batch(amount: Decimal, contract: Contract, scene: Scene) -> Decimal:
    """Returns the part of an amount of a contract that is the batch's, by the parts of its projects, rounded up.

    All of it if the county has one batch, or if the contract does not tell the part of each project.
    """
    parts = [(part.project in scene.county.by_id, part.amount) for part in contract.parts]
    whole = total(told for _, told in parts)
    if scene.whole is None or not whole or any(told is None for _, told in parts):
        return amount
    own = total(told for is_own, told in parts if is_own)
    return (amount * own / whole).quantize(Decimal("0.01"), ROUND_UP)


def _unpaid(county: CountyDisclosure, project: Project) -> Decimal:
    return max((project.central or ZERO) - county.paid_of[project.id], ZERO)


def wan(amount: Decimal) -> str:
    """Writes an amount: “350.00 万元”."""
    return f"{format_wan(amount)} 万元"


def listed(items: Sequence[str], limit: int = 5) -> str:
    """Joins the first ``limit`` items: “一、二、三等”."""
    return "、".join(items[:limit]) + ("等" if len(items) > limit else "")


def missing_labels(record: Record, names: Iterable[str], *, or_nought: bool = False) -> tuple[str, ...]:
    """Returns the labels of the fields that have no value; with ``or_nought``, 0 counts as no value."""
    values = ((name, getattr(record, name)) for name in names)
    return tuple(
        record.label_of(name)
        for name, value in values
        if value in (None, "", ()) or (or_nought and not value)
    )


def names_city(signature: Signature | None, county: str, city: City) -> bool:
    """Whether one of the units or posts of a signature is that of a county's city, and not the county's own.

    Args:
        county: name of the county; 海城市 is one too, whose own 市商务局 is not told from the city's.
    """
    if signature is None or not city.is_city:
        return False
    told = _PARTIES.split("、".join(filter(None, (signature.unit, signature.post))))
    level = {"区": "地区", "州": "州", "盟": "盟"}.get(city.full[-1], "市")
    others = [one for one in told if county not in one and not _OF_COUNTIES.search(one)]
    is_alone = not county.endswith(level)
    return any(
        city.label in one or city.full in one or (is_alone and one.startswith(level)) for one in others
    )


def unsigned(signature: Signature | None) -> str:
    """Returns what a signature lacks, in words that follow 意见书; empty if complete."""
    if signature is None:
        return "未登记签字"
    if not (signature.unit or signature.post):
        return "签字未写明单位和职务"
    return "" if signature.date else "签字未写明日期"
