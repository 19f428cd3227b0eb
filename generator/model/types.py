"""Text as a clerk wrote it → a typed value, or one sentence on what is wrong and how to mend it.

Files give text, whatever their format, so that 350.00 in YAML and in CSV is read by the same few lines and no
number passes through float. Every parser raises ``PydanticCustomError`` whose type is the rule's code and
whose context carries the cure.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.identifiers import PROJECT_ID, is_uscc, is_uscc_shape
from generator.model.measures import Stated
from generator.model.partial_day import YEARS, DayInWords, Planned, lacks_year, ledger_day, planned_day

MAX_TEXT = 20_000
"""Longest value, in characters; more is a pasted document, not a field."""
ONE_LINE = r"^[^\n\r]*$"
_MAX_NUMBER = 40
_REMEMBERED = 20_000
"""Parsed texts kept in the cache of each type."""
HIDDEN = "（依法隐去）"
"""What stands in the place of a value that was taken back (redactions.yaml)."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_NEGATIVE = re.compile(r"[-−–—]\s*[\d.]|\([\d,.]+\)$")
"""-5, with any dash, and (5) as in account books."""
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LOOSE_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LOOSE_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_LANDLINE = re.compile(r"0\d{2,3}-\d{7,8}(-\d{1,6})?")
_HOTLINE = re.compile(r"\d{5}|400-?\d{3}-?\d{4}|800-?\d{3}-?\d{4}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_ORDINARY_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/?#&=%+-]*)?")
"""Matches nearly every address; ``urlsplit``, which the others need, takes twenty times as long."""
_PLACEHOLDER = re.compile(r"[（(]?(待填|待定|待补充|TODO|XXX+)[)）]?", re.IGNORECASE)


def problem(code: str, message: str, cure: str) -> PydanticCustomError:
    """An error whose type is the rule's code, with message and cure in its context."""
    return PydanticCustomError(code, "{message}", {"message": message, "cure": cure})


def is_placeholder(text: str) -> bool:
    """Whether a setting still holds a placeholder such as 待填; 模式 正式 refuses those."""
    return bool(_PLACEHOLDER.fullmatch(text.strip()))


