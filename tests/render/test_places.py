"""What stands for a value while a page is made is nothing that a value could be: any text stays in its place."""

from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import escape

from generator.render.blocks import Table, blocks, heading
from generator.render.html import Html, shortened
from generator.render.page import Page, Template
from generator.render.placeholders import PLACE, sentinel
from generator.render.words import Shape, words
from generator.site.shells import ShellPage, Shells

SIGNS = (
    *(PLACE, "%s", "%%", "%(a)s", "{}", "{{ a }}", "{% a %}", "<!-- a -->", "\x02", "\x03", "\x7f", "\x1f"),
    *(sentinel(0), sentinel(1), "slot1&amp;&#34;end", "slot0", "&", '"', "<b>", "</title>", "字", " "),
)
TEXT = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=5).map("".join)


@given(TEXT)
@example(f"{PLACE}%s{{}}")
def test_any_words_may_be_a_heading(text: str) -> None:
    own = words(text)
    found = heading(2, own)
    assert (found.markdown % ()).removeprefix(b"\n\n") == b"## " + own[0]
    opening, _, rest = (found.html % ()).partition(b">")
    assert opening.startswith(b'<h2 id="')
    assert rest == own[1] + b"</h2>\n"


@given(TEXT)
def test_any_words_may_stand_in_a_line_and_in_a_block(text: str) -> None:
    own, line = words(text), Shape("甲 **{}** 乙")
    assert line(own) == (
        b"\xe7\x94\xb2 **%s** \xe4\xb9\x99" % own[0],
        b"\xe7\x94\xb2 <strong>%s</strong> \xe4\xb9\x99" % own[1],
    )
    assert blocks("甲{}").html % own[1] == b"<p>\xe7\x94\xb2%s</p>\n" % own[1]


@given(TEXT)
def test_any_words_may_stand_above_a_table(text: str) -> None:
    caption = shortened(words(text)[1].decode())
    start, *_ = Table("| 甲 | 乙 |\n| --- | --- |").of(caption, 1, None)
    assert f"<caption>{caption}</caption>".encode() in start.html % ()


@given(settings=TEXT, title=TEXT, content=TEXT)
@example(settings=f'{sentinel(0)}{sentinel(1)}"', title=sentinel(0), content=PLACE)
def test_any_setting_may_stand_around_any_page(settings: str, title: str, content: str) -> None:
    def theme(page: ShellPage) -> str:
        return f"<p title='{escape(settings)}'>{settings}</p><h1>{escape(page.title)}</h1>{page.content}{settings}"

    title, content = (text.encode("utf-8", "replace").decode() for text in (title, content))
    page = Page(
        stem="notices/a", kind="notice", section="home", title=title, description="", body=Template("")
    )
    made = Shells(theme, settings=settings).html(page, Html(content.encode(), ()), "https://a.cn/")
    shown = made.decode()
    assert shown == (
        f"<p title='{escape(settings)}'>{settings}</p><h1>{escape(title)}</h1>{content}{settings}"
    )
    assert unescape(shown.partition("<h1>")[2]).startswith(unescape(str(escape(title))))
