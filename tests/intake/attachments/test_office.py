"""docx, xlsx and pptx: private data in every part; what acts, packs or leads outside; what is no such file all through."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from generator.intake.attachments.examine import Examined, examine
from generator.intake.attachments.tables import Table
from generator.intake.screening.private import find_private
from tests.support.cost import assert_linear
from tests.support.office_files import docx, links, office, packed, paragraph, parts, pptx, rows, table, xlsx

FIXTURES = Path(__file__).parents[2] / "fixtures"
MOBILE = "13800138000"
ID = "110101199003077731"
CARD = "6222021234567890128"


def runs(value: str) -> str:
    return paragraph(value[:2], value[2:5], value[5:])


def core(value: str) -> str:
    return f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:description>{value}</dc:description></cp:coreProperties>'


def chart(value: str) -> bytes:
    inner = xlsx(rows((value,)))
    return docx(
        "",
        {
            "word/charts/chart1.xml": "<c/>",
            "word/charts/_rels/chart1.xml.rels": links("../embeddings/book1.xlsx", "package", ""),
            "word/embeddings/book1.xlsx": inner,
        },
    )


def photo(exif: Image.Exif) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG", exif=exif)
    return target.getvalue()


def described(value: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = value
    return photo(exif)


PLACES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "paragraph": (".docx", lambda value: docx(paragraph(value))),
    "runs of a paragraph": (".docx", lambda value: docx(runs(value))),
    "runs beside a deletion": (
        ".docx",
        lambda value: docx(
            f"<w:p><w:r><w:t>{value[:4]}</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del>"
            f"<w:r><w:t>{value[4:]}</w:t></w:r></w:p>"
        ),
    ),
    "deleted text": (
        ".docx",
        lambda value: docx(f"<w:p><w:del><w:r><w:delText>{value}</w:delText></w:r></w:del></w:p>"),
    ),
    "hidden text": (
        ".docx",
        lambda value: docx(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{value}</w:t></w:r></w:p>"),
    ),
    "text box": (
        ".docx",
        lambda value: docx(f"<w:p><w:r><w:txbxContent>{runs(value)}</w:txbxContent></w:r></w:p>"),
    ),
    "header": (
        ".docx",
        lambda value: docx("", {"word/header1.xml": f"<w:hdr xmlns:w='w'>{paragraph(value)}</w:hdr>"}),
    ),
    "note": (
        ".docx",
        lambda value: docx("", {"word/footnotes.xml": f"<w:f xmlns:w='w'>{runs(value)}</w:f>"}),
    ),
    "comment": (
        ".docx",
        lambda value: docx("", {"word/comments.xml": f"<w:c xmlns:w='w'>{paragraph(value)}</w:c>"}),
    ),
    "author of a comment": (
        ".docx",
        lambda value: docx(
            "", {"word/comments.xml": f"<w:c xmlns:w='w'><w:comment w:author='{value}'/></w:c>"}
        ),
    ),
    "description of a picture": (".docx", lambda value: docx(f"<w:docPr descr='{value}'/>")),
    "field": (".docx", lambda value: docx(f"<w:r><w:instrText>DOCVARIABLE {value}</w:instrText></w:r>")),
    "properties": (".docx", lambda value: docx("", {"docProps/core.xml": core(value)})),
    "own properties": (
        ".pptx",
        lambda value: pptx("", {"docProps/custom.xml": f"<p><v:lpwstr xmlns:v='v'>{value}</v:lpwstr></p>"}),
    ),
    "XML of its own": (".docx", lambda value: docx("", {"customXml/item1.xml": f"<a b='{value}'/>"})),
    "comment of XML": (".docx", lambda value: docx(f"<!-- {value} -->")),
    "instruction of XML": (".docx", lambda value: docx(f"<?note {value}?>")),
    "name of an element": (".docx", lambda value: docx(f"<_{value}/>")),
    "name of a part": (".docx", lambda value: docx("", {f"word/{value}.xml": "<a/>"})),
    "address": (
        ".docx",
        lambda value: docx("", {"word/_rels/document.xml.rels": links(f"https://example.gov.cn/?t={value}")}),
    ),
    "cells of a table": (".docx", lambda value: docx(table(("电话号码", value[:3], value[3:7], value[7:])))),
    "a digit a cell": (".docx", lambda value: docx(table(("身份证或手机号码", *value)))),
    "cells one below the other": (
        ".docx",
        lambda value: docx(table(("手机号码",), *[(digit,) for digit in value])),
    ),
    "cell of a sheet": (".xlsx", lambda value: xlsx(rows((value,)))),
    "number of a sheet": (".xlsx", lambda value: xlsx(rows(("=" + value,)))),
    "shared text": (
        ".xlsx",
        lambda value: xlsx(
            '<row><c r="A1" t="s"><v>0</v></c></row>',
            {
                "xl/sharedStrings.xml": f"<sst xmlns='s'><si><r><t>{value[:5]}</t></r><r><t>{value[5:]}</t></r></si></sst>"
            },
        ),
    ),
    "cells of a sheet": (
        ".xlsx",
        lambda value: xlsx(rows(("联系电话", f"={value[:3]}", f"={value[3:7]}", f"={value[7:]}"))),
    ),
    "cells below a heading": (
        ".xlsx",
        lambda value: xlsx(rows(("序号", "手机", ""), ("一", value[:7], value[7:]))),
    ),
    "result of a formula": (
        ".xlsx",
        lambda value: xlsx(f'<row><c r="A1"><f>A2&amp;A3</f><v>{value}</v></c></row>'),
    ),
    "formula": (".xlsx", lambda value: xlsx(f'<row><c r="A1"><f>"{value}"</f></c></row>')),
    "hidden sheet": (
        ".xlsx",
        lambda value: xlsx(
            "", {"xl/worksheets/sheet2.xml": f"<w><sheetData>{rows((value,))}</sheetData></w>"}
        ),
    ),
    "remark on a cell": (
        ".xlsx",
        lambda value: xlsx("", {"xl/comments1.xml": f"<c><text><r><t>{value}</t></r></text></c>"}),
    ),
    "name of a sheet": (
        ".xlsx",
        lambda value: xlsx("", {"xl/workbook.xml": f"<w><sheets><sheet name='{value}'/></sheets></w>"}),
    ),
    "name of a range": (
        ".xlsx",
        lambda value: xlsx("", {"xl/workbook.xml": f'<w><definedName>"{value}"</definedName></w>'}),
    ),
    "slide": (
        ".pptx",
        lambda value: pptx(f"<a:p><a:r><a:t>{value[:6]}</a:t></a:r><a:r><a:t>{value[6:]}</a:t></a:r></a:p>"),
    ),
    "notes of a slide": (
        ".pptx",
        lambda value: pptx(
            "", {"ppt/notesSlides/n.xml": f"<n xmlns:a='a'><a:p><a:r><a:t>{value}</a:t></a:r></a:p></n>"}
        ),
    ),
    "table of a slide": (
        ".pptx",
        lambda value: pptx(
            "<a:tbl><a:tr>"
            + "".join(
                f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"
                for text in ("手机号码", value[:3], value[3:])
            )
            + "</a:tr></a:tbl>"
        ),
    ),
    "data of a chart": (".docx", chart),
    "picture inside": (".docx", lambda value: docx("", {"word/media/image1.jpg": described(value)})),
    "drawing inside": (
        ".docx",
        lambda value: docx("", {"word/media/image1.emf": b"\x01\0\0\0" + value.encode("utf-16-le")}),
    ),
    "another encoding": (
        ".docx",
        lambda value: docx(
            "", {"word/a.xml": f'<?xml version="1.0" encoding="UTF-16"?><a>{value}</a>'.encode("utf-16")}
        ),
    ),
}
REMARK = ("P005", False)


def codes(found: Examined) -> list[str]:
    return [private.code for _, private in found.private]


def faults(found: Examined) -> list[str]:
    return [fault.code for fault in found.faults if fault.is_error]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("value", "code"), [(MOBILE, "P002"), (ID, "P001")])
def test_private_data_is_found_wherever_it_stands(place: str, value: str, code: str) -> None:
    suffix, made = PLACES[place]
    found = examine(suffix, made(value))
    assert faults(found) == []
    assert set(codes(found)) == {code}


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ("1.38E10", "P002"),
        ("1.3800138E10", "P002"),
        ("1.3800138000E+10", "P002"),
        ("1.8611112222E10", "P002"),
        ("13800138000.0", "P002"),
        ("1.10101199003077E17", ""),
        ("3.5E10", ""),
        ("1.38E9", ""),
    ],
)
def test_a_number_held_as_an_amount_is_found(held: str, code: str) -> None:
    found = examine(".xlsx", xlsx(rows(("甲", f"={held}"))))
    assert codes(found) == ([code] if code else [])


@pytest.mark.parametrize("held", ["=6222021234567894", "=6.222021234567894E15", "6222 0212 3456 7894"])
def test_a_card_number_below_its_heading_is_found(held: str) -> None:
    sheet = xlsx(rows(("序号", "收款账号"), ("=1", held), ("=2", held)))
    assert codes(examine(".xlsx", sheet)) == ["P003"]
    assert codes(examine(".docx", docx(table(("序号", "银行卡号"), ("1", "6222021234567894"))))) == ["P003"]
    assert codes(examine(".xlsx", xlsx(rows(("序号", "订单号"), ("=1", held))))) == []


def test_ordinary_tables_are_no_private_data() -> None:
    figures = [
        ("村", "面积", "产值", "户数"),
        *[(f"村{n}", f"={n}38", f"={n}0{n}3", f"={n}80{n}") for n in range(1, 9)],
    ]
    months = [
        ("月份", "一季度", "二季度", "三季度"),
        ("销量", "=138", "=2013", "=8000"),
        ("其中", "=186", "=1111", "=2222"),
    ]
    for table_ in (figures, months, [("=1", "=2", "=3")] * 20, [("210198-2020-01", "=350.00", "=1.2E3")]):
        assert examine(".xlsx", xlsx(rows(*table_))) == Examined((), ())
        assert examine(
            ".docx", docx(table(*[[cell.lstrip("=") for cell in row] for row in table_]))
        ) == Examined((), ())


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pptx"])
def test_a_sound_file_is_published(suffix: str) -> None:
    assert examine(suffix, office(suffix)) == Examined((), ())
    web = {
        "word/_rels/a.rels": links("https://example.gov.cn/"),
        "word/_rels/b.rels": links("mailto:swj@example.gov.cn"),
    }
    assert examine(suffix, office(suffix, web)) == Examined((), ())


@pytest.mark.parametrize("name", ["minutes.docx", "slides.pptx", "ledger.xlsx"])
def test_a_file_as_an_office_program_saves_it_is_published(name: str) -> None:
    data = (FIXTURES / "office" / name).read_bytes()
    assert examine(f".{name.rpartition('.')[2]}", data) == Examined((), ())


def test_a_place_in_a_picture_inside_is_found() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 48.0, 7.0), 3: "E", 4: (123.0, 24.0, 5.0)})
    assert faults(examine(".docx", docx("", {"word/media/image1.jpeg": photo(exif)}))) == ["P005"]


def test_what_can_be_seen_by_everybody_is_remarked() -> None:
    hidden = xlsx("", {"xl/workbook.xml": "<w><sheets><sheet name='附表' state='hidden'/></sheets></w>"})
    deleted = docx("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>")
    for suffix, data in ((".xlsx", hidden), (".docx", deleted)):
        assert [(fault.code, fault.is_error) for fault in examine(suffix, data).faults] == [REMARK]


def linked(target: str, kind: str = "hyperlink", mode: str = "External") -> bytes:
    return docx("", {"word/_rels/document.xml.rels": links(target, kind, mode)})


def formula(text: str) -> bytes:
    return xlsx(f'<row><c r="A1"><f>{text}</f></c></row>')


REFUSED: dict[str, tuple[str, bytes]] = {
    "template elsewhere": (".docx", linked("https://example.com/a.dotm", "attachedTemplate")),
    "template on a share": (".docx", linked("\\\\10.0.0.1\\a.dotm", "attachedTemplate")),
    "template by a file address": (".docx", linked("file:///c:/a.dotm", "attachedTemplate")),
    "template that claims to lie inside": (
        ".docx",
        linked("http://example.com/a.dotm", "attachedTemplate", ""),
    ),
    "picture elsewhere": (".docx", linked("https://example.com/a.png", "image")),
    "frame elsewhere": (".docx", linked("https://example.com/", "frame")),
    "object elsewhere": (".docx", linked("https://example.com/a", "oleObject")),
    "telephone": (".docx", linked("tel:02412345678")),
    "telephone in capitals": (".docx", linked("TEL:02412345678")),
    "file": (".docx", linked("file:///c:/windows/system32/cmd.exe")),
    "share": (".docx", linked("\\\\10.0.0.1\\c")),
    "share in slashes": (".docx", linked("//10.0.0.1/c")),
    "script": (".docx", linked("javascript:alert(1)")),
    "protocol of a program": (".docx", linked("ms-msdt:/id")),
    "field that includes": (".docx", docx('<w:r><w:instrText>INCLUDETEXT "c:\\a"</w:instrText></w:r>')),
    "field in pieces": (
        ".docx",
        docx("<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd</w:instrText></w:r>"),
    ),
    "simple field": (".docx", docx('<w:fldSimple w:instr="INCLUDEPICTURE http://example.com/a"/>')),
    "field that links to a file": (
        ".docx",
        docx('<w:r><w:instrText>HYPERLINK "file:///c:/a"</w:instrText></w:r>'),
    ),
    "formula that fetches": (".xlsx", formula('WEBSERVICE("http://example.com/"&amp;A1)')),
    "formula that links to a file": (".xlsx", formula('HYPERLINK("file:///c:/a.exe","看")')),
    "formula that calls": (".xlsx", formula("cmd|'/c calc'!A1")),
    "data elsewhere": (".xlsx", xlsx("", {"xl/externalLinks/externalLink1.xml": "<a/>"})),
    "connections": (".xlsx", xlsx("", {"xl/connections.xml": "<a/>"})),
    "macros": (".docx", docx("", {"word/vbaProject.bin": b"x"})),
    "macros by kind": (
        ".docx",
        office(".docx", kind="application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    "macros of an old kind": (".xlsx", xlsx("", {"xl/macrosheets/sheet1.xml": "<a/>"})),
    "control": (".docx", docx("", {"word/activeX/activeX1.xml": "<a/>"})),
    "object": (".docx", docx("", {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"})),
    "workbook embedded": (".docx", docx("", {"word/embeddings/book.xlsx": xlsx("")})),
    "document embedded": (".xlsx", xlsx("", {"xl/embeddings/a.docx": docx("")})),
    "PDF embedded": (".pptx", pptx("", {"ppt/embeddings/a.pdf": b"%PDF-"})),
    "program embedded": (".docx", docx("", {"word/a.exe": b"MZ"})),
    "film": (".pptx", pptx("", {"ppt/media/a.mp4": b"x"})),
    "part without a kind": (".docx", docx("", {"word/a": b"x"})),
    "document type": (".docx", docx("", {"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
    "entities": (
        ".docx",
        docx("", {"word/a.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
    ),
    "broken XML": (".docx", docx("<w:p>")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_acts_packs_or_leads_outside_is_refused(case: str) -> None:
    assert faults(examine(*REFUSED[case])) == ["S003"]


def renamed(data: bytes, old: str, new: str) -> bytes:
    return data.replace(old.encode(), new.encode())


SOUND = docx(paragraph("甲"))
NO_OFFICE: dict[str, tuple[str, bytes]] = {
    "nothing": (".docx", b""),
    "text": (".docx", b"PK\x03\x04 abc"),
    "web page": (".docx", b"<html></html>"),
    "encrypted or of an old form": (".docx", b"\xd0\xcf\x11\xe0" + bytes(1000)),
    "any archive": (".docx", packed({"a.txt": "x"})),
    "sheet called document": (".docx", xlsx("")),
    "document called sheet": (".xlsx", SOUND),
    "template": (".docx", office(".docx", kind="application/x.wordprocessingml.template.main+xml")),
    "web page before": (".docx", b"<html></html>" + SOUND),
    "picture before": (".docx", b"\x89PNG\r\n\x1a\n" + SOUND),
    "web page behind": (".docx", SOUND + b"<html></html>"),
    "comment of the archive": (".docx", SOUND[:-2] + struct.pack("<H", 4) + b"<a/>"),
    "archive behind": (".docx", SOUND + packed({"a.txt": "x"})),
    "cut off": (".docx", SOUND[:-30]),
    "two parts of one name": (
        ".docx",
        renamed(
            packed({**parts(".docx"), "word/b.xml": "<a/>", "word/c.xml": "<b/>"}), "word/c.xml", "word/b.xml"
        ),
    ),
    "two parts of one name but for capitals": (
        ".docx",
        packed({**parts(".docx"), "word/b.xml": "<a/>", "word/B.xml": "<b/>"}),
    ),
    "another name inside": (
        ".docx",
        packed({**parts(".docx"), "word/b.xml": "<a/>"}).replace(b"word/b.xml", b"word/c.xml", 1),
    ),
    "packed in another way": (".docx", packed(parts(".docx"), zipfile.ZIP_LZMA)),
    "damaged": (".docx", SOUND[:45] + b"\xff\xff\xff" + SOUND[48:]),
}


@pytest.mark.parametrize("case", NO_OFFICE)
def test_what_is_no_such_file_from_end_to_end_is_refused(case: str) -> None:
    assert faults(examine(*NO_OFFICE[case])) == ["S003"]


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: docx("", {"word/a.xml": bytes(30_000_000)}),
    "many small parts": lambda: docx("", {f"word/{number}.xml": bytes(4_000_000) for number in range(4)}),
    "too many parts": lambda: docx("", {f"word/{number}.xml": "<a/>" for number in range(5_001)}),
    "zeros in a table of a chart": lambda: docx(
        "",
        {
            "word/charts/_rels/a.rels": links("../embeddings/a.xlsx", "package", ""),
            "word/embeddings/a.xlsx": xlsx("", {"xl/a.xml": bytes(30_000_000)}),
        },
    ),
}


@pytest.mark.parametrize("case", BOMBS)
def test_what_unpacks_to_too_much_is_refused(case: str) -> None:
    assert faults(examine(".docx", BOMBS[case]())) == ["S005"]


def test_parts_that_lie_in_one_another_are_refused() -> None:
    data = packed({**parts(".docx"), "word/b.xml": "<a/>", "word/c.xml": "<a/>"})
    place = data.index(b"word/b.xml") - 30
    central = data.rindex(b"word/c.xml") - 46
    overlapping = data[: central + 42] + struct.pack("<I", place) + data[central + 46 :]
    assert faults(examine(".docx", overlapping)) == ["S003"]


MADE_TO_COST: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "paragraphs": (".docx", lambda size: docx(paragraph("一二三 12") * size)),
    "runs": (".docx", lambda size: docx(paragraph(*["1"] * size))),
    "cells in a row": (".docx", lambda size: docx(table(["1"] * size))),
    "cells in turn": (".docx", lambda size: docx(table(["1", "甲"] * size))),
    "rows": (".docx", lambda size: docx(table(*[("甲", "138", "0013")] * size))),
    "a column of digits": (".xlsx", lambda size: xlsx(rows(*[("=1",)] * size))),
    "tables in tables": (
        ".docx",
        lambda size: docx("<w:tbl><w:tr><w:tc>" * size + "</w:tc></w:tr></w:tbl>" * size),
    ),
    "attributes": (".docx", lambda size: docx("<w:p w:rsid='00138001'/>" * size)),
    "formulas": (".xlsx", lambda size: formula("HYPERLINK( " * size)),
    "parts": (".docx", lambda size: docx("", {f"word/{number}.xml": "<a/>" for number in range(size // 4)})),
}


@pytest.mark.parametrize("kind", MADE_TO_COST)
def test_the_cost_is_bounded_by_the_size(kind: str) -> None:
    suffix, made = MADE_TO_COST[kind]
    assert_linear(lambda data: examine(suffix, data), made, 1_000)


HEADS = (
    "村名",
    "面积（亩）",
    "产值（万元）",
    "户数",
    "联系村数",
    "日期",
    "凭证号",
    "银行",
    "项目编号",
    "销量",
    "件数",
    "占比",
)


def test_tables_of_figures_are_hardly_ever_taken_for_numbers_of_persons() -> None:
    chosen = random.Random(18)
    alarms = 0
    for _ in range(1_000):
        heads = chosen.sample(HEADS, 6)
        body = [[str(chosen.randrange(10 ** chosen.randint(1, 6))) for _ in heads] for _ in range(10)]
        found = Table()
        spread: list[str] = []
        for row in (heads, *body):
            for cell in row:
                found.add(cell)
            spread += found.end_row()
        spread += found.end()
        alarms += any(found for text in spread for found in find_private(text))
    assert alarms <= 1
