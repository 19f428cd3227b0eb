"""Charts: what they say, that county text stays text in them, and the forms they are published in."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from generator.model.codelists import Direction
from generator.render import charts
from generator.render.charts.canvas import WIDTH, fitted, width_of
from generator.render.fonts import chinese_font
from generator.render.html import to_html
from generator.render.portal_artifacts import county_artifacts
from generator.views.county import DirectionLine, VisitMonth, county_view
from generator.views.months import MonthFunds
from generator.views.project import project_view
from tests.support.portal import HOSTILE, PORTAL, artifacts, faulty, spotless

D = Decimal
LINE = DirectionLine(Direction.LOGISTICS, 2, D(300), D(240), D(200), D(80))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: charts.Chart | None) -> etree._Element:
    assert chart is not None
    return etree.fromstring(charts.svg_file(chart, ("来源：省商务厅", "数据截至 2022-06-30")))


def words(root: etree._Element) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def widths(root: etree._Element, kind: str) -> list[float]:
    return [float(node.get("width")) for node in root.iter(f"{SVG}rect") if node.get("class") == kind]


def test_bars_share_one_scale() -> None:
    half = replace(LINE, direction=Direction.TRAINING, subsidy=D(150), paid=D(0), spent=D(0), paid_share=D(0))
    root = drawn(charts.money_chart([LINE, half], "示例县"))
    long, short, swatch = widths(root, "w")
    assert long == pytest.approx(2 * short, abs=0.2)
    assert swatch == 22
    assert widths(root, "a")[0] == pytest.approx(long * 0.8, abs=0.2)
    assert "已拨付 80%" in words(root)


def test_nothing_to_draw_is_no_chart() -> None:
    nothing = replace(LINE, subsidy=D(0), paid=D(0), spent=D(0), paid_share=None)
    assert charts.money_chart([nothing], "示例县") is None
    assert charts.visits_chart([], date(2022, 6, 30)) is None
    assert charts.deadlines_chart([], date(2022, 6, 30)) is None
    assert charts.tiles_chart([]) is None
    assert charts.months_chart([MonthFunds("2022-01", D(1), D(1), D(1))], D(5), "全省") is None


def test_months_add_up_whatever_their_order() -> None:
    months = [MonthFunds("2022-02", D(0), D(30), D(10)), MonthFunds("2022-01", D(100), D(20), D(5))]
    said = words(drawn(charts.months_chart(months, D(200), "全省")))
    assert {"到账 100.00", "拨付 50.00", "使用 15.00", "中央财政 200.00 万元", "2022-01", "2022-02"} <= set(
        said
    )


def test_a_calendar_tells_months_without_a_visit_from_months_outside() -> None:
    root = drawn(charts.visits_chart([VisitMonth("2021-11", 1, 3, 0)], date(2022, 1, 31)))
    cells = [
        node.get("class") for node in root.iter(f"{SVG}rect") if (node.get("class") or "").startswith("h")
    ]
    assert cells == ["h2", "h0", "h0"]
    assert len(list(root.iter(f"{SVG}circle"))) == 2


def test_a_project_over_time_names_its_deadline() -> None:
    county = faulty()
    view = project_view(county, county.projects[0], (), PORTAL)
    chart = charts.course_chart(view)
    assert chart is not None
    assert str(county.projects[0].deadline) in chart.desc
    assert len(charts.inline(chart).encode()) <= 1_500


def test_too_many_tiles_are_no_picture() -> None:
    tile = charts.Tile("甲县", D(50))
    assert charts.tiles_chart([tile] * 120) is not None
    assert charts.tiles_chart([tile] * 121) is None


@pytest.mark.parametrize("text", [HOSTILE, '"><script>alert(1)</script>', "a\n\n<b>x</b>", "]]>&lt;&"])
def test_county_text_stays_text(text: str) -> None:
    county = spotless()
    rows = county_view(county, (), (), PORTAL).rows
    row = rows[0]._replace(title=text, deadline=date(2021, 1, 1), status=type(rows[0].status).UNDER_WAY)
    chart = charts.deadlines_chart([row], PORTAL.as_of)
    assert chart is not None
    line = charts.inline(chart)
    assert "\n" not in line
    assert "<script" not in line
    assert "<b>" not in line
    etree.fromstring(line)
    assert to_html(f"{line}\n\n文字\n").text.count("<figure") == 1
    assert charts.tiles_chart([charts.Tile(text, D(1))]) is not None
    drawn(charts.tiles_chart([charts.Tile(text, D(1))]))


def test_labels_are_cut_to_their_room() -> None:
    assert fitted("农产品产地冷藏保鲜设施和集配中心", 60).endswith("…")
    assert width_of(fitted("农产品产地冷藏保鲜设施和集配中心", 60)) <= 60
    assert fitted("冷链", 60) == "冷链"


def test_figures_are_in_the_page_and_not_in_its_markdown() -> None:
    page = artifacts(faulty()).pages[0]
    assert '<figure class="chart" tabindex="0">' in page.body.markdown
    assert "<" not in page.body.published.decode()


def test_no_two_figures_of_a_page_share_an_id() -> None:
    for page in artifacts(faulty()).pages:
        ids = re.findall(r' id="([^"]+)"', page.body.markdown)
        assert len(ids) == len(set(ids)), page.stem


def test_everything_lies_inside_the_drawing() -> None:
    for page in artifacts(faulty()).pages:
        for figure in re.findall(r'<figure class="chart" tabindex="0">.*?</figure>', page.body.markdown):
            root = etree.fromstring(figure)[0]
            _, _, width, height = map(float, root.get("viewBox").split())
            assert width == WIDTH
            for node in root.iter("rect"):
                assert float(node.get("x")) >= 0
                assert float(node.get("x")) + float(node.get("width")) <= width + 0.5
                assert float(node.get("y")) + float(node.get("height")) <= height


FONT = chinese_font()


def test_a_picture_is_a_png_in_a_chinese_font_and_the_same_each_time() -> None:
    assert FONT[0], "no Chinese font on this machine: apt-get install fonts-noto-cjk"
    chart = charts.money_chart([LINE], "示例县")
    assert chart is not None
    first = charts.picture([chart], ("来源",), FONT)
    assert first.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(first[16:20], "big") == 2 * (WIDTH + 28)
    other = chart._replace(title="别的标题")
    assert charts.picture([other], ("来源",), FONT) != first, "words leave no mark: the font was not found"


def test_a_font_that_may_not_be_read_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert chinese_font.__wrapped__() == ("", "")


def test_the_press_kit_has_sentences_charts_tables_source_and_day() -> None:
    county = faulty()
    part = county_artifacts(county, (), (), replace(PORTAL, picture_font=FONT))
    page = next(page for page in part.pages if page.stem.startswith("data/press-"))
    text = page.body.published.decode()
    assert f"数据截至 {PORTAL.as_of}" in text
    assert "已拨付" in text.split("## 图")[0]
    assert PORTAL.site.publisher in text
    for address in re.findall(r"\]\(\.\./(data/charts/[^)]+)\)", text):
        assert part.files[address]
    assert f"data/charts/{county.code}.png" in part.files


def test_without_a_font_the_page_says_so() -> None:
    part = county_artifacts(faulty(), (), (), PORTAL)
    page = next(page for page in part.pages if page.stem.startswith("data/press-"))
    assert "PNG 图片没有生成：生成网站的机器上没有中文字体" in page.body.markdown
    assert not [address for address in part.files if address.endswith(".png")]
