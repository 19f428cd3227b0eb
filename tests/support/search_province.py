"""A province of any size for the search tests, the same every time: counties, projects, contractors, running text."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from generator.model.cities import LIAONING
from generator.model.codelists import Direction, Status
from generator.model.company import Company, Contractor
from generator.model.county import AccountablePerson, Allocation, County
from generator.model.disclosure import CountyDisclosure
from generator.model.project import BudgetLine, Project


def words(text: str) -> list[str]:
    """A list as it is written here."""
    return text.split()


PLACES = words(
    "岫岩 宽甸 桓仁 清原 新宾 青禾 云岭 松河 长滩 白石 禾丰 沙岭 海屏 北塔 南甸 东塬 西堡 龙湾 凤集 鹤乡 金坨 银杏 石桥 柳川 榆屯 槐里 枫桥 桦甸 杉岭 竹溪"
)
NATIONS = ("满族", "蒙古族", "满族蒙古族", "朝鲜族")
GOODS = words(
    "草莓 蓝莓 苹果 南果梨 板栗 香菇 木耳 大米 小米 花生 海参 对虾 牛肉 羊绒 葡萄 大枣 榛子 人参 鹿茸 山楂 西瓜 杂粮 蜂蜜 豆腐 粉条"
)
WORKS = words(
    "产地预冷与冷链直发 县乡村共同配送体系 上行物流补贴 电子商务公共服务中心升级改造 品控溯源与检测 村级电商服务站提升 直播基地 O2O体验店 B2B集采平台 电商人才培训 统仓共配 分拣中心扩建 品牌培育与推广"
)
FIRMS = words(
    "玉乡 惠农云仓 鸭绿江智慧 邮路速递 滨江 启航 岭捷 商联 榛源 岛湾 辽北智链 满乡云集 青谷 通达 e农 Agri-Tech 润泽 宏远 万家 四季"
)
TRADES = words(
    "物流有限公司 电子商务有限公司 农业发展有限公司 职业培训学校 供应链管理有限公司 冷链科技有限公司 农民专业合作社"
)
POSTS = words("副局长 局长 副县长 商务股股长 项目办主任")
BUREAUX = words("商务局 财政局 交通运输局 农业农村局")
TEXT = words(
    "依托 利用 改造 新建 配套 开通 覆盖 培训 销售 检测 溯源 仓储 分拣 配送 直播 乡镇 行政村 合作社 农户 驿站 干线 支线 冷库 货车 烘干 包装 品牌 订单 上行 下行 每日 每周 验收 台账 公示 监督"
)
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Draw:
    """Numbers that look drawn at random and are the same in every run."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 2 + 1

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def one(self, choices: list[str] | tuple[str, ...]) -> str:
        return choices[self.below(len(choices))]

    def text(self, length: int) -> str:
        """Running text of about ``length`` characters."""
        parts: list[str] = []
        while sum(map(len, parts)) < length:
            parts.append(self.one(TEXT) + (str(self.below(900) + 1) if self.below(4) == 0 else ""))
        return "".join(parts) + "。"


def counties(number: int, projects: int = 30, prose: int = 160) -> Iterator[CountyDisclosure]:
    """``number`` counties of ``projects`` projects each, codes ascending."""
    for at in range(number):
        yield _county(at, projects, prose)


def _county(at: int, projects: int, prose: int) -> CountyDisclosure:
    draw = Draw(at)
    place = PLACES[at % len(PLACES)] + (
        "" if at < len(PLACES) else PLACES[(at // len(PLACES) + at) % len(PLACES)]
    )
    nation = NATIONS[at % 4] if at % 7 == 0 else ""
    name = f"{place}{nation}自治县" if nation else f"{place}县"
    code = f"{210100 + at + (at // 99) * 0:06d}"
    firms = [_firm(draw, place, code, number) for number in range(10)]
    record = County.model_construct(
        name=name,
        code=code,
        city=LIAONING.cities[at % len(LIAONING.cities)],
        cohort=2020,
        accountable_person=AccountablePerson.model_construct(post="副县长", unit=f"{name}人民政府"),
        allocation=Allocation.model_construct(central=Decimal(draw.below(3000))),
        lead_department=None,
        steering_group=None,
        regulations=(),
        goals=(),
    )
    made = tuple(_project(draw, code, name, number + 1, firms, prose) for number in range(projects))
    return CountyDisclosure(county=record, projects=made)


def _firm(draw: Draw, place: str, code: str, number: int) -> Contractor:
    abroad = draw.below(5) == 0
    seat = draw.one(PLACES) if abroad else place
    tail = "".join(_CODE[draw.below(len(_CODE))] for _ in range(9))
    return Contractor.model_construct(
        name=f"{seat}{draw.one(FIRMS)}{draw.one(TRADES)}",
        code=f"91{code}M{tail}",
        person=f"{draw.one(PLACES)}项目经理",
        post="总经理",
        consortium=(Company.model_construct(name=f"中国邮政集团有限公司{place}县分公司", code=None),)
        if number == 3
        else (),
    )


def _project(draw: Draw, code: str, county: str, number: int, firms: list[Contractor], prose: int) -> Project:
    return Project.model_construct(
        id=f"{code}-2020-{number:02d}",
        title=f"{draw.one(GOODS)}{draw.one(WORKS)}" + ("（二期）" if draw.below(6) == 0 else ""),
        direction=list(Direction)[draw.below(4)],
        status=list(Status)[draw.below(6)],
        description=draw.text(prose),
        requirements=draw.text(prose // 3),
        contractor=firms[draw.below(len(firms))],
        accountable_person=AccountablePerson.model_construct(
            post=draw.one(POSTS), unit=f"{county}{draw.one(BUREAUX)}"
        ),
        subsidy=Decimal(draw.below(200_000)) / 100,
        budget_lines=(_use(draw.text(12)),),
    )


def _use(purpose: str) -> BudgetLine:
    """What the money is for, as far as a search asks."""
    fields: dict[str, Any] = {"purpose": purpose, "category": None, "amount": None}
    return BudgetLine.model_construct(**fields)


def first(number: int) -> list[CountyDisclosure]:
    """As many counties of thirty projects as make ``number`` projects."""
    return list(islice(counties(-(-number // 30)), -(-number // 30)))
