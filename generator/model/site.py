"""site.yaml: settings of the portal."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import AfterValidator

from generator.model.base import Label, Record
from generator.model.change import Weight
from generator.model.cities import LIAONING, Region
from generator.model.codelists import Mode, RepositoryPlatform, TipOffChannel
from generator.model.item_names import NamedBy
from generator.model.place_names import RegionName
from generator.model.programme import limits
from generator.model.types import Count, Day, MonthDay, Prose, Text, Url, problem


def _prefix(standard: str) -> Any:
    """The type of a prefix that the Open Contracting Partnership registers for a publisher."""
    pattern = rf"{standard}-[a-z0-9]{{6}}"

    def registered(text: str) -> str:
        if not re.fullmatch(pattern, text):
            example = f"{standard}-a1b2c3"
            raise problem(
                "E004", f"“{text}”不是登记的前缀", f"写登记得到的前缀，如 {example}；未登记的删去这一项"
            )
        return text

    return AfterValidator(registered)


OC4IDSPrefix = Annotated[Text, _prefix("oc4ids")]
OCDSPrefix = Annotated[Text, _prefix("ocds")]


_DOMAIN = re.compile(r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$")
_MOST_OF_DOMAIN = 253
"""Most characters of a domain name (RFC 1035)."""


def _domain(text: str) -> str:
    """A domain name in lower-case ASCII, without a scheme or a path."""
    text = text.lower()
    if len(text) <= _MOST_OF_DOMAIN and _DOMAIN.fullmatch(text):
        return text
    raise problem("E004", f"域名“{text}”的写法不对", "只写域名，不带 http:// 和路径，如 example.gov.cn")


DomainName = Annotated[Text, AfterValidator(_domain)]


class TipOff(Record):
    """监督举报 channel, clause 五（六）."""

    named_by: ClassVar[NamedBy] = ("channel",)

    channel: Annotated[TipOffChannel, Label("渠道")]
    address: Annotated[Text, Label("号码或地址")]
    hours: Annotated[Text | None, Label("受理时间")] = None
    unit: Annotated[Text | None, Label("受理单位")] = None
    note: Annotated[Prose | None, Label("说明")] = None


class Repository(Record):
    """Where counties send their pull requests."""

    platform: Annotated[RepositoryPlatform, Label("平台")]
    url: Annotated[Url, Label("网址")]
    branch: Annotated[Text, Label("分支")] = "main"


class IdDomain(Record):
    """标识域: the domain and the day on which permanent ids rest (RFC 4151): those of feeds, entries and deadlines."""

    domain: Annotated[DomainName, Label("域名", note="本单位自己的域名，不随网站搬迁而改")]
    day: Annotated[Day, Label("日期", note="持有这个域名的一天，通常写当年1月1日")]


def _limit(id_: str) -> Any:
    """Declares the setting of a limit that the programme leaves to the portal, with its default."""
    limit = limits()[id_]
    return Label(limit.label, unit=limit.unit, note=limit.note, default=limit.value)


class Licence(Record):
    """开放许可: on what terms the open data may be used."""

    name: Annotated[Text, Label("名称", example="知识共享署名 4.0", stays=True)]
    url: Annotated[Url, Label("链接", note="许可全文的网址")]


class StalenessDays(Record):
    """更新时限: days after which a record counts as stale."""

    progress: Count = _limit("progress")
    funds: Count = _limit("funds")


class TimeLimits(Record):
    """规则期限: limits that the notice leaves open."""

    idle_funds: Count = _limit("idle_funds")
    acceptance: Count = _limit("acceptance")
    reporting: Count = _limit("reporting")
    disclosure: Count = _limit("disclosure")
    concentration: Count = _limit("concentration")
    problem: Count = _limit("problem")
    statistics: Count = _limit("statistics")
    score_gap: Count = _limit("score_gap")
    circulars: Count = _limit("circulars")
    ordering: Count = _limit("ordering")
    self_evaluation: MonthDay = _limit("self_evaluation")
    recheck: Count = _limit("recheck")
    winding_up: Count = _limit("winding_up")
    follow_up: Count = _limit("follow_up")


class SetAside(Record):
    """暂停公开的规则: the findings of a rule are not published from one day to another, both included."""

    named_by: ClassVar[NamedBy] = ("rule",)

    rule: Annotated[Text, Label("规则", note="规则目录里的编号，如 V104")]
    begin: Annotated[Day, Label("开始日期")]
    until: Annotated[Day, Label("结束日期")]
    reason: Annotated[Prose, Label("理由", note="在规则目录页公布")]

    def is_in_force(self, day: date) -> bool:
        return self.begin <= day <= self.until


class Site(Record):
    """栏目设置."""

    title: Annotated[Text, Label("栏目名称")]
    publisher: Annotated[Text, Label("主办单位")]
    mode: Annotated[Mode, Label("模式")]
    url: Annotated[Url, Label("网址", note="栏目的完整网址，含所在的子路径")]
    stated_region: Annotated[
        RegionName | None, Label("省份", note="示范县所在的省、自治区、直辖市；不写就是辽宁省")
    ] = None
    site_name: Annotated[Text | None, Label("网站名称", asked=True)] = None
    site_domain: Annotated[Text | None, Label("网站域名")] = None
    site_id_code: Annotated[Text | None, Label("网站标识码")] = None
    icp: Annotated[Text | None, Label("ICP备案号")] = None
    police_record: Annotated[Text | None, Label("公安备案号")] = None
    error_report_url: Annotated[Url | None, Label("网站找错链接")] = None
    application_url: Annotated[
        Url | None, Label("依申请公开链接", note="本单位门户网站受理政府信息公开申请的网页")
    ] = None
    conac_url: Annotated[Url | None, Label("党政机关标识链接")] = None
    opened: Annotated[
        Day | None,
        Label("开栏日期", note="变更记录从写入这一项的那次提交开始，此前的提交是准备，不算公开"),
    ] = None
    id_domain: Annotated[
        IdDomain | None,
        Label(
            "标识域", note="订阅条目、期限的永久编号由它组成；开栏时写一次，以后不能改。不写的，取网站域名"
        ),
    ] = None
    demo_as_of: Annotated[Day | None, Label("演示日期")] = None
    tip_off: Annotated[
        tuple[TipOff, ...], Label("监督举报", weight=Weight.MAJOR, clause="disclosure", asked=True)
    ] = ()
    repository: Annotated[Repository | None, Label("代码仓库")] = None
    staleness_days: Annotated[StalenessDays, Label("更新时限")] = StalenessDays()
    limits: Annotated[TimeLimits, Label("规则期限")] = TimeLimits()
    oc4ids_prefix: Annotated[
        OC4IDSPrefix | None,
        Label("OC4IDS前缀", note="向开放合同伙伴关系（OCP）登记得到；正式模式下不写就不发布 OC4IDS 数据"),
    ] = None
    ocds_prefix: Annotated[
        OCDSPrefix | None,
        Label("OCDS前缀", note="同样向 OCP 登记；正式模式下不写就不发布 OCDS 数据"),
    ] = None
    licence: Annotated[
        Licence | None,
        Label(
            "开放许可", note="使用开放数据的条件，写进 datapackage.json 和 OC4IDS、OCDS 的包；不写就不写明"
        ),
    ] = None
    set_aside: Annotated[
        tuple[SetAside, ...],
        Label("暂停公开的规则", note="这段时间里不公开这条规则的发现，核对时照样提示报送的人"),
    ] = ()

    @property
    def region(self) -> Region:
        """The province of its counties."""
        return self.stated_region or LIAONING

    def aside(self, rule: str, day: date) -> SetAside | None:
        """Why the findings of a rule are not published on a day; None: they are."""
        return next((each for each in self.set_aside if each.rule == rule and each.is_in_force(day)), None)

    @property
    def project_prefix(self) -> str:
        """What ids of projects begin with in OC4IDS data; empty: none is published, for want of a registered one."""
        return self._prefix(self.oc4ids_prefix, "oc4ids-xxxxxx")

    @property
    def release_prefix(self) -> str:
        """What ids of contracting processes begin with in OCDS data; empty: none is published."""
        return self._prefix(self.ocds_prefix, "ocds-xxxxxx")

    def _prefix(self, registered: str | None, placeholder: str) -> str:
        """A registered prefix; only a demonstration has the placeholder of the standard's own examples."""
        found = registered or placeholder
        return found if self.is_demo or found != placeholder else ""

    @property
    def is_demo(self) -> bool:
        return self.mode is Mode.DEMO

    @property
    def id_host(self) -> str:
        """The domain in permanent ids."""
        return self.id_domain.domain if self.id_domain else stated_host(self.site_domain, self.url)

    @property
    def tag(self) -> str:
        """The beginning of permanent ids (RFC 4151), e.g. ``tag:example.gov.cn,2020:``."""
        return tag_of(self.id_host, self.id_domain.day if self.id_domain else UNSTATED_DAY)

    @property
    def base_url(self) -> str:
        """The portal's address with exactly one slash at its end."""
        return self.url.rstrip("/") + "/"

    @property
    def tip_off_phone(self) -> TipOff | None:
        """The first telephone channel, which the notice asks for."""
        return next((way for way in self.tip_off if way.channel is TipOffChannel.TELEPHONE), None)


UNSTATED_DAY = date(2020, 1, 1)
"""The day in the ids of a portal without 标识域."""


def stated_host(site_domain: str | None, url: str) -> str:
    """The domain in the ids of a portal without 标识域."""
    return site_domain or urlsplit(url).hostname or ""


def tag_of(domain: str, day: date) -> str:
    """Begins a tag URI; RFC 4151 lets the first of January be written as the year alone."""
    return f"tag:{domain},{day.year if (day.month, day.day) == (1, 1) else day}:"
