"""Names of cities and provinces as files have them → the cities and provinces, or how to mend them; see ``types``."""

from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from generator.model.cities import City, Region, city_named, city_names, region_named
from generator.model.identifiers import COUNTY_CODE
from generator.model.types import parse_list, problem

_CODE_SCHEMA = {"type": "string", "pattern": r"^\d{6}$"}
_NEAR = 0.5
"""Least likeness of a name to one that was probably meant."""


def parse_city(value: Any) -> City:
    """A city, prefecture, league or autonomous prefecture of GB/T 2260 by its name, in full or shortened."""
    if isinstance(value, City):
        return value
    text = str(value).strip()
    found = city_named(text)
    if found is None:
        near = get_close_matches(text, city_names(), 1, _NEAR)
        hint = f"是否应为“{near[0]}”？" if near else ""
        cure = f"{hint}写地级市、自治州、地区或盟的名称，如 沈阳；省直辖的写“省直辖”，省级的写“省本级”"
        raise problem("E005", f"“{text}”不在 GB/T 2260 的市、州、地区、盟之中", cure)
    return found


def parse_region(value: Any) -> Region:
    """A province, autonomous region or municipality by its name."""
    if isinstance(value, Region):
        return value
    text = str(value).strip()
    found = region_named(text)
    if found is None:
        raise problem("E005", f"“{text}”不是省、自治区、直辖市的名称", "写名称，如 辽宁省、湖北省")
    return found


def parse_county_code(value: Any) -> str:
    """Six digits; the county intake compares it with the folder's name and the city's prefix."""
    text = str(value).strip()
    if COUNTY_CODE.fullmatch(text) and text.isascii():
        return text
    raise problem("E004", f"行政区划代码“{text}”不是六位数字", "写六位数字的县级代码，如 210198")


CityName = Annotated[City, BeforeValidator(parse_city), WithJsonSchema({"type": "string"})]
RegionName = Annotated[Region, BeforeValidator(parse_region), WithJsonSchema({"type": "string"})]
CountyCode = Annotated[str, BeforeValidator(parse_county_code), WithJsonSchema(_CODE_SCHEMA)]
CountyCodes = Annotated[
    tuple[CountyCode, ...],
    BeforeValidator(parse_list),
    WithJsonSchema({"anyOf": [_CODE_SCHEMA, {"type": "array", "items": _CODE_SCHEMA}]}),
]
"""One or several."""
