"""The events of decisions on counterfeit goods and fraud, in the words of the authority."""

from collections.abc import Iterator

from generator.model.codelists import FeedTopic
from generator.model.partial_day import earliest
from generator.model.row_key import rows_named, table_of
from generator.views.event_maker import EventMaker
from generator.views.events import Event
from generator.views.said import said


def enforcement_events(maker: EventMaker) -> Iterator[Event]:
    """Yields an event for each decision; corrections are told as such elsewhere."""
    county = maker.county
    for named in rows_named(county.enforcement):
        row = named.row
        if row.corrects is not None:
            continue
        table, number = table_of(row), f"（{row.number}）" if row.number else ""
        event = maker.event(
            f"{table}/{row.project or maker.code}/{earliest(row.date).isoformat()}/{named.key(county.lasting)}",
            row.date,
            FeedTopic.PROJECTS,
            f"{row.authority}作出处理决定{number}",
            said(row, "company", "act", "result", "basis", "number", "url", "later"),
            row,
            record=f"{maker.code}/{table}",
            row=named,
            project=county.by_id.get(row.project or ""),
        )
        yield maker.of_company(event, row)
