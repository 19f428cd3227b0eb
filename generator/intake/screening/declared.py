"""不含个人信息: the province's answers to false alarms over mail addresses and card numbers.

An entry names the file, the column and the value, and holds for that value alone: a changed one is screened again. The
entry may repeat the value, since the province vouches that it is no person's and its file is published anyway. ID
numbers and mobile numbers cannot be answered for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.intake.screening.private import Private, written_in
from generator.model.declared import NotPrivate, NotPrivateList
from generator.model.files import whole
from generator.model.place import Place

DECLARED = "not-private.yaml"
"""The file of the entries, directly below content_data/."""
WORKBOOK = "台账"
"""The name of a county's workbook, without suffix."""
_VALUE = NotPrivate.label_of("value")
MAY_BE_ANSWERED = frozenset({"P003", "P004"})


class Answer(NamedTuple):
    """One entry."""

    file: str
    column: str
    written: frozenset[str]
    """What looks private in the value, in plain form."""
    place: Place
    """Where the entry stands."""

    def is_on(self, file: str) -> bool:
        """Whether it is on a file; one on a county's workbook is on the text files that this stands for.

        The files of one ledger are one: a row may move between them.
        """
        if whole(file) == whole(self.file):
            return True
        folder, _, name = self.file.rpartition("/")
        return name.startswith(f"{WORKBOOK}.") and file.startswith(f"{folder}/")


def answers_of(listed: NotPrivateList) -> tuple[Answer, ...]:
    """The entries of the file."""
    return tuple(
        Answer(entry.file, entry.column, written_in(entry.value), listed.place("entries", index, "file"))
        for index, entry in enumerate(listed.entries)
    )


@dataclass(frozen=True)
class Answers:
    """The entries on the files that are read, and which of them were used."""

    entries: tuple[Answer, ...] = ()
    used: set[Answer] = field(default_factory=set)

    def cover(self, file: str, column: str, found: Private) -> bool:
        """Whether an entry says that a piece of data is not private; ``column``: its value, or part of the file."""
        if found.code not in MAY_BE_ANSWERED:
            return False
        if (file, column) == (DECLARED, _VALUE):
            return True
        covering = [
            entry
            for entry in self.entries
            if entry.column == column and entry.is_on(file) and found.written in entry.written
        ]
        self.used.update(covering)
        return bool(covering)

    def unused(self) -> Iterable[Answer]:
        """Entries whose value was not found where they say."""
        return (entry for entry in self.entries if entry not in self.used)
