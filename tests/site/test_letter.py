"""A reader writes a letter about a project, in a real browser: the data is filled in, nothing leaves the page."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from generator.views.tip_off import LetterProject

NUMBER = "210698-2020-01"
HOSTILE = LetterProject(
    NUMBER,
    '<img src=x onerror=alert(1)>"&amp;',
    "<script>alert(2)</script>",
    "甲\u202e\n乙" * 80,
    "<b>1</b>",
    "javascript:alert(3)",
)


def letter(page: Page) -> str:
    return page.locator(".paper").inner_text()


@pytest.fixture
def filled(page: Page, address: str) -> Iterator[Page]:
    """The letter tool, reached from a project's page."""
    page.goto(f"{address}/projects/{NUMBER}.html")
    page.get_by_role("link", name="举报这个项目的问题").click()
    page.wait_for_url("**/tip-off.html#**")
    yield page


def test_who_comes_from_a_project_finds_its_data_in_the_letter(filled: Page) -> None:
    expect(filled.locator(".tip-off-project")).to_contain_text(f"您要反映的项目：{NUMBER} 草莓产地预冷")
    for line in (
        f"项目编号：{NUMBER}",
        "项目名称：草莓产地预冷与冷链直发",
        "示范县：禾丰县",
        "承办单位：东塬冷链科技有限公司（虚构）",
        "扶持资金额度：205.00 万元",
        "完成时限：2021-11-30",
        f"公开网页：https://example.gov.cn/zhsf/projects/{NUMBER}.html",
        "截至 2022-06-30",
    ):
        assert line in letter(filled)


def test_what_was_seen_goes_into_the_letter(filled: Page) -> None:
    filled.get_by_label("情况").fill("冷库门一直关着。\n里面没有设备。")
    filled.get_by_label("时间").fill("2022年6月1日上午")
    filled.get_by_label("地点").fill("丰台镇卫生院对面")
    filled.get_by_label("照片").check()
    filled.get_by_label("合同、协议").check()
    text = letter(filled)
    assert "冷库门一直关着。\n里面没有设备。" in text
    assert "时间：2022年6月1日上午\n地点：丰台镇卫生院对面\n可以查证的材料：照片；合同、协议" in text
    assert "联系方式" not in text
    filled.get_by_label("希望得到答复").check()
    assert "我希望得到答复。" in letter(filled)
    assert "联系方式：＿＿" in letter(filled)


def test_a_project_can_be_picked_by_its_number(page: Page, address: str) -> None:
    page.goto(f"{address}/tip-off.html")
    expect(page.locator(".tip-off-project")).to_be_hidden()
    number = page.get_by_label("项目编号")
    number.fill("２１０６９８－２０２０－０２")
    assert number.input_value() == "210698-2020-02"
    assert page.get_by_label("示范县").last.input_value() == "禾丰县"
    assert "扶持资金额度：280.00 万元" in letter(page)
    number.fill("210698-2020-99")
    number.blur()
    expect(page.locator("#letter-project-wrong")).to_contain_text("无此编号的项目")
    assert "扶持资金额度" not in letter(page)
    number.fill("210697-2021-100")
    assert page.get_by_label("示范县").last.input_value() == "白石县"
    assert "公开网页：https://example.gov.cn/zhsf/projects/210697-2021-100.html" in letter(page)
    number.fill("2106")
    number.blur()
    expect(page.locator("#letter-project-wrong")).to_contain_text("六位县代码")
    assert "公开网页" not in letter(page)


def test_what_the_address_says_is_text(page: Page, address: str) -> None:
    page.goto(f"{address}/{HOSTILE.tip_off_url}")
    expect(page.locator(".tip-off-project")).to_contain_text('<img src=x onerror=alert(1)>"&amp;')
    text = letter(page)
    assert "示范县：<script>alert(2)</sc\n" in text
    assert "扶持资金额度" not in text
    assert "完成时限" not in text
    assert re.search(r"^承办单位：(甲 乙)+甲?", text, re.MULTILINE)
    assert page.locator(".paper *, .tip-off-project img, form img, form script").count() == 0


@pytest.mark.parametrize(
    ("deadline", "is_told"),
    [
        ("2023年6月底前", True),
        ("2021年第三季度", True),
        ("2021-12", True),
        ("自合同签订之日起三个月内", True),
        ("合同签订后90日", True),
        ("未公开", True),
        ("2021年请把钱打到某账户", False),
        ("加微信后90日联系我", False),
        ("明天", False),
    ],
)
def test_a_deadline_is_told_as_the_record_has_it(
    page: Page, address: str, deadline: str, is_told: bool
) -> None:
    page.goto(f"{address}/tip-off.html#project={NUMBER}&name=x&deadline={quote(deadline)}")
    expect(page.locator(".tip-off-project")).to_contain_text(NUMBER)
    assert (f"完成时限：{deadline}\n" in letter(page)) is is_told


