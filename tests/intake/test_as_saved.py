"""Ledgers as Excel and WPS save them: read where they can mean one thing alone, asked back where they may mean two."""

from pathlib import Path

import pytest

from generator.intake.reading.folder import Folder
from generator.intake.records.record_files import read_rows
from generator.intake.screening.report import Report
from generator.model.base import Record
from generator.model.finding import Finding, Severity
from generator.model.ledgers import Inspection, Payment, Progress, Transaction
from generator.rules.reports.together import together

ID = "210123-2020-01"
PAYMENTS = "日期,项目编号,金额,收款单位,用途,凭证号\n"
SOUND = f"2021-06-03,{ID},71.40,甲,首付款,1号\n"
MONTHS = "月份,项目编号,网络零售额,农产品网络零售额,订单量,上行件量,下行件量\n"


def read(data: str | bytes, model: type[Record] = Payment) -> tuple[tuple[Record, ...], list[Finding]]:
    """The rows of a ledger, and all that is told of it."""
    held = {"ledger.csv": data.encode() if isinstance(data, str) else data}
    report = Report("ledger.csv")
    rows = read_rows(Folder(Path(), "", held=held, is_all_held=True), "ledger.csv", model, report)
    return rows, together(report.findings)


def paid(column: str, value: str) -> str:
    """A ledger of one payment with a value in a column."""
    cells = dict(zip(PAYMENTS.strip().split(","), SOUND.strip().split(","), strict=True)) | {column: value}
    return PAYMENTS + ",".join(f'"{cell}"' for cell in cells.values()) + "\n"


DAYS = [
    "2021/6/3", "2021/06/03", "2021-6-3", "2021.6.3", "2021年6月3日", "2021年06月03日", "2021/6/3 0:00", "2021/6/3 0:00:00",
    "2021-06-03 00:00:00", "2021-06-03T00:00:00", "2021/6/3 14:30", "44350", "44350.0", "20210603", "3-Jun-21", "3-Jun-2021",
    "２０２１年６月３日", "２０２１／６／３", "2021年6月3日星期四", "2021/6/3 星期四", "二〇二一年六月三日", "21年6月3日", "June 3, 2021",
    "Thursday, June 3, 2021", "'2021-06-03",
]  # fmt: skip


@pytest.mark.parametrize("written", DAYS)
def test_a_day_is_read_in_every_way_that_means_one(written: str) -> None:
    (row,), told = read(paid("日期", written))
    assert str(row.date) == "2021-06-03"  # type: ignore[attr-defined]
    assert [(one.severity, one.code, one.place.label) for one in told] == [(Severity.NOTICE, "E004", "日期")]
    assert told[0].message.endswith(f"如 {written} 读作 2021-06-03")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("6/21/2021", "2021-06-21"),
        ("21/6/2021", "2021-06-21"),
        ("6/6/2021", "2021-06-06"),
        ("二〇二一年十二月二十三日", "2021-12-23"),
        ("2021年10月10日", "2021-10-10"),
        ("45658", "2025-01-01"),
    ],
)
def test_an_order_of_day_and_month_that_only_one_day_has_is_read(written: str, day: str) -> None:
    (row,), _ = read(paid("日期", written))
    assert str(row.date) == day  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "written",
    [
        "Jun-21",
        "2021年6月",
        "2021/6",
        "2021-6",
        "202106",
        "44348",
        "2021/6/1",
        "2021/6/1 0:00",
        "二〇二一年六月",
    ],
)
def test_a_month_is_read_as_spreadsheets_write_it(written: str) -> None:
    (row,), told = read(f"{MONTHS}{written},{ID},3.1,2,100,90,80\n", Transaction)
    assert row.month == "2021-06"  # type: ignore[attr-defined]
    assert [one.severity for one in told] == [Severity.NOTICE]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("71.40", "71.40"),
        ("￥71.40", "71.40"),
        ("¥ 71.40", "71.40"),
        ("1,200.50", "1200.50"),
        ("￥1,234,567.5".replace("1,234,567", "123,456"), "123456.5"),
        ("７１．４０", "71.40"),
        ("１，２００", "1200"),
        ("71.40万元", "71.40"),
        ("71.4 万", "71.4"),
        ("1 200.50", "1200.50"),
        ("　71.40　", "71.40"),
    ],
)
def test_an_amount_is_read_as_spreadsheets_write_it(written: str, amount: str) -> None:
    (row,), told = read(paid("金额", written))
    assert str(row.amount) == amount  # type: ignore[attr-defined]
    assert all(one.severity is Severity.NOTICE for one in told)


