"""Everything that is wrong is said at once, each with its place and its cure."""

from datetime import date
from pathlib import Path

import pytest

from generator.intake import coherence, read_county, read_portal, withhold
from generator.model.finding import Finding, Severity
from tests.intake.conftest import COUNTY, PROJECT, write

POLICIES = frozenset({"2020-226"})


def problems(root: Path, code: str = "210198") -> list[Finding]:
    return list(read_county(root, code, POLICIES).problems)


def spoil(root: Path, file: str, old: str, new: str) -> Path:
    path = root / "counties/210198" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_a_sound_column_has_no_problems(column: Path) -> None:
    read = read_portal(column)
    assert read.problems == ()
    assert read.county_codes == ("210197", "210198")
    assert [policy.id for policy in read.policies] == ["2020-226"]
    county = read_county(column, "210198", POLICIES)
    assert county.problems == ()
    assert county.disclosure is not None
    assert len(county.disclosure.projects) == 3
    assert county.disclosure.payments[0].place("amount").column == len("2021-06-30,210198-2020-01,") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "line", "column_", "words"),
    [
        ("projects/01.yaml", "项目名称: 县级仓储配送中心\n", "", "E002", 1, 1, "缺少“项目名称”"),
        ("projects/01.yaml", "完成时限", "完成时间", "E003", 6, 1, "是否应为“完成时限”"),
        ("projects/01.yaml", "2022-12-31", "2022/12/31", "E004", 6, 7, "写成 2022-12-31"),
        ("projects/01.yaml", "2022-12-31", "2022-13-31", "E004", 6, 7, "日历上不存在"),
        ("projects/01.yaml", "350.00", "350万元", "E004", 5, 9, "带有单位"),
        ("projects/01.yaml", "350.00", "３５０", "E004", 5, 9, "改成半角：350"),
        ("projects/01.yaml", "350.00", "1,350.00", "E004", 5, 9, "去掉逗号：1350.00"),
        ("projects/01.yaml", "物流配送", "物流配套", "E005", 3, 7, "是否应为“物流配送”"),
        (
            "projects/02.yaml",
            "2020-02",
            "2020-01",
            "E006",
            1,
            7,
            "01.yaml 已经用了；本文件的编号应为 210198-2020-02",
        ),
        ("projects/02.yaml", "2020-02", "2020-05", "E008", 1, 7, "序号与文件名 02.yaml 不一致"),
        ("projects/02.yaml", "2020-02", "2019-02", "E008", 1, 7, "批次与“示范批次”2020 不一致"),
        ("projects/02.yaml", "210198", "210197", "E008", 1, 7, "县代码与文件夹名 210198 不一致"),
        ("progress.csv", "2020-01", "2020-09", "E007", 2, 12, "找不到编号为“210198-2020-09”的项目"),
        ("progress.csv", "说明", "备住", "E003", 1, 15, "列名“备住”不在数据字典内"),
        ("progress.csv", "日期,", "日子,", "E003", 1, 1, "是否应为“日期”"),
        ("progress.csv", "日期,", "说明,", "E002", 1, 1, "缺少“日期”一列"),
        ("progress.csv", ",30,", ",0.30,", "E004", 2, 27, "30% 写成 30"),
        ("progress.csv", "主体开工,", "主体开工", "E001", 2, 1, "表头有 6 格"),
        ("county.yaml", "所属市: 沈阳", "所属市: 鞍山", "E008", 2, 9, "不属于鞍山市"),
        ("county.yaml", "示例数据: true\n", "", "E008", 2, 9, "不在 GB/T 2260"),
        ("projects/01.yaml", "状态: 在建", "状态：在建", "E001", 4, 3, "中文冒号"),
        ("projects/01.yaml", "状态: 在建", "状态: 在建\n\t备注: x", "E001", 5, 1, "制表符"),
        (
            "projects/01.yaml",
            "状态: 在建",
            "状态: 在建\n状态: 未开工",
            "E006",
            5,
            1,
            "写了两次（第一次在第 4 行）",
        ),
        ("projects/01.yaml", "状态: 在建", "状态: &a 在建", "S005", 4, 5, "引用"),
        (
            "projects/01.yaml",
            "状态: 在建",
            "状态: !!python/object:os.system 在建",
            "S005",
            4,
            5,
            "以 ! 开头的标记",
        ),
        ("projects/01.yaml", "县级仓储", "县级<script>仓储", "S001", 2, 7, "网页代码"),
        ("projects/01.yaml", "县级仓储", "县级\u202e仓储", "S006", 2, 9, "改变文字方向"),
        ("payments.csv", "首付款", "=1+1", "S007", 2, 38, "公式"),
        ("payments.csv", "首付款", "付款，电话13800138000", "P002", 2, 38, "手机号码"),
        ("payments.csv", "首付款", "电话１３８００１３８０００", "P002", 2, 38, "手机号码"),
        ("payments.csv", "首付款", "11010519491231002X", "P001", 2, 38, "身份号码"),
        ("payments.csv", "首付款", "账号 6222 0212 3456 7890 128", "P003", 2, 38, "银行卡号"),
        ("payments.csv", "首付款", "someone@qq.com", "P004", 2, 38, "电子邮箱"),
    ],
)
def test_each_error_names_place_and_cure(
    column: Path, file: str, old: str, new: str, code: str, line: int, column_: int, words: str
) -> None:
    spoil(column, file, old, new)
    found = problems(column)
    matching = [finding for finding in found if finding.code == code]
    assert len(matching) == 1, found
    (finding,) = matching
    assert (finding.place.file, finding.place.line, finding.place.column) == (
        f"counties/210198/{file}",
        line,
        column_,
    )
    assert words in f"{finding.message}；{finding.cure}"
    assert finding.cure
    assert finding.severity is Severity.ERROR
    assert finding.county == "210198"


