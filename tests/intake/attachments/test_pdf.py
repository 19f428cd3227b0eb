"""PDF: private data wherever a file may hold it; what acts by itself or packs files; what is no PDF all through."""

import io
import zlib
from collections.abc import Callable

import pypdf
import pytest

from generator.intake.attachments.examine import Examined, examine
from tests.support.cost import assert_linear
from tests.support.pdf_files import changed, pdf, stream, text

MOBILE = "13800138000"
XMP = b"<x:xmpmeta><rdf:RDF><dc:creator>%b</dc:creator></rdf:RDF></x:xmpmeta>"
DRAWING = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</Font <</F1 5 0 R>> >>"


def shown(value: str) -> bytes:
    return b"BT /F1 12 Tf (%b) Tj ET" % value.encode()


def packed(body: bytes) -> bytes:
    data = zlib.compress(b"30 0 " + body)
    return stream(data, b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode")


def annotation(entries: bytes) -> bytes:
    return b"/Annots [<</Type /Annot /Subtype /Text /Rect [0 0 9 9] %b>>]" % entries


def field(entries: bytes) -> bytes:
    return b"/AcroForm <</Fields [<</FT /Tx /T (a) %b>>]>>" % entries


PLACES: dict[str, Callable[[str], bytes]] = {
    "page": pdf,
    "author": lambda value: pdf(trailer=b"/Info 10 0 R", more={10: b"<</Author (%b)>>" % value.encode()}),
    "key words in UTF-16": lambda value: pdf(
        trailer=b"/Info 10 0 R", more={10: b"<</Keywords %b>>" % text(value)}
    ),
    "a property of their own": lambda value: pdf(
        trailer=b"/Info 10 0 R", more={10: b"<</Tel (%b)>>" % value.encode()}
    ),
    "properties as XML": lambda value: pdf(
        catalog=b"/Metadata 10 0 R", more={10: stream(XMP % value.encode(), b"/Type /Metadata /Subtype /XML")}
    ),
    "packed properties as XML": lambda value: pdf(
        more={10: stream(zlib.compress(XMP % value.encode()), b"/Type /Metadata /Filter /FlateDecode")}
    ),
    "properties in UTF-16": lambda value: pdf(
        more={10: stream((XMP % value.encode()).decode().encode("utf-16"), b"/Type /Metadata")}
    ),
    "annotation": lambda value: pdf(page=annotation(b"/Contents (%b)" % value.encode())),
    "annotation's author": lambda value: pdf(page=annotation(b"/T %b" % text(value))),
    "annotation as a stream": lambda value: pdf(
        page=annotation(b"/Contents 10 0 R"), more={10: stream(value.encode())}
    ),
    "annotation as drawn": lambda value: pdf(
        page=annotation(b"/AP <</N 10 0 R>>"), more={10: stream(shown(value), DRAWING)}
    ),
    "field": lambda value: pdf(catalog=field(b"/V (%b)" % value.encode())),
    "field's earlier value": lambda value: pdf(catalog=field(b"/DV (%b)" % value.encode())),
    "field's hint": lambda value: pdf(catalog=field(b"/TU %b" % text(value))),
    "field as a stream": lambda value: pdf(catalog=field(b"/V 10 0 R"), more={10: stream(value.encode())}),
    "field's choices": lambda value: pdf(catalog=field(b"/Opt [(a) (%b)]" % value.encode())),
    "bookmark": lambda value: pdf(
        catalog=b"/Outlines 10 0 R",
        more={10: b"<</First 11 0 R /Last 11 0 R>>", 11: b"<</Title %b /Parent 10 0 R>>" % text(value)},
    ),
    "link": lambda value: pdf(page=annotation(b"/A <</S /URI /URI (tel:%b)>>" % value.encode())),
    "destination": lambda value: pdf(
        catalog=b"/Names <</Dests <</Names [(%b) [3 0 R /Fit]]>> >>" % value.encode()
    ),
    "page label": lambda value: pdf(catalog=b"/PageLabels <</Nums [0 <</P (%b)>>]>>" % value.encode()),
    "name of an object": lambda value: pdf(more={10: b"<</K /%b>>" % value.encode()}),
    "key of an object": lambda value: pdf(more={10: b"<</%b 1>>" % value.encode()}),
    "object that nobody refers to": lambda value: pdf(more={12: b"(%b)" % value.encode()}),
    "object packed with others": lambda value: pdf(more={12: packed(b"(%b)" % value.encode())}),
    "comment": lambda value: pdf(between=b"% tel " + value.encode() + b"\n"),
    "trailer": lambda value: pdf(trailer=b"/Note (%b)" % value.encode()),
    "drawing on the page": lambda value: pdf(
        shown="x) Tj ET /X Do BT (y", more={10: stream(shown(value), DRAWING)}
    ),
    "read aloud in place of what is drawn": lambda value: pdf(
        shown=f"x) Tj ET /Span <</ActualText ({value})>> BDC BT (y) Tj ET EMC BT (z"
    ),
    "description of a figure": lambda value: pdf(more={10: b"<</S /Figure /Alt (%b)>>" % value.encode()}),
    "page before a change": lambda value: changed(pdf(value), {4: stream(shown("Tel 024-00000000"))}),
    "field before a change": lambda value: changed(
        pdf(catalog=b"/AcroForm 10 0 R", more={10: b"<</Fields [<</FT /Tx /V (%b)>>]>>" % value.encode()}),
        {10: b"<</Fields []>>"},
    ),
    "pieces of a line": lambda value: pdf(shown=f"{value[:3]}) Tj ({value[3:6]}) Tj ({value[6:]}"),
    "boxes of a form": lambda value: pdf(shown=") Tj 40 0 Td (".join(value)),
}
REFUSED: dict[str, bytes] = {
    "script at opening": pdf(catalog=b"/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"),
    "script by name": pdf(catalog=b"/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS (1)>>]>> >>"),
    "script spelt in codes": pdf(catalog=b"/OpenAction <</S /J#61va#53cript /J#53 (1)>>"),
    "script packed with other objects": pdf(more={12: packed(b"<</S /JavaScript /JS (1)>>")}),
    "script that nobody refers to": pdf(more={12: b"<</S /JavaScript /JS (1)>>"}),
    "script behind a comment": pdf(more={12: b"% a\n<</S /JavaScript /JS (1)>>"}),
    "script of a field": pdf(catalog=field(b"/AA <</K <</S /JavaScript /JS (1)>> >>")),
    "action of a page": pdf(page=b"/AA <</O <</S /URI /URI (https://example.gov.cn/)>> >>"),
    "page opened by itself": pdf(catalog=b"/OpenAction <</S /URI /URI (https://example.gov.cn/)>>"),
    "page opened by itself, at second hand": pdf(
        catalog=b"/OpenAction 10 0 R",
        more={10: b"<</S /GoTo /D [3 0 R /Fit] /Next <</S /URI /URI (https://a.cn/)>> >>"},
    ),
    "launch": pdf(page=annotation(b"/A <</S /Launch /F (cmd.exe)>>")),
    "submit": pdf(page=annotation(b"/A <</S /SubmitForm /F (https://example.gov.cn/)>>")),
    "import": pdf(page=annotation(b"/A <</S /ImportData /F (a.fdf)>>")),
    "another file": pdf(page=annotation(b"/A <</S /GoToR /F (a.pdf) /D [0 /Fit]>>")),
    "an embedded file opened": pdf(page=annotation(b"/A <</S /GoToE /T <</R /C>> >>")),
    "film": pdf(page=annotation(b"/A <</S /Rendition /OP 0>>")),
    "embedded file": pdf(
        catalog=b"/Names <</EmbeddedFiles <</Names [(a) <</Type /Filespec /F (a) /EF <</F 10 0 R>> >>]>> >>",
        more={10: stream(b"MZ", b"/Type /EmbeddedFile")},
    ),
    "embedded file that nobody refers to": pdf(more={12: stream(b"MZ", b"/Type /EmbeddedFile")}),
    "pinned file": pdf(page=b"/Annots [<</Subtype /FileAttachment /Rect [0 0 9 9] /FS <</F (a)>> >>]"),
    "rich media": pdf(page=b"/Annots [<</Subtype /RichMedia /Rect [0 0 9 9]>>]"),
    "form in XML": pdf(catalog=b"/AcroForm <</Fields [] /XFA 10 0 R>>", more={10: stream(b"<xdp:xdp/>")}),
    "link to a file": pdf(page=annotation(b"/A <</S /URI /URI (file:///etc/passwd)>>")),
    "link to a script": pdf(page=annotation(b"/A <</S /URI /URI (java\\nscript:alert\\(1\\))>>")),
    "a file before a change": changed(pdf(more={10: stream(b"MZ", b"/Type /EmbeddedFile")}), {10: b"null"}),
}
HTML = b"<html><script>alert(1)</script></html>"
ZIP = b"PK\x03\x04" + bytes(26) + b"PK\x05\x06" + bytes(18)
SOUND = pdf()
NO_PDF: dict[str, bytes] = {
    "nothing": b"",
    "text": "这不是 PDF 文件".encode(),
    "web page": b"%PDF-" + HTML,
    "web page with an end": b"%PDF-1.4\n" + HTML + b"\n%%EOF\n",
    "web page far behind": b"%PDF-1.4\n" + b" " * 5000 + HTML + b"\n%%EOF\n",
    "web page between objects": pdf(between=HTML),
    "web page in a comment": pdf(between=b"%" + HTML + b"\n"),
    "script between objects": pdf(between=b"alert(document.domain)\n"),
    "web page behind": SOUND + HTML,
    "archive behind": SOUND + ZIP,
    "archive behind, ended": SOUND + ZIP + b"\n%%EOF\n",
    "archive between objects": pdf(between=ZIP),
    "program": b"MZ" + SOUND,
    "picture before": b"\xff\xd8\xff\xe0" + SOUND,
    "cut off": SOUND[:-40],
    "cut off in an object": SOUND[:300],
    "no pages": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
}


def codes(found: Examined) -> list[str]:
    return [private.code for _, private in found.private]


def faults(found: Examined) -> list[str]:
    return [fault.code for fault in found.faults if fault.is_error]


def test_a_sound_file_is_published() -> None:
    assert examine(".pdf", SOUND) == Examined((), ())
    assert examine(".pdf", changed(SOUND, {4: stream(shown("later"))})) == Examined((), ())
    assert (
        examine(".pdf", pdf(page=annotation(b"/A <</S /URI /URI (https://example.gov.cn/)>>"))).faults == ()
    )


@pytest.mark.parametrize("place", PLACES)
def test_a_mobile_is_found_wherever_it_stands(place: str) -> None:
    found = examine(".pdf", PLACES[place](MOBILE))
    assert codes(found) == ["P002"]
    assert found.faults == ()


@pytest.mark.parametrize("place", PLACES)
def test_an_id_number_is_found_there_too(place: str) -> None:
    assert codes(examine(".pdf", PLACES[place]("110101199003077731"))) == ["P001"]


@pytest.mark.parametrize("case", REFUSED)
def test_what_acts_by_itself_or_packs_a_file_is_refused(case: str) -> None:
    assert faults(examine(".pdf", REFUSED[case])) == ["S003"]


@pytest.mark.parametrize("case", NO_PDF)
def test_what_is_no_pdf_from_end_to_end_is_refused(case: str) -> None:
    assert faults(examine(".pdf", NO_PDF[case])) == ["S003"]


@pytest.mark.parametrize("password", ["", "open"])
def test_an_encrypted_file_is_refused(password: str) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(SOUND))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    found = examine(".pdf", data.getvalue())
    assert [(fault.code, fault.message) for fault in found.faults] == [("S003", "PDF 加了密，无法核对内容")]


