"""Every internal link leads somewhere, or is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.links import LinkBook, Targets, broken_links, taken_apart

TARGETS = Targets(
    frozenset({"index.html", "projects/a.html", "counties/b.html", "feed.xml", "附件/表 1.pdf"}),
    {"projects/a.html": frozenset({"进度", "section"})},
)


@pytest.mark.parametrize(
    "href",
    [
        "../counties/b.html",
        "a.html#进度",
        "a.html#%E8%BF%9B%E5%BA%A6",
        "#section",
        "../feed.xml",
        "../index.html?project=1&amp;name=2",
        "https://example.gov.cn/",
        "tel:12345",
        "mailto:a@example.gov.cn",
        "../%E9%99%84%E4%BB%B6/%E8%A1%A8%201.pdf",
    ],
)
def test_a_good_link_is_not_named(href: str) -> None:
    assert list(broken_links("projects/a.html", f'<a href="{href}">x</a>'.encode(), TARGETS)) == []


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("b.html", "找不到页面或文件"),
        ("../counties/c.html", "找不到页面或文件"),
        ("a.html#没有", "页面里找不到“没有”这一节"),
        ("/index.html", "不是栏目内的相对地址"),
        ("../../index.html", "不是栏目内的相对地址"),
    ],
)
def test_a_broken_link_is_named_with_its_page_and_reason(href: str, reason: str) -> None:
    (broken,) = broken_links("projects/a.html", f'<p><a href="{href}">x</a></p>'.encode(), TARGETS)
    assert broken.page == "projects/a.html"
    assert reason in str(broken)


def test_pictures_are_links_too() -> None:
    assert [str(found) for found in broken_links("index.html", b'<img src="x.png" alt="">', TARGETS)]


@given(
    st.sampled_from(["projects", "counties", "data/charts", ""]),
    st.text(alphabet="./a1-_#=?&%:é ", max_size=14).map(lambda rest: f"../{rest}"),
)
def test_the_commonest_links_are_read_as_any_link_is(folder: str, written: str) -> None:
    url = f"{folder}/a.html" if folder else "a.html"
    book = LinkBook()
    book.add(url, f'<a href="{written}">x</a>'.encode())
    target = taken_apart(folder, written)
    expected = [] if target is None else [(url if target[0] == "." else target[0], target[1])]
    assert list(book.links) == expected


def test_a_link_within_a_page_is_looked_at_on_each_page() -> None:
    book = LinkBook()
    book.add("projects/a.html", b'<a href="#x">x</a>', ["x"])
    book.add("projects/b.html", b'<a href="#x">x</a>')
    assert set(book.links) == {("projects/a.html", "x"), ("projects/b.html", "x")}
