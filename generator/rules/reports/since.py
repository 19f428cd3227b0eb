"""What a report says about the version that a check was compared with."""

from dataclasses import dataclass

from generator.model.finding import Finding
from generator.rules.reports.common import counted, in_order


@dataclass(frozen=True)
class Since:
    """The earlier version, and the findings it had already."""

    commit: str
    counties: tuple[str, ...]
    """Codes of the counties whose files changed, sorted."""
    standing: tuple[Finding, ...]

    @property
    def line(self) -> str:
        """One line for whoever submitted the change."""
        changed = f"改动了 {'、'.join(self.counties)} 的文件" if self.counties else "各示范县的文件未改动"
        stood = (
            f"当时已有的 {counted(in_order(self.standing))}未列出，不算这次的"
            if self.standing
            else "当时无问题"
        )
        return f"与提交 {self.commit[:10]} 相比：{changed}；{stood}。"
