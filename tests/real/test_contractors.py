"""Cooperatives, public institutions, natural persons and the like as contractors; renamed and merged firms."""

from pathlib import Path

import pytest

from generator.model.codelists import OrganisationKind
from generator.model.identifiers import contractor_key
from generator.render.portal_artifacts import contractor_artifacts
from generator.views.contractor import ContractorView, contractor_views, told_of
from generator.views.feed_entries import together
from tests.real.entered import CODE, Entered, entered

X, Y = "91110000600037341L", "91211498MA0001004U"
PROJECT = """项目编号: {code}-2020-{number}
项目名称: 站点改造{number}
支持方向: 物流配送
状态: 在建
扶持资金额度: 100
承办单位:
{contractor}采购:
  方式: 公开招标
  中标日期: 2021-03-01
"""


def projects(*contractors: str) -> dict[str, str]:
    """Projects 01, 02 … with these contractors, given as the lines below 承办单位."""
    return {
        f"projects/{number:02d}.yaml": PROJECT.format(
            code=CODE, number=f"{number:02d}", contractor="".join(f"  {line}\n" for line in lines.split("\n"))
        )
        for number, lines in enumerate(contractors, 1)
    }


def views(found: Entered) -> dict[str, ContractorView]:
    return {view.key: view for view in contractor_views(found.drawn().summary.projects)}


def files(found: Entered, view: ContractorView) -> dict[str, bytes]:
    drawn, portal = found.drawn(), found.ground.portal
    from generator.render import feeds

    texts = feeds.Held({CODE: drawn.texts})
    entries = told_of([view], together([drawn.summary.entries]))[view.key]
    return dict(contractor_artifacts(view, entries, texts, portal).files)


@pytest.mark.parametrize("kind", [kind for kind in OrganisationKind if kind is not OrganisationKind.PERSON])
def test_every_kind_is_read_and_shown(kind: OrganisationKind, tmp_path: Path) -> None:
    found = entered(tmp_path, projects(f"名称: 甲单位\n类型: {kind.label}"))
    assert found.errors == []
    (view,) = views(found).values()
    assert view.kind == kind.label
    assert (
        f"承办单位 {kind.label} 统一社会信用代码" in files(found, view)[f"contractors/{view.key}.md"].decode()
    )
    assert f"承办单位：{kind.label}" in found.page(f"projects/{CODE}-2020-01")


def test_natural_persons_are_called_after_their_town(tmp_path: Path) -> None:
    person, member = "类型: 自然人\n所在乡镇: 青山镇", "联合体:\n  - 类型: 自然人\n    所在乡镇: 白石镇"
    found = entered(tmp_path, projects(person, f"名称: 甲公司\n统一社会信用代码: {X}\n{member}", person))
    assert found.errors == []
    assert set(views(found)) == {X}
    page = found.page(f"projects/{CODE}-2020-01")
    assert "自然人（青山镇）" in page
    assert "contractors/" not in page.partition("自然人（青山镇）")[0][-60:]
    assert "承办单位：自然人" not in page
    assert "自然人（白石镇）" in found.page(f"projects/{CODE}-2020-02")


def test_without_a_kind_nothing_is_said_of_it(tmp_path: Path) -> None:
    found = entered(tmp_path, projects("名称: 甲单位"))
    assert "承办单位：" not in found.page(f"projects/{CODE}-2020-01")
    (view,) = views(found).values()
    assert (view.kind, view.earlier_keys) == ("", ())


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("国有企业", "企业"),
        ("有限责任公司", "企业"),
        ("个人独资企业", "企业"),
        ("农民专业合作社", "合作社"),
        ("民办非企业单位", "社会服务机构"),
        ("个体户", "个体工商户"),
        ("村集体", "村集体经济组织"),
    ],
)
def test_a_kind_by_its_usual_name_is_the_kind(written: str, shown: str, tmp_path: Path) -> None:
    found = entered(tmp_path, projects(f"名称: 甲单位\n类型: {written}"))
    assert found.errors == []
    assert f"承办单位：{shown}" in found.page(f"projects/{CODE}-2020-01")


def test_another_kind_is_an_error_that_lists_them(tmp_path: Path) -> None:
    ((code, message),) = entered(tmp_path, projects("名称: 甲单位\n类型: 国际组织")).errors
    assert code == "E005"
    assert "类型" in message


