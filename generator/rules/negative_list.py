"""The negative list of clause 四: each forbidden kind of spending with its usual wordings. Reviewed by hand.

A wording is listed only if it hardly ever means anything else in a ledger. ``…`` in it stands for up to six other
characters. Permitted look-alikes are listed beside it, and an excluded wording (「不含人员工资」) does not count.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.model.codelists import SpendingCategory

_ANY = "…"


@dataclass(frozen=True)
class Forbidden:
    """One kind of spending that clause 四 forbids, with its wordings."""

    kind: SpendingCategory
    words: tuple[str, ...]
    permitted: tuple[str, ...] = ()
    """Longer wordings that contain one of ``words`` but mean something that the notice allows."""

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """Lower-case beginnings of ``words``: a quick test, since most texts contain none of them."""
        found = sorted({word.partition(_ANY)[0].lower() for word in self.words}, key=len)
        return tuple(one for at, one in enumerate(found) if not any(map(one.__contains__, found[:at])))

    @cached_property
    def patterns(self) -> "tuple[re.Pattern[str], re.Pattern[str] | None]":
        """Patterns of ``words`` and ``permitted``; compiled on demand, which takes longer than searching 1000 texts."""
        return _pattern(self.words), _pattern(self.permitted) if self.permitted else None


NEGATIVE_LIST = (
    Forbidden(
        SpendingCategory.TRADING_PLATFORM,
        words=(
            "网络交易平台", "网上交易平台", "在线交易平台", "线上交易平台", "电商交易平台", "电子商务交易平台",
            "网络购物平台", "网购平台", "网络销售平台", "网上销售平台", "线上销售平台", "购物网站", "交易网站",
            "交易平台开发", "交易平台建设", "交易平台搭建", "交易系统开发",
            "电商平台开发", "电商平台建设", "电商平台搭建", "自建…电商平台", "自有…电商平台", "开发…电商平台",
            "搭建…电商平台", "建设…电商平台",
            "网上商城", "网络商城", "线上商城", "电商商城", "微商城", "商城开发", "商城建设", "商城系统",
            "商城网站", "商城平台", "商城小程序", "商城APP", "购物APP", "购物小程序", "B2B平台", "B2C平台", "O2O平台",
        ),
        permitted=(
            "入驻…商城", "入驻…平台", "对接…商城", "对接…平台", "商城入驻", "平台入驻", "第三方…平台", "第三方…商城",
            "商城培训", "商城运营培训", "商城操作培训", "商城课程", "商城实操",
            "平台培训", "平台运营培训", "平台操作培训", "平台应用培训", "平台课程", "平台实操",
        ),
    ),
    Forbidden(
        SpendingCategory.PRESTIGE_BUILDING,
        words=(
            "楼堂馆所", "办公楼", "办公大楼", "办公用房", "综合大楼", "培训大楼", "业务大楼", "招待所", "接待中心",
            "宾馆建设", "宾馆装修", "宾馆改造", "新建…宾馆", "礼堂", "会议中心",
            "办公室装修", "办公室装饰", "办公室改造", "办公区装修", "会议室装修", "会议室改造", "豪华装修",
        ),
        permitted=(
            "闲置办公楼", "闲置的办公楼", "旧办公楼", "老办公楼", "原办公楼", "现有办公楼", "闲置办公用房", "原办公用房",
            "现有办公用房", "游客接待中心", "文化礼堂",
        ),
    ),
    Forbidden(
        SpendingCategory.LAND,
        words=(
            "征地", "征收土地", "征用土地", "土地征收", "土地征用", "土地补偿", "土地出让金", "土地购置", "土地款",
            "购置土地", "购买土地", "购地", "拆迁", "动迁", "房屋征收", "征收补偿", "安置补偿", "青苗补偿", "附着物补偿",
        ),
        permitted=("免征地", "征地方", "征地税", "长征地", "采购地", "收购地", "产购地"),
    ),
    Forbidden(
        SpendingCategory.TRAFFIC,
        words=(
            "购买…流量", "流量购买", "采购…流量", "流量采购", "买流量", "流量投放", "流量充值", "流量推广", "流量费",
            "付费流量", "付费推流", "付费推广", "付费引流", "推流充值", "推流投放", "引流充值", "引流投放", "引流费",
            "投流", "信息流广告", "信息流投放", "竞价排名", "竞价推广", "点击付费", "直通车推广", "直通车充值", "直通车投放",
            "直通车费", "千川", "磁力金牛", "DOU+", "抖加", "粉丝头条", "热搜购买", "购买热搜", "购买…粉丝", "买粉", "刷粉",
            "刷单", "刷量", "刷评", "坑位费", "曝光量购买", "购买曝光",
        ),
        permitted=(
            "人流量", "客流量", "车流量", "水流量", "气流量", "物流量", "流量计", "流量统计", "流量监测", "流量监控",
            "流量卡", "物联网…流量", "车载…流量", "终端…流量", "4G流量", "5G流量", "通信流量", "资金投流向",
            "防刷单", "反刷单", "打击刷单", "刷单…培训", "刷单…课程",
        ),
    ),
    Forbidden(
        SpendingCategory.STAFF,
        words=(
            "人员经费", "人员工资", "人员薪酬", "人员补助", "人员补贴", "人员津贴", "人员开支", "人头费", "工资", "薪酬", "薪资",
            "管理员补助", "管理员补贴", "管理员津贴", "站长补助", "站长补贴", "站长津贴", "岗位津贴", "津补贴",
            "员工奖金", "职工奖金", "人员奖金", "年终奖", "绩效奖金", "加班费", "社会保险费", "缴纳社保", "社保费", "五险一金",
            "公积金", "福利费", "劳务派遣", "经常性开支", "经常性支出", "日常开支", "日常运转", "运转经费", "运行经费",
            "办公经费", "办公费", "办公用品", "办公耗材", "水电费", "水电暖", "取暖费", "物业费", "电话费", "通讯费",
            "差旅费", "招待费", "接待费", "公务用车", "公车", "油料费", "加油费",
        ),
        permitted=(
            # 工资 as part of other words: 零工资讯, 员工资质, 施工资料, 农民工资助 …
            "工资讯", "工资格", "工资质", "工资源", "工资料", "工资产", "工资助", "工资材", "加工资金", "施工资金",
            "复工资金", "开工资金", "农民工资金", "工资保证金", "工资专户", "工资监管", "工资支付监管",
            # services that a village station offers, not its own costs
            "代缴…费", "代收水电费", "代收电话费", "代收通讯费", "费代缴", "费代收", "费缴纳服务", "费缴费",
            # costs of teachers and trainees are part of a training
            "讲师差旅费", "教师差旅费", "专家差旅费", "师资差旅费", "学员差旅费", "讲师薪酬", "教师薪酬", "参训人员补贴", "参训人员补助",
            "贫困人员补助", "低收入人员补助", "公车站", "公车线",
        ),
    ),
    Forbidden(
        SpendingCategory.WORK_FUNDS,
        words=(
            "工作经费", "业务经费", "办公室经费", "提取…管理费", "计提…管理费", "管理费提取", "管理费计提", "提取…经费",
            "项目管理费", "统筹经费",
        ),
        permitted=("工作经费审计",),
    ),
    Forbidden(
        SpendingCategory.UNRELATED,
        words=(
            "偿还…贷款", "偿还…债务", "归还…贷款", "还本付息", "贷款利息", "罚款", "滞纳金", "违约金", "捐赠", "赞助费",
            "慰问金", "慰问品", "对外投资", "购买理财", "理财产品", "购买轿车", "购置轿车", "旅游考察费",
        ),
        permitted=("贷款利息补贴", "贷款贴息"),
    ),
)  # fmt: skip

_LEFT_OUT = re.compile(r"不含|不包括|不包含|不用于|不得|不列支|不涉及|不安排|不支付|严禁|禁止|杜绝")
_GAP = "[^,。;、()和及与]{0,6}"
_CLAUSE_END = re.compile(r"[,，。；;(（]")


@lru_cache(maxsize=10_000)
def forbidden_words(text: str) -> tuple[tuple[str, str], ...]:
    """Returns (forbidden kind, wording found) for every kind found in ``text``, in the order of the notice.

    Full-width forms and blanks make no difference. Cached, since thousands of rows share few purposes.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    lowered = plain.lower()
    return tuple(
        (entry.kind.label, word)
        for entry in NEGATIVE_LIST
        if any(map(lowered.__contains__, entry.beginnings))
        and (word := next(_found(plain, *entry.patterns), None)) is not None
    )


def _found(text: str, words: re.Pattern[str], permitted: re.Pattern[str] | None) -> Iterator[str]:
    """Yields the wordings in ``text`` that are neither permitted nor excluded."""
    allowed = [each.span(1) for each in permitted.finditer(text)] if permitted else []
    for match in words.finditer(text):
        start, end = match.span(1)
        explained = any(first < end and start < last for first, last in allowed)
        if not explained and not _LEFT_OUT.search(_clause_before(text, start)):
            yield match[1]


def _clause_before(text: str, position: int) -> str:
    """Returns the part of the clause before ``position``; 、 does not end a clause."""
    return _CLAUSE_END.split(text[:position])[-1]


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Matches wordings at every position, overlapping ones too; of several at one position, the longest."""
    ordered = sorted(words, key=len, reverse=True)
    choices = "|".join(re.escape(word).replace(_ANY, _GAP) for word in ordered)
    return re.compile(f"(?=({choices}))", re.IGNORECASE)
