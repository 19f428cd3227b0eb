"""E: form, checked by the intake while it reads. An example is the text of files of one county."""

from generator.model.finding import Severity
from generator.rules.base import Rule, add

_PROJECT = "项目编号: 210198-2020-01\n项目名称: 仓储配送中心\n支持方向: 物流配送\n状态: 在建\n"
_PAID = "日期,项目编号,金额,收款单位,用途,凭证号\n2021-06-30,210198-2020-01,100.00,甲公司,%s,1\n"

_ENTRIES: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (
        "E001",
        "数据格式",
        "文件无法读取",
        "编码不是 UTF-8，或者 YAML、CSV 的写法有误。GB18030 编码能认出来，并提示怎样转换。",
        "按提示改正这一行，或另存为 UTF-8。",
        _PROJECT,
        _PROJECT.replace("状态: 在建", "状态：在建"),
    ),
    (
        "E002",
        "数据格式",
        "缺少必填的内容",
        "缺了这一项，记录无法成立，如项目编号、项目名称、支持方向、状态。",
        "补上这一项。",
        _PROJECT,
        _PROJECT.replace("状态: 在建\n", ""),
    ),
    (
        "E003",
        "数据格式",
        "不认识的名称",
        "名称或列名不在数据字典里，多半是写错了字。",
        "按提示改成数据字典里的名称。",
        _PROJECT,
        _PROJECT + "完成时间: 2021-12-31\n",
    ),
    (
        "E004",
        "数据格式",
        "写法不对",
        "日期、金额、百分数、电话、网址的写法不对。金额单位固定为万元，只写数字。",
        "按提示的写法改正。",
        _PROJECT + "扶持资金额度: 350.00\n",
        _PROJECT + "扶持资金额度: 350万元\n",
    ),
    (
        "E005",
        "数据格式",
        "不在可选值之内",
        "这一项只能从规定的几个值里选。",
        "改成可选值之一。",
        _PROJECT,
        _PROJECT.replace("物流配送", "物流"),
    ),
    (
        "E006",
        "数据格式",
        "重复",
        "编号重复、名称写了两次，或台账里有两行完全相同。",
        "删去重复的；确是两笔的加以区分。",
        _PAID % "首付款",
        (_PAID % "首付款") + "2021-06-30,210198-2020-01,100.00,甲公司,首付款,1\n",
    ),
    (
        "E007",
        "数据格式",
        "所指的项目、文件不存在",
        "台账里的项目编号、相关政策文件或附件找不到。",
        "改正编号或文件名，或补上文件。",
        _PAID % "首付款",
        (_PAID % "首付款").replace("2020-01", "2020-09"),
    ),
    (
        "E008",
        "数据格式",
        "编号、代码、文件名、文件夹不一致",
        "行政区划代码与文件夹名、所属市，项目编号与文件名应当一致。",
        "改成一致。",
        _PROJECT,
        _PROJECT.replace("2020-01", "2020-02"),
    ),
    (
        "E009",
        "GB 32100-2015",
        "统一社会信用代码不对",
        "十八位代码的校验位与前面不符，或不足十八位。",
        "对照营业执照核对。",
        _PROJECT + "承办单位: {名称: 甲公司, 统一社会信用代码: 91110000600037341L}\n",
        _PROJECT + "承办单位: {名称: 甲公司, 统一社会信用代码: 91110000600037341M}\n",
    ),
    (
        "E010",
        "数据格式",
        "日期先后矛盾",
        "公告、中标、合同、计划开工、完成时限应依次不早于前一个；记过去的事，日期不能晚于数据截至日。",
        "核对日期。",
        _PROJECT + "计划开工: 2021-03-01\n完成时限: 2021-12-31\n",
        _PROJECT + "计划开工: 2022-03-01\n完成时限: 2021-12-31\n",
    ),
    (
        "E011",
        "数据格式",
        "状态与其他内容矛盾",
        "已验收而没有「验收」，已取消而没有「取消」，进度 100 而未开工。",
        "改正状态，或补上缺少的内容。",
        _PROJECT,
        _PROJECT.replace("在建", "已取消"),
    ),
)


def _example(text: str) -> str:
    """``file: |`` and the file's text, as the examples of the other families read from files are written."""
    name = "payments.csv" if text.startswith("日期,") else "projects/01.yaml"
    return f"{name}: |\n" + "".join(f"  {line}\n" for line in text.strip("\n").split("\n"))


for _code, _clause, _title, _explanation, _cure, _good, _bad in _ENTRIES:
    good, bad = _example(_good), _example(_bad)
    add(Rule(_code, _clause, _title, _explanation, _cure, good, bad, None, Severity.ERROR))
