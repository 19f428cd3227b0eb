"""Feeds as a reader's program sees them: every format by its rules, hostile text, archives, bytes that stay."""

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from lxml.html import fromstring

from generator.model.beijing import BEIJING
from generator.model.codelists import FeedTopic
from generator.render.feeds import (
    Archive,
    Held,
    archive_files,
    contractor_feeds,
    county_feeds,
    portal_archives,
    portal_feeds,
    write_entries,
)
from generator.render.feeds.paging import SIZE
from generator.render.portal_artifacts import (
    county_artifacts,
    overview,
    overview_artifacts,
    province_artifacts,
)
from generator.views.events import Event, Shown
from generator.views.feed_entries import Entries, in_order
from generator.views.portal import Portal
from generator.views.provenance import Stamp
from tests.support.feed_rules import check_atom, check_json, check_rss
from tests.support.portal import AS_OF, PORTAL, artifacts, faulty, province, spotless

BASE = PORTAL.site.base_url
EVENT = Event(
    "progress/210198-2020-01/2021-06-20/0123456789ab",
    date(2021, 6, 20),
    FeedTopic.PROGRESS,
    "题",
    ("文",),
    "projects/a.html",
    "210198",
    "示例县",
    digest="0" * 64,
)


def checked(files: dict[str, bytes]) -> dict[str, list[str]]:
    """Every feed document by the rules of its format; address → ids of its entries."""
    found = {}
    for address, data in files.items():
        if address.startswith("feed") and address.endswith(".json"):
            found[address] = check_json(data, BASE + address)
        elif address.startswith("atom") or ".archive-" in address:
            found[address] = check_atom(data, BASE + address)
        elif address.endswith(".xml"):
            found[address] = check_rss(data, BASE + address)
    return found


def whole(entries: Entries[Event], portal: Portal) -> dict[str, bytes]:
    """All documents of the portal's feeds."""
    told, texts = write_entries("", entries, portal)
    files = portal_feeds(told, Held({"": texts}), portal)
    for made in archive_files(list(portal_archives(told)), Held({"": texts}), portal):
        files |= made
    return files


def county(name: str, entries: Entries[Event]) -> dict[str, bytes]:
    """All documents of the county's feeds."""
    told, texts = write_entries("210198", entries, PORTAL)
    return county_feeds("210198", name, told, Held({"210198": texts}), PORTAL)


def many(number: int) -> tuple[Event, ...]:
    """Events in the order of publication, one a day."""
    return in_order(
        EVENT._replace(key=f"progress/{index:04d}", date=EVENT.date + timedelta(days=index))
        for index in range(number)
    )


def test_every_feed_of_a_column_keeps_the_rules() -> None:
    part = artifacts(faulty())
    whole = province_artifacts((part,), province(faulty()), PORTAL)
    found = checked({**part.files, **whole.files})
    topics = [topic.code for topic in FeedTopic]
    companies = {page.stem for page in whole.pages if page.kind == "contractor"}
    assert companies
    assert set(found) >= {
        "feed.xml",
        "atom.xml",
        "feed.json",
        "counties/210198.xml",
        *(f"topics/{code}.xml" for code in topics),
        *(f"counties/210198.{code}.xml" for code in topics),
        *(f"{stem}.xml" for stem in companies),
    }
    assert found["feed.xml"] == found["atom.xml"] == found["feed.json"]
    assert sum(len(found[f"topics/{code}.xml"]) for code in topics) == len(found["feed.xml"])


def test_an_entry_says_everything() -> None:
    stamp = Stamp(
        datetime(2021, 6, 21, 9, tzinfo=BEIJING), datetime(2021, 6, 25, 8, 30, tzinfo=BEIJING), "c" * 40
    )
    event = EVENT._replace(stamp=stamp, publisher="示例县商务局", tags=("重大变更",), is_demo=True)
    files = whole(Entries((event,)), PORTAL)
    checked(files)
    rss = feedparser.parse(files["feed.xml"]).entries[0]
    atom = feedparser.parse(files["atom.xml"]).entries[0]
    for entry in (rss, atom):
        assert entry.id == f"tag:example.gov.cn,2020:{EVENT.key}"
        assert entry.link == f"{BASE}projects/a.html"
        assert entry.author == "示例县商务局"
        assert entry.updated == "2021-06-25T08:30:00+08:00"
        assert entry.published_parsed[:5] == (2021, 6, 21, 1, 0)
        assert entry.gk_commit == "c" * 40
    assert [tag.term for tag in rss.tags] == ["进度", "示例县", "重大变更"]
    assert [tag.term for tag in atom.tags] == ["progress", "210198", "重大变更"]
    assert b"Mon, 21 Jun 2021 09:00:00 +0800" in files["feed.xml"]
    item = json.loads(files["feed.json"])["items"][0]
    assert item["content_html"] == (
        "事件日期：2021-06-20，公开日期：2021-06-21<br>文<br>示例数据，均为虚构。"
    )
    assert item["content_html"].replace("<br>", "<br />") == atom.content[0].value == rss.summary
    assert item["_gongkai"] == {"sha256": "0" * 64, "commit": "c" * 40}


