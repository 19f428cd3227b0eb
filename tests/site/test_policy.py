"""The content security policy that docs/threat-model.md recommends to hosts holds on every kind of page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.kinds import KINDS

MODEL = Path(__file__).parents[2] / "docs/threat-model.md"
(POLICY,) = re.findall(r"Content-Security-Policy: (.+)", MODEL.read_text("utf-8"))


@pytest.fixture
def strict(page: Page) -> Page:
    """A tab to which every page comes with the policy; a violation is an error in its console, which fails the test."""

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    page.route("**/*.html*", with_policy)
    return page


def test_every_kind_of_page_keeps_to_it(strict: Page, address: str) -> None:
    for url in KINDS:
        strict.goto(f"{address}/{url}", wait_until="load")
        expect(strict.locator("main")).to_be_visible()


def test_a_search_keeps_to_it(strict: Page, address: str) -> None:
    strict.goto(f"{address}/index.html?q=%E5%86%B7%E9%93%BE")
    expect(strict.locator(".search-results li").first).to_be_visible()


def test_it_is_a_policy_that_bites(tab: Page, address: str) -> None:
    """A page with a script of its own would not keep to it."""
    page = tab.context.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))

    def spoiled(route: Route) -> None:
        route.fulfill(
            content_type="text/html",
            body="<!doctype html><title>x</title><script>document.title = 'ran'</script>",
            headers={"content-security-policy": POLICY},
        )

    page.route("**/index.html", spoiled)
    page.goto(f"{address}/index.html")
    assert page.title() == "x"
    assert any("Content Security Policy" in line for line in said)
    page.close()
