"""Checks that workers on other machines see the same files as this one, and that this one sees what they wrote."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from generator.engine.output.site_listing import files_in, status_of
from generator.engine.output.staging import staging_folder
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.store.cache import content_digest, signature


class NotSharedError(Exception):
    """A worker and this machine do not see the same files; the message is in Chinese."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}，集群的每个节点都要在同样的路径看到同样的项目文件夹和网站文件夹（共享磁盘）"
        )


class OfCounty(Protocol):
    """A job that reads one county's files."""

    @property
    def code(self) -> str: ...


@dataclass(frozen=True)
class Sight:
    """What a worker must see before it runs a job."""

    counties: Path
    digests: Mapping[str, str]
    """County → digest of its folder as this machine read it."""
    mark: Path
    """A file in the staging folder."""
    word: str
    """Its content, a random word."""

    def hold(self, job: OfCounty) -> None:
        """Raises NotSharedError if this process sees something else."""
        folder = self.counties / job.code
        try:
            is_same_site = self.mark.read_text(encoding="utf-8") == self.word
        except OSError:
            is_same_site = False
        is_same_data = content_digest(folder, signature(folder)) == self.digests[job.code]
        for seen, place in ((is_same_site, self.mark.parent), (is_same_data, folder)):
            if not seen:
                raise NotSharedError(f"节点 {socket.gethostname()} 上的 {place} 与本机的不是同一个文件夹")


def sight(content: Path, site: Path, digests: Mapping[str, str]) -> Sight:
    """Writes the file that workers look for, and returns what they must see."""
    found = Sight(content / "counties", digests, staging_folder(site) / "shared.txt", token_hex(16))
    found.mark.write_text(found.word, encoding="utf-8")
    return found


def hold_to_claims(ongoing: OngoingBuild) -> None:
    """Raises NotSharedError if a file that a worker says it wrote is neither staged here nor in the site."""
    staged = files_in(staging_folder(ongoing.site) / "files")
    missing = [
        address
        for part in ongoing.every_part()
        for address in part.addresses
        if address not in staged and status_of(ongoing.found_site.files, address) is None
    ]
    if missing:
        raise NotSharedError(f"节点写好的 {len(missing)} 个文件在本机看不到，如 {missing[0]}")
