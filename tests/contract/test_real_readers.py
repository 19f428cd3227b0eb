"""newsboat and rss2email follow a site for thirty days, from a host with ETag and 304: every event once, none lost.

What they do with an entry that they know and whose text has changed:

- newsboat shows the new text without a word; with ``reset-unread-on-update`` the entry is unread again.
- rss2email mails each id once (its ``trust-guid`` is on by default); with ``reply-changes`` it mails the new text in
  reply to the first mail.

Both go by the text, not by ``updated``. That moves with the text, but for the mark that a record stands in an earlier
version: it says nothing new of what the entry tells.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.model.beijing import BEIJING
from tests.contract.test_reader import key, parsed, same
from tests.support.feed_readers import MailReader, Newsboat, needs_readers
from tests.support.feed_server import Host, host
from tests.support.repository import Repository
from tests.support.thirty_days import (
    A13,
    AWAY,
    COMPANY,
    DAYS,
    MARKED,
    NEW_HOST,
    NUMBER,
    A,
    Day,
    day_of,
    published_on,
)

pytestmark = needs_readers

WHOLE = ("feed.xml", "atom.xml")
OF_A = (f"counties/{A}.xml", "cities/210100.xml")
MAJOR, FINDINGS, OF_COMPANY = "topics/changes.major.xml", "findings.xml", f"contractors/{COMPANY}.xml"
FEEDS = (*WHOLE, *OF_A, MAJOR, FINDINGS, OF_COMPANY)
NEWS = ("findings/", "resolved/")
"""Weekly digests: what they tell rests on the rules, so the days do not say it."""


def belongs(id_: str, feed: str) -> bool:
    """Whether an entry of the whole feed is in another one, as people would say it."""
    if feed in OF_A:
        return A in id_
    if feed == MAJOR:
        is_site = id_.startswith("changes/site/")  # another address of the column is no 重大变更
        return not is_site and id_.startswith(("changes/", "corrections/", "cancellations/", "withdrawals/"))
    if feed == FINDINGS:
        return id_.startswith(NEWS)
    if feed == OF_COMPANY:
        project = re.search(r"-2020-(\d\d)", id_)
        return project is not None and int(project[1]) % 2 == 0
    return True


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """The feeds of each day."""
    folder = tmp_path_factory.mktemp("month")
    repository = Repository(folder / "checkout")
    days = (published_on(number, repository, folder / "cache") for number in range(NUMBER))
    return [{feed: files[feed] for feed in FEEDS if feed in files} for files in days]


def read_on(number: int, month: list[dict[str, bytes]], server: Host) -> None:
    """The host has what was published on the day."""
    server.publish(
        month[number], datetime.combine(day_of(number), datetime.min.time(), BEIJING) + timedelta(hours=18)
    )
    server.answers.clear()


@pytest.fixture
def server() -> Iterator[Host]:
    with host() as made:
        yield made


class Said(NamedTuple):
    text: str
    updated: str


def texts(feed: bytes) -> dict[str, Said]:
    entries = parsed(feed).entries
    return {key(entry.id): Said(f"{entry.title}\n{entry.summary}", entry.updated) for entry in entries}


def keys(ids: list[str]) -> list[str]:
    return sorted(map(key, ids))


def by_newsboat(folder: Path, server: Host) -> dict[str, Newsboat]:
    """A subscriber of each feed alone."""
    return {feed: Newsboat(folder / f"newsboat{n}", [server.address + feed]) for n, feed in enumerate(FEEDS)}


class ByMail:
    """A subscriber of all feeds by rss2email."""

    def __init__(self, folder: Path, server: Host, *, follows_changes: bool) -> None:
        self._address = server.address
        feeds = {f"n{n}": server.address + feed for n, feed in enumerate(FEEDS)}
        self._reader = MailReader(folder / "mail", feeds, follows_changes=follows_changes)

    def read(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """By feed: keys of entries mailed for the first time, and of those mailed in reply to an earlier mail."""
        first: dict[str, list[str]] = {feed: [] for feed in FEEDS}
        again: dict[str, list[str]] = {feed: [] for feed in FEEDS}
        for mail in self._reader.read():
            (again if mail.is_reply else first)[mail.feed.removeprefix(self._address)].append(key(mail.id))
        return _sorted(first), _sorted(again)


def _sorted(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {feed: sorted(ids) for feed, ids in found.items()}


def of_feeds(ids: Iterable[str]) -> dict[str, list[str]]:
    """Entries of the whole feed, by the feeds that they are in."""
    return {feed: sorted(id_ for id_ in ids if belongs(id_, feed)) for feed in FEEDS}


def records(ids: Iterable[str]) -> list[str]:
    return [id_ for id_ in ids if not id_.startswith(NEWS)]


def test_who_reads_daily_is_told_each_event_once(
    month: list[dict[str, bytes]], server: Host, tmp_path: Path
) -> None:
    readers = by_newsboat(tmp_path, server)
    desk = Newsboat(tmp_path / "all", [server.address + feed for feed in FEEDS])
    watcher = Newsboat(tmp_path / "watcher", [server.address + "feed.xml"], sees_updates=True)
    mail = ByMail(tmp_path, server, follows_changes=True)
    told: list[str] = []
    said: dict[str, Said] = {}
    for number in range(NUMBER):
        read_on(number, month, server)
        day = DAYS.get(number, Day())
        new = {feed: keys(reader.read()) for feed, reader in readers.items()}
        whole = new["feed.xml"]
        assert same(records(whole), list(day.told)), (number, whole)
        assert new == of_feeds(whole), number
        assert keys(desk.read()) == whole, "who follows all of them is told it once, too"
        before, said = said, said | texts(month[number]["atom.xml"])
        moved = sorted(id_ for id_ in before if before[id_].text != said[id_].text)
        assert same(records(moved), list(day.moved)), (number, moved)
        assert keys(watcher.read()) == sorted(whole + moved), number
        assert mail.read() == (new, of_feeds(moved)), number
        still = [id_ for id_ in moved if before[id_].updated == said[id_].updated]
        assert not still or (number in MARKED and still == records(still)), (number, still)
        assert all(before[id_].updated == said[id_].updated for id_ in before.keys() - set(moved)), number
        statuses = {status for _, status in server.answers}
        assert statuses == {304} if number and number not in DAYS and not whole else 200 in statuses, number
        told += whole
    assert len(told) == len(set(told)) > 100
    assert len(told) - len(records(told)) > 5
    mended = max(id_ for id_ in told if id_.startswith(f"resolved/{A}/"))
    assert A13 in desk.text(f"tag:example.gov.cn,2020:{mended}")


def test_who_was_away_for_twenty_days_loses_nothing(
    month: list[dict[str, bytes]], server: Host, tmp_path: Path
) -> None:
    assert len(AWAY) == 20
    assert NEW_HOST in AWAY
    readers, mail = by_newsboat(tmp_path, server), ByMail(tmp_path, server, follows_changes=False)
    told: set[str] = set()
    found: dict[str, list[str]] = {feed: [] for feed in FEEDS}
    mailed: dict[str, list[str]] = {feed: [] for feed in FEEDS}
    for number in range(NUMBER):
        read_on(number, month, server)
        told |= texts(month[number]["atom.xml"]).keys()
        if number in AWAY:
            continue
        for feed, reader in readers.items():
            found[feed] += keys(reader.read())
        first, again = mail.read()
        assert again == of_feeds(())
        for feed, ids in first.items():
            mailed[feed] += ids
    assert _sorted(found) == _sorted(mailed) == of_feeds(told)
