"""Ledgers that have one fault each."""

from collections.abc import Callable, Iterator, Mapping

from tests.support.single_faults import CODE, COUNTY, FIRST, LEDGERS, PAYMENTS, TEXTS, Fault, written

Lines = list[str]


def _cell(row: int, column: int, text: str) -> Callable[[Lines], Lines]:
    def change(lines: Lines) -> Lines:
        cells = lines[row].split(",")
        cells[column] = text
        return [*lines[:row], ",".join(cells), *lines[row + 1 :]]

    return change


def _added(first: str, others: str = "") -> Callable[[Lines], Lines]:
    """One more column."""
    return lambda lines: [f"{line},{first if number == 0 else others}" for number, line in enumerate(lines)]


def _row(text: str, *, fills: bool = True) -> Callable[[Lines], Lines]:
    """One more row at the end."""
    return lambda lines: [*lines, text + "," * (lines[0].count(",") - text.count(",") if fills else 0)]


def _parted(mark: str, rows: slice = slice(None)) -> Callable[[Lines], Lines]:
    """Something else in place of the commas."""
    return lambda lines: [line.replace(",", mark) if line in lines[rows] else line for line in lines]


def _without(column: int) -> Callable[[Lines], Lines]:
    return lambda lines: [
        ",".join(cell for number, cell in enumerate(line.split(",")) if number != column) for line in lines
    ]


_IN_ALL: dict[str, tuple[Callable[[Lines], Lines], int | None]] = {
    "the first heading twice, and nothing else": (lambda lines: [",".join(lines[0].split(",")[:1] * 2)], 1),
    "the first heading in place of the second": (lambda lines: _cell(0, 1, lines[0].split(",")[0])(lines), 1),
    "one heading alone": (lambda lines: [lines[0].split(",")[0]], 1),
    "a heading twice": (lambda lines: _added(lines[0].split(",")[0])(lines), 1),
    "a title above": (lambda lines: ["青禾县2021年台账" + "," * lines[0].count(","), *lines], 1),
    "a unit above": (lambda lines: ["单位：万元" + "," * lines[0].count(","), *lines], 1),
    "no headings": (lambda lines: lines[1:], 1),
    "semicolons": (_parted(";"), 1),
    "commas of full width": (_parted("，"), 1),
    "commas of full width in a row": (_parted("，", slice(1, 2)), 2),
    "commas of full width in the head": (_parted("，", slice(0, 1)), 1),
    "a row too short": (lambda lines: [lines[0], lines[1].rpartition(",")[0], lines[2]], 2),
    "a row too long": (lambda lines: [lines[0], f"{lines[1]},乙", lines[2]], 2),
    "a row of hundreds of cells": (lambda lines: [*lines, "," * 300 + "乙"], 4),
    "a head of hundreds of cells": (lambda lines: [lines[0] + "," * 300, *lines[1:]], 1),
    "an open quote": (lambda lines: [lines[0], f'"{lines[1]}', lines[2]], 2),
    "an open quote in the head": (lambda lines: [f'"{lines[0]}', *lines[1:]], 1),
    "an open quote in the last cell": (_cell(1, -1, '"乙'), 2),
    "text after a quote": (_cell(1, -1, '"乙"丙'), 2),
    "a row twice": (lambda lines: [*lines, lines[1]], 4),
    "nothing in the first cell": (_cell(1, 0, ""), 2),
    "a turning character in the first cell alone": (_cell(1, 0, "\u202e"), 2),
    "a turning character in the second cell alone": (_cell(1, 1, "\u202e"), 2),
    "a control character in the second cell": (_cell(1, 1, "2\x1b1"), 2),
    "a damaged character in the second cell": (_cell(1, 1, "2\ufffd1"), 2),
    "a turning character in the last cell": (_cell(1, -1, "一\u202e二"), 2),
    "a mobile in the last cell": (_cell(1, -1, "电话13800138000"), 2),
    "a mobile in the second cell": (_cell(1, 1, "13800138000"), 2),
    "a script": (_cell(1, -1, "<script>x</script>"), 2),
    "a formula": (_cell(1, -1, "=SUM(A1:A2)"), 2),
    "too long": (_cell(1, -1, "长" * 20_001), 2),
    "a column without a heading": (_added("", "7"), 2),
    "no heading on the second column": (_cell(0, 1, ""), None),
    "a heading that nobody knows": (_added("某某某某", "7"), 1),
    "a heading that nobody knows in place of the second": (_cell(0, 1, "某某某某"), 1),
    "a mobile in a heading": (_added("电话13800138000", "7"), 1),
    "a control character in a heading": (lambda lines: _cell(0, 1, f"\x1b{lines[0].split(',')[1]}")(lines), 1),
    "a control character as a heading": (_cell(0, 1, "\x1b"), 1),
    "no first column": (_without(0), 1),
}  # fmt: skip
_IN_PAYMENTS: dict[str, tuple[Callable[[Lines], Lines], int | None]] = {
    "a day that is none": (_cell(1, 0, "2021-02-30"), 2),
    "a day to come": (_cell(1, 0, "2032-03-10"), 2),
    "no project": (_cell(1, 1, ""), 2),
    "a project's title": (_cell(1, 1, "县级仓储配送中心"), 2),
    "an id too short": (_cell(1, 1, f"{CODE}-2020-1"), 2),
    "a project that is not there": (_cell(1, 1, f"{CODE}-2020-09"), 2),
    "less than nothing": (_cell(1, 2, "-50"), 2),
    "a mobile for an amount": (_cell(1, 2, "13800138000"), 2),
    "a mobile beside an amount": (_cell(1, 2, "50电话13800138000"), 2),
    "a line break in a name": (_cell(1, 3, '"甲\n公司"'), 2),
    "no second column": (_without(1), 1),
    "a first column too many": (lambda lines: [lines[0], f",{lines[1]}", lines[2]], 2),
    "a slip in a heading": (_cell(0, 1, "项目编码"), 1),
    "another unit in a heading": (_cell(0, 2, "金额（元）"), 1),
    "two headings that nobody knows in place of others": (lambda lines: _cell(0, 1, "某某")(_cell(0, 2, "某某某")(lines)), 1),
}  # fmt: skip

