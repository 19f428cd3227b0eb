"""Slots: a writer is asked once for every shape of document, with sentinels for the values; values fill what it wrote.

This is the one place that knows about sentinels. A sentinel carries an ampersand and a quotation mark, so that the
written text itself shows how each value is to be escaped where it stands.

Sentinels and places are looked for in what is written of ours alone, before any value is in it: a value may hold what
looks like one, and stands as it is. Where somebody's settings are written along, as on the theme's pages, the sentinels
carry a tag that none of these settings holds.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape as escape_text

import orjson
from markupsafe import escape as escape_html

_SENTINEL = 'slot{}{}&"end'
_FORMS = ('&"', "&amp;&#34;", "&amp;&quot;", '&amp;"', '&\\"', '&amp;amp;"', '&amp;\\"')
_SPECIAL = ("&", "<", ">", '"', "'", "\\")
_SLOT = rf"(\d+)({'|'.join(map(re.escape, _FORMS))})end"

PLACE = "\ue000"
"""Stands for words that are written already as the place wants them: a letter to every writer, and in no text of ours.
Only what stands in this program is looked through for it, before any word is in it."""

_BETWEEN = "\x7f"
"""A control character: no escape changes it, and hardly a text holds it."""

Escape = Callable[[str], str]


def sentinel(number: int, tag: str = "") -> str:
    """What stands for the value of that number; see ``tag_for``."""
    return _SENTINEL.format(tag, number)


def tag_for(settings: str) -> str:
    """What sentinels carry that are written among these settings, none of which can hold a digest of them all."""
    return f"-{sha256(settings.encode('utf-8', 'surrogatepass')).hexdigest()}-"


def _as_it_is(text: str) -> str:
    return text


def _html(text: str) -> str:
    return str(escape_html(text))


def _xml_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _xml_attribute(text: str) -> str:
    return _xml_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _json(text: str) -> str:
    return orjson.dumps(text)[1:-1].decode()


def _html_in_xml(text: str) -> str:
    return _xml_text(escape_text(text, quote=False))


def _html_in_json(text: str) -> str:
    return _json(escape_text(text, quote=False))


_ESCAPES: Mapping[str, Escape] = dict(
    zip(
        _FORMS,
        (_as_it_is, _html, _xml_attribute, _xml_text, _json, _html_in_xml, _html_in_json),
        strict=True,
    )
)


def is_plain(text: str) -> bool:
    """Whether no escape changes the text: it stands the same in HTML, XML and JSON."""
    return text.isprintable() and not [special for special in _SPECIAL if special in text]


Slot = tuple[int, Escape]
"""Number of the value that stands in it, and how that is escaped."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Written text with its slots, and what they are filled with."""

    texts: tuple[str, ...]
    """What stands before, between and after the slots."""
    slots: tuple[Slot, ...]
    template: str
    """A format of ``%``."""
    escaped: tuple[Slot, ...]
    """The slots, each pair once."""
    order: tuple[int, ...]
    """Which of these stands in which slot."""
    encoded: bytes
    """The template in UTF-8."""
    numbers: tuple[int, ...]
    """Which value stands in which slot."""

    def fill(self, values: Sequence[str]) -> str:
        """The text with these values."""
        words = [escape(values[number]) for number, escape in self.escaped]
        return self.template % tuple([words[place] for place in self.order])

    def given(self, values: Mapping[int, str]) -> "Cut":
        """The text with some of its values, by their numbers; the other slots stay, with the numbers they have."""
        texts: list[str] = []
        slots: list[Slot] = []
        piece = [self.texts[0]]
        for (number, escape), text in zip(self.slots, self.texts[1:], strict=True):
            if number in values:
                piece += escape(values[number]), text
            else:
                slots.append((number, escape))
                texts.append("".join(piece))
                piece = [text]
        return _made([*texts, "".join(piece)], slots)


@dataclass(frozen=True, slots=True)
class EncodedCut:
    """A cut that is filled in UTF-8."""

    pieces: tuple[bytes, ...]
    """Its texts, and nothing where a slot is."""
    groups: tuple[tuple[Escape, tuple[int, ...]], ...]
    """Each escape, and which of the values after the content it escapes."""
    order: tuple[int, ...]
    """Which word stands in which slot: the content, then those of the groups."""

    def fill(self, content: bytes, values: Sequence[str]) -> bytes:
        """The text with a content, value number 0, which stands as it is, and the values that follow."""
        words = [content]
        for escape, numbers in self.groups:
            words += _encoded(list(map(values.__getitem__, numbers)), escape)
        pieces = list(self.pieces)
        pieces[1::2] = map(words.__getitem__, self.order)
        return b"".join(pieces)


def encoded(text: Cut) -> EncodedCut:
    """The same, to be filled in UTF-8."""
    slots = [slot for slot in text.escaped if slot[0]]
    groups = {escape: tuple([number - 1 for number, own in slots if own is escape]) for _, escape in slots}
    words = [(number + 1, escape) for escape, numbers in groups.items() for number in numbers]
    return EncodedCut(
        pieces=tuple([piece for written in text.texts for piece in (b"", written.encode())][1:]),
        groups=tuple(groups.items()),
        order=tuple([1 + words.index(slot) if slot[0] else 0 for slot in text.slots]),
    )


def cut(written: str, marks: Mapping[str, int] | None = None, *, tag: str = "") -> Cut:
    """Find the sentinels in a text.

    Args:
        tag: what these sentinels carry.
        marks: further text → number of the value that takes its place as it is, for what a sentinel cannot stand for.
    """
    named = marks or {}
    pattern = re.compile("|".join((f"slot{tag}{_SLOT}", *map(re.escape, named))))
    texts: list[str] = []
    slots: list[Slot] = []
    end = 0
    for found in pattern.finditer(written):
        texts.append(written[end : found.start()])
        slots.append((int(found[1]), _ESCAPES[found[2]]) if found[1] else (named[found[0]], _as_it_is))
        end = found.end()
    texts.append(written[end:])
    return _made(texts, slots)


def _made(texts: Sequence[str], slots: Sequence[Slot]) -> Cut:
    distinct = {slot: place for place, slot in enumerate(dict.fromkeys(slots))}
    template = "%s".join(map(literal, texts))
    return Cut(
        texts=tuple(texts),
        slots=tuple(slots),
        template=template,
        escaped=tuple(distinct),
        order=tuple([distinct[slot] for slot in slots]),
        encoded=template.encode(),
        numbers=tuple([number for number, _ in slots]),
    )


def _encoded(values: Sequence[str], escape: Escape) -> list[bytes]:
    """The values escaped and in UTF-8: all at once, since no escape looks beyond a character."""
    written = escape(_BETWEEN.join(values)).encode("utf-8", "replace").split(_BETWEEN.encode())
    if len(written) == len(values):
        return written
    return [escape(value).encode("utf-8", "replace") for value in values]


def literal(text: str) -> str:
    """A format of ``%`` without a slot, whatever the text."""
    return text.replace("%", "%%")


def format_of(written: str) -> str:
    """A format of ``%`` with a slot wherever a place stands; for what is ours alone."""
    return literal(written).replace(PLACE, "%s")
