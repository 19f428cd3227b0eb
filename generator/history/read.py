"""Reading the main line into the store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pygit2

from generator.history.column import NO_GIT, ColumnHistory
from generator.history.compare import changes, new_rows
from generator.history.records import Fields, Holding, holding, keys_in, records_in
from generator.history.repository import FileChange, MainLine
from generator.history.store import Reading, State, Store, moment


def read_repository(content: Path, cache: Path | None) -> ColumnHistory:
    """The history of ``content`` out of the repository around it; see ``read_history``."""
    try:
        line = MainLine(content)
        head = line.head
    except (LookupError, ValueError, pygit2.GitError):
        return ColumnHistory(notice=NO_GIT)
    store = Store(cache / "history.sqlite" if cache else None)
    state = _catch_up(line, store, head)
    notice = ""
    if state.is_shallow and state.boundary is not None:
        notice = (
            f"本次生成所用的仓库不完整，变更记录只到 {moment(state.boundary):%Y-%m-%d}，此前的变更没有列出。"
        )
    return ColumnHistory(notice, head, line.tree, store, line, state.boundary, store.marks())


def _catch_up(line: MainLine, store: Store, head: str) -> State:
    """Read the commits that the store does not have yet."""
    known = store.state()
    if known is not None and known.head == head:
        return known
    opened = line.is_opened(head)
    same = known is not None and (known.opened, known.is_demo) == (opened, line.is_demo)
    usable = known if same else None
    commits, start = _commits(line, head, opened, usable.head if usable else None)
    if usable is not None and start != usable.head:
        usable = None
        commits, start = _commits(line, head, opened, None)
    if usable is not None:
        state = replace(usable, head=head)
    else:
        is_shallow = line.is_shallow_end(commits[0])
        boundary = line.time(commits[0]) if opened or is_shallow else None
        state = State(head, opened, boundary, is_shallow, line.is_demo)
    store.add(usable, state, _readings(line, commits, start))
    return store.state() or state


def _commits(line: MainLine, head: str, opened: bool, until: str | None) -> tuple[list[str], str | None]:
    """The commits to read, oldest first, and the one before them that is read already (None: they are the first)."""
    found: list[str] = []
    commit: str | None = head
    while commit is not None and commit != until:
        if opened and not line.is_opened(commit):
            return list(reversed(found)), None
        found.append(commit)
        commit = line.parent(commit)
    return list(reversed(found)), commit


def _readings(line: MainLine, commits: list[str], before: str | None) -> Iterator[Reading]:
    for commit in commits:
        if before is None:
            yield _first(line, commit)
        elif files := list(line.changed(before, commit)):
            yield _reading(line, before, commit, files)
        before = commit


def _first(line: MainLine, commit: str) -> Reading:
    """The commit the record begins with: everything in it is published, nothing has changed yet."""
    records = tuple(
        (key, held.county)
        for file in line.files(commit)
        if (held := holding(file.new_path))
        for key in keys_in(held, line.data(file.new_id) if not held.record else b"")
    )
    return Reading(commit, line.time(commit), records, ())


def _reading(line: MainLine, parent: str, commit: str, files: list[FileChange]) -> Reading:
    """What a commit changed. A version that nobody can read publishes nothing: the one before it stands."""
    old: dict[str, Fields] = {}
    new: dict[str, Fields] = {}
    counties: dict[str, str] = {}
    for file in files:
        before, after = holding(file.old_path), holding(file.new_path)
        earlier = _readable(line, parent, file, before) if before else {}
        later = records_in(after, line.data(file.new_id)) if after else {}
        old |= _named(earlier, before, counties)
        new |= _named(earlier if later is None else later, after, counties)
    found = tuple((counties[item.record], item) for item in changes(old, new))
    touched = [item.record for _, item in found]
    touched += [record for record in new if record not in old or old[record] != new[record]]
    records = [(record, counties[record]) for record in dict.fromkeys(touched)]
    records += [
        (row, counties[record])
        for record in new
        if record in old
        for row in sorted(new_rows(record, old[record], new[record]))
    ]
    return Reading(commit, line.time(commit), tuple(records), found)


def _readable(line: MainLine, commit: str | None, file: FileChange, held: Holding) -> dict[str, Fields]:
    """The records of a file's last readable version at or before a commit."""
    version: str | None = file.old_id
    while version is not None:
        found = records_in(held, line.data(version))
        if found is not None:
            return found
        commit = line.parent(commit) if commit else None
        version = line.version(commit, file.old_path) if commit else None
    return {}


def _named(found: dict[str, Fields], held: Holding | None, counties: dict[str, str]) -> dict[str, Fields]:
    named = {record: fields for record, fields in found.items() if record}
    counties.update(dict.fromkeys(named, held.county if held else ""))
    return named
