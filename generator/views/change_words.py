"""Changes of one record in words: a headline with the figures of the weightiest, and a line for each."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model import attached_file
from generator.model.canonical import digest
from generator.model.change import WHOLE, Change, History, Weight, is_return
from generator.model.days import in_sentence
from generator.model.disclosure import CountyDisclosure
from generator.model.fields import field_in_words
from generator.model.files import kind_of, unit_of
from generator.model.money import format_wan
from generator.model.place import INSIDE
from generator.model.plan import Plan
from generator.model.project import Project
from generator.rules.watched import watched_changes
from generator.views.events import Event
from generator.views.excerpts import excerpts
from generator.views.provenance import Stamp

_LONG = 60
"""Characters of old and new value together; longer values are left out of the headline."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WEIGHTS = (Weight.MAJOR, Weight.ORDINARY, Weight.WORDING)
_WAN = "万元"
_TOLD_FIRST = (Project.label_of("deadline"), Project.label_of("contractor"))
"""What is told before other changes of the same weight, after amounts."""
_ADJUSTMENT = Plan.label_of("plan_changes")


@dataclass(frozen=True)
class Cover:
    """The adjustment of the plan that a change rests on."""

    day: date
    stamp: Stamp | None
    """When it was published; None: unknown."""


Covers = Mapping[Change, Cover | None]
"""Change that needs an adjustment of the plan (rule L103) → the one that covers it; None: none does."""


def covers_of(
    county: CountyDisclosure, history: History | None, as_of: date, events: Iterable[Event]
) -> Covers:
    """Returns the changes that need an adjustment; ``events`` are the county's."""
    told = {event.digest: event.when for event in events if event.key.startswith("plan-changes/")}
    return {
        change: Cover(adjustment.date, told.get(digest(adjustment))) if adjustment else None
        for change, adjustment in watched_changes(county, history, as_of)
    }


def weightiest(changes: Sequence[Change]) -> Change:
    """Returns the change that a headline tells: of amounts, then deadline and contractor, rather changed than first given."""
    return min(changes, key=_order)


def _order(change: Change) -> tuple[int, bool, int, int]:
    head, *inside = change.field.split(INSIDE)
    kind = _TOLD_FIRST.index(head) + 1 if head in _TOLD_FIRST else len(_TOLD_FIRST) + 1
    is_amount = unit_of(change.record, change.field) == _WAN
    return _WEIGHTS.index(change.weight), not change.old, 0 if is_amount else kind, len(inside)


def largest_amount(changes: Iterable[Change]) -> Decimal | None:
    """Returns the largest amount of money, in 万元, that changes tell, before or after; None if they tell of none."""
    found = (Decimal(value) for change in changes for value in _amounts(change))
    return max(found, default=None)


def _amounts(change: Change) -> Iterator[str]:
    """Yields the amounts of a change; those of a row that came or went stand in the words for it."""
    kind = kind_of(change.record)
    if change.field.rpartition(INSIDE)[2] == WHOLE and kind:
        fields = kind.model.model_fields.values()
        names = [info.alias for info in fields if unit_of(change.record, f"{INSIDE}{info.alias}") == _WAN]
        for name, value in (cell.partition(" ")[::2] for cell in f"{change.old}，{change.new}".split("，")):
            if name in names and _NUMBER.fullmatch(value):
                yield value
    elif unit_of(change.record, change.field) == _WAN:
        yield from filter(_NUMBER.fullmatch, (change.old, change.new))


def headline(changes: Sequence[Change]) -> str:
    """Returns one sentence; amounts with their unit: ``扶持资金额度 123.00→117.00 万元等 2 项``."""
    first = weightiest(changes)
    what, old, new = field_in_words(first.field), *values_in_words(first)
    more = f"等 {len(changes)} 项" if len(changes) > 1 else ""
    if len(old) + len(new) > _LONG:
        return f"{what}{more}有改动"
    if is_return(first) or (not old and first.field.endswith(f"{INSIDE}{WHOLE}")):
        return in_sentence(f"重新公开{what}：{new}{more}")
    if not old:
        return in_sentence(f"补充{what}：{new}{more}")
    if not new:
        return in_sentence(f"删去{what}（原为 {old}）{more}" if more else f"删去{what}，原为 {old}")
    unit = f" {_WAN}"
    short = old.removesuffix(unit) if new.endswith(unit) else old
    return in_sentence(f"{what} {short}→{new}{more}" if more else f"{what}由 {short} 改为 {new}")


def line(change: Change, covers: Covers) -> str:
    """Returns one change in full, and whether an adjustment of the plan covers it, if it needs one."""
    old, new = values_in_words(change)
    told = f"{field_in_words(change.field)}：{old or '（无）'} → {new or '（无）'}"
    if change not in covers:
        return told
    cover = covers[change]
    return f"{told}（{cover.day} {_ADJUSTMENT}）" if cover else f"{told}（未登记对应的{_ADJUSTMENT}）"


def stamp_of(changes: Sequence[Change], covers: Covers) -> Stamp:
    """Returns when changes of one commit were published; an adjustment told later updates what was said of them."""
    published, commit = changes[0].published, changes[0].commit
    found = [cover.stamp for change in changes if (cover := covers.get(change)) and cover.stamp]
    last = max(found, key=lambda stamp: stamp.published, default=None)
    if last is None or last.published <= published:
        return Stamp(published, published, commit)
    return Stamp(published, last.published, last.commit)


def values_in_words(change: Change) -> tuple[str, str]:
    """Returns the old and the new value for readers: amounts with their unit, long texts and digests cut."""
    if change.record.endswith(f"/{attached_file.TABLE}"):
        return attached_file.in_short(change.old), attached_file.in_short(change.new)
    return excerpts(*whole_values(change))


def whole_values(change: Change) -> tuple[str, str]:
    """Returns the old and the new value, amounts with their unit; empty if there is none."""
    if change.field.rpartition(INSIDE)[2] == WHOLE:
        return _row(change, change.old), _row(change, change.new)
    unit = unit_of(change.record, change.field)
    return _with_unit(change.old, unit), _with_unit(change.new, unit)


def _with_unit(value: str, unit: str) -> str:
    if not unit or not _NUMBER.fullmatch(value):
        return value
    return f"{format_wan(Decimal(value))} {_WAN}" if unit == _WAN else f"{value}{unit}"


def _row(change: Change, told: str) -> str:
    """Returns a whole row of a ledger, ``日期 2021-03-01，金额 74.4``, with units."""
    kind = kind_of(change.record)
    labels = {info.alias for info in kind.model.model_fields.values()} if kind else frozenset()
    cells = [cell.partition(" ") for cell in told.split("，")]
    return "，".join(
        f"{label}{space}{_with_unit(value, unit_of(change.record, INSIDE + label)) if label in labels else value}"
        for label, space, value in cells
    )
