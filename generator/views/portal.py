"""What every page needs to know about the portal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.model.incomplete import UNLISTED
from generator.model.programme import Clause
from generator.model.site import Site
from generator.model.withheld import Withheld
from generator.views.earlier_versions import EarlierVersions


@dataclass(frozen=True)
class Portal:
    """The portal on one day; the same for every page of a build."""

    site: Site
    as_of: date
    policies: Mapping[str, str]
    """Policy id → title, for links from projects."""
    picture_font: tuple[str, str] = ("", "")
    """Path and family of the Chinese font for pictures (PNG); empty: no pictures are made."""
    no_picture: str = "生成网站的机器上未安装中文字体"
    """Why no pictures are made."""
    earlier_versions: EarlierVersions = field(default_factory=dict)
    """Pages of policies and notices that show an earlier published version."""
    withheld: tuple[Withheld, ...] = ()
    """The portal's own withheld files."""
    is_record_whole: bool = True
    """Whether this build has the whole change record; if not, pages say so and conclude nothing from what is missing."""

    @property
    def incomplete(self) -> str:
        """What is said where changes are told and not the whole record of them is there; empty if it is."""
        return "" if self.is_record_whole else UNLISTED

    def url_of(self, clause: Clause | None) -> str:
        """Returns the address of a clause's paragraph; empty if the portal does not publish its notice."""
        return clause.url if clause and clause.policy in self.policies else ""

    @property
    def is_demo(self) -> bool:
        return self.site.is_demo
