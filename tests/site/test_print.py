"""On paper: a project is one sheet that names what a passer-by asks for, a county a report; the code on it can be read."""

import base64
import io
import re
import unicodedata
from pathlib import Path

import numpy as np
import pypdf
import pytest
import zxingcpp
from playwright.sync_api import Page

GREY = """async data => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
    return [image.width, image.height, Array.from({length: pixels.length / 4}, (_, i) => pixels[4 * i])];
}"""
"""A screenshot's red channel, row by row."""


def paper(page: Page, url: str) -> pypdf.PdfReader:
    page.goto(url)
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻰", "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐龙"
)
"""Radicals that a PDF names in place of the characters they look like; NFKC knows the others."""


def bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


def test_a_project_prints_on_one_sheet_that_says_what_matters(page: Page, folder: Path, address: str) -> None:
    """The dozen with most to say, which would run over first, and every eighth of the others."""
    projects = sorted(folder.glob("projects/2*.html"), key=lambda path: (-path.stat().st_size, path.name))
    assert len(projects) > 80
    wrong = []
    for path in (*projects[:12], *projects[12::8]):
        pages = paper(page, f"{address}/projects/{path.name}").pages
        text = bare(pages[0].extract_text())
        facts = [bare(fact) for fact in page.locator(".facts li strong").all_text_contents()]
        assert len(facts) == 4
        missing = [
            fact
            for fact in (*facts, path.stem, "项目公示牌", "监督举报", "示例数据", "余见网页")
            if fact not in text
        ]
        if len(pages) != 1 or missing:
            wrong.append((path.stem, len(pages), missing))
    assert wrong == []


def test_the_code_on_the_sheet_leads_to_the_page(page: Page, folder: Path, address: str) -> None:
    path = next(iter(sorted(folder.glob("projects/2*.html"))))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/projects/{path.name}")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shot = base64.b64encode(page.locator(".qr img").screenshot()).decode()
        width, height, grey = page.evaluate(GREY, shot)
        found = zxingcpp.read_barcodes(np.array(grey, dtype=np.uint8).reshape(height, width))
        assert [code.text for code in found] == [canonical]


SHEET = (695, 1036)
"""The inside of an A4 sheet with this page's margins, CSS pixels."""


@pytest.mark.parametrize("name", ["210396-2020-12", "210698-2020-10", "211498-2020-06", "210396-2020-11"])
def test_the_code_on_the_board_is_read_from_some_steps_away(page: Page, address: str, name: str) -> None:
    """50 mm without its quiet zone of four modules; nothing lies over it or beside it too close to be read."""
    page.set_viewport_size({"width": SHEET[0], "height": SHEET[1]})
    page.emulate_media(media="print")
    page.goto(f"{address}/projects/{name}.html")
    left, top, right, bottom, dots = page.evaluate(
        """() => {
            const code = document.querySelector('.qr img'), box = code.getBoundingClientRect();
            return [box.left, box.top, box.right, box.bottom, code.naturalWidth];
        }"""
    )
    assert (right - left) * (dots - 8) / dots >= 50 / 25.4 * 96
    assert right <= SHEET[0] + 1
    over = page.evaluate(
        """([left, top, right, bottom]) => [...document.querySelectorAll('main > *, .page-head > :not(.qr)')]
            .map(one => [one.getBoundingClientRect(), one])
            .filter(([box, one]) => !one.matches('.page-head') && box.right > left && box.left < right
                && box.bottom > top && box.top < bottom)
            .map(([, one]) => one.outerHTML.slice(0, 80))""",
        [left, top, right, bottom],
    )
    assert over == []


@pytest.mark.parametrize("code", ["210396", "210698"])
def test_a_county_prints_as_a_report(page: Page, address: str, code: str) -> None:
    report = paper(page, f"{address}/counties/{code}.html")
    text = bare("".join(sheet.extract_text() for sheet in report.pages))
    assert 3 <= len(report.pages) <= 15
    for heading in page.locator("main h2").all_text_contents():
        if heading != "文件与下载":
            assert bare(heading) in text, heading
    assert bare(page.locator("main table tbody tr").first.inner_text()) in text
    assert "检索全栏目" not in text
