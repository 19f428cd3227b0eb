"""Contracting processes as compiled releases of OCDS 1.1, each once, whatever the number of its projects."""

from generator.model.codelists import Status
from generator.model.contracts import Contract
from generator.model.money import format_wan
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.parties import Parties
from generator.render.open_contracting.processes import Process, agreed, documents, first_value, transactions
from generator.render.open_contracting.values import Json, filled, moment, money, period


def release(
    disclosed: Disclosed,
    process: Process,
) -> Json:
    """One process from its tender to its payments, as it is on the day of the portal."""
    portal = disclosed.portal
    leads = [process.contractor, *(project.contractor for project in process.projects)]
    parties = Parties(disclosed.parties, leads)
    buyer = parties.department("buyer", "procuringEntity")
    suppliers = parties.suppliers(process.contractor)
    papers = documents(process)
    record = filled(
        ocid=f"{portal.site.release_prefix}-{process.id}",
        id=f"{process.id}-{portal.as_of}",
        date=moment(portal.as_of),
        tag=["compiled"],
        initiationType="tender",
        language="zh",
        buyer=buyer,
        planning=_planning(process),
        tender=_tender(process, buyer, papers),
        awards=[_award(disclosed, process, suppliers)] if process.is_awarded else [],
        contracts=[_contract(disclosed, process, parties, papers)] if _is_signed(process) else [],
    )
    record["parties"] = parties.listed
    return record


def _tender(process: Process, buyer: Json, papers: list[Json]) -> Json:
    return filled(
        id=process.id,
        title=process.title,
        description=process.projects[0].requirements if process.is_of_one else None,
        status=_tender_status(process),
        procuringEntity=buyer,
        value=money(process.ceiling),
        procurementMethod=process.method.code if process.method else None,
        procurementMethodDetails=process.method.label if process.method else None,
        procurementMethodRationale=process.rationale,
        numberOfTenderers=process.bidders,
        documents=[paper for paper in papers if paper["documentType"] == "tenderNotice"],
    )


def _planning(process: Process) -> Json:
    """The project; of several, their numbers, since the standard has room for one."""
    if process.is_of_one:
        (project,) = process.projects
        return {"budget": filled(project=project.title, projectID=project.id)}
    numbers = "、".join(project.id for project in process.projects)
    return {"rationale": f"{Contract.label_of('parts')}：{numbers}"}


def _tender_status(process: Process) -> str:
    if process.is_awarded:
        return "complete"
    return "cancelled" if all(one.status is Status.CANCELLED for one in process.projects) else "active"


def _award(disclosed: Disclosed, process: Process, suppliers: list[Json]) -> Json:
    value = process.award_amount if process.contract else first_value(disclosed, process)
    return filled(
        id=f"{process.id}-award",
        title=process.title,
        status="active",
        date=moment(process.award_date),
        value=money(value),
        suppliers=suppliers,
    )


def _is_signed(process: Process) -> bool:
    """Whether a contract is disclosed: one in contracts.yaml is, what a project tells itself once it is signed."""
    return process.contract is not None or process.signed is not None


def _contract(
    disclosed: Disclosed,
    process: Process,
    parties: Parties,
    papers: list[Json],
) -> Json:
    contract = process.contract
    current = contract.current if contract else process.value
    paid = [
        item
        for project in process.projects
        if len(disclosed.county.contracts_of[project.id]) <= 1
        for item in transactions(disclosed, project, parties)
    ]
    return filled(
        id=process.id,
        awardID=f"{process.id}-award",
        title=process.title,
        status="terminated" if process.is_ended else "active",
        period=period(process.signed, process.end) if process.signed else None,
        value=money(current),
        dateSigned=moment(process.signed),
        documents=[paper for paper in papers if paper["documentType"] != "tenderNotice"],
        amendments=_amendments(process),
        milestones=_milestones(process),
        implementation=filled(transactions=paid),
    )


def _milestones(process: Process) -> list[Json]:
    """What was agreed to be paid; the standard has room for amounts in words alone."""
    found = []
    for each in agreed(process):
        amount = "" if each.amount is None else f"{format_wan(each.amount)} 万元"
        found.append(
            filled(
                id=each.id,
                title=each.title,
                type="financing",
                description="；".join(filter(None, (amount, each.told))),
                dueDate=moment(each.due),
            )
        )
    return found


def _amendments(process: Process) -> list[Json]:
    if process.contract is None:
        return []
    return [
        filled(
            id=f"supplement-{number}",
            date=moment(made.date),
            description=made.content or made.number,
        )
        for number, made in enumerate(process.contract.supplements, 1)
    ]
