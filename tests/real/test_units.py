"""Projects that a city or the province does itself, and functional zones whose codes GB/T 2260 does not have."""

from pathlib import Path

import pytest

from generator import scaffold
from generator.history.compare import changes
from generator.model.cities import city_named
from generator.model.codelists import UnitLevel
from generator.model.county import County
from generator.views.funds import funds_view
from generator.views.overviews.home import home_view
from generator.views.search import county_part
from generator.views.summary import other_units
from tests.intake.conftest import PROJECT
from tests.real.entered import Entered, entered

REAL = "名称: {name}\n行政区划代码: '{code}'\n所属市: {city}\n示范批次: 2020\n"


def unit(
    folder: Path, code: str, name: str = "某地", city: str = "沈阳", more: str = "", **files: str
) -> Entered:
    own = {
        "county.yaml": REAL.format(code=code, name=name, city=city) + more,
        "projects/01.yaml": PROJECT.format(code=code, number="01"),
        **files,
    }
    return entered(folder, own, code=code)


@pytest.mark.parametrize(
    ("code", "city", "level", "said"),
    [
        (
            "210100",
            "沈阳",
            UnitLevel.CITY,
            "[沈阳市](../cities/210100.html) 2020 年市本级 行政区划代码 210100",
        ),
        (
            "210600",
            "丹东市",
            UnitLevel.CITY,
            "[丹东市](../cities/210600.html) 2020 年市本级 行政区划代码 210600",
        ),
        (
            "211400",
            "葫芦岛",
            UnitLevel.CITY,
            "[葫芦岛市](../cities/211400.html) 2020 年市本级 行政区划代码 211400",
        ),
        ("210000", "省本级", UnitLevel.PROVINCE, "省本级 2020 年省本级 行政区划代码 210000"),
        (
            "210123",
            "沈阳",
            UnitLevel.COUNTY,
            "[沈阳市](../cities/210100.html) 2020 年示范县 行政区划代码 210123",
        ),
    ],
)
def test_a_unit_of_any_level_has_a_home(
    code: str, city: str, level: UnitLevel, said: str, tmp_path: Path
) -> None:
    found = unit(tmp_path, code, city=city)
    assert found.errors == []
    assert found.county.county.level is level
    assert [project.id for project in found.county.projects] == [f"{code}-2020-01"]
    assert said in found.page(f"counties/{code}")


def test_duties_of_counties_are_none_of_a_citys(tmp_path: Path) -> None:
    """What the notice asks of 示范县: plan, decisions, goals, steering group, rules, weekly visits, a case, a column."""
    goals = "绩效目标: [{指标: 乡镇物流覆盖率, 单位: '%', 目标: 100, 当前: 50, 截至: 2022-05-31}]\n"
    city, county = (
        unit(
            tmp_path / code,
            code,
            more=goals,
            **{
                "projects/01.yaml": PROJECT.format(code=code, number="01") + "采购: {合同日期: 2021-03-01}\n",
                "progress.csv": f"日期,项目编号,进度,状态,说明,附件\n2021-06-30,{code}-2020-01,30,在建,,\n",
            },
        )
        for code in ("210100", "210123")
    )
    duties = {"I101", "I102", "I114", "L107", "L108", "V101", "V102", "C101"}
    assert duties <= {one.code for one in county.checked.findings}
    left = {one.code for one in city.checked.findings}
    assert not left & duties
    assert {"I104", "I105", "G103"} <= left, "what is asked of every project"
    assert not any("示范县" in one.message for one in city.checked.findings)
    assert [item.due for item in city.checked.checklist if item.code in {"I101", "I102"}] == [0, 0]
    page = city.page("counties/210100")
    assert "实施方案未公开" not in page
    assert "工作机制" not in page


def test_money_of_a_city_is_checked_as_any(tmp_path: Path) -> None:
    payments = "日期,项目编号,金额,收款单位,用途,凭证号\n2021-06-30,210100-2020-01,400.00,甲公司,首付款,1\n"
    found = unit(tmp_path, "210100", more="专项资金: {中央财政: 300}\n")
    assert found.findings("F102") != []
    found = unit(tmp_path / "paid", "210100", **{"payments.csv": payments})
    assert found.findings("F103") != []
    found = unit(tmp_path / "received", "210100", more="资金到账: [{日期: 2021-06-01, 金额: 300}]\n")
    assert "未公开中央财政专项资金数额" in found.findings("I112")


