"""What an entry says, the same in every format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlsplit

from generator.model.codelists import FeedTopic
from generator.views.events import Event
from generator.views.portal import Portal

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEPT = "/%:@!$&'()*+,;="
_NEEDS_NO_QUOTING = re.compile(rf"[A-Za-z0-9_.~\-{_KEPT}]*")
_DEMO = "示例数据，均为虚构。"


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold; none of them is printable."""
    return text if text.isprintable() else _NOT_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What every entry takes from the portal."""

    tag: str
    """What ids begin with (RFC 4151)."""
    base_url: str
    publisher: str
    """Of what no body of its own publishes."""


def masthead(portal: Portal) -> Masthead:
    site = portal.site
    domain = site.site_domain or urlsplit(site.url).hostname
    return Masthead(f"tag:{domain},2020:", site.base_url, site.publisher)


def tag_uris(keys: Sequence[str], portal: Masthead) -> list[str]:
    """The permanent ids (RFC 4151) of the entries with these keys."""
    if not _NEEDS_NO_QUOTING.fullmatch("".join(keys)):
        keys = [quote(key, safe=_KEPT) for key in keys]
    return [portal.tag + key for key in keys]


@lru_cache(maxsize=1024)
def page_url(path: str, base_url: str) -> str:
    """The address of the record: a URI, whatever its file is called."""
    return base_url + quote(path, safe="/%")


def paragraphs(event: Event) -> tuple[str, ...]:
    """The full text: when it happened, then a paragraph a line."""
    first = _dated(event.date)
    return (first, *event.text, _DEMO) if event.is_demo else (first, *event.text)


@lru_cache(maxsize=4096)
def _dated(day: date) -> str:
    return f"日期：{day.isoformat()}"


@lru_cache(maxsize=1024)
def categories(
    topic: FeedTopic, also: FeedTopic | None, county_code: str, county_name: str, tags: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """(term, label): the topic, the county, and what else it is."""
    county = ((county_code, county_name),) if county_code else ()
    topics = [(found.code, found.label) for found in (topic, also) if found]
    return (*topics, *county, *[(tag, tag) for tag in tags])
