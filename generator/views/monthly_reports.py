"""Progress reports as feeds show them: one entry per county and month, which lists its reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from generator.model.canonical import digest
from generator.model.codelists import FeedTopic
from generator.views.events import Event, told_earlier
from generator.views.provenance import Stamp, dates_of


def with_monthly_reports(events: Iterable[Event]) -> Iterator[Event]:
    """Yields one county's events, progress reports merged by month; a later report changes the entry's ``updated``."""
    months: dict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in events:
        if event.topic is FeedTopic.PROGRESS:
            months[event.date.year, event.date.month].append(event)
        else:
            yield event
    for (year, month), reports in months.items():
        yield _month(year, month, sorted(reports, key=lambda report: (report.date, report.key)))


def _month(year: int, month: int, reports: Sequence[Event]) -> Event:
    first = reports[0]
    name, written = first.county_name, f"{year}-{month:02}"
    lines = [
        "".join((f"{report.date} {report.title.removeprefix(name).strip()}", *_marked(report)))
        for report in reports
    ]
    stamp = _stamp(reports)
    return first._replace(
        key=f"progress/{first.county_code}/{written}",
        date=reports[-1].date,
        title=f"{name}：{year}年{month}月进度报告{len(reports)}条",
        text=tuple(lines),
        url=f"counties/{first.county_code}.html",
        project="",
        contractor_keys=(),
        stamp=stamp,
        digest=digest([first.county_code, written, [report.digest for report in reports]]),
        fields=(),
        earlier=None,
        dated=dates_of(stamp) if stamp.commit else "",
    )


def _marked(report: Event) -> tuple[str, ...]:
    return (f"（{told_earlier(report.earlier)[0].rstrip('。')}）",) if report.earlier else ()


def _stamp(reports: Sequence[Event]) -> Stamp:
    """Published with the first report; updated when one was added or changed, or came to be marked."""
    stamps = [report.when for report in reports]
    first = min(stamps, key=attrgetter("published"))
    last = max(stamps, key=attrgetter("changed"))
    updated = max(stamp.updated for stamp in stamps)
    return Stamp(first.published, updated, last.commit, last.changed if last.changed < updated else None)
