"""A reader's program that polls after each commit of a real repository: every event once, none twice, ids that stay."""

import calendar
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import pytest
from icalendar import Calendar

from generator.engine.steps.drawn_portal import publish
from generator.engine.steps.whole_portal import check_portal
from generator.history import read_history
from tests.support.feed_rules import check_atom, check_json, check_rss
from tests.support.repository import Repository

BASE = "https://example.gov.cn/zhsf/"
COUNTY = "counties/210198"
P1, P2 = f"{COUNTY}/projects/01.yaml", f"{COUNTY}/projects/02.yaml"
ID1, ID2 = "210198-2020-01", "210198-2020-02"
PAYMENTS, PROGRESS = f"{COUNTY}/payments.csv", f"{COUNTY}/progress.csv"

SITE = """栏目名称: 综合示范信息公开
主办单位: 省商务厅
网站域名: example.gov.cn
模式: 演示
网址: https://example.gov.cn/zhsf/
监督举报:
  - {渠道: 电话, 号码或地址: '12345'}
"""
FIRST = """项目编号: 210198-2020-01
项目名称: 仓储配送中心
支持方向: 物流配送
扶持资金额度: 350.00
计划开工: 2021-03-08
完成时限: 2022-12-31
承办单位:
  名称: 甲公司
  统一社会信用代码: 91110000600037341L
建设内容: 改造厂房，设分拣线。
状态: 在建
"""
SECOND = FIRST.replace("-01\n", "-02\n").replace("仓储配送中心", "冷库").replace("2022-12-31", "2022-03-10")
ROWS = "日期,项目编号,金额,收款单位,用途,凭证号\n2022-01-10,210198-2020-01,100.00,甲公司,首付款,\n"
MONTHS = [(year, month) for year in range(2017, 2022) for month in range(1, 13)]
REPORTS = "日期,项目编号,进度,状态,说明\n" + "".join(
    f"{year}-{month:02d}-{day:02d},210198-2020-01,{number},在建,\n"
    for number, (year, month) in enumerate(MONTHS)
    for day in (3, 27)
)
NOTICE = """---
标题: 督导通报
日期: 2022-02-01
类型: 督导通报
示例数据: true
---
各县进度正常。
"""


def opened(r: Repository) -> None:
    r.write("site.yaml", SITE)
    r.write(
        f"{COUNTY}/county.yaml",
        "名称: 示例县\n行政区划代码: '210198'\n所属市: 沈阳\n示范批次: 2020\n示例数据: true\n",
    )
    r.write(P1, FIRST)
    r.write(PROGRESS, REPORTS)


def first_payment(r: Repository) -> None:
    r.write(P2, SECOND)
    r.write(PAYMENTS, ROWS)


def change(path: str, old: str, new: str) -> Callable[[Repository], object]:
    return lambda r: r.change(path, old, new)


def add_row(path: str, row: str) -> Callable[[Repository], object]:
    """The row goes to the top of the file, as clerks do it."""

    def step(r: Repository) -> None:
        head, _, rest = (r.content / path).read_text("utf-8").partition("\n")
        r.write(path, f"{head}\n{row}\n{rest}")

    return step


def contractor(r: Repository) -> None:
    r.change(P1, "名称: 甲公司", "名称: 乙公司")
    r.change(P1, "91110000600037341L", "91110108551385082Q")


def reordered(r: Repository) -> None:
    lines = (r.content / P1).read_text("utf-8").rstrip("\n").split("\n")
    r.write(P1, "# 说明\n" + "\n".join([lines[1], lines[0], *lines[2:]]) + "\n")


def merged(r: Repository) -> None:
    r.git("checkout", "--quiet", "-b", "county")
    r.change(P2, "扶持资金额度: 350.00", "扶持资金额度: 340")
    r.commit("half")
    r.change(P2, "扶持资金额度: 340", "扶持资金额度: 360")
    r.commit("whole")
    r.git("checkout", "--quiet", "main")
    r.git("merge", "--quiet", "--no-ff", "--no-commit", "county")


def corrected(r: Repository) -> None:
    """A row of its own says which one it puts right; the ledger gains the column for it."""
    lines = (r.content / PAYMENTS).read_text("utf-8").rstrip("\n").split("\n")
    rows = [f"{lines[0]},更正", *(f"{line}," for line in lines[1:])]
    r.write(PAYMENTS, "\n".join([*rows, f"2022-02-01,{ID1},110,甲公司,,,2022-01-10 第一笔"]) + "\n")


def cancelled(r: Repository) -> None:
    r.change(P2, "状态: 在建", "状态: 已取消\n取消:\n  日期: 2022-03-01\n  原因: 企业退出")


