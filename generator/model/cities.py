"""Provinces and cities of GB/T 2260, from the table that python-stdnum ships."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

_UNIT = re.compile(r'^(?:(\d\d) province="([^"]+)"| +(\d\d)00 county="([^"]+)")$', re.MULTILINE)
_VALID = re.compile(r"(?:\[(\d*)-(\d*)\])?([^,]+)")
_MUNICIPAL = ("市辖区", "县", "自治县")
"""What the parts of Beijing, Tianjin, Shanghai and Chongqing are called."""
_DIRECT = re.compile("省直辖县级行政(?:单位|区划)|自治区直辖县级行政(?:单位|区划)")
_FOREST = "林区"
"""A code of Hubei under which no county is left."""
DIRECT = "省直辖"
"""In place of a city for counties directly under the province, such as 仙桃."""
_OWN = {"省": "省本级", "区": "自治区本级", "市": "直辖市本级"}
"""Last character of a province's name → in place of a city, for what the province does itself (210000)."""
_SUFFIXES = ("市", "地区", "盟")
_NATIONS = re.compile(
    "(?:蒙古族?|藏族|羌族|回族|维吾尔|哈萨克|柯尔克孜|朝鲜族|土家族|苗族|侗族|布依族|彝族|傣族|哈尼族|壮族|白族|景颇族|傈僳族|黎族)+自治州"
)


@dataclass(frozen=True, slots=True, order=True)
class City:
    """A city, prefecture, league or autonomous prefecture; ordered by code."""

    codes: tuple[str, ...]
    """The first four digits of its counties' codes; a municipality has several."""
    full: str
    """沈阳市, 恩施土家族苗族自治州."""

    @property
    def code(self) -> str:
        """The first of its codes."""
        return self.codes[0]

    @property
    def is_city(self) -> bool:
        """Whether it is a city, and not what stands in place of one: 省直辖, 省本级."""
        return self.full not in (DIRECT, *_OWN.values())

    @property
    def label(self) -> str:
        """沈阳, 恩施州: the name as files have it."""
        return _short(self.full)

    def holds(self, county: str) -> bool:
        """Whether a county's code begins with one of the city's."""
        return county[:4] in self.codes

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A province, autonomous region or municipality."""

    code: str
    """The first two digits of its counties' codes."""
    full: str

    def __str__(self) -> str:
        return self.full

    @property
    def cities(self) -> tuple[City, ...]:
        """Its cities of today, by code."""
        return _table()[self.code][1]


LIAONING = Region("21", "辽宁省")
"""The province whose notice started the portal."""


def region_named(name: str) -> Region | None:
    """The province of that name, with or without 省, 市 …; None: there is none."""
    return next((region for region, _ in _table().values() if name and region.full.startswith(name)), None)


def city_named(name: str) -> City | None:
    """The city of that name, in full or shortened; None: there is none."""
    return _names().get(name.strip())


def city_names() -> tuple[str, ...]:
    """The names of all cities as files have them."""
    return tuple(dict.fromkeys(city.label for city in _names().values()))


def has_city(county: str) -> bool:
    """Whether a county's code begins with the code of a city."""
    found = _table().get(county[:2])
    return found is not None and any(city.holds(county) for city in found[1])


def _short(full: str) -> str:
    if full.endswith("自治州"):
        return _NATIONS.sub("州", full)
    return full.removesuffix("市")


@cache
def _names() -> Mapping[str, City]:
    found: dict[str, City] = {}
    direct: list[str] = []
    own: dict[str, list[str]] = {name: [] for name in _OWN.values()}
    for region, cities in _table().values():
        if name := _OWN.get(region.full[-1:]):
            own[name].append(f"{region.code}00")
        for city in cities:
            if city.full == DIRECT:
                direct += city.codes
                continue
            stem = city.label.removesuffix("州") if city.full.endswith("自治州") else city.label
            shorter = next((stem.removesuffix(end) for end in _SUFFIXES if stem.endswith(end)), stem)
            for name in (shorter, stem, city.label, city.full):
                found.setdefault(name, city)
    listed = {DIRECT: direct} | own
    return found | {name: City(tuple(codes), name) for name, codes in listed.items()}


@cache
def _table() -> Mapping[str, tuple[Region, tuple[City, ...]]]:
    """First two digits of a code → the province and its cities of today."""
    listed = resources.files("stdnum").joinpath("cn/loc.dat").read_text("utf-8")
    regions: dict[str, tuple[Region, list[tuple[str, str]]]] = {}
    code = ""
    for region_code, region, city_code, names in _UNIT.findall(listed):
        if region_code:
            code = region_code
            regions[code] = Region(code, region), []
        elif city_code != "00" and (name := _of_today(names)):
            regions[code][1].append((f"{code}{city_code}", name))
    return {code: (region, tuple(_cities(region, units))) for code, (region, units) in regions.items()}


def _of_today(names: str) -> str:
    """The name that is in force of ``[1989-1993]锦西市,[1994-]葫芦岛市``; empty if none is."""
    valid = (_VALID.fullmatch(part) for part in names.split(","))
    return next((found[3] for found in valid if found and (found[1] is None or not found[2])), "")


def _cities(region: Region, units: list[tuple[str, str]]) -> Iterator[City]:
    municipal = tuple(code for code, name in units if name in _MUNICIPAL)
    if municipal:
        yield City(municipal, region.full)
    for code, name in units:
        if name == _FOREST:
            continue
        if _DIRECT.fullmatch(name):
            yield City((code,), DIRECT)
        elif name not in _MUNICIPAL:
            yield City((code,), name)
