"""What an earlier version told of a contractor whom the version after it calls a natural person.

A name that reads like a person's never was published (P007). One that does not, and stood there without a code or a 类型,
was published as an organisation's.
"""

import re
from collections.abc import Mapping

from generator.intake.screening.hiding import Mark
from generator.model.codelists import OrganisationKind
from generator.model.company import Company, Contractor, is_of_organisations
from generator.model.place import INSIDE
from generator.model.project import Project

_PERSON = OrganisationKind.PERSON.label
_NAME, _KIND, _CODE = (Company.label_of(name) for name in ("name", "kind", "code"))
_LEAD = re.escape(Project.label_of("contractor"))
_MEMBER = re.escape(f"{INSIDE}{Contractor.label_of('consortium')}{INSIDE}")
_ITEM = r"(?:第\d+项|“[^”]*”(?:（\d+）)?)"
_PARTY = re.compile(rf"((?:.+{INSIDE})?{_LEAD})((?:{_MEMBER}{_ITEM})?){INSIDE}(.+)")
"""Label of a value → the contractor, which member of the consortium, and what is told of it."""


def tells_of_person(fields: Mapping[str, str]) -> bool:
    """Whether a party may be a natural person in a version."""
    return _PERSON in fields.values()


def without_persons(before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, str]:
    """The values of a version, with those hidden that tell of a contractor who is a natural person in the next.

    Hidden are all texts on parties without a code and a 类型 whose names are gone once a contractor, or any member of
    the consortium, is a natural person.
    """
    if not tells_of_person(after):
        return before
    new, old = _parties(after), _parties(before)
    leads = {lead for (lead, _), told in new.items() if told.get(_KIND) == _PERSON}
    stayed = {told.get(_NAME) for told in new.values()}
    hidden = {
        f"{lead}{member}{INSIDE}{label}"
        for (lead, member), told in old.items()
        if lead in leads and told.get(_NAME) not in stayed and _may_be_person(told)
        for label in told
        if label != _KIND
    }
    return {label: Mark(value) if label in hidden else value for label, value in before.items()}


def _may_be_person(told: Mapping[str, str]) -> bool:
    return bool(told.get(_NAME)) and not told.get(_CODE) and not is_of_organisations(told.get(_KIND))


def _parties(fields: Mapping[str, str]) -> dict[tuple[str, str], dict[str, str]]:
    """(contractor, member of its consortium or empty) → label within that part → value."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for label, value in fields.items():
        if match := _PARTY.fullmatch(label):
            lead, member, own = match.groups()
            found.setdefault((lead, member), {})[own] = value
    return found
