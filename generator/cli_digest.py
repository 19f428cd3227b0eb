"""``gongkai digest``: mails about what is new, as files for the publisher's own mail system."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.console import AS_OF, ROOT, ChineseCommand, complain, content_of, fail, progress_of, root_of

if TYPE_CHECKING:
    from generator.engine.steps.mail_news import MailNews
    from generator.history import PortalHistory
    from generator.model.subscriber import Subscriber
    from generator.render.digest_mail import Envelope
    from generator.views.mail_items import Since

_ADDRESS = re.compile(r"[^\s<>@,;:?&\"()\x00-\x1f\x7f-\uffff]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class _AddressParam(click.ParamType[str]):
    """A mail address alone."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        if not _ADDRESS.fullmatch(value):
            raise fail(f"{param.opts[0] if param else ''} 要写一个邮箱，不带姓名。")
        return value


@click.command(cls=ChineseCommand)
@click.option(
    "--since",
    required=True,
    metavar="起点",
    help="上一次公开的清单（manifest.json 的路径或网址）、提交，或日期；告知此后新公开的内容。",
)
@click.option(
    "--subscribers",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="文件",
    help="订阅人名单（CSV），不得放在数据仓库里。",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="目录",
    help="邮件（.eml）写到哪里，不得在数据仓库里；里面不得有上一次的邮件。",
)
@click.option("--from", "sender", type=_AddressParam(), required=True, metavar="邮箱", help="发件的邮箱。")
@click.option(
    "--reply-to",
    "replies",
    type=_AddressParam(),
    default=None,
    metavar="邮箱",
    help="回信和退订寄到哪里，默认与发件的邮箱相同。",
)
@click.option(
    "--every",
    "frequency",
    type=click.Choice(["每日", "每周"]),
    default=None,
    metavar="频率",
    help="只写给每日或每周的订阅人，默认两种都写。",
)
@AS_OF
@ROOT
@click.pass_context
def digest(
    context: click.Context,
    since: str,
    subscribers: Path,
    out: Path,
    sender: str,
    replies: str | None,
    frequency: str | None,
    as_of: date | None,
    root: Path | None,
) -> None:
    """把新公开的内容写成邮件，交给本单位的邮件系统寄出（见 docs/digest.md）。

    一个订阅人一封，无新内容的不写。只写文件，不寄信。名单有错时一封都不写，退出码为 1。
    """
    from generator.engine.steps.mail_news import mail_news
    from generator.history import read_history
    from generator.render.digest_mail import Envelope
    from generator.site.clock import today

    content = content_of(root_of(context, root))
    for what, path in (("名单", subscribers), ("邮件", out)):
        _refuse_inside(what, path, content)
    if out.is_dir() and any(out.glob("*.eml")):
        raise fail("--out 的目录里有上一次的邮件，先寄出或移走，以免重复寄。")
    listed, is_wrong = _listed(subscribers, frequency)
    if is_wrong:
        context.exit(1)
    history = read_history(content, content.parent / ".cache" / "history")
    if history.gap:  # news that are missing would be taken for news that are not there
        raise fail(history.gap.line)
    start = _since(since, history, content)
    news = mail_news(content, as_of, today(), history, start, progress=progress_of("汇总"))
    if news is None:
        raise fail("site.yaml 或 redactions.yaml 读不出，先运行 gongkai check。")
    _remark(listed, news)
    letters = list(_letters(listed, news, Envelope(sender, replies or sender, replies or sender)))
    _write(out, letters)
    quiet = len(listed) - len(letters)
    click.echo(f"新内容 {len(news.items)} 条；写出邮件 {len(letters)} 封，{quiet} 人无新内容，不写。")


def _repository(content: Path) -> Path:
    """Returns the folder of the repository that holds content_data/, or the project's folder if there is none."""
    root = content.resolve().parent
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def _refuse_inside(what: str, path: Path, content: Path) -> None:
    """Refuses a path in the repository, also one by a link in it or to it."""
    home = _repository(content)
    places = (Path(path.absolute()), path.resolve())
    if any(folder.exists() and folder.samefile(home) for place in places for folder in place.parents):
        raise fail(
            f"{what}不得放在数据仓库里（{home}）：里面有邮箱，提交以后人人可见。换到仓库以外的文件夹。"
        )
    if path.exists() and path.resolve() == home:
        raise fail(f"{what}不得放在数据仓库里（{home}）。换到仓库以外的文件夹。")


def _listed(path: Path, frequency: str | None) -> tuple[Sequence["Subscriber"], bool]:
    """Reads the list, prints what is wrong with it, and returns whether anything is."""
    from generator.intake.subscribers import read_subscribers
    from generator.model.finding import Severity
    from generator.rules import catalogue

    if not path.is_file():
        raise fail("找不到 --subscribers 的文件。")
    found, findings = read_subscribers(path.resolve(), frozenset(rule.code for rule in catalogue()))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    for finding in findings:
        at = finding.place
        where = f"第 {at.line} 行" if at.line else ""
        label = f"“{at.label}”" if at.label else ""
        complain(f"名单{where}{label}：{finding.message}。{finding.cure}")
    if errors:
        complain(f"名单有 {len(errors)} 处错误，未写邮件。")
    return [one for one in found if frequency in (None, one.frequency.label)], bool(errors)


def _since(text: str, history: "PortalHistory", content: Path) -> "Since":
    from generator.model.beijing import BEIJING
    from generator.site.published import NotThereError, keep_published, read_published
    from generator.views.mail_items import Since

    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return Since(datetime.combine(day, time(), BEIJING) - timedelta(seconds=1), day - timedelta(days=1))
    moment = history.moment_of(text)
    if moment is not None:
        return Since(moment, moment.date(), text)
    try:
        manifest = read_published(text).manifest
    except NotThereError:
        raise fail(f"“{text}”不是清单、提交或日期。日期写成 2022-06-30。") from None
    keep_published(history, content, manifest)
    delivered = max((batch.published for batch in manifest.history.batches), default=None)
    moment = (history.moment_of(manifest.commit) or delivered) if manifest.commit else None
    if moment is None:
        raise fail("清单里的提交不在这个仓库的主线上，先取回全部历史（git fetch --unshallow）。")
    return Since(moment, manifest.as_of, manifest.commit, frozenset(manifest.entries))


def _remark(listed: Sequence["Subscriber"], news: "MailNews") -> None:
    from generator.views.mail_items import unknown_names

    for name in unknown_names(listed, news.counties, news.companies):
        complain(f"名单里的“{name}”，本栏目无这个县或承办单位：照网页上的全称或代码写。")
    if news.left_out:
        complain(f"以前就有、这次才查出的问题未列入邮件：{news.left_out}")


@dataclass(frozen=True)
class _Letter:
    name: str
    data: bytes


def _letters(listed: Sequence["Subscriber"], news: "MailNews", envelope: "Envelope") -> Iterator[_Letter]:
    from generator.render.digest_mail import digest_mail, file_name
    from generator.views.mail_items import items_for

    for subscriber in listed:
        items = items_for(subscriber, news.items, news.companies)
        if items:
            data = digest_mail(subscriber, items, news.portal, envelope)
            yield _Letter(file_name(subscriber, news.portal), data)


def _write(out: Path, letters: Sequence[_Letter]) -> None:
    """Writes the mails so that only their owner reads them."""
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    for letter in letters:
        handle = os.open(out / letter.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(letter.data)
