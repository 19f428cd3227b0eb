"""Reads negative_list.yaml: word groups, and wordings made of them. The notation is explained in that file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from generator.model.codelists import SpendingCategory
from generator.model.own_yaml import own_yaml
from generator.rules.word_index import Group, Span, WordIndex

_FILE = "negative_list.yaml"
_SEPARATORS = "、,;。:!?()和与及或"
_PART = re.compile(r"〔([^〕]+)〕|([…‥^$])|([^〔〕…‥^$]+)")
_LISTED = "*"
_QUOTES = re.compile("[“”‘’\"'「」『』《》〈〉]")
_END = re.compile(
    rf"(?:[约共第]?(?:\d[\d.]*+|[一二三四五六七八九十百两几]++)[^\d{_SEPARATORS}]{{0,3}}+)*+(?:[{_SEPARATORS}]|\Z)"
)
"""The end of an item; amounts (2辆) may stand before it."""
_GOES_ON = re.compile(r"(?:费用?)?[、和与及]")
_FARTHEST = 40
"""Characters between two parts at most, brackets included."""


@dataclass(frozen=True, eq=False)
class Part:
    """One part of a wording and what may stand before it."""

    group: Group
    gap: re.Pattern[str] | None
    """What may stand between this part and the one before; None: nothing."""
    is_listed: bool
    """Whether several of the words may follow each other as a list."""


@dataclass(frozen=True, eq=False)
class Wording:
    """One way of writing something, e.g. ``〔开发〕…〔商城〕``."""

    text: str
    parts: tuple[Part, ...]
    at_start: bool
    """Whether it stands at the beginning of an item; ``at_end``: at its end."""
    at_end: bool
    reason: str
    source: str

    @property
    def anchor(self) -> Group:
        """The part without which a text need not be looked at."""
        groups = [part.group for part in self.parts]
        rare = [group for group in groups if not group.is_common] or groups
        return min(rare, key=lambda group: len(group.words))


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of spending that the notice forbids, with its wordings."""

    category: SpendingCategory
    certain: tuple[Wording, ...]
    """命中."""
    unclear: tuple[Wording, ...]
    """需说明."""
    doubted: tuple[Wording, ...]
    """存疑: what touches one is not certain."""
    allowed: tuple[Wording, ...]

    @cached_property
    def exceptions(self) -> Mapping[Group, Sequence[tuple[Wording, bool]]]:
        """First part → (wording, whether it is allowed; if not, doubted)."""
        found: dict[Group, list[tuple[Wording, bool]]] = {}
        for wordings, is_allowed in ((self.allowed, True), (self.doubted, False)):
            for wording in wordings:
                found.setdefault(wording.parts[0].group, []).append((wording, is_allowed))
        return found


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The whole list."""

    kinds: tuple[Kind, ...]
    slips: Mapping[str, str]
    """Mistyped word → the word meant, of the same length."""
    training: re.Pattern[str]
    place: re.Pattern[str]
    index: WordIndex
    by_anchor: Mapping[Group, Sequence[tuple[Kind, Wording, bool]]]
    """Anchor → (kind, wording, whether it is certain) of those that forbid."""


def half_width(text: str) -> str:
    """Returns ``text`` in half-width forms without blanks and quotation marks."""
    return "".join(_QUOTES.sub("", unicodedata.normalize("NFKC", text)).split())


def lower(text: str) -> str:
    """Returns ``text`` in lower case, each character at its place (``İ`` becomes two and stays as it is)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def normalised(text: str) -> str:
    """Returns ``text`` as wordings are searched in it: half-width, lower case, without blanks and quotation marks."""
    return lower(half_width(text))


def spans(wording: Wording, text: str, found: Mapping[Group, Sequence[Span]]) -> Iterator[Span]:
    """Yields where a wording stands in ``text``; ``found``: where the words of each group stand."""
    partial: list[Span] = []
    for number, part in enumerate(wording.parts):
        places = found.get(part.group, ())
        if part.is_listed:
            places = list(_lists(text, places))
        partial = list(places) if not number else [*_joined(partial, part, places, text)]
        if not partial:
            return
    for start, end in partial:
        if wording.at_start and start and text[start - 1] not in _SEPARATORS:
            continue
        if not wording.at_end or _END.match(text, end):
            yield start, end


