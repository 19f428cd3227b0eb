"""Contracts on the pages of a county and of its projects."""

from collections.abc import Iterator
from decimal import Decimal

from generator.model.contracts import Contract, Contracts
from generator.model.payment_terms import Instalment, PaymentTerms
from generator.render.blocks import blocks
from generator.render.columns import Column, Columns
from generator.render.records.parts import END, card, in_words
from generator.render.sheet import Sheet
from generator.render.words import (
    GAP,
    NOTHING,
    Shape,
    Words,
    day,
    ending,
    number,
    percent,
    resting,
    term,
    together,
    wan,
    words,
)
from generator.views.county import CountyView
from generator.views.project import ProjectView

_label = Contract.label_of
_CARD = card(Contracts.label_of("contracts"))
_EARLIER = blocks("合同的记录最近一次提交未通过核对，以下为{}公开的内容。")
_SUM = blocks("共 {} 份，现在的金额合计 {} 万元，涉及几个项目的只计一次{}。")
_NOT_TOLD = Shape("；{} 份未公开金额，未计入")
_TITLE = blocks("**{}** {}{}")
_FRAMEWORK = f"，{_label('is_framework')}"
_BIDDERS, _CEILING = Shape(f"{_label('bidders')} {{}} 家"), Shape(f"{_label('ceiling')} {{}} 万元")
_SIGNED_BY = Shape(f"{_label('contractor')}：{{}}")
_AWARD, _SIGNED = Shape("中标 {} {} 万元"), Shape("合同 {} {} 万元")
_NOW, _OWN = Shape("现在的金额 {} 万元"), Shape("本项目 {} 万元")
_SUPPLEMENT = Shape(f"{_label('supplements')} {{}}{{}}{{}}{{}}")
_DIFFERENCE, _CHANGED = Shape("增减 {} 万元"), Shape("变更为 {} 万元")
_NOTE, _BY = Shape("（{}）"), Shape("：{}")
_INSTALMENT, _WAN = Shape("{}：{}，{}"), Shape("{} 万元")
_DUE_ON, _REACHED = Shape("约定 {} 支付"), Shape("{} 达成")
_NOT_REACHED = words("未登记达成")
_RETAINED = Shape("质保金 {}，{}")
_RELEASED, _KEPT = Shape("{} 返还"), words("返还日期未公开")
_ENDED = Shape(f"{{}} {_label('termination')}：{{}}{{}}")
_SETTLED = Shape("，结算 {} 万元")


def _projects(sheet: Sheet, row: tuple[Contract, CountyView]) -> Words:
    contract, view = row
    ids = dict.fromkeys(part.project for part in contract.parts)
    links = [sheet.link(view.titles[id_], f"projects/{id_}.html") for id_ in ids if id_ in view.titles]
    return together(*links, by="、") if links else GAP


_TABLE = Columns[tuple[Contract, CountyView]](
    Column(_label("number"), lambda _, row: words(row[0].number)),
    Column(_label("name"), lambda _, row: words(row[0].title)),
    Column(_label("method"), lambda _, row: term(row[0].method)),
    Column(
        _label("contractor"),
        lambda _, row: words(row[0].contractor.name) if row[0].contractor else GAP,
    ),
    Column(_label("date"), lambda _, row: day(row[0].date)),
    Column("签订金额（万元）", lambda _, row: wan(row[0].original), is_number=True),
    Column("现在的金额（万元）", lambda _, row: wan(row[0].current), is_number=True),
    Column(_label("parts"), _projects),
)


def of_county(sheet: Sheet, view: CountyView) -> None:
    """Adds the contracts of a county; nothing if it has none and none is withheld."""
    found, rest = view.contracts.contracts, view.rests.contracts
    if not found and not rest:
        return
    sheet.add(_CARD)
    if view.contracts.earlier:
        sheet.add(_EARLIER, in_words(view.contracts.earlier))
    sums = view.contract_sums
    left = _NOT_TOLD(number(sums.undisclosed)) if sums.undisclosed else NOTHING
    sheet.add(_SUM, resting(number(sums.number), rest), resting(wan(sums.total), rest), left)
    if found:
        _TABLE.folded(sheet, [(contract, view) for contract in found])
    sheet.add(END)


