"""Numbers that are nobody's, as ledgers and notices hold them: made at random, by kind, to count false alarms.

``KINDS``: name of a kind, as docs name it → what makes a text that holds one or several of its numbers.
"""

import random
import string
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from stdnum.cn import uscc

DIGITS = string.digits
_AREAS = ("024", "010", "0411", "0412", "0413", "0415", "0418", "0429", "021", "0431", "0531")
_COUNTIES = (
    "210198",
    "210697",
    "130121",
    "150223",
    "110119",
    "411326",
    "522301",
    "654321",
    "469025",
    "820001",
)


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices(DIGITS, k=count))


def _day(rng: random.Random) -> date:
    return date(2014, 1, 1) + timedelta(days=rng.randrange(4_400))


def _time(rng: random.Random) -> datetime:
    return datetime(2014, 1, 1) + timedelta(seconds=rng.randrange(380_000_000))  # noqa: DTZ001 - no place is meant


def _project(rng: random.Random) -> str:
    return f"{rng.choice(_COUNTIES)}-{rng.randrange(2014, 2030)}-{rng.randrange(1, 60):02}"


def _projects(rng: random.Random) -> str:
    one, other, day = _project(rng), _project(rng), _day(rng)
    return rng.choice(
        (
            one,
            f"项目{one}、{other}",
            f"{one} {other}",
            f"{one}\n{other}\n",
            f"  - {one}\n  - {other}\n",
            f"{one} {day}",
            f"{day} {one}",
            f"{one}-{day:%Y-%m}.pdf",
            f"{one}_{day:%Y%m%d}.jpg",
            f"{day},{one},{rng.randrange(1, 200000) / 100:.2f},甲公司,首付款,{rng.randrange(1, 999)}\n",
            f"{day:%Y-%m},{one},{rng.randrange(10**6)},{rng.randrange(10**6)},{rng.randrange(10**5)},{rng.randrange(10**5)}",
            f"项目编号: {one}\n完成时限: {day}\n",
        )
    )


def _credit_code(rng: random.Random) -> str:
    """With letters, as most are, or of digits alone."""
    alphabet = rng.choice((uscc._alphabet, DIGITS))
    while True:
        start = rng.choice(("91", "91", "92", "93", "12", "11", "52")) + rng.choice(_COUNTIES)
        code = start + "".join(rng.choices(alphabet, k=9))
        code += uscc.calc_check_digit(code + "0")
        if alphabet is not DIGITS or code.isdecimal():
            return rng.choice(
                (code, f"统一社会信用代码：{code}", f"税号{code}，开户银行：某行", f"承办单位（{code}）")
            )


def _contract(rng: random.Random) -> str:
    day, serial = _day(rng), rng.randrange(1, 1000)
    return rng.choice(
        (
            f"HT-{day:%Y-%m%d}-{serial:03}",
            f"合同编号HT{day:%Y%m%d}{serial:04}",
            f"辽商合〔{day:%Y}〕{serial}号",
            f"{rng.choice(_COUNTIES)}-{day:%Y}-{serial:04}",
            f"{day:%Y}-{serial:03}-{rng.randrange(10**4):04}",
            f"{serial:03}-{day:%Y}-{rng.randrange(10**4):04}",
            f"LNZB{day:%Y}-{digits(rng, 4)}-{digits(rng, 2)}",
            f"合同号{day:%Y%m%d}{digits(rng, 3)}",
            f"{day:%Y%m%d}-{digits(rng, 6)}",
            f"采购编号：JH{day:%y}-{rng.choice(_COUNTIES)}-{digits(rng, 5)}",
            f"合同{digits(rng, 10)}",
            f"第{serial}/{day:%Y}/{digits(rng, 4)}号",
        )
    )