def test_ten_things_broken_in_ten_files_give_ten_messages(column: Path) -> None:
    folder = column / "counties/210198"

    def project(number: str, old: str, new: str) -> None:
        text = PROJECT.format(code="210198", number=number)
        assert old in text
        write(folder / f"projects/{number}.yaml", text.replace(old, new))

    project("04", "项目名称: 县级仓储配送中心\n", "")
    project("05", "支持方向", "支持方句")
    project("06", "2022-12-31", "2022-02-30")
    project("07", "350.00", "350万元")
    project("08", "350.00", "３５０")
    project("09", "物流配送", "物流")
    project("10", "2020-10", "2020-01")
    project("11", "状态: 在建", "状态：在建")
    write(folder / "progress.csv", "日期,项目编号,进度\n2021-06-30,210198-2020-77,30\n")
    payments = "日期,项目编号,金额,收款单位\n2021-06-30,210198-2020-04,1,甲公司\n"
    write(folder / "payments.csv", payments, "gb18030")
    found = [
        (item.place.file.removeprefix("counties/210198/"), item.place.line, item.code)
        for item in problems(column)
    ]
    assert sorted(found) == [
        ("payments.csv", 1, "E001"),  # GB18030, which is read: a remark
        ("progress.csv", 2, "E007"),
        ("projects/04.yaml", 1, "E002"),
        ("projects/05.yaml", 3, "E003"),
        ("projects/06.yaml", 6, "E004"),
        ("projects/07.yaml", 5, "E004"),
        ("projects/08.yaml", 5, "E004"),
        ("projects/09.yaml", 3, "E005"),
        ("projects/10.yaml", 1, "E006"),
        ("projects/11.yaml", 4, "E001"),
    ]
    assert all(item.cure for item in problems(column))
    assert [item.place.line for item in problems(column) if item.severity is not Severity.ERROR] == [1]


def test_gb18030_is_named_and_the_rest_is_still_read(column: Path) -> None:
    text = "日期,项目编号,金额,收款单位,用途,凭证号\n2021-06-30,210198-2020-01,五百,㐂公司,款,1\n"
    write(column / "counties/210198/payments.csv", text, "gb18030")
    found = problems(column)
    assert [finding.code for finding in found] == ["E001", "E004"]
    assert "UTF-8" in found[0].cure


def test_a_bom_and_windows_line_ends_are_no_fault(column: Path) -> None:
    path = column / "counties/210198/payments.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert problems(column) == []


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\xff\xfe\x00", b"PK\x03\x04\x00", b"\x81\xff\xff"])
def test_what_is_no_text_is_an_error(column: Path, data: bytes) -> None:
    (column / "counties/210198/payments.csv").write_bytes(data)
    assert "E001" in {finding.code for finding in problems(column)}


def test_an_alias_bomb_is_refused_before_it_goes_off(column: Path) -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    write(column / "counties/210198/plan.yaml", bomb)
    assert [finding.code for finding in problems(column)] == ["S005"]