def _halfwidth(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _number(value: Any, what: str, example: str) -> Decimal:
    """A plain decimal number; the error for anything else suggests what was probably meant."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if not isinstance(value, str):
        raise problem("E004", f"{what}应当是数字", f"写成数字，如 {example}")
    text = value.strip()
    if len(text) > _MAX_NUMBER:
        raise problem("E004", f"{what}过长（{len(text)} 字）", f"写成数字，如 {example}")
    if _NUMBER.fullmatch(text) and text.isascii():
        return Decimal(text)
    plain = _halfwidth(text)
    if not text.isascii() and _NUMBER.fullmatch(plain):
        raise problem("E004", f"{what}“{text}”用了全角数字", f"改成半角：{plain}")
    if _THOUSANDS.fullmatch(plain):
        bare = plain.replace(",", "")
        raise problem("E004", f"{what}“{text}”带有千位逗号", f"去掉逗号：{bare}")
    found = re.search(r"-?\d+(\.\d+)?", plain.replace(",", ""))
    if found and re.search(r"[万亿元%人次个单件家]", plain):
        unit = "".join(re.findall(r"[万亿元%人次个单件家]", plain))
        hint = f"只写数字，单位已在栏目名中固定：如 {found.group()}（请先核对单位“{unit}”是否一致）"
        raise problem("E004", f"{what}“{text}”带有单位或文字", hint)
    raise problem("E004", f"{what}“{text}”不是数字", f"写成数字，如 {example}")


def parse_money(value: Any) -> Decimal:
    """万元, from 0 to 1 000 000 (10 billion 元), at most six decimals (0.01 元)."""
    amount = _number(value, "金额", "350.00")
    if amount < 0:
        raise problem("E004", f"金额“{value}”是负数", "金额不能为负；更正已公开的行请另写一行说明")
    if -int(amount.as_tuple().exponent) > 6:
        raise problem("E004", f"金额“{value}”的小数超过六位", "单位是万元，最多写六位小数（即 0.01 元）")
    if amount > 1_000_000:
        raise problem("E004", f"金额“{value}”超过 100 亿元", "单位是万元，请核对是否误以元填写")
    return amount


def parse_moved_money(value: Any) -> Decimal:
    """``parse_money`` for ledgers whose 类型 says which way the money went."""
    if isinstance(value, str) and _NEGATIVE.match(_halfwidth(value)):
        raise problem(
            "E004",
            f"金额“{value}”是负数",
            "金额写正数，方向写在“类型”一列：承办单位退回的写 退回，审计等追回的写 收回；资金到账被上级收回的写 上级收回",
        )
    return parse_money(value)


def parse_percent(value: Any) -> Decimal:
    """0 to 100, without the sign."""
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?\s*[%％]", value.strip()):
        bare = value.strip().rstrip("%％").strip()
        raise problem("E004", f"百分数“{value}”带有百分号", f"只写数字：{bare}")
    number = _number(value, "百分数", "85")
    if not 0 <= number <= 100:
        raise problem("E004", f"百分数“{value}”不在 0 到 100 之间", "写 0 到 100 之间的数，85% 写成 85")
    return number


def parse_number(value: Any) -> Decimal:
    """Any number, at most six decimals."""
    number = _number(value, "数值", "120")
    if -int(number.as_tuple().exponent) > 6:
        raise problem("E004", f"数值“{value}”的小数超过六位", "最多写六位小数")
    return number


def parse_stated(value: Any) -> Stated:
    """A number as ``parse_number`` reads it; anything else is a text, as written."""
    if isinstance(value, str):
        text = value.strip()
        if not (_NUMBER.fullmatch(text) and text.isascii()):
            if len(text) > MAX_TEXT or re.search(r"[\n\r]", text):
                raise problem("E004", "目标和完成情况应当写成一行", "分成几项指标，或写进“工作要求”")
            return text
    return parse_number(value)


def parse_count(value: Any) -> int:
    """A whole number, not negative."""
    number = _number(value, "数量", "120")
    if number != number.to_integral_value() or number < 0:
        raise problem("E004", f"数量“{value}”不是非负整数", "写成 0 或正整数，如 120")
    return int(number)


def parse_date(value: Any) -> date:
    """``YYYY-MM-DD`` alone; for a looser form the cure gives the date that was probably meant."""
    if isinstance(value, date):
        return value
    text = value.strip() if isinstance(value, str) else str(value)
    found = _DATE.fullmatch(text) if text.isascii() else None
    if found:
        return _calendar_date(text, *map(int, found.groups()))
    loose = _LOOSE_DATE.fullmatch(_halfwidth(text))
    if loose:
        day = _calendar_date(text, *map(int, loose.groups()))
        raise problem("E004", f"日期“{text}”的写法不对", f"写成 {day.isoformat()}")
    raise problem(
        "E004", f"日期“{text}”不是一个日期", "写成 年-月-日，如 2021-06-30；写不出具体日期的请先核实"
    )


def parse_planned(value: Any) -> Planned:
    """A planned date: ``YYYY-MM-DD``, or less exactly, or in words (``generator.model.partial_day``)."""
    if isinstance(value, date | DayInWords):
        return value
    if not isinstance(value, str) or len(value) > MAX_TEXT or re.search(r"[\n\r]", value.strip()):
        raise problem("E004", "日期应当写成一行", _PLANNED_FORMS)
    text = value.strip()
    if not any(map(str.isalnum, text)):
        raise problem("E004", f"“{text}”不是日期", "文件未写明的，删去这一项；写明的照文件写，如 尽快、待定")
    if _DATE.fullmatch(text) and text.isascii():
        return parse_date(text)
    found = planned_day(text)
    if found is None:
        return _not_a_day(text, _PLANNED_FORMS)
    return found


def parse_ledger_day(value: Any) -> date:
    """The date of something past: ``YYYY-MM-DD``, or known to the month or to a third of it."""
    if isinstance(value, date):
        return value
    text = value.strip() if isinstance(value, str) else str(value)
    if _DATE.fullmatch(text) and text.isascii():
        return parse_date(text)
    found = ledger_day(text)
    if found is None and lacks_year(text):
        raise problem("E004", f"“{text}”未写年份", "在前面写上年份，如 2021年6月初、2021-06-03")
    return found or _not_a_day(text, _LEDGER_FORMS)


_LEDGER_FORMS = (
    "写成 年-月-日，如 2021-06-30；只知道月份的写 2021-06，知道上、中、下旬的写 2021年6月上旬、2021年6月初"
)
_PLANNED_FORMS = "写成 年-月-日，如 2021-06-30；未定到日的照文件写，如 2021-12、2021年12月底前、2021年第三季度、合同签订后90日、尽快"


def _not_a_day(text: str, forms: str) -> date:
    """Raises what ``parse_date`` says of a text, with other ways to write it where it sees no day in it."""
    loose = _LOOSE_DATE.fullmatch(_halfwidth(text))
    if loose:
        return parse_date(text)
    raise problem("E004", f"日期“{text}”不是一个日期", forms)


def _calendar_date(text: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise problem("E004", f"日期“{text}”在日历上不存在", "核对年、月、日，如 2021-06-30") from None
    if year not in YEARS:
        raise problem("E004", f"日期“{text}”的年份不合理", "核对年份，如 2021-06-30")
    return found


def parse_month(value: Any) -> str:
    """``YYYY-MM``."""
    text = value.strip() if isinstance(value, str) else str(value)
    if _MONTH.fullmatch(text) and text.isascii():
        return text
    loose = _LOOSE_MONTH.fullmatch(_halfwidth(text))
    if loose and 1 <= int(loose.group(2)) <= 12:
        meant = f"{loose.group(1)}-{int(loose.group(2)):02d}"
        raise problem("E004", f"月份“{text}”的写法不对", f"写成 {meant}")
    raise problem("E004", f"月份“{text}”不是一个月份", "写成 年-月，如 2021-06")


def parse_month_day(value: Any) -> str:
    """``MM-DD``, a day that every year has."""
    text = value.strip() if isinstance(value, str) else str(value)
    try:
        return f"{date.fromisoformat(f'2001-{text}'):%m-%d}"
    except ValueError:
        raise problem("E004", f"“{text}”不是每年都有的一天", "写成 月-日，如 06-30") from None


def parse_year(value: Any) -> int:
    """A year of four digits."""
    text = str(value).strip()
    if re.fullmatch(r"20\d{2}", text) and text.isascii():
        return int(text)
    raise problem("E004", f"年度“{text}”不是四位年份", "写成四位数字，如 2020")


def parse_bool(value: Any) -> bool:
    """``true`` or ``false``; 是 and 否 are understood."""
    if isinstance(value, bool):
        return value
    found = _flag(str(value))
    if found is None:
        raise problem("E004", f"“{value}”应当是 true 或 false", "是写 true，否写 false")
    return found


def _flag(text: str) -> bool | None:
    return {"true": True, "是": True, "false": False, "否": False}.get(text.strip().lower())


def flag_in_words(text: str) -> str:
    """A flag as written → 是 or 否 for readers; any other text stays as it is."""
    found = _flag(text)
    return text if found is None else "是" if found else "否"


def parse_phone(value: Any) -> str:
    """An office telephone: landline with area code, 400/800 number or five-digit hotline."""
    text = str(value).strip()
    if text == HIDDEN or is_placeholder(text) or _LANDLINE.fullmatch(text) or _HOTLINE.fullmatch(text):
        return text
    plain = re.sub(r"[\s\-()]", "", _halfwidth(text))
    if _MOBILE.fullmatch(plain):
        raise problem("P002", "这里写的是手机号码", "换成单位的办公座机，如 024-00000000；手机号码不得公开")
    raise problem("E004", f"电话“{text}”的写法不对", "写成 区号-号码，如 024-00000000")


def parse_url(value: Any) -> str:
    """An absolute http(s) address."""
    text = str(value).strip()
    if _ORDINARY_URL.fullmatch(text):
        return text
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host, parts = None, None
    if parts is not None and parts.scheme.lower() in {"javascript", "data", "vbscript", "file"}:
        raise problem("S002", f"链接“{text}”的类型不允许", "只能写 http:// 或 https:// 开头的网址")
    if (
        parts is None
        or parts.scheme.lower() not in {"http", "https"}
        or not host
        or re.search(r"[\s<>\"'`\\]", text)
    ):
        raise problem("E004", f"网址“{text}”的写法不对", "写完整的网址，如 https://www.example.gov.cn/zhsf/")
    return text


def parse_project_id(value: Any) -> str:
    """``<county code>-<cohort>-<number>``; the number has two to four digits."""
    text = str(value).strip()
    if PROJECT_ID.fullmatch(text) and text.isascii():
        return text
    raise problem(
        "E004", f"项目编号“{text}”的写法不对", "写成 县代码-批次-序号，如 210198-2020-03；序号两位到四位"
    )


def parse_uscc(value: Any) -> str:
    """统一社会信用代码 with its check digit (GB 32100-2015)."""
    text = str(value).strip()
    if is_uscc(text):
        return text
    if re.fullmatch(r"\d\.?\d*[eE]\+?\d+", text):
        cure = "在 Excel 中把该列设为“文本”后重新输入十八位代码"
        raise problem("E009", f"统一社会信用代码“{text}”被 Excel 改成了科学计数", cure)
    if is_uscc(_halfwidth(text).upper()):
        raise problem("E009", f"统一社会信用代码“{text}”含全角或小写字符", f"写成 {_halfwidth(text).upper()}")
    if is_uscc_shape(text):
        raise problem("E009", f"统一社会信用代码“{text}”的校验位不对", "对照营业执照逐位核对")
    raise problem(
        "E009",
        f"统一社会信用代码“{text}”不是十八位代码",
        "对照营业执照填写十八位代码；无代码的请删去此项",
    )


def parse_list(value: Any) -> Any:
    """One value or a list of values → a list."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    return value


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


def _read_by(parse: Callable[[Any], Any]) -> PlainValidator:
    """A validator that caches parsed texts, since counties repeat dates, amounts and project ids.

    Pydantic takes what ``parse`` returns as it is.
    """
    known = lru_cache(_REMEMBERED)(parse)

    @wraps(parse)
    def read(value: Any) -> Any:
        return known(value) if type(value) is str else parse(value)

    return PlainValidator(read)


Prose = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
"""A text that may have several lines, each shown as a paragraph where there is room."""
Text = Annotated[str, StringConstraints(max_length=MAX_TEXT, pattern=ONE_LINE)]
"""A name, a title, a unit, a number of a document: one line."""
Money = Annotated[Decimal, _read_by(parse_money), _schema(type="number", minimum=0)]
MovedMoney = Annotated[Decimal, _read_by(parse_moved_money), _schema(type="number", minimum=0)]
"""Money whose direction another field says."""
Percent = Annotated[Decimal, _read_by(parse_percent), _schema(type="number", minimum=0, maximum=100)]
Number = Annotated[Decimal, _read_by(parse_number), _schema(type="number")]
StatedValue = Annotated[
    Stated,
    _read_by(parse_stated),
    _schema(anyOf=[{"type": "number"}, {"type": "string", "maxLength": MAX_TEXT}]),
]
"""A target or a result: a number, a bound such as ≤120万元, or words."""
Count = Annotated[int, _read_by(parse_count), _schema(type="integer", minimum=0)]
Day = Annotated[date, _read_by(parse_date), _schema(type="string", format="date")]
PlannedDay = Annotated[Planned, _read_by(parse_planned), _schema(type="string", description=_PLANNED_FORMS)]
LedgerDay = Annotated[date, _read_by(parse_ledger_day), _schema(type="string", description=_LEDGER_FORMS)]
Month = Annotated[str, _read_by(parse_month), _schema(type="string", pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
MonthDay = Annotated[
    str, _read_by(parse_month_day), _schema(type="string", pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
]
Year = Annotated[int, _read_by(parse_year), _schema(type="integer", minimum=2000, maximum=2099)]
Flag = Annotated[bool, _read_by(parse_bool), _schema(type="boolean")]
Phone = Annotated[str, _read_by(parse_phone), _schema(type="string")]
Url = Annotated[str, _read_by(parse_url), _schema(type="string", format="uri", pattern="^https?://")]
ProjectId = Annotated[
    str,
    _read_by(parse_project_id),
    _schema(type="string", pattern=r"^\d{6}-\d{4}-\d{2,4}$"),
]
Uscc = Annotated[str, _read_by(parse_uscc), _schema(type="string", pattern="^[0-9A-Z]{18}$")]
Texts = Annotated[tuple[Text, ...], BeforeValidator(parse_list)]
ProjectIds = Annotated[tuple[ProjectId, ...], BeforeValidator(parse_list)]
