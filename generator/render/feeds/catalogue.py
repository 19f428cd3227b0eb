"""The feeds of the portal: addresses, titles and descriptions. A feed is published even if it is empty."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.change import Weight
from generator.model.codelists import FeedTopic

RSS = "application/rss+xml"
ATOM = "application/atom+xml"
JSON = "application/feed+json"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed."""

    stem: str
    """Root-relative address without extension, e.g. ``counties/210198.funds``."""
    title: str
    """Without the name of the portal."""
    about: str
    """What it holds, as the first half of a sentence: ``示例县的拨付、退回、收回和资金累计数``."""
    page: str = "index.html"
    """Root-relative address of the page it belongs to."""
    first_stem: str = ""
    """Its first stem if that changed, because the feed's id keeps it; empty if not."""

    @property
    def url(self) -> str:
        """Address of its RSS form, which all feeds have."""
        return f"{self.stem}.xml"

    @property
    def atom_url(self) -> str:
        """Address of its Atom form, which only the feed of the whole portal has; empty for others."""
        return "atom.xml" if self.stem == "feed" else ""

    @property
    def archive_stem(self) -> str:
        """Stem of the addresses of its archives, which are Atom."""
        return self.atom_url.removesuffix(".xml") or self.stem

    @property
    def qr(self) -> str:
        """Address of its QR code, which only the feeds of the whole portal and of whole counties have."""
        return f"{self.stem}.qr.svg"


_ALL = "新项目、资金、进度、变更、验收、绩效评价和整改"
_HOLDS = {
    FeedTopic.PROJECTS: "新项目公告、中标、合同、实施方案和处理决定",
    FeedTopic.PROGRESS: "按县按月的进度报告，逾期的项目",
    FeedTopic.FUNDS: "拨付、退回、收回和资金累计数",
    FeedTopic.CHANGES: "公开以后的变更和更正，方案调整，项目的取消和撤回",
    FeedTopic.ACCEPTANCE: "项目验收、综合验收和省级复核的结论",
    FeedTopic.EVALUATION: "绩效评价的结论",
    FeedTopic.RECTIFICATION: "整改事项的销号，每周核对发现的问题",
    FeedTopic.CASES: "典型案例，全文",
    FeedTopic.POLICIES: "政策文件，全文",
    FeedTopic.NOTICES: "通知、通报和公告，全文",
}
"""What the feed of a topic holds; a topic that is not named here, what its label says."""
_MAJOR = f"{Weight.MAJOR.value}变更"
_OF_MAJOR = "金额、时限、承办单位、建设内容或结论的变更，项目的取消和撤回"

WHOLE = Feed("feed", "全部动态", f"全省各示范县的{_ALL}，省里的政策文件和工作动态")
FINDINGS = Feed(
    "findings", "核对发现的问题", "各示范县每周新发现的和已解决的问题，按规则分类", "compliance.html"
)
MAJOR = Feed("topics/changes.major", f"全省{_MAJOR}", f"全省各示范县{_OF_MAJOR}", FeedTopic.CHANGES.page)


def topic_feed(topic: FeedTopic) -> Feed:
    """/topics/<topic>.xml"""
    return Feed(f"topics/{topic.code}", f"全省{topic.label}", f"全省各示范县的{_holds(topic)}", topic.page)


def _holds(topic: FeedTopic) -> str:
    return _HOLDS.get(topic, topic.label)


def county_feed(code: str, name: str, topic: FeedTopic | None = None, first_code: str = "") -> Feed:
    """/counties/<code>.xml, /counties/<code>.<topic>.xml

    Args:
        first_code: the code under which the county was first published, if it is another one.
    """
    page = f"counties/{code}.html"
    if topic is None:
        first = f"counties/{first_code}" if first_code else ""
        return Feed(f"counties/{code}", f"{name}动态", f"{name}的{_ALL}，典型案例和政策文件", page, first)
    return Feed(f"counties/{code}.{topic.code}", f"{name}{topic.label}", f"{name}的{_holds(topic)}", page)


def county_major_feed(code: str, name: str) -> Feed:
    """/counties/<code>.changes.major.xml"""
    page = f"counties/{code}.html"
    return Feed(f"counties/{code}.changes.major", f"{name}{_MAJOR}", f"{name}{_OF_MAJOR}", page)


def city_feed(code: str, name: str) -> Feed:
    """/cities/<code>.xml"""
    return Feed(f"cities/{code}", f"{name}动态", f"{name}所辖各示范县最新的{_ALL}", f"cities/{code}.html")


def topic_feeds() -> tuple[tuple[str, Feed], ...]:
    """Returns (label, feed) of every topic of the province, and of its major changes."""
    return _with_major([(topic, topic_feed(topic)) for topic in FeedTopic], MAJOR)


def county_topic_feeds(code: str, name: str) -> tuple[tuple[str, Feed], ...]:
    """Returns (label, feed) of every topic of a county, and of its major changes."""
    found = [(topic, county_feed(code, name, topic)) for topic in FeedTopic]
    return _with_major(found, county_major_feed(code, name))


def _with_major(found: Iterable[tuple[FeedTopic, Feed]], major: Feed) -> tuple[tuple[str, Feed], ...]:
    """Adds the feed of major changes after that of changes."""
    listed: list[tuple[str, Feed]] = []
    for topic, feed in found:
        listed.append((topic.label, feed))
        if topic is FeedTopic.CHANGES:
            listed.append((_MAJOR, major))
    return tuple(listed)


def contractor_feed(key: str, name: str) -> Feed:
    """/contractors/<uscc>.xml"""
    return Feed(
        f"contractors/{key}",
        f"{name}承办的项目",
        f"{name}承办的项目的公告、资金、变更、验收和处理决定",
        f"contractors/{key}.html",
    )
