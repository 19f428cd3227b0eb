"""Turns commits whose times cannot be right into notices for the province's engineer (E018)."""

from collections.abc import Iterator

from generator.model.change import Limits, WrongTime
from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.rules import find

_CODE = "E018"
_NAMED = 5
"""Most commits that a notice names."""
_PLACE = Place("site.yaml")


def time_notices(limits: Limits) -> Iterator[Finding]:
    """Yields a notice on commits dated after the build, and one on those dated before the commits below them."""
    ahead = [one for one in limits.wrong_times if one.written > one.published]
    behind = [one for one in limits.wrong_times if one.written < one.published]
    if ahead:
        yield _notice(
            f"{len(ahead)} 次提交的时间在今天以后，变更记录改按前后提交的时间公开：{_commits(ahead)}"
        )
    if behind:
        yield _notice(
            f"{len(behind)} 次提交的时间早于它前面的提交，变更记录改按前面提交的时间公开：{_commits(behind)}"
        )


def _notice(message: str) -> Finding:
    rule = find(_CODE)
    assert rule is not None
    return Finding(_CODE, Severity.NOTICE, message, _PLACE, rule.cure)


def _commits(times: list[WrongTime]) -> str:
    named = [
        f"提交 {one.commit[:12]}（写的是 {one.written:%Y-%m-%d}，列为 {one.published:%Y-%m-%d}）"
        for one in times[:_NAMED]
    ]
    return "、".join(named) + (" 等" if len(times) > _NAMED else "")
