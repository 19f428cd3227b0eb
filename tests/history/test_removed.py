"""What is removed in one commit and comes back in a later one is compared with what was published last."""

import re
import shutil
from pathlib import Path

import pytest

from generator.history import read_history
from generator.intake.reading.folder import Folder
from generator.intake.workbook.sheets import KINDS
from tests.support.repository import Repository
from tests.support.workbooks import workbook_of

ROOT = Path(__file__).parents[2]
CODE = "210198"
P1, P9 = f"counties/{CODE}/projects/01.yaml", f"counties/{CODE}/projects/09.yaml"
ID1 = f"{CODE}-2020-01"
PAYMENTS = f"counties/{CODE}/payments.csv"
HEAD = "日期,项目编号,金额,收款单位,用途,凭证号\n"
ONE = f"2022-01-10,{ID1},117.00,甲公司,首付款,一号\n"
TWO = f"2022-02-10,{ID1},50.00,甲公司,进度款,二号\n"
NAME_ONE = f"2022-01-10 {ID1} 一号"
PROJECT = f"""项目编号: {ID1}
项目名称: 县级仓储配送中心
支持方向: 物流配送
状态: 在建
扶持资金额度: 117.00
完成时限: 2021-12-31
"""
AMOUNT = (ID1, "扶持资金额度", "117.00", "999")
REMOVED = (ID1, "记录", "县级仓储配送中心", "")
AGAIN = (ID1, "记录", "", "县级仓储配送中心")
MOBILE = "13800138000"
Change = tuple[str, str, str, str]


class Told:
    """What is told of each commit; read anew, grown commit by commit, and grown by several commits at once."""

    def __init__(self, root: Path) -> None:
        self.repository = Repository(root / "checkout")
        self.root = root
        self.repository.write("site.yaml", "栏目名称: 示例\n")
        self.repository.write(f"counties/{CODE}/county.yaml", "名称: 青禾县\n")
        self._commits = 0

    def commit(self, files: dict[str, str | None]) -> list[Change]:
        """Writes and deletes files and commits them; returns the changes that the commit brings."""
        for path, text in files.items():
            if text is None:
                (self.repository.content / path).unlink()
            else:
                self.repository.write(path, text)
        self._commits += 1
        commit = self.repository.commit("a commit")
        found = self._told(self.root / "grown", commit)
        assert found == self._told(None, commit)
        if self._commits % 3 == 0:
            assert found == self._told(self.root / "by threes", commit)
        return found

    def _told(self, cache: Path | None, commit: str) -> list[Change]:
        history = read_history(self.repository.content, cache)
        changes = [
            (change.commit, (change.record, change.field, change.old, change.new))
            for code in history.county_codes
            if (county := history.county(code))
            for change in county.changes
        ]
        assert MOBILE not in repr(changes)
        return [change for at, change in changes if at == commit]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def with_amount(amount: str) -> str:
    return PROJECT.replace("117.00", amount)


@pytest.mark.parametrize("between", [0, 1, 4])
def test_a_record_that_comes_back_with_another_amount(between: int, told: Told) -> None:
    told.commit({P1: PROJECT})
    assert told.commit({P1: None}) == [REMOVED]
    for number in range(between):
        told.commit({f"counties/{CODE}/plan.yaml": f"实施方案: {{标题: 方案{number}}}\n"})
    assert told.commit({P1: with_amount("999")}) == [AMOUNT]
    assert told.commit({P1: with_amount("998")}) == [(ID1, "扶持资金额度", "999", "998")]


def test_a_record_that_comes_back_as_it_was_is_published_again(told: Told) -> None:
    told.commit({P1: PROJECT})
    told.commit({P1: None})
    assert told.commit({P1: "# 恢复\n" + PROJECT.replace("117.00", "117")}) == [AGAIN]


def test_removed_and_back_more_than_once(told: Told) -> None:
    told.commit({P1: PROJECT})
    told.commit({P1: None})
    assert told.commit({P1: with_amount("200")}) == [(ID1, "扶持资金额度", "117.00", "200")]
    assert told.commit({P1: None}) == [REMOVED]
    assert told.commit({P1: with_amount("999")}) == [(ID1, "扶持资金额度", "200", "999")]


