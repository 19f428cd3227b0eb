"""What documents of several kinds have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from generator.model.change import Change
from generator.model.money import format_percent
from generator.model.withheld import Rest, Rests
from generator.render.open_json.document_kinds import JsonAnswer, JsonChange, JsonCorrection, JsonFinding
from generator.views.corrections import CorrectionLine
from generator.views.findings import FindingLine

F = TypeVar("F")


def told(figures: F, rests: Mapping[str, Rest]) -> tuple[F, tuple[str, ...], tuple[str, ...]]:
    """Returns the figures without those that are not given, the names of these, and of those with earlier records."""
    if not any(rests.values()):  # of nearly every county
        return figures, (), ()
    missing = tuple(name for name, rest in rests.items() if rest is Rest.MISSING)
    earlier = tuple(name for name, rest in rests.items() if rest is Rest.EARLIER)
    without: dict[str, Any] = dict.fromkeys(missing)
    return (replace(figures, **without) if missing else figures, missing, earlier)  # type: ignore[type-var]


def missing_records(rests: Rests) -> tuple[str, ...]:
    """Returns the kinds of records of which some were never published."""
    if Rest.MISSING not in rests:
        return ()
    return tuple(name for name, rest in zip(rests._fields, rests, strict=True) if rest is Rest.MISSING)


def share(value: Decimal | None) -> str | None:
    """A share as pages show it, without the sign."""
    return None if value is None else format_percent(value).removesuffix("%")


def findings(lines: Iterable[FindingLine]) -> tuple[JsonFinding, ...]:
    return tuple(
        JsonFinding(
            line.code,
            line.title,
            line.message,
            line.degree,
            line.duty_of.value,
            line.basis.text,
            line.since,
            line.projects or ((line.project,) if line.project else ()),
            tuple(JsonAnswer(answer.day, answer.explanation) for answer in line.responses),
        )
        for line in lines
    )


def changes(found: Iterable[Change] | None) -> tuple[JsonChange, ...]:
    return tuple(
        JsonChange(
            item.record, item.field, item.old, item.new, item.published, item.commit, item.weight.value
        )
        for item in found or ()
    )


def corrections(lines: Iterable[CorrectionLine]) -> tuple[JsonCorrection, ...]:
    return tuple(JsonCorrection(line.ledger, line.old, line.new) for line in lines)
