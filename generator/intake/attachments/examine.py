"""The bytes of one attachment → what is wrong with it and what is published of it.

Any failure of a reader is an error of that attachment: what cannot be screened is not published.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.intake.attachments.kinds import OFFICE, PICTURES, WORKBOOKS, called
from generator.intake.attachments.screen import Fault, Refused, Screen, Where
from generator.intake.screening.private import Private
from generator.intake.screening.report import Report
from generator.model.fault import fault_id
from generator.model.place import Place
from generator.model.project import Project

COLUMN = Project.label_of("attachments")
"""The column that an entry of 不含个人信息 gives for data inside an attachment."""
_CURE = "在原文件里删去后重新导出；不要只遮盖或隐藏"


@dataclass(frozen=True)
class Examined:
    """What was found in one attachment, whatever its name."""

    private: tuple[tuple[Where, Private], ...]
    """(where it first stands, what it is) for each piece of private data."""
    faults: tuple[Fault, ...]
    published: bytes = b""
    """What is published in place of the file; empty: the file itself, or nothing."""
    size: tuple[int, int] | None = None
    """Width and height of a published picture, in pixels."""

    def tell(self, report: Report, what: str = COLUMN) -> bool:
        """Report the faults, and each kind of private data that nobody answered for once; True if publishable.

        Args:
            what: what the file is called: 附件, 台账.
        """
        errors = report.errors
        told: set[tuple[str, Place | None]] = set()
        for where, found in self.private:
            at = None if isinstance(where, str) else where._replace(file=report.file)
            if not report.answers.cover(report.file, COLUMN, found) and (found.code, at) not in told:
                told.add((found.code, at))
                report.error("P005", f"{what}{where if at is None else '里'}{found.message}", _CURE, at=at)
        for fault in self.faults:
            (report.error if fault.is_error else report.notice)(fault.code, fault.message, fault.cure)
        return report.errors == errors


def examine(suffix: str, data: bytes) -> Examined:
    """Screen an attachment; never raises, whatever the bytes are."""
    screen = Screen()
    published, size = b"", None
    try:
        published = _READERS[suffix](suffix, data, screen)
        size = _size(published) if suffix in PICTURES else None
    except Refused as refused:
        screen.faults.append(refused.fault)
    except Exception as error:  # noqa: BLE001 - whatever a hostile file makes of a library is told as an error of the file
        screen.error("S003", *_told(error, called(suffix)))
    return Examined(tuple(screen.private.values()), tuple(screen.faults), published, size)


def _told(error: Exception, what: str) -> tuple[str, str]:
    """(message, cure) in the words of county staff; maintainers get the place in the program to go by."""
    smaller = "拆成几份，或减小图片的尺寸，重新导出"
    if isinstance(error, MemoryError):
        return f"{what}核对不了：内容展开以后太大，内存放不下", smaller
    if isinstance(error, RecursionError):
        return f"{what}核对不了：内容一层套一层，层数太多", smaller
    cure = f"用原来的软件重新导出；仍然如此的，把文件和“{fault_id(error)}”一起告知维护人员"
    return f"{what}核对不了：文件已经损坏，或者不是按通常的格式写的", cure


# imported when needed: the libraries that read files are slow to import, and most runs meet no new attachment
def _pdf(_: str, data: bytes, screen: Screen) -> bytes:
    from generator.intake.attachments.pdf import screen_pdf

    screen_pdf(data, screen)
    return b""


def _picture(suffix: str, data: bytes, screen: Screen) -> bytes:
    from generator.intake.attachments.pictures import published_picture

    return published_picture(suffix, data, screen)


def _size(published: bytes) -> tuple[int, int]:
    from generator.intake.attachments.pictures import size_of

    return size_of(published)


def _office(suffix: str, data: bytes, screen: Screen) -> bytes:
    from generator.intake.attachments.office import screen_office

    screen_office(suffix, data, screen)
    return b""


def _workbook(name: str, data: bytes, screen: Screen) -> bytes:
    from generator.intake.attachments.workbook_screen import screened_workbook

    return screened_workbook(Path(name).suffix, data, screen)


_READERS: dict[str, Callable[[str, bytes, Screen], bytes]] = {
    ".pdf": _pdf,
    **dict.fromkeys(PICTURES, _picture),
    **dict.fromkeys(OFFICE, _office),
    **dict.fromkeys(WORKBOOKS, _workbook),
}
