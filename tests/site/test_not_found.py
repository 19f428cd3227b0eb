"""The error page, served as web servers do it: under the address that was asked for, however deep."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.support.axe import violations
from tests.support.kinds import MODES, WIDTHS, open_in

DEEP = "projects/x/y/210698-2020-02.html"


class _Host(SimpleHTTPRequestHandler):
    """A host that shows the portal's error page for whatever is missing (nginx: ``error_page 404 /zhsf/404.html``)."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "zhsf/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test reports."""


@pytest.fixture(scope="module")
def portal(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The column where site.yaml says it is: below /zhsf/ of its host."""
    host = tmp_path_factory.mktemp("public")
    (host / "zhsf").symlink_to(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(host))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/zhsf"
        finally:
            server.shutdown()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A tab that may meet a 404, which Chromium notes in the console."""
    fresh = tab.context.new_page()
    errors: list[str] = []
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    yield fresh
    fresh.close()
    assert errors == []


@pytest.mark.parametrize("asked", ["none.html", "projects/none.html", DEEP, "a/b/c/d/"])
def test_it_looks_right_and_every_link_works_at_any_depth(page: Page, portal: str, asked: str) -> None:
    answers: list[Response] = []

    def keep(response: Response) -> None:
        answers.append(response)

    page.on("response", keep)
    page.goto(f"{portal}/{asked}", wait_until="networkidle")
    assert [(answer.status, answer.url) for answer in answers if answer.status != 200] == [
        (404, f"{portal}/{asked}")
    ]
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.topbar')).backgroundColor")
        == "rgb(11, 58, 107)"
    )
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
    inner = sorted({link.partition("#")[0] for link in links if link.startswith("http://127")})
    assert len(inner) > 15
    for link in inner:
        expected = 404 if link == f"{portal}/{asked}" else 200  # the skip link stays on the page
        assert page.request.get(link).status == expected, link


def test_search_works_on_it_and_holds_the_number_of_the_address(page: Page, portal: str) -> None:
    page.goto(f"{portal}/{DEEP}")
    box = page.locator("#search-box")
    expect(box).to_have_value("")
    page.goto(f"{portal}/projects/210698-2020-02.htm")
    expect(box).to_have_value("210698-2020-02")
    page.get_by_role("button", name="检索").click()
    page.locator(".search-results a").first.click()
    page.wait_for_url(f"{portal}/projects/210698-2020-02.html")
    assert "禾丰县" in page.title()


def test_machines_are_told_that_it_is_no_page(folder: Path) -> None:
    text = (folder / "404.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in text
    assert 'rel="canonical"' not in text
    assert "404.html" not in (folder / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_it_is_accessible(page: Page, portal: str, mode: str, width: int) -> None:
    open_in(page, f"{portal}/none.html", mode, width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
