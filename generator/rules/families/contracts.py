"""B105, B107: contracts and how they are shared by projects, clause 五（三）."""

from collections.abc import Iterator

from generator.model.codelists import ProcurementMethod
from generator.model.contracts import Contract
from generator.model.money import total
from generator.rules.base import Hit, Scene, rule
from generator.rules.basis import COMPARED, law
from generator.rules.facts import wan

_FEWEST = 3
"""Suppliers that a tender needs, 政府采购法 Art. 36 (1)."""


@rule(
    "B105",
    basis=law("政府采购法第三十六条"),
    title="公开招标登记的投标供应商不足三家",
    reads=("contracts",),
    explanation="《中华人民共和国政府采购法》第三十六条：在招标采购中，符合专业条件的供应商或者对招标文件作实质响应的供应商不足三家的，应予废标。"
    "登记的投标供应商不足三家而有合同的列出，请各方核对；经批准改用其他采购方式、按规定继续采购的，登记为实际采用的方式。这一条只说明登记的家数，不表示采购无效。",
    cure="核对“投标供应商数”；已经批准改用其他采购方式的，“方式”写实际采用的方式，并写明理由；家数属实的，在“答复”里说明依据。",
    good="合同: [{合同编号: HT-01, 方式: 公开招标, 投标供应商数: '3', 涉及项目: [{项目编号: 210198-2020-01}]}]",
    bad="合同: [{合同编号: HT-01, 方式: 公开招标, 投标供应商数: '2', 涉及项目: [{项目编号: 210198-2020-01}]}]",
)
def tenders_have_three_suppliers(scene: Scene) -> Iterator[Hit]:
    record = scene.county.contracts
    for index, contract in enumerate(record.contracts):
        if contract.method is not ProcurementMethod.OPEN or contract.bidders is None:
            continue
        if contract.bidders < _FEWEST:
            message = (
                f"合同“{contract.number}”公开招标，登记的投标供应商 {contract.bidders} 家；政府采购法第三十六条规定，"
                "符合专业条件或者对招标文件作实质响应的供应商不足三家的应予废标，请核对家数和采购依据"
            )
            yield Hit(record.place("contracts", index, "bidders"), message, since=contract.award_date)


@rule(
    "B107",
    basis=COMPARED,
    title="合同分到各项目的金额与合同金额不符",
    reads=("contracts",),
    explanation="一份合同涉及几个项目的，各项目的金额之和应当等于合同现在的金额（有补充协议的，按变更以后的；终止的，按结算金额）；框架协议的金额是上限，"
    "各项目之和不应超过。有项目未填写金额的不比较。补充协议又写增减金额、又写变更后金额的，两个数应当一致。",
    cure="核对合同金额、补充协议和“涉及项目”各行的金额；签了补充协议的，各项目的金额也改成变更以后的。",
    good="合同: [{合同编号: HT-01, 合同金额: '600', 涉及项目: "
    "[{项目编号: 210198-2020-01, 金额: '400'}, {项目编号: 210198-2020-02, 金额: '200'}]}]",
    bad="合同: [{合同编号: HT-01, 合同金额: '600', 涉及项目: "
    "[{项目编号: 210198-2020-01, 金额: '400'}, {项目编号: 210198-2020-02, 金额: '200.000001'}]}]",
)
def parts_add_up(scene: Scene) -> Iterator[Hit]:
    record = scene.county.contracts
    for index, contract in enumerate(record.contracts):
        for path, message in (*_parts(contract), *_supplements(contract)):
            yield Hit(record.place("contracts", index, *path), f"合同“{contract.number}”{message}")


def _parts(contract: Contract) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yields the place and the message if the parts are not the whole."""
    whole = contract.current
    parts = [part.amount for part in contract.parts]
    if whole is None or not parts or None in parts:
        return
    whole_of_parts = total(parts)
    if whole_of_parts > whole or (whole_of_parts < whole and not contract.is_framework):
        differ = wan(abs(whole_of_parts - whole))
        yield ("parts",), f"各项目的金额合计 {wan(whole_of_parts)}，合同金额 {wan(whole)}，相差 {differ}"


def _supplements(contract: Contract) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yields the place and the message of each supplement whose two amounts do not agree."""
    amount = contract.original
    for index, supplement in enumerate(contract.supplements):
        told, difference = supplement.amount, supplement.difference
        if amount is not None and told is not None and difference is not None and amount + difference != told:
            path = ("supplements", index, "amount")
            yield (
                path,
                f"{supplement.date} 的补充协议增减 {wan(difference)}，应为 {wan(amount + difference)}，写的是 {wan(told)}",
            )
        amount = contract.amount_after(index)
