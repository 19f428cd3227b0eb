"""The finishing pass: what CommonMark has no word for."""

from generator.render.html import plain_markdown, to_html

TABLE = (
    "## 资金用途\n\n| 类别 | 金额 | 用途 | 凭证 |\n| --- | ---: | --- | --- |\n| 培训 | 1.00 | 教材 | A&B |\n"
)


def test_a_table_has_caption_scope_labels_and_number_columns() -> None:
    content = to_html(TABLE).text
    assert "<table><caption>资金用途</caption>" in content
    assert '<th scope="col">类别</th>' in content
    assert '<th scope="col" class="num">金额</th>' in content
    assert '<td data-label="金额" class="num">1.00</td>' in content
    assert '<td data-label="凭证">A&amp;B</td>' in content
    assert "align=" not in content


def test_a_table_of_few_columns_is_narrow() -> None:
    assert '<table class="narrow">' in to_html("| a | b |\n| --- | --- |\n| 1 | 2 |\n").text


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
