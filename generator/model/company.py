"""Those who carry out projects: organisations, their former names, and those that were merged into them."""

from collections.abc import Iterable, Mapping
from typing import Annotated, NamedTuple

from generator.model.base import Label, Record, Search
from generator.model.change import Weight
from generator.model.codelists import OrganisationKind
from generator.model.identifiers import contractor_key
from generator.model.types import Phone, Text, Texts, Uscc


class Organisation(Record):
    """An organisation by name and 统一社会信用代码."""

    name: Annotated[Text, Label("名称", example="公司全称", searched=Search.FIELD, stays=True)]
    code: Annotated[Uscc | None, Label("统一社会信用代码", searched=Search.FIELD)] = None

    @property
    def key(self) -> str:
        """The stem of its page."""
        return contractor_key(self.name, self.code)


class Company(Organisation):
    """An organisation with what it is, and what it was called before.

    Its name and code say who carries the project out, and weigh more than those of an organisation merged into it.
    """

    name: Annotated[
        Text, Label("名称", example="公司全称", searched=Search.FIELD, weight=Weight.MAJOR, stays=True)
    ]
    code: Annotated[Uscc | None, Label("统一社会信用代码", searched=Search.FIELD, weight=Weight.MAJOR)] = None
    kind: Annotated[
        OrganisationKind | None, Label("类型", weight=Weight.ORDINARY, note="不写的，页面上不显示")
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
        codes = (self.code, *(other.code for other in self.merged))
        names = (self.name, *self.earlier_names)
        return text in codes or contractor_key(text, None) in {contractor_key(name, None) for name in names}


class Contractor(Company):
    """承办单位, clause 六."""

    person: Annotated[Text | None, Label("责任人", searched=Search.FIELD, clause="六", asked=True)] = None
    post: Annotated[Text | None, Label("职务", searched=Search.FIELD)] = None
    phone: Annotated[Phone | None, Label("办公电话")] = None
    consortium: Annotated[tuple[Company, ...], Label("联合体")] = ()


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
