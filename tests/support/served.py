"""A folder served over HTTP on 127.0.0.1, and a page of Debian's Chromium to look at it."""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
MISSING = "没有找到 Chromium。Debian：apt-get install chromium fonts-noto-cjk，或用 CHROMIUM 指明位置；没有浏览器时设 GONGKAI_NO_BROWSER=1 跳过。"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test reports."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Reports what went wrong; a browser whose tab was closed in the middle of an answer is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server that serves ``folder``."""
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of one browser; any request of it or its siblings that leaves 127.0.0.1 fails the test.

    Without a browser the test fails and says what to install: nothing is passed over unless somebody asks for it.
    """
    if CHROMIUM is None:
        (pytest.skip if os.environ.get("GONGKAI_NO_BROWSER") else pytest.fail)(MISSING)
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