def test_without_a_history_an_entry_has_its_own_date() -> None:
    files = whole(Entries((EVENT,)), PORTAL)
    assert b"Sun, 20 Jun 2021 00:00:00 +0800" in files["feed.xml"]
    assert b"<updated>2021-06-20T00:00:00+08:00</updated>" in files["atom.xml"]
    assert b"commit" not in files["feed.xml"] + files["atom.xml"] + files["feed.json"]


@pytest.mark.parametrize(
    "text",
    [
        "]]>",
        "a & b < c",
        "<script>alert(1)</script>",
        "表情😀",
        "控制\x00\x0b字符",
        "\ud800坏",
        '"}]',
        "\n    <item>\n  <entry>\n  </channel>\n",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    event = EVENT._replace(title=f"题{text}", text=(text,), publisher=text, county_name=text or "县")
    other = EVENT._replace(key="progress/other")
    files = whole(Entries((event, other)), PORTAL)
    files |= county(f"县{text}", Entries((event, other)))
    assert {len(ids) for address, ids in checked(files).items() if "." not in address[9:-4]} == {0, 2}
    for address in ("feed.xml", "atom.xml"):
        entry = next(item for item in feedparser.parse(files[address]).entries if "other" not in item.id)
        assert "<script>" not in entry.summary


CASE = """## 做法

先 **分级**，见[办法](../policies/a.html)、[图](#图)和[外站](//b.cn/x)。

- 一
- 二

| 甲 | 乙 |
|---|---|
| 1 | 2 |

<script>alert(1)</script> [坏](javascript:alert(1)) ![图](x.png)
"""


def test_a_document_is_safe_html_with_absolute_links_and_sized_pictures() -> None:
    picture = Shown("attachments/210198/%E5%BA%97.jpg", '店"<b>', "授权 & 示例", (640, 480))
    event = EVENT._replace(url="cases/a.html", text=(), markdown=CASE, pictures=(picture,))
    files = whole(Entries((event,)), PORTAL)
    checked(files)
    told = json.loads(files["feed.json"])["items"][0]["content_html"]
    for address in ("feed.xml", "atom.xml"):
        xml = ET.fromstring(files[address])
        texts = [
            node.text
            for node in xml.iter()
            if node.tag in {"description", "{http://www.w3.org/2005/Atom}content"}
        ]
        assert texts[-1] == told
    assert "## 做法" not in told
    assert all(
        part in told for part in ("<h2>做法</h2>", "<li>一</li>", "<td>1</td>", "<strong>分级</strong>")
    )
    assert not re.search("<script|javascript:|x.png", told)
    root = fromstring(f"<div>{told}</div>")
    hrefs = [link.get("href") for link in root.iter("a")]
    assert hrefs[:3] == [f"{BASE}policies/a.html", f"{BASE}cases/a.html#%E5%9B%BE", "https://b.cn/x"]
    assert all(href.startswith("https://") for href in hrefs)
    (image,) = root.iter("img")
    assert dict(image.attrib) == {
        "src": f"{BASE}attachments/210198/%E5%BA%97.jpg",
        "alt": '店"<b>',
        "width": "640",
        "height": "480",
    }


def test_an_odd_file_name_makes_a_proper_address() -> None:
    event = EVENT._replace(key="cases/210198/苹果 案例", url="cases/苹果 案例.html")
    checked(whole(Entries((event,)), PORTAL))


def test_the_same_entries_give_the_same_bytes() -> None:
    assert artifacts(spotless()).files == artifacts(spotless()).files


def test_a_later_day_alone_changes_no_feed() -> None:
    """ETags stay while nothing happens: no feed carries the as-of date."""
    county = spotless()
    feeds = [
        {
            address: data
            for address, data in county_artifacts(county, (), (), replace(PORTAL, as_of=day)).files.items()
            if address.endswith((".xml", ".ics"))
        }
        for day in (AS_OF, AS_OF + timedelta(days=1))
    ]
    overdue = {address for address in feeds[0] if feeds[0][address] != feeds[1][address]}
    assert overdue == set()


@pytest.mark.parametrize("number", [0, 1, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE, 3 * SIZE + 7])
def test_documents_together_hold_every_entry(number: int) -> None:
    events = many(number)
    files = whole(Entries(events), PORTAL)
    found = checked(files)
    archives = [ids for address, ids in found.items() if ".archive-" in address]
    assert all(len(ids) == SIZE for ids in archives)
    for address in ("feed.xml", "atom.xml", "feed.json"):
        newest = found[address]
        assert len(newest) == min(number, SIZE)
        assert len(set(newest).union(*archives)) == number


def test_an_archive_stays_as_it_is_when_more_is_published() -> None:
    """All but the newest archive, to byte; that one gains the link to the archive after it."""
    before = whole(Entries(many(3 * SIZE)), PORTAL)
    after = whole(Entries(many(4 * SIZE + 9)), PORTAL)
    archives = [address for address in before if ".archive-" in address]
    assert archives == [f"atom.archive-000{number}.xml" for number in (1, 2, 3)]
    last = archives[-1]
    assert [address for address in archives if before[address] != after[address]] == [last]
    assert check_atom(before[last], BASE + last) == check_atom(after[last], BASE + last)


def test_a_reader_who_was_away_finds_every_entry_by_its_links() -> None:
    events = many(4 * SIZE + 9)
    files = whole(Entries(events), PORTAL) | county("示例县", Entries(events))
    for start in ("feed.xml", "atom.xml", "counties/210198.xml"):
        seen, address = set(), start
        while address:
            parsed = feedparser.parse(files[address])
            seen |= {entry.id for entry in parsed.entries}
            links = {link.rel: link.href for link in parsed.feed.links}
            address = links.get("prev-archive", "").removeprefix(BASE)
        assert len(seen) == len(events)
    feed, atom = json.loads(files["feed.json"]), feedparser.parse(files["atom.xml"])
    (archive,) = [link.href for link in atom.feed.links if link.rel == "prev-archive"]
    assert feed["_gongkai"]["prev_archive"] == archive


@pytest.mark.parametrize(("days", "expected"), [(1, 31), (0, 200)])
def test_a_feed_without_archives_holds_thirty_days_and_fifty_entries(days: int, expected: int) -> None:
    """``days`` between entries; what stands in the feed leads to the page that lists everything."""
    events = in_order(
        EVENT._replace(key=f"progress/{index:04d}", date=EVENT.date + timedelta(days=index * days))
        for index in range(200)
    )
    files = whole(Entries(events), PORTAL) | county("示例县", Entries(events))
    for address, page in (
        ("topics/progress.xml", "progress.html"),
        ("counties/210198.progress.xml", "counties/210198.html"),
    ):
        parsed = feedparser.parse(files[address])
        assert len(parsed.entries) == max(expected, SIZE)
        assert parsed.feed.link == BASE + page
        assert "prev-archive" not in {link.rel for link in parsed.feed.links}


def test_a_month_of_a_large_province_is_no_more_than_a_megabyte() -> None:
    events = [EVENT._replace(key=f"progress/{index:04d}", text=("长" * 5_000,)) for index in range(200)]
    files = whole(Entries(in_order(events)), PORTAL)
    assert SIZE < len(feedparser.parse(files["topics/progress.xml"]).entries) < 80
    assert len(files["topics/progress.xml"]) < 1_100_000


@pytest.mark.parametrize(("number", "expected"), [(3, 3), (SIZE, SIZE), (120, 120), (400, 400), (700, 500)])
def test_digests_of_a_month_are_in_the_feed_however_many_counties_there_are(
    number: int, expected: int
) -> None:
    """A hundred a week, of eight weeks at most: those of the last thirty days, beside fifty other entries."""
    digests = in_order(
        EVENT._replace(
            key=f"findings/{index:04d}/2021-W25",
            topic=FeedTopic.RECTIFICATION,
            date=EVENT.date + timedelta(days=7 * (index // 100)),
        )
        for index in range(number)
    )
    found = checked(whole(Entries(many(SIZE), digests), PORTAL))
    for address in ("feed.xml", "atom.xml", "feed.json"):
        assert len([id_ for id_ in found[address] if ":findings/" in id_]) == expected
        assert len(found[address]) == expected + SIZE
    assert len(found["topics/rectification.xml"]) == len(found["findings.xml"]) == expected


def test_digests_get_what_other_entries_leave_of_the_megabyte() -> None:
    long = ("长" * 2_000,)
    entries = Entries(
        in_order(EVENT._replace(key=f"progress/{index:04d}", text=long) for index in range(120)),
        in_order(EVENT._replace(key=f"findings/{index:04d}/2021-W25", text=long) for index in range(120)),
    )
    ids = checked(whole(entries, PORTAL))["feed.xml"]
    assert len(ids) == 120 + SIZE


def test_digests_are_news_and_stay_out_of_archives() -> None:
    digest = EVENT._replace(key="findings/210198/2021-W25", topic=FeedTopic.RECTIFICATION)
    found = checked(whole(Entries(many(SIZE + 5), (digest,)), PORTAL))
    id_ = f"tag:example.gov.cn,2020:{digest.key}"
    assert [address for address, ids in found.items() if id_ in ids] == [
        "feed.xml",
        "atom.xml",
        "feed.json",
        "topics/rectification.xml",
        "findings.xml",
    ]


def test_a_feed_without_entries_is_a_feed_and_says_so() -> None:
    files = {**whole(Entries(), PORTAL), **county("示例县", Entries())}
    files |= contractor_feeds("91110000600037341L", "甲公司", Entries(), Held({}), PORTAL)
    found = checked(files)
    assert len(found) == 3 + 11 + 1 + 12 + 1
    assert not any(found.values())
    for address in found:
        assert "暂无内容" in files[address].decode()


def test_major_changes_have_feeds_of_their_own() -> None:
    major = EVENT._replace(key="changes/a/1", topic=FeedTopic.CHANGES, tags=("重大变更",))
    minor = EVENT._replace(key="changes/b/1", topic=FeedTopic.CHANGES, tags=("一般变更",))
    entries = Entries((EVENT, major, minor))
    found = checked(whole(entries, PORTAL) | county("示例县", entries))
    for address in ("topics/changes.major.xml", "counties/210198.changes.major.xml"):
        assert found[address] == [f"tag:example.gov.cn,2020:{major.key}"]


def test_each_feed_says_in_a_sentence_what_it_holds() -> None:
    files = whole(Entries((EVENT,)), PORTAL) | county("示例县", Entries((EVENT,)))
    told = [
        feedparser.parse(files[address]).feed.subtitle
        for address in checked(files)
        if address.endswith(".xml")
    ]
    assert all(re.fullmatch(r"电子商务进农村综合示范：[^。]{8,}。(?:暂无内容。)?", text) for text in told)
    assert len(set(told)) == len(told) - 1, "the RSS and the Atom of the whole portal say the same"


def test_the_list_of_feeds_names_every_feed_and_nothing_else() -> None:
    part = artifacts(faulty())
    drawn = overview((part.summary,), province(faulty()), PORTAL, None, Held({"210198": part.texts}))
    files = {**part.files, **province_artifacts((part,), province(faulty()), PORTAL).files}
    root = ET.fromstring(overview_artifacts(drawn).files["feeds.opml"])
    assert root.tag == "opml"
    assert root.get("version") == "2.0"
    listed = [node.get("xmlUrl", "") for node in root.iter("outline") if node.get("type") == "rss"]
    assert len(listed) == len(set(listed))
    made = {address for address in files if address.endswith(".xml") and ".archive-" not in address}
    assert {url.removeprefix(BASE) for url in listed} == made - {"atom.xml"}
    pages = {node.get("htmlUrl", "").removeprefix(BASE) for node in root.iter("outline")} - {""}
    every = {page.url for page in (*part.pages, *overview_artifacts(drawn).pages)}
    assert pages - every == {f"{view.url}" for view in drawn.contractors}


def test_pages_name_the_feeds_that_fit_them() -> None:
    part = artifacts(faulty())
    whole = province_artifacts((part,), province(faulty()), PORTAL)
    files = {**part.files, **whole.files}
    pages = {page.stem: page for page in (*part.pages, *whole.pages)}
    for page in pages.values():
        assert all(feed.url in files for feed in (*page.feeds, *page.alternates)), page.stem
    assert [feed.url for feed in pages["funds"].feeds] == ["topics/funds.xml"]
    assert len(pages["counties/210198"].feeds) == 11
    for stem, page in pages.items():
        if page.kind in {"project", "county", "contractor", "case", "policy", "notice"}:
            assert page.feeds, stem


def test_an_archive_s_mark_is_the_same_exactly_while_its_bytes_are() -> None:
    def made(events: tuple[Event, ...]) -> dict[str, tuple[Archive, dict[str, bytes]]]:
        told, texts = write_entries("", Entries(events), PORTAL)
        archives = tuple(portal_archives(told))
        files = archive_files(archives, Held({"": texts}), PORTAL)
        return {archive.name: (archive, own) for archive, own in zip(archives, files, strict=True)}

    before = made(many(3 * SIZE))
    amended = list(many(3 * SIZE + 1))
    amended[SIZE + 3] = amended[SIZE + 3]._replace(text=("改",))
    after = made(tuple(amended))
    settings, other = "settings", "other settings"
    assert before.keys() == after.keys()
    changed = set()
    for name, (archive, files) in before.items():
        later, later_files = after[name]
        stands = archive.mark(settings) == later.mark(settings)
        assert stands == (files == later_files)
        assert archive.mark(other) != archive.mark(settings)
        if not stands:
            changed.add(name)
    assert changed == {"atom.archive-0002.xml"}
