"""Findings by week: per county and ISO week one entry of what came to be found, and one of what was mended.

What is new is made from the findings that stand today, so it shrinks as counties mend them; what is mended comes from the
commits that did it. It is news, not a record: feeds show the last weeks, their archives leave it out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from generator import rules
from generator.model.canonical import digest
from generator.model.codelists import FeedTopic
from generator.model.days import chinese
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding, Turn
from generator.model.identifiers import by_number
from generator.rules.spans import WEEK, monday_of
from generator.views.events import Event, publishing_body
from generator.views.provenance import Stamp, dates_of, midnight

FOUND, MENDED = "核对发现的问题", "已解决"
"""Tags of the entries."""
WEEKS = 8
"""How many whole weeks the digests go back."""


def digest_events(
    county: CountyDisclosure, findings: Iterable[Finding], as_of: date, turns: Sequence[Turn] = ()
) -> tuple[Event, ...]:
    """Returns what is new in the last whole weeks, oldest first, each dated the Monday after its week.

    Args:
        turns: what commits mended and brought; an entry is updated when one changed what belongs to its week.
    """
    this_week = monday_of(as_of)
    came = {(each.code, each.project): turn.published.date() for turn in turns for each in turn.came}
    weeks: dict[date, list[Finding]] = defaultdict(list)
    for finding in findings:
        for since in {finding.since} if finding.since else {came.get(key) for key in _keys(finding)}:
            if since is not None and this_week - WEEKS * WEEK <= since < this_week:
                weeks[monday_of(since)].append(finding)
    return tuple(_event(county, monday, weeks[monday], turns) for monday in sorted(weeks))


def _keys(finding: Finding) -> Iterable[tuple[str, str]]:
    return ((finding.code, project) for project in finding.concerned or ("",))


def mended_events(county: CountyDisclosure, turns: Iterable[Turn]) -> tuple[Event, ...]:
    """Returns what was mended, by week, oldest first: told at once, and updated when more is mended in the week."""
    weeks: dict[date, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.mended:
            weeks[monday_of(turn.published.date())].append(turn)
    return tuple(_mended(county, monday, weeks[monday]) for monday in sorted(weeks))


def _mended(county: CountyDisclosure, monday: date, turns: Sequence[Turn]) -> Event:
    found = [finding for turn in turns for finding in turn.mended]
    lines = tuple(f"{turn.published.date()}：{line}" for turn in turns for line in _lines(turn.mended))
    stamp = Stamp(turns[0].published, turns[-1].published, turns[-1].commit)
    return _told(
        county,
        "resolved",
        monday,
        f"已解决问题 {len(found)} 项",
        lines,
        (MENDED, *sorted({finding.code for finding in found})),
        stamp,
    )._replace(date=turns[-1].published.date(), dated=dates_of(stamp))


def _event(county: CountyDisclosure, monday: date, findings: list[Finding], turns: Sequence[Turn]) -> Event:
    own = [finding for finding in findings if not finding.duty_of.is_above]
    above = [finding for finding in findings if finding.duty_of.is_above]
    lines = (*_lines(own), *(f"市、省的事项：{line}" for line in _lines(above)))
    counts = [f"新增问题 {len(own)} 项"] if own else []
    counts += [f"新增市、省的事项 {len(above)} 项"] if above else []
    codes = tuple(sorted({finding.code for finding in findings}))
    stamp = _stamp(monday, turns)
    return _told(county, "findings", monday, "，".join(counts), lines, codes, stamp)


def _told(
    county: CountyDisclosure,
    kind: str,
    monday: date,
    counts: str,
    lines: tuple[str, ...],
    tags: tuple[str, ...],
    stamp: Stamp,
) -> Event:
    year, week, _ = monday.isocalendar()
    return Event(
        key=f"{kind}/{county.code}/{year}-W{week:02d}",
        date=monday + WEEK,
        topic=FeedTopic.RECTIFICATION,
        title=f"{county.county.name}：{chinese(monday)}至{chinese(monday + timedelta(days=6))}{counts}",
        text=lines,
        url=f"counties/{county.code}.html",
        county_code=county.code,
        county_name=county.county.name,
        publisher=publishing_body(county),
        is_demo=county.county.is_demo,
        stamp=stamp,
        digest=digest([county.code, monday, lines]),
        tags=(FOUND, *tags),
        dated=dates_of(stamp),
    )


def _stamp(monday: date, turns: Iterable[Turn]) -> Stamp:
    """Returns the end of the week, and the last commit after it that mended or brought a finding of the week."""
    end = midnight(monday + WEEK)
    later = [turn for turn in turns if turn.published > end and monday in map(monday_of, turn.days)]
    return Stamp(end, later[-1].published, later[-1].commit) if later else Stamp(end, end)


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