def _voucher(rng: random.Random) -> str:
    day, serial = _day(rng), rng.randrange(1, 1000)
    return rng.choice(
        (
            f"记-{serial:04}",
            f"记字第{serial}号",
            f"{day:%Y-%m}-{serial:04}",
            f"{day:%Y%m%d}-{serial}",
            f"凭证号{serial}-{day:%Y%m%d}",
            f"凭证号{digits(rng, 7)}-{day:%Y}",
            f"拨〔{day:%Y}〕{rng.choice(_COUNTIES)}-{serial}-0号",
            f"银付{day:%m%d}{serial:03}",
            f"{day:%Y%m%d}{digits(rng, 6)}",
            f"{day},{_project(rng)},12.00,甲公司,进度款,{digits(rng, 8)}\n{day},{_project(rng)},1.50,乙公司,尾款,{digits(rng, 8)}\n",
            f"国库集中支付凭证{digits(rng, 12)}",
            f"回单号{digits(rng, 16)}",
        )
    )


def _order(rng: random.Random) -> str:
    moment = _time(rng)
    return rng.choice(
        (
            f"订单号{digits(rng, 18)}",
            digits(rng, 19),
            f"{rng.randrange(1, 10)}{digits(rng, 17)}",
            f"订单{moment:%Y%m%d%H%M%S}{digits(rng, 4)}",
            f"{moment:%Y%m%d}{digits(rng, 10)}",
            f"{moment:%y%m%d}-{digits(rng, 15)}",
            f"{rng.randrange(10, 32)}{digits(rng, 10)}",
            f"交易号 {moment:%Y%m%d}22001{digits(rng, 15)}",
            f"订单编号：E{moment:%Y%m%d%H%M%S}{digits(rng, 8)}",
            f"商品编号{digits(rng, 12)}、{digits(rng, 13)}",
            f"退款单号{digits(rng, 16)}",
            f"支付流水号4200{digits(rng, 12)}",
        )
    )


def _waybill(rng: random.Random) -> str:
    return rng.choice(
        (
            f"SF{rng.randrange(1, 9)}{digits(rng, 12)}",
            f"运单YT{digits(rng, 13)}",
            f"JD00{digits(rng, 11)}-1-1-",
            f"7{rng.choice('5378')}{digits(rng, 10 + rng.randrange(4))}",
            f"EA{digits(rng, 9)}CN",
            f"快递单号{rng.randrange(2, 10)}{digits(rng, 12)}",
            f"43{digits(rng, 11)}",
            f"DPK{digits(rng, 12)}",
            f"运单号{digits(rng, 12)}",
            f"面单{digits(rng, 14)}、{digits(rng, 14)}",
            f"邮政98{digits(rng, 11)}",
            f"JT{digits(rng, 13)}",
        )
    )


def _invoice(rng: random.Random) -> str:
    district, year = (
        rng.choice(("2100", "2102", "1100", "1300", "1400", "1500", "3100", "4400")),
        rng.randrange(16, 24),
    )
    return rng.choice(
        (
            f"发票号码{digits(rng, 8)}",
            f"No.{digits(rng, 8)}",
            f"发票代码{district}{year}{digits(rng, 4)}",
            f"0{district}{year}0{digits(rng, 4)}",
            f"发票代码0{district}{year}0{digits(rng, 4)} 号码{digits(rng, 8)}",
            f"{year + 3}{district}{digits(rng, 14)}",
            f"数电票{year + 3}{district}{digits(rng, 14)}",
            f"1{district}{year}{digits(rng, 5)}",
            f"{district}{year}{digits(rng, 4)}/{digits(rng, 8)}",
            f"发票{digits(rng, 10)}-{digits(rng, 8)}",
            f"校验码{digits(rng, 5)} {digits(rng, 5)} {digits(rng, 5)} {digits(rng, 5)}",
            f"发票代码{digits(rng, 12)}",
        )
    )


