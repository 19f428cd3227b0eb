"""End to end: the demonstration province is built by the real command, and every contract of the site is held."""

import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
import yaml
from icalendar import Calendar
from lxml import html

from tests.support.feed_rules import check_atom, check_json, check_rss
from tests.support.gongkai import gongkai
from tests.support.project import tree

ROOT = Path(__file__).parents[2]
GONGKAI = Path(sys.executable).with_name("gongkai")
OVERVIEWS = [
    "index",
    "counties/index",
    "projects/index",
    "contractors/index",
    "cases/index",
    "policies/index",
    "notices/index",
    "funds",
    "progress",
    "supervision",
    "acceptance",
    "evaluation",
    "changes",
    "compliance",
    "figures",
    "rules",
    "data/index",
    "tip-off",
    "subscribe",
    "about",
    "accessibility",
    "404",
]
FOREIGN = re.compile(
    r'<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*\b(?:src|data)="(?:https?:)?//'
)


def build(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(ROOT, "build", "--site-dir", str(site), *options)


@pytest.fixture(scope="module")
def site(demonstration: Path) -> Path:
    return demonstration


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def leading(pages: dict[str, str]) -> dict[str, str]:
    """Former address, without suffix → the address of today to which its page leads."""
    return leading_of(pages)


def leading_of(pages: dict[str, str]) -> dict[str, str]:
    found = {
        url: re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', text) for url, text in pages.items()
    }
    return {
        url.removesuffix(".html"): posixpath.join(posixpath.dirname(url), *to).removesuffix(".html")
        for url, to in found.items()
        if to
    }


def records() -> Iterator[str]:
    """The address of every record that the demonstration data discloses."""
    data = ROOT / "content_data"
    for folder in ("policies", "notices"):
        yield from (f"{folder}/{path.stem}.html" for path in (data / folder).glob("*.md"))
    for county in sorted((data / "counties").iterdir()):
        yield f"counties/{county.name}.html"
        yield f"cities/{county.name[:4]}00.html"
        yield from (f"cases/{path.stem}.html" for path in (county / "cases").glob("*.md"))
        for path in (county / "projects").glob("*.yaml"):
            project = yaml.safe_load(path.read_text("utf-8"))
            yield f"projects/{project['项目编号']}.html"
            code = (project.get("承办单位") or {}).get("统一社会信用代码")
            if code:
                yield f"contractors/{code}.html"


def test_every_overview_has_its_page(pages: dict[str, str]) -> None:
    assert [stem for stem in OVERVIEWS if f"{stem}.html" not in pages] == []


def test_every_record_has_its_page(pages: dict[str, str]) -> None:
    expected = set(records())
    assert len(expected) > 100
    assert expected - set(pages) == set()


def test_records_are_published_as_markdown_too(site: Path) -> None:
    for address in records():
        folder = address.split("/", maxsplit=1)[0]
        if folder in {"projects", "cities", "counties", "contractors"}:
            text = (site / address).with_suffix(".md").read_text("utf-8")
            assert text.startswith("# "), address
            assert not re.search(r"^<", text, re.MULTILINE), address


def test_every_internal_link_leads_somewhere(site: Path, pages: dict[str, str]) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    trees = {url: html.document_fromstring(text.encode()) for url, text in pages.items() if url != "404.html"}
    anchors = {url: {node.get("id") for node in page.iter() if node.get("id")} for url, page in trees.items()}
    broken = []
    for url, page in trees.items():
        for node in page.iter():
            for attribute in ("href", "src"):
                target = node.get(attribute)
                target = target and re.sub(r"#project=.*", "", target)  # values for the letter, no anchor
                if target is None or node.get("rel") == "canonical" or urlsplit(target).scheme:
                    continue
                parts = urlsplit(target)
                address = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(parts.path)))
                address = address if parts.path else url
                if address not in files or (
                    parts.fragment and unquote(parts.fragment) not in anchors.get(address, set())
                ):
                    broken.append((url, target))
    assert broken == []


def test_no_page_asks_another_host_for_anything(site: Path, pages: dict[str, str]) -> None:
    assert [url for url, text in pages.items() if FOREIGN.search(text)] == []
    for url, text in pages.items():
        for link in re.findall(r"<link\b[^>]*>", text):
            if re.search(r'rel="(?:canonical|alternate)"', link):
                continue
            assert "//" not in link, (url, link)
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", sheet.read_text("utf-8")), sheet


