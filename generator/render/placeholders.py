"""Templates cut from the output of slow writers (feedgen, icalendar, segno, the theme).

A writer writes each shape of document once, with a sentinel for every value. ``cut`` finds the sentinels, and values
are filled into their slots. A sentinel contains an ampersand and a quotation mark, so that the output shows how values
in that slot must be escaped.

Sentinels are searched only before any value is filled in, so a value that looks like one does no harm. If the output
also contains a portal's settings, as the theme's does, the sentinels carry a tag that no setting can contain.
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
"""Placeholder for words that are escaped already. Writers treat it as a letter; it occurs in no text of the program and
is searched only in such texts, before any word is filled in."""

_BETWEEN = "\x7f"
"""Joins values to escape them together: a control character that no escape changes and hardly any text contains."""

Escape = Callable[[str], str]


def sentinel(number: int, tag: str = "") -> str:
    """Returns the sentinel for the value with this number; see ``tag_for``."""
    return _SENTINEL.format(tag, number)


def tag_for(settings: str) -> str:
    """Returns a tag for sentinels, a digest of the settings, which the settings themselves cannot contain."""
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
    """Returns whether the text needs no escaping in HTML, XML and JSON."""
    return text.isprintable() and not [special for special in _SPECIAL if special in text]


Slot = tuple[int, Escape]
"""(number of the value, function that escapes it)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text with slots to fill."""

    texts: tuple[str, ...]
    """The texts before, between and after the slots."""
    slots: tuple[Slot, ...]
    template: str
    """The text as a ``%`` format."""
    escaped: tuple[Slot, ...]
    """The different slots; each is escaped once."""
    order: tuple[int, ...]
    """For each slot, its index in ``escaped``."""
    encoded: bytes
    """The template in UTF-8."""
    numbers: tuple[int, ...]
    """For each slot, the number of its value."""

    def fill(self, values: Sequence[str]) -> str:
        """Returns the text with all values filled in."""
        words = [escape(values[number]) for number, escape in self.escaped]
        return self.template % tuple([words[place] for place in self.order])

    def given(self, values: Mapping[int, str]) -> "Cut":
        """Fills in some values, by number; the other slots keep their numbers."""
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
    """A ``Cut`` that is filled in UTF-8."""

    pieces: tuple[bytes, ...]
    """Its texts, with an empty piece for each slot between them."""
    groups: tuple[tuple[Escape, tuple[int, ...]], ...]
    """(escape, indices of the values after the content to which it applies)."""
    order: tuple[int, ...]
    """For each slot, the index of its word among the content and the values in the order of ``groups``."""

    def fill(self, content: bytes, values: Sequence[str]) -> bytes:
        """Returns the text with ``content`` (value 0, not escaped) and the values from number 1."""
        words = [content]
        for escape, numbers in self.groups:
            words += _encoded(list(map(values.__getitem__, numbers)), escape)
        pieces = list(self.pieces)
        pieces[1::2] = map(words.__getitem__, self.order)
        return b"".join(pieces)


def encoded(text: Cut) -> EncodedCut:
    """Prepares a cut to be filled in UTF-8."""
    slots = [slot for slot in text.escaped if slot[0]]
    groups = {escape: tuple([number - 1 for number, own in slots if own is escape]) for _, escape in slots}
    words = [(number + 1, escape) for escape, numbers in groups.items() for number in numbers]
    return EncodedCut(
        pieces=tuple([piece for written in text.texts for piece in (b"", written.encode())][1:]),
        groups=tuple(groups.items()),
        order=tuple([1 + words.index(slot) if slot[0] else 0 for slot in text.slots]),
    )


def cut(written: str, marks: Mapping[str, int] | None = None, *, tag: str = "") -> Cut:
    """Finds the sentinels in a text.

    Args:
        tag: the tag of the sentinels.
        marks: text → number of the value that replaces it unescaped, where a sentinel is impossible, e.g. for dates.
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
    """Returns values escaped and in UTF-8, escaped together, which is possible as escapes work character by character."""
    written = escape(_BETWEEN.join(values)).encode("utf-8", "replace").split(_BETWEEN.encode())
    if len(written) == len(values):
        return written
    return [escape(value).encode("utf-8", "replace") for value in values]


def literal(text: str) -> str:
    """Returns the text as a ``%`` format without slots."""
    return text.replace("%", "%%")


def format_of(written: str) -> str:
    """Returns a ``%`` format with a slot for every ``PLACE``; only for the program's own texts."""
    return literal(written).replace(PLACE, "%s")
