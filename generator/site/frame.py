"""Puts the theme around record pages, in any process, from mkdocs.yml and the portal's settings."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator.model.site import Site
from generator.render.html import Heading, Html
from generator.render.page import Page
from generator.site.compiled_templates import keep_compiled
from generator.site.own_theme import refuse_broken_templates
from generator.site.pages import table_of_contents
from generator.site.project_folder import load_project
from generator.site.settings import configure
from generator.site.shells import Render, ShellPage, Shells


@dataclass(frozen=True)
class ThemeFrame:
    """Puts the theme around pages. It pickles as its settings only; a worker process loads the theme itself."""

    config_file: str
    site: Site
    as_of: date
    sections: tuple[str, ...]
    loaded: MkDocsConfig | None = field(default=None, compare=False, repr=False)
    """The configuration as MkDocs read it in this process; None: it is read from ``config_file``."""

    def prepare(self) -> None:
        """Loads the theme now, so that worker processes forked from this one have it."""
        _ = self._shells

    def document(self, page: Page, html: Html) -> bytes:
        """Returns the whole page in UTF-8, as MkDocs would write it."""
        return self._shells.html(page, html, f"{self._base}{quote(page.url)}")

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in self.__dataclass_fields__} | {"loaded": None}

    @cached_property
    def _base(self) -> str:
        return self.site.base_url.rstrip("/") + "/"

    @cached_property
    def _shells(self) -> Shells:
        config = self.loaded or load_project(Path(self.config_file))
        configured = configure(config, self.site, self.as_of, self.sections)
        named = frozenset(f"{stem}.html" for stem in self.sections)
        settings = Path(self.config_file).read_text("utf-8") + repr((self.site, self.site.earlier))
        env = keep_compiled(configured.theme.get_env())
        render = theme_render(configured, env)
        refuse_broken_templates(configured, env, render)
        return Shells(render, named, settings)


def theme_render(config: MkDocsConfig, env: Environment) -> Render:
    """Returns a function that renders a page with the theme's templates."""
    nowhere = Navigation([], [])

    def render(page: ShellPage) -> str:
        source = f"{page.url.removesuffix('.html')}.md"
        file = File(source, src_dir=None, dest_dir=config.site_dir, use_directory_urls=False)
        shown = MkDocsPage(page.title, file, config)
        shown.meta = dict(page.meta)
        shown.content = page.content
        shown.toc = table_of_contents(tuple(Heading(*heading) for heading in page.toc))
        shown.canonical_url = page.canonical_url
        context = get_context(nowhere, Files([]), config, shown)
        return env.get_template(str(page.meta["template"])).render(context)

    return render