def test_demonstration_pages_say_so(pages: dict[str, str]) -> None:
    assert [url for url, text in pages.items() if "示例" not in text] == []


def test_the_project_page_carries_its_number_to_the_tip_off_page(pages: dict[str, str]) -> None:
    for url, text in pages.items():
        if re.fullmatch(r"projects/\d{6}-\d{4}-\d{2}\.html", url):
            number = url.removeprefix("projects/").removesuffix(".html")
            assert f"../tip-off.html#project={number}&amp;name=" in text, url


def test_every_feed_keeps_the_rules_of_its_format(site: Path, leading: dict[str, str]) -> None:
    settings = yaml.safe_load((ROOT / "content_data/site.yaml").read_text("utf-8"))
    feeds = {
        path.relative_to(site).as_posix()
        for pattern in (
            "*.xml",
            "topics/*.xml",
            "cities/*.xml",
            "counties/*.xml",
            "contractors/*.xml",
            "feed*.json",
        )
        for path in site.glob(pattern)
    } - {"sitemap.xml"}
    counties = [path.name for path in (ROOT / "content_data/counties").iterdir()]
    assert {"feed.xml", "atom.xml", "feed.json", *(f"counties/{code}.xml" for code in counties)} <= feeds
    for address in sorted(feeds):
        check = check_json if address.endswith(".json") else check_rss
        check = check_atom if address.startswith("atom") or ".archive-" in address else check
        data = (site / address).read_bytes()
        today = f"{leading[stem]}.xml" if (stem := address.removesuffix(".xml")) in leading else address
        check(data, settings["网址"] + today)
        for entry in feedparser.parse(data).entries if address.endswith(".xml") else ():
            path = urlsplit(entry.link).path.removeprefix("/zhsf/")
            assert (site / unquote(path)).is_file(), entry.link


def test_the_list_of_feeds_and_the_calendars_stand_beside_them(site: Path, leading: dict[str, str]) -> None:
    listed = re.findall(
        r'xmlUrl="https://example.gov.cn/zhsf/([^"]+)"', (site / "feeds.opml").read_text("utf-8")
    )
    made = {
        path.relative_to(site).as_posix()
        for pattern in (
            "feed.xml",
            "findings.xml",
            "topics/*.xml",
            "cities/*.xml",
            "counties/*.xml",
            "contractors/*.xml",
        )
        for path in site.glob(pattern)
        if ".archive-" not in path.name
    }
    former = {f"{stem}.xml" for stem in leading}
    assert former < made
    assert set(listed) == made - former
    for path in (site / "deadlines.ics", *sorted((site / "counties").glob("*.ics"))):
        assert Calendar.from_ical(path.read_bytes()).walk("VEVENT"), path


def test_two_builds_are_byte_identical(site: Path, tmp_path: Path) -> None:
    """And a build ends by saying where the site is."""
    again = tmp_path / "again"
    done = build(again)
    assert (done.returncode, done.stdout) == (0, f"网站已生成：{again}/index.html\n")
    first, second = tree(site), tree(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_as_of_date_reaches_every_page(tmp_path: Path) -> None:
    made = tmp_path / "site"
    assert build(made, "--as-of", "2022-07-31").returncode == 0
    pages = {path.relative_to(made).as_posix(): path.read_text("utf-8") for path in made.rglob("*.html")}
    assert {url.removesuffix(".html") for url, text in pages.items() if "2022-07-31" not in text} == set(
        leading_of(pages)
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project folder that a test may change."""
    made = tmp_path / "project"
    made.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", made)
    for folder in ("content_data", "docs", "overrides"):
        shutil.copytree(ROOT / folder, made / folder)
    return made


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return gongkai("--root", project, *arguments, env=os.environ | {"NO_COLOR": "1"})


def test_production_mode_refuses_demonstration_data_and_placeholders(copy: Path) -> None:
    settings = copy / "content_data/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("模式: 演示", "模式: 正式"), "utf-8")
    result = run(copy, "build")
    assert result.returncode != 0
    assert "示例数据" in result.stdout + result.stderr
    assert "占位" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_plain_mkdocs_build_gives_the_same_site(site: Path, tmp_path: Path) -> None:
    mkdocs = [str(GONGKAI.with_name("mkdocs")), "build", "--quiet", "--site-dir", str(tmp_path / "out")]
    assert subprocess.run(mkdocs, cwd=ROOT, check=False).returncode == 0
    first, second = tree(site), tree(tmp_path / "out")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