@pytest.mark.parametrize(
    ("own", "is_central"), [("扶持资金额度: 90", True), ("资金来源: [{来源: 市级, 金额: 90}]", False)]
)
def test_receipts_of_central_money_are_asked_only_where_there_is_any(
    own: str, is_central: bool, tmp_path: Path
) -> None:
    project = PROJECT.format(code="210100", number="01").replace("扶持资金额度: 350.00", own)
    assert own in project
    payments = "日期,项目编号,金额,收款单位,用途,凭证号\n2022-06-01,210100-2020-01,40.00,甲公司,首付款,1\n"
    files = {"projects/01.yaml": project, "payments.csv": payments}
    assert unit(tmp_path / "none", "210100", **files).findings("I112") == []
    central = "专项资金: {中央财政: 90}\n"
    asked = unit(tmp_path / "some", "210100", more=central, **files).findings("I112")
    assert asked == ["已有拨付或使用记录，未公开资金到账"]
    found = unit(tmp_path / "drawn", "210100", **files)
    page = found.page("counties/210100")
    assert ("财政资金合计（万元） **90.00**（共 1 个项目）" in page) is not is_central
    assert ("中央财政专项资金（万元） **未公开**" in page) is is_central


@pytest.mark.parametrize(
    ("code", "more", "project"),
    [
        ("210123", "", "资金来源: [{来源: 市级, 金额: 90}]"),
        ("210100", "专项资金: {中央财政: 50}\n", "资金来源: [{来源: 市级, 金额: 90}]"),
        ("210100", "", "资金来源: [{来源: 市级, 金额: 90}, {来源: 中央, 金额: 1}]"),
        ("210100", "费用: [{名称: 监理费, 金额: 3}]\n", "资金来源: [{来源: 市级, 金额: 90}]"),
        ("210100", "", "状态: 在建"),
        ("210100", "", "资金来源: [{来源: 市级, 金额: 九十}]"),
    ],
)
def test_no_central_money_is_said_only_where_it_is_known(
    code: str, more: str, project: str, tmp_path: Path
) -> None:
    """Of counties it is due; written, it counts; a project that is undisclosed or withheld may have some."""
    text = (
        PROJECT.format(code=code, number="01")
        .replace("扶持资金额度: 350.00\n", "")
        .replace("状态: 在建\n", "")
    )
    found = unit(tmp_path, code, more=more, **{"projects/01.yaml": f"{text}{project}\n"})
    assert not found.county.is_without_central
    assert "中央财政专项资金（万元）" in found.page(f"counties/{code}")


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("210171", "功能区: {代码来源: 国家统计局统计用区划代码}\n"),
        ("210172", "功能区:\n  代码来源: 国家统计局统计用区划代码\n  批准文号: 国函〔1993〕41号\n"),
        ("210470", "功能区: {代码来源: 省统计局编码}\n层级: 市\n"),
        ("210090", "所属市: 省本级\n功能区: {代码来源: 省政府编码}\n层级: 省\n"),
        ("210112", "功能区: {代码来源: 与浑南区合署}\n"),
    ],
)
def test_a_functional_zone_declares_its_code(code: str, more: str, tmp_path: Path) -> None:
    city = {"2104": "抚顺", "2100": "省本级"}.get(code[:4], "沈阳")
    found = unit(tmp_path, code, city=city, more=more.replace("所属市: 省本级\n", ""))
    assert found.errors == []
    assert f"行政区划代码 {code}（" in found.page(f"counties/{code}")


@pytest.mark.parametrize("code", ["210171", "210190", "210099"])
def test_a_code_that_nobody_declares_is_an_error(code: str, tmp_path: Path) -> None:
    found = unit(tmp_path, code, city="省本级" if code == "210099" else "沈阳")
    ((rule, message),) = found.errors
    assert (rule, message) == ("E008", f"行政区划代码“{code}”不在 GB/T 2260 之中")
    (cure,) = [one.cure for one in found.checked.findings if one.code == "E008"]
    assert "“功能区”" in cure


