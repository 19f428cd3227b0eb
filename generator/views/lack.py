"""What was never published, so that no figure over it is given; and the words that say so."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.model.cities import City, has_city
from generator.model.withheld import SOUND, UNKNOWN, Rests, Withheld

_NAMED = 5
"""Most codes of counties that are named."""


class Lack(NamedTuple):
    """The counties and records that fail checks and were never published."""

    counties: tuple[str, ...] = ()
    """Codes of the counties of which nothing was ever published."""
    records: tuple[tuple[str, int], ...] = ()
    """Kind of file (``model.files``) → number of records, in the counties that are published."""

    @property
    def rests(self) -> Rests:
        """How the counties affect every figure over them; that of the records is known of each county."""
        return UNKNOWN if self.counties else SOUND

    def within(self, city: City) -> "Lack":
        """Returns the counties that may belong to a city; their codes begin with the city's."""
        return Lack(tuple(code for code in self.counties if city.holds(code) or not has_city(code)))

    def why(self, kinds: Sequence[str] = ()) -> str:
        """Returns 因…未通过核对，暂不计算 for figures that rest on these kinds, see ``because``."""
        found = self.because(kinds)
        return f"{found}，暂不计算" if found else ""

    def total(self, number: int, unit: str, kinds: Sequence[str]) -> str:
        """Returns 共 5 份, or why the number of records of these kinds is not told."""
        why = self.because(kinds)
        return f"{why}，总数暂不计算" if why else f"共 {number} {unit}"

    def because(self, kinds: Sequence[str] = ()) -> str:
        """Names what is missing from records of these kinds (none given: of all), in Chinese; empty if nothing is."""
        records = sum(number for kind, number in self.records if not kinds or kind in kinds)
        parts = [self.named] if self.counties else []
        parts += [f"{records} 条记录"] if records else []
        return f"因 {'、'.join(parts)}未通过核对" if parts else ""

    @property
    def named(self) -> str:
        """The counties by their codes, in Chinese."""
        codes = "、".join(self.counties[:_NAMED]) + (" 等" if len(self.counties) > _NAMED else "")
        return f"{len(self.counties)} 个县（编号 {codes}）"


NOTHING_LACKS = Lack()


def lack_of(withheld: Iterable[Withheld]) -> Lack:
    """Returns what a county or the portal lacks."""
    return Lack((), tuple(sorted(Counter(item.kind for item in withheld if item.is_missing).items())))


def lacking(counties: Iterable[str], parts: Iterable[Lack]) -> Lack:
    """Returns what the province lacks: whole counties, and records of the others."""
    numbers: Counter[str] = Counter()
    for part in parts:
        if part.records:
            numbers.update(dict(part.records))
    return Lack(tuple(sorted(counties)), tuple(sorted(numbers.items())))
