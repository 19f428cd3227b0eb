"""A contractor who is a natural person has a town and no name."""

from typing import Any

import pytest
from pydantic import ValidationError

from generator.model.company import Contractor, page_keys
from generator.model.personal_names import names_persons

ENTERPRISE, SHOP = "91110000600037341L", "92210103MA0TQ1AB8N"
PERSON = {"类型": "自然人", "所在乡镇": "青山镇"}


def read(given: dict[str, Any]) -> Contractor:
    return Contractor.model_validate(given, by_alias=True, by_name=False)


def refusal(given: dict[str, Any]) -> tuple[str, str]:
    """The code, and all that is said."""
    with pytest.raises(ValidationError) as raised:
        read(given)
    (error,) = raised.value.errors()
    return error["type"], str(error["ctx"])


@pytest.mark.parametrize(
    ("town", "shown"),
    [
        (None, "自然人"),
        ("", "自然人"),
        ("青山镇", "自然人（青山镇）"),
        ("苏家屯街道", "自然人（苏家屯街道）"),
        ("乌兰苏木", "自然人（乌兰苏木）"),
        ("岫岩满族自治县", "自然人（岫岩满族自治县）"),
        ("于洪区", "自然人（于洪区）"),
    ],
)
def test_a_person_is_called_after_the_town(town: str | None, shown: str) -> None:
    found = read({"类型": "自然人"} | ({} if town is None else {"所在乡镇": town}))
    assert (found.name, found.key, found.is_person) == (shown, "", True)


def test_persons_may_work_together_and_have_no_pages() -> None:
    found = read(PERSON | {"联合体": [{"类型": "自然人", "所在乡镇": "白石镇"}, {"名称": "甲公司"}]})
    assert [one.name for one in found.consortium] == ["自然人（白石镇）", "甲公司"]
    assert page_keys(found) == (found.consortium[1].key,)


@pytest.mark.parametrize(
    "more",
    [
        {"名称": "张三"},
        {"名称": "某合作社"},
        {"统一社会信用代码": ENTERPRISE},
        {"责任人": "张三"},
        {"职务": "村民"},
        {"办公电话": "024-00000000"},
        {"曾用名": ["张三"]},
        {"张三": "1"},
        {"所在乡镇": "张三"},
        {"所在乡镇": "青山镇青山村"},
        {"所在乡镇": "幸福小区"},
        {"所在乡镇": "青山镇3号"},
        {"所在乡镇": ["青山镇"]},
        {"类型": "自然人张三"},
        {"类型": "自然人（张三）"},
        {"类型": "个人"},
        {"类型": "村民"},
    ],
)
def test_nothing_else_is_told_of_a_person(more: dict[str, Any]) -> None:
    code, said = refusal(PERSON | more)
    assert code == "P007"
    assert not any(text in said for text in ("张三", "青山", "幸福", ENTERPRISE))


@pytest.mark.parametrize("name", ["张三", "张 三", " 张　三 ", "王建中", "李红心", "张三（代）", "村民李四", "欧阳修", "张三、李四", "张三等2人", "赵某", "谭明", "岳 山", "买买提·艾力"])  # fmt: skip
@pytest.mark.parametrize(
    "given",
    [
        {"名称": "NAME"},
        {"名称": "NAME", "统一社会信用代码": "1"},
        {"名称": "NAME", "类型": "个体工商户"},
        {"名称": "NAME", "类型": "个体户"},
        {"名称": "NAME", "类型": "家庭农场"},
        {"名称": "NAME", "类型": "个体工商户", "统一社会信用代码": SHOP},
        {"名称": "甲公司", "曾用名": ["乙公司", "NAME"]},
        {"名称": "甲公司", "曾用名": "NAME"},
        {"名称": "甲公司", "类型": "企业", "并入单位": [{"名称": "NAME"}]},
    ],
)
def test_a_name_like_a_persons_is_refused(given: dict[str, Any], name: str) -> None:
    code, said = refusal(put(given, name))
    assert code == "P007"
    assert name.strip() not in said


def put(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: put(inner, name) for key, inner in value.items()}
    if isinstance(value, list):
        return [put(inner, name) for inner in value]
    return name if value == "NAME" else value


@pytest.mark.parametrize(
    "given",
    [
        {"名称": "康佳", "统一社会信用代码": ENTERPRISE},
        {"名称": "康佳", "类型": "企业"},
        {"名称": "康佳", "类型": "国有企业"},
        {"名称": "张三便利店", "类型": "个体工商户", "统一社会信用代码": SHOP},
        {"名称": "张三家庭农场"},
        {"名称": "马店村"},
        {"名称": "文化馆"},
        {"名称": "林场"},
        {"名称": "水务处"},
        {"名称": "于洪区"},
        {"名称": "村民委员会"},
        {"名称": "农民专业合作社", "类型": "合作社"},
        {"名称": "中国邮政集团有限公司某县分公司"},
    ],
)
def test_an_organisation_is_none(given: dict[str, Any]) -> None:
    assert read(given).key


@pytest.mark.parametrize("name", ["自然人", "个人", "村民", "自然人（青山镇）", "农户(3户)"])
def test_who_is_only_called_a_person_is_told_how_to_write_it(name: str) -> None:
    code, said = refusal({"名称": name})
    assert code == "E004"
    assert "类型: 自然人" in said


@pytest.mark.parametrize(("town", "code"), [("青山镇", "E004"), ("张三", "P007")])
def test_an_organisation_has_no_town(town: str, code: str) -> None:
    assert refusal({"名称": "甲公司", "所在乡镇": town})[0] == code


@pytest.mark.parametrize("kind", ["自然人独资", "个人合伙", "村民委员会"])
def test_what_only_sounds_like_a_person_is_another_mistake(kind: str) -> None:
    with pytest.raises(ValidationError) as raised:
        read({"名称": "甲公司", "类型": kind})
    assert [error["type"] for error in raised.value.errors()] == ["enum"]


@pytest.mark.parametrize("unit", ["服务中心", "何氏中心", "县供销社", "水利站", "白石镇"])
def test_a_short_unit_is_no_name(unit: str) -> None:
    assert not names_persons(unit)