def accepted(r: Repository) -> None:
    r.change(P1, "状态: 在建", "状态: 已验收\n验收:\n  日期: 2022-03-01\n  结论: 合格\n  验收单位: 县商务局")


def changed(record: str) -> str:
    """The entry for a change: its id names a field and which change of it this is, never the commit."""
    return rf"changes/{record}/.+/\d+"


NONE: list[str] = []
STEPS: list[tuple[str, Callable[[Repository], object], list[str]]] = [
    ("opened", opened, [f"projects/{ID1}", *(f"progress/210198/{year}-{month:02d}" for year, month in MONTHS)]),
    ("second project, first payment", first_payment, [rf"projects/{ID2}", rf"payments/{ID1}/2022-01-10/\w{{12}}"]),
    ("amount", change(P1, "350.00", "380"), [changed(ID1)]),
    ("same amount otherwise written", change(P1, "380", "380.0"), NONE),
    ("deadline extended", change(P1, "2022-12-31", "2023-06-30"), [changed(ID1)]),
    ("contractor swapped", contractor, [changed(ID1)]),
    ("keys in another order", reordered, NONE),
    ("wording", change(P1, "改造厂房，设分拣线。", "改造厂房,设分拣线"), [changed(ID1)]),
    ("file renamed", lambda r: (r.content / P2).rename(r.content / f"{COUNTY}/projects/03.yaml"), NONE),
    ("renamed back", lambda r: (r.content / f"{COUNTY}/projects/03.yaml").rename(r.content / P2), NONE),
    ("a report that comes late", add_row(PROGRESS, f"2021-05-20,{ID1},22,在建,补报"), NONE),
    ("the first report of a month", add_row(PROGRESS, f"2022-01-20,{ID1},60,在建,"), ["progress/210198/2022-01"]),
    ("another payment of the same day", add_row(PAYMENTS, f"2022-01-10,{ID1},20,甲公司,,"),
     [rf"payments/{ID1}/2022-01-10/\w{{12}}"]),
    ("use reworded", change(PAYMENTS, "首付款", "第一笔"), [changed("210198/payments")]),
    ("amount of the second", change(P2, "350.00", "355"), [changed(ID2)]),
    ("amount back", change(P2, "355", "350.00"), [changed(ID2)]),
    ("merge", merged, [changed(ID2)]),
    ("revert of the merge", lambda r: r.git("revert", "--no-commit", "-m", "1", "HEAD"), [changed(ID2)]),
    ("a notice", lambda r: r.write("notices/tongbao.md", NOTICE), ["notices/tongbao"]),
    ("project withdrawn", cancelled, [f"cancellations/{ID2}", changed(ID2)]),
    ("accepted", accepted, [f"acceptance/{ID1}", changed(ID1)]),
    ("a version nobody can read", lambda r: r.write(P2, "项目编号: [\n"), NONE),
    ("readable again", lambda r: r.git("checkout", "HEAD~1", "--", f"content_data/{P2}"), NONE),
    ("a payment corrected", corrected, [rf"corrections/payments/{ID1}/\w{{12}}"]),
    ("record withdrawn", change(P2, "状态: 已取消", "撤回: {日期: 2022-03-01, 原因: 重复}\n状态: 已取消"),
     [f"withdrawals/{ID2}"]),
]  # fmt: skip


@dataclass
class Reader:
    """Subscribes to one feed; follows archives until a document tells nothing new."""

    start: str
    seen: dict[str, "Seen"] = field(default_factory=dict)
    """Id → the entry as it was read last."""

    def poll(self, files: Mapping[str, bytes]) -> list[str]:
        """Ids not seen before, in the order in which the feed tells them."""
        new: list[str] = []
        address = self.start
        while address:
            entries, address = _document(files[address])
            fresh = [id_ for id_ in entries if id_ not in self.seen]
            self.seen |= entries
            new += fresh
            if not fresh:
                break
        return new


class Seen(NamedTuple):
    """An entry in a feed."""

    updated: int
    text: str
    """Title and text, without the line of dates."""


@lru_cache(maxsize=100)
def parsed(data: bytes) -> Any:
    """A feed as feedparser reads it, to look at; the same bytes are parsed once, which takes most of a test's time."""
    return feedparser.parse(data)