@pytest.mark.parametrize(
    ("column", "written", "value"),
    [
        ("收款单位", "'甲", "甲"),
        ("凭证号", "'001", "001"),
        ("凭证号", "'912101231234567000", "912101231234567000"),
        ("凭证号", "2021060300000010", "2021060300000010"),
        ("凭证号", "1E5", "1E5"),
        ("收款单位", "‘甲’公司", "‘甲’公司"),
        ("项目编号", "２１０１２３－２０２０－０１", ID),
        ("项目编号", " 210123-2020-01 ", ID),
    ],
)
def test_a_text_keeps_what_was_typed(column: str, written: str, value: str) -> None:
    (row,), told = read(paid(column, written))
    field = next(name for name, label in Payment.labels().items() if label == column)
    assert getattr(row, field) == value
    assert all(one.severity is Severity.NOTICE for one in told)


@pytest.mark.parametrize(
    ("column", "written", "message", "cure"),
    [
        ("日期", "2020.10", "看不出是 2020年10月还是 2020年1月", "10月写成 2020-10，1月写成 2020-01"),
        ("日期", "2021.1", "看不出是 2021年10月还是 2021年1月", "10月写成 2021-10，1月写成 2021-01"),
        ("日期", "6/3/2021", "看不出是 2021-06-03 还是 2021-03-06", "年-月-日"),
        ("日期", "21/6/3", "看不出哪个是年份", "是否应为 2021-06-03"),
        ("日期", "6/3/21", "看不出哪个是年份", "年份四位"),
        ("日期", "Jun-21", "年份或日子已经丢失", "年-月-日"),
        ("日期", "21-Jun", "年份或日子已经丢失", "年-月-日"),
        ("金额", "714000元", "单位是万元", "是否应为 71.40 万元"),
        ("金额", "714,000.00元", "单位是万元", "是否应为 71.40 万元"),
        ("金额", "￥350元", "单位是万元", "是否应为 0.035 万元"),
        ("金额", "0.5亿元", "单位是万元", "是否应为 5000.00 万元"),
        ("金额", "120千元", "单位是万元", "是否应为 12.00 万元"),
        ("金额", "７１４０００元整", "单位是万元", "是否应为 71.40 万元"),
        ("金额", "7.14E+05", "科学计数", "是否应为 714000"),
        ("金额", "3.5e2", "科学计数", "是否应为 350"),
        ("凭证号", "9.12101E+17", "末几位已经丢失", "对照原件重新输入"),
        ("凭证号", "2.02106E+15", "末几位已经丢失", "对照原件重新输入"),
        ("凭证号", "912101231234567000", "只保留前 15 位", "对照原件重新输入"),
        ("凭证号", "20210603000000100", "只保留前 15 位", "单引号"),
    ],
)
def test_what_may_mean_two_things_is_asked(column: str, written: str, message: str, cure: str) -> None:
    rows, (one,) = read(paid(column, written) + SOUND.replace("1号", "2号"))
    assert len(rows) == 1
    assert (one.severity, one.code, one.place.line, one.place.label) == (Severity.ERROR, "E004", 2, column)
    assert message in one.message
    assert written.translate(str.maketrans("０１４７￥", "0147¥")) in one.message
    assert cure in one.cure


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("0.85", "85% 写成 85；确是 0.85% 的写成 0.85%"),
        (".5", "50% 写成 50；确是 0.5% 的写成 0.5%"),
        ("0.05", "5% 写成 5；确是 0.05% 的写成 0.05%"),
        ("０．３", "30% 写成 30；确是 0.3% 的写成 0.3%"),
        ("8.5E+01", "是否应为 85？对照原件，写成普通的数"),
    ],
)
def test_a_fraction_of_one_is_asked(written: str, cure: str) -> None:
    rows, (one,) = read(f"日期,项目编号,进度\n2021-06-30,{ID},{written}\n", Progress)
    assert (rows, one.cure) == ((), cure)


@pytest.mark.parametrize(
    ("written", "percent"), [("85%", "85"), ("８５％", "85"), ("0.85%", "0.85"), ("0", "0"), ("0.0", "0.0")]
)
def test_a_share_is_read(written: str, percent: str) -> None:
    (row,), _ = read(f"日期,项目编号,进度\n2021-06-30,{ID},{written}\n", Progress)
    assert str(row.percent) == percent  # type: ignore[attr-defined]


@pytest.mark.parametrize("written", ["2020.10", "2020.1", "21-Jun", "44350", "2021/6/3", "6/3/2021"])
def test_a_month_that_may_be_another_is_asked(written: str) -> None:
    rows, (one,) = read(f"{MONTHS}{written},{ID},3.1,2,100,90,80\n", Transaction)
    assert (rows, one.code, one.place.label) == ((), "E004", "月份")


