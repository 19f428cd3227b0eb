"""The values of an entry, the same in every format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from generator.model.codelists import FeedTopic
from generator.render.prose import prose_elsewhere
from generator.views.events import Event, Shown
from generator.views.portal import Portal

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEPT = "/%:@!$&'()*+,;="
_NEEDS_NO_QUOTING = re.compile(rf"[A-Za-z0-9_.~\-{_KEPT}]*")
_DEMO = "示例数据，均为虚构。"


def clean(text: str) -> str:
    """Removes the characters that XML 1.0 does not allow."""
    return text if text.isprintable() else _NOT_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The portal's values in every entry."""

    tag: str
    """Beginning of ids (RFC 4151)."""
    base_url: str
    publisher: str
    """Author of entries without a publisher of their own."""


def masthead(portal: Portal) -> Masthead:
    return Masthead(portal.site.tag, portal.site.base_url, portal.site.publisher)


def tag_uris(keys: Sequence[str], portal: Masthead) -> list[str]:
    """Returns the permanent ids (RFC 4151) of the entries with these keys."""
    if not _NEEDS_NO_QUOTING.fullmatch("".join(keys)):
        keys = [quote(key, safe=_KEPT) for key in keys]
    return [portal.tag + key for key in keys]


@lru_cache(maxsize=1024)
def page_url(path: str, base_url: str) -> str:
    """Returns the absolute address of a record, quoted as a URI."""
    return base_url + quote(path, safe="/%")


def paragraphs(event: Event) -> tuple[str, ...]:
    """Returns the full text: the dates, then each line as a paragraph."""
    return (event.dates, *event.text, _DEMO) if event.is_demo else (event.dates, *event.text)


def html_of(event: Event, portal: Masthead) -> str:
    """Returns what follows the paragraphs of a document, as safe HTML with absolute addresses; empty for most entries."""
    if not event.markdown:
        return ""
    text = prose_elsewhere(event.markdown, page_url(event.url, portal.base_url))
    return "".join((text, *(_figure(picture, portal) for picture in event.pictures)))


def _figure(picture: Shown, portal: Masthead) -> str:
    width, height = picture.size
    caption, licence = escape(picture.caption), escape(picture.licence)
    source = escape(portal.base_url + picture.url)
    image = f'<img src="{source}" alt="{caption}" width="{width}" height="{height}">'
    return f"<p>{image}<br>{caption}（{licence}）</p>"


@lru_cache(maxsize=1024)
def categories(
    topic: FeedTopic, also: FeedTopic | None, county_code: str, county_name: str, tags: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Returns (term, label) of topics, county and tags."""
    county = ((county_code, county_name),) if county_code else ()
    topics = [(found.code, found.label) for found in (topic, also) if found]
    return (*topics, *county, *[(tag, tag) for tag in tags])