@lru_cache(maxsize=100)
def _document(data: bytes) -> tuple[dict[str, Seen], str]:
    """Id → the entry, and the address of the document before."""
    if data.startswith(b"{"):
        feed = json.loads(data)
        found = {
            item["id"]: _seen(_seconds(item), item["title"], item["content_html"]) for item in feed["items"]
        }
        return found, feed.get("_gongkai", {}).get("prev_archive", "").removeprefix(BASE)
    read = parsed(data)
    links = {link.rel: link.href for link in read.feed.links}
    found = {entry.id: _seen(_moment(entry), entry.title, entry.summary) for entry in read.entries}
    return found, links.get("prev-archive", "").removeprefix(BASE)


def _seen(updated: int, title: str, text: str) -> Seen:
    return Seen(updated, f"{title}\n{text.replace('<br />', '<br>').partition('<br>')[2]}")


def _moment(entry: Any) -> int:
    """When an entry was last changed, whatever the format: what did not change has one date alone."""
    return calendar.timegm(entry.get("updated_parsed") or entry.published_parsed)


def _seconds(item: Any) -> int:
    return int(datetime.fromisoformat(item.get("date_modified", item["date_published"])).timestamp())


def published(repository: Repository, cache: Path, as_of: date) -> dict[str, bytes]:
    """Every file of the column as it would be published after the last commit."""
    history = read_history(repository.content, cache)
    return dict(publish(check_portal(repository.content, as_of, as_of, history)).files)


def key(id_: str) -> str:
    return id_.removeprefix("tag:example.gov.cn,2020:")


