"""The finishing pass: what CommonMark has no word for."""

import re
from pathlib import Path

import pytest

from generator.render.html import plain_markdown, to_html

ROOT = Path(__file__).parents[2]
WRITERS = [
    *(ROOT / "overrides").rglob("*.html"),
    *(ROOT / "overrides").rglob("*.js"),
    *(ROOT / "generator/render/templates").glob("*.j2"),
]

TABLE = (
    "## 资金用途\n\n| 类别 | 金额 | 用途 | 凭证 |\n| --- | ---: | --- | --- |\n| 培训 | 1.00 | 教材 | A&B |\n"
)


def test_a_table_has_caption_scope_labels_and_number_columns() -> None:
    content = to_html(TABLE).text
    box = '<div class="table" role="group" aria-label="资金用途" tabindex="0">'
    assert f"{box}<table><caption>资金用途</caption>" in content
    assert content.endswith("</table></div>\n")
    assert '<th scope="col">类别</th>' in content
    assert '<th scope="col" class="num">金额</th>' in content
    assert '<td data-label="金额" class="num">1.00</td>' in content
    assert '<td data-label="凭证">A&amp;B</td>' in content
    assert "align=" not in content


def test_every_table_scrolls_in_a_box_and_a_wide_one_takes_the_focus() -> None:
    """A browser that cannot scroll what has no focus leaves the keyboard without the last columns."""
    few = to_html("| a | b |\n| --- | --- |\n| 1 | 2 |\n\n后\n").text
    assert few.startswith('<div class="table"><table>\n<thead>')
    assert few.endswith("</tbody>\n</table></div>\n<p>后</p>\n")
    empty = to_html("| a | b | c | d |\n| --- | --- | --- | --- |\n").text
    assert empty.startswith('<div class="table" tabindex="0"><table>\n<thead>')
    assert empty.endswith("</thead>\n</table></div>\n")


def test_a_heading_that_holds_a_quotation_mark_names_its_table() -> None:
    assert (
        'aria-label="“a” &quot;b&quot; &lt;c&gt;" tabindex="0"'
        in to_html('## “a” "b" &lt;c>\n\n' + TABLE[9:]).text
    )


def test_headings_have_stable_anchors_made_of_their_words() -> None:
    html = to_html("# 题\n\n## 建设内容 A\n\n### 建设内容 A\n\n## `x`\n")
    assert [(heading.level, heading.id) for heading in html.headings] == [
        (2, "建设内容-a"),
        (3, "建设内容-a-2"),
        (2, "x"),
    ]
    assert "<h1>题</h1>" in html.text


def test_layout_lines_wrap_markdown_and_leave_no_trace_in_the_published_text() -> None:
    markdown = '<section class="card">\n\n## 题\n\n**进度 65%**\n<progress class="bar" max="100" value="65">65%</progress>\n\n</section>\n'
    content = to_html(markdown).text
    assert content.startswith('<section class="card">\n<h2 id="题">题</h2>')
    assert "<p><strong>进度 65%</strong>" in content
    assert plain_markdown(markdown) == "## 题\n\n**进度 65%**\n"


def test_addresses_in_running_text_do_not_turn_into_links() -> None:
    assert "<a" not in to_html("见 http://example.com 与 www.example.com\n").text


def frame_ids() -> list[str]:
    """Every id that the frame, its scripts and its forms give, or the beginning of one."""
    given = re.compile(r"""(?:\bid="|\bid: "|\.id = ")([a-z][a-z-]*)""")
    written = [name for path in WRITERS for name in given.findall(path.read_text("utf-8"))]
    assert len(written) > 15
    return sorted(set(written))


@pytest.mark.parametrize("name", frame_ids())
def test_no_heading_takes_an_id_of_the_frame(name: str) -> None:
    """A case may well have a heading like «Content»; the link over the menu must lead to the page's main part."""
    for title in (name, name.upper(), name.replace("-", " ")):
        found = [heading.id for heading in to_html(f"## {title}\n\n## {title}\n").headings]
        assert name not in found
        assert len(set(found)) == 2


@pytest.mark.parametrize(
    "title", ["lists", "searching", "contents of a letter", "due-t", "money-d", "listen", "内容"]
)
def test_other_headings_keep_their_anchor(title: str) -> None:
    assert to_html(f"## {title}\n").headings[0].id == title.replace(" ", "-")
