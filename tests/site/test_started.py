"""A control is there when its script has started; where it has not, words say so and the lists lead on."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.test_read_aloud import MANDARIN, VOICES
from tests.support.project import PROJECTS

OFF = "检索未运行"
FAILED = re.compile("^检索加载失败，请检查网络后重试。$")


@pytest.fixture
def torn(tab: Page) -> Iterator[Page]:
    """A tab whose scripts may fail."""
    page = tab.context.new_page()
    yield page
    page.close()


def broken(route: Route) -> None:
    """What an engine of another time makes of a script: an error before its first line."""
    route.fulfill(content_type="text/javascript", body="a ?? ?? b")


@pytest.mark.parametrize("query", ["", "?q=%E5%86%B7%E9%93%BE", "?search-county=210698"])
@pytest.mark.parametrize("url", ["index.html", "projects/index.html", "funds.html"])
def test_where_the_search_does_not_start_no_box_stands_and_the_lists_are_named(
    torn: Page, address: str, url: str, query: str
) -> None:
    torn.route("**/assets/search.js", broken)
    torn.goto(f"{address}/{url}{query}")
    expect(torn.locator(".search-off")).to_contain_text(OFF)
    expect(torn.locator(".search-off").get_by_role("link", name="承办单位")).to_be_visible()
    expect(torn.locator(".search form")).to_be_hidden()


@pytest.mark.parametrize("name", ["search-core.js", "search-view.js"])
@pytest.mark.parametrize(
    "fails", [broken, lambda route: route.abort(), lambda route: route.fulfill(status=404)]
)
def test_where_its_parts_do_not_start_a_shared_search_says_so(
    torn: Page, address: str, name: str, fails: object
) -> None:
    torn.route(f"**/assets/{name}", fails)  # type: ignore[arg-type]
    torn.goto(f"{address}/projects/index.html?q=%E5%86%B7%E9%93%BE")
    expect(torn.locator("#search-status")).to_have_text(FAILED)


def test_the_switches_stay_away_where_their_script_does_not_start(torn: Page, address: str) -> None:
    torn.route("**/assets/column.js", broken)
    torn.goto(f"{address}/index.html")
    for button in torn.locator(".switches button").all():
        expect(button).to_be_hidden()
    expect(torn.get_by_role("banner").get_by_role("link", name="订阅")).to_be_visible()


def test_filters_and_the_letter_stay_away_where_their_scripts_do_not_start(torn: Page, address: str) -> None:
    torn.route("**/assets/l*.js", broken)
    torn.goto(f"{address}/projects/index.html")
    assert torn.locator("main tbody tr:visible").count() == PROJECTS
    assert torn.locator(".list-tools").count() == 0
    torn.goto(f"{address}/tip-off.html")
    expect(torn.locator(".letter form")).to_be_hidden()


def test_the_page_keeps_its_place_while_scripts_come(torn: Page, address: str) -> None:
    """The box is there, unseen, from the first paint on: nothing moves when it appears."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    torn.route("**/assets/search.js", hold)
    torn.goto(f"{address}/funds.html", wait_until="commit")
    torn.locator("h1").wait_for()
    torn.wait_for_function("document.readyState === 'interactive'")
    expect(torn.locator(".search-off")).to_be_hidden()
    expect(torn.locator(".search form")).to_be_hidden()
    before = torn.locator("h1").bounding_box()
    held[0].continue_()
    expect(torn.locator(".search form")).to_be_visible()
    assert torn.locator("h1").bounding_box() == before


@pytest.mark.parametrize("text", ["冷链", "冷 链 ", '"冷链" ', "<b>&amp;", "「冷链」“直发”"])
def test_an_address_of_any_length_fills_the_box_and_no_more(page: Page, address: str, text: str) -> None:
    page.route("**/index.html?*", lambda route: route.continue_(url=route.request.url.partition("?")[0]))
    page.goto(f"{address}/index.html")
    page.evaluate(
        "text => history.replaceState(null, '', '?q=' + encodeURIComponent(text.repeat(12000)))", text
    )
    page.evaluate("document.querySelector('#search-box').value = ''")
    page.add_script_tag(url=f"{address}/assets/search.js")
    assert page.locator("#search-box").input_value() == (text * 12000)[:80]
    expect(page.locator("#search-status")).not_to_have_text("", timeout=10_000)


def test_scripts_that_come_later_are_let_in_where_a_page_demands_trusted_types(
    page: Page, address: str
) -> None:
    policy = "require-trusted-types-for 'script'; trusted-types gongkai"

    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route("**/*.html*", strict)
    page.add_init_script(VOICES)
    page.goto(f"{address}/projects/210698-2020-01.html?q=%E5%86%B7%E9%93%BE")
    expect(page.locator(".search-results li").first).to_be_visible()
    page.evaluate(f"voices({MANDARIN})")
    page.get_by_role("button", name="朗读").click()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
