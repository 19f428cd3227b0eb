"""maintainers.yaml: which accounts of the code platform hand in which counties' files."""

import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

from generator.model.base import Label, Record
from generator.model.types import parse_list, problem

EVERYTHING = "全省"
_SCOPE = re.compile(r"[0-9]{4}(?:[0-9]{2})?", re.ASCII)
_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_ACCOUNT = re.compile(rf"@?({_NAME}(?:/{_NAME})*)", re.ASCII)


def parse_scope(value: Any) -> str:
    """``全省``, the four digits of a city or the six of a county."""
    text = str(value).strip()
    if text == EVERYTHING or _SCOPE.fullmatch(text):
        return text
    raise problem(
        "E004",
        f"范围“{text}”的写法不对",
        "写 全省，或者市的四位代码（如 '2101'）、县的六位代码（如 '210197'）",
    )


def parse_account(value: Any) -> str:
    """The name by which somebody logs in, or ``group/team``; a leading @ is left out."""
    text = str(value).strip()
    if found := _ACCOUNT.fullmatch(text):
        return found[1]
    raise problem("E004", f"账号“{text}”的写法不对", "写代码平台上的登录名，如 qinghe-swj；团队写 组织/团队")


Scope = Annotated[str, PlainValidator(parse_scope), WithJsonSchema({"type": "string"})]
Account = Annotated[str, PlainValidator(parse_account), WithJsonSchema({"type": "string"})]


class Maintainer(Record):
    """Some accounts and the counties whose files they hand in."""

    scope: Annotated[
        Scope,
        Label(
            "范围",
            note="全省（所有文件）；或者市的四位代码，如 2101；或者县的六位代码，如 210197",
            example="全省",
        ),
    ]
    accounts: Annotated[
        tuple[Account, ...],
        BeforeValidator(parse_list),
        Label("账号", note="代码平台上的登录名；团队写 组织/团队，只用于 CODEOWNERS", example="province"),
    ]


class MaintainerList(Record):
    """维护人."""

    entries: Annotated[tuple[Maintainer, ...], Label("维护人")] = ()

    def knows(self, login: str) -> bool:
        """Whether an account is listed; upper and lower case are one, as on all platforms."""
        return any(_is_among(login, entry.accounts) for entry in self.entries)

    def owns(self, login: str, county: str) -> bool:
        """Whether an account hands in a county's files; no county: the portal's own files."""
        return any(
            _is_among(login, entry.accounts)
            and (entry.scope == EVERYTHING or (bool(county) and county.startswith(entry.scope)))
            for entry in self.entries
        )

    def scopes(self, login: str) -> tuple[str, ...]:
        """What an account is responsible for, as written."""
        return tuple(entry.scope for entry in self.entries if _is_among(login, entry.accounts))


def _is_among(login: str, accounts: Iterable[str]) -> bool:
    return login.casefold() in map(str.casefold, accounts)
