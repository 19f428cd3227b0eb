"""/feeds.opml: all feeds of the portal in one file that feed readers import (OPML 2.0)."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET  # nosec B405  # writes, never reads

from generator.render.feeds.catalogue import Feed
from generator.render.feeds.text import clean
from generator.views.portal import Portal


def opml(groups: Iterable[tuple[str, Iterable[Feed]]], portal: Portal) -> bytes:
    """Returns OPML with feeds in folders; ``groups`` are (name, feeds)."""
    base = portal.site.base_url
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = clean(portal.site.title)
    ET.SubElement(head, "ownerName").text = clean(portal.site.publisher)
    body = ET.SubElement(root, "body")
    for name, feeds in groups:
        folder = ET.SubElement(body, "outline", text=clean(name))
        for feed in feeds:
            ET.SubElement(
                folder,
                "outline",
                type="rss",
                text=clean(feed.title),
                title=clean(feed.title),
                xmlUrl=base + feed.url,
                htmlUrl=base + feed.page,
            )
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"
