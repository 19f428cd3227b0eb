"""The MkDocs plugin: when MkDocs calls. What is done then stands in the modules beside this one."""

import sys
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from generator.engine.store.cache import Source
from generator.site.building import Building, Options

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


class GongkaiConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    content = config_options.Type(str, default="content_data")
    """The folder of disclosed data, relative to mkdocs.yml."""
    as_of = config_options.Optional(config_options.Type(str))
    """YYYY-MM-DD; without it the demonstration's date, or today in Asia/Shanghai."""
    fast_lane = config_options.Type(bool, default=True)
    """Record pages are put into the theme's shells; False lets MkDocs render each through the theme itself."""
    workers = config_options.Optional(config_options.Type(int))
    """Worker processes; without it as many as there are cores."""
    cluster = config_options.Type(str, default="")
    """Address of a Dask scheduler that maps the counties over its workers, e.g. tcp://10.0.0.5:8786."""
    remote = config_options.Type(str, default="")
    """fsspec address that the site is written to instead of site_dir, e.g. s3://bucket/zhsf."""
    published = config_options.Type(str, default="")
    """File or address of the manifest of what was published before."""
    strict = config_options.Type(bool, default=False)
    """What is otherwise a warning ends the build."""
    allow_removals = config_options.Type(bool, default=False)
    """Publish although many pages that were published before would vanish."""
    allow_shallow = config_options.Type(bool, default=False)
    """A site with less of the change record than was published before is wanted."""


class GongkaiPlugin(BasePlugin[GongkaiConfig]):
    """Builds the portal and hands MkDocs the pages that are its own."""

    def __init__(self) -> None:
        self.command = "build"
        self.clean = False
        """Forget first what earlier builds left in the cache; for the command line to set."""
        self.settings: Source | None = None
        """mkdocs.yml before MkDocs read it; for ``load_project`` to set."""
        self.building = Building()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.command = command
        if sys.getfilesystemencoding() != "utf-8":
            raise ConfigurationError(
                "这台机器的文件名不按 UTF-8 读，附件会找不到，网站没有生成。请设环境变量 PYTHONUTF8=1 再试。"
            )

    def on_shutdown(self) -> None:
        self.building.close()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        options = Options(
            self.config.content,
            self.config.as_of,
            self.config.fast_lane,
            self.config.workers,
            self.command == "serve",
            self.config.cluster,
            self.config.remote,
            self.config.published,
            self.config.strict,
            self.config.allow_shallow,
            self.config.allow_removals,
            self.clean,
            self.settings,
        )
        return self.building.start(config, options)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return self.building.add_to(files, config)

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        return self.building.pages.prepare(page, markdown)

    def on_page_content(
        self,
        html: str,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        return self.building.pages.content(page, html)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        self.building.complete(files, config)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self.building.finish(config)

    def on_build_error(self, *, error: Exception) -> None:
        self.building.give_up()

    def on_serve(
        self, server: "LiveReloadServer", /, *, config: MkDocsConfig, builder: Any
    ) -> "LiveReloadServer":
        from generator.site.serving import Rebuild

        server.builder = builder if isinstance(builder, Rebuild) else Rebuild(builder)
        server.watch(str(self.building.content))
        return server
