"""One XML part of a docx, xlsx or pptx: every attribute and text, deleted ones too, runs joined to paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax import SAXException  # nosec B406 - a class alone: defusedxml parses
from xml.sax.handler import ContentHandler, LexicalHandler, property_lexical_handler  # nosec B406 - classes alone

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from generator.intake.attachments.packed import damaged
from generator.intake.attachments.tables import Table

_PARAGRAPHS = frozenset({"p", "si", "is", "text", "div"})
"""Elements whose runs are joined to one text."""
_RUNS = frozenset({"t", "delText"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_DELETED, _INSERTED = frozenset({"del", "moveFrom"}), frozenset({"ins", "moveTo"})
_TABLES, _ROWS, _CELLS = frozenset({"tbl", "sheetData"}), frozenset({"tr", "row"}), frozenset({"tc", "c"})
_FIELDS = frozenset({"instrText", "delInstrText"})
_APART = "|"
"""Separates the cells of a table: digits of two cells are not joined to one number as readily as those of two lines."""
_SHORTEST = 5
"""Characters of the shortest attribute value that is screened."""


@dataclass
class XmlText:
    """The texts of one part."""

    lines: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    """Values of attributes, names of attributes and elements."""
    spread: list[str] = field(default_factory=list)
    """Joined cells that may be one number."""
    fields: list[str] = field(default_factory=list)
    """Field instructions, joined where split."""
    formulas: list[str] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    is_revised: bool = False
    """Whether deleted text is kept."""
    items: list[str] = field(default_factory=list)
    """Shared strings, if the part is their list."""


@dataclass
class _Flow:
    """The runs of one paragraph: all of them, without deleted ones, and without inserted ones."""

    whole: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)

    def readings(self) -> list[str]:
        texts = ("".join(self.kept), "".join(self.whole), "".join(self.before))
        return [text for text in dict.fromkeys(texts) if text]


def read_xml(data: bytes, shared: Sequence[str] = ()) -> XmlText:
    """All texts of a part.

    Args:
        shared: the workbook's shared strings, which cells refer to by number.

    Raises:
        Refused: broken XML, or a document type: office files never have one, entity bombs need one.
    """
    reader = _Reader(shared)
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(reader)
    parser.setProperty(property_lexical_handler, reader)
    try:
        parser.parse(BytesIO(data))
    except (SAXException, DefusedXmlException, ValueError, LookupError):
        raise damaged() from None
    return reader.found


class _Reader(ContentHandler, LexicalHandler):
    def __init__(self, shared: Sequence[str]) -> None:
        super().__init__()
        self.found = XmlText()
        self._shared = shared
        self._open: list[str] = [""]
        self._names: set[str] = set()
        self._text: list[str] = []
        self._flows: list[_Flow] = []
        self._tables: list[Table] = []
        self._cells: list[list[str]] = []
        self._cell_at = self._cell_kind = ""
        self._deleted = self._inserted = 0
        self._field: list[str] = []

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the library's name
        self._flush()
        local = name.rpartition(":")[2]
        self._open.append(local)
        self._look_at(name, local, attrs)
        if local in _PARAGRAPHS:
            self._flows.append(_Flow())
        elif local in _BREAKS:
            self._add(_BREAKS[local])
        elif local in _DELETED:
            self._deleted += 1
            self.found.is_revised = True
        elif local in _INSERTED:
            self._inserted += 1
        elif local in _TABLES:
            self._tables.append(Table())
        elif local in _CELLS and self._tables:
            self._cells.append([])
            self._cell_at, self._cell_kind = attrs.get("r", ""), attrs.get("t", "")

    def endElement(self, name: str) -> None:  # noqa: N802 - the library's name
        self._flush()
        local = name.rpartition(":")[2]
        self._open.pop()
        if local in _PARAGRAPHS:
            self._end_paragraph(local)
        elif local in _DELETED:
            self._deleted -= 1
        elif local in _INSERTED:
            self._inserted -= 1
        elif local in _CELLS and self._cells:
            self._tables[-1].add("\n".join(self._cells.pop()), self._cell_at if local == "c" else "")
            self.found.lines.append(_APART)
        elif local in _ROWS and self._tables:
            self.found.spread += self._tables[-1].end_row()
        elif local in _TABLES:
            self.found.spread += self._tables.pop().end()

    def endDocument(self) -> None:  # noqa: N802 - the library's name
        self._end_field()
        self.found.marks += sorted(self._names)

    def characters(self, content: str) -> None:
        self._text.append(content)

    def comment(self, content: str) -> None:
        self.found.lines.append(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802 - the library's name
        self.found.lines.append(f"{target} {data}")

    def _look_at(self, name: str, local: str, attrs: Any) -> None:
        """Collect the names and attributes of an element."""
        found = self.found
        self._names.add(name)
        for key, value in attrs.items():
            if len(value) >= _SHORTEST and not key.startswith("xmlns"):
                found.marks.append(value)
            self._names.add(key)
        if local == "sheet" and attrs.get("state", "visible") != "visible":
            found.hidden_sheets.append(attrs.get("name", ""))
        elif local == "fldSimple":
            found.fields += [value for key, value in attrs.items() if key.rpartition(":")[2] == "instr"]
        elif local == "fldChar":
            self._end_field()

    def _flush(self) -> None:
        """Take the text since the last start or end of an element."""
        if not self._text:
            return
        text, self._text = "".join(self._text), []
        owner = self._open[-1]
        if owner in _FIELDS:
            self._field.append(text)
        if owner in _RUNS and self._flows:
            self._add(text)
        elif text.strip():
            self._value(owner, text.strip())

    def _add(self, text: str) -> None:
        """Add a run to the innermost open paragraph."""
        if not self._flows:
            return
        flow = self._flows[-1]
        flow.whole.append(text)
        if not self._deleted:
            flow.kept.append(text)
        if not self._inserted:
            flow.before.append(text)

    def _value(self, owner: str, text: str) -> None:
        """Add a text that is not a run of a paragraph, such as the value of a cell."""
        if owner == "v" and self._cells and self._cell_kind == "s":
            self._cells[-1].append(self._shared_text(text))
            return
        self.found.lines.append(text)
        if owner == "f":
            self.found.formulas.append(text)
        if owner == "v" and self._cells:
            self._cells[-1].append(text)

    def _shared_text(self, number: str) -> str:
        index = int(number) if number.isdecimal() and len(number) < 10 else -1
        return self._shared[index] if 0 <= index < len(self._shared) else ""

    def _end_paragraph(self, local: str) -> None:
        readings = self._flows.pop().readings()
        self.found.lines += readings
        if local == "si":
            self.found.items.append(readings[0] if readings else "")
        if readings and self._cells:
            self._cells[-1].append(readings[0])

    def _end_field(self) -> None:
        if self._field:
            self.found.fields.append("".join(self._field))
            self.found.lines.append(self.found.fields[-1])
            self._field = []
