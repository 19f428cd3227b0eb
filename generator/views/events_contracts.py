"""The contracts of a county and their supplements."""

from collections.abc import Iterator
from urllib.parse import quote

from generator.model.codelists import FeedTopic
from generator.model.contracts import Contract, Supplement
from generator.model.place import INSIDE
from generator.model.project import Project
from generator.views.event_maker import EventMaker
from generator.views.events import Event
from generator.views.said import said

_CONTRACTOR = Project.label_of("contractor")


def contract_events_of(maker: EventMaker) -> Iterator[Event]:
    """Yields contracts and their supplements, on the day they were signed."""
    record = f"{maker.code}/contracts"
    contracts = maker.county.contracts
    for number, contract in enumerate(contracts.contracts):
        key, name = quote(contract.number, safe=""), contracts.label_in("contracts", number)
        parties = said(contract, "number", "method", "amount")
        who = f"{_CONTRACTOR}：{contract.contractor.name}" if contract.contractor else ""
        only = {part.project for part in contract.parts}
        project = maker.county.by_id.get(next(iter(only))) if len(only) == 1 else None
        if contract.date:
            yield maker.event(
                f"contracts/{maker.code}/{key}",
                contract.date,
                FeedTopic.PROJECTS,
                f"签订合同：{contract.title}",
                (*parties, who),
                [contract.number, contract.original, contract.contractor],
                record=record,
                label=f"{name}{INSIDE}{Contract.label_of('date')}",
                fields=(name,),
                project=project,
            )
        for index, supplement in enumerate(contract.supplements):
            label = contracts.label_in("contracts", number, "supplements", index)
            yield maker.event(
                f"supplements/{maker.code}/{key}/{index + 1}",
                supplement.date,
                FeedTopic.CHANGES,
                f"{Contract.label_of('supplements')}：{contract.title}",
                (*said(supplement, "number", "difference", "amount"), supplement.content or ""),
                [contract.number, supplement],
                record=record,
                label=f"{label}{INSIDE}{Supplement.label_of('date')}",
                fields=(label,),
                project=project,
            )