@pytest.mark.parametrize(
    ("code", "city", "more", "message"),
    [
        ("210100", "沈阳", "层级: 县\n", "“层级”写的是县，代码“210100”在 GB/T 2260 里是市一级的"),
        ("210000", "省本级", "层级: 市\n", "“层级”写的是市，代码“210000”在 GB/T 2260 里是省一级的"),
        ("210123", "沈阳", "层级: 市\n", "“层级”写的是市，代码“210123”在 GB/T 2260 里是县一级的"),
        ("210100", "省本级", "", "代码“210100”不属于省本级（应以 2100 开头）"),
        ("210000", "沈阳", "", "代码“210000”不属于沈阳市（应以 2101 开头）"),
    ],
)
def test_level_city_and_code_agree(code: str, city: str, more: str, message: str, tmp_path: Path) -> None:
    assert unit(tmp_path, code, city=city, more=more).errors == [("E008", message)]


@pytest.mark.parametrize("zone", ["{批准文号: 国函〔1993〕41号}", "{}"])
def test_a_zone_names_the_source_of_its_code(zone: str, tmp_path: Path) -> None:
    files = {"county.yaml": REAL.format(code="210171", name="某区", city="沈阳") + f"功能区: {zone}\n"}
    assert [code for code, _ in entered(tmp_path, files, code="210171").errors] == ["E002"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [("省本级", ("2100", "4200")), ("自治区本级", ("1500", "6500")), ("直辖市本级", ("1100", "5000"))],
)
def test_a_province_stands_in_place_of_a_city(name: str, codes: tuple[str, ...]) -> None:
    city = city_named(name)
    assert city is not None
    assert all(city.holds(f"{begin}00") for begin in codes)
    assert not city.holds("210100")


@pytest.mark.parametrize(("code", "city"), [("210000", "省本级"), ("210100", "沈阳"), ("210171", "沈阳")])
def test_new_county_makes_them(code: str, city: str, tmp_path: Path) -> None:
    files = scaffold.county(tmp_path, code, "某地", city=city, cohort=2020)
    text = next(file for file in files if file.name == "county.yaml").read_text("utf-8")
    assert f"所属市: {city}\n" in text
    assert "功能区:" in text


@pytest.mark.parametrize(("code", "city"), [("420000", "省本级"), ("210100", "省本级"), ("210000", "沈阳")])
def test_new_county_of_another_place_is_refused(code: str, city: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="代码"):
        scaffold.county(tmp_path, code, "某地", city=city, cohort=2020)


def test_the_level_is_that_of_the_code_unless_it_is_written() -> None:
    given = {"名称": "某地", "所属市": "沈阳", "示范批次": "2020"}
    assert County.model_validate({**given, "行政区划代码": "210195"}).level is UnitLevel.COUNTY
    assert County.model_validate({**given, "行政区划代码": "210195", "层级": "市"}).level is UnitLevel.CITY


def test_the_change_record_tells_of_zones_and_levels() -> None:
    before = {"层级": "市", "功能区 › 代码来源": "省统计局编码", "功能区 › 批准文号": "国函〔1993〕41号"}
    after = {"功能区 › 代码来源": "国家统计局统计用区划代码", "功能区 › 批准文号": "国函〔1993〕42号"}
    found = changes({"210690/county": before}, {"210690/county": after})
    assert {(one.field, one.old, one.new) for one in found} == {
        ("层级", "市", ""),
        ("功能区 › 代码来源", "省统计局编码", "国家统计局统计用区划代码"),
        ("功能区 › 批准文号", "国函〔1993〕41号", "国函〔1993〕42号"),
    }


def test_search_finds_a_unit_by_what_it_is(tmp_path: Path) -> None:
    zone = "功能区: {代码来源: 省统计局编码, 批准文号: 国函〔1993〕41号}\n"
    found = county_part(unit(tmp_path / "zone", "210171", more=zone).county).records[0]
    assert "国函〔1993〕41号" in "".join(found.prose)
    city = county_part(unit(tmp_path / "city", "210100").county).records[0]
    assert city.note == "沈阳市 2020 年市本级"


def test_the_province_counts_them_apart(tmp_path: Path) -> None:
    codes = {"210100": "沈阳", "210000": "省本级", "210600": "丹东", "210123": "沈阳", "210602": "丹东"}
    made = [unit(tmp_path / code, code, city=city) for code, city in codes.items()]
    summaries = [one.drawn().summary for one in made]
    assert other_units(summaries) == "、2 个市本级、1 个省本级"
    view = home_view(summaries, funds_view(summaries), (), made[0].ground.portal)
    assert (view.number, view.cities, len(view.counties)) == (2, 2, 5)
