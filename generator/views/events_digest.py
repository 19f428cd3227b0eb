"""New findings by week: one entry per county and ISO week in which something came to be found.

Made from the findings that stand today, so a digest shrinks as counties mend them. It is news, not a record: feeds show
the last weeks, their archives leave digests out.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from generator import rules
from generator.model.canonical import digest
from generator.model.codelists import FeedTopic
from generator.model.days import chinese
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.identifiers import by_number
from generator.rules.spans import WEEK, monday_of
from generator.views.events import Event, publishing_body

WEEKS = 8
"""How many whole weeks the digests go back."""


def digest_events(county: CountyDisclosure, findings: Iterable[Finding], as_of: date) -> tuple[Event, ...]:
    """Returns the digests of the last whole weeks, oldest first, each dated the Monday after its week."""
    this_week = monday_of(as_of)
    weeks: dict[date, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.since is not None and this_week - WEEKS * WEEK <= finding.since < this_week:
            weeks[monday_of(finding.since)].append(finding)
    return tuple(_event(county, monday, weeks[monday]) for monday in sorted(weeks))


def _event(county: CountyDisclosure, monday: date, findings: list[Finding]) -> Event:
    year, week, _ = monday.isocalendar()
    sunday = monday + timedelta(days=6)
    own = [finding for finding in findings if not finding.duty_of.is_above]
    above = [finding for finding in findings if finding.duty_of.is_above]
    lines = (*_lines(own), *(f"市、省的事项：{line}" for line in _lines(above)))
    counts = [f"新增问题 {len(own)} 项"] if own else []
    counts += [f"新增市、省的事项 {len(above)} 项"] if above else []
    return Event(
        key=f"findings/{county.code}/{year}-W{week:02d}",
        date=monday + WEEK,
        topic=FeedTopic.RECTIFICATION,
        title=f"{county.county.name}：{chinese(monday)}至{chinese(sunday)}{'，'.join(counts)}",
        text=lines,
        url=f"counties/{county.code}.html",
        county_code=county.code,
        county_name=county.county.name,
        publisher=publishing_body(county),
        is_demo=county.county.is_demo,
        digest=digest([county.code, monday, lines]),
        tags=("核对发现的问题",),
        dated=f"公开日期：{monday + WEEK}",
    )


def _lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """One line per rule, with the rule's title: a finding's message counts days and would change every day."""
    projects: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        projects[finding.code] += finding.concerned or ("",)
    return tuple(_line(code, projects[code]) for code in sorted(projects))


def _line(code: str, projects: list[str]) -> str:
    entry = rules.find(code)
    named = "、".join(sorted(filter(None, set(projects)), key=by_number))
    times = f"，{len(projects)} 项" if len(projects) > 1 else ""
    what = f"{code} {entry.title}" if entry else code
    return f"{what}{times}{f'：{named}' if named else ''}。"
