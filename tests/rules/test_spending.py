"""F101, F110, F114: wordings that are forbidden, and those that only look it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.place import Place
from generator.model.withheld import Withheld
from generator.rules import find
from generator.rules.example import scene
from generator.rules.families.spending import PARK
from generator.rules.left_out import left_out
from generator.rules.negative_list import suspicions
from generator.rules.purposes import Line, Purpose
from generator.rules.unsettled import Judge
from generator.rules.wordings import Kind, half_width, lexicon, normalised, spans
from tests.rules.judge import judge, messages

SPENT = "+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: %s, 用途: %s, 金额: '1'}]"
UNRELATED = "与示范工作无关的支出"


def told(text: str) -> list[tuple[str, str, bool]]:
    return [(str(one.category), one.words, one.is_certain) for one in suspicions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "直播带货培训", "短视频引流技巧课程", "人流量统计设备", "购买客流量统计设备", "车流量监测", "物流量统计系统",
        "作业平台", "称重平台", "公共服务平台", "调度平台开发", "追溯平台", "入驻第三方网上商城服务费",
        "微商城运营培训", "网络交易平台操作培训", "物联网终端流量卡", "车载终端流量费", "农产品直通车运营",
        "返乡农民工资助", "员工资质培训", "零工资讯发布", "农产品加工资金", "代缴水电费终端", "便民缴费机具",
        "讲师差旅费", "利用闲置办公楼改造仓库", "游客接待中心网货展柜", "免征地方水利建设基金", "农产品收购地磅",
        "设备采购（不含人员工资、办公经费）", "不用于征地拆迁", "贷款贴息", "标识与办公家具", "防刷单系统",
        "办公楼内改造电商服务中心", "征地街12号", "人员培训", "企业工资管理信息化培训课程", "工作经费不列支，设备采购",
    ],
)  # fmt: skip
def test_permitted_wordings_pass(text: str) -> None:
    assert not suspicions(text)


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("自建本地电商平台", "网络交易平台", "电商平台"),
        ("特产网上商城搭建", "网络交易平台", "网上商城"),
        ("商城小程序搭建", "网络交易平台", "商城小程序搭建"),
        ("B2C 平台", "网络交易平台", "B2C平台"),
        ("利用资金装修办公楼", "楼堂馆所建设", "装修办公楼"),
        ("县局会议室装修", "楼堂馆所建设", "会议室装修"),
        ("办公场所装修", "楼堂馆所建设", "办公场所装修"),
        ("站点占用土地补偿", "征地拆迁", "占用土地"),
        ("采购地块拆迁", "征地拆迁", "拆迁"),
        ("土地使用权购置", "征地拆迁", "土地使用权购置"),
        ("直播间付费推流充值", "购买流量", "直播间付费推流"),
        ("ＤＯＵ＋加热", "购买流量", "DOU+"),
        ("购买平台流量", "购买流量", "购买平台流量"),
        ("买量", "购买流量", "买量"),
        ("流量券", "购买流量", "流量券"),
        ("运营 人员 工资", "人员经费等经常性开支", "人员工资"),
        ("发放工资金额", "人员经费等经常性开支", "工资"),
        ("代缴人员工资及水电费", "人员经费等经常性开支", "人员工资"),
        ("主播底薪", "人员经费等经常性开支", "主播底薪"),
        ("站长劳务费", "人员经费等经常性开支", "站长劳务费"),
        ("设备（不含税）运营人员工资", "人员经费等经常性开支", "人员工资"),
        ("提取项目工作经费", "提取工作经费", "提取项目工作经费"),
    ],
)
def test_forbidden_wordings_are_found_with_the_words_they_rest_on(text: str, kind: str, word: str) -> None:
    assert told(text) == [(kind, word, True)]


@pytest.mark.parametrize("text", ["农家乐改造", "车辆购置", "归还银行贷款", "企业流动资金周转", "考察旅游费"])
def test_what_a_text_alone_cannot_prove_is_asked_about(text: str) -> None:
    assert [(kind, is_certain) for kind, _, is_certain in told(text)] == [(UNRELATED, False)]
    (hit,) = judge("F101", SPENT % ("服务", text))
    assert f"用途“{text}”需说明是否属于负面清单所列的“{UNRELATED}”" in hit.message
    assert "命中" not in hit.message
    assert hit.cure.startswith("在“答复”里说明")


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("设备（不含税）运营人员工资", []),
        ("设备不含13%增值税，运营人员工资", []),
        ("软件不含税价及人员工资", []),
        ("设备（不含税、人员工资）", ["不含税、人员工资"]),
        ("设备（不含运费）及站长补贴", []),
        ("不含运费和站长补贴", ["不含运费和站长补贴"]),
        ("不含人员工资，另付员工薪酬", ["不含人员工资"]),
        ("不含设备，仅含人员工资", ["不含设备"]),
        ("不含设备仅含人员工资", ["不含设备"]),
        ("不含安装费的站长补贴", []),
        ("不仅含人员工资", []),
        ("工作经费不列支，设备采购", ["工作经费"]),
        ("设备，人员工资由承办企业自筹", ["人员工资"]),
        ("水电费、人员工资（企业自筹）", ["人员工资"]),
        ("人员工资3万元，由企业自筹", ["人员工资3万元"]),
        ("人员工资部分由企业自筹", []),
        ("运营人员工资，其余企业自筹", []),
        ("除人员工资以外的设备", ["人员工资"]),
        ("除设备外另付人员工资", []),
        ("除人员工资外，还付水电费", []),
    ],
)
def test_a_negation_reaches_as_far_as_its_scope(text: str, out: list[str]) -> None:
    plain = normalised(text)
    assert sorted(plain[start:end] for start, end in left_out(plain)) == sorted(out)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("培训机构管理人员工资", True),
        ("培训费、运营人员工资", True),
        ("主播底薪与选品培训", True),
        ("直播运营、投流、选品培训", False),
        ("直播电商培训（含投流、选品）", False),
        ("培训费（含主播底薪）", True),
        ("旧办公楼改造为村级站点", False),
        ("闲置粮库改造成招待所", True),
        ("办公楼内部装修", True),
        ("征地村民补偿", True),
        ("征地村站点货架", False),
        ("入驻京东商城", False),
        ("依托淘宝平台开发自有商城小程序", True),
    ],
)
def test_contexts_explain_only_what_they_are_about(text: str, found: bool) -> None:
    assert bool(suspicions(text)) is found


def test_an_old_building_without_a_new_use_is_asked_about() -> None:
    assert [is_certain for _, _, is_certain in told("旧办公楼改造")] == [False]
    assert [is_certain for _, _, is_certain in told("办公楼改造")] == [True]


@pytest.mark.parametrize("run", ["1", "一", "1.2", "2辆", "第3"])
def test_a_long_number_after_a_word_is_read_in_one_go(run: str) -> None:
    """Trying every way to cut a number would take longer than anyone waits."""
    assert not suspicions(f"大厦{run * 60}甲乙丙丁戊己庚")
    assert [is_certain for _, _, is_certain in told(f"大厦{run * 60}")] == [False]


def test_mistyped_words_are_quoted_as_they_were_written() -> None:
    assert told("村级站长补帖") == [("人员经费等经常性开支", "站长补帖", True)]


def test_every_entry_of_the_list_says_why_and_on_what_it_rests() -> None:
    for kind in lexicon().kinds:
        for wording in (*kind.certain, *kind.unclear, *kind.doubted, *kind.allowed):
            assert wording.reason and wording.source, wording.text


@pytest.mark.parametrize("kind", lexicon().kinds, ids=lambda kind: kind.category.name)
def test_every_wording_finds_an_example_of_itself(kind: Kind) -> None:
    for wording in (*kind.certain, *kind.unclear, *kind.doubted, *kind.allowed):
        text = "".join(part.group.words[-1].replace("？", "某") for part in wording.parts)
        found = lexicon().index.find(text)
        assert (0, len(text)) in spans(wording, text, found), wording.text
        assert wording.anchor in found, wording.text


WORDS = sorted({word.replace("？", "某") for group in lexicon().by_anchor for word in group.words})


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(["不含", "，", "（", "）", "及", "某"]), max_size=8))
def test_any_text_is_read_and_its_words_stand_in_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    for one in suspicions(text):
        assert one.words
        assert one.words in half_width(text)


def test_one_purpose_may_fall_under_two_kinds() -> None:
    (hit,) = judge("F101", SPENT % ("服务", "购买流量和人员工资"))
    assert hit.terms == ("购买流量", "人员工资")
    assert hit.since == date(2021, 5, 1)
    assert hit.message == (
        "用途“购买流量和人员工资”命中负面清单所列的“购买流量”（依据的词是“购买流量”），"
        "命中负面清单所列的“人员经费等经常性开支”（依据的词是“人员工资”）：2021-05-01 支出 1.00 万元"
    )


def test_payments_and_plans_are_read_as_well() -> None:
    paid = "+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '1', 收款单位: 甲公司, 用途: 购买流量}]"
    assert messages("F101", paid) == [
        "用途“购买流量”命中负面清单所列的“购买流量”（依据的词是“购买流量”）：2021-04-01 拨付 1.00 万元"
    ]
    lines = "资金用途: [{类别: 服务, 用途: 千川投放, 金额: '400'}]"
    (hit,) = judge("F101", f"项目: {{'01': {{{lines}}}}}")
    assert hit.place.label == "资金用途 › 第1项 › 用途"
    assert hit.since is None
    cancelled = "状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无力承建}"
    assert not judge("F101", f"项目: {{'01': {{{lines}, {cancelled}}}}}")


ONE_PURPOSE = (
    "项目: {'01': {资金用途: [{类别: 服务, 用途: 直播推流, 金额: '400'}]}}\n"
    "+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '3', 收款单位: 甲公司, 用途: 直播推流}]\n"
    "+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: %s, 用途: 直播推流, 金额: '1'},"
    " {日期: 2021-06-01, 项目编号: 210198-2020-01, 类别: %s, 用途: 直播 推流, 金额: '2'}]"
)


def test_one_purpose_is_one_finding_with_its_places() -> None:
    (hit,) = judge("F101", ONE_PURPOSE % ("服务", "服务"))
    said = hit.message.partition("）：")[2].split("；")
    assert [part.partition("（")[0] for part in said] == [
        "2021-05-01 起支出 2 笔，共 3.00 万元",
        "2021-04-01 拨付 3.00 万元",
        "资金用途安排 400.00 万元",
    ]
    assert hit.since == date(2021, 4, 1)
    assert not judge("F114", ONE_PURPOSE % ("服务", "服务"))


def test_one_purpose_with_a_forbidden_category_is_one_finding_of_it() -> None:
    (hit,) = judge("F114", ONE_PURPOSE % ("服务", "购买流量"))
    assert "支出 2 笔" in hit.message
    assert "；2021-04-01 拨付 3.00 万元；资金用途安排" in hit.message
    assert not judge("F101", ONE_PURPOSE % ("服务", "购买流量"))


def test_every_place_of_a_purpose_is_named() -> None:
    def line(verb: str, day: date | None, file: str, row: int) -> Line:
        place = Place(f"counties/210198/{file}", row, 4, "用途")
        return Line(verb, Decimal(row), "买量", "210198-2020-01", day, place, None, place)

    spent = [line("支出", date(2021, 6, month), "expenditures.csv", month) for month in (2, 9)]
    paid, planned = (
        line("拨付", date(2021, 4, 1), "payments.csv", 7),
        line("资金用途安排", None, "projects/01.yaml", 12),
    )
    assert Purpose((*spent, paid, planned)).told == (
        "2021-06-02 起支出 2 笔，共 11.00 万元（expenditures.csv 第2行、第9行）；"
        "2021-04-01 拨付 7.00 万元（payments.csv 第7行）；资金用途安排 12.00 万元（projects/01.yaml 第12行）"
    )
    assert Purpose((paid,)).told == "2021-04-01 拨付 7.00 万元"


def test_the_same_words_in_two_projects_are_two_findings() -> None:
    rows = [
        f"{{日期: 2021-05-01, 项目编号: 210198-2020-0{n}, 类别: 服务, 用途: 买量, 金额: '1'}}" for n in (1, 2)
    ]
    hits = judge("F101", f"+expenditures: [{', '.join(rows)}]")
    assert [hit.project for hit in hits] == ["210198-2020-01", "210198-2020-02"]


def test_a_payment_whose_money_came_back_with_what_was_spent_ends_too() -> None:
    rows = (
        "+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '3', 收款单位: 甲公司, 用途: 直播推流},"
        " {日期: 2021-07-01, 项目编号: 210198-2020-01, 金额: '%s', 类型: 收回, 收款单位: 甲公司, 用途: 审计}]\n"
        + SPENT
        % ("服务", "直播推流")
    ).replace("金额: '1'}]", "金额: '3'}]")
    assert not judge("F101", rows % "3")
    (hit,) = judge("F101", rows % "2.99")
    assert hit.message.endswith("；已收回 2.99 万元")


@pytest.mark.parametrize(("kind", "project", "kept"), [
    ("expenditures", "210198-2020-01", 0), ("payments", "210198-2020-01", 0), ("expenditures", "210198-2020-02", 1),
])  # fmt: skip
@pytest.mark.parametrize("code", ["F101", "F114"])
def test_nothing_is_concluded_from_a_withheld_record(code: str, kind: str, project: str, kept: int) -> None:
    row = SPENT % ("服务" if code == "F101" else "购买流量", "买量")
    seen = scene(row)
    entry = find(code)
    assert entry is not None
    (hit,) = judge(code, row)
    withheld = Withheld(kind, project, hit.place, None)
    seen = replace(seen, county=replace(seen.county, withheld=(withheld,)))
    assert len(Judge(seen).hits(entry)) == kept


def test_what_names_itself_forbidden_is_said_once_by_its_category() -> None:
    row = SPENT % ("购买流量", "购买流量")
    assert not judge("F101", row)
    (hit,) = judge("F114", row)
    assert hit.place.label == "类别"
    assert hit.terms == ("购买流量",)
    lines = "项目: {'01': {资金用途: [{类别: 提取工作经费, 用途: 工作, 金额: '400'}]}}"
    assert messages("F114", lines) == [
        "用途“工作”，类别是负面清单所列的“提取工作经费”：资金用途安排 400.00 万元"
    ]


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("项目名称: 电商产业园提升", 1),
        ("项目名称: 特产体验馆", 1),
        ("建设内容: 在电商产业园内设分拣线", 0),
        ("建设内容: 利用产业园厂房，建设分拣线", 0),
        ("建设内容: 打造集展示于一体的产品展示中心", 1),
        ("项目名称: 电商产业园提升, 利用现有设施: 利用原粮库", 0),
        ("项目名称: 电商产业园提升, 状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无}", 0),
    ],
)
def test_parks_and_halls_need_a_word_on_what_is_reused(own: str, found: int) -> None:
    assert len(judge("F110", f"项目: {{'02': {{{own}}}}}")) == found


@pytest.mark.parametrize("name", PARK.split("|"))
def test_every_name_of_a_park_is_found_where_it_stands(name: str) -> None:
    assert len(judge("F110", f"项目: {{'02': {{项目名称: {name}}}}}")) == 1
    assert len(judge("F110", f"项目: {{'02': {{建设内容: 新建农产品{name}一处}}}}")) == 1
    line = f"{{类别: 服务, 用途: 打造{name}, 金额: '1'}}"
    assert len(judge("F110", f"项目: {{'02': {{资金用途: [{line}]}}}}")) == 1