def _amount(rng: random.Random) -> str:
    figures = [rng.randrange(10 ** rng.randrange(2, 8)) for _ in range(6)]
    cents = rng.randrange(100)
    return rng.choice(
        (
            f"{figures[0]:,}.{cents:02}元",
            f"{figures[0]}.{cents:02}",
            f"共{figures[0]}元，其中{figures[1]}元",
            " ".join(map(str, figures)),
            f"合计\t{figures[0]}\t{figures[1]}\t{figures[2]}\n小计\t{figures[3]}\t{figures[4]}\t{figures[5]}\n",
            ",".join(map(str, figures)),
            f"| {figures[0]} | {figures[1]} | {figures[2]} |",
            "\n".join(map(str, figures)),
            f"{figures[0]}-{figures[1]}元",
            f"{figures[0]}/{figures[1]}",
            f"面积{figures[0]}㎡，{figures[1]}×{figures[2]}",
            f"{figures[0] / 10**4:.6f}万元 {figures[1] / 10**4:.2f} {figures[2] / 10**4:.2f}",
        )
    )


def _moment(rng: random.Random) -> str:
    one, other = _time(rng), _time(rng)
    return rng.choice(
        (
            f"{one:%Y-%m-%d} {other:%Y-%m-%d}",
            f"{one:%Y-%m-%d %H:%M:%S}",
            f"{one:%Y/%m/%d}–{other:%Y/%m/%d}",
            f"{one:%Y.%m.%d}-{other:%Y.%m.%d}",
            f"{one:%Y年%m月%d日}",
            f"{one:%H:%M}-{other:%H:%M}，{other:%H:%M}–{one:%H:%M}",
            f"{one:%Y%m%d%H%M%S}",
            f"{one:%Y%m%d%H%M%S}{rng.randrange(1000):03}",
            f"{int(one.timestamp())}",
            f"{int(one.timestamp())}{rng.randrange(1000):03}",
            f"{one:%Y-%m-%d}\n{other:%Y-%m-%d}\n{one:%Y-%m-%d}\n",
            f"IMG_{one:%Y%m%d}_{one:%H%M%S}.jpg",
            f"{one:%d/%m/%Y} {other:%d/%m/%Y} {one:%H%M}",
        )
    )


def _landline(rng: random.Random) -> str:
    area = rng.choice(_AREAS)
    number = f"{rng.randrange(2, 9)}{digits(rng, rng.choice((6, 7)))}"
    other = f"{rng.randrange(2, 9)}{digits(rng, 7)}"
    return rng.choice(
        (
            f"{area}-{number}",
            f"电话{area}{number}",
            f"（{area}）{number}",
            f"{area}-{number}-{digits(rng, 4)}",
            f"{area} {number} {other}",
            f"咨询电话：{area}-{number}、{other}",
            f"{area}-{number}/{other}",
            f"联系电话（工作日8:30-11:30，13:30-17:00）{area}-{number}",
            f"+86-{area.removeprefix('0')}-{number}",
            f"传真{area}-{number} 邮编{digits(rng, 6)}",
            f"{area}-{number[:4]} {number[4:]}",
            f"监督电话12345，{area}-{number}",
        )
    )


def _service_line(rng: random.Random) -> str:
    start = rng.choice(("400", "800"))
    rest = f"{rng.randrange(10)}{digits(rng, 6)}"
    return rng.choice(
        (
            f"{start}-{rest[:3]}-{rest[3:]}",
            f"{start}{rest}",
            f"客服电话{start}-{rest}",
            f"1. {start}-{rest[:3]}-{rest[3:]}",
            f"1 {start}-{rest[:3]}-{rest[3:]}",
            f"{start} {rest[:3]} {rest[3:]}",
            f"{start}-{rest[:3]}-{rest[3:]}转{digits(rng, 4)}",
            f"{start}-{rest[:4]}-{rest[4:]}",
            f"热线12315、96{digits(rng, 3)}",
            f"95{digits(rng, 3)}",
            f"全国统一热线：{start}-{rest[:3]}-{rest[3:]}，{_AREAS[0]}-2{digits(rng, 7)}",
        )
    )


