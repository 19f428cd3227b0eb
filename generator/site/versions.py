"""The versions of the program and of what affects the bytes of its pages and files."""

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from zlib import ZLIB_RUNTIME_VERSION

from generator.model.commonmark import parser_package

_SHAPED_BY = (
    parser_package(),
    "apsw",
    "feedgen",
    "icalendar",
    "jinja2",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "orjson",
    "pillow",
    "pydantic",
    "resvg",
    "segno",
    "xlsxwriter",
)
"""Packages whose version may change the bytes of a page or file."""

_IF_INSTALLED = ("pyarrow",)
"""Those without which a site lacks a form of its data."""


@cache
def versions() -> dict[str, str]:
    """Returns package → version."""
    optional = (name for name in _IF_INSTALLED if find_spec(name))
    found = {name: version(name) for name in ("gongkai", *_SHAPED_BY, *optional)}
    return found | {"zlib": ZLIB_RUNTIME_VERSION}  # packs the workbooks
