"""Builds one after the other in one process, as `gongkai serve` does them."""

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from generator.site.project_folder import load_project
from generator.site.serving import Rebuild
from tests.support.project import tree

_URL = "http://127.0.0.1:8000/"


class Rebuilds:
    """A preview without its server."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root, self.site = root, site
        self.rebuild = Rebuild(self._build)
        self._started = self._config()
        self._started.plugins.on_startup(command="serve", dirty=False)

    def __call__(self) -> str:
        """Build once more; what was said, in the log and beside it."""
        with _heard() as said:
            self.rebuild()
        return said.getvalue()

    def close(self) -> None:
        self._started.plugins.on_shutdown()

    def save(self, name: str, pattern: str, line: str) -> None:
        """Save a file below content_data/ with another line in the place of one."""
        file = self.root / "content_data" / name
        text, count = re.subn(pattern, line, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
        assert count == 1
        file.write_text(text, "utf-8")

    def files(self) -> dict[str, bytes]:
        return tree(self.site)

    def _config(self) -> MkDocsConfig:
        return load_project(self.root / "mkdocs.yml", site_dir=str(self.site))

    def _build(self) -> None:
        build(self._config(), serve_url=_URL)


@contextlib.contextmanager
def _heard() -> Iterator[io.StringIO]:
    said = io.StringIO()
    logger, handler = logging.getLogger("mkdocs"), logging.StreamHandler(said)
    logger.addHandler(handler)
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            yield said
    finally:
        logger.removeHandler(handler)
