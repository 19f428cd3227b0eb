"""County text means nothing but itself, wherever a template puts it."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.render.escape import Markdown, is_plain, markdown_link, markdown_paragraphs, markdown_text
from generator.render.html import plain_markdown, to_html

HOSTILE = [
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "`code` **bold** _em_ ~~gone~~",
    "| cell | cell |",
    "# heading",
    "1. one",
    "- item",
    "> quote",
    "a\n\n<div>",
    "&lt;b&gt; &amp; &#60;",
    "\\*",
    "[x]: http://example.com",
    "![x](http://example.com/x.png)",
    "http://example.com",
    "--- ===",
    "    indented",
    "$x$",
    "{{ 7*7 }} {% raw %}",
    "\u202egnp.exe",
    "<!-- -->",
]
TEXT = st.one_of(
    st.text(max_size=60),
    st.sampled_from(HOSTILE),
    st.text(alphabet="\\`*_[]<>&|~#-+=.!()1 \n文", max_size=30),
)


class _Reader(HTMLParser):
    """Collects tags and text as a browser would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(content: str) -> _Reader:
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return reader


def visible(text: str) -> str:
    """What a reader should see of a county's text: printable characters, blanks folded."""
    unseen = r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    return " ".join(re.sub(unseen, "", text).split())


@given(TEXT)
@example("1) one")
@example("+ plus")
@example("==")
def test_text_in_a_paragraph_shows_as_typed(text: str) -> None:
    page = read(to_html(f"{markdown_text(text)}\n").text)
    assert " ".join(page.text.split()) == visible(text)
    assert set(page.tags) <= {"p"}


@given(TEXT)
def test_text_in_a_table_cell_stays_in_its_cell(text: str) -> None:
    page = read(to_html(f"| a | b |\n| --- | ---: |\n| x{markdown_text(text)} | y |\n").text)
    assert page.tags == ["div", "table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
    cells = [line for line in (part.strip() for part in page.text.split("\n")) if line]
    assert cells == ["a", "b", f"x{visible(text)}", "y"]


@given(TEXT)
def test_text_in_a_list_item_makes_no_block(text: str) -> None:
    page = read(to_html(f"- **标签** {markdown_text(text)}\n").text)
    assert set(page.tags) <= {"ul", "li", "strong"}
    assert " ".join(page.text.split()) == " ".join(f"标签 {visible(text)}".split())


@given(
    TEXT,
    st.sampled_from(
        ["../projects/210198-2020-01.html", "https://example.gov.cn/a?b=c&d=(e)", "x y'\"<>.html"]
    ),
)
def test_a_link_is_one_link(text: str, url: str) -> None:
    page = read(to_html(f"前 {markdown_link(text, url)} 后\n").text)
    assert page.tags == ["p", "a"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "file:///etc"]
)
def test_a_link_of_a_forbidden_scheme_is_text(url: str) -> None:
    assert markdown_link("点我", url) == "点我"


@given(TEXT)
def test_paragraphs_make_no_layout_line(text: str) -> None:
    markdown = markdown_paragraphs(text)
    assert not any(line.startswith("<") for line in markdown.split("\n"))
    page = read(to_html(markdown).text)
    assert set(page.tags) <= {"p"}
    assert plain_markdown(markdown).strip() == markdown.strip()


def test_markdown_is_marked_so_that_it_is_not_escaped_twice() -> None:
    assert isinstance(markdown_text("a*b"), Markdown)
    assert html.unescape(to_html(markdown_text("a*b")).text) == "<p>a*b</p>\n"


@given(TEXT)
def test_plain_text_is_written_as_it_stands(text: str) -> None:
    if is_plain(text):
        assert markdown_text(text) == text
        assert html.escape(text, quote=False) == text


ENDS = ["甲", " ", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"]


@given(st.lists(st.sampled_from(ENDS)).map("".join))
def test_only_line_ends_begin_a_paragraph(text: str) -> None:
    lines = re.split("[\r\n\x85\u2028\u2029]", text)
    assert markdown_paragraphs(text) == "\n\n".join(filter(None, map(markdown_text, lines)))
