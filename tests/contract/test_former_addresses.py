"""Old addresses of a county whose code changed, in sites that were built one way and another."""

import json
import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.engine.test_cluster import running
from tests.support.former_county import rename
from tests.support.project import build, project, tree
from tests.support.repository import Repository

OLD, NEW = "210698", "210699"
AS_OF, LATER = date(2022, 6, 30), date(2022, 7, 31)
BASE = "https://example.gov.cn/zhsf/"
_ATOM = "{http://www.w3.org/2005/Atom}"
Site = dict[str, bytes]


@dataclass
class Moved:
    """The site before the code changed, and the one after it, one way and another."""

    before: Site
    after: dict[str, Site]
    folder: Path

    @property
    def site(self) -> Site:
        return self.after["grown"]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    folder = project(tmp_path_factory.mktemp("moved") / "checkout", (OLD,))
    repository = Repository(folder)
    repository.commit("published")
    assert build(folder, as_of=AS_OF) == 0
    before = tree(folder / "site")
    shutil.copy(folder / "site/manifest.json", folder / "published.json")
    rename(repository, OLD, NEW, f"'{OLD}'")
    repository.commit("renamed")
    published = str(folder / "published.json")

    def built(name: str, **options: object) -> Site:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        assert build(folder, folder / name, as_of=LATER, published=published, **options) == 0  # type: ignore[arg-type]
        return tree(folder / name)

    assert build(folder, as_of=LATER, published=published, allow_removals=False) == 0
    after = {
        "grown": tree(folder / "site"),
        "anew": built("site-anew"),
        "by two": built("site-two", workers=2),
    }
    with running(folder.parent) as cluster:
        after["on a cluster"] = built("site-cluster", cluster=cluster.address)
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  - gongkai\n", "  - gongkai:\n      fast_lane: false\n"), "utf-8"
    )
    after["in the slow lane"] = built("site-slow")
    return Moved(before, after, folder)


@pytest.mark.parametrize("way", ["anew", "by two", "on a cluster", "in the slow lane"])
def test_every_way_gives_the_same_bytes(moved: Moved, way: str) -> None:
    ours, theirs = moved.site, moved.after[way]
    assert ours.keys() == theirs.keys()
    assert [address for address in ours if ours[address] != theirs[address]] == []


def today(address: str) -> str:
    """Where what stands at an address stands now."""
    return re.sub(rf"(?<![0-9A-Za-z]){OLD}(?![0-9A-Za-z])", NEW, address)


def own(site: Site, code: str) -> set[str]:
    """The addresses of a county's pages and files, but for those of the search box."""
    found = {
        address
        for address in site
        if re.search(rf"(?<![0-9A-Za-z]){code}(?![0-9A-Za-z])", address) and not address.startswith("search/")
    }
    assert len(found) > 40
    return found


def test_no_address_vanishes(moved: Moved) -> None:
    assert own(moved.before, OLD) <= own(moved.site, OLD)
    assert {today(address) for address in own(moved.before, OLD)} <= own(moved.site, NEW)
    others = {address for address in moved.before if not address.startswith("search/")}
    assert others <= moved.site.keys()


def test_a_page_leads_to_the_new_one_by_itself_by_name_and_by_a_link(moved: Moved) -> None:
    for address in own(moved.site, OLD):
        if not address.endswith(".html"):
            continue
        text = moved.site[address].decode()
        new = today(address)
        assert new in moved.site
        assert re.findall(r'<link rel="canonical" href="([^"]*)">', text) == [BASE + new]
        assert re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', text) == [new.rpartition("/")[2]]
        (link,) = re.findall(r'<a href="([^"]*)">', text)
        assert urljoin(BASE + address, link) == BASE + new
        assert '<meta name="robots" content="noindex">' in text
        assert "<script" not in text
        assert f"行政区划代码已变更为 {NEW}" in text
        assert '<html lang="zh-CN">' in text


def test_markdown_is_one_line_with_a_link(moved: Moved) -> None:
    for address in own(moved.site, OLD):
        if address.endswith(".md"):
            (line,) = moved.site[address].decode().splitlines()
            assert line.endswith(f"]({today(address).rpartition('/')[2]})")


def test_a_feed_goes_on_at_the_old_address_and_names_the_new_one(moved: Moved) -> None:
    feeds = [address for address in own(moved.before, OLD) if address.endswith(".xml")]
    assert len(feeds) > 10
    for address in feeds:
        new = today(address)
        assert moved.site[address] == moved.site[new]
        links = ET.fromstring(moved.site[address]).iter(f"{_ATOM}link")
        assert BASE + new in {link.get("href") for link in links if link.get("rel") == "self"}


def test_the_archives_of_a_feed_keep_its_id(moved: Moved) -> None:
    for site, code in ((moved.before, OLD), (moved.site, OLD), (moved.site, NEW)):
        feed = ET.fromstring(site[f"counties/{code}.archive-0001.xml"])
        assert feed.findtext(f"{_ATOM}id") == f"tag:example.gov.cn,2020:feeds/counties/{OLD}"


def _guids(data: bytes) -> set[str]:
    return {item.text or "" for item in ET.fromstring(data).iter("guid")}


def test_a_subscriber_of_the_old_address_sees_nothing_again(moved: Moved) -> None:
    address = f"counties/{OLD}.xml"
    before = json.loads(moved.before["manifest.json"])["entries"]
    found = _guids(moved.site[address])
    assert found & before.keys()
    assert not [name for name in found if NEW in name]
    kinds = {name.rpartition(":")[2].partition("/")[0] for name in found - before.keys()}
    assert kinds <= {"changes", "findings", "overdue"}


def test_other_files_stand_at_both_addresses(moved: Moved) -> None:
    others = [address for address in own(moved.site, OLD) if not address.endswith((".html", ".md"))]
    assert {address.rpartition(".")[2] for address in others} == {"xml", "ics", "json", "svg", "png", "xlsx"}
    assert any(address.startswith("attachments/") for address in others)
    assert [address for address in others if moved.site[address] != moved.site[today(address)]] == []


def test_old_addresses_are_neither_searched_nor_listed(moved: Moved) -> None:
    assert f"{BASE}counties/{NEW}.html".encode() in moved.site["sitemap.xml"]
    assert f"/{OLD}".encode() not in moved.site["sitemap.xml"]
    assert not [address for address in moved.site if address.startswith("search/") and OLD in address]
    for address in (
        "index.html",
        "counties/index.html",
        "projects/index.html",
        "feeds.opml",
        "subscribe.html",
    ):
        assert not re.search(rf"(counties|projects)/{OLD}".encode(), moved.site[address])


def test_the_manifest_knows_when_each_record_and_entry_was_first_seen(moved: Moved) -> None:
    before, after = (json.loads(site["manifest.json"]) for site in (moved.before, moved.site))
    for name, day in before["records"].items():
        assert after["records"][today(name)] == day == AS_OF.isoformat()
    assert not [name for name in after["records"] if re.match(rf"(counties|projects)/{OLD}", name)]
    for name, day in before["entries"].items():
        assert after["entries"][name] == day
    assert f"counties/{OLD}.html" in after["files"]


def test_the_page_names_the_former_code(moved: Moved) -> None:
    assert f"行政区划代码 {NEW}（原 {OLD}）" in moved.site[f"counties/{NEW}.md"].decode()
