"""The change record as commands read it, with the ids and dates that a published manifest delivered."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.console import fail

if TYPE_CHECKING:
    from generator.history import PortalHistory

PUBLISHED = click.option(
    "--published",
    default="",
    metavar="文件或网址",
    help="上一次公开的清单（网站根目录下的 manifest.json）：历史改写过也沿用公开过的日期；"
    "生成网站时还核对消失的网页、改写的历史。",
)


def history_of(content: Path, as_of: date | None, published: str) -> "PortalHistory":
    """Reads the history of ``content`` (content_data/); what was published before keeps its dates.

    Args:
        published: file or address of the manifest published before; empty: there is none.
    """
    from generator.history import read_history
    from generator.site.clock import today
    from generator.site.published import NotThereError, keep_published, read_published

    history = read_history(content, content.parent / ".cache" / "history", day=as_of, today=today())
    if published:
        try:
            keep_published(history, content, read_published(published).manifest)
        except NotThereError as error:
            raise fail(f"上一次公开的清单{error}") from None
    return history
