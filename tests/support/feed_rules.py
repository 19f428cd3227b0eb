"""The rules of the W3C feed validation service that can be checked offline, for every format the portal publishes.

Each function returns the ids of the document's entries; it asserts on the way.
"""

import json
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
OURS = "{urn:gongkai:feed:1}"
SCHEMA = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("atom.rng"))))

_RFC822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d{2}:\d{2}:\d{2} \+0800"
)
_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00")
_TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(?:-\d{2}){0,2}:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+")
_CHANNEL_ONCE = ("title", "link", "description", "language", "lastBuildDate", "pubDate", "generator", "docs")
_ITEM_ONCE = ("title", "link", "description", "guid", "pubDate")


def check_rss(data: bytes, url: str) -> list[str]:
    """An RSS 2.0 document that stands at ``url``."""
    root = etree.fromstring(data)
    assert root.tag == "rss"
    assert root.get("version") == "2.0"
    (channel,) = root
    for name in _CHANNEL_ONCE:
        assert len(channel.findall(name)) == 1, (url, name)
        assert channel.findtext(name).strip(), (url, name)
    for name in ("lastBuildDate", "pubDate"):
        _rfc822(channel.findtext(name))
    _absolute(channel.findtext("link"))
    links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
    assert links["self"] == url
    _paging(links, channel.find(f"{HISTORY}archive") is not None, url)
    ids = [_check_item(item) for item in channel.findall("item")]
    _agree(data, ids)
    return ids


def _check_item(item: Any) -> str:
    for name in _ITEM_ONCE:
        assert len(item.findall(name)) == 1, name
        assert item.findtext(name).strip(), name
    _absolute(item.findtext("link"))
    _rfc822(item.findtext("pubDate"))
    updated = item.findtext(f"{ATOM}updated")
    assert updated is None or _rfc3339(updated) > parsedate_to_datetime(item.findtext("pubDate"))
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.find("author") is None  # would have to be a mail address
    assert item.find("source") is None  # would have to name a feed
    assert item.findtext(f"{DC}creator").strip()
    assert item.findall("category")
    _origin(None, item.findtext(f"{OURS}commit"))
    assert _TAG.fullmatch(item.findtext("guid")), item.findtext("guid")
    return str(item.findtext("guid"))


def check_atom(data: bytes, url: str) -> list[str]:
    """An Atom document that stands at ``url``: RELAX NG, and what the schema leaves to prose."""
    root = etree.fromstring(data)
    SCHEMA.assertValid(root)
    links = {link.get("rel", "alternate"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == url
    _absolute(links["alternate"])
    assert (root.findtext(f"{ATOM}id") or "").startswith("tag:")
    _rfc3339(root.findtext(f"{ATOM}updated"))
    _paging(links, root.find(f"{HISTORY}archive") is not None, url)
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = []
    for entry in root.findall(f"{ATOM}entry"):
        ids.append(entry.findtext(f"{ATOM}id"))
        assert _TAG.fullmatch(ids[-1]), ids[-1]
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        assert entry.find(f"{ATOM}source") is None  # would have to have the id and the time of a feed
        alternates = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") in {None, "alternate"}]
        assert len(alternates) == 1
        _absolute(alternates[0].get("href"))
        published, updated = entry.findtext(f"{ATOM}published"), _rfc3339(entry.findtext(f"{ATOM}updated"))
        assert published is None or _rfc3339(published) < updated
        _origin(None, entry.findtext(f"{OURS}commit"))
    _agree(data, ids)
    return ids


def check_json(data: bytes, url: str) -> list[str]:
    """A JSON Feed 1.1 document that stands at ``url``."""
    feed = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["language"] == "zh-CN"
    assert feed["authors"][0]["name"]
    assert feed["feed_url"] == url
    _absolute(feed["home_page_url"])
    if "_gongkai" in feed:
        _absolute(feed["_gongkai"]["prev_archive"])
    ids = []
    for item in feed["items"]:
        ids.append(item["id"])
        assert _TAG.fullmatch(item["id"])
        assert item["title"]
        assert item["content_html"]
        _absolute(item["url"])
        published = _rfc3339(item["date_published"])
        assert "date_modified" not in item or published < _rfc3339(item["date_modified"])
        assert all(isinstance(tag, str) and tag for tag in item["tags"])
        _origin(item["_gongkai"]["sha256"], item["_gongkai"].get("commit"))
    assert len(ids) == len(set(ids))
    return ids


def _agree(data: bytes, ids: list[str]) -> None:
    """A reader's program sees the same entries, each once."""
    assert len(ids) == len(set(ids))
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert [entry.id for entry in parsed.entries] == ids


def _paging(links: dict[str, str], is_archive: bool, url: str) -> None:
    """RFC 5005, 4: an archive says so and leads to the subscription document, which is none."""
    assert is_archive == ("current" in links) == (".archive-" in url)
    for relation in ("current", "prev-archive", "next-archive"):
        if relation in links:
            _absolute(links[relation])


def _origin(sha256: str | None, commit: str | None) -> None:
    assert sha256 is None or re.fullmatch(r"[0-9a-f]{64}", sha256)
    assert not commit or re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit)


def _absolute(url: str | None) -> None:
    assert url
    parts = urlsplit(url)
    assert parts.scheme in {"http", "https"}
    assert parts.netloc
    assert url.isascii(), "an address must be a URI, not an IRI"


def _rfc822(text: str | None) -> None:
    assert text
    assert _RFC822.fullmatch(text), text
    assert parsedate_to_datetime(text).strftime("%a, %d") == text[:7]


def _rfc3339(text: str | None) -> datetime:
    assert text
    assert _RFC3339.fullmatch(text), text
    moment = datetime.fromisoformat(text)
    assert moment.utcoffset() == timedelta(hours=8)
    return moment
