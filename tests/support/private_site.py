"""A site of a private province: what is published, said and kept of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.gongkai import gongkai as run
from tests.support.leaks import Leaks
from tests.support.private_injections import HAN_DIGITS
from tests.support.private_province import PrivateProvince
from tests.support.private_values import WRITINGS
from tests.support.project import ROOT, tree
from tests.support.repository import Repository

SIXTY = {name: WRITINGS[name] for name in [*sorted(WRITINGS)[::2], *sorted(WRITINGS)[1::13]]}
"""Ways of writing, of every kind, for the provinces in which each meets every text; the others are tried in turn."""


@dataclass
class Built:
    """A private province after a build, and all that was said."""

    province: PrivateProvince
    site: Mapping[str, bytes]
    said: dict[str, bytes] = field(default_factory=dict)
    """Command → its output and its log."""

    @property
    def root(self) -> Path:
        return self.province.repository.root

    def cache(self) -> Mapping[str, bytes]:
        return tree(self.root / ".cache")

    def shown(self) -> str:
        """What the pages say, without the theme around it."""
        return "".join(
            data.decode() for address, data in self.site.items() if address.endswith((".md", ".json"))
        )


def built(province: PrivateProvince) -> Built:
    with_theme(province.repository)
    root = province.repository.root
    made = Built(province, {}, {"build": gongkai(root, "build")})
    made.site = tree(root / "site")
    assert "index.html" in made.site, made.said["build"].decode()[-2000:]
    made.said["changes"] = gongkai(root, "changes")
    return made


def gongkai(root: Path, *command: str) -> bytes:
    """What a command said, on both ways."""
    done = run("--root", root, *command)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    return (done.stdout + done.stderr).encode()


def with_theme(repository: Repository) -> Repository:
    """What else a project folder needs to be built."""
    for name in ("overrides", "docs"):
        (repository.root / name).symlink_to(ROOT / name)
    (repository.root / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    return repository


def leaked(made: Built, *, as_digests: bool = False) -> dict[str, list[str]]:
    """Name of a value → the files and commands that give it away."""
    leaks = Leaks.of(made.province.texts(), as_digests=as_digests)
    return leaks.in_files(made.site) | leaks.in_files(made.said) | leaks.in_files(made.cache())


def shown(made: Built) -> set[str]:
    """The sound texts that pages show: what is never shown could not show anything private either."""
    text = made.shown()
    towns = re.findall(r"记号[零一二三四五六七八九]{5}号", text)
    digits = {han: chr(plain) for plain, han in HAN_DIGITS.items()}
    return {*re.findall(r"记号\d{5}号", text), *(town.translate(str.maketrans(digits)) for town in towns)}
