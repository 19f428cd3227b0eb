"""``gongkai bulletin``: the facts of one month for the province's 通报."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli_published import PUBLISHED, history_of
from generator.console import AS_OF, ROOT, ChineseCommand, content_of, fail, progress_of, root_of
from generator.model.reasons import reason_and_place

if TYPE_CHECKING:
    from generator.views.portal import Portal

_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
_FORMS = (".docx", ".md")


@click.command(cls=ChineseCommand)
@click.option("--month", default="", metavar="月份", help="哪个月，如 2022-06；默认为截至日以前最近的整月。")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="文件",
    help="写到哪里：.docx 是文字处理软件的文档，.md 是 Markdown；不写就显示在屏幕上。已有的文件不覆盖。",
)
@PUBLISHED
@AS_OF
@ROOT
@click.pass_context
def bulletin(
    context: click.Context,
    month: str,
    out: Path | None,
    published: str,
    as_of: date | None,
    root: Path | None,
) -> None:
    """列出一个月里各县的事实，供省里编写督导通报。

    项目进展、资金、督导检查、改动、整改和信息公开，都取自已经通过核对的内容；未写明月份的数是截至日的。
    """
    from generator.engine.steps.overview_alone import overview_of
    from generator.render.bulletin import bulletin_facts
    from generator.site.clock import today
    from generator.views.overviews.bulletin import bulletin_view

    if month and not _MONTH.fullmatch(month):
        raise fail(f"月份“{month}”的写法不对，应如 2022-06。")
    if out is not None and out.suffix.lower() not in _FORMS:
        raise fail(f"“{out}”的后缀应是 {' 或 '.join(_FORMS)}。")
    if out is not None and out.exists():
        raise fail(f"“{out}”已经有了，不覆盖。换一个文件名，或先移走它。")
    content = content_of(root_of(context, root))
    history = history_of(content, as_of, published)
    found = overview_of(content, as_of, today(), history, progress=progress_of("汇总"))
    if found is None:
        raise fail("site.yaml 或 redactions.yaml 读不出，先运行 gongkai check。")
    _refuse_future(month, found.portal)
    view = bulletin_view(found.summaries, found.funds, found.portal, found.lack, month, found.own_changes)
    if out is None:
        click.echo(bulletin_facts(view, found.portal, found.portal.site.base_url).published.decode().rstrip())
        return
    try:
        if out.suffix.lower() == ".docx":
            from generator.render.bulletin_document import bulletin_document

            out.write_bytes(bulletin_document(view, found.portal))
        else:
            out.write_bytes(bulletin_facts(view, found.portal, found.portal.site.base_url).published)
    except OSError as error:
        raise fail(f"不能写入（{reason_and_place(error)}）。") from None
    click.echo(f"已写入 {out}")


def _refuse_future(month: str, portal: "Portal") -> None:
    newest = portal.as_of.isoformat()[:7]
    if month > newest:
        raise fail(f"{month} 尚未到：数据截至 {portal.as_of}。写 {newest} 或更早的月份。")
