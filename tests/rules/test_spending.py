"""F101, F110, F114: wordings that are forbidden, and those that only look it."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.families.spending import PARK
from generator.rules.negative_list import NEGATIVE_LIST, _found, forbidden_words
from tests.rules.judge import judge, messages

SPENT = "+expenditures: [{日期: 2021-05-01, 项目编号: 210198-2020-01, 类别: %s, 用途: %s, 金额: '1'}]"


@pytest.mark.parametrize(
    "text",
    [
        "直播带货培训", "短视频引流技巧课程", "人流量统计设备", "购买客流量统计设备", "车流量监测", "物流量统计系统",
        "作业平台", "称重平台", "公共服务平台", "调度平台开发", "追溯平台", "入驻第三方网上商城服务费",
        "微商城运营培训", "网络交易平台操作培训", "物联网终端流量卡", "车载终端流量费", "农产品直通车运营",
        "返乡农民工资助", "员工资质培训", "零工资讯发布", "农产品加工资金", "代缴水电费终端", "便民缴费机具",
        "讲师差旅费", "利用闲置办公楼改造仓库", "游客接待中心网货展柜", "免征地方水利建设基金", "农产品收购地磅",
        "设备采购（不含人员工资、办公经费）", "不用于征地拆迁", "贷款贴息", "标识与办公家具", "防刷单系统",
    ],
)  # fmt: skip
def test_permitted_wordings_pass(text: str) -> None:
    assert not forbidden_words(text)


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("自建本地电商平台", "网络交易平台", "自建本地电商平台"),
        ("特产网上商城搭建", "网络交易平台", "网上商城"),
        ("B2C 平台", "网络交易平台", "B2C平台"),
        ("利用资金装修办公楼", "楼堂馆所建设", "办公楼"),
        ("县局会议室装修", "楼堂馆所建设", "会议室装修"),
        ("站点占用土地补偿", "征地拆迁", "土地补偿"),
        ("采购地块拆迁", "征地拆迁", "拆迁"),
        ("直播间付费推流充值", "购买流量", "付费推流"),
        ("ＤＯＵ＋加热", "购买流量", "DOU+"),
        ("购买平台流量", "购买流量", "购买平台流量"),
        ("运营 人员 工资", "人员经费等经常性开支", "人员工资"),
        ("发放工资金额", "人员经费等经常性开支", "工资"),
        ("代缴人员工资及水电费", "人员经费等经常性开支", "人员工资"),
        ("提取项目工作经费", "提取工作经费", "提取项目工作经费"),
        ("归还银行贷款", "与示范工作无关的支出", "归还银行贷款"),
    ],
)
def test_forbidden_wordings_are_found_with_the_words_they_rest_on(text: str, kind: str, word: str) -> None:
    assert forbidden_words(text) == ((kind, word),)


def test_every_listed_wording_is_found_as_it_stands() -> None:
    for entry in NEGATIVE_LIST:
        for word in entry.words:
            kinds = [kind for kind, _ in forbidden_words(word.replace("…", ""))]
            assert entry.kind.label in kinds, word


PIECES = sorted(
    {piece for entry in NEGATIVE_LIST for word in entry.words for piece in word.split("…") if piece}
)


@given(
    st.lists(
        st.sampled_from(PIECES) | st.sampled_from(["app", "ｄｏｕ＋", " ", "，", "不含", "某"]), max_size=6
    )
)
def test_a_text_is_searched_wherever_a_wording_may_stand(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = {entry.kind.label for entry in NEGATIVE_LIST if next(_found(plain, *entry.patterns), None)}
    assert {kind for kind, _ in forbidden_words(text)} == found


def test_every_permitted_wording_is_permitted_in_its_kind() -> None:
    for entry in NEGATIVE_LIST:
        for word in entry.permitted:
            kinds = [kind for kind, _ in forbidden_words(word.replace("…", "某"))]
            assert entry.kind.label not in kinds, word


def test_what_is_left_out_in_one_clause_does_not_cover_the_next() -> None:
    assert forbidden_words("不含人员工资，另付员工薪酬") == (("人员经费等经常性开支", "薪酬"),)


def test_one_purpose_may_fall_under_two_kinds() -> None:
    (hit,) = judge("F101", SPENT % ("服务", "购买流量和人员工资"))
    assert hit.terms == ("购买流量", "人员工资")
    assert hit.since == date(2021, 5, 1)
    assert "「购买流量」、「人员经费等经常性开支」" in hit.message


def test_payments_and_plans_are_read_as_well() -> None:
    paid = "+payments: [{日期: 2021-04-01, 项目编号: 210198-2020-01, 金额: '1', 收款单位: 甲公司, 用途: 购买流量}]"
    assert messages("F101", paid) == [
        "2021-04-01 拨付 1.00 万元，用途「购买流量」疑似「购买流量」，依据的词是「购买流量」"
    ]
    lines = "资金用途: [{类别: 服务, 用途: 千川投放, 金额: '400'}]"
    (hit,) = judge("F101", f"项目: {{'01': {{{lines}}}}}")
    assert hit.place.label == "资金用途 › 第1项 › 用途"
    assert hit.since is None
    cancelled = "状态: 已取消, 取消: {日期: 2021-05-01, 原因: 无力承建}"
    assert not judge("F101", f"项目: {{'01': {{{lines}, {cancelled}}}}}")


def test_what_names_itself_forbidden_is_said_once_by_its_category() -> None:
    row = SPENT % ("购买流量", "购买流量")
    assert not judge("F101", row)
    (hit,) = judge("F114", row)
    assert hit.place.label == "类别"
    assert hit.terms == ("购买流量",)
    lines = "项目: {'01': {资金用途: [{类别: 提取工作经费, 用途: 工作, 金额: '400'}]}}"
    assert messages("F114", lines) == [
        "资金用途安排 400.00 万元，用途「工作」，类别是负面清单所列的「提取工作经费」"
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