@pytest.mark.parametrize("text", ["[" * 5000, "a: " + "{b: " * 300, "- " * 200 + "x"])
def test_deep_nesting_is_refused(column: Path, text: str) -> None:
    write(column / "counties/210198/plan.yaml", text)
    assert problems(column)


def test_a_link_is_not_followed(column: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("日期,项目编号,进度\n")
    path = column / "counties/210198/progress.csv"
    path.unlink()
    path.symlink_to(secret)
    assert [finding.code for finding in problems(column)] == ["S004"]


def test_an_error_in_one_county_leaves_the_other_alone(column: Path) -> None:
    write(column / "counties/210198/county.yaml", "名称: [")
    broken = read_county(column, "210198", POLICIES)
    assert broken.disclosure is None
    assert broken.problems
    other = read_county(column, "210197", POLICIES)
    assert other.problems == ()
    assert other.disclosure is not None


def test_identical_rows_are_named_with_both_lines(column: Path) -> None:
    path = column / "counties/210198/payments.csv"
    row = path.read_text("utf-8").split("\n")[1]
    path.write_text(path.read_text("utf-8") + row + "\n", "utf-8")
    (finding,) = problems(column)
    assert finding.code == "E006"
    assert finding.place.line == 3
    assert "第 2 行" in finding.message


def test_what_is_past_is_not_in_the_future(column: Path) -> None:
    spoil(column, "projects/01.yaml", "完成时限: 2022-12-31", "采购: {合同日期: 2022-07-01}")
    spoil(column, "progress.csv", "2021-06-30", "2023-06-30")
    county = read_county(column, "210198", POLICIES).disclosure
    assert county is not None
    found = coherence(county, date(2022, 6, 30))
    assert [(finding.code, finding.place.file.rsplit("/", 1)[-1]) for finding in found] == [
        ("E010", "progress.csv"),
        ("E010", "01.yaml"),
    ]


@pytest.mark.parametrize(
    ("status", "extra"), [("已验收", ""), ("已取消", ""), ("在建", "取消:\n  日期: 2022-01-01\n  原因: 甲\n")]
)
def test_a_status_that_contradicts_the_rest(column: Path, status: str, extra: str) -> None:
    path = spoil(column, "projects/01.yaml", "状态: 在建", f"状态: {status}")
    path.write_text(path.read_text("utf-8") + extra, "utf-8")
    county = read_county(column, "210198", POLICIES).disclosure
    assert county is not None
    assert [finding.code for finding in coherence(county, date(2022, 6, 30))] == ["E011"]


def test_nothing_is_lost_a_record_is_published_or_in_an_error(column: Path) -> None:
    spoil(column, "projects/01.yaml", "完成时限: 2022-12-31", "采购: {合同日期: 2022-07-01}")
    read = read_county(column, "210198", POLICIES)
    assert read.disclosure is not None
    errors = coherence(read.disclosure, date(2022, 6, 30))
    left = withhold(read.disclosure, errors)
    assert left is not None
    assert [project.number for project in left.projects] == ["02", "03"]
    assert left.payments == ()
    assert withhold(read.disclosure, ()) == read.disclosure


def test_unknown_files_are_named(column: Path) -> None:
    write(column / "counties/210198/payment.csv", "x")
    write(column / "counties/210198/.DS_Store", "x")
    write(column / "counties/210198/attachments/x.exe", "MZ")
    write(column / "counties/210198/attachments/x.pdf", "not a pdf")
    found = {finding.place.file.rsplit("/", 1)[-1]: finding for finding in problems(column)}
    assert found["payment.csv"].code == "E008"
    assert found[".DS_Store"].severity is Severity.NOTICE
    assert found["x.exe"].code == "S003"
    assert found["x.pdf"].code == "S003"


def test_a_missing_attachment_and_a_path_in_its_name(column: Path) -> None:
    path = column / "counties/210198/projects/01.yaml"
    path.write_text(path.read_text("utf-8") + "附件:\n  - 没有.pdf\n  - ../../site.yaml\n", "utf-8")
    assert sorted(finding.code for finding in problems(column)) == ["E007", "S004"]


def test_the_county_file_with_another_code(column: Path) -> None:
    write(column / "counties/210198/county.yaml", COUNTY.format(code="210199"))
    assert "E008" in {finding.code for finding in problems(column)}
