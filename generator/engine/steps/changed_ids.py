"""Finds that the domain in permanent ids is another one than that of the opening (E019)."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from generator.history import PortalHistory
from generator.intake.records.past_versions import as_written
from generator.model.files import PROVINCE_FILES
from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.model.site import UNSTATED_DAY, IdDomain, Site, stated_host, tag_of
from generator.model.types import is_placeholder
from generator.rules import find

_CODE = "E019"
_FILE = "site.yaml"
_KIND = next(kind for kind in PROVINCE_FILES if kind.path == _FILE)
_RECORD = "site"
_KEYS = {IdDomain.label_of(name): Site.label_of("id_domain", name) for name in IdDomain.model_fields}
"""Label of a part of 标识域 → its label in the settings."""
_HOST, _URL = Site.label_of("site_domain"), Site.label_of("url")


def changed_ids(site: Site | None, history: PortalHistory) -> Iterator[Finding]:
    """Yields an error if ids rest on another domain or day than when the portal was opened."""
    if site is None or site.is_demo or site.opened is None:
        return
    first = _at_the_opening(history)
    if not first or (tag := _tag(first)) in {site.tag, ""}:
        return
    rule = find(_CODE)
    assert rule is not None
    domain, _, day = tag.removeprefix("tag:").rstrip(":").partition(",")
    told = (
        f"永久编号所用的域名和日期变了：开栏时是 {domain}、{day}，现在是 {site.tag[4:-1].replace(',', '、')}"
    )
    cure = f"在 site.yaml 里写：标识域: {{域名: {domain}, 日期: {_whole(day)}}}"
    place = site.place("id_domain" if site.id_domain else "site_domain" if site.site_domain else "url")
    yield Finding(_CODE, Severity.ERROR, told, place or Place(_FILE), cure)


def _at_the_opening(history: PortalHistory) -> Mapping[str, str]:
    """Returns the settings as first published: those at head, with each change since then taken back."""
    own, tip = history.county(""), history.tip
    if own is None or tip is None:
        return {}
    from generator.history.versions import main_line  # loads libgit2

    line = main_line(tip)
    held = line.version(line.head, _FILE)
    fields = dict(next(iter(as_written(line.data(held), _KIND)), {})) if held and held.is_file else {}
    for change in reversed(own.changes):
        if change.record == _RECORD:
            fields[change.field] = change.old
    return fields


def _tag(fields: Mapping[str, str]) -> str:
    """Returns the beginning of ids that these settings give; empty if they do not say, or not in the right form."""
    said = {label: fields[key] for label, key in _KEYS.items() if fields.get(key)}
    if said:
        try:
            stated = IdDomain.model_validate(said)
        except ValidationError:
            return ""
        return tag_of(stated.domain, stated.day)
    named = fields.get(_HOST, "")
    host = stated_host(None if is_placeholder(named) else named, fields.get(_URL, ""))
    return tag_of(host, UNSTATED_DAY) if host else ""


def _whole(day: str) -> str:
    return f"{day}-01-01" if len(day) == len("2020") else day
