"""Where private data may stand besides the values of a record: comments, keys, broken lines, names of files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.support.private_values import Written

Files = Mapping[str, str | bytes]
"""Path below a county's folder (or below content_data/ with a slash before it) → contents."""

_PROJECT = "项目编号: {project}\n项目名称: 冷库\n支持方向: 物流配送\n状态: 在建\n"
_LEDGER = "日期,项目编号,进度,状态,说明\n"
_CASE = "---\n标题: 案例\n类别: 农产品网销\n日期: 2021-03-01\n---\n\n"
_POLICY = "---\n标题: 政策\n---\n\n正文。\n"


@dataclass(frozen=True)
class Oddity:
    """A place, and how the files look with a private text in it; ``county`` is the county's code."""

    name: str
    make: Callable[[str, str], Files]
    is_name: bool = False
    """Whether the text becomes (part of) a file's name."""

    def takes(self, text: Written) -> bool:
        """Whether this text can stand there."""
        return not self.is_name or not (set(text) & set("/\n\t\\") or len(text.encode()) > 200)


def _yaml(after: str) -> Callable[[str, str], Files]:
    """A project's file that goes on with ``after``; ``{v}`` is the text, ``{q}`` the same in quotes."""

    def make(text: str, county: str) -> Files:
        start = _PROJECT.format(project=f"{county}-2020-02")
        return {"projects/02.yaml": start + _filled(after, text)}

    return make


def _filled(pattern: str, text: str) -> str:
    line = " ".join(text.split())
    quoted = '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + '"'
    return pattern.replace("{q}", quoted).replace("{v}", line)


def _csv(pattern: str) -> Callable[[str, str], Files]:
    return lambda text, county: {
        "progress.csv": _filled(pattern, text).replace("{project}", f"{county}-2020-01")
    }


def _markdown(pattern: str) -> Callable[[str, str], Files]:
    return lambda text, county: {f"cases/o-{county}.md": _filled(pattern, text)}


def _bytes(encoding: str) -> Callable[[str, str], Files]:
    def make(text: str, county: str) -> Files:
        start = _PROJECT.format(project=f"{county}-2020-02")
        return {"projects/02.yaml": f"{start}建设内容: {' '.join(text.split())}\n".encode(encoding, "ignore")}

    return make


def _named(path: str, contents: str | bytes) -> Callable[[str, str], Files]:
    return lambda text, county: {
        path.replace("{v}", text).replace("{county}", county): contents
        if isinstance(contents, bytes)
        else contents.replace("{project}", f"{county}-2020-02").replace("{v}", text)
    }


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0d"
    "efb0cc0000000049454e44ae426082"
)


def _attached(text: str, county: str) -> Files:
    """A sound picture with a private name, and a project that names it."""
    start = _PROJECT.format(project=f"{county}-2020-02")
    return {f"attachments/{text}.png": _PNG, "projects/02.yaml": f"{start}附件: ['{text}.png']\n"}


