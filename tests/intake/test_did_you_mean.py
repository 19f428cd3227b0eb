"""What an unknown word was meant to be: a slip of the pen is guessed, another thing never."""

import pytest

from generator.intake.reading.did_you_mean import closest, cure_for
from generator.model.base import Codelist
from generator.model.codelists import (
    Direction,
    FundSource,
    InspectionMethod,
    Measure,
    OrganisationKind,
    PaymentKind,
    ProcurementMethod,
    SpendingCategory,
    Status,
)
from generator.model.ledgers import Payment, Progress, Transaction
from generator.model.project import Project


def _labels(codes: type[Codelist]) -> tuple[str, ...]:
    return tuple(code.label for code in codes)


PROJECT, PAYMENT = tuple(Project.labels().values()), tuple(Payment.labels().values())
METHODS, KINDS, STATES = _labels(ProcurementMethod), _labels(PaymentKind), _labels(Status)
FILES = ("county.yaml", "plan.yaml", "contracts.yaml", "payments.csv", "expenditures.csv", "inspections.csv")

OTHER_THINGS = [
    ("竞争性比选", tuple(method for method in METHODS if method != "竞争性比选")),
    ("竞争性评审", METHODS),
    ("定点采购", METHODS),
    ("邀请比选", METHODS),
    ("公开比选", METHODS),
    ("竞争性采购", METHODS),
    ("直接委托", METHODS),
    ("框架协议", METHODS),
    ("网上竞价", METHODS),
    ("监理单位", PROJECT),
    ("主办单位", PROJECT),
    ("协办单位", PROJECT),
    ("设计单位", PROJECT),
    ("施工单位", PROJECT),
    ("主管单位", PROJECT),
    ("资金使用", PROJECT),
    ("扶贫资金额度", PROJECT),
    ("联系人", PROJECT),
    ("使用", KINDS),
    ("支付", KINDS),
    ("到账", KINDS),
    ("转出", KINDS),
    ("付款单位", PAYMENT),
    ("汇款单位", PAYMENT),
    ("退款单位", PAYMENT),
    ("数额", PAYMENT),
    ("余额", PAYMENT),
    ("金额（元）", PAYMENT),
    ("金额(单位：元)", PAYMENT),
    ("项目名称", PAYMENT),
    ("停工", STATES),
    ("未验收", STATES),
    ("停止使用", STATES),
    ("基本未建", STATES),
    ("县级物流", _labels(Direction)),
    ("农产品下乡", _labels(Direction)),
    ("工业品进城", _labels(Direction)),
    ("乡级", _labels(FundSource)),
    ("国家", _labels(FundSource)),
    ("企业单位", _labels(OrganisationKind)),
    ("法人", _labels(OrganisationKind)),
    ("责令停工", _labels(Measure)),
    ("责令返工", _labels(Measure)),
    ("通报表扬", _labels(Measure)),
    ("现场审核", _labels(InspectionMethod)),
    ("招商引资", _labels(SpendingCategory)),
    ("上行金额", tuple(Transaction.labels().values())),
    ("回行件量", ("上行件量", "下行件量")),
    ("状态码", ("项目状态", "建设状态")),
    ("公示日期", ("公告日期", "签订日期")),
    ("开工日期", ("竣工日期",)),
    ("预算金额", ("决算金额",)),
    ("HT-2021-02", ("HT-2021-01", "HT-2021-03")),
    ("2020-227", ("2020-226",)),
    ("210123-2020-07", ("210123-2020-01", "210123-2020-70")),
    ("验收报告2.pdf", ("验收报告1.pdf",)),
    ("budget.csv", FILES),
    ("notes.csv", FILES),
]
SLIPS = [
    ("竟争性谈判", METHODS, "竞争性谈判"),
    ("竞争性淡判", METHODS, "竞争性谈判"),
    ("竞争性磋商 ", METHODS, "竞争性磋商"),
    ("公开招标标", METHODS, ""),
    ("讯价", METHODS, "询价"),
    ("单一来原", METHODS, "单一来源"),
    ("邀请召标", METHODS, "邀请招标"),
    ("物流配套", _labels(Direction), "物流配送"),
    ("物流配松", _labels(Direction), "物流配送"),
    ("农产品进程", _labels(Direction), "农产品进城"),
    ("项目名城", PROJECT, "项目名称"),
    ("建设内客", PROJECT, "建设内容"),
    ("承办单位名称", PROJECT, "承办单位"),
    ("完成时间", PROJECT, "完成时限"),
    ("负责人", ("责任人", "联系电话"), "责任人"),
    ("日子", PAYMENT, "日期"),
    ("曰期", PAYMENT, "日期"),
    ("金额（万元）", PAYMENT, "金额"),
    ("金額", PAYMENT, ""),
    ("收款单为", PAYMENT, "收款单位"),
    ("收单款位", PAYMENT, "收款单位"),
    ("收款位单", PAYMENT, "收款单位"),
    ("拔付", KINDS, "拨付"),
    ("播付", KINDS, "拨付"),
    ("已验手", STATES, "已验收"),
    ("投入使用。", STATES, "投入使用"),
    ("再建", STATES, "在建"),
    ("进渡", tuple(Progress.labels().values()), "进度"),
    ("payment.csv", FILES, "payments.csv"),
    ("expenditure.csv", FILES, "expenditures.csv"),
    ("contract.yaml", FILES, "contracts.yaml"),
    ("county.yml", FILES, "county.yaml"),
    ("ht2021-01", ("HT-2021-01", "HT-2021-02"), "HT-2021-01"),
]


@pytest.mark.parametrize(("written", "known"), OTHER_THINGS)
def test_what_means_something_else_is_no_guess(written: str, known: tuple[str, ...]) -> None:
    assert closest(written, known) is None


@pytest.mark.parametrize(("written", "known", "meant"), SLIPS)
def test_a_slip_of_the_pen_is_guessed(written: str, known: tuple[str, ...], meant: str) -> None:
    assert (closest(written, known) or "") == meant


def test_no_known_word_is_guessed_for_another_one() -> None:
    """Whoever deletes a word from a list must not be led to its neighbour."""
    lists = [METHODS, KINDS, STATES, PAYMENT, PROJECT, *map(_labels, (Measure, FundSource, SpendingCategory))]
    assert [
        (word, guess)
        for words in lists
        for word in words
        if (guess := closest(word, [other for other in words if other != word]))
    ] == []


def test_the_cure_lists_what_can_be_written_where_nothing_is_near() -> None:
    assert cure_for("定点采购", METHODS, "采购方式") == f"可用的采购方式：{'、'.join(METHODS)}"
