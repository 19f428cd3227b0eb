"""S: safety, checked by the intake while it reads. Examples are texts of files of one county."""

from generator.model.finding import Severity
from generator.rules.base import Rule, add
from generator.rules.basis import law
from generator.rules.example_files import pdf

_LAW = law("数据安全")

_PROJECT = """projects/01.yaml: |
  项目编号: 210198-2020-01
  支持方向: 物流配送
"""
_CASE = """cases/xianggu.md: |
  ---
  标题: 香菇网上卖
  类别: 农产品网销
  日期: 2021-05-20
  ---

"""
_PAYMENTS = """payments.csv: |
  日期,项目编号,金额,收款单位,用途,凭证号
"""


def _safety(code: str, title: str, explanation: str, cure: str, good: str, bad: str) -> None:
    add(Rule(code, _LAW, title, explanation, cure, good, bad, None, Severity.ERROR))


_safety(
    "S001",
    "文字里有网页代码或脚本",
    "提交的都是文字。网页标签和脚本一律不接受；案例、政策文件和工作动态的正文只用 Markdown 的标题、列表、表格和链接。",
    "删去代码，只写文字；小于号写成“小于”或全角“＜”。",
    good=_PROJECT + "  状态: 在建\n  项目名称: 出货时限＜24 小时的仓配中心\n",
    bad=_PROJECT + "  状态: 在建\n  项目名称: <b>仓配中心</b>\n",
)
_safety(
    "S002",
    "链接的类型不允许",
    "链接只能指向 http、https 网址、电话或邮箱；正文里的图片用 attachments/ 里的文件，不引用其他网站。",
    "改成允许的网址，或把图片放进 attachments/。",
    good=_CASE + "  详见[县政府网站](https://example.gov.cn/210198/)。\n",
    bad=_CASE + "  详见[资料](ftp://example.gov.cn/210198/)。\n",
)
_safety(
    "S003",
    "附件的类型、内容或大小不允许",
    "附件只用 pdf、jpg、jpeg、png、webp、docx、xlsx、pptx，每个不超过 20 MB。按文件内容（不只看后缀名）核对：从头到尾都是这一种文件，打得开，未加密，"
    "不含脚本、宏、自动执行的动作和嵌入的文件，不引用外面的模板和文件，后面不夹带别的文件；不收动图。文件名在各种电脑上都是同一个文件。",
    "用原来的软件重新导出或压缩，不要只改后缀名。",
    good=pdf("Tel 024-00000000"),
    bad="attachments/pifu.pdf: |\n  这不是 PDF 文件\n",
)
_safety(
    "S004",
    "文件在本县文件夹之外",
    "附件名只写 attachments/ 里的文件名，不带路径；链接（快捷方式）一律不跟随。",
    "把文件本身放进 attachments/，只写文件名。",
    good=_PROJECT + "  状态: 在建\n  项目名称: 仓配中心\n  附件: pifu.pdf\n" + pdf("Tel 024-00000000"),
    bad=_PROJECT + "  状态: 在建\n  项目名称: 仓配中心\n  附件: ../210197/attachments/pifu.pdf\n",
)
_safety(
    "S005",
    "内容过大、过深或使用了引用",
    "台账用不到 YAML 的锚点、引用和自定标签，也用不到过深的层次；文件和单格文字有长度上限。"
    "正文里一张表最多 5000 格（空着的也算），引用、列表和强调最多套 20 层，一段最多 20000 字。",
    "直接写出内容；文字以 & 或 * 开头时加上英文双引号；大表拆成几张，长文分段或放进附件。",
    good=_PROJECT + '  状态: 在建\n  项目名称: "&a 仓配中心"\n',
    bad=_PROJECT + "  状态: 在建\n  项目名称: &a 仓配中心\n",
)
_safety(
    "S006",
    "含有看不见或别处显示不出的字符",
    "零宽字符、控制字符、改变文字方向的字符、自造字（私用区）和不成立的字符，会让人看到的和实际的内容不一样；"
    "怎样写进来都算：直接粘贴、YAML 英文双引号里的反斜杠编号、Markdown 的 &#…;，名称和内容都算。"
    "文字首尾粘贴带来的零宽字符自动略去，特殊宽度的空格按普通空格读取，只作提示。生僻汉字和它的异体写法不在此列。",
    "删去这一处，重新输入前后的文字；自造字换成通用的写法，表情符号换成文字。",
    good=r'projects/01.yaml: "项目编号: 210198-2020-01\n支持方向: 物流配送\n状态: 在建\n项目名称: 葛\U000E0100家堡仓配中心\n"',
    bad=_PROJECT + '  状态: 在建\n  项目名称: "仓配\\u202e中心"\n',
)
_safety(
    "S007",
    "表格公式",
    "以 = + - @ 开头的文字，会被表格软件当成公式执行；负数等普通数字不在此列。",
    "改写成文字或数值。",
    good=_PAYMENTS + "  2021-06-30,210198-2020-01,100.00,甲公司,首付款,-1\n",
    bad=_PAYMENTS + "  2021-06-30,210198-2020-01,100.00,甲公司,首付款,=1+1\n",
)
