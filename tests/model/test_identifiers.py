"""Identifiers that other registries give out."""

import random
import re
from importlib import resources

from stdnum import numdb

from generator.model.identifiers import is_registered_county


def test_counties_are_those_of_gb_t_2260() -> None:
    table = (resources.files("stdnum") / "cn/loc.dat").read_text("utf-8")
    inside = re.findall(r"^ +(\d{4})", table, re.MULTILINE)
    provinces = re.findall(r"^(\d\d) ", table, re.MULTILINE)
    draw = random.Random(2260)
    codes = {draw.choice([*provinces, "99"]) + draw.choice(inside) for _ in range(3000)}
    whole = numdb.get("cn/loc")
    for code in codes:
        expected = any("county" in properties for _, properties in whole.info(code))
        assert is_registered_county(code) == expected, code
    assert is_registered_county("210103")
    assert not is_registered_county("21010")
