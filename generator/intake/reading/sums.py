"""Lines of a table that hold sums: they are no records, and are compared with the rows above them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic.fields import FieldInfo

from generator.intake.reading.as_meant import meant
from generator.intake.screening.report import Document

_SUM = re.compile("(?:本页|本月|本年|全县|各项)?(?:总|小|合|共|累)计(?:数|金额)?[:：]?")
_PART = "小"
_FIGURE = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")


def is_sum(text: str) -> bool:
    """Whether a line begins like a sum: 合计, 小计, 全县总计."""
    return _SUM.fullmatch(text) is not None


@dataclass
class Sums:
    """The sums of the columns so far.

    Args:
        fields: heading → the field that its values must fit.
    """

    fields: Mapping[str, FieldInfo]
    _all: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    _part: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    """Since the last 小计."""

    def add(self, document: Document) -> None:
        for heading, text in document.value.items():
            if _FIGURE.fullmatch(text):
                self._all[heading] += Decimal(text)
                self._part[heading] += Decimal(text)

    def told(self, name: str, cells: Sequence[tuple[str, str]]) -> str:
        """What a line of sums says and the rows above it do not; empty if they agree."""
        found = self._part if _PART in name else self._all
        wrong = []
        for heading, text in cells:
            info = self.fields.get(heading)
            written = meant(text, info) if info else text
            if heading in found and _FIGURE.fullmatch(written) and Decimal(written) != found[heading]:
                wrong.append(f"“{heading}”写的是 {text}，各行之和是 {found[heading]:f}")
        if _PART in name:
            self._part.clear()
        return "；".join(wrong)
