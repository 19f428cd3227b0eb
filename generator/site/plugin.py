"""The MkDocs plugin: when MkDocs calls. What is done then stands in the modules beside this one."""

import logging
import os
from datetime import date
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from generator.engine import CheckedColumn, check_column, publish
from generator.model.finding import Severity
from generator.rules.reports import format_text
from generator.site.clock import today
from generator.site.pages import RecordPages
from generator.site.settings import configure, refuse_unfit

log = logging.getLogger("mkdocs.plugins.gongkai")


class GongkaiConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    content = config_options.Type(str, default="content_data")
    """The folder of disclosed data, relative to mkdocs.yml."""
    as_of = config_options.Optional(config_options.Type(str))
    """YYYY-MM-DD; without it the demonstration's date, or today in Asia/Shanghai."""


class GongkaiPlugin(BasePlugin[GongkaiConfig]):
    """Hands the column's pages and files to MkDocs as virtual files."""

    def __init__(self) -> None:
        self.command = "build"
        self.checked: CheckedColumn | None = None
        self.records = RecordPages()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.checked = check_column(self._content(config), self._as_of(), today())
        self._report(self.checked)
        if self.checked.province is None:
            raise Abort("栏目设置 site.yaml 无法读取，网站没有生成。")
        refuse_unfit(self.checked.province)
        artifacts = publish(self.checked)
        self.records = RecordPages(artifacts, self.checked.as_of)
        return configure(config, self.checked.province.site, self.checked.as_of, artifacts)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return self.records.add_to(files, config, self._content(config))

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        return self.records.prepare(page, markdown)

    def on_page_content(
        self,
        html: str,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        return self.records.content(page, html)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        broken = self.records.broken_links(files)
        if broken:
            raise Abort(
                "\n".join([f"有 {len(broken)} 个栏目内链接打不开，网站没有生成：", *map(str, broken)])
            )
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.command != "serve" and self.checked is not None and self.checked.has_errors:
            raise Abort("数据有错误：有误的记录没有发布，其余已生成。请按上面的提示修改后重新生成。")

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        server.watch(str(self._content(config)))
        return server

    def _content(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.content

    def _as_of(self) -> date | None:
        asked = self.config.as_of or os.environ.get("GONGKAI_AS_OF")
        return date.fromisoformat(asked) if asked else None

    def _report(self, checked: CheckedColumn) -> None:
        """Errors stand in the build's log; findings stand on the pages."""
        errors = [found for found in checked.findings if found.severity is Severity.ERROR]
        if errors:
            log.error("\n%s", format_text(errors, colour=False))
