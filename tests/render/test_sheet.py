"""Record pages are written twice, as Markdown and as HTML: comrak, given the one, must write the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.commonmark import html_of
from generator.model.disclosure import CountyDisclosure
from generator.render.blocks import Entries, Table, blocks
from generator.render.html import plain_markdown, to_html
from generator.render.links import LinkBook
from generator.render.page import Page
from generator.render.portal_artifacts import merge, province_artifacts
from generator.render.sheet import Sheet
from generator.render.words import (
    Shape,
    ending,
    fixed,
    layout,
    link,
    link_with_values,
    paragraphs,
    together,
    words,
)
from generator.views.tip_off import spelt
from tests.render.test_escape import HOSTILE
from tests.support.portal import PORTAL, artifacts, faulty, province, spoiled, spotless

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("甲乙 \t\n\\`*_[]<>&|~$!#-+=.()\"'1：、"), st.characters(codec="utf-8")
    ),
    max_size=40,
)
SHAPE = Shape("额度（万元） **{}** 另有 {}")
ENTRIES = Entries("额度（万元） **{}**{}")
BLOCKS = blocks("""
<div class="facts">

## 一览 100%

- 额度 **{}**{}
- 说明：{}

**{}** 报告{}

</div>
""")
TABLE = Table("| 名称 | 金额 |\n| --- | ---: |")
TOTAL = TABLE.row("| **合计** | {} |")


def _records(county: CountyDisclosure) -> list[Page]:
    made = artifacts(county)
    whole = merge([made], province_artifacts((made,), province(county), PORTAL))
    return [page for page in whole.pages if isinstance(page.body, Sheet)]


@pytest.mark.parametrize("page", [*_records(faulty()), *_records(spotless())], ids=lambda page: page.stem)
def test_comrak_makes_the_same_of_a_page(page: Page) -> None:
    assert to_html(page.body.markdown) == page.body.html
    assert plain_markdown(page.body.markdown) == page.body.published.decode()


@pytest.mark.parametrize("page", [*_records(faulty()), *_records(spotless())], ids=lambda page: page.stem)
def test_a_page_tells_every_link_that_stands_on_it(page: Page) -> None:
    found, told = LinkBook(), LinkBook()
    html = page.body.html
    found.add(page.url, html.content)
    assert html.links is not None
    told.note(page.url, html.links, [])
    assert told.links.keys() == found.links.keys()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_written_the_same_way_twice(text: str) -> None:
    for page in _records(spoiled(text)):
        assert to_html(page.body.markdown) == page.body.html, page.stem


@given(TEXTS, TEXTS)
def test_any_text_in_any_place_is_what_comrak_makes_of_it(one: str, other: str) -> None:
    sheet = Sheet()
    sheet.add(BLOCKS, words("甲"), ending(one), words(f"乙{other}"), words("丙"), ending(other))
    sheet.alike(ENTRIES, [(words("甲"), ending(one)), (words("乙"), ending(other))])
    sheet.heading(2, fixed("资金"))
    sheet.paragraph(together(words(one), words("，"), words(other)))
    sheet.items([together(fixed("甲："), words(one)), SHAPE(words("甲"), words(other))])
    sheet.table(TABLE, 1, [words(one), words(other)], TOTAL, words(other))
    sheet.written(paragraphs(f"{one}\n{other}"))
    sheet.paragraph(link(other or "甲", "projects/210198-2020-01.html"))
    assert to_html(sheet.markdown) == sheet.html


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=0x9FFF), min_size=1, max_size=30))
def test_any_address_is_what_comrak_makes_of_it(path: str) -> None:
    for url in (path, f"tip-off.html#name={path}", f"https://example.gov.cn/{path}", f"tel:{path}"):
        markdown, html = link("甲", url)
        assert html_of(markdown.decode()) == f"<p>{html.decode()}</p>\n"


@given(TEXTS)
def test_any_value_in_an_address_is_what_comrak_makes_of_it(value: str) -> None:
    markdown, html = link_with_values("举报", f"tip-off.html#name={spelt(value)}&county=甲县")
    assert html_of(markdown.decode()) == f"<p>{html.decode()}</p>\n"


def test_a_heading_that_comes_again_has_an_anchor_of_its_own() -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.heading(2, fixed("进度"))
    sheet.add(blocks("## 进度 100%\n\n{}"), words("50%"))
    assert [heading.id for heading in sheet.html.headings] == ["进度", "进度-2", "进度-3", "进度-100"]
    assert to_html(sheet.markdown) == sheet.html


def test_percent_signs_of_ours_stand_as_they_are() -> None:
    assert Shape("占 90% 的 {}")(words("50%")) == ("占 90% 的 50%".encode(), "占 90% 的 50%".encode())
    sheet = Sheet()
    sheet.heading(2, fixed("占比 %"))
    sheet.table(Table("| 占比 % |\n| --- |"), 1, [words("%s")])
    assert to_html(sheet.markdown) == sheet.html


def test_layout_lines_are_left_out_of_the_published_text() -> None:
    sheet = Sheet()
    sheet.written(layout('<section class="card">'))
    sheet.heading(2, fixed("题"))
    sheet.items([])
    sheet.paragraph(fixed(""))
    sheet.written(layout("</section>"))
    assert sheet.published.decode() == "## 题\n"
    assert to_html(sheet.markdown) == sheet.html


def test_half_a_character_never_ends_a_build() -> None:
    assert words("a\ud800b") == (b"a?b", b"a?b")
