"""Digests as messages: read by the standard library's parser as they were meant, whatever a county wrote."""

import smtplib
import socketserver
import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from generator.model.codelists import FeedTopic
from generator.model.subscriber import Frequency, Subscriber, Wish
from generator.render.digest_mail import Envelope, digest_mail, file_name
from generator.views.events import Event
from generator.views.mail_items import MailItem, items_for
from tests.support.portal import HOSTILE, PORTAL

ENVELOPE = Envelope("tongzhi@example.gov.cn", "dingyue@example.gov.cn", "dingyue@example.gov.cn")
ASKING = Subscriber("reader@example.cn", Frequency.WEEKLY, (Wish(("甲县",), least=Decimal(50)), Wish()))


def event(key: str, title: str = "甲县 仓储：拨付 60.00 万元", *text: str, **more: Any) -> Event:
    values: dict[str, Any] = {"county_code": "210198", "county_name": "甲县", "amount": Decimal(60), **more}
    return Event(
        key, date(2021, 6, 30), FeedTopic.FUNDS, title, text, "projects/210198-2020-01.html", **values
    )


def items(*events: Event) -> list[MailItem]:
    return [MailItem(one) for one in events]


def read(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    assert not any(part.defects for part in found.walk())
    return found


def parts(message: EmailMessage) -> tuple[str, str]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


def test_the_head_of_a_message() -> None:
    message = read(digest_mail(ASKING, items(event("payments/1")), PORTAL, ENVELOPE))
    assert message["From"] == "省商务厅（示例） <tongzhi@example.gov.cn>"
    assert (message["To"], message["Reply-To"]) == ("reader@example.cn", "dingyue@example.gov.cn")
    assert message["Subject"] == "综合示范信息公开每周摘要：2021年6月30日，1 条"
    assert message["Date"] == "Wed, 30 Jun 2021 08:00:00 +0800"
    assert message["Message-ID"].endswith("@example.gov.cn>")
    assert message["List-Unsubscribe"].startswith("<mailto:dingyue@example.gov.cn?subject=%E9%80%80")
    assert "Bcc" not in message


def test_both_parts_tell_what_the_feeds_tell() -> None:
    entry = event("payments/1", "甲县 仓储：拨付 60.00 万元", "金额：60.00 万元", "用途：首付款")
    for part in parts(read(digest_mail(ASKING, items(entry), PORTAL, ENVELOPE))):
        for words in (
            entry.title, *entry.text, entry.dates, "资金", "共 1 条", "甲县；金额不低于 50 万元；或者 全部",
            "https://example.gov.cn/zhsf/projects/210198-2020-01.html", "示例数据", "dingyue@example.gov.cn",
        ):  # fmt: skip
            assert words in part


def test_a_line_of_the_plain_part_is_no_longer_than_a_line_of_an_entry() -> None:
    entry = event("payments/1", "长" * 5000, *["宽" * 5000] * 40)
    plain, _ = parts(read(digest_mail(ASKING, items(entry), PORTAL, ENVELOPE)))
    assert max(map(len, plain.splitlines())) < 350
    assert "……另有" in plain


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "甲\r\nBcc: evil@example.cn\r\n\r\n正文",
        "甲\u2028Bcc: evil@example.cn",
        '"><img src=x onerror=alert(1)>',
        "=?utf-8?b?PHNjcmlwdD4=?=",
        "\x00\x1b[31m\u202e",
        "&lt;b&gt;",
        "\ud800",
    ],
)
def test_a_county_s_text_stays_text(text: str) -> None:
    entry = event("payments/1", text, text, county_name=text, publisher=text)
    asking = Subscriber("reader@example.cn", Frequency.DAILY, (Wish((text,)),))
    message = read(digest_mail(asking, items(entry), PORTAL, ENVELOPE))
    assert "Bcc" not in message
    assert len(list(message.walk())) == 3
    plain, html = parts(message)
    assert "<script" not in html
    assert "<img" not in html
    assert "\n# " not in plain
    assert not {"\x00", "\x1b", "\u202e", "\u2028"} & {*plain, *html}


