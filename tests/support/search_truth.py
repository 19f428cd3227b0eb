"""What a search must find, by counting substrings over what the records hold; knows nothing of the index."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.model.contracts import Contract
from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Notice, Policy


def folded(text: str) -> str:
    """As a reader sees two texts as the same: width, case and blanks do not matter."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"\s+", " ", re.sub(r"(\d),(?=\d{3})", r"\1", plain)).strip()


@dataclass(frozen=True)
class Truth:
    """Address of a record → its fields, and its running text."""

    fields: Mapping[str, tuple[str, ...]]
    prose: Mapping[str, str]

    def in_fields(self, *words: str) -> set[str]:
        return {
            url
            for url, fields in self.fields.items()
            if all(any(word in field for field in fields) for word in map(folded, words))
        }

    def anywhere(self, *words: str) -> set[str]:
        return {
            url
            for url, fields in self.fields.items()
            if all(
                any(word in field for field in fields) or word in self.prose.get(url, "")
                for word in map(folded, words)
            )
        }

    def exact(self, word: str) -> set[str]:
        return {url for url, fields in self.fields.items() if folded(word) in fields}


def truth(
    counties: Iterable[CountyDisclosure], policies: Iterable[Policy] = (), notices: Iterable[Notice] = ()
) -> Truth:
    """All records of a portal."""
    fields: dict[str, list[str | None]] = {}
    prose: dict[str, list[str | None]] = {}
    for county in counties:
        _county(county, fields, prose)
        city = county.county.city
        fields[f"cities/{city.code}00.html"] = [city.full, city.label, f"{city.full}和所辖示范县"]
    for policy in policies:
        _policy(policy, fields, prose)
    for notice in notices:
        url = f"notices/{notice.id}.html"
        fields[url] = [notice.title, notice.kind.label, notice.source, *notice.counties]
        prose[url] = [_unmarked(notice.text)]
    return Truth(
        {url: tuple(folded(text) for text in texts if text) for url, texts in fields.items()},
        {url: folded("\n".join(text for text in texts if text)) for url, texts in prose.items()},
    )


def _policy(policy: Policy, fields: dict[str, list[str | None]], prose: dict[str, list[str | None]]) -> None:
    url = f"policies/{policy.id}.html"
    fields[url] = [policy.title, policy.number, policy.issuer, policy.index_number, policy.subject]
    prose[url] = [_unmarked(policy.text)]


def _county(
    county: CountyDisclosure, fields: dict[str, list[str | None]], prose: dict[str, list[str | None]]
) -> None:
    record = county.county
    around = [record.name, everyday(record.name), record.code, record.city.full]
    own = fields.setdefault(f"counties/{record.code}.html", list(around))
    own += [_wan(record.allocation.central)]
    if record.accountable_person:
        person = record.accountable_person
        own += [person.name, person.post, person.unit]
    if record.lead_department:
        own.append(record.lead_department.name)
    if record.steering_group:
        own.append(record.steering_group.leader_post)
    own += [regulation.number for regulation in record.regulations]
    contracts = county.contracts.contracts
    prose[f"counties/{record.code}.html"] = [
        text for contract in contracts for text in (contract.number, contract.name, contract.lot)
    ]
    for project in county.projects:
        url = f"projects/{project.id}.html"
        texts = fields.setdefault(url, list(around))
        texts += [
            project.id,
            project.title,
            project.direction.label,
            project.status.label,
            _wan(project.support),
        ]
        if project.procurement:
            texts.append(_wan(project.procurement.award_amount))
        if project.accountable_person:
            texts += [project.accountable_person.name, project.accountable_person.post]
            texts.append(project.accountable_person.unit)
        for other in project.other_persons:
            texts += [other.name, other.post, other.unit]
        texts.append(project.location)
        if project.contractor:
            texts += [project.contractor.person, project.contractor.post]
            for company in (project.contractor, *project.contractor.consortium):
                texts += [company.name, company.code]
                known = fields.setdefault(f"contractors/{company.key}.html", [])
                known += [company.name, company.code]
        prose[url] = [project.description, project.requirements, project.reuse_statement]
        prose[url] += [line.purpose for line in project.budget_lines]
        for contract in contracts:
            prose[url] += _agreed(contract, project.id)
    for case in county.cases:
        url = f"cases/{case.id}.html"
        fields[url] = [*around, case.title, case.kind.label, case.source]
        prose[url] = [_unmarked(case.text)]
    for policy in county.own_policies:
        _policy(policy, fields, prose)
        fields[f"policies/{policy.id}.html"] += around


def _agreed(contract: Contract, project: str) -> list[str | None]:
    """What a contract tells on the page of a project that it names."""
    if all(part.project != project for part in contract.parts):
        return []
    instalments = contract.terms.instalments if contract.terms else ()
    texts = [contract.number, contract.name, contract.lot, *(part.milestone for part in instalments)]
    return [*texts, *(text for made in contract.supplements for text in (made.number, made.content))]


def everyday(name: str) -> str:
    """岫岩满族自治县 → 岫岩县."""
    found = re.fullmatch(r"(..+?)(?:(?:满族|蒙古族|朝鲜族)+)自治县", name)
    return f"{found[1]}县" if found else ""


def _wan(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:,.2f}"


def _unmarked(markdown: str) -> str:
    return re.sub(r"[*#>`]", "", markdown)
