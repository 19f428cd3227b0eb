"""QR codes put together from parts are the ones that segno draws."""

import re

import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.render.qr import _family, qr_figure, qr_svg, written_svg

BEFORE, AFTER = "https://www.example.gov.cn/zhsf/projects/", ".html"
IDS = st.from_regex(r"[1-9][0-9]{5}-20[2-9][0-9]-[0-9]{2,3}", fullmatch=True)


@settings(max_examples=40)
@given(IDS)
def test_a_code_put_together_is_the_code_drawn_whole(record: str) -> None:
    drawn = segno.make_qr(
        f"{BEFORE}{record}{AFTER}", error="m", mask=0, mode="byte", boost_error=False
    ).matrix
    whole = ["".join(str(module & 1) for module in row) for row in drawn]
    assert _family(BEFORE, AFTER, len(record)).rows(record) == whole


def test_the_strokes_are_the_dark_modules() -> None:
    figure = etree.fromstring(qr_figure(f"{BEFORE}210396-2020-12{AFTER}", "210396-2020-12", "扫码看本页"))
    path = figure.find(".//path").get("d")
    found = set()
    for line in path.split("M")[1:]:
        start, row = re.match(r"(\d+) (\d+)\.5", line).groups()  # type: ignore[union-attr]
        column = int(start)
        for kind, length in re.findall(r"(h|m)(\d+)", line):
            if kind == "h":
                found |= {(int(row), column + step) for step in range(int(length))}
            column += int(length)
    rows = _family(BEFORE, AFTER, 14).rows("210396-2020-12")
    dark = {(y + 4, x + 4) for y, row in enumerate(rows) for x, module in enumerate(row) if module == "1"}
    assert found == dark
    assert figure.find("svg").get("viewBox") == f"0 0 {len(rows) + 8} {len(rows) + 8}"


@settings(max_examples=40)
@given(
    st.sampled_from(["https://www.example.gov.cn/", "https://省.example/示范/", "http://a.cn:8000/x/" * 5]),
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True) | st.just("feed"),
    st.text(st.characters(exclude_categories=["C"]), max_size=20),
)
def test_a_picture_put_together_is_the_one_segno_writes(base: str, record: str, title: str) -> None:
    address = f"{base}{record}.xml"
    assert qr_svg(address, record, title) == written_svg(address, title)