ODDITIES = (
    Oddity("yaml comment", _yaml("# {v}\n")),
    Oddity("yaml comment behind a value", _yaml("建设内容: 内容 # {v}\n")),
    Oddity("yaml unknown key", _yaml("{q}: 内容\n")),
    Oddity("yaml unknown key within", _yaml("承办单位:\n  名称: 甲公司\n  {q}: 内容\n")),
    Oddity("yaml value of an unknown key", _yaml("备注: {q}\n")),
    Oddity("yaml key that stands twice", _yaml("建设内容: {q}\n建设内容: 内容\n")),
    Oddity("yaml quote that does not end", _yaml('建设内容: "{v}\n')),
    Oddity("yaml single quote that does not end", _yaml("建设内容: '{v}\n")),
    Oddity("yaml list that does not end", _yaml("建设内容: [{q}\n")),
    Oddity("yaml wrong indentation", _yaml("承办单位:\n  名称: 甲公司\n {q}: 乙\n")),
    Oddity("yaml tab", _yaml("承办单位:\n\t名称: {q}\n")),
    Oddity("yaml anchor and alias", _yaml("建设内容: &a {q}\n工作要求: *a\n")),
    Oddity("yaml anchor of that name", _yaml("建设内容: &{v} 内容\n")),
    Oddity("yaml alias of that name", _yaml("建设内容: *{v}\n")),
    Oddity("yaml tag of that name", _yaml("建设内容: !{v} 内容\n")),
    Oddity("yaml merge", _yaml("<<: {建设内容: {q}}\n")),
    Oddity("yaml block text", _yaml("建设内容: |\n  内容\n  {v}\n")),
    Oddity("yaml folded text", _yaml("建设内容: >-\n  内容\n\n  {v}\n")),
    Oddity("yaml list for a text", _yaml("建设内容: [{q}, 内容]\n")),
    Oddity("yaml mapping for a text", _yaml("建设内容: {内容: {q}}\n")),
    Oddity("yaml key in a mapping for a text", _yaml("建设内容: {{q}: 内容}\n")),
    Oddity("yaml text for a mapping", _yaml("承办单位: {q}\n")),
    Oddity("yaml second document", _yaml("---\n建设内容: {q}\n")),
    Oddity("yaml a line of its own", _yaml("{v}\n")),
    Oddity("yaml control character", _yaml("建设内容: {v}\x07\n")),
    Oddity("yaml GB18030", _bytes("gb18030")),
    Oddity("yaml UTF-16", _bytes("utf-16")),
    Oddity("yaml byte order mark", _bytes("utf-8-sig")),
    Oddity("csv heading", _csv("日期,项目编号,进度,状态,{q}\n2021-03-01,{project},5,在建,内容\n")),
    Oddity("csv cell of an unknown column", _csv("日期,项目编号,进度,备忘\n2021-03-01,{project},5,{q}\n")),
    Oddity("csv cell without heading", _csv(f"{_LEDGER}2021-03-01,{{project}},5,在建,内容,{{q}}\n")),
    Oddity("csv cell too few", _csv(f"{_LEDGER}2021-03-01,{{project}},{{q}}\n")),
    Oddity("csv quote that does not end", _csv(f'{_LEDGER}2021-03-01,{{project}},5,在建,"{{v}}\n')),
    Oddity("csv no heading", _csv("{q},{project},5,在建,内容\n")),
    Oddity("csv other separator", _csv("日期;项目编号;进度;说明\n2021-03-01;{project};5;{v}\n")),
    Oddity("csv behind a blank row", _csv(f"{_LEDGER}2021-03-01,{{project}},5,在建,内容\n,,,,\n{{v}}\n")),
    Oddity("md unknown key", _markdown(_CASE.replace("---\n\n", "{q}: 内容\n---\n\n") + "正文。\n")),
    Oddity("md comment", _markdown(_CASE.replace("---\n\n", "# {v}\n---\n\n") + "正文。\n")),
    Oddity("md front matter that does not end", _markdown("---\n标题: 案例\n来源: {q}\n")),
    Oddity("md no front matter", _markdown("{v}\n")),
    Oddity("md paragraph", _markdown(_CASE + "正文。\n\n{v}。\n")),
    Oddity("md heading", _markdown(_CASE + "## {v}\n\n正文。\n")),
    Oddity("md code", _markdown(_CASE + "```\n{v}\n```\n")),
    Oddity("md words of a link", _markdown(_CASE + "[{v}](https://example.gov.cn/)\n")),
    Oddity("md title of a link", _markdown(_CASE + '[内容](https://example.gov.cn/ "{v}")\n')),
    Oddity("md target of a link", _markdown(_CASE + "[内容](<https://example.gov.cn/{v}>)\n")),
    Oddity("md mail link", _markdown(_CASE + "[内容](<mailto:{v}>)\n")),
    Oddity("md target defined below", _markdown(_CASE + "[内容][a]\n\n[a]: <https://example.gov.cn/{v}>\n")),
    Oddity("md definition that nothing uses", _markdown(_CASE + "内容\n\n[{v}]: https://example.gov.cn/\n")),
    Oddity("md words for a picture", _markdown(_CASE + "![{v}](示意图.png)\n")),
    Oddity("md HTML comment", _markdown(_CASE + "正文。\n\n<!-- {v} -->\n")),
    Oddity("md cell", _markdown(_CASE + "| 甲 | 乙 |\n| --- | --- |\n| 内容 | {v} |\n")),
    Oddity("md alignment row", _markdown(_CASE + "| 甲 | 乙 |\n| --- | --- | {v} |\n| 内容 | 1 |\n")),
    Oddity("name of an attachment", _attached, is_name=True),
    Oddity("name of an attachment of no kind", _named("attachments/{v}.exe", b"MZ"), is_name=True),
    Oddity("name of an attachment that is none", _named("attachments/{v}.pdf", b"text"), is_name=True),
    Oddity("name of a folder of attachments", _named("attachments/{v}/a.png", _PNG), is_name=True),
    Oddity(
        "attachment that is not there",
        lambda text, county: {
            "projects/02.yaml": _PROJECT.format(project=f"{county}-2020-02") + f"附件: ['{text}.png']\n"
        },
        is_name=True,
    ),
    Oddity("name of a project's file", _named("projects/{v}.yaml", _PROJECT), is_name=True),
    Oddity("name of a case's file", _named("cases/{v}.md", _CASE + "正文。\n"), is_name=True),
    Oddity("name of a file of no kind", _named("{v}.csv", "甲\n"), is_name=True),
    Oddity("name of a folder", _named("{v}/a.csv", "甲\n"), is_name=True),
    Oddity("name of a policy's file", _named("/policies/{v}.md", _POLICY), is_name=True),
    Oddity("name of a notice's file", _named("/notices/{v}.md", _POLICY), is_name=True),
    Oddity("name of a county's folder", _named("/counties/{v}/county.yaml", "名称: 甲县\n"), is_name=True),
    Oddity("name of a province's file", _named("/{v}.yaml", "甲: 乙\n"), is_name=True),
)
