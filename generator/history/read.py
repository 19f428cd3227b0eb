"""Reads the main line of the repository into the store."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.history.answered import answers_at
from generator.history.change_record import PortalHistory
from generator.history.clock import clock_of
from generator.history.committed_files import Files, Step
from generator.history.compare import changes, new_rows
from generator.history.gap import NO_GIT, NO_LIST, NOT_COMMITTED, cut, partial, unreadable
from generator.history.opening import Opening
from generator.history.redacting import listed_in, written_on
from generator.history.repository import MainLine, NoHistoryError
from generator.history.store import Store, moment
from generator.history.stored import Reading, State
from generator.history.unreadable import LeftOutError, UnreadableError
from generator.intake.records.former_codes import read_former_codes
from generator.intake.records.redactions import TakenBack, taken_back
from generator.intake.screening.hiding import Hiding
from generator.model.former_codes import FormerCodes, is_slip
from generator.model.place import INSIDE
from generator.model.redactions import RedactionList


def read_repository(
    content: Path,
    cache: Path | None,
    head: str = "",
    former: FormerCodes | None = None,
    only: Collection[str] | None = None,
    before: str = "",
    days: tuple[date | None, date | None] = (None, None),
) -> PortalHistory:
    """Reads the history of ``content`` from the repository around it; see ``read_history``.

    Args:
        days: the day that is asked for, and today.
    """
    former = former or read_former_codes(content)
    try:
        line = MainLine(content, head, former, only, before)
        if not line.holds_folder:
            return PortalHistory(gap=NOT_COMMITTED)
    except NoHistoryError:
        return PortalHistory(gap=NO_GIT)
    except UnreadableError as error:
        return _unreadable(error)
    listed = listed_in(content)
    if listed is None:
        return PortalHistory(gap=NO_LIST)
    back = taken_back(listed, written_on(line), former)
    store = Store(cache / "history.sqlite" if cache else None, _mark(listed, back, former))
    try:
        state = _catch_up(line, store, Hiding(back.hidden, is_past=True, former=former))
        clock = clock_of(*days, Opening(line).shown_day(state.head))
        store.set_right(clock)
        if state.boundary is not None:
            state = replace(state, boundary=store.time_of(1))
        tree = line.tree
    except UnreadableError as error:
        return _unreadable(error)
    unsaved = store.save()
    ends = state.boundary if state.is_shallow else None
    return PortalHistory(
        gap=None if ends is None else cut(moment(ends).date()),
        unsaved=f"读过的历史未存下（{unsaved}），下一次要重新读。" if unsaved else "",
        commit=state.head,
        tree=tree,
        taken_back=back,
        _store=store,
        _line=line,
        _state=state,
        _marks=store.marks(),
        _content=content,
        _clock=clock,
        former=_held_against(former, store, is_whole=not state.is_shallow),
    )


def _unreadable(error: UnreadableError) -> PortalHistory:
    make = partial if isinstance(error, LeftOutError) else unreadable
    return PortalHistory(gap=make(str(error), error.cure))


def _mark(listed: RedactionList, back: TakenBack, former: FormerCodes) -> str:
    """Returns the redactions and former codes, without values, that the store depends on; empty without any."""
    entries = [f"{entry.record}\0{entry.field}\0{entry.commit}" for entry in listed.entries]
    entries += [hidden.field for hidden in back.hidden if hidden.written is None]
    entries += sorted(former.counties or ()) if entries else ()  # redactions depend on them
    return "\n".join([*entries, *(f"{code}\0{' '.join(old)}" for code, old in former.claims)])


def _held_against(former: FormerCodes, store: Store, *, is_whole: bool) -> FormerCodes:
    """Marks former codes that the record does not know, and those that were published beside their county."""
    seen, counties = store.former(), store.marks()
    unknown = {old for old in former.heirs if old not in seen and old not in counties}
    held = replace(
        former,
        unknown=frozenset(unknown if is_whole else ()),
        apart=frozenset(former.heirs.keys() & counties.keys()),
    )
    lost = [code for code in sorted(counties) if code and held.is_lost(code)]
    return replace(held, meant=tuple(_meant(list(held.wrong_claims()), lost)))


def _meant(wrong: Sequence[tuple[str, str]], lost: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yields (county, lost county that its wrong former code means): one is a slip of the other, or there is only one
    of each.
    """
    for code, old in wrong:
        alike = [one for one in lost if is_slip(old, one)]
        if not alike and len(wrong) == 1:
            alike = list(lost)
        if len(alike) == 1:
            yield code, alike[0]


