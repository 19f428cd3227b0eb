"""Charts: what they say, that county text stays text in them, and the forms they are published in."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from generator.model.codelists import Direction
from generator.render import charts
from generator.render.charts.drawing import WIDTH, fitted, width_of
from generator.render.charts.lines import ACROSS
from generator.render.charts.scale import brief, ceiling
from generator.render.fonts import chinese_font
from generator.render.html import to_html
from generator.render.portal_artifacts import county_artifacts
from generator.views.county import DirectionLine, VisitMonth, county_view
from generator.views.months import MonthFunds
from generator.views.project import project_view
from tests.support.portal import HOSTILE, PORTAL, artifacts, faulty, spotless

D = Decimal
CSS = Path(__file__).parents[2] / "overrides/assets/column.css"
LINE = DirectionLine(Direction.LOGISTICS, 2, D(300), D(240), D(200), D(80))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: charts.Chart | None) -> etree._Element:
    """The file of a chart."""
    assert chart is not None
    return etree.fromstring(charts.svg_file(chart, ("来源：省商务厅", "数据截至 2022-06-30")))


def shown(chart: charts.Chart | None) -> etree._Element:
    """The figure of a page."""
    assert chart is not None
    return etree.fromstring(charts.inline(chart))


def words(root: etree._Element) -> list[str]:
    return [node.text or "" for node in root.iter(f"{SVG}text")]


def lengths(root: etree._Element) -> list[tuple[str, str, float]]:
    """What each bar of a page is, its amount and its length in %."""
    found = []
    for row in root.iterfind(".//li/p"):
        shape = row.find("svg")[0]
        end = shape.get("width") or shape.get("x2")
        found.append((row.findtext("span", ""), row.findtext("strong", ""), float(end.rstrip("%"))))
    return found


def test_bars_share_one_scale_whose_end_is_a_round_number() -> None:
    half = replace(LINE, direction=Direction.TRAINING, subsidy=D(150), paid=D(0), spent=D(0), paid_share=D(0))
    chart = charts.money_chart([LINE, half], "示例县")
    root = shown(chart)
    assert lengths(root) == [
        ("资金额度", "300.00", 100),
        ("已拨付", "240.00", 80),
        ("已使用", "200.00", 66.7),
        ("资金额度", "150.00", 50),
        ("已拨付", "0.00", 0),
        ("已使用", "0.00", 0),
    ]
    assert [span.text for span in root.iterfind(".//p[@class='axis']/span")] == ["0", "300 万元"]
    file = drawn(chart)
    assert {"拨付占额度 80%", "拨付占额度 0%", "300.00", "300 万元"} <= set(words(file))
    granted = [float(node.get("width")) for node in file.iter(f"{SVG}rect") if node.get("class") == "granted"]
    assert granted[0] == pytest.approx(2 * granted[1], abs=0.2)


@pytest.mark.parametrize(
    ("most", "end"),
    [
        ("5176.90", "6,000"),
        ("13780", "20,000"),
        ("100", "100"),
        ("0.07", "0.08"),
        ("1", "1"),
        ("99.999999", "100"),
        ("2000000.000001", "3,000,000"),
    ],
)
def test_an_axis_ends_at_a_round_number(most: str, end: str) -> None:
    assert brief(ceiling(D(most))) == end


def test_paid_and_spent_differ_in_form_not_only_in_colour() -> None:
    root = shown(charts.money_chart([LINE], "示例县"))
    forms = {row.get("class"): row.find("svg")[0].tag for row in root.iterfind(".//li/p")}
    assert forms == {"granted": "rect", "paid": "rect", "spent": "line"}
    style = CSS.read_text("utf-8")
    assert re.search(r"\.spent line \{[^}]*stroke-dasharray", style)
    assert re.search(r"\.paid rect \{ fill: ", style)
    assert re.search(r"\.chart rect[^}]*fill: none", style)


def test_nothing_to_draw_is_no_chart() -> None:
    nothing = replace(LINE, subsidy=D(0), paid=D(0), spent=D(0), paid_share=None)
    assert charts.money_chart([nothing], "示例县") is None
    assert charts.visits_chart([], date(2022, 6, 30)) is None
    assert charts.visits_chart([VisitMonth("2022-07", 1, 0, 0)], date(2022, 6, 30)) is None
    assert charts.deadlines_chart([], date(2022, 6, 30)) is None
    assert charts.tiles_chart([]) is None
    assert charts.months_chart([MonthFunds("2022-01", D(1), D(1), D(1))], D(5), "全省") is None


def test_months_add_up_whatever_their_order() -> None:
    months = [MonthFunds("2022-02", D(0), D(30), D(10)), MonthFunds("2022-01", D(100), D(20), D(5))]
    chart = charts.months_chart(months, D(200), "全省")
    keys = ["中央财政 200.00", "到账 100.00", "拨付 50.00", "使用 15.00"]
    said = set(words(drawn(chart)))
    assert {*keys, "2022-01", "2022-02", "200", "100", "0", "万元"} <= said
    assert ["".join(node.itertext()) for node in shown(chart).iterfind(".//ul/li")] == keys


def test_a_calendar_tells_months_without_a_visit_from_months_outside() -> None:
    chart = charts.visits_chart([VisitMonth("2021-11", 1, 3, 0)], date(2022, 1, 31))
    cells = [(node.get("class"), "".join(node.itertext())) for node in shown(chart).iterfind(".//ul/li")]
    assert cells == [("h0", "1月 0"), ("h2", "11月 4•"), ("h0", "12月 0")]
    assert {"11月 4•", "2022 年", "2021 年"} <= set(words(drawn(chart)))


def test_a_project_over_time_names_its_deadline() -> None:
    county = faulty()
    view = project_view(county, county.projects[0], (), PORTAL)
    chart = charts.course_chart(view)
    assert chart is not None
    assert str(county.projects[0].deadline) in chart.desc
    assert len(charts.inline(chart).encode()) <= 1_500


@pytest.mark.parametrize(("drawn_most", "expected"), [(12, 4), (4, 4), (3, 3), (1, 1)])
def test_deadlines_that_are_not_drawn_are_counted_in_words_that_are_seen(
    drawn_most: int, expected: int
) -> None:
    row = county_view(spotless(), (), (), PORTAL).rows[0]
    under_way = type(row.status).UNDER_WAY
    rows = [row._replace(title=f"第{n}项", due=date(2022, 6, 30 - n), status=under_way) for n in range(4)]
    chart = charts.deadlines_chart(rows, date(2022, 6, 1), drawn_most)
    assert chart is not None
    names = [f"第{n}项" for n in (3, 2, 1, 0)]
    assert [name for name in words(drawn(chart)) if name in names] == names[:expected]
    told = "未完成的 4 个项目中最早到期的"
    assert (told in charts.inline(chart)) == (expected < 4)


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
    drawn(chart)
    assert "\n" not in line
    assert "<script" not in line
    assert "<b>" not in line
    etree.fromstring(line)
    assert to_html(f"{line}\n\n文字\n").text.count("<figure") == 1
    tiles = charts.tiles_chart([charts.Tile(text, D(1))])
    assert tiles is not None
    assert drawn(tiles) is not None
    assert " ".join(text.split()) in [word.strip() for word in shown(tiles).itertext()]


def test_labels_are_cut_to_their_room() -> None:
    assert fitted("农产品产地冷藏保鲜设施和集配中心", 60).endswith("…")
    assert width_of(fitted("农产品产地冷藏保鲜设施和集配中心", 60)) <= 60
    assert fitted("冷链", 60) == "冷链"


def test_figures_are_in_the_page_and_not_in_its_markdown() -> None:
    page = artifacts(faulty()).pages[0]
    assert '<figure class="chart"' in page.body.markdown
    assert "<" not in page.body.published.decode()


def test_a_figure_has_a_name_and_says_its_amounts_in_words_of_the_page() -> None:
    """Nothing stands in a drawing that would shrink with it, and no reader without sight is told of bars and lines."""
    figures = [
        etree.fromstring(figure)
        for page in artifacts(faulty()).pages
        for figure in re.findall(r'<figure class="chart".*?</figure>', page.body.markdown)
    ]
    assert len(figures) > 8
    for figure in figures:
        assert "：" in figure.get("aria-label")
        assert not list(figure.iter("text"))
        assert all(svg.get("aria-hidden") == "true" for svg in figure.iter("svg"))
        assert re.search(r"\d", "".join(figure.itertext()))


def test_everything_lies_inside_the_drawing() -> None:
    """In pages a bar ends within the axis, and a line within its box; in files the words do, too."""
    part = county_artifacts(faulty(), (), (), PORTAL)
    for page in part.pages:
        for figure in re.findall(r'<figure class="chart".*?</figure>', page.body.markdown):
            root = etree.fromstring(figure)
            for node in root.iter("rect"):
                ends = [float(node.get(name).rstrip("%")) for name in ("x", "width")]
                assert min(ends) >= 0
                assert sum(ends) <= 100.1
            for node in root.iterfind(".//div/svg/path"):
                assert max(map(int, re.findall(r"\d+", node.get("d")))) <= ACROSS
    files = [
        etree.fromstring(file) for address, file in part.files.items() if address.startswith("data/charts/")
    ]
    assert len(files) >= 3
    for root in files:
        _, _, width, height = map(float, root.get("viewBox").split())
        assert width == WIDTH + 28
        for node in root.iter(f"{SVG}text"):
            assert 0 <= float(node.get("x")) <= WIDTH
            assert 0 <= float(node.get("y")) <= height


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
    assert "PNG 图片未生成：生成网站的机器上未安装中文字体" in page.body.markdown
    assert not [address for address in part.files if address.endswith(".png")]
