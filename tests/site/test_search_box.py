"""What a reader does with the search box and the lists, in a real browser, on the column at a sub-path."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.support.axe import violations
from tests.support.project import PROJECTS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    errors: list[str] = []
    watch = tab.context.new_page()
    watch.on("pageerror", lambda error: errors.append(str(error)))
    watch.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    yield watch
    watch.close()
    assert errors == []


def status(page: Page) -> str:
    return page.locator("#search-status").inner_text()


def found(page: Page) -> list[str]:
    page.locator(".search-results li").first.wait_for()
    return page.locator(".search-results li > a").all_inner_texts()


def test_nothing_is_loaded_before_somebody_searches(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/projects/210698-2020-01.html", wait_until="networkidle")
    page.locator("#search-box").focus()
    assert [url for url in asked if url.startswith("/search/") or "search-" in url] == []
    page.locator("#search-box").fill("禾丰")
    assert "禾丰县" in found(page)[0]
    assert "/search/index.json" in asked


def test_few_bytes_lead_to_the_first_hit(page: Page, address: str) -> None:
    """Everything, uncompressed, the page itself included."""
    responses: list[Response] = []

    def keep(response: Response) -> None:
        responses.append(response)

    page.on("response", keep)
    page.goto(f"{address}/index.html")
    page.locator("#search-box").fill("冷链")
    found(page)
    read = sum(len(response.body()) for response in responses)
    assert 30_000 < read <= 300_000


def test_a_reader_searches_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/counties/210698.html")
    page.keyboard.press("/")
    page.keyboard.type("210698-2020-0")
    assert len(found(page)) == 9
    expect(page.locator("#search-status")).to_have_text(re.compile("^找到 9 条"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/210698-2020-01.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("冷链")
    found(page)
    page.keyboard.press("Escape")
    expect(page.locator(".search-panel")).to_be_hidden()
    assert page.locator("#search-box").input_value() == ""
    assert "?" not in page.url


def test_a_result_says_what_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.locator("#search-box").fill("２１０６９８－２０２０－０２")
    page.get_by_role("button", name="检索").click()
    assert len(found(page)) == 1
    line = page.locator(".search-results li").inner_text()
    for piece in ("项目", "禾丰县", "280.00 万元", "已验收", "物流配送", "禾丰滨江物流有限公司"):
        assert piece in line
    assert (
        page.locator(".search-results a").get_attribute("href") == f"{address}/projects/210698-2020-02.html"
    )


def test_a_search_can_be_narrowed_and_shared(page: Page, address: str) -> None:
    page.goto(f"{address}/funds.html")
    page.locator("#search-box").fill("物流")
    before = len(found(page))
    page.get_by_label("示范县", exact=True).select_option(label="禾丰县")
    page.get_by_label("状态", exact=True).select_option("已验收")
    expect(page.locator(".search-results li")).to_have_count(3)
    titles = found(page)
    assert before > len(titles)
    for line in page.locator(".search-results li").all_inner_texts():
        assert "禾丰县" in line
        assert "已验收" in line
    page.goto(page.url)
    expect(page.locator(".search-results li")).to_have_count(3)
    assert found(page) == titles
    assert page.locator("#search-box").input_value() == "物流"


def test_running_text_follows_and_shows_where(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.locator("#search-box").fill("不得空跑")
    assert found(page) == ["草莓产地预冷与冷链直发"]
    assert "冷藏车不得空跑" in page.locator(".excerpt").inner_text()
    assert page.locator(".excerpt mark").inner_text() == "不得空跑"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_and_lists_are_accessible(page: Page, address: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{address}/projects/index.html?q=%E5%86%B7%E9%93%BE")
    found(page)
    expect(page.locator(".excerpt").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_found_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.locator("#search-box").fill("甲乙丙丁戊")
    expect(page.locator("#search-status")).to_have_text("未找到。可以少打几个字，或者换一种写法。")


def test_what_is_typed_and_what_is_found_is_text(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.locator("#search-status")).to_have_text(re.compile("未找到"))
    assert page.locator(".search img").count() == 0


def test_a_lost_connection_is_said_and_the_next_try_works(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.route("**/search/index.json", lambda route: route.fulfill(status=200, body="{"), times=1)
    page.locator("#search-box").fill("禾")
    expect(page.locator("#search-status")).to_have_text("检索加载失败，请检查网络后重试。")
    page.locator("#search-box").fill("禾丰")
    assert "禾丰县" in found(page)[0]


def test_from_a_disk_the_lists_take_its_place(page: Page, folder: Path) -> None:
    page.goto((folder / "projects/210698-2020-01.html").as_uri())
    expect(page.locator(".search form")).to_be_hidden()
    expect(page.locator(".search-off")).to_contain_text("由本地文件打开")
    page.locator(".search-off").get_by_role("link", name="承办单位").click()
    assert page.url == (folder / "contractors/index.html").as_uri()


def test_without_scripts_the_lists_stand_whole(tab: Page, address: str) -> None:
    context = tab.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(f"{address}/projects/index.html")
    expect(plain.locator(".search form")).to_be_hidden()
    expect(plain.locator(".search-off")).to_be_visible()
    assert plain.locator("main tbody tr:visible").count() == PROJECTS
    assert plain.locator(".list-tools").count() == 0
    context.close()
