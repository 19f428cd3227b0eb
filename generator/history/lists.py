"""Compares two versions of a record whose parts may be lists: items are known by name or content, never by place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from generator.intake.screening.hiding import Mark
from generator.model.base import Record
from generator.model.fields import field_at, field_in_words, general, named_by, said_of
from generator.model.item_names import quoted, told_apart
from generator.model.place import INSIDE
from generator.model.row_pairs import Line, of_one_name, paired

_PLACE = re.compile(r"第([1-9][0-9]*)项")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_ALIKE = 0.5
"""Items with different names are one item renamed if at least this share of what else they say is equal."""
Fields = Mapping[str, str]
"""Label of a value, with list positions → the value."""


class Difference(NamedTuple):
    label: str
    """With the names of items in quotes; without a step for items that nothing names."""
    old: str
    new: str
    fields: tuple[str, ...]
    """Labels, without items, of the values that differ; several for an item that came or went."""
    hides: tuple[str, ...] = ()
    """Values that earlier changes under this label must tell no more."""
    is_nameless: bool = False
    """Whether it is of, or inside, an item that nothing names, or whose name others share: the next one may be another's."""


class _Leaf(NamedTuple):
    path: tuple[str, ...]
    """The steps below the part that is looked at; items by their place."""
    value: str


Leaves = Sequence[_Leaf]


@dataclass(frozen=True)
class _Item:
    leaves: Leaves
    """Without the step of its place."""
    name: str
    """In quotes; empty if nothing names it."""
    step: str
    """``name``, told apart from those of other items."""
    naming: frozenset[str]
    """The labels of the fields that may name it."""

    @property
    def content(self) -> dict[str, str]:
        """What it says, whatever the order of its own lists."""
        said: dict[str, list[str]] = {}
        for leaf in self.leaves:
            said.setdefault(general(INSIDE.join(leaf.path)), []).append(plain(leaf.value))
        return {
            f"{label}{number or ''}": text
            for label, texts in said.items()
            for number, text in enumerate(sorted(texts))
        }

    @property
    def rest(self) -> dict[str, str]:
        """What it says besides its name."""
        return {label: text for label, text in self.content.items() if label not in self.naming}


_NO_ITEM = _Item((), "", "", frozenset())


def differences(before: Fields, after: Fields, model: type[Record]) -> Iterator[Difference]:
    """Yields the values that differ; an item that came or went is one difference."""
    yield from _of_part(_leaves(before), _leaves(after), model, "")


def item_steps(fields: Fields, model: type[Record]) -> dict[str, str]:
    """Label → the same with the names of items in place of their positions, for items that have one."""
    return {
        label: INSIDE.join(steps)
        for label, steps in zip(fields, _renamed(_leaves(fields), model, ""), strict=True)
    }


def same(old: str, new: str) -> bool:
    """Whether two texts write one value: 350 and 350.00 do. Two redacted values are equal only if what they hide is."""
    if isinstance(old, Mark) and isinstance(new, Mark):
        return old == new
    return old == new or plain(old) == plain(new)


def plain(value: str) -> str:
    """A text without what makes no other value of it; a redacted one as it is."""
    if isinstance(value, Mark):
        return f"\0{value.of}"
    if _NUMBER.fullmatch(value) and "." in value:
        return value.rstrip("0").rstrip(".")
    return " ".join(value.split())


def _leaves(fields: Fields) -> Leaves:
    return [_Leaf(tuple(label.split(INSIDE)), value) for label, value in fields.items()]


def _of_part(before: Leaves, after: Leaves, model: type[Record], above: str) -> Iterator[Difference]:
    olds, news = _by_first_step(before), _by_first_step(after)
    for step in dict.fromkeys([*olds, *news]):
        old, new = olds.get(step, []), news.get(step, [])
        if old != new:
            yield from _of_field(old, new, model, f"{above}{step}")


def _by_first_step(leaves: Leaves) -> dict[str, list[_Leaf]]:
    found: dict[str, list[_Leaf]] = {}
    for leaf in leaves:
        found.setdefault(leaf.path[0], []).append(_Leaf(leaf.path[1:], leaf.value))
    return found


def _of_field(old: Leaves, new: Leaves, model: type[Record], label: str) -> Iterator[Difference]:
    if any(leaf.path and _PLACE.fullmatch(leaf.path[0]) for leaf in (*old, *new)):
        yield from _of_list(_items(old, model, label), _items(new, model, label), model, label)
    elif any(leaf.path for leaf in (*old, *new)):
        yield from _of_part(_inner(old), _inner(new), model, f"{label}{INSIDE}")
    else:
        was, now = (leaves[0].value if leaves else "" for leaves in (old, new))
        if not same(was, now):
            yield Difference(label, was, now, (general(label),), _hidden(old))


def _inner(leaves: Leaves) -> Leaves:
    return [leaf for leaf in leaves if leaf.path]


def _items(leaves: Leaves, model: type[Record], label: str) -> list[_Item]:
    """The items of a list; a part that stands where a list belongs is a list of one."""
    found: list[list[_Leaf]] = []
    for place, own in groupby(leaves, key=_place):
        found.append([_Leaf(leaf.path[1:] if place else leaf.path, leaf.value) for leaf in own])
    choices = named_by(model, label)
    names = [_name(own, choices) for own in found]
    naming = frozenset(each for choice in choices for each in choice)
    return [_Item(*item, naming) for item in zip(found, names, told_apart(names), strict=True)]


def _place(leaf: _Leaf) -> str:
    return leaf.path[0] if leaf.path and _PLACE.fullmatch(leaf.path[0]) else ""


