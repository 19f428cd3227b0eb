"""Guesses which known name, heading or code an unknown one was meant to be."""

import difflib
from collections.abc import Iterable

_SEEN_AS = {
    "项目建设名称": "项目名称",
    "建设项目": "项目名称",
    "中央财政资金支持建设内容": "建设内容",
    "项目内容": "建设内容",
    "项目建设内容": "建设内容",
    "建设任务": "建设内容",
    "项目承办单位": "承办单位",
    "承办企业": "承办单位",
    "承建企业": "承办单位",
    "承建单位": "承办单位",
    "项目单位": "承办单位",
    "实施单位": "承办单位",
    "项目实施单位": "承办单位",
    "资金额度": "扶持资金额度",
    "补助金额": "扶持资金额度",
    "扶持资金": "扶持资金额度",
    "中央财政资金金额": "扶持资金额度",
    "建设时限": "完成时限",
    "项目计划建设时限": "完成时限",
    "完成时间": "完成时限",
    "项目负责人": "责任人",
    "负责人": "责任人",
    "信用代码": "统一社会信用代码",
}
"""Names found in counties' own ledgers → ours."""

_AMBIGUOUS = {
    "责任单位": "「责任单位」多指政府部门，不等于承办单位；请核对后分别写入相应的名称",
    "投资规模": "「投资规模」未必是扶持资金；请核对后分别写入扶持资金、配套和企业投入",
}
"""Names that mean different things in different tables, and are never guessed → the cure."""

_FAR = 40
"""Characters of the longest word that is compared: comparing takes time, and a longer one is no misspelling."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None if none is similar."""
    choices = list(known)
    if word in _AMBIGUOUS or len(word) > _FAR:
        return None
    seen = _SEEN_AS.get(word)
    if seen in choices:
        return seen
    return next(iter(difflib.get_close_matches(word, choices, n=1, cutoff=0.5)), None)


def cure_for(word: str, known: Iterable[str], what: str) -> str:
    """The cure for an unknown word: the nearest known one, else the whole list."""
    choices = list(known)
    if word in _AMBIGUOUS:
        return _AMBIGUOUS[word]
    near = closest(word, choices)
    if near:
        return f"是否应为「{near}」？"
    return f"可用的{what}：{'、'.join(choices)}"
