"""The facts of a month as a document for a word processor (.docx), to be edited into a 通报."""

import io
import zipfile
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from generator.model.programme import DEMONSTRATION_COUNTY
from generator.render.bulletin import COUNTIES, intro
from generator.views.overviews.bulletin import BulletinView, Named, Sentence
from generator.views.portal import Portal

_FONT = "仿宋"
"""Of the running text of official documents, GB/T 9704."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can give: the same facts make the same bytes."""


def bulletin_document(view: BulletinView, portal: Portal) -> bytes:
    """Makes the document; its links lead to the published pages."""
    document = Document()
    _set_font(document)
    made = datetime.combine(view.as_of, time())
    properties = document.core_properties
    properties.title, properties.author = view.title, portal.site.publisher
    properties.created = properties.modified = made
    document.add_heading(view.title, level=1)
    document.add_paragraph(intro(view))
    for section in view.sections:
        document.add_heading(section.title, level=2)
        for sentence in section.sentences:
            _write(document.add_paragraph(), sentence, portal.site.base_url)
    if view.lines:
        document.add_heading(f"各{DEMONSTRATION_COUNTY}", level=2)
        _table(document, list(COUNTIES.as_text(view.lines)))
    document.add_paragraph("，".join(view.source) + "。")
    return _with_fixed_times(document)


def _set_font(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name = _FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def _write(paragraph: Any, sentence: Sentence, site: str) -> None:
    for part in sentence:
        if isinstance(part, Named):
            _link(paragraph, part.text, f"{site}{part.url}")
        else:
            paragraph.add_run(part)


def _link(paragraph: Any, text: str, address: str) -> None:
    """Adds a link, for which python-docx has no call of its own."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def _table(document: Any, rows: list[tuple[str, ...]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _with_fixed_times(document: Any) -> bytes:
    written, made = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            fixed.writestr(zipfile.ZipInfo(part.filename, _EPOCH), parts.read(part), zipfile.ZIP_DEFLATED)
    return made.getvalue()
