"""Did you mean …? for keys, headings and codes."""

import difflib
from collections.abc import Iterable

_SEEN_AS = {
    "项目建设名称": "项目名称",
    "建设项目": "项目名称",
    "项目内容": "建设内容",
    "项目建设内容": "建设内容",
    "建设任务": "建设内容",
    "项目承办单位": "承办单位",
    "承办企业": "承办单位",
    "承建企业": "承办单位",
    "承建单位": "承办单位",
    "实施单位": "承办单位",
    "项目实施单位": "承办单位",
    "资金额度": "扶持资金额度",
    "补助金额": "扶持资金额度",
    "扶持资金": "扶持资金额度",
    "建设时限": "完成时限",
    "完成时间": "完成时限",
    "项目负责人": "责任人",
    "负责人": "责任人",
    "信用代码": "统一社会信用代码",
}
"""Names seen in counties' own ledgers. 责任单位 is left out on purpose: it is a government unit in most tables."""


def meant(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None when nothing is near."""
    choices = list(known)
    seen = _SEEN_AS.get(word)
    if seen in choices:
        return seen
    close = difflib.get_close_matches(word, choices, n=1, cutoff=0.5)
    return close[0] if close else None


def nearest(word: str, known: Iterable[str], what: str) -> str:
    """The cure for an unknown word: the nearest known one, else the whole list."""
    choices = list(known)
    found = meant(word, choices)
    return f"是否应为「{found}」？" if found else f"可用的{what}：{'、'.join(choices)}"