def test_a_page_without_text_is_remarked() -> None:
    found = examine(".pdf", pdf(shown=""))
    assert [(fault.code, fault.is_error) for fault in found.faults] == [("P005", False)]


def test_what_unpacks_to_too_much_is_refused() -> None:
    bomb = stream(zlib.compress(bytes(90_000_000), 1), b"/Type /Metadata /Filter /FlateDecode")
    assert faults(examine(".pdf", pdf(more={10: bomb}))) == ["S005"]


def test_too_many_pages_are_refused() -> None:
    kids = b"<</Type /Pages /Kids [%b] /Count 501>>" % b" ".join([b"3 0 R"] * 501)
    assert faults(examine(".pdf", changed(SOUND, {2: kids}))) == ["S005"]


def test_ordinary_figures_are_no_private_data() -> None:
    for line in ("350.00 120.50 98.6", "2021-06-30 210198-2020-01", "138 2835 1417 595 842", "024-12345678"):
        assert examine(".pdf", pdf(line)).private == ()


MADE_TO_COST: dict[str, Callable[[int], bytes]] = {
    "digits": lambda size: b"%PDF-1.7\n" + b"1 " * size + b"%%EOF\n",
    "ends": lambda size: SOUND + b"%%EOF\n" * size,
    "comments": lambda size: pdf(between=b"%\n" * size),
    "objects": lambda size: pdf(more=dict.fromkeys(range(20, 20 + size // 10), b"(a)")),
    "an array": lambda size: pdf(more={12: b"[" + b"1 " * size + b"]"}),
    "brackets in a string": lambda size: pdf(more={12: b"(" * size + b")" * size}),
    "a string in hexadecimal": lambda size: pdf(more={12: b"<" + b"61" * size + b">"}),
    "numbers on a page": lambda size: pdf("1 " * (size // 2)),
    "pieces on a page": lambda size: pdf(") Tj (" * size),
    "lines on a page": lambda size: pdf(") Tj 0 -12 Td (a" * (size // 4)),
    "annotations": lambda size: pdf(page=b"/Annots [%b]" % (b"<</Contents (a)>> " * (size // 10))),
    "packed objects": lambda size: pdf(more={12: many_packed(size // 4)}),
}


def many_packed(count: int) -> bytes:
    head = b" ".join(b"%d %d" % (100 + number, 4 * number) for number in range(count)) + b" "
    entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (count, len(head))
    return stream(zlib.compress(head + b"(a) " * count), entries)


@pytest.mark.parametrize("kind", MADE_TO_COST)
def test_the_cost_is_bounded_by_the_size(kind: str) -> None:
    assert_linear(lambda data: examine(".pdf", data), MADE_TO_COST[kind], 2_500)
