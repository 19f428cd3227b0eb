"""Slots: a writer is asked once for every shape of document, with sentinels for the values; values fill what it wrote.

This is the one place that knows about sentinels. A sentinel carries an ampersand and a quotation mark, so that the
written text itself shows how each value is to be escaped where it stands.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape as escape_html

_SENTINEL = 'slot{}&"end'
_FORMS = ('&"', "&amp;&#34;", "&amp;&quot;", '&amp;"')
_SLOT = re.compile(rf"slot(\d+)({'|'.join(map(re.escape, _FORMS))})end")

PLACE = "\ue000"
"""Stands for words that are written already as the place wants them: a letter to every writer, and in no text of ours."""

_MARK = re.compile("[&<>\"']")
"""What few texts have."""

Escape = Callable[[str], str]


def sentinel(number: int) -> str:
    """What stands for the value of that number."""
    return _SENTINEL.format(number)


def _as_it_is(text: str) -> str:
    return text


def _html(text: str) -> str:
    return str(escape_html(text)) if _MARK.search(text) else text


def _xml_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _xml_attribute(text: str) -> str:
    return _xml_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


_ESCAPES: Mapping[str, Escape] = dict(zip(_FORMS, (_as_it_is, _html, _xml_attribute, _xml_text), strict=True))


@dataclass(frozen=True, slots=True)
class Cut:
    """Written text with its slots, and what they are filled with."""

    template: str
    """A format of ``%``."""
    escaped: tuple[tuple[int, Escape], ...]
    """Number of a value and how it is escaped, each pair once."""
    order: tuple[int, ...]
    """Which of these stands in which slot."""

    def fill(self, values: Sequence[str]) -> str:
        """The text with these values."""
        words = [escape(values[number]) for number, escape in self.escaped]
        return self.template % tuple([words[place] for place in self.order])


def cut(written: str, marks: Mapping[str, int] | None = None) -> Cut:
    """Find the sentinels in a text.

    Args:
        marks: further text → number of the value that takes its place as it is, for what a sentinel cannot stand for.
    """
    named = marks or {}
    pattern = re.compile("|".join((_SLOT.pattern, *map(re.escape, named))))
    texts: list[str] = []
    slots: list[tuple[int, Escape]] = []
    end = 0
    for found in pattern.finditer(written):
        texts.append(written[end : found.start()])
        slots.append((int(found[1]), _ESCAPES[found[2]]) if found[1] else (named[found[0]], _as_it_is))
        end = found.end()
    texts.append(written[end:])
    distinct = tuple(dict.fromkeys(slots))
    template = "%s".join(text.replace("%", "%%") for text in texts)
    return Cut(template, distinct, tuple(map(distinct.index, slots)))


def format_of(written: str) -> str:
    """A format of ``%`` with a slot wherever a place stands."""
    return written.replace("%", "%%").replace(PLACE, "%s")
