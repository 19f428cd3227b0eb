"""A folder of submitted files: what is in it, and what does not belong there."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from generator.intake.reading.did_you_mean import closest, resembling
from generator.intake.screening.declared import Answers
from generator.intake.screening.hiding import NOTHING, Hiding
from generator.intake.screening.private import Private, find_private, without_private
from generator.intake.screening.report import MAX_GUESSED, Report
from generator.model.finding import Severity
from generator.model.reasons import reason

_NAMED = 5
"""Files that are reported one by one; of more of a kind, one report names this many."""
_REMEMBERED = 10_000
"""Names whose look is kept: those in one county's folder are those in all."""
IGNORED = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\..*\.swp|\.gitkeep", re.IGNORECASE)
"""What file managers and editors leave behind; reported as a notice, not an error."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder below content_data/ and how its files are named in messages."""

    path: Path
    name: str
    """Relative to content_data/, with a slash at the end; empty for content_data/ itself."""
    county: str = ""
    answers: Answers = field(default_factory=Answers, compare=False)
    """The province's answers on its files."""
    held: Mapping[str, bytes] = field(default_factory=dict)
    """Name of a file in it → the earlier version that is read in its place."""
    is_all_held: bool = False
    """Whether ``held`` is all there is: nothing is read from the disk."""
    unpacked: Mapping[str, bytes] = field(default_factory=dict)
    """Name of a file in it → its content, for files that its workbook stands for."""
    hiding: Hiding = field(default=NOTHING, compare=False)
    """The values to hide in its files."""
    former: tuple[str, ...] = ()
    """The codes that the county had before."""

    def report(self, file: str) -> Report:
        return Report(f"{self.name}{printable(file)}", self.county, answers=self.answers)

    def file(self, name: str) -> str | bytes:
        """The path of a file in it, or the bytes held in its place."""
        if self.held and (data := self.held.get(name)) is not None:
            return data
        if self.unpacked and not self.is_all_held and (data := self.unpacked.get(name)) is not None:
            return data
        return f"{self.path}{os.sep}{name}"

    def has(self, file: str) -> bool:
        """Whether something of that name is there; a broken link counts."""
        if self.is_all_held:
            return file in self.held
        return file in self.held or file in self.unpacked or os.path.lexists(self.path / file)

    def names(self, file: str, report: Report) -> tuple[str, ...]:
        """The names in a sub-folder (``""``: in this one), sorted; a link is not followed (S004)."""
        lying = () if self.is_all_held else self._lying(file, report)
        unpacked = () if self.is_all_held else self.unpacked
        if not self.held and not unpacked:
            return lying
        below = f"{file}/" if file else ""
        given = (name for name in (*self.held, *unpacked) if name.startswith(below))
        return tuple(sorted({name.removeprefix(below).partition("/")[0] for name in given}.union(lying)))

    def _lying(self, file: str, report: Report) -> tuple[str, ...]:
        """The names on the disk."""
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
        return tuple(without_private_names(names, report))


def report_link(path: Path, report: Report) -> bool:
    """S004 when ``path`` is a link; nothing outside the folder is ever read through one."""
    if not path.is_symlink():
        return False
    report.error("S004", "这是一个链接（快捷方式），不是文件本身", "删去链接，把文件或文件夹本身放进来")
    return True


def without_private_names(names: Iterable[str], report: Report) -> Iterator[str]:
    """The names without private data; the others are neither read nor repeated, with one P001–P004 for each kind."""
    private: Counter[tuple[str, str]] = Counter()
    for name in names:
        found = _private_in(name)
        if found is None:
            yield name
        else:
            private[found.code, found.message] += 1
    for (code, message), count in private.items():
        which = f"有 {count} 个文件的文件名" if count > 1 else "有一个文件的文件名"
        report.error(code, f"{which}{message}", "换一个文件名，其中不写个人信息")


@lru_cache(_REMEMBERED)
def _private_in(name: str) -> Private | None:
    return next(find_private(name), None)


def report_unused(answers: Answers, read: Iterable[Report], report: Report) -> None:
    """E007 as a notice for each unused entry of 不含个人信息: its value was changed, or never there.

    Not for files that were not read, or have errors other than private data and so may not have been read completely.
    """
    read = list(read)
    files = {made.file for made in read}
    found = (one for made in read for one in made.findings)
    wrong = {one.place.file for one in found if one.severity is Severity.ERROR and one.code[0] != "P"}
    for entry in answers.unused():
        if entry.file in wrong or entry.file not in files:
            continue
        message = f"“{entry.file}”的“{entry.column}”中未找到登记的值，这一条不起作用"
        report.notice("E007", message, "值已经改了的，删去这一条；写错的，照核对报告里的改", at=entry.place)


def misnamed(names: Iterable[str], known: Collection[str]) -> tuple[dict[str, "Stranger"], frozenset[str]]:
    """The files that do not belong in a folder, and the absent known names that they were probably meant to have."""
    strangers: dict[str, Stranger] = {}
    absent = set(known).difference(names)
    meant = set()
    for name in sorted(set(names).difference(known)):
        is_few = len(strangers) < MAX_GUESSED
        near = closest(name.lower(), sorted(absent)) if is_few else None
        cure = f"是否应为“{near}”？" if near else f"这里只放：{'、'.join(sorted(known))}"
        strangers[name] = "未约定的文件", cure
        alike = near or (resembling(name.lower(), sorted(absent)) if is_few else None)
        meant.update([alike] if alike else [])
    return strangers, frozenset(meant)


Stranger = tuple[str, str]
"""(message, cure) for a file that does not belong in its folder."""


def report_strangers(
    strangers: Mapping[str, Stranger], folder: Folder, below: str, code: str = "E008"
) -> list[Report]:
    """Report every file that does not belong in a folder: a few one by one, many of a kind in one report.

    Args:
        strangers: name of a file in ``below`` → what is wrong.
        below: a sub-folder (``""``: the folder itself).
    """
    reports = []
    alike: dict[Stranger | None, list[str]] = defaultdict(list)
    for name, stranger in strangers.items():
        alike[None if IGNORED.fullmatch(name) else stranger].append(name)
    for kind, names in alike.items():
        message, cure = kind or ("系统或软件留下的临时文件", "可以删去")
        one_by_one = len(names) <= _NAMED
        for name in names[:_NAMED] if one_by_one else [""]:
            report = folder.report("/".join(filter(None, (below, name))))
            reports.append(report)
            few = "、".join(map(printable, names[:_NAMED]))
            said = message if one_by_one else f"{message}，共 {len(names)} 个：{few} 等"
            (report.error if kind else report.notice)(code if kind else "E008", said, cure)
    return reports


@lru_cache(_REMEMBERED)
def printable(name: str) -> str:
    """A file's name as a message may show it: private data is replaced, unprintable characters are spelt out."""
    if name.isprintable():
        return without_private(name)
    return "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in name)
