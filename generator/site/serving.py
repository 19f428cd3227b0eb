"""The preview server: rebuilds when a file is saved; after a failed build the last good site stays up."""

import html
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from jinja2 import TemplateError
from mkdocs.commands.build import build
from mkdocs.exceptions import BuildError, ConfigurationError

from generator.console import complain
from generator.intake.screening.private import without_private
from generator.model.fault import fault_id
from generator.model.reasons import reason_and_place
from generator.site.project_folder import load_project

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_NO_SITE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>网站尚未生成</title></head>
<body><h1>网站尚未生成</h1><p>{}</p><p>改好并保存以后，本页会自己换成网站。</p></body></html>
"""


def why_not_built(error: Exception) -> str:
    """Says in Chinese why no site was built; the text of an unexpected error is not shown."""
    if isinstance(error, BuildError | ConfigurationError):
        return f"网站未生成：{error}"
    if isinstance(error, click.ClickException):
        return error.message
    if isinstance(error, TemplateError):  # before OSError, because some template errors are OSErrors as well
        return f"网站未生成：主题的模板运行时出错（{type(error).__name__}）。"
    if isinstance(error, OSError):
        return f"网站未写完（{reason_and_place(error)}）。"
    return f"网站未生成：程序出错（{fault_id(error)}），这是软件的问题，请报告。"


@dataclass
class Rebuild:
    """A build that never raises, because MkDocs' server stops answering after an exception."""

    build: Callable[[], None]
    failure: str = ""
    """Why the last build failed; empty if it did not."""

    def __call__(self) -> None:
        self.failure = ""
        try:
            self.build()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the preview goes on
            self.failure = without_private(why_not_built(error))
            complain(f"{self.failure} 改好并保存以后，会再生成一次。")


def serve(config_file: Path, address: str) -> None:
    """Serves the site on ``host:port`` until interrupted.

    Raises:
        OSError: the address is not available.
        MkDocsException: mkdocs.yml is wrong.
    """
    from mkdocs.livereload import LiveReloadServer

    with tempfile.TemporaryDirectory(prefix="mkdocs_") as folder:

        def config() -> "MkDocsConfig":
            return load_project(config_file, site_dir=folder, dev_addr=address)

        first = config()
        rebuild = Rebuild(lambda: build(config(), serve_url=f"http://{address}/"))
        host, port = first.dev_addr
        server = LiveReloadServer(builder=rebuild, host=host, port=port, root=folder)
        server.error_handler = lambda code: _error_page(Path(folder), code, rebuild.failure)
        first.plugins.on_startup(command="serve", dirty=False)
        try:
            rebuild()
            for watched in (first.docs_dir, str(config_file), *first.watch):
                server.watch(watched)
            first.plugins.on_serve(server, config=first, builder=rebuild)
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            complain("预览结束。")
        finally:
            server.shutdown()
            first.plugins.on_shutdown()


def _error_page(site: Path, code: int, failure: str) -> bytes | None:
    """Returns the site's own error page; if no site was built yet, a page that says why."""
    own = site / f"{code}.html"
    if own.is_file():
        return own.read_bytes()
    return _NO_SITE.format(html.escape(failure)).encode() if failure else None
