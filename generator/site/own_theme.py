"""Checks a project's own theme templates before pages are made with them."""

import traceback
from pathlib import Path

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_referenced_templates
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from generator.shipped import shipped
from generator.site.project_folder import theme_folders
from generator.site.shells import Render, ShellPage

_NOT_KINDS = {"base.html", "main.html", "404.html"}
"""Top-level templates of the theme that are not the template of a kind of page."""


def refuse_broken_templates(config: MkDocsConfig, env: Environment, render: Render) -> None:
    """Parses every template of the project and renders an empty page of each kind.

    Raises:
        ConfigurationError: a template is wrong; the message names the first.
    """
    own, *others = map(Path, theme_folders(config))
    if not others:  # the program's own theme, which has its own tests
        return
    for path in sorted(own.rglob("*.html")):
        _look_at(path.relative_to(own).as_posix(), env)
    for path in sorted(shipped("overrides").glob("*.html")):
        if path.name not in _NOT_KINDS:
            try:
                render(_page(path.stem))
            except Exception as error:
                raise ConfigurationError(f"主题的模板{_place(error, own)}运行时出错。") from error


def _look_at(name: str, env: Environment) -> None:
    assert env.loader
    try:
        source, *_ = env.loader.get_source(env, name)
        for needed in find_referenced_templates(env.parse(source, name)):
            if needed is not None:
                env.loader.get_source(env, needed)
    except TemplateNotFound as error:
        raise ConfigurationError(f"主题的模板“{name}”要用“{error.name}”，但无此文件。") from None
    except TemplateSyntaxError as error:
        raise ConfigurationError(f"主题的模板“{name}”第 {error.lineno} 行写得不对。") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"主题的模板“{name}”不是 UTF-8 编码。") from None


def _page(kind: str) -> ShellPage:
    """Returns an almost empty page of a kind, which the theme must be able to render."""
    lists: dict[str, list[str]] = {"breadcrumbs": [], "meta_tags": [], "feeds": [], "alternates": []}
    meta = {
        "template": f"{kind}.html",
        "kind": kind,
        "section": "",
        "title": kind,
        "updated": "",
        "tip_off": "",
    }
    return ShellPage(f"{kind}.html", kind, "", "", meta | lists, ())


def _place(error: Exception, own: Path) -> str:
    """Returns the template and line of an error, from the traceback that Jinja makes; empty if unknown."""
    steps = [
        step for step in traceback.extract_tb(error.__traceback__) if Path(step.filename).is_relative_to(own)
    ]
    if not steps:
        return ""
    return f"“{Path(steps[-1].filename).relative_to(own).as_posix()}”第 {steps[-1].lineno} 行"
