"""Names, folders, attachments and relations that have one fault each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.support import pdf_files
from tests.support.single_faults import (
    ATTACHED,
    CASE,
    CODE,
    COUNTY,
    FIRST,
    LEAD,
    NOTICE,
    OUTCOME,
    P1,
    P2,
    PLAN,
    POLICY,
    SITE,
    Fault,
    edit,
    moved,
    write,
    written,
)

_PRIVATE_NAME = "13800138000"
_FOLDERS = ("", "counties", "policies", "notices", COUNTY, *(f"{COUNTY}/{name}" for name in ("projects", "cases", "attachments")))  # fmt: skip
_NOT_PRIVATE, _REDACTIONS = "not-private.yaml", "redactions.yaml"


def _stray(name: str, folder: str) -> Fault:
    file = "/".join(filter(None, (folder, name)))
    told = folder if _PRIVATE_NAME in name else file.replace("\x1b", "\\u001b")
    return Fault(
        f"a stray {name!r} in {folder or 'content_data'}", lambda root: write(root / file, b"x"), told
    )


def _holding_another(folder: str) -> Fault:
    file = "/".join(filter(None, (folder, "乙")))
    return Fault(
        f"a folder in {folder or 'content_data'}", lambda root: write(root / file / "丙.tmp", b"x"), file
    )


def _gone(file: str, told: str) -> Fault:
    return Fault("not there", lambda root: (root / file).unlink(), told)


def strays(many: int) -> Iterator[Fault]:
    """Files that have no business where they lie, one and many.

    Args:
        many: files in each of the folders that hold many.
    """
    for folder in _FOLDERS:
        for name in ("乙.tmp", f"{_PRIVATE_NAME}.txt", "乙\x1b丙.txt"):
            yield _stray(name, folder)
        yield _holding_another(folder)
        for form in ("{}.tmp", "坏{}.md", "1380013{:04d}.txt"):

            def fill(root: Path, folder: str = folder, form: str = form) -> None:
                for number in range(many):
                    write(root / folder / form.format(number), b"x")

            yield Fault(f"many {form} in {folder or 'content_data'}", fill, folder)


def misnamed() -> Iterator[Fault]:
    """Files and folders under another name."""
    for old, new in (
        ("county.yaml", "county.yml"),
        ("county.yaml", "County.yaml"),
        ("county.yaml", "county.yaml.txt"),
        ("payments.csv", "payment.csv"),
        ("payments.csv", "拨付.csv"),
        ("payments.csv", "payments.xls"),
        ("plan.yaml", "plan.yml"),
        ("projects", "project"),
        ("projects", "项目"),
        ("cases", "case"),
        ("attachments", "附件"),
        ("projects/01.yaml", "projects/1.yaml"),
        ("projects/01.yaml", "projects/01.yml"),
        ("projects/01.yaml", f"projects/{P1}.yaml"),
        ("projects/01.yaml", "projects/县级仓储.yaml"),
        ("projects/01.yaml", "01.yaml"),
        ("cases/yi-ge.md", "cases/一个.md"),
        ("cases/yi-ge.md", "cases/Yi-Ge.md"),
        ("cases/yi-ge.md", "cases/yi-ge.txt"),
        ("cases/yi-ge.md", "cases/index.md"),
        ("cases/yi-ge.md", "cases/con.md"),
        ("attachments/方案.pdf", "attachments/方案.doc"),
        ("attachments/方案.pdf", "attachments/方案.pdf.exe"),
        ("attachments/方案.pdf", "attachments/con.pdf"),
        ("attachments/方案.pdf", "attachments/方案#1.pdf"),
        ("attachments/方案.pdf", "方案.pdf"),
    ):
        yield moved(f"{COUNTY}/{old}", f"{COUNTY}/{new}")
    yield moved(f"{COUNTY}/projects/01.yaml", f"{COUNTY}/projects/乙/01.yaml", f"{COUNTY}/projects/乙")
    yield moved(ATTACHED, f"{COUNTY}/attachments/乙/方案.pdf", f"{COUNTY}/attachments/乙")
    yield moved(ATTACHED, f"{COUNTY}/attachments/方案{_PRIVATE_NAME}.pdf", f"{COUNTY}/attachments")
    yield moved(ATTACHED, f"{COUNTY}/attachments/方 案.pdf", PLAN)
    yield moved(FIRST, f"{COUNTY}/projects/04.yaml", f"{COUNTY}/projects/04.yaml")
    for old, new in (
        (SITE, "site.yml"),
        (SITE, "Site.yaml"),
        (POLICY, "policies/2020-226.txt"),
        (POLICY, "policies/通知.md"),
        (POLICY, "policies/2020_226.md"),
        ("policies", "policy"),
        ("notices", "notice"),
        (COUNTY, "counties/青禾县"),
    ):
        yield moved(old, new)
    yield moved(COUNTY, "counties/210199", "counties/210199/county.yaml")


def lost() -> Iterator[Fault]:
    """Files that are not there and others rest on."""
    for file, told in ((LEAD, LEAD), (SITE, SITE), (ATTACHED, PLAN), (FIRST, f"{COUNTY}/progress.csv")):
        yield _gone(file, told)
    yield Fault("no attachments", lambda root: shutil.rmtree(root / COUNTY / "attachments"), PLAN)
    yield Fault("a project twice", lambda root: shutil.copy(root / FIRST, root / COUNTY / "projects/04.yaml"), f"{COUNTY}/projects/04.yaml")  # fmt: skip


def _attachment(what: str, name: str, data: bytes) -> Fault:
    return Fault(
        what, lambda root: write(root / COUNTY / "attachments" / name, data), f"{COUNTY}/attachments/{name}"
    )


def attachments() -> Iterator[Fault]:
    """What is handed in as a PDF, a picture or a document."""
    for name in ("方案.pdf", "另.pdf"):
        for what, data in {
            "text": b"hello",
            "nothing": b"",
            "a page behind the first bytes": b"%PDF-1.7\n<html><script>x</script></html>",
            "cut": pdf_files.pdf()[:200],
            "a mobile": pdf_files.pdf("Tel 13800138000"),
            "a script": pdf_files.pdf(catalog=b"/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"),
            "a page behind the end": pdf_files.pdf() + b"<html>",
            "too large": pdf_files.pdf() + bytes(21_000_000),
        }.items():
            yield _attachment(what, name, data)
    for suffix in ("jpg", "png", "webp", "docx", "xlsx", "pptx"):
        yield _attachment("text", f"乙.{suffix}", b"hello")


def relations() -> Iterator[Fault]:
    """Values that contradict others."""
    for what, file, old, new in (
        ("another cohort", LEAD, "示范批次: 2020", "示范批次: 2021"),
        ("no cohort", LEAD, "示范批次: 2020", "示范批次: 二〇二〇"),
        ("another county's code", LEAD, f"'{CODE}'", "'210197'"),
        ("a code too short", LEAD, f"'{CODE}'", "'21019'"),
        ("another city", LEAD, "所属市: 沈阳", "所属市: 鞍山"),
        ("no city", LEAD, "所属市: 沈阳", "所属市: 铁西"),
        ("no example", LEAD, "示例数据: true", "示例数据: false"),
        ("another number", FIRST, P1, f"{CODE}-2020-11"),
        ("another project's id", FIRST, P1, P2),
        ("another county's id", FIRST, P1, "210197-2020-01"),
        ("another id altogether", FIRST, P1, "210197-2021-05"),
        ("cancelled and not said why", FIRST, "状态: 在建", "状态: 已取消"),
        ("no such status", FIRST, "状态: 在建", "状态: 进行中"),
        ("a day that no calendar has", FIRST, "完成时限: 2022-12-31", "完成时限: 2022-02-30"),
        ("a policy that is not there", FIRST, "[2020-226]", "[2020-227]"),
        ("a control character in a policy", FIRST, "[2020-226]", "[2020-\x1b226]"),
        ("a mobile for money", FIRST, "350.00", "13800138000"),
        ("a mobile for a day", FIRST, "2022-12-31", "13800138000"),
        ("a mobile for a status", FIRST, "在建", "13800138000"),
        ("a mobile for an id", FIRST, P1, "13800138000"),
        ("a mobile twice", FIRST, "县级仓储", "13800138000和13800138000县级仓储"),
        ("a contractor in a line", FIRST, "状态: 在建", "状态: 在建\n承办单位: 甲公司"),
        ("a contractor's name to the left", FIRST, "状态: 在建", "状态: 在建\n承办单位:\n名称: 甲公司"),
        ("a contractor's part outside", FIRST, "状态: 在建", "状态: 在建\n统一社会信用代码: 91210197MA00010018"),
        ("a code with another check digit", FIRST, "状态: 在建", "状态: 在建\n承办单位:\n  名称: 甲公司\n  统一社会信用代码: 91210197MA00010019"),
        ("a mobile for a telephone", FIRST, "状态: 在建", "状态: 在建\n承办单位:\n  名称: 甲公司\n  办公电话: 138 0013 8000"),
        ("a path to an attachment", PLAN, "方案.pdf", "../方案.pdf"),
        ("a slip in an attachment's name", PLAN, "方案.pdf", "方安.pdf"),
        ("a mobile in an attachment's name", PLAN, "方案.pdf", "方案13800138000.pdf"),
        ("a turning character in an attachment's name", PLAN, "方案.pdf", "方\u202e案.pdf"),
        ("an escape in an attachment's name", PLAN, "方案.pdf", '"方\\u202e案.pdf"'),
        ("a script for an attachment", PLAN, "方案.pdf", "<script>x</script>"),
        ("an item that is empty", PLAN, "- 方案.pdf", "-"),
        ("a text for a part", PLAN, "实施方案:\n  标题: 实施方案\n  印发日期: 2021-01-15\n  附件:\n    - 方案.pdf\n", "实施方案: 见附件\n"),
        ("a number twice", OUTCOME, "    期限: 2021-12-31", "    期限: 2021-12-31\n  - 编号: 一\n    问题: 乙\n    期限: 2021-12-31"),
        ("a project that is not there", CASE, "日期: 2021-08-01", f"日期: 2021-08-01\n项目编号: [{CODE}-2020-09]"),
        ("a control character in a project's id", CASE, "日期: 2021-08-01", f"日期: 2021-08-01\n项目编号: [{CODE}-2020\x1b-01]"),
        ("another county", CASE, "日期: 2021-08-01", "日期: 2021-08-01\n县: 海城市"),
        ("a control character in the county", CASE, "日期: 2021-08-01", "日期: 2021-08-01\n县: 青\x1b禾县"),
        ("a picture that is not there", CASE, "日期: 2021-08-01", "日期: 2021-08-01\n图片:\n  - 文件: 乙.jpg\n    说明: 甲"),
        ("a picture that is none", CASE, "日期: 2021-08-01", "日期: 2021-08-01\n图片:\n  - 文件: 方案.pdf\n    说明: 甲"),
        ("a tag", CASE, "正文。", "<script>alert(1)</script>"),
        ("a tag and its end", CASE, "正文。", "一 <a onclick=x>乙</a> 二"),
        ("a script for a link", CASE, "正文。", "[乙](javascript:alert(1))"),
        ("a picture from elsewhere", CASE, "正文。", "![乙](https://example.org/b.png)"),
        ("a mobile", CASE, "正文。", "电话 13800138000。"),
        ("a mobile that is a link", CASE, "正文。", "[13800138000](tel:13800138000)"),
        ("a control character", CASE, "正文。", "正\x1b文。"),
        ("a turning character by its number", CASE, "正文。", "正&#x202e;文。"),
        ("a damaged character", CASE, "正文。", "正\ufffd文。"),
        ("deep", CASE, "正文。", ">" * 300 + "乙"),
        ("no such type", NOTICE, "督导通报", "通知"),
        ("an attachment that is no address", NOTICE, "类型: 督导通报", "类型: 督导通报\n附件: [乙.pdf]"),
        ("a script for an attachment", NOTICE, "类型: 督导通报", "类型: 督导通报\n附件: ['javascript:x']"),
        ("no such mode", SITE, "模式: 演示", "模式: 试运行"),
        ("no address", SITE, "https://example.gov.cn/zhsf/", "example.gov.cn"),
        ("a mobile for tip-offs", SITE, "'12345'", "'13800138000'"),
    ):  # fmt: skip
        yield edit(what, file, old, new)


def declarations() -> Iterator[Fault]:
    """What the province vouches for and takes back."""
    for what, entry in {
        "a file that is not there": "记录: counties/210198/乙.csv, 栏目: 用途, 值: 乙, 说明: 甲",
        "no reason": "记录: counties/210198/payments.csv, 栏目: 用途, 值: 乙",
    }.items():
        text = f"不含个人信息:\n  - {{{entry}}}\n"
        yield written(what, _NOT_PRIVATE, text.encode())
    for what, entry in {
        "another date": f"日期: 2021/1/1, 记录: {P1}, 栏目: 建设内容, 提交: abcdef1, 依据: 甲",
        "an amount": f"日期: 2021-01-01, 记录: {P1}, 栏目: 扶持资金额度, 提交: abcdef1, 依据: 甲",
        "two things left out": f"日期: 2021-01-01, 记录: {P1}, 栏目: 建设内容",
    }.items():
        text = f"依法隐去:\n  - {{{entry}}}\n"
        yield written(what, _REDACTIONS, text.encode())
    for file in (_NOT_PRIVATE, _REDACTIONS):
        for what, data in {
            "a list": b"- \xe4\xb9\x99\n",
            "open": "依法隐去:\n  - [\n".encode(),
            "bytes": bytes(range(256)),
        }.items():
            yield written(what, file, data)
