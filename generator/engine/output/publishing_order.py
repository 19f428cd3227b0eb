"""In what order the files of a site are published."""

from generator.engine.output.mark import MANIFEST


def turn(address: str) -> tuple[int, str]:
    """What sorts files in the order in which they are published: no list, feed or manifest tells of a page that is not
    there yet."""
    if address == MANIFEST:
        return 4, address
    if address == "index.html":
        return 3, address
    if address.endswith((".xml", ".ics", ".opml")) or address.startswith("feed."):
        return 2, address
    is_overview = address.endswith(("/index.html", "/index.md")) or "/" not in address
    return int(is_overview or address.startswith(("search/", "data/"))), address
