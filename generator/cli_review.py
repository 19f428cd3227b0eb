"""``gongkai review`` and ``gongkai codeowners``: whether a submission may be merged, and who is asked."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.console import (
    ROOT,
    ChineseCommand,
    DateParam,
    complain,
    content_of,
    fail,
    print_report,
    root_of,
)
from generator.model.reasons import reason_and_place

if TYPE_CHECKING:
    from generator.review.review import Review


@click.command(cls=ChineseCommand)
@click.option("--base", required=True, metavar="提交", help="合并到哪里：分支、标签或提交，如 origin/main。")
@click.option(
    "--actor", default=None, metavar="账号", help="提交人在代码平台上的登录名，据以核对哪些文件归谁改。"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "json"]),
    default="md",
    metavar="格式",
    help="md、html 或 json。",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="文件",
    help="写到文件里。",
)
@click.option("--as-of", type=DateParam(), default=None, metavar="日期", help="数据截至日，如 2022-06-30。")
@click.option(
    "--publish-to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="目录",
    help="通过的，作为一次提交抄进这个公开的仓库；这里的历史不带过去。",
)
@click.option(
    "--sender", default="", metavar="单位", help="公开的提交写谁交来的，如 '青禾县商务局'；默认为提交的作者。"
)
@click.option(
    "--date", "sent", type=DateParam(), default=None, metavar="日期", help="哪一天交来的；默认为提交的时间。"
)
@ROOT
@click.pass_context
def review(
    context: click.Context,
    base: str,
    actor: str | None,
    form: str,
    out: Path | None,
    as_of: date | None,
    folder: Path | None,
    sender: str,
    sent: date | None,
    root: Path | None,
) -> None:
    """审阅一次提交：改了什么、有无新的问题、能不能合并，写在一页上。

    审阅的是现在检出的提交，未提交的改动不算。不能合并时退出码为 1。
    """
    from generator.history.unreadable import UnreadableError
    from generator.review.reports import format_review
    from generator.review.review import review as reviewed
    from generator.review.submission import NoSubmissionError
    from generator.site.clock import today

    if actor is not None and not actor.strip():
        raise fail("--actor 后面要写提交人的账号。")
    content = content_of(root_of(context, root))
    try:
        found = reviewed(content, base, (actor or "").strip(), as_of, today())
    except NoSubmissionError as error:
        raise fail(str(error)) from None
    except UnreadableError as error:
        raise fail(f"git 历史无法读取（{error}），未审阅。{error.cure}。") from None
    text = format_review(found, form)
    if out is None:
        print_report(text, form)
    else:
        try:
            out.write_text(text, "utf-8")
        except OSError as error:
            raise fail(f"不能写入（{reason_and_place(error)}）。") from None
    if folder is not None and found.is_passed:
        _publish(found, folder, sender, sent)
    context.exit(0 if found.is_passed else 1)


def _publish(found: "Review", folder: Path, sender: str, sent: date | None) -> None:
    import time
    from datetime import datetime

    from generator.model.beijing import BEIJING
    from generator.review.publish import NotPublishedError, publish_to, sender_of

    moment = datetime(sent.year, sent.month, sent.day, tzinfo=BEIJING) if sent else None
    try:
        commit = publish_to(found, folder, sender_of(found, sender, moment), int(time.time()))
    except NotPublishedError as error:
        raise fail(str(error)) from None
    complain(f"已抄进 {folder}，提交 {commit[:10]}；尚未推送（git push）。")


@click.command(cls=ChineseCommand)
@ROOT
@click.pass_context
def codeowners(context: click.Context, root: Path | None) -> None:
    """照 maintainers.yaml 写各个代码平台的 CODEOWNERS。"""
    from generator.intake import MAINTAINERS, read_maintainers
    from generator.review.codeowners import codeowners as written

    content = content_of(root_of(context, root))
    try:
        data = (content / MAINTAINERS).read_bytes()
    except OSError as error:
        raise fail(f"读不到 {content / MAINTAINERS}（{reason_and_place(error)}）。") from None
    listed = read_maintainers(data)
    if listed is None:
        raise fail(f"{content / MAINTAINERS} 有错误，先用 gongkai check 核对。")
    try:
        for place, text in written(listed).items():
            path = content.parent / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            click.echo(str(path))
    except OSError as error:
        raise fail(f"不能写入（{reason_and_place(error)}）。") from None
