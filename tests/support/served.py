"""A folder served over HTTP on 127.0.0.1, and a page of Debian's Chromium to look at it."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = "没有找到 Chromium，浏览器测试未运行。Debian：apt-get install chromium，或设置 CHROMIUM。"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test reports."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server that serves ``folder``."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of one browser; any request of it or its siblings that leaves 127.0.0.1 fails the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context()
        left: list[str] = []
        context.on(
            "request",
            lambda request: (
                left.append(request.url)
                if not request.url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:"))
                else None
            ),
        )
        yield context.new_page()
        browser.close()
        assert left == []
