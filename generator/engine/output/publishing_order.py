"""The order in which the files of a site are published."""

from generator.engine.output.mark import MANIFEST

GROUPS = ("样式、脚本和附件", "记录的网页", "汇总的网页、数据和检索", "订阅和日历", "首页", "公开清单")
"""The groups of files in the order in which they are published, as messages name them."""


def group(address: str) -> int:
    """Returns the index in ``GROUPS`` of a file's group. Files come after those they need: pages after assets, lists
    and feeds after the pages they name, the manifest last."""
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
    """Returns a sort key for the order of publication."""
    return group(address), address
