"""Two versions of a workbook that began as one: what only one side changed is taken, what both changed is told."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from generator.intake.reading.folder import Folder
from generator.workbook.merge import Merged, merge
from generator.workbook.rows import Rows, rows_in
from generator.workbook.template import workbook

CODE = "210198"
P1, P2, P3 = (f"{CODE}-2020-{number:02d}" for number in (1, 2, 3))
FILES = {
    "county.yaml": f"名称: 甲县\n行政区划代码: '{CODE}'\n所属市: 沈阳\n示范批次: 2020\n"
    "监督电话:\n  - {号码: 024-00000001, 受理单位: 县商务局}\n  - {号码: 024-00000002, 受理单位: 县财政局}\n"
    "绩效目标:\n  - {指标: 覆盖率, 目标: 100, 当前: 80}\n  - {指标: 零售额, 目标: 5000, 当前: 3000}\n",
    "contracts.yaml": "合同:\n  - 合同编号: 甲-1\n    名称: 一号合同\n    合同金额: 100.00\n"
    f"    涉及项目: [{{项目编号: {P1}, 金额: 60.00}}, {{项目编号: {P2}, 金额: 40.00}}]\n"
    "  - 合同编号: 甲-2\n    名称: 二号合同\n",
    "projects/01.yaml": f"项目编号: {P1}\n项目名称: 物流中心\n扶持资金额度: 100.00\n"
    "资金用途:\n  - {类别: 设施设备, 用途: 分拣线, 金额: 60.00}\n  - {类别: 设施设备, 用途: 货架, 金额: 40.00}\n",
    "projects/02.yaml": f"项目编号: {P2}\n项目名称: 服务中心\n扶持资金额度: 50.00\n备注: 一期\n",
    "payments.csv": "日期,项目编号,金额,收款单位,用途,凭证号\n"
    f"2021-03-01,{P1},10.00,甲公司,首付款,一号\n2021-03-02,{P1},20.00,甲公司,进度款,二号\n"
    f"2021-03-03,{P2},30.00,乙公司,首付款,\n2021-03-04,{P2},40.00,乙公司,尾款,四号\n",
}
Change = tuple[str, str, str]
"""(file, what stands there, what stands there instead)."""


def rows(*changes: Change) -> Rows:
    files = dict(FILES)
    for name, old, new in changes:
        assert old in files.get(name, ""), (name, old)
        files[name] = files[name].replace(old, new, 1)
    given = {name: text.encode() for name, text in files.items() if text}
    found = rows_in(Folder(Path(), "", held=given, is_all_held=True))
    assert found.problems == []
    return found


def merged(ours: Sequence[Change], theirs: Sequence[Change], *, prefers_theirs: bool = False) -> Merged:
    return merge(rows(), rows(*ours), rows(*theirs), prefers_theirs=prefers_theirs)


def texts(found: Merged) -> dict[str, list[Mapping[str, str]]]:
    return {sheet.title: list(cells) for sheet, cells in found.rows.items() if cells}


def expected(*changes: Change) -> dict[str, list[Mapping[str, str]]]:
    return {
        sheet.title: [row.cells for row in found] for sheet, found in rows(*changes).of_sheet.items() if found
    }


PAYMENTS, PROJECT = "payments.csv", "projects/01.yaml"
LAST_ROW = "尾款,四号\n"
ADDED = f"{LAST_ROW}2021-04-01,{P1},5.00,丙公司,尾款,五号\n"
DROPPED = (PAYMENTS, f"2021-03-02,{P1},20.00,甲公司,进度款,二号\n", "")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        # other records, other fields of one record, other files
        ([(PAYMENTS, ",10.00,", ",11.00,")], [(PAYMENTS, ",40.00,", ",41.00,")]),
        ([(PROJECT, "物流中心", "物流园")], [(PROJECT, "扶持资金额度: 100.00", "扶持资金额度: 90.00")]),
        ([(PROJECT, "物流中心", "物流园")], [("county.yaml", "甲县", "甲市")]),
        ([("county.yaml", "甲县", "甲市")], [("county.yaml", "2020", "2021")]),
        # a row added, removed, moved
        ([(PAYMENTS, LAST_ROW, ADDED)], [(PAYMENTS, ",10.00,", ",11.00,")]),
        ([DROPPED], [(PAYMENTS, ",40.00,", ",41.00,")]),
        ([DROPPED], [DROPPED]),
        ([], [DROPPED]),
        ([(PAYMENTS, LAST_ROW, ADDED)], [(PAYMENTS, LAST_ROW, ADDED)]),
        # the same change on both sides
        ([(PROJECT, "100.00", "90.00")], [(PROJECT, "100.00", "90.00")]),
        # lists: an item added on one side, another changed on the other; by name, not by place
        (
            [
                (
                    PROJECT,
                    "  - {类别: 设施设备, 用途: 分拣线",
                    "  - {类别: 服务, 用途: 维保, 金额: 1.00}\n  - {类别: 设施设备, 用途: 分拣线",
                )
            ],
            [(PROJECT, "货架, 金额: 40.00", "货架, 金额: 41.00")],
        ),
        (
            [("county.yaml", "当前: 80", "当前: 85")],
            [("county.yaml", "目标: 5000, 当前: 3000", "目标: 5000, 当前: 4000")],
        ),
        ([("contracts.yaml", "一号合同", "第一号合同")], [("contracts.yaml", "金额: 40.00", "金额: 39.00")]),
        # a whole project, a whole file
        ([("projects/02.yaml", FILES["projects/02.yaml"], "")], [(PROJECT, "物流中心", "物流园")]),
        # a key corrected on one side, another row changed on the other
        ([(PAYMENTS, "2021-03-01", "2021-03-11")], [(PAYMENTS, ",40.00,", ",41.00,")]),
        ([(PAYMENTS, "2021-03-01", "2021-03-11")], [(PAYMENTS, "甲公司,首付款", "甲公司,预付款")]),
    ],
)
def test_what_one_side_alone_changed_is_taken(ours: list[Change], theirs: list[Change]) -> None:
    both = expected(*ours, *(change for change in theirs if change not in ours))
    for one, other in ((ours, theirs), (theirs, ours)):
        found = merged(one, other)
        assert found.conflicts == []
        assert texts(found) == both


def test_one_amount_written_in_two_ways_is_no_conflict() -> None:
    found = merged([(PROJECT, "100.00", "90.00")], [(PROJECT, "100.00", "90")])
    assert found.conflicts == []
    assert texts(found) == expected((PROJECT, "100.00", "90.00"))


def test_rows_that_both_sides_added_stand_after_what_they_followed() -> None:
    first = (PAYMENTS, "首付款,一号\n", f"首付款,一号\n2021-03-01,{P2},1.00,丁公司,首付款,六号\n")
    found = merged([(PAYMENTS, LAST_ROW, ADDED)], [first])
    assert found.conflicts == []
    vouchers = [cells.get("凭证号", "") for cells in texts(found)["专项资金拨付"]]
    assert vouchers == ["一号", "六号", "二号", "", "四号", "五号"]
    assert (str(found.ours), str(found.theirs)) == ("新增 1 条、改动 0 条、删去 0 条",) * 2


def test_two_payments_without_a_voucher_that_differ_are_two() -> None:
    one, other = (
        (PAYMENTS, LAST_ROW, f"{LAST_ROW}2021-05-01,{P1},{amount},丙公司,尾款,\n")
        for amount in ("5.00", "6.00")
    )
    found = merged([one], [other])
    assert found.conflicts == []
    assert [cells["金额"] for cells in texts(found)["专项资金拨付"]][-2:] == ["5.00", "6.00"]


SWAPPED = (
    PAYMENTS,
    f"2021-03-01,{P1},10.00,甲公司,首付款,一号\n2021-03-02,{P1},20.00,甲公司,进度款,二号\n",
    f"2021-03-02,{P1},20.00,甲公司,进度款,二号\n2021-03-01,{P1},10.00,甲公司,首付款,一号\n",
)


@pytest.mark.parametrize("sides", [([SWAPPED], []), ([], [SWAPPED]), ([SWAPPED], [SWAPPED])])
def test_rows_that_one_side_moved_stay_there(sides: tuple[list[Change], list[Change]]) -> None:
    assert texts(merged(*sides)) == expected(SWAPPED)


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (
            [(PROJECT, "100.00", "90.00")],
            [(PROJECT, "100.00", "80.00")],
            ("项目", P1, "扶持资金额度", "100.00", "90.00", "80.00"),
        ),
        (
            [("projects/02.yaml", "一期", "二期")],
            [("projects/02.yaml", "备注: 一期\n", "")],
            ("项目", P2, "备注", "一期", "二期", "（空）"),
        ),
        (
            [("county.yaml", "甲县", "乙县")],
            [("county.yaml", "甲县", "丙县")],
            ("示范县基本信息", "", "名称", "甲县", "乙县", "丙县"),
        ),
        (
            [(PAYMENTS, ",20.00,", ",21.00,")],
            [(PAYMENTS, ",20.00,", ",22.00,")],
            ("专项资金拨付", f"2021-03-02 {P1} 二号", "金额", "20.00", "21.00", "22.00"),
        ),
        # both corrected the key of one row
        (
            [(PAYMENTS, "2021-03-01", "2021-03-11")],
            [(PAYMENTS, "2021-03-01", "2021-03-21")],
            ("专项资金拨付", f"2021-03-01 {P1} 一号", "日期", "2021-03-01", "2021-03-11", "2021-03-21"),
        ),
        # added on both sides, otherwise
        (
            [(PAYMENTS, LAST_ROW, ADDED)],
            [(PAYMENTS, LAST_ROW, ADDED.replace("5.00", "6.00"))],
            ("专项资金拨付", f"2021-04-01 {P1} 五号", "金额", "（空）", "5.00", "6.00"),
        ),
        (
            [("county.yaml", "县财政局", "市财政局")],
            [("county.yaml", "县财政局", "省财政厅")],
            ("监督电话", "024-00000002", "受理单位", "县财政局", "市财政局", "省财政厅"),
        ),
        (
            [("contracts.yaml", f"{P2}, 金额: 40.00", f"{P2}, 金额: 41.00")],
            [("contracts.yaml", f"{P2}, 金额: 40.00", f"{P2}, 金额: 42.00")],
            ("合同·涉及项目", f"甲-1 {P2}", "金额", "40.00", "41.00", "42.00"),
        ),
    ],
)
def test_what_both_sides_changed_otherwise_is_told_by_record(
    ours: list[Change], theirs: list[Change], told: tuple[str, ...]
) -> None:
    found = merged(ours, theirs)
    (conflict,) = found.conflicts
    values = (conflict.base, conflict.ours, conflict.theirs)
    assert (conflict.sheet, conflict.record, conflict.field, *values) == told
    assert texts(found) == expected(*ours)
    assert texts(merged(ours, theirs, prefers_theirs=True)) == expected(*theirs)


def test_a_row_that_one_side_removed_and_the_other_changed_is_told() -> None:
    changed = (PAYMENTS, ",20.00,", ",21.00,")
    (conflict,) = merged([DROPPED], [changed]).conflicts
    assert (conflict.record, conflict.field, conflict.ours) == (f"2021-03-02 {P1} 二号", "整条", "（已删去）")
    assert "金额 21.00" in conflict.theirs
    assert conflict.told().startswith(f"冲突 专项资金拨付 › 2021-03-02 {P1} 二号 › 整条：原来：“")
    assert texts(merged([DROPPED], [changed])) == expected(DROPPED)
    assert texts(merged([DROPPED], [changed], prefers_theirs=True)) == expected(changed)


def test_a_row_of_a_list_whose_owner_the_other_side_removed_is_told() -> None:
    gone = ("projects/02.yaml", FILES["projects/02.yaml"], "")
    source = (
        "projects/02.yaml",
        "备注: 一期\n",
        "备注: 一期\n资金来源:\n  - {来源: 中央财政, 金额: 50.00}\n",
    )
    found = merged([gone], [source])
    (conflict,) = found.conflicts
    assert (conflict.sheet, conflict.record) == ("项目·资金来源", f"{P2} 中央财政")
    assert conflict.ours == "（所属的“项目”已删去或改了编号）"
    assert "金额 50.00" in conflict.theirs
    assert texts(found) == expected(gone)
    assert texts(merged([gone], [source], prefers_theirs=True)) == expected(source)


def test_places_are_those_of_both_workbooks(tmp_path: Path) -> None:
    from generator.workbook.lying import rows_of

    paths = []
    for name, changes in (
        ("原", []),
        ("甲", [(PROJECT, "100.00", "90.00")]),
        ("乙", [(PROJECT, "100.00", "80.00")]),
    ):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(
            workbook(
                {sheet: [row.cells for row in found] for sheet, found in rows(*changes).of_sheet.items()}
            )
        )
        paths.append(path)
    (conflict,) = merge(*map(rows_of, paths)).conflicts
    assert conflict.told() == (
        f"冲突 项目 › {P1} › 扶持资金额度：原来：“100.00”；OURS（{paths[1]} 工作表“项目”第2行AG列）：“90.00”；"
        f"THEIRS（{paths[2]} 工作表“项目”第2行AG列）：“80.00”"
    )