@pytest.mark.parametrize("number", ["210698-2020-99", "210698-2020-100", "210698-2020-1024"])
def test_a_number_of_two_to_four_digits_is_taken(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}/tip-off.html#project={number}&name=x")
    expect(page.locator(".tip-off-project")).to_contain_text(number)
    assert f"公开网页：https://example.gov.cn/zhsf/projects/{number}.html" in letter(page)
    page.reload()
    page.get_by_label("项目编号").fill(number)
    assert page.get_by_label("项目编号").input_value() == number


@pytest.mark.parametrize("number", ["假", "210698-2020-1", "210698-2020-01x", "210698-2020-00001", ""])
def test_a_made_up_number_is_not_shown(page: Page, address: str, number: str) -> None:
    page.goto(f"{address}/tip-off.html#project={quote(number)}&name=x")
    expect(page.locator(".letter form")).to_be_visible()
    expect(page.locator(".tip-off-project")).to_be_hidden()
    assert page.get_by_label("项目编号").input_value() == ""


def test_nothing_is_asked_for_sent_or_stored(filled: Page) -> None:
    asked: list[str] = []
    filled.wait_for_load_state("networkidle")
    filled.on("request", lambda request: asked.append(request.url))
    filled.get_by_label("情况").fill("门关着。")
    filled.get_by_label("地点").fill("丰台镇")
    filled.get_by_label("地点").press("Enter")
    filled.get_by_role("button", name="复制文字").click()
    filled.wait_for_timeout(300)
    assert asked == []
    kept = filled.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.search])"
    )
    assert kept == '[{},{},"",""]'
    assert filled.locator("form [name]:not(.search *)").count() == 0
    filled.reload()
    assert filled.get_by_label("情况").input_value() == ""


def test_the_project_is_never_told_to_the_server(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/projects/{NUMBER}.html")
    page.locator(".footer .report a").first.click()
    page.wait_for_url("**/tip-off.html#**")
    assert f"{address}/tip-off.html" in {url.partition("#")[0] for url in asked}
    assert [url for url in asked if "tip-off" in url and "?" in url] == []


def test_the_letter_is_copied(filled: Page, address: str) -> None:
    filled.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address[: -len("/a/b")])
    filled.get_by_label("情况").fill("门关着。")
    filled.get_by_role("button", name="复制文字").click()
    expect(filled.locator(".letter-status")).to_have_text("信已复制，可以粘贴到别处。")
    assert "看到的情况：\n门关着。" in filled.evaluate("navigator.clipboard.readText()")


def test_the_letter_is_copied_where_there_is_no_clipboard(page: Page, address: str) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "addEventListener('copy', () => { window.copied = getSelection().toString(); });"
    )
    page.goto(f"{address}/tip-off.html")
    page.get_by_label("情况").fill("门关着。")
    page.get_by_role("button", name="复制文字").click()
    expect(page.locator(".letter-status")).to_have_text("信已复制，可以粘贴到别处。")
    assert "门关着。" in page.evaluate("window.copied")
    page.add_init_script("document.execCommand = () => false")
    page.reload()
    page.get_by_role("button", name="复制文字").click()
    expect(page.locator(".letter-status")).to_contain_text("已选中")
    assert "请调查核实" in page.evaluate("getSelection().toString()")


def test_only_the_letter_is_printed(filled: Page) -> None:
    filled.evaluate("window.print = () => { window.printed = document.body.dataset.print; }")
    filled.get_by_role("button", name="打印这封信").click()
    assert filled.evaluate("window.printed") == "letter"
    filled.emulate_media(media="print")
    shown = filled.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.children.length"
        " && e.textContent.trim()).map(e => e.className)"
    )
    assert shown == ["paper"]
    sheet = PdfReader(BytesIO(filled.pdf(format="A4")))
    assert len(sheet.pages) == 1
    assert NUMBER in sheet.pages[0].extract_text()
    filled.emulate_media(media="screen")
    filled.evaluate("dispatchEvent(new Event('afterprint'))")
    assert filled.evaluate("document.body.dataset.print") is None


def test_it_works_from_a_disk(page: Page, folder: Path) -> None:
    values = {"project": NUMBER, "name": "冷链", "amount": "未公开"}
    page.goto(f"{(folder / 'tip-off.html').as_uri()}#{urlencode(values)}")
    page.get_by_label("情况").fill("门关着。")
    assert "项目名称：冷链" in letter(page)
    assert "扶持资金额度：未公开\n" in letter(page)
    assert f"公开网页：https://example.gov.cn/zhsf/projects/{NUMBER}.html" in letter(page)


def test_without_scripts_a_letter_to_copy_by_hand_stands_there(tab: Page, address: str) -> None:
    assert tab.context.browser is not None
    context = tab.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/tip-off.html")
    expect(page.locator(".letter form")).to_be_hidden()
    expect(page.locator(".paper")).to_contain_text("请调查核实。")
    expect(page.locator(".paper")).to_contain_text("项目编号：＿＿")
    context.close()


def test_the_page_says_what_it_does_with_words(page: Page, address: str) -> None:
    page.goto(f"{address}/tip-off.html")
    expect(page.locator("main")).to_contain_text("不问您是谁，不发送、不保存您写的字，也不向任何地方读取数据")
