"""公开目录 of a county: what is disclosed, on what ground, within what time, by whom, and whether it is; from the records."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

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
from generator.model.site import Site
from generator.model.withheld import Rest, rests_of
from generator.rules.checklist import ChecklistItem, Disclosed, is_awarded
from generator.views.changes import ChangeLog
from generator.views.county_headings import CASES, FILES, PEOPLE, RESULTS, VISITS
from generator.views.events import publishing_body

_IN_THE_NOTICE = {"六": "五（六）"}
"""Clause as the program names it → as the notice numbers it."""
_PROJECTS = FeedTopic.PROJECTS.label
_KINDS = {kind.name: kind for kind in COUNTY_FILES}
_NOT_TOLD = frozenset({"corrects", "attachments", "is_demo"})
_FUNDS = "funds"


class State(Enum):
    """Whether an item is disclosed."""

    FULLY = "已公开"
    PARTLY = "部分公开"
    NOT = "未公开"
    NONE = "尚无记录"
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
    clause: str
    limit: str
    """Within what time it is disclosed."""
    state: State
    share: tuple[int, int] | None
    """How many records have it, and how many should, if some do not."""
    day: str
    """The last day or month in its records, or on which they were published first; empty: neither is known."""
    section: str
    """Heading of the county's page below which it stands; empty: there is nothing to see."""


@dataclass(frozen=True)
class PublicCatalogue:
    """The catalogue of one county."""

    county: County
    body: str
    """Who discloses."""
    lines: tuple[Line, ...]
    application_url: str | None
    """Where anybody may ask for what is not listed."""


class _Item(NamedTuple):
    """An item that is no item of the checklist."""

    title: str
    content: str
    clause: str
    section: str
    kind: str
    """Kind of the file that holds it."""
    records: Callable[[CountyDisclosure], Sequence[object]]
    owed: Callable[[CountyDisclosure], int] = lambda _: 0
    """How many records should have it."""
    is_silent: bool = False
    """Without a record it is left out, as nothing may be concluded from that."""


def public_catalogue(
    county: CountyDisclosure, checklist: Iterable[ChecklistItem], site: Site, log: ChangeLog
) -> PublicCatalogue:
    """Makes the catalogue of one county; pure."""
    lines = tuple(_Maker(county, checklist, site, log).lines())
    return PublicCatalogue(county.county, publishing_body(county), lines, site.application_url)


class _Maker:
    def __init__(
        self, county: CountyDisclosure, checklist: Iterable[ChecklistItem], site: Site, log: ChangeLog
    ) -> None:
        self._county = county
        self._checked = {item.code: item for item in checklist}
        self._limits = _limits(site)
        self._rests = rests_of(county.withheld)
        self._first_published = log.first_published

    def lines(self) -> Iterator[Line]:
        for group, items in _GROUPS.items():
            for item in items:
                line = self._line(item) if isinstance(item, _Item) else self._asked(self._checked.get(item))
                if line:
                    yield line._replace(group=group)

    def _line(self, item: _Item) -> Line | None:
        found, owed = item.records(self._county), item.owed(self._county)
        is_unknown = self._rests.of((item.kind,)) is Rest.MISSING
        if item.is_silent and not found and not is_unknown:
            return None
        state = State.NOT if owed else State.NONE
        if found:
            state = State.PARTLY if len(found) < owed else State.FULLY
        return Line(
            "",
            item.title,
            item.content,
            item.clause,
            self._limit(item.kind),
            State.UNKNOWN if is_unknown else state,
            (len(found), owed) if state is State.PARTLY else None,
            (_latest(found) or self._first(item.kind)) if found else "",
            item.section if found else "",
        )

    def _asked(self, item: ChecklistItem | None) -> Line | None:
        if item is None:
            return None
        state, is_seen = _STATES[item.state], item.disclosed > 0
        kind, content = _OF_CHECKLIST.get(item.code, ("projects", item.title))
        return Line(
            "",
            item.title,
            content,
            _clause(item.clause),
            self._limit(kind),
            state,
            (item.disclosed, item.due) if state is State.PARTLY else None,
            (str(item.updated or "") or self._first(kind)) if is_seen else "",
            item.anchor if is_seen else "",
        )

    def _limit(self, kind: str) -> str:
        return self._limits.get(kind, self._limits[""])

    def _first(self, kind: str) -> str:
        """Returns the day on which the records of a kind were published first, the last of several."""
        county, known = self._county, self._first_published
        names = (
            [project.id for project in county.projects] if kind == "projects" else [f"{county.code}/{kind}"]
        )
        days = [known[name] for name in names if name in known]
        return str(max(days)) if days else ""


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
        _FUNDS: f"至少每 {days.funds} 天更新一次",
        "progress": f"至少每 {days.progress} 天更新一次",
        "transactions": by_month,
        "snapshots": by_month,
    }


