"""The table for a pull request's comment, as GitHub's own renderer reads it."""

import cmarkgfm
import html5lib
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.rules.reports import format_markdown
from generator.rules.reports.markdown import MAX_CHARACTERS
from tests.rules.reports.samples import ALL, LATE, UNREADABLE

GOLDEN = """**1 个错误，1 项发现，1 条提示。**

| 文件 | 行 | 规则 | 问题 | 怎么改 |
| --- | ---: | --- | --- | --- |
| counties/210198/a,b:c 附件.csv | 2 | 错误 E004 | 金额“a\\|b ::error::x”带有 100% 或文字 | 改成数字 |
| counties/210198/projects/01.yaml | 12 | 发现 G102 | 完成时限 2022-03-31，已超过 91 天，进度 65%，仍未基本完成 | 抓紧完成 |
| counties/210198/.DS\\_Store |  | 提示 E008 | 临时文件。 | 删去 |"""


def test_the_table_has_errors_first() -> None:
    assert format_markdown(ALL) == GOLDEN


def test_nothing_found() -> None:
    assert format_markdown(()) == "**未发现问题。**"


def _rendered(findings: list[Finding]) -> html5lib.treebuilders.base.Node:
    html = cmarkgfm.github_flavored_markdown_to_html(
        format_markdown(findings), options=Options.CMARK_OPT_UNSAFE
    )
    return html5lib.parse(html, namespaceHTMLElements=False)


def test_no_markup_link_or_mention_comes_through() -> None:
    hostile = "<script>x</script> [a](javascript:x) https://e.cn www.e.cn a@b.cn @all #12 **粗** `码` ![i](x) ~~删~~ &lt;"
    document = _rendered([UNREADABLE._replace(message=hostile)])
    assert not document.findall(".//td//*")
    message = document.findall(".//td")[3].text
    assert message.replace("\u2060", "") == hostile
    for live in ("://", "www.", "@a", "@b", "#1"):
        assert live not in message


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_text_is_one_cell_without_markup(message: str) -> None:
    document = _rendered([Finding("E004", Severity.ERROR, message, Place("a.csv", 1), "改")])
    assert len(document.findall(".//td")) == 5
    assert not document.findall(".//td//*")


def test_a_long_table_stops_in_time_and_says_so() -> None:
    many = [LATE._replace(place=Place("a.csv", line)) for line in range(1, 2001)]
    text = format_markdown([UNREADABLE, *many])
    rows = [line for line in text.split("\n") if line.startswith("| a.csv")]
    assert MAX_CHARACTERS - 200 < len(text) < MAX_CHARACTERS + 100
    assert text.endswith(f"另有 {2000 - len(rows)} 条未列出，运行 gongkai check 可以看到全部。")
    assert "错误 E004" in text
