"""Entries and feeds filled into shapes are byte for byte what feedgen writes of the same words."""

from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.render.feeds import shapes
from generator.render.feeds.catalogue import ATOM, RSS
from generator.render.feeds.shapes import EntryWords, HeadWords
from generator.render.feeds.text import clean

BEIJING = timezone(timedelta(hours=8))
KINDS = st.sampled_from([RSS, ATOM])
HOSTILE = (
    "",
    "&",
    '"',
    "'",
    "<b>",
    "]]>",
    "\r\n",
    "\t",
    " ",
    "&amp;",
    'slot1&"end',
    "字",
    "\N{GRINNING FACE}",
    "\u2028",
    "\x00",
    "\ud800",
)
RAW = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=6).map("".join)
TEXT = RAW.map(clean)
SAID = TEXT.map(lambda text: f"说{text}")
TIMES = st.integers(1577808000, 2051193600).map(lambda seconds: datetime.fromtimestamp(seconds, BEIJING))


def _entries(text: st.SearchStrategy[str], raw: st.SearchStrategy[str]) -> st.SearchStrategy[EntryWords]:
    """Entries that say ``text`` where something must be said, else ``raw``."""
    return st.builds(
        EntryWords,
        id=text,
        title=raw.map(lambda found: f"说{found}"),
        url=text,
        author=raw,
        paragraphs=st.lists(raw, max_size=4).map(lambda lines: ("说", *lines)) | st.just(()),
        html=st.just("") | raw.map(lambda found: f"<p>{found}</p>"),  # rendered text is in blocks
        published=TIMES,
        updated=TIMES,
        sha256=st.sampled_from(["", "0" * 64]),
        commit=st.sampled_from(["", "c" * 40]),
        categories=st.lists(st.tuples(text, raw), max_size=4).map(tuple),
    )


ENTRIES = _entries(SAID, RAW)
HEADS = st.builds(
    HeadWords,
    id=SAID,
    title=SAID,
    description=SAID,
    author=SAID,
    address=SAID,
    page=SAID,
    updated=TIMES,
    published=TIMES,
    is_archive=st.booleans(),
    current=TEXT,
    older=TEXT,
    newer=TEXT,
)


@given(ENTRIES)
def test_an_entry_is_what_feedgen_and_orjson_write(words: Any) -> None:
    cleaned = words._replace(
        title=clean(words.title),
        author=clean(words.author),
        paragraphs=tuple(map(clean, words.paragraphs)),
        html=clean(words.html),
        categories=tuple((clean(term), clean(label)) for term, label in words.categories),
    )
    *texts, _ = shapes.entry(words)
    assert texts == [text.encode() for text in shapes.written_entry(cleaned)]


PLAIN = st.text("字aé1：。 ", max_size=5)
PLAIN_ENTRIES = _entries(PLAIN.map(lambda text: f"说{text}"), PLAIN)


@given(st.lists(PLAIN_ENTRIES, max_size=4) | st.lists(PLAIN_ENTRIES | ENTRIES, max_size=4))
def test_entries_together_are_what_each_is_alone(said: list[Any]) -> None:
    assert list(shapes.entries(said)) == list(map(shapes.entry, said))


@given(PLAIN_ENTRIES | ENTRIES, PLAIN_ENTRIES | ENTRIES, st.data())
def test_a_mark_changes_with_the_text(one: Any, other: Any, data: Any) -> None:
    """Whatever value of an entry is changed."""
    name = data.draw(st.sampled_from(EntryWords._fields))
    (*texts, mark), (*changed, other_mark) = map(
        shapes.entry, (one, one._replace(**{name: getattr(other, name)}))
    )
    assert texts == changed or mark != other_mark
    assert len(mark) == 16


@given(KINDS, HEADS)
def test_a_feed_is_what_feedgen_writes(kind: str, words: Any) -> None:
    assert b"".join(shapes.head(kind, words)).decode() == shapes.written_head(kind, words)


def test_clean_text_is_what_xml_can_hold() -> None:
    """Char of XML 1.0, 2.2."""
    held = [0x9, 0xA, 0xD, *range(0x20, 0xD800), *range(0xE000, 0xFFFE), *range(0x10000, 0x110000)]
    assert clean("".join(map(chr, range(0x110000)))) == "".join(map(chr, held))
