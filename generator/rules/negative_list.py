"""The negative list of clause 四 in words: each forbidden kind with the wordings it is met in.

Reviewed by hand. A word is listed only if it hardly ever means anything else in a ledger; what looks like it and is
permitted (人流量, 公共服务平台, 直播带货培训) is excepted.
"""

import re

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "网络交易平台",
        r"(?:网络|电商|线上|网上)(?:交易|购物|销售)平台(?:开发|建设|搭建|采购)?|(?:自建|开发|建设|搭建)(?:本地)?(?:电商|网上商城|商城)(?:平台|系统|网站|APP|小程序)|网上商城(?:开发|建设|搭建)",
    ),
    (
        "楼堂馆所建设",
        r"楼堂馆所|(?:新建|建设|扩建|装修)(?:办公楼|办公用房|招待所|会议中心|宾馆)|办公楼(?:新建|建设|装修)",
    ),
    ("征地拆迁", r"征地|拆迁|土地(?:征收|征用|补偿|出让金)|青苗补偿|安置补偿"),
    (
        "购买流量",
        r"(?:购买|充值|投放|付费)[^，。；]{0,6}(?:流量|推流|粉丝|热搜)|(?:推流|刷单|引流|千川|直通车|粉丝头条)(?:充值|投放|费)|付费推(?:流|广)|刷单",
    ),
    (
        "人员经费等经常性开支",
        r"人员(?:经费|工资|补助|津贴)|工资(?:发放|支出)?$|(?:管理|工作|站点)人员(?:工资|补助|补贴)|管理员(?:工资|补助|补贴)|奖金|差旅费|招待费|水电费|办公(?:经费|用品|耗材)|公务用车",
    ),
    ("提取工作经费", r"工作经费|管理费提取|提取(?:管理|工作)费"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _WORDS)
_EXCEPTED = re.compile(r"人流量|车流量|客流量|流量统计|公共服务平台|调度平台|追溯平台")


def forbidden_words(text: str) -> list[tuple[str, str]]:
    """(forbidden kind, wording found) of every kind met in ``text``, in the order of the notice."""
    plain = _EXCEPTED.sub("", text)
    return [(kind, found[0]) for kind, pattern in _COMPILED if (found := pattern.search(plain))]
