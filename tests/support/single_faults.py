"""A small province with a file of every kind, and files in it that have one fault each."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.support import pdf_files

AS_OF = date(2022, 6, 30)
CODE = "210198"
COUNTY = f"counties/{CODE}"
P1, P2, P3 = (f"{CODE}-2020-0{number}" for number in (1, 2, 3))
PROJECT = """项目编号: {id}
项目名称: 县级仓储配送中心
支持方向: 物流配送
状态: 在建
扶持资金额度: 350.00
完成时限: 2022-12-31
相关政策文件: [2020-226]
"""
SITE, LEAD, PLAN, OUTCOME = (
    "site.yaml",
    f"{COUNTY}/county.yaml",
    f"{COUNTY}/plan.yaml",
    f"{COUNTY}/outcome.yaml",
)
POLICY, NOTICE, CASE = "policies/2020-226.md", "notices/tongbao.md", f"{COUNTY}/cases/yi-ge.md"
FIRST, PAYMENTS, ATTACHED = (
    f"{COUNTY}/projects/01.yaml",
    f"{COUNTY}/payments.csv",
    f"{COUNTY}/attachments/方案.pdf",
)
LEDGERS = {
    "national.csv": (
        "年度,指标,数值,来源",
        "2020,农村网络零售额增速,8.9,商务部",
        "2021,农村网络零售额增速,11.3,商务部",
    ),
    f"{COUNTY}/progress.csv": (
        "日期,项目编号,进度,状态,说明",
        f"2021-05-31,{P1},20,在建,开工",
        f"2021-06-30,{P1},40,在建,过半",
    ),
    PAYMENTS: (
        "日期,项目编号,金额,收款单位,用途",
        f"2021-03-10,{P1},50.00,甲公司,首付款",
        f"2021-04-10,{P2},30.00,乙公司,首付款",
    ),
    f"{COUNTY}/expenditures.csv": (
        "日期,项目编号,类别,用途,金额,凭证类型",
        f"2021-03-12,{P1},设施设备,分拣线,20.00,发票",
        f"2021-04-12,{P2},设施设备,货架,10.00,发票",
    ),
    f"{COUNTY}/inspections.csv": (
        "日期,层级,检查单位,项目编号,方式,发现问题,处置,处理情况",
        f"2021-05-12,县,青禾县商务局,{P1},现场考察,,无,条款一致",
        f"2021-06-12,县,青禾县商务局,{P2},现场考察,,无,条款一致",
    ),
    f"{COUNTY}/trainings.csv": (
        "日期,项目编号,主题,对象,学时,人次",
        f"2021-05-14,{P3},开店,大学生,24,50",
        f"2021-06-14,{P3},直播,大学生,24,50",
    ),
    f"{COUNTY}/transactions.csv": (
        "月份,项目编号,网络零售额,农产品网络零售额,订单量,上行件量,下行件量",
        f"2021-05,{P1},1.71,1.30,288,17659,72221",
        f"2021-06,{P1},1.81,1.40,298,17759,72321",
    ),
    f"{COUNTY}/snapshots.csv": (
        "截至,项目编号,累计拨付,累计使用,说明",
        f"2021-05,{P1},30.00,10.00,与财政对账",
        "2021-06,,30.00,20.00,与财政对账",
    ),
    f"{COUNTY}/enforcement.csv": (
        "日期,项目编号,承办单位,行为,处理机关,处理结果,依据,文号",
        f"2021-05-18,{P1},甲公司,标签与实物不符,青禾县市场监管局,责令改正,产品质量法,示例1号",
        "2021-06-18,,乙公司,标签与实物不符,青禾县市场监管局,责令改正,产品质量法,示例2号",
    ),
    f"{COUNTY}/activities.csv": (
        "日期,项目编号,名称,地点,参与人次,说明",
        f"2021-05-16,{P1},集市,县城,96,发放明白纸",
        f"2021-06-16,{P1},听证会,县城,97,发放明白纸",
    ),
}
RECORDS = {
    SITE: """栏目名称: 综合示范信息公开
主办单位: 省商务厅
网站名称: 示例
模式: 演示
网址: https://example.gov.cn/zhsf/
监督举报:
  - 渠道: 电话
    号码或地址: '12345'
""",
    POLICY: "---\n标题: 通知\n成文日期: 2020-09-14\n---\n\n正文\n",
    NOTICE: "---\n标题: 通报（演示）\n日期: 2021-06-01\n类型: 督导通报\n---\n\n正文\n",
    LEAD: f"""名称: 青禾县
行政区划代码: '{CODE}'
所属市: 沈阳
示范批次: 2020
示例数据: true
资金到账:
  - 日期: 2020-12-11
    金额: 1110.00
