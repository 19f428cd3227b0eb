"""What is new since a commit, a day or a manifest, for digests by mail: read without a build."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.engine.steps.counties_alone import Work, work_on_all
from generator.engine.steps.county_work import CheckedCounty, Ground, check_county
from generator.engine.steps.earlier_counties import versions_of
from generator.engine.steps.examination import Progress, unwatched
from generator.engine.steps.jobs import CountyJob
from generator.engine.steps.new_findings import NotComparableError, what_is_new
from generator.history import PortalHistory
from generator.intake import sharing
from generator.model.finding import Finding
from generator.render.feeds.text import masthead, tag_uris
from generator.views.events import Event, document_events
from generator.views.events_changes import own_change_events
from generator.views.feed_entries import county_news, in_order
from generator.views.mail_items import Companies, CountyMail, MailItem, Since, county_mail, finding_item
from generator.views.own_records import own_records
from generator.views.portal import Portal
from generator.views.provenance import Provenance


@dataclass(frozen=True)
class MailNews:
    """What is new."""

    portal: Portal
    items: tuple[MailItem, ...]
    """By heading, the more important first; newest first below one."""
    counties: tuple[CountyMail, ...]
    companies: Companies
    left_out: str = ""
    """Why some findings may be missing, as a sentence in Chinese; empty: none are."""


@sharing()
def mail_news(
    content: Path,
    asked: date | None,
    today: date,
    history: PortalHistory,
    since: Since,
    workers: int | None = None,
    progress: Progress = unwatched,
) -> MailNews | None:
    """Returns what is new; None if there is nothing to publish."""
    done = work_on_all(content, asked, today, history, Work(_told, _lost), workers, progress)
    if done is None:
        return None
    ground, province = done.ground, done.province
    counties = tuple(filter(None, done.counties.values()))
    provenance = Provenance(history.told(""), ground.as_of)
    documents = document_events(province.policies, province.notices, province.site, provenance)
    events = [event for event in documents if event.date <= ground.as_of]
    records = own_records(province.policies, province.notices)
    events += own_change_events(records, province.site, events, provenance)
    events += [event for county in counties for event in county.events]
    findings, left_out = _new_findings(counties, content, asked, today, workers, history, since)
    items = [MailItem(event) for event in _new(events, since, ground.portal)]
    by_code = {county.code: county for county in counties}
    items += [finding_item(found, by_code[found.county]) for found in findings]
    return MailNews(ground.portal, _ordered(items), counties, _joined(counties), left_out)


def _told(ground: Ground, job: CountyJob) -> CountyMail | None:
    """Returns what a county has to tell, as its pages show it; None if nothing of it can be published."""
    found = check_county(ground, job.code, job.history)
    if found.is_failed:
        stood = (check_county(ground, job.code, job.history, at) for at in versions_of(ground.tip, job.code))
        found = next((one for one in stood if one.disclosure), found)
    return _mail(ground, found)


def _mail(ground: Ground, found: CheckedCounty) -> CountyMail | None:
    if found.disclosure is None:
        return None
    findings = found.published_findings
    news = county_news(found.disclosure, findings, found.history, ground.as_of)
    return county_mail(found.disclosure, findings, news.entries.lasting)


def _lost(_: Ground, __: CountyJob) -> None:
    return None


def _new(events: list[Event], since: Since, portal: Portal) -> list[Event]:
    ids = tag_uris([event.key for event in events], masthead(portal))
    return [event for event, id_ in zip(events, ids, strict=True) if since.is_new(event, id_)]


def _new_findings(
    counties: tuple[CountyMail, ...],
    content: Path,
    asked: date | None,
    today: date,
    workers: int | None,
    history: PortalHistory,
    since: Since,
) -> tuple[tuple[Finding, ...], str]:
    """Returns the findings that became true since, or that the data of then did not show."""
    found = tuple(finding for county in counties for finding in county.findings)
    later = {id(one) for one in found if one.since is not None and one.since > since.day}
    left_out = ""
    if since.commit:
        try:
            new, _ = what_is_new(found, content, since.commit, asked, today, workers, history)
            later |= {id(one) for one in new}
        except NotComparableError as error:
            left_out = str(error)
    return tuple(one for one in found if id(one) in later), left_out


def _ordered(items: list[MailItem]) -> tuple[MailItem, ...]:
    events = {id(event): place for place, event in enumerate(in_order(item.event for item in items))}
    return tuple(sorted(items, key=lambda item: (item.rank, -events[id(item.event)])))


def _joined(counties: tuple[CountyMail, ...]) -> Companies:
    found: dict[str, dict[str, None]] = {}
    for county in counties:
        for name, keys in county.companies.items():
            found.setdefault(name, {}).update(dict.fromkeys(keys))
    return {name: tuple(keys) for name, keys in found.items()}
