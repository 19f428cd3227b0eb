"""Cities of GB/T 2260, and a portal of another province."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.engine import check_portal
from generator.model.canonical import canonical_json
from generator.model.cities import LIAONING, city_named, has_city, region_named
from generator.model.county import County
from generator.scaffold import county, project, province

GIVEN = {"名称": "甲县", "行政区划代码": "210198", "所属市": "沈阳", "示范批次": "2020"}


def test_the_cities_of_liaoning_are_those_of_the_old_list() -> None:
    assert [(city.label, city.code) for city in LIAONING.cities] == [
        ("沈阳", "2101"), ("大连", "2102"), ("鞍山", "2103"), ("抚顺", "2104"), ("本溪", "2105"),
        ("丹东", "2106"), ("锦州", "2107"), ("营口", "2108"), ("阜新", "2109"), ("辽阳", "2110"),
        ("盘锦", "2111"), ("铁岭", "2112"), ("朝阳", "2113"), ("葫芦岛", "2114"),
    ]  # fmt: skip
    assert all(city.full == f"{city.label}市" for city in LIAONING.cities)


@pytest.mark.parametrize(
    ("name", "full", "county"),
    [
        ("沈阳", "沈阳市", "210198"),
        ("沈阳市", "沈阳市", "210198"),
        ("宜昌", "宜昌市", "420528"),
        ("恩施", "恩施土家族苗族自治州", "422801"),
        ("恩施州", "恩施土家族苗族自治州", "422801"),
        ("恩施土家族苗族自治州", "恩施土家族苗族自治州", "422801"),
        ("锡林郭勒", "锡林郭勒盟", "152502"),
        ("大兴安岭", "大兴安岭地区", "232721"),
        ("阿里地区", "阿里地区", "542521"),
        ("重庆", "重庆市", "500229"),
        ("重庆", "重庆市", "500114"),
        ("省直辖", "省直辖", "429004"),
        ("省直辖", "省直辖", "469021"),
        ("临夏州", "临夏回族自治州", "622921"),
        ("甘孜", "甘孜藏族自治州", "513321"),
    ],
)
def test_a_city_is_known_by_its_names(name: str, full: str, county: str) -> None:
    city = city_named(name)
    assert city is not None
    assert (city.full, city.holds(county)) == (full, True)
    assert has_city(county)
    assert not city.holds("339999")


@pytest.mark.parametrize("name", ["锦西", "襄樊", "北京路", "", "市", "林区", "市辖区"])
def test_what_is_no_city_of_today(name: str) -> None:
    assert city_named(name) is None


@pytest.mark.parametrize(
    ("written", "hint"), [("沈杨", "沈阳"), ("葫芦岛城", "葫芦岛"), ("恩施洲", "恩施州"), ("xyz", "")]
)
def test_a_wrong_name_is_told_with_the_nearest(written: str, hint: str) -> None:
    with pytest.raises(ValidationError) as caught:
        County.model_validate(GIVEN | {"所属市": written})
    (error,) = caught.value.errors()
    assert error["type"] == "E005"
    assert (f"是否应为“{hint}”？" in error["ctx"]["cure"]) is bool(hint)


def test_a_record_is_the_same_whatever_form_the_name_has() -> None:
    short, long = (County.model_validate(GIVEN | {"所属市": name}) for name in ("沈阳", "沈阳市"))
    assert canonical_json(short) == canonical_json(long)
    assert '"所属市":"沈阳"' in canonical_json(short).decode()


def test_provinces_by_name() -> None:
    assert region_named("湖北") == region_named("湖北省")
    assert region_named("内蒙古") == region_named("内蒙古自治区")
    assert region_named("辽宁") == LIAONING
    assert region_named("中原") is region_named("") is None


@pytest.mark.parametrize(
    ("region", "code", "city"),
    [
        ("湖北省", "420528", "宜昌"),
        ("湖北", "429004", "省直辖"),
        ("四川", "513321", "甘孜州"),
        ("重庆", "500229", "重庆"),
    ],
)
def test_another_province_can_start(tmp_path: Path, region: str, code: str, city: str) -> None:
    province(tmp_path, region=region)
    content = tmp_path / "content_data"
    county(content, code, "某县", city=city, cohort=2020)
    project(content, code, "冷库", "物流配送")
    checked = check_portal(content, None, date(2021, 6, 30))
    assert not checked.has_errors, [finding.message for finding in checked.findings]
    assert checked.province is not None
    assert [made.code for made in checked.province.counties] == [code]


def test_a_county_of_another_province_is_told_once(tmp_path: Path) -> None:
    province(tmp_path, region="湖北省")
    content = tmp_path / "content_data"
    with pytest.raises(ValueError, match=r"“沈阳”不在湖北省.*可选：武汉、"):
        county(content, "210112", "某区", city="沈阳", cohort=2020)
    with pytest.raises(ValueError, match=r"代码“210112”不对.*4205"):
        county(content, "210112", "某区", city="宜昌", cohort=2020)
    county(content, "420528", "某县", city="宜昌", cohort=2020)
    settings = content / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("省份: 湖北省\n", ""), "utf-8")
    checked = check_portal(content, None, date(2021, 6, 30))
    errors = [finding for finding in checked.findings if finding.severity.name == "ERROR"]
    assert [(error.code, error.message) for error in errors] == [
        ("E008", "代码“420528”不属于辽宁省（应以 21 开头）")
    ]


def test_no_such_province_and_no_demonstration_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="“中原”不是省"):
        province(tmp_path, region="中原")
    with pytest.raises(ValueError, match="示例数据是辽宁省的"):
        province(tmp_path, region="湖北", is_demo=True)
    province(tmp_path)
    assert "省份" not in (tmp_path / "content_data/site.yaml").read_text("utf-8")
