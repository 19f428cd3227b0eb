"""Templates of the theme, rendered with MkDocs' own environment."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from html5lib.treebuilders import getTreeBuilder
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

THEME = Path(__file__).parents[2] / "overrides"
KINDS = (
    "home",
    "county",
    "project",
    "contractor",
    "list",
    "case",
    "policy",
    "notice",
    "tip-off",
    "data",
    "plain",
)
ENVIRONMENT = Theme(name="material", custom_dir=str(THEME)).get_env()

PORTAL: dict[str, Any] = {
    "publisher": "某省商务厅",
    "site_name": "某省商务厅",
    "site_domain": "",
    "site_id_code": "",
    "icp": "",
    "police_record": "",
    "error_report_url": "",
    "application_url": "",
    "conac_url": "",
    "repository": "",
    "is_demo": False,
    "as_of": "2022-06-30",
    "nav": [
        {"title": "首页", "url": "index.html", "section": "home"},
        {"title": "项目", "url": "projects/index.html", "section": "projects"},
        {"title": "监督举报", "url": "tip-off.html", "section": "tip-off"},
    ],
    "more": [{"title": "关于本栏目", "url": "about.html", "section": "about"}],
    "tip_off_url": "tip-off.html",
    "tip_off_phone": "024-1234 5678",
    "tip_off_hours": "工作日 8:30–17:00",
    "subscribe_url": "subscribe.html",
    "feeds": [{"title": "全部", "url": "feed.xml", "type": "application/rss+xml"}],
}

META: dict[str, Any] = {
    "kind": "project",
    "section": "projects",
    "description": "某县的一个项目",
    "breadcrumbs": [{"title": "首页", "url": "index.html"}, {"title": "本项目", "url": ""}],
    "is_demo": False,
    "meta_tags": [{"name": "ArticleTitle", "content": "冷链"}],
    "feeds": [{"title": "某县", "url": "counties/219901.xml", "type": "application/rss+xml"}],
    "alternates": [{"title": "JSON", "url": "projects/219901-2020-01.json", "type": "application/json"}],
    "tip_off": "tip-off.html?project=219901-2020-01",
}


def rendered(
    template: str = "project.html",
    *,
    title: str = "冷链",
    content: str = '<header class="page-head"><h1>冷链</h1></header>',
    meta: dict[str, Any] | None = None,
    **portal: Any,
) -> str:
    """One page below projects/, as MkDocs would render it."""
    page = SimpleNamespace(
        title=title,
        url="projects/219901-2020-01.html",
        canonical_url="https://example.com/gk/projects/219901-2020-01.html",
        content=content,
        meta=META if meta is None else meta,
        toc=[],
    )
    return ENVIRONMENT.get_template(template).render(page=page, base_url="..", config=config(portal))


def config(portal: dict[str, Any]) -> MkDocsConfig:
    settings = MkDocsConfig()
    settings.site_name = "信息公开"
    settings.extra_css = settings.extra_javascript = []
    settings.extra["portal"] = PORTAL | portal
    return settings


def parsed(html: str) -> Any:
    """The document, read by a parser that accepts no error."""
    parser = html5lib.HTMLParser(getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return parser.parse(html.strip())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_well_formed_and_says_what_it_is(kind: str) -> None:
    own_title: dict[str, Any] = (
        {"content": "<p>正文</p>"} if kind == "home" else {}
    )  # the first page's title is the theme's
    document = parsed(rendered(f"{kind}.html", **own_title))
    assert document.get("lang") == "zh-CN"
    assert document.find("body").get("data-kind") == kind
    assert len(document.findall(".//main")) == len(document.findall(".//h1")) == 1
    assert document.find(".//a").get("href") == "#content"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_or_is_styled_inline(kind: str) -> None:
    for element in parsed(rendered(f"{kind}.html", is_demo=True)).iter():
        assert element.tag != "style"
        assert element.tag != "script" or (element.get("src") and not (element.text or "").strip())
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_every_asset_named_is_there() -> None:
    document = parsed(rendered())
    named = [link.get("href") for link in document.findall(".//link[@rel='stylesheet']")]
    named += [link.get("href") for link in document.findall(".//link[@rel='icon']")]
    named += [script.get("src") for script in document.findall(".//script")]
    assert len(named) == 5
    assert all((THEME / name.removeprefix("../")).is_file() for name in named)


def test_text_is_escaped() -> None:
    hostile = '"><script>alert(1)</script>&'
    meta = META | {
        "description": hostile,
        "breadcrumbs": [{"title": hostile, "url": ""}],
        "meta_tags": [{"name": "ArticleTitle", "content": hostile}],
        "feeds": [{"title": hostile, "url": "a.xml", "type": "application/rss+xml"}],
    }
    html = rendered(title=hostile, meta=meta, publisher=hostile, tip_off_hours=hostile)
    assert "<script>" not in html
    document = parsed(html)
    assert document.find(".//title").text == f"{hostile} - 信息公开"
    assert document.find(".//meta[@name='ArticleTitle']").get("content") == hostile


def test_the_current_section_is_marked_once_and_links_are_relative() -> None:
    document = parsed(rendered())
    current = document.findall(".//nav[@class='menu']//a[@aria-current]")
    assert [(link.text, link.get("href")) for link in current] == [("项目", "index.html")]
    assert all(not link.get("href").startswith("/") for link in document.findall(".//a"))


def test_the_overview_itself_is_the_current_page() -> None:
    nav = [{"title": "项目", "url": "projects/219901-2020-01.html", "section": "projects"}]
    link = parsed(rendered(nav=nav)).find(".//nav[@class='menu']//a")
    assert link.get("aria-current") == "page"


def test_the_tip_off_link_carries_the_project_along() -> None:
    report = parsed(rendered()).find(".//p[@class='report']")
    assert [link.get("href") for link in report.findall("a")] == [
        "../tip-off.html?project=219901-2020-01",
        "tel:024-12345678",
    ]


def test_tags_and_links_for_machines() -> None:
    document = parsed(rendered(site_domain="example.com"))
    tags = {meta.get("name"): meta.get("content") for meta in document.findall(".//meta[@name]")}
    assert tags["SiteName"] == "某省商务厅"
    assert tags["SiteDomain"] == "example.com"
    assert tags["ArticleTitle"] == "冷链"
    assert tags["description"] == "某县的一个项目"
    assert "SiteIDCode" not in tags
    links = [(link.get("rel"), link.get("href")) for link in document.findall(".//link")]
    assert ("canonical", "https://example.com/gk/projects/219901-2020-01.html") in links
    assert [href for rel, href in links if rel == "alternate"] == [
        "../feed.xml",
        "../counties/219901.xml",
        "219901-2020-01.json",
    ]


def test_a_page_without_date_or_source_has_the_required_tags_all_the_same() -> None:
    """国办发〔2017〕47号 asks for PubDate and ContentSource on every content page."""

    def tags(*given: tuple[str, str]) -> dict[str, str]:
        meta = META | {"meta_tags": [{"name": name, "content": content} for name, content in given]}
        document = parsed(rendered(meta=meta, opened="2022-05-06"))
        return {found.get("name"): found.get("content") for found in document.findall(".//meta[@name]")}

    bare = tags(("ArticleTitle", "冷链"), ("ContentSource", ""))
    assert (bare["PubDate"], bare["ContentSource"]) == ("2022-05-06 00:00", "某省商务厅")
    dated = tags(("ArticleTitle", "冷链"), ("PubDate", "2022-06-01 00:00"), ("ContentSource", "某县"))
    assert (dated["PubDate"], dated["ContentSource"]) == ("2022-06-01 00:00", "某县")
    assert "PubDate" not in tags(("ColumnName", "项目"))


def test_an_empty_setting_is_left_out_but_a_demonstration_shows_its_place() -> None:
    imprint = "ICP备案号"
    assert imprint not in rendered()
    assert f"{imprint}：（待填）" in rendered(is_demo=True)
    assert f"{imprint}：某ICP备1号" in rendered(icp="某ICP备1号")
    assert "我为政府网站找错" not in rendered(is_demo=True)
    assert 'href="https://example.com/jc">我为政府网站找错' in rendered(
        error_report_url="https://example.com/jc"
    )


def test_the_way_to_apply_for_information_stands_in_the_footer() -> None:
    assert "依申请公开" not in rendered(is_demo=True)
    assert 'href="https://example.com/ysq">依申请公开' in rendered(application_url="https://example.com/ysq")


def test_demonstration_data_says_so_on_every_page() -> None:
    assert 'class="demo"' not in rendered()
    assert "本栏目现为<strong>示例数据</strong>" in rendered(is_demo=True)
    assert "本页为<strong>示例数据</strong>" in rendered(is_demo=True, meta=META | {"is_demo": True})


def test_a_hand_written_page_is_a_sheet_with_a_way_back() -> None:
    document = parsed(rendered("main.html", content="<h1>关于</h1>", title="关于", meta={}))
    assert document.find(".//main").get("class") == "wrap sheet"
    path = document.find(".//nav[@aria-label='当前位置']")
    assert [item.findtext("./*") for item in path.findall(".//li")] == ["首页", "关于"]


def test_contents_of_hand_written_pages_leave_out_their_own_title() -> None:
    anchor = SimpleNamespace
    roots = [
        anchor(
            level=1, url="#a", title="关于", children=[anchor(level=2, url="#b", title="来源", children=[])]
        )
    ]
    page = SimpleNamespace(title="关于", url="about.html", canonical_url="", content="", meta={}, toc=roots)
    html = ENVIRONMENT.get_template("main.html").render(page=page, base_url=".", config=config({}))
    contents = parsed(html).find(".//details[@class='toc']")
    assert [(link.get("href"), link.text) for link in contents.findall(".//a")] == [("#b", "来源")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_can_be_spliced_into_its_kind_s_frame(kind: str) -> None:
    """Per-page values are output as they are: marks put in their place can be replaced afterwards."""
    marks = {"title": "@title@", "content": "@content@"}
    values = {"title": "冷链仓", "content": "<p>正文</p>"}
    frame = rendered(f"{kind}.html", **marks, meta=META | {"description": "@description@"})
    for name, value in (values | {"description": "说明"}).items():
        frame = frame.replace(f"@{name}@", value)
    assert frame == rendered(f"{kind}.html", **values, meta=META | {"description": "说明"})


def test_the_error_page_leads_home_from_any_depth() -> None:
    html = ENVIRONMENT.get_template("404.html").render(page=None, base_url="/gk/", config=config({}))
    document = parsed(html)
    addresses = [link.get("href") for link in document.findall(".//a")]
    addresses += [link.get("href") for link in document.findall(".//link[@rel='stylesheet']")]
    addresses += [script.get("src") for script in document.findall(".//script")]
    inner = [address for address in addresses if not re.match(r"#|tel:", address)]
    assert {"/gk/index.html", "/gk/projects/index.html", "/gk/about.html", "/gk/assets/column.css"} <= set(
        inner
    )
    assert all(address.startswith("/gk/") for address in inner)
    assert document.find(".//meta[@name='robots']").get("content") == "noindex"