_READ_IN_ALL: dict[str, tuple[Callable[[Lines], Lines], int | None]] = {
    "tabs": (_parted("\t"), 1),
    "the headings once more": (lambda lines: [*lines, lines[0]], 4),
    "a note": (_row("注：以上为截至六月底的数据"), 4),
    "a note in one cell": (_row("备注：以上为截至六月底的数据", fills=False), 4),
    "who filled it in": (_row("填表人：,,审核人："), 4),
    "a sum": (_row("合计"), 4),
    "a sum with an amount": (_row("合 计,,80.00"), 4),
    "a sum of a part": (lambda lines: [*lines[:2], _row("小计：")(lines)[-1], lines[2]], 3),
}
"""What spreadsheets and clerks do that is read all the same, with a remark."""
_READ_IN_PAYMENTS: dict[str, tuple[Callable[[Lines], Lines], int | None]] = {
    "another date": (_cell(1, 0, "2021/3/10"), 2),
    "a number for a date": (_cell(1, 0, "44265"), 2),
    "a unit": (_cell(1, 2, "50万元"), 2),
    "digits of full width": (_cell(1, 2, "５０"), 2),
}


def ledgers() -> Iterator[Fault]:
    yield from _spoiled(_IN_ALL, _IN_PAYMENTS)
    for what, text in {
        "nothing": b"",
        "a record": TEXTS[FIRST].encode(),
        "another ledger": TEXTS[f"{COUNTY}/trainings.csv"].encode(),
        "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    }.items():
        yield written(what, PAYMENTS, text)


def remarked() -> Iterator[Fault]:
    """What is no error."""
    yield from _spoiled(_READ_IN_ALL, _READ_IN_PAYMENTS)
    for file in LEDGERS:
        text = TEXTS[file]
        for what, data in {
            "UTF-16": text.encode("utf-16"),
            "UTF-16, big end first": b"\xfe\xff" + text.encode("utf-16-be"),
            "UTF-32": text.encode("utf-32"),
            "GBK": text.encode("gb18030"),
        }.items():
            yield written(what, file, data, 1)


def _spoiled(
    in_all: Mapping[str, tuple[Callable[[Lines], Lines], int | None]],
    in_payments: Mapping[str, tuple[Callable[[Lines], Lines], int | None]],
) -> Iterator[Fault]:
    for file, lines in LEDGERS.items():
        for what, (change, line) in (dict(in_all) | (dict(in_payments) if file == PAYMENTS else {})).items():
            yield written(what, file, "\n".join([*change(list(lines)), ""]).encode(), line)
