"""Those who carry out projects: organisations, their former names, and those that were merged into them; natural persons,
of whom nothing but the town is ever read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import ConfigDict, model_validator

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import OrganisationKind
from generator.model.identifiers import contractor_key, is_uscc
from generator.model.item_names import NamedBy
from generator.model.personal_names import names_persons
from generator.model.types import Phone, Text, Texts, Uscc, problem

_PERSON, _SELF_EMPLOYED = OrganisationKind.PERSON, OrganisationKind.SELF_EMPLOYED
_MEANS_PERSON = re.compile(r"自然人(?!独资|投资|控股)|(?:个人|村民|农户|农民|公民)(?:[（(].*)?$")
"""What 类型 begins with where it means a natural person."""
_CALLED_PERSON = re.compile(r"(?:自然人|个人|村民|农户|农民)(?:[（(][^（()）]*[)）])?")
"""A 名称 that says what someone is, not who."""
_TOWN = re.compile(
    r"[一-鿿]{1,20}(?:镇|乡|街道|苏木|办事处|农场|林场|牧场|开发区|园区|县|(?<![小社])区|市|旗)"
)


class Organisation(Record):
    """An organisation by name and 统一社会信用代码."""

    named_by: ClassVar[NamedBy] = ("code",)
    """Not by the name, which may turn out to be a natural person's: labels are not hidden when names are."""

    name: Annotated[Text, Label("名称", example="公司全称", searched=Search.FIELD, stays=True)]
    code: Annotated[Uscc | None, Label("统一社会信用代码", searched=Search.FIELD)] = None

    @property
    def key(self) -> str:
        """The stem of its page."""
        return contractor_key(self.name, self.code)


def _schema_of_company(schema: dict[str, Any]) -> None:
    """A natural person has no name, everyone else has one."""
    kind, name = Company.label_of("kind"), Company.label_of("name")
    schema["required"] = [label for label in schema.get("required", ()) if label != name]
    is_person = {"properties": {kind: {"const": _PERSON.label}}, "required": [kind]}
    schema["anyOf"] = [{"required": [name]}, is_person]


