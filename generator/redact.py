"""``gongkai redact``: adds an entry to redactions.yaml; the value to be hidden is never typed or shown."""

import re
from datetime import date
from pathlib import Path

import yaml
from pydantic import ValidationError

from generator.history.redacting import listed_in, written_on
from generator.history.repository import MainLine, NoHistoryError
from generator.history.unreadable import UnreadableError
from generator.intake.records.former_codes import read_former_codes
from generator.intake.records.redactions import REDACTIONS, taken_back
from generator.model.redactions import Redaction, RedactionList

_ITEM = re.compile(r"^( *)- ", re.MULTILINE)


def add_redaction(content: Path, record: str, field: str, reference: str, basis: str, day: date) -> str:
    """Adds an entry that hides the value of a field at a commit; returns the commit.

    Args:
        reference: names a commit in any way that git understands.

    Raises:
        ValueError: there is nothing to hide, or the entry is not allowed; the message is in Chinese.
    """
    listed = listed_in(content)
    if listed is None:
        raise ValueError(f"{REDACTIONS} 有错，先运行 gongkai check，照提示改正。")
    try:
        former = read_former_codes(content)
        line = MainLine(content, former=former)
        commit = line.commit_of(reference)
    except (NoHistoryError, UnreadableError):
        raise ValueError("未找到能读取的 git 历史，找不到要隐去的内容。") from None
    if commit is None:
        raise ValueError(f"找不到提交“{reference}”。")
    try:
        entry = Redaction(date=day, record=record, field=field, commit=commit, basis=basis)
    except ValidationError:
        raise ValueError("记录、栏目和依据各写一行。") from None
    if any((old.record, old.field, old.commit) == (record, field, commit) for old in listed.entries):
        raise ValueError("这一项已经登记过了。")
    wrong = taken_back(RedactionList(entries=(entry,)), written_on(line), former).problems
    if wrong:
        raise ValueError(f"{wrong[0].message}。{wrong[0].cure}。")
    _append(content / REDACTIONS, entry)
    if listed_in(content) is None:
        raise ValueError(f"{REDACTIONS} 写入以后有错：“依据”里不要写内容本身。运行 gongkai check 查看。")
    return commit


def _append(path: Path, entry: Redaction) -> None:
    """Appends an entry to the list, indented like the others; the rest of the file is unchanged."""
    text = path.read_text("utf-8") if path.exists() else ""
    values = {label: getattr(entry, name) for name, label in Redaction.labels().items()}
    item = yaml.safe_dump([values], allow_unicode=True, sort_keys=False, width=1000)
    first = _ITEM.search(text)
    indent = first[1] if first else ""
    head = text if first else f"{RedactionList.label_of('entries')}:\n"
    if head and not head.endswith("\n"):
        head += "\n"
    path.write_text(head + "".join(f"{indent}{line}\n" for line in item.splitlines()), "utf-8")
