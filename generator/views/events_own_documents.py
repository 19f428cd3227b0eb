"""The events of one county's cases and of its own policy documents."""

from collections.abc import Iterator
from urllib.parse import quote

from generator.model.canonical import digest
from generator.model.codelists import FeedTopic
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Case
from generator.views.event_maker import EventMaker
from generator.views.events import Event, Shown, policy_event, told_earlier


def document_events_of(maker: EventMaker) -> Iterator[Event]:
    """Yields an event for each case, then for each policy document with a date."""
    yield from _cases(maker)
    yield from _policies(maker)


def _cases(maker: EventMaker) -> Iterator[Event]:
    for case in maker.county.cases:
        record = f"{maker.code}/cases/{case.id}"
        yield Event(
            f"cases/{maker.code}/{case.id}",
            case.date,
            FeedTopic.CASES,
            f"{maker.name}典型案例：{case.title}",
            told_earlier(case.earlier),
            f"cases/{case.id}.html",
            maker.code,
            maker.name,
            publisher=maker.publisher,
            is_demo=maker.is_demo,
            stamp=maker.provenance.stamp(record, case.date, marked=((record, case),)),
            digest=digest(case),
            record=record,
            earlier=case.earlier,
            markdown=case.text,
            pictures=tuple(_pictures(maker.county, case)),
        )


def _pictures(county: CountyDisclosure, case: Case) -> Iterator[Shown]:
    sizes = {item.name: item.size for item in county.attachments}
    for picture in case.pictures:
        if size := sizes.get(picture.file):
            url = f"attachments/{county.code}/{quote(picture.file)}"
            yield Shown(url, picture.caption, picture.licence, size)


def _policies(maker: EventMaker) -> Iterator[Event]:
    for name, policy in zip(maker.county.own_policy_ids, maker.county.own_policies, strict=True):
        record = f"{maker.code}/policies/{name}"
        for event in policy_event(policy, record, maker.publisher, maker.provenance):
            yield event._replace(
                key=maker.county.lasting(event.key),
                county_code=maker.code,
                county_name=maker.name,
                is_demo=maker.is_demo or policy.is_demo,
            )
