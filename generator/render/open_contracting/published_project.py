"""One project as OC4IDS 0.9 has it (docs/oc4ids.md maps it field by field)."""

from collections.abc import Sequence

from generator.model.codelists import Conclusion, Direction
from generator.model.contracts import Contracts
from generator.model.disclosure import CountyDisclosure
from generator.model.money import ZERO
from generator.model.project import Project
from generator.render.open_contracting.budget import budget
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.measures import metrics, milestones
from generator.render.open_contracting.named_documents import Documents
from generator.render.open_contracting.parties import UNIT, Parties
from generator.render.open_contracting.processes import (
    Process,
    agreed,
    first_value,
    modifications,
    transactions,
)
from generator.render.open_contracting.processes import documents as process_documents
from generator.render.open_contracting.values import Json, filled, moment, money, on, period
from generator.views.project import updated_on

_SECTORS = {
    Direction.LOGISTICS: ["economy", "transport.road"],
    Direction.UNSORTED: [],
}
"""The nearest codes; the list is open, but has none for farming, commerce or training."""
_ECONOMY = ["economy"]


def project_record(
    disclosed: Disclosed, documents: Documents, project: Project, own: Sequence[Process]
) -> Json:
    """A project with all that is disclosed of it; ``own`` are its contracting processes."""
    county, portal = disclosed.county, disclosed.portal
    companies = [project.contractor, *(process.contractor for process in own)]
    parties = Parties(disclosed.parties, companies)
    authority = parties.authority("publicAuthority")
    paid = transactions(disclosed, project, parties)
    paid_by_process = paid if len(own) == 1 else []
    signed = [process.signed for process in own if process.signed]
    accepted = project.acceptance if _is_accepted(project) else None
    record = filled(
        id=f"{portal.site.project_prefix}-{county.lasting(project.id)}",
        updated=moment(updated_on(county, project)),
        language="zh",
        identifiers=[{"id": project.id, "scheme": UNIT}],
        title=project.title,
        description=project.description,
        status=project.status.code,
        sector=_SECTORS.get(project.direction, _ECONOMY),
        purpose=project.requirements,
        additionalClassifications=_classifications(project),
        period=period(project.start, project.due),
        implementationPeriod=period(min(signed, default=None), accepted.date if accepted else None),
        locations=[_location(disclosed, project)],
        publicAuthority=authority,
        budget=budget(disclosed, project, parties),
        milestones=milestones(county, project, portal.as_of),
        metrics=metrics(disclosed, project),
        documents=documents.of(project),
        contractingProcesses=[
            {"id": process.id, "summary": _summary(disclosed, process, project, parties, paid_by_process)}
            for process in own
        ],
        completion=_completion(county, project),
        transactions=[] if paid_by_process else paid,
    )
    record["parties"] = parties.listed
    return record


def _is_accepted(project: Project) -> bool:
    return project.acceptance is not None and project.acceptance.conclusion is Conclusion.PASSED


def _classifications(project: Project) -> list[Json]:
    label = project.direction.label
    return [{"scheme": "CN-226-direction", "id": label, "description": project.stated_direction or label}]


def _location(disclosed: Disclosed, project: Project) -> Json:
    place = disclosed.place
    if not project.location:
        return place
    return {**place, "address": {"streetAddress": project.location, **place["address"]}}


def _summary(
    disclosed: Disclosed, process: Process, project: Project, parties: Parties, paid: list[Json]
) -> Json:
    """A process as one of its projects sees it: of a contract for several, the project's own part of the value."""
    contract, signed = process.contract, process.signed
    settled = contract.termination.settled if contract and contract.termination else None
    office = parties.department("procuringEntity", "administrativeEntity", "buyer")
    is_alone = process.is_of_one
    value = first_value(disclosed, process) if is_alone else process.value_of(project)
    return filled(
        externalReference=process.reference,
        title=process.title,
        description=project.requirements if is_alone else _shared(process),
        status="closed" if process.is_ended else "active" if process.is_awarded else "pre-award",
        tender=_tender(process, office),
        suppliers=parties.suppliers(process.contractor),
        contractValue=money(value),
        contractPeriod=period(signed, process.end) if signed else None,
        finalValue=money(settled) if is_alone else None,
        documents=process_documents(process),
        modifications=modifications(disclosed, process),
        milestones=_payments(process) if is_alone else [],
        transactions=paid,
    )


def _tender(process: Process, office: Json) -> Json:
    return filled(
        procurementMethod=process.method.code if process.method else None,
        procurementMethodDetails=_method(process),
        datePublished=moment(process.notice_date),
        costEstimate=money(process.ceiling) if process.is_of_one else None,
        numberOfTenderers=process.bidders,
        procuringEntity=office,
        administrativeEntity=office,
    )


def _payments(process: Process) -> list[Json]:
    """What was agreed to be paid; no status, since one that is met would have a transaction of its own."""
    return [
        filled(
            id=each.id,
            title=each.title,
            type="payment",
            description=each.told,
            dueDate=moment(each.due),
            value=money(each.amount),
        )
        for each in agreed(process)
    ]


def _method(process: Process) -> str | None:
    if process.method is None:
        return None
    return process.method.label + (f"：{process.rationale}" if process.rationale else "")


def _shared(process: Process) -> str | None:
    """Says of a contract for several projects that it is one."""
    if process.is_of_one or not process.contract:
        return None
    ids = dict.fromkeys(
        (*(part.project for part in process.contract.parts), *(one.id for one in process.projects))
    )
    kind = (
        process.contract.label_of("is_framework")
        if process.contract.is_framework
        else Contracts.label_of("contracts")
    )
    return f"这份{kind}涉及 {len(ids)} 个项目（{'、'.join(ids)}），这里的金额是本项目的一份"


def _completion(county: CountyDisclosure, project: Project) -> Json | None:
    if not _is_accepted(project) or project.acceptance is None:
        return None
    spent = county.spent_of[project.id]
    is_all = spent > ZERO and spent == project.investment
    return filled(
        endDate=on(project.acceptance.date)["endDate"],
        endDateDetails="项目验收合格",
        finalScopeDetails="；".join(
            f"{target.name} {target.achieved}{target.unit or ''}（目标 {target.value}）"
            for target in project.targets
            if target.achieved is not None and target.value is not None
        ),
        finalValue=money(spent) if is_all else None,
    )
