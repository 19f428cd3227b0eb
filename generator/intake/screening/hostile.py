"""Finds markup and scripts in texts (S001), and formulas in cells (S007)."""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one text, wherever it stands."""

    code: str
    message: str
    cure: str


_MARKUP = re.compile(r"<\s?/?\s?(?:[a-zA-Z]|!--|!\[|!doctype|\?)[^<>\s]{0,200}", re.IGNORECASE)
_SCRIPT = re.compile(
    r"(?:javascript|vbscript)\s{0,3}:|data\s{0,3}:\s{0,3}text/html|\bon(?:error|load|click|focus|mouse\w{1,5})\s{0,3}=",
    re.IGNORECASE,
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_PLAIN = re.compile(r"[+-]?[\d.,]+%?")


def find_markup(text: str) -> Problem | None:
    """S001: a tag or a script in a text field, also in full-width letters after a real ``<``."""
    found = (_MARKUP.search(text) if "<" in text else None) or (
        _SCRIPT.search(text) if _may_hold_script(text) else None
    )
    if not found:
        return None
    message = f"文字里有网页代码“{found[0]}”"
    return Problem("S001", message, "删去代码，只写文字；小于号请写成“小于”或全角“＜”")


def _may_hold_script(text: str) -> bool:
    """A quick test before ``_SCRIPT``, which is slow on long texts; nearly every text fails it."""
    folded = text.casefold()
    return "script" in folded or "text/html" in folded or "=" in text


def find_formula(cell: str) -> Problem | None:
    """S007: a cell of a ledger that a spreadsheet would run as a formula."""
    text = cell.lstrip()
    if not text.startswith(_FORMULA) or _PLAIN.fullmatch(unicodedata.normalize("NFKC", text)):
        return None
    if len(text) == 1:
        return Problem("S007", f"这一格只有“{text}”", "无内容的格子留空")
    message = f"这一格以“{text[0]}”开头，会被表格软件当成公式"
    return Problem("S007", message, "改写成文字或数值，不要以 = + - @ 开头")
