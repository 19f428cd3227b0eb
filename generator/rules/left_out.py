"""Which parts of a purpose are said to be left out: 不含…, 除…外, …由企业自筹; each negation has a scope of its own.

Texts are as ``normalised`` makes them: half-width forms, no blanks. Spans are (start, end) in such a text.
"""

import re
from collections.abc import Iterator

from generator.rules.word_index import Span

_CLAUSE_ENDS = ",;。()!?"
_LIST = "、和及与或"
_BEFORE = re.compile(
    r"(?:(?<![仅])不(?!仅|只|单|得不)(?:另|再|予|得|能|可|需|应|准|许)?"
    r"(?:含|包括|包含|用于|用作|列支|涉及|安排|支付|承担|计|提取|发放|购买|支持|开发|建设|新建|设|作|缴纳|补助|补贴|付|具备|投放|买|购|征|租|建)"
    r"|不得(?!不)(?:用于|列支)?|未(?:含|包含|包括|列支|用于|安排|涉及|提取)|严禁|禁止|杜绝|无(?:需|须)|没有|无(?=交易|人员|购物|支付|征地)"
    r"|(?:剔除|扣除|核减|审减|收回|追回|退回|扣回|缴回|退还|追缴)|打击|防范|整治|查处|抵制|拒绝|而非|并非|非(?=人员|征地|交易|工作经|办公)"
    r"|(?:自筹|自有)(?:资金|部分)(?:用于|列支|支付|承担|解决|安排)?)(?:任何|各类|各种|的)?(?:用于|用作|列支|支付|安排|支持)?"
)
"""What stands before the words left out."""
_TURNS = re.compile(
    r"但|仅|只|另|改为|而是|其中|[(]?(?<!不)(?<!未)(?<!包)含|(?<!不)(?<!未)包[含括]|还|用于|实付|计入"
)
"""Words after which a clause speaks of what is included again."""
_TAX = r"(?:\d+(?:\.\d+)?%?的?)?(?:增值|进项|销项|附加)?税(?:金|费|款|价|额|点|单价|总价)?|(?:增值税)?(?:专用)?(?:发票|专票|普票)"
_PRICE = (
    rf"(?:{_TAX}|运费|运输费?|安装费?|安装调试费?|调试费?|运杂费|装卸费|质保金?|邮费|快递费|辅材|土建|基础)"
)
_TAXED = re.compile(_TAX)
_PRICED = re.compile(rf"{_PRICE}(?:[{_LIST}]{_PRICE})*")
"""Terms of a price: 不含税, 不含运费; they say nothing about what follows unless a list goes on."""
_COMPLETE = re.compile(r"(?:费|税|资|酬|贴|助|经费|平台|商城|建设|流量|设备|软件|征地|拆迁|装修|装|款)的")
"""A noun that is complete before 的: what follows is no longer left out (不含安装费的站长补贴)."""
_OTHERS = r"(?:企业|公司|承办|中标|乡镇|乡|镇|村|县|市|地方|本级|农户|个人|业主|运营|站|店|乙方|供应商|申报|实施|项目单位|合作社|各|其|自)"
_PAYERS = "企业|公司|承办单位|中标单位|乡镇|县财政|县政府|农户|业主|运营方|运营商|供应商|实施单位"
_SELF = r"自筹|自付|自理|自担|自负|自备|自出|自行(?:承担|解决|支付|负担|筹集|出资|落实|筹措)"
_AFTER = re.compile(
    r"(?:(?:除外|不在[^,;。()]{0,8}(?:列支|之列|范围内?|此列)|不(?:予|得|再)?列支|不(?:计|列|纳)入[^,;。()]{0,8}|不(?:包括|包含|含)?在内|未(?:列|计|纳)入[^,;。()]{0,8}|不予(?:支持|补助|安排|支付)|不补助|不支付"
    rf"|(?:均|全部|一律|已|应)?(?:(?:由|从|用|为){_OTHERS}[^,;。()、]{{0,6}}?|(?:{_PAYERS})[^,;。()、]{{0,2}}?)?(?:{_SELF})(?:资金|部分)?(?:解决|支付|列支|承担)?"
    rf"|(?:均|全部|一律|已|应)?(?:由|从|用){_OTHERS}[^,;。()、]{{0,8}}?(?:承担|负担|解决|支付|列支|出资|筹集|安排|无偿提供|提供|自有资金)"
    rf"|(?:{_PAYERS})[^,;。()、]{{0,4}}?(?:承担|负担|解决|出资|提供)"
    r"|另行(?:解决|支付|安排|筹集|列支)))(?=$|[,;。()!])"
)
"""What stands after the words left out, at the end of a clause."""
_IN_PART = re.compile(r"部分|不足|其余|剩余|差额|缺口|一半|余款|尾款|\d%")
_EXCEPT = re.compile(
    r"(?<![扣拆免清删解])除(?:了|去)?([^,;。()]{1,30}?)(?:以外|之外|外)(?!,?(?:还|另|也|并|同时|再|又|均|尚))"
)


def left_out(text: str) -> tuple[Span, ...]:
    """Returns the spans of ``text`` that it says are not paid."""
    return (*_after_a_negation(text), *_before_a_negation(text), *(m.span(1) for m in _EXCEPT.finditer(text)))


def _after_a_negation(text: str) -> Iterator[Span]:
    for found in _BEFORE.finditer(text):
        start = found.end()
        end = _scope_end(text, start, is_inside=text.rfind("(", 0, start) > text.rfind(")", 0, start))
        if end > start:
            yield found.start(), end


def _scope_end(text: str, start: int, *, is_inside: bool) -> int:
    """Returns where the scope of a negation that ends at ``start`` ends; ``is_inside``: it stands in brackets."""
    if text[start : start + 1] == "(":  # 不含（人员工资、水电费）
        closing = text.find(")", start)
        return closing if closing > 0 else len(text)
    priced = _PRICED.match(text, start)
    if priced:
        goes_on = text[priced.end() : priced.end() + 1] in tuple(_LIST)
        if not goes_on or (_TAXED.match(text, start) and not is_inside):
            return start
    end = next((at for at in range(start, len(text)) if text[at] in _CLAUSE_ENDS), len(text))
    turns = _TURNS.search(text, start, end)
    complete = _COMPLETE.search(text, start, end)
    return min(end, turns.start() if turns else end, complete.end() if complete else end)


def _before_a_negation(text: str) -> Iterator[Span]:
    for found in _AFTER.finditer(text):
        start, end = found.span()
        begin = _begin(text, start, _CLAUSE_ENDS)
        if _IN_PART.search(text, begin, end):
            continue
        if begin < start:
            yield begin, start
        elif begin and text[begin - 1] == "(":  # 水电费、人员工资（企业自筹）
            yield _begin(text, begin - 1, _CLAUSE_ENDS + _LIST), begin - 1
        elif begin:  # 人员工资，由企业自筹
            yield _begin(text, begin - 1, _CLAUSE_ENDS), begin - 1


def _begin(text: str, before: int, ends: str) -> int:
    """Returns the position after the last of ``ends`` before ``before``."""
    return max(text.rfind(one, 0, before) for one in ends) + 1
