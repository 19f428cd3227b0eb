"""Private values to be put into the files of a province: in which place, in which writing, at which time."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from generator.model.declared import NotPrivateList
from generator.model.files import COUNTY_FILES, PROVINCE_FILES, FileKind, Format
from tests.support.private_oddities import ODDITIES, Oddity
from tests.support.private_values import Written
from tests.support.record_fields import TEXT, Leaf, leaves

Writing = Callable[[random.Random], Written]

FORMS = ("text", "github", "markdown", "json", "sarif")
"""Of what ``gongkai check`` says."""
OFFICE = frozenset(
    {"监督举报", "主管部门", "办公电话", "联系人", "联系方式", "联系电话", "电子邮箱", "号码或地址"}
)
"""Where offices say how they are reached: a mail box of a private host is remarked there, and stands."""


_ONCE_A_COUNTY = 10
"""Writings to pass over where each needs a county."""


def is_office_mail(leaf: Leaf, writing: str) -> bool:
    return writing.startswith("mail ") and not OFFICE.isdisjoint(leaf.path)


def is_answered_for(kind: FileKind, leaf: Leaf, writing: str) -> bool:
    """A card number or mail address that the province itself declares to be nobody's; never an ID number or a mobile."""
    return kind.model is NotPrivateList and leaf.path[-1] == "值" and writing.startswith(("card ", "mail "))


class When(Enum):
    """When the private value stands in its file."""

    TODAY = "today"
    """Since the record was first handed in; nothing of it was ever sound."""
    CORRECTED = "corrected later"
    """In an earlier commit; a later one corrects it."""
    WITHHELD = "withheld now"
    """The record was sound when it was published; the newest version is not."""


@dataclass(frozen=True)
class Injection:
    """A place that holds something private for a time."""

    leaf: Leaf
    when: When
    marker: str
    """Stands in the sound version where any text may, one of its kind."""
    private: Mapping[str, Written]
    """Name of a writing → what stands there in it; one after the other, if there are several."""
    versions: Sequence[str | None]
    """What stands there in each version of the file: something private, something sound, or None before there is such a
    record. The last one stands in the work tree."""

    @property
    def name(self) -> str:
        return f"{self.leaf.name} {self.when.value}"

    @property
    def sound(self) -> str:
        return _sound(self.leaf, self.marker)

    def put_right(self) -> "Injection":
        """The same with something sound in the work tree."""
        return replace(self, versions=(*self.versions[:-1], self.sound))

    def texts(self) -> Iterator[tuple[str, Written]]:
        """(name, private text)."""
        for writing, text in self.private.items():
            yield f"{self.name} [{writing}]", text


def _sound(leaf: Leaf, marker: str) -> str:
    if is_town(leaf):
        return f"{marker.translate(HAN_DIGITS)}镇"
    return marker if leaf.sound == TEXT else leaf.sound


def is_town(leaf: Leaf) -> bool:
    """Whether it is the town of a natural person, which has no digits."""
    return leaf.path[-1] == "所在乡镇"


HAN_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")


def _once(leaf: Leaf, when: When, writing: str, text: Written, turn: int) -> Injection:
    """One value in four versions: three commits and the work tree; every second newest version is not committed."""
    marker = f"记号{turn:05d}号"
    sound, newest = _sound(leaf, marker), text if turn % 2 == 0 else None
    versions = {
        When.TODAY: (None, None, newest, text),
        When.CORRECTED: (text, sound, sound, sound),
        When.WITHHELD: (sound, sound, newest or sound, text),
    }
    return Injection(leaf, when, marker, {writing: text}, versions[when])


def in_turn(writings: Mapping[str, Writing], seed: int) -> Iterator[Injection]:
    """Every value of every file of a county and every document, once for each ``When``.

    The writings go round. Another seed gives other private values of the same length in the same places.
    """
    names = sorted(writings)
    turn = 0
    for leaf, number in _places():
        for when in When:
            turn += 1
            name = names[(turn * 7 + number) % len(names)]
            if not is_office_mail(leaf, name):
                yield _once(leaf, when, name, drawn(writings[name], turn, seed), turn)


def crossed(writings: Mapping[str, Writing], when: When) -> Iterator[Injection]:
    """Every text of every file of a county and every document in every one of the writings: each in a record of its own.

    Of a file that a county has once, every tenth writing: each takes a county. ``one_after_another`` has them all.
    """
    turn = 0
    for leaf, number in _places():
        step = _ONCE_A_COUNTY if leaf.kind.format is Format.YAML and "*" not in leaf.kind.path else 1
        for name in list(writings)[number % step :: step]:
            turn += 1
            if leaf.sound == TEXT and not is_office_mail(leaf, name):
                yield _once(leaf, when, name, writings[name](random.Random(turn)), turn)


def one_after_another(writings: Mapping[str, Writing]) -> Iterator[Injection]:
    """Every text of every file of a county and every document: sound, in all the writings commit by commit, sound."""
    for turn, (leaf, _) in enumerate(_places()):
        if leaf.sound != TEXT:
            continue
        private = {
            name: writing(random.Random(f"{turn} {number}"))
            for number, (name, writing) in enumerate(writings.items())
            if not is_office_mail(leaf, name)
        }
        marker = f"记号{turn:05d}号"
        before, after = _sound(leaf, f"{marker}前"), _sound(leaf, marker)
        stand = [private.get(name, before) for name in writings]
        yield Injection(leaf, When.CORRECTED, marker, private, (before, *stand, after, after))


def _places() -> Iterator[tuple[Leaf, int]]:
    """(value, its number in the file), but for the settings, of which a province has one file."""
    for kind in (*PROVINCE_FILES, *COUNTY_FILES):
        if not is_settings(kind):
            yield from ((leaf, number) for number, leaf in enumerate(leaves(kind)))


def is_settings(kind: FileKind) -> bool:
    return kind in PROVINCE_FILES and kind.format is Format.YAML


def drawn(writing: Writing, turn: int, seed: int) -> Written:
    """A private value; of the same length whatever the seed."""
    length = len(writing(random.Random(turn)))
    for attempt in range(100_000):
        text = writing(random.Random(f"{turn} {seed} {attempt}"))
        if len(text) == length:
            return text
    raise AssertionError("no value of that length")


@dataclass(frozen=True)
class Odd:
    """A private text where no value of a record stands."""

    oddity: Oddity
    writing: str
    when: When
    text: Written
    is_committed: bool

    @property
    def name(self) -> str:
        return f"{self.oddity.name} [{self.writing}] {self.when.value}"

    def stands(self, version: int) -> bool:
        """Whether it stands in one of four versions; before and afterwards there is no such file."""
        if self.when is When.CORRECTED:
            return version == 0
        return version >= (2 if self.is_committed else 3)


def oddities(writings: Mapping[str, Writing], seed: int) -> Iterator[Odd]:
    """Every odd place, today and corrected later."""
    names = sorted(writings)
    turn = 50_000
    for number, oddity in enumerate(ODDITIES):
        for when in (When.TODAY, When.CORRECTED):
            turn += 1
            fit = [name for name in names if oddity.takes(drawn(writings[name], turn, seed))]
            name = fit[(turn * 11 + number) % len(fit)]
            yield Odd(oddity, name, when, drawn(writings[name], turn, seed), turn % 2 == 0)
