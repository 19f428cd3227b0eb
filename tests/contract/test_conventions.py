"""What machines and inspectors look for on every page of the built demonstration (国办发〔2017〕47号 and web habits)."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from lxml import html

from generator.site.sitemap import robots

ROOT = Path(__file__).parents[2]
SETTINGS = yaml.safe_load((ROOT / "content_data/site.yaml").read_text("utf-8"))
BASE = SETTINGS["网址"]
AS_OF = SETTINGS["演示日期"]
SITE_TAGS = {"SiteName", "SiteDomain", "SiteIDCode"}
COLUMN_TAGS = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE_TAGS = {"ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Keywords"}
COLUMN_TYPES = {
    "首页",
    "概况信息",
    "工作动态",
    "政策文件",
    "信息公开指南",
    "信息公开目录",
    "数据发布",
    "数据开放",
    "咨询投诉",
}
OPEN_GRAPH = {"og:title", "og:description", "og:type", "og:url", "og:locale", "og:site_name"}
RECORD = re.compile(
    r"((cities|counties|projects|contractors|cases|policies|notices)/(?!index\.html)|data/press|data/bulletin)"
)


@pytest.fixture(scope="module")
def site(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture(scope="module")
def everything(site: Path) -> dict[str, Any]:
    """Every file of HTML but the error page, parsed."""
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    del found["404.html"]
    return {url: html.document_fromstring(path.read_bytes()) for url, path in found.items()}


@pytest.fixture(scope="module")
def pages(everything: dict[str, Any]) -> dict[str, Any]:
    """Every page: not what stands at a former address and leads to one."""
    return {url: document for url, document in everything.items() if not leads_to(document)}


def leads_to(document: Any) -> str:
    """Where the page sends its reader at once; empty if it stays."""
    found = [meta.get("content") for meta in document.iter("meta") if meta.get("http-equiv") == "refresh"]
    return found[0].partition("url=")[2] if found else ""


def tags(document: Any) -> Iterator[tuple[str, str]]:
    """(name or property, content) of every meta tag."""
    for meta in document.iter("meta"):
        if meta.get("charset") is None:
            yield meta.get("name") or meta.get("property"), meta.get("content")


def test_every_page_has_each_tag_once_and_none_is_empty(pages: dict[str, Any]) -> None:
    kinds = Counter(bool(RECORD.match(url)) for url in pages)
    assert kinds[True] > 100
    assert kinds[False] == 24
    for url, document in pages.items():
        found = list(tags(document))
        count = Counter(name for name, _ in found)
        own = ARTICLE_TAGS if RECORD.match(url) else COLUMN_TAGS
        for name in {"description", *SITE_TAGS, *own, *OPEN_GRAPH}:
            assert count[name] == 1, (url, name)
        assert [name for name, number in count.items() if number > 1] == [], url
        assert [name for name, content in found if not (content or "").strip()] == [], url
        assert len(document.findall("head/title")) == 1, url


def test_a_former_address_leads_to_a_page(everything: dict[str, Any], pages: dict[str, Any]) -> None:
    former = everything.keys() - pages.keys()
    assert former  # the demonstration has organisations that were renamed
    for url in former:
        assert f"{url.rpartition('/')[0]}/{leads_to(everything[url])}" in pages


def test_the_tags_say_what_they_should(pages: dict[str, Any]) -> None:
    for url, document in pages.items():
        found = dict(tags(document))
        assert found["ColumnType"] in COLUMN_TYPES, url
        assert found["SiteDomain"] == SETTINGS["网站域名"]
        assert len(found["description"]) <= 120, url
        words = (
            found["ColumnKeywords"].split(",") if "ColumnKeywords" in found else found["Keywords"].split(",")
        )
        assert len(words) == len(set(words)), url
        if "PubDate" in found:
            day = re.fullmatch(r"(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}", found["PubDate"])
            assert day, (url, found["PubDate"])
            assert date.fromisoformat(day[1]) <= AS_OF, url
            assert found["ArticleTitle"] == "".join(document.find(".//h1").itertext()).strip(), url


def test_every_page_names_its_own_address(pages: dict[str, Any]) -> None:
    for url, document in pages.items():
        links = [link.get("href") for link in document.iter("link") if link.get("rel") == "canonical"]
        assert links == [f"{BASE}{url}"], url
        assert dict(tags(document))["og:url"] == f"{BASE}{url}", url


def test_titles_and_descriptions_tell_overviews_apart(pages: dict[str, Any]) -> None:
    overviews = {url: document for url, document in pages.items() if not RECORD.match(url)}
    titles = Counter(document.find("head/title").text for document in overviews.values())
    assert [title for title, number in titles.items() if number > 1] == []
    described = Counter(dict(tags(document))["description"] for document in overviews.values())
    assert [text for text, number in described.items() if number > 1] == []


def test_every_page_says_where_it_is_but_the_first(pages: dict[str, Any]) -> None:
    for url, document in pages.items():
        paths = [nav for nav in document.iter("nav") if nav.get("aria-label") == "当前位置"]
        assert len(paths) == (url != "index.html"), url
        for path in paths:
            steps = ["".join(step.itertext()).strip() for step in path.iter("li")]
            assert steps[0] == "首页", url
            assert len(steps) >= (3 if RECORD.match(url) else 2), url
            assert path.findall(".//li")[-1].find(".//span[@aria-current='page']") is not None, url


def test_the_footer_identifies_the_site(pages: dict[str, Any]) -> None:
    for url, document in pages.items():
        footer = "".join(document.find(".//footer").itertext())
        for label in ("主办单位", "网站标识码", "ICP备案号", "公安备案号"):
            assert f"{label}：{SETTINGS[label]}" in footer, (url, label)
        assert f"数据截至：{AS_OF}" in footer, url
        assert "监督举报" in footer, url
        assert SETTINGS["监督举报"][0]["号码或地址"] in footer, url


def test_a_policy_shows_what_it_is(pages: dict[str, Any]) -> None:
    policies = [document for url, document in pages.items() if re.match(r"policies/(?!index)", url)]
    assert len(policies) >= 3
    for document in policies:
        block = next(node for node in document.iter("div") if node.get("class") == "metadata")
        labels = ["".join(row.find("td").itertext()) for row in block.findall(".//tbody/tr")]
        assert [label for label in ("发文机关", "标题", "发文字号", "层级") if label not in labels] == []
    notice = pages["policies/2020-226.html"]
    block = "".join(next(node for node in notice.iter("div") if node.get("class") == "metadata").itertext())
    for piece in ("辽商电商函〔2020〕226号", "成文日期", "发布日期", "2020-09-14"):
        assert piece in block


def test_the_sitemap_names_every_page_with_a_day_from_the_data(site: Path, pages: dict[str, Any]) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    entries = ElementTree.fromstring((site / "sitemap.xml").read_bytes()).findall(f"{space}url")
    days = {entry.findtext(f"{space}loc"): entry.findtext(f"{space}lastmod") for entry in entries}
    assert len(entries) == len(days)
    assert set(days) == {f"{BASE}{url}" for url in pages}
    assert all(date.fromisoformat(day or "") <= AS_OF for day in days.values())
    assert len(set(days.values())) > 20
    for url, document in pages.items():
        if re.match(r"(projects|counties|cases|notices)/(?!index)", url):
            published = dict(tags(document))["PubDate"].split()[0]
            assert days[f"{BASE}{url}"] == published, url


def test_robots_are_led_to_the_sitemap(site: Path) -> None:
    text = (site / "robots.txt").read_text("utf-8")
    assert text.splitlines() == [
        "User-agent: *",
        "Disallow: /zhsf/search/",
        "",
        f"Sitemap: {BASE}sitemap.xml",
    ]
    assert (site / "search").is_dir()
    assert b"Disallow: /search/\n" in robots("https://example.gov.cn/")
