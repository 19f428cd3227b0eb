"""The subscribe page in a real browser: two selects with scripts, lists without."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.project import build, project
from tests.support.served import browser_page, served

BASE = "https://example.gov.cn/zhsf/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("subscribe") / "checkout", ("210197", "210697"))
    assert build(folder) == 0
    return folder / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield f"{url}/subscribe.html"


def test_county_and_content_give_the_published_address(site: Path, address: str) -> None:
    with browser_page() as page:
        page.goto(address)
        link, picture = page.locator(".chooser form a"), page.locator(".chooser form img")
        assert link.inner_text() == f"{BASE}feed.xml"
        assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
        page.get_by_label("县").select_option("白石县")
        assert link.inner_text() == f"{BASE}counties/210697.xml"
        assert picture.get_attribute("src").endswith("/counties/210697.qr.svg")  # type: ignore[union-attr]
        page.get_by_label("内容").select_option("资金")
        assert link.inner_text() == link.get_attribute("href") == f"{BASE}counties/210697.funds.xml"
        assert not picture.is_visible()
        assert not page.locator(".chooser details").first.is_visible()
        assert (site / "counties/210697.funds.xml").is_file()


def test_without_scripts_the_lists_are_there(address: str) -> None:
    with browser_page() as opened:
        browser = opened.context.browser
        assert browser is not None
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(address)
        assert page.locator("form.chooser, .chooser form").count() == 0
        assert page.locator(".chooser details").count() == 3
        page.locator("summary", has_text="青禾县").click()
        shown = page.locator("details", has=page.locator("summary", has_text="青禾县")).locator("a:visible")
        assert shown.evaluate_all("links => links.map(link => link.getAttribute('href'))")[:2] == [
            "counties/210197.xml",
            "counties/210197.projects.xml",
        ]
