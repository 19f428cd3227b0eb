"""What is found in one attachment: private data with its place (P005), other faults, remarks."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from generator.intake.screening.private import BETWEEN_TEXTS, Private, find_private
from generator.model.place import Place

Where = str | Place
"""Words for where something stands (里、隐藏的文字里), or the cell of a workbook."""

_TOGETHER = 64
"""Independent texts that are searched together."""
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1e\x7f-\x9f\ufffd]+")
_WIDE = re.compile(
    rb"(?:[\x20-\x7e]\x00){6}|(?:\x00[\x20-\x7e]){6}|(?:[\x10-\x19]\xff){6}|(?:\xff[\x10-\x19]){6}"
)
"""UTF-16 that may hold a number or an address: six ASCII characters or full-width digits."""


class Refused(Exception):  # noqa: N818 - a decision, not a fault of the program
    """The attachment cannot be published: code, message and cure in the words of county staff."""

    def __init__(self, code: str, message: str, cure: str) -> None:
        super().__init__(code)
        self.fault = Fault(code, message, cure)


class Fault(NamedTuple):
    """An error, or a remark for the submitter."""

    code: str
    message: str
    cure: str
    is_error: bool = True


class Screen:
    """Collects what is found in the pieces of one attachment."""

    def __init__(self) -> None:
        self.private: dict[tuple[str, str], tuple[Where, Private]] = {}
        """(code, the data in plain form) → (where it first stands, what it is)."""
        self.faults: list[Fault] = []

    def text(self, where: Where, text: str) -> None:
        """Search a text, visible or not, for private data."""
        for found in find_private(text):
            self.private.setdefault((found.code, found.written), (where, found))

    def texts(self, where: Where, texts: Iterable[str]) -> None:
        """Search several texts that are independent of one another, a few at a time: most need no full search."""
        rest = iter(texts)
        while some := list(islice(rest, _TOGETHER)):
            self.text(where, BETWEEN_TEXTS.join(some))

    def raw(self, where: str, data: bytes) -> None:
        """Search bytes of an unknown format: read as UTF-8, and as UTF-16 if they look like it."""
        texts = [data.decode("utf-8", "replace")]
        if _WIDE.search(data):
            for start in (0, 1):
                texts += [data[start:].decode(code, "replace") for code in ("utf-16-le", "utf-16-be")]
        self.texts(where, (_UNSEEN.sub(BETWEEN_TEXTS, text) for text in texts))

    def error(self, code: str, message: str, cure: str) -> None:
        """Add an error, unless it is there already."""
        self._add(Fault(code, message, cure))

    def remark(self, message: str, cure: str) -> None:
        """Add a remark (P005), unless it is there already."""
        self._add(Fault("P005", message, cure, is_error=False))

    def _add(self, fault: Fault) -> None:
        if fault not in self.faults:
            self.faults.append(fault)
