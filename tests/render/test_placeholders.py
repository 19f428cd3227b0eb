"""Values stand in written text as the writer itself would have put them there."""

import orjson
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import escape

from generator.render.placeholders import cut, encoded, sentinel

HOSTILE = (
    "",
    "&",
    '"',
    "'",
    "<b>",
    "\\",
    "\x00",
    "\r\n\t",
    "%s",
    "&amp;",
    'slot1&"end',
    "\x7f",
    "字",
    "\N{GRINNING FACE}",
)
VALUES = st.lists(
    st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=4).map("".join), min_size=2, max_size=2
)


def _page(content: str, title: str, address: str) -> str:
    """A writer that escapes as the theme and JSON do."""
    said = orjson.dumps([title, address]).decode()
    return f"<b title='{escape(title)}'>{escape(address)}</b>{address}{said}{content}100%"


SHAPE = cut(_page(*map(sentinel, range(3))))


@given(VALUES)
@example(["\x7f", ""])
@example(["", ""])
def test_values_stand_as_the_writer_puts_them(values: list[str]) -> None:
    written = _page("<p>字</p>", *values)
    assert SHAPE.fill(["<p>字</p>", *values]) == written
    assert encoded(SHAPE).fill("<p>字</p>".encode(), values) == written.encode()


@given(VALUES)
def test_values_given_before_stand_there_too(values: list[str]) -> None:
    title, address = values
    filled = SHAPE.given({1: title})
    assert filled.fill(["", "", address]) == _page("", *values)
    assert encoded(filled).fill(b"", ["", address]) == _page("", *values).encode()


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    shape = encoded(cut(f"<b>{escape(sentinel(1))}</b>"))
    assert shape.fill(b"", ["字\ud800&"]) == "<b>字?&amp;</b>".encode()
