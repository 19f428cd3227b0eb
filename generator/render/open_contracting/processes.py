"""The contracting processes of a county: a contract each, or the procurement that a project's own file tells.

Both standards draw on them: OC4IDS tells a process under each of its projects, OCDS tells it once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from generator.model.change import Change, Weight
from generator.model.codelists import ProcurementMethod, Status
from generator.model.company import Contractor
from generator.model.contracts import Contract
from generator.model.disclosure import CountyDisclosure
from generator.model.partial_day import judged_day
from generator.model.place import INSIDE
from generator.model.project import Procurement, Project
from generator.model.types import parse_money
from generator.render.open_contracting.disclosed import Disclosed
from generator.render.open_contracting.ids import own_process_id, process_id
from generator.render.open_contracting.ledger_rows import Way
from generator.render.open_contracting.parties import Parties
from generator.render.open_contracting.values import Json, document, filled, moment, money, period

_AMOUNT = INSIDE.join((Project.label_of("procurement"), Procurement.label_of("award_amount")))
_PROCUREMENT = f"{Project.label_of('contractor')}{Project.label_of('procurement')}"
_DEADLINE, _SCOPE = Project.label_of("deadline"), Project.label_of("description")


@dataclass(frozen=True)
class Process:
    """One way from a tender to a contract; money in 万元."""

    id: str
    title: str
    projects: tuple[Project, ...]
    """Those it is for that are published; each is also told how much of it is its own."""
    contract: Contract | None
    """None: told in the project's own file."""
    reference: str
    method: ProcurementMethod | None
    rationale: str | None
    notice_date: date | None
    notice_url: str | None
    bidders: int | None
    ceiling: Decimal | None
    award_date: date | None
    award_amount: Decimal | None
    signed: date | None
    value: Decimal | None
    """As it was signed."""
    contractor: Contractor | None

    @cached_property
    def is_of_one(self) -> bool:
        """Whether it is for one project alone, published or not."""
        if self.contract is None:
            return True
        told = {part.project for part in self.contract.parts} | {project.id for project in self.projects}
        return len(told) == 1 and not self.contract.is_framework

    @cached_property
    def is_ended(self) -> bool:
        """Whether it is terminated, or nothing of its projects is still under way."""
        if self.contract and self.contract.termination:
            return True
        return all(project.status in (Status.ACCEPTED, Status.CANCELLED) for project in self.projects)

    @cached_property
    def is_awarded(self) -> bool:
        return any((self.award_date, self.award_amount, self.signed, self.value, self.contractor))

    @cached_property
    def end(self) -> date | None:
        """The last deadline of its projects; None where one of them has none to the day."""
        days = [project.due for project in self.projects]
        return None if None in days else max((day for day in days if day), default=None)

    def value_of(self, project: Project) -> Decimal | None:
        """What of the value is one project's; None: not disclosed."""
        return self.value if self.is_of_one or not self.contract else self.contract.part_of(project.id)


def processes(county: CountyDisclosure) -> tuple[Process, ...]:
    """All of a county, each once: its contracts in their order, then what projects tell themselves."""
    own = (_own(county, project) for project in county.projects if not county.contracts_of[project.id])
    return (*_contracts(county), *(process for process in own if process))


def _contracts(county: CountyDisclosure) -> Iterator[Process]:
    for contract in county.contracts.contracts:
        projects = [
            one for one in county.projects if any(each is contract for each in county.contracts_of[one.id])
        ]
        if not projects:
            continue  # its projects are withheld, withdrawn or not told
        notice = contract.notice
        yield Process(
            id=process_id(county, contract),
            title=contract.title,
            projects=tuple(projects),
            contract=contract,
            reference=contract.number,
            method=contract.method,
            rationale=contract.exception_reason,
            notice_date=notice.date if notice else None,
            notice_url=notice.url if notice else None,
            bidders=contract.bidders,
            ceiling=contract.ceiling,
            award_date=contract.award_date,
            award_amount=contract.award_amount,
            signed=contract.date,
            value=contract.original,
            contractor=contract.contractor,
        )


def _own(county: CountyDisclosure, project: Project) -> Process | None:
    made = project.procurement
    if made is None and project.contractor is None:
        return None
    made = made or Procurement()
    return Process(
        id=own_process_id(county, project.id),
        title=f"{project.title}{_PROCUREMENT}",
        projects=(project,),
        contract=None,
        reference=project.id,
        method=made.method,
        rationale=made.exception_reason,
        notice_date=made.notice_date,
        notice_url=made.notice_url,
        bidders=None,
        ceiling=None,
        award_date=made.award_date,
        award_amount=made.award_amount,
        signed=made.contract_date,
        value=made.award_amount,
        contractor=project.contractor,
    )