def test_a_title_of_the_column_adds_no_header() -> None:
    site = PORTAL.site.model_copy(
        update={"title": "栏目\r\nBcc: evil@example.cn", "publisher": '省"厅\r\nX: y'}
    )
    portal = replace(PORTAL, site=site)
    message = read(digest_mail(ASKING, items(event("payments/1")), portal, ENVELOPE))
    assert "Bcc" not in message
    assert "X" not in message
    assert message["From"].addresses[0].addr_spec == "tongzhi@example.gov.cn"


def test_the_same_news_make_the_same_bytes_and_a_name_without_the_address() -> None:
    told = items(event("payments/1"), event("payments/2"))
    first = digest_mail(ASKING, told, PORTAL, ENVELOPE)
    assert first == digest_mail(ASKING, told, PORTAL, ENVELOPE)
    assert read(first)["Message-ID"] != read(digest_mail(ASKING, told[:1], PORTAL, ENVELOPE))["Message-ID"]
    assert file_name(ASKING, PORTAL).startswith("2021-06-30-weekly-")
    assert "reader" not in file_name(ASKING, PORTAL)


def test_a_very_long_digest_counts_what_it_leaves_out() -> None:
    told = items(*(event(f"payments/{number}", f"甲县：第{number}笔") for number in range(1000)))
    data = digest_mail(ASKING, told, PORTAL, ENVELOPE)
    plain, html = parts(read(data))
    assert "共 1000 条" in plain
    assert "另有 700 条，见 https://example.gov.cn/zhsf/" in plain
    assert "另有 700 条" in html
    assert len(data) < 500_000


@pytest.mark.parametrize(
    ("wish", "keys"),
    [
        (Wish(), "1 2 3 f"),
        (Wish(("甲县",)), "1 2 f"),
        (Wish(("210397",)), "3"),
        (Wish(least=Decimal(50)), "1 3"),
        (Wish(least=Decimal("60.01")), ""),
        (Wish(contractors=("甲物流公司",)), "1"),
        (Wish(contractors=("91110000600037341L",)), "1"),
        (Wish(contractors=("未见过的公司",)), ""),
        (Wish(rules=("G102",)), "f"),
        (Wish(rules=("F108",)), ""),
        (Wish(("甲县",), least=Decimal(50)), "1"),
    ],
)
def test_who_asked_for_what(wish: Wish, keys: str) -> None:
    told = [
        MailItem(event("1", contractor_keys=("91110000600037341L",))),
        MailItem(event("2", amount=Decimal(10))),
        MailItem(event("3", county_code="210397", county_name="乙县")),
        MailItem(event("f", amount=None), "G102"),
    ]
    companies = {"甲物流公司": ("91110000600037341L",), "91110000600037341L": ("91110000600037341L",)}
    asking = Subscriber("a@example.cn", Frequency.DAILY, (wish,))
    assert " ".join(item.event.key for item in items_for(asking, told, companies)) == keys


class _Sink(socketserver.StreamRequestHandler):
    """As much of SMTP as smtplib speaks."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.received.append(b"".join(lines))  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")


def test_a_mail_system_takes_it_as_it_is() -> None:
    data = digest_mail(ASKING, items(event("payments/1")), PORTAL, ENVELOPE)
    with socketserver.TCPServer(("127.0.0.1", 0), _Sink) as server:
        server.received = []  # type: ignore[attr-defined]
        threading.Thread(target=server.handle_request, daemon=True).start()
        with smtplib.SMTP("127.0.0.1", server.server_address[1], timeout=30) as client:
            client.sendmail(ENVELOPE.sender, [ASKING.address], data)
        assert server.received == [data]  # type: ignore[attr-defined]