RENAMED = f"名称: 乙公司\n统一社会信用代码: {X}\n曾用名:\n  - 甲公司\n  - 老甲厂"
MERGED = f"名称: 乙公司\n统一社会信用代码: {X}\n并入单位:\n  - 名称: 甲公司\n    统一社会信用代码: {Y}"


@pytest.mark.parametrize(
    ("now", "before", "old"),
    [
        (RENAMED, "名称: 甲公司", contractor_key("甲公司", None)),
        (RENAMED, "名称: 甲　公司", contractor_key("甲公司", None)),
        (RENAMED, "名称: 老甲厂", contractor_key("老甲厂", None)),
        (MERGED, f"名称: 甲公司\n统一社会信用代码: {Y}", Y),
        (MERGED, "名称: 甲公司", contractor_key("甲公司", None)),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_one_page_for_one_organisation(now: str, before: str, old: str, order: int, tmp_path: Path) -> None:
    found = entered(tmp_path, projects(*[now, before][::order]))
    assert found.errors == []
    (view,) = views(found).values()
    assert (view.key, view.name, view.code) == (X, "乙公司", X)
    assert (len(view.rows), view.subsidy) == (2, 200)
    assert view.other_names in ((), ("甲　公司",))
    assert "甲公司" in (*view.former_names, *view.merged_names)
    made = files(found, view)
    page = made[f"contractors/{old}.html"].decode()
    assert f'url={X}.html"' in page.replace("0; url", "url")
    assert made[f"contractors/{old}.md"].decode().endswith(f"[乙公司]({X}.md)\n")
    assert made[f"contractors/{old}.xml"] == made[f"contractors/{X}.xml"]
    feed = made[f"contractors/{X}.xml"].decode()
    assert feed.count("<item>") == feed.count("<guid") >= 2
    assert f"{CODE}-2020-01" in feed
    assert f"{CODE}-2020-02" in feed


def test_the_page_tells_the_former_names_once(tmp_path: Path) -> None:
    found = entered(tmp_path, projects(RENAMED, "名称: 甲公司"))
    (view,) = views(found).values()
    text = files(found, view)[f"contractors/{X}.md"].decode()
    assert "曾用名：甲公司、老甲厂" in text
    assert "又写作" not in text
    assert "承办单位：曾用名 甲公司、老甲厂" in found.page(f"projects/{CODE}-2020-01")


def test_who_was_merged_is_no_former_name(tmp_path: Path) -> None:
    found = entered(tmp_path, projects(f"{MERGED}\n曾用名: 丁公司\n类型: 企业"))
    (view,) = views(found).values()
    text = files(found, view)[f"contractors/{X}.md"].decode()
    assert "曾用名：丁公司" in text
    assert "并入单位：甲公司" in text
    assert "承办单位：企业，曾用名 丁公司，并入单位 甲公司" in found.page(f"projects/{CODE}-2020-01")


def test_a_name_is_not_taken_from_a_firm_that_bears_it_with_a_code(tmp_path: Path) -> None:
    found = entered(tmp_path, projects(RENAMED, f"名称: 甲公司\n统一社会信用代码: {Y}", "名称: 甲公司"))
    assert set(views(found)) == {X, Y, contractor_key("甲公司", None)}


def test_a_firm_in_a_consortium_with_its_former_self_has_the_project_once(tmp_path: Path) -> None:
    both = f"{RENAMED}\n联合体:\n  - 名称: 甲公司"
    (view,) = views(entered(tmp_path, projects(both))).values()
    assert (len(view.rows), view.subsidy) == (1, 100)


def test_it_is_found_by_its_former_names_and_codes(tmp_path: Path) -> None:
    from generator.views.search import contractor_parts, county_part

    found = entered(tmp_path, projects(f"{MERGED}\n曾用名: 丁公司"))
    county = county_part(found.county)
    project = next(record for record in county.records if record.folder == "projects")
    assert {"甲公司", "丁公司", Y} <= {text for _, text in project.fields}
    (part,) = contractor_parts(list(views(found).values()))
    assert {"甲公司", "丁公司"} <= {text for _, text in part.records[0].fields}
