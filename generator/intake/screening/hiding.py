"""Values that were taken back: the one place where （依法隐去） replaces them, before any other code sees them.

Every reader of a version, of today or of the past, passes its values through here before they are screened, validated,
compared, drawn or stored. The values themselves are looked up in git and kept in memory alone.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.intake.screening.private import find_private
from generator.intake.screening.report import Document, Value, texts
from generator.model.fields import BODY, general
from generator.model.files import whole
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes, renamed
from generator.model.identifiers import PROJECT_ID
from generator.model.place import KeyPath, Origin, path_label
from generator.model.project import Project
from generator.model.row_key import name_of, row_name, table_named
from generator.model.types import HIDDEN

_PROJECT = Project.label_of("id")
_OWNED = re.compile(r"[0-9]{6}[-/]")
"""How the names of a county's records begin."""


class Hidden(NamedTuple):
    """What one entry of redactions.yaml takes back."""

    record: str
    """``210198-2020-01``, ``210198/payments``."""
    field: str
    """Label without positions in lists."""
    written: frozenset[str] | None
    """The values, reduced by ``letters``; None if they cannot be looked up: then any value of the field is hidden."""
    row: str = ""
    """For a ledger's value that cannot be looked up: the name of the row."""


class Mark(str):
    """（依法隐去） in a past version; marks of different values are unequal, so that a change between them still shows."""

    __slots__ = ("of", "written")
    of: str
    written: str
    """The value itself, in memory alone: what told it before must be found."""

    def __new__(cls, value: str) -> "Mark":
        made = super().__new__(cls, HIDDEN)
        made.of = letters(value)
        made.written = value
        return made

    def __eq__(self, other: object) -> bool:
        return self.of == other.of if isinstance(other, Mark) else str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


def letters(value: str) -> str:
    """A value reduced to its letters and digits, regardless of width and case; the value itself if it has none."""
    plain = unicodedata.normalize("NFKC", value).casefold()
    return "".join(mark for mark in plain if mark.isalnum()) or value


@dataclass(frozen=True)
class Hiding:
    """What is taken back in a folder, or in one file of it; falsy if nothing is."""

    entries: tuple[Hidden, ...] = ()
    record: str = ""
    """Name of the record in the file; empty for a project file, which gives its own id."""
    is_past: bool = False
    """Whether different values get unequal marks (``Mark``)."""
    former: FormerCodes = NO_FORMER_CODES
    """The former codes, under which entries may name a county's records."""

    def __bool__(self) -> bool:
        return bool(self.entries)

    def of(self, file: str) -> "Hiding":
        """The entries on one file, given its path below content_data/."""
        if not self.entries:
            return self
        record = whole(file).removeprefix("counties/").rpartition(".")[0]
        if "/projects/" in f"/{record}":
            code, record = record[:6], ""
            own = tuple(
                hidden
                for hidden in self.entries
                if PROJECT_ID.fullmatch(hidden.record) and self.former.may_be(hidden.record[:6], code)
            )
        else:
            own = tuple(self._about(record))
        return replace(self, entries=own, record=record) if own else NOTHING

    def document(self, document: Document) -> tuple[Document, set[str]]:
        """The document with its values hidden, and the private data in these, which is not to be reported."""
        if not self.entries:
            return document, set()
        record = self.record or document.value.get(_PROJECT)
        entries = self._about(record)
        found = [
            path for path, text in texts(document.value) if self._takes(entries, path, text, document.value)
        ]
        if not found:
            return document, set()
        private: set[str] = set()
        for path in found:
            private |= _private(_at(document.value, path), path_label(path))
        return replace(document, value=self._without(document.value, (), frozenset(found))), private

    def cells(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The same for the cells of a row."""
        return self.document(Document(values, Origin("")))[0].value if self.entries else values

    def body(self, text: str) -> tuple[str, set[str]]:
        """The same for the text of a Markdown file."""
        entries = self._about(self.record)
        body = text.strip()
        if body and self._takes(entries, (BODY,), body, {}):
            return self._mark(body), _private(body, BODY)
        return text, set()

    def _about(self, record: str | None) -> list[Hidden]:
        """The entries on a record, including those that name it by another code of its county."""
        if not isinstance(record, str):
            return []
        return [
            hidden if hidden.record == record else _under(hidden, record[:6])
            for hidden in self.entries
            if hidden.record == record
            or (
                hidden.record[6:] == record[6:]
                and _OWNED.match(record)
                and _OWNED.match(hidden.record)
                and self.former.may_be(hidden.record[:6], record[:6])
            )
        ]

    def _takes(self, entries: list[Hidden], path: KeyPath, text: str, values: Mapping[str, Value]) -> bool:
        label = general(path_label(path))
        return any(
            hidden.field == label
            and (letters(text) in hidden.written if hidden.written is not None else _is_row(hidden, values))
            for hidden in entries
        )

    def _without(self, value: Value, path: KeyPath, found: frozenset[KeyPath]) -> Value:
        """A copy of a value in which the texts at these paths are hidden."""
        if path in found:
            return self._mark(value)
        if isinstance(value, Mapping):
            return {key: self._without(inner, (*path, key), found) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._without(inner, (*path, place), found) for place, inner in enumerate(value)]
        return value

    def _mark(self, value: str) -> str:
        return Mark(value) if self.is_past else HIDDEN


NOTHING = Hiding()


def hiding_in(hidden: tuple[Hidden, ...], code: str, former: FormerCodes = NO_FORMER_CODES) -> Hiding:
    """The entries on one county's records."""
    own = tuple(one for one in hidden if _OWNED.match(one.record) and former.may_be(one.record[:6], code))
    return Hiding(own, former=former) if own else NOTHING


def _under(hidden: Hidden, code: str) -> Hidden:
    """An entry with another code for its county."""
    old = hidden.record[:6]
    return hidden._replace(record=f"{code}{hidden.record[6:]}", row=renamed(hidden.row, old, code))


def _is_row(hidden: Hidden, values: Mapping[str, Value]) -> bool:
    """Whether a row has the name that an entry gives; a key column that is taken back is （依法隐去） in it."""
    if not hidden.row:
        return True
    table = table_named(hidden.record)
    return row_name({**values, hidden.field: HIDDEN} if HIDDEN in hidden.row else values, table) == name_of(
        hidden.row
    )


def _at(value: Value, path: KeyPath) -> str:
    for step in path:
        value = value[step]
    return str(value)


def _private(text: str, names: str) -> set[str]:
    return {found.written for found in find_private(text, names)}
