"""What nobody registered here is 未登记 or 未公开: no rule says that an act was not done, which a county may have done."""

import re

import pytest

from generator.model.finding import Severity
from generator.rules import catalogue
from generator.rules.base import Rule
from tests.rules.judge import judge

JUDGED = [entry for entry in catalogue() if entry.check is not None and entry.severity is not Severity.ERROR]
ACTS = "签字|备案|复核|通报|检查|督导|走访|验收|整改|销号|处理|处置|公示|上报|报送|自评|培训|审计|落实|责令"
DENIED = re.compile(
    rf"没有|未(?:按时|及时|予|曾|能)?(?:{ACTS})|(?<![公通])无(?!法|关|效|障|论)|缺少?[^口额]|不存在|已查"
)


@pytest.mark.parametrize("entry", JUDGED, ids=lambda entry: entry.code)
def test_a_rule_denies_no_act(entry: Rule) -> None:
    assert DENIED.search(entry.title) is None
    for hit in judge(entry.code, entry.bad):
        assert DENIED.search(hit.message) is None


@pytest.mark.parametrize(
    "said",
    [
        "验收意见书没有签字",
        "未签字",
        "3 个月无市级检查",
        "缺少省级备案",
        "缺 2 个月的交易数据",
        "未按时报送",
        "至今 91 天未验收",
        "仍未销号",
        "应查 6 次，已查 1 次",
    ],
)
def test_what_would_deny_one_is_seen(said: str) -> None:
    assert DENIED.search(said)
