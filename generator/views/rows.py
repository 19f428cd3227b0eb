"""One line per project, for lists, cards and province-wide tables."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.model.cities import City
from generator.model.codelists import Conclusion, Direction, Status
from generator.model.company import Company, Contractor, Keys, keys_of
from generator.model.disclosure import CountyDisclosure
from generator.model.figures import PERCENT_AS_TOLD, WHOLE, figure
from generator.model.finding import DutyOf, Finding
from generator.model.identifiers import contractor_key
from generator.model.ledgers import Enforcement, Progress
from generator.model.money import ZERO
from generator.model.partial_day import Planned
from generator.model.project import Project
from generator.model.withheld import SOUND, Rest, Rests, rests_of
from generator.rules.facts import CANCELLED
from generator.views.contract_rows import ContractRow, contract_row


class Party(NamedTuple):
    """A company that takes part in a project."""

    key: str
    name: str
    code: str
    """统一社会信用代码; empty where none was disclosed."""
    is_lead: bool = True
    """False for the other members of a consortium (联合体), and for companies of further contracts."""
    kind: str = ""
    """类型; empty where none was disclosed."""
    keys: Keys | None = None
    """Its other keys; None: it has none but its own."""
    former_names: tuple[str, ...] = ()
    """曾用名."""
    merged_names: tuple[str, ...] = ()
    """并入单位."""

    @property
    def url(self) -> str:
        """Empty for a natural person, who has no page."""
        return f"contractors/{self.key}.html" if self.key else ""

    @property
    def known_by(self) -> frozenset[str]:
        """Its names, now and before, as ``contractor_key`` knows a company by its name alone; a person as called here."""
        if not self.key:
            return frozenset((self.name,))
        names = (self.name, *self.former_names, *self.merged_names)
        return frozenset(contractor_key(name, None) for name in names)


class ProjectRow(NamedTuple):
    """A project in one line; money in 万元, progress in %."""

    id: str
    title: str
    county_code: str
    county_name: str
    city: City
    direction: Direction
    status: Status
    parties: tuple[Party, ...]
    subsidy: Decimal | None
    """Central money; 0 for a project that has none."""
    paid: Decimal
    spent: Decimal
    percent: Decimal | None
    """Last reported progress; None if there is none."""
    last_report: date | None
    planned_start: Planned | None
    deadline: Planned | None
    due: date | None
    """The last day of the deadline; None if it counts from an event not yet recorded."""
    days_overdue: int
    """Days past the deadline; 0 if done, cancelled, not yet due, or if an earlier version stands."""
    accepted_on: date | None
    conclusion: Conclusion | None
    finding_codes: tuple[str, ...]
    policies: tuple[str, ...]
    """Ids of the policy documents that it names."""
    is_demo: bool
    earlier: date | None = None
    """When the shown version was published, if the latest was refused."""
    rests: Rests = SOUND
    fiscal: Decimal | None = None
    """财政资金合计 of a project without central money: what was paid to it counts in no sum; None for any other."""
    returned: Decimal = ZERO
    """What came back; ``paid`` is without it."""
    contracts: tuple[ContractRow, ...] = ()
    is_status_derived: bool = False
    """Whether the state is not given in the project's own file."""
    reported: Rest = Rest.LATEST
    """How withheld records affect the last reported progress."""
    decisions: tuple[Enforcement, ...] = ()
    """Decisions of authorities against its companies, on this project or not."""
    of_contractor: int = 0
    """Findings that the company in charge can answer for."""

    @property
    def url(self) -> str:
        return f"projects/{self.id}.html"

    @property
    def county_url(self) -> str:
        return f"counties/{self.county_code}.html"

    @property
    def is_cancelled(self) -> bool:
        return self.status is CANCELLED

    @property
    def counts(self) -> bool:
        """Whether what was paid to it is central money and counts in sums."""
        return self.fiscal is None

    @property
    def support(self) -> Decimal | None:
        """Central money, or 财政资金合计 of a project that has none; None: not disclosed."""
        return self.subsidy if self.fiscal is None else self.fiscal

    @property
    def contractor(self) -> Party | None:
        """The leading company; None if none was disclosed."""
        return self.parties[0] if self.parties else None


@figure(
    "项目",
    "个",
    "公开的项目的个数",
    counts="示范县公开的每个项目，含续建项目",
    cancelled="计入",
    corrected="撤回的不计，网址和编号保留",
    shown=WHOLE,
)
def project_rows(
    county: CountyDisclosure, findings: Iterable[Finding], as_of: date
) -> tuple[ProjectRow, ...]:
    """Returns all projects of a county with their findings."""
    codes: dict[str, list[str]] = {}
    of_contractors: Counter[str] = Counter()
    for finding in findings:
        for project in finding.concerned:
            codes.setdefault(project, []).append(finding.code)
            of_contractors[project] += finding.duty_of is DutyOf.CONTRACTOR
    return tuple(
        project_row(county, project, tuple(codes.get(project.id, ())), as_of, of_contractors[project.id])
        for project in county.projects
    )


