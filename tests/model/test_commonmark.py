"""Markdown becomes the same HTML on every machine, whichever of the three parsers has a wheel there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.intake.screening import markdown as screening
from generator.intake.screening.report import Report
from generator.model import commonmark
from generator.model.commonmark import by_cmark, by_comrak, by_python
from tests.support.project import ROOT, build, project, tree

_PIECES = (
    *("# ", "## ", "- ", "1. ", "2) ", "> ", "    ", "\t", "`", "```", "```python x\n", "~~~", "---\n", "***\n", "===\n"),
    *("*", "**", "_", "__", "~~", "[", "]", "(", ")", "![", "](", "|", "| a | b |\n", "| --- | ---: |\n", "|---|:--:|\n"),
    *("<", "</", ">", "<b>", "</b>", "<div>", "<!-- x -->", "<script>", "<?php", "<![CDATA[", "<https://a.cn/中文>", "<a@b.cn>"),
    *("&amp;", "&#35;", "&nbsp;", "&#0;", "&bad;", "&copy;", "\\", "\\*", "\\|", '"', "'", "[x]: /u \"t\"\n", "[x]", "[中]: <a b>\n"),
    *("javascript:x", "data:image/png;base64,x", "data:text", "file:///x", "VBScript:", "tel:123", "mailto:a@b", "http://a/%20%zz"),
    *("\n", "\n\n", "  \n", "\\\n", "\r\n", "\r", "\0", " ", "\u00a0", "\u3000", "中文", "文字，", "“引号”", "a", "1", "￥", "$", "é", "😀", "●", "×", "⸀"),
)  # fmt: skip
_RUNS = re.compile(r"\*{3}|_{3}")
"""Of marks of emphasis: crossed with others they are paired in two ways (ADR 0012), which no clerk's text does."""
_MARKS = st.characters(exclude_characters="\x85\u2028\u2029", exclude_categories=("Cs", "Cn", "Co"))
"""Without the three line ends that no document may hold."""
_TEXTS = (st.lists(st.sampled_from(_PIECES), max_size=16).map("".join) | st.text(_MARKS, max_size=60)).filter(
    lambda text: not _RUNS.search(text)
)
_DOCUMENTS = sorted(
    path for folder in ("content_data", "docs", ".") for path in (ROOT / folder).glob("**/*.md" if folder != "." else "*.md")
)  # fmt: skip


def alike(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All parsers write the same of a text, whoever wrote it."""
    written = []
    for parser in (by_comrak(), by_cmark(), by_python()):
        with monkeypatch.context() as patch:
            patch.setattr(commonmark, "_parser", lambda parser=parser: parser)
            written.append((commonmark.html_of(text), commonmark.safe_html_of(text)))
    assert written[1:] == written[:1] * 2


@settings(max_examples=600, derandomize=True)
@given(_TEXTS)
@example("```\n<div>")
@example("<div>\r\n> a\r\n")
@example("| a |\n|---|\n| \0 |")
@example("****`**** __a **b** c__")
@example("[x](http://a/%zz) a\\\n\tb")
@example("***重点***，*一**二*三**")
@example("￥**“重点”**×")
@example("[●](●) <https://a.cn/￥> `￥`")
@example("\u3000\u3000段首\u3000空两格\n")
def test_any_text_becomes_the_same_html(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        alike(text, patch)


@pytest.mark.parametrize("path", _DOCUMENTS, ids=lambda path: path.name)
def test_documents_become_the_same_html(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alike(path.read_text("utf-8"), monkeypatch)


@settings(max_examples=200, derandomize=True)
@given(_TEXTS)
@example("a\n<b>x</b>\n\n[y](javascript:z)\n")
def test_what_is_refused_of_a_text_is_the_same(text: str) -> None:
    found = []
    for parser in (by_comrak(), by_cmark(), by_python()):
        report = Report("cases/x.md")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(commonmark, "_parser", lambda parser=parser: parser)
            screening.report_document(text, 1, report)
        found.append(sorted((one.code, one.message) for one in report.findings))
    assert found[1:] == found[:1] * 2


def test_a_site_is_the_same_by_any_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = []
    for name, parser in (("comrak", by_comrak()), ("cmark", by_cmark()), ("python", by_python())):
        monkeypatch.setattr(commonmark, "_parser", lambda parser=parser: parser)
        folder = project(tmp_path / name, ("210697",))
        assert build(folder) == 0
        sites.append(tree(folder / "site"))
    assert sites[1:] == sites[:1] * 2
    assert len(sites[0]) > 50


@pytest.mark.parametrize(
    ("lacking", "reads"),
    [("comrak", "cmarkgfm"), ("comrak cmarkgfm", "markdown-it-py"), ("cmarkgfm markdown_it", "comrak")],
)
def test_a_machine_without_one_has_another(lacking: str, reads: str) -> None:
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({lacking.split()}))\n"
        "from generator.model import commonmark as ours; print(ours.parser_package(), ours.html_of('# 标题'), end='')"
    )
    command = [sys.executable, "-X", "utf8", "-c", program]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    assert said.stdout == f"{reads} <h1>标题</h1>\n"


@pytest.mark.parametrize(
    "text",
    [
        "[中]: <a b>\n    接着写的一行\n",
        "[中]: <a b>\n---\n",
        "[a]: /1\n[b]: /2\n\n[a] [b]\n",
        "标题\n|---|\n| 一 |\n",
        "一段\n| a | b |\n|---|:-:|\n| 1 | 2 |\n",
        "|---|\n| a | b |\n|---|---|\n",
        "- 一\n  ```\n  二\n  ```\n",
        "- 一\n  > 二\n",
        "> \n",
        "一行\t\n\t二行  \n三行\\\n",
        "\\  \n一",
        "```&#0;a\\*b c\n```\n",
        "__a **b** *c __d__*__",
        "\ufeff# 一\n\n\f",
        '![a *b*\n`c`](x "y") [a\'b](c\'d&e "f")',
        "`一\n\t二` <http://a/%20%zz>",
        "|a|b|\n" * 500,
        "[" * 200 + "a" + "]" * 200,
        "[a]: /u\n" * 300,
    ],
)
def test_where_python_would_differ_it_does_not(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alike(text, monkeypatch)
