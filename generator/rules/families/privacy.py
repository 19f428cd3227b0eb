"""P: privacy, checked by the intake in every text of every file. An example is the text of files of one county."""

from generator.model.finding import Severity
from generator.rules.base import Rule, add
from generator.rules.example_files import pdf

_LAW = "个人信息保护法、政府信息公开条例第十五条"

_PAYMENTS = """payments.csv: |
  日期,项目编号,金额,收款单位,用途,凭证号
"""


def _privacy(code: str, title: str, explanation: str, cure: str, good: str, bad: str) -> None:
    """Put one rule of privacy into the catalogue; its check is the intake's."""
    add(Rule(code, _LAW, title, explanation, cure, good, bad, None, Severity.ERROR))


def _row(purpose: str, voucher: str = "1") -> str:
    return _PAYMENTS + f"  2021-06-30,210198-2020-01,100.00,甲公司,{purpose},{voucher}\n"


_privacy(
    "P001",
    "含有公民身份号码",
    "任何文字里都不得有公民身份号码（按 GB 11643 核对校验位）；全角数字和写在一句话中间的也能认出。提示里不重复号码。",
    "删去号码；责任人只写职务，或姓名加职务。",
    good=_row("首付款", "110105194912310021"),
    bad=_row("经办人11010519491231002X"),
)
_privacy(
    "P002",
    "含有手机号码",
    "公开的电话只能是单位的办公座机。",
    "换成办公座机，如 024-00000000。",
    good=_row("首付款，咨询024-00000000"),
    bad=_row("首付款，联系13800138000"),
)
_privacy(
    "P003",
    "含有银行卡号",
    "任何文字里都不得有银行卡号（号段、Luhn 校验位相符，且旁边或栏目名写明是卡号、账号或银行）；收款方只写单位名称。",
    "删去卡号。",
    good=_row("首付款", "6222021234567890127"),
    bad=_row("首付款，6222021234567890128"),
)
_privacy(
    "P004",
    "含有个人电子邮箱",
    "公开的邮箱只能是单位的公务邮箱，不能是个人注册的邮箱。",
    "换成单位的公务邮箱，或删去。",
    good=_row("首付款，咨询dzsw@example.gov.cn"),
    bad=_row("首付款，咨询someone@qq.com"),
)
_privacy(
    "P005",
    "附件里有个人信息",
    "附件里的文字（PDF、docx、xlsx，包括隐藏的工作表）同样不得有身份号码、手机号码、银行卡号和个人邮箱，图片不得带拍摄地点。"
    "读不出文字的扫描件，请逐页核对。",
    "去掉附件里的个人信息后重新导出；图片去掉位置信息。",
    good=pdf("Tel 024-00000000"),
    bad=pdf("Tel 13800138000"),
)
