"""Golden files of every kind of record (overviews: tests/render/overviews), and what hostile text may not do to them."""

import json
import re
from typing import Any

import pytest

from generator.render.html import to_html
from generator.render.page import Page
from generator.render.portal_artifacts import merge, province_artifacts
from generator.render.prose import prose
from tests.render.test_escape import HOSTILE as HOSTILE_TEXTS
from tests.render.test_escape import read
from tests.support.portal import HOSTILE, PORTAL, artifacts, faulty, province, spoiled

PARTS = artifacts(faulty())
ALL = merge([PARTS], province_artifacts((PARTS,), province(faulty()), PORTAL))
PAGES = {page.stem: page for page in ALL.pages}


RECORDS = ("project", "county", "contractor", "case", "policy", "notice")


@pytest.mark.parametrize("stem", sorted(stem for stem, page in PAGES.items() if page.kind in RECORDS))
def test_the_markdown_of_every_record(stem: str, file_regression: Any) -> None:
    file_regression.check(PAGES[stem].body.markdown, extension=".md", basename=stem.replace("/", "--"))


def test_records_read_well_without_layout() -> None:
    text = PAGES["projects/210198-2020-01"].body.published.decode()
    assert text.startswith("# 仓储配送中心\n")
    assert not any(line.startswith("<") for line in text.split("\n"))
    assert "示范县答复（2021年6月20日）：设备到货推迟" in text
    assert "逾期 30 天" in text


def test_gaps_zero_and_not_applicable_differ() -> None:
    text = PAGES["projects/210198-2020-02"].body.markdown
    assert "承办单位 **未公开**" in text
    assert "扶持资金额度（万元） **未公开**" in text
    assert "拨付占额度](../figures.html#拨付占额度) 不适用" in text


_FACT = re.compile(r"(?:- [^*]+ )?\*\*.+\*\*(?:（.+）)?")
"""Label, figure, and the note in brackets: without them 8 and 6 市 read as 86 市."""


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.stem)
def test_a_figure_and_its_note_are_apart(page: Page) -> None:
    """In Markdown, in HTML and for a screen reader, which reads the words one after the other."""
    found = re.findall(r'<div class="(?:facts|bars)">\n(.*?)</div>', page.body.markdown, re.DOTALL)
    lines = [line for facts in found for line in facts.split("\n") if "**" in line]
    assert [line for line in lines if not _FACT.fullmatch(line)] == []
    assert lines or page.kind not in ("home", "project", "county", "contractor")


_OWN_PICTURE = re.compile(
    r'<img src="data:image/bmp;base64,[A-Za-z0-9+/=]+" width="\d+" height="\d+" alt="扫码看本页">'
)


_OWN_DATA = re.compile(r'\A<script type="application/ld\+json">(\{[^<]*\})</script>')


def _without_own(page: Page) -> str:
    """The HTML without what is ours: the QR code of a project's page, and what describes the data to search engines."""
    content, found = _OWN_PICTURE.subn("", page.body.html.text)
    assert found == (page.kind == "project")
    if page.stem != "data/index":
        return content
    described = _OWN_DATA.match(content)
    assert described
    assert json.loads(described[1])["@context"] == "https://schema.org"
    return content[described.end() :]


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.stem)
def test_layout_is_balanced_and_nothing_else_is_html(page: Page) -> None:
    content = _without_own(page)
    tags = read(content).tags
    for tag in ("section", "div", "header", "table", "ul"):
        assert content.count(f"<{tag}") == content.count(f"</{tag}>"), tag
    forms = set() if page.stem == "tip-off" else {"form"}
    assert not {"script", "style", "iframe", "img", *forms} & set(tags)


@pytest.mark.parametrize("text", [HOSTILE, *HOSTILE_TEXTS])
def test_hostile_county_text_shows_and_does_nothing(text: str) -> None:
    county = spoiled(text)
    made = artifacts(county)
    whole = merge([made], province_artifacts((made,), province(county), PORTAL))
    for page in whole.pages:
        content = _without_own(page)
        assert not {"script", "b", "img", "style", "iframe"} & set(read(content).tags), page.stem
        assert 'href="javascript' not in content.lower()
        assert content.count("<section") == content.count("</section>")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "![x](https://example.com/x.png)",
        "</div></section>",
        "<style>*{display:none}</style>",
        "```\n</div>\n\n<b>\n```",
        "> <iframe src=//x>",
        "| <svg/onload=x> |\n|---|\n| y |",
        "a\n\n\n<div>\n\n# b",
    ],
)
def test_prose_is_sanitised_and_stays_one_block(text: str) -> None:
    block = prose(text)
    assert "\n\n" not in block
    content = to_html(f'<div class="prose">\n{block}\n</div>\n\n后文\n').text
    page = read(content)
    allowed = {
        "div",
        "p",
        "h2",
        "h3",
        "h4",
        "a",
        "pre",
        "code",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "br",
        "hr",
    }
    assert set(page.tags) <= allowed
    assert page.tags.count("div") == 1 + page.tags.count("table")  # each table in its box
    assert "javascript" not in content
    assert page.text.strip().endswith("后文")


def test_prose_keeps_what_a_clerk_wrote() -> None:
    block = prose("# 做法\n\n先 **分级**。\n\n- 一\n- 二\n\n1\\.支持\n")
    assert "<h2>做法</h2>" in block
    assert "<strong>分级</strong>" in block
    assert block.count("<li>") == 2
    assert "1.支持" in block
