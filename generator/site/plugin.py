"""The MkDocs plugin: maps MkDocs' events to a ``Building``."""

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
from generator.model.reasons import reason
from generator.site.building import Building, Options
from generator.site.compiled_templates import keep_compiled

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


class GongkaiConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    content = config_options.Type(str, default="content_data")
    """The folder of disclosed data, relative to mkdocs.yml."""
    as_of = config_options.Optional(config_options.Type(str))
    """YYYY-MM-DD; default: the demonstration's date, or today in Asia/Shanghai."""
    fast_lane = config_options.Type(bool, default=True)
    """Whether record pages are filled into shells of the theme; False: MkDocs renders each page, which is slow."""
    workers = config_options.Optional(config_options.Type(int))
    """Number of worker processes; default: one for each core."""
    cluster = config_options.Type(str, default="")
    """Address of a Dask scheduler whose workers build the counties, e.g. tcp://10.0.0.5:8786."""
    remote = config_options.Type(str, default="")
    """fsspec address to which the site is uploaded instead of site_dir, e.g. s3://bucket/zhsf."""
    published = config_options.Type(str, default="")
    """File or address of the manifest published before."""
    strict = config_options.Type(bool, default=False)
    """Whether a rewritten history ends the build instead of being a warning."""
    allow_removals = config_options.Type(bool, default=False)
    """Whether many pages that were published before may be removed."""
    allow_shallow = config_options.Type(bool, default=False)
    """Whether a site without the whole change record may be published."""


class GongkaiPlugin(BasePlugin[GongkaiConfig]):
    """Builds the portal and leaves MkDocs the pages that are its own."""

    def __init__(self) -> None:
        self.command = "build"
        self.clean = False
        """Whether to clear the cache first; set by the command line."""
        self.settings: Source | None = None
        """mkdocs.yml before MkDocs read it; set by ``load_project``."""
        self.building = Building()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.command = command
        if sys.getfilesystemencoding() != "utf-8":
            raise ConfigurationError(
                "这台机器的文件名不按 UTF-8 读，附件会找不到，网站未生成。请设环境变量 PYTHONUTF8=1 再试。"
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

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        try:
            return page.file.content_string
        except UnicodeDecodeError:
            raise ConfigurationError(f"“{page.file.src_uri}”不是 UTF-8 编码，请另存为 UTF-8。") from None
        except OSError as error:
            raise ConfigurationError(f"“{page.file.src_uri}”无法读取（{reason(error)}）。") from None

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
        if len(config.plugins) > 1:  # another plugin may write other templates
            return env
        return keep_compiled(env)

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
