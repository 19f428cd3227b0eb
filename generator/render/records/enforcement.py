"""Decisions of authorities on counterfeit goods and fraud, in their own words, on a county's, a project's, a company's page."""

from collections.abc import Mapping, Sequence

from generator.model.files import LEDGERS
from generator.model.ledgers import Enforcement
from generator.model.programme import DEMONSTRATION_COUNTY
from generator.model.withheld import Rest
from generator.render.blocks import Entries, blocks
from generator.render.columns import nothing
from generator.render.folds import few_first, folded
from generator.render.records.parts import END, END_DIV, TIMELINE, card, dated
from generator.render.sheet import Sheet
from generator.render.words import NOTHING, Shape, Words, together, words
from generator.views.contractor import Decision

_label = Enforcement.label_of
HEADING = next(kind.title for kind in LEDGERS if kind.model is Enforcement)
_CARD, _AS_DECIDED = card(HEADING), blocks("照有关机关作出并公开的决定登记，以决定书为准。")
_NONE = blocks("暂无登记。")
_ENTRY = Entries("**{}** {}{}认定：{}。{}：{}。{}")
_NUMBER, _SENTENCE = Shape("（{}）"), Shape("{}：{}。")
_RESULT = words(_label("result"))
_ABOUT = words("项目")


def of_county(sheet: Sheet, rows: Sequence[Enforcement], titles: Mapping[str, str], rest: Rest) -> None:
    """Adds a county's decisions with their projects to a card, folded away; nothing if it has none and none is withheld.

    Args:
        titles: project id → title.
    """
    if rows or rest is Rest.MISSING:
        with folded(sheet, f"{HEADING}：{len(rows)} 项决定" if rows else HEADING):
            _decisions(sheet, [(row, _project(sheet, row, titles)) for row in rows], rest)


def of_project(sheet: Sheet, rows: Sequence[Enforcement], rest: Rest) -> None:
    _add(sheet, [(row, NOTHING) for row in rows], rest)


def of_contractor(sheet: Sheet, decisions: Sequence[Decision]) -> None:
    """Adds the decisions that name a company, with the county that tells of each."""
    counties = [sheet.link(decision.county_name, decision.county_url) for decision in decisions]
    rows = [
        (decision.row, _SENTENCE(words(DEMONSTRATION_COUNTY), county))
        for decision, county in zip(decisions, counties, strict=True)
    ]
    _add(sheet, rows, Rest.LATEST)


def _add(sheet: Sheet, rows: Sequence[tuple[Enforcement, Words]], rest: Rest) -> None:
    if rows or rest is Rest.MISSING:
        sheet.add(_CARD)
        _decisions(sheet, rows, rest)
        sheet.add(END)


def _decisions(sheet: Sheet, rows: Sequence[tuple[Enforcement, Words]], rest: Rest) -> None:
    if rows:
        sheet.add(_AS_DECIDED)
        sheet.add(TIMELINE)
        few_first(sheet, _ENTRY, [_entry(sheet, row, about) for row, about in rows])
        sheet.add(END_DIV)
    else:
        sheet.add(nothing(_NONE, rest))


def _entry(sheet: Sheet, row: Enforcement, about: Words) -> tuple[Words, ...]:
    told = ("company", "basis", "later")
    others = [_SENTENCE(words(_label(name)), _ended(value)) for name in told if (value := getattr(row, name))]
    number = row.number or "决定"
    number_of = _NUMBER(sheet.link(number, row.url) if row.url else words(number))
    result = _ended(row.result)
    return (
        dated(row),
        words(row.authority),
        number_of,
        _ended(row.act),
        _RESULT,
        result,
        together(*others, about),
    )


def _ended(text: str) -> Words:
    """Returns a text without the full stop that the page sets itself."""
    return words(text.rstrip("。；;.，, "))


def _project(sheet: Sheet, row: Enforcement, titles: Mapping[str, str]) -> Words:
    if row.project is None or row.project not in titles:
        return NOTHING
    return _SENTENCE(_ABOUT, sheet.link(titles[row.project], f"projects/{row.project}.html"))
