"""What an office file refers to outside of itself: web and mail addresses are allowed, all else is refused (S003)."""

import re
from collections.abc import Iterable

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from generator.intake.attachments.packed import damaged
from generator.intake.attachments.screen import Refused

_ADDRESS = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FIELD = re.compile(
    r"\s*(?:(?P<outside>DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DATABASE|RD)\b"
    r"|HYPERLINK\s+\"?(?P<address>[^\s\"]*))",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?P<outside>\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER\.ID|EXEC|STOCKHISTORY)\s{0,9}\()"
    r"|\bHYPERLINK\s{0,9}\(\s{0,9}\"(?P<address>[^\"]{0,200})",
    re.IGNORECASE,
)
_DDE = re.compile(r"^=?\s{0,9}[\w.']{1,60}\|'")
"""A formula that calls a program by DDE: ``cmd|'/c calc'!A1``."""
_TEMPLATE, _PICTURE, _OTHER = "外面的模板", "外面的图片", "外面的文件"
_WHAT = {"attachedTemplate": _TEMPLATE, "image": _PICTURE}
_CURES = {
    _TEMPLATE: "在“开发工具—文档模板”里改用 Normal，再另存",
    _PICTURE: "把图片插入文件本身，不要用链接",
}


def refuse_links(data: bytes) -> None:
    """Raises Refused for a relationship that leads outside, unless it is a link to a web or mail address."""
    try:
        found = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise damaged() from None
    for link in found.iter():
        values = {key.rpartition("}")[2]: value.strip() for key, value in link.attrib.items()}
        kind, target = values.get("Type", "").rpartition("/")[2], values.get("Target", "")
        is_outside = values.get("TargetMode", "").lower() == "external" or _SCHEME.match(target)
        if not is_outside:
            continue
        if kind == "hyperlink":
            refuse_address(target)
        else:
            raise refused(_WHAT.get(kind, _OTHER))


def refuse_fields(fields: Iterable[str]) -> None:
    """Raises Refused for a field that fetches something, or links to anything but a web or mail address."""
    for text in fields:
        found = _FIELD.match(text)
        if found and found["outside"]:
            raise refused(_OTHER)
        if found and _SCHEME.match(found["address"]):
            refuse_address(found["address"])


def refuse_formulas(formulas: Iterable[str]) -> None:
    """Raises Refused for a formula that fetches or calls something, or links to anything but a web or mail address."""
    for text in formulas:
        for found in _CALL.finditer(text):
            if found["outside"]:
                raise refused(_OTHER)
            refuse_address(found["address"])
        if "|" in text and _DDE.search(text):
            raise refused(_OTHER)


def refuse_address(target: str) -> None:
    """Raises Refused for other addresses; a path without a scheme is allowed: it stays in the file or leads nowhere."""
    if not _ADDRESS.match(target) and (_SCHEME.match(target) or target.startswith(("\\\\", "//"))):
        message = "文件里的链接只能指向 http、https 网址或邮箱"
        raise Refused("S003", message, "删去打电话、打开本机或局域网文件的链接，文字可以保留")


def refused(what: str) -> Refused:
    return Refused("S003", f"文件引用了{what}", _CURES.get(what, "断开链接，把内容放进文件本身后另存"))