def _address(rng: random.Random) -> str:
    day, number = _day(rng), str(rng.randrange(10 ** rng.randrange(3, 10)))
    hexadecimal = "".join(rng.choices("0123456789abcdef", k=32))
    return "https://www.example.gov.cn/" + rng.choice(
        (
            f"art/{day:%Y}/{day.month}/{day.day}/art_{rng.randrange(10**4)}_{number}.html",
            f"art/{day:%Y}/{day.month}/{day.day}/art_{rng.randrange(100, 200)}_{rng.randrange(10**7, 10**8)}.html",
            f"{day:%Y%m}/t{day:%Y%m%d}_{number}.html",
            f"{day:%Y-%m}/{day:%d}/content_{number}.htm",
            f"n1/{day:%Y}/{day:%m%d}/c{rng.randrange(10**5)}-{rng.randrange(10**8)}.html",
            f"c/{day:%Y-%m-%d}/{rng.randrange(10**7)}.shtml",
            f"article/{hexadecimal}.html",
            f"a/{hexadecimal[:8]}-{hexadecimal[8:12]}-4{hexadecimal[13:16]}-{hexadecimal[16:20]}-{hexadecimal[20:]}",
            f"index.php?id={number}&cid={rng.randrange(1000)}&t={1_600_000_000 + rng.randrange(10**8)}",
            f"i/{rng.randrange(6 * 10**18, 8 * 10**18)}/",
            f"s?mid={rng.randrange(22 * 10**8, 27 * 10**8)}&idx=1&sn={hexadecimal}",
            f"zwgk/{day:%Y}{day:%m}/{1_600_000_000_000 + rng.randrange(10**11)}.html",
            f"upload/{day:%Y%m%d}/{day:%Y%m%d}{digits(rng, 9)}.pdf",
            f"x?name=%E5%85%AC%E5%BC%80&page={rng.randrange(100)}&no={digits(rng, 9)}",
        )
    )


def _other(rng: random.Random) -> str:
    return rng.choice(
        (
            f"营业执照注册号{rng.choice(_COUNTIES)}{digits(rng, 9)}",
            f"69{digits(rng, 11)}",
            f"许可证JY1{rng.choice(_COUNTIES)}{digits(rng, 7)}",
            f"资产编号{digits(rng, 10)}",
            f"经度12{rng.randrange(1, 5)}.{digits(rng, 11)}，纬度4{rng.randrange(3)}.{digits(rng, 12)}",
            f"邮编{digits(rng, 6)} {digits(rng, 6)} {digits(rng, 6)}",
            f"印章{rng.choice(_COUNTIES)}{digits(rng, 7)}",
            f"批号{_day(rng):%Y%m%d}{digits(rng, 2)}",
            f"对公账号{rng.choice('012')}{digits(rng, 19)}",
            f"资金流水{_day(rng):%Y%m%d}{digits(rng, 12)}",
            f"{'、'.join(rng.sample(_COUNTIES, 3))}",
            f"sha256 {''.join(rng.choices('0123456789abcdef', k=64))}",
        )
    )


KINDS: dict[str, Callable[[random.Random], str]] = {
    "项目编号": _projects,
    "统一社会信用代码": _credit_code,
    "合同、文件编号": _contract,
    "凭证号": _voucher,
    "订单、交易号": _order,
    "发票代码和号码": _invoice,
    "运单号": _waybill,
    "金额和数量": _amount,
    "日期和时间": _moment,
    "座机": _landline,
    "400、95 等服务电话": _service_line,
    "文章网址": _address,
    "其他号码": _other,
}


def texts(kind: str, count: int) -> Sequence[str]:
    """So many texts of a kind, always the same."""
    rng = random.Random(kind)
    return [KINDS[kind](rng) for _ in range(count)]
