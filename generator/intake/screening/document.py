"""Checks values and the rest of a text for private data (P) and hostile text (S), in files of today and of the past."""

from functools import lru_cache

from generator.intake.screening.first_look import may_be_faulty
from generator.intake.screening.hostile import find_formula, find_markup
from generator.intake.screening.private import BETWEEN_TEXTS, Private, find_private, looks_private
from generator.intake.screening.report import Document, Report, texts
from generator.intake.screening.unseen import without_soft
from generator.model.county import County, LeadDepartment
from generator.model.fields import BODY
from generator.model.place import KeyPath, Place
from generator.model.site import Site, TipOff

_OFFICE = frozenset(
    {
        Site.label_of("tip_off"),
        County.label_of("lead_department"),
        *map(LeadDepartment.label_of, ("contact", "phone")),
        TipOff.label_of("address"),
        "联系方式",
        "联系电话",
        "电子邮箱",
    }
)
"""Names of values, or of parts that hold them, with an office's contacts: some offices have no official mail box."""
_OFFICE_MAIL = "写的是任何人都可以注册的邮箱"
_OFFICE_CURE = "有公务邮箱的请换成公务邮箱（如 gov.cn 结尾）；确由单位使用、只此一个的可以保留"


def is_suspicious(text: str) -> bool:
    """Whether a text holds anything hostile or private, or would under a heading that says so."""
    return _may_be_faulty(text) and (bool(find_markup(text)) or looks_private(text))


def _may_be_faulty(text: str) -> bool:
    return may_be_faulty(text.encode(errors="surrogatepass"))


def screen(document: Document, report: Report, *, is_cell: bool = False) -> set[str]:
    """Report P and S in the values of a document; returns the private data found, so that it is not reported twice."""
    told: set[str] = set()
    values = list(texts(document.value))
    is_worth_while = _may_be_faulty(BETWEEN_TEXTS.join(text for _, text in values))
    for path, text in values:
        if is_worth_while:
            told |= _screen_private(path, text, document, report)
        markup = find_markup(text) if is_worth_while else None
        for problem in (markup, find_formula(text) if is_cell else None):
            if problem is not None:
                message = f"“{_names(path)[-1]}”{problem.message}"
                report.error(problem.code, message, problem.cure, at=document.origin.place(path))
    return told


def _screen_private(path: KeyPath, text: str, document: Document, report: Report) -> set[str]:
    """Report each kind of private data in one value once: an error, or a notice for the mail box of an office."""
    names, place = _names(path), document.origin.place(path)
    private = list(find_private(text, " ".join(names)))
    open_ = [found for found in private if not report.answers.cover(report.file, names[-1], found)]
    for found in {found.code: found for found in open_}.values():
        if found.code == "P004" and not _OFFICE.isdisjoint(names):
            report.notice(found.code, f"“{names[-1]}”{_OFFICE_MAIL}", _OFFICE_CURE, at=place)
        else:
            report.error(found.code, f"“{names[-1]}”{found.message}", found.cure, at=place)
    return {found.written for found in private}


def _names(path: KeyPath) -> list[str]:
    """The names above a value, its own last: they may say what a number is."""
    return [step for step in path if isinstance(step, str)]


def is_told_private(name: str, report: Report) -> bool:
    """Whether a name holds private data, which ``screen_rest`` reports."""
    return any(not report.answers.cover(report.file, BODY, found) for found in find_private(name))


def report_private_name(name: str, position: tuple[int, int], report: Report) -> bool:
    """Report private data in a name, even if written with escapes; returns whether there is any.

    If there is, no later message may repeat the name.
    """
    found = [
        private for private in private_in_name(name) if not report.answers.cover(report.file, BODY, private)
    ]
    for private in {private.code: private for private in found}.values():
        report.error(private.code, private.message, private.cure, at=Place(report.file, *position))
    report.private_names.update(private.written for private in found)
    return bool(found)


@lru_cache(maxsize=1000)
def private_in_name(name: str) -> tuple[Private, ...]:
    """Cached, since the same few names stand in all files."""
    return tuple(find_private(name))


def screen_rest(text: str, told: set[str], report: Report) -> None:
    """Report private data outside of values: in notes after #, body text, unknown columns.

    These are published too, with the repository. ``told`` is the private data reported already.
    """
    text = without_soft(text)
    lines: set[tuple[str, int]] = set()
    for found in find_private(text):
        if report.is_full:
            return
        if (
            found.written in told
            or found.written in report.private_names
            or report.answers.cover(report.file, BODY, found)
        ):
            continue
        line_start = text.rfind("\n", 0, found.start) + 1
        if (found.written, line_start) in lines:  # a link repeats its address as text
            continue
        lines.add((found.written, line_start))
        place = Place(report.file, text.count("\n", 0, found.start) + 1, found.start - line_start + 1)
        report.error(found.code, found.message, found.cure, at=place)
