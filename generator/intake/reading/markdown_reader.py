"""Markdown with front matter → the front matter's values, and the text below it."""

from dataclasses import dataclass

from generator.intake.reading.yaml_reader import read_yaml
from generator.intake.screening.report import Document, Report
from generator.model.place import Place

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A Markdown file: its front matter, the text, and the line on which the text begins."""

    front: Document
    text: str
    first_line: int


def read_markdown(text: str, report: Report) -> TextDocument | None:
    """Split a Markdown file; None with an error when it has no front matter or that cannot be read.

    If characters were refused, missing fences are not reported: a refused character may be why they are not found.
    """
    lines = text.split("\n")
    start = Place(report.file, 1, 1)
    if lines[0].rstrip() != _FENCE:
        cure = "第一行写 ---，接着每行一项“名称: 内容”，再写一行 ---，下面是正文"
        if not report.has_refused:
            report.error("E001", "文件开头缺少信息头", cure, at=start)
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        if not report.has_refused:
            report.error("E001", "信息头未结束", "在信息头最后另起一行写 ---", at=start)
        return None
    front = read_yaml("\n".join(lines[1:end]), report, first_line=2)
    if front is None:
        return None
    body = "\n".join(lines[end + 1 :])
    blank = len(body) - len(body.lstrip("\n"))
    return TextDocument(front, body.strip("\n"), end + 2 + blank)