def _joined(partial: Iterable[Span], part: Part, places: Sequence[Span], text: str) -> Iterator[Span]:
    """Yields the spans of ``partial`` lengthened by the nearest place of ``part``."""
    for begin, middle in partial:
        nearest = -1
        for start, end in places:
            if start < middle or start > middle + _FARTHEST or (nearest >= 0 and start > nearest):
                continue
            if start == middle or (part.gap and part.gap.fullmatch(text, middle, start)):
                nearest = start
                yield begin, end


def _lists(text: str, places: Sequence[Span]) -> Iterator[Span]:
    """Yields each place and the lists that begin with it: 食宿、交通补助."""
    yield from places
    for start, end in places:
        last = end
        while goes_on := _GOES_ON.match(text, last):
            following = max((to for begin, to in places if begin == goes_on.end()), default=0)
            if not following:
                break
            last = following
            yield start, last


@cache
def lexicon() -> Lexicon:
    """Reads the list once.

    Raises:
        KeyError: a wording names a group that does not exist.
        ValueError: a slip and its correction differ in length.
    """
    data = own_yaml("generator.rules", _FILE)
    slips = {str(slip): str(meant) for slip, meant in data["别字"].items()}
    if any(len(slip) != len(meant) for slip, meant in slips.items()):
        raise ValueError(f"{_FILE}: 别字与正字的字数不同")
    compiler = _Compiler(data)
    kinds = tuple(compiler.kind(entry) for entry in data["清单"])
    by_anchor: dict[Group, list[tuple[Kind, Wording, bool]]] = {}
    for kind in kinds:
        for wordings, is_certain in ((kind.certain, True), (kind.unclear, False)):
            for wording in wordings:
                by_anchor.setdefault(wording.anchor, []).append((kind, wording, is_certain))
    training, place = (_followed(entries) for entries in ([data["培训"]], data["地名"]))
    return Lexicon(kinds, slips, training, place, WordIndex(compiler.groups.values()), by_anchor)


class _Compiler:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self.groups: dict[str, Group] = {}
        for group in data["词组"]:
            words = tuple(lower(str(word)) for word in group["词"])
            after, before = group.get("前不是", ""), group.get("后不是", "")
            name = f"〔{group['名']}〕"
            self.groups[name] = Group(name, words, group.get("常见", False), after, before)
        breaks = _any_of(data["隔断"])
        closed = rf"(?:(?!{breaks})(?:\([^()]*\)|[^{_SEPARATORS}]))"
        # what is allowed may be said in brackets: 车辆购置（共同配送用）
        opened = rf"(?:(?!{breaks})[^、,;。:!?和与及或])"
        self._closed, self._open = (
            {"…": re.compile(f"{one}{{0,8}}"), "‥": re.compile(f"{one}{{0,3}}")} for one in (closed, opened)
        )

    def kind(self, entry: Mapping[str, Any]) -> Kind:
        category = next(one for one in SpendingCategory if one.label == entry["类别"])
        degrees = ("命中", "需说明", "存疑", "允许")
        return Kind(category, *(tuple(self._wordings(entry, degree)) for degree in degrees))

    def _wordings(self, entry: Mapping[str, Any], degree: str) -> Iterator[Wording]:
        gaps = self._open if degree == "允许" else self._closed
        for listed in entry.get(degree, ()):
            reason, source = str(listed["审定"]), str(listed.get("依据", entry["依据"]))
            for text in map(str, listed["写法"]):
                yield Wording(
                    text, tuple(self._parts(text, gaps)), text[0] == "^", text[-1] == "$", reason, source
                )

    def _parts(self, text: str, gaps: Mapping[str, re.Pattern[str]]) -> Iterator[Part]:
        gap = None
        for named, sign, literal in _PART.findall(text):
            if sign:
                gap = gaps.get(sign)
                continue
            name = f"〔{named.removesuffix(_LISTED)}〕" if named else literal
            if literal and name not in self.groups:
                self.groups[name] = Group(name, (lower(literal),))
            yield Part(self.groups[name], gap, named.endswith(_LISTED))
            gap = None


def _any_of(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(re.escape(str(word)) for word in sorted(words, key=len, reverse=True))


def _followed(entries: Iterable[Mapping[str, Sequence[str]]]) -> re.Pattern[str]:
    """Matches the words of each entry where none of what makes another word of them follows."""
    return re.compile(
        "|".join(f"(?:{_any_of(entry['词'])})(?!{_any_of(entry['后不是'])})" for entry in entries)
    )