def test_a_limit_in_words_stays_as_it_is() -> None:
    text = (
        f"日期,层级,项目编号,发现问题,完成期限\n2021/6/3,省,{ID},慢,尽快\n2021/6/4,省,{ID},慢,2021/7/4 0:00\n"
    )
    rows, told = read(text, Inspection)
    assert [str(row.due) for row in rows] == ["尽快", "2021-07-04"]  # type: ignore[attr-defined]
    assert [one.place.label for one in told] == ["日期", "完成期限"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("mark", [",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_and_separator_of_a_spreadsheet_is_read(encoding: str, mark: str, end: str) -> None:
    text = (PAYMENTS + SOUND).replace(",", mark).replace("\n", end)
    rows, told = read(text.encode(encoding))
    assert len(rows) == 1
    assert all(one.severity is Severity.NOTICE for one in told)


def test_one_remark_a_column_whatever_the_number_of_rows() -> None:
    body = "".join(f'2021/6/{day},{ID},"1,{day:03d}.50",甲,首付款,\'{day}号\n' for day in range(1, 25))
    rows, told = read((PAYMENTS + body).encode("gb18030"))
    assert len(rows) == 24
    assert [one.place.label for one in told] == ["", "日期", "金额", "凭证号"]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("金额", [f"{day}4000元" for day in range(1, 13)]),
        ("金额", [f"{day}.5E+03" for day in range(1, 10)]),
        ("日期", [f"{day}/3/2021" for day in range(4, 13)]),
        ("日期", ["待查", "不详", "以后补"]),
        ("凭证号", [f"9.1210{day}E+17" for day in range(1, 10)]),
        ("项目编号", ["一号", "二号", "三号", "四号"]),
    ],
)
def test_cells_of_one_fault_are_one_message(column: str, values: list[str]) -> None:
    head = PAYMENTS.strip().split(",")
    lines = []
    for number, value in enumerate(values):
        cells = dict(zip(head, SOUND.strip().split(","), strict=True)) | {
            "凭证号": f"{number}号",
            column: value,
        }
        lines.append(",".join(cells.values()))
    rows, (one,) = read(PAYMENTS + "\n".join(lines) + "\n")
    assert rows == ()
    assert one.place.line == 2
    assert f"这一列共有 {len(values)} 格是这样，其余在第3行" in one.message


def test_cells_of_two_faults_are_two_messages() -> None:
    text = (
        PAYMENTS
        + SOUND.replace("71.40", "7140元")
        + SOUND.replace("71.40", "六十")
        + SOUND.replace("71.40", "80元")
    )
    _, told = read(text)
    assert [("这一列共有 2 格" in one.message) for one in told] == [True, False]


@pytest.mark.parametrize("name", ["合计", "合  计", "总计", "小计", "合计：", "本页小计"])
def test_a_line_of_sums_is_compared_and_skipped(name: str) -> None:
    two = PAYMENTS + SOUND + SOUND.replace("71.40", "28.60").replace("1号", "2号")
    rows, (one,) = read(f"{two}{name},,100.00,,,\n")
    assert (len(rows), one.severity) == (2, Severity.NOTICE)
    assert "各行之和" not in one.message
    rows, (one,) = read(f'{two}{name},,"1,000.00",,,\n')
    assert (len(rows), one.severity) == (2, Severity.NOTICE)
    assert "“金额”写的是 1,000.00，各行之和是 100.00" in one.message


@pytest.mark.parametrize("empty", [",", ",,,", ", ,　,", ',"",""'])
def test_empty_columns_at_the_end_and_blank_rows_are_nothing(empty: str) -> None:
    text = "".join(f"{line}{empty}\n" for line in (PAYMENTS + SOUND).splitlines())
    rows, told = read(f"{text}\n{',' * 5}{empty}\n  ,,,,,{empty}\n")
    assert (len(rows), told) == (1, [])


@pytest.mark.parametrize(
    "heading", ["金额（万元）", "金额(万元)", "金额 (万元)", "金额（单位：万元）", "金额*", "金额（万元）*"]
)
def test_a_heading_may_say_the_unit(heading: str) -> None:
    rows, told = read((PAYMENTS + SOUND).replace("金额", heading))
    assert (len(rows), told) == (1, [])


@pytest.mark.parametrize(
    "heading", ["金额（元）", "金额(单位：元)", "金额（千元）", "金额（亿元）", "金额（百万元）"]
)
def test_a_heading_with_another_unit_is_asked(heading: str) -> None:
    rows, (one,) = read((PAYMENTS + SOUND).replace("金额", heading))
    assert (rows, one.code, one.severity) == ((), "E003", Severity.ERROR)
    assert "这一列的单位是万元" in one.message
    assert "换算成万元" in one.cure
