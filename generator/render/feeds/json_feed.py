"""Feeds as JSON Feed 1.1 (jsonfeed.org). ``_gongkai.prev_archive`` is the newest archive, in Atom (RFC 5005)."""

from collections.abc import Iterable
from typing import Any

import orjson

from generator.render.feeds.catalogue import Feed
from generator.render.feeds.paging import Document, archive_address
from generator.render.feeds.text import clean
from generator.render.feeds.xml import description, title
from generator.views.portal import Portal

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, document: Document, items: Iterable[bytes], portal: Portal) -> bytes:
    """Returns one document of a feed; ``items`` are its entries as JSON."""
    base = portal.site.base_url
    found: dict[str, Any] = {
        "version": _VERSION,
        "title": title(feed, portal),
        "home_page_url": base + feed.page,
        "feed_url": f"{base}{feed.stem}.json",
        "description": description(feed, document, portal),
        "language": "zh-CN",
        "authors": [{"name": clean(portal.site.publisher)}],
    }
    if document.older:
        found["_gongkai"] = {"prev_archive": base + archive_address(feed.archive_stem, document.older)}
    head = orjson.dumps(found).removesuffix(b"}")
    return b"".join((head, b',"items":[\n', b",\n".join(items), b"\n]}\n"))
