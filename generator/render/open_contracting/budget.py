"""What a project is to cost: its sources add up to it, and what the subsidy is to pay for."""

from datetime import date
from decimal import Decimal

from generator.model.codelists import FundSource
from generator.model.money import ZERO, total
from generator.model.project import PRIVATE, Project
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.parties import Parties
from generator.render.open_contracting.values import Json, filled, moment, money, period

_ALL = "总投资＝各资金来源之和"
_PURPOSE = f"按{Project.label_of('budget_lines')}"
_CENTRAL, _LOCAL = FundSource.CENTRAL, Project.label_of("local_match")
_SUBSIDY = f"中央财政专项资金（{Project.label_of('subsidy')}）"


def budget(disclosed: Disclosed, project: Project, parties: Parties) -> Json:
    """The budget; without a sum where the subsidy is not disclosed, since the rest would look like the whole."""
    sources, investment = _by_source(project, parties)
    purposes = _by_purpose(project, parties)
    groups = []
    if sources:
        groups.append({"id": "source", "description": "按资金来源", "budgetBreakdown": sources})
    if purposes:
        groups.append({"id": "purpose", "description": _PURPOSE, "budgetBreakdown": purposes})
    whole: Json = {}
    if sources and project.central is not None:
        whole = {"description": _ALL, "amount": money(investment)}
    approved = moment(_plan_date(disclosed, project)) if sources else None
    return filled(**whole, approvalDate=approved, budgetBreakdowns=groups)


def _plan_date(disclosed: Disclosed, project: Project) -> date | None:
    plan = disclosed.batch_of[project.id].plan.plan
    return plan.date if plan else None


def _by_source(project: Project, parties: Parties) -> tuple[list[Json], Decimal]:
    """One line each source, and their sum, which is the investment that the project's page shows."""
    found: list[Json] = []
    investment = ZERO
    when = period(project.start, project.due)

    def add(id_: str, description: str, amount: Decimal, party: Json) -> None:
        nonlocal investment
        investment += amount
        found.append(_line(f"source-{id_}", description, amount, party, when))

    central = [line.amount for line in project.sources if line.source is _CENTRAL]
    is_told_twice = project.subsidy is not None and total(central) != project.subsidy
    if project.subsidy is not None and (not central or is_told_twice):
        add("central", _SUBSIDY, project.subsidy, parties.funder(_CENTRAL))
    for number, line in enumerate(project.sources, 1):
        if line.source is not _CENTRAL or not is_told_twice:
            label = line.source.label
            told = f"{label}（{line.document}）" if line.document else label
            party = _owner(project, parties) if line.source in PRIVATE else parties.funder(line.source)
            add(str(number), told, line.amount, party)
    for label, amount, _ in project.all_sources[len(project.sources) :]:
        is_local = label == _LOCAL
        party = parties.local_funder() if is_local else _owner(project, parties)
        add("local" if is_local else "company", label, amount, party)
    return found, investment


def _line(id_: str, description: str, amount: Decimal, party: Json, when: Json) -> Json:
    found = {"id": id_, "description": description, "amount": money(amount)}
    if party:
        found["sourceParty"] = party
    if when:
        found["period"] = when
    return found


def _owner(project: Project, parties: Parties) -> Json:
    """Whose money 企业投入 and 自筹 are; nobody where no contractor is disclosed."""
    lead = project.contractor
    return parties.company(lead, "funder") if lead else {}


def _by_purpose(project: Project, parties: Parties) -> list[Json]:
    """资金用途, of central money alone where the project has any."""
    party = parties.funder(_CENTRAL) if project.budget_lines and project.central else {}
    return [
        _line(f"purpose-{number}", f"{line.category.label}：{line.purpose}", line.amount, party, {})
        for number, line in enumerate(project.budget_lines, 1)
    ]
