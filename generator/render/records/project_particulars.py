"""The card of a project's page with where it is, what its contractor is, its public notice, further posts, its own page and whom to call."""

from collections.abc import Iterator

from generator.model.company import Contractor
from generator.model.county import AccountablePerson, County, TipOffPhone
from generator.model.ending import Acceptance, Archive
from generator.model.project import Project, PublicNotice
from generator.render.records.parts import END, card
from generator.render.sheet import Sheet
from generator.render.words import NOTHING, Shape, Words, day, or_nothing, tel, together, words
from generator.views.project import ProjectView

_CARD = card("项目情况")
_LOCATION = Shape(f"{Project.label_of('location')}：{{}}")
_CONTRACTOR = Shape(f"{Project.label_of('contractor')}：{{}}")
_NOTICE = Shape(f"{Project.label_of('public_notice')}：{{}}{{}}{{}}")
_UNTIL, _LINKED = Shape(" 至 {}"), Shape("，{}")
_PERSON = Shape(f"{Project.label_of('other_persons')}：{{}}{{}}")
_ARCHIVED = Shape(f"{Acceptance.label_of('archive')}：{{}}{{}}")
_OWN_PAGE = Shape(f"{Project.label_of('url')}：{{}}")
_CALL = Shape(f"{County.label_of('tip_off')}：{{}}")
_ASIDE = Shape("（{}）")


def particulars(sheet: Sheet, view: ProjectView) -> None:
    """Adds the card; nothing if the county gave none of it."""
    entries = [*_entries(sheet, view.project), *(_CALL(tip_off_phone(way)) for way in view.tip_off)]
    if entries:
        sheet.add(_CARD)
        sheet.items(entries)
        sheet.add(END)


def archived(sheet: Sheet, archive: Archive) -> None:
    """Adds who keeps the acceptance files since when, and which."""
    kept = (or_nothing(archive.unit), day(archive.date) if archive.date else NOTHING)
    what = _LINKED(words(archive.catalogue)) if archive.catalogue else NOTHING
    sheet.paragraph(_ARCHIVED(together(*filter(lambda part: part[0], kept), by=" "), what))


def tip_off_phone(way: TipOffPhone) -> Words:
    """The telephone, and in brackets who answers and when."""
    told = "，".join(filter(None, (way.unit, way.hours)))
    return together(tel(way.phone), _ASIDE(words(told)) if told else NOTHING)


def _entries(sheet: Sheet, project: Project) -> Iterator[Words]:
    if project.location:
        yield _LOCATION(words(project.location))
    if told := _contractor(project.contractor):
        yield _CONTRACTOR(words(told))
    if project.public_notice:
        yield _noticed(sheet, project.public_notice)
    for person in project.other_persons:
        yield _person(person)
    if project.url:
        yield _OWN_PAGE(sheet.link("县级网页", project.url))


def _contractor(lead: Contractor | None) -> str:
    """类型, 曾用名 and 并入单位 of the contractor; empty if none is told. A natural person is called by the 类型."""
    if lead is None or lead.is_person:
        return ""
    former, merged = "、".join(lead.former_names), "、".join(other.name for other in lead.merged)
    return "，".join(
        filter(
            None,
            (
                lead.kind.label if lead.kind else "",
                f"{lead.label_of('former_names')} {former}" if former else "",
                f"{lead.label_of('merged')} {merged}" if merged else "",
            ),
        )
    )


def _noticed(sheet: Sheet, notice: PublicNotice) -> Words:
    until = _UNTIL(day(notice.end)) if notice.end else NOTHING
    link = _LINKED(sheet.link("公示", notice.url)) if notice.url else NOTHING
    return _NOTICE(day(notice.begin), until, link)


def _person(person: AccountablePerson) -> Words:
    named = together(or_nothing(person.unit), or_nothing(person.post or person.name))
    return _PERSON(named, _LINKED(tel(person.phone)) if person.phone else NOTHING)
