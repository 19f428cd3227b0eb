"""What reads like a person's name, in a cell for units and in a sentence, and what does not."""

import pytest

from generator.model.personal_names import names_by_role, names_persons


@pytest.mark.parametrize(
    "cell",
    [
        "个体工商户张三",
        "个体户李四",
        "经营者：王小明",
        "个体工商户（张三）",
        "甲商店（经营者：张三）",
        "甲商店业主张三",
        "甲公司及其法定代表人张三",
        "自然人张三",
        "王 五",
        "张  三",
        "张 三 丰",
        "负责人 欧阳修",
        "当事人阿依古丽·买买提",
    ],
)
def test_a_cell_with_a_name(cell: str) -> None:
    assert names_persons(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "个体工商户",
        "某个体工商户",
        "自然人",
        "农民专业合作社",
        "个体劳动者协会",
        "个体工商户服务中心",
        "沙岭镇居民委员会",
        "王五小卖部",
        "甲 公 司",
    ],
)
def test_a_cell_without_a_name(cell: str) -> None:
    assert not names_persons(cell)


@pytest.mark.parametrize(
    "sentence",
    [
        "经营者张三销售的蜂蜜与标签不符",
        "对当事人李四罚款0.5万元",
        "当事人：王小明，男，销售假酒",
        "法定代表人为赵铁柱。",
        "没收个体工商户张三违法所得",
        "业主陈阿四的商店",
        "甲店（经营者：周大福）销售",
        "被处罚人 孙悟空",
        "店主欧阳锋的",
    ],
)
def test_a_sentence_that_names_who_it_is_on(sentence: str) -> None:
    assert names_by_role(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "当事人销售的蜂蜜与标签不符",
        "经营者应当停止销售",
        "当事人于当日销售",
        "当事人从某处购进，全部退赔。",
        "经营者张贴的广告",
        "法定代表人陈述的经过",
        "当事人陆续销售，连续销售",
        "责令经营者改正，负责人在场",
        "当事人系甲公司员工",
        "当事人为方便销售、为吸引顾客",
        "经营者高价销售",
        "当事人申请行政复议",
        "法定代表人李某和经营者王某某因销售假酒",
        "当事人：甲公司；当事人：沙岭谷乡农业有限公司（虚构）",
        "当事人（以下称甲公司）",
        "当事人将陈米标成新米销售",
        "个体工商户登记的，个人独资企业的",
        "约谈当事人、责令整改",
    ],
)
def test_a_sentence_that_names_nobody(sentence: str) -> None:
    assert not names_by_role(sentence)
