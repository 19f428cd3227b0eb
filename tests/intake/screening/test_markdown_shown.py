"""Private data that the rendered text of a case, policy or notice shows is found, however the source parts it."""

import pytest

from generator.intake.screening.document import screen_rest
from generator.intake.screening.markdown import report_document
from generator.intake.screening.report import Report

ID_CARD = "21010219800101" + "0010"


def codes(text: str) -> list[tuple[str, int | None]]:
    report = Report("cases/case.md")
    report_document(text, 1, report)
    screen_rest(text, set(), report)
    return [(finding.code, finding.place.line) for finding in report.findings]


@pytest.mark.parametrize(
    "number",
    [
        "[139](https://a.gov.cn/)87654321",
        "139[8765](https://a.gov.cn/ '题')4321",
        "[1398765](https://a.gov.cn/)[4321](https://b.gov.cn/)",
        "***139***[8765](tel:12315)***4321***",
        "`139``8765`4321",
        "139[](https://a.gov.cn/)87654321",
        "139&#56;7654321",
        "![139](x.png)87654321",
    ],
)
def test_a_mobile_parted_by_signs_of_markdown_is_found_once(number: str) -> None:
    found = [code for code in codes(f"## 做法\n\n联系 {number}。\n") if code[0] == "P002"]
    assert found in ([("P002", 3)], [("P002", 4)])


@pytest.mark.parametrize("place", ["# {}", "- 一\n- {}", "> {}", "| 电话 |\n| --- |\n| {} |"])
def test_it_is_found_in_every_kind_of_block(place: str) -> None:
    assert [code for code, _ in codes(place.format("[139](https://a.gov.cn/)87654321"))] == ["P002"]


def test_an_id_card_that_a_link_parts_is_found() -> None:
    assert codes(f"正文\n\n[{ID_CARD[:6]}](https://a.gov.cn/){ID_CARD[6:]}\n") == [("P001", 3)]


def test_a_word_that_a_link_parts_says_what_the_number_is() -> None:
    assert codes("身份[证](https://a.gov.cn/)号 210102800101001\n") == [("P001", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "编号 [139](https://a.gov.cn/)\n\n87654321",
        "- 139\n- 87654321",
        "| 139 | 87654321 |\n| --- | --- |\n| 1 | 2 |",
    ],
)
def test_two_blocks_or_cells_are_two_numbers(text: str) -> None:
    assert codes(text) == []


def test_what_the_source_spells_is_reported_once_and_at_its_place() -> None:
    assert codes("正文\n\n拨打 13987654321 或 [13987654321](tel:12315)\n") == [("P002", 3)]
