"""Privacy and safety over the values and the rest of a text: the same for a file of today and for one out of history."""

from generator.intake.document import Document, Report, texts
from generator.intake.screening.hostile import find_formula, find_markup
from generator.intake.screening.private import find_private
from generator.intake.screening.unseen import without_soft
from generator.model.place import KeyPath, Place


def screen(document: Document, report: Report, *, is_cell: bool = False) -> set[str]:
    """P and S over the values of a document; the private data met, so that it is not told twice."""
    told: set[str] = set()
    for path, text in texts(document.value):
        private = list(find_private(text))
        told |= {found.written for found in private}
        once = {found.code: found for found in private}
        problems = [*once.values(), find_markup(text), find_formula(text) if is_cell else None]
        for problem in problems:
            if problem is not None:
                _report_at(path, problem.code, problem.message, problem.cure, document, report)
    return told


def _report_at(path: KeyPath, code: str, message: str, cure: str, document: Document, report: Report) -> None:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    report.error(code, f"「{name}」{message}", cure, at=document.origin.place(path))


def screen_rest(text: str, told: set[str], report: Report) -> None:
    """P over what is no value of a record: notes after #, body text, columns that nobody knows.

    It is published with the repository all the same.
    """
    for found in find_private(without_soft(text)):
        if report.is_full:
            return
        if found.written not in told:
            place = Place(report.file, text.count("\n", 0, found.line_start) + 1, found.column + 1)
            report.error(found.code, found.message, found.cure, at=place)
