"""P: privacy, checked by the intake in every text of every file. Examples are texts of files of one county."""

from generator.model.finding import Severity
from generator.rules.base import Rule, add
from generator.rules.example_files import pdf

_LAW = "个人信息保护法、政府信息公开条例第十五条"

_PAYMENTS = """payments.csv: |
  日期,项目编号,金额,收款单位,用途,凭证号
"""


def _privacy(code: str, title: str, explanation: str, cure: str, good: str, bad: str) -> None:
    add(Rule(code, _LAW, title, explanation, cure, good, bad, None, Severity.ERROR))


def _row(purpose: str, voucher: str = "1") -> str:
    return _PAYMENTS + f"  2021-06-30,210198-2020-01,100.00,甲公司,{purpose},{voucher}\n"


_privacy(
    "P001",
    "含有公民身份号码",
    "任何文字和文件名里都不得有公民身份号码：前面是省级代码，中间是可能的出生日期，校验位正确（GB 11643），就按身份号码处理，"
    "不问这个县当年有没有设立。空格、横线、点、斜线隔开的，换行的，全角、上标、带圈的，写在网址里的，都一样。"
    "十五位的老号码没有校验位，旁边或列名里有“身份证”“证件号”等字样的才算。提示里不重复号码。",
    "删去号码；责任人只写职务，或姓名加职务。",
    good=_row("首付款", "110105194912310021"),
    bad=_row("经办人11010519491231002X"),
)
_privacy(
    "P002",
    "含有手机号码",
    "公开的电话只能是单位的办公座机。任何文字、网址和文件名里以 13 至 19 开头的十一位号码，带不带 +86 或 0，怎样隔开，都按手机号码处理；"
    "像凭证、合同编号的（如 135-20210630）和表格里并排的数字，旁边有“电话”“联系”等字样的才算。",
    "换成办公座机，如 024-00000000。",
    good=_row("首付款，咨询024-00000000"),
    bad=_row("首付款，联系13800138000"),
)
_privacy(
    "P003",
    "含有银行卡号",
    "任何文字里都不得有银行卡号；收款方只写单位名称。开头是发卡机构的号段、校验位正确（Luhn），并且旁边、列名或表头里有“卡号”“账号”“开户”等字样的，"
    "按银行卡号处理；校验位每十个号码就有一个凑巧符合，没有这些字样的不算。确实不是卡号的，由省级管理员在 not-private.yaml 里登记（不含个人信息）。",
    "删去卡号。",
    good=_row("首付款", "6222021234567890128"),
    bad=_row("首付款，收款账号6222021234567890128"),
)
_privacy(
    "P004",
    "含有个人电子邮箱",
    "公开的邮箱只能是单位的公务邮箱，不能是任何人都可以注册的邮箱（qq.com、163.com 等，名单在软件里，每个域名都写明理由）。"
    "办公联系方式和监督举报里，有的单位只有这样的邮箱，那里只作提示。其他地方确实是单位公用的，由省级管理员在 not-private.yaml 里登记（不含个人信息）。",
    "换成单位的公务邮箱，或删去。",
    good=_row("首付款，咨询dzsw@example.gov.cn"),
    bad=_row("首付款，咨询someone@qq.com"),
)
_privacy(
    "P005",
    "附件里有个人信息",
    "附件里的文字同样不得有身份号码、手机号码、银行卡号和个人邮箱：PDF 的正文、属性、批注、表单、书签、链接和改动前留下的内容，"
    "docx、xlsx、pptx 的全部内容，包括隐藏的工作表、批注、修订、属性，以及分写在相邻单元格的号码；里面的图片不得带拍摄地点。单独的图片公开时重新编码，不带任何附加信息。"
    "读不出文字的扫描件，请逐页核对。认错的银行卡号和邮箱，由省级管理员在 not-private.yaml 里登记，栏目写“附件”。",
    "去掉附件里的个人信息后重新导出；不要只遮盖或隐藏。",
    good=pdf("Tel 024-00000000"),
    bad=pdf("Tel 13800138000"),
)
