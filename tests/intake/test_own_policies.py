"""A county's own policy documents: read from its folder, published like the province's, no shared folder touched."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.intake import read_county, withhold
from generator.model.change import WHOLE_RECORD
from generator.model.disclosure import CountyDisclosure
from generator.model.files import kind_of
from generator.render.portal_artifacts import merge, province_artifacts
from generator.rules.example import scene
from generator.views.events_county import county_events
from generator.views.search import county_part
from tests.intake.conftest import COUNTY, PROJECT, write
from tests.support.portal import PORTAL, artifacts, province

CODE = "210198"
P1 = f"{CODE}-2020-01"
SHARED = frozenset({"2020-226"})
OWN = "---\n标题: 县资金办法\n文号: 县财〔2021〕1号\n发文机关: 县财政局\n发布日期: 2021-03-01\n层级: 县\n%s---\n\n按约定节点拨付。\n"


def county(root: Path, files: dict[str, str], *policies: str) -> Path:
    folder = root / "counties" / CODE
    write(folder / "county.yaml", COUNTY.format(code=CODE))
    named = "".join(f"  - {name}\n" for name in policies)
    written = f"相关政策文件:\n{named}" if named else ""
    write(folder / "projects/01.yaml", PROJECT.format(code=CODE, number="01") + written)
    for name, text in files.items():
        write(folder / name, text)
    return root


def codes(root: Path) -> list[str]:
    return [found.code for found in read_county(root, CODE, SHARED).problems]


def read(root: Path) -> CountyDisclosure:
    found = read_county(root, CODE, SHARED).disclosure
    assert found is not None
    return found


def test_the_address_begins_with_the_county(tmp_path: Path) -> None:
    made = read(county(tmp_path, {"policies/zijin.md": OWN % ""}, "zijin", "2020-226"))
    (policy,) = made.own_policies
    assert (policy.id, policy.number) == ("210198-zijin", "县财〔2021〕1号")
    assert made.policies_of(made.projects[0]) == ("210198-zijin", "2020-226")
    assert policy.place("number").line == 3


@pytest.mark.parametrize(
    ("files", "named", "expected"),
    [
        ({}, ["zijin"], ["E007"]),
        ({"policies/zijin.md": OWN % ""}, ["zijin"], []),
        ({"policies/zijin.md": OWN % ""}, ["zijn"], ["E007"]),
        ({"policies/zijin.md": "---\n标题: 甲\n级别: 县\n---\n"}, ["zijin"], ["E003"]),
        ({"policies/ZiJin.md": OWN % ""}, ["zijin"], ["E008"]),
        ({"policies/zijin.md": OWN % "附件: 细则.pdf\n"}, [], ["E007"]),
        ({"policies/zijin.md": OWN % "附件: https://example.gov.cn/xize.pdf\n"}, [], []),
        ({"policies/zijin.md": OWN % "附件: ../细则.pdf\n"}, [], ["S004"]),
        ({"policies/2020-226.md": OWN % ""}, ["2020-226"], []),
        ({"policies/zijin.md": (OWN % "").replace("按约定", "电话 13800138000，按约定")}, ["zijin"], ["P002"]),
    ],
)  # fmt: skip
def test_one_fault_is_one_message(
    tmp_path: Path, files: dict[str, str], named: list[str], expected: list[str]
) -> None:
    assert codes(county(tmp_path, files, *named)) == expected


def test_the_county_s_own_comes_before_the_province_s(tmp_path: Path) -> None:
    made = read(county(tmp_path, {"policies/2020-226.md": OWN % ""}, "2020-226"))
    assert made.policies_of(made.projects[0]) == ("210198-2020-226",)


def test_one_in_error_is_withheld_alone(tmp_path: Path) -> None:
    files = {"policies/zijin.md": OWN % "", "policies/xiangmu.md": OWN % "附件: 没有.pdf\n"}
    found = read_county(county(tmp_path, files), CODE, SHARED)
    assert found.disclosure is not None
    kept = withhold(found.disclosure, found.problems)
    assert kept is not None
    assert [policy.id for policy in kept.own_policies] == ["210198-zijin"]


@pytest.fixture
def published(tmp_path: Path) -> CountyDisclosure:
    own = read(county(tmp_path, {"policies/zijin.md": OWN % "附件: https://example.gov.cn/xize.pdf\n"}))
    example = scene("项目: {'01': {相关政策文件: [zijin, 2020-226]}}").county
    return replace(example, own_policies=own.own_policies)


def test_it_has_a_page_and_links(published: CountyDisclosure) -> None:
    made = artifacts(published)
    whole = merge([made], province_artifacts((made,), province(published), PORTAL, limits=WHOLE_RECORD))
    pages = {page.stem: page.body.markdown for page in whole.pages}
    page = pages["policies/210198-zijin"]
    assert "# 县资金办法" in page
    assert "[示例县](../counties/210198.html)" in page
    assert "[https://example.gov.cn/xize.pdf](https://example.gov.cn/xize.pdf)" in page
    assert "[仓储配送中心](../projects/210198-2020-01.html)" in page
    assert "[县资金办法](../policies/210198-zijin.html)" in pages["projects/210198-2020-01"]
    assert "[县资金办法](../policies/210198-zijin.html)（2021-03-01）" in pages["counties/210198"]
    assert "[县资金办法](210198-zijin.html)" in pages["policies/index"].replace("../policies/", "")
    assert "县资金办法" not in pages["projects/210198-2020-02"]


def test_it_is_found_told_and_has_a_history(published: CountyDisclosure) -> None:
    record = next(record for record in county_part(published).records if record.folder == "policies")
    assert (record.id, "按约定节点拨付" in record.prose) == ("210198-zijin", True)
    (event,) = [event for event in county_events(published) if event.url.startswith("policies/")]
    assert (event.record, event.county_code, event.title) == (
        "210198/policies/zijin",
        CODE,
        "政策文件：县资金办法",
    )
    kind = kind_of("210198/policies/zijin")
    assert kind is not None
    assert kind.title == "本县政策文件"