def of_project(sheet: Sheet, view: ProjectView) -> None:
    """Adds the contracts of a project, with its own part of each; nothing if it has none."""
    if not view.contracts:
        return
    sheet.add(_CARD)
    if view.contracts_since:
        sheet.add(_EARLIER, in_words(view.contracts_since))
    for contract in view.contracts:
        framework = words(_FRAMEWORK) if contract.is_framework else NOTHING
        sheet.add(_TITLE, words(contract.title), words(contract.number), framework)
        sheet.items([*_company(sheet, contract, view), *_facts(contract, view.project.id)])
    sheet.add(END)


def _company(sheet: Sheet, contract: Contract, view: ProjectView) -> Iterator[Words]:
    """Yields who signed a contract if it is not the contractor that the page names above."""
    signed = contract.contractor
    for party in view.others if signed else ():
        if signed and party.name == signed.name:
            # a withdrawn project counts nowhere, so that the company need not have a page
            is_linked = party.url and not view.project.withdrawal
            yield _SIGNED_BY(sheet.link(party.name, party.url) if is_linked else words(party.name))


def _facts(contract: Contract, project: str) -> list[Words]:
    """What is told of a contract, one line each."""
    signed = contract.original is not None or contract.date is not None
    reason = _NOTE(words(contract.exception_reason)) if contract.exception_reason else NOTHING
    facts = [together(term(contract.method), reason)]
    if contract.bidders is not None:
        facts.append(_BIDDERS(number(contract.bidders)))
    if contract.ceiling is not None:
        facts.append(_CEILING(wan(contract.ceiling)))
    if contract.award_amount is not None:
        facts.append(_AWARD(day(contract.award_date), wan(contract.award_amount)))
    if signed:
        facts.append(_SIGNED(day(contract.date), wan(contract.original)))
    if contract.terms:
        facts += _terms(contract.terms, contract.current)
    for supplement in contract.supplements:
        changes = [_DIFFERENCE(wan(supplement.difference))] if supplement.difference is not None else []
        changes += [_CHANGED(wan(supplement.amount))] if supplement.amount is not None else []
        note = _NOTE(words(supplement.content)) if supplement.content else NOTHING
        told = _BY(together(*changes, by="，")) if changes else NOTHING
        written = ending(supplement.number) if supplement.number else NOTHING
        facts.append(_SUPPLEMENT(day(supplement.date), written, told, note))
    if contract.termination:
        ended = contract.termination
        settled = NOTHING if ended.settled is None else _SETTLED(wan(ended.settled))
        facts.append(_ENDED(day(ended.date), words(ended.reason), settled))
    if contract.supplements or contract.termination:
        facts.append(_NOW(wan(contract.current)))
    if len({part.project for part in contract.parts} | {project}) > 1:
        facts.append(_OWN(wan(contract.part_of(project))))
    return facts


def _terms(terms: PaymentTerms, whole: Decimal | None) -> list[Words]:
    """When the money of a contract worth ``whole`` is due, and what is retained until when."""
    lines = []
    for part in terms.instalments:
        when = _DUE_ON(day(part.due)) if part.due else _NOT_REACHED
        reached = _REACHED(day(part.reached)) if part.reached else when
        lines.append(_INSTALMENT(words(part.milestone), _due(part, whole), reached))
    if terms.retention or terms.release_event:
        until = [_WAN(wan(terms.retained(whole)))] if terms.retention and whole is not None else []
        until += [words(terms.release_event)] if terms.release_event else []
        until += [_RELEASED(day(terms.release))] if terms.release else []
        until += [] if terms.release_event or terms.release else [_KEPT]
        lines.append(_RETAINED(percent(terms.retention), together(*until, by="，")))
    return lines


def _due(part: Instalment, whole: Decimal | None) -> Words:
    """An instalment's amount; its share if the contract's value is not known."""
    if part.amount is None and part.share is None:
        return GAP
    known = part.agreed(whole)
    return percent(part.share) if known is None else _WAN(wan(known))
