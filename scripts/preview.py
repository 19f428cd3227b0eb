"""What a pull request changes, to look at: the site without the pages of the counties that it leaves alone.

    python scripts/preview.py REPORT SITE OUT

REPORT is that of ``check --changed-from … --format json``. Nothing is written where no county was changed.
"""

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

_CODE = re.compile(r"(?<![0-9A-Z])[0-9]{6}(?![0-9A-Z])")
"""A county's code in an address; a contractor's code holds none."""
_BY_LINK = {"contractors", "cases"}
"""Folders whose pages link to their counties or projects."""
_LEFT_OUT = {"search"}
"""Of no use to whoever opens the pages from a folder."""


def belongs(codes: frozenset[str], site: Path) -> Callable[[Path], bool]:
    """Whether a file of the site is the province's, or one of these counties'."""

    def of_them(path: Path) -> bool:
        folder, *rest = path.relative_to(site).parts
        if folder in _LEFT_OUT:
            return False
        if not rest or rest[0].startswith("index."):
            return True
        if folder in _BY_LINK:
            page = path.with_name(path.name.partition(".")[0] + ".html")
            text = page.read_text("utf-8") if page.is_file() else ""
            return any(f"/{kind}/{code}" in text for code in codes for kind in ("counties", "projects"))
        named = _CODE.findall("/".join(rest))
        return not named or named[0] in codes

    return of_them


def main(report: Path, site: Path, out: Path) -> int:
    codes = frozenset(json.loads(report.read_text("utf-8"))["since"]["counties"])
    wanted = belongs(codes, site)
    for path in sorted(site.rglob("*")) if codes else ():
        if path.is_file() and wanted(path):
            copy = out / path.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:4])))
