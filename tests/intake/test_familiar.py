"""A file that is laid out as one before is taken apart as any other; what differs is seen."""

import string
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.intake.reading.source import Source
from generator.intake.reading.yaml_lines import plain_lines
from generator.intake.records import known_layouts as familiar
from generator.intake.records.known_layouts import lines_of
from generator.intake.screening.whole_file import clear_text
from tests.intake.test_plain_yaml import LINES, SCALARS

LAID_OUT = "名称: {}\n其他:  {}\n\n表:\n  - {}\n  -   内里: {}\n      再: 1\n  - 内里:\n空的:\n末: {}\n"
TEXTS = ("内容", "2020-226", "a:b", "http://甲.cn/", "x")
GOOD = LAID_OUT.format(*TEXTS)


@pytest.fixture(autouse=True)
def _one_is_met() -> None:
    lines_of(source(GOOD))


def source(text: str) -> Source:
    return Source(text, is_clear=clear_text(text.encode()) is not None)


def agree(text: str) -> None:
    """A text is taken apart as if it were the first, now and once it has been met."""
    plain = plain_lines(text)
    assert lines_of(source(text)) == plain
    assert lines_of(source(text)) == plain
    _one_is_met_again()


def _one_is_met_again() -> None:
    assert lines_of(source(GOOD)) == plain_lines(GOOD)


def test_files_of_one_layout_are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    other = LAID_OUT.format("甲", "乙，丙", "丁：戊", "1.50", "（己）")
    found = plain_lines(other)
    monkeypatch.setattr(familiar, "plain_lines", None)
    assert lines_of(source(other)) == found


def _changed(texts: tuple[str, ...], pieces: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The texts, with each of the pieces before, in and after each of them, and in place of it."""
    for place, text in enumerate(texts):
        for piece in pieces:
            for changed in (
                piece,
                piece + text,
                text + piece,
                text[:1] + piece + text[1:],
                piece + " " + text,
            ):
                yield (*texts[:place], changed, *texts[place + 1 :])


@pytest.mark.parametrize(
    "mark", [*string.punctuation, " ", "\t", "\n", "\u3000", "\u00a0", "\u2028", "：", "～", "é"]
)
def test_no_mark_in_a_text_is_passed_over(mark: str) -> None:
    for texts in _changed(TEXTS, (mark, mark + mark, mark + " ", " " + mark, f" {mark} ")):
        agree(LAID_OUT.format(*texts))


@pytest.mark.parametrize("scalar", SCALARS)
def test_no_scalar_is_passed_over(scalar: str) -> None:
    for texts in _changed(TEXTS, (scalar,)):
        agree(LAID_OUT.format(*texts))


@settings(max_examples=1000)
@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 8),
    st.text(st.sampled_from(" \n-:#'\"~甲a1?，"), max_size=4) | LINES,
)
def test_no_change_of_a_file_is_passed_over(start: int, cut: int, put: str) -> None:
    agree(GOOD[:start] + put + GOOD[start + cut :])


@settings(max_examples=500)
@given(st.lists(LINES, max_size=6).map("\n".join), st.data())
def test_no_layout_is_passed_over(text: str, data: st.DataObject) -> None:
    agree(text)
    lines = text.split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] += data.draw(st.sampled_from(SCALARS))
    agree("\n".join(lines))


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(familiar, "_REMEMBERED", 3)
    monkeypatch.setattr(familiar, "_layouts", {})
    for count in range(1, 9):
        agree("".join(f"名{number}: 甲\n" for number in range(count)))
        assert len(familiar._layouts) <= 3
