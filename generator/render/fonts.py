"""Finds a Chinese font on this machine, for text in PNG pictures."""

import os
from functools import lru_cache
from pathlib import Path

_FONTS = (
    ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
    ("NotoSansCJKsc-Regular.otf", "Noto Sans CJK SC"),
    ("NotoSansSC-Regular.otf", "Noto Sans SC"),
    ("SourceHanSansSC-Regular.otf", "Source Han Sans SC"),
    ("wqy-microhei.ttc", "WenQuanYi Micro Hei"),
    ("msyh.ttc", "Microsoft YaHei"),
    ("PingFang.ttc", "PingFang SC"),
    ("STHeiti Light.ttc", "Heiti SC"),
)
"""Chinese fonts by file name, with the family that a drawing must name."""
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)


@lru_cache
def chinese_font() -> tuple[str, str]:
    """Returns (path, family) of a Chinese font on this machine; two empty strings if there is none."""
    for folder in map(Path, _FOLDERS):
        root = folder.expanduser()
        found = {path.name: path for path in root.rglob("*.[ot]t[cf]")} if root.is_dir() else {}
        for name, family in _FONTS:
            if name in found and os.access(found[name], os.R_OK):
                return str(found[name]), family
    return "", ""
