"""What a project is to cost: its sources add up to it, and what the subsidy is to pay for."""

from datetime import date
from decimal import Decimal

from generator.model.codelists import FundSource
from generator.model.money import total
from generator.model.project import PRIVATE, Project
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.parties import Parties
from generator.render.open_contracting.values import Json, moment, money, period

_ALL = "总投资＝各资金来源之和"
_PURPOSE = f"按{Project.label_of('budget_lines')}"
_CENTRAL = FundSource.CENTRAL


def budget(disclosed: Disclosed, project: Project, parties: Parties) -> Json:
    """The budget; without a sum where the subsidy is not disclosed, since the rest would look like the whole."""
    sources = _by_source(project, parties)
    is_whole = bool(sources) and project.central is not None
    groups = [
        {"id": "source", "description": "按资金来源", "budgetBreakdown": sources},
        {
            "id": "purpose",
            "description": _PURPOSE,
            "budgetBreakdown": _by_purpose(project, parties),
        },
    ]
    return {
        "description": _ALL if is_whole else None,
        "amount": money(project.investment) if is_whole else None,
        "approvalDate": moment(_plan_date(disclosed, project)) if sources else None,
        "budgetBreakdowns": [group for group in groups if group["budgetBreakdown"]],
    }


def _plan_date(disclosed: Disclosed, project: Project) -> date | None:
    plan = disclosed.batch_of[project.id].plan.plan
    return plan.date if plan else None


def _by_source(project: Project, parties: Parties) -> list[Json]:
    """One line each source; their sum is the investment that the project's page shows."""
    lines: list[tuple[str, str, Decimal, Json, str | None]] = []
    central = [line for line in project.sources if line.source is _CENTRAL]
    is_told_twice = project.subsidy is not None and total(line.amount for line in central) != project.subsidy
    if project.subsidy is not None and (not central or is_told_twice):
        label = f"中央财政专项资金（{project.label_of('subsidy')}）"
        lines.append(("central", label, project.subsidy, parties.funder(_CENTRAL), None))
    for number, line in enumerate(project.sources, 1):
        if line.source is not _CENTRAL or not is_told_twice:
            party = _owner(project, parties) if line.source in PRIVATE else parties.funder(line.source)
            lines.append((str(number), line.source.label, line.amount, party, line.document))
    listed = len(project.sources)
    for label, amount, _ in project.all_sources[listed:]:
        is_local = label == project.label_of("local_match")
        party = parties.local_funder() if is_local else _owner(project, parties)
        lines.append(("local" if is_local else "company", label, amount, party, None))
    when = period(project.start, project.due)
    return [
        {
            "id": f"source-{id_}",
            "description": f"{label}（{document}）" if document else label,
            "amount": money(amount),
            "sourceParty": party,
            "period": when,
        }
        for id_, label, amount, party, document in lines
    ]


def _owner(project: Project, parties: Parties) -> Json:
    """Whose money 企业投入 and 自筹 are; nobody where no contractor is disclosed."""
    lead = project.contractor
    return parties.company(lead, "funder") if lead else {}


def _by_purpose(project: Project, parties: Parties) -> list[Json]:
    """资金用途, of central money alone where the project has any."""
    party = parties.funder(_CENTRAL) if project.budget_lines and project.central else {}
    return [
        {
            "id": f"purpose-{number}",
            "description": f"{line.category.label}：{line.purpose}",
            "amount": money(line.amount),
            "sourceParty": party,
        }
        for number, line in enumerate(project.budget_lines, 1)
    ]