def test_under_another_file_name(told: Told) -> None:
    told.commit({P1: PROJECT})
    told.commit({P1: None})
    assert told.commit({P9: with_amount("999")}) == [AMOUNT]


def test_renamed_before_it_was_removed(told: Told) -> None:
    told.commit({P1: PROJECT})
    assert told.commit({P1: None, P9: PROJECT}) == []
    assert told.commit({P9: None}) == [REMOVED]
    assert told.commit({P1: with_amount("999")}) == [AMOUNT]


@pytest.mark.parametrize("refused", [f"# {MOBILE}\n{PROJECT}", "项目编号: [\n"])
def test_refused_when_it_comes_back(refused: str, told: Told) -> None:
    told.commit({P1: PROJECT})
    told.commit({P1: None})
    assert told.commit({P1: refused}) == []
    assert told.commit({P1: with_amount("999")}) == [AMOUNT]


def test_refused_when_it_was_removed(told: Told) -> None:
    """The version that was published last is compared, not the one that never was."""
    told.commit({P1: PROJECT})
    assert told.commit({P1: f"# {MOBILE}\n" + with_amount("500")}) == []
    assert told.commit({P1: None}) == [REMOVED]
    assert told.commit({P1: with_amount("999")}) == [AMOUNT]


def test_what_is_removed_in_a_branch_and_merged(told: Told) -> None:
    r = told.repository
    told.commit({P1: PROJECT})
    told.commit({P1: None})
    r.git("checkout", "--quiet", "-b", "county")
    r.write(P1, with_amount("500"))
    r.commit("half")
    r.write(P1, with_amount("999"))
    r.commit("whole")
    r.git("checkout", "--quiet", "main")
    r.git("merge", "--quiet", "--no-ff", "--no-commit", "county")
    assert told.commit({}) == [AMOUNT]


def test_a_field_that_is_emptied_and_filled_again(told: Told) -> None:
    told.commit({P1: PROJECT})
    assert told.commit({P1: PROJECT.replace("扶持资金额度: 117.00\n", "")}) == [
        (ID1, "扶持资金额度", "117.00", "")
    ]
    assert told.commit({P1: PROJECT.replace("扶持资金额度: 117.00\n", "扶持资金额度: [\n")}) == []
    assert told.commit({P1: with_amount("999")}) == [AMOUNT]


def test_a_field_filled_again_as_it_was_is_no_change_of_its_value(told: Told) -> None:
    told.commit({P1: PROJECT})
    told.commit({P1: PROJECT.replace("扶持资金额度: 117.00\n", "")})
    assert told.commit({P1: with_amount("117")}) == [(ID1, "扶持资金额度", "", "117")]


def test_a_field_that_was_emptied_before_the_record_was_removed(told: Told) -> None:
    told.commit({P1: PROJECT})
    told.commit({P1: PROJECT.replace("扶持资金额度: 117.00\n", "")})
    told.commit({P1: None})
    assert told.commit({P1: with_amount("999")}) == [AMOUNT]


CONTRACTS = f"counties/{CODE}/contracts.yaml"


def contract(number: str, amount: str) -> str:
    return f"  - {{合同编号: {number}, 合同金额: {amount}}}\n"


def test_an_item_of_a_list_that_goes_by_a_name(told: Told) -> None:
    told.commit({CONTRACTS: "合同:\n" + contract("HT-01", "117") + contract("HT-02", "5")})
    told.commit({CONTRACTS: "合同:\n" + contract("HT-02", "5")})
    changes = told.commit({CONTRACTS: "合同:\n" + contract("HT-02", "5") + contract("HT-01", "999")})
    assert (f"{CODE}/contracts", "合同 › “HT-01”", "合同金额 117 万元", "合同金额 999 万元") in changes
    assert not any("HT-02" in change[1] for change in changes)


def test_a_file_of_parts_that_is_removed_and_comes_back(told: Told) -> None:
    plan = f"counties/{CODE}/plan.yaml"
    told.commit({plan: "实施方案: {标题: 方案, 印发日期: 2020-10-01}\n"})
    assert told.commit({plan: None}) == [(f"{CODE}/plan", "记录", "已公开", "")]
    assert told.commit({plan: "实施方案: {标题: 方案, 印发日期: 2021-10-01}\n"}) == [
        (f"{CODE}/plan", "实施方案 › 印发日期", "2020-10-01", "2021-10-01")
    ]