def _name(leaves: Leaves, choices: Iterable[Iterable[str]]) -> str:
    told = {leaf.path[0]: leaf.value for leaf in leaves if len(leaf.path) == 1}
    shown = {label: value for label, value in told.items() if not isinstance(value, Mark)}
    return quoted(next(filter(None, map(shown.get, choice)), "") for choice in choices)


def _of_list(
    old: Sequence[_Item], new: Sequence[_Item], model: type[Record], label: str
) -> Iterator[Difference]:
    shared = {
        name
        for items in (old, new)
        for name, times in Counter(item.name for item in items).items()
        if times > 1
    }
    old, new = _unlike(old, new)
    pairs = _pairs(old, new)
    came = sorted(set(range(len(new))).difference(pairs.values()))
    both = [(item, new[pairs[number]] if number in pairs else None) for number, item in enumerate(old)]
    for one, other in [*both, *((None, new[number]) for number in came)]:
        step = (one.step if one else "") or (other.step if other else "")
        inside = f"{label}{INSIDE}{step}" if step else label
        for found in _of_item(one, other, model, inside, label):
            is_unsure = not step or not shared.isdisjoint(item.name for item in (one, other) if item)
            yield found._replace(is_nameless=True) if is_unsure else found


def _of_item(
    old: _Item | None, new: _Item | None, model: type[Record], label: str, of_list: str
) -> Iterator[Difference]:
    if old is None or new is None:
        was, now = (_told(item, model, of_list) if item else "" for item in (old, new))
        fields = tuple(
            general(INSIDE.join((of_list, *leaf.path))) for leaf in (old or new or _NO_ITEM).leaves
        )
        yield Difference(label, was, now, fields, _hidden(old.leaves) if old else ())
    elif any(leaf.path for leaf in (*old.leaves, *new.leaves)):
        yield from _of_part(_inner(old.leaves), _inner(new.leaves), model, f"{label}{INSIDE}")
    else:
        yield from _of_field(old.leaves, new.leaves, model, label)


def _unlike(old: Sequence[_Item], new: Sequence[_Item]) -> tuple[list[_Item], list[_Item]]:
    """Leaves out the items that both versions have, however they are ordered inside."""
    came = list(new)
    wholes = [_whole(item.leaves) for item in came]
    went = []
    for item in old:
        whole = _whole(item.leaves)
        if whole in wholes:
            place = wholes.index(whole)
            del wholes[place], came[place]
        else:
            went.append(item)
    return went, came


def _whole(leaves: Leaves) -> object:
    """All that leaves say, regardless of the order of fields and items; equal for values that are the same."""
    if len(leaves) == 1 and not leaves[0].path:
        return plain(leaves[0].value)
    parts = [(step, _whole(own)) for step, own in _by_first_step(leaves).items()]
    if parts and _PLACE.fullmatch(parts[0][0]):
        return tuple(sorted((whole for _, whole in parts), key=repr))
    return tuple(sorted(parts, key=repr))


def _pairs(old: Sequence[_Item], new: Sequence[_Item]) -> dict[int, int]:
    """Numbers of old items → of the new ones that they became: of the same name, then renamed ones; the most alike first."""
    lines = ([Line(0, item.name, item.content) for item in items] for items in (old, new))
    found = of_one_name(*lines)
    left = [number for number in range(len(old)) if number not in found]
    right = [number for number in range(len(new)) if number not in found.values()]
    renamed = paired(
        [old[number].rest for number in left], [new[number].rest for number in right], least=_ALIKE
    )
    return found | {left[one]: right[other] for one, other in renamed.items()}


def _told(item: _Item, model: type[Record], label: str) -> str:
    """A whole item in one line, without what its name says already: ``类别 设备，金额 12 万元``."""
    if len(item.leaves) == 1 and not item.leaves[0].path:
        return item.leaves[0].value
    is_said = bool(item.name) and "…" not in item.name
    rest = [
        leaf
        for leaf in item.leaves
        if not (is_said and leaf.path[0] in item.naming and quoted([leaf.value])[1:-1] in item.name)
    ]
    return "，".join(_in_words(leaf, model, label) for leaf in rest or item.leaves)


def _in_words(leaf: _Leaf, model: type[Record], label: str) -> str:
    own = INSIDE.join(leaf.path)
    info = field_at(model, f"{label}{INSIDE}{own}")
    unit = said_of(info, "unit") if info and _NUMBER.fullmatch(leaf.value) else ""
    return f"{field_in_words(own)} {leaf.value}{f' {unit}' if unit else ''}"


def _hidden(leaves: Leaves) -> tuple[str, ...]:
    return tuple(leaf.value.written for leaf in leaves if isinstance(leaf.value, Mark))


def _renamed(leaves: Leaves, model: type[Record], above: str) -> list[tuple[str, ...]]:
    """The steps of each leaf, in their order, with items by name."""
    found: dict[int, tuple[str, ...]] = {}
    numbers: dict[str, list[int]] = {}
    for number, leaf in enumerate(leaves):
        if leaf.path:
            numbers.setdefault(leaf.path[0], []).append(number)
        else:
            found[number] = ()
    places = [step for step in numbers if _PLACE.fullmatch(step)]
    list_ = above.removesuffix(INSIDE)
    names = [
        _name(
            [_Leaf(leaves[number].path[1:], leaves[number].value) for number in numbers[step]],
            named_by(model, list_),
        )
        for step in places
    ]
    known = dict(zip(places, told_apart(names), strict=True))
    for step, own in numbers.items():
        below = [_Leaf(leaves[number].path[1:], leaves[number].value) for number in own]
        inner = above if step in known else f"{above}{step}{INSIDE}"
        for number, steps in zip(own, _renamed(below, model, inner), strict=True):
            found[number] = (known.get(step) or step, *steps)
    return [found[number] for number in range(len(leaves))]
