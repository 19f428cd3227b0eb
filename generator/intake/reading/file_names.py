"""Names of files: which are refused, since not every system takes them or takes them for the same file.

A county's folder is checked out on Windows, macOS and Linux, and the name of an attachment becomes part of an address.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

MAX_BYTES = 255
"""Longest name, in UTF-8, that every file system takes."""
_UNFIT = re.compile(r"[\\/:*?\"<>|#%]")
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])[ ]*(?:\..*)?", re.IGNORECASE
)
"""Names that Windows keeps for devices, whatever ending follows."""


def name_fault(name: str) -> tuple[str, str] | None:
    """(message, cure) for a name that cannot be used, else None; private data is not looked for."""
    return next(_faults(name), None)


def _faults(name: str) -> Iterator[tuple[str, str]]:
    if not name.isprintable() or _UNFIT.search(name):
        yield "文件名里有不能用的字符", '改名，不用 \\ / : * ? " < > | # % 和看不见的字符'
    if name != name.strip() or name.endswith("."):
        yield "文件名的开头或结尾有空格或句点", "改名，去掉多余的空格和句点"
    if is_device(name):
        yield f"文件名“{name}”在 Windows 里不能用", "改名，不用 con、aux、nul、com1 等设备名"
    if name != unicodedata.normalize("NFC", name):
        cure = "在 Windows 电脑上重新输入这个文件名；由苹果电脑拷来的文件常有这种情况"
        yield "文件名里的字符不是通用的写法（Unicode NFC）", cure
    if len(name.encode(errors="replace")) > MAX_BYTES:
        yield f"文件名太长（超过 {MAX_BYTES} 个字节）", "改短，不超过八十个汉字"


def is_device(name: str) -> bool:
    """Whether Windows takes the name for a device."""
    return _DEVICE.fullmatch(name) is not None


def same_elsewhere(names: Iterable[str]) -> dict[str, str]:
    """Name → another of these names that differs only in letter case or Unicode form: one file on some computers."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        # normalised again after casefold, which may decompose a letter
        groups[unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())].append(name)
    return {
        name: next(other for other in group if other != name)
        for group in groups.values()
        if len(group) > 1
        for name in group
    }