def row_change(old: str, new: str) -> Change:
    return (f"{CODE}/payments", f"{NAME_ONE} › 金额", old, new)


ROW_TOLD = "金额 117.00，收款单位 甲公司，用途 首付款"


@pytest.mark.parametrize("between", [0, 1, 4])
def test_a_row_that_comes_back_with_another_amount(between: int, told: Told) -> None:
    told.commit({PAYMENTS: HEAD + ONE + TWO})
    assert told.commit({PAYMENTS: HEAD + TWO}) == [(f"{CODE}/payments", f"{NAME_ONE} › 记录", ROW_TOLD, "")]
    for number in range(between):
        told.commit({PAYMENTS: HEAD + TWO.replace("50.00", str(60 + number))})
    last = (told.repository.content / PAYMENTS).read_text("utf-8")
    assert told.commit({PAYMENTS: last + ONE.replace("117.00", "999")}) == [row_change("117.00", "999")]
    assert told.commit({PAYMENTS: last + ONE.replace("117.00", "998")}) == [row_change("999", "998")]


def test_a_row_that_comes_back_as_it_was_is_published_again(told: Told) -> None:
    told.commit({PAYMENTS: HEAD + ONE + TWO})
    told.commit({PAYMENTS: HEAD + TWO})
    assert told.commit({PAYMENTS: HEAD + TWO + ONE.replace("117.00", "117")}) == [
        (f"{CODE}/payments", f"{NAME_ONE} › 记录", "", "金额 117，收款单位 甲公司，用途 首付款")
    ]


def test_a_row_that_is_refused_when_it_comes_back(told: Told) -> None:
    told.commit({PAYMENTS: HEAD + ONE + TWO})
    told.commit({PAYMENTS: HEAD + TWO})
    assert told.commit({PAYMENTS: HEAD + TWO + ONE.replace("首付款", MOBILE)}) == []
    assert told.commit({PAYMENTS: HEAD + TWO + ONE.replace("117.00", "999")}) == [row_change("117.00", "999")]


def test_a_row_that_was_refused_when_it_was_removed(told: Told) -> None:
    told.commit({PAYMENTS: HEAD + ONE + TWO})
    assert told.commit({PAYMENTS: HEAD + ONE.replace("首付款", MOBILE) + TWO}) == []
    told.commit({PAYMENTS: HEAD + TWO})
    assert told.commit({PAYMENTS: HEAD + TWO + ONE.replace("117.00", "999")}) == [row_change("117.00", "999")]


def test_a_ledger_that_is_removed_and_comes_back_otherwise(told: Told) -> None:
    """The row that it lacks was gone with the ledger; when it comes back, it is compared as well."""
    told.commit({PAYMENTS: HEAD + ONE + TWO})
    assert told.commit({PAYMENTS: None}) == [(f"{CODE}/payments", "记录", "已公开", "")]
    back = told.commit({PAYMENTS: HEAD + TWO.replace("50.00", "51")})
    assert sorted(back) == sorted(
        [
            (f"{CODE}/payments", f"{NAME_ONE} › 记录", ROW_TOLD, ""),
            (f"{CODE}/payments", f"2022-02-10 {ID1} 二号 › 金额", "50.00", "51"),
        ]
    )
    assert told.commit({PAYMENTS: HEAD + ONE.replace("117.00", "999") + TWO.replace("50.00", "51")}) == [
        row_change("117.00", "999")
    ]


def test_a_row_removed_before_its_ledger_was(told: Told) -> None:
    told.commit({PAYMENTS: HEAD + ONE + TWO})
    told.commit({PAYMENTS: HEAD + TWO})
    told.commit({PAYMENTS: None})
    assert told.commit({PAYMENTS: HEAD + ONE.replace("117.00", "999") + TWO}) == [row_change("117.00", "999")]


