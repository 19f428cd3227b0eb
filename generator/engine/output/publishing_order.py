"""In what order the files of a site are published."""

from generator.engine.output.mark import MANIFEST

GROUPS = ("样式、脚本和附件", "记录的网页", "汇总的网页、数据和检索", "订阅和日历", "首页", "公开清单")
"""What is published one after the other, as a message names it."""


def group(address: str) -> int:
    """Which of ``GROUPS`` a file belongs to: no page needs a file, and no list, feed or manifest tells of a page, that
    is not there yet."""
    if address == MANIFEST:
        return 5
    if address == "index.html":
        return 4
    if address.endswith((".xml", ".ics", ".opml")) or address.startswith("feed."):
        return 3
    if address.startswith(("assets/", "attachments/")):
        return 0
    is_overview = address.endswith(("/index.html", "/index.md")) or "/" not in address
    return 2 if is_overview or address.startswith(("search/", "data/")) else 1


def turn(address: str) -> tuple[int, str]:
    """What sorts files in the order in which they are published."""
    return group(address), address