def transactions(disclosed: Disclosed, project: Project, parties: Parties) -> list[Json]:
    """What was paid to a project, and what came back of it with payer and payee exchanged.

    Made once for both standards, unless they call a party by different names.
    """
    paid = disclosed.rows.payments[project.id]
    if not paid.rows:
        return []
    office = parties.department("payer")
    sides: dict[Way, Json] = {}
    for name, is_back in paid.ways:
        payee = parties.payee(name, project.contractor)
        if is_back:
            sides[name, is_back] = filled(payer=payee, payee=parties.department("payee"))
        else:
            sides[name, is_back] = filled(payer=office, payee=payee)
    known = disclosed.transactions.get(project.id)
    if known is None or known[0] != sides:
        known = disclosed.transactions[project.id] = (
            sides,
            [{**told, **sides[way]} for told, way in paid.rows],
        )
    return known[1]


def documents(process: Process) -> list[Json]:
    """The tender notice, supplements and the termination."""
    found: list[Json] = []
    if process.notice_date or process.notice_url:
        day = moment(process.notice_date)
        found.append(
            document("tender-notice", "tenderNotice", "采购公告", url=process.notice_url, datePublished=day)
        )
    contract = process.contract
    for number, made in enumerate(contract.supplements if contract else (), 1):
        found.append(
            document(
                f"supplement-{number}",
                "contractAmendment",
                made.number or Contract.label_of("supplements"),
                description=made.content,
                datePublished=moment(made.date),
            )
        )
    if contract and contract.termination:
        found.append(
            document(
                "termination",
                "termination",
                Contract.label_of("termination"),
                description=contract.termination.reason,
                datePublished=moment(contract.termination.date),
            )
        )
    return found


class Agreed(NamedTuple):
    """What is to be paid when; money in 万元."""

    id: str
    title: str
    told: str
    """When, in words."""
    due: date | None
    amount: Decimal | None


def agreed(process: Process) -> Iterator[Agreed]:
    """Yields 付款约定 of a contract, as its page has it.

    Whether something was paid by it is not told: the ledger of payments does not name instalments.
    """
    contract = process.contract
    terms = contract.terms if contract else None
    if contract is None or terms is None:
        return
    whole = contract.current
    for number, part in enumerate(terms.instalments, 1):
        reached = f"{part.reached} 达成" if part.reached else ""
        yield Agreed(f"payment-{number}", part.milestone, reached, part.due, part.agreed(whole))
    if terms.retention or terms.release_event:
        kept = None if whole is None or not terms.retention else terms.retained(whole)
        yield Agreed("retention", "质保金", terms.release_event or "", terms.release, kept)


def first_value(disclosed: Disclosed, process: Process) -> Decimal | None:
    """What a contract was worth at first: changes of it are told as modifications."""
    if process.contract is None:
        for change in disclosed.changes_of[process.reference]:
            if change.field == _AMOUNT and (was := _amount(change.old)):
                return was
    return process.value


def modifications(disclosed: Disclosed, process: Process) -> list[Json]:
    """Changes of the value, the time or the scope of a process, where it is for one project alone."""
    if not process.is_of_one:
        return []
    supplements = _supplements(process.contract) if process.contract else ()
    return [*_published(disclosed, process), *supplements]


def _supplements(contract: Contract) -> Iterator[Json]:
    before = contract.original
    for number, made in enumerate(contract.supplements):
        after = contract.amount_after(number)
        is_value = before is not None and after is not None and before != after
        yield filled(
            id=f"supplement-{number + 1}",
            date=moment(made.date),
            description=made.content or made.number,
            type="value" if is_value else None,
            oldContractValue=money(before) if is_value else None,
            newContractValue=money(after) if is_value else None,
        )
        before = after


def _published(disclosed: Disclosed, process: Process) -> Iterator[Json]:
    """Yields the published changes of what a project tells of its contract."""
    (project,) = process.projects
    for change in disclosed.changes_of[project.id]:
        told = change.old and change.new and _change(change, process)
        if told:
            yield filled(
                id=f"change-{change.commit[:12]}-{told['type']}",
                date=change.published.isoformat(timespec="seconds"),
                description=f"{change.field}：{change.old} → {change.new}",
                **told,
            )


def _change(change: Change, process: Process) -> Json | None:
    if change.field == _AMOUNT and process.contract is None:
        old, new = money(_amount(change.old)), money(_amount(change.new))
        return {"type": "value", "oldContractValue": old, "newContractValue": new}
    if change.field == _DEADLINE:
        old_end, new_end = judged_day(change.old), judged_day(change.new)
        return {
            "type": "duration",
            "oldContractPeriod": period(process.signed, old_end),
            "newContractPeriod": period(process.signed, new_end),
        }
    is_scope = change.field == _SCOPE and change.weight is not Weight.WORDING
    return {"type": "scope"} if is_scope else None


def _amount(text: str) -> Decimal | None:
    """An amount of the change record, 万元; None if it is none."""
    try:
        return parse_money(text)
    except PydanticCustomError:
        return None
