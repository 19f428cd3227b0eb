"""E: form of the data, checked by the intake while it reads. An example is the text of files of one county.

E012 alone is a rule like the others: it needs to know what was published before.
"""

from collections.abc import Iterator

from generator.model.finding import Severity
from generator.model.identifiers import PROJECT_ID
from generator.rules.base import Hit, Rule, Scene, add, rule
from generator.rules.places import in_file

_DICTIONARY = "数据字典"

_PROJECT = """projects/01.yaml: |
  项目编号: 210198-2020-01
  项目名称: 县级仓储配送中心
"""
_WHOLE = f"{_PROJECT}  支持方向: 物流配送\n  状态: 在建\n"
_PROGRESS = """progress.csv: |
  日期,项目编号,进度,状态,说明,附件
"""


def _form(
    code: str, title: str, explanation: str, cure: str, good: str, bad: str, clause: str = _DICTIONARY
) -> None:
    """Put one rule of form into the catalogue; its check is the intake's."""
    add(Rule(code, clause, title, explanation, cure, good, bad, None, Severity.ERROR))


_form(
    "E001",
    "文件读不出来",
    "文件应是 UTF-8 编码的 YAML、CSV 或 Markdown。GB18030（GBK）编码能认出来，会说明怎样转换；"
    "一处写法不合格式，只影响这个文件，其他文件照常检查。",
    "按提示的行、列改正；编码不对的，用记事本另存为 UTF-8，或在 Excel、WPS 里另存为“CSV UTF-8”。",
    good=_WHOLE,
    bad=_PROJECT + "  支持方向: 物流配送\n  状态：在建\n",
)
_form(
    "E002",
    "缺少必填的内容",
    "没有这一项，记录就不能成立，如项目编号、项目名称、支持方向、状态；台账缺少这样的一列，整份台账不能读取。"
    "通知要求公开、但不影响记录成立的内容，缺了不算错误，页面显示「未公开」，另列发现。",
    "补上所缺的一项。",
    good=_PROJECT + "  支持方向: 物流配送\n  状态: 未开工\n",
    bad=_PROJECT + "  支持方向: 物流配送\n",
)
_form(
    "E003",
    "不认识的名称",
    "名称与数据字典一字不差才能识别；不认识的名称不会被忽略，会给出最接近的一个。",
    "按提示改正名称；数据字典没有的内容，写进「建设内容」「说明」等文字栏。",
    good=_WHOLE + "  完成时限: 2022-12-31\n",
    bad=_WHOLE + "  完成时间: 2022-12-31\n",
)
_form(
    "E004",
    "类型或格式不对",
    "日期写成 2022-12-31，月份写成 2022-12；金额是不带单位和逗号的数字，单位万元，至多六位小数；百分数不带百分号；"
    "电话写办公座机；网址以 http:// 或 https:// 开头。",
    "按提示的写法改正。",
    good=_WHOLE + "  扶持资金额度: 350.00\n",
    bad=_WHOLE + "  扶持资金额度: 350万元\n",
)
_form(
    "E005",
    "不在可选值之内",
    "支持方向、状态、采购方式、类别等只能从规定的几个值里选；提示会列出全部可选值。",
    "改成可选值之一。",
    good=_PROJECT + "  支持方向: 农产品进城\n  状态: 在建\n",
    bad=_PROJECT + "  支持方向: 农产品上行\n  状态: 在建\n",
)
_form(
    "E006",
    "编号或行重复",
    "同一个名称写了两次、两个项目用了同一编号、台账有两行完全相同，都不能判断以哪一个为准。",
    "删去重复的；确是两笔的，用凭证号或说明加以区分。",
    good=_PROGRESS + "  2021-05-31,210198-2020-01,20,在建,,\n  2021-06-30,210198-2020-01,20,在建,,\n",
    bad=_PROGRESS + "  2021-06-30,210198-2020-01,20,在建,,\n  2021-06-30,210198-2020-01,20,在建,,\n",
)
_form(
    "E007",
    "所指的项目、文件或附件不存在",
    "台账里的项目编号、项目里的相关政策文件、各处写到的附件，都要能找到。",
    "改正编号或文件名，或先补上所指的项目、文件、附件。",
    good=_PROGRESS + "  2021-06-30,210198-2020-01,30,在建,,\n",
    bad=_PROGRESS + "  2021-06-30,210198-2020-09,30,在建,,\n",
)
_form(
    "E008",
    "编号、代码、文件名与文件夹不一致",
    "县的文件夹名就是行政区划代码，并与「所属市」相符；项目编号由县代码、批次和文件名的两位序号组成。"
    "没有约定的文件和文件名也在此列。",
    "改成一致。",
    good=_WHOLE,
    bad=_WHOLE.replace("2020-01", "2020-02"),
)
_form(
    "E009",
    "统一社会信用代码不对",
    "十八位代码核对校验位。在 Excel 里当成数字输入，会变成科学计数，丢失末几位。",
    "对照营业执照逐位核对；没有代码的删去此项。",
    good=_WHOLE + "  承办单位: {名称: 甲公司, 统一社会信用代码: 91110000600037341L}\n",
    bad=_WHOLE + "  承办单位: {名称: 甲公司, 统一社会信用代码: 91110000600037341M}\n",
    clause="GB 32100-2015",
)
_form(
    "E010",
    "日期先后不对",
    "公告、中标、合同、计划开工、完成时限依次先后（可以同日）；记录已经发生的事的日期，不能晚于数据截至日。",
    "核对提示的两个日期。",
    good=_WHOLE + "  计划开工: 2021-03-08\n  完成时限: 2021-03-08\n",
    bad=_WHOLE + "  计划开工: 2021-03-08\n  完成时限: 2021-03-07\n",
)
_form(
    "E011",
    "状态与其他内容矛盾",
    "「已验收」要有「验收」，「已取消」要有「取消」，进度报到 100% 的不能仍是「未开工」。",
    "核对「状态」，或补上所缺的一项。",
    good=_PROJECT + "  支持方向: 物流配送\n  状态: 已取消\n  取消: {日期: 2021-05-01, 原因: 无力承建}\n",
    bad=_PROJECT + "  支持方向: 物流配送\n  状态: 已取消\n",
)


@rule(
    "E012",
    clause="政府信息公开条例",
    title="公开过的项目不见了",
    explanation="项目公开以后，记录和网址不能悄悄消失：取消的项目保留文件，「状态」改成已取消并写明原因。依据变更历史核对；"
    "项目文件因有错误读不出来的，改正后此项自然消除。",
    cure="恢复所删的项目文件；项目取消的，保留文件并填写「取消」。",
    good="变更: []\n首次公开: {210198-2020-01: '2021-03-10T09:00:00+08:00', 210198/payments: '2021-03-10T09:00:00+08:00'}",
    bad="变更: []\n首次公开: {210198-2020-09: '2021-03-10T09:00:00+08:00'}",
    severity=Severity.ERROR,
    needs_history=True,
)
def published_projects_stay(scene: Scene) -> Iterator[Hit]:
    for record, published in scene.history.first_published if scene.history else ():
        found = PROJECT_ID.fullmatch(record)
        if found and record not in scene.county.by_id:
            place = in_file(scene.county, f"projects/{found['number']}.yaml")
            yield Hit(place, f"{published:%Y-%m-%d} 公开的项目 {record} 现在没有记录", record)
