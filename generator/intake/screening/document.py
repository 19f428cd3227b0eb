"""Privacy and safety over the values and the rest of a text: the same for a file of today and for one out of history."""

from generator.intake.document import Document, Report, texts
from generator.intake.screening.first_look import may_be_private
from generator.intake.screening.hostile import find_formula, find_markup
from generator.intake.screening.private import Private, find_private
from generator.intake.screening.unseen import without_soft
from generator.model.place import KeyPath, Place

_OF_AN_OFFICE = frozenset({"办公电话", "联系人", "号码或地址", "网上举报"})
"""Fields for an office's contacts, in which counties do publish boxes at private hosts."""
_OFFICE_BOX = ("用的是个人注册的邮箱", "有公务邮箱（如 gov.cn 结尾）的，请换成公务邮箱")


def screen(document: Document, report: Report, *, is_cell: bool = False) -> set[str]:
    """P and S over the values of a document; the private data met, so that it is not told twice."""
    told: set[str] = set()
    values = list(texts(document.value))
    is_worth_while = may_be_private("\x1f".join(text for _, text in values))
    for path, text in values:
        private = list(find_private(text, _heading(path))) if is_worth_while else []
        told |= {found.written for found in private}
        for found in {found.code: found for found in private}.values():
            _report_private(path, found, document, report)
        for problem in (find_markup(text), find_formula(text) if is_cell else None):
            if problem is not None:
                message = f"「{_name(path)}」{problem.message}"
                report.error(problem.code, message, problem.cure, at=document.origin.place(path))
    return told


def _report_private(path: KeyPath, found: Private, document: Document, report: Report) -> None:
    place, name = document.origin.place(path), _name(path)
    if found.code == "P004" and name in _OF_AN_OFFICE:
        message, cure = _OFFICE_BOX
        report.notice(found.code, f"「{name}」{message}", cure, at=place)
    else:
        report.error(found.code, f"「{name}」{found.message}", found.cure, at=place)


def _name(path: KeyPath) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _heading(path: KeyPath) -> str:
    """The names above a value: they may say what a number is."""
    return " ".join(step for step in path if isinstance(step, str))


def screen_rest(text: str, told: set[str], report: Report) -> None:
    """P over what is no value of a record: notes after #, body text, columns that nobody knows.

    It is published with the repository all the same.
    """
    rest = without_soft(text)
    for found in sorted(find_private(rest), key=lambda one: one.start):
        if report.is_full:
            return
        if found.written not in told:
            line = rest.count("\n", 0, found.start) + 1
            column = found.start - rest.rfind("\n", 0, found.start)
            report.error(found.code, found.message, found.cure, at=Place(report.file, line, column))