class Company(Organisation):
    """An organisation with what it is, and what it was called before; or a natural person of some town.

    Its name and code say who carries the project out, and weigh more than those of an organisation merged into it.
    """

    model_config = ConfigDict(json_schema_extra=_schema_of_company)

    name: Annotated[
        Text, Label("名称", example="公司全称", searched=Search.FIELD, weight=Weight.MAJOR, stays=True)
    ]
    code: Annotated[Uscc | None, Label("统一社会信用代码", searched=Search.FIELD, weight=Weight.MAJOR)] = None
    kind: Annotated[
        OrganisationKind | None,
        Label(
            "类型",
            weight=Weight.ORDINARY,
            note="不写的，页面上不显示；自然人只写类型和所在乡镇，不写名称",
        ),
    ] = None
    former_names: Annotated[
        Texts,
        Label(
            "曾用名",
            searched=Search.FIELD,
            weight=Weight.ORDINARY,
            stays=True,
            note="改名以前的全称，每个一项；以前用旧名称公开的项目归到同一页",
        ),
    ] = ()
    merged: Annotated[
        tuple[Organisation, ...],
        Label(
            "并入单位", weight=Weight.ORDINARY, note="合并进来、不再存在的单位；它以前承办的项目归到同一页"
        ),
    ] = ()
    town: Annotated[
        Text | None,
        Label(
            "所在乡镇",
            searched=Search.NOT,
            weight=Weight.ORDINARY,
            stays=True,
            note="只有自然人写这一项，网页写“自然人（某镇）”",
        ),
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _names_no_person(cls, given: Any) -> Any:
        """Refuses the name of a natural person, whatever else is right or wrong, and never repeats it (P007)."""
        if not isinstance(given, Mapping):
            return given
        kind = _given(cls, given, "kind")
        if isinstance(kind, str) and _MEANS_PERSON.match(kind.strip()):
            return _person(cls, given)
        _report_names(cls, given)
        town = _given(cls, given, "town")
        if town not in (None, ""):
            is_place = isinstance(town, str) and _is_town(town.strip())
            raise problem(
                "E004" if is_place else "P007",
                f"只有自然人写“{cls.label_of('town')}”",
                f"是自然人的写“{cls.label_of('kind')}: {_PERSON.label}”，不写名称；是单位的删去这一项",
            )
        return given

    @property
    def is_person(self) -> bool:
        """Whether it is a natural person, who has no key, page or feed."""
        return self.kind is _PERSON

    @property
    def key(self) -> str:
        """The stem of its page; empty for a natural person, who has none."""
        return "" if self.is_person else super().key

    @property
    def earlier_names(self) -> tuple[str, ...]:
        """Its former names, then those of the organisations merged into it."""
        return (*self.former_names, *(other.name for other in self.merged))

    @property
    def earlier_keys(self) -> Mapping[str, str]:
        """The keys that it, or those merged into it, may have been published under before, each with the name then."""
        if not self.earlier_names:
            return {}
        named = {contractor_key(name, None): name for name in self.earlier_names}
        named |= {other.key: other.name for other in self.merged}
        return {key: name for key, name in named.items() if key != self.key}

    def goes_by(self, text: str) -> bool:
        """Whether a name or a code is its own, now or before; blanks and width make no difference."""
        if text == self.name:
            return True
        codes = (self.code, *(other.code for other in self.merged))
        names = (self.name, *self.earlier_names)
        return text in codes or contractor_key(text, None) in {contractor_key(name, None) for name in names}


class Contractor(Company):
    """承办单位, clause 五（六）."""

    person: Annotated[
        Text | None, Label("责任人", searched=Search.FIELD, clause="disclosure", asked=True)
    ] = None
    post: Annotated[Text | None, Label("职务", searched=Search.FIELD)] = None
    phone: Annotated[Phone | None, Label("办公电话")] = None
    consortium: Annotated[tuple[Company, ...], Label("联合体")] = ()


@cache
def _label(model: type[Record], name: str) -> str:
    return model.label_of(name)


def _given(model: type[Record], given: Mapping[str, Any], name: str) -> Any:
    """A value as it was handed in, under its Chinese label or, in records made in memory, its English name."""
    return given.get(_label(model, name), given.get(name))


def _person(model: type[Company], given: Mapping[str, Any]) -> Mapping[str, Any]:
    """A natural person, who is called after the town; nothing else may be told, by any key."""
    kind, town, name = (_label(model, field) for field in ("kind", "town", "name"))
    told = {key: value for key, value in given.items() if value not in (None, "", (), [])}
    place = told.get(town, "")
    may_stand = {kind, town, Contractor.label_of("consortium")}
    is_place = isinstance(place, str) and (not place or _is_town(place.strip()))
    if not told.keys() <= may_stand or told.get(kind, "").strip() != _PERSON.label or not is_place:
        raise problem(
            "P007",
            "自然人只写类型和所在乡镇",
            f"留下“{kind}: {_PERSON.label}”和“{town}”（写到乡镇、街道为止），删去名称、代码、责任人、电话等其他各项；"
            f"网页写“{_PERSON.label}（某镇）”",
        )
    return {**told, name: f"{_PERSON.label}（{place.strip()}）" if place else _PERSON.label}


def _is_town(text: str) -> bool:
    return bool(_TOWN.fullmatch(text)) and not names_persons(text)


def _report_names(model: type[Company], given: Mapping[str, Any]) -> None:
    """Raises P007 for a name that reads like a person's, unless a code or 类型 says that it is an organisation's.

    个体工商户 has a shop's name in its licence; one that has none trades as the person.
    """
    name, kind, code = (_given(model, given, field) for field in ("name", "kind", "code"))
    if isinstance(name, str) and not kind and _CALLED_PERSON.fullmatch(name.strip()):
        label, town = model.label_of("kind"), model.label_of("town")
        raise problem("E004", "名称写的是个人，不是单位", f"写“{label}: {_PERSON.label}”和“{town}”，不写名称")
    is_organisation = is_of_organisations(kind) or (
        isinstance(code, str) and is_uscc(code.strip()) and not code.strip().startswith("92")
    )
    named = [() if is_organisation else name, _given(model, given, "former_names")]
    for other in _listed(_given(model, given, "merged")):
        if isinstance(other, Mapping) and not _given(Organisation, other, "code"):
            named.append(_given(Organisation, other, "name"))
    if any(isinstance(text, str) and names_persons(text) for value in named for text in _listed(value)):
        label, town = model.label_of("kind"), model.label_of("town")
        raise problem(
            "P007",
            "名称像是个人姓名",
            f"是自然人的，只写“{label}: {_PERSON.label}”和“{town}”；个体工商户写营业执照上的字号，无字号的照自然人写；"
            f"是单位的写全称，并写统一社会信用代码或“{label}”",
        )


def is_of_organisations(kind: Any) -> bool:
    """Whether a 类型, as written, is that of organisations whatever they are called: not of persons and their shops."""
    found = OrganisationKind.called(kind.strip()) if isinstance(kind, str) else kind
    return isinstance(found, OrganisationKind) and found not in (_PERSON, _SELF_EMPLOYED)


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, (list, tuple)) else (value,)


def all_of(lead: Contractor | None) -> Iterator[Company]:
    """Yields a contractor and the other members of its consortium."""
    if lead is not None:
        yield lead
        yield from lead.consortium


def page_keys(lead: Contractor | None) -> tuple[str, ...]:
    """The keys of those who take part and have pages."""
    return tuple(company.key for company in all_of(lead) if company.key)


class Keys(NamedTuple):
    """The keys of an organisation as one record tells them."""

    key: str
    of_name: str
    """Its key if it had no code."""
    earlier: tuple[str, ...]


def keys_of(company: Company) -> Keys:
    return Keys(company.key, contractor_key(company.name, None), tuple(company.earlier_keys))


def successors(told: Iterable[Keys]) -> Mapping[str, str]:
    """Earlier key → the key of the organisation of today, for keys that exactly one organisation claims.

    An earlier name that another organisation with a code bears today is nobody's: records under that name may be of
    either. Two organisations that each claim to have been the other stay apart.
    """
    distinct = set(told)
    claims: dict[str, set[str]] = {}
    for keys in distinct:
        for earlier in keys.earlier:
            claims.setdefault(earlier, set()).add(keys.key)
    for keys in distinct:
        if keys.of_name in claims and keys.of_name != keys.key:
            claims[keys.of_name].add(keys.key)
    found = {earlier: _today(earlier, claims) for earlier in claims}
    return {earlier: key for earlier, key in found.items() if key != earlier}


def _today(key: str, claims: Mapping[str, set[str]]) -> str:
    """Follows a key from claim to claim; the key itself where they lead in a circle."""
    line = [key]
    while len(claimants := claims.get(line[-1], set())) == 1:
        (after,) = claimants
        if after in line:
            return key
        line.append(after)
    return line[-1]
