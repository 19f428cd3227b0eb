"""What was never published, so that no figure over it is given; and the words that say so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.model.cities import City, has_city
from generator.model.withheld import SOUND, UNKNOWN, Rests, Withheld, causes

_NAMED = 5
"""Most codes of counties, and places of records, that are named."""


class Failed(NamedTuple):
    """Records that fail checks and were never published."""

    kinds: tuple[str, ...]
    """Kinds of files (``model.files``): theirs, and of the records that they keep back."""
    number: int
    places: tuple[str, ...]
    """The first few of their places: ``210198/payments.csv 第3行``."""


class Lack(NamedTuple):
    """The counties and records that fail checks and were never published."""

    counties: tuple[str, ...] = ()
    """Codes of the counties of which nothing was ever published."""
    records: tuple[Failed, ...] = ()
    """Of the counties that are published, by their kinds."""

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
        records = sum(failed.number for failed in self._of(kinds))
        parts = [self.named] if self.counties else []
        parts += [f"{records} 条记录"] if records else []
        return f"因 {'、'.join(parts)}未通过核对" if parts else ""

    def told(self, kinds: Sequence[str] = ()) -> str:
        """Returns what a page says of what it does not tell, with the places, in Chinese; empty if it tells all."""
        why, where = self.because(kinds), self.where(kinds)
        said = f"写明“暂不计算”“暂不下结论”的，{why}，从未公开过"
        return (f"{said}：{where}" if where else said) if why else ""

    def where(self, kinds: Sequence[str] = ()) -> str:
        """Names the places of those records, in Chinese; empty if none of them is missing."""
        found = self._of(kinds)
        places = sorted(place for failed in found for place in failed.places)[:_NAMED]
        more = sum(failed.number for failed in found) - len(places)
        return "、".join(places) + (f" 等 {more + len(places)} 条" if more else "")

    def _of(self, kinds: Sequence[str]) -> list[Failed]:
        return [one for one in self.records if not kinds or not set(kinds).isdisjoint(one.kinds)]

    @property
    def named(self) -> str:
        """The counties by their codes, in Chinese."""
        codes = "、".join(self.counties[:_NAMED]) + (" 等" if len(self.counties) > _NAMED else "")
        return f"{len(self.counties)} 个县（编号 {codes}）"


NOTHING_LACKS = Lack()


def lack_of(withheld: Iterable[Withheld]) -> Lack:
    """Returns what a county or the portal lacks."""
    missing = causes(item for item in withheld if item.is_missing)
    return Lack((), _together(Failed(_kinds(group), 1, (_place(group[0]),)) for group in missing))


def _kinds(group: Iterable[Withheld]) -> tuple[str, ...]:
    return tuple(sorted({item.kind for item in group}))


def _place(item: Withheld) -> str:
    return item.place.at_line.removeprefix("counties/")


def lacking(counties: Iterable[str], parts: Iterable[Lack]) -> Lack:
    """Returns what the province lacks: whole counties, and records of the others."""
    return Lack(tuple(sorted(counties)), _together(failed for part in parts for failed in part.records))


def _together(found: Iterable[Failed]) -> tuple[Failed, ...]:
    """Adds up records of the same kinds."""
    numbers: Counter[tuple[str, ...]] = Counter()
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for failed in found:
        numbers[failed.kinds] += failed.number
        places[failed.kinds] += failed.places[: _NAMED - len(places[failed.kinds])]
    return tuple([Failed(kinds, numbers[kinds], tuple(places[kinds])) for kinds in sorted(numbers)])
