"""QR codes put together from parts are the ones that segno draws."""

from base64 import b64decode
from struct import unpack

import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from generator.render.qr import _family_of, qr_figure, qr_svg, written_svg

BEFORE, AFTER = "https://www.example.gov.cn/zhsf/projects/", ".html"
IDS = st.from_regex(r"[1-9][0-9]{5}-20[2-9][0-9]-[0-9]{2,3}", fullmatch=True)


@settings(max_examples=40)
@given(IDS)
def test_a_code_put_together_is_the_code_drawn_whole(record: str) -> None:
    drawn = segno.make_qr(
        f"{BEFORE}{record}{AFTER}", error="m", mask=0, mode="byte", boost_error=False
    ).matrix
    whole = ["".join(str(module & 1) for module in row) for row in drawn]
    assert _family_of(record, BEFORE, AFTER).rows(record) == whole


def _lines_of_bitmap(data: bytes) -> tuple[int, int, list[str]]:
    """Width, height and dots of a BMP of one bit a dot, as its headers tell; dark ones 1."""
    kind, size, start = unpack("<2sI4xI", data[:14])
    header, width, height, planes, depth, packing, dots, _, _, colours, _ = unpack(
        "<IiiHHIIiiII", data[14:54]
    )
    assert (kind, size, header, planes, depth, packing, colours) == (b"BM", len(data), 40, 1, 1, 0, 2)
    assert data[54:start] == b"\xff\xff\xff\0\0\0\0\0"
    assert len(data) - start == dots
    step = (width + 31) // 32 * 4
    rows = [data[at : at + step] for at in range(start, len(data), step)]
    return width, height, [f"{int.from_bytes(row, 'big'):0{8 * step}b}"[:width] for row in rows]


@settings(max_examples=10)
@given(st.sampled_from([BEFORE, "http://a.cn/", BEFORE * 4]), IDS)
def test_the_dots_of_the_picture_are_the_modules_in_their_quiet_zone(before: str, record: str) -> None:
    figure = html.fragment_fromstring(qr_figure(f"{before}{record}{AFTER}", record, "扫码看本页"))
    image = figure.find("img")
    kind, _, data = image.get("src").partition(",")
    width, height, lines = _lines_of_bitmap(b64decode(data))
    rows = _family_of(record, before, AFTER).rows(record)
    side = len(rows) + 8
    light = ["0" * side] * 4
    assert kind == "data:image/bmp;base64"
    assert (image.get("width"), image.get("height")) == (str(side), str(side))
    assert (width, height) == (side, -side)  # from top to bottom
    assert lines == [*light, *(f"0000{row}0000" for row in rows), *light]


@settings(max_examples=40)
@given(
    st.sampled_from(["https://www.example.gov.cn/", "https://省.example/示范/", "http://a.cn:8000/x/" * 5]),
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True) | st.just("feed"),
    st.text(st.characters(exclude_categories=["C"]), max_size=20),
)
def test_a_picture_put_together_is_the_one_segno_writes(base: str, record: str, title: str) -> None:
    address = f"{base}{record}.xml"
    assert qr_svg(address, record, title) == written_svg(address, title)
