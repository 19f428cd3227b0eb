"""The payments of a county's costs that are no project."""

from collections.abc import Iterator
from urllib.parse import quote

from generator.model.codelists import FeedTopic
from generator.model.county import County
from generator.model.fees import Fee
from generator.model.money import format_wan
from generator.model.partial_day import earliest
from generator.model.place import INSIDE
from generator.views.event_maker import EventMaker
from generator.views.events import Event
from generator.views.said import said

_FEES, _PAYMENTS = County.label_of("fees"), Fee.label_of("payments")


def fee_events_of(maker: EventMaker) -> Iterator[Event]:
    """Yields an event for each payment; the change record knows a cost by its name."""
    county = maker.county.county
    for place, fee in enumerate(county.fees):
        for number, payment in enumerate(fee.payments):
            label = county.label_in("fees", place, "payments", number)
            yield maker.event(
                f"fees/{maker.batch}/{quote(fee.name, safe='')}/{earliest(payment.date).isoformat()}",
                payment.date,
                FeedTopic.FUNDS,
                f"{fee.name}{payment.kind or _PAYMENTS} {format_wan(payment.amount)} 万元",
                (
                    f"{_FEES}：{fee.name}",
                    *said(payment, "kind", "amount", "voucher"),
                    *said(fee, "payee", "basis"),
                ),
                [fee.name, payment],
                record=maker.money_record,
                label=f"{label}{INSIDE}{payment.label_of('date')}",
                fields=(label,),
                amount=payment.amount,
            )
