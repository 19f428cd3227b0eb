"""Subscribers to digests by mail: a list that the publisher keeps outside the repository."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Annotated

from generator.model.base import Codelist, Label, Record


class Frequency(Codelist):
    """频率."""

    DAILY = ("每日", "Daily", "daily")
    WEEKLY = ("每周", "Weekly", "weekly")


class SubscriberRow(Record):
    """A row of the list as clerks write it; several values in a cell are separated by 、."""

    address: Annotated[str, Label("邮箱")]
    frequency: Annotated[str, Label("频率", note="每日或每周")]
    counties: Annotated[str | None, Label("县", note="名称或行政区划代码；不填就是全部")] = None
    contractors: Annotated[str | None, Label("承办单位", note="全称或统一社会信用代码；不填就是全部")] = None
    rules: Annotated[str | None, Label("规则", note="规则目录里的编号；填了就只收这些规则的发现")] = None
    least: Annotated[
        str | None,
        Label("金额不低于（万元）", note="填了就只收金额不低于它的拨付和变更"),
    ] = None


@dataclass(frozen=True)
class Wish:
    """What one row asks for: all its conditions together; an empty one asks nothing."""

    counties: tuple[str, ...] = ()
    contractors: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    least: Decimal | None = None
    """万元."""

    @property
    def in_words(self) -> str:
        """``康平县；金额不低于 50 万元``; 全部 without a condition."""
        parts = ["、".join(values) for values in (self.counties, self.contractors) if values]
        parts += [f"规则 {'、'.join(self.rules)}"] if self.rules else []
        parts += [f"金额不低于 {self.least:f} 万元"] if self.least is not None else []
        return "；".join(parts) or "全部"


@dataclass(frozen=True)
class Subscriber:
    """An address that gets mails of one frequency, about whatever any of its wishes asks for."""

    address: str
    frequency: Frequency
    wishes: tuple[Wish, ...]


def subscribers_of(rows: Iterable[tuple[str, Frequency, Wish]]) -> tuple[Subscriber, ...]:
    """Joins the rows of one address and frequency, in the order of the addresses."""
    ordered = sorted(rows, key=lambda row: (row[0], row[1].label))
    return tuple(
        Subscriber(address, frequency, tuple(dict.fromkeys(wish for _, _, wish in group)))
        for (address, frequency), group in groupby(ordered, key=lambda row: row[:2])
    )
