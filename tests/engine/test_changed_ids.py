"""标识域 is written once at the opening: moving the site renews no id, and changing the domain of ids is an error."""

from datetime import date
from pathlib import Path

import pytest

from generator.engine.steps.changed_ids import changed_ids
from generator.history import read_history
from generator.intake import read_portal
from generator.model.finding import Finding
from generator.model.site import Site
from tests.support.repository import Repository

SITE = """栏目名称: 综合示范信息公开
主办单位: 省商务厅
模式: 正式
网址: https://www.example.gov.cn/zhsf/
网站域名: example.gov.cn
开栏日期: 2022-03-01
"""
STATED = SITE + "标识域: {域名: example.gov.cn, 日期: 2020-01-01}\n"
MOVED = STATED.replace("https://www.example.gov.cn", "https://zhsf.example.cn").replace(
    "网站域名: example.gov.cn", "网站域名: zhsf.example.cn"
)


def found(root: Path, *versions: str, uncommitted: str = "") -> list[Finding]:
    made = Repository(root / "checkout")
    made.write("counties/210198/county.yaml", "名称: 青禾县\n")
    for version in versions:
        made.write("site.yaml", version)
        made.commit("settings")
    if uncommitted:
        made.write("site.yaml", uncommitted)
    history = read_history(made.content, None, today=date(2022, 12, 31))
    return list(changed_ids(read_portal(made.content).site, history))


@pytest.mark.parametrize(
    "versions",
    [
        (STATED,),
        (STATED, MOVED),
        (SITE, STATED),
        (STATED, MOVED, STATED),
        (STATED.replace("域名: example.gov.cn, ", "域名: Example.GOV.cn, "), STATED),
        (SITE.replace("网站域名: example.gov.cn", "网站域名: （待填）").replace("www.", ""), STATED),
        (STATED.replace("2020-01-01", "二〇二〇年"), STATED),
        (STATED.replace("域名: example.gov.cn, ", ""), STATED),
        (STATED.replace("域名: example.gov.cn, ", "域名: [], "), STATED),
        (STATED.replace("2020-01-01", "2021-06-30"), STATED, STATED.replace("2020-01-01", "2021-06-30")),
        (
            STATED.replace("模式: 正式", "模式: 演示"),
            STATED.replace("模式: 正式", "模式: 演示").replace("2020-", "2021-"),
        ),
    ],
)
def test_what_keeps_all_ids_is_fine(tmp_path: Path, versions: tuple[str, ...]) -> None:
    assert found(tmp_path, *versions) == []


@pytest.mark.parametrize(
    ("versions", "opening"),
    [
        ((STATED, STATED.replace("2020-01-01", "2021-06-30")), "example.gov.cn、2020"),
        ((STATED, STATED.replace("域名: example.gov.cn, ", "域名: example.cn, ")), "example.gov.cn、2020"),
        ((SITE, MOVED.replace("域名: example.gov.cn, ", "域名: zhsf.example.cn, ")), "example.gov.cn、2020"),
        ((STATED, SITE, MOVED.partition("标识域")[0]), "example.gov.cn、2020"),
        (
            (SITE, SITE.replace("网站域名: example.gov.cn", "网站域名: zhsf.example.cn")),
            "example.gov.cn、2020",
        ),
        ((STATED.replace("2020-01-01", "2021-06-30"), STATED), "example.gov.cn、2021-06-30"),
    ],
)
def test_what_renews_ids_is_an_error(tmp_path: Path, versions: tuple[str, ...], opening: str) -> None:
    [error] = found(tmp_path, *versions)
    assert (error.code, error.severity.value, error.place.file) == ("E019", "error", "site.yaml")
    assert f"开栏时是 {opening}，" in error.message
    assert "标识域: {域名: example.gov.cn, 日期: 202" in error.cure


def test_it_is_found_before_it_is_committed(tmp_path: Path) -> None:
    [error] = found(tmp_path, STATED, uncommitted=STATED.replace("2020-01-01", "2022-01-01"))
    assert (
        error.message
        == "永久编号所用的域名和日期变了：开栏时是 example.gov.cn、2020，现在是 example.gov.cn、2022"
    )


def test_ids_rest_on_the_domain_that_is_stated() -> None:
    plain = {"title": "栏目", "publisher": "单位", "mode": "正式", "url": "https://a.example.cn/x/"}
    assert Site(**plain).tag == "tag:a.example.cn,2020:"
    stated = {"domain": "Example.gov.cn", "day": "2021-06-30"}
    assert Site(**plain, id_domain=stated).tag == "tag:example.gov.cn,2021-06-30:"
    assert Site(**plain, site_domain="b.example.cn").id_host == "b.example.cn"


@pytest.mark.parametrize(
    "text", ["https://example.gov.cn", "example", "example.gov.cn/x", "例.cn", "a..b", "-a.cn"]
)
def test_a_domain_is_a_domain_alone(text: str) -> None:
    with pytest.raises(ValueError, match=r"域名“.*”的写法不对"):
        Site.model_validate(
            {
                "栏目名称": "a",
                "主办单位": "b",
                "模式": "正式",
                "网址": "https://a.cn/",
                "标识域": {"域名": text, "日期": "2020-01-01"},
            }
        )
