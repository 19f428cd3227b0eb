"""The feeds of the portal: addresses, titles and descriptions. A feed is published even if it is empty."""

from dataclasses import dataclass

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
    """The end of the sentence "公开……" in the description, e.g. ``示例县的资金``."""
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


WHOLE = Feed("feed", "全部动态", "全省各示范县的项目、资金、进度、变更、验收、绩效评价和整改")


def topic_feed(topic: FeedTopic) -> Feed:
    """/topics/<topic>.xml"""
    return Feed(f"topics/{topic.code}", f"全省{topic.label}", f"全省各示范县的{topic.label}", topic.page)


def county_feed(code: str, name: str, topic: FeedTopic | None = None, first_code: str = "") -> Feed:
    """/counties/<code>.xml, /counties/<code>.<topic>.xml

    Args:
        first_code: the code under which the county was first published, if it is another one.
    """
    page = f"counties/{code}.html"
    if topic is None:
        first = f"counties/{first_code}" if first_code else ""
        return Feed(f"counties/{code}", f"{name}动态", f"{name}的全部动态", page, first)
    return Feed(f"counties/{code}.{topic.code}", f"{name}{topic.label}", f"{name}的{topic.label}", page)


def city_feed(code: str, name: str) -> Feed:
    """/cities/<code>.xml"""
    return Feed(f"cities/{code}", f"{name}动态", f"{name}所辖示范县的最新动态", f"cities/{code}.html")


def topic_feeds() -> tuple[tuple[str, Feed], ...]:
    """Returns (label, feed) of every topic of the province."""
    return tuple((topic.label, topic_feed(topic)) for topic in FeedTopic)


def county_topic_feeds(code: str, name: str) -> tuple[tuple[str, Feed], ...]:
    """Returns (label, feed) of every topic of a county."""
    return tuple((topic.label, county_feed(code, name, topic)) for topic in FeedTopic)


def contractor_feed(key: str, name: str) -> Feed:
    """/contractors/<uscc>.xml"""
    return Feed(
        f"contractors/{key}", f"{name}承办的项目", f"{name}承办项目的全部动态", f"contractors/{key}.html"
    )