def project_row(
    county: CountyDisclosure,
    project: Project,
    finding_codes: tuple[str, ...],
    as_of: date,
    of_contractor: int = 0,
) -> ProjectRow:
    """Makes one project's row from its file and the county's ledgers."""
    record, reports = county.county, county.progress_of[project.id]
    latest = reports[-1] if reports else None
    acceptance = project.acceptance
    rests = rests_of(county.withheld, project.id) if county.withheld else SOUND
    companies = taking_part(county, project)
    return ProjectRow(
        id=project.id,
        title=project.title,
        county_code=record.code,
        county_name=record.name,
        city=record.city,
        direction=project.direction,
        status=project.status,
        is_status_derived=project.is_status_derived,
        parties=companies,
        subsidy=project.central,
        paid=county.paid_of[project.id],
        spent=county.spent_of[project.id],
        contracts=tuple(contract_row(county, contract) for contract in county.contracts_of[project.id]),
        fiscal=project.fiscal if project.is_without_central else None,
        returned=county.returned_of[project.id],
        percent=reported_percent(latest),
        last_report=latest.date if latest else None,
        planned_start=project.planned_start,
        deadline=project.deadline,
        due=project.due,
        days_overdue=days_overdue(project, as_of),
        accepted_on=acceptance.date if acceptance else None,
        conclusion=acceptance.conclusion if acceptance else None,
        finding_codes=finding_codes,
        of_contractor=of_contractor,
        policies=county.policies_of(project),
        is_demo=record.is_demo,
        earlier=project.earlier,
        rests=rests,
        reported=reported_rest(latest, rests),
        decisions=_decisions(county, companies) if county.enforcement else (),
    )


def _decisions(county: CountyDisclosure, companies: Iterable[Party]) -> tuple[Enforcement, ...]:
    against = county.enforcement_against
    names = (name for party in companies for name in sorted(party.known_by))
    return tuple(row for name in names for row in against.get(name, ()))


def parties(project: Project) -> tuple[Party, ...]:
    """Returns the contractor, then the members of its consortium."""
    return _members(project.contractor)


def taking_part(county: CountyDisclosure, project: Project) -> tuple[Party, ...]:
    """Returns the project's parties, then those of its contracts with other companies, each once."""
    contracts = county.contracts_of[project.id]
    if not contracts:
        return parties(project)
    found = list(parties(project))
    known = {name for party in found for name in party.known_by}
    for contract in contracts:
        for party in _members(contract.contractor):
            # with its code here and without it there, it is the same company
            if known.isdisjoint(party.known_by):
                known |= party.known_by
                found.append(party._replace(is_lead=False))
    return tuple(found)


def _members(lead: Contractor | None) -> tuple[Party, ...]:
    if lead is None:
        return ()
    first = _party(lead, is_lead=True)
    others = lead.consortium
    if not others:
        return (first,)
    return (first, *(_party(member, is_lead=False) for member in others))


def _party(company: Company, *, is_lead: bool) -> Party:
    return Party(
        company.key,
        company.name,
        company.code or "",
        is_lead,
        company.kind.label if company.kind else "",
        keys_of(company) if company.key and (company.code or company.earlier_names) else None,
        company.former_names,
        tuple(other.name for other in company.merged),
    )


@figure(
    "建设进度",
    "%",
    "最近一次进度报告的数，由示范县填报",
    counts="进度台账里本项目的各行，取日期最近的一行；从未报告的写“暂无报告”",
    cancelled="照原样显示",
    corrected="更正过的，取更正后的行",
    shown=PERCENT_AS_TOLD,
)
def reported_percent(latest: Progress | None) -> Decimal | None:
    """The last reported progress; None if there is none."""
    return latest.percent if latest else None


@figure(
    "已验收",
    "个",
    "状态为已验收的项目的个数",
    counts="公开的每个项目",
    cancelled="不计",
    corrected="复验不合格的，状态改回以后不计",
    shown=WHOLE,
)
def number_accepted(rows: Iterable[ProjectRow]) -> int:
    """Number of projects that are accepted."""
    return sum(row.status is Status.ACCEPTED for row in rows)


def reported_rest(latest: Progress | None, rests: Rests) -> Rest:
    """How withheld records affect the last reported progress: a report that was never published may be the last."""
    if rests.progress is Rest.MISSING:
        return Rest.MISSING
    return Rest.EARLIER if latest and latest.earlier else Rest.LATEST


@figure(
    "逾期",
    "个、天",
    "完成时限已过、状态仍不到“基本完成”的项目；天数是完成时限的次日起到数据截至日的天数",
    counts="每个项目；只写到月、季、年的完成时限，按其中最后一天；从合同签订等事件起算而事件未登记日期的，不判断；显示上一次公开的内容的项目不计",
    cancelled="不计",
    corrected="按现在的完成时限计算；时限的改动列入变更记录",
    shown=WHOLE,
)
def days_overdue(project: Project, as_of: date) -> int:
    """Days since the deadline of a project neither done nor cancelled; otherwise 0.

    Also 0 if an earlier version of the project stands, since its deadline may have changed, or if nothing given or
    reported since tells its status.
    """
    due = project.due
    if due is None or project.earlier:
        return 0
    status = project.status_after(due)
    if status is None or status.is_done or status is CANCELLED:
        return 0
    return max((as_of - due).days, 0)