def _catch_up(line: MainLine, store: Store, hiding: Hiding) -> State:
    """Reads the commits that the store lacks; all of them if what was stored no longer applies."""
    known, head = store.state(), line.head
    if known is not None and known.is_shallow and not line.is_shallow_end(store.first_commit()):
        known = None  # the clone has been deepened since
    if known is not None and known.head == head:
        return known
    opening = Opening(line)
    opened, is_demo = opening.is_opened(head), opening.is_demo(head)
    usable = known if known and (known.opened, known.is_demo) == (opened, is_demo) else None
    span = commits_since(line, opening, head, opened, usable.head if usable else None)
    answers = answers_at(line, head)
    if usable is not None and (span.before != usable.head or answers_at(line, usable.head) != answers):
        usable = None
        span = commits_since(line, opening, head, opened, None)
    if usable is not None:
        state = replace(usable, head=head)
    else:
        store.clear()
        first = span.commits[0]
        is_shallow = line.is_shallow_end(first)
        boundary = line.time(first, is_demo=is_demo) if opened or is_shallow else None
        state = State(head, opened, boundary, is_shallow, is_demo)
    files = Files(line, store.origins(), answers, hiding, store.removed())
    store.add(state, _readings(line, files, span, is_demo=is_demo))
    store.leave(files.origins)
    store.leave_removed(files.removed)
    return state


@dataclass(frozen=True)
class Span:
    """Commits to read, oldest first."""

    commits: list[str]
    before: str | None
    """The commit before them, already read; None: the record begins with them."""


def commits_since(line: MainLine, opening: Opening, head: str, opened: bool, until: str | None) -> Span:
    """Returns the commits after ``until`` up to ``head``; without it, those from the opening or the first commit on.

    Args:
        opened: whether 开栏日期 is set at ``head``; if so, the record begins with the commit that set it.
    """
    found: list[str] = []
    undecided = 0
    commit: str | None = head
    while commit is not None and commit != until:
        says = opening.says_opened(commit) if opened else None
        if says is False:
            break
        undecided = undecided + 1 if opened and says is None else 0
        found.append(commit)
        commit = line.parent(commit)
    if commit is not None and commit == until:
        return Span(found[::-1], commit)
    # unreadable versions of site.yaml just before the opening did not open the portal
    return Span(found[: len(found) - undecided][::-1], None)


def _readings(line: MainLine, files: Files, span: Span, *, is_demo: bool) -> Iterator[Reading]:
    before = span.before
    for commit in span.commits:
        time = line.time(commit, is_demo=is_demo)
        if before is None:
            yield _reading(commit, time, files.first(commit, line.head), is_first=True)
        else:  # even one that changes nothing holds up the times of those after it
            changed = list(line.changed(before, commit))
            yield _reading(commit, time, files.step(before, commit, changed), is_first=False)
        before = commit


def _reading(commit: str, time: int, step: Step, *, is_first: bool) -> Reading:
    old, new, counties = step.old, step.new, step.counties
    told = () if is_first else (*changes(old, new), *step.again)
    found = tuple((counties[item.record], item) for item in told)
    touched = [item.record for _, item in found]
    touched += [record for record in new if record not in old or old[record] != new[record]]
    records = [(record, counties[record]) for record in dict.fromkeys(touched)]
    records += [
        (row, counties[record])
        for record in new
        if record in old
        for row in sorted(new_rows(record, old[record], new[record]))
    ]
    attached = tuple((item.record.partition("/")[0], item) for item in step.attached)
    records += [(f"{item.record}{INSIDE}{item.field}", county) for county, item in attached]
    return Reading(
        commit,
        time,
        tuple(records),
        (*found, *attached),
        tuple(step.skips),
        tuple(step.came),
        tuple(step.went),
        tuple(sorted(filter(None, step.former))),
        tuple(step.fitness.turned()),
        tuple(sorted(step.fitness.spoilt)),
    )
