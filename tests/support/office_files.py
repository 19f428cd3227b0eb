"""docx, xlsx and pptx files that tests make part by part."""

import io
import zipfile
from collections.abc import Mapping, Sequence

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = {
    ".docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    ".xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    ".pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}
Parts = Mapping[str, str | bytes]


def packed(parts: Parts, way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", way) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=way)
    return target.getvalue()


def parts(suffix: str, more: Parts | None = None, kind: str = "") -> dict[str, str | bytes]:
    """The parts of an empty file, and more of them.

    Args:
        kind: what the main part says that it is, where that is not what the suffix says.
    """
    main, ours = _MAIN[suffix]
    office = "application/vnd.openxmlformats-officedocument"
    types = f'<Types xmlns="{_TYPES}"><Override PartName="/{main}" ContentType="{kind or f"{office}.{ours}"}"/></Types>'
    begin = {"[Content_Types].xml": _HEAD + types, "_rels/.rels": links(main, "officeDocument", "")}
    return {**begin, main: _HEAD + "<root/>", **(more or {})}


def office(suffix: str, more: Parts | None = None, kind: str = "") -> bytes:
    """A file of the parts that each needs, and of others."""
    return packed(parts(suffix, more, kind))


def docx(body: str, more: Parts | None = None) -> bytes:
    """A document; ``body`` is the XML inside its body."""
    text = f'{_HEAD}<w:document xmlns:w="w" xmlns:r="r" xmlns:v="v"><w:body>{body}</w:body></w:document>'
    return office(".docx", {"word/document.xml": text, **(more or {})})


def paragraph(*runs: str) -> str:
    """A paragraph of runs."""
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs) + "</w:p>"


def table(*rows: Sequence[str]) -> str:
    """A table of a document."""
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def xlsx(sheet: str, more: Parts | None = None) -> bytes:
    """A workbook; ``sheet`` is the XML of its rows."""
    text = f'{_HEAD}<worksheet xmlns="s"><sheetData>{sheet}</sheetData></worksheet>'
    return office(".xlsx", {"xl/worksheets/sheet1.xml": text, **(more or {})})


def rows(*found: Sequence[str]) -> str:
    """Rows of a sheet: texts as they stand, numbers (with = before them) as a sheet keeps them; empty cells are left out."""
    made = []
    for number, row in enumerate(found, 1):
        cells = [
            f'<c r="{chr(64 + column)}{number}"><v>{cell[1:]}</v></c>'
            if cell.startswith("=")
            else f'<c r="{chr(64 + column)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in enumerate(row, 1)
            if cell
        ]
        made.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(made)


def pptx(shapes: str, more: Parts | None = None) -> bytes:
    """A presentation of one slide; ``shapes`` is the XML inside it."""
    return office(
        ".pptx",
        {"ppt/slides/slide1.xml": f'{_HEAD}<p:sld xmlns:p="p" xmlns:a="a">{shapes}</p:sld>', **(more or {})},
    )


def links(target: str, kind: str = "hyperlink", mode: str = "External") -> str:
    """A part of relationships with one of them."""
    mode = f' TargetMode="{mode}"' if mode else ""
    one = f'<Relationship Id="r1" Type="{_KIND}/{kind}" Target="{target}"{mode}/>'
    return f'{_HEAD}<Relationships xmlns="{_LINKS}">{one}</Relationships>'