""",
    PLAN: "实施方案:\n  标题: 实施方案\n  印发日期: 2021-01-15\n  附件:\n    - 方案.pdf\n",
    OUTCOME: "整改清单:\n  - 编号: 一\n    问题: 标识不全\n    期限: 2021-12-31\n",
    CASE: "---\n标题: 一个案例\n类别: 农村物流解决方案\n日期: 2021-08-01\n---\n\n正文。\n",
    **{f"{COUNTY}/projects/{id_[-2:]}.yaml": PROJECT.format(id=id_) for id_ in (P1, P2, P3)},
}
TEXTS = {**RECORDS, **{file: "\n".join(lines) + "\n" for file, lines in LEDGERS.items()}}
REQUIRED = {
    SITE: "主办单位: 省商务厅",
    LEAD: "名称: 青禾县",
    FIRST: "项目名称: 县级仓储配送中心",
    PLAN: "  标题: 实施方案",
    OUTCOME: "    问题: 标识不全",
    POLICY: "标题: 通知",
    NOTICE: "标题: 通报（演示）",
    CASE: "标题: 一个案例",
}
"""A line with a value that must be there, of a file of each kind."""
PRIVATE = ("13800138000", "11010519491231002X", "zhangsan@qq.com")


def province(root: Path) -> None:
    """Write it to ``root`` (content_data/)."""
    for file, text in TEXTS.items():
        write(root / file, text.encode())
    write(root / ATTACHED, pdf_files.pdf())


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    what: str
    spoil: Callable[[Path], object]
    """Makes it, given content_data/."""
    file: str
    """Which file the message names."""
    line: int | None = None
    """The line that it names; None: whichever."""

    def __str__(self) -> str:
        return f"{self.file.removeprefix(f'{COUNTY}/')}: {self.what}"


def written(what: str, file: str, data: bytes, line: int | None = None) -> Fault:
    """A file that holds something else."""
    return Fault(what, lambda root: write(root / file, data), file, line)


def edit(what: str, file: str, old: str, new: str, line: int | None = None) -> Fault:
    """``line`` 0: that on which ``old`` begins."""
    text = TEXTS[file]
    assert old in text, (file, old)
    if line == 0:
        line = text.count("\n", 0, text.index(old)) + 1
    return written(what, file, text.replace(old, new, 1).encode(errors="surrogatepass"), line)


def moved(old: str, new: str, told: str = "") -> Fault:
    """A file or folder under another name."""

    def move(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return Fault(f"named {new}", move, told or new)


def encodings() -> Iterator[Fault]:
    """Whole files that are not UTF-8, or not quite."""
    for file, text in TEXTS.items():
        data, half = text.encode(), len(text) // 2
        first, second = text[:half], text[half:]
        refused = {
            "UTF-16": text.encode("utf-16"),
            "UTF-16, big end first": b"\xfe\xff" + text.encode("utf-16-be"),
            "UTF-32": text.encode("utf-32"),
            "UTF-32, big end first": b"\x00\x00\xfe\xff" + text.encode("utf-32-be"),
            "GBK": text.encode("gb18030"),
        }
        for what, spoiled in {
            **({} if file in LEDGERS else refused),
            "UTF-16, cut": text.encode("utf-16")[:-1],
            "UTF-16 without its mark": text.encode("utf-16-le"),
            "Big5": text.encode("big5", errors="replace"),
            "damaged at the end": data.rstrip(b"\n") + b"\xe7\x9c",
            "damaged at the end of the last line": data.rstrip(b"\n") + b"\xe7\x9c\n",
            "damaged on a line of its own": data + b"\xe7\x9c",
            "damaged at the start": b"\xe7\x9c" + data,
            "damaged in the middle": first.encode() + b"\xff" + second.encode(),
            "NUL in the middle": first.encode() + b"\0" + second.encode(),
            "NULs at the end": data + bytes(100),
            "a control character": f"{first}\x1b{second}".encode(),
            "the end of file of DOS": data + b"\x1a",
            "turned text at the end": text.rstrip("\n").encode() + "\u202e\n".encode(),
            "a private character": f"{first}\ue000{second}".encode(),
            "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
            "a workbook": b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)),
            "a page": b"<!DOCTYPE html><html><body><p>404</p></body></html>\n",
            "a conflict": b"<<<<<<< HEAD\n" + data + b"=======\n" + data + b">>>>>>> x\n",
            "too large": data + b"#" * 21_000_000,
        }.items():
            yield written(what, file, spoiled)


def values() -> Iterator[Fault]:
    """A value that must be there, and what people and programs make of it."""
    for file, value_line in REQUIRED.items():
        line = value_line.lstrip()
        indent = value_line.removesuffix(line)
        name, value = line.split(": ")
        for what, new, is_there in (
            ("left out", "# 无", False),
            ("empty", f"{name}:", False),
            ("empty quotes", f"{name}: ''", False),
            ("absent", f"{name}: ~", False),
            ("an escaped control character alone", f'{name}: "\\e"', True),
            ("an escaped NUL alone", f'{name}: "\\0"', True),
            ("an escaped damaged character", f'{name}: "{value}\\uFFFD"', True),
            ("a turning character alone", f"{name}: \u202e", True),
            ("an escaped turning character", f'{name}: "{value}\\u202e{value}"', True),
            ("a private character", f"{name}: {value[:1]}\ue000{value[1:]}", True),
            ("a character that is none", f"{name}: {value}\uffff", True),
            ("a damaged character", f"{name}: {value}\ufffd", True),
            ("a control character in its name", f"{name[:1]}\x1b{name[1:]}: {value}", True),
            ("a zero width in its name", f"{name[:1]}\u200b{name[1:]}: {value}", True),
            ("an escape in its name", f'"{name}\\u202e": {value}', True),
            ("a slip in its name", f"{name[:-1]}伍: {value}", False),
            ("written twice", f"{line}\n{indent}{line}", False),
            ("a colon of full width", f"{name}：{value}", True),
            ("no blank after the colon", f"{name}:{value}", True),
            ("a list", f"{name}: [{value}, {value}]", True),
            ("a mapping", f"{name}: {{甲: {value}}}", True),
            ("an open quote", f'{name}: "{value}', False),
            ("an open bracket", f"{name}: [{value}", False),
            ("text after a quote", f'{name}: "{value}" 乙', True),
            ("an anchor", f"{name}: &a {value}", True),
            ("an alias", f"{name}: *a", True),
            ("a tag", f"{name}: !!python/object/apply:os.system [ls]", True),
            ("a tab", f"\t{line}", False),
            ("a text that begins with @", f"{name}: @{value}", True),
            ("an unknown escape", f'{name}: "\\q{value}"', True),
            ("a code that is no character", f'{name}: "\\U00110000"', True),
            ("a script", f"{name}: <script>alert(1)</script>", True),
            ("a mobile", f"{name}: 联系13800138000", True),
            ("an ID number", f"{name}: 11010519491231002X", True),
            ("a private mailbox", f"{name}: zhangsan@qq.com", True),
            ("a mobile in a name of its own", f"电话13800138000: 乙\n{indent}{line}", True),
            ("a mobile in a note", f"{line}  # 张三13800138000", True),
            ("a name that nobody knows", f"某某某某: 乙\n{indent}{line}", True),
            ("too long", f"{name}: {'长' * 20_001}", True),
            ("too deep", f"{name}: {'[' * 30}1{']' * 30}", False),
            ("a colon in the text", f"{name}: {value}: 乙", True),
        ):  # fmt: skip
            yield edit(
                what, file, value_line, indent + new if new[0] != "\t" else new, 0 if is_there else None
            )


def wholes() -> Iterator[Fault]:
    """Files whose text is something else."""
    for file in REQUIRED:
        for what, text in {"nothing": "", "blank lines": "\n \n\n", "a note": "# 无\n"}.items():
            if file not in {PLAN, OUTCOME}:  # these need not hold anything
                yield written(what, file, text.encode())
        other = TEXTS[OUTCOME if file == PLAN else PLAN]
        yield written("another file's text", file, other.encode())
        yield written("JSON", file, b'{"a": 1, "b": [1, 2]}')
    for file in (POLICY, NOTICE, CASE):
        yield edit("a head that ends at once", file, "---\n", "---\n---\n")
        yield edit("no head", file, "---\n", "")
        yield edit("a head without an end", file, "\n---\n\n正文", "\n\n正文")


def in_place_of_files() -> Iterator[Fault]:
    """Links and folders in the place of files."""
    for file in (SITE, LEAD, FIRST, PAYMENTS, CASE, ATTACHED):

        def link(root: Path, file: str = file) -> None:
            kept = root.parent / "kept"
            (root / file).rename(kept)
            (root / file).symlink_to(kept)

        def folder(root: Path, file: str = file) -> None:
            (root / file).unlink()
            (root / file).mkdir()

        if hasattr(os, "O_NOFOLLOW"):
            yield Fault("a link", link, file)
        yield Fault("a folder", folder, file)
    for name in ("projects", "cases", "attachments"):

        def flat(root: Path, name: str = name) -> None:
            shutil.rmtree(root / COUNTY / name)
            write(root / COUNTY / name, b"x")

        yield Fault("a file", flat, f"{COUNTY}/{name}")
