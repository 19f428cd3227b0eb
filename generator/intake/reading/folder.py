"""A folder of handed-in files: what lies in it, and what has no business there."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.intake.screening.declared import Answers
from generator.intake.screening.hiding import NOTHING, Hiding
from generator.intake.screening.private import find_private, without_private
from generator.intake.screening.report import Report
from generator.model.finding import Severity
from generator.model.reasons import reason

IGNORED = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\..*\.swp|\.gitkeep", re.IGNORECASE)
"""What file managers and editors leave behind; said as a remark, not an error."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder below content_data/ and how its files are named in messages."""

    path: Path
    name: str
    """Relative to content_data/, with a slash at the end; empty for content_data/ itself."""
    county: str = ""
    answers: Answers = field(default_factory=Answers, compare=False)
    """What the province answered for in its files."""
    held: Mapping[str, bytes] = field(default_factory=dict)
    """Name of a file in it → what is read in its place: an earlier version out of the history."""
    is_all_held: bool = False
    """Nothing is read from the disk."""
    hiding: Hiding = field(default=NOTHING, compare=False)
    """What is taken back in its files."""

    def report(self, file: str) -> Report:
        return Report(f"{self.name}{printable(file)}", self.county, answers=self.answers)

    def file(self, name: str) -> str | bytes:
        """The path of a file in it, or what is read in its place."""
        if self.held and (data := self.held.get(name)) is not None:
            return data
        return f"{self.path}{os.sep}{name}"

    def has(self, file: str) -> bool:
        """Whether something of that name is there; a broken link counts."""
        return file in self.held or (not self.is_all_held and os.path.lexists(self.path / file))

    def names(self, file: str, report: Report) -> tuple[str, ...]:
        """What lies in a sub-folder (``""``: in this one), sorted; a link is not followed (S004)."""
        lying = () if self.is_all_held else self._lying(file, report)
        if not self.held:
            return lying
        below = f"{file}/" if file else ""
        held = {name.removeprefix(below).partition("/")[0] for name in self.held if name.startswith(below)}
        return tuple(sorted(held.union(lying)))

    def _lying(self, file: str, report: Report) -> tuple[str, ...]:
        """What lies there on the disk."""
        path = self.path / file
        if not os.path.lexists(path):
            return ()
        if report_link(path, report):
            return ()
        if not path.is_dir():
            report.error("E008", "这里应当是一个文件夹", "改名或删去这个文件，按约定建立文件夹")
            return ()
        try:
            with os.scandir(path) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            report.error("E001", f"文件夹打不开（{reason(error)}）", "检查是否允许读取")
            return ()
        return tuple(name for name in names if not report_private_name(name, report))


def report_link(path: Path, report: Report) -> bool:
    """S004 when ``path`` is a link; nothing outside the folder is ever read through one."""
    if not path.is_symlink():
        return False
    report.error("S004", "这是一个链接（快捷方式），不是文件本身", "删去链接，把文件或文件夹本身放进来")
    return True


def report_private_name(name: str, report: Report) -> bool:
    """P001–P004 when the name of a file or folder holds private data; it is not read, nor is its name repeated."""
    found = next(find_private(name), None)
    if found is None:
        return False
    report.error(found.code, f"有一个文件的文件名{found.message}", "换一个文件名，其中不写个人信息")
    return True


def report_unused(answers: Answers, read: Iterable[Report], report: Report) -> None:
    """E007, a remark, for each entry of 不含个人信息 that answers for nothing: its value was changed or never there.

    Of a file that could not be read nobody can say that.
    """
    found = (one for made in read for one in made.findings)
    wrong = {one.place.file for one in found if one.severity is Severity.ERROR and one.code[0] != "P"}
    for entry in answers.unused():
        if entry.file in wrong:
            continue
        message = f"“{entry.file}”的“{entry.column}”里没有登记的值，这一条不起作用"
        report.notice("E007", message, "值已经改了的，删去这一条；写错的，照核对报告里的改", at=entry.place)


def report_stranger(name: str, message: str, cure: str, report: Report, code: str = "E008") -> None:
    """Nothing that was handed in is passed over in silence."""
    if IGNORED.fullmatch(name):
        report.notice("E008", "这是系统或软件留下的临时文件", "可以删去")
    else:
        report.error(code, message, cure)


def printable(name: str) -> str:
    """A file's name as it may stand in a message: what cannot be seen or encoded is spelt out."""
    if name.isprintable():
        return without_private(name)
    return "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in name)
