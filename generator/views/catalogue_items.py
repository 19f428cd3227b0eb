"""What a 公开目录 lists: items of the notice's checklist, and others with the records that hold them."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from generator.model.base import Record, record_inside
from generator.model.codelists import FeedTopic
from generator.model.company import Organisation
from generator.model.contracts import Contracts
from generator.model.county import Allocation, County
from generator.model.disclosure import CountyDisclosure
from generator.model.ending import Acceptance
from generator.model.fields import said_of
from generator.model.files import COUNTY_FILES
from generator.model.outcome import Outcome
from generator.model.plan import Decision, ImplementationPlan, Plan
from generator.model.project import Procurement, Project, Target
from generator.rules.checklist import is_awarded
from generator.views.county_headings import CASES, FILES, PEOPLE, RESULTS, VISITS

_IN_THE_NOTICE = {"六": "disclosure"}
"""Clause as the program names it → as the notice numbers it."""
_PROJECTS = FeedTopic.PROJECTS.label
_KINDS = {kind.name: kind for kind in COUNTY_FILES}
_NOT_TOLD = frozenset({"corrects", "attachments", "is_demo"})
FUNDS = "funds"


class Item(NamedTuple):
    """An item that is no item of the checklist."""

    title: str
    content: str
    clause: str
    """Id of the clause of the notice, see ``model.programme``."""
    section: str
    kind: str
    """Kind of the file that holds it."""
    records: Callable[[CountyDisclosure], Sequence[object]]
    owed: Callable[[CountyDisclosure], int] = lambda _: 0
    """How many records should have it."""
    is_silent: bool = False
    """Without a record it is left out, as nothing may be concluded from that."""
    per_batch: bool = False
    """Whether each batch of the county has it by itself."""


def _labels(model: type[Record]) -> str:
    return "、".join(
        info.alias for name, info in model.model_fields.items() if info.alias and name not in _NOT_TOLD
    )


def _field(
    model: type[Record],
    name: str,
    kind: str,
    section: str,
    part: Callable[[CountyDisclosure], Record | None],
    clause: str = "",
) -> Item:
    """An item that is one field of a record: its title, content and clause, and whether it is owed, are the model's."""
    info = model.model_fields[name]
    inside, label = record_inside(info.annotation), model.label_of(name)
    is_asked = bool(said_of(info, "asked"))

    def records(county: CountyDisclosure) -> Sequence[object]:
        value = getattr(part(county), name, None)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    return Item(
        label,
        _labels(inside) if inside else label,
        said_of(info, "clause") or clause,
        section,
        kind,
        records,
        lambda _: int(is_asked),
    )


def _of_county(name: str, section: str = PEOPLE) -> Item:
    return _field(County, name, "county", section, lambda county: county.county)


def _of_outcome(name: str, clause: str, section: str = RESULTS) -> Item:
    return _field(Outcome, name, "outcome", section, lambda county: county.outcome, clause)._replace(
        per_batch=True
    )


def _file(name: str, clause: str, section: str, *, is_silent: bool = False) -> Item:
    """An item that is a ledger, or a folder of documents."""
    kind = _KINDS[name]
    return Item(
        kind.title,
        _labels(kind.model),
        clause,
        section,
        name,
        lambda county: getattr(county, name),
        is_silent=is_silent,
    )


_PROCUREMENT = Item(
    Project.label_of("procurement"),
    _labels(Procurement),
    "supervision",
    _PROJECTS,
    "projects",
    lambda county: [project for project in county.projects if is_awarded(project) and project.procurement],
    lambda county: sum(map(is_awarded, county.projects)),
)
_ACCEPTANCE = Item(
    f"项目{Project.label_of('acceptance')}",
    _labels(Acceptance),
    "acceptance",
    _PROJECTS,
    "projects",
    lambda county: [project.acceptance for project in county.projects if project.acceptance],
)
_CONTRACTS = _field(
    Contracts,
    "contracts",
    "contracts",
    Contracts.label_of("contracts"),
    lambda county: county.contracts,
    "supervision",
)
_FILINGS = _field(
    ImplementationPlan,
    "filings",
    "plan",
    ImplementationPlan.label_of("filings"),
    lambda county: county.plan.plan,
)._replace(per_batch=True)
_ADJUSTMENTS = _field(
    Plan, "plan_changes", "plan", Plan.label_of("plan_changes"), lambda county: county.plan, "plan"
)._replace(per_batch=True)
_GOALS = _of_county("goals", ImplementationPlan.label_of("objectives"))._replace(
    title=f"全县{County.label_of('goals')}", per_batch=True
)
GROUPS: Mapping[str, Sequence[Item | str]] = {
    County.label_of("steering_group"): tuple(
        map(
            _of_county,
            (
                "accountable_person",
                "lead_department",
                "steering_group",
                "regulations",
                "disclosure_url",
                "tip_off",
            ),
        )
    ),
    Plan.label_of("plan"): (
        "I101",
        _GOALS,
        _FILINGS,
        _ADJUSTMENTS,
        "I102",
    ),
    "项目信息": (*(f"I{number}" for number in range(103, 112)), _PROCUREMENT, _CONTRACTS),
    "资金使用": ("I112", _file("snapshots", "spending", FeedTopic.FUNDS.label)),
    "监督检查": (
        _file("inspections", "supervision", VISITS),
        _file("enforcement", "supervision", VISITS, is_silent=True),
    ),
    "培训、交易和活动": (
        _file("trainings", "training", _PROJECTS),
        _file("transactions", "disclosure", _PROJECTS),
        _file("activities", "disclosure", _PROJECTS),
    ),
    "验收和绩效评价": (
        _ACCEPTANCE,
        _of_outcome("final_acceptance", "acceptance"),
        _of_outcome("provincial_recheck", "acceptance"),
        _of_outcome("evaluations", "evaluation", Outcome.label_of("evaluations")),
        _of_outcome("rectifications", "evaluation", Outcome.label_of("rectifications")),
    ),
    "案例和政策": (_file("cases", "disclosure", CASES), _file("own_policies", "disclosure", FILES)),
}
"""一级事项 → items, or codes of items of the checklist."""
SECTIONS = {
    "county": ImplementationPlan.label_of("objectives"),
    "plan": Plan.label_of("plan"),
    "outcome": RESULTS,
}
"""Kind of file → the section in which a later batch has what stands in it."""
IN_PLAN: Mapping[str, Callable[[Plan], object]] = {
    "I101": lambda plan: plan.plan,
    "I102": lambda plan: plan.decisions,
}
"""Item of the checklist → what a batch with it has in its plan."""
OF_CHECKLIST = {
    "I101": ("plan", _labels(ImplementationPlan)),
    "I102": ("plan", _labels(Decision)),
    "I104": ("projects", f"{Project.label_of('description')}、{Project.label_of('requirements')}"),
    "I105": ("projects", _labels(Organisation)),
    "I108": ("projects", _labels(Target)),
    "I110": (
        "projects",
        f"{Project.label_of('accountable_person')}、{Project.label_of('contractor')}的责任人",
    ),
    "I111": ("progress", _labels(_KINDS["progress"].model)),
    "I112": (
        FUNDS,
        "、".join(
            (
                Allocation.label_of("central"),
                County.label_of("receipts"),
                *(_KINDS[name].title for name in ("payments", "expenditures")),
            )
        ),
    ),
}
"""Item of the checklist → the kind of file that holds it, and what it consists of; others: projects, and the title."""