def _clause(written: str) -> str:
    return _IN_THE_NOTICE.get(written, written)


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
) -> _Item:
    """An item that is one field of a record: its title, content and clause, and whether it is owed, are the model's."""
    info = model.model_fields[name]
    inside, label = record_inside(info.annotation), model.label_of(name)
    is_asked = bool(said_of(info, "asked"))

    def records(county: CountyDisclosure) -> Sequence[object]:
        value = getattr(part(county), name, None)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    return _Item(
        label,
        _labels(inside) if inside else label,
        _clause(said_of(info, "clause") or clause),
        section,
        kind,
        records,
        lambda _: int(is_asked),
    )


def _of_county(name: str, section: str = PEOPLE) -> _Item:
    return _field(County, name, "county", section, lambda county: county.county)


def _of_outcome(name: str, clause: str, section: str = RESULTS) -> _Item:
    return _field(Outcome, name, "outcome", section, lambda county: county.outcome, clause)


def _file(name: str, clause: str, section: str, *, is_silent: bool = False) -> _Item:
    """An item that is a ledger, or a folder of documents."""
    kind = _KINDS[name]
    return _Item(
        kind.title,
        _labels(kind.model),
        clause,
        section,
        name,
        lambda county: getattr(county, name),
        is_silent=is_silent,
    )


_PROCUREMENT = _Item(
    Project.label_of("procurement"),
    _labels(Procurement),
    "五（三）",
    _PROJECTS,
    "projects",
    lambda county: [project for project in county.projects if is_awarded(project) and project.procurement],
    lambda county: sum(map(is_awarded, county.projects)),
)
_ACCEPTANCE = _Item(
    f"项目{Project.label_of('acceptance')}",
    _labels(Acceptance),
    "五（四）",
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
    "五（三）",
)
_FILINGS = _field(
    ImplementationPlan,
    "filings",
    "plan",
    ImplementationPlan.label_of("filings"),
    lambda county: county.plan.plan,
)
_ADJUSTMENTS = _field(
    Plan, "plan_changes", "plan", Plan.label_of("plan_changes"), lambda county: county.plan, "五（二）"
)
_GOALS = _of_county("goals", ImplementationPlan.label_of("objectives"))._replace(
    title=f"全县{County.label_of('goals')}"
)
_GROUPS: Mapping[str, Sequence[_Item | str]] = {
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
    "资金使用": ("I112", _file("snapshots", "四", FeedTopic.FUNDS.label)),
    "监督检查": (
        _file("inspections", "五（三）", VISITS),
        _file("enforcement", "五（三）", VISITS, is_silent=True),
    ),
    "培训、交易和活动": (
        _file("trainings", "四第4点", _PROJECTS),
        _file("transactions", "五（六）", _PROJECTS),
        _file("activities", "五（六）", _PROJECTS),
    ),
    "验收和绩效评价": (
        _ACCEPTANCE,
        _of_outcome("final_acceptance", "五（四）"),
        _of_outcome("provincial_recheck", "五（四）"),
        _of_outcome("evaluations", "五（五）", Outcome.label_of("evaluations")),
        _of_outcome("rectifications", "五（五）", Outcome.label_of("rectifications")),
    ),
    "案例和政策": (_file("cases", "五（六）", CASES), _file("own_policies", "五（六）", FILES)),
}
"""一级事项 → items, or codes of items of the checklist."""
_OF_CHECKLIST = {
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
        _FUNDS,
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
