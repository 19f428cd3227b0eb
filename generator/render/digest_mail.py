"""Digests as messages for the publisher's own mail system: plain text and HTML, the same bytes for the same news."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from html import escape
from itertools import groupby
from urllib.parse import quote

from generator.model.beijing import BEIJING
from generator.model.days import chinese
from generator.model.subscriber import Frequency, Subscriber
from generator.render.escape import one_line
from generator.render.feeds.text import clean, page_url
from generator.views.events import Event
from generator.views.mail_items import MailItem
from generator.views.portal import Portal

_MOST = 300
"""Most entries of a message; the others are counted, and stand in the column."""
_LINES, _LONGEST = 12, 300
"""Most lines of an entry, and characters of a line."""
_SENT_AT = time(8)
_NAMES = {Frequency.DAILY: "每日摘要", Frequency.WEEKLY: "每周摘要"}
_DEMO = "示例数据，均为虚构。"
_STYLE = "font-family:sans-serif;font-size:16px;line-height:1.6;color:#1f2933;max-width:40em"


@dataclass(frozen=True)
class Envelope:
    """What all messages have in their heads."""

    sender: str
    """Address in From."""
    replies: str
    """Address in Reply-To."""
    leaving: str
    """Address that takes the wish to get no more mails."""


def digest_mail(
    subscriber: Subscriber, items: Sequence[MailItem], portal: Portal, envelope: Envelope
) -> bytes:
    """Returns one message, CRLF line ends.

    Args:
        items: at least one, in order; those below one heading follow each other.
    """
    site = portal.site
    name = _NAMES[subscriber.frequency]
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(site.publisher, envelope.sender)
    message["To"] = _address("", subscriber.address)
    message["Reply-To"] = _address("", envelope.replies)
    message["Subject"] = one_line(f"{site.title}{name}：{chinese(portal.as_of)}，{len(items)} 条")
    message["Date"] = datetime.combine(portal.as_of, _SENT_AT, BEIJING)
    message["Message-ID"] = f"<{_mark(subscriber, items, portal)}@{_domain(portal)}>"
    message["List-Id"] = f"<{subscriber.frequency.code}.digest.{_domain(portal)}>"
    message["Auto-Submitted"] = "auto-generated"
    text, html = _text(subscriber, items, portal, envelope), _html(subscriber, items, portal, envelope)
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    message.set_boundary(f"=-{sha256((text + html).encode()).hexdigest()[:32]}")
    leaving = f"<mailto:{quote(envelope.leaving, safe='@')}?subject={quote(f'退订{name}')}>"
    # a long value without blanks would be folded into encoded words, which no mail reader takes for an address
    return f"List-Unsubscribe: {leaving}\r\n".encode() + message.as_bytes()


def file_name(subscriber: Subscriber, portal: Portal) -> str:
    """Returns a name that does not tell the address."""
    who = sha256(subscriber.address.encode()).hexdigest()[:16]
    return f"{portal.as_of}-{subscriber.frequency.code}-{who}.eml"


def _address(name: str, address: str) -> Address:
    return Address(one_line(name), addr_spec=address)


def _domain(portal: Portal) -> str:
    """Returns the domain of all ids, which never changes."""
    return portal.site.id_host


def _mark(subscriber: Subscriber, items: Sequence[MailItem], portal: Portal) -> str:
    told = [item.event.key for item in items]
    about = "\n".join((subscriber.address, subscriber.frequency.code, str(portal.as_of), *told))
    return sha256(about.encode("utf-8", "replace")).hexdigest()[:32]


def _text(subscriber: Subscriber, items: Sequence[MailItem], portal: Portal, envelope: Envelope) -> str:
    lines = [*_head(subscriber, items, portal), ""]
    for heading, number, event in _numbered(items):
        if heading:
            lines += [f"【{heading}】", ""]
        lines += [f"{number}. {_one_line(event.title)}", *(f"   {line}" for line in _said(event))]
        lines += [f"   {page_url(event.url, portal.site.base_url)}", ""]
    lines += [*_rest(items, portal), "————————", *_foot(portal, envelope)]
    return "\n".join(lines) + "\n"


def _html(subscriber: Subscriber, items: Sequence[MailItem], portal: Portal, envelope: Envelope) -> str:
    title, *asked = _head(subscriber, items, portal)
    parts = [f'<h1 style="font-size:20px">{escape(title)}</h1>', *_paragraphs(asked)]
    for heading, number, event in _numbered(items):
        if heading:
            parts.append(f'<h2 style="font-size:18px">{escape(heading)}</h2>')
        address = escape(page_url(event.url, portal.site.base_url))
        parts.append(
            f'<h3 style="font-size:16px">{number}. <a href="{address}">{_escaped(event.title)}</a></h3>'
        )
        parts += [f"<p>{'<br>'.join(map(escape, _said(event)))}</p>"]
    parts += ["", *_paragraphs(_rest(items, portal)), "<hr>", *_paragraphs(_foot(portal, envelope))]
    body = "\n".join(filter(None, parts))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f'<body style="{_STYLE}">\n{body}\n</body></html>\n'
    )


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    return (f"<p>{escape(line)}</p>" for line in lines if line)


def _head(subscriber: Subscriber, items: Sequence[MailItem], portal: Portal) -> list[str]:
    asked = dict.fromkeys(wish.in_words for wish in subscriber.wishes)
    return [
        f"{one_line(portal.site.title)}{_NAMES[subscriber.frequency]}（{chinese(portal.as_of)}）",
        f"共 {len(items)} 条。订阅内容：{'；或者 '.join(map(_one_line, asked))}。",
        *([_DEMO] if portal.is_demo else []),
    ]


def _rest(items: Sequence[MailItem], portal: Portal) -> list[str]:
    left = len(items) - _MOST
    return [f"另有 {left} 条，见 {portal.site.base_url}", ""] if left > 0 else []


def _foot(portal: Portal, envelope: Envelope) -> list[str]:
    site = portal.site
    return [
        f"{one_line(site.publisher)}“{one_line(site.title)}”：{site.base_url}",
        f"以网站上公开的内容为准。有意见或退订，请写信给 {envelope.leaving}。",
    ]


def _numbered(items: Sequence[MailItem]) -> Iterator[tuple[str, int, Event]]:
    """Yields (heading if it is the first below it, number, entry)."""
    number = 0
    for heading, group in groupby(items[:_MOST], key=lambda item: item.heading):
        for place, item in enumerate(group):
            number += 1
            yield "" if place else heading, number, item.event


def _said(event: Event) -> list[str]:
    """Returns the lines of an entry as feeds have them, short enough for a mail."""
    lines = [event.dates, *map(_one_line, event.text)]
    more = len(lines) - _LINES
    return [*lines[:_LINES], f"……另有 {more} 行，见网页"] if more > 0 else lines


def _one_line(text: str) -> str:
    plain = one_line(clean(text))
    return f"{plain[:_LONGEST]}……" if len(plain) > _LONGEST else plain


def _escaped(text: str) -> str:
    return escape(_one_line(text))
