"""What a county says it plans, pays and spends money for, by purpose: one purpose of a project is one fact."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import PurePosixPath

from generator.model.codelists import SpendingCategory
from generator.model.ledgers import Expenditure
from generator.model.money import ZERO, total
from generator.model.place import Place
from generator.rules.base import Scene, fact
from generator.rules.facts import live_projects, wan
from generator.rules.negative_list import suspicions
from generator.rules.wordings import normalised

_SPENT, _PAID, _PLANNED = "支出", "拨付", "资金用途安排"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a budget, a payment or an expenditure."""

    verb: str
    amount: Decimal
    purpose: str
    project: str
    date: date | None
    place: Place
    """Of the purpose."""
    category: SpendingCategory | None
    category_place: Place
    recovered: Decimal = ZERO
    """How much of the amount came back, 万元."""


@dataclass(frozen=True)
class Purpose:
    """All lines of one project with the same purpose, those spent first, then those paid, then those planned."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return self.lines[0].purpose

    @property
    def project(self) -> str:
        return self.lines[0].project

    @property
    def since(self) -> date | None:
        """The day of the first payment or expenditure."""
        return min((line.date for line in self.lines if line.date), default=None)

    @property
    def forbidden(self) -> "Purpose | None":
        """The purpose if a line's category is on the negative list: that line and those that are the same fact."""
        if not any(map(_is_forbidden, self.lines)):
            return None
        is_said = bool(suspicions(self.text))
        return Purpose(
            tuple(line for line in self.lines if is_said or line.category is None or _is_forbidden(line))
        )

    @property
    def categories(self) -> tuple[str, ...]:
        """The names of the forbidden categories."""
        return tuple(dict.fromkeys(str(line.category) for line in filter(_is_forbidden, self.lines)))

    @property
    def category_place(self) -> Place:
        """Where the first forbidden category stands."""
        return next(line.category_place for line in self.lines if _is_forbidden(line))

    @property
    def told(self) -> str:
        """Each ledger once: “2021-05-01 支出 1.00 万元”; with its places if there are several lines."""
        is_alone = len(self.lines) == 1
        parts = [_told(list(rows), is_alone) for _, rows in groupby(self.lines, lambda line: line.verb)]
        recovered = total(line.recovered for line in self.lines)
        return "；".join(parts) + (f"；已收回 {wan(recovered)}" if recovered else "")


def _is_forbidden(line: Line) -> bool:
    return line.category is not None and line.category.is_forbidden


def _told(lines: Sequence[Line], is_alone: bool) -> str:
    amount = wan(total(line.amount for line in lines))
    first = min((line.date for line in lines if line.date), default=None)
    day = f"{first} " if first else ""
    if len(lines) > 1:
        said = f"{day}{'起' if day else ''}{lines[0].verb} {len(lines)} 笔，共 {amount}"
    else:
        said = f"{day}{lines[0].verb} {amount}"
    if is_alone or not lines[0].place.line:
        return said
    file = PurePosixPath(lines[0].place.file)
    name = f"projects/{file.name}" if file.parent.name == "projects" else file.name
    return f"{said}（{name} {'、'.join(f'第{line.place.line}行' for line in lines)}）"


@fact
def doubtful_purposes(scene: Scene) -> tuple[Purpose, ...]:
    """Returns the purposes that may be forbidden by their words or a category; money that came back is left out."""
    doubtful = frozenset(_doubtful(scene))
    if not doubtful:
        return ()
    by_purpose: dict[tuple[str, str], list[Line]] = {}
    for line in _lines(scene):
        about = _about(line.project, line.purpose)
        if about in doubtful:
            by_purpose.setdefault(about, []).append(line)
    left = (_still_out(lines) for lines in by_purpose.values())
    return tuple(Purpose(tuple(lines)) for lines in left if lines)


def _about(project: str, purpose: str) -> tuple[str, str]:
    """What makes two lines one: blanks and forms of characters make no difference."""
    return project, normalised(purpose)


def _doubtful(scene: Scene) -> Iterator[tuple[str, str]]:
    for spent in filter(is_doubtful, scene.county.expenditures):
        yield _about(spent.project, spent.purpose)
    for paid in scene.county.payments:
        if paid.purpose and not paid.is_back and suspicions(paid.purpose):
            yield _about(paid.project, paid.purpose)
    for project in live_projects(scene):
        for line in project.budget_lines:
            if line.category.is_forbidden or suspicions(line.purpose):
                yield _about(project.id, line.purpose)


def _lines(scene: Scene) -> Iterator[Line]:
    """Yields every line of the county that has a purpose: expenditures, then payments, then budgets."""
    left_of = _left_of(scene)
    for spent in scene.county.expenditures:
        yield Line(
            _SPENT,
            spent.amount,
            spent.purpose,
            spent.project,
            spent.date,
            spent.place("purpose"),
            spent.category,
            spent.place("category"),
            recovered=spent.amount - left_of.get(id(spent), spent.amount),
        )
    for paid in scene.county.payments:
        if paid.purpose and not paid.is_back:
            place = paid.place("purpose")
            yield Line(_PAID, paid.amount, paid.purpose, paid.project, paid.date, place, None, place)
    for project in live_projects(scene):
        for index, line in enumerate(project.budget_lines):
            place, of_category = (
                project.place("budget_lines", index, name) for name in ("purpose", "category")
            )
            yield Line(
                _PLANNED, line.amount, line.purpose, project.id, None, place, line.category, of_category
            )


def _still_out(lines: Sequence[Line]) -> list[Line]:
    """Drops the lines whose money all came back: what was paid came back with what was spent of it."""
    back = total(line.recovered for line in lines)
    left: list[Line] = []
    for line in lines:
        returned = line.recovered
        if line.verb == _PAID:
            returned = min(back, line.amount)
            back -= returned
        if returned < line.amount or not line.amount:
            left.append(line)
    return left


def is_doubtful(row: Expenditure) -> bool:
    return row.category.is_forbidden or bool(suspicions(row.purpose))


@fact
def _left_of(scene: Scene) -> Mapping[int, Decimal]:
    """Returns the identity (``id``) of a doubtful expenditure, if money came back of it → what is left, 万元.

    Which expenditure the money belongs to is not recorded: forbidden categories come first, then the oldest.
    """
    found: dict[int, Decimal] = {}
    for project in scene.county.returned_of:
        returns = [row for row in scene.county.payments_of[project] if row.is_back]
        unused = [row.amount for row in returns]
        rows = [row for row in scene.county.expenditures_of[project] if is_doubtful(row)]
        for row in sorted(rows, key=lambda row: not row.category.is_forbidden):
            for place, back in enumerate(returns):
                left = found.get(id(row), row.amount)
                taken = min(unused[place], left) if back.date >= row.date else ZERO
                if taken:
                    found[id(row)] = left - taken
                    unused[place] -= taken
    return found
