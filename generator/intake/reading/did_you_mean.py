"""Guesses which known name, heading or code an unknown one was meant to be.

Only a slip of the pen is guessed, or another name of the same thing: whoever follows a guess must not publish something
else than was meant.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

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
    "社会信用代码": "统一社会信用代码",
    "日子": "日期",
    "时间": "日期",
    "凭证编号": "凭证号",
    "物流配套": "物流配送",
}
"""Names found in counties' own ledgers → ours."""

_AMBIGUOUS = {
    "责任单位": "“责任单位”多指政府部门，不等于承办单位；请核对后分别写入相应的名称",
    "投资规模": "“投资规模”未必是扶持资金；请核对后分别写入扶持资金、配套和企业投入",
}
"""Names that mean different things in different tables, and are never guessed → the cure."""

_FAR = 40
"""Characters of the longest word that is compared: comparing takes time, and a longer one is no misspelling."""
_LONG = 4
"""Characters of a Chinese word of which one may be any other; in a shorter one it must sound or look like it."""
_NEAR = 0.8
"""Least likeness (difflib ratio) of words in Latin letters, as names of files are."""
_RESEMBLING = 0.5
"""Least likeness (difflib ratio) of a word that may stand in the place of another."""
_TELLING = frozenset(
    "省市县乡镇村国区部厅局上下收付汇退返还开竣停完交启招中投标预决结余概甲乙丙已未不无非有次数量额率价增减前后进出总分"
    "年月日周季旬一二三四五六七八九十到拨用支内外主承协监代委简全持贫告示企事民官自他初终复签买卖购销农工商申批审验新旧原现"
    "单双正副拒首尾末元万亿"
)
"""Characters that tell things apart: one in place of another makes 付款 of 收款 and is no slip of the pen."""
_LOOK_ALIKE = frozenset(
    map(
        frozenset,
        [
            "拨拔",
            "己已",
            "已巳",
            "土士",
            "人入",
            "干千",
            "日曰",
            "候侯",
            "即既",
            "折拆",
            "治冶",
            "贷货",
            "栽载",
            "祥详",
            "住往",
            "析折",
            "颔额",
            "捡检",
        ],
    )
)
_ALIKE = 10
"""GB 2312 has its common characters in the order of their sounds: those this near to each other sound much the same."""
_COMMON = range(0xB0, 0xD8)
_ADDED = re.compile(r"^(?:项目|具体)(?=..)|(?<=..)(?:名称|情况|信息)$")
"""What stands before or after a name without meaning anything else."""
_BESIDE = re.compile(r"[\W_]+")
_OTHER_UNIT = re.compile(r"\((?![^)]*万)[^)]*元[^)]*\)")
"""Says that amounts are in 元: whoever renames such a column has not mended it."""
_REMARK = re.compile(r"\([^)]*\)$")


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None if none is, or several may be."""
    choices = list(known)
    if word in _AMBIGUOUS or len(word) > _FAR:
        return None
    seen = _SEEN_AS.get(word)
    if seen in choices:
        return seen
    written = unicodedata.normalize("NFKC", word)
    if _OTHER_UNIT.search(written):
        return None
    plain = _plain(_REMARK.sub("", written))
    same = {plain, _ADDED.sub("", plain)}
    found = [choice for choice in choices if _plain(choice) in same]
    found = found or [choice for choice in choices if _is_slip(plain, _plain(choice))]
    return found[0] if len(found) == 1 else None


def resembling(word: str, known: Iterable[str]) -> str | None:
    """The known word in whose place an unknown one may stand, so that both are one fault; too unsure to be proposed."""
    choices = list(known)
    near = closest(word, choices)
    if near or word in _AMBIGUOUS or len(word) > _FAR:
        return near
    return next(iter(get_close_matches(word, choices, n=1, cutoff=_RESEMBLING)), None)


def cure_for(word: str, known: Iterable[str], what: str) -> str:
    """The cure for an unknown word: the nearest known one, else the whole list."""
    choices = list(known)
    if word in _AMBIGUOUS:
        return _AMBIGUOUS[word]
    near = closest(word, choices)
    if near:
        return f"是否应为“{near}”？"
    return f"可用的{what}：{'、'.join(choices)}"


def _plain(word: str) -> str:
    """A word as it is compared: without case, width, blanks and signs."""
    return _BESIDE.sub("", unicodedata.normalize("NFKC", word)).casefold()


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ as a slip of the pen makes them differ; figures must be the same."""
    if _figures(one) != _figures(other):
        return False
    before, after = _difference(one, other)
    if f"{before}{after}".isascii():
        return min(len(one), len(other)) > _LONG and SequenceMatcher(None, one, other).ratio() >= _NEAR
    if len(before) == len(after) == 2 and before == after[::-1]:  # two exchanged
        return True
    if max(len(before), len(after)) > 1 or (_TELLING.issuperset(before + after)):
        return False
    if not (before and after):
        return min(len(one), len(other)) >= _LONG
    return max(len(one), len(other)) >= _LONG or _are_alike(before, after)


def _figures(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _difference(one: str, other: str) -> tuple[str, str]:
    """What is left of two words without their common beginning and end."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _are_alike(one: str, other: str) -> bool:
    """Whether two characters look or sound alike."""
    if frozenset((one, other)) in _LOOK_ALIKE:
        return True
    first, second = _by_sound(one), _by_sound(other)
    return first is not None and second is not None and abs(first - second) <= _ALIKE


def _by_sound(mark: str) -> int | None:
    """The number of a common Chinese character in the order of sounds; None for any other."""
    code = mark.encode("gb2312", errors="ignore")
    if len(code) != 2 or code[0] not in _COMMON:
        return None
    return code[0] * 94 + code[1]
