"""What search indexes of each record: its fields, the text of its page, and what a result shows.

A part is what is indexed and fetched together: a county with its projects, cases and policies, a group of contractors, or one
document. A county's part depends on that county alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple
from zlib import crc32

from generator.model.base import Record
from generator.model.cities import City
from generator.model.codelists import Direction, Status
from generator.model.county import AccountablePerson
from generator.model.days import chinese
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Case, Notice, Policy
from generator.model.fields import searched_texts
from generator.model.ledgers import Enforcement
from generator.model.money import format_wan
from generator.model.project import Project
from generator.views.contractor import ContractorView
from generator.views.of_city import city_code, city_title
from generator.views.rows import taking_part

_NAMED = 5
"""Most counties of a city that a result names."""
GROUP = 64
"""Contractors per group, on average; the number of groups is a power of two."""


class FieldClass(IntEnum):
    """Kind of field in which a match was found; orders the results."""

    NUMBER = 0
    NAME = 1
    CONTRACTOR = 2
    OTHER = 3


class SearchRecord(NamedTuple):
    """One record: ``fields`` are searched first, ``prose`` after them."""

    folder: str
    """First part of its address: projects, cities, counties, contractors, cases, policies, notices."""
    id: str
    """Second part of its address, without extension."""
    title: str
    fields: tuple[tuple[FieldClass, str], ...]
    """Without what the index derives itself: number of a project or county, county, city, direction, state."""
    prose: str = ""
    """The text of its page, one paragraph per line."""
    note: str = ""
    """Text beside the title of a result, e.g. the contractor."""
    amount: str = ""
    """万元, as written on the page."""
    direction: Direction | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class SearchPart:
    """Records that are indexed together; for a county: the county, its projects, its cases, its policies."""

    key: str
    """Name of its files, without suffix."""
    records: tuple[SearchRecord, ...]
    name: str = ""
    """Name of the county; empty for other parts."""
    short_name: str = ""
    """Everyday name of an autonomous county, e.g. 岫岩县; empty if the full name contains it."""
    city: str = ""


def county_part(county: CountyDisclosure) -> SearchPart:
    """Gathers what is searchable of one county; pure."""
    record = county.county
    projects = (_project(project, county) for project in county.projects)
    cases = (_case(case) for case in county.cases)
    return SearchPart(
        key=county.code,
        records=(_county(county), *projects, *cases, *map(_policy, county.own_policies)),
        name=record.name,
        short_name=short_name(record.name),
        city=record.city.full,
    )


def short_name(name: str) -> str:
    """岫岩满族自治县 → 岫岩县; empty for a county whose full name contains its everyday name."""
    for suffix, kind in (("自治县", "县"), ("自治旗", "旗")):
        if name.endswith(suffix):
            stem = _NATION.sub("", name.removesuffix(suffix))
            return f"{stem}{kind}" if stem else ""
    return ""


_NATION = re.compile(
    "(?:满|蒙古|回|朝鲜|锡伯|达斡尔|鄂温克|鄂伦春|土家|苗|侗|壮|瑶|彝|藏|羌|白|傣|哈尼|畲|黎|土|撒拉|东乡|保安|裕固|哈萨克|塔吉克|"
    "柯尔克孜|维吾尔|布依|仡佬|水|仫佬|毛南|纳西|傈僳|怒|独龙|普米|佤|拉祜|布朗|景颇|阿昌|德昂|基诺|各)族"
)
"""Nationalities that autonomous counties are named after."""


def _county(county: CountyDisclosure) -> SearchRecord:
    record = county.county
    department, group = record.lead_department, record.steering_group
    posts = (
        *_person(record.accountable_person),
        department.name if department else None,
        group.leader_post if group else None,
        *(regulation.number for regulation in record.regulations),
    )
    central = None if county.is_without_central else county.central
    batches = county.batches
    files = (file for batch in batches for file in (batch.county, batch.plan, batch.outcome))
    earlier = _earlier(*files, county.contracts, *county.inspections_of[""], *county.enforcement)
    cohorts = "、".join(str(batch.county.cohort) for batch in batches)
    return SearchRecord(
        folder="counties",
        id=county.code,
        title=record.name,
        fields=_fields(FieldClass.OTHER, (*posts, _amount(central))),
        prose=_prose((*_county_texts(county), *earlier)),
        note="，".join((f"{record.city.full} {cohorts} 年{record.level.unit}", *earlier)),
        amount=_amount(central),
    )


def _county_texts(county: CountyDisclosure) -> Iterable[str | None]:
    for batch in county.batches:
        yield from _batch_texts(batch)
    for contract in county.contracts.contracts:  # the rest of a contract stands on the pages of its projects
        yield from (contract.number, contract.name, contract.lot)
    yield from _decided(county.enforcement)


def _batch_texts(county: CountyDisclosure) -> Iterable[str | None]:
    plan, outcome = county.plan, county.outcome
    # plan and acceptance come before what changed and what is still to be done
    own = county.county.goals if county.below else (county.county,)
    for record in (*own, plan.plan, plan, outcome.final_acceptance, outcome):
        if record:
            yield from searched_texts(record)
        if record is plan:
            yield from (visit.problem for visit in county.inspections_of[""])


def _project(project: Project, county: CountyDisclosure) -> SearchRecord:
    companies = taking_part(county, project)
    lead = project.contractor
    procurement = project.procurement
    other = (
        *_person(project.accountable_person),
        *(text for person in project.other_persons for text in _person(person)),
        project.location,
        *((lead.person, lead.post) if lead else ()),
        _amount(project.support),
        _amount(procurement.award_amount if procurement else None),
    )
    names = [party.name for party in companies]
    agreed = (county.contracts,) if county.contracts_of[project.id] else ()
    earlier = _earlier(
        project, *agreed, *county.inspections_of[project.id], *county.enforcement_of[project.id]
    )
    marks = [Project.label_of("is_carried_over")] if project.is_carried_over else []
    marks += ["状态按已报送的内容推定"] if project.is_status_derived else []
    return SearchRecord(
        folder="projects",
        id=project.id,
        title=project.title,
        fields=(
            # repeated texts first, so that the index meets them at the same place again
            *_fields(
                FieldClass.CONTRACTOR, (*names, *(party.code for party in companies), *_earlier_of(project))
            ),
            *_fields(FieldClass.OTHER, other),
            (FieldClass.NAME, project.title),
        ),
        prose=_prose((*_project_texts(project, county), *earlier)),
        note="，".join(filter(None, ("、".join(names), *marks, *earlier))),
        amount=_amount(project.support),
        direction=project.direction,
        status=project.status,
    )


def _project_texts(project: Project, county: CountyDisclosure) -> Iterable[str | None]:
    yield from searched_texts(project)
    for visit in county.inspections_of[project.id]:
        yield from (visit.problem, visit.handling)
    for contract in county.contracts_of[project.id]:
        yield from searched_texts(contract)
    yield from _decided(county.enforcement_of[project.id])


def _decided(rows: Iterable[Enforcement]) -> Iterable[str | None]:
    for row in rows:
        yield from (row.company, row.act, row.authority, row.result, row.number, row.later)


def _case(case: Case) -> SearchRecord:
    return SearchRecord(
        folder="cases",
        id=case.id,
        title=case.title,
        fields=(
            (FieldClass.NAME, case.title),
            *_fields(FieldClass.OTHER, (case.kind.label, case.source)),
        ),
        prose=case.text,
        note="，".join((case.kind.label, *_earlier(case))),
    )


def contractor_parts(views: Sequence[ContractorView]) -> tuple[SearchPart, ...]:
    """Groups contractors by hash: a group changes only with its members, unless the number of groups changes."""
    number = 1
    while number * GROUP < len(views):
        number *= 2
    groups: list[list[SearchRecord]] = [[] for _ in range(number)]
    for view in sorted(views, key=lambda view: view.key):
        groups[crc32(view.key.encode()) % number].append(_contractor(view))
    return tuple(SearchPart(f"k{at:x}", tuple(records)) for at, records in enumerate(groups))


def _contractor(view: ContractorView) -> SearchRecord:
    named = "、".join(view.counties[:3]) + (f"等 {len(view.counties)} 县" if len(view.counties) > 3 else "")
    return SearchRecord(
        folder="contractors",
        id=view.key,
        title=view.name,
        fields=(
            *_fields(FieldClass.NAME, (view.name, *view.other_names, *view.former_names, *view.merged_names)),
            *_fields(FieldClass.NUMBER, (view.code,)),
        ),
        prose=_prose(_decided(decision.row for decision in view.decisions)),
        note=f"{len(view.rows)} 个项目，{named}",
        amount=_amount(view.subsidy),
    )


def city_parts(cities: Iterable[tuple[City, Sequence[str]]]) -> tuple[SearchPart, ...]:
    """Makes one part per city with a page; cities come with the names of their counties."""
    return tuple(_alone(_city(city, counties)) for city, counties in cities)


def _city(city: City, counties: Sequence[str]) -> SearchRecord:
    return SearchRecord(
        folder="cities",
        id=city_code(city),
        title=city_title(city),
        fields=_fields(FieldClass.NAME, (city.full, city.label, city_title(city))),
        note=f"所辖{'、'.join(counties[:_NAMED])}{f'等 {len(counties)} 个单位' if len(counties) > _NAMED else ''}",
    )


def document_parts(policies: Iterable[Policy], notices: Iterable[Notice]) -> tuple[SearchPart, ...]:
    """Makes one part per document, since their texts are long."""
    return tuple(map(_alone, [*map(_policy, policies), *map(_notice, notices)]))


def _alone(record: SearchRecord) -> SearchPart:
    """Makes a part of one record that belongs to no county and is no contractor."""
    return SearchPart(f"d{crc32(f'{record.folder}/{record.id}'.encode()):08x}", (record,))


def _policy(policy: Policy) -> SearchRecord:
    return SearchRecord(
        folder="policies",
        id=policy.id,
        title=policy.title,
        fields=(
            *_fields(FieldClass.NUMBER, (policy.number, policy.index_number)),
            (FieldClass.NAME, policy.title),
            *_fields(FieldClass.OTHER, (policy.issuer, policy.subject)),
        ),
        prose=policy.text,
        note="，".join(filter(None, (policy.number or policy.issuer or "", *_earlier(policy)))),
    )


def _notice(notice: Notice) -> SearchRecord:
    return SearchRecord(
        folder="notices",
        id=notice.id,
        title=notice.title,
        fields=(
            (FieldClass.NAME, notice.title),
            *_fields(FieldClass.OTHER, (notice.kind.label, notice.source, *notice.counties)),
        ),
        prose=notice.text,
        note="，".join((f"{notice.kind.label} {notice.date.isoformat()}", *_earlier(notice))),
    )


def _person(person: AccountablePerson | None) -> tuple[str | None, ...]:
    return (person.name, person.post, person.unit) if person else ()


def _earlier_of(project: Project) -> Iterator[str]:
    """Yields the former names of those who take part, and the codes of those merged into them."""
    lead = project.contractor
    for company in (lead, *lead.consortium) if lead else ():
        yield from company.earlier_names
        yield from (other.code for other in company.merged if other.code)


def _earlier(*records: Record) -> tuple[str, ...]:
    days = sorted({record.earlier for record in records if record.earlier})
    told = "、".join(f"{chinese(day)}公开的内容" for day in days)
    return (f"含{told}，最近一次提交未通过核对",) if days else ()


def _fields(kind: FieldClass, texts: Iterable[str | None]) -> tuple[tuple[FieldClass, str], ...]:
    return tuple([(kind, text) for text in dict.fromkeys(texts) if text])


def _amount(wan: Decimal | None) -> str:
    return "" if wan is None else format_wan(wan)


def _prose(texts: Iterable[str | None]) -> str:
    return "\n".join(filter(None, dict.fromkeys(texts)))
