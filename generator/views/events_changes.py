"""Changes of published records as feed entries: one per record and commit, with old and new value of every field."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from generator.model.canonical import digest
from generator.model.change import WHOLE, Change, is_removal, with_keys
from generator.model.codelists import FeedTopic
from generator.model.company import page_keys
from generator.model.disclosure import CountyDisclosure
from generator.model.files import kind_of, title_of
from generator.model.identifiers import contractor_key
from generator.model.project import Project
from generator.model.site import Site
from generator.model.types import HIDDEN
from generator.views.change_words import Covers, headline, largest_amount, line, stamp_of, weightiest
from generator.views.events import Event, publishing_body
from generator.views.own_records import OwnRecords
from generator.views.provenance import Provenance, touches

_PROJECT = re.compile(r"\b\d{6}-\d{4}-\d{2,4}\b")
_NAME, _CODE = Project.label_of("contractor", "name"), Project.label_of("contractor", "code")


def change_events(
    county: CountyDisclosure, events: Iterable[Event], provenance: Provenance, covers: Covers
) -> tuple[Event, ...]:
    """Returns the changes of one county's records, oldest first.

    Leaves out values that came with a new record, or that one of ``events`` reports at the same moment.

    Args:
        covers: the adjustments of the plan that changes rest on.
    """
    return tuple(
        _event(county, record, changes, covers, key)
        for record, key, changes in _untold(events, provenance, _own(county))
    )


def own_change_events(
    records: OwnRecords, site: Site, events: Iterable[Event], provenance: Provenance
) -> tuple[Event, ...]:
    """Returns the changes of the portal's own records, oldest first; see ``change_events``.

    Args:
        provenance: of these records.
    """
    return tuple(
        _own_event(records, site, record, changes, key)
        for record, key, changes in _untold(events, provenance)
    )


def _untold(
    events: Iterable[Event], provenance: Provenance, county: str = ""
) -> Iterator[tuple[str, str, list[Change]]]:
    """Yields (record, permanent key, changes) for each record and commit.

    Args:
        county: the record with whose removal all of the commit's removals are told.
    """
    told: Mapping[tuple[str, datetime], list[Event]] = defaultdict(list)
    if provenance.changes:
        for event in events:
            told[event.record, event.published].append(event)
    groups: dict[tuple[str, str, datetime], list[Change]] = {}
    keys = {id(change): key for change, key in with_keys(provenance.changes)}
    whole = {(is_removal(one), one.commit) for one in provenance.of_record(county) if one.field == WHOLE}
    for change in provenance.changes:
        if change.field == WHOLE and (is_removal(change), change.commit) in whole:
            groups.setdefault((county, *_together(change)), []).append(change)
        elif not _is_told(change, told.get((change.record, change.published), ()), provenance):
            groups.setdefault((change.record, *_together(change)), []).append(change)
    for (record, _, _), changes in groups.items():
        yield record, _key([keys[id(change)] for change in changes]), changes


def _together(change: Change) -> tuple[str, datetime]:
    """What the changes of one entry have in common: the commit in which they were delivered, and the moment."""
    return change.first_commit or change.commit, change.published


def _key(keys: Iterable[str]) -> str:
    """The permanent key of an entry: that of the first of its changes by name, whatever their values and order.

    It names no commit, so that merging otherwise, rebasing or amending renews no entry.
    """
    return min(keys).replace("%", "%25")  # what else a URI does not allow is quoted where the URI is made


def _own(county: CountyDisclosure) -> str:
    """The record whose removal is that of the whole county."""
    return f"{county.code}/county"


def _is_told(change: Change, events: Iterable[Event], provenance: Provenance) -> bool:
    """Whether the value came with its record, or one of ``events`` reports it."""
    if change.old:
        return False
    if provenance.came_with_record(change):
        return True
    return any(not event.fields or touches(change.field, event.fields) for event in events)


def _event(county: CountyDisclosure, record: str, changes: list[Change], covers: Covers, key: str) -> Event:
    first = changes[0]
    project = county.by_id.get(record) or _of_rows(county, changes)
    name = project.title if project else _table(record)
    title, text = f"{name}：{headline(changes)}", tuple(line(change, covers) for change in changes)
    if record == _own(county) and first.field == WHOLE:
        done = "从数据仓库删去" if is_removal(first) else "重新公开"
        title = f"本县的公开内容{done}，共 {len(changes)} 份记录"
        text = tuple(f"{_called(county, one)}：{done}" for one in changes)
    return Event(
        key=key,
        date=first.published.date(),
        topic=FeedTopic.CHANGES,
        title=f"{county.county.name} {title}",
        text=text,
        url=_url(county, record, project),
        county_code=county.code,
        county_name=county.county.name,
        project=project.id if project else "",
        contractor_keys=tuple(dict.fromkeys(_contractors(project, changes))) if project else (),
        publisher=publishing_body(county),
        is_demo=county.county.is_demo,
        stamp=stamp_of(changes, covers),
        digest=_digest(record, changes),
        record=record,
        tags=_tags(changes),
        amount=largest_amount(changes),
    )


def _own_event(records: OwnRecords, site: Site, record: str, changes: list[Change], key: str) -> Event:
    return Event(
        key=key,
        date=changes[0].published.date(),
        topic=FeedTopic.CHANGES,
        title=f"{records.name(record)}：{headline(changes)}",
        text=tuple(line(change, {}) for change in changes),
        url=records.url(weightiest(changes)),
        publisher=site.publisher,
        is_demo=site.is_demo,
        stamp=stamp_of(changes, {}),
        digest=_digest(record, changes),
        record=record,
        tags=_tags(changes),
    )


def _digest(record: str, changes: Sequence[Change]) -> str:
    values = [[change.field, change.old, change.new] for change in changes]
    return digest([record, changes[0].first_commit or changes[0].commit, values])


def _tags(changes: Sequence[Change]) -> tuple[str, ...]:
    return (f"{weightiest(changes).weight.value}变更",)


def _of_rows(county: CountyDisclosure, changes: Iterable[Change]) -> Project | None:
    """Returns the project that the changed ledger rows are about; None if there is not exactly one."""
    found = {number for change in changes for number in _PROJECT.findall(change.field)}
    return county.by_id.get(found.pop()) if len(found) == 1 else None


def _called(county: CountyDisclosure, change: Change) -> str:
    project = county.by_id.get(change.record)
    if project:
        return f"{project.title}（{project.id}）"
    table = title_of(change.record.partition("/")[2])
    return table or f"{_table(change.record)}“{change.old or change.new}”"


def _table(record: str) -> str:
    kind = kind_of(record)
    return title_of(record.partition("/")[2]) or (kind.title if kind else record)


def _url(county: CountyDisclosure, record: str, project: Project | None) -> str:
    if project:
        return f"projects/{project.id}.html"
    parts = record.split("/")
    if parts[1:2] == ["cases"] and any(case.id == parts[-1] for case in county.cases):
        return f"cases/{parts[-1]}.html"
    if parts[1:2] == ["policies"] and parts[-1] in county.own_policy_ids:
        return f"policies/{county.own_policy_ids[parts[-1]]}.html"
    return f"counties/{county.code}.html"


def _contractors(project: Project, changes: Iterable[Change]) -> Iterator[str]:
    """Yields the keys of the companies that take part, and of the contractor replaced by these changes."""
    contractor = project.contractor
    yield from page_keys(contractor)
    before = {change.field: change.old for change in changes if change.field in (_NAME, _CODE)}
    if before:
        today = contractor if contractor and not contractor.is_person else None
        name = before.get(_NAME) or (today.name if today else "")
        code = before.get(_CODE, today.code if today else None)
        if code or (name and name != HIDDEN):
            yield contractor_key(name, code or None)