def same(keys: list[str], expected: list[str]) -> bool:
    """Whether the keys are those expected, whatever their order."""
    left = list(keys)
    for pattern in expected:
        match = next((found for found in left if re.fullmatch(pattern, found)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


TODAY = date(2022, 3, 9)
NEWS = ("findings/", "resolved/")
"""Digests of the last weeks, which are no records."""
THIS_WEEK = "findings/210198/2022-W09"
"""The digest of the week in which all is committed: it is published at its end, with all of it."""


@pytest.mark.parametrize("opening", ["", "开栏日期: 2022-03-01\n"], ids=["whole history", "opened"])
def test_every_event_is_seen_once(opening: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "checkout")
    readers = [Reader("feed.xml"), Reader("atom.xml"), Reader("feed.json"), Reader("counties/210198.xml")]
    late = Reader("feed.xml")
    told: dict[str, str] = {}
    assert len(STEPS) > 20
    for name, step, expected in STEPS:
        step(repository)
        if name == "opened" and opening:
            repository.write("site.yaml", SITE + opening)
        repository.commit(name)
        files = published(repository, tmp_path / "cache", TODAY)
        wanted = list(expected)
        for reader in readers:
            before = dict(reader.seen)
            polled = [key(id_) for id_ in reader.poll(files)]
            assert len(polled) == len(set(polled))
            new = [found for found in polled if not found.startswith(NEWS)]
            if reader.start.startswith("counties"):
                wanted = [pattern for pattern in wanted if not pattern.startswith("notices")]
            assert same(new, wanted), (name, reader.start, new)
            assert all(was.updated <= reader.seen[id_].updated for id_, was in before.items()), name
            moved = {key(id_) for id_, was in before.items() if reader.seen[id_].updated != was.updated}
            retold = {key(id_) for id_, was in before.items() if reader.seen[id_].text != was.text}
            assert moved - {THIS_WEEK} == retold - {THIS_WEEK}, name
            news = {found for found in moved if found.startswith(NEWS)}
        told, earlier = digests(files), told
        other = {id_ for id_ in earlier.keys() & told.keys() if earlier[id_] != told[id_]}
        assert news == other - {THIS_WEEK}, name
    assert set(readers[0].seen) == set(readers[1].seen) == set(readers[2].seen)
    late.poll(files)
    everything = {id_ for id_ in readers[0].seen if not key(id_).startswith(NEWS)}
    assert everything <= set(late.seen), "who comes late finds everything in the archives"
    assert len(everything) == sum(len(expected) for _, _, expected in STEPS)


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """What is told of new and mended findings, without the line of dates."""
    found = {key(entry.id): entry.summary for entry in parsed(files["feed.xml"]).entries}
    return {id_: text.partition("<br />")[2] for id_, text in found.items() if id_.startswith(NEWS)}


def test_unchanged_feeds_keep_their_bytes(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "checkout")
    opened(repository)
    first_payment(repository)
    repository.commit("opened")
    before = published(repository, tmp_path / "cache", TODAY)
    repository.change(P2, "扶持资金额度: 350.00", "扶持资金额度: 340")
    repository.commit("amount")
    after = published(repository, tmp_path / "cache", TODAY)
    changed = {name for name in before if name.endswith((".xml", ".ics")) and before[name] != after[name]}
    assert changed == {
        "feed.xml",
        "atom.xml",
        "topics/changes.xml",
        "topics/changes.major.xml",
        "topics/projects.xml",
        "cities/210100.xml",
        "counties/210198.xml",
        "counties/210198.changes.xml",
        "counties/210198.changes.major.xml",
        "counties/210198.projects.xml",
        "contractors/91110000600037341L.xml",
        # the digest: the subsidy no longer agrees with the rest
        "topics/rectification.xml",
        "counties/210198.rectification.xml",
        "findings.xml",
    }


def test_a_swapped_contractor_is_told_to_both(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "checkout")
    opened(repository)
    first_payment(repository)
    repository.commit("opened")
    contractor(repository)
    commit = repository.commit("contractor")
    files = published(repository, tmp_path / "cache", TODAY)
    for company in ("91110000600037341L", "91110108551385082Q"):
        entries = parsed(files[f"contractors/{company}.xml"]).entries
        (told,) = [entry for entry in entries if "changes/" in entry.id]
        assert "承办单位名称：甲公司 → 乙公司" in told.summary
        assert told.gk_commit == commit
        assert "重大变更" in [tag.term for tag in told.tags]


def test_a_deadline_that_passes_is_told_the_day_after_and_stays_told(tmp_path: Path) -> None:
    """Extending it later, or reporting late that it was kept, does not take the entry back."""
    repository = Repository(tmp_path / "checkout")
    opened(repository)
    first_payment(repository)
    repository.commit("opened")
    reader = Reader("feed.xml")
    reader.poll(published(repository, tmp_path / "cache", date(2022, 3, 10)))
    assert not [id_ for id_ in reader.seen if "overdue" in id_]
    new = reader.poll(published(repository, tmp_path / "cache", date(2022, 3, 11)))
    assert [key(id_) for id_ in new] == [f"overdue/{ID2}/2022-03-10"]
    repository._hours = 24 * 15
    repository.change(P2, "2022-03-10", "2022-04-30")
    add_row(PROGRESS, f"2022-03-09,{ID2},100,投入使用,")(repository)
    repository.commit("extended")
    files = published(repository, tmp_path / "cache", date(2022, 3, 17))
    new = [key(id_) for id_ in reader.poll(files)]
    assert same(new, [changed(ID2), "progress/210198/2022-03", "resolved/210198/2022-W11"])
    assert f"overdue/{ID2}/2022-03-10".encode() in files["feed.xml"]


def test_every_feed_of_the_series_keeps_the_rules(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "checkout")
    for name, step, _ in STEPS:
        step(repository)
        repository.commit(name)
    files = published(repository, tmp_path / "cache", TODAY)
    checked = 0
    for address, data in files.items():
        is_archive = ".archive-" in address
        check = (
            check_atom
            if is_archive
            else {"atom": check_atom, "feed": check_json if address.endswith("json") else check_rss}.get(
                address.partition(".")[0], check_rss if address.endswith(".xml") else None
            )
        )
        if check is not None and address.endswith((".xml", ".json")):
            check(data, BASE + address)
            checked += 1
    assert checked > 25


def test_the_calendar_counts_how_often_a_day_was_moved(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "checkout")
    opened(repository)
    repository.commit("opened")
    found = []
    for day in ("2023-01-31", "2023-06-30", "2022-12-31"):
        found.append(_deadline(published(repository, tmp_path / "cache", TODAY)))
        text = (repository.content / P1).read_text("utf-8")
        repository.write(P1, re.sub("完成时限: .*", f"完成时限: {day}", text))
        repository.commit(day)
    found.append(_deadline(published(repository, tmp_path / "cache", TODAY)))
    assert found == [
        (date(2022, 12, 31), 0, "20220228T170000Z"),
        (date(2023, 1, 31), 1, "20220228T180000Z"),
        (date(2023, 6, 30), 2, "20220228T190000Z"),
        (date(2022, 12, 31), 3, "20220228T200000Z"),
    ]


def _deadline(files: Mapping[str, bytes]) -> tuple[date, int, str]:
    """Day, SEQUENCE and DTSTAMP of the first project's deadline, the same in both calendars."""
    found = []
    for address in ("deadlines.ics", "counties/210198.ics"):
        events = Calendar.from_ical(files[address]).walk("VEVENT")
        (event,) = [item for item in events if item["UID"] == f"deadline/{ID1}@example.gov.cn"]
        prop = {name: event.decoded(name) for name in ("DTSTART", "SEQUENCE", "DTSTAMP")}
        found.append((prop["DTSTART"], prop["SEQUENCE"], f"{prop['DTSTAMP']:%Y%m%dT%H%M%SZ}"))
    assert found[0] == found[1]
    return found[0]