def test_of_several_rows_of_one_name_the_most_alike_come_back(told: Told) -> None:
    """Payments without a voucher may share their names."""
    rows = [
        f"2022-01-10,{ID1},{amount},{payee},首付款,\n" for amount, payee in ((1, "甲公司"), (2, "乙公司"))
    ]
    told.commit({PAYMENTS: HEAD + "".join(rows) + TWO})
    told.commit({PAYMENTS: HEAD + TWO})
    again = told.commit({PAYMENTS: HEAD + rows[1].replace(",2,", ",9,") + TWO})
    assert again == [(f"{CODE}/payments", f"2022-01-10 {ID1} › 金额", "2", "9")]
    again = told.commit({PAYMENTS: HEAD + rows[1].replace(",2,", ",9,") + rows[0] + TWO})
    assert again == [
        (f"{CODE}/payments", f"2022-01-10 {ID1}（2） › 记录", "", "金额 1，收款单位 甲公司，用途 首付款")
    ]


def test_a_county_that_is_removed_and_comes_back(told: Told) -> None:
    told.commit({P1: PROJECT, PAYMENTS: HEAD + ONE})
    gone = told.commit({P1: None, PAYMENTS: None, f"counties/{CODE}/county.yaml": None})
    assert {change[0] for change in gone} == {f"{CODE}/county", ID1, f"{CODE}/payments"}
    back = told.commit(
        {P1: with_amount("999"), PAYMENTS: HEAD + ONE, f"counties/{CODE}/county.yaml": "名称: 青禾县\n"}
    )
    assert sorted(back) == sorted(
        [(f"{CODE}/county", "记录", "", "已公开"), (f"{CODE}/payments", "记录", "", "已公开"), AMOUNT]
    )


def test_under_a_new_code_of_the_county(told: Told) -> None:
    told.commit({P1: PROJECT})
    told.commit({P1: None})
    r = told.repository
    (r.content / f"counties/{CODE}").rename(r.content / "counties/210199")
    told.commit({"counties/210199/county.yaml": f"名称: 青禾县\n原代码: '{CODE}'\n"})
    again = told.commit({"counties/210199/projects/01.yaml": with_amount("999").replace(CODE, "210199")})
    assert again == [("210199-2020-01", "扶持资金额度", "117.00", "999")]


def test_what_is_redacted_today_is_not_told_of_the_version_before(told: Told) -> None:
    told.commit({P1: PROJECT + "建设内容: 柳荫巷三号\n"})
    commit = told.repository.git("rev-parse", "HEAD")
    told.commit({P1: None})
    entry = f"{{日期: 2022-03-02, 记录: {ID1}, 栏目: 建设内容, 提交: {commit}, 依据: 本人申请}}"
    told.commit({"redactions.yaml": f"依法隐去:\n  - {entry}\n"})
    assert told.commit({P1: with_amount("999") + "建设内容: 分拣线\n"}) == [
        AMOUNT,
        (ID1, "建设内容", "（依法隐去）", "分拣线"),
    ]


def test_from_text_files_to_a_workbook(tmp_path: Path) -> None:
    """Removed from the text files, and back in the workbook that stands in their place."""
    made = Repository(tmp_path / "checkout")
    shutil.copytree(ROOT / "content_data/counties/210197", made.content / "counties/210197")
    shutil.copy(ROOT / "content_data/site.yaml", made.content)
    folder = made.content / "counties/210197"
    made.commit("text")
    project, payments = folder / "projects/01.yaml", folder / "payments.csv"
    text, rows = project.read_text("utf-8"), payments.read_text("utf-8").splitlines(keepends=True)
    project.unlink()
    payments.write_text("".join(rows[:-1]), "utf-8")
    made.commit("removed")
    amount = re.search(r"扶持资金额度: (\S+)", text)
    assert amount is not None
    project.write_text(text.replace(amount[0], "扶持资金额度: 999"), "utf-8")
    cells = rows[-1].split(",")
    payments.write_text("".join([*rows[:-1], ",".join([*cells[:2], "888", *cells[3:]])]), "utf-8")
    data = workbook_of(Folder(folder, "counties/210197/", "210197"))
    for kind in KINDS:
        for file in folder.glob(kind.path):
            file.unlink()
    (folder / "台账.xlsx").write_bytes(data)
    commit = made.commit("back in a workbook")
    county = read_history(made.content, None).county("210197")
    assert county is not None
    back = {
        (item.field.split(" › ")[-1], item.old, item.new) for item in county.changes if item.commit == commit
    }
    assert back == {("扶持资金额度", amount[1], "999.00"), ("金额", cells[2], "888.00")}
