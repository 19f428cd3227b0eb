"""Who takes part in a project or in a contract, each once with all its roles, and the references to them.

A natural person is told as the pages tell one, by town; nobody's name stands in a contact point.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from generator.model.codelists import FundSource, UnitLevel
from generator.model.company import Company, Contractor, all_of
from generator.model.county import County
from generator.model.identifiers import contractor_key
from generator.model.personal_names import names_persons
from generator.model.site import Site
from generator.render.open_contracting.values import Json, filled, told

USCC = "CN-USCC"
OFFICE, UNIT = "CN-XZQH", "CN-ZHSF"
"""Schemes of ids of our own: of offices by the code of their place, of units without a code by their page."""


class Party(NamedTuple):
    """A party, whatever its roles in a record."""

    told: Json
    reference: Json


def _party(id_: str, name: str, **more: Any) -> Party:
    reference = filled(id=id_, name=name)
    return Party({**reference, **filled(**more)}, reference)


class KnownParties:
    """The parties of a county's records, each made once."""

    def __init__(self, county: County, site: Site) -> None:
        self._county, self._site = county, site
        self._companies: dict[int, tuple[Company, Party]] = {}
        """Company, by its ``id`` → the party. The company is kept, so that no other has its ``id``."""
        self._funders: dict[FundSource, Party] = {}

    @cached_property
    def authority(self) -> Party:
        """The government that answers for the projects."""
        county = self._county
        is_county = county.level is UnitLevel.COUNTY and county.zone is None
        name = f"{county.name}人民政府" if is_county else county.name
        return _party(f"{OFFICE}-{county.code}-gov", name)

    @cached_property
    def department(self) -> Party:
        """主管部门, which stands for the government where it is not disclosed."""
        lead = self._county.lead_department
        name = told(lead.name) if lead else None
        if not lead or not name:
            return self.authority
        contact = filled(name=_post(None, lead.contact), telephone=told(lead.phone))
        return _party(f"{OFFICE}-{self._county.code}-lead", name, contactPoint=contact)

    def company(self, company: Company) -> Party:
        """A contractor or a member of its consortium."""
        known = self._companies.get(id(company))
        if known is None:
            known = self._companies[id(company)] = company, self._company(company)
        return known[1]

    def _company(self, company: Company) -> Party:
        more: Json = {}
        if company.code:
            more["identifier"] = {"scheme": USCC, "id": company.code, "legalName": company.name}
        if isinstance(company, Contractor) and not company.is_person:
            contact = {"name": _post(company.post, company.person), "telephone": told(company.phone)}
            more["contactPoint"] = filled(**contact)
        return _party(self._id_of(company), company.name, **more)

    def _id_of(self, company: Company) -> str:
        if company.code:
            return f"{USCC}-{company.code}"
        return f"{UNIT}-{company.key or contractor_key(f'{self._county.code} {company.name}', None)}"

    def funder(self, source: FundSource) -> Party:
        """A level of government whose money is in a project."""
        return self._funders.get(source) or self._funders.setdefault(source, self._funder(source))

    def _funder(self, source: FundSource) -> Party:
        county, region = self._county, self._site.region
        match source:
            case FundSource.CENTRAL:
                return _party("CN-central-finance", "中央财政（财政部）")
            case FundSource.PROVINCIAL:
                return _party(f"{OFFICE}-{region.code}-finance", f"省级财政（{region.full}）")
            case FundSource.CITY:
                return _party(f"{OFFICE}-{county.city.code}-finance", f"市级财政（{county.city.full}）")
            case _:
                return _party(
                    f"{OFFICE}-{county.code}-finance", f"{county.level.label}级财政（{county.name}）"
                )

    @cached_property
    def local_funder(self) -> Party:
        """地方财政, where nobody says of which level."""
        county = self._county
        return _party(f"{OFFICE}-{county.code}-finance", f"地方财政（{county.name}）")


class Parties:
    """Collects the parties of one record in the order in which they are named."""

    def __init__(self, known: KnownParties, companies: Sequence[Contractor | None]) -> None:
        self._known = known
        self._companies = companies
        self._named: dict[str, tuple[Party, list[str]]] = {}
        """Id → the party and its roles."""

    @property
    def listed(self) -> list[Json]:
        return [{**party.told, "roles": roles} for party, roles in self._named.values()]

    def authority(self, *roles: str) -> Json:
        return self._reference(self._known.authority, roles)

    def department(self, *roles: str) -> Json:
        return self._reference(self._known.department, roles)

    def company(self, company: Company, *roles: str) -> Json:
        return self._reference(self._known.company(company), roles)

    def funder(self, source: FundSource) -> Json:
        return self._reference(self._known.funder(source), ("funder",))

    def local_funder(self) -> Json:
        return self._reference(self._known.local_funder, ("funder",))

    def payee(self, name: str | None, lead: Contractor | None) -> Json | None:
        """Who was paid, or gave back; the contractor if no name is told; None: not disclosed."""
        if not name:
            return self.company(lead, "payee") if lead else None
        companies = (company for one in self._companies for company in all_of(one))
        own = next((company for company in companies if company.goes_by(name)), None)
        return self.company(own, "payee") if own else self.unit(name, "payee")

    def suppliers(self, lead: Contractor | None) -> list[Json]:
        """A contractor and the other members of its consortium."""
        references = (self.company(company, "supplier") for company in all_of(lead))
        return list({one["id"]: one for one in references}.values())

    def unit(self, name: str, *roles: str) -> Json:
        """A unit of which only the name is known."""
        return self._reference(_party(f"{UNIT}-{contractor_key(name, None)}", name), roles)

    def _reference(self, party: Party, roles: Iterable[str]) -> Json:
        """Names a party; one that was named before keeps what was told of it first."""
        named = self._named.get(party.told["id"])
        if named is None:
            self._named[party.told["id"]] = party, list(roles)
            return party.reference
        first, known = named
        for role in roles:
            if role not in known:
                known.append(role)
        return first.reference


def _post(post: str | None, person: str | None) -> str | None:
    """Whom to ask for: a post; never a person's name."""
    if told(post):
        return post
    return person if told(person) and person and not names_persons(person) else None
