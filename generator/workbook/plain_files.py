"""The text files of a county as people write them: YAML without quotes that nobody needs, ledgers without empty columns."""

import csv
from collections.abc import Mapping
from fnmatch import fnmatchcase
from io import StringIO
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from generator.intake.reading.csv_cells import scan
from generator.intake.reading.yaml_reader import NULLS, read_yaml
from generator.intake.screening.report import Report
from generator.model.base import Record, record_inside
from generator.model.files import COUNTY_FILES, Format

_WIDEST = 10**6
"""No line is folded: a folded line reads as another text."""


class _Dumper(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """Writes texts as they are: our reader resolves no dates, numbers or truth values."""

    def __init__(self, stream: Any) -> None:
        Emitter.__init__(self, stream, width=_WIDEST, allow_unicode=True)
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, sort_keys=False, default_flow_style=False)
        BaseResolver.__init__(self)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent the items of a list, as the demonstration does."""
        super().increase_indent(flow, indentless=False)


def _text(dumper: SafeRepresenter, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else "'" if text in NULLS else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def plain_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that a workbook stands for, laid out for people; ledgers without a row are left out.

    Args:
        files: name below the county's folder → text; the same names are returned.
    """
    found = {}
    for name, data in files.items():
        kind = next(kind for kind in COUNTY_FILES if fnmatchcase(name, kind.path))
        if kind.format is Format.CSV:
            text = _ledger(data.decode())
        else:
            document = read_yaml(data.decode(), Report(name))
            text = _yaml(_in_order(document.value, kind.model)) if document else data.decode()
        if text:
            found[name] = text.encode()
    return found


def _in_order(value: Any, model: type[Record] | None) -> Any:
    """A value with its keys in the order of the data dictionary."""
    if isinstance(value, list):
        return [_in_order(item, model) for item in value]
    if not isinstance(value, Mapping) or model is None:
        return value
    inside = {info.alias: record_inside(info.annotation) for info in model.model_fields.values()}
    return {key: _in_order(value[key], inside[key]) for key in inside if key in value}


def _yaml(value: Any) -> str:
    out = StringIO()
    dumper = _Dumper(out)
    dumper.open()
    dumper.represent(value)
    dumper.close()
    return out.getvalue()


def _ledger(text: str) -> str:
    """A ledger without columns and rows in which nothing stands; empty if it has no row."""
    head, *rows = [[cell.text for cell in row] for row in scan(text)]
    rows = [row for row in rows if any(row)]
    filled = [place for place in range(len(head)) if any(row[place] for row in rows)]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([row[place] for place in filled] for row in ([head, *rows] if rows else ()))
    return out.getvalue()
