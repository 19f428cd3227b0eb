"""What an entry says, the same in every format."""

import html
import re
from urllib.parse import quote, urlsplit

from generator.views.column import Column
from generator.views.events import Event

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEMO = "示例数据：县名、企业和金额均为虚构。"


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


def tag_uri(event: Event, column: Column) -> str:
    """The entry's permanent id (RFC 4151)."""
    site = column.site
    key = quote(event.key, safe="/%:@!$&'()*+,;=")
    return f"tag:{site.site_domain or urlsplit(site.url).hostname},2020:{key}"


def page_url(event: Event, column: Column) -> str:
    """The address of the record: a URI, whatever its file is called."""
    return column.site.base_url + quote(event.url, safe="/%")


def body(event: Event) -> str:
    """The full text as HTML: when it happened, then a paragraph a line."""
    demo = (_DEMO,) if event.is_demo else ()
    lines = (f"日期：{event.date}", *event.text, *demo)
    return "".join(f"<p>{html.escape(clean(line), quote=False)}</p>" for line in lines)


def publisher(event: Event, column: Column) -> str:
    """The body that publishes it."""
    return clean(event.publisher or column.site.publisher)


def categories(event: Event) -> tuple[tuple[str, str], ...]:
    """(term, label): the topic, the county, and what else it is."""
    county = ((event.county_code, clean(event.county_name)),) if event.county_code else ()
    topics = tuple((topic.code, topic.label) for topic in (event.topic, event.also) if topic)
    return (*topics, *county, *((tag, tag) for tag in event.tags))
