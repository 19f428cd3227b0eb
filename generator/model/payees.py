"""Who was paid and for what, whom a decision is on and what it says: text fields in which no person is named."""

from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from generator.model.personal_names import names_by_role, names_persons, pays_persons
from generator.model.types import Prose, Text, problem

_REMEMBERED = 20_000


@lru_cache(_REMEMBERED)
def parse_payee(text: str) -> str:
    """Who was paid: a unit, or a word for persons such as 村民; never a person's name."""
    if names_persons(text):
        raise problem(
            "P006",
            "这里写的像是个人姓名",
            "付给个人的，写“村民”“农户”一类，人数写在“收款人数”，公示的网址写在“公示链接”，不写姓名；是单位的写全称",
        )
    return text


@lru_cache(_REMEMBERED)
def parse_purpose(text: str) -> str:
    """What was paid for; no name of a person who was paid."""
    if pays_persons(text):
        raise problem(
            "P006",
            "这里写的像是收款人的姓名",
            "只写付的是什么，如 培训费、误工补贴；付给个人的，另写“收款人数”和“公示链接”，不写姓名，隐去一部分的也不写",
        )
    return text


def parse_decided_on(text: str) -> str:
    """The unit that an authority's decision names."""
    if names_persons(text):
        cure = "决定是对个人作出的，这一格空着，不写姓名；是单位的写全称"
        raise problem("P006", "这里写的像是个人姓名", cure)
    return text


def parse_impersonal(text: str) -> str:
    """What was decided, perhaps on a person."""
    if names_by_role(text):
        cure = "删去姓名，只写“当事人”“经营者”一类，或者写明是哪家单位"
        raise problem("P006", "这里写的像是个人姓名", cure)
    return text


Payee = Annotated[Text, AfterValidator(parse_payee)]
"""Who was paid."""
Purpose = Annotated[Prose, AfterValidator(parse_purpose)]
"""What was paid for."""
DecidedOn = Annotated[Text, AfterValidator(parse_decided_on)]
"""Whom a decision is on."""
Impersonal = Annotated[Prose, AfterValidator(parse_impersonal)]
"""What a decision says."""
