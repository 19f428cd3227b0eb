"""``make bench-search``: what a browser fetches up to the first search hit: the home page with all of its parts, the search.

Nothing is compressed and nothing cached. Three things are searched: a company by its full name, a project by its
number, and words out of a title.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.synthetic import AS_OF, SHAPES, company, counties, write_project
from tests.support.served import browser_page, served

LIMITS = {210: 300, 10_000: 400, 45_000: 500}
"""KB of all that is fetched."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(LIMITS))
    memory = Path("/dev/shm")
    failed = False
    for projects in parser.parse_args().sizes:
        limit = LIMITS.get(projects, 0)
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
            for query, page, search in _measure(projects, Path(name)):
                failed = failed or page + search > limit * 1000
                parts = f"page {page / 1000:.0f} KB + search {search / 1000:.0f} KB"
                print(f"{projects:>6} {query}: {parts} (limit {limit})", flush=True)
    sys.exit(failed)


def _measure(projects: int, folder: Path) -> Iterator[tuple[str, int, int]]:
    """(query, bytes of the page, bytes of the search)"""
    write_project(folder / "column", *SHAPES[projects])
    gongkai = Path(sys.executable).with_name("gongkai")
    build: list[str | Path] = [gongkai, "--root", folder / "column", "build", "--as-of", str(AS_OF)]
    subprocess.run([*build, "--site-dir", folder / "site"], check=True, capture_output=True)
    first = next(iter(counties(*SHAPES[projects])))
    for query in (company(first, 1)[0], first.id(1), "冷链与分级包装"):
        yield query, *_fetched(folder / "site", query)


_WATCH = """() => {
  const started = performance.now()
  const seen = new MutationObserver(() => {
    if (!document.querySelector(".search-results li")) return
    seen.disconnect()
    window.searched = [started, performance.now()]
  })
  seen.observe(document.body, {childList: true, subtree: true})
}"""
_SIZES = """() => {
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  const [started, shown] = window.searched
  const sum = kept => kept.reduce((bytes, entry) => bytes + entry.decodedBodySize, 0)
  return [
    sum(entries.filter(entry => entry.startTime < started)),
    sum(entries.filter(entry => entry.startTime >= started && entry.responseEnd <= shown)),
  ]
}"""
"""The browser's own record of what it fetched, until the first hit stood on the page."""


def _fetched(site: Path, query: str) -> tuple[int, int]:
    with served(site) as address, browser_page() as page:
        page.goto(f"{address}/index.html", wait_until="networkidle")
        page.evaluate(_WATCH)
        page.locator("#search-box").fill(query)
        page.wait_for_function("window.searched")
        before, after = page.evaluate(_SIZES)
    return int(before), int(after)


if __name__ == "__main__":
    main()
