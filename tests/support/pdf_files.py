"""PDF files that tests make object by object."""

from collections.abc import Mapping

FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)


def text(value: str) -> bytes:
    """A string object, in UTF-16 as office programs write it."""
    return b"<" + ("\ufeff" + value).encode("utf-16-be").hex().encode() + b">"


def pdf(
    shown: str = "Tel 024-00000000",
    *,
    page: bytes = b"",
    catalog: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
    between: bytes = b"",
) -> bytes:
    """A file of one page.

    Args:
        shown: what stands on the page (ASCII).
        page, catalog, trailer: further entries of these dictionaries.
        more: further objects by number, from 10 on.
        between: what stands between the objects and the table.
    """
    content = b"BT /F1 12 Tf 50 700 Td (%b) Tj ET" % shown.encode()
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R %b>>" % catalog,
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources <</Font <</F1 5 0 R>> /XObject <</X 10 0 R>> >> %b>>" % page,
        4: stream(content),
        5: FONT,
        **(more or {}),
    }
    return _written(b"%PDF-1.7\n", objects, between, trailer)


def changed(before: bytes, objects: Mapping[int, bytes]) -> bytes:
    """A file to which a program appended other versions of some objects, as “save” does."""
    start = int(before.rsplit(b"startxref", 1)[1].split()[0])
    return _written(before + b"\n", objects, b"", b"/Prev %d" % start)


def _written(head: bytes, objects: Mapping[int, bytes], between: bytes, trailer: bytes) -> bytes:
    data, places = head, {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    data += between
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in sorted(places.items()))
    return data + b"xref\n%btrailer\n<</Size 99 /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (
        rows,
        trailer,
        len(data),
    )
