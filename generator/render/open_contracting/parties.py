"""Who takes part in a project or in a contract, each once with all its roles, and the references to them.

A natural person is told as the pages tell one, by town; nobody's name stands in a contact point.
"""

from collections.abc import Iterable
from functools import cached_property

from generator.model.codelists import FundSource, UnitLevel
from generator.model.company import Company, Contractor, all_of
from generator.model.county import County
from generator.model.identifiers import contractor_key
from generator.model.ledgers import Payment
from generator.model.personal_names import names_persons
from generator.model.site import Site
from generator.render.open_contracting.values import Json, Told, filled, told

USCC = "CN-USCC"
OFFICE, UNIT = "CN-XZQH", "CN-ZHSF"
"""Schemes of ids of our own: of offices by the code of their place, of units without a code by their page."""
_SOME_PERSONS = "村民"


class Parties:
    """Collects the parties of one record in the order in which they are named."""

    def __init__(self, county: County, site: Site, companies: Iterable[Contractor | None]) -> None:
        self._county, self._site = county, site
        self._companies = [company for lead in companies for company in all_of(lead)]
        self._known: dict[str, Json] = {}
        self._references: dict[str, Told] = {}
        self._made: dict[int, Json] = {}
        """Party of each company met, by its ``id``."""
        self._paid: dict[str, Json] = {}
        """Payee of a row → the reference."""

    @property
    def listed(self) -> list[Json]:
        return list(self._known.values())

    def authority(self, *roles: str) -> Json:
        """The government that answers for the projects."""
        county = self._county
        is_county = county.level is UnitLevel.COUNTY and county.zone is None
        name = f"{county.name}人民政府" if is_county else county.name
        return self._reference({"id": f"{OFFICE}-{county.code}-gov", "name": name}, roles)

    def department(self, *roles: str) -> Json:
        """主管部门, which stands for the government where it is not disclosed."""
        party = self._department
        return self._reference(party, roles) if party else self.authority(*roles)

    @cached_property
    def _department(self) -> Json | None:
        lead = self._county.lead_department
        if lead is None or not told(lead.name):
            return None
        contact = {"name": _post(None, lead.contact), "telephone": told(lead.phone)}
        return {"id": f"{OFFICE}-{self._county.code}-lead", "name": lead.name, "contactPoint": contact}

    def company(self, company: Company, *roles: str) -> Json:
        """A contractor or a member of its consortium."""
        party = self._made.get(id(company)) or self._made.setdefault(id(company), self._company(company))
        return self._reference(party, roles)

    def _company(self, company: Company) -> Json:
        party: Json = {"id": self._id_of(company), "name": company.name}
        if company.code:
            party["identifier"] = {"scheme": USCC, "id": company.code, "legalName": company.name}
        if isinstance(company, Contractor) and not company.is_person:
            party["contactPoint"] = {
                "name": _post(company.post, company.person),
                "telephone": told(company.phone),
            }
        return party

    def _id_of(self, company: Company) -> str:
        if company.code:
            return f"{USCC}-{company.code}"
        return f"{UNIT}-{company.key or contractor_key(f'{self._county.code} {company.name}', None)}"

    def payee(self, row: Payment, lead: Contractor | None) -> Json | None:
        """Who was paid, or gave back; the contractor if the row names nobody; None: not disclosed."""
        if row.people and not row.payee:
            return self.unit(_SOME_PERSONS, "payee")
        if not told(row.payee):
            return self.company(lead, "payee") if lead else None
        assert row.payee is not None  # told
        found = self._paid.get(row.payee)
        if found is None:
            own = next((one for one in self._companies if one.goes_by(row.payee)), None)
            found = self.company(own, "payee") if own else self.unit(row.payee, "payee")
            self._paid[row.payee] = found
        return found

    def unit(self, name: str, *roles: str) -> Json:
        """A unit of which only the name is known."""
        return self._reference({"id": f"{UNIT}-{contractor_key(name, None)}", "name": name}, roles)

    def funder(self, source: FundSource) -> Json:
        """A level of government whose money is in a project."""
        county, region = self._county, self._site.region
        match source:
            case FundSource.CENTRAL:
                id_, name = "CN-central-finance", "中央财政（财政部）"
            case FundSource.PROVINCIAL:
                id_, name = f"{OFFICE}-{region.code}-finance", f"省级财政（{region.full}）"
            case FundSource.CITY:
                id_, name = f"{OFFICE}-{county.city.code}-finance", f"市级财政（{county.city.full}）"
            case _:
                id_, name = f"{OFFICE}-{county.code}-finance", f"{county.level.label}级财政（{county.name}）"
        return self._reference({"id": id_, "name": name}, ("funder",))

    def local_funder(self) -> Json:
        """地方财政, where nobody says of which level."""
        county = self._county
        return self._reference(
            {"id": f"{OFFICE}-{county.code}-finance", "name": f"地方财政（{county.name}）"}, ("funder",)
        )

    def _reference(self, party: Json, roles: Iterable[str]) -> Json:
        known = self._known.get(party["id"])
        if known is None:
            known = self._known[party["id"]] = {**party, "roles": []}
            self._references[party["id"]] = Told(filled({"id": party["id"], "name": party["name"]}))
        for role in roles:
            if role not in known["roles"]:
                known["roles"].append(role)
        return self._references[party["id"]]


def _post(post: str | None, person: str | None) -> str | None:
    """Whom to ask for: a post; never a person's name."""
    if told(post):
        return post
    return person if told(person) and person and not names_persons(person) else None
