"""Feeds as JSON Feed 1.1 (jsonfeed.org). Archives follow each other by ``next_url``."""

import json
from typing import Any

from generator.render.feeds.catalogue import Feed
from generator.render.feeds.paging import Document, address
from generator.render.feeds.text import body, categories, clean, page_url, publisher, tag_uri
from generator.render.feeds.xml import description, title
from generator.views.column import Column
from generator.views.events import Event

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, document: Document, column: Column) -> bytes:
    """One document of a feed."""
    base = column.site.base_url
    found: dict[str, Any] = {
        "version": _VERSION,
        "title": title(feed, column),
        "home_page_url": base + feed.page,
        "feed_url": base + address(feed.stem, "json", document.number),
        "description": description(feed, document),
        "language": "zh-CN",
        "authors": [{"name": clean(column.site.publisher)}],
    }
    if document.older:
        found["next_url"] = base + address(feed.stem, "json", document.older)
    head = json.dumps(found, ensure_ascii=False).removesuffix("}")
    items = ",\n".join(json.dumps(_item(event, column), ensure_ascii=False) for event in document.events)
    return f'{head}, "items": [\n{items}\n]}}\n'.encode()


def _item(event: Event, column: Column) -> dict[str, Any]:
    url = page_url(event, column)
    origin = {"sha256": event.digest, "commit": event.commit, "source": url}
    return {
        "id": tag_uri(event, column),
        "url": url,
        "title": clean(event.title),
        "content_html": body(event),
        "date_published": event.published.isoformat(),
        "date_modified": event.updated.isoformat(),
        "authors": [{"name": publisher(event, column)}],
        "tags": [label for _, label in categories(event)],
        "_gongkai": {name: value for name, value in origin.items() if value},
    }
