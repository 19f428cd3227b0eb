"""Reads the list of subscribers to digests: CSV as clerks save it, all faults at once, no address repeated."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from generator.intake.reading.csv_reader import read_csv
from generator.intake.reading.source import CSV_LIMIT, read_source
from generator.intake.screening.report import Document, Report
from generator.model.finding import Finding
from generator.model.subscriber import Frequency, Subscriber, SubscriberRow, Wish, subscribers_of

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_LONGEST = 254
"""Most characters of an address (RFC 5321)."""
_LIKE_ADDRESS = re.compile(r"[^\s“”，；、]*[@＠][^\s“”，；、]*")
_BETWEEN = re.compile(r"[、，,；;\s]+")
_BETWEEN_NAMES = re.compile(r"[、；;\r\n]+")
"""A company's name may have commas and blanks in it."""
_FREQUENCIES = {frequency.label: frequency for frequency in Frequency}
_LABELS = {name: SubscriberRow.label_of(name) for name in SubscriberRow.model_fields}


def read_subscribers(path: Path, rules: frozenset[str]) -> tuple[tuple[Subscriber, ...], tuple[Finding, ...]]:
    """Returns the subscribers, and all that is wrong with the list; neither repeats an address.

    Args:
        rules: codes of the rules there are.
    """
    report = Report(path.name if path.name.endswith(".csv") else f"{path.name}.csv")
    source = read_source(str(path), CSV_LIMIT, report)
    rows = list(_rows(source.text, rules, report)) if source else []
    findings = tuple(
        found._replace(message=_hidden(found.message), cure=_hidden(found.cure)) for found in report.findings
    )
    return subscribers_of(rows), findings


def _hidden(text: str) -> str:
    return _LIKE_ADDRESS.sub("（邮箱）", text)


def _rows(text: str, rules: frozenset[str], report: Report) -> Iterator[tuple[str, Frequency, Wish]]:
    for document in read_csv(text, SubscriberRow, report):
        if document is None:
            continue
        errors = report.errors
        values = {name: str(document.value.get(label) or "") for name, label in _LABELS.items()}
        address, frequency = values["address"], _FREQUENCIES.get(values["frequency"])
        if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
            cure = "一行写一个完整的邮箱，不带姓名；几个人的分几行写" if address else "补上邮箱，或删去这一行"
            _report("address", "这不是一个邮箱" if address else "未写邮箱", cure, document, report)
        if frequency is None:
            _report("frequency", "这里只能写每日或每周", f"写{'或'.join(_FREQUENCIES)}", document, report)
        wish = _wish(values, rules, document, report)
        if frequency is not None and report.errors == errors:
            yield address, frequency, wish


def _wish(values: dict[str, str], rules: frozenset[str], document: Document, report: Report) -> Wish:
    counties, contractors = _parts(values["counties"]), _parts(values["contractors"], _BETWEEN_NAMES)
    codes = tuple(code.upper() for code in _parts(values["rules"]))
    for name in ("counties", "contractors"):
        if _LIKE_ADDRESS.search(values[name]):
            _report(name, "这里不写邮箱", "邮箱只写在“邮箱”一列", document, report)
    unknown = [code for code in codes if code not in rules]
    if unknown:
        _report("rules", f"规则目录里无 {'、'.join(unknown)}", "照规则目录写，如 G102", document, report)
    least = _amount(values["least"])
    if values["least"] and least is None:
        _report("least", "这不是一个金额", "写数字，单位是万元，如 50", document, report)
    return Wish(counties, contractors, codes, least)


def _parts(cell: str, between: re.Pattern[str] = _BETWEEN) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, between.split(cell)))))


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def _report(name: str, message: str, cure: str, document: Document, report: Report) -> None:
    report.error("E004", message, cure, at=document.origin.place((_LABELS[name],)))
