"""Runs MkDocs for the command line: the same build as plain ``mkdocs build``, with messages in Chinese."""

import gc
import logging
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.console import complain, fail
from generator.intake.screening.private import without_private
from generator.model.reasons import reason

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def build_site(
    project: Path,
    *,
    as_of: date | None,
    site_dir: str | Path | None,
    clean: bool,
    workers: int | None = None,
    cluster: str = "",
    strict: bool = False,
    published: str = "",
    allow_removals: bool = False,
    allow_shallow: bool = False,
) -> int:
    """Builds the site of a project folder; returns the exit code.

    Records in error are withheld and reported; the site is built, and the exit code is 0, with ``strict`` 1.

    Args:
        published: file or address of the manifest published before.
        allow_removals: many pages that were published before may be removed.
        allow_shallow: a site without the whole change record may be published.

    Raises:
        Failure: the project cannot be built; the message is in Chinese.
    """
    gc.disable()  # importing and building leave no garbage to collect
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort, BuildError

    from generator.site.plugin import GongkaiPlugin
    from generator.site.serving import why_not_built

    _quiet()
    try:
        remote = str(site_dir) if site_dir and "://" in str(site_dir) else ""
        config = _config(project, as_of, None if remote else site_dir)
        plugin = config.plugins["gongkai"]
        assert isinstance(plugin, GongkaiPlugin)
        plugin.clean = clean
        options = plugin.config
        options.workers = workers or options.workers
        options.cluster, options.remote = cluster or options.cluster, remote or options.remote
        options.published, options.strict = published or options.published, strict or options.strict
        options.allow_shallow = allow_shallow or options.allow_shallow
        options.allow_removals = allow_removals or options.allow_removals
        where = options.remote or _shown(Path(config.site_dir) / "index.html")
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        if not plugin.building.withheld:  # else the number of withheld records is the last line
            click.echo(f"网站已生成：{where}")
        return 1 if options.strict and plugin.building.withheld else 0
    except Abort as error:
        why = error.__context__  # of a BuildError MkDocs says in its log alone what it is
        complain(why_not_built(why) if isinstance(why, BuildError) else str(error))
        return 1
    except click.ClickException as error:
        raise fail(why_not_built(error)) from None
    except Exception as error:
        if "GONGKAI_TRACEBACK" in os.environ:
            raise
        raise fail(why_not_built(error)) from None


def _shown(path: Path) -> str:
    """A path as a person here would type it, without private data."""
    here = Path.cwd()
    return without_private(str(path.relative_to(here) if path.is_relative_to(here) else path))


def serve_site(project: Path, *, as_of: date | None, address: str) -> int:
    """Serves the site on ``host:port`` and rebuilds it when a file is saved; returns the exit code."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.exceptions import MkDocsException

    from generator.site.serving import serve, why_not_built

    _quiet(logging.INFO)
    if as_of is not None:
        os.environ["GONGKAI_AS_OF"] = as_of.isoformat()
    click.echo(f"预览地址：http://{address}/ （按 Ctrl+C 结束）")
    try:
        serve(_config_file(project), address)
    except MkDocsException as error:
        raise fail(why_not_built(error)) from None
    except OSError as error:
        raise fail(f"不能在 {address} 上预览（{reason(error)}）。请换一个 --port 或 GONGKAI_PORT。") from None
    return 0


def _config(project: Path, as_of: date | None, site_dir: str | Path | None) -> "MkDocsConfig":
    """Loads mkdocs.yml; sets site_dir afterwards, so that the plugin judges it in Chinese and not MkDocs in English."""
    from mkdocs.utils.yaml import yaml_load

    from generator.site.project_folder import load_project

    file = _config_file(project)
    folder = file.parent.resolve()
    config = load_project(file, site_dir=str(folder / ".cache" / "site"))
    if site_dir:
        config.site_dir = str(Path(site_dir).resolve())
    else:
        with file.open("rb") as text:
            config.site_dir = str(folder / str(yaml_load(text).get("site_dir") or "site"))
    if as_of is not None:
        config.plugins["gongkai"].config.as_of = as_of.isoformat()
    return config


def _config_file(project: Path) -> Path:
    found = project / "mkdocs.yml"
    if not found.is_file():
        raise fail(f"在“{project.resolve()}”里未找到 mkdocs.yml。请进入项目文件夹，或用 --root 指明。")
    return found


def _quiet(level: int = logging.WARNING) -> None:
    """Logs to stderr: of MkDocs from ``level`` up, of this plugin from INFO up."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(level)
    logging.getLogger("mkdocs.plugins.gongkai").setLevel(logging.INFO)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        handler.addFilter(_is_not_said_again)
        logger.addHandler(handler)


def _is_not_said_again(record: logging.LogRecord) -> bool:
    """Whether a line stands alone: what MkDocs says in English of a page or a link that fails, we say in Chinese."""
    return record.levelno < logging.WARNING or record.name not in (
        "mkdocs.commands.build",
        "mkdocs.structure.pages",
    )
