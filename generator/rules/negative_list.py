"""Reads a purpose against the negative list of clause 四: what it may be forbidden as, and the words that say so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.model.codelists import SpendingCategory
from generator.rules.left_out import left_out
from generator.rules.word_index import Span
from generator.rules.wordings import Kind, Lexicon, half_width, lexicon, lower, spans

_ITEM_ENDS = "、,;。:!?()和与及或"
_ITEM = re.compile(f"[^{_ITEM_ENDS}]+")
_LIST = "、和与及或"
_FEES = tuple("费款经补")
"""After a training, they make an item of its own of it: 运营人员工资、培训费."""
_TOLD = re.compile(r"[(:]([^,;。()]*)")
_OF_MONEY = re.compile(
    r"费|资(?!料|源)|薪|贴|补助|奖|款|购|买|采|充值|付|社保|金|劳务|装修|建设|开发|搭建|租|投放|定制|软件|工程|券"
)
"""An item that says what is paid is one of its own; without it, it shares the head of its list (投流、选品培训)."""


class Suspicion(NamedTuple):
    """What a purpose may be forbidden as."""

    category: SpendingCategory
    words: str
    """The words of the text that it rests on."""
    is_certain: bool
    """Whether the words name what is forbidden (命中); if not, the county is to explain them (需说明)."""


@lru_cache(maxsize=10_000)
def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Returns at most one suspicion a kind, in the order of the notice.

    Full-width forms and blanks make no difference. Cached, since thousands of rows share few purposes.
    """
    words, written = lexicon(), half_width(text)
    found = list(_Reader(_corrected(lower(written), words), words).read())
    certain = [span for _, span, is_certain in found if is_certain]
    return tuple(
        Suspicion(category, written[slice(*span)], is_certain)
        for category, span, is_certain in found
        if is_certain or not _touches(span, certain)
    )


def _corrected(text: str, words: Lexicon) -> str:
    """Returns ``text`` with mistyped words put right, each at its place."""
    for slip, meant in words.slips.items():
        if slip in text:
            text = text.replace(slip, meant)
    return text


class _Reader:
    """One text."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text, self._words = text, words
        self._found = words.index.find(text)

    def read(self) -> Iterator[tuple[SpendingCategory, Span, bool]]:
        """Yields (kind, where the words stand, whether they are certain) in the order of the notice."""
        suspected: dict[Kind, dict[Span, bool]] = {}
        for anchor in self._found:
            for kind, wording, is_certain in self._words.by_anchor.get(anchor, ()):
                for span in spans(wording, self._text, self._found):
                    of_kind = suspected.setdefault(kind, {})
                    of_kind[span] = of_kind.get(span, False) or is_certain
        if not suspected:
            return
        explained = list(left_out(self._text))
        shared: list[Span] = []
        for span, is_certain in self._training():
            (explained if is_certain else shared).append(span)
        for kind in self._words.kinds:
            left = self._unexplained(kind, suspected.get(kind, {}), explained, shared)
            if left:
                span, is_certain = min(left, key=lambda told: (not told[1], told[0][0], -told[0][1]))
                yield kind.category, span, is_certain

    def _unexplained(
        self, kind: Kind, suspected: dict[Span, bool], explained: Sequence[Span], shared: Sequence[Span]
    ) -> list[tuple[Span, bool]]:
        """Returns the spans that neither the text nor what is allowed explains, and whether they are certain.

        shared: what may be a subject of a training later in its list, and is not certain therefore.
        """
        open_ = [span for span in suspected if not _touches(span, explained) and not self._is_place(span)]
        if not open_:
            return []
        allowed: list[Span] = []
        doubted = list(shared)
        for first in self._found:
            for wording, is_allowed in kind.exceptions.get(first, ()):
                (allowed if is_allowed else doubted).extend(spans(wording, self._text, self._found))
        return [
            (span, suspected[span] and not _touches(span, doubted))
            for span in open_
            if not _touches(span, allowed)
        ]

    def _is_place(self, span: Span) -> bool:
        """Whether the name of a place goes on after the span: 征地街12号."""
        return bool(self._words.place.match(self._text, span[1]))

    def _training(self) -> Iterator[tuple[Span, bool]]:
        """Yields what a training is about, and whether it surely is.

        The words before it in its item are, and earlier items of its list that name no money (投流、选品培训). Items that
        name money may be: 人员工资、社保政策培训 is a training, 人员工资、站长培训 is not.
        """
        text = self._text
        for found in self._words.training.finditer(text):
            start = _item_start(text, found.start())
            while start and text[start - 1] == ")":  # 财务软件（工资模块）操作培训
                start = _item_start(text, max(text.rfind("(", 0, start), 0))
            is_sure = True
            yield (start, found.end()), True
            while start and text[start - 1] in _LIST:
                earlier = _item_start(text, start - 1)
                is_sure = is_sure and not _OF_MONEY.search(text, earlier, start - 1)
                if not is_sure and text[found.end() : found.end() + 1] in _FEES:
                    break
                yield (earlier, start), is_sure
                start = earlier
            for span in self._taught(found.end()):
                yield span, True

    def _taught(self, end: int) -> Iterator[Span]:
        """Yields the subjects told after a training: 培训（含投流、选品）, 培训：投流、选品."""
        told = _TOLD.match(self._text, end)
        for item in _ITEM.finditer(self._text, told.start(1), told.end(1)) if told else ():
            if not _OF_MONEY.search(item[0]):
                yield item.span()


def _item_start(text: str, before: int) -> int:
    return max(text.rfind(end, 0, before) for end in _ITEM_ENDS) + 1


def _touches(span: Span, others: Iterable[Span]) -> bool:
    start, end = span
    return any(first < end and start < last for first, last in others)
