"""What digests by mail tell: the entries of the feeds and the new findings, and who asked for which of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from generator import rules
from generator.model.codelists import FeedTopic
from generator.model.days import chinese
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Finding
from generator.model.identifiers import contractor_key
from generator.model.subscriber import Subscriber, Wish
from generator.views.events import Event, publishing_body
from generator.views.rows import taking_part

Companies = Mapping[str, tuple[str, ...]]
"""Company, known by its name or code → the keys that entries have of it."""


@dataclass(frozen=True)
class Since:
    """From where on something is new."""

    moment: datetime
    """What the main line took after it is new."""
    day: date
    """What became true after this day, such as a missed deadline, is new."""
    commit: str = ""
    """Findings that were there at it are not new; empty: unknown."""
    known: frozenset[str] | None = None
    """Ids of entries published before, from a manifest; None: entries are judged by their time."""

    def is_new(self, event: Event, id_: str) -> bool:
        """Whether an entry is new, or reports of a month were added to it."""
        published, commit = event.when.published, event.when.commit
        if event.topic is FeedTopic.PROGRESS and event.when.changed > self.moment:
            return True
        if self.known is not None:
            return id_ not in self.known
        is_of_a_day = not commit or published.time() == time()
        return published.date() > self.day if is_of_a_day else published > self.moment


@dataclass(frozen=True)
class MailItem:
    """An entry, or a new finding as one."""

    event: Event
    rule: str = ""
    """Code of the rule of a finding."""

    @property
    def heading(self) -> str:
        """What it stands below."""
        return "核对发现的问题" if self.rule else self.event.topic.label

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Which heading comes first."""
        topic = self.event.topic
        return topic.rank, bool(self.rule), list(FeedTopic).index(topic)


@dataclass(frozen=True)
class CountyMail:
    """What one county has to tell."""

    code: str
    name: str
    events: tuple[Event, ...] = ()
    """Its lasting feed entries."""
    findings: tuple[Finding, ...] = ()
    """Those that its pages show."""
    companies: Companies = field(default_factory=dict)
    projects: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Project → its title and the keys of the companies that take part."""
    publisher: str = ""
    is_demo: bool = False


def county_mail(
    county: CountyDisclosure, findings: tuple[Finding, ...], events: tuple[Event, ...]
) -> CountyMail:
    """Gathers what digests need of one county."""
    companies: dict[str, dict[str, None]] = {}
    projects = {}
    for project in county.projects:
        parties = [party for party in taking_part(county, project) if party.key]
        projects[project.id] = project.title, tuple(party.key for party in parties)
        for party in parties:
            for name in (*party.known_by, party.key):
                companies.setdefault(name, {})[party.key] = None
                companies[name][name] = None
    return CountyMail(
        county.code,
        county.county.name,
        events,
        findings,
        {name: tuple(keys) for name, keys in companies.items()},
        projects,
        publishing_body(county),
        county.county.is_demo,
    )


def finding_item(finding: Finding, county: CountyMail) -> MailItem:
    """Returns a finding as an entry, in the words that the county's page has."""
    rule = rules.find(finding.code)
    title, keys = county.projects.get(finding.project, ("", ()))
    several = tuple(key for id_ in finding.projects for key in county.projects.get(id_, ("", ()))[1])
    subject = f"{county.name} {title}" if title else county.name
    event = Event(
        key=f"findings/{finding.county}/{finding.code}/{finding.project}",
        date=finding.since or date.min,
        topic=FeedTopic.RECTIFICATION,
        title=f"{subject}：{rule.title if rule else finding.code}",
        text=(finding.message,),
        url=f"projects/{finding.project}.html" if title else f"counties/{county.code}.html",
        county_code=county.code,
        county_name=county.name,
        project=finding.project,
        contractor_keys=tuple(dict.fromkeys((*keys, *several))),
        publisher=county.publisher,
        is_demo=county.is_demo,
        dated=f"规则 {finding.code}" + (f"，自{chinese(finding.since)}起" if finding.since else ""),
    )
    return MailItem(event, finding.code)


def items_for(
    subscriber: Subscriber, items: Iterable[MailItem], companies: Companies
) -> tuple[MailItem, ...]:
    """Returns what any of a subscriber's wishes asks for, each once, in the order given."""
    wishes = [(wish, frozenset(_keys(wish, companies))) for wish in subscriber.wishes]
    return tuple(item for item in items if any(_asks_for(wish, keys, item) for wish, keys in wishes))


def unknown_names(
    subscribers: Iterable[Subscriber], counties: Iterable[CountyMail], companies: Companies
) -> tuple[str, ...]:
    """Returns the counties and companies asked for that this build does not know, sorted."""
    known = {name for county in counties for name in (county.code, county.name)}
    wishes = [wish for subscriber in subscribers for wish in subscriber.wishes]
    lost = {name for wish in wishes for name in wish.counties if name not in known}
    lost |= {name for wish in wishes for name in wish.contractors if not _company(name, companies)}
    return tuple(sorted(lost))


def _asks_for(wish: Wish, keys: frozenset[str], item: MailItem) -> bool:
    event = item.event
    return (
        (not wish.counties or not {event.county_code, event.county_name}.isdisjoint(wish.counties))
        and (not wish.contractors or not keys.isdisjoint(event.contractor_keys))
        and (not wish.rules or item.rule in wish.rules)
        and (wish.least is None or (event.amount is not None and event.amount >= wish.least))
    )


def _keys(wish: Wish, companies: Companies) -> Iterator[str]:
    for name in wish.contractors:
        yield from _company(name, companies)


def _company(name: str, companies: Companies) -> tuple[str, ...]:
    return companies.get(name) or companies.get(contractor_key(name, None), ())
