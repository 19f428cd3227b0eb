"""What an entry says, the same in every format."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

from generator.views.column import Column
from generator.views.events import Event

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT = "/%:@!$&'()*+,;="
_NEEDS_NO_QUOTING = re.compile(rf"[A-Za-z0-9_.~\-{_KEPT}]*")
_DEMO = "示例数据：县名、企业和金额均为虚构。"


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold; none of them is printable."""
    return text if text.isprintable() else _NOT_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Masthead:
    """What every entry takes from the column."""

    tag: str
    """What ids begin with (RFC 4151)."""
    base_url: str
    publisher: str


def masthead(column: Column) -> Masthead:
    site = column.site
    domain = site.site_domain or urlsplit(site.url).hostname
    return Masthead(f"tag:{domain},2020:", site.base_url, site.publisher)


def tag_uri(event: Event, column: Masthead) -> str:
    """The entry's permanent id (RFC 4151)."""
    key = event.key
    return column.tag + (key if _NEEDS_NO_QUOTING.fullmatch(key) else quote(key, safe=_KEPT))


def page_url(event: Event, column: Masthead) -> str:
    """The address of the record: a URI, whatever its file is called."""
    return column.base_url + _quoted_path(event.url)


@lru_cache(maxsize=1024)
def _quoted_path(path: str) -> str:
    return quote(path, safe="/%")


def paragraphs(event: Event) -> tuple[str, ...]:
    """The full text: when it happened, then a paragraph a line."""
    demo = (_DEMO,) if event.is_demo else ()
    return (f"日期：{event.date.isoformat()}", *event.text, *demo)


def publisher(event: Event, column: Masthead) -> str:
    """The body that publishes it."""
    return event.publisher or column.publisher


def categories(event: Event) -> tuple[tuple[str, str], ...]:
    """(term, label): the topic, the county, and what else it is."""
    county = ((event.county_code, event.county_name),) if event.county_code else ()
    topics = [(topic.code, topic.label) for topic in (event.topic, event.also) if topic]
    return (*topics, *county, *[(tag, tag) for tag in event.tags])
